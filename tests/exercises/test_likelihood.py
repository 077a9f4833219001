"""Lesson 03's exercises: right answers in many hands, and the mistakes that learners write."""

import math

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from lossviz.exercises.diagnosis import examine
from lossviz.exercises.likelihood import EXERCISES, PREDICTIONS

BY_KEY = {exercise.key: exercise for exercise in EXERCISES}
QUESTIONS = {prediction.key: prediction for prediction in PREDICTIONS}


def diagnosis(key, function, seed=None):
    return examine(BY_KEY[key], function, seed)[0]


def by_loop(one):
    """An answer that takes one example at a time and returns a list."""
    return lambda *arguments: [one(*example) for example in zip(*arguments, strict=True)]


def in_float32(function):
    def answer(*arguments):
        return function(*(np.asarray(a, dtype=np.float32) for a in arguments))

    return answer


def from_lists(function):
    """An answer that turns its arguments into lists first."""

    def answer(*arguments):
        return function(*(a.tolist() if isinstance(a, np.ndarray) else a for a in arguments))

    return answer


def in_place(y, mu, sigma):
    z = y - mu
    z /= sigma
    z *= z
    z /= 2
    z += np.log(sigma * np.sqrt(2 * np.pi))
    return z


def by_mask(k, p):
    """The true class picked by a mask."""
    return -np.log(p)[np.arange(p.shape[1]) == k[:, None]]


RIGHT = {
    "bernoulli_nll": [
        lambda y, p: -(y * np.log(p) + (1 - y) * np.log(1 - p)),
        lambda y, p: -np.log(y * p + (1 - y) * (1 - p)),
        by_loop(lambda y, p: -math.log(p) if y == 1 else -math.log1p(-p)),
        in_float32(lambda y, p: -y * np.log(p) - (1 - y) * np.log1p(-p)),
        lambda y, p: -np.log(np.abs(y - 1 + p)),
        lambda y, p: -stats.bernoulli.logpmf(y.astype(int), p),
    ],
    "coin_estimate": [
        lambda heads, tails: 1 / (1 + tails / heads),
        lambda heads, tails: 1 - tails / (heads + tails),
        lambda heads, tails: np.float32(heads) / np.float32(heads + tails),
        lambda heads, tails: np.average([1, 0], weights=[heads, tails]),
    ],
    "categorical_nll": [
        by_mask,
        lambda k, p: -np.log(np.take_along_axis(p, k[:, None], axis=1)[:, 0]),
        lambda k, p: -np.sum(np.eye(p.shape[1])[k] * np.log(p), axis=1),
        lambda k, p: [-math.log(row[i]) for i, row in zip(k, p, strict=True)],
        lambda k, p: -np.log(np.float32(p))[range(len(k)), k],
        lambda k, p: -np.log(np.einsum("nk,nk->n", np.eye(p.shape[1])[k], p)),
    ],
    "gaussian_nll": [
        lambda y, mu, sigma: -stats.norm.logpdf(y, mu, sigma),
        lambda y, mu, sigma: 0.5 * np.log(2 * np.pi * sigma**2) + (y - mu) ** 2 / (2 * sigma**2),
        by_loop(lambda y, mu, s: (y - mu) ** 2 / s**2 / 2 + math.log(s * math.sqrt(math.tau))),
        in_float32(lambda y, mu, s: ((mu - y) / s) ** 2 / 2 + np.log(s) + 0.9189385),
        in_place,
    ],
    "gaussian_nll_gradient": [
        lambda y, mu, sigma: (mu - np.mean(y)) / sigma**2,
        lambda y, mu, sigma: np.sum((mu - y) / sigma / sigma) / len(y),
        from_lists(lambda y, mu, sigma: sum((mu - each) / sigma**2 for each in y) / len(y)),
        lambda y, mu, sigma: -np.average(y - mu) * sigma**-2,
        lambda y, mu, sigma: np.float64(np.dot(np.ones(len(y)), mu - y)) / (len(y) * sigma**2),
    ],
    "laplace_nll": [
        lambda y, mu, b: -stats.gennorm.logpdf(y, 1, mu, b),
        lambda y, mu, b: np.maximum(y - mu, mu - y) / b + np.log(2) + np.log(b),
        by_loop(lambda y, mu, b: math.fabs(y - mu) / b + math.log(2 * b)),
        in_float32(lambda y, mu, b: np.sqrt((y - mu) ** 2) / b + np.log(b + b)),
        lambda y, mu, b: np.log(2 * b) - np.where(y > mu, mu - y, y - mu) / b,
    ],
}

