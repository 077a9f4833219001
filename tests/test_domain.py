"""The checks every function shares: what they accept, what they say, and 0 times infinity."""

from decimal import Decimal

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy.special import xlogy

from lossviz.domain import (
    aligned,
    distribution,
    label,
    numbers,
    one_hot,
    option,
    per_probability,
    probability,
    real,
    require,
    times,
    vector,
    whole,
)

pytestmark = pytest.mark.filterwarnings("error")

NOT_NUMBERS = [
    "text",
    None,
    ["1", "2"],
    [1, None],
    1 + 2j,
    object(),
    {1, 2},
    {"a": 1},
    np.array(["2020-01-01"], "datetime64[D]"),
    [Decimal(1)],
    np.ma.array([1.0, 2.0], mask=[False, True]),
]


@pytest.mark.parametrize("value", NOT_NUMBERS, ids=lambda value: type(value).__name__)
def test_what_is_not_a_real_number_is_a_type_error_that_names_the_argument(value):
    with pytest.raises(TypeError, match="argument"):
        numbers("argument", value)


def test_a_ragged_list_is_a_value_error_that_names_the_argument():
    with pytest.raises(ValueError, match="argument must be a regular array"):
        numbers("argument", [[1, 2], [3]])


@pytest.mark.parametrize("value", [True, 1, 1.5, [1, 2], [], (0.5, 1), range(3), np.int8(3)])
def test_what_is_a_real_number_keeps_its_values(value):
    assert_array_equal(numbers("argument", value), value)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (np.float32, np.float32, np.float32),
        (np.float16, np.float16, np.float16),
        (np.float16, np.float32, np.float32),
        (np.float32, np.float64, np.float64),
        (np.int64, np.float32, np.float32),
        (np.float16, bool, np.float16),
        (np.int64, np.uint8, np.float64),
        (bool, bool, np.float64),
        (">f4", "<f4", np.float32),
    ],
)
def test_floats_keep_their_type_and_integers_follow_them(first, second, together):
    both = aligned(a=np.ones(2, first), b=np.zeros(2, second))
    assert [array.dtype for array in both] == [together, together]
    assert_array_equal(both, [[1, 1], [0, 0]])


def test_an_integer_too_large_for_float16_becomes_infinite():
    (large, _) = aligned(a=[100_000], b=np.ones(1, np.float16))
    assert_array_equal(large, [np.inf])


@pytest.mark.parametrize(
    ("a", "b"), [(2, (2,)), ((3,), (2,)), ((2, 1), (1, 2)), ((2, 3), (3,)), ((0,), (1,))]
)
def test_different_shapes_are_named_and_never_broadcast(a, b):
    a, b = np.ones(a if isinstance(a, tuple) else ()), np.ones(b)
    with pytest.raises(ValueError, match="first and second must have equal shapes") as error:
        aligned(first=a, second=b)
    assert str(a.shape) in str(error.value)
    assert str(b.shape) in str(error.value)


def test_real_turns_integers_into_float64_and_vector_wants_an_axis():
    assert real("z", [1, 2]).dtype == np.float64
    assert_array_equal(vector("z", [1, 2]), [1.0, 2.0])
    with pytest.raises(ValueError, match=r"z must have at least one axis, got the single number 3"):
        vector("z", 3)


@pytest.mark.parametrize(
    ("value", "offending"), [([0.5, 1.5], "1.5"), (-0.25, "-0.25"), ([np.inf, 0], "inf"), (2, "2")]
)
def test_a_probability_out_of_range_is_named_with_the_range(value, offending):
    with pytest.raises(ValueError, match=r"chance must be in \[0, 1\], got") as error:
        probability("chance", value)
    assert str(error.value).endswith(f"got {offending}")


def test_the_ends_of_the_range_and_nan_are_probabilities():
    assert_array_equal(probability("chance", [0, 1, np.nan]), [0, 1, np.nan])


@pytest.mark.parametrize("p", [[0.5, 0.4], [0, 0], [], [0.5, 0.5 + 2e-6], [0.333, 0.333, 0.333]])
def test_a_distribution_sums_to_1(p):
    with pytest.raises(ValueError, match="the sum of p along axis -1 must be 1 ") as error:
        distribution("p", p)
    assert str(error.value).endswith(f"got {float(np.sum(p))}")


@pytest.mark.parametrize(
    "p", [[1], [0, 1], [0.1] * 10, [0.5, 0.5 + 1e-7], [np.nan, 0.5], np.ones((0, 3))]
)
def test_a_sum_may_be_off_by_rounding_or_unknown(p):
    assert_array_equal(distribution("p", p), p)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("outcomes", [2, 3, 7, 100])
def test_a_distribution_rounded_to_its_type_is_still_one(dtype, outcomes):
    p = np.random.default_rng(outcomes).dirichlet(np.ones(outcomes), size=50).astype(dtype)
    assert distribution("p", p) is p


def test_the_tolerance_is_that_of_the_type():
    slightly_off = np.array([0.5, 0.502])
    assert distribution("p", slightly_off.astype(np.float16)).dtype == np.float16
    for dtype in (np.float32, np.float64):
        with pytest.raises(ValueError, match="sum"):
            distribution("p", slightly_off.astype(dtype))
    with pytest.raises(ValueError, match="sum"):
        distribution("p", np.array([0.5, 0.48], np.float16))


def test_a_distribution_may_lie_along_another_axis():
    p = np.array([[0.5, 0.9], [0.5, 0.1]])
    assert_array_equal(distribution("p", p, axis=0), p)
    with pytest.raises(ValueError, match="axis -1"):
        distribution("p", p)
    with pytest.raises(ValueError, match="axis 2"):
        distribution("p", p, axis=2)
    with pytest.raises(ValueError, match="p must have at least one axis"):
        distribution("p", 1.0)


