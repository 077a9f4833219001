"""A function of one number that somebody else wrote: its curve, its slope, its tangent."""

import inspect
import math
import time

import numpy as np

from lossviz import style

POINTS = 301
MOST_OF_IT = (1, 99)
ROOM = 0.12
EDGE = 0.02
LARGEST = 1e300  # with room around it still a float
PATIENCE = 10  # seconds
ROUNDING = np.finfo(float).eps
TRUNCATION = 1e-7  # of the slopes nearby: what may be wrong with a central difference
FLAT = 1e-9  # of the values: what is but rounding
NOTICEABLE = 0.01  # of the curve's height: a jump; of its steepness: a corner
TOLD = "none: the value jumps", "{}", "{} on the left, {} on the right"


def own_function(function, low, high):
    """The scene of ``function`` for its first argument between ``low`` and ``high``.

    The function is called once a frame, with an array; if it cannot take one, once a number. Where
    it then raises there is no curve; at the point itself, the error goes on. The slope at a point x
    is the central difference (f(x + h) - f(x - h)) / 2h. At a corner there are two slopes, one on
    each side, and where the values jump there is none; neither has a tangent.
    """
    grid = np.linspace(low, high, POINTS)
    # The step that balances truncation, h^2, against rounding, ROUNDING / h.
    h = np.cbrt(ROUNDING) * max(abs(low), abs(high))
    first = first_argument(function)
    name = getattr(function, "__name__", "")
    name = name if name.isidentifier() else "your function"
    label = style.label(first)
    edge = EDGE * (high - low)

    def scene(figure):
        # The limits follow the function: room for the longest tick labels, not only the first.
        figure.set_layout_engine("none")
        room = {"left": 0.09, "right": 0.98, "bottom": 0.16, "top": 0.88, "wspace": 0.25}
        values, slopes = figure.subplots(1, 2, gridspec_kw=room)
        (curve,) = values.plot([], [], color=style.BLUE, **style.MOVING)
        (tangent,) = values.plot([], [], "--", color=style.VERMILION, linewidth=1.5, **style.MOVING)
        (point,) = values.plot([], [], "o", color=style.VERMILION, **style.MOVING)
        (slope_curve,) = slopes.plot([], [], "-.", color=style.GREEN, **style.MOVING)
        (slope_point,) = slopes.plot([], [], "s", color=style.VERMILION, **style.MOVING)
        values.set(title=f"value of {name}", xlabel=label, xlim=(low - edge, high + edge))
        slopes.set(title="slope", xlabel=label, xlim=(low - edge, high + edge))
        for axes in (values, slopes):
            axes.ticklabel_format(axis="y", scilimits=(-3, 4))

        def update(**arguments):
            at = arguments.pop(first)
            steps = h * np.array([0, -2, -1, 1, 2])
            ys = _values(function, np.concatenate([at + steps, grid]), arguments)
            (y, *around), ys = ys[:5], ys[5:]
            if not np.isfinite(ys).any():
                raise ValueError(f"{name} returns no finite number between {low:g} and {high:g}")
            with np.errstate(all="ignore"):
                slope_ys = np.gradient(ys, grid, edge_order=2)
                here = _slopes(y, around, h, ys, slope_ys)
                tangents = [y + slope * (grid - at) for slope in here]
            tangent.set_data((grid, *tangents) if len(here) == 1 else ([], []))
            curve.set_data(grid, ys)
            point.set_data([at], [y])
            slope_curve.set_data(grid, slope_ys)
            slope_point.set_data([at] * len(here), here)
            _fit(values, ys)
            _fit(slopes, slope_ys)
            near = slope_ys[np.abs(grid - at) <= grid[1] - grid[0]]
            noise = max(ROUNDING * abs(y) / h, TRUNCATION * _largest(near))
            slope = TOLD[len(here)].format(*(_short(each, noise) for each in here))
            place = _short(at, ROUNDING * (high - low))
            value = _short(y, ROUNDING * _largest(ys))
            return f"{label} = {place}: value {value}, slope {slope}"

        return update

    return scene


