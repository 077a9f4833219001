"""Exercises and predictions of the lesson on likelihood and the losses that follow from it."""

import numpy as np

from lossviz import likelihood, losses
from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import (
    clipped,
    factor_two,
    log_base,
    missing_log,
    sign,
    sum_not_mean,
    swapped_arguments,
    swapped_labels,
    unstable,
)
from lossviz.exercises.question import Choices


def bernoulli_nll(y, p):
    """Minus the log of the probability that each outcome had."""
    return -np.log(np.where(y == 1, p, 1 - p))


def coin_estimate(heads, tails):
    """The theta under which these flips are the most likely: the share of heads."""
    return heads / (heads + tails)


def categorical_nll(k, p):
    """Minus the log of the true class's probability: one column from each row."""
    return -np.log(p[np.arange(len(k)), k])


def gaussian_nll(y, mu, sigma):
    """Minus the log of the normal density."""
    z = (y - mu) / sigma
    return z**2 / 2 + np.log(sigma) + np.log(2 * np.pi) / 2


def gaussian_nll_gradient(y, mu, sigma):
    """The slope of the mean NLL with respect to mu, one number."""
    return np.mean(mu - y) / sigma**2


def laplace_nll(y, mu, b):
    """Minus the log of the density exp(-|y - mu| / b) / (2 b)."""
    return np.abs(y - mu) / b + np.log(2 * b)


def _outcomes_and_probabilities(rng):
    n = rng.integers(3, 7)
    y = rng.permutation(np.arange(n) % 2).astype(float)
    return y, rng.uniform(0.05, 0.95, n)


def _classes_and_distributions(rng):
    n, classes = rng.integers(3, 7), rng.integers(3, 6)
    return rng.integers(classes, size=n), rng.dirichlet(np.ones(classes), n)


def _located_and_scaled(rng):
    n = rng.integers(3, 7)
    mu, scale = rng.normal(0, 2, n), rng.uniform(0.3, 3, n)
    return mu + scale * rng.normal(0, 1.5, n), mu, scale


def _gaussian_density(y, mu, sigma):
    return np.exp(-(((y - mu) / sigma) ** 2) / 2) / (sigma * np.sqrt(2 * np.pi))


def _laplace_density(y, mu, b):
    return np.exp(-np.abs(y - mu) / b) / (2 * b)


def _true(k, p):
    return p[np.arange(len(k)), k]


LOCATED_AND_SCALED = {
    "ordinary": [
        ([1.0, 2.5, -0.5], [0.5, 3.0, 1.0], [0.5, 2.0, 1.5]),
        ([4.0, -1.0], [2.0, -1.5], [3.0, 0.25]),
        ([0.3, 1.9, 2.2, -3.0], [1.0, 1.0, 2.0, -2.0], [0.8, 0.6, 2.5, 1.7]),
    ],
    "single-example": [([2.0], [0.5], [2.0])],
    "extreme": [([2000.0, -6000.0, 5.0], [0.0, 0.0, 5.0], [0.5, 2.0, 0.001])],
}


