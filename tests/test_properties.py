"""What holds of many functions at once, for every argument: convexity, tangents, minimisers.

What holds of one function is in its own module's tests.
"""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import brentq

from lossviz import information, likelihood, links, losses

pytestmark = pytest.mark.filterwarnings("error")

few = settings(max_examples=60, deadline=None)

K = 3
reals = st.floats(-1000, 1000)
chances = st.floats(1e-6, 1 - 1e-6)
bits = st.sampled_from([0.0, 1.0])
classes = st.integers(0, K - 1)
logits = st.lists(reals, min_size=K, max_size=K)


def normalised(weights):
    return np.array(weights) / np.sum(weights)


# No chance is 0, nor so small that a sum of chances rounds it away.
distributions = st.lists(st.floats(1e-3, 1), min_size=K, max_size=K).map(normalised)

# A loss that is convex in the prediction: what draws a label, and a prediction.
CONVEX = {
    "squared_error": (losses, reals, reals),
    "absolute_error": (losses, reals, reals),
    "power_error": (losses, reals, reals),
    "huber": (losses, reals, reals),
    "log_cosh": (losses, reals, reals),
    "pinball": (losses, reals, reals),
    "binary_cross_entropy": (losses, chances, chances),
    "binary_cross_entropy_with_logits": (losses, chances, reals),
    "softmax_cross_entropy": (losses, classes, logits),
    "focal": (losses, bits, chances),
    "brier": (losses, bits, chances),
    "hinge": (losses, st.sampled_from([-1.0, 1.0]), reals),
    "bernoulli_nll": (likelihood, bits, chances),
    "categorical_nll": (likelihood, classes, distributions),
    "gaussian_nll": (likelihood, reals, reals),
    "laplace_nll": (likelihood, reals, reals),
}
SCALE = {"gaussian_nll": (0.5,), "laplace_nll": (2.0,)}


def convex(name):
    """The loss, its gradient, and what draws its label and its prediction."""
    module, labels, predictions = CONVEX[name]
    functions = (getattr(module, name), getattr(module, f"{name}_grad"))
    loss, gradient = (lambda y, x, f=f: f(y, x, *SCALE.get(name, ())) for f in functions)
    return loss, gradient, labels, predictions


def at_most(value, bound):
    return value <= bound + 1e-12 * (1 + np.abs(bound))


def mixed(weights, values):
    """The mean of values, of which each has a weight."""
    return np.tensordot(weights, np.array(values), axes=1)


def test_no_loss_is_left_out():
    named = {name for module in (losses, likelihood) for name in module.__all__}
    assert named == set(CONVEX) | {f"{name}_grad" for name in CONVEX}


@pytest.mark.parametrize("name", CONVEX)
@given(data=st.data())
@few
def test_the_loss_of_a_mean_prediction_is_at_most_the_mean_loss(name, data):
    loss, _, labels, predictions = convex(name)
    y, weights = data.draw(labels), data.draw(distributions)
    several = data.draw(st.lists(predictions, min_size=K, max_size=K))
    mean_loss = mixed(weights, [loss(y, x) for x in several])
    assert at_most(loss(y, mixed(weights, several)), mean_loss)


@pytest.mark.parametrize("name", CONVEX)
@given(data=st.data())
@few
def test_the_loss_is_nowhere_below_its_tangent(name, data):
    loss, gradient, labels, predictions = convex(name)
    y, here, there = data.draw(labels), *(np.array(data.draw(predictions)) for _ in range(2))
    rise = np.sum(gradient(y, here) * (there - here))
    # The rise is a difference, which rounds as its parts do.
    slack = 1e-12 * (np.abs(loss(y, here)) + np.abs(rise))
    assert at_most(loss(y, here) + rise - slack, loss(y, there))


CURVES = {
    "softplus": (links.softplus, reals),
    "logsumexp": (links.logsumexp, logits),
    "minus log_sigmoid": (lambda z: -links.log_sigmoid(z), reals),
    "minus log_softmax": (lambda z: -links.log_softmax(z)[0], logits),
    "surprisal": (information.surprisal, chances),
    "minus entropy": (lambda p: -information.entropy(p), distributions),
}


@pytest.mark.parametrize("name", CURVES)
@given(data=st.data())
@few
def test_jensens_inequality(name, data):
    function, arguments = CURVES[name]
    weights = data.draw(distributions)
    several = data.draw(st.lists(arguments, min_size=K, max_size=K))
    mean_value = mixed(weights, [function(x) for x in several])
    assert at_most(function(mixed(weights, several)), mean_value)


@given(distributions, st.lists(st.tuples(distributions, distributions), min_size=K, max_size=K))
@few
def test_mixing_makes_distributions_more_alike(weights, pairs):
    ps, qs = zip(*pairs, strict=True)
    mean = mixed(weights, information.kl_divergence(ps, qs))
    assert at_most(information.kl_divergence(mixed(weights, ps), mixed(weights, qs)), mean)


@given(distributions, distributions)
@few
def test_the_divergence_is_0_only_at_equality(p, q):
    # Pinsker's inequality: it is at least half the square of the sum of all differences.
    least = np.sum(np.abs(p - q)) ** 2 / 2
    divergence = information.kl_divergence(p, q)
    assert at_most(least, divergence)
    assert divergence > 0 or least < 1e-14
    assert information.kl_divergence(p, p) == 0


