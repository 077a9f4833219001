"""Controls: the widget that a learner moves, made from a short description of its range."""

import math
from numbers import Integral, Real

import ipywidgets as widgets

SYMBOLS = {"delta": "δ", "lam": "λ", "mu": "μ", "sigma": "σ", "tau": "τ", "theta": "θ"}
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
    raise ValueError(f"control {name!r} is {kind!r}; it must be {KINDS}")


def check_value(name, widget, value):
    """Raise ValueError if the control cannot take this value; a slider would bend it silently."""
    if hasattr(widget, "options"):
        allowed, fits = f"one of {list(widget.options)}", value in widget.options
    elif hasattr(widget, "min"):
        allowed = f"{widget.min} to {widget.max}"
        fits = _is_number(value) and widget.min <= value <= widget.max
    else:
        return
    if not fits:
        raise ValueError(f"{name} is {value!r}; allowed is {allowed}")


def _label(name):
    return SYMBOLS.get(name, name.replace("_", " "))


def _labelled(name):
    # The widgets' own label is 80 pixels wide and cuts off the rest.
    return {"description": _label(name), "style": {"description_width": "initial"}}


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _ready_made(name, widget):
    if not widget.has_trait("value"):
        raise ValueError(f"control {name!r} is {widget!r}; a widget must have a value")
    if not widget.description:
        widget.description = _label(name)
    return widget


def _choices(name, options, default):
    start = default if default in options else options[0]
    if all(_is_number(option) for option in options):
        kind = widgets.SelectionSlider
    else:
        kind = widgets.ToggleButtons
    return kind(options=options, value=start, **_labelled(name))


def _slider(name, kind, default):
    low, high = kind[:2]
    if low >= high:
        raise ValueError(f"control {name!r} has range {kind!r}; min must be less than max")
    if len(kind) == 3:
        start = kind[2]
        if not low <= start <= high:
            raise ValueError(f"control {name!r} starts at {start!r}; allowed is {low} to {high}")
    else:
        start = default if _is_number(default) and low <= default <= high else (low + high) / 2
    if all(isinstance(part, Integral) for part in kind):
        return widgets.IntSlider(min=low, max=high, value=round(start), **_labelled(name))
    step = _step(high - low)
    return widgets.FloatSlider(
        min=low,
        max=high,
        step=step,
        value=start,
        readout_format=f".{max(0, -math.floor(math.log10(step)))}f",
        **_labelled(name),
    )


def _step(span):
    """The largest of ..., 0.1, 0.2, 0.5, 1, ... that divides the span in a hundred or more."""
    power = 10.0 ** math.floor(math.log10(span / 100))
    return max(power * factor for factor in (1, 2, 5) if power * factor <= span / 100 * (1 + 1e-9))
