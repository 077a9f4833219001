"""Lesson 03's figures show what the formulas say."""

import math
import re
from functools import cache

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import expit
from scipy.special import softmax as scipy_softmax

from lossviz.frames import Frames
from lossviz.scenes.likelihood import coin, gaussian_fit, minus_log, output_unit, underflow


def numbers(sentence):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", sentence)]


frames_of = cache(Frames)


def panels(scene, **values):
    """The sentence and the two axes of a scene, moved there from wherever it was before."""
    frames = frames_of(scene)
    sentence = frames.update(**values)
    return sentence, *frames.figure.axes


def shown(line):
    """The single point that a line holds."""
    (x,), (y,) = line.get_data()
    return x, y


COINS = [(0.5, 9, 4), (0.05, 1, 10), (0.95, 10, 0), (0.3, 10, 10)]


@pytest.mark.parametrize(("theta", "heads", "tails"), COINS)
def test_coin_draws_the_likelihood_its_log_and_minus_its_log(theta, heads, tails):
    _, product, logs = panels(coin, theta=theta, heads=heads, tails=tails)
    flips = np.repeat([1, 0], [heads, tails])
    outline = product.patches[0].get_xy()
    grid, height = outline[:61].T
    at = stats.bernoulli.pmf(flips[:, None], grid).prod(axis=0)
    largest = stats.bernoulli.pmf(flips, flips.mean()).prod()
    np.testing.assert_allclose(height, at / largest, rtol=1e-9)
    assert set(outline[61:-1, 1]) == {0}
    zero, rising, falling, best, dot, square = logs.lines
    assert set(zero.get_ydata()) == {0}
    each = stats.bernoulli.logpmf(flips[:, None], grid).sum(axis=0)
    np.testing.assert_allclose(rising.get_ydata(), each, rtol=1e-9)
    np.testing.assert_allclose(falling.get_ydata(), -each, rtol=1e-9)
    here = stats.bernoulli.logpmf(flips, theta).sum()
    assert shown(dot) == (theta, pytest.approx(here))
    assert shown(square) == (theta, pytest.approx(-here))
    assert shown(product.lines[1]) == (theta, pytest.approx(math.exp(here) / largest))
    for line in (best, product.lines[0]):
        assert line.get_xdata() == [flips.mean()] * 2
    low, high = logs.get_ylim()
    assert low < here < -here < high


@pytest.mark.parametrize(("theta", "heads", "tails"), COINS)
def test_coin_says_the_numbers_it_shows(theta, heads, tails):
    sentence, *_ = panels(coin, theta=theta, heads=heads, tails=tails)
    flips = np.repeat([1, 0], [heads, tails])
    here, least = (-stats.bernoulli.logpmf(flips, at).sum() for at in (theta, flips.mean()))
    area = integrate.quad(lambda at: at**heads * (1 - at) ** tails, 0, 1)[0]
    said = [heads, tails, theta, math.exp(-here), -here, here, flips.mean(), math.exp(-least)]
    np.testing.assert_allclose(numbers(sentence), [*said, least, area], rtol=5e-3, atol=5.1e-4)
    tiny = [math.exp(-here), math.exp(-least), area]
    np.testing.assert_allclose(np.array(numbers(sentence))[[3, 7, 9]], tiny, rtol=5e-3)


def test_the_coin_of_the_curriculum():
    sentence, *_ = panels(coin, theta=0.5, heads=9, tails=4)
    assert numbers(sentence)[5:] == [9.011, 0.692, 0.000327, 8.024, 9.99e-05]


def test_the_sign_of_the_logs_is_all_that_tells_the_two_curves_apart():
    _, _, logs = panels(coin, heads=3, tails=7)
    rising, falling = logs.lines[1:3]
    assert rising.get_ydata().argmax() == falling.get_ydata().argmin()
    assert rising.get_linestyle() != falling.get_linestyle()


