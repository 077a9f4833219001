"""The negative log-likelihoods against scipy's distributions and their most likely parameters.

What they share with the losses is checked in test_contract.
"""

import itertools

import numpy as np
import pytest
import scipy.integrate
import scipy.optimize
import scipy.special
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from lossviz.information import cross_entropy
from lossviz.likelihood import (
    bernoulli_nll,
    bernoulli_nll_grad,
    categorical_nll,
    categorical_nll_grad,
    gaussian_nll,
    gaussian_nll_grad,
    laplace_nll,
    laplace_nll_grad,
)
from lossviz.losses import absolute_error, binary_cross_entropy, squared_error

pytestmark = pytest.mark.filterwarnings("error")

few = settings(max_examples=60, deadline=None)
data = st.lists(st.floats(-1000, 1000), min_size=1, max_size=15).map(np.array)

RNG = np.random.default_rng(4)
N, K = 100, 4
BITS = RNG.integers(0, 2, N)
CHANCES = RNG.uniform(0, 1, N)
CLASSES = RNG.integers(0, K, N)
CLASS_CHANCES = RNG.dirichlet(np.ones(K), N)
Y, MU = RNG.normal(scale=3, size=(2, N))
SCALE = RNG.uniform(0.1, 5, N)


def test_they_are_minus_the_log_of_scipys_densities():
    assert_allclose(
        bernoulli_nll(BITS, CHANCES), -scipy.stats.bernoulli.logpmf(BITS, CHANCES), rtol=1e-12
    )
    one_hot = np.eye(K)[CLASSES]
    multinomial = scipy.stats.multinomial.logpmf(one_hot, 1, CLASS_CHANCES)
    assert_allclose(categorical_nll(CLASSES, CLASS_CHANCES), -multinomial, rtol=1e-12)
    for scale in (SCALE, 0.25):
        gaussian = scipy.stats.norm.logpdf(Y, MU, scale)
        assert_allclose(gaussian_nll(Y, MU, scale), -gaussian, rtol=1e-12, atol=1e-14)
        laplace = scipy.stats.laplace.logpdf(Y, MU, scale)
        assert_allclose(laplace_nll(Y, MU, scale), -laplace, rtol=1e-12, atol=1e-14)


def test_certain_and_impossible_outcomes():
    assert_array_equal(bernoulli_nll([1, 0, 1, 0], [1, 0, 0, 1]), [0, 0, np.inf, np.inf])
    assert_array_equal(bernoulli_nll_grad([1, 0, 1, 0], [1, 0, 0, 1]), [-1, 1, -np.inf, np.inf])
    assert_array_equal(categorical_nll([0, 1], [[1, 0], [1, 0]]), [0, np.inf])
    assert_array_equal(categorical_nll_grad([0, 1], [[1, 0], [1, 0]]), [[-1, 0], [0, -np.inf]])


def test_a_density_above_1_gives_a_negative_nll():
    assert_allclose(gaussian_nll(0, 0, 0.1), np.log(0.1) + np.log(2 * np.pi) / 2, rtol=1e-15)
    assert gaussian_nll(0, 0, 0.1) < 0
    assert_allclose(laplace_nll(0, 0, 0.1), np.log(0.2), rtol=1e-15)


def test_each_likelihood_gives_its_loss_up_to_a_constant():
    assert_array_equal(bernoulli_nll(BITS, CHANCES), binary_cross_entropy(BITS, CHANCES))
    constant = gaussian_nll(0, 0, 1)
    assert_allclose(gaussian_nll(Y, MU, 1) - constant, squared_error(Y, MU) / 2, atol=1e-14)
    assert_allclose(laplace_nll(Y, MU, 1) - np.log(2), absolute_error(Y, MU), atol=1e-14)


@given(st.integers(0, 12), st.integers(0, 12), st.floats(0, 1))
@few
def test_the_most_likely_coin_is_the_share_of_heads(heads, tails, other):
    tosses = np.repeat([1, 0], [heads, tails])
    if tosses.size:
        share = heads / tosses.size
        best = bernoulli_nll(tosses, np.full(tosses.size, share)).sum()
        assert best <= bernoulli_nll(tosses, np.full(tosses.size, other)).sum() + 1e-12


def test_nine_heads_and_four_tails():
    tosses, share = np.repeat([1, 0], [9, 4]), np.full(13, 9 / 13)
    likelihood = np.exp(-bernoulli_nll(tosses, share).sum())
    assert_allclose(likelihood, 9**9 * 4**4 / 13**13, rtol=1e-13)
    assert_allclose(bernoulli_nll_grad(tosses, share).sum(), 0, atol=1e-13)


@given(data, st.floats(-1000, 1000), st.floats(0.01, 100))
@few
def test_the_most_likely_centres_are_the_mean_and_the_median(y, other, scale):
    for nll, centre in [(gaussian_nll, y.mean()), (laplace_nll, np.median(y))]:
        best = nll(y, np.full(y.shape, centre), scale).sum()
        worse = nll(y, np.full(y.shape, other), scale).sum()
        assert best <= worse + 1e-10 * (1 + abs(worse))


def test_the_most_likely_scales_are_those_scipy_fits():
    mean, deviation = scipy.stats.norm.fit(Y)
    median, spread = scipy.stats.laplace.fit(Y)
    for nll, centre, best in [(gaussian_nll, mean, deviation), (laplace_nll, median, spread)]:
        centres = np.full(N, centre)
        least = nll(Y, centres, best).sum()
        for factor in (0.99, 1.01):
            assert nll(Y, centres, factor * best).sum() > least


