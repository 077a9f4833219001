"""Lesson 06's figures show what the formulas say."""

import re
from functools import cache

import numpy as np
import pytest
from scipy import integrate, optimize, special, stats
from sklearn.linear_model import QuantileRegressor
from sklearn.metrics import mean_pinball_loss

from lossviz.frames import Frames
from lossviz.scenes.norms import (
    CENTRES,
    DELTA,
    MISSED,
    WAITS,
    WEIGHTS,
    X,
    Y,
    balance,
    centre,
    line_with_outlier,
    loss_or_penalty,
    loss_shapes,
    lp_residuals,
    penalised,
    pulls_at,
    quantile,
    unit_balls,
)
from tests.lessons import ROOT, code_cells, read


def own(name, **given):
    """What is there after the notebook's own cell that defines this function."""
    cells = code_cells(read(ROOT / "notebooks" / "06_norms.ipynb"))
    [source] = [cell.source for cell in cells if f"def {name}(" in cell.source]
    exec(source, scope := {"np": np, "print": lambda *_: None, **given})
    return scope


def numbers(sentence):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e[+-]?\d+)?", sentence)]


frames = cache(Frames)


def panels(scene, **values):
    """The sentence and the axes of a scene at the given values."""
    sentence = frames(scene).update(**values)
    return sentence, *frames(scene).figure.axes


def least(cost, low, high):
    """The minimum of a convex function, by golden section and parabolas."""
    found = optimize.minimize_scalar(cost, bounds=(low, high), options={"xatol": 1e-10})
    return found.x


@pytest.mark.parametrize(("p", "delta"), [(1.0, 0.2), (2.0, 1.0), (1.5, 2.0), (6.0, 3.0)])
def test_loss_shapes_are_losses_slopes_and_densities(p, delta):
    sentence, losses, slopes, densities = panels(loss_shapes, p=p, delta=delta)
    r = losses.lines[0].get_xdata()
    size = np.abs(r)
    np.testing.assert_allclose(losses.lines[0].get_ydata(), size**p / p)
    np.testing.assert_allclose(losses.lines[1].get_ydata(), special.huber(delta, r))
    for arm, sign in ((slopes.lines[0], 1), (slopes.lines[2], -1)):
        at, slope = arm.get_data()
        assert np.all(at * sign >= 0)
        np.testing.assert_allclose(slope[at != 0], (np.abs(at) ** (p - 1) * sign)[at != 0])
        assert slope[at == 0].tolist() == [sign if p == 1 else 0]  # a corner, or none
    np.testing.assert_allclose(
        np.interp(r, *slopes.lines[1].get_data()), np.clip(r, -delta, delta), atol=1e-12
    )
    scale = p ** (1 / p)
    drawn, hubers = (line.get_ydata() for line in densities.lines)
    np.testing.assert_allclose(drawn, stats.gennorm.pdf(r, p, scale=scale), rtol=1e-10)
    area = integrate.quad(lambda r: np.exp(-special.huber(delta, r)), -np.inf, np.inf)[0]
    np.testing.assert_allclose(hubers, np.exp(-special.huber(delta, r)) / area, rtol=1e-6)
    assert drawn.max() < densities.get_ylim()[1]
    shown = [3, 3**p / p, 3 ** (p - 1), p, special.huber(delta, 3), min(3, delta), delta]
    np.testing.assert_allclose(numbers(sentence)[:7], shown, atol=0.00501)
    there = stats.gennorm.pdf(3, p, scale=scale), np.exp(-special.huber(delta, 3)) / area
    np.testing.assert_allclose(numbers(sentence)[7:], there, rtol=0.06)


def test_the_noise_of_l1_is_laplaces_and_of_l2_gausss():
    for p, noise in ((1.0, stats.laplace), (2.0, stats.norm)):
        density = panels(loss_shapes, p=p)[3].lines[0]
        r = density.get_xdata()
        np.testing.assert_allclose(density.get_ydata(), noise.pdf(r), rtol=1e-12)


