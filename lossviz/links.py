"""The functions between a logit and a probability.

A logit is any real number, the log of odds; a probability lies in [0, 1]. For vectors, `axis` is
the axis of the K classes. Infinity and NaN are answers here (logit(1) is inf), so NumPy's
floating-point warnings are off where they can arise.
"""

import numpy as np

from lossviz.domain import probability, real, vector

__all__ = ["log_sigmoid", "log_softmax", "logit", "logsumexp", "sigmoid", "softmax", "softplus"]


@np.errstate(under="ignore")
def sigmoid(z):
    """Return the probability whose log odds are z.

        sigmoid(z) = 1 / (1 + e^-z) = e^z / (1 + e^z)

    Domain: every real z; sigmoid(-inf) = 0 and sigmoid(inf) = 1.
    Parameters: z, logits (nats), any shape.
    Returns: probabilities in [0, 1], the shape of z.
    Errors: TypeError if z does not hold real numbers.

    >>> sigmoid([-1000, 0, 1000])
    array([0. , 0.5, 1. ])

    Identity: sigmoid(-z) = 1 - sigmoid(z); the slope is sigmoid(z) (1 - sigmoid(z)), at most 1/4.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.10.
    """
    z = real("z", z)
    # The first form for z >= 0 and the second for z < 0, in one: e is never raised to a positive
    # power, which overflows from z = 710 on.
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


@np.errstate(divide="ignore")
def logit(p):
    """Return the log odds of the probability p.

        logit(p) = log(p / (1 - p)) = log(p) - log(1 - p)

    Domain: p in [0, 1]; logit(0) = -inf and logit(1) = inf.
    Parameters: p, probabilities, any shape.
    Returns: logits (nats), the shape of p.
    Errors: TypeError if p does not hold real numbers, ValueError outside [0, 1].

    >>> logit([0, 0.5, 1])
    array([-inf,   0.,  inf])

    Identity: sigmoid(logit(p)) = p.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.10.
    """
    p = real("p", probability("p", p))
    return np.log(p) - np.log(1 - p)


@np.errstate(invalid="ignore", under="ignore")
def softplus(z):
    """Return a smooth version of max(0, z).

        softplus(z) = log(1 + e^z)

    Domain: every real z; softplus(-inf) = 0 and softplus(inf) = inf.
    Parameters: z, logits (nats), any shape.
    Returns: positive numbers (nats), the shape of z.
    Errors: TypeError if z does not hold real numbers.

    >>> softplus([-1000, 1000])
    array([   0., 1000.])

    Identity: softplus(z) - softplus(-z) = z; the slope of softplus is sigmoid.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.10.
    """
    # logaddexp(0, z) is log(e^0 + e^z) without computing e^z, which overflows.
    return np.logaddexp(0, real("z", z))


def log_sigmoid(z):
    """Return the log of the probability whose log odds are z.

        log_sigmoid(z) = log(1 / (1 + e^-z)) = -softplus(-z)

    Domain: every real z; log_sigmoid(-inf) = -inf and log_sigmoid(inf) = 0.
    Parameters: z, logits (nats), any shape.
    Returns: log probabilities (nats), at most 0, the shape of z.
    Errors: TypeError if z does not hold real numbers.

    >>> print(log_sigmoid(-1000))  # log(sigmoid(-1000)) would be log(0) = -inf
    -1000.0

    Identity: log_sigmoid(z) - log_sigmoid(-z) = z.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.10.
    """
    return -softplus(-real("z", z))


@np.errstate(all="ignore")
def logsumexp(z, *, axis=-1):
    """Return the log of the sum of the exponentials: a smooth version of max(z).

        logsumexp(z) = log(sum_k e^(z_k))

    Domain: every real z; logsumexp of nothing is log(0) = -inf.
    Parameters: z, logits (nats), at least one axis; axis, the one summed over.
    Returns: nats, the shape of z without that axis.
    Errors: TypeError if z does not hold real numbers or axis is not an integer, ValueError if z has
    no such axis.

    >>> print(logsumexp([0.0, 0.0]), logsumexp([1000.0, -1000.0]))
    0.6931471805599453 1000.0

    Identity: logsumexp(z + c) = logsumexp(z) + c; max(z) <= logsumexp(z) <= max(z) + log(K).
    Source: Blanchard, Higham & Higham, Accurately computing the log-sum-exp and softmax functions,
    IMA Journal of Numerical Analysis 41 (2021), section 1.
    """
    z = vector("z", z, axis)
    # One pair at a time, logaddexp(a, b) = log(e^a + e^b), without computing e^a or e^b, which
    # overflow. In float64, because the small terms of a long sum vanish in float16.
    double = np.result_type(z.dtype, np.float64)
    return np.logaddexp.reduce(z, axis=axis, dtype=double).astype(z.dtype)


def _below_the_greatest(z, axis):
    # Softmax does not change when a constant is added to every logit. With the greatest taken out,
    # no exponential can overflow, and their sum is at least 1.
    return z - np.max(z, axis=axis, keepdims=True, initial=-np.inf)


@np.errstate(all="ignore")
def softmax(z, *, axis=-1):
    """Return the distribution over K classes whose log probabilities are z, up to a constant.

        softmax(z)_k = e^(z_k) / sum_j e^(z_j)

    Domain: every real z. A logit of -inf gets the probability 0. Where the answer would be
    inf / inf or 0 / 0 (a logit of inf, or all of them -inf), it is NaN.
    Parameters: z, logits (nats), at least one axis; axis, that of the classes.
    Returns: probabilities that sum to 1 along axis, the shape of z.
    Errors: TypeError if z does not hold real numbers or axis is not an integer, ValueError if z has
    no such axis.

    >>> softmax([2, 1, 0]).round(3)
    array([0.665, 0.245, 0.09 ])

    Identity: softmax(z + c) = softmax(z); with two classes, softmax(z)_1 = sigmoid(z_1 - z_2).
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), sections 4.1 and 6.2.2.3.
    """
    exponentials = np.exp(_below_the_greatest(vector("z", z, axis), axis))
    return exponentials / np.sum(exponentials, axis=axis, keepdims=True)


@np.errstate(all="ignore")
def log_softmax(z, *, axis=-1):
    """Return the log of softmax.

        log_softmax(z)_k = log(softmax(z)_k) = z_k - logsumexp(z)

    Domain: every real z; infinite logits as for softmax.
    Parameters: z, logits (nats), at least one axis; axis, that of the classes.
    Returns: log probabilities (nats), at most 0, the shape of z.
    Errors: TypeError if z does not hold real numbers or axis is not an integer, ValueError if z has
    no such axis.

    >>> log_softmax([1000, 0])  # log(softmax([1000, 0])) would be [0, -inf]
    array([    0., -1000.])

    Identity: log_softmax(z + c) = log_softmax(z); logsumexp(log_softmax(z)) = 0.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), sections 4.1 and 6.2.2.3.
    """
    # Taking the greatest out first keeps the digits of small differences between large logits.
    z = _below_the_greatest(vector("z", z, axis), axis)
    return z - np.expand_dims(logsumexp(z, axis=axis), axis)
