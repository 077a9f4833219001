"""`check` is quick: at most 50 ms for each exercise, the drawing aside."""

import statistics
import time

import pytest

from lossviz.exercises import check
from tests.exercises.learner import EXERCISES, called


def median_milliseconds(function, times=15):
    """The median time of one check."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        check(function)
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


@pytest.mark.parametrize("key", EXERCISES)
def test_a_check_takes_at_most_50_milliseconds(key):
    solution = EXERCISES[key].solution
    right = median_milliseconds(called(key, solution))
    wrong = median_milliseconds(called(key, lambda *arguments: solution(*arguments) + 0.1))
    print(f"{key}: right {right:.1f} ms, wrong {wrong:.1f} ms")
    assert max(right, wrong) <= 50