def statistics_of(y):
    """For each of the figure's losses, the statistic that it ought to call the centre."""

    def balanced(slope):
        return optimize.brentq(lambda c: slope(c - y).sum(), y.min(), y.max(), xtol=1e-12)

    return {
        "p = 1": np.median(y),
        "p = 1.5": balanced(lambda r: np.sign(r) * np.sqrt(np.abs(r))),
        "p = 2": np.mean(y),
        "p = 3": balanced(lambda r: r * np.abs(r)),
        "p = ∞": (y.min() + y.max()) / 2,
        "Huber 5": balanced(lambda r: np.clip(r, -5, 5)),
        "Huber 50": balanced(lambda r: np.clip(r, -50, 50)),
        "pinball 0.25": np.quantile(y, 0.25, method="inverted_cdf"),
        "pinball 0.75": np.quantile(y, 0.75, method="inverted_cdf"),
    }


def outcomes(outlier, p=2.0):
    """The scene's own centre and its nine, by name; as drawn, and as told in the sentence."""
    sentence, _, places = panels(centre, p=p, outlier=outlier)
    names = [label.get_text() for label in places.get_yticklabels()[1:-1]]
    drawn = dict(zip(names, places.lines[-1].get_xdata(), strict=True))
    told = {}
    for group in sentence.split("; ")[1:]:
        first, *others = group.split(", ")
        kind = first.partition(": ")[0].rpartition(" ")[0]
        for name, at in (part.split(": ") for part in [first, *(f"{kind} {o}" for o in others)]):
            told[name] = float(at)
    return places.lines[-2].get_xdata()[0], drawn, told


@pytest.mark.parametrize("outlier", [5, 30, 100, 1000])
def test_centres_are_the_statistics(outlier):
    y = np.array([1.0, 2, 3, 4, outlier])
    yours, drawn, told = outcomes(outlier, p=1.5)
    expected = statistics_of(y)
    assert list(drawn) == list(expected)
    for name, at in expected.items():
        assert drawn[name] == pytest.approx(at, abs=1e-6), name
        assert told[name] == pytest.approx(at, rel=2e-3), name
    assert yours == pytest.approx(expected["p = 1.5"], abs=1e-6)


def test_centres_of_more_data_are_the_statistics():
    y = np.random.default_rng(7).lognormal(2, 1, 101)
    for name, at in statistics_of(y).items():
        assert balance(CENTRES[name], y) == pytest.approx(at, abs=1e-6), name


@pytest.mark.parametrize("outlier", [5.0, 100.0, 1000.0])
def test_the_notebooks_own_centres_are_the_statistics(outlier):
    centre_of = own("centre_of", CENTRES=CENTRES)["centre_of"]
    y = np.array([1.0, 2, 3, 4, outlier])
    for name, at in statistics_of(y).items():
        assert centre_of(CENTRES[name], y) == pytest.approx(at, abs=1e-6), name


def test_the_curriculums_centres():
    _, drawn, _ = outcomes(100)
    rounded = [round(at, 2) for at in drawn.values()]
    assert rounded == [3, 8.29, 22, 34.99, 50.5, 3.75, 15, 2, 4]


def test_ten_times_the_outlier_moves_the_powers_above_one_and_nothing_else():
    before, after = outcomes(100)[1], outcomes(1000)[1]
    moved = [name for name in before if abs(after[name] - before[name]) > 1e-6]
    assert moved == ["p = 1.5", "p = 2", "p = 3", "p = ∞"]


@pytest.mark.parametrize("p", [1.0, 1.5, 2.0, 10.0])
@pytest.mark.parametrize("outlier", [5, 100, 1000])
def test_pulls_are_shares_that_balance(p, outlier):
    _, pulls, places = panels(centre, p=p, outlier=outlier)
    y = np.array([1.0, 2, 3, 4, outlier])
    at = places.lines[-2].get_xdata()[0]
    shares = np.array([bar.get_height() for bar in pulls.patches])
    assert shares.sum() == pytest.approx(0, abs=1e-5)
    assert np.abs(shares).sum() == pytest.approx(1)
    off = np.abs(y - at) > 1e-6
    force = np.abs(y - at) ** (p - 1)
    np.testing.assert_allclose(np.abs(shares[off]), (force / force[off].sum())[off], rtol=1e-4)
    np.testing.assert_array_equal(np.sign(shares[off]), np.sign(y - at)[off])


