"""Entropies against scipy, their identities and their bounds."""

import inspect

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import entr, rel_entr

from lossviz.information import cross_entropy, entropy, kl_divergence, surprisal

pytestmark = pytest.mark.filterwarnings("error")

OF_ONE = [surprisal, entropy]
OF_TWO = [cross_entropy, kl_divergence]
EVERY = OF_ONE + OF_TWO

few = settings(max_examples=60, deadline=None)

RNG = np.random.default_rng(2)
P, Q = RNG.dirichlet(np.ones(5), size=(2, 100))


@st.composite
def distributions(draw, count=1):
    size = draw(st.integers(1, 6))
    weights = st.lists(st.integers(0, 20), min_size=size, max_size=size).filter(any)
    drawn = [np.array(draw(weights), float) for _ in range(count)]
    return [weight / weight.sum() for weight in drawn]


def called(function, *distributions, **options):
    """The function on one distribution or two, whichever it takes."""
    return function(*distributions[: 1 if function in OF_ONE else 2], **options)


@pytest.mark.parametrize("base", [np.e, 2, 10])
def test_they_agree_with_scipy_in_every_base(base):
    assert_allclose(entropy(P, base=base), scipy.stats.entropy(P, axis=-1, base=base), rtol=1e-13)
    divergence = scipy.stats.entropy(P, Q, axis=-1, base=base)
    assert_allclose(kl_divergence(P, Q, base=base), divergence, rtol=1e-12)
    assert_allclose(surprisal(P, base=base), -np.log(P) / np.log(base), rtol=1e-14)
    in_nats = (entr(P) + rel_entr(P, Q)).sum(axis=-1)
    assert_allclose(cross_entropy(P, Q, base=base), in_nats / np.log(base), rtol=1e-12)


@pytest.mark.parametrize("axis", [0, 1, 2, -2])
def test_the_outcomes_may_lie_along_any_axis(axis):
    p, q = (np.moveaxis(d.reshape(10, 10, 5), -1, axis) for d in (P, Q))
    assert_allclose(entropy(p, axis=axis).ravel(), scipy.stats.entropy(P, axis=-1), rtol=1e-13)
    expected = scipy.stats.entropy(P, Q, axis=-1)
    assert_allclose(kl_divergence(p, q, axis=axis).ravel(), expected, rtol=1e-12)
    total = entropy(p, axis=axis) + kl_divergence(p, q, axis=axis)
    assert_allclose(cross_entropy(p, q, axis=axis), total, rtol=1e-13)


def test_impossible_and_certain_outcomes():
    assert_array_equal(surprisal([0, 1]), [np.inf, 0])
    assert entropy([1, 0]) == 0
    assert cross_entropy([1, 0], [1, 0]) == 0
    assert cross_entropy([0.5, 0.5], [1, 0]) == np.inf
    assert_allclose(cross_entropy([1, 0], [0.5, 0.5]), np.log(2), rtol=1e-15)
    assert kl_divergence([1, 0], [1, 0]) == 0
    assert kl_divergence([0.5, 0.5], [1, 0]) == np.inf
    assert_allclose(kl_divergence([1, 0], [0.5, 0.5]), np.log(2), rtol=1e-15)
    assert not np.signbit([surprisal(1), entropy([1, 0]), cross_entropy([1], [1])]).any()


@pytest.mark.parametrize("tiny", [5e-324, 1e-308, 1e-17])
def test_tiny_probabilities(tiny):
    assert_allclose(surprisal(tiny), -np.log(tiny), rtol=1e-15)
    assert_allclose(kl_divergence([1, 0], [tiny, 1]), -np.log(tiny), rtol=1e-15)
    assert_allclose(cross_entropy([tiny, 1], [tiny, 1]), tiny * -np.log(tiny), rtol=1e-14)


@given(distributions())
@few
def test_entropy_lies_between_0_and_log_k(ps):
    [p] = ps
    nats = entropy(p)
    assert 0 <= nats <= np.log(p.size) + 1e-15
    assert_allclose(entropy(np.full(p.size, 1 / p.size)), np.log(p.size), rtol=1e-14, atol=1e-16)
    assert_allclose(entropy(p, base=2) * np.log(2), nats, rtol=1e-14)
    assert_array_equal(cross_entropy(p, p), nats)
    assert kl_divergence(p, p) == 0


