"""The links against scipy, exact decimals and their identities."""

import inspect
from decimal import Decimal, localcontext

import numpy as np
import pytest
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from lossviz import links
from lossviz.links import log_sigmoid, log_softmax, logit, logsumexp, sigmoid, softmax, softplus

pytestmark = pytest.mark.filterwarnings("error")

ELEMENTWISE = [sigmoid, logit, log_sigmoid, softplus]
ALONG_AN_AXIS = [softmax, log_softmax, logsumexp]
EVERY = ELEMENTWISE + ALONG_AN_AXIS

FAR = [-1e308, -1000.0, -745.2, -708.5, -37.0, -1.0, -1e-300, -5e-324]
EXTREMES = np.array([*FAR, 0.0, *(-z for z in reversed(FAR))])

logits = st.floats(-700, 700)
vectors = st.lists(logits, min_size=1, max_size=6).map(np.array)
few = settings(max_examples=60, deadline=None)


def exactly(function, *arguments):
    """A float of what function gives on decimals of so many digits that rounding plays no part."""
    with localcontext(prec=700):
        return float(function(*map(Decimal, arguments)))


def test_the_list_is_complete():
    assert {function.__name__ for function in EVERY} == set(links.__all__)


@pytest.mark.parametrize(
    ("ours", "scipys"),
    [
        (sigmoid, scipy.special.expit),
        (log_sigmoid, scipy.special.log_expit),
        (softplus, lambda z: -scipy.special.log_expit(-z)),
    ],
)
def test_the_elementwise_links_agree_with_scipy(ours, scipys):
    z = np.concatenate([EXTREMES, np.linspace(-800, 800, 801), [np.inf, -np.inf, np.nan]])
    # scipy's expit rounds to 0 what is smaller than the smallest normal number; ours does not.
    assert_allclose(ours(z), scipys(z), rtol=1e-14, atol=np.finfo(float).tiny)


def test_logit_agrees_with_scipy():
    p = np.concatenate([[0, 5e-324, 1e-300, 1e-17, 1 - 1e-16, 1, np.nan], np.linspace(0, 1, 99)])
    assert_allclose(logit(p), scipy.special.logit(p), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    ("ours", "scipys"),
    [
        (softmax, scipy.special.softmax),
        (log_softmax, scipy.special.log_softmax),
        (logsumexp, scipy.special.logsumexp),
    ],
)
@pytest.mark.parametrize("axis", [-1, 0, 1, 2])
@pytest.mark.parametrize("scale", [1, 30, 1000])
def test_the_vector_links_agree_with_scipy_along_every_axis(ours, scipys, axis, scale):
    z = np.random.default_rng(7).normal(scale=scale, size=(3, 4, 5))
    assert_allclose(ours(z, axis=axis), scipys(z, axis=axis), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    "z", [-740.5, -600.5, -40.25, -37.0, -1e-9, 0.0, 1e-9, 0.5, 36.0, 40.25, 600.5]
)
def test_every_digit_of_sigmoid_and_its_logs(z):
    last_digit = {"rtol": 5e-16, "atol": 5e-324}
    assert_allclose(sigmoid(z), exactly(lambda z: 1 / (1 + (-z).exp()), z), **last_digit)
    assert_allclose(softplus(z), exactly(lambda z: (1 + z.exp()).ln(), z), **last_digit)
    assert_allclose(log_sigmoid(z), exactly(lambda z: -(1 + (-z).exp()).ln(), z), **last_digit)


@pytest.mark.parametrize(
    "z",
    [
        [0, -50],
        [-50, 0, -50],
        [1000, 0],
        [1000, 960, 990],
        [-1000, -1000.5],
        [3, 3, 3, 3],
        [1e6, 1e6 - 30],
        [0.1, 0.2, 0.3],
    ],
)
def test_every_digit_of_the_vector_links(z):
    def of_all(*z):
        return sum(value.exp() for value in z).ln()

    assert_allclose(logsumexp(z), exactly(of_all, *z), rtol=1e-15)
    exact = [exactly(lambda own, *z: own - of_all(*z), own, *z) for own in z]
    assert_allclose(log_softmax(z), exact, rtol=2e-15, atol=0)
    assert_allclose(softmax(z), np.exp(exact), rtol=1e-13, atol=0)


