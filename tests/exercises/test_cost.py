"""Lesson 01: right answers written in other ways, the solutions, the predictions' answers."""

import math
import statistics

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error

from lossviz import losses
from tests.exercises.learner import EXERCISES, PREDICTIONS, answers


def squared_error_in_place(y, y_hat):
    residual = y_hat.copy()
    residual -= y
    residual *= residual
    return residual


def squared_error_loop(y, y_hat):
    each = []
    for target, output in zip(list(y), list(y_hat), strict=True):
        each.append(math.pow(output - target, 2))
    return each


def mean_cost_loop(y, y_hat):
    total = 0
    for i in range(len(y)):
        total += (y[i] - y_hat[i]) ** 2
    return total / len(y)


def mean_cost_in_place(y, y_hat):
    work = np.empty_like(y)
    np.subtract(y, y_hat, out=work)
    np.square(work, out=work)
    return work.mean()


def mean_cost_warns(y, y_hat):
    np.float64(1) / np.float64(0)
    np.log(-1.0)
    return np.mean((y_hat - y) ** 2)


def cost_gradient_differences(w, x, y):
    def cost(w):
        return np.mean((w * x - y) ** 2)

    h = 1e-4 * max(1, abs(w))
    return (cost(w + h) - cost(w - h)) / (2 * h)


def cost_gradient_loop(w, x, y):
    total = 0.0
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        total += 2 * (w * a - b) * a
    return total / len(x)


def cost_gradient_in_place(w, x, y):
    work = w * x
    work -= y
    work *= 2 * x
    return work.mean()


def descent_step_in_place(w, gradient, rate):
    w -= rate * gradient
    return w


def ridge_loop(w, x, y, lam):
    cost = sum((w * a - b) ** 2 for a, b in zip(x, y, strict=True)) / len(x)
    return cost + lam * w * w


def ridge_warns(w, x, y, lam):
    np.exp(np.float64(1e4))
    return np.mean((w * x - y) ** 2) + lam * w**2


f32 = np.float32

RIGHT = {
    "squared_error": {
        "the other way round": lambda y, y_hat: (y - y_hat) ** 2,
        "expanded": lambda y, y_hat: y_hat**2 - 2 * y * y_hat + y**2,
        "of the absolute value": lambda y, y_hat: np.abs(y - y_hat) ** 2,
        "np.square": lambda y, y_hat: np.square(y_hat - y),
        "float32": lambda y, y_hat: (y_hat.astype(f32) - y.astype(f32)) ** 2,
        "loop": squared_error_loop,
        "in place": squared_error_in_place,
        "lossviz": losses.squared_error,
    },
    "mean_cost": {
        "sum over n": lambda y, y_hat: np.sum((y_hat - y) ** 2) / len(y),
        "dot product": lambda y, y_hat: (y - y_hat) @ (y - y_hat) / y.size,
        "norm": lambda y, y_hat: np.linalg.norm(y - y_hat) ** 2 / len(y),
        "scikit-learn": mean_squared_error,
        "statistics": lambda y, y_hat: statistics.fmean((y - y_hat) ** 2),
        "float32": lambda y, y_hat: np.mean((y_hat.astype(f32) - y.astype(f32)) ** 2),
        "loop": mean_cost_loop,
        "in place": mean_cost_in_place,
        "warns": mean_cost_warns,
    },
    "cost_gradient": {
        "twice the mean": lambda w, x, y: 2 * np.mean((w * x - y) * x),
        "dot product": lambda w, x, y: 2 * x @ (w * x - y) / len(x),
        "two minus signs": lambda w, x, y: -2 * np.mean((y - w * x) * x),
        "multiplied out": lambda w, x, y: 2 * (w * np.mean(x * x) - np.mean(x * y)),
        "differences": cost_gradient_differences,
        "float32": lambda w, x, y: np.mean(2 * (f32(w) * x.astype(f32) - y.astype(f32)) * x),
        "loop": cost_gradient_loop,
        "in place": cost_gradient_in_place,
    },
    "descent_step": {
        "plus a minus": lambda w, gradient, rate: w + -rate * gradient,
        "other order": lambda w, gradient, rate: -(gradient * rate - w),
        "np": lambda w, gradient, rate: np.subtract(w, np.multiply(rate, gradient)),
        "float32": lambda w, gradient, rate: f32(w) - f32(rate) * f32(gradient),
        "plain Python": lambda w, gradient, rate: float(w) - float(rate) * float(gradient),
        "in place": descent_step_in_place,
    },
    "ridge_objective": {
        "sum over n": lambda w, x, y, lam: np.sum((y - w * x) ** 2) / len(y) + lam * w * w,
        "one mean": lambda w, x, y, lam: np.mean((y - w * x) ** 2 + lam * w**2),
        "scikit-learn": lambda w, x, y, lam: mean_squared_error(y, w * x) + lam * w**2,
        "float32": lambda w, x, y, lam: (
            np.mean((w * x.astype(f32) - y.astype(f32)) ** 2) + f32(lam * w**2)
        ),
        "loop": ridge_loop,
        "warns": ridge_warns,
    },
    "largest_stable_step": {
        "n over the sum": lambda x: len(x) / np.sum(x**2),
        "dot product": lambda x: x.size / (x @ x),
        "two over twice": lambda x: 2 / np.mean(2 * x * x),
        "float32": lambda x: 1 / np.mean(x.astype(f32) ** 2),
        "loop": lambda x: len(x) / sum(value * value for value in x.tolist()),
        "statistics": lambda x: 1 / statistics.fmean(value**2 for value in x),
    },
}


