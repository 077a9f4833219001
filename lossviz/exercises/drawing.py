"""The drawn answer: the learner's curve, the right one, and the difference between them shaded."""

import io
import time

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from lossviz import style
from lossviz.exercises import wording
from lossviz.exercises.declaration import evaluate, with_arrays
from lossviz.exercises.trial import quiet

POINTS = 61
SECONDS = 2.0  # a slower function is not drawn
BEYOND = 3.0  # how far past the right curve, in its heights, the picture goes


def draw(exercise, function):
    """A PNG and its description, or None if the learner's function gives nothing to draw."""
    curve = exercise.curve
    along = np.linspace(curve.low, curve.high, POINTS)
    calls = [with_arrays(curve.arguments(t)) for t in along]
    right = np.array([evaluate(exercise.solution, call)[curve.entry] for call in calls])
    yours = _learners(function, calls, curve.entry)
    if not np.isfinite(yours).any():
        return None
    return _png(exercise, along, yours, right), _description(exercise, along, yours, right)


def _learners(function, calls, entry):
    values = np.full(len(calls), np.nan)
    end = time.monotonic() + SECONDS
    with quiet():
        for i, call in enumerate(calls):
            if time.monotonic() > end:
                return np.full(len(calls), np.nan)
            try:
                values[i] = np.asarray(function(*call), dtype=float)[entry]
            except KeyboardInterrupt:
                raise
            except BaseException:
                continue  # a gap in the curve
    return values


def _png(exercise, along, yours, right):
    with matplotlib.rc_context(style.RC):
        figure = Figure((5.4, 2.9), layout="constrained")
        axes = figure.subplots()
        axes.fill_between(along, yours, right, color=style.ORANGE, alpha=0.3, linewidth=0)
        axes.plot(along, right, color=style.BLUE, label="right")
        axes.plot(along, yours, color=style.VERMILION, linestyle="--", label="yours")
        axes.set(xlabel=exercise.curve.label, ylabel=exercise.noun)
        axes.set_ylim(*_limits(yours, right))
        axes.legend()
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=110)
    return picture.getvalue()


def _limits(yours, right):
    """Room for both curves, or for the right one and a part of a learner's that runs away."""
    known = right[np.isfinite(right)]
    height = np.ptp(known) or 1.0
    seen = np.clip(yours, known.min() - BEYOND * height, known.max() + BEYOND * height)
    low, high = min(np.nanmin(seen), known.min()), max(np.nanmax(seen), known.max())
    margin = 0.06 * (high - low)
    return low - margin, high + margin


def _description(exercise, along, yours, right):
    start = f"Your {exercise.noun} (dashed) and the right one (solid), {exercise.curve.label} from "
    start += f"{wording.number(along[0])} to {wording.number(along[-1])}: "
    apart = np.abs(yours - right)
    largest = np.nanargmax(np.where(np.isfinite(apart), apart, -1))
    if apart[largest] <= 1e-3 * max(np.ptp(right), 1e-9):
        return start + "the two curves are one."
    gap, where = wording.number(apart[largest]), wording.number(along[largest])
    return start + f"they are furthest apart, by {gap}, at {where}."
