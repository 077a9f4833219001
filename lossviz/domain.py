"""What the mathematics accepts, and what 0 times infinity means.

Every check takes the argument's name, so that an error says which argument is wrong, what was
found and what is allowed. NaN passes every check on data: NaN in gives NaN out.
"""

import numpy as np


def numbers(name, value):
    """Return value as an array of booleans, integers or floats.

    Errors: TypeError for anything that is not a real number (text, None, objects, complex), and for
    a masked array, or a list of them, whose hidden values would otherwise be counted; ValueError
    for ragged lists.
    """
    try:
        array, masked = np.asarray(value), _masked(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a regular array of numbers: {error}") from None
    except Exception:  # an object may do anything when asked for an array
        raise TypeError(f"{name} must hold real numbers, got {type(value).__name__}") from None
    if masked:
        raise TypeError(f"{name} is a masked array; fill or drop its masked values first")
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{name} must hold real numbers, got {array.dtype.name}")
    return array


def _masked(value):
    if isinstance(value, (list, tuple)):
        return any(map(_masked, value))
    return isinstance(value, np.ma.MaskedArray)


def aligned(**arguments):
    """Return the named arguments as arrays of one shape and one float type.

    Floats keep their type (the widest of them counts). Booleans and integers follow the floats,
    and become float64 where there are none.

    Errors: as for numbers; ValueError if two shapes differ. Nothing is broadcast.
    """
    arrays = {name: numbers(name, value) for name, value in arguments.items()}
    first, *others = arrays
    for other in others:
        if arrays[other].shape != arrays[first].shape:
            raise ValueError(
                f"{first} and {other} must have equal shapes, "
                f"got {arrays[first].shape} and {arrays[other].shape}"
            )
    floats = [array.dtype for array in arrays.values() if array.dtype.kind == "f"]
    dtype = np.result_type(*floats) if floats else np.float64
    # An integer may be too large for float16: it becomes inf, as any overflow does.
    with np.errstate(over="ignore"):
        return [array.astype(dtype, copy=False) for array in arrays.values()]


def real(name, value):
    """Return one argument as an array of floats. Errors: as for numbers."""
    return aligned(**{name: value})[0]


def whole(name, value):
    """Return an integer as Python's own. Errors: TypeError for anything else, and a truth value."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} must be a whole number, got {type(value).__name__}")
    return int(value)


def vector(name, value, axis=-1):
    """Return one argument as an array of floats that has this axis.

    Errors: as for numbers; ValueError for a single number, or where there is no such axis.
    """
    array = real(name, value)
    _require_axis(name, array, axis)
    return array


def _require_axis(name, array, axis):
    axis = whole("axis", axis)
    if array.ndim == 0:
        raise ValueError(f"{name} must have at least one axis, got the single number {array}")
    if not -array.ndim <= axis < array.ndim:
        allowed = f"from {-array.ndim} to {array.ndim - 1}"
        raise ValueError(f"axis must be {allowed}, and {name} has no axis {axis}")


def require(holds, name, values, allowed):
    """Raise ValueError, naming the first offending value, unless each value holds or is NaN."""
    offending = values[~(holds | np.isnan(values))]
    if offending.size:
        raise ValueError(f"{name} must be {allowed}, got {offending[0]!s}")


def option(name, value, allowed, holds):
    """Return one real number for which holds(number) is true, as a Python float.

    Errors: as for numbers; ValueError for an array, or for a number (or NaN) out of range.
    """
    number = numbers(name, value)
    if number.ndim:
        raise ValueError(f"{name} must be one number {allowed}, got shape {number.shape}")
    if not holds(float(number)):
        raise ValueError(f"{name} must be {allowed}, got {number!s}")
    return float(number)


def label(name, value, *allowed):
    """Return an array that holds only the allowed labels. Errors: ValueError for another label."""
    labels = numbers(name, value)
    require(np.isin(labels, allowed), name, labels, " or ".join(map(str, allowed)))
    return labels


def one_hot(name, value, like):
    """Return class indices as distributions: 1 at the class, 0 elsewhere, NaN for a NaN index.

    The result has the shape and type of like, whose last axis is the classes.

    Errors: ValueError for a shape other than like's without that axis, or for an index that is
    negative, fractional or too large.
    """
    index = numbers(name, value)
    if index.shape != like.shape[:-1]:
        raise ValueError(
            f"{name} must have shape {like.shape[:-1]}, one class index for each distribution "
            f"of an array of shape {like.shape}, got {index.shape}"
        )
    classes = np.arange(like.shape[-1])
    require(np.isin(index, classes), name, index, f"a class index from 0 to {classes.size - 1}")
    index = index[..., np.newaxis]
    return np.where(np.isnan(index), np.nan, index == classes).astype(like.dtype)


def probability(name, value):
    """Return an array of numbers in [0, 1]. Errors: ValueError for a number outside."""
    p = numbers(name, value)
    require((p >= 0) & (p <= 1), name, p, "in [0, 1]")
    return p


def distribution(name, value, axis=-1):
    """Return an array of probabilities that sum to 1 along axis.

    Errors: ValueError for a number outside [0, 1], or for a sum that differs from 1 by more than
    1e-6, or by more than 8 roundings of the array's own type where that is coarser (float16).
    """
    p = probability(name, value)
    _require_axis(name, p, axis)
    rounding = np.finfo(p.dtype).eps if p.dtype.kind == "f" else 0
    tolerance = max(1e-6, 8 * float(rounding))
    total = np.sum(p, axis=axis, dtype=np.float64)
    right = np.abs(total - 1) <= tolerance
    require(right, f"the sum of {name} along axis {axis}", total, f"1 (within {tolerance:.1g})")
    return p


@np.errstate(all="ignore")
def times(weight, value):
    """Return weight times value, where a weight of 0 against an infinite value counts for 0.

    With it `times(p, log(p))` is `0 log 0 = 0`, the limit of p log p. NaN stays NaN.
    """
    nothing = (weight == 0) & np.isinf(value)
    return np.where(nothing, 0, weight * value)[()]


@np.errstate(all="ignore")
def per_probability(weight, p):
    """Return weight / p for a p in [0, 1], where 0 / 0 counts for 0. NaN stays NaN."""
    nothing = (weight == 0) & (p == 0)
    # p may be -0, of which the reciprocal would be -inf.
    return np.where(nothing, 0, weight / np.abs(p))[()]
