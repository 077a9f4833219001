"""Every function of the mathematics at each edge of its domain and beyond, against exact decimals.

What a function takes, and its value, is said in exact.py. A new function fails here until it is
there.
"""

import inspect
import itertools
from decimal import Decimal

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy.sparse import csr_array

from lossviz import descent, information, likelihood, links, losses
from tests.exact import FUNCTIONS, K

pytestmark = pytest.mark.filterwarnings("error")

ROUNDINGS = 16
SUBNORMALS = 4


def test_every_function_is_here():
    modules = descent, information, likelihood, links, losses
    named = {name for module in modules for name in module.__all__}
    assert named == {name.split(" ")[0] for name in FUNCTIONS}
    assert all(
        name.startswith(row.call.__name__) for name, row in FUNCTIONS.items() if name != "descend"
    )


def defaults(row):
    return {name: domain.edges[0] for name, domain in row.options.items()}


def columns(row, choose):
    """For each argument, an array of what `choose(domain)` gives, each with each."""
    examples = itertools.product(*(choose(domain) for domain in row.examples.values()))
    return [np.array(column) for column in zip(*examples, strict=True)]


def all_edges(domain):
    return domain.edges


def ordinary(domain):
    return domain.ordinary


def assert_exact(row, arguments, options, got):
    """Compare a result with the exact values of arguments that hold one example each."""
    type_ = np.finfo(got.dtype)
    got = np.reshape(got, (len(arguments[0]), -1))
    for example, values in zip(zip(*arguments, strict=True), got, strict=True):
        expected = floats(row.exact(*example, *options.values()))
        noise = floats(row.noise(*example, *options.values())) if row.noise else 0
        size = np.maximum(np.abs(expected), np.where(np.isfinite(noise), noise, 0))
        with np.errstate(over="ignore"):
            slack = ROUNDINGS * float(type_.eps) * size
            slack = slack + SUBNORMALS * float(type_.smallest_subnormal)
            rounded = expected.astype(got.dtype)
        with np.errstate(invalid="ignore"):
            right = (values == rounded) | (np.abs(values - expected) <= slack)
        assert right.all(), f"{row.call.__name__}{example}, {options}: {values}, not {expected}"


def floats(exact):
    return np.array([float(value) for value in np.atleast_1d(np.array(exact, dtype=object))])


def called(row, arguments, options):
    """The function's result, after a look at its type and shape."""
    got = row.call(*arguments, **options)
    types = [np.asarray(a).dtype for a in arguments]
    floating = [t for t in types if t.kind == "f"]
    assert got.dtype == (np.result_type(*floating) if floating else np.float64)
    return got


FLOATS = [np.float64, np.float32, np.float16]


def in_type(values, dtype):
    """Numbers as near to these as a float type has them, neither 0 nor infinite if these are not.

    The largest are 0.4 of the type's largest, so that the difference of two is in the type.
    """
    type_ = np.finfo(dtype)
    if dtype is np.float64:
        return values
    size = np.clip(np.abs(values), float(type_.smallest_subnormal), 0.4 * float(type_.max))
    kept = (values == 0) | np.isinf(values)
    return np.where(kept, values, np.copysign(size, values)).astype(dtype)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_edge_beside_every_other(name, dtype):
    row = FUNCTIONS[name]
    arguments = [in_type(column, dtype) for column in columns(row, all_edges)]
    options = defaults(row)
    assert_exact(row, arguments, options, called(row, arguments, options))


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, option) for name, row in FUNCTIONS.items() for option in row.options],
)
def test_every_edge_of_an_option(name, option):
    row = FUNCTIONS[name]
    arguments = columns(row, ordinary)
    for edge in row.options[option].edges:
        options = {**defaults(row), option: edge}
        assert_exact(row, arguments, options, called(row, arguments, options))


@pytest.mark.parametrize(
    ("name", "argument"),
    [(name, argument) for name, row in FUNCTIONS.items() for argument in row.arguments],
)
def test_what_is_beyond_is_named_with_what_is_allowed(name, argument):
    row = FUNCTIONS[name]
    good = {name: domain.ordinary[0] for name, domain in row.examples.items()}
    for beyond in row.arguments[argument].beyond:
        with pytest.raises(
            ValueError, match=rf"^(the sum of )?{argument} .*must be .*, got "
        ) as error:
            row.call(**{**good, **defaults(row), argument: beyond})
        told = float(str(error.value).rpartition(" ")[2])
        assert told in [*np.ravel(beyond), np.sum(beyond)] or np.isnan([told, beyond]).all()


WHOLE = {int: [-3, -1, 0, 1, 2], np.int16: [-3, -1, 0, 1, 2], np.uint8: [0, 1, 2], bool: [0, 1]}


@pytest.mark.parametrize("dtype", WHOLE)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_whole_numbers_and_truth_values(name, dtype):
    row = FUNCTIONS[name]

    def whole(domain):
        return [edge for edge in domain.ordinary if np.isin(edge, allowed).all()]

    allowed = WHOLE[dtype]
    floats = columns(row, whole)
    options = defaults(row)
    got = called(row, [column.astype(dtype) for column in floats], options)
    assert_exact(row, floats, options, got)


