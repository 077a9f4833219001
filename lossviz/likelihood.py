"""Negative log-likelihoods: how surprising an observation is to a model with given parameters.

Every function takes (y_true, parameter ...) and returns nats per example, with all constants: the
sum over independent examples is minus the log of their joint likelihood. `<name>_grad` takes the
same arguments and returns the derivative with respect to the second one. Infinity and NaN are
answers here (-log(0) is inf), so NumPy's floating-point warnings are off where they can arise.
"""

import math

import numpy as np

from lossviz.domain import (
    aligned,
    distribution,
    label,
    numbers,
    one_hot,
    per_probability,
    probability,
    real,
    require,
)
from lossviz.information import cross_entropy
from lossviz.losses import binary_cross_entropy, binary_cross_entropy_grad

__all__ = [
    "bernoulli_nll",
    "bernoulli_nll_grad",
    "categorical_nll",
    "categorical_nll_grad",
    "gaussian_nll",
    "gaussian_nll_grad",
    "laplace_nll",
    "laplace_nll_grad",
]


def _outcomes_and_probabilities(y_true, p):
    return aligned(y_true=label("y_true", y_true, 0, 1), p=probability("p", p))


def bernoulli_nll(y_true, p):
    """Return the surprise at a coin's outcome when heads (1) has probability p.

        bernoulli_nll(y, p) = -log(p^y (1 - p)^(1 - y)) = -log(p)      if y = 1
                                                          -log(1 - p)  if y = 0

    Domain: y_true 0 or 1; p in [0, 1]; -log(0) = inf.
    Parameters: y_true, outcomes; p, probabilities of the same shape.
    Returns: nats per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ, an
    outcome is not 0 or 1, or a probability is out of range.

    >>> bernoulli_nll([1, 1, 0], [1, 0.5, 1])
    array([0.        , 0.69314718,        inf])

    Identity: it is the binary cross entropy of a hard label; the most likely p is the share of 1s.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.2.
    """
    return binary_cross_entropy(*_outcomes_and_probabilities(y_true, p))


def bernoulli_nll_grad(y_true, p):
    """Return the slope of bernoulli_nll in p.

        d/dp bernoulli_nll(y, p) = -1 / p       if y = 1
                                   1 / (1 - p)  if y = 0

    Domain: as for bernoulli_nll.
    Parameters: y_true, outcomes; p, probabilities of the same shape.
    Returns: nats per unit of probability, per example, the shape of y_true.
    Errors: as for bernoulli_nll.

    >>> bernoulli_nll_grad([1, 0, 1], [0.25, 0.5, 0])
    array([ -4.,   2., -inf])

    Identity: the slopes sum to 0 where p is the share of 1s.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.2.
    """
    return binary_cross_entropy_grad(*_outcomes_and_probabilities(y_true, p))


def _classes_and_distributions(y_true, p):
    p = real("p", distribution("p", p))
    return one_hot("y_true", y_true, like=p), p


def categorical_nll(y_true, p):
    """Return the surprise at a class when the K classes have the probabilities p.

        categorical_nll(k, p) = -log(p_k)

    Domain: y_true a class index from 0 to K - 1; p a distribution over the classes; -log(0) = inf.
    Parameters: y_true, class indices, (...); p, probabilities, (..., K).
    Returns: nats per example, (...).
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes do not
    fit, an index is out of range or fractional, or p is not a distribution.

    >>> categorical_nll([0, 2], [[0.5, 0.25, 0.25], [1, 0, 0]])
    array([0.69314718,        inf])

    Identity: it is the cross entropy of a one-hot distribution and p.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.3.
    """
    return cross_entropy(*_classes_and_distributions(y_true, p))


def categorical_nll_grad(y_true, p):
    """Return the gradient of categorical_nll in p, each p_j taken as free of the others.

        d/dp_j categorical_nll(k, p) = -1 / p_k  if j = k
                                       0         otherwise

    Domain: as for categorical_nll.
    Parameters: y_true, class indices, (...); p, probabilities, (..., K).
    Returns: nats per unit of probability, the shape of p.
    Errors: as for categorical_nll.

    >>> categorical_nll_grad([0], [[0.5, 0.25, 0.25]])
    array([[-2.,  0.,  0.]])

    Identity: for p = softmax(z), the chain rule turns it into p minus the one-hot label.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.3.
    """
    y, p = _classes_and_distributions(y_true, p)
    return 0 - per_probability(y, p)


