"""Losses for a class: what a predicted probability, or a score, costs once the label is known.

Each loss is returned per example; the gradient beside it is with respect to the second argument.
A soft label is a probability that the label is 1. The cross entropies are linear in the label, so
a soft label means the expected loss; focal and brier are not linear and take only 0 and 1.
Logarithms are natural: losses are in nats. Infinity and NaN are answers here (-log(0) is inf), so
NumPy's floating-point warnings are off where they can arise.
"""

import numpy as np

from lossviz.domain import (
    aligned,
    distribution,
    label,
    numbers,
    one_hot,
    option,
    per_probability,
    probability,
    times,
    vector,
)
from lossviz.links import log_softmax, sigmoid, softmax, softplus

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad",
    "brier",
    "brier_grad",
    "focal",
    "focal_grad",
    "hinge",
    "hinge_grad",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
]


def _soft_labels_and_probabilities(y_true, y_pred):
    return aligned(y_true=probability("y_true", y_true), y_pred=probability("y_pred", y_pred))


@np.errstate(divide="ignore")
def binary_cross_entropy(y_true, y_pred):
    """Return the surprise at a label of 0 or 1 when its probability of being 1 was y_pred.

        binary_cross_entropy(y, p) = -(y log(p) + (1 - y) log(1 - p))

    Domain: y_true and y_pred in [0, 1]; 0 log 0 = 0 and -log 0 = inf.
    Parameters: y_true, labels or soft labels; y_pred, probabilities of the same shape.
    Returns: nats per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    a value is outside [0, 1].

    >>> binary_cross_entropy([1, 1, 0], [1, 0.5, 1])
    array([0.        , 0.69314718,        inf])

    Identity: for a soft label y it is least at p = y, where it is the entropy of y, not 0.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2, equation 4.90.
    """
    y, p = _soft_labels_and_probabilities(y_true, y_pred)
    # log1p(-p) is log(1 - p) without first rounding a small p away.
    return times(y, -np.log(p)) + times(1 - y, -np.log1p(-p))


def binary_cross_entropy_grad(y_true, y_pred):
    """Return the slope of binary_cross_entropy in y_pred.

        d/dp binary_cross_entropy(y, p) = (1 - y) / (1 - p) - y / p

    Domain: y_true and y_pred in [0, 1]; 0 / 0 = 0, because a term of weight 0 is not in the loss.
    So the slope at p = y = 0 is 1 and at p = y = 1 is -1, the limits from inside [0, 1].
    Parameters: y_true, labels or soft labels; y_pred, probabilities of the same shape.
    Returns: nats per unit of probability, per example, the shape of y_true.
    Errors: as for binary_cross_entropy.

    >>> binary_cross_entropy_grad([0, 0, 1, 1], [0, 0.5, 0.25, 0])
    array([  1.,   2.,  -4., -inf])

    Identity: times the slope p (1 - p) of sigmoid it is p - y.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2.
    """
    y, p = _soft_labels_and_probabilities(y_true, y_pred)
    return per_probability(1 - y, 1 - p) - per_probability(y, p)


def _soft_labels_and_logits(y_true, logits):
    return aligned(y_true=probability("y_true", y_true), logits=numbers("logits", logits))


def binary_cross_entropy_with_logits(y_true, logits):
    """Return binary_cross_entropy of the probability whose log odds are the logit.

        binary_cross_entropy_with_logits(y, z) = y softplus(-z) + (1 - y) softplus(z)

    Domain: y_true in [0, 1]; every real logit, infinite ones too.
    Parameters: y_true, labels or soft labels; logits (nats) of the same shape.
    Returns: nats per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    a label is outside [0, 1].

    >>> binary_cross_entropy_with_logits([1, 1, 0], [100, 0, 100]).round(3)
    array([  0.   ,   0.693, 100.   ])

    Identity: equals binary_cross_entropy(y, sigmoid(z)), and softplus(z) - y z.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 6.2.2.2.
    """
    y, z = _soft_labels_and_logits(y_true, logits)
    # softplus(-z) is -log(sigmoid(z)) where sigmoid(z) rounds to 0. Two terms, neither negative,
    # keep the digits of a small loss, which softplus(z) - y z cancels.
    return times(y, softplus(-z)) + times(1 - y, softplus(z))


@np.errstate(under="ignore")
def binary_cross_entropy_with_logits_grad(y_true, logits):
    """Return the slope of binary_cross_entropy_with_logits in the logit: prediction minus label.

        d/dz binary_cross_entropy_with_logits(y, z) = sigmoid(z) - y

    Domain: y_true in [0, 1]; every real logit, infinite ones too.
    Parameters: y_true, labels or soft labels; logits (nats) of the same shape.
    Returns: per example, in [-1, 1], the shape of y_true.
    Errors: as for binary_cross_entropy_with_logits.

    >>> binary_cross_entropy_with_logits_grad([1, 0], [0, 100])
    array([-0.5,  1. ])

    Identity: it is 0 exactly where sigmoid(z) = y.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2, equation 4.91.
    """
    y, z = _soft_labels_and_logits(y_true, logits)
    # sigmoid(z) - y with sigmoid(-z) for 1 - sigmoid(z): at y = 1, z = 40 the difference would be
    # 1 - 1 = 0, but the slope is -e^-40.
    return (1 - y) * sigmoid(z) - y * sigmoid(-z)


