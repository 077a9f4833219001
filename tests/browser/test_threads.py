"""A slider moved while other cells run and draw, in JupyterLab with its default settings.

JupyterLab runs the slider's callback on another thread than the cells.
"""

import pytest

from tests.browser import figures, lab
from tests.browser.figures import STEP
from tests.lessons import write

STEPS = 20

SETUP = f"""
import matplotlib
import matplotlib.pyplot as plt
import threading
from lossviz.frames import Frames
from lossviz.live import show

matplotlib.rcParams["svg.hashsalt"] = "the same names in every picture"
threads, drawn, frames = set(), {{}}, []

def scene(figure):
    axes = figure.subplots()
    bars = axes.bar([0, 1], [0, 0], animated=True)
    text = axes.text(0, 45, "", animated=True)
    axes.set_ylim(0, 50)

    def update(a=0, b=0):
        threads.add(threading.get_ident())
        bars[0].set_height(a)
        text.set_text(f"$a_{{{{{{a}}}}}} + b_{{{{{{b}}}}}}$")
        bars[1].set_height(b)
        summary = f"a = {{a}}, b = {{b}}"
        drawn[summary] = {{"a": a, "b": b}}
        return summary

    return update

live = show(scene, a=(0, {STEPS}), b=(0, 9))
live._overlay.observe(lambda change: frames.append((live.summary, change.new)), "value")
"""

BUSY = f"""
rounds = 0
while live.values["a"] < {STEPS} and rounds < 300:
    rounds += 1
    plt.figure(figsize=(3, 2))
    plt.title(f"$y_{{{{{{rounds}}}}}}$")
    plt.yscale("log")
    plt.ylim(10.0 ** -(rounds % 20 + 2), 1)
    plt.gcf().canvas.draw()
    plt.close()
    live.set(b=rounds % 10)
"""

VERDICT = """
fresh = Frames(scene)

def alone(values):
    fresh.update(**values)
    return fresh.moved()[1]

print(len(threads), "threads")
print([summary for summary, frame in frames if frame != alone(drawn[summary])], "torn")
print(live._overlay.value == alone(live.values), "newest")
print(rounds < 300, "moved")
"""


@pytest.fixture
def page(chromium, address, served):
    write(served / "threads.ipynb", SETUP, "live", BUSY, VERDICT)
    page = lab.new_page(chromium)
    lab.open_notebook(page, address, "threads.ipynb")
    yield page
    lab.close_notebook(page)


def test_slider_moves_while_other_cells_draw(page):
    setup, display, busy, verdict = range(4)
    lab.run_cell(page, setup)
    lab.run_cell(page, display)
    (figure,) = figures.find(page)
    slider = figure.controls[0]
    slider.move(STEP)  # ipykernel lets a slider's first move wait for a running cell
    lab.start_cell(page, busy)
    for _ in range(STEPS - 1):
        slider.move(STEP)
    lab.finish_cell(page)
    lab.run_cell(page, verdict)
    assert lab.errors(page) == []
    assert lab.printed(page, verdict) == "2 threads\n[] torn\nTrue newest\nTrue moved\n"
