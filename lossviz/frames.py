"""Pictures of a figure that moves: what stays is drawn once, what moves is drawn again.

A scene marks the artists it will move with ``animated=True``. They make up the overlay, a small
SVG that is drawn anew for every frame; everything else is the background. matplotlib itself tells
when the background is out of date: changing an animated artist leaves the figure clean, changing
anything else (a limit, a tick, a title) makes the figure stale.
"""

import functools
import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import matplotlib
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text

from lossviz import style

POINTS_PER_INCH = 72
NO_METADATA = dict.fromkeys(["Creator", "Date", "Format", "Type"])


class Frames:
    """A scene's figure, and its pictures.

    ``update`` is what the scene returned; after each call of it, `moved` gives the new layers.
    """

    def __init__(self, scene):
        with matplotlib.rc_context(style.RC):
            self.figure = Figure(style.SIZE, dpi=POINTS_PER_INCH, layout="constrained")
            self.update = scene(self.figure)
        self._keep_style()
        self._moving = self.figure.findobj(lambda artist: artist.get_animated())
        for artist in self._moving:
            artist.set_in_layout(False)
        self.figure.draw_without_rendering()
        self.figure.set_layout_engine("none")
        self._outdated = True

    def moved(self):
        """The background, or None if it is still right, and the overlay: both as SVG bytes."""
        self._outdated |= self.figure.stale
        background = None
        if self._outdated:
            with self._hidden(self._moving):
                background = _svg(self.figure, [self.figure])
            self.figure.stale = False
        visible = sorted(self._moving, key=lambda artist: artist.get_zorder())
        overlay = _svg(self.figure, visible)
        self._outdated = False  # only now: without an overlay, the background is not shown either
        return background, overlay

    def png(self):
        """The whole figure as it is now, for a page without a kernel."""
        picture = io.BytesIO()
        stale = self.figure.stale
        self.figure.savefig(picture, format="png", dpi=2 * POINTS_PER_INCH)
        self.figure.stale = stale
        for text in self.figure.findobj(Text):
            text._renderer = None  # it would keep the picture's two megabytes of pixels
        return picture.getvalue()

    def _keep_style(self):
        # Ticks are made late, in a redraw, when somebody else's rcParams may be in force.
        for axes in self.figure.axes:
            axes.tick_params(
                color=style.RC["xtick.color"],
                labelcolor=style.RC["xtick.labelcolor"],
                labelsize=style.RC["font.size"] - 1,
                labelfontfamily=style.RC["font.sans-serif"][0],
                grid_color=style.RC["grid.color"],
                grid_linewidth=style.RC["grid.linewidth"],
            )

    @staticmethod
    @contextmanager
    def _hidden(artists):
        shown = [artist for artist in artists if artist.get_visible()]
        for artist in shown:
            artist.set_visible(False)
        try:
            yield
        finally:
            for artist in shown:
                artist.set_visible(True)


def _one_at_a_time(parse):
    parsing = threading.RLock()

    @functools.wraps(parse)
    def parse_alone(*args, **options):
        with parsing:
            return parse(*args, **options)

    return parse_alone


# matplotlib has one parser of formulas for all threads. A slider's callback and a cell with pyplot
# that use it at the same time break each other's formulas.
MathTextParser.parse = _one_at_a_time(MathTextParser.parse)


# matplotlib gives each thread fonts of its own, and the state of a font changes with each letter.
# Frames are drawn on a thread where nobody else draws: when a slider's callback ends, IPython draws
# a running cell's figures on the callback's thread, with the fonts of the cell's.
RENDERING = ThreadPoolExecutor(1, "lossviz")


def _svg(figure, artists):
    return RENDERING.submit(_svg_here, figure, artists).result()


def _svg_here(figure, artists):
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    text = io.StringIO()
    renderer = RendererSVG(width, height, text, metadata=NO_METADATA)
    for artist in artists:
        artist.draw(renderer)
    renderer.finalize()
    return _compact(text.getvalue()).encode()


def _compact(svg):
    """Without comments, and with paths to a hundredth of a point: a third of the bytes."""
    svg = re.sub(r"<!--.*?-->\n", "", svg, flags=re.DOTALL)
    return re.sub(r' d="[^"]*"', _rounded, svg)


def _rounded(path):
    return re.sub(r"(\.\d\d)\d+", r"\1", path[0]).replace("\n", "")