@pytest.mark.parametrize(
    "function", [gaussian_nll, gaussian_nll_grad, laplace_nll, laplace_nll_grad]
)
def test_a_scale_is_one_number_for_all_or_one_for_each(function):
    assert_array_equal(function(Y, MU, 0.5), function(Y, MU, np.full(N, 0.5)))
    for dtype in (np.float16, np.float32, np.float64):
        for scale in (2, 0.5, np.float64(0.5), np.array(0.5), np.full(N, 0.5, dtype)):
            assert function(Y.astype(dtype), MU.astype(dtype), scale).dtype == dtype
    assert np.isnan(function(Y, MU, np.nan)).all()
    name = "sigma" if "gaussian" in function.__name__ else "b"
    with pytest.raises(
        ValueError, match=rf"y_true and {name} must have equal shapes.*\(100,\).*\(3,\)"
    ):
        function(Y, MU, np.ones(3))
    for bad in (0, -1.5, [-1.0] * N):
        with pytest.raises(ValueError, match=rf"^{name} must be > 0, got (0|-1)"):
            function(Y, MU, bad)
    for bad in ("1", None, 1j):
        with pytest.raises(TypeError, match=rf"^{name} must hold real numbers"):
            function(Y, MU, bad)


def test_tiny_and_huge_scales():
    assert_allclose(gaussian_nll_grad(0, 1e-200, 1e-200), 1e200, rtol=1e-14)
    at_one_sigma = 0.5 + np.log(1e-200) + np.log(2 * np.pi) / 2
    assert_allclose(gaussian_nll(0, 1e-200, 1e-200), at_one_sigma, rtol=1e-15)
    assert_allclose(laplace_nll(0, 0, 1.7e308), np.log(2) + np.log(1.7e308), rtol=1e-15)


def test_probabilities_that_do_not_sum_to_1():
    with pytest.raises(ValueError, match=r"the sum of p along axis -1 must be 1 .* got 0\.9"):
        categorical_nll([0], [[0.5, 0.4]])
    with pytest.raises(ValueError, match=r"y_true must have shape \(2,\).*\(2, 2\).*\(3,\)"):
        categorical_nll([0, 1, 1], [[0.5, 0.5], [1, 0]])


@pytest.mark.parametrize("theta", [0.1, 0.5, 9 / 13])
def test_a_likelihood_sums_to_1_over_the_data_and_not_over_the_parameter(theta):
    flips = np.array(list(itertools.product([0, 1], repeat=6)))
    likelihoods = np.exp(-bernoulli_nll(flips, np.full(flips.shape, theta)).sum(axis=1))
    assert_allclose(likelihoods.sum(), 1)

    def likelihood(theta):
        return np.exp(-bernoulli_nll(flips[11], np.full(6, theta)).sum())

    assert scipy.integrate.quad(likelihood, 0, 1)[0] < 0.02


def test_a_likelihood_made_of_densities_may_exceed_1():
    close = np.array([1.9, 2.0, 2.1])
    likelihood = np.exp(-gaussian_nll(close, np.full(3, 2.0), 0.1).sum())
    assert_allclose(likelihood, np.prod(scipy.stats.norm(2, 0.1).pdf(close)))
    assert likelihood > 20


def test_the_most_likely_line_given_x_is_that_of_least_squares():
    x = SCALE

    def nll(line):
        return gaussian_nll(Y, line[0] * x + line[1], 1).sum()

    found = scipy.optimize.minimize(nll, [0, 0], tol=1e-10).x
    expected = scipy.stats.linregress(x, Y)
    assert_allclose(found, [expected.slope, expected.intercept], rtol=1e-4)


@pytest.mark.parametrize("theta", [0.2, 9 / 13, 0.9])
def test_the_slope_of_the_log_is_a_sum_of_slopes_and_that_of_the_product_is_not(theta):
    tosses = np.repeat([1, 0], [9, 4])
    slopes = bernoulli_nll_grad(tosses, np.full(13, theta))
    assert_allclose(slopes.sum(), -9 / theta + 4 / (1 - theta), atol=1e-12)

    def likelihood(theta):
        return theta**9 * (1 - theta) ** 4

    h = 1e-6
    slope = (likelihood(theta + h) - likelihood(theta - h)) / (2 * h)
    # Each factor's slope stands beside all the other factors.
    assert_allclose(slope, -slopes.sum() * likelihood(theta), rtol=1e-6, atol=1e-12)


def test_the_mean_nll_is_the_cross_entropy_of_data_and_model():
    shares = np.bincount(CLASSES, minlength=K) / N
    for model in CLASS_CHANCES[:10]:
        mean = categorical_nll(CLASSES, np.tile(model, (N, 1))).mean()
        assert_allclose(mean, cross_entropy(shares, model), rtol=1e-13)
    heads = BITS.mean()
    mean = bernoulli_nll(BITS, np.full(N, 0.3)).mean()
    assert_allclose(mean, cross_entropy([heads, 1 - heads], [0.3, 0.7]), rtol=1e-13)


@pytest.mark.parametrize("z", [-9.0, -1.0, 0.5, 9.0])
def test_the_slope_that_goes_backward_is_prediction_minus_truth(z):
    def slope(nll, h=1e-5):
        return (nll(z + h) - nll(z - h)) / (2 * h)

    def softmax(z):
        return scipy.special.softmax([0.3, z, -1.0])

    for y in (0, 1):
        linear = slope(lambda z, y=y: gaussian_nll(y, z, 1))
        assert_allclose(linear, z - y, atol=1e-8)
        by_sigmoid = slope(lambda z, y=y: bernoulli_nll(y, scipy.special.expit(z)))
        assert_allclose(by_sigmoid, scipy.special.expit(z) - y, atol=1e-8)
        by_softmax = slope(lambda z, y=y: categorical_nll(y, softmax(z)))
        assert_allclose(by_softmax, softmax(z)[1] - (y == 1), atol=1e-8)
