"""Lesson 02's figures show what the formulas say."""

import re
import warnings
from itertools import product

import numpy as np
import pytest
from matplotlib.container import BarContainer
from scipy import special
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from lossviz.frames import Frames
from lossviz.links import logit, sigmoid, softmax
from lossviz.scenes.softmax import (
    activations,
    double_softmax,
    overflow,
    sigmoid_logit,
    softmax_bars,
    two_class_softmax,
)

THREE_LOGITS = dict.fromkeys(["z1", "z2", "z3"], (-4.0, 4.0))
ENDS = {
    sigmoid_logit: {"slope": (0.5, 5.5), "shift": (-3.0, 3.0), "z": (-4.0, 4.0)},
    two_class_softmax: {"z1": (-4.0, 4.0), "z2": (-4.0, 4.0)},
    softmax_bars: {**THREE_LOGITS, "shift_c": (-5.0, 5.0), "temperature": (0.1, 5.0)},
    activations: {"depth": (1, 20)},
    overflow: {"size": (1, 1000)},
    double_softmax: {"K": (2, 1000)},
}


def figure_at(scene, **values):
    """The sentence, and the axes after it."""
    frames = Frames(scene)
    return frames.update(**values), *frames.figure.axes


def stated(sentence):
    return [float(text) for text in re.findall(r"(?<![a-z\d])-?\d[\d.]*(?:e[+-]\d+)?", sentence)]


def bars_of(axes):
    return [found for found in axes.containers if isinstance(found, BarContainer)]


@pytest.mark.parametrize("scene", ENDS, ids=lambda scene: scene.__name__)
def test_the_ends_are_drawn_without_a_warning_and_without_a_new_background(scene):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frames = Frames(scene)
        frames.moved()
        sentences = set()
        for corner in product(*ENDS[scene].values()):
            sentence = frames.update(**dict(zip(ENDS[scene], corner, strict=True)))
            background, overlay = frames.moved()
            assert background is None
            assert len(overlay) <= 8000
            assert b"nan" not in overlay.lower() or scene is overflow
            sentences.add(sentence)
        assert len(sentences) == 2 ** len(ENDS[scene])


@pytest.mark.parametrize("scene", ENDS, ids=lambda scene: scene.__name__)
def test_no_point_is_cut_off_at_the_ends(scene):
    frames = Frames(scene)
    for corner in product(*ENDS[scene].values()):
        frames.update(**dict(zip(ENDS[scene], corner, strict=True)))
        for axes in frames.figure.axes:
            for line in (line for line in axes.lines if line.get_marker() != "None"):
                points = axes.transData.transform(np.column_stack(line.get_data()))
                inside = axes.bbox.padded(-4)
                assert all(inside.contains(*point) for point in points)


@pytest.mark.parametrize(
    ("slope", "shift", "z"), [(1.0, 0.0, 1.0), (0.5, -3.0, -4.0), (5.5, 3.0, 0.5), (2.0, 1.0, 2.0)]
)
def test_sigmoid_logit_mirrors_the_sigmoid_and_brings_the_point_back(slope, shift, z):
    sentence, mirror, trip = figure_at(sigmoid_logit, slope=slope, shift=shift, z=z)
    _, curve, inverse, swap, image, point = mirror.lines
    p = expit(slope * z + shift)
    np.testing.assert_allclose(curve.get_ydata(), expit(slope * curve.get_xdata() + shift))
    np.testing.assert_allclose(inverse.get_data(), curve.get_data()[::-1])
    np.testing.assert_allclose(point.get_xydata(), [[z, p]])
    np.testing.assert_allclose(image.get_xydata(), [[p, z]])
    np.testing.assert_allclose(swap.get_xydata(), [[z, p], [p, z]])
    stretched, path, turn = trip.lines
    np.testing.assert_allclose(stretched.get_data(), curve.get_data())
    np.testing.assert_allclose(path.get_xydata(), [[z, -0.06], [z, p], [-4.2, p]])
    np.testing.assert_allclose(turn.get_xydata(), [[z, p]])
    *shown, to_one, back = stated(sentence)
    np.testing.assert_allclose(shown[:4], [slope, shift, z, p], atol=5e-5)
    assert shown[4] == pytest.approx(np.exp(slope * z + shift), rel=5e-4)
    assert (to_one, back) == (1, z)