@given(distributions(count=2))
@few
def test_cross_entropy_is_entropy_plus_divergence(pq):
    p, q = pq
    assert kl_divergence(p, q) >= 0
    assert cross_entropy(p, q) >= entropy(p) - 1e-15
    assert_allclose(cross_entropy(p, q), entropy(p) + kl_divergence(p, q), rtol=1e-13, atol=1e-15)
    assert_allclose(kl_divergence(p, q), rel_entr(p, q).sum(), rtol=1e-12, atol=1e-15)


def test_the_divergence_of_almost_equal_distributions_is_never_negative():
    p = RNG.dirichlet(np.ones(4), size=2000)
    q = p * (1 + 1e-12 * RNG.normal(size=p.shape))
    assert (kl_divergence(p, q) >= 0).all()
    assert_allclose(kl_divergence(p, q), 0, atol=1e-11)


def test_independent_surprises_add():
    p, q = np.meshgrid(np.linspace(0.1, 1, 10), np.linspace(0.1, 1, 10))
    assert_allclose(surprisal(p * q), surprisal(p) + surprisal(q), rtol=1e-12, atol=1e-15)


def test_a_base_below_1_counts_downward():
    assert_allclose(entropy(P, base=0.5), -entropy(P, base=2), rtol=1e-15)
    assert_allclose(kl_divergence(P, Q, base=0.5), -kl_divergence(P, Q, base=2), rtol=1e-15)


@pytest.mark.parametrize("function", EVERY)
@pytest.mark.parametrize("base", [0, 1, -2, np.nan, np.inf])
def test_a_base_out_of_range(function, base):
    with pytest.raises(ValueError, match=rf"base must be in \(0, inf\) and not 1, got {base}"):
        called(function, [0.5, 0.5], [0.5, 0.5], base=base)


@pytest.mark.parametrize("function", [entropy, *OF_TWO])
@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ([0.5, 0.4], r"the sum of {} along axis -1 must be 1 \(within 1e-06\), got 0\.9"),
        ([1.5, -0.5], r"{} must be in \[0, 1\], got 1\.5"),
        ([0.0, 0.0], r"the sum of {}"),
        (1.0, r"{} must have at least one axis"),
        ([], r"the sum of {}"),
    ],
)
def test_what_is_not_a_distribution_is_named(function, bad, says):
    good = np.ones(np.shape(bad)) / max(1, np.size(bad))
    with pytest.raises(ValueError, match="^" + says.format("p")):
        called(function, bad, good)
    if function in OF_TWO and np.size(bad) > 1:
        with pytest.raises(ValueError, match="^" + says.format("q")):
            function(good, bad)


@pytest.mark.parametrize("p", [-0.1, 1.1, np.inf])
def test_surprisal_of_what_is_not_a_probability(p):
    with pytest.raises(ValueError, match=rf"p must be in \[0, 1\], got {p}"):
        surprisal([0.5, p])


@pytest.mark.parametrize("function", OF_TWO)
def test_different_shapes_are_named_and_never_broadcast(function):
    for p, q in [(P, Q[:50]), (P, Q[0]), (P[0], Q), (P[:, None], Q)]:
        with pytest.raises(ValueError, match="p and q must have equal shapes") as error:
            function(p, q)
        assert f"{p.shape} and {q.shape}" in str(error.value)


@pytest.mark.parametrize("function", EVERY)
def test_nan_in_gives_nan_out_for_that_distribution_alone(function):
    clean = called(function, P, Q)
    for position in range(1 if function in OF_ONE else 2):
        arguments = [P.copy(), Q.copy()]
        arguments[position][3, 0] = np.nan
        # A hidden NaN counts even where the other distribution gives the outcome no weight.
        arguments[1 - position][3] = np.eye(5)[1]
        got = called(function, *arguments)
        assert np.isnan(got[3]).any()
        assert_array_equal(np.delete(got, 3, axis=0), np.delete(clean, 3, axis=0))


@pytest.mark.parametrize("function", EVERY)
@pytest.mark.parametrize("bad", ["text", None, [None, 1], [1j], np.ma.array([0.5, 0.5])])
def test_what_is_not_a_number_is_a_type_error_that_names_the_argument(function, bad):
    with pytest.raises(TypeError, match=r"^p "):
        called(function, bad, [0.5, 0.5])
    if function in OF_TWO:
        with pytest.raises(TypeError, match=r"^q "):
            function([0.5, 0.5], bad)