def test_the_elementwise_limits():
    infinite = [-np.inf, np.inf]
    assert_array_equal(sigmoid(infinite), [0, 1])
    assert_array_equal(softplus(infinite), [0, np.inf])
    assert_array_equal(log_sigmoid(infinite), [-np.inf, 0])
    assert_array_equal(logit([0, 1]), infinite)


def test_far_apart_logits_are_exact():
    assert_array_equal(log_softmax([1e308, 0]), [0, -1e308])
    assert_array_equal(log_softmax([1000.0, -1000.0]), [0, -2000])
    assert_array_equal(softmax([1e308, -1e308]), [1, 0])
    assert_array_equal(softmax([-1000.0, -1000.0]), [0.5, 0.5])
    assert_allclose(log_softmax([1e300, 1e300]), [-np.log(2)] * 2, rtol=1e-15)
    assert logsumexp([1e308, 1e308]) == 1e308
    assert logsumexp([1e308, np.inf]) == np.inf


def test_a_logit_of_minus_infinity_is_an_impossible_class():
    assert_array_equal(softmax([-np.inf, 0, 0]), [0, 0.5, 0.5])
    assert_allclose(log_softmax([-np.inf, 0, 0]), [-np.inf, -np.log(2), -np.log(2)], rtol=1e-15)
    assert_allclose(logsumexp([-np.inf, 0, 0]), np.log(2), rtol=1e-15)
    assert logsumexp([-np.inf, -np.inf]) == -np.inf


@pytest.mark.parametrize("z", [[-np.inf, -np.inf], [np.inf, np.inf], [np.inf, 0], [np.nan, 0]])
def test_where_softmax_has_no_answer_it_says_nan(z):
    assert np.isnan(softmax(z)).any()
    assert np.isnan(log_softmax(z)).any()


def test_nothing_to_sum_over():
    assert logsumexp([]) == -np.inf
    assert softmax([]).shape == log_softmax([]).shape == (0,)
    assert softmax(np.ones((0, 3))).shape == (0, 3)
    assert logsumexp(np.ones((0, 3))).shape == (0,)
    assert_array_equal(logsumexp(np.ones((2, 0))), [-np.inf, -np.inf])


@pytest.mark.parametrize("function", EVERY)
def test_nan_in_gives_nan_out(function):
    assert np.isnan(function([0.5, np.nan])).any()
    assert np.isnan(function([np.nan])).all()


@given(logits)
@few
def test_the_identities_of_sigmoid(z):
    p = sigmoid(z)
    assert 0 <= p <= 1
    assert_allclose(sigmoid(-z), 1 - p, atol=2e-16)
    assert_allclose(softplus(z) - softplus(-z), z, rtol=1e-15, atol=1e-15)
    assert_allclose(log_sigmoid(z) - log_sigmoid(-z), z, rtol=1e-15, atol=1e-15)
    assert_allclose(softmax([z, 0.0]), [sigmoid(z), sigmoid(-z)], rtol=1e-14)


@given(st.floats(-30, 30))
@few
def test_logit_takes_sigmoid_back(z):
    # Near p = 1 a rounding of p, 1e-16, is e^z times as large in z.
    assert_allclose(logit(sigmoid(z)), z, rtol=1e-14, atol=4e-16 * (2 + np.exp(z)))


@given(st.floats(0, 1))
@few
def test_sigmoid_takes_logit_back(p):
    assert_allclose(sigmoid(logit(p)), p, rtol=2e-13)


@given(st.lists(logits, min_size=2, max_size=20))
@few
def test_sigmoid_and_its_logs_never_fall(z):
    z = np.sort(z)
    for function in (sigmoid, softplus, log_sigmoid):
        assert (np.diff(function(z)) >= 0).all()


@given(st.lists(st.floats(0, 1, exclude_min=True, exclude_max=True), min_size=2, max_size=20))
@few
def test_logit_never_falls_by_more_than_rounding(p):
    z = logit(np.sort(p))
    assert (np.diff(z) >= -1e-15 * (1 + np.abs(z[1:]))).all()


@given(vectors, st.floats(-300, 300))
@few
def test_softmax_is_a_distribution_that_a_shift_does_not_change(z, shift):
    p = softmax(z)
    assert (p >= 0).all()
    assert_allclose(p.sum(), 1, rtol=1e-15)
    assert_allclose(softmax(z + shift), p, rtol=1e-12)
    assert_allclose(log_softmax(z + shift), log_softmax(z), rtol=1e-12, atol=1e-12)
    assert_allclose(logsumexp(z + shift), logsumexp(z) + shift, rtol=1e-12, atol=1e-12)


