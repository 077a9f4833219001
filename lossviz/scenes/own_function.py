"""A function of one number that somebody else wrote: its curve, its slope, its tangent."""

import inspect

import numpy as np

from lossviz import style

POINTS = 301
MOST_OF_IT = (1, 99)
ROOM = 0.12
EDGE = 0.02


def own_function(function, low, high):
    """The scene of ``function`` for its first argument between ``low`` and ``high``.

    The function is called once a frame, with an array; if it cannot take one, once a number. The
    slope at a point x is the central difference (f(x + h) - f(x - h)) / 2h.
    """
    grid = np.linspace(low, high, POINTS)
    # The step that balances truncation, h^2, against rounding, eps / h.
    h = np.cbrt(np.finfo(float).eps) * max(1, abs(low), abs(high))
    first = first_argument(function)
    name = getattr(function, "__name__", "")
    name = name if name.isidentifier() else "your function"
    edge = EDGE * (high - low)

    def scene(figure):
        # The limits follow the function: room for the longest tick labels, not only the first.
        figure.set_layout_engine("none")
        room = {"left": 0.09, "right": 0.98, "bottom": 0.16, "top": 0.88, "wspace": 0.25}
        values, slopes = figure.subplots(1, 2, gridspec_kw=room)
        moving = {"animated": True}
        (curve,) = values.plot([], [], color=style.BLUE, **moving)
        (tangent,) = values.plot([], [], "--", color=style.VERMILION, linewidth=1.5, **moving)
        (point,) = values.plot([], [], "o", color=style.VERMILION, **moving)
        (slope_curve,) = slopes.plot([], [], "-.", color=style.GREEN, **moving)
        (slope_point,) = slopes.plot([], [], "s", color=style.VERMILION, **moving)
        values.set(title=f"value of {name}", xlabel=first, xlim=(low - edge, high + edge))
        slopes.set(title="slope", xlabel=first, xlim=(low - edge, high + edge))
        for axes in (values, slopes):
            axes.ticklabel_format(axis="y", scilimits=(-3, 4))

        def update(**arguments):
            at = arguments.pop(first)
            ys = _values(function, np.concatenate([grid, [at, at - h, at + h]]), arguments)
            ys, (y, before, after) = ys[:-3], ys[-3:]
            if not np.isfinite(ys).any():
                raise ValueError(f"{name} returns no finite number between {low:g} and {high:g}")
            with np.errstate(invalid="ignore", over="ignore"):
                slope = (after - before) / (2 * h)
                slope_ys = np.gradient(ys, grid)
                tangent.set_data(grid, y + slope * (grid - at))
            curve.set_data(grid, ys)
            point.set_data([at], [y])
            slope_curve.set_data(grid, slope_ys)
            slope_point.set_data([at], [slope])
            _fit(values, ys)
            _fit(slopes, slope_ys)
            return f"{first} = {_short(at)}: value {_short(y)}, slope {_short(slope)}"

        return update

    return scene


def first_argument(function):
    """The name of a function's first argument; x if the function does not tell."""
    try:
        return next(iter(inspect.signature(function).parameters))
    except ValueError:
        return "x"


def _short(number):
    """Four digits, of which none stands below the noise of a measured slope."""
    return f"{round(number, 6) + 0:.4g}"


def _values(function, xs, arguments):
    try:
        ys = function(xs, **arguments)
    except (TypeError, ValueError):
        # A function with `if` or math.exp takes one number at a time.
        ys = [function(float(x), **arguments) for x in xs]
    returned, ys = ys, np.asarray(ys)
    if ys.dtype.kind not in "biuf":
        raise ValueError(f"it returned {type(returned).__name__}, which holds no real numbers")
    if ys.shape not in ((), xs.shape):
        raise ValueError(f"for {xs.size} numbers it returned an array of shape {ys.shape}")
    return np.broadcast_to(ys.astype(float), xs.shape)


def _fit(axes, ys):
    """Give the axes new limits only if the curve has left them or has become small in them."""
    finite = ys[np.isfinite(ys)]
    low, high = np.percentile(finite, MOST_OF_IT) if finite.size else (0, 0)
    bottom, top = axes.get_ylim()
    fits = bottom <= low and high <= top and high - low > (top - bottom) / 4
    if not fits:
        room = ROOM * (high - low) or 1
        axes.set_ylim(low - room, high + room)