def _located_and_scaled(y_true, mu, **scale):
    [(name, value)] = scale.items()
    value = numbers(name, value)
    require(value > 0, name, value, "> 0")
    if value.ndim:
        return aligned(y_true=y_true, mu=mu, **scale)
    y, mu = aligned(y_true=y_true, mu=mu)
    return y, mu, value.astype(y.dtype)


@np.errstate(all="ignore")
def gaussian_nll(y_true, mu, sigma):
    """Return the surprise at a number when it is normal with mean mu and standard deviation sigma.

        gaussian_nll(y, mu, sigma) = ((y - mu) / sigma)^2 / 2 + log(sigma) + log(2 pi) / 2

    Domain: real y_true and mu; sigma > 0. A density may exceed 1, so the result may be negative.
    Parameters: y_true and mu, numbers of one shape and unit; sigma, in that unit, one number for
    all examples or one for each.
    Returns: nats per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    sigma is not > 0.

    >>> gaussian_nll([0, 1], [0, 0], 1)
    array([0.91893853, 1.41893853])

    Identity: with sigma = 1 it is half the squared error plus a constant; the most likely mu is
    the mean.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.2.4.
    """
    y, mu, sigma = _located_and_scaled(y_true, mu, sigma=sigma)
    return ((y - mu) / sigma) ** 2 / 2 + np.log(sigma) + math.log(2 * math.pi) / 2


@np.errstate(all="ignore")
def gaussian_nll_grad(y_true, mu, sigma):
    """Return the slope of gaussian_nll in mu.

        d/dmu gaussian_nll(y, mu, sigma) = (mu - y) / sigma^2

    Domain: as for gaussian_nll.
    Parameters: y_true and mu, numbers of one shape and unit; sigma, in that unit, one number for
    all examples or one for each.
    Returns: nats per unit of mu, per example, the shape of y_true.
    Errors: as for gaussian_nll.

    >>> gaussian_nll_grad([0, 1], [0, 0], 0.5)
    array([ 0., -4.])

    Identity: the slopes sum to 0 where mu is the mean.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.2.4.
    """
    y, mu, sigma = _located_and_scaled(y_true, mu, sigma=sigma)
    # Divided twice because the square of a tiny sigma rounds to 0.
    return (mu - y) / sigma / sigma


@np.errstate(all="ignore")
def laplace_nll(y_true, mu, b):
    """Return the surprise at a number when it is Laplace distributed around mu with scale b.

        laplace_nll(y, mu, b) = |y - mu| / b + log(2 b)

    Domain: real y_true and mu; b > 0. A density may exceed 1, so the result may be negative.
    Parameters: y_true and mu, numbers of one shape and unit; b, in that unit, one number for all
    examples or one for each.
    Returns: nats per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    b is not > 0.

    >>> laplace_nll([0, 1], [0, 0], 1)
    array([0.69314718, 1.69314718])

    Identity: with b = 1 it is the absolute error plus a constant; the most likely mu is a median.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.9.4.
    """
    y, mu, b = _located_and_scaled(y_true, mu, b=b)
    # log(2) + log(b), because 2 b may overflow.
    return np.abs(y - mu) / b + (math.log(2) + np.log(b))


@np.errstate(all="ignore")
def laplace_nll_grad(y_true, mu, b):
    """Return the slope of laplace_nll in mu.

        d/dmu laplace_nll(y, mu, b) = sign(mu - y) / b

    Domain: as for laplace_nll. At mu = y the slope is undefined; 0, between the two sides, is
    returned.
    Parameters: y_true and mu, numbers of one shape and unit; b, in that unit, one number for all
    examples or one for each.
    Returns: nats per unit of mu, per example, the shape of y_true.
    Errors: as for laplace_nll.

    >>> laplace_nll_grad([0, 1], [0, 0], 0.5)
    array([ 0., -2.])

    Identity: every example pulls equally hard, however far away.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.9.4.
    """
    y, mu, b = _located_and_scaled(y_true, mu, b=b)
    return np.sign(mu - y) / b
