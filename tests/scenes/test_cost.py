"""Lesson 01's figures show what the formulas say."""

import re
from itertools import pairwise

import numpy as np
import pytest
from scipy.optimize import least_squares, minimize_scalar
from scipy.special import expit
from sklearn.linear_model import Ridge
from sklearn.metrics import log_loss, mean_squared_error, zero_one_loss
from sklearn.neural_network import MLPRegressor

from lossviz.frames import Frames
from lossviz.scenes.cost import (
    HELD_OUT,
    SEEN,
    X,
    Y,
    cost_curve,
    line_fit,
    objective,
    three_optima,
    training_run,
)


def numbers(sentence):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", sentence)]


def panels(scene, **values):
    """The sentence and the two axes of a scene at the given values."""
    frames = Frames(scene)
    sentence = frames.update(**values)
    return sentence, *frames.figure.axes


@pytest.mark.parametrize(("w", "b"), [(0.2, 2.0), (0.0, 0.5), (1.2, 3.0)])
def test_line_fit_draws_each_loss_as_a_square_and_as_a_bar(w, b):
    sentence, plane, losses = panels(line_fit, w=w, b=b)
    x, y = plane.lines[-1].get_data()
    expected = [mean_squared_error([truth], [w * at + b]) for at, truth in zip(x, y, strict=True)]
    areas = [np.prod(np.ptp(square.get_xy(), axis=0)) for square in plane.patches]
    np.testing.assert_allclose(areas, expected)
    np.testing.assert_allclose([bar.get_height() for bar in losses.patches], expected)
    np.testing.assert_allclose(losses.lines[0].get_ydata(), np.mean(expected))
    shown = [w, b, *expected, sum(expected), np.mean(expected)]
    np.testing.assert_allclose(numbers(sentence), shown, atol=0.00501)
    assert max(expected) < losses.get_ylim()[1]
    corners = plane.transData.transform(np.concatenate([s.get_xy() for s in plane.patches]))
    assert (plane.bbox.min < corners).all()
    assert (corners < plane.bbox.max).all()


def test_line_fit_draws_squares_not_rectangles():
    _, plane, _ = panels(line_fit)
    for square in plane.patches:
        width, height = np.ptp(square.get_window_extent().get_points(), axis=0)
        assert width == pytest.approx(height, abs=0.5)


@pytest.mark.parametrize(("cost", "reduce"), [("mean", np.mean), ("sum", np.sum)])
@pytest.mark.parametrize("rate", [0.005, 0.05, 0.25])
def test_cost_curve_follows_the_slope_of_its_own_curve(cost, reduce, rate):
    _, downhill, fall = panels(cost_curve, w=-0.5, learning_rate=rate, cost=cost)
    curve, path, star = downhill.lines

    def value(w):
        return reduce([mean_squared_error([t], [w * at]) for at, t in zip(X, Y, strict=True)])

    np.testing.assert_allclose(curve.get_ydata(), [value(w) for w in curve.get_xdata()])
    weights, costs = path.get_data()
    assert len(weights) == 13
    for before, after in pairwise(weights):
        h = 1e-3 * max(1, abs(before))
        slope = (value(before + h) - value(before - h)) / (2 * h)
        assert after == pytest.approx(before - rate * slope, rel=1e-5, abs=1e-6)
    np.testing.assert_allclose(costs, [value(w) for w in weights])
    np.testing.assert_allclose(fall.lines[0].get_ydata(), costs)
    best = minimize_scalar(value)
    assert star.get_xdata()[0] == pytest.approx(best.x)
    assert star.get_ydata()[0] == pytest.approx(best.fun)


def test_the_sum_bears_a_third_of_the_rate_that_the_mean_bears():
    def last_miss(rate, cost):
        path = panels(cost_curve, w=0.0, learning_rate=rate, cost=cost)[1].lines[1]
        return abs(path.get_xdata()[-1] - 1.5)

    assert last_miss(0.2142, "mean") < 1.5 < last_miss(0.2144, "mean")
    assert last_miss(0.0714, "sum") < 1.5 < last_miss(0.0715, "sum")


def test_sum_and_mean_are_one_picture_with_two_scales():
    frames = Frames(cost_curve)
    downhill = frames.figure.axes[0]
    frames.update(cost="mean")
    mean = downhill.get_ylim()
    frames.update(cost="sum")
    np.testing.assert_allclose(downhill.get_ylim(), np.multiply(mean, 3))


@pytest.mark.parametrize("lam", [0.0, 1.0, 10.0])
def test_objective_is_least_where_ridge_regression_says(lam):
    sentence, curves, minimum = panels(objective, lam=lam)
    data, penalty, total = curves.lines[:3]
    np.testing.assert_allclose(data.get_ydata() + penalty.get_ydata(), total.get_ydata())
    ridge = Ridge(alpha=lam * X.size, fit_intercept=False).fit(X[:, None], Y).coef_[0]
    least = curves.lines[-1]
    assert least.get_xdata()[0] == pytest.approx(ridge)
    assert least.get_ydata()[0] <= total.get_ydata().min()
    assert minimum.lines[-1].get_data() == ([lam], [pytest.approx(ridge)])
    cost = mean_squared_error(Y, ridge * X)
    shown = [lam, ridge, cost, lam * ridge**2, 1.5]
    np.testing.assert_allclose(numbers(sentence), shown, atol=0.000501)