@pytest.mark.parametrize(("z1", "z2"), [(2.0, 1.0), (-4.0, 4.0), (3.0, 0.0), (1.5, 1.5)])
def test_two_class_softmax_falls_on_the_sigmoid_of_the_difference(z1, z2):
    sentence, plane, line = figure_at(two_class_softmax, z1=z1, z2=z2)
    p = special.softmax([z1, z2])
    curve, both, alone = line.lines
    np.testing.assert_allclose(curve.get_ydata(), expit(curve.get_xdata()))
    np.testing.assert_allclose(both.get_xydata(), [[z1 - z2, p[0]]])
    np.testing.assert_allclose(np.interp(z1 - z2, *curve.get_data()), p[0], atol=1e-3)
    np.testing.assert_allclose(alone.get_xydata(), [[z1, expit(z1)]])
    *_, same, point = plane.lines
    assert point.get_xydata().tolist() == [[z1, z2]]
    np.testing.assert_allclose(np.subtract(*same.get_data()), z1 - z2)
    alone_1, alone_2 = expit([z1, z2])
    shown = [z1, z2, *p, p[0], alone_1, alone_2, alone_1 + alone_2]
    np.testing.assert_allclose(stated(sentence), shown, atol=5e-4)


def test_two_class_softmax_labels_each_line_with_its_probability():
    _, plane, _ = figure_at(two_class_softmax)
    labels = [float(text.get_text()) for text in plane.texts]
    lines = [np.array(line.get_xy1()) for line in plane.lines[: len(labels)]]
    assert labels == sorted(labels)
    np.testing.assert_allclose([special.softmax(at)[0] for at in lines], labels)
    # A label stands just outside the frame, where its line leaves it.
    edge = plane.get_xlim()[1]
    for label, text in zip(labels, plane.texts, strict=True):
        assert edge < max(text.get_position()) < edge + 0.25
        assert expit(np.subtract(*text.get_position())) == pytest.approx(label, abs=0.06)


@pytest.mark.parametrize(
    ("z", "c", "temperature"),
    [((2.0, 1.0, 0.0), 0.0, 1.0), ((4.0, -4.0, 0.0), -5.0, 0.1), ((-1.0, 3.0, 2.0), 2.0, 5.0)],
)
def test_softmax_bars_are_softmax(z, c, temperature):
    controls = dict(zip(["z1", "z2", "z3"], z, strict=True), shift_c=c, temperature=temperature)
    sentence, before, after = figure_at(softmax_bars, **controls)
    p = special.softmax(np.divide(z, temperature))
    soft_maximum = temperature * special.logsumexp(np.add(z, c) / temperature)
    each = expit(np.add(z, c) / temperature)
    np.testing.assert_allclose([bar.get_height() for bar in before.patches], np.add(z, c))
    np.testing.assert_allclose([bar.get_height() for bar in after.patches], p)
    np.testing.assert_allclose(before.lines[-1].get_ydata(), soft_maximum)
    np.testing.assert_allclose(after.lines[-1].get_ydata(), each)
    assert [text.get_text() for text in after.texts] == [f"{value:.3f}" for value in p]
    for text, bar in zip(after.texts, after.patches, strict=True):
        assert 0 < text.get_position()[1] - bar.get_height() < 0.05
    shown = [*np.add(z, c), temperature, *p, 1, soft_maximum, each.sum()]
    np.testing.assert_allclose(stated(sentence), shown, atol=5e-4)


@pytest.mark.parametrize(
    ("temperature", "triple"),
    [(1.0, (0.665, 0.245, 0.090)), (0.5, (0.867, 0.117, 0.016)), (2.0, (0.506, 0.307, 0.186))],
)
def test_softmax_bars_keep_the_order_at_every_temperature(temperature, triple):
    sentence, *_ = figure_at(softmax_bars, temperature=temperature)
    assert tuple(stated(sentence)[4:7]) == triple


@pytest.mark.parametrize("c", [-5.0, 0.5, 5.0])
@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
def test_a_common_shift_moves_logsumexp_alone_and_by_itself(c, temperature):
    frames = Frames(softmax_bars)
    before, after = frames.figure.axes
    looks = []
    for shift in (0.0, c):
        frames.update(shift_c=shift, temperature=temperature)
        bars = [bar.get_height() for bar in after.patches]
        looks.append((np.array(bars), before.lines[-1].get_ydata()[0]))
    (bars, line), (shifted_bars, shifted_line) = looks
    np.testing.assert_allclose(shifted_bars, bars, rtol=1e-12)
    assert shifted_line - line == pytest.approx(c, abs=1e-12)