@pytest.mark.parametrize("p", [1.05, 1.1, 1.3])
def test_a_number_at_the_centre_holds_what_is_left_over(p):
    pulls = panels(centre, p=p, outlier=100)[1]
    shares = np.array([bar.get_height() for bar in pulls.patches])
    assert shares.sum() == pytest.approx(0, abs=1e-6)
    assert shares[2] < 0


def lines_at(outlier, position):
    sentence, plane, slopes = panels(line_with_outlier, outlier=outlier, position=position)
    drawn = {}
    for line in plane.lines[1:4]:
        (x0, x1), (y0, y1) = line.get_data()
        drawn[line.get_label()] = ((y1 - y0) / (x1 - x0), y0 - x0 * (y1 - y0) / (x1 - x0))
    return sentence, drawn, slopes


PLACES = [(0.0, 1.0), (20.0, 1.0), (20.0, 6.5), (3.0, 4.0), (0.0, 20.0), (20.0, 20.0), (20.0, 11.3)]


@pytest.mark.parametrize(("outlier", "position"), PLACES)
def test_lines_are_the_best_by_their_loss(outlier, position):
    sentence, drawn, slopes = lines_at(outlier, position)
    x, y = np.append(X, position), np.append(Y, outlier)
    w, b = drawn["L2"]
    regression = stats.linregress(x, y)
    assert (w, b) == pytest.approx((regression.slope, regression.intercept), abs=1e-6)

    w, b = drawn["Huber"]
    pull = np.clip(y - w * x - b, -DELTA, DELTA)
    # A convex cost is least exactly where both its slopes, in w and in b, are 0.
    assert [pull.sum(), pull @ x] == pytest.approx([0, 0], abs=1e-9)

    w, b = drawn["L1"]
    program = QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], y)
    assert (w, b) == pytest.approx((program.coef_[0], program.intercept_), abs=1e-6)

    shown = [drawn["L2"][0], drawn["Huber"][0], drawn["L1"][0]]
    told = re.findall(r"(?:L2|Huber|L1) (-?\d+\.\d+)", sentence)
    np.testing.assert_allclose([float(text) for text in told], shown, atol=0.000501)
    assert numbers(sentence)[-1] == pytest.approx(stats.linregress(X, Y).slope, abs=0.0005)
    dots = [line for line in slopes.lines if len(line.get_xdata()) == 1]
    assert [dot.get_ydata()[0] for dot in dots] == pytest.approx(shown)


@pytest.mark.parametrize("height", [0.0, 8.0, 20.0])
def test_the_notebooks_own_lines_are_the_best(height):
    scope = own("best_line", X=X, Y=Y)
    x, y, best_line = scope["x"], scope["y"], scope["best_line"]
    y[-1] = height
    w, b = best_line(np.ones_like)
    regression = stats.linregress(x, y)
    assert (w, b) == pytest.approx((regression.slope, regression.intercept), abs=1e-6)
    w, b = best_line(lambda r: 1 / np.maximum(r, DELTA))
    pull = np.clip(y - w * x - b, -DELTA, DELTA)
    assert [pull.sum(), pull @ x] == pytest.approx([0, 0], abs=1e-6)
    program = QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], y)
    l1 = best_line(lambda r: 1 / np.maximum(r, 1e-9))
    assert l1 == pytest.approx([program.coef_[0], program.intercept_], abs=1e-6)


@pytest.mark.parametrize("position", [1.0, 6.5, 20.0])
def test_slopes_by_height_are_those_of_the_lines(position):
    for height in (0.0, 7.5, 20.0):
        _, drawn, slopes = lines_at(height, position)
        curves = [line for line in slopes.lines if len(line.get_xdata()) > 1]
        for curve, name in zip(curves, ("L2", "Huber", "L1"), strict=True):
            assert np.interp(height, *curve.get_data()) == pytest.approx(drawn[name][0])
            assert slopes.get_ylim()[0] < curve.get_ydata().min()
            assert curve.get_ydata().max() < slopes.get_ylim()[1]


