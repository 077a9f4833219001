"""The background is drawn when it must be, the overlay always, and both fit together."""

import re
import threading

import matplotlib
import matplotlib.style
import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import MathTextParser
from matplotlib.textpath import TextToPath

from lossviz import style
from lossviz.frames import Frames


def line_and_dot(figure):
    axes = figure.subplots()
    axes.set(xlim=(0, 1), ylim=(0, 1), title="a fixed line")
    axes.plot([0, 1], [0, 1], color=style.BLUE)
    (dot,) = axes.plot([0.5], [0.5], "o", color=style.VERMILION, animated=True)

    def update(x=0.5, top=1.0):
        dot.set_data([x], [x])
        if axes.get_ylim()[1] != top:
            axes.set_ylim(0, top)
        return f"x = {x}"

    return update


def places(svg):
    """Where markers stand in an SVG, in points from the top left."""
    return [
        (float(x), float(y)) for x, y in re.findall(r'<use [^>]*x="([\d.]+)" y="([\d.]+)"', svg)
    ]


def test_the_background_is_drawn_once():
    frames = Frames(line_and_dot)
    frames.update()
    first, _ = frames.moved()
    assert first.startswith(b"<?xml")
    for x in (0.1, 0.2, 0.9):
        frames.update(x=x)
        background, overlay = frames.moved()
        assert background is None
        assert len(overlay) < 2500


def test_a_changed_limit_draws_the_background_anew():
    frames = Frames(line_and_dot)
    frames.update()
    first, _ = frames.moved()
    frames.update(top=2.0)
    second, _ = frames.moved()
    assert second is not None
    assert second != first
    assert frames.moved()[0] is None


def test_a_static_picture_leaves_the_layers_as_they_are():
    frames = Frames(line_and_dot)
    frames.update()
    frames.moved()
    assert frames.png().startswith(b"\x89PNG")
    frames.update(x=0.1)
    assert frames.moved()[0] is None


def test_what_moves_is_in_the_overlay_alone():
    frames = Frames(line_and_dot)
    frames.update()
    background, overlay = (layer.decode().lower() for layer in frames.moved())
    assert style.VERMILION.lower() in overlay
    assert style.VERMILION.lower() not in background
    assert style.BLUE.lower() in background
    assert style.BLUE.lower() not in overlay


@pytest.mark.parametrize("x", [0.0, 0.3, 1.0])
def test_the_overlay_lies_where_the_axes_of_the_background_are(x):
    frames = Frames(line_and_dot)
    frames.update(x=x)
    _, overlay = frames.moved()
    width, height = frames.figure.get_size_inches() * 72
    right, up = frames.figure.axes[0].transData.transform((x, x))
    assert places(overlay.decode()) == [pytest.approx((right, height - up), abs=0.01)]
    assert f'viewBox="0 0 {width:g} {height:g}"' in overlay.decode()


def test_the_layout_does_not_move_when_the_labels_grow():
    frames = Frames(line_and_dot)
    frames.update()
    frames.moved()
    before = frames.figure.axes[0].get_position().bounds
    frames.update(top=1e5)
    frames.moved()
    frames.png()
    assert frames.figure.axes[0].get_position().bounds == before


def test_somebody_elses_style_does_not_reach_the_figure():
    plain = Frames(line_and_dot)
    plain.update(top=3.0)
    expected = _without_ids(plain.moved()[0])
    with matplotlib.rc_context():
        matplotlib.style.use("dark_background")
        matplotlib.rcParams.update({"font.size": 20, "xtick.labelsize": 20, "lines.linewidth": 9})
        styled = Frames(line_and_dot)
        styled.update(top=3.0)
        assert _without_ids(styled.moved()[0]) == expected


def test_the_figure_leaves_somebody_elses_style_alone():
    before = dict(matplotlib.rcParams)
    frames = Frames(line_and_dot)
    frames.update(top=2.0)
    frames.moved()
    frames.png()
    assert dict(matplotlib.rcParams) == before


def _without_ids(svg):
    return re.sub(r"(?<=[#\"])[pm][0-9a-f]{10}", "", svg.decode())


def test_paths_are_short_and_right_to_a_hundredth_of_a_point():
    def curve(figure):
        axes = figure.subplots(gridspec_kw={"left": 0, "right": 1, "bottom": 0, "top": 1})
        figure.set_layout_engine("none")
        axes.set(xlim=(0, 1), ylim=(-1, 1))
        x = np.linspace(0, 1, 50)
        axes.plot(x, np.sin(6 * x), animated=True)
        return lambda: "a curve"

    frames = Frames(curve)
    _, overlay = frames.moved()
    path = re.search(r' d="(M [^"]+)"', overlay.decode())[1]
    numbers = np.array(re.findall(r"-?[\d.]+", path), dtype=float).reshape(-1, 2)
    width, height = frames.figure.get_size_inches() * 72
    x = numbers[:, 0] / width
    np.testing.assert_allclose(1 - 2 * numbers[:, 1] / height, np.sin(6 * x), atol=0.01)
    assert max(len(part) for part in re.findall(r"\.(\d+)", path)) == 2


def test_two_threads_do_not_read_formulas_at_the_same_time(monkeypatch):
    """matplotlib has one parser for all threads: a slider's formula and a cell's would mix."""
    meeting = threading.Barrier(2)
    met = []

    def meet(*_):
        try:
            meeting.wait(0.2)
            met.append(threading.current_thread())
        except threading.BrokenBarrierError:
            meeting.reset()

    monkeypatch.setattr(MathTextParser, "_parse_cached", meet)
    parser = MathTextParser("path")

    def both_call(parse):
        threads = [threading.Thread(target=parse, args=("$x^2$",)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return len(met)

    assert both_call(parser.parse) == 0
    assert both_call(lambda text: MathTextParser.parse.__wrapped__(parser, text)) == 2


def test_a_frame_is_not_drawn_with_the_fonts_of_the_thread_that_asks_for_it(monkeypatch):
    """On that thread or with its fonts, IPython may be drawing a running cell's figure."""
    used = []
    draw = TextToPath.get_glyphs_mathtext

    def noted(self, prop, text, **options):
        used.append({font for font, *_ in self.mathtext_parser.parse(text, 72, prop).glyphs})
        return draw(self, prop, text, **options)

    def formula(figure):
        figure.subplots().text(0, 0, "$x^2$ y", animated=True)
        return lambda: "a formula"

    monkeypatch.setattr(TextToPath, "get_glyphs_mathtext", noted)
    Frames(formula).moved()
    in_frame = set().union(*used)
    used.clear()
    TextToPath().get_glyphs_mathtext(FontProperties(), "$x^2$ y")
    assert in_frame
    assert in_frame.isdisjoint(*used)