def test_activations_draw_each_slope_as_the_slope_of_the_value():
    _, values, slopes, _ = figure_at(activations)
    for value, slope in zip(values.lines, slopes.lines, strict=True):
        z = np.linspace(-3.9, 3.9, 40)
        curve = np.interp(z[:, None] + [-0.05, 0.05], *value.get_data())
        np.testing.assert_allclose(
            np.diff(curve)[:, 0] / 0.1, np.interp(z, *slope.get_data()), atol=2e-3
        )
        assert slope.get_linestyle() == value.get_linestyle()
    sigmoid_slope, relu_slope = (line.get_ydata() for line in slopes.lines)
    assert (max(sigmoid_slope), max(relu_slope)) == (0.25, 1)


@pytest.mark.parametrize("depth", [1, 10, 20])
def test_activations_leave_at_most_a_quarter_a_layer(depth):
    sentence, *_, left = figure_at(activations, depth=depth)
    sigmoids, relus = left.lines[-2:]
    assert sigmoids.get_xdata()[-1] == relus.get_xdata()[-1] == depth
    np.testing.assert_allclose(sigmoids.get_ydata(), np.cumprod([1] + depth * [0.25]))
    assert set(relus.get_ydata()) == {1}
    shown = stated(sentence.replace(",", ""))
    assert shown[1:3] == [0.25, depth]
    np.testing.assert_allclose(shown[3], 2.0 ** (-2 * depth), rtol=5e-3)
    assert shown[4] == 2 ** (2 * depth)
    # Even where every unit is at its steepest, a chain of sigmoids leaves no more than that.
    z, slope = np.zeros(1), 1.0
    for _ in range(depth):
        slope *= expit(z) * expit(-z)
        z = expit(z)
    assert slope <= sigmoids.get_ydata()[-1]


def test_overflow_marks_where_exp_overflows():
    _, fits, _ = figure_at(overflow)
    plain, hatched = bars_of(fits)
    limits = [bar.get_width() for bar in plain]
    np.testing.assert_allclose(limits, [11.1, 88.7, 709.78], atol=0.05)
    np.testing.assert_allclose([bar.get_x() for bar in hatched], limits)
    assert [text.get_text() for text in fits.texts] == ["11.09", "88.72", "709.78"]
    with np.errstate(over="ignore"):
        for limit, precision in zip(limits, (np.float16, np.float32, np.float64), strict=True):
            step = 4 * np.spacing(precision(limit))
            assert np.isfinite(np.exp(precision(limit) - step))
            assert np.isinf(np.exp(precision(limit) + step))


@pytest.mark.parametrize(
    ("size", "fails"),
    [(1, 0), (11, 0), (12, 1), (88, 1), (89, 2), (709, 2), (710, 3), (1000, 3)],
)
def test_overflow_breaks_the_formula_as_written_and_never_the_stable_one(size, fails):
    sentence, fits, answers = figure_at(overflow, size=size)
    right = special.softmax([size, 0.0, -size])[0]
    naive, stable = bars_of(answers)
    np.testing.assert_allclose([bar.get_width() for bar in stable], right, rtol=1e-3)
    widths = [bar.get_width() for bar in naive]
    np.testing.assert_allclose(widths, fails * [0] + (3 - fails) * [right], rtol=1e-3)
    assert [text.get_text() for text in answers.texts] == fails * ["nan"] + (3 - fails) * [""]
    assert sentence.count("nan") == fails
    assert sentence.count(f"and {right:.3f}") >= 2
    assert fits.lines[-1].get_xdata().tolist() == 3 * [size]