EXERCISES = [
    Exercise(
        bernoulli_nll,
        noun="NLL",
        why=(
            "Heads had the probability p and tails had 1 - p: the cost is minus the log of "
            "whichever belongs to what was seen."
        ),
        cases={
            "ordinary": [
                ([1.0, 0.0, 1.0], [0.7, 0.2, 0.4]),
                ([0.0, 1.0, 0.0, 0.0], [0.6, 0.9, 0.35, 0.1]),
            ],
            "single-example": [([0.0], [0.25])],
            "confident and wrong": [([1.0, 0.0], [0.01, 0.98])],
            "extreme": [([1.0, 1.0, 1.0, 0.0], [1e-20, 1e-28, 1e-36, 0.9375])],
        },
        sample=_outcomes_and_probabilities,
        hints=[
            "What probability did the model give to heads? And to tails?",
            "np.where(y == 1, a, b) takes a where the outcome is heads and b where it is tails.",
            "The cost is minus the log of the probability of the outcome that was seen.",
        ],
        curve=Curve("p, for y = 1", 0.02, 0.98, lambda t: ([1.0], [t]), (0,)),
        mistakes=[
            Mistake(
                "missing-second-term",
                lambda y, p: -y * np.log(p),
                "is right for heads and 0 for tails",
                "Does a tail cost nothing, whatever was predicted?",
            ),
            Mistake(
                "missing-label",
                lambda y, p: -np.log(p),
                "is -log(p) whatever the outcome",
                "Which probability did tails have?",
            ),
            Mistake(
                "missing-label",
                lambda y, p: -np.log(p) - np.log(1 - p),
                "is -log(p) - log(1 - p) whatever the outcome",
                "Of the two outcomes, how many were seen?",
            ),
            Mistake(
                "missing-brackets",
                lambda y, p: -y * np.log(p) + (1 - y) * np.log(1 - p),
                "is right for heads and has the other sign for tails",
                "Can the NLL of a tail be negative?",
            ),
            Mistake(
                "one-minus-log",
                lambda y, p: -(y * np.log(p) + (1 - y) * (1 - np.log(p))),
                "is right for heads, and log(p) - 1 for tails",
                "Is 1 - p inside the log?",
            ),
            Mistake(
                "squared-error",
                lambda y, p: (y - p) ** 2,
                "is the square of y - p",
                "What would an outcome cost that was called impossible?",
            ),
            Mistake(
                "absolute-error",
                lambda y, p: np.abs(y - p),
                "is the distance between y and p",
                "What would an outcome cost that was called impossible?",
            ),
        ],
        detectors=[
            *sign("Is a log of a probability positive or negative?"),
            *log_base(),
            *swapped_labels("Which outcome has the probability p, heads or tails?"),
            *missing_log(minus=True),
            *factor_two(),
        ],
        patterns=[
            *clipped(
                lambda y, p: -np.log(np.clip(np.where(y == 1, p, 1 - p), 1e-7, 1)),
                "Are you clipping the probability, or adding a little to it?",
            )
        ],
        compounds=[
            "sign+swapped-labels",
            "log-base+sign",
            "log-base+swapped-labels",
            "missing-log+sign",
            "missing-second-term+sign",
            "missing-label+sign",
        ],
    ),
    Exercise(
        coin_estimate,
        noun="estimate",
        why=(
            "The slope of the log-likelihood, heads / theta - tails / (1 - theta), is 0 where "
            "theta is the share of heads."
        ),
        cases={
            "ordinary": [(9, 4), (3, 5), (7, 2), (2, 11)],
            "short": [(1, 1), (1, 2)],
            "extreme": [(9_000, 4_001), (3, 9_997)],
        },
        sample=lambda rng: (int(rng.integers(2, 30)), int(rng.integers(2, 30))),
        hints=[
            "The log-likelihood is heads * log(theta) + tails * log(1 - theta). Where is it flat?",
            "Its slope is heads / theta - tails / (1 - theta). Set it to 0.",
            "Solve heads * (1 - theta) = tails * theta for theta.",
        ],
        curve=Curve("heads, for 4 tails", 1, 15, lambda t: (t, 4)),
        mistakes=[
            Mistake(
                "odds",
                lambda heads, tails: heads / tails,
                "is heads over tails",
                "Can a probability exceed 1?",
            ),
            Mistake(
                "log-odds",
                lambda heads, tails: np.log(heads / tails),
                "is the log of heads over tails",
                "Can a probability be negative?",
            ),
            Mistake(
                "added-one",
                lambda heads, tails: (heads + 1) / (heads + tails + 2),
                "is the right one after one more head and one more tail",
                "Were those two flips seen?",
            ),
            Mistake(
                "n-minus-one",
                lambda heads, tails: heads / (heads + tails - 1),
                "is heads divided by n - 1",
                "How many flips were there?",
            ),
            Mistake(
                "missing-division",
                lambda heads, tails: heads,
                "is the number of heads",
                "Can a probability exceed 1?",
            ),
            Mistake(
                "upside-down",
                lambda heads, tails: (heads + tails) / heads,
                "is 1 over the right one",
                "Which number goes on top?",
            ),
            Mistake(
                "margin",
                lambda heads, tails: (heads - tails) / (heads + tails),
                "is heads minus tails, over n",
                "What should a coin give that fell as often on either side?",
            ),
            Mistake(
                "integer-division",
                lambda heads, tails: heads // (heads + tails),
                "is the whole part of the right one",
                "Is it / or //?",
            ),
            Mistake(
                "percent",
                lambda heads, tails: 100 * heads / (heads + tails),
                "is in percent",
                "On which scale do probabilities run?",
            ),
            Mistake(
                "value-not-place",
                lambda heads, tails: np.exp(
                    heads * np.log(heads / (heads + tails))
                    + tails * np.log(tails / (heads + tails))
                ),
                "is the largest likelihood",
                "Is the height of the peak asked, or where it stands?",
            ),
        ],
        detectors=[
            *swapped_arguments(coin_estimate, "heads", "tails"),
            *factor_two(),
        ],
        compounds=["odds+swapped-arguments", "added-one+swapped-arguments"],
        probes={"integer-division": [(3, 0)]},
    ),
    Exercise(
        categorical_nll,
        noun="NLL",
        why=(
            "Of each row only the true class's probability counts. The others matter through the "
            "sum: what they have, the true class lacks."
        ),
        cases={
            "ordinary": [
                (
                    np.array([0, 2, 1]),
                    [[0.5, 0.2, 0.2, 0.1], [0.3, 0.4, 0.2, 0.1], [0.1, 0.6, 0.1, 0.2]],
                ),
                (np.array([1, 2]), [[0.7, 0.1, 0.2], [0.25, 0.35, 0.4]]),
                (
                    np.array([2, 0, 1, 1]),
                    [[0.6, 0.3, 0.1], [0.8, 0.15, 0.05], [0.5, 0.3, 0.2], [0.2, 0.55, 0.25]],
                ),
            ],
            "single-example": [(np.array([1]), [[0.6, 0.1, 0.3]])],
            "confident and wrong": [(np.array([2, 0]), [[0.98, 0.01, 0.01], [0.002, 0.99, 0.008]])],
            "extreme": [
                (np.array([0, 1, 2]), [[1e-20, 0.4, 0.6], [0.5, 1e-28, 0.5], [0.3, 0.7, 1e-36]])
            ],
        },
        sample=_classes_and_distributions,
        hints=[
            "k holds a column number for each row of p. Which number do you take from row 0?",
            "p[rows, k] with rows = 0, 1, 2, ... takes one number from each row.",
            "np.arange(len(k)) gives the rows' numbers. Then take minus the log.",
        ],
        curve=Curve(
            "p of the true class, of 3",
            0.02,
            0.98,
            lambda t: (np.array([0]), [[t, (1 - t) * 0.7, (1 - t) * 0.3]]),
            (0,),
        ),
        mistakes=[
            Mistake(
                "largest-not-true",
                lambda k, p: -np.log(p.max(axis=-1)),
                "is the one of the most probable class",
                "Does it matter whether the model was right?",
            ),
            Mistake(
                "missing-label",
                lambda k, p: -np.log(p[:, 0]),
                "is the one of class 0, whatever k says",
                "Where does k come in?",
            ),
            Mistake(
                "off-by-one",
                lambda k, p: -np.log(_true(k - 1, p)),
                "is the one of the class before the true one",
                "Do the classes count from 0 or from 1?",
            ),
            Mistake(
                "off-by-one",
                lambda k, p: -np.log(_true((k + 1) % p.shape[-1], p)),
                "is the one of the class after the true one",
                "Do the classes count from 0 or from 1?",
            ),
            Mistake(
                "all-classes",
                lambda k, p: -np.log(p).sum(axis=-1),
                "is the sum over all classes",
                "How many classes were seen in each example?",
            ),
            Mistake(
                "entropy-not-surprise",
                lambda k, p: -(p * np.log(p)).sum(axis=-1),
                "is the entropy of each row",
                "Should the cost depend on what was seen?",
            ),
            Mistake(
                "one-minus-p",
                lambda k, p: -np.log(1 - _true(k, p)),
                "is minus the log of 1 - p of the true class",
                "What should a certain and right prediction cost?",
            ),
            Mistake(
                "missing-log",
                lambda k, p: 1 - _true(k, p),
                "is 1 minus the true class's probability",
                "What would a class cost that was called impossible?",
            ),
            Mistake(
                "squared-error",
                lambda k, p: (1 - _true(k, p)) ** 2,
                "is the square of 1 minus the true class's probability",
                "What would a class cost that was called impossible?",
            ),
            Mistake(
                "brier",
                lambda k, p: ((p - np.eye(p.shape[-1])[k]) ** 2).sum(axis=-1),
                "is the squared distance between each row and the one-hot label",
                "What would a class cost that was called impossible?",
            ),
            Mistake(
                "double-softmax",
                lambda k, p: np.log(np.exp(p).sum(axis=-1)) - _true(k, p),
                "is the one of softmax(p)",
                "Are the rows of p logits, or probabilities already?",
            ),
        ],
        detectors=[
            *sign("Is a log of a probability positive or negative?"),
            *log_base(),
            *missing_log(minus=True),
            *factor_two(),
        ],
        patterns=[
            *clipped(
                lambda k, p: -np.log(np.maximum(_true(k, p), 1e-7)),
                "Are you clipping the probability, or adding a little to it?",
            )
        ],
        compounds=["log-base+sign", "missing-log+sign", "off-by-one+sign", "largest-not-true+sign"],
    ),
    Exercise(
        gaussian_nll,
        noun="NLL",
        why=(
            "The log of the density has three parts: half the squared distance in units of sigma, "
            "the log of sigma, and a constant."
        ),
        cases=LOCATED_AND_SCALED,
        sample=_located_and_scaled,
        hints=[
            "Take the log of exp(-z^2 / 2) / (sigma sqrt(2 pi)), with z = (y - mu) / sigma.",
            "The log of a product is a sum, and log(exp(a)) = a: no exp is left.",
            "Minus the log has three terms: z^2 / 2, log(sigma) and log(2 pi) / 2.",
        ],
        curve=Curve("mu, for y = 1 and sigma = 0.5", -1, 3, lambda t: ([1.0], [t], [0.5]), (0,)),
        mistakes=[
            Mistake(
                "missing-constant",
                lambda y, mu, sigma: ((y - mu) / sigma) ** 2 / 2 + np.log(sigma),
                "lacks log(2 pi) / 2",
                "What became of the square root of 2 pi?",
            ),
            Mistake(
                "doubled-constant",
                lambda y, mu, sigma: gaussian_nll(y, mu, sigma) + np.log(2 * np.pi) / 2,
                "has log(2 pi) / 2 twice",
                "What does a square root become in a log?",
            ),
            Mistake(
                "missing-log-sigma",
                lambda y, mu, sigma: gaussian_nll(y, mu, sigma) - np.log(sigma),
                "lacks log(sigma)",
                "What keeps a very large sigma from costing nothing?",
            ),
            Mistake(
                "sign-of-log-sigma",
                lambda y, mu, sigma: gaussian_nll(y, mu, sigma) - 2 * np.log(sigma),
                "has log(sigma) with the other sign",
                "Sigma stands below the fraction bar. On which side does minus the log put it?",
            ),
            Mistake(
                "doubled-log-sigma",
                lambda y, mu, sigma: gaussian_nll(y, mu, sigma) + np.log(sigma),
                "has log(sigma) twice",
                "Does sigma stand in the density once, or squared?",
            ),
            Mistake(
                "sigma-as-variance",
                lambda y, mu, sigma: gaussian_nll(y, mu, np.sqrt(sigma)),
                "takes sigma for the variance",
                "Is sigma the standard deviation, or its square?",
            ),
            Mistake(
                "variance-as-sigma",
                lambda y, mu, sigma: gaussian_nll(y, mu, sigma**2),
                "has sigma squared wherever sigma should stand",
                "Is sigma the standard deviation, or its square?",
            ),
            Mistake(
                "sigma-ignored",
                lambda y, mu, sigma: gaussian_nll(y, mu, 1.0),
                "is the one for sigma = 1",
                "Where does sigma come in?",
            ),
            Mistake(
                "missing-half",
                lambda y, mu, sigma: gaussian_nll(y, mu, sigma) + ((y - mu) / sigma) ** 2 / 2,
                "has the whole square of (y - mu) / sigma",
                "By what is the square divided in the exponent?",
            ),
            Mistake(
                "missing-square",
                lambda y, mu, sigma: (y - mu) / sigma / 2 + np.log(sigma) + np.log(2 * np.pi) / 2,
                "has (y - mu) / sigma without its square",
                "Should a miss below cost less than a miss above?",
            ),
            Mistake(
                "missing-brackets",
                lambda y, mu, sigma: gaussian_nll(y - mu / sigma, 0.0, 1.0) + np.log(sigma),
                "divides mu alone by sigma",
                "Which comes first in Python, / or -?",
            ),
            Mistake(
                "log-base",
                lambda y, mu, sigma: (
                    ((y - mu) / sigma) ** 2 / 2 + np.log10(sigma) + np.log10(2 * np.pi) / 2
                ),
                "has logs to base 10 beside a square that needs none",
                "Which log undoes exp?",
            ),
            Mistake(
                "squared-error",
                lambda y, mu, sigma: (y - mu) ** 2,
                "is the squared error",
                "Which distribution do sigma and the constant belong to?",
            ),
        ],
        detectors=[
            *sign("Is the log-likelihood asked, or its negative?"),
            *factor_two("Did you take -2 log L, the deviance?"),
            *missing_log(minus=True),
        ],
        patterns=[
            *unstable(
                lambda y, mu, sigma: -np.log(_gaussian_density(y, mu, sigma)),
                "What is left of exp(-z^2 / 2) before the log is taken?",
            ),
            *clipped(
                lambda y, mu, sigma: -np.log(np.maximum(_gaussian_density(y, mu, sigma), 1e-12)),
                "Are you clipping the density?",
            ),
        ],
        compounds=["missing-log+sign", "missing-constant+sign"],
    ),
    Exercise(
        gaussian_nll_gradient,
        noun="gradient",
        why=(
            "Each example pulls mu with its residual, and a narrow density pulls harder: the pulls "
            "balance where mu is the mean of y."
        ),
        cases={
            "ordinary": [
                ([1.0, 2.0, 4.5], 1.5, 0.5),
                ([-1.0, 0.5, 2.0, 0.3], 1.0, 2.0),
                ([3.0, -2.0, 1.0, 0.5, 4.0], -0.5, 1.5),
            ],
            "single-example": [([2.0], 0.5, 3.0)],
            "extreme": [([1e5, -3e5, 2.0], 1e3, 20.0), ([1.0, 1.003, 0.999], 1.02, 0.001)],
        },
        sample=lambda rng: (
            rng.normal(1, 2, rng.integers(3, 7)),
            rng.normal(0, 2),
            rng.uniform(0.3, 3),
        ),
        hints=[
            "Only (y - mu)^2 / (2 sigma^2) depends on mu. What is its slope?",
            "For one example the slope is (mu - y) / sigma^2.",
            "The slope of a mean is the mean of the slopes.",
        ],
        curve=Curve(
            "mu, for y = [1, 2, 4] and sigma = 0.7", 0, 5, lambda t: ([1.0, 2.0, 4.0], t, 0.7)
        ),
        mistakes=[
            Mistake(
                "missing-sigma",
                lambda y, mu, sigma: np.mean(mu - y),
                "is the mean of mu - y",
                "Does a narrow density pull as hard as a wide one?",
            ),
            Mistake(
                "missing-square",
                lambda y, mu, sigma: np.mean(mu - y) / sigma,
                "is divided by sigma once",
                "Which power of sigma stands below (y - mu)^2?",
            ),
            Mistake(
                "times-sigma",
                lambda y, mu, sigma: np.mean(mu - y) * sigma**2,
                "is the mean of mu - y times sigma^2",
                "Does a narrow density pull harder, or less?",
            ),
            Mistake(
                "value-not-gradient",
                lambda y, mu, sigma: np.mean(gaussian_nll(y, mu, sigma)),
                "is the mean NLL itself",
                "How fast does the NLL change as mu does?",
            ),
            Mistake(
                "slope-in-sigma",
                lambda y, mu, sigma: 1 / sigma - np.mean((y - mu) ** 2) / sigma**3,
                "is the slope with respect to sigma",
                "Which letter moves?",
            ),
            Mistake(
                "log-sigma-kept",
                lambda y, mu, sigma: np.mean(mu - y) / sigma**2 + np.log(sigma),
                "is the right one plus log(sigma)",
                "Does log(sigma) change as mu does?",
            ),
            Mistake(
                "square-kept",
                lambda y, mu, sigma: np.mean((mu - y) ** 2) / sigma**2,
                "is the mean of (mu - y)^2 over sigma^2",
                "What does a square leave when you differentiate it?",
            ),
            Mistake(
                "absolute-value",
                lambda y, mu, sigma: np.mean(np.abs(mu - y)) / sigma**2,
                "is the mean of |mu - y| over sigma^2",
                "How does mu know which way to go?",
            ),
            Mistake(
                "sign-only",
                lambda y, mu, sigma: np.mean(np.sign(mu - y)) / sigma,
                "counts only on which side of mu each y lies",
                "Whose gradient is that, the normal or the Laplace distribution's?",
            ),
        ],
        detectors=[
            *sign("If mu is too large, which sign has the slope?"),
            *factor_two(missing="The square gives a 2. What does it cancel?"),
            *sum_not_mean(),
        ],
        compounds=[
            "sign+sum-not-mean",
            "factor-two+sign",
            "factor-two+sum-not-mean",
            "missing-sigma+sign",
            "missing-sigma+sum-not-mean",
            "missing-square+sign",
            "missing-square+sum-not-mean",
            "factor-two+missing-sigma",
        ],
    ),
    Exercise(
        laplace_nll,
        noun="NLL",
        why=(
            "The density falls with the plain distance |y - mu| / b, so its minus log is the "
            "absolute error in units of b, plus log(2 b)."
        ),
        cases=LOCATED_AND_SCALED,
        sample=_located_and_scaled,
        hints=[
            "Take the log of exp(-|y - mu| / b) / (2 b).",
            "log(exp(a)) = a, and dividing by 2 b subtracts log(2 b). Then change the sign.",
            "np.abs gives the distance |y - mu|; two terms remain.",
        ],
        curve=Curve("mu, for y = 1 and b = 0.5", -1, 3, lambda t: ([1.0], [t], [0.5]), (0,)),
        mistakes=[
            Mistake(
                "missing-constant",
                lambda y, mu, b: np.abs(y - mu) / b,
                "lacks log(2 b)",
                "What keeps a very large b from costing nothing?",
            ),
            Mistake(
                "missing-two",
                lambda y, mu, b: np.abs(y - mu) / b + np.log(b),
                "lacks log(2)",
                "What became of the 2 below the fraction bar?",
            ),
            Mistake(
                "b-outside-log",
                lambda y, mu, b: np.abs(y - mu) / b + np.log(2) * b,
                "has log(2) times b",
                "Is b inside the log?",
            ),
            Mistake(
                "missing-log-b",
                lambda y, mu, b: np.abs(y - mu) / b + np.log(2),
                "has log(2) alone beside the distance",
                "Is b inside the log?",
            ),
            Mistake(
                "sign-of-log",
                lambda y, mu, b: np.abs(y - mu) / b - np.log(2 * b),
                "has log(2 b) with the other sign",
                "2 b stands below the fraction bar. On which side does minus the log put it?",
            ),
            Mistake(
                "b-ignored",
                lambda y, mu, b: np.abs(y - mu) + np.log(2),
                "is the one for b = 1",
                "Where does b come in?",
            ),
            Mistake(
                "missing-log",
                lambda y, mu, b: np.abs(y - mu) / b + 2 * b,
                "has 2 b where its log should stand",
                "Did the log reach every factor of the density?",
            ),
            Mistake(
                "squared",
                lambda y, mu, b: (y - mu) ** 2 / b + np.log(2 * b),
                "has the square of y - mu",
                "Is it the square or the distance that stands in the exponent?",
            ),
            Mistake(
                "missing-absolute",
                lambda y, mu, b: (y - mu) / b + np.log(2 * b),
                "has y - mu without its absolute value",
                "Should a miss below cost less than a miss above?",
            ),
            Mistake(
                "missing-absolute",
                lambda y, mu, b: (mu - y) / b + np.log(2 * b),
                "has mu - y without its absolute value",
                "Should a miss above cost less than a miss below?",
            ),
            Mistake(
                "extra-half",
                lambda y, mu, b: np.abs(y - mu) / b / 2 + np.log(2 * b),
                "has half the distance",
                "Does the 2 belong in the exponent?",
            ),
            Mistake(
                "gaussian",
                gaussian_nll,
                "is the normal distribution's, with b as its sigma",
                "Which of the two densities has a sharp peak?",
            ),
        ],
        detectors=[
            *sign("Is the log-likelihood asked, or its negative?"),
            *factor_two(),
            *missing_log(minus=True),
        ],
        patterns=[
            *unstable(
                lambda y, mu, b: -np.log(_laplace_density(y, mu, b)),
                "What is left of exp(-|y - mu| / b) before the log is taken?",
            ),
            *clipped(
                lambda y, mu, b: -np.log(np.maximum(_laplace_density(y, mu, b), 1e-12)),
                "Are you clipping the density?",
            ),
        ],
        compounds=["missing-log+sign", "missing-constant+sign", "missing-two+sign"],
    ),
]


