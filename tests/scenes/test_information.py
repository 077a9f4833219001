"""Lesson 04's figures show what the formulas say."""

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.special import expit, rel_entr
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss, mean_squared_error

from lossviz.frames import Frames
from lossviz.scenes import information as scenes
from tests.formulas import cells

BASE = {"bits": 2, "nats": np.e}
UNITS = list(BASE)
LOSSES = ["squared error", "cross entropy"]


def numbers(sentence):
    found = re.findall(r"(?<![\w.])-?\d[\d,]*\.?\d*(?:e[+-]?\d+)?", sentence)
    return [float(number.replace(",", "")) for number in found]


@cache
def drawn(scene):
    return Frames(scene)


def panels(scene, **values):
    """The sentence and the axes of a scene at the given values."""
    frames = drawn(scene)
    sentence = frames.update(**values)
    return sentence, *frames.figure.axes


def marks(axes):
    """The labels in the axes, with the place of the line that each belongs to."""
    lines = axes.lines[: len(axes.texts)]
    return {t.get_text(): line.get_xdata()[0] for t, line in zip(axes.texts, lines, strict=True)}


def surprise(p, unit):
    return -np.log(p) / np.log(BASE[unit])


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("p", [0.01, 0.125, 0.5, 1.0])
def test_surprisal_is_minus_the_log(p, unit):
    sentence, axes = panels(scenes.surprisal, p=p, unit=unit)
    *_, curve, guide, point = axes.lines
    np.testing.assert_allclose(curve.get_ydata(), surprise(curve.get_xdata(), unit))
    assert point.get_data() == ([p], [pytest.approx(surprise(p, unit))])
    np.testing.assert_allclose(np.max(guide.get_ydata()), surprise(p, unit))
    shown = [p, 1, 1 / p, surprise(p, unit), surprise(p * p, unit)]
    np.testing.assert_allclose(numbers(sentence), shown, atol=0.000501)
    assert axes.get_ylabel() == f"surprise ({unit})"
    assert axes.get_ylim()[0] < surprise(p, unit) < axes.get_ylim()[1]


def test_surprisal_marks_three_known_events():
    axes = panels(scenes.surprisal)[1]
    assert marks(axes) == {"ace of spades": 1 / 52, "six": 1 / 6, "heads": 1 / 2}


@pytest.mark.parametrize(
    "scene",
    [
        scenes.surprisal,
        scenes.bernoulli_entropy,
        scenes.entropy_bars,
        scenes.cross_entropy_bars,
        scenes.gaussian_kl,
    ],
)
def test_another_unit_draws_the_names_of_the_axes_again(scene):
    frames = Frames(scene)
    backgrounds = []
    for unit in ("bits", "nats", "nats", "bits"):
        frames.update(unit=unit)
        backgrounds.append(frames.moved()[0])
    assert [background is not None for background in backgrounds] == [True, True, False, True]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("p", [0.0, 0.01, 0.5, 0.9, 1.0])
def test_bernoulli_entropy_is_the_area_of_its_bars(p, unit):
    sentence, curves, areas = panels(scenes.bernoulli_entropy, p=p, unit=unit)
    expected = stats.bernoulli(p).entropy() / np.log(BASE[unit])
    *_, curve, point = curves.lines
    entropies = [stats.entropy([t, 1 - t], base=BASE[unit]) for t in curve.get_xdata()]
    np.testing.assert_allclose(curve.get_ydata(), entropies, atol=1e-12)
    assert point.get_data() == ([p], [pytest.approx(expected)])
    area = sum(bar.get_width() * bar.get_height() for bar in areas.patches)
    assert area == pytest.approx(expected, abs=1e-12)
    assert areas.lines[0].get_ydata()[0] == pytest.approx(expected)
    assert sum(bar.get_width() for bar in areas.patches) == pytest.approx(1)
    assert max(bar.get_height() for bar in areas.patches) < areas.get_ylim()[1]
    shown = float(re.search(r"= ([\d.]+) (\w+), the mean", sentence)[1])
    assert shown == pytest.approx(expected, abs=0.0005)
    assert f" {unit}, the mean surprise" in sentence


