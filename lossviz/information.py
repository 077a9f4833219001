"""Surprise, entropy, cross entropy and divergence of distributions on K outcomes.

`base` is the base of the logarithm, and so the unit: np.e gives nats, 2 gives bits. `axis` is the
axis of the K outcomes, along which the probabilities sum to 1. An impossible outcome counts for
nothing: 0 log 0 = 0. Infinity is an answer here (an outcome the model calls impossible is
infinitely surprising), so NumPy's floating-point warnings are off inside these functions.
"""

import math

import numpy as np

from lossviz.domain import aligned, distribution, option, probability, real, times

__all__ = ["cross_entropy", "entropy", "kl_divergence", "surprisal"]


def _nats_per_unit(base):
    allowed = "in (0, inf) and not 1"
    return math.log(option("base", base, allowed, lambda base: 0 < base < math.inf and base != 1))


@np.errstate(all="ignore")
def surprisal(p, *, base=np.e):
    """Return the surprise, or information, of an event of probability p.

        surprisal(p) = -log(p)

    Domain: p in [0, 1]; surprisal(0) = inf. base > 0 and not 1.
    Parameters: p, probabilities, any shape; base, np.e for nats, 2 for bits.
    Returns: nats (or the unit of base), the shape of p.
    Errors: TypeError if p does not hold real numbers, ValueError if p or base is out of range.

    >>> surprisal([1, 0.5, 0.25, 0], base=2)
    array([ 0.,  1.,  2., inf])

    Identity: independent surprises add: surprisal(p q) = surprisal(p) + surprisal(q).
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.13.
    """
    # Subtracted from 0 because the negative of log(1) would show as -0.
    return (0 - np.log(real("p", probability("p", p)))) / _nats_per_unit(base)


@np.errstate(all="ignore")
def entropy(p, *, base=np.e, axis=-1):
    """Return the mean surprise at the outcomes of p: how uncertain they are.

        entropy(p) = -sum_k p_k log(p_k)

    Domain: p a distribution; 0 log 0 = 0. base > 0 and not 1.
    Parameters: p, probabilities with at least one axis; base, np.e for nats, 2 for bits; axis, that
    of the outcomes.
    Returns: nats (or the unit of base), the shape of p without that axis.
    Errors: TypeError if p does not hold real numbers or axis is not an integer, ValueError if p is
    not a distribution, base is out of range, or there is no such axis.

    >>> print(entropy([0.5, 0.5], base=2), entropy([1, 0], base=2))
    1.0 0.0

    Identity: 0 <= entropy(p) <= log(K), which is reached where all K outcomes are equally likely.
    Source: Shannon, A mathematical theory of communication, Bell System Technical Journal 27
    (1948), section 6.
    """
    return cross_entropy(p, p, base=base, axis=axis)


@np.errstate(all="ignore")
def cross_entropy(p, q, *, base=np.e, axis=-1):
    """Return the mean surprise of a model q at outcomes that follow p.

        cross_entropy(p, q) = -sum_k p_k log(q_k)

    Domain: p and q distributions; 0 log 0 = 0, and inf where an outcome of p has q_k = 0. base > 0
    and not 1.
    Parameters: p (the data) and q (the model), probabilities of one shape; base, np.e for nats, 2
    for bits; axis, that of the outcomes.
    Returns: nats (or the unit of base), the shape of p without that axis.
    Errors: TypeError if an argument does not hold real numbers or axis is not an integer,
    ValueError if the shapes differ, p or q is not a distribution, base is out of range, or there is
    no such axis.

    >>> print(cross_entropy([0.5, 0.5], [0.25, 0.75], base=2).round(4))
    1.2075

    Identity: cross_entropy(p, q) = entropy(p) + kl_divergence(p, q); it is least, and the entropy
    of p, at q = p.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.13.
    """
    p, q = aligned(p=distribution("p", p, axis), q=distribution("q", q, axis))
    return np.sum(times(p, surprisal(q, base=base)), axis=axis)


@np.errstate(all="ignore")
def kl_divergence(p, q, *, base=np.e, axis=-1):
    """Return how much more surprising the outcomes of p are to a model q than to p itself.

        kl_divergence(p, q) = sum_k p_k log(p_k / q_k) = cross_entropy(p, q) - entropy(p)

    Domain: p and q distributions; 0 log 0 = 0, and inf where an outcome of p has q_k = 0. base > 0
    and not 1.
    Parameters: p (the data) and q (the model), probabilities of one shape; base, np.e for nats, 2
    for bits; axis, that of the outcomes.
    Returns: nats (or the unit of base), the shape of p without that axis.
    Errors: as for cross_entropy.

    >>> print(kl_divergence([0.5, 0.5], [0.25, 0.75], base=2).round(4))
    0.2075

    Identity: at least 0, and 0 only where p = q; not symmetric, so not a distance.
    Source: Kullback & Leibler, On information and sufficiency, Annals of Mathematical Statistics 22
    (1951), pages 79-86.
    """
    p, q = aligned(p=distribution("p", p, axis), q=distribution("q", q, axis))
    apart = times(p, surprisal(q)) - times(p, surprisal(p))
    # Where q is near p these two nearly cancel, while p - q is exact.
    near = p * np.log1p((p - q) / q)
    nats = np.sum(np.where(np.abs(p - q) < q / 2, near, apart), axis=axis)
    # Rounding can still leave -1e-17.
    return np.maximum(nats, 0) / _nats_per_unit(base)