def first_argument(function):
    """The name of a function's first argument; x if the function does not tell.

    Raises ValueError if it has none.
    """
    try:
        parameters = list(inspect.signature(function).parameters)
    except ValueError:
        return "x"
    if not parameters:
        raise ValueError("the function takes no argument; it must take x, or whatever you call it")
    return parameters[0]


def _slopes(y, around, h, ys, slope_ys):
    """The slope where the value is y; one for each side of a corner; none where the values jump.

    ``around`` are the values two steps and one before, one and two after.
    """
    earlier, before, after, later = around
    if abs(after - before) > NOTICEABLE * _largest(ys - np.nanmin(ys)):
        return []
    left, right = (3 * y - 4 * before + earlier) / (2 * h), (4 * after - 3 * y - later) / (2 * h)
    if abs(right - left) > NOTICEABLE * _largest(slope_ys):
        return [left, right]
    return [(after - before) / (2 * h)]


def _largest(numbers):
    return np.abs(numbers).max(where=np.isfinite(numbers), initial=0)


def _short(number, noise=0.0):
    """Four digits, of which none stands below the noise."""
    number = float(number)
    if 0 < noise < np.inf and np.isfinite(number):
        number = round(number, -math.ceil(math.log10(noise)))
    return f"{number + 0:.4g}"


def _values(function, xs, arguments):
    try:
        returned = function(xs.copy(), **arguments)  # a copy, for `x -= 1` changes what it is given
    except Exception:  # `if` and math.exp take one number; and some numbers may be refused
        returned = None
    if returned is None or np.isscalar(returned):  # np.sum adds up what should stay apart
        return _one_by_one(function, xs, arguments)
    return np.broadcast_to(_numbers(returned, xs.shape), xs.shape)


def _one_by_one(function, xs, arguments):
    """The value for each number, NaN where the function raises; but the first must have one."""
    ys = np.full(xs.shape, np.nan)
    end = time.monotonic() + PATIENCE
    for place, x in enumerate(xs):
        try:
            ys[place] = _numbers(function(x, **arguments), ())
        except Exception:
            if place == 0:
                raise
        if time.monotonic() > end:
            raise TimeoutError(
                f"{place + 1} of {xs.size} calls took {PATIENCE} seconds; "
                "a function that can take an array is called once"
            )
    return ys


def _numbers(returned, shape):
    """What a function has returned, as an array of ``shape``, or as one number for all."""
    try:
        ys = np.asarray(returned)
        if ys.dtype == object and None not in ys.flat:  # a fraction, an integer beyond 64 bits
            ys = ys.astype(float)
    except (TypeError, ValueError):
        ys = np.asarray(None)
    if ys.dtype.kind not in "biuf":
        raise ValueError(f"it returned {type(returned).__name__}, which holds no real numbers")
    if ys.shape not in ((), shape):
        given = f"{np.prod(shape)} numbers" if shape else "one number"
        raise ValueError(f"for {given} it returned an array of shape {ys.shape}")
    return ys.astype(float)


def _fit(axes, ys):
    """Give the axes new limits only if the curve has left them or has become small in them."""
    finite = np.clip(ys[np.isfinite(ys)], -LARGEST, LARGEST)
    low, high = np.percentile(finite, MOST_OF_IT) if finite.size else (0, 0)
    least, most = (finite.min(), finite.max()) if finite.size else (0, 0)
    if most - least <= 2 * (high - low):  # no pole, only steep ends
        low, high = least, most
    bottom, top = axes.get_ylim()
    is_flat = high - low <= FLAT * max(abs(low), abs(high))
    fits = bottom <= low and high <= top and (is_flat or high - low > (top - bottom) / 4)
    if not fits:
        room = max(1, ROOM * abs(high)) if is_flat else ROOM * (high - low)
        axes.set_ylim(low - room, high + room)