def test_the_three_coins_of_the_curriculum():
    curves = panels(scenes.bernoulli_entropy)[1]
    assert marks(curves) == {"even": 0.5, "uneven": 0.9, "certain": 1}
    shown = [numbers(panels(scenes.bernoulli_entropy, p=p)[0])[-1] for p in (0.5, 0.9, 1.0)]
    assert shown == [1.0, 0.469, 0.0]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("counts", [(4, 2, 1, 1), (1, 0, 0, 0), (1, 8, 8, 8), (8, 8, 8, 8)])
def test_entropy_bars_average_the_code_lengths(counts, unit):
    sentence, chances, lengths = panels(
        scenes.entropy_bars, **dict(zip("abcd", counts, strict=True)), unit=unit
    )
    p = np.array(counts) / sum(counts)
    np.testing.assert_allclose([bar.get_height() for bar in chances.patches], p)
    code = np.array([bar.get_height() for bar in lengths.patches])
    np.testing.assert_allclose(BASE[unit] ** -code[p > 0], p[p > 0])
    assert np.all(code[p == 0] == 0)
    mean, most = (line.get_ydata()[0] for line in lengths.lines)
    assert mean == pytest.approx(stats.entropy(p, base=BASE[unit])) == pytest.approx(p @ code)
    assert most == pytest.approx(np.log(4) / np.log(BASE[unit]))
    assert mean <= most + 1e-12
    np.testing.assert_allclose(numbers(sentence)[-2:], [mean, most], atol=0.000501)
    assert "weighted by probability" in sentence
    assert lengths.get_legend().get_texts()[0].get_text() == "entropy: weighted mean"
    assert sentence.endswith(unit)
    assert code.max() < lengths.get_ylim()[1]


@pytest.mark.parametrize("unit", UNITS)
def test_each_doubling_of_equally_likely_outcomes_adds_one_bit(unit):
    even = cells.shown("information", "even_entropy")
    counts = 2 ** np.arange(7)
    expected = [stats.entropy(np.full(n, 1 / n), base=BASE[unit]) for n in counts]
    np.testing.assert_allclose(even(counts, unit), expected, atol=1e-12)
    np.testing.assert_allclose(np.diff(even(counts, unit)), surprise(1 / 2, unit))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("theta", [0.05, 9 / 13, 0.95])
def test_the_readers_own_mean_surprise_is_a_cross_entropy_in_either_unit(theta, unit):
    own = cells.shown("information", "mean_surprise")
    expected = log_loss([1] * 9 + [0] * 4, [theta] * 13) / np.log(BASE[unit])
    assert own(theta, unit) == pytest.approx(expected)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("data", list(scenes.DATA))
@pytest.mark.parametrize("q", [(5, 3, 2), (7, 2, 1), (1, 7, 7), (7, 0, 0)])
def test_cross_entropy_bars_stack_entropy_and_divergence(q, data, unit):
    sentence, shares, stacks = panels(
        scenes.cross_entropy_bars, q_a=q[0], q_b=q[1], q_c=q[2], data=data, unit=unit
    )
    p, q = np.array(scenes.DATA[data]), np.array(q) / sum(q)
    heights = [bar.get_height() for bar in shares.patches]
    np.testing.assert_allclose(heights, [*p, *q])
    base = BASE[unit]
    entropies = [stats.entropy(p, base=base), stats.entropy(q, base=base)]
    divergences = [stats.entropy(p, q, base=base), stats.entropy(q, p, base=base)]
    own, extra = stacks.patches[:2], stacks.patches[2:]
    np.testing.assert_allclose([bar.get_width() for bar in own], entropies, atol=1e-12)
    np.testing.assert_allclose([bar.get_x() for bar in extra], entropies, atol=1e-12)
    np.testing.assert_allclose(
        [bar.get_width() for bar in extra], np.minimum(divergences, 99), atol=1e-12
    )
    shown = re.findall(r"(inf|\d\.\d{4})", sentence)
    expected = [entropies[0], divergences[0], entropies[0] + divergences[0], divergences[1]]
    np.testing.assert_allclose([float(number) for number in shown], expected, atol=0.0000501)
    assert f"in {unit}:" in sentence
    finite = [h + d for h, d in zip(entropies, divergences, strict=True) if np.isfinite(d)]
    assert max(finite, default=0) < stacks.get_xlim()[1]


def test_what_a_model_calls_impossible_costs_infinitely_much():
    assert "KL(p, q) infinite = H(p, q) infinite;" in panels(scenes.cross_entropy_bars, q_c=0)[0]