HEADS, TAILS = 9, 4
THETAS = (np.arange(13_000) + 0.5) / 13_000


def _coin_nll(heads, tails):
    """The NLL of the flips at each of THETAS, which hold 9/13 almost exactly."""
    return -heads * np.log(THETAS) - tails * np.log(1 - THETAS)


def _area():
    area = np.mean(np.exp(-_coin_nll(HEADS, TAILS)))
    return "Exactly 1" if np.isclose(area, 1) else f"About {area:.1g}"


def _twice():
    once, twice = _coin_nll(HEADS, TAILS), _coin_nll(2 * HEADS, 2 * TAILS)
    stays = once.argmin() == twice.argmin()
    if np.isclose(twice.min(), once.min()):
        return "Both stay" if stays else "Only the best theta changes"
    return "The best theta stays, its NLL doubles" if stays else "Both change"


def _negative():
    at_its_mean = likelihood.gaussian_nll(2.0, 2.0, 0.1)
    return "Yes, if it is a density's" if at_its_mean < 0 else "No, never"


def _laplace():
    y, mu = np.zeros(5), np.array([-2.0, 0.0, 1.0, 3.0, 7.0])
    known = {
        "Half the squared error": losses.squared_error(y, mu) / 2,
        "The absolute error": losses.absolute_error(y, mu),
    }
    apart = {name: np.ptp(likelihood.laplace_nll(y, mu, 1) - loss) for name, loss in known.items()}
    return min(apart, key=apart.get)