@pytest.mark.parametrize("p", [0.01, 0.2, 1.0])
@pytest.mark.parametrize("second_share", [0.0, 0.3, 1.0])
def test_minus_log_costs_what_the_true_class_says(p, second_share):
    sentence, prediction, cost = panels(minus_log, p=p, second_share=second_share)
    heights = [bar.get_height() for bar in prediction.patches]
    assert heights[0] == p
    assert sum(heights) == pytest.approx(1)
    assert heights[1] == pytest.approx(second_share * (1 - p))
    curve, tangent, point = cost.lines
    expected = -stats.multinomial(1, heights).logpmf([1, 0, 0])
    assert shown(point) == (p, pytest.approx(expected, abs=1e-12))
    np.testing.assert_allclose(np.exp(-curve.get_ydata()), curve.get_xdata())
    (x0, x1), (y0, y1) = tangent.get_data()
    h = 1e-6 * p
    slope = (np.log(p - h) - np.log(p + h)) / (2 * h)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope)
    assert y0 + slope * (p - x0) == pytest.approx(expected, abs=1e-9)
    said = [p, *heights[1:], expected, slope]
    np.testing.assert_allclose(numbers(sentence), said, atol=0.00501)
    assert cost.get_ylim()[0] < expected < cost.get_ylim()[1]


@pytest.mark.parametrize("n", [1, 700, 1074, 1075, 1500])
@pytest.mark.parametrize("p", [0.1, 0.25, 0.5, 0.9])
def test_underflow_stores_what_the_computer_stores(n, p):
    sentence, product, total = panels(underflow, n=n, p=p)
    stored, lost, exponents = 1.0, 0, []
    for factor in range(1, n + 1):
        stored *= p
        lost = lost or (0 if stored else factor)
        exponents.append(math.log10(stored) if stored else -365)
    said = numbers(sentence)
    np.testing.assert_allclose(said[:3], [n, p, stored], rtol=1e-3)
    nats = math.fsum([-math.log(p)] * n)
    np.testing.assert_allclose(product.lines[0].get_data(), (range(1, n + 1), exponents))
    assert shown(product.lines[1]) == (n, pytest.approx(exponents[-1]))
    np.testing.assert_allclose(total.lines[0].get_data(), ([0, n], [0, nats]))
    assert shown(total.lines[1]) == (n, pytest.approx(nats))
    assert said[-1] == pytest.approx(-n * math.log(p), abs=0.00501)
    if lost:
        assert said[3:5] == [0, lost]
    for axes in (product, total):
        point = axes.lines[1]
        assert axes.get_ylim()[0] < point.get_ydata()[0] < axes.get_ylim()[1]


def test_a_half_to_the_1074_is_the_last_above_zero():
    assert numbers(panels(underflow, n=1074, p=0.5)[0])[2] > 0
    assert numbers(panels(underflow, n=1075, p=0.5)[0])[2] == 0


def test_the_hatched_band_begins_below_the_least_float():
    _, product, _ = panels(underflow)
    band = product.transData.inverted().transform(product.patches[0].get_extents())
    assert 10.0 ** (band[1, 1] + 0.01) > 0
    assert 10.0 ** (band[1, 1] - 0.31) == 0


@pytest.mark.parametrize(("mu", "sigma"), [(1.5, 0.5), (2.0, 0.1), (0.0, 0.1), (4.0, 2.0)])
def test_gaussian_fit_draws_each_measurement_under_its_density(mu, sigma):
    sentence, fit, heights = panels(gaussian_fit, mu=mu, sigma=sigma)
    data = fit.lines[-1].get_xdata()
    normal = stats.norm(mu, sigma)
    _, density, _ = fit.lines
    np.testing.assert_allclose(
        density.get_ydata(), normal.pdf(density.get_xdata()), rtol=1e-9, atol=1e-300
    )
    sticks = np.array(fit.collections[0].get_segments())
    np.testing.assert_allclose(sticks[:, 0], np.column_stack([data, np.zeros(5)]))
    np.testing.assert_allclose(sticks[:, 1], np.column_stack([data, normal.pdf(data)]))
    assert shown(heights.lines[-1]) == (mu, sigma)
    best = stats.norm.fit(data)
    least = -stats.norm(*best).logpdf(data).mean()
    said = [mu, sigma, -normal.logpdf(data).mean(), least, *best]
    said += [normal.pdf(mu), -normal.logpdf(mu)]
    np.testing.assert_allclose(numbers(sentence), said, atol=0.00501)
    assert normal.pdf(mu) < fit.get_ylim()[1]


def test_the_narrow_density_of_the_curriculum():
    sentence, *_ = panels(gaussian_fit, mu=2.0, sigma=0.1)
    assert sentence.endswith("NLL -1.384")