def test_one_update_is_not_several():
    told = [panels(scenes.slowdown, updates=updates)[0] for updates in (0, 1, 3)]
    assert [re.search(r"\d updates?:", sentence)[0] for sentence in told] == [
        "0 updates:",
        "1 update:",
        "3 updates:",
    ]


def test_cross_entropy_bars_start_with_the_numbers_of_the_curriculum():
    sentence = panels(scenes.cross_entropy_bars)[0]
    assert re.findall(r"\d\.\d{4}", sentence) == ["0.8018", "0.0851", "0.8869", "0.0920"]


def test_at_the_data_the_cross_entropy_is_the_entropy_and_the_divergence_is_0():
    sentence = panels(scenes.cross_entropy_bars, q_a=7, q_b=2, q_c=1)[0]
    assert re.findall(r"\d\.\d{4}", sentence) == ["0.8018", "0.0000", "0.8018", "0.0000"]


def divergence(log_p, log_q):
    return quad(lambda x: np.exp(log_p(x)) * (log_p(x) - log_q(x)), -16, 16, limit=200)[0]


def humps(x):
    return np.logaddexp(stats.norm.logpdf(x, -2, 0.7), stats.norm.logpdf(x, 2, 0.7)) - np.log(2)


LOG_P = {"one hump": stats.norm(0, 1).logpdf, "two humps": humps}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("p", list(LOG_P))
@pytest.mark.parametrize(("mu", "sigma"), [(1.0, 1.0), (0.0, 2.0), (3.0, 2.5), (-3.0, 0.6)])
def test_gaussian_kl_is_the_integral(mu, sigma, p, unit):
    sentence, densities, divergences = panels(
        scenes.gaussian_kl, mu=mu, sigma=sigma, p=p, unit=unit
    )
    log_q = stats.norm(mu, sigma).logpdf
    for curve, log_density in zip(densities.lines, (LOG_P[p], log_q), strict=True):
        x = curve.get_xdata()
        np.testing.assert_allclose(curve.get_ydata(), np.exp(log_density(x)), rtol=1e-9)
    expected = np.array([divergence(LOG_P[p], log_q), divergence(log_q, LOG_P[p])])
    expected /= np.log(BASE[unit])
    np.testing.assert_allclose(numbers(sentence)[2:], expected, atol=0.000501)
    assert sentence.count(unit) == 2
    for point, value in zip(divergences.lines[2:], expected, strict=True):
        assert point.get_data() == ([mu], [pytest.approx(min(value, 4.85), abs=1e-4)])
        assert point.get_marker() == ("^" if value > 4.85 else "D")
    for curve, value in zip(divergences.lines[:2], expected, strict=True):
        assert np.interp(mu, *curve.get_data()) == pytest.approx(value, abs=0.02 + 0.02 * value)


def test_gaussian_kl_shows_the_numbers_of_the_curriculum():
    assert numbers(panels(scenes.gaussian_kl, mu=1.0, sigma=1.0)[0])[2:] == [0.5, 0.5]
    assert numbers(panels(scenes.gaussian_kl, mu=0.0, sigma=2.0)[0])[2:] == [0.318, 0.807]


def test_over_two_humps_one_direction_covers_both_and_the_other_chooses():
    best = []
    for direction in (0, 1):
        least = {
            (mu, sigma): scenes.gaussian_divergences("two humps", np.array([mu]), sigma)[direction]
            for mu in (0.0, 2.0)
            for sigma in (0.7, 2.1)
        }
        best.append(min(least, key=least.get))
    assert best == [(0.0, 2.1), (2.0, 0.7)]


def run(loss, w, b, rate, most):
    """Outputs of a neuron with input 1 and target 0, by differences of its loss."""
    losses = {
        "squared error": lambda z: expit(z) ** 2 / 2,
        "cross entropy": lambda z: np.logaddexp(0, z),
    }
    outputs = [expit(w + b)]
    for _ in range(most):
        slope = (losses[loss](w + b + 1e-4) - losses[loss](w + b - 1e-4)) / 2e-4
        w, b = w - rate * slope, b - rate * slope
        outputs.append(expit(w + b))
    return np.array(outputs)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("start_z", [1.5, 4])
