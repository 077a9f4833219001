"""Lesson 05's figures show what the formulas say."""

import re
from functools import cache

import numpy as np
import pytest
from scipy.special import expit, log_expit, log_softmax, logit, rel_entr, softmax
from scipy.stats import entropy
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.utils.multiclass import type_of_target

from lossviz.frames import Frames
from lossviz.scenes.binary import (
    bce_curve,
    digits_two_heads,
    independent_or_coupled,
    stable_bce,
    two_hot_floor,
    weather,
)
from tests.lessons import ROOT, code_cells, read
from tests.numbers.binary import by_shared_weights, trained


def numbers(sentence):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*|inf|nan", sentence)]


drawn = cache(Frames)


def panels(scene, **values):
    """The sentence and the axes of a scene, drawn once, at the given values."""
    frames = drawn(scene)
    return frames.update(**values), *frames.figure.axes


def heights(axes, which=0):
    """The heights of a row of bars: each bar is four corners of one outline."""
    corners = axes.patches[which].get_xy()[:-1].reshape(-1, 4, 2)
    assert (corners[:, [0, 3], 1] == 0).all()
    np.testing.assert_array_equal(corners[:, 1, 1], corners[:, 2, 1])
    return corners[:, 1, 1]


def bernoulli_loss(y, z):
    return -y * log_expit(z) - (1 - y) * log_expit(-z)


@pytest.mark.parametrize("y", [0.0, 0.3, 0.7, 1.0])
@pytest.mark.parametrize("p", [0.01, 0.5, 0.99])
def test_bce_curve_is_cross_entropy_over_p_and_over_z(y, p):
    sentence, left, right = panels(bce_curve, y=y, p=p)
    expected = log_loss([0, 1], [p, p], sample_weight=[1 - y, y])
    for axes, place in ((left, lambda q: q), (right, logit)):
        ones, zeros, curve, star, point = axes.lines
        chance = curve.get_xdata() if axes is left else expit(curve.get_xdata())
        np.testing.assert_allclose(ones.get_ydata(), -np.log(chance), rtol=1e-9)
        np.testing.assert_allclose(zeros.get_ydata(), -np.log(1 - chance), rtol=1e-9)
        mixed = y * ones.get_ydata() + (1 - y) * zeros.get_ydata()
        np.testing.assert_allclose(curve.get_ydata(), mixed)
        assert point.get_data() == ([pytest.approx(place(p))], [pytest.approx(expected)])
        inside = axes is left or 0 < y < 1
        assert star.get_visible() == inside
        if inside:
            floor = entropy([y, 1 - y])
            assert star.get_data() == ([pytest.approx(place(y))], [pytest.approx(floor)])
            assert star.get_ydata()[0] <= curve.get_ydata().min() + 1e-12
    shown = [y, p, logit(p), expected, p - y, entropy([y, 1 - y]), y]
    np.testing.assert_allclose(numbers(sentence), shown, atol=0.00501)


@pytest.mark.parametrize("y", [0.0, 0.7, 1.0])
@pytest.mark.parametrize("z", [-6.0, 0.0, 2.5, 6.0])
def test_bce_curve_takes_the_logit_in_place_of_the_probability(y, z):
    sentence, left, right = panels(bce_curve, y=y, z=z)
    by_probability, *_ = panels(bce_curve, y=y, p=expit(z))
    assert sentence == by_probability
    panels(bce_curve, y=y, z=z)
    for axes, place in ((left, expit(z)), (right, z)):
        (x,), (height,) = axes.lines[-1].get_data()
        assert x == pytest.approx(place)
        assert height == pytest.approx(bernoulli_loss(y, z))


def test_far_from_the_label_the_loss_is_a_straight_line_in_z():
    _, _, right = panels(bce_curve, y=1.0, z=-6.0)
    z, loss = right.lines[2].get_data()
    far = z < -4
    assert np.count_nonzero(far) > 10
    np.testing.assert_allclose(np.diff(loss[far]) / np.diff(z[far]), -1, atol=0.02)


def test_the_floor_of_a_soft_label_is_the_curriculums():
    sentence, *_ = panels(bce_curve, y=0.7, p=0.7)
    assert [numbers(sentence)[place] for place in (3, 5)] == [0.6109, 0.6109]