PREDICTIONS = [
    Choices(
        "likelihood-area",
        f"A coin fell heads {HEADS} times and tails {TAILS} times. What is the area under its "
        f"likelihood, theta^{HEADS} (1 - theta)^{TAILS}, between theta = 0 and theta = 1?",
        {
            "Exactly 1": (
                "That would hold for a probability of theta. The likelihood is a probability of "
                "the flips; summed over all possible flips it gives 1, over theta it need not."
            ),
            "About 0.7": (
                "That is where the likelihood is largest, not how large it is. This one sequence "
                "of 13 flips is improbable under every theta, so the whole curve is low."
            ),
            "About 0.0001": (
                "Yes: each sequence of 13 flips is improbable under every theta, so the whole "
                "curve is low. It is no probability of theta, and nothing makes its area 1."
            ),
        },
        right=_area(),
    ),
    Choices(
        "likelihood-twice",
        f"The same {HEADS} heads and {TAILS} tails are entered twice by accident: "
        f"{2 * HEADS} heads and {2 * TAILS} tails. What happens to the best theta and to its NLL?",
        {
            "Both stay": (
                "The best theta stays. But the NLL is a sum over flips, and there are now twice as "
                "many of them."
            ),
            "The best theta stays, its NLL doubles": (
                "Yes: each flip's cost is counted twice at every theta. A factor of 2 doubles the "
                "least value and leaves its place alone."
            ),
            "Both change": (
                "The NLL doubles at every theta, so its least value does too. The place where it "
                "is least stays where it was: the share of heads is the same."
            ),
            "Only the best theta changes": (
                "The other way round: the share of heads, and with it the best theta, stays. The "
                "sum has twice as many terms."
            ),
        },
        right=_twice(),
    ),
    Choices(
        "likelihood-negative",
        "Can a negative log-likelihood be less than 0?",
        {
            "No, never": (
                "For coins and classes that is true: a probability is at most 1. A density may "
                "exceed 1, and then its log is positive."
            ),
            "Yes, if it is a density's": (
                "Yes: a density may exceed 1. A narrow one has to, since the area under it is 1."
            ),
            "Yes, if the model is bad": (
                "A bad model makes the data improbable, and that makes the NLL large. Less than 0 "
                "means that the density at the data exceeds 1."
            ),
        },
        right=_negative(),
    ),
    Choices(
        "likelihood-laplace",
        "A linear output unit z stands for the centre of a Laplace distribution with scale 1. "
        "Which loss is its NLL, up to a constant?",
        {
            "Half the squared error": (
                "That belongs to the normal distribution. The unit is linear in both; it is the "
                "distribution that decides."
            ),
            "The absolute error": (
                "Yes: the Laplace density is exp(-|y - z|) / 2, so minus its log is |y - z| plus "
                "log 2."
            ),
            "Whichever one prefers": (
                "Once the distribution is chosen nothing is left to prefer: minus its log is the "
                "loss. What one may choose is the distribution."
            ),
        },
        right=_laplace(),
    ),
]