@pytest.mark.parametrize("rate", [0.15, 0.5])
def test_a_neuron_goes_down_the_slope_of_its_loss(loss, start_z, rate):
    outputs = scenes.outputs_while_learning(loss, start_z, rate)
    expected = run(loss, start_z / 2, start_z / 2, rate, most=150)
    shared = min(len(outputs), len(expected))
    np.testing.assert_allclose(outputs[:shared], expected[:shared], rtol=1e-5)
    assert outputs[-1] < 0.02


@pytest.mark.parametrize(
    ("start_z", "updates"),
    [(1.5, (36, 8)), (4, (232, 17)), (6, (1416, 23)), (8, (10_028, 30)), (10, (73_534, 37))],
)
def test_updates_until_below_one_half_are_those_of_the_curriculum(start_z, updates):
    sentence = panels(scenes.slowdown, start_z=start_z)[0]
    shown = re.findall(r"from ([\d,]+) on", sentence)
    assert tuple(int(number.replace(",", "")) for number in shown) == updates
    # In the limit of small steps, dz/dt = -2 rate a^2 (1 - a), which integrates in closed form.
    e = np.exp(start_z)
    smooth = (3 * start_z + e - 3 / e - 1 / (2 * e * e) + 2.5) / 0.3
    assert updates[0] == pytest.approx(smooth, rel=0.02)


@pytest.mark.parametrize("updates", [0, 10, 300, 100_000])
@pytest.mark.parametrize("step", ["dC/dz", "dC/da"])
def test_slowdown_draws_outputs_and_the_slope_of_each_step(step, updates):
    sentence, outputs, slopes = panels(
        scenes.slowdown, start_z=4, rate=0.005, updates=updates, cross_entropy_step=step
    )
    by_hand = {
        "squared error": lambda a: a * a * (1 - a),
        "cross entropy": (lambda a: a) if step == "dC/dz" else (lambda a: 1 / (1 - a)),
    }
    curves, steps = (
        {line.get_label(): line for line in axes.lines if line.get_label() in LOSSES}
        for axes in (outputs, slopes)
    )
    told = re.findall(r"(?:puts out|entropy) (\d\.\d{3}) ", sentence)
    for number, loss in zip(told, LOSSES, strict=True):
        at, a = curves[loss].get_data()
        slope = steps[loss].get_ydata()
        np.testing.assert_allclose(slope, by_hand[loss](a))
        assert np.all(np.diff(at) > 0)
        z = np.log(a / (1 - a))
        first = np.flatnonzero(at == 1)[0]
        assert z[first - 1] - z[first] == pytest.approx(2 * 0.005 * slope[first - 1])
        shown = np.interp(min(updates, at[-1]), at, a)
        assert float(number) == pytest.approx(shown, abs=0.01)
    low, high = slopes.get_ylim()
    assert low < min(line.get_ydata().min() for line in slopes.lines[:2])
    assert high > max(line.get_ydata().max() for line in slopes.lines[:2])


def test_the_demos_error_makes_cross_entropy_look_faster_than_it_is():
    def update_below_half(start_z, step):
        sentence = panels(scenes.slowdown, start_z=start_z, rate=0.005, cross_entropy_step=step)[0]
        return re.findall(r"from ([\d,]+) on", sentence)[-1]

    assert [update_below_half(4, step) for step in ("dC/da", "dC/dz")] == ["66", "498"]
    assert [update_below_half(8, step) for step in ("dC/da", "dC/dz")] == ["1", "900"]


@pytest.mark.parametrize("unit", ["nats", "bits"])
def test_no_divergence_is_told_as_minus_nothing(unit):
    assert "-0.000" not in panels(scenes.gaussian_kl, mu=0.0, sigma=1.0, unit=unit)[0]


@pytest.mark.parametrize("z", [-6.0, 0.0, 4.0, 10.0])
def test_gradient_compare_draws_losses_and_their_slopes(z):
    sentence, losses, slopes = panels(scenes.gradient_compare, z=z)
    for index in (0, 1):
        x, y = losses.lines[index].get_data()
        a = expit(x)
        expected = a**2 / 2 if index == 0 else [log_loss([0, 1], [at, 1]) * 2 for at in a]
        np.testing.assert_allclose(y, expected, rtol=1e-6)
        slope = np.gradient(y, x, edge_order=2)
        np.testing.assert_allclose(slopes.lines[index].get_ydata(), slope, atol=0.002)
        np.testing.assert_allclose(
            [np.interp(z, x, y), np.interp(z, *slopes.lines[index].get_data())],
            [losses.lines[2 + index].get_ydata()[0], slopes.lines[3 + index].get_ydata()[0]],
            atol=0.002,
        )
    a = expit(z)
    shown = [z, a, 0, a**2 * (1 - a), a, 1 / (a * (1 - a))]
    np.testing.assert_allclose(numbers(sentence), shown, rtol=1e-3)
    assert "for cross entropy in nats" in sentence
    assert re.search(r"\.(?!\d)", sentence) is None
    assert "cross entropy in nats" in losses.get_ylabel()


