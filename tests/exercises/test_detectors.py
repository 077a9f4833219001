"""The shared detectors, on exercises made for them."""

import numpy as np
import pytest

from lossviz.exercises import detectors
from lossviz.exercises.declaration import Curve, Exercise
from lossviz.exercises.diagnosis import examine


def bce(y, p):
    """Minus the log of the probability of the label y."""
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def kl(p, q):
    """A number that changes with the order of its arguments."""
    return np.sum(p * np.log(p / q))


def total(x):
    """A sum."""
    return np.sum(x**2)


def exercise(solution, cases, **declared):
    return Exercise(
        solution,
        noun="value",
        why="So it is.",
        cases=cases,
        sample=lambda rng: next(iter(cases["ordinary"])),
        hints=["Think."],
        curve=Curve("t", 0, 1, lambda t: (t,)),
        **declared,
    )


BCE = exercise(
    bce,
    {
        "ordinary": [([1.0, 0.0, 1.0], [0.8, 0.3, 0.4]), ([0.0, 1.0], [0.9, 0.15])],
        "confident and wrong": [([1.0, 0.0, 1.0], [1e-20, 1 - 1e-12, 1e-30])],
    },
    detectors=[
        *detectors.sign(),
        *detectors.log_base(),
        *detectors.swapped_labels("Which label?"),
        *detectors.missing_log(minus=True),
    ],
    patterns=[
        *detectors.clipped(lambda y, p: bce(y, np.clip(p, 1e-7, 1 - 1e-7))),
        *detectors.unstable(lambda y, p: np.where(p < 1e-9, np.inf, bce(y, p)), "How?"),
    ],
    compounds=["log-base+sign", "missing-log+sign"],
)

KL = exercise(
    kl,
    {"ordinary": [([0.2, 0.8], [0.5, 0.5]), ([0.7, 0.2, 0.1], [0.5, 0.3, 0.2])]},
    detectors=[*detectors.swapped_arguments(kl, "p", "q"), *detectors.factor_two()],
    compounds=["factor-two+swapped-arguments"],
)

SUM = exercise(
    total,
    {"ordinary": [([1.0, 2.0, 4.0],), ([1.0, -1.0, 3.0, 0.5],)], "two-row": [([[1.0, 2.0, 3.0]],)]},
    detectors=[
        *detectors.mean_not_sum("A mean?"),
        *detectors.factor_two(),
        *detectors.sum_not_mean(),
    ],
)


@pytest.mark.parametrize(
    ("declared", "answer", "mistake"),
    [
        (BCE, lambda y, p: np.where(y == 1, np.log(p), np.log(1 - p)), "sign"),
        (BCE, lambda y, p: -np.where(y == 1, np.log2(p), np.log2(1 - p)), "log-base"),
        (BCE, lambda y, p: -np.where(y == 1, np.log10(p), np.log10(1 - p)), "log-base"),
        (BCE, lambda y, p: -np.where(y == 0, np.log(p), np.log(1 - p)), "swapped-labels"),
        (BCE, lambda y, p: -np.where(y == 1, p, 1 - p), "missing-log"),
        (BCE, lambda y, p: np.where(y == 1, p, 1 - p), "missing-log+sign"),
        (BCE, lambda y, p: np.where(y == 1, np.log2(p), np.log2(1 - p)), "log-base+sign"),
        (BCE, lambda y, p: -np.where(y == 1, np.log(p + 1e-9), np.log(1 - p + 1e-9)), "clipped"),
        (BCE, lambda y, p: np.minimum(bce(y, p), 16), "clipped"),
        (BCE, lambda y, p: -np.minimum(bce(y, p), 16), "clipped+sign"),
        (BCE, lambda y, p: np.where(p < 1e-25, np.nan, bce(y, p)), "unstable"),
        (BCE, lambda y, p: np.where(p < 1e-25, np.inf, 1.04 * bce(y, p)), None),
        (BCE, lambda y, p: np.where(bce(y, p) > 20, 1.05 * bce(y, p), bce(y, p)), None),
        (BCE, lambda y, p: np.minimum(bce(y, p), np.array([16, 26, 30])[: len(y)]), None),
        (BCE, lambda y, p: np.where(bce(y, p) > 20, -16, bce(y, p)), None),
        (BCE, lambda y, p: np.where(bce(y, p) > 60, 16, bce(y, p)), None),
        (KL, lambda p, q: np.sum(q * np.log(q / p)), "swapped-arguments"),
        (KL, lambda p, q: np.sum(2 * q * np.log(q / p)), "factor-two+swapped-arguments"),
        (KL, lambda p, q: 0.5 * np.sum(p * np.log(p / q)), "factor-two"),
        (KL, lambda p, q: -np.sum(p * np.log(p / q)), None),
        (SUM, lambda x: np.mean(x**2), "mean-not-sum"),
        (SUM, lambda x: np.sum(x**2) * x.shape[-1], "sum-not-mean"),
        (SUM, lambda x: np.sum(x**2) * 2, "factor-two"),
        (SUM, lambda x: np.sum(x**2) * 3, None),
    ],
)
def test_a_shared_mistake_is_named(declared, answer, mistake):
    diagnosis, _ = examine(declared, answer)
    assert (diagnosis.status, diagnosis.mistake) == ("wrong", mistake)


def test_two_matches_mean_no_guess():
    ambiguous = exercise(
        total,
        {"ordinary": [([1.0, 2.0],), ([3.0, 4.0],)]},
        detectors=[*detectors.mean_not_sum("A mean?"), *detectors.factor_two()],
    )
    diagnosis, _ = examine(ambiguous, lambda x: np.sum(x**2) / 2)
    assert diagnosis.mistake is None
    assert diagnosis.fact == "Your value is 0.5 times the right one, on all 2 cases."


def test_a_broken_and_a_bounded_value_at_once_are_not_guessed_at():
    def answer(y, p):
        return np.where(bce(y, p) > 60, np.inf, np.minimum(bce(y, p), 16))

    assert examine(BCE, answer)[0].mistake is None


def test_the_questions_can_be_the_exercises_own():
    assert detectors.sign("Why?")[0].question == "Why?"
    assert detectors.mean_not_sum("Why?")[0].question == "Why?"
    assert detectors.swapped_labels("Why?")[0].question == "Why?"
    assert [part.question for part in detectors.factor_two("Why?", "How?")] == ["Why?", "How?"]
    assert detectors.clipped(None, "Why?")[0].question == "Why?"
    assert detectors.unstable(None, "Why?")[0].question == "Why?"


def test_a_private_case_that_happens_to_hold_is_like_any_other():
    diagnosis, outcomes = examine(KL, kl, seed=0)
    assert diagnosis.status == "correct"
    assert len(outcomes) == 6


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (lambda y, p: np.where(bce(y, p) > 20, 16, bce(y, p)), "clipped"),
        (lambda y, p: np.where(bce(y, p) > 20, 100, bce(y, p)), None),
    ],
)
def test_a_bound_lies_below_the_right_values(answer, mistake):
    assert examine(BCE, answer)[0].mistake == mistake