def test_the_map_has_the_heights_it_is_labelled_with():
    _, fit, heights = panels(gaussian_fit)
    data = fit.lines[-1].get_xdata()
    contours = heights.collections[0]
    for level, path in zip(contours.levels, contours.get_paths(), strict=True):
        mu, sigma = path.vertices.T
        nll = -stats.norm.logpdf(data[:, None], mu, sigma).mean(axis=0)
        np.testing.assert_allclose(nll, level, rtol=0.03)
    assert shown(heights.lines[0]) == pytest.approx(stats.norm.fit(data))


# unit: the log of the density or probability of y = 1 and of 0, by scipy, and the loss's value
BY_SCIPY = {
    "linear": (lambda y, z: stats.norm.logpdf(y, z), lambda z: (z - 1) ** 2 / 2),
    "linear, Laplace": (lambda y, z: stats.laplace.logpdf(y, z), lambda z: abs(z - 1)),
    "sigmoid": (lambda y, z: stats.bernoulli.logpmf(y, expit(z)), lambda z: np.logaddexp(0, -z)),
    "softmax": (
        lambda y, z: stats.multinomial.logpmf(np.eye(3)[y], 1, scipy_softmax([0, z, 0])),
        lambda z: -math.log(scipy_softmax([0, z, 0])[1]),
    ),
}


@pytest.mark.parametrize("unit", BY_SCIPY)
@pytest.mark.parametrize("z", [-2.0, 0.5, 4.0])
def test_output_unit_draws_nll_and_loss_of_one_distribution(unit, z):
    sentence, model, cost = panels(output_unit, unit=unit, prediction=z)
    log_of, loss_of = BY_SCIPY[unit]
    nll, known, tangent, point = cost.lines
    grid = nll.get_xdata()
    np.testing.assert_allclose(nll.get_ydata(), [-log_of(1, at) for at in grid], rtol=1e-9)
    np.testing.assert_allclose(
        known.get_ydata(), [loss_of(at) for at in grid], rtol=1e-9, atol=1e-12
    )
    gap = nll.get_ydata() - known.get_ydata()
    np.testing.assert_allclose(gap, gap[0], atol=1e-9)
    value, h = -log_of(1, z), 1e-5
    slope = (log_of(1, z - h) - log_of(1, z + h)) / (2 * h)
    assert shown(point) == (z, pytest.approx(value))
    (x0, x1), (y0, y1) = tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-8)
    assert (y0 + y1) / 2 == pytest.approx(value)
    said = numbers(sentence)
    ends = [math.exp(-value), value, loss_of(z), gap[0], slope]
    np.testing.assert_allclose(said[-5:], ends, atol=0.000501)
    stick = model.lines[-1]
    np.testing.assert_allclose(stick.get_data(), ([1, 1], [0, math.exp(-value)]))
    low, high = cost.get_ylim()
    assert low < min(*nll.get_ydata(), *known.get_ydata())
    assert high > max(*nll.get_ydata(), *known.get_ydata())


@pytest.mark.parametrize(("unit", "outcomes"), [("sigmoid", 2), ("softmax", 3)])
def test_output_unit_draws_a_bar_for_each_outcome(unit, outcomes):
    _, model, _ = panels(output_unit, unit=unit, prediction=1.5)
    bars = [bar for bar in model.patches if bar.get_visible()]
    log_of, _ = BY_SCIPY[unit]
    expected = [math.exp(log_of(y, 1.5)) for y in range(outcomes)]
    np.testing.assert_allclose([bar.get_height() for bar in bars], expected)
    assert len(model.lines[0].get_xdata()) == 0


def test_output_unit_goes_back_to_a_curve():
    frames = Frames(output_unit)
    model = frames.figure.axes[0]
    for unit in ("softmax", "linear", "linear, Laplace"):
        frames.update(unit=unit, prediction=-1.0)
    x, y = model.lines[0].get_data()
    np.testing.assert_allclose(y, stats.laplace(-1, 1).pdf(x))
    assert not any(bar.get_visible() for bar in model.patches)


def test_no_scene_moves_its_background():
    moves = {
        coin: {"theta": 0.9, "heads": 2, "tails": 10},
        minus_log: {"p": 0.01, "second_share": 1.0},
        underflow: {"n": 1500, "p": 0.1},
        gaussian_fit: {"mu": 4.0, "sigma": 0.1},
        output_unit: {"unit": "softmax", "prediction": -2.0},
    }
    for scene, values in moves.items():
        frames = Frames(scene)
        frames.update()
        frames.moved()
        frames.update(**values)
        background, overlay = frames.moved()
        assert background is None, scene
        assert len(overlay) < 8000, scene