def test_labels_are_the_allowed_ones_or_nan():
    assert_array_equal(label("y", [-1, 1, np.nan], -1, 1), [-1, 1, np.nan])
    assert_array_equal(label("y", [True, False], 0, 1), [1, 0])
    with pytest.raises(ValueError, match=r"y must be -1 or 1, got 0\.5$"):
        label("y", [1, 0.5], -1, 1)


def test_one_hot_rows():
    like = np.zeros((2, 3), np.float32)
    rows = one_hot("y", [2, 0], like)
    assert rows.dtype == np.float32
    assert_array_equal(rows, np.eye(3)[[2, 0]])
    assert_array_equal(one_hot("y", [1.0, np.nan], like), [[0, 1, 0], [np.nan] * 3])
    assert_array_equal(one_hot("y", 1, like[0]), [0, 1, 0])
    assert_array_equal(one_hot("y", [], like[:0]), like[:0])


@pytest.mark.parametrize("index", [-1, 3, 0.5, np.inf, 10**9])
def test_a_class_index_out_of_range_is_named(index):
    with pytest.raises(ValueError, match="y must be a class index from 0 to 2, got") as error:
        one_hot("y", [0, index], np.zeros((2, 3)))
    assert float(str(error.value).rpartition(" ")[2]) == index


def test_class_indices_of_another_shape_are_named():
    with pytest.raises(ValueError, match=r"\(2,\).*\(2, 3\).*\(3,\)"):
        one_hot("y", [0, 1, 2], np.zeros((2, 3)))


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.array(2), True])
def test_an_option_is_one_number_of_any_kind(value):
    number = option("delta", value, "> 0", lambda delta: delta > 0)
    assert type(number) is float
    assert number == value


@pytest.mark.parametrize("value", [0, -1.5, np.nan, -np.inf])
def test_an_option_out_of_range_is_named_with_the_range(value):
    with pytest.raises(ValueError, match="delta must be > 0, got") as error:
        option("delta", value, "> 0", lambda delta: delta > 0)
    assert str(error.value).endswith(str(value))


@pytest.mark.parametrize("value", ["1", None, 1j, [1.0]])
def test_an_option_that_is_not_one_number_is_named(value):
    with pytest.raises((TypeError, ValueError), match="delta"):
        option("delta", value, "> 0", lambda delta: delta > 0)


def test_zero_times_infinity_is_nothing_and_nan_stays():
    values = np.array([0, 0.5, np.inf, -np.inf, np.nan])
    assert_array_equal(times(np.zeros(5), values), [0, 0, 0, 0, np.nan])
    assert_array_equal(times(np.ones(5), values), values)
    assert_array_equal(times(np.full(5, np.nan), values), np.full(5, np.nan))
    assert np.isscalar(times(np.float64(0), np.float64(np.inf)))


def test_times_a_log_agrees_with_scipy():
    x, y = (grid.ravel() for grid in np.meshgrid([0, 0.3, 1, np.nan], [0, 0.2, 1, np.nan]))
    with np.errstate(divide="ignore"):
        logs = np.log(y)
    assert_array_equal(times(x, logs), xlogy(x, y))


class Unwilling:
    def __array__(self, *args, **kwargs):
        raise OSError("no array of this")


def test_an_object_that_becomes_no_array_is_a_type_error_that_names_the_argument():
    with pytest.raises(TypeError, match="argument must hold real numbers, got Unwilling"):
        numbers("argument", Unwilling())


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3)])
def test_a_whole_number_of_any_kind_becomes_pythons_own(value):
    assert type(whole("steps", value)) is int
    assert whole("steps", value) == 3


@pytest.mark.parametrize("value", [True, np.True_, 3.0, 2.5, "3", None, [3]])
def test_what_is_no_whole_number_is_a_type_error_that_names_the_argument(value):
    with pytest.raises(TypeError, match="steps must be a whole number, got"):
        whole("steps", value)


@pytest.mark.parametrize(
    ("shape", "axis", "allowed"), [((2,), 1, "from -1 to 0"), ((1, 2, 3), -4, "from -3 to 2")]
)
def test_an_axis_that_is_not_there_is_named_with_those_that_are(shape, axis, allowed):
    with pytest.raises(ValueError, match=f"^axis must be {allowed}, and z has no axis {axis}$"):
        vector("z", np.ones(shape), axis)


def test_the_first_offending_value_is_named_and_nan_is_none():
    values = np.array([np.nan, 5.0, -1.0, 7.0])
    with pytest.raises(ValueError, match=r"^z must be >= 6, got 5\.0$"):
        require(values >= 6, "z", values, ">= 6")
    require(np.array([True, False, True, True]), "z", np.array([np.nan] * 2 + [0, 1]), "of use")


@pytest.mark.parametrize(("roundings", "is_one"), [(7.5, True), (8.5, False)])
def test_a_sum_may_be_off_by_eight_roundings_of_float16(roundings, is_one):
    p = np.array([0.5, 0.5 + roundings * np.finfo(np.float16).eps], np.float16)
    assert p.sum(dtype=float) - 1 == roundings * np.finfo(np.float16).eps
    if is_one:
        assert distribution("p", p) is p
    else:
        with pytest.raises(ValueError, match="the sum of p along axis -1"):
            distribution("p", p)


def test_nothing_per_impossible_is_nothing_and_something_per_impossible_is_infinite():
    weights, chances = np.array([0, 0, 1, 1, np.nan]), np.array([0.0, 0.5, -0.0, 0.25, 0.0])
    assert_array_equal(per_probability(weights, chances), [0, 0, np.inf, 4, np.nan])
    assert np.isscalar(per_probability(np.float64(0), np.float64(0)))