LAYOUTS = {
    "a list": lambda column: column.tolist(),
    "a tuple": lambda column: tuple(column.tolist()),
    "every second": lambda column: np.repeat(column, 2, axis=0)[::2],
    "backwards": lambda column: column[::-1],
    "columns first": lambda column: np.asfortranarray(np.stack([column, column])),
    "the last one repeated": lambda column: np.broadcast_to(column[-1:], column.shape),
    "the other byte order": lambda column: column.astype(column.dtype.newbyteorder()),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_arrays_of_every_layout_which_are_not_changed(name, layout):
    row = FUNCTIONS[name]
    given = [LAYOUTS[layout](column) for column in columns(row, ordinary)]
    before = [np.array(argument) for argument in given]
    got = called(row, given, defaults(row))
    flat = [
        argument.reshape(-1, K) if domain.vectors else argument.ravel()
        for argument, domain in zip(before, row.examples.values(), strict=True)
    ]
    assert_exact(row, flat, defaults(row), got)
    for argument, copy in zip(given, before, strict=True):
        assert_array_equal(argument, copy)


ALONE = {
    "Python's": lambda example: example.tolist(),
    "NumPy's": lambda example: example,
    "an array without axes": np.array,
}


@pytest.mark.parametrize("kind", ALONE)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_example_alone(name, kind):
    row = FUNCTIONS[name]
    for example in zip(*columns(row, ordinary), strict=True):
        got = called(row, [ALONE[kind](argument) for argument in example], defaults(row))
        assert isinstance(got, np.float64) or got.shape == (K,)
        assert_exact(row, [np.array([a]) for a in example], defaults(row), got)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_examples(name):
    row = FUNCTIONS[name]
    arguments = columns(row, ordinary)
    some = called(row, arguments, defaults(row))
    none = called(row, [column[:0] for column in arguments], defaults(row))
    assert none.shape == (0, *some.shape[1:])


class Trap:
    """An object that raises when NumPy asks what it holds."""

    def __array__(self, dtype=None, copy=None):
        raise OSError

    def __repr__(self):
        raise OSError


NO_NUMBERS = {
    "text": "1",
    "bytes": b"1",
    "None": None,
    "a complex number": 1j,
    "a date": np.datetime64("2000-01-01"),
    "a decimal": Decimal(1),
    "a dictionary": {0: 1.0},
    "a set": {1.0},
    "a generator": (number for number in [1.0]),
    "a sparse array": csr_array(np.eye(K)),
    "an array of objects": np.array([1.0, None]),
    "a masked array": np.ma.array([0.5, 0.5], mask=[True, False]),
    "a masked number": np.ma.masked,
    "a list with a masked array in it": [[0.5, 0.5], np.ma.array([0.5, 0.5], mask=[True, False])],
    "a list with a masked number in it": [[0.5], [np.ma.masked]],
    "an object that raises": Trap(),
}


@pytest.mark.parametrize("thing", NO_NUMBERS.values(), ids=NO_NUMBERS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_holds_no_real_numbers_is_a_type_error_that_names_the_argument(name, thing):
    row = FUNCTIONS[name]
    good = {name: domain.ordinary[0] for name, domain in row.examples.items()}
    for argument in row.arguments:
        with pytest.raises(TypeError, match=f"^{argument} (must hold real numbers|is a masked)"):
            row.call(**{**good, **defaults(row), argument: thing})


@pytest.mark.parametrize("ragged", [[[1.0], [1.0, 0.0]], [1.0, [1.0]]])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_ragged_list_is_a_value_error_that_names_the_argument(name, ragged):
    row = FUNCTIONS[name]
    good = {name: domain.ordinary[0] for name, domain in row.examples.items()}
    for argument in row.arguments:
        with pytest.raises(ValueError, match=f"^{argument} must be a regular array"):
            row.call(**{**good, **defaults(row), argument: ragged})


AXES = [name for name, row in FUNCTIONS.items() if "axis" in inspect.signature(row.call).parameters]


@pytest.mark.parametrize("name", AXES)
def test_an_axis_is_one_whole_number(name):
    row = FUNCTIONS[name]
    arguments = [np.tile(domain.ordinary[0], (2, 1)) for domain in row.examples.values()]
    last = row.call(*arguments)
    for axis in (1, np.int8(-1), np.uint64(1)):
        assert_array_equal(row.call(*arguments, axis=axis), last)
    for axis in (None, 1.0, "1", (0, 1), [1], True, Trap()):
        with pytest.raises(TypeError, match=r"^axis must be a whole number, got "):
            row.call(*arguments, axis=axis)
    for axis in (2, -3, 10**30):
        with pytest.raises(ValueError, match=f"^axis must be from -2 to 1, .* no axis {axis}$"):
            row.call(*arguments, axis=axis)


def test_a_sum_that_overflows_is_infinite_without_a_warning():
    # A label's sum may be off by 1e-6; times the largest float that is one millionth too much.
    half = np.finfo(np.float64).max / 2
    assert losses.softmax_cross_entropy([0, 0.5, 0.5 + 5e-7], [half, -half, -half]) == np.inf


@pytest.mark.parametrize("gradient", [None, 1.0, [1.0], Trap()])
def test_a_gradient_that_is_no_function_is_named(gradient):
    with pytest.raises(TypeError, match=r"^gradient must be a function, got "):
        descent.descend(gradient, 1.0, rate=0.1, steps=1)


@pytest.mark.parametrize("steps", [None, 1.0, "1", [1], True, Trap()])
def test_steps_that_are_no_whole_number_are_named(steps):
    with pytest.raises(TypeError, match=r"^steps must be a whole number, got "):
        descent.descend(np.negative, 1.0, rate=0.1, steps=steps)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nothing_is_raised_where_numpy_is_told_to_raise(name):
    row = FUNCTIONS[name]
    arguments = columns(row, all_edges)
    with np.errstate(all="raise"):
        row.call(*arguments, **defaults(row))