@given(vectors)
@few
def test_softmax_keeps_the_order_and_logsumexp_its_bounds(z):
    assert (np.diff(softmax(z)[np.argsort(z)]) >= 0).all()
    above = logsumexp(z) - z.max()
    slack = 1e-15 * (1 + np.abs(z.max()))
    assert -slack <= above <= np.log(z.size) + slack
    assert_allclose(logsumexp(log_softmax(z)), 0, atol=1e-15)


def test_raising_one_logit_lowers_every_other_probability():
    before, after = softmax([4, 1, 0, -1]), softmax([4, 2, 0, -1])
    assert after[1] > before[1]
    assert (after[[0, 2, 3]] < before[[0, 2, 3]]).all()


@pytest.mark.parametrize("function", EVERY)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_float_type_is_kept(function, dtype):
    z = np.array([[0.25, 0.75, 0.5]] * 2, dtype)
    got = function(z)
    assert got.dtype == dtype
    assert_allclose(got, function(z.astype(np.float64)), rtol=2 * np.finfo(dtype).eps)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_many_classes_in_a_small_float_type(dtype):
    z = np.zeros(5000, dtype)
    assert_allclose(logsumexp(z), np.log(5000), rtol=np.finfo(dtype).eps)
    assert_allclose(log_softmax(z), -np.log(5000), rtol=np.finfo(dtype).eps)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_largest_finite_logits_of_a_type(dtype):
    top = np.finfo(dtype).max
    assert_array_equal(sigmoid(np.array([-top, top])), [0, 1])
    assert_array_equal(softplus(np.array([-top, top])), [0, top])
    assert_array_equal(softmax(np.array([-top, top])), [0, 1])
    assert_array_equal(log_softmax(np.array([0, top], dtype)), [-top, 0])


@pytest.mark.parametrize("function", EVERY)
@pytest.mark.parametrize("values", [[0, 1, 1], [False, True, True]])
def test_integers_and_booleans_count_as_float64(function, values):
    got = function(values)
    assert got.dtype == np.float64
    assert_array_equal(got, function(np.array(values, np.float64)))


@pytest.mark.parametrize("function", ELEMENTWISE)
@pytest.mark.parametrize("scalar", [0.5, 1, True, np.float32(0.5), np.array(0.5)])
def test_a_scalar_gives_a_numpy_scalar(function, scalar):
    got = function(scalar)
    assert isinstance(got, np.floating)
    assert got == function(np.array([scalar]))[0]


@pytest.mark.parametrize("function", EVERY)
def test_arrays_of_any_layout_and_never_changed(function):
    whole = np.random.default_rng(3).uniform(0.1, 0.9, size=(6, 8))
    before = whole.copy()
    part = whole[::2, ::-2]
    whole.setflags(write=False)
    assert_array_equal(function(part), function(part.copy()))
    assert_array_equal(function(part.tolist()), function(part))
    assert_array_equal(whole, before)


@pytest.mark.parametrize("function", EVERY)
@pytest.mark.parametrize("bad", ["text", None, [None], 1j, np.ma.array([1.0], mask=[True])])
def test_what_is_not_a_number_is_named(function, bad):
    name = next(iter(inspect.signature(function).parameters))
    with pytest.raises(TypeError, match=rf"^{name} "):
        function(bad)


@pytest.mark.parametrize("function", ALONG_AN_AXIS)
def test_a_vector_is_needed_and_the_axis_goes_by_keyword(function):
    with pytest.raises(ValueError, match="z must have at least one axis"):
        function(1.0)
    with pytest.raises(ValueError, match="axis 3"):
        function([1.0, 2.0], axis=3)
    with pytest.raises(TypeError):
        function([1.0, 2.0], 0)


@pytest.mark.parametrize("p", [-1e-9, 1 + 1e-9, np.inf, -np.inf])
def test_logit_of_what_is_not_a_probability(p):
    with pytest.raises(ValueError, match=r"^p must be in \[0, 1\], got ") as error:
        logit([0.5, p])
    assert str(error.value).endswith(str(p))
