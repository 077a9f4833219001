"""Random things of every kind, and `fuzz`, which puts them where something else is expected.

All is drawn from seeds: every run draws the same.
"""

import array
import collections
import datetime
import decimal
import fractions
import itertools
import random
import signal
import traceback
import types
import warnings
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse

import lossviz
from lossviz.exercises import ____

FLOATS = [
    *(0.0, 0.25, 0.5, 1.0, 2.0, 3.7, 1000.0, 1e155, 1e308, 1.7976931348623157e308),
    *(5e-324, 2.2e-308, 1e-300, 1e-17, 1 - 2**-53, 1 + 2**-52, float("inf"), float("nan")),
]
FLOATS += [-number for number in FLOATS]
INTEGERS = [0, 1, 2, 3, 7, 255, 2**31, 2**53 + 1, 2**63, 2**64, 10**30, 10**400]
INTEGERS += [-number for number in INTEGERS]
TEXTS = [
    "",
    "1",
    "nan",
    "0.5",
    "text",
    "<b>&",
    "\x00",
    "\n\r\t",
    "日本",
    "\ud800",
    "a" * 500,
    "____",
]
NAMES = ["x", "y", "axis", "base", "p", "self", "__class__", "", "a b", "None", "for"]
DTYPES = [
    *("f8", "f4", "f2", "g", ">f8", "i8", "i1", "u1", "u8", "?", "c16"),
    *("U3", "S3", "M8[s]", "m8[ns]", "O", "i4,f8"),
]
RAISED = [
    *(RuntimeError, OSError, KeyError, ZeroDivisionError, AttributeError, RecursionError),
    *(StopIteration, OverflowError, TypeError, ValueError, UnicodeError, AssertionError),
]
METHODS = [
    *("array", "len", "getitem", "iter", "repr", "str", "format", "float", "int", "index", "bool"),
    *("eq", "lt", "le", "hash", "getattr", "call", "array_ufunc", "array_function", "contains"),
    *("sub", "rsub", "mul", "neg", "abs", "round", "copy", "deepcopy", "name", "reduce"),
]


SECONDS = 10  # a call that takes longer hangs
MOST_TOLD = 5
LONGEST = 300

some_and_many = pytest.mark.parametrize(
    "seeds",
    [
        pytest.param(range(300), id="300"),
        pytest.param(range(300, 10_000), id="10000", marks=pytest.mark.slow),
    ],
)


def fuzz(name, seeds, draw, call):
    """Call ``call(draw(rng))`` once for each seed; count what it returns. What is drawn is a dict.

    ``call`` lets no exception out, not even a documented one, and leaves no RuntimeWarning. If it
    does, or hangs, the test fails, and the message has the seed and what was given.
    """
    if not hasattr(signal, "setitimer"):
        pytest.skip("this system has no clock that stops a call")
    counted, complaints = collections.Counter(), []
    with warnings.catch_warnings(record=True) as leaked, _stopped_by_the_clock() as hung:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", RuntimeWarning)
        for seed in seeds:
            given = draw(random.Random(f"{name} {seed}"))
            leaked.clear()
            hung.clear()
            returned, complaint = _called(call, given)
            counted[returned] += 1
            if complaint or leaked or hung:
                arguments = ", ".join(f"{key}={told(value)}" for key, value in given.items())
                complaints.append(f"{name}, seed {seed}: {arguments}")
                complaints += [complaint, *map(str, leaked), *hung]
            if len(complaints) > MOST_TOLD:
                break
    assert not complaints, "\n".join(complaints)
    return counted


def _called(call, given):
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return call(given), ""
    except KeyboardInterrupt:
        raise
    except BaseException:
        return None, traceback.format_exc(limit=-3)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def ours(error):
    """Whether an exception came through this package, and not from a widget alone."""
    files = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    return any(file.is_relative_to(Path(lossviz.__file__).parent) for file in files)


class HangError(BaseException):
    """No Exception, so that few on the way take it for a learner's."""


@contextmanager
def _stopped_by_the_clock():
    """Raise in a call that takes too long; yield a list that tells it, for where that is caught."""
    hung = []

    def stop(*_):
        hung.append(f"still running after {SECONDS} seconds")
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    try:
        yield hung
    finally:
        signal.signal(signal.SIGALRM, before)


def anything(rng, depth=2):
    """Something that ``rng``, a random.Random, decides on."""
    kinds = [*SCALARS, *ARRAYS, *OBJECTS] + (CONTAINERS * 2 if depth else [])
    return rng.choice(kinds)(rng, depth)


def told(thing):
    """The repr of something whose repr may fail or have no end."""
    try:
        text = repr(thing)
    except Exception as error:
        text = f"<{type(thing).__name__}, whose repr raises {type(error).__name__}>"
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


def _float(rng, _):
    return rng.choice(FLOATS) if rng.random() < 0.7 else rng.gauss(0, 3)


def _integer(rng, _):
    return rng.choice(INTEGERS) if rng.random() < 0.5 else rng.randrange(-5, 6)


def _truth(rng, _):
    return rng.random() < 0.5


def _text(rng, _):
    return rng.choice(TEXTS)


