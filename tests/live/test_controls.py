"""Controls: which widget a range becomes, and what is said of one that is none."""

import ipywidgets as widgets
import pytest

from lossviz.live.controls import check_value, control


def test_two_numbers_make_a_slider_that_starts_at_the_default():
    slider = control("p", (0.0, 1.0), 0.25)
    assert isinstance(slider, widgets.FloatSlider)
    assert (slider.min, slider.max, slider.value) == (0, 1, 0.25)


@pytest.mark.parametrize("default", [None, 7.0, "a", True])
def test_without_a_usable_default_a_slider_starts_in_the_middle(default):
    assert control("p", (0.0, 1.0), default).value == 0.5


def test_a_third_number_is_the_start():
    assert control("p", (0.0, 1.0, 0.75), 0.25).value == 0.75


def test_whole_numbers_make_whole_steps():
    slider = control("n", (1, 20))
    assert isinstance(slider, widgets.IntSlider)
    assert slider.step == 1


@pytest.mark.parametrize(
    ("low", "high", "step", "readout"),
    [
        (0.0, 1.0, 0.01, ".2f"),
        (-4.0, 4.0, 0.05, ".2f"),
        (0.0, 10.0, 0.1, ".1f"),
        (0, 500.0, 5, ".0f"),
    ],
)
def test_the_step_is_a_hundredth_or_less_and_round(low, high, step, readout):
    slider = control("x", (low, high))
    assert slider.step == pytest.approx(step)
    assert slider.readout_format == readout
    assert 100 <= (high - low) / slider.step <= 250


def test_numbers_to_choose_from_make_a_slider_and_words_make_buttons():
    assert isinstance(control("n", [1, 10, 100]), widgets.SelectionSlider)
    assert isinstance(control("cost", ["mean", "sum"]), widgets.ToggleButtons)
    assert control("cost", ["mean", "sum"], "sum").value == "sum"


def test_a_truth_value_makes_a_checkbox():
    box = control("bits", True)
    assert isinstance(box, widgets.Checkbox)
    assert box.value is True


def test_a_widget_is_taken_as_it_is():
    slider = widgets.FloatLogSlider(min=-3, max=0)
    assert control("p", slider) is slider
    assert slider.description == "p"


@pytest.mark.parametrize(
    ("name", "label"),
    [("lam", "λ"), ("sigma", "σ"), ("learning_rate", "learning rate"), ("w", "w")],
)
def test_every_control_has_a_label_that_is_not_cut_off(name, label):
    for kind in ((0.0, 1.0), (1, 5), [1, 2], ["a", "b"], True):
        made = control(name, kind)
        assert made.description == label
        assert made.style.description_width == "initial"


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [
        ((1.0, 0.0), r"range \(1.0, 0.0\); min must be less than max"),
        ((1.0, 1.0), r"range \(1.0, 1.0\); min must be less than max"),
        ((0.0, 1.0, 2.0), "starts at 2.0; allowed is 0.0 to 1.0"),
        ((float("nan"), 1.0), r"is \(nan, 1.0\); it must be \(min, max\)"),
        ((0.0, float("inf")), r"is \(0.0, inf\); it must be"),
        ((0.0,), r"is \(0.0,\); it must be"),
        (("a", "b"), r"is \('a', 'b'\); it must be"),
        ((False, True), r"is \(False, True\); it must be"),
        ("abc", "is 'abc'; it must be"),
        (None, "is None; it must be"),
        ([], r"is \[\]; it must be"),
        (widgets.HBox(), "a widget must have a value"),
    ],
)
def test_what_is_no_control_is_named_with_what_is_allowed(kind, complaint):
    with pytest.raises(ValueError, match=f"control 'p' .*{complaint}"):
        control("p", kind)


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        ((0.0, 1.0), 2.0, "p is 2.0; allowed is 0.0 to 1.0"),
        ((0.0, 1.0), float("nan"), "p is nan; allowed is 0.0 to 1.0"),
        ((0.0, 1.0), "1", "p is '1'; allowed is 0.0 to 1.0"),
        ([1, 10], 5, r"p is 5; allowed is one of \[1, 10\]"),
    ],
)
def test_a_value_that_a_control_cannot_take_is_named(kind, value, complaint):
    with pytest.raises(ValueError, match=complaint):
        check_value("p", control("p", kind), value)
