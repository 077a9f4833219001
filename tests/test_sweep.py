"""Every control of every live figure, moved to its ends after its whole notebook has run."""

import matplotlib
import numpy as np
import pytest

from lossviz.live import Live, show
from tests.lessons import NAMES, NOTEBOOKS, code_cells, read, run


def ends(widget):
    if hasattr(widget, "options"):
        return list(widget.options)
    return [widget.min, widget.max] if hasattr(widget, "min") else [False, True]


def faults(live):
    """What goes wrong when each control in turn is moved to each of its ends, then back."""
    if not live.controls:
        yield f"no control moves {live.summary!r}"
    for name, widget in live.controls.items():
        start = widget.value
        summaries = set()
        for value in ends(widget):
            live.set(**{name: value})
            summaries.add(live.summary)
            if live.summary.startswith("Not drawn"):
                yield f"{name} = {value}: {live.summary}"
            if not_numbers(live.figure):
                yield f"{name} = {value}: NaN in {not_numbers(live.figure)}"
        if outdated(live):
            yield f"{name} = {value}: what stays was drawn for another value"
        if len(summaries) == 1:
            yield f"{name}: the summary is always {live.summary!r}"
        live.set(**{name: start})


def outdated(live):
    """Whether the background would look otherwise if it were drawn now."""
    live.figure.stale = True
    return live._frames.moved()[0] != live._background.value


def not_numbers(figure):
    """The artists of which a part is drawn at NaN, that is nowhere."""
    lines = {line: line.get_xydata() for axes in figure.axes for line in axes.lines}
    patches = {
        patch: patch.get_path().vertices @ patch.get_patch_transform().get_matrix()[:2, :2]
        for axes in figure.axes
        for patch in axes.patches
    }
    texts = {text: text.get_position() for axes in figure.axes for text in axes.texts}
    images = {image: image.get_array() for axes in figure.axes for image in axes.images}
    drawn = lines | patches | texts | images
    return [
        artist
        for artist, numbers in drawn.items()
        if artist.get_visible() and np.isnan(np.asarray(numbers, dtype=float)).any()
    ]


@pytest.fixture(autouse=True)
def same_names_in_every_svg():
    with matplotlib.rc_context({"svg.hashsalt": "sweep"}):
        yield


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_control_can_be_moved_to_its_ends(path):
    shown = run(cell.source for cell in code_cells(read(path)))
    figures = [value for value in shown if isinstance(value, Live)]
    assert figures
    assert [fault for live in figures for fault in faults(live)] == []


def broken_scene(update_line):
    def scene(figure):
        (line,) = figure.subplots().plot([0, 1], [0, 1], animated=True)
        return lambda p=1.0: update_line(line, p)

    return scene


def raises_at_an_end(line, p):
    line.set_ydata([0, 1 // p])
    return f"p = {p}"


def says_always_the_same(line, p):
    line.set_ydata([0, p])
    return "a line"


def draws_nan_at_an_end(line, p):
    line.set_ydata([0, np.nan if p == 0 else p])
    return f"p = {p}"


def changes_a_label_without_a_word(line, p):
    line.set_ydata([0, p])
    line.axes.xaxis.label.set_text(f"{p}")
    return f"p = {p}"


@pytest.mark.parametrize(
    ("update_line", "fault"),
    [
        (raises_at_an_end, "p = 0.0: Not drawn: ZeroDivisionError"),
        (says_always_the_same, "p: the summary is always"),
        (draws_nan_at_an_end, "p = 0.0: NaN in"),
        (changes_a_label_without_a_word, "p = 2.0: what stays was drawn for another value"),
    ],
)
def test_a_broken_figure_is_noticed(update_line, fault):
    found = list(faults(show(broken_scene(update_line), p=(0.0, 2.0))))
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_good_figure_is_not_complained_of():
    def update_line(line, p):
        line.set_ydata([0, p])
        return f"p = {p}"

    assert list(faults(show(broken_scene(update_line), p=(0.0, 2.0)))) == []