def test_raising_one_logit_lowers_softmax_and_leaves_the_sigmoids():
    start, *axes = panels(independent_or_coupled)
    before = [heights(part) for part in axes]
    raised, *axes = panels(independent_or_coupled, z1=4.0)
    after = [heights(part) for part in axes]
    assert (after[0][1:] < before[0][1:]).all()
    np.testing.assert_array_equal(after[1][1:], before[1][1:])
    assert numbers(start) != numbers(raised)
    z = [4, 1, 0, -1]
    assert numbers(raised)[-10:-6] == [0.930, 0.046, 0.017, 0.006]
    assert numbers(raised)[-5:-1] == [0.982, 0.731, 0.500, 0.269]
    np.testing.assert_allclose(after, [softmax(z), expit(z)])
    for part, heights_then in zip(axes, before, strict=True):
        dashes = [segment[0, 1] for segment in part.collections[0].get_segments()]
        np.testing.assert_allclose(dashes, heights_then)


@pytest.mark.parametrize("z", [(-4.0, -4.0, 6.0, 6.0), (6.0, -4.0, 0.0, 1.0)])
def test_independent_or_coupled_at_the_ends(z):
    sentence, one, each = panels(independent_or_coupled, **dict(zip(NAMES, z, strict=True)))
    np.testing.assert_allclose(heights(one), softmax(z))
    np.testing.assert_allclose(heights(each), expit(z))
    assert numbers(sentence)[-6] == 1.0
    assert numbers(sentence)[-1] == pytest.approx(expit(z).sum(), abs=5e-4)


NAMES = ["z1", "z2", "z3", "z4"]
SKIES = [(True, False, True), (True, False, False), (True, True, True), (False, False, False)]


@pytest.mark.parametrize("y", SKIES)
@pytest.mark.parametrize("z", [(2.0, -1.0, 0.5), (-3.0, 3.0, 3.0)])
def test_weather_shows_each_components_loss_through_both(y, z):
    names = ("cloud", "sun", "moon")
    logits = {f"z_{name}": value for name, value in zip(names, z, strict=True)}
    sentence, p_one, p_each, loss_one, loss_each = panels(
        weather, **logits, **dict(zip(names, y, strict=True))
    )
    np.testing.assert_allclose(heights(p_one), softmax(z))
    np.testing.assert_allclose(heights(p_each), expit(z))
    np.testing.assert_array_equal(p_each.lines[0].get_ydata(), y)
    truth = np.array(y, dtype=float)
    np.testing.assert_allclose(heights(loss_each), bernoulli_loss(truth, np.array(z)))
    assert p_one.lines[0].get_visible() == any(y)
    if any(y):
        share = truth / truth.sum()
        np.testing.assert_allclose(p_one.lines[0].get_ydata(), share)
        np.testing.assert_allclose(heights(loss_one).sum(), -np.sum(share * log_softmax(z)))
        np.testing.assert_allclose(
            heights(loss_one).sum(), rel_entr(share, softmax(z)).sum() + entropy(share)
        )
    else:
        assert "no label: softmax" in sentence
        assert "no target" in sentence
        assert not heights(loss_one).any()
    top = loss_each.get_ylim()[1]
    assert max(heights(loss_one).max(), heights(loss_each).max()) < top
    total = bernoulli_loss(truth, np.array(z)).sum()
    assert numbers(sentence)[-1] == pytest.approx(total, abs=5e-4)


def test_one_label_changes_one_loss_of_the_sigmoids_and_each_target_of_the_softmax():
    def shown(moon):
        _, p_one, _, _, loss_each = panels(weather, cloud=True, sun=True, moon=moon)
        return p_one.lines[0].get_ydata().copy(), heights(loss_each)

    (targets, losses), (targets_after, losses_after) = shown(False), shown(True)
    assert np.sum(losses != losses_after) == 1
    assert np.sum(targets != targets_after) == 3


@pytest.mark.parametrize("size", [0.0, 2.0, 8.0])
@pytest.mark.parametrize("difference", [-4.0, 0.0, 4.0])
def test_two_hot_stops_at_ln_2_through_softmax_only(size, difference):
    sentence, losses, probabilities = panels(two_hot_floor, size=size, difference=difference)
    z = np.array([size + difference / 2, -size, size - difference / 2])
    coupled, apart = losses.lines[1], losses.lines[3]
    by_softmax = -(log_softmax(z)[0] + log_softmax(z)[2]) / 2
    by_sigmoids = bernoulli_loss(np.array([1, 0, 1]), z).sum()
    assert losses.lines[2].get_data() == ([size], [pytest.approx(by_softmax)])
    assert losses.lines[4].get_data() == ([size], [pytest.approx(by_sigmoids)])
    for curve, marker in ((coupled, losses.lines[2]), (apart, losses.lines[4])):
        at = np.interp(size, *curve.get_data())
        assert at == pytest.approx(marker.get_ydata()[0], abs=0.01)
        assert curve.get_ydata().max() < losses.get_ylim()[1]
    assert coupled.get_ydata().min() >= np.log(2) - 1e-12
    np.testing.assert_allclose(heights(probabilities, 0), softmax(z))
    np.testing.assert_allclose(heights(probabilities, 1), expit(z))
    assert losses.lines[0].get_ydata() == [np.log(2)] * 2
    assert numbers(sentence)[-1] == pytest.approx(np.log(2), abs=5e-5)


