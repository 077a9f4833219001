"""A scene with its controls, drawn again at every move of a slider.

Only plain ipywidgets are used, so that a live figure needs no extension of its own. JupyterLab runs
a slider's callback on another thread than the cells: hence one lock around everything that draws,
and no pyplot.
"""

import html
import inspect
import textwrap
import threading
from contextlib import suppress

import ipywidgets as widgets

from lossviz.frames import Frames
from lossviz.live.controls import check_value, control, shown
from lossviz.scenes.own_function import first_argument, own_function

DRAWING = threading.RLock()
LONGEST_SENTENCE = 300


def show(scene, **controls):
    """A live figure of ``scene``, with one control for each keyword.

    ``scene`` is a function that draws on a figure and returns the function that changes it; each
    keyword names a parameter of that second function. A control is ``(min, max)``,
    ``(min, max, start)``, a list of choices, True or False, or a widget.

    Raises ValueError if a control is none of these or names no parameter of the scene.
    """
    return Live(scene, controls)


def explore(function, x=(-3, 3), **controls):
    """A live figure of your own ``function`` of one number: its curve, and its slope at a point.

    ``x`` is the range ``(min, max)`` of the function's first argument; a slider moves a point along
    it. Each further keyword is a control, as in `show`, for another argument of the function.
    ``function`` may take an array or one number. The slope is measured by a central difference.

    Raises ValueError if ``x`` is no range or a control names no other argument of the function.
    """
    first = first_argument(function)
    if first in controls:
        raise ValueError(f"control {first!r} is the first argument; give its range as x")
    try:
        low, high = (1.0 * end for end in x)  # float() would take the text "1", and part of 1j
    except Exception:  # whatever is given in place of a range
        raise ValueError(f"x is {shown(x)}; it must be (min, max)") from None
    defaults = _defaults(function, controls)
    others = {name: control(name, kind, defaults[name]) for name, kind in controls.items()}
    point = control(first, (low, high))
    return Live(own_function(function, point.min, point.max), {first: point, **others})


class Live:
    """A live figure; ask `show` or `explore` for one.

    ``controls`` maps each control's name to its widget, ``values`` to its value now; ``summary`` is
    the sentence under the figure; ``figure`` is the matplotlib figure. An error while drawing is
    told in that sentence, and the last good picture stays; before the first, the empty axes.
    """

    def __init__(self, scene, controls):
        with DRAWING:
            self._frames = Frames(scene)
        defaults = _defaults(self._frames.update, controls)
        self.controls = {
            name: control(name, kind, defaults[name]) for name, kind in controls.items()
        }
        self._background, self._overlay = _layer(), _layer()
        self._sentence, self._longest = widgets.HTML(), ""
        self._paused = False
        self._draw()
        for widget in self.controls.values():
            widget.observe(self._draw, names="value")
        self._view = self._arrange()

    @property
    def figure(self):
        return self._frames.figure

    @property
    def values(self):
        return {name: widget.value for name, widget in self.controls.items()}

    def set(self, **values):
        """Move the named controls, then draw once.

        Raises ValueError for a name that is no control or a value outside its range.
        """
        for name in values:
            if name not in self.controls:
                raise ValueError(f"there is no control {name!r}; there is {_listed(self.controls)}")
            check_value(name, self.controls[name], values[name])
        self._paused = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._paused = False
            self._draw()

    def _draw(self, _change=None):
        if self._paused:
            return
        with DRAWING:
            # The values are read inside the lock: whoever draws last draws the newest.
            try:
                self.summary = self._frames.update(**self.values)
                self._show_picture()
            except BaseException as error:  # sys.exit() in a callback would end the kernel
                self.summary = _told(error)
                if isinstance(error, KeyboardInterrupt):
                    raise
                if not self._background.value:
                    with suppress(Exception):
                        self._show_picture()
            finally:
                self._longest = max(self._longest, self.summary, key=len)
                self._sentence.value = _sentence(self.summary, self._longest)

    def _show_picture(self):
        background, overlay = self._frames.moved()
        if background is not None:
            self._background.value = background
        self._overlay.value = overlay

    def _arrange(self):
        sliders = widgets.Box(
            list(self.controls.values()), layout=_full_width(flex_flow="row wrap")
        )
        picture = widgets.GridBox([self._background, self._overlay], layout=_full_width())
        view = widgets.VBox(
            [sliders, picture, self._sentence], layout=widgets.Layout(max_width="760px")
        )
        # Names for the page: a style sheet or a browser test finds a live figure by them.
        sliders.add_class("lossviz-controls")
        view.add_class("lossviz-live")
        return view

    def _repr_mimebundle_(self, **_):
        with DRAWING:
            picture, summary = self._frames.png(), self.summary
        return (
            {**self._view._repr_mimebundle_(), "image/png": picture, "text/plain": summary},
            {"image/png": {"alt": summary}},
        )


def _defaults(update, controls):
    try:
        parameters = inspect.signature(update).parameters
    except ValueError:  # some functions of C do not tell
        return dict.fromkeys(controls)
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        for name in controls:
            if name not in parameters:
                raise ValueError(f"there is no control {name!r}; there is {_listed(parameters)}")
    defaults = {name: parameter.default for name, parameter in parameters.items()}
    return {name: defaults.get(name) for name in controls}


def _told(error):
    """The error on one line, even if it cannot say what it is."""
    words = ["Not drawn", type(error).__name__]
    with suppress(Exception):
        words.append(str(error))
    return textwrap.shorten(": ".join(filter(None, words)), LONGEST_SENTENCE)


def _listed(names):
    return ", ".join(map(repr, names)) or "none"


def _layer():
    # Both layers fill one and the same cell of the grid, so they cannot slip against each other.
    return widgets.Image(format="svg+xml", layout=_full_width(grid_area="1 / 1 / 2 / 2"))


def _full_width(**layout):
    # With a margin beside it, a full width would stand out over the edge.
    return widgets.Layout(width="100%", margin="0", **layout)


def _sentence(text, longest):
    # The longest sentence so far lies unseen in the same cell and keeps the height, so that nothing
    # below jumps on a narrow page.
    return (
        '<div style="display: grid; line-height: 1.4; min-height: 2.8em">'
        f'<div role="status" style="grid-area: 1 / 1">{html.escape(text)}</div>'
        f'<div style="grid-area: 1 / 1; visibility: hidden">{html.escape(longest)}</div></div>'
    )