def test_gradient_compare_shows_the_numbers_of_the_curriculum():
    sentence, _, slopes = panels(scenes.gradient_compare)
    assert numbers(sentence)[-1] == 56.6
    star = slopes.lines[2]
    peak = minimize_scalar(lambda z: -(expit(z) ** 2) * (1 - expit(z)))
    assert star.get_xdata()[0] == pytest.approx(peak.x, abs=1e-4)
    assert star.get_ydata()[0] == pytest.approx(-peak.fun) == pytest.approx(4 / 27)
    assert expit(star.get_xdata()[0]) == pytest.approx(2 / 3)


def square(w):
    return mean_squared_error(scenes.Y, expit(w * scenes.X))


def nats(w):
    return log_loss(scenes.Y, expit(w * scenes.X))


@pytest.mark.parametrize(
    ("w", "ends"),
    [
        (-1.0, (-0.147, 0.2227)),
        (0.3, (-0.147, 0.2227)),
        (0.8, (1.097, 0.35)),
        (2.0, (1.097, 0.35)),
    ],
)
def test_two_minima_says_where_downhill_ends(w, ends):
    sentence, squared, cross = panels(scenes.two_minima, w=w)
    for axes, cost in ((squared, square), (cross, nats)):
        curve = axes.lines[0]
        np.testing.assert_allclose(curve.get_ydata(), [cost(x) for x in curve.get_xdata()])
        assert axes.lines[-2].get_data() == ([w], [pytest.approx(cost(w))])
    shown = numbers(sentence)
    np.testing.assert_allclose(shown[:4], [w, square(w), *ends], atol=0.000051)
    np.testing.assert_allclose(shown[4:], [nats(w), -0.199, nats(-0.199)], atol=0.000051)
    halves = [half.count(" nats") for half in sentence.split(";")]
    assert (halves, cross.get_ylabel()) == ([0, 2], "nats")
    assert sentence.count("mean ") == 2
    step = np.sign(ends[0] - w) * 1e-3
    path = np.arange(w, ends[0], step)
    assert all(square(after) < square(before) for before, after in pairwise(path))


def test_the_valleys_are_where_a_search_finds_them():
    _, squared, cross = panels(scenes.two_minima)
    found = [
        minimize_scalar(square, bounds=(-1, 0.2), method="bounded").x,
        minimize_scalar(square, bounds=(0.6, 2), method="bounded").x,
    ]
    np.testing.assert_allclose(squared.lines[1].get_xdata(), found, atol=2e-4)
    np.testing.assert_allclose(found, [-0.147, 1.097], atol=0.0005)
    lowest = minimize_scalar(nats, bounds=(-1, 2), method="bounded").x
    np.testing.assert_allclose(cross.lines[1].get_xdata(), [lowest], atol=2e-4)


@pytest.mark.parametrize("hidden_z", [-10.0, 0.0, 10.0])
@pytest.mark.parametrize("output_z", [0.0, 4.0, 10.0])
def test_hidden_saturation_follows_the_chain_rule(hidden_z, output_z):
    sentence, _, slopes = panels(scenes.hidden_saturation, hidden_z=hidden_z, output_z=output_z)
    bias = output_z - expit(hidden_z)
    losses = {
        "squared error": lambda z: expit(z) ** 2 / 2,
        "cross entropy": lambda z: np.logaddexp(0, z),
    }
    for line, loss in zip(slopes.lines, LOSSES, strict=True):

        def network(hidden_weight, output_weight, loss=loss):
            hidden = expit(hidden_weight + hidden_z - 1)
            return losses[loss](output_weight * hidden + bias)

        h = 1e-3
        expected = [
            (network(1, 1 + h) - network(1, 1 - h)) / (2 * h),
            (network(1 + h, 1) - network(1 - h, 1)) / (2 * h),
        ]
        assert line.get_label() == loss
        np.testing.assert_allclose(line.get_ydata(), expected, rtol=1e-3, atol=1e-12)
        assert slopes.get_ylim()[0] < min(line.get_ydata())
    shown = numbers(sentence)
    drawn = [value for line in slopes.lines for value in line.get_ydata()]
    np.testing.assert_allclose(shown, [hidden_z, output_z, *drawn], rtol=0.06)


