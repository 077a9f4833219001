"""The mistakes that many exercises share. An exercise's declaration lists those it opts into.

Each function here returns a list, since some mistakes come in two forms. `question` replaces the
general question where the exercise can ask a better one.
"""

import numpy as np

from lossviz.exercises.declaration import Detector, Pattern

SPREAD = 0.1  # how far apart, relatively, values at one bound may lie
NEAR = 0.1  # how far off, relatively, a value is that has merely lost digits


def _times(factor):
    return lambda function: lambda *arguments: factor * function(*arguments)


def sign(question="Did a minus sign go missing, or slip in?"):
    return [Detector("sign", _times(-1), "is exactly -1 times the right one", question)]


def factor_two(too_many="Is there a factor of 2 too many?", missing="Is a factor of 2 missing?"):
    return [
        Detector("factor-two", _times(2), "is exactly 2 times the right one", too_many),
        Detector("factor-two", _times(0.5), "is exactly half the right one", missing),
    ]


def log_base():
    return [
        Detector(
            "log-base",
            _times(1 / np.log(base)),
            f"is the right one divided by ln {base}",
            f"Did you use log{base}?",
        )
        for base in (2, 10)
    ]


def sum_not_mean():
    def change(function):
        return lambda *arguments: _count(arguments) * function(*arguments)

    fact = "is n times the right one, n being the number of examples"
    question = "Did you sum where the mean is asked?"
    return [Detector("sum-not-mean", change, fact, question)]


def mean_not_sum(question):
    def change(function):
        return lambda *arguments: function(*arguments) / _count(arguments)

    fact = "is the right one divided by n, n being the number of terms"
    return [Detector("mean-not-sum", change, fact, question)]


def _count(arguments):
    """The length of the last axis of the first array among the arguments."""
    return next(np.shape(argument)[-1] for argument in arguments if np.ndim(argument))


def swapped_arguments(function, one, other):
    """For `function`, called with its parameters `one` and `other` in each other's place."""
    names = function.__code__.co_varnames
    i, j = names.index(one), names.index(other)

    def change(function):
        def swapped(*arguments):
            arguments = list(arguments)
            arguments[i], arguments[j] = arguments[j], arguments[i]
            return function(*arguments)

        return swapped

    fact = f"is the right one with {one} and {other} exchanged"
    question = f"Are {one} and {other} in each other's place?"
    return [Detector("swapped-arguments", change, fact, question)]


def swapped_labels(question):
    """For functions whose first argument is a label y of 0 or 1."""

    def change(function):
        return lambda y, *others: function(1 - y, *others)

    return [Detector("swapped-labels", change, "is the right one for the label 1 - y", question)]


def missing_log(minus=False):
    """For functions that are a log or, with `minus`, minus a log."""

    def change(function):
        if minus:
            return lambda *arguments: -np.exp(-function(*arguments))
        return lambda *arguments: np.exp(function(*arguments))

    fact = "is what stands inside the log" + (", with a minus" if minus else "")
    return [Detector("missing-log", change, fact, "Did the log go missing?")]


def unstable(wrong, question="Which value on the way there becomes inf, 0 or nan?"):
    """Values that are inf or NaN, or have lost their digits, where the right ones are not."""
    return [Pattern("unstable", _breaks_down, wrong, question)]


def clipped(wrong, question="Are you clipping?"):
    """Values that stay below one bound, where the right ones go on."""
    return [Pattern("clipped", _stays_below_a_bound, wrong, question)]


def _breaks_down(failures):
    value, right = _entries(failures)
    broken = ~np.isfinite(value)
    near = close(value, right) | (np.abs(value - right) <= NEAR * np.abs(right))
    return broken.any() and np.all(broken | near)


def _stays_below_a_bound(failures):
    value, right = _entries(failures)
    off = ~close(value, right)
    size = np.abs(value[off])
    return (
        off.sum() >= 2
        and np.all(np.isfinite(value))
        and np.all(size < np.abs(right[off]))
        and np.all(np.sign(value[off]) == np.sign(right[off]))
        and np.ptp(size) <= SPREAD * size.max()
    )


def _entries(failures):
    """All values of the failing cases in one array, and all right ones."""
    values, rights = zip(*failures, strict=True)
    return np.concatenate([v.ravel() for v in values]), np.concatenate([r.ravel() for r in rights])


def close(value, right):
    """Entry by entry: whether the value is right, to about the digits of float32."""
    return np.isclose(value, right, rtol=1e-4, atol=1e-6, equal_nan=True)
