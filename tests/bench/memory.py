"""The kernel's memory while sliders move thousands of times."""

from itertools import cycle, islice

import psutil

from tests.browser import lab

CHUNK = 500
CELLS = (
    """
import os
from lossviz.live import Live

moving = [
    widget
    for live in list(Out.values()) if isinstance(live, Live)
    for widget in live.controls.values()
]
moves = 0

def move(widget, share):
    \"\"\"Move a widget as a message from the page does.\"\"\"
    if hasattr(widget, "options"):
        widget.set_state({"index": int(share * len(widget.options))})
    elif hasattr(widget, "min"):
        steps = round(share * (widget.max - widget.min) / widget.step)
        widget.set_state({"value": widget.min + steps * widget.step})
    else:
        widget.set_state({"value": share < 0.5})

print(os.getpid())
""",
    f"""
for moves in range(moves + 1, moves + 1 + {CHUNK}):
    move(moving[moves % len(moving)], moves * 0.618034 % 1)
""",
)


class Kernel:
    """The kernel of a page whose notebook ends with the ``CELLS`` of this module."""

    def __init__(self, page):
        self.page = page
        cells = page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length")
        self.process = psutil.Process(int(lab.printed(page, cells - 2)))
        self._chunk = cells - 1

    def megabytes(self):
        return self.process.memory_info().rss / 1e6

    def move(self, count):
        """Move all controls in turn, in the kernel's own process."""
        for _ in range(count // CHUNK):
            lab.run_cell(self.page, self._chunk)

    def move_by_key(self, sliders, count):
        """Move one slider after the other to and fro, through the browser."""
        for slider in sliders:
            slider.handle.focus()
            for key in islice(cycle(["PageDown", "PageUp"]), count // len(sliders)):
                self.page.keyboard.press(key)
                self.page.wait_for_function("wire.waiting.size === 0")

    def clear_outputs(self):
        """Take the figures from the page, which else draws each of the thousands of pictures."""
        self.page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