@given(logits, st.integers(0, K - 1), st.floats(1e-3, 1000))
@few
def test_raising_a_logit_raises_its_probability_and_lowers_the_others(z, raised, by):
    higher = np.array(z)
    higher[raised] += by
    before, after = links.softmax(z), links.softmax(higher)
    rounding = 1e-14 * before
    assert after[raised] >= before[raised] - rounding[raised]
    assert (np.delete(after - before - rounding, raised) <= 0).all()
    if 0.01 < before[raised] < 0.99:
        assert after[raised] > before[raised]


@given(st.floats(-20, 20), st.lists(st.floats(-20, 20), min_size=K, max_size=K))
@few
def test_the_slopes_of_the_links_are_their_differences(z, vector):
    h = 1e-6

    def slope(function, at, step=1.0):
        at, step = np.asarray(at), h * np.asarray(step)
        return (function(at + step) - function(at - step)) / (2 * h)

    p = links.sigmoid(z)
    close = partial(assert_allclose, rtol=1e-6, atol=1e-8)
    close(slope(links.sigmoid, z), p * (1 - p))
    close(slope(links.softplus, z), p)
    close(slope(links.log_sigmoid, z), 1 - p)
    q = links.softmax(vector)
    jacobian = [slope(links.softmax, vector, step) for step in np.eye(K)]
    close(jacobian, np.diag(q) - np.outer(q, q))
    close([slope(links.logsumexp, vector, step) for step in np.eye(K)], q)
    of_logs = [slope(links.log_softmax, vector, step) for step in np.eye(K)]
    close(of_logs, np.eye(K) - q[:, np.newaxis])


def balanced(pull):
    """The statistic of the data at which the pulls of all examples sum to 0."""

    def statistic(y):
        low, high = np.min(y), np.max(y)
        return low if low == high else brentq(lambda c: np.sum(pull(y - c)), low - 1, high + 1)

    return statistic


def share(y):
    return np.mean(y, axis=0)


def frequencies(y):
    return np.bincount(y, minlength=K) / len(y)


def log_odds(y):
    return np.log(share(y)) - np.log1p(-share(y))


def majority(y):
    return 1.0 if np.sum(y) >= 0 else -1.0


def both(values):
    """Draws values of which not all are the same."""
    return st.lists(values, min_size=2, max_size=15).filter(lambda y: len(set(y)) > 1)


def every_class(classes):
    return st.permutations([*range(K), *classes])


labels_of_every_class = st.lists(classes, max_size=12).flatmap(every_class)

# The loss, what draws data, the best constant prediction, what draws another one. The mean, the
# median and the quantile are in the tests of the losses and the likelihoods.
MINIMISERS = {
    "huber": (losses.huber, both(reals), balanced(lambda r: np.clip(r, -1, 1)), reals),
    "log_cosh": (losses.log_cosh, both(reals), balanced(np.tanh), reals),
    "power_error": (
        partial(losses.power_error, p=4),
        both(reals),
        balanced(lambda r: r**3),
        reals,
    ),
    "binary_cross_entropy": (losses.binary_cross_entropy, both(bits), share, chances),
    "binary_cross_entropy of soft labels": (
        losses.binary_cross_entropy,
        both(chances),
        share,
        chances,
    ),
    "binary_cross_entropy_with_logits": (
        losses.binary_cross_entropy_with_logits,
        both(bits),
        log_odds,
        reals,
    ),
    "brier": (losses.brier, both(bits), share, chances),
    "hinge": (losses.hinge, both(st.sampled_from([-1.0, 1.0])), majority, reals),
    "softmax_cross_entropy": (
        losses.softmax_cross_entropy,
        labels_of_every_class,
        lambda y: np.log(frequencies(y)),
        logits,
    ),
    "categorical_nll": (
        likelihood.categorical_nll,
        labels_of_every_class,
        frequencies,
        distributions,
    ),
}


@pytest.mark.parametrize("name", MINIMISERS)
@given(data=st.data())
@few
def test_the_best_constant_is_the_textbook_statistic(name, data):
    loss, labels, statistic, predictions = MINIMISERS[name]
    y = np.array(data.draw(labels))

    def total(constant):
        return loss(y, np.broadcast_to(constant, (len(y), *np.shape(constant)))).sum()

    best = statistic(y)
    near = best + 1e-3 * (np.array(data.draw(predictions)) - best)
    for other in (data.draw(predictions), near):
        assert at_most(total(best), total(other))


@given(both(bits))
@few
def test_the_best_constant_of_focal_is_on_the_side_of_the_majority(y):
    # Its minimum is nearer to 1/2 than the share: it is no proper score.
    y, p = np.array(y), np.linspace(0.001, 0.999, 999)
    totals = losses.focal(*np.broadcast_arrays(y, p[:, np.newaxis])).sum(axis=-1)
    best = p[np.argmin(totals)]
    assert np.sign(np.round(best - 0.5, 9)) == np.sign(share(y) - 0.5)
    assert abs(best - 0.5) <= abs(share(y) - 0.5) + 1e-9