def test_a_saturated_hidden_unit_stops_cross_entropy_too():
    slopes = panels(scenes.hidden_saturation, hidden_z=10.0, output_z=4.0)[2]
    at_output, at_hidden = slopes.lines[1].get_ydata()
    assert at_output > 0.9
    assert at_hidden < 1e-4


@pytest.mark.parametrize("squared", [True, False])
@pytest.mark.parametrize("start", list(scenes.START))
def test_training_on_the_digits_goes_down_the_gradient(start, squared):
    def slope(a, y):
        return (a - y) * a * (1 - a) if squared else a - y

    misread = scenes.train_on_digits(slope, start, rate=1.0, updates=5)
    digits = load_digits()
    x = np.c_[digits.data / 16, np.ones(1797)]
    size = {"small weights": 0.01, "large weights": 1}[start]
    weights = size * np.random.default_rng(0).normal(size=(65, 10))
    expected = []
    for _ in range(6):
        guesses = np.argmax(x[1437:] @ weights, axis=1)
        expected.append(1 - np.mean(guesses == digits.target[1437:]))
        for digit in range(10):
            logits, y = x[:1437] @ weights[:, digit], digits.target[:1437] == digit

            def cost(z, y=y):
                return (expit(z) - y) ** 2 / 2 if squared else np.logaddexp(0, z) - y * z

            by_example = (cost(logits + 1e-5) - cost(logits - 1e-5)) / 2e-5
            weights[:, digit] -= by_example @ x[:1437] / 1437
    np.testing.assert_allclose(misread, expected)


@pytest.fixture
def runs():
    rng = np.random.default_rng(1)
    return {
        (start, rate, loss): np.sort(rng.random(1001))[::-1]
        for start in scenes.START
        for rate in (0.3, 1, 3)
        for loss in LOSSES
    }


@pytest.mark.parametrize("start", list(scenes.START))
@pytest.mark.parametrize("rate", [0.3, 3])
@pytest.mark.parametrize("updates", [0, 30, 1000])
def test_digits_race_draws_the_runs_it_was_given(runs, start, rate, updates):
    sentence, learning, by_rate = panels(
        scenes.digits_race(runs), start=start, rate=rate, updates=updates
    )
    for index, loss in enumerate(LOSSES):
        run = runs[start, rate, loss]
        at, misread = learning.lines[index].get_data()
        np.testing.assert_array_equal(misread, run[at])
        assert (at[0], at[-1]) == (0, 1000)
        at_rates = [runs[start, other, loss][updates] for other in (0.3, 1, 3)]
        np.testing.assert_array_equal(by_rate.lines[index].get_ydata(), at_rates)
        assert learning.lines[2 + index].get_data() == ([updates], [run[updates]])
        assert by_rate.lines[2 + index].get_data() == ([rate], [run[updates]])
        assert f"{run[updates]:.0%} by {loss}" in sentence
    assert sentence.startswith(f"{start}, rate {rate:g}, after {updates} updates")


def test_cross_entropy_and_divergence_agree_with_scipy():
    p, q = np.array([0.7, 0.2, 0.1]), np.array([0.5, 0.3, 0.2])
    assert rel_entr(p, q).sum() == pytest.approx(0.0851, abs=0.00005)
    assert rel_entr(q, p).sum() == pytest.approx(0.0920, abs=0.00005)


@pytest.mark.parametrize("p", [0.2, 0.9])
def test_the_bars_of_bernoulli_entropy_stand_side_by_side_from_0_to_1(p):
    _, _, areas = panels(scenes.bernoulli_entropy, p=p, unit="bits")
    sides = [(bar.get_x(), bar.get_x() + bar.get_width(), bar.get_y()) for bar in areas.patches]
    np.testing.assert_allclose(sides, [(0, p, 0), (p, 1, 0)])


def test_a_whole_number_is_told_without_a_point():
    sentence = panels(scenes.hidden_saturation, hidden_z=10.0, output_z=10.0)[0]
    assert sentence.endswith("cross entropy 1, 0.000045")