def _bytes(rng, _):
    return rng.choice([bytes, bytearray, memoryview])(rng.randbytes(rng.randrange(4)))


def _singular(rng, _):
    return rng.choice([None, Ellipsis, NotImplemented, ____, np.ma.masked, int, len, np, object()])


def _numeric(rng, _):
    kind = rng.choice([complex, fractions.Fraction, decimal.Decimal, np.float16, np.longdouble])
    return kind(rng.choice([0, 1, 0.5, -2.5, 3]))


def _date(rng, _):
    day = datetime.date(2000, 1, rng.randrange(1, 28))
    return rng.choice([day, np.datetime64(day), np.datetime64("NaT"), day - day, np.timedelta64(3)])


def _array(rng, _):
    shape = tuple(rng.choice([0, 1, 2, 2, 3, 4]) for _ in range(rng.randrange(4)))
    return _laid_out(rng, _filled(rng, np.dtype(rng.choice(DTYPES)), shape))


def _numbers(rng, _):
    shape = (rng.choice([1, 2, 3]),) * rng.choice([1, 1, 2])
    return _laid_out(rng, _filled(rng, np.dtype(rng.choice(["f8", "f8", "f4", "f2"])), shape))


def _filled(rng, dtype, shape):
    count = int(np.prod(shape))
    if dtype.kind == "O":
        whole = np.empty(count, object)
        for place in range(count):
            whole[place] = anything(rng, depth=0)
        return whole.reshape(shape)
    if dtype.kind == "f":
        drawn = [_float(rng, 0) for _ in range(count)]
    else:
        drawn = [rng.choice([0, 1, 1, 2, 3, 100]) for _ in range(count)]
    with np.errstate(all="ignore"):
        if dtype.kind == "V":
            return np.zeros(shape, dtype)
        return np.array(drawn).reshape(shape).astype(dtype)


def _laid_out(rng, whole):
    layouts = [
        lambda: whole,
        lambda: whole.T,
        lambda: whole[::-1] if whole.ndim else whole,
        lambda: whole[::2] if whole.ndim else whole,
        lambda: np.asfortranarray(whole),
        lambda: np.broadcast_to(whole, (2, *whole.shape)),
        lambda: np.ma.array(whole, mask=rng.random() < 0.5),
        lambda: whole.view(np.recarray) if whole.ndim else whole,
    ]
    return rng.choice(layouts)()


def _sparse(rng, _):
    return rng.choice([scipy.sparse.csr_array, scipy.sparse.coo_matrix])(
        np.eye(rng.randrange(1, 4))
    )


def _like_an_array(rng, _):
    given = rng.choice([None, "text", [1, [2]], 3, np.ones(2), np.array(["a"]), np.float64(1)])
    methods = {"__array__": lambda self, dtype=None, copy=None: given}
    return type("LikeAnArray", (), {**methods, "shape": (2,), "dtype": "float"})()


def _trap(rng, _):
    """An object of which one method, or every one, raises."""
    error = rng.choice(RAISED)
    methods = METHODS if rng.random() < 0.1 else rng.sample(METHODS, rng.choice([1, 1, 2]))
    return _trap_class(error, tuple(methods))()


def _trap_class(error, methods):
    def refuse(*_, **__):
        raise error("a trap")

    base = {"__len__": lambda self: 1, "__getitem__": lambda self, place: [1.0][place]}
    traps = {f"__{method}__": refuse for method in methods}
    return type(f"{error.__name__} from {', '.join(traps)}", (), {**base, **traps})


def _function(rng, depth):
    returned = anything(rng, 0)
    return rng.choice([lambda *_, **__: returned, lambda x: x, lambda: returned, np.exp, abs, dict])


def _list(rng, depth):
    return [anything(rng, depth - 1) for _ in range(rng.randrange(4))]


def _ragged(rng, _):
    return [[_float(rng, 0)] * rng.randrange(3) for _ in range(rng.randrange(1, 4))]


def _tuple(rng, depth):
    return tuple(_list(rng, depth))


def _pair(rng, _):
    return tuple(rng.choice([_float, _integer])(rng, 0) for _ in range(rng.choice([2, 2, 3])))


def _dict(rng, depth):
    return {rng.choice(NAMES): anything(rng, depth - 1) for _ in range(rng.randrange(3))}


def _set(rng, _):
    return rng.choice([set, frozenset])(rng.sample(FLOATS, rng.randrange(3)))


def _iterable(rng, _):
    make = [
        lambda: range(rng.randrange(4)),
        lambda: iter([1.0, 2.0]),
        lambda: (number for number in [1.0, 2.0]),
        itertools.count,
        lambda: collections.deque([1.0, 2.0]),
        lambda: array.array("d", [1.0, 2.0]),
        lambda: types.SimpleNamespace(value=1.0),
    ]
    return rng.choice(make)()


def _itself(rng, _):
    within = [1.0]
    within.append(within)
    return within


SCALARS = [_float, _float, _integer, _truth, _text, _bytes, _singular, _numeric, _date]
ARRAYS = [_array, _array, _numbers, _numbers]
OBJECTS = [_sparse, _like_an_array, _trap, _trap, _function, _iterable]
CONTAINERS = [_list, _ragged, _tuple, _pair, _dict, _set, _itself]