def test_training_run_descends_on_the_training_cost():
    _, features, y, weights = training_run()

    def cost(at):
        return log_loss(y[SEEN], expit(features[SEEN] @ at))

    assert len(weights) == 2001
    for step in (0, 3, 500):
        for index in range(8):
            nudge = np.eye(8)[index] * 1e-6
            slope = (cost(weights[step] + nudge) - cost(weights[step] - nudge)) / 2e-6
            moved = weights[step + 1, index] - weights[step, index]
            assert moved == pytest.approx(-2.0 * slope, abs=1e-7)


@pytest.mark.parametrize("step", [0, 14, 37, 2000])
def test_three_optima_names_three_different_steps(step):
    sentence, model, training = panels(three_optima, step=step)
    x, features, y, weights = training_run()
    p = expit(features @ weights[step])
    shown = numbers(sentence)
    assert shown[1] == pytest.approx(log_loss(y[SEEN], p[SEEN]), abs=0.0005)
    assert shown[4] == pytest.approx(log_loss(y[HELD_OUT], p[HELD_OUT]), abs=0.0005)
    assert shown[7] == pytest.approx(zero_one_loss(y[HELD_OUT], p[HELD_OUT] > 0.5), abs=0.0005)
    assert len({shown[3], shown[6], shown[9]}) == 3
    fit = model.lines[-1]
    order = np.argsort(x)
    np.testing.assert_allclose(np.interp(x[order], *fit.get_data()), p[order], atol=0.02)
    assert training.lines[-1].get_xdata() == [step, step]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_libraries_use_the_three_words_for_one_another():
    # Half the sum over the data is a "cost" in SciPy, their mean a "loss" in scikit-learn,
    squares = least_squares(lambda line: line[0] * X + line[1] - Y, [0.0, 0.0])
    assert squares.cost == pytest.approx(np.sum(squares.fun**2) / 2)
    assert log_loss([0, 1], [0.2, 0.4]) == pytest.approx(-np.log([0.8, 0.4]).mean())
    # and what is lowered in all, with the penalty in it, is a "loss" there too.
    losses = []
    for penalty in (0.0, 1.0):
        network = MLPRegressor(alpha=penalty, max_iter=1, learning_rate_init=1e-12, random_state=0)
        losses.append(network.fit(X[:, None], Y).loss_)
    assert losses[1] - losses[0] > 0.1
    weights = sum(np.sum(layer**2) for layer in network.coefs_)
    assert losses[1] - losses[0] == pytest.approx(weights / 2 / X.size, rel=1e-6)


@pytest.mark.parametrize("n", [2, 3, 50])
def test_sum_and_mean_share_their_minimiser_and_not_the_size_of_their_slope(n):
    rng = np.random.default_rng(n)
    x, y = rng.normal(1, 2, n), rng.normal(0, 3, n)
    best, slope = [], []
    for reduce in (np.sum, np.mean):

        def cost(w, reduce=reduce):
            return reduce((w * x - y) ** 2)

        best.append(minimize_scalar(cost).x)
        slope.append(cost(1.5) - cost(0.5))  # of a parabola, exactly its slope halfway
    assert best[0] == pytest.approx(best[1], abs=1e-6)
    assert slope[0] == pytest.approx(n * slope[1])


def test_training_lowers_its_own_cost_at_every_step_and_no_other():
    _, features, y, weights = training_run()
    p = expit(weights @ features.T)
    of_truth = np.where(y == 1, p, 1 - p)
    assert np.all(np.diff(-np.log(of_truth[:, SEEN]).mean(axis=1)) < 0)
    validation, errors = -np.log(of_truth[:, HELD_OUT]), of_truth[:, HELD_OUT] < 0.5
    assert validation[-1].mean() > validation.mean(axis=1).min() + 0.1
    assert errors[-1].mean() > errors.mean(axis=1).min() + 0.04


def test_the_least_cost_need_not_be_0():
    points = Frames(line_fit).figure.axes[0].lines[-1].get_data()
    assert np.polyfit(*points, 1, full=True)[1][0] > 1  # the sum of squares that is left
    assert np.linalg.lstsq(X[:, None], Y)[1][0] > 1
    x, _, y, _ = training_run()
    by_the_truth, by_chance = log_loss(y, expit(4 * x)), log_loss(y, np.full(y.size, y.mean()))
    assert 0.3 < by_the_truth < by_chance


@pytest.mark.parametrize("cost", ["mean", "sum"])
def test_the_whole_curve_lies_inside_its_axes(cost):
    _, downhill, _ = panels(cost_curve, cost=cost)
    bottom, top = downhill.get_ylim()
    assert bottom < downhill.lines[0].get_ydata().min()
    assert downhill.lines[0].get_ydata().max() < top
