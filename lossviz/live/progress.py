"""A bar that fills while a loop runs, for cells that take seconds."""

import time

import ipywidgets as widgets
from IPython.display import display

REDRAWN = 0.05  # seconds between two messages to the page, so that the loop is not slowed by them


def progress_bar(steps, label="training"):
    """Yield each of ``steps``, and show below the cell how many are done.

    ``steps`` is anything with a length: ``for step in progress_bar(range(1000)): ...``. Where the
    loop ends early, by ``break`` or by an error, the bar stays there and says so.
    """
    bar = Bar(label, len(steps))
    display(bar)
    try:
        for done, step in enumerate(steps):
            bar.move(done)
            yield step
        bar.finish(len(steps))
    finally:
        bar.stop()


class Bar:
    """The bar; `progress_bar` makes one. ``widget.value`` is the number of steps done."""

    def __init__(self, label, total):
        self._label, self._total = label, total
        self._start = self._drawn = time.monotonic()
        self.widget = widgets.IntProgress(0, max=max(total, 1), bar_style="info")
        self.text = widgets.Label(f"{label}: 0 of {total}")
        self._done, self._running = 0, True
        self._view = widgets.HBox([self.widget, self.text])

    def move(self, done):
        self._done = done
        if time.monotonic() - self._drawn > REDRAWN:
            self._draw()

    def finish(self, done):
        self._done, self._running = done, False
        # An empty loop has come to its end too.
        self.widget.value = self.widget.max
        self._draw("success", f", in {time.monotonic() - self._start:.1f} s")

    def stop(self):
        if self._running:
            self._draw("danger", ", stopped")

    def _draw(self, style="info", note=""):
        self._drawn = time.monotonic()
        self.widget.value = max(self.widget.value, self._done)
        self.widget.bar_style = style
        self.text.value = f"{self._label}: {self._done} of {self._total}{note}"

    def __repr__(self):
        return f"{self._label}: {self._total} steps"

    def _repr_mimebundle_(self, **_):
        # The same text in every run: the tests compare it, and without a kernel it is what shows.
        return {**self._view._repr_mimebundle_(), "text/plain": repr(self)}