def test_huber_lines_are_found_wherever_the_sliders_go():
    for position in np.arange(1, 20.1, 1.7):
        slopes = panels(line_with_outlier, outlier=20.0, position=position)[2]
        heights, w = slopes.lines[2].get_data()
        x = np.append(X, position)
        for height, slope in zip(heights[::5], w[::5], strict=True):
            left = np.append(Y, height) - slope * x
            b = least(lambda b, left=left: special.huber(DELTA, left - b).sum(), -60, 60)
            assert np.clip(left - b, -DELTA, DELTA) @ x == pytest.approx(0, abs=1e-4)


def test_a_higher_outlier_moves_l2_only_but_a_far_one_moves_all():
    def slopes(outlier, position):
        return np.array([w for w, _ in lines_at(outlier, position)[1].values()])

    l2, hubers, l1 = slopes(20.0, 6.5) - slopes(10.0, 6.5)
    assert l2 > 0.2
    assert [hubers, l1] == pytest.approx([0, 0], abs=1e-9)
    assert np.all(slopes(20.0, 20.0) - slopes(10.0, 20.0) > 0.4)


@pytest.mark.parametrize("p", [1.0, 1.5, 2.0, 8.0])
@pytest.mark.parametrize("v", [(0.8, 0.6), (-1.0, 1.0), (0.0, -0.5), (0.0, 0.0)])
def test_unit_balls_and_norms(p, v):
    sentence, plane, norms = panels(unit_balls, p=p, v1=v[0], v2=v[1])
    ball, through, arrow = plane.lines[-3:]
    norm = np.linalg.norm(v, p)
    np.testing.assert_allclose(np.linalg.norm(ball.get_xydata(), p, axis=1), 1)
    np.testing.assert_allclose(np.linalg.norm(through.get_xydata(), p, axis=1), norm)
    np.testing.assert_array_equal(arrow.get_xydata(), [(0, 0), v])
    curve, largest, here = norms.lines
    expected = [np.linalg.norm(v, q) for q in curve.get_xdata()]
    np.testing.assert_allclose(curve.get_ydata(), expected)
    assert largest.get_ydata() == [max(map(abs, v))] * 2
    assert here.get_data() == ([p], [pytest.approx(norm)])
    corners = np.sum(np.abs(v) ** p), norm
    several = 1, np.linalg.norm(v, 1), 2, np.linalg.norm(v, 2), np.linalg.norm(v, np.inf)
    shown = [p, *v, *corners, *several]
    np.testing.assert_allclose(numbers(sentence), shown, atol=0.00501)
    assert np.abs(through.get_xydata()).max() < plane.get_xlim()[1]


@pytest.mark.parametrize("p", [1.0, 1.2, 1.5, 2.0, 3.0])
def test_lp_residuals_are_those_of_the_best_line(p):
    x = np.arange(1.0, 8.0)
    left = lp_residuals(p)
    w, b = np.polyfit(x, MISSED - left, 1)
    np.testing.assert_allclose(MISSED - w * x - b, left, atol=1e-9)  # they belong to a line
    if p == 1:
        best = QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], MISSED)
        np.testing.assert_allclose(left, MISSED - best.predict(x[:, None]), atol=1e-9)
    else:
        pull = np.sign(left) * np.abs(left) ** (p - 1)
        assert [pull.sum(), pull @ x] == pytest.approx([0, 0], abs=1e-6)
    assert np.sum(left == 0) == (2 if p == 1 else 0)
    assert p == 1 or np.abs(left).min() > 1e-3


