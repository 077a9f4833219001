"""What `explore` draws of somebody else's function."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from lossviz.frames import Frames
from lossviz.scenes.own_function import own_function


def drawn(function, low=-3.0, high=3.0, **values):
    """The sentence, the left axes' curve, tangent and point, and the right axes' two."""
    frames = Frames(own_function(function, low, high))
    sentence = frames.update(**values)
    return sentence, *(line for axes in frames.figure.axes for line in axes.lines)


def test_curve_tangent_and_slope_are_those_of_the_function():
    sentence, curve, tangent, point, slopes, slope = drawn(expit, x=0.5)
    x = curve.get_xdata()
    p = expit(0.5)
    np.testing.assert_allclose(curve.get_ydata(), expit(x))
    np.testing.assert_allclose(tangent.get_ydata(), p + p * (1 - p) * (x - 0.5), rtol=1e-8)
    np.testing.assert_allclose(point.get_xydata(), [[0.5, p]])
    np.testing.assert_allclose(slopes.get_ydata()[1:-1], (expit(x) * expit(-x))[1:-1], atol=1e-4)
    np.testing.assert_allclose(slope.get_xydata(), [[0.5, p * (1 - p)]], rtol=1e-8)
    assert sentence == "x = 0.5: value 0.6225, slope 0.235"


@pytest.mark.parametrize(
    ("function", "at", "sides"),
    [(np.abs, 0.0, [-1, 1]), (lambda x: np.maximum(0, 2 * x - 2), 1.0, [0, 2])],
)
def test_a_corner_has_two_slopes_and_no_tangent(function, at, sides):
    sentence, _, tangent, _, _, slopes = drawn(function, x=at)
    np.testing.assert_allclose(slopes.get_xydata(), [[at, side] for side in sides], atol=1e-9)
    assert list(tangent.get_xdata()) == []
    left, right = sides
    assert sentence.endswith(f"slope {left} on the left, {right} on the right")
    assert "left" not in drawn(function, x=at + 0.1)[0]


def test_a_slope_beside_a_corner_is_not_bent_by_the_curve():
    sentence = drawn(lambda w: (w - 0.8) ** 2 + 1.6 * np.abs(w), w=0.0)[0]
    assert sentence == "w = 0: value 0.64, slope -3.2 on the left, 0 on the right"


@pytest.mark.parametrize("function", [np.sign, lambda x: np.where(x > 0, 5.0, 4.0)])
def test_where_the_value_jumps_there_is_no_slope(function):
    sentence, _, tangent, _, _, slope = drawn(function, x=0.0)
    assert sentence.endswith("slope none: the value jumps")
    assert list(tangent.get_xdata()) == list(slope.get_xdata()) == []
    assert drawn(function, x=0.1)[0].endswith("slope 0")


@given(st.floats(-2.9, 2.9), st.floats(1e-6, 1e3))
@settings(max_examples=40, deadline=None)
def test_a_smooth_bend_is_no_corner(at, size):
    def bend(x):
        return np.logaddexp(0, 5 * x / size) + (x / size) ** 2

    sentence, *_, slopes = drawn(bend, -3 * size, 3 * size, x=at * size)
    slope = (5 * expit(5 * at) + 2 * at) / size
    np.testing.assert_allclose(slopes.get_ydata(), slope, rtol=1e-6, atol=1e-6 / size)
    assert "left" not in sentence


def test_a_function_of_one_number_is_called_for_each():
    def by_math(z):
        return math.exp(z) if z < 0 else 1 + z

    *_, curve, _, _, _, _ = drawn(by_math, z=0.0)
    x = curve.get_xdata()
    np.testing.assert_allclose(curve.get_ydata(), np.where(x < 0, np.exp(x), 1 + x))


def test_other_arguments_reach_the_function():
    def scaled(x, k=1.0):
        return k * x

    assert drawn(scaled, x=2.0, k=3.0)[0] == "x = 2: value 6, slope 3"


def test_a_greek_letter_is_written_as_beside_its_slider():
    def nll(theta):
        return -np.log(theta)

    frames = Frames(own_function(nll, 0.1, 0.9))
    assert frames.update(theta=0.5).startswith("θ = 0.5: ")
    assert [axes.get_xlabel() for axes in frames.figure.axes] == ["θ", "θ"]


def test_the_rounding_of_a_straight_lines_slope_is_not_magnified():
    frames = Frames(own_function(lambda x: 0.5 + 7.5 * x, 0.0, 0.2))
    frames.update(x=0.1)
    bottom, top = frames.figure.axes[1].get_ylim()
    assert bottom < 6.6 < 8.4 < top
    frames.moved()
    frames.update(x=0.2)
    assert not frames.figure.stale


@pytest.mark.parametrize("level", [-7.0, 3e9])
def test_a_constant_has_room_above_and_below(level):
    frames = Frames(own_function(lambda x: np.full_like(x, level), -1.0, 1.0))
    frames.update(x=0.0)
    bottom, top = frames.figure.axes[0].get_ylim()
    assert bottom <= level - 1 < level + 1 <= top


def test_a_constant_is_a_level_line():
    sentence, curve, *_ = drawn(lambda x: 2.0, x=1.0)
    assert set(curve.get_ydata()) == {2.0}
    assert sentence == "x = 1: value 2, slope 0"


def test_where_there_is_no_value_there_is_no_curve():
    def log(x):
        with np.errstate(all="ignore"):
            return np.log(x)

    sentence, curve, *_ = drawn(log, x=-1.0)
    x = curve.get_xdata()
    assert np.isnan(curve.get_ydata()[x < 0]).all()
    np.testing.assert_allclose(curve.get_ydata()[x > 0.1], np.log(x[x > 0.1]))
    assert sentence == "x = -1: value nan, slope nan"


@pytest.mark.parametrize(
    ("function", "complaint"),
    [
        (lambda x: np.full_like(x, np.nan), "no finite number between -3 and 3"),
        (lambda x: [1.0, 2.0], r"for 306 numbers it returned an array of shape \(2,\)"),
        (lambda x: None, "it returned NoneType, which holds no real numbers"),
        (lambda x: "high", "it returned str, which holds no real numbers"),
        (lambda x: x + 1j, "it returned ndarray, which holds no real numbers"),
        (lambda x: [1.0] / 0, "unsupported operand"),
    ],
)
def test_what_cannot_be_drawn_is_told(function, complaint):
    with pytest.raises((ValueError, TypeError), match=complaint):
        drawn(function, x=0.0)


def test_limits_stay_while_the_curve_fits_and_follow_when_it_does_not():
    def scaled(x, k):
        return k * x

    frames = Frames(own_function(scaled, -1.0, 1.0))
    frames.update(x=0.0, k=1.0)
    axes = frames.figure.axes[0]
    first = axes.get_ylim()
    frames.update(x=0.5, k=0.9)
    assert axes.get_ylim() == first
    frames.update(x=0.5, k=10.0)
    assert axes.get_ylim()[1] > 9.5
    frames.update(x=0.5, k=0.1)
    assert axes.get_ylim()[1] < 0.2


def test_a_function_without_an_argument_is_refused():
    with pytest.raises(ValueError, match="the function takes no argument; it must take x"):
        own_function(lambda: 1.0, -3.0, 3.0)


def test_objects_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="it returned list, which holds no real numbers"):
        drawn(lambda x: [object()] * len(np.atleast_1d(x)), x=0.0)


def test_the_noise_of_a_measured_slope_is_not_shown():
    assert drawn(lambda x: x**2 + x**3, x=0.0)[0] == "x = 0: value 0, slope 0"
    assert drawn(lambda x: 1e9 + x, x=1.0)[0] == "x = 1: value 1e+09, slope 1"
    assert drawn(np.sin, 0.0, np.pi, x=np.pi)[0] == "x = 3.142: value 0, slope -1"
    assert drawn(np.exp, x=5e-17)[0] == "x = 0: value 1, slope 1"


def test_what_is_small_is_not_lost():
    assert drawn(expit, -40.0, 0.0, x=-20.0)[0] == "x = -20: value 2.061e-09, slope 2.061e-09"
    assert drawn(np.square, 0.0, 1e-6, x=5e-7)[0] == "x = 5e-07: value 2.5e-13, slope 1e-06"
    assert drawn(lambda x: x + 2e-6, x=0.0)[0] == "x = 0: value 2e-06, slope 1"