def _distributions_and_logits(y_true, logits):
    y, z = numbers("y_true", y_true), vector("logits", logits)
    if y.shape == z.shape:
        return aligned(y_true=distribution("y_true", y), logits=z)
    if y.shape == z.shape[:-1]:
        return one_hot("y_true", y, like=z), z
    raise ValueError(
        f"y_true must have the shape of logits, {z.shape}, or hold class indices of shape "
        f"{z.shape[:-1]}, got {y.shape}"
    )


@np.errstate(all="ignore")
def softmax_cross_entropy(y_true, logits):
    """Return the surprise at the true class when the model's distribution is softmax(logits).

        softmax_cross_entropy(y, z) = -sum_k y_k log(softmax(z)_k)

    A class index stands for the distribution y that is 1 at that class: the loss is then
    -log(softmax(z)_class) = logsumexp(z) - z_class.

    Domain: y_true a class index from 0 to K - 1, or a distribution; every real logit, and -inf for
    an impossible class, which costs inf if it is true.
    Parameters: logits (nats), (..., K); y_true, class indices, (...), or probabilities, (..., K).
    Returns: nats per example, (...).
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes do not
    fit, an index is out of range or fractional, or probabilities are outside [0, 1] or do not sum
    to 1.

    >>> softmax_cross_entropy([0, 1], [[0, 0], [100, 0]]).round(3)
    array([  0.693, 100.   ])

    Identity: adding a constant to all logits changes nothing; for a distribution y the least value
    is the entropy of y.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4, equation 4.108.
    """
    y, z = _distributions_and_logits(y_true, logits)
    return np.sum(times(y, -log_softmax(z)), axis=-1)


def softmax_cross_entropy_grad(y_true, logits):
    """Return the gradient of softmax_cross_entropy in the logits: prediction minus label.

        d/dz_k softmax_cross_entropy(y, z) = softmax(z)_k - y_k

    Domain: as for softmax_cross_entropy.
    Parameters: logits (nats), (..., K); y_true, class indices, (...), or probabilities, (..., K).
    Returns: the shape of logits, each entry in [-1, 1].
    Errors: as for softmax_cross_entropy.

    >>> softmax_cross_entropy_grad([0], [[0, 0]])
    array([[-0.5,  0.5]])

    Identity: the entries of one example sum to 0.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4, equation 4.109.
    """
    y, z = _distributions_and_logits(y_true, logits)
    return softmax(z) - y


def _outcomes_and_probabilities(y_true, y_pred):
    return aligned(y_true=label("y_true", y_true, 0, 1), y_pred=probability("y_pred", y_pred))


def _focusing(gamma):
    return option("gamma", gamma, "in [0, inf)", lambda gamma: 0 <= gamma < np.inf)


@np.errstate(all="ignore")
def focal(y_true, y_pred, *, gamma=2.0):
    """Return the binary cross entropy, weighted down where the prediction is already right.

        focal(y, p) = -(1 - p_t)^gamma log(p_t),  p_t = p if y = 1, 1 - p if y = 0

    Domain: y_true 0 or 1; y_pred in [0, 1]; gamma >= 0.
    Parameters: y_true, labels; y_pred, probabilities that the label is 1, of the same shape;
    gamma, how much less an easy example counts.
    Returns: nats per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ, a
    label is not 0 or 1, or a probability or gamma is out of range.

    >>> focal([1, 1, 0], [1, 0.5, 1])
    array([0.       , 0.1732868,       inf])

    Identity: gamma = 0 is binary_cross_entropy, and a larger gamma never costs more.
    Source: Lin, Goyal, Girshick, He & Dollar, Focal loss for dense object detection, ICCV (2017),
    equation 4.
    """
    y, p = _outcomes_and_probabilities(y_true, y_pred)
    # 1 - p_t, written so that a small p is not rounded away; -log(p_t) is the binary cross entropy.
    wrong = y * (1 - p) + (1 - y) * p
    return wrong ** _focusing(gamma) * binary_cross_entropy(y, p)


