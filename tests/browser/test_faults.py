"""Faults in use that only a page shows: one figure twice, a slow function, a restart, two tabs."""

import time

import psutil
import pytest

from tests.browser import figures, lab
from tests.browser.figures import FIRST, LAST, STEP
from tests.lessons import write

IMPORTS = "from lossviz.live import explore"
POWER = """
def power(x, k=1.0):
    return k * x**{}

live = explore(power, x=(1, 3), k=(0.0, 2.0))
live
"""


@pytest.fixture
def opened(chromium, address, served):
    """Call it for the page of a new notebook with these cells."""
    pages = []

    def open_notebook(name, *cells):
        write(served / name, *cells)
        pages.append(lab.new_page(chromium))
        lab.open_notebook(pages[-1], address, name)
        return pages[-1]

    yield open_notebook
    for page in pages:
        lab.close_notebook(page)


def test_a_figure_shown_three_times_moves_as_one(opened):
    page = opened("thrice.ipynb", IMPORTS, POWER.format(2), "display(live); display(live)")
    lab.run_all(page)
    views = figures.find(page)
    assert len(views) == 3
    seen = set()
    for view in views:
        for control in view.controls:
            for where in (FIRST, STEP, LAST):
                control.move(where)
                looks = {(look.pixels, look.summary) for look in (each.look() for each in views)}
                assert len(looks) == 1
                assert len({each.controls[control.number].reading for each in views}) == 1
                seen |= looks
    assert len(seen) >= 4
    page.evaluate("wire.log.length = 0")
    views[2].controls[0].move(FIRST)
    log = page.evaluate("wire.log")
    assert [message["way"] for message in log if message["image"]] == ["got"]  # drawn once for all


SLOW = """
import time
from lossviz.live import explore

calls, pause = [], 0

def slow(x):
    calls.append(x)
    time.sleep(pause)
    return x**2

explore(slow, x=(0.0, 10.0))
"""


def test_a_drag_over_a_slow_function_shows_the_newest_value_and_leaves_no_backlog(opened):
    figure_cell, slower, count = range(3)
    page = opened("slow.ipynb", SLOW, "pause = 2\ncalls.clear()", "print(len(calls))")
    lab.run_cell(page, figure_cell)
    (figure,) = figures.find(page)
    slider = figure.controls[0]
    before = slider.move(STEP)  # ipykernel lets the cells wait for a slider's first move
    lab.run_cell(page, slower)

    page.evaluate("wire.log.length = 0")
    start = time.monotonic()
    slider.drag(0.9, steps=60)
    seconds = time.monotonic() - start
    released = page.evaluate("performance.now()")
    newest = float(slider.reading)
    assert newest > 8  # the handle does not wait
    assert figure.ask("look")["summary"] == before.summary
    lab.start_cell(page, count)
    waiting = page.evaluate("async () => { await window.running; return wire.waiting.size; }")
    assert waiting == 1  # a cell does not wait either
    assert int(lab.printed(page, count)) >= 1

    shown = figure.look()
    assert shown.summary.startswith(f"x = {newest:g}: value {newest**2:.4g}, ")
    updates = [message for message in page.evaluate("wire.log") if message["way"] == "sent"]
    assert len([message for message in updates if message["at"] > released]) == 1
    lab.run_cell(page, count)
    assert int(lab.printed(page, count)) <= 2 + seconds / 2
    assert lab.errors(page) == []


def restart(page):
    page.evaluate(
        """async () => {
             const context = window.jupyterapp.shell.currentWidget.sessionContext;
             await context.session.kernel.restart();
           }"""
    )
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
    )


def test_after_a_restart_a_cell_run_alone_complains_and_after_the_imports_it_lives(opened):
    imports, _, second = range(3)
    page = opened("restart.ipynb", IMPORTS, POWER.format(2), POWER.format(3))
    lab.run_all(page)
    looks = [figure.look() for figure in figures.find(page)]
    restart(page)
    dead = figures.find(page)
    assert [figure.look().pixels for figure in dead] == [look.pixels for look in looks]
    assert dead[0].controls[0].move(LAST).summary == looks[0].summary
    lab.run_cell(page, second)
    assert lab.errors(page) == ["NameError: name 'explore' is not defined"]
    lab.run_cell(page, imports)
    lab.run_cell(page, second)
    assert lab.errors(page) == []
    _, living = figures.find(page)
    assert living.controls[0].move(LAST).summary == "x = 3: value 27, slope 27"
    assert page.complaints == []


def test_two_tabs_with_one_kernel_are_both_answered(opened):
    """Within one tab JupyterLab shows no widgets in a second notebook of the same kernel."""
    one = opened("one.ipynb", IMPORTS, POWER.format(2))
    lab.run_all(one)
    other = opened("other.ipynb", POWER.format(3))  # the other notebook has imported
    kernel = one.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    other.evaluate(
        """async id => {
             const context = window.jupyterapp.shell.currentWidget.sessionContext;
             await context.changeKernel({id});
           }""",
        kernel,
    )
    lab.run_all(other)
    (square,), (cube,) = figures.find(one), figures.find(other)
    for _ in range(2):
        assert square.controls[0].move(LAST).summary == "x = 3: value 9, slope 6"
        assert cube.controls[0].move(LAST).summary == "x = 3: value 27, slope 27"
        assert square.controls[0].move(FIRST).summary == "x = 1: value 1, slope 2"
        assert cube.controls[0].move(FIRST).summary == "x = 1: value 1, slope 3"
    assert lab.errors(one) == lab.errors(other) == []


FIFTY = 50
SIZE = "import os; print(os.getpid())"


def test_fifty_figures_in_one_notebook(opened):
    """Run with -s to read the time and the memory."""
    page = opened("fifty.ipynb", IMPORTS, SIZE, *[POWER.format(1 + n % 5) for n in range(FIFTY)])
    lab.run_cell(page, 0)
    lab.run_cell(page, 1)
    kernel = psutil.Process(int(lab.printed(page, 1)))
    memory = kernel.memory_info().rss
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    start = time.monotonic()
    lab.run_all(page)
    seconds = time.monotonic() - start
    live = figures.find(page)
    grown = (kernel.memory_info().rss - memory) / 1e6
    page_grown = (page.evaluate("performance.memory.usedJSHeapSize") - heap) / 1e6
    print(f"{seconds:.1f} s; the kernel grew by {grown:.0f} MB, the page by {page_grown:.0f} MB")
    assert len(live) == FIFTY
    for figure in (live[0], live[-1]):
        looks = [figure.controls[0].move(where) for where in (FIRST, LAST)]
        assert looks[0].pixels != looks[1].pixels
        assert looks[1].summary.startswith("x = 3: value ")
    assert lab.errors(page) == []
    assert page.complaints == []
    assert grown < 3 * FIFTY
