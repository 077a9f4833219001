"""`show` and `explore`: what a learner calls, and what the page gets."""

import numpy as np
import pytest
from ipywidgets import Image

from lossviz.live import Live, SliderCheck, explore, show


def minus_log(figure):
    axes = figure.subplots()
    axes.set(xlim=(0, 1), ylim=(-1, 8))
    (point,) = axes.plot([], [], "o", animated=True)

    def update(p=0.5, unit="nats"):
        point.set_data([p], [-np.log(p)])
        return f"p = {p:.2f} {unit}"

    return update


def layers(live):
    """The SVG of the two layers that the page shows."""
    return [image.value for image in live._view.children[1].children]


def test_a_live_figure_keeps_the_contract():
    live = show(minus_log, p=(0.1, 1.0), unit=["nats", "bits"])
    assert isinstance(live, Live)
    assert list(live.controls) == ["p", "unit"]
    assert live.values == {"p": 0.5, "unit": "nats"}
    assert live.summary == "p = 0.50 nats"
    assert live.figure.axes[0].lines[0].get_xydata().ravel() == pytest.approx([0.5, np.log(2)])


def test_set_moves_the_controls_and_draws_once():
    drawn = []

    def scene(figure):
        update = minus_log(figure)

        def counted(p=0.5, unit="nats"):
            drawn.append((p, unit))
            return update(p, unit)

        return counted

    live = show(scene, p=(0.1, 1.0), unit=["nats", "bits"])
    drawn.clear()
    live.set(p=0.25, unit="bits")
    assert drawn == [(0.25, "bits")]
    assert live.summary == "p = 0.25 bits"
    assert live.controls["p"].value == 0.25


def test_moving_a_slider_sends_a_small_overlay_and_no_background():
    live = show(minus_log, p=(0.1, 1.0))
    background, overlay = layers(live)
    live.controls["p"].value = 0.9
    assert layers(live)[0] is background
    assert layers(live)[1] != overlay
    assert len(layers(live)[1]) < 3000
    assert "p = 0.90 nats" in live._view.children[2].value


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: show(minus_log, q=(0.0, 1.0)), "no control 'q'; there is 'p', 'unit'"),
        (lambda: show(minus_log, p=(1.0, 0.0)), "control 'p' has range"),
        (lambda: show(minus_log, p=(0.1, 1.0)).set(q=1), "no control 'q'; there is 'p'"),
        (lambda: show(minus_log, p=(0.1, 1.0)).set(p=7), "p is 7; allowed is 0.1 to 1.0"),
        (lambda: explore(np.exp, x=3), r"x is 3; it must be \(min, max\)"),
        (lambda: explore(np.exp, x=(3, -3)), "min must be less than max"),
        (lambda: explore(lambda z: z, k=(0.0, 1.0)), "no control 'k'; there is 'z'"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, complaint):
    with pytest.raises(ValueError, match=complaint):
        call()


def test_an_error_is_told_and_the_last_good_picture_stays():
    def scene(figure):
        update = minus_log(figure)

        def sometimes(p=0.5):
            if p > 0.8:
                raise RuntimeError("too <b>large</b>")
            return update(p)

        return sometimes

    live = show(scene, p=(0.1, 1.0))
    good = layers(live)
    live.set(p=0.9)
    assert live.summary == "Not drawn: RuntimeError: too <b>large</b>"
    assert "&lt;b&gt;" in live._view.children[2].value
    assert layers(live) == good
    live.set(p=0.3)
    assert live.summary == "p = 0.30 nats"
    assert layers(live) != good


def test_the_page_gets_a_widget_a_picture_and_text_but_no_html():
    data, metadata = show(minus_log, p=(0.1, 1.0))._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == "p = 0.50 nats"
    assert metadata == {"image/png": {"alt": "p = 0.50 nats"}}


def test_a_figure_can_be_shown_twice():
    live = show(minus_log, p=(0.1, 1.0))
    first, _ = live._repr_mimebundle_()
    live.set(p=0.2)
    second, _ = live._repr_mimebundle_()
    view = "application/vnd.jupyter.widget-view+json"
    assert first[view] == second[view]
    assert first["image/png"] != second["image/png"]


def test_explore_names_its_slider_as_the_function_names_its_argument():
    live = explore(lambda z, k=2.0: k * z**2, x=(-1, 1), k=(0.0, 4.0))
    assert live.values == {"z": 0.0, "k": 2.0}
    live.set(z=0.5, k=1.0)
    assert live.summary == "z = 0.5: value 0.25, slope 1"


@pytest.mark.parametrize(
    ("function", "complaint"),
    [
        (lambda x: 1 / 0, "ZeroDivisionError"),
        (lambda x: x * np.nan, "no finite number"),
        (lambda x: [1.0, 2.0], "array of shape"),
        (lambda x: None, "NoneType"),
    ],
)
def test_explore_tells_what_is_wrong_with_a_function(function, complaint):
    live = explore(function)
    assert live.summary.startswith("Not drawn: ")
    assert complaint in live.summary


def test_explore_recovers_when_the_function_does():
    def fragile(x, k=1.0):
        if k > 2:
            raise ArithmeticError("k")
        return k * x

    live = explore(fragile, k=(0.0, 3.0))
    live.set(k=3.0)
    assert live.summary.startswith("Not drawn: ArithmeticError")
    live.set(k=2.0, x=1.0)
    assert live.summary == "x = 1: value 2, slope 2"


def test_both_layers_lie_in_one_cell_of_the_grid():
    picture = show(minus_log, p=(0.1, 1.0))._view.children[1]
    assert all(isinstance(layer, Image) for layer in picture.children)
    assert len({layer.layout.grid_area for layer in picture.children}) == 1


def test_the_slider_check_answers_and_has_advice_where_it_cannot_be_drawn():
    checked = SliderCheck()
    checked.slider.value = 7
    assert "Python has read 7" in checked._view.children[1].value
    bundle = checked._repr_mimebundle_()
    assert "No slider shows here yet" in bundle["text/markdown"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
