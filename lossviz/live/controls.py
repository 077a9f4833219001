"""Controls: the widget that a learner moves, made from a short description of its range."""

import math
from numbers import Integral, Real

import ipywidgets as widgets

from lossviz.style import label

NARROWEST, WIDEST = 1e-300, 1e300
KINDS = "(min, max), (min, max, start), a list of choices, True or False, or a widget"


def control(name, kind, default=None):
    """The widget for one control.

    ``kind`` is ``(min, max)`` or ``(min, max, start)`` for a slider (whole numbers give whole
    steps), a list of choices, a bool, or a ready-made widget. ``default`` is where the control
    starts when ``kind`` does not say, if it lies within the range.

    Raises ValueError, naming the control, for anything else.
    """
    if isinstance(kind, widgets.Widget):
        return _ready_made(name, kind)
    if isinstance(kind, bool):
        return widgets.Checkbox(value=kind, indent=False, **_labelled(name))
    if isinstance(kind, list) and kind:
        return _choices(name, kind, default)
    if isinstance(kind, tuple) and len(kind) in (2, 3) and all(_is_number(part) for part in kind):
        return _slider(name, kind, default)
    raise ValueError(f"control {name!r} is {shown(kind)}; it must be {KINDS}")


def check_value(name, widget, value):
    """Raise ValueError if the control cannot take this value; a slider would bend it silently."""
    if not _takes(widget, value):
        raise ValueError(f"{name} is {shown(value)}; allowed is {_allowed(widget)}")


def shown(thing):
    """The repr of what somebody else made, or its type where it has none."""
    try:
        return repr(thing)
    except Exception:
        return f"a {type(thing).__name__}"


def _takes(widget, value):
    try:
        if value is None and hasattr(widget, "options"):  # would choose nothing
            return None in widget.options
        return bool(widget.traits()["value"]._validate(widget, value) == value)
    except Exception:  # whatever a value does when compared, it is not one of the widget's
        return False


def _allowed(widget):
    if hasattr(widget, "options"):
        return f"one of {list(widget.options)}"
    if isinstance(widget, widgets.FloatLogSlider):
        return f"{widget.base**widget.min} to {widget.base**widget.max}"
    if hasattr(widget, "min"):
        return f"{widget.min} to {widget.max}"
    return f"what a {type(widget).__name__} holds"


def _labelled(name):
    # The widgets' own label is 80 pixels wide and cuts off the rest.
    return {"description": label(name), "style": {"description_width": "initial"}}


def _is_number(value):
    try:
        return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # an integer beyond the floats
        return False


def _ready_made(name, widget):
    if not widget.has_trait("value"):
        raise ValueError(f"control {name!r} is {widget!r}; a widget must have a value")
    if widget.has_trait("description") and not widget.description:
        widget.description = label(name)
    return widget


def _choices(name, options, default):
    numbers = all(_is_number(option) for option in options)
    kind = widgets.SelectionSlider if numbers else widgets.ToggleButtons
    try:
        start = default if default in options else options[0]
        return kind(options=options, value=start, **_labelled(name))
    except Exception:  # of choices that cannot be compared, or are pairs
        allowed = "each must be one thing, as a number or a word is"
        raise ValueError(f"control {name!r} has choices {shown(options)}; {allowed}") from None


def _slider(name, kind, default):
    whole = all(isinstance(part, Integral) for part in kind)
    low, high, *start = map(int if whole else float, kind)
    if low >= high:
        raise ValueError(f"control {name!r} has range {kind!r}; min must be less than max")
    if not NARROWEST <= high - low <= WIDEST:
        allowed = f"max - min must be from {NARROWEST} to {WIDEST}"
        raise ValueError(f"control {name!r} has range {kind!r}; {allowed}")
    if start and not low <= start[0] <= high:
        raise ValueError(f"control {name!r} starts at {kind[2]!r}; allowed is {low} to {high}")
    if not start:
        usable = _is_number(default) and low <= default <= high
        start = [default if usable else low + (high - low) / 2]
    if whole:
        return widgets.IntSlider(min=low, max=high, value=round(start[0]), **_labelled(name))
    step = _step(high - low)
    return widgets.FloatSlider(
        min=low,
        max=high,
        step=step,
        value=start[0],
        readout_format=f".{max(0, -math.floor(math.log10(step)))}f",
        **_labelled(name),
    )


def _step(span):
    """The largest of ..., 0.1, 0.2, 0.5, 1, ... that divides the span in a hundred or more."""
    power = 10.0 ** math.floor(math.log10(span / 100))
    return max(power * factor for factor in (1, 2, 5) if power * factor <= span / 100 * (1 + 1e-9))