@pytest.mark.parametrize("function", EVERY)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_float_type_is_kept(function, dtype):
    p, q = P.astype(dtype), Q.astype(dtype)
    got = called(function, p, q, base=2)
    assert got.dtype == dtype
    tolerance = 20 * np.finfo(dtype).eps
    assert_allclose(got, called(function, P, Q, base=2), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("function", EVERY)
def test_lists_views_integers_and_empty_arrays_and_nothing_is_changed(function):
    p, q = P.copy(), Q.copy()
    p.setflags(write=False)
    q.setflags(write=False)
    expected = called(function, p, q)
    assert_array_equal(called(function, p.tolist(), q.tolist()), expected)
    assert_array_equal(called(function, p[::-2], q[::-2]), expected[::-2])
    assert_array_equal(called(function, np.asfortranarray(p), q), expected)
    assert called(function, p[:0], q[:0]).shape == expected[:0].shape
    assert_array_equal(p, P)
    assert_array_equal(q, Q)
    for kind in (int, bool, np.uint8):
        certain = np.eye(3, dtype=kind)
        got = called(function, certain, certain)
        assert got.dtype == np.float64
        assert_array_equal(got, called(function, np.eye(3), np.eye(3)))


@pytest.mark.parametrize("function", EVERY)
def test_one_distribution_gives_a_numpy_scalar_and_options_go_by_keyword(function):
    got = called(function, 0.5 if function is surprisal else [0.5, 0.5], [0.25, 0.75])
    assert isinstance(got, np.float64)
    kinds = [
        p.kind for p in inspect.signature(function).parameters.values() if p.default != p.empty
    ]
    assert set(kinds) == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize(("heads", "tails"), [(9, 4), (1, 7), (6, 6)])
def test_four_goals_have_one_best_model(heads, tails):
    n = heads + tails
    theta = np.arange(1, 100 * n) / (100 * n)
    data = np.broadcast_to(np.array([heads, tails]) / n, (theta.size, 2))
    model = np.stack([theta, 1 - theta], axis=-1)
    tosses = np.repeat([0, 1], [heads, tails])
    products = np.prod(model[:, tosses], axis=1)
    mean_logs = np.mean(np.log(model[:, tosses]), axis=1)
    best = [
        theta[np.argmax(products)],
        theta[np.argmax(mean_logs)],
        theta[np.argmin(kl_divergence(data, model))],
        theta[np.argmin(cross_entropy(data, model))],
    ]
    assert_allclose(best, heads / n)


def test_on_an_infinite_set_the_uniform_distribution_does_not_win():
    # On the whole numbers, or on the line, a wider uniform distribution is always more uncertain,
    wider = [entropy(np.full(k, 1 / k)) for k in (10, 1000, 100_000)]
    assert_allclose(np.diff(wider), np.log(100))
    assert_allclose([scipy.stats.uniform(0, k).entropy() for k in (10, 1000, 100_000)], wider)
    # and among densities of one variance it is the normal that is most uncertain.
    families = (scipy.stats.uniform, scipy.stats.laplace, scipy.stats.logistic, scipy.stats.expon)
    others = [family(scale=1 / family.std()) for family in families]
    assert_allclose([density.var() for density in others], 1)
    assert max(density.entropy() for density in others) < scipy.stats.norm.entropy() - 0.01


@given(distributions(count=2))
@few
def test_the_divergence_is_0_only_where_both_are_equal(pq):
    p, q = pq
    # Pinsker's inequality.
    assert kl_divergence(p, q) >= np.abs(p - q).sum() ** 2 / 2 - 1e-15


def test_the_divergence_is_not_a_distance():
    a, b, c = [0.5, 0.5], [0.75, 0.25], [0.99, 0.01]
    assert kl_divergence(a, c) > 2 * kl_divergence(c, a)
    assert kl_divergence(a, c) > 2 * (kl_divergence(a, b) + kl_divergence(b, c))


def test_kl_divergence_keeps_its_digits_where_the_two_are_near():
    p, q = np.float32([0.3, 0.7]), np.float32([0.301, 0.699])
    exact = rel_entr(p.astype(float), q.astype(float)).sum()
    assert_allclose(kl_divergence(p, q), exact, rtol=1e-4)
    p = np.array([0.5 + 2.0**-27, 0.5 - 2.0**-27])
    assert_allclose(kl_divergence(p, [0.5, 0.5]), 2 * 2.0**-54, rtol=1e-6)