@pytest.mark.parametrize("p", [1.0, 1.2, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("lam", [0.0, 0.7, 1.6, 3.0, 6.0])
def test_penalised_weights_are_least_and_zero_only_at_a_corner(p, lam):
    w = penalised(p, np.array([lam]))[:, 0]
    for weight, best in zip(w, WEIGHTS, strict=True):
        expected = least(lambda w, best=best: (w - best) ** 2 + lam * np.abs(w) ** p, -1, 3)
        assert weight == pytest.approx(expected, abs=1e-5)
        assert (weight == 0) == (p == 1 and lam >= 2 * best)


def test_loss_or_penalty_draws_both():
    sentence, residuals, plane, path = panels(loss_or_penalty, p=1.0, lam=2.0)
    heights = [bar.get_height() for bar in residuals.patches]
    np.testing.assert_array_equal(heights, lp_residuals(1.0))
    assert max(np.abs(heights)) < residuals.get_ylim()[1]
    rings = residuals.lines[-1].get_xdata()
    assert [heights[int(at) - 1] for at in rings] == [0, 0]
    ball, best = plane.lines[-2:]
    w = best.get_xydata()[0]
    np.testing.assert_allclose(w, np.maximum(WEIGHTS - 1, 0))  # soft threshold at half of lambda
    np.testing.assert_allclose(np.abs(ball.get_xydata()).sum(axis=1), np.abs(w).sum())
    first, second, now, rings = path.lines
    for line, weight in zip((first, second), WEIGHTS, strict=True):
        lams, along = line.get_data()
        np.testing.assert_allclose(along, np.maximum(weight - lams / 2, 0), atol=1e-12)
    np.testing.assert_allclose(now.get_ydata(), w)
    assert rings.get_xydata().tolist() == [[2, 0]]
    told = dict(p=1, zeros=2, of=7, zero=0, smallest=0, lam=2, gone=1, weights=2)
    assert numbers(sentence) == pytest.approx([*told.values(), 0, 1, w[0], 2, w[1]])


def test_l2_leaves_no_zero_however_large_lambda():
    sentence, residuals, _, path = panels(loss_or_penalty, p=2.0, lam=6.0)
    assert "0 of 7 residuals" in sentence
    assert "0 of 2 weights" in sentence
    assert residuals.lines[-1].get_xdata().size == path.lines[-1].get_xdata().size == 0
    np.testing.assert_allclose(path.lines[2].get_ydata(), WEIGHTS / 7)


@pytest.mark.parametrize("tau", [0.05, 0.25, 0.5, 0.9, 0.95])
def test_quantile_has_the_least_pinball_loss(tau):
    sentence, shape, cost, share = panels(quantile, tau=tau)
    at = np.quantile(WAITS, tau, method="inverted_cdf")
    r = np.array([-10.0, -4.0, 0.0, 7.0, 10.0])
    one_by_one = [mean_pinball_loss([v], [0.0], alpha=tau) for v in r]
    np.testing.assert_allclose(np.interp(r, *shape.lines[0].get_data()), one_by_one, atol=1e-12)
    grid, means = cost.lines[0].get_data()

    def mean(c):
        return mean_pinball_loss(WAITS, np.full(19, c), alpha=tau)

    np.testing.assert_allclose(means, [mean(c) for c in grid])
    assert means.max() < cost.get_ylim()[1]
    assert cost.lines[1].get_data() == ([pytest.approx(at)], [pytest.approx(mean(at))])
    _, level, best = share.lines
    assert set(level.get_ydata()) == {tau}
    assert best.get_xdata() == [pytest.approx(at)] * 2
    assert np.mean(at > WAITS) <= tau <= np.mean(at >= WAITS)
    shown = [tau, tau, 1 - tau, mean(at), at, np.sum(at > WAITS), 19, np.sum(at < WAITS)]
    np.testing.assert_allclose(numbers(sentence), shown, atol=0.00501)


def test_at_p_1_the_number_at_the_centre_holds_as_hard_as_the_others_pull():
    np.testing.assert_allclose(pulls_at(np.array([1.0, 2, 3, 4, 100]), 3.0, 1.0), [-1, -1, 0, 1, 1])
    np.testing.assert_allclose(pulls_at(np.array([0.0, 2, 2, 2]), 2.0, 1.0), [-1, *[1 / 3] * 3])
    np.testing.assert_allclose(pulls_at(np.array([0.0, 2, 2]), 2 + 1e-12, 1.0), [-1, 0.5, 0.5])


def test_the_pale_balls_are_those_of_1_2_and_infinity():
    _, plane, _ = panels(unit_balls)
    for line, p in zip(plane.lines[:3], (1, 2, np.inf), strict=True):
        np.testing.assert_allclose(np.linalg.norm(line.get_xydata(), p, axis=1), 1)
