"""Every notebook and every live figure in it, as a learner meets them in JupyterLab."""

from base64 import b64decode
from contextlib import suppress
from io import BytesIO
from types import SimpleNamespace

import matplotlib
import pytest
from PIL import Image
from playwright.sync_api import TimeoutError

from tests.browser import figures, lab
from tests.browser.figures import FIRST, LAST, STEP
from tests.lessons import NAMES, NOTEBOOKS, pngs, read

ZOOMED = {"width": 640, "height": 450}
STATIC_PICTURES = """[...document.querySelectorAll('.jp-OutputArea-output.jp-RenderedImage img')]
    .filter(image => image.naturalWidth > 1 && image.getBoundingClientRect().width > 1).length"""
# Between two renderers' edges lie 1 to 3 of 255 grey levels; another layout or value makes 8.
SAME_PICTURE = 5


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=NAMES)
def lesson(request, chromium, address):
    """A notebook opened, looked at before any cell has run, and then run from top to bottom."""
    page = lab.new_page(chromium)
    committed = pngs(read(request.param))
    lab.open_notebook(page, address, request.param.name)
    with suppress(TimeoutError):
        page.wait_for_function(f"{STATIC_PICTURES} === {len(committed)}")
    static = page.evaluate(STATIC_PICTURES)
    lab.run_all(page)
    live = figures.find(page)
    yield SimpleNamespace(
        page=page,
        committed=committed,
        static=static,
        figures=live,
        to_drawn=differences(live, lab.pictures(page)),
        to_committed=differences(live, committed),
    )
    lab.close_notebook(page)


def differences(live, pictures):
    return [figure.ask("difference", png) for figure, png in zip(live, pictures, strict=True)]


def drawn_by(png):
    with Image.open(BytesIO(b64decode(png))) as picture:
        return picture.info["Software"]


def test_pictures_are_there_before_any_cell_has_run(lesson):
    assert lesson.static == len(lesson.committed)


def test_every_picture_comes_alive_and_looks_the_same(lesson):
    assert len(lesson.figures) == len(lesson.committed)
    assert max(lesson.to_drawn) < SAME_PICTURE


def test_the_committed_pictures_are_up_to_date(lesson):
    software = drawn_by(lesson.committed[0])
    if f"version{matplotlib.__version__}," not in software:
        pytest.skip(f"{software} has drawn them; another version sets letters a little differently")
    assert max(lesson.to_committed) < SAME_PICTURE


def test_runs_without_an_error(lesson):
    assert lab.errors(lesson.page) == []
    assert lesson.page.complaints == []
    assert [f.look().summary for f in lesson.figures if "Not drawn" in f.look().summary] == []


def test_every_control_moves_its_figure(lesson):
    assert [fault for figure in lesson.figures for fault in faults(figure)] == []


def faults(figure):
    """What goes wrong while every control of the figure is moved by keyboard."""
    figure.bring_into_view()
    start = figure.look()
    for control in figure.controls:
        name = f"{start.summary!r}, control {control.label!r}"
        if not control.label:
            yield f"{name}: no visible label"
        if not control.kind:
            yield f"{name}: no part of it takes the focus"
            continue
        first, last = control.move(FIRST), control.move(LAST)
        if first.pixels == last.pixels:
            yield f"{name}: the picture is the same at both ends"
        if first.summary == last.summary:
            yield f"{name}: the summary is the same at both ends"
        looks = [first, last]
        if control.kind == "slider":
            looks.append(control.move(FIRST))
            reading = control.reading
            looks.append(control.move(STEP))
            if control.reading == reading:
                yield f"{name}: an arrow key leaves the slider at {reading}"
        for look in looks:
            if "Not drawn" in look.summary:
                yield f"{name}: {look.summary}"
            if look.boxes != start.boxes:
                yield f"{name}: the layout jumps from {start.boxes} to {look.boxes}"
            if look.nodes != start.nodes:
                yield f"{name}: a picture is a new element of the page"


def test_tab_reaches_every_control(lesson):
    for figure in lesson.figures:
        figure.bring_into_view()
        figure.controls[0].focus()
        lesson.page.keyboard.press("Shift+Tab")
        reached = set()
        for _ in range(1 + 4 * len(figure.controls)):
            lesson.page.keyboard.press("Tab")
            reached.add(figure.ask("focused"))
        assert set(range(len(figure.controls))) <= reached, figure.look().summary


def test_nothing_is_cut_off_at_twice_the_size(lesson):
    """A browser's zoom of 200 % halves the width that a page has."""
    lesson.page.evaluate("window.jupyterapp.shell.collapseLeft()")
    size = lesson.page.viewport_size
    lesson.page.set_viewport_size(ZOOMED)
    try:
        wide = []
        for figure in lesson.figures:
            figure.bring_into_view()
            wide += figure.ask("tooWide")
        assert wide == []
    finally:
        lesson.page.set_viewport_size(size)