@pytest.mark.parametrize(
    ("key", "way"), [(key, way) for key, ways in RIGHT.items() for way in ways]
)
def test_every_right_way_is_correct(key, way):
    report = answers(key, RIGHT[key][way])
    assert report.status == "correct", report


def test_a_solution_is_what_the_mathematics_says():
    rng = np.random.default_rng(0)
    x, y, w, lam = rng.normal(1, 2, 20), rng.normal(0, 3, 20), 0.7, 0.9
    solve = {key: exercise.solution for key, exercise in EXERCISES.items()}
    np.testing.assert_allclose(solve["squared_error"](y, x), losses.squared_error(y, x))
    assert solve["mean_cost"](y, x) == pytest.approx(mean_squared_error(y, x))
    slope = np.mean(losses.squared_error_grad(y, w * x) * x)
    assert solve["cost_gradient"](w, x, y) == pytest.approx(slope)
    assert solve["descent_step"](2.0, 3.0, 0.5) == 0.5
    ridge = Ridge(alpha=lam * 20, fit_intercept=False).fit(x[:, None], y).coef_[0]
    least = minimize_scalar(lambda w: solve["ridge_objective"](w, x, y, lam)).x
    assert least == pytest.approx(ridge, rel=1e-6)


@pytest.mark.parametrize(("share", "stays"), [(0.99, True), (1.01, False)])
def test_beyond_the_largest_stable_step_descent_runs_away(share, stays):
    x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 7.0])
    solve = {key: exercise.solution for key, exercise in EXERCISES.items()}
    rate, w = share * solve["largest_stable_step"](x), 10.0
    for _ in range(2000):
        w = solve["descent_step"](w, solve["cost_gradient"](w, x, y), rate)
    assert (abs(w) < 10) == stays


def test_the_predictions_have_the_answers_of_the_curriculum():
    assert PREDICTIONS["cost-same-minimiser"].right == "Yes, all three at one place"
    assert (
        "14, the mean 4.667 and the half mean 2.333" in PREDICTIONS["cost-same-minimiser"].question
    )
    assert "0.2143" in PREDICTIONS["cost-stable-step"].question
    assert PREDICTIONS["cost-stable-step"].right == pytest.approx(0.0714, abs=5e-5)
    assert PREDICTIONS["cost-best-at-the-end"].right == "Somewhere in between"
    assert PREDICTIONS["cost-penalty"].right == "Towards 0, ever more slowly"
