"""The sliders of a notebook in a real JupyterLab: moved by key and mouse, and timed."""

import random
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import psutil
from nbformat import v4

from tests.browser import figures, lab
from tests.lessons import NOTEBOOKS, read

FLOOR = """
import io
import matplotlib.image
import numpy as np
from ipywidgets import FloatSlider, Image, VBox

def tiny(shade):
    file = io.BytesIO()
    matplotlib.image.imsave(file, np.full((2, 2, 3), shade), format="png")
    return file.getvalue()

black, white = tiny(0.0), tiny(1.0)
bench_image, bench_slider = Image(value=black), FloatSlider(min=-4, max=4, step=0.05)

def answer(change):
    bench_image.value = white if bench_image.value == black else black

bench_slider.observe(answer, "value")
VBox([bench_slider, bench_image]).add_class("bench-floor")
"""

# The scenes behind the live figures, for `interact` to draw the same pictures in the usual way.
REMEMBER = """
from lossviz.live import figure as bench_module

bench_scenes = []

class BenchLive(bench_module.Live):
    def __init__(self, scene, controls):
        super().__init__(scene, controls)
        bench_scenes.append((scene, self.controls, self.values))

bench_module.Live = BenchLive
"""

INTERACT = """
import matplotlib
import matplotlib.pyplot as plt
from ipywidgets import interact

from lossviz import style

def bench_interact(number):
    scene, controls, values = bench_scenes[number]

    def draw(**moved):
        with matplotlib.rc_context(style.RC):
            scene(plt.figure(figsize=style.SIZE, layout="constrained"))(**{**values, **moved})
            plt.show()

    for name, widget in controls.items():
        if widget.has_trait("readout"):
            traits = ["min", "max", "step", "options", "value"]
            slider = type(widget)(
                **{trait: getattr(widget, trait) for trait in traits if widget.has_trait(trait)}
            )
            return interact(draw, **{name: slider.add_class(f"bench-interact-{number}")})
"""

COPY = "bench.ipynb"
FRAME_MS = 17
DRAG_SECONDS = 1.0
QUIET = 25  # per cent of all processors
LOOK, PATIENCE = 0.2, 2  # seconds
CALLS = re.compile(r"^(?:show|explore)\((?:\w+\.)?(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What one movement of a slider has brought; times are milliseconds after its start."""

    released: float | None
    painted: list
    messages: list
    readout: str
    summary: str | None
    bytes: dict | None

    @property
    def latency(self):
        """When the last new picture was painted."""
        return self.painted[-1]

    @property
    def redrawn(self):
        """Whether one frame brought two pictures: the background besides the overlay."""
        parents = [message["parent"] for message in self.pictures]
        return len(set(parents)) < len(parents)

    @property
    def pictures(self):
        return [m for m in self.messages if m["way"] == "got" and m["image"]]

    @property
    def sent(self):
        return [m for m in self.messages if m["way"] == "sent" and m["method"] == "update"]

    @property
    def received_bytes(self):
        return sum(message["bytes"] for message in self.messages if message["way"] == "got")


class Slider:
    """One slider on the page; ``handle`` is what the keyboard and the mouse move."""

    def __init__(self, page, handle, figure, name):
        self.page, self.handle, self.figure, self.name = page, handle, figure, name

    def __str__(self):
        return f"{self.figure}, {self.name}"

    def press(self):
        """Press one key, at a random moment between two frames of the screen."""
        key = self.handle.evaluate("bench.ready")
        wait_for_quiet()
        self.page.wait_for_timeout(random.uniform(0, FRAME_MS))
        self.page.keyboard.press(key)
        return self._outcome()

    def drag(self, seconds=DRAG_SECONDS):
        """Drag the handle from end to end with the mouse, as fast as the page takes the moves."""
        self.handle.evaluate("bench.ready")
        mouse, (left, right, y) = self.page.mouse, self._track()
        at = self.handle.bounding_box()
        mouse.move(at["x"] + at["width"] / 2, y)
        mouse.down()
        start = time.monotonic()
        while (share := (time.monotonic() - start) / seconds) < 1:
            mouse.move(left + share * (right - left), y)
        mouse.move(right - 1, y)
        mouse.up()
        return self._outcome()

    def _outcome(self):
        return Outcome(**self.handle.evaluate("bench.outcome"))

    def _track(self):
        return self.handle.evaluate(
            "handle => { const box = handle.closest('.noUi-target').getBoundingClientRect();"
            " return [box.left, box.right, box.top + box.height / 2]; }"
        )


@contextmanager
def served(notebook, before=(), after=()):
    """JupyterLab with a copy of the notebook, and more cells ``before`` and ``after`` its own."""
    with TemporaryDirectory() as folder:
        notebooks, home = Path(folder, "notebooks"), Path(folder, "home")
        notebooks.mkdir()
        home.mkdir()
        for path in NOTEBOOKS:
            shutil.copy(path, notebooks)
        content = read(notebook)
        content.cells = [*map(code_cell, before), *content.cells, *map(code_cell, after)]
        nbformat.write(content, notebooks / COPY)
        with lab.serve(notebooks, home) as address:
            yield address


@contextmanager
def opened(address):
    """The page of the copied notebook, all its cells run."""
    with lab.browser() as chromium:
        page = lab.new_page(chromium)
        page.add_init_script(path=Path(__file__).parent / "page.js")
        lab.open_notebook(page, address, COPY)
        lab.run_all(page)
        if problems := lab.errors(page) + page.complaints:
            raise SystemExit(f"the notebook does not run: {problems}")
        yield page
        lab.close_notebook(page)


def code_cell(source):
    return v4.new_code_cell(source.strip())


def wait_for_quiet():
    """Wait until no other program but one that gives way needs the processors; not for ever."""
    end = time.monotonic() + PATIENCE
    while _busy() > QUIET and time.monotonic() < end:
        pass


def _busy():
    used = psutil.cpu_times_percent(LOOK)
    return used.user + used.system


def floor(page):
    return Slider(page, page.wait_for_selector(".bench-floor [role=slider]"), "floor", "x")


def interacts(page, notebook):
    """For every live figure its first slider with `interact`; None where it has no slider."""
    handles = [
        page.query_selector(f".bench-interact-{number} [role=slider]")
        for number in range(len(figure_names(notebook)))
    ]
    return [
        handle and Slider(page, handle, name, "interact")
        for name, handle in zip(figure_names(notebook), handles, strict=True)
    ]


def sliders(page, notebook):
    """The sliders of every live figure, figure by figure."""
    return [
        [
            Slider(page, _handle(control), name, control.label)
            for control in figure.controls
            if control.kind == "slider"
        ]
        for name, figure in zip(figure_names(notebook), figures.find(page), strict=True)
    ]


def figure_names(notebook):
    """The scene or function of every live figure, in the notebook's order."""
    return [name for cell in read(notebook).cells for name in CALLS.findall(cell.source)]


def _handle(control):
    handles = f"figure => live.handles(figure, {control.number})[0]"
    return control.figure.element.evaluate_handle(handles).as_element()


def finish(missed):
    """Say which bars are missed, and end the program with 1 if there are any."""
    if missed:
        raise SystemExit("\nMissed:\n- " + "\n- ".join(missed))
    print("\nEvery bar is met.")