@pytest.mark.parametrize(("K", "least"), [(2, 0.313), (3, 0.551), (10, 1.461), (1000, 5.909)])
def test_double_softmax_has_a_floor(K, least):  # noqa: N803
    sentence, costs, floors = figure_at(double_softmax, K=K)
    once, twice, floor = costs.lines
    labels = list(range(K))
    drawn = np.column_stack([*once.get_data(), twice.get_ydata()])
    for lead, one, two in drawn[::8]:
        p = special.softmax(np.eye(K)[0] * lead)
        again = special.softmax(p)
        np.testing.assert_allclose(one, log_loss([0], [p], labels=labels), rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(two, log_loss([0], [again], labels=labels), rtol=1e-6)
    at_floor = floor.get_ydata()[0]
    assert at_floor == pytest.approx(least, abs=5e-4)
    assert floors.lines[-1].get_xydata()[0] == pytest.approx([K, least], abs=5e-4)
    shown = [K, least, 1 / (1 + (K - 1) / np.e), np.log(K)]
    np.testing.assert_allclose(stated(sentence)[:4], shown, atol=5e-4)
    assert min(twice.get_ydata()) >= at_floor


@pytest.mark.parametrize("K", [2, 3, 10])
def test_no_logits_beat_the_floor(K):  # noqa: N803
    def cost(z):
        p = special.softmax(z)
        return special.logsumexp(p) - p[0]

    _, costs, floors = figure_at(double_softmax, K=K)
    least = minimize(cost, np.zeros(K), method="BFGS").fun
    assert least == pytest.approx(costs.lines[-1].get_ydata()[0], abs=1e-4)
    guess, curve, _ = floors.lines
    sizes = guess.get_xdata()
    np.testing.assert_allclose(np.exp(guess.get_ydata()), sizes)
    np.testing.assert_allclose(np.interp(K, sizes, curve.get_ydata()), least, atol=0.05)


@pytest.mark.parametrize("c", [-3.0, 0.0, 7.5])
def test_softmax_takes_back_log_p_plus_any_constant_and_nothing_else(c):
    rng = np.random.default_rng(2)
    for p in rng.dirichlet(np.ones(4), 5):
        np.testing.assert_allclose(softmax(np.log(p) + c), p, rtol=1e-12)
    for z in rng.normal(0, 3, (5, 4)):
        constant = z - np.log(softmax(z))
        np.testing.assert_allclose(constant, constant[0])
    # The logit leads the same way, from a probability to a number: it is this inverse for two.
    for p in (0.01, 0.5, 0.9):
        back = np.log([p, 1 - p]) + c
        assert back[0] - back[1] == pytest.approx(logit(p))


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_separate_sigmoids_are_no_distribution_and_hear_more_than_the_difference(classes):
    z = np.random.default_rng(classes).normal(0, 3, (50, classes))
    np.testing.assert_allclose(softmax(z).sum(axis=1), 1)
    assert np.abs(sigmoid(z).sum(axis=1) - 1).min() > 1e-3
    assert np.all(sigmoid(z - 20).sum(axis=1) < 1e-3)
    assert np.all(sigmoid(z + 20).sum(axis=1) > classes - 1e-3)
    # Raising one logit leaves the other sigmoids alone, raising all of them leaves none.
    raised = sigmoid(z + np.eye(classes)[0])
    np.testing.assert_array_equal(raised[:, 1:], sigmoid(z)[:, 1:])
    assert np.all(sigmoid(z + 1) > sigmoid(z))
    np.testing.assert_allclose(softmax(z + 1), softmax(z))


def test_normalised_is_not_yet_calibrated():
    temperatures = np.geomspace(0.1, 10, 200)
    outputs = softmax(np.array([2.0, 1.0, 0.0]) / temperatures[:, None])
    np.testing.assert_allclose(outputs.sum(axis=1), 1)
    # Class 1 comes true with one frequency; the outputs for it are all different.
    assert np.all(np.diff(outputs[:, 0]) < 0)
    # The data tell which temperature matches: on average it costs least.
    truth = special.softmax([2.0, 1.0, 0.0])
    expected_cost = -np.log(outputs) @ truth
    assert temperatures[expected_cost.argmin()] == pytest.approx(1, rel=0.03)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_scikit_learns_networks_have_relu_inside_and_sigmoid_or_softmax_last():
    x = np.arange(6.0)[:, None]
    two, three = (
        MLPClassifier(max_iter=1).fit(x, labels) for labels in ([0, 1] * 3, [0, 1, 2] * 2)
    )
    assert two.activation == three.activation == "relu"
    assert (two.out_activation_, three.out_activation_) == ("logistic", "softmax")