# What a learner writes who makes the mistake, other than the declaration's own formula.
WRITTEN = [
    ("bernoulli_nll", "sign", lambda y, p: y * np.log(p) + (1 - y) * np.log(1 - p)),
    ("bernoulli_nll", "log-base", lambda y, p: -(y * np.log2(p) + (1 - y) * np.log2(1 - p))),
    ("bernoulli_nll", "swapped-labels", lambda y, p: -((1 - y) * np.log(p) + y * np.log(1 - p))),
    ("bernoulli_nll", "missing-log", lambda y, p: -(y * p + (1 - y) * (1 - p))),
    ("bernoulli_nll", "missing-log+sign", lambda y, p: p**y * (1 - p) ** (1 - y)),
    ("bernoulli_nll", "clipped", lambda y, p: -np.log(y * p + (1 - y) * (1 - p) + 1e-9)),
    ("bernoulli_nll", "shape", lambda y, p: -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))),
    ("coin_estimate", "swapped-arguments", lambda heads, tails: 1 - heads / (heads + tails)),
    ("coin_estimate", "odds", lambda heads, tails: 1 / (tails / heads)),
    ("coin_estimate", "value-not-place", lambda h, t: h**h * t**t / (h + t) ** (h + t)),
    ("categorical_nll", "sign", lambda k, p: np.log(p)[range(len(k)), k]),
    ("categorical_nll", "log-base", lambda k, p: -np.log10(p[range(len(k)), k])),
    ("categorical_nll", "largest-not-true", lambda k, p: np.min(-np.log(p), axis=1)),
    ("categorical_nll", "clipped", lambda k, p: -np.log(p[range(len(k)), k] + 1e-12)),
    ("categorical_nll", "shape", lambda k, p: -np.log(p[:, k])),
    ("gaussian_nll", "sign", stats.norm.logpdf),
    ("gaussian_nll", "unstable", lambda y, mu, sigma: -np.log(stats.norm.pdf(y, mu, sigma))),
    ("gaussian_nll", "missing-log+sign", stats.norm.pdf),
    ("gaussian_nll", "sigma-as-variance", lambda y, m, s: -stats.norm.logpdf(y, m, np.sqrt(s))),
    ("gaussian_nll_gradient", "sign", lambda y, mu, sigma: (np.mean(y) - mu) / sigma**2),
    ("gaussian_nll_gradient", "shape", lambda y, mu, sigma: (mu - y) / sigma**2),
    ("gaussian_nll_gradient", "sum-not-mean", lambda y, mu, s: np.sum(mu - y) / s**2),
    ("laplace_nll", "unstable", lambda y, mu, b: -np.log(stats.laplace.pdf(y, mu, b))),
    ("laplace_nll", "unstable", lambda y, mu, b: -stats.laplace.logpdf(y, mu, b)),
    ("laplace_nll", "gaussian", lambda y, mu, b: -stats.norm.logpdf(y, mu, b)),
    ("laplace_nll", "missing-log+sign", stats.laplace.pdf),
]


@pytest.mark.parametrize(
    ("key", "number"), [(key, number) for key in RIGHT for number in range(len(RIGHT[key]))]
)
@pytest.mark.parametrize("seed", [None, 5])
def test_a_right_answer_is_right_however_it_is_written(key, number, seed):
    found = diagnosis(key, RIGHT[key][number], seed)
    assert found.status == "correct", found.fact


@pytest.mark.parametrize(("key", "mistake", "function"), WRITTEN)
def test_a_mistake_is_named_however_it_is_written(key, mistake, function):
    found = diagnosis(key, function)
    assert (found.status, found.mistake) == ("wrong", mistake), found.fact


def test_every_exercise_of_the_lesson_has_right_answers_here():
    assert list(RIGHT) == list(BY_KEY)
    assert all(len(functions) >= 4 for functions in RIGHT.values())


@pytest.mark.parametrize("key", ["gaussian_nll", "laplace_nll", "categorical_nll", "bernoulli_nll"])
def test_a_constant_too_many_is_not_named(key):
    right = BY_KEY[key].solution
    found = diagnosis(key, lambda *arguments: right(*arguments) + 0.1)
    assert (found.status, found.mistake) == ("wrong", None)


def coin_nll(heads, tails):
    return optimize.minimize_scalar(
        lambda theta: -heads * math.log(theta) - tails * math.log(1 - theta),
        bounds=(0.01, 0.99),
        method="bounded",
        options={"xatol": 1e-9},
    )


def test_the_area_is_what_integration_gives():
    area = integrate.quad(lambda theta: theta**9 * (1 - theta) ** 4, 0, 1)[0]
    assert QUESTIONS["likelihood-area"].right == f"About {area:.4f}"


def test_the_same_data_twice_double_the_least_value_and_leave_its_place():
    once, twice = coin_nll(9, 4), coin_nll(18, 8)
    assert twice.x == pytest.approx(once.x, abs=1e-6)
    assert twice.fun == pytest.approx(2 * once.fun)
    assert QUESTIONS["likelihood-twice"].right == "The best theta stays, its NLL doubles"
    assert "18 heads and 8 tails" in QUESTIONS["likelihood-twice"].question


def test_a_narrow_density_has_a_negative_nll():
    assert stats.norm.logpdf(0, 0, 0.1) > 0
    assert QUESTIONS["likelihood-negative"].right == "Yes, if it is a density's"


def test_the_laplace_distribution_gives_the_absolute_error():
    y = np.linspace(-3, 5, 9)
    assert np.ptp(-stats.laplace.logpdf(y) - np.abs(y)) < 1e-12
    assert QUESTIONS["likelihood-laplace"].right == "The absolute error"


@pytest.mark.parametrize("key", QUESTIONS)
def test_each_choice_has_an_explanation_of_its_own(key):
    question = QUESTIONS[key]
    explanations = [question.judge(choice) for choice in question.choices]
    assert [right for right, _ in explanations].count(True) == 1
    assert len({text for _, text in explanations}) == len(question.choices)
    assert question.judge(question.right)[1].startswith("Yes")