@np.errstate(all="ignore")
def focal_grad(y_true, y_pred, *, gamma=2.0):
    """Return the slope of focal in y_pred.

        d/dp focal(y, p) = s (gamma (1 - p_t)^(gamma - 1) log(p_t) - (1 - p_t)^gamma / p_t)
        s = 1 if y = 1, -1 if y = 0;  p_t = p if y = 1, 1 - p if y = 0

    Domain: as for focal. At p_t = 1 the limit is returned: 0 if gamma > 0, and -s if gamma = 0.
    Parameters: y_true, labels; y_pred, probabilities that the label is 1, of the same shape; gamma.
    Returns: nats per unit of probability, per example, the shape of y_true.
    Errors: as for focal.

    >>> focal_grad([1, 0, 1], [0.5, 0.5, 0])
    array([-1.19314718,  1.19314718,        -inf])

    Identity: gamma = 0 is binary_cross_entropy_grad.
    Source: Lin, Goyal, Girshick, He & Dollar, Focal loss for dense object detection, ICCV (2017),
    equation 4.
    """
    (y, p), gamma = _outcomes_and_probabilities(y_true, y_pred), _focusing(gamma)
    s, wrong = 2 * y - 1, y * (1 - p) + (1 - y) * p
    # The product rule on wrong^gamma times -log(p_t). At p_t = 1, wrong^(gamma - 1) may be inf, but
    # log(p_t) is 0 and tends to 0 faster; at p_t = 0 the log is infinite, but counts gamma times.
    bends = times(gamma, times(binary_cross_entropy(y, p), wrong ** (gamma - 1)))
    return wrong**gamma * binary_cross_entropy_grad(y, p) - s * bends


@np.errstate(under="ignore")
def brier(y_true, y_pred):
    """Return the squared distance of a predicted probability from what happened.

        brier(y, p) = (p - y)^2

    Domain: y_true 0 or 1; y_pred in [0, 1].
    Parameters: y_true, labels; y_pred, probabilities of the same shape. For K classes, pass one-hot
    labels and sum the result over the classes.
    Returns: per example, in [0, 1], the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ, a
    label is not 0 or 1, or a probability is out of range.

    >>> brier([1, 1, 0], [1, 0.5, 1])
    array([0.  , 0.25, 1.  ])

    Identity: if the label is 1 with probability q, the expected loss is (p - q)^2 + q (1 - q).
    Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather
    Review 78 (1950), pages 1-3; his score sums over the classes, so with two classes it is twice
    this one.
    """
    y, p = _outcomes_and_probabilities(y_true, y_pred)
    return (p - y) ** 2


def brier_grad(y_true, y_pred):
    """Return the slope of brier in y_pred.

        d/dp brier(y, p) = 2 (p - y)

    Domain: y_true 0 or 1; y_pred in [0, 1].
    Parameters: y_true, labels; y_pred, probabilities of the same shape.
    Returns: per example, in [-2, 2], the shape of y_true.
    Errors: as for brier.

    >>> brier_grad([1, 1, 0], [1, 0.5, 1])
    array([ 0., -1.,  2.])

    Identity: at most 2 in size, where the slope of binary_cross_entropy has no bound.
    Source: Brier, Verification of forecasts expressed in terms of probability, Monthly Weather
    Review 78 (1950), pages 1-3.
    """
    y, p = _outcomes_and_probabilities(y_true, y_pred)
    return 2 * (p - y)


def _signs_and_scores(y_true, y_pred):
    return aligned(y_true=label("y_true", y_true, -1, 1), y_pred=numbers("y_pred", y_pred))


@np.errstate(invalid="ignore")
def hinge(y_true, y_pred):
    """Return how far a score is from being right by a margin of 1.

        hinge(y, s) = max(0, 1 - y s)

    Domain: y_true -1 or 1; every real score.
    Parameters: y_true, labels; y_pred, scores of the same shape, whose sign is the predicted
    label.
    Returns: per example, at least 0, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    a label is not -1 or 1.

    >>> hinge([1, 1, -1], [2, 0.5, 2])
    array([0. , 0.5, 3. ])

    Identity: never below the 0-1 loss: a wrong sign costs at least 1.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 7.1.2.
    """
    y, s = _signs_and_scores(y_true, y_pred)
    return np.maximum(0, 1 - y * s)


@np.errstate(invalid="ignore")
def hinge_grad(y_true, y_pred):
    """Return the slope of hinge in the score.

        d/ds hinge(y, s) = -y  if y s < 1
                            0  if y s > 1

    Domain: y_true -1 or 1; every real score. At y s = 1 the slope is undefined; 0, one of its two
    sides, is returned.
    Parameters: y_true, labels; y_pred, scores of the same shape.
    Returns: -1, 0 or 1 per example, the shape of y_true.
    Errors: as for hinge.

    >>> hinge_grad([1, 1, -1], [2, 0.5, 2])
    array([ 0., -1.,  1.])

    Identity: an example that is right by the margin of 1 no longer pulls.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 7.1.2.
    """
    y, s = _signs_and_scores(y_true, y_pred)
    # Subtracted from 0 because -y times 0 would show a slope of -0.
    return 0 - y * np.heaviside(1 - y * s, 0)