def test_two_hot_at_size_8_has_reached_both_floors():
    sentence, *_ = panels(two_hot_floor, size=8.0, difference=0.0)
    assert numbers(sentence)[6] == 0.6931
    assert numbers(sentence)[10] == pytest.approx(0.001, abs=5e-5)


@pytest.mark.parametrize(
    ("z", "losses", "slopes"),
    [
        (0.0, (np.log(2), np.log(2), np.log(2)), (0.5, 0.5, 0.5)),
        (16.0, (16.0, 16.0, 16.0), (1.0, 1.0, 1.0)),
        (30.0, (30.0, 30.001, 16.118), (1.0, 1.0, 0.0)),
        (36.0, (36.0, 36.044, 16.118), (1.0, 1.0, 0.0)),
        (37.0, (37.0, np.inf, 16.118), (1.0, np.nan, 0.0)),
        (50.0, (50.0, np.inf, 16.118), (1.0, np.nan, 0.0)),
    ],
)
def test_stable_bce_has_the_curriculums_numbers(z, losses, slopes):
    sentence, values, slope_axes = panels(stable_bce, z=z)
    shown = numbers(sentence.replace("1e-7", ""))
    np.testing.assert_allclose(shown[2::2], losses, atol=0.0006)
    np.testing.assert_allclose(shown[3::2], slopes, atol=0.0006)
    for axes, expected in ((values, losses), (slope_axes, slopes)):
        for marker, height in zip(axes.lines[1::2], expected, strict=True):
            assert marker.get_visible() == np.isfinite(height)
            if marker.get_visible():
                assert marker.get_data() == ([z], [pytest.approx(height, abs=0.0006)])


def test_stable_bce_draws_the_true_loss_the_jump_and_the_cap():
    _, values, slopes = panels(stable_bce)
    true, naive, clipped = (values.lines[index] for index in (0, 2, 4))
    z = true.get_xdata()
    np.testing.assert_allclose(true.get_ydata(), -log_expit(-z))
    gone = z[naive.get_ydata() > values.get_ylim()[1]]
    assert gone.min() == pytest.approx(36.8)
    kept = z < 30
    np.testing.assert_allclose(naive.get_ydata()[kept], true.get_ydata()[kept], rtol=1e-3)
    np.testing.assert_allclose(clipped.get_ydata()[z > 16.2], -np.log(1e-7), rtol=1e-6)
    np.testing.assert_allclose(slopes.lines[0].get_ydata(), expit(z))
    assert slopes.lines[2].get_xdata().max() == pytest.approx(36.7)
    assert set(slopes.lines[4].get_ydata()[z > 16.2]) == {0.0}


@pytest.fixture(scope="module")
def unseen():
    data = load_digits()
    models = trained()
    arrays = data.images[1200:], data.target[1200:], models["eleven"], models["two heads"]
    return *arrays, digits_two_heads(*arrays)


@pytest.mark.parametrize("example", [0, 2, 3, 596])
@pytest.mark.parametrize("threshold", [0.05, 0.5, 0.95])
def test_digits_show_the_image_and_both_models(unseen, example, threshold):
    images, digit, eleven, two, scene = unseen
    sentence, picture, first, second, shares = panels(scene, example=example, threshold=threshold)
    np.testing.assert_array_equal(picture.images[0].get_array(), images[example])
    np.testing.assert_allclose(heights(first), eleven[example])
    np.testing.assert_allclose(heights(second), two[example])
    assert first.lines[0].get_ydata() == [threshold] * 2
    assert shares.lines[2].get_xdata() == [threshold] * 2
    claims = (eleven[:, :10] > threshold).sum(axis=1)
    for line, hit in ((shares.lines[0], claims == 0), (shares.lines[1], claims > 1)):
        share = line.get_ydata()[np.isclose(line.get_xdata(), threshold)]
        np.testing.assert_allclose(share, 100 * np.count_nonzero(hit) / 597)
        assert line.get_ydata().max() < shares.get_ylim()[1]
    assert f"example {example}, digit {digit[example]}:" in sentence
    assert numbers(sentence)[-2:] == [np.sum(claims == 0), np.sum(claims > 1)]
    told = re.search(
        r"softmax says (.*?); .* claim (no digit|[\d, ]+) \(largest: (.*?)\), and", sentence
    )
    claimed = np.flatnonzero(eleven[example, :10] > threshold)
    assert told[2] == (", ".join(map(str, claimed)) if claimed.size else "no digit")
    for said, p in ((told[1], two), (told[3], eleven)):
        best = p[example, :10].argmax()
        assert said == f"{best}, at {p[example, best]:.2f}"


