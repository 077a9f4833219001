"""The first notebook's exercise, written in other ways."""

import numpy as np
import pytest

from tests.exercises.learner import answers


def in_place(x):
    product = x.copy()
    product *= x
    return product


def warns(x):
    np.log(-np.abs(x))
    return x**2


RIGHT = {
    "product": lambda x: x * x,
    "list": lambda x: [value**2 for value in x],
    "plain Python": lambda x: [float(value) ** 2.0 for value in list(x)],
    "float32": lambda x: x.astype(np.float32) ** 2,
    "in place": in_place,
    "warns": warns,
}


@pytest.mark.parametrize("way", RIGHT)
def test_every_right_way_is_correct(way):
    report = answers("square", RIGHT[way])
    assert report.status == "correct", report
