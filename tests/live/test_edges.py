"""Controls and values at the edges of what a control can be."""

from fractions import Fraction

import ipywidgets as widgets
import numpy as np
import pytest

from lossviz.live import explore, show
from lossviz.live.controls import check_value, control


class Trap:
    """An object that can be neither shown nor compared."""

    def __repr__(self):
        raise OSError

    def __eq__(self, other):
        raise OSError

    __hash__ = object.__hash__


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Trap(), r"is a Trap; it must be \(min, max\)"),
        ((Trap(), 1.0), r"is a tuple; it must be \(min, max\)"),
        ((0, 10**400), r"is \(0, 10+\); it must be \(min, max\)"),
        ((0.0, 5e-324), r"has range \(0.0, 5e-324\); max - min must be from 1e-300 to 1e\+300"),
        ((-1e308, 1e308), r"has range \(-1e\+308, 1e\+308\); max - min must be from"),
        ([Trap()], "has choices a list; each must be one thing"),
        ([("mean", 1), ("sum", 2)], r"has choices \[\('mean', 1\), .*; each must be one thing"),
        ([np.ones(2), np.zeros(2)], r"has choices \[array.*; each must be one thing"),
        ([float("nan"), 1.0], r"has choices \[nan, 1.0\]; each must be one thing"),
    ],
)
def test_a_control_that_cannot_be_made_is_named_with_what_is_allowed(kind, says):
    with pytest.raises(ValueError, match=f"^control 'p' {says}"):
        control("p", kind)


@pytest.mark.parametrize(
    ("kind", "low", "high", "start"),
    [
        ((np.uint8(200), np.uint8(250)), 200, 250, 225),
        ((np.int8(-128), np.int8(127), np.int8(3)), -128, 127, 3),
        ((np.float16(0), np.float16(60000)), 0, 60000, 30000),
        ((Fraction(1, 4), 1), 0.25, 1, 0.625),
        ((1e-299, 2e-299), 1e-299, 2e-299, 1.5e-299),
        ((0, 2**70), 0, 2**70, 2**69),
    ],
)
def test_numbers_of_every_type_make_the_same_slider(kind, low, high, start):
    slider = control("p", kind)
    assert (slider.min, slider.max) == (low, high)
    assert slider.value == pytest.approx(start, rel=1e-12)


def test_a_widget_without_a_label_is_taken_as_it_is():
    image = widgets.Image()
    assert control("p", image) is image


MENU = [("one", 1), ("two", 2)]


@pytest.mark.parametrize(
    ("make", "good", "bad"),
    [
        (lambda: widgets.FloatLogSlider(min=-3, max=0), [0.001, 0.01, 1], [-3, 0, 2, 1e-4]),
        (lambda: widgets.IntSlider(min=0, max=9), [0, 9, 3.0], [2.5, 10, "3"]),
        (lambda: widgets.FloatRangeSlider(min=0, max=1), [(0.25, 0.5)], [0.5, (0.5, 2), "ab"]),
        (lambda: widgets.Dropdown(options=MENU), [1, 2], ["one", ("one", 1), 3, None]),
        (lambda: widgets.ToggleButtons(options=[None, "a"]), [None, "a"], ["b"]),
        (lambda: widgets.ToggleButtons(options=["a", "b"]), ["a"], [None, "ab", ["a"]]),
        (lambda: widgets.SelectMultiple(options=["a", "b"]), [("a",), ()], ["a", ("c",)]),
        (widgets.Checkbox, [True, False], ["yes", 2, None]),
        (widgets.Text, ["", "a"], [1, None, b"a"]),
    ],
)
def test_a_value_is_taken_as_it_is_or_refused(make, good, bad):
    widget = make()
    for value in good:
        check_value("p", widget, value)
        widget.value = value
        assert widget.value == value
    for value in [*bad, Trap(), float("nan"), np.ones(2), 1j, 10**400]:
        with pytest.raises(ValueError, match=r"^p is .*; allowed is "):
            check_value("p", widget, value)


def test_where_one_value_is_refused_none_is_moved():
    live = show(lambda figure: lambda **values: str(values), p=(0.0, 1.0), bits=True)
    with pytest.raises(ValueError, match="bits is 'yes'; allowed is what a Checkbox holds"):
        live.set(p=0.25, bits="yes")
    assert live.values == {"p": 0.5, "bits": True}


def test_the_range_of_a_logarithmic_slider_is_told_in_its_values():
    slider = widgets.FloatLogSlider(min=-3, max=0)
    with pytest.raises(ValueError, match=r"p is 2; allowed is 0\.001 to 1\.0"):
        check_value("p", slider, 2)


def test_the_first_argument_is_no_control():
    with pytest.raises(ValueError, match="control 'z' is the first argument; give its range as x"):
        explore(lambda z: z, z=(-5.0, 5.0))