def test_the_softmax_never_gives_two_digits_more_than_a_half(unseen):
    *_, two, _ = unseen
    np.testing.assert_allclose(two[:, :10].sum(axis=1), 1)
    assert ((two[:, :10] > 0.5).sum(axis=1) <= 1).all()


def test_scikit_learn_tells_the_three_kinds_of_target_apart():
    one_of_three, any_of_four = [0, 1, 2], [[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    digit_and_bit = [[9, 1], [2, 0], [5, 1]]
    kinds = [type_of_target(np.array(target)) for target in (one_of_three, any_of_four)]
    assert kinds == ["multiclass", "multilabel-indicator"]
    assert type_of_target(np.array(digit_and_bit)) == "multiclass-multioutput"


def test_both_models_read_digit_and_bit_though_only_one_knows_of_exactly_one_digit(unseen):
    _, digit, eleven, two, _ = unseen
    for p in (eleven, two):
        assert np.mean(p[:, :10].argmax(axis=1) == digit) > 0.9
        assert np.mean((p[:, 10] > 0.5) == digit % 2) > 0.9
    assert np.abs(eleven[:, :10].sum(axis=1) - 1).max() > 0.5
    np.testing.assert_allclose(two[:, :10].sum(axis=1), 1)


def test_the_notebooks_step_mends_the_first_label_and_moves_every_logit():
    cells = code_cells(read(ROOT / "notebooks" / "05_binary.ipynb"))
    [source] = [cell.source for cell in cells if "def logits_after(" in cell.source]
    scope = {"np": np, "sigmoid": expit, "print": lambda *_: None, "explore": lambda *_, **__: None}
    exec(source, scope)
    assert scope["miss"][0] == expit(scope["logits_after"](0)[0]) - 1
    for step in (0.01, 0.1, 0.2):
        after = scope["logits_after"](step)
        np.testing.assert_allclose(after, by_shared_weights(step), atol=1e-6)
        drawn = [scope["probability"](step, label) for label in (1, 2, 3, 4)]
        np.testing.assert_allclose(drawn, expit(after))
        assert np.all(after != by_shared_weights(0))
        assert bernoulli_loss(1, after[0]) < bernoulli_loss(1, 0.0)


def test_shared_weights_couple_what_the_losses_leave_apart():
    rng = np.random.default_rng(0)
    x, shared, own = rng.normal(size=5), rng.normal(size=(5, 3)), rng.normal(size=(3, 4))
    before = x @ shared @ own
    miss = np.array([expit(before[0]) - 1, 0, 0, 0])  # the slope of the first label's loss
    by_own = x @ shared @ (own - 0.1 * np.outer(x @ shared, miss))
    np.testing.assert_array_equal(by_own[1:], before[1:])
    by_shared = x @ (shared - 0.1 * np.outer(x, own @ miss)) @ own
    assert np.all(np.abs(by_shared - before) > 1e-3)
    for after in (by_own, by_shared):
        assert bernoulli_loss(1, after[0]) < bernoulli_loss(1, before[0])


def test_bars_and_dashes_stand_at_their_names():
    _, *axes = panels(independent_or_coupled)
    for part in axes:
        corners = part.patches[0].get_xy()[:-1].reshape(-1, 4, 2)
        places = part.get_xticks()
        np.testing.assert_allclose(corners[:, :2, 0], np.add.outer(places, [-0.35, -0.35]))
        np.testing.assert_allclose(corners[:, 2:, 0], np.add.outer(places, [0.35, 0.35]))
        for place, segment in zip(places, part.collections[0].get_segments(), strict=True):
            np.testing.assert_allclose(segment[:, 0], [place - 0.45, place + 0.45])


@pytest.mark.parametrize(
    "given", [{"y": 0.9, "p": 0.9}, {"y": 1.0, "z": 6.0}, {"y": 0.7, "p": 0.7}]
)
def test_bce_curve_tells_what_the_sliders_say_and_no_minus_nothing(given):
    sentence, *_ = panels(bce_curve, **given)
    assert f"y = {given['y']:.3f}, p = {given.get('p', expit(6.0)):.3f}" in sentence
    assert "-0.000" not in sentence
