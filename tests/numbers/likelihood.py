"""Lesson 03: every number in its prose, with what gives it."""

import math
from functools import cache

import numpy as np
from scipy import integrate, optimize, stats
from scipy.special import expit

from lossviz.frames import Frames
from lossviz.scenes.likelihood import gaussian_fit

DENSITY_AT_MU = stats.norm(2, 0.1).pdf(2)


def likelihood(theta, heads=9, tails=4):
    return theta**heads * (1 - theta) ** tails


@cache
def best(heads=9, tails=4):
    """The most likely theta, by search, and its negative log-likelihood."""
    found = optimize.minimize_scalar(
        lambda theta: -np.log(likelihood(theta, heads, tails)), bounds=(0, 1), method="bounded"
    )
    return found.x, found.fun


@cache
def measured():
    """The five measurements, as the figure draws them."""
    return Frames(gaussian_fit).figure.axes[0].lines[-1].get_xdata()


def first_lost(p):
    product, n = 1.0, 0
    while product > 0:
        product, n = product * p, n + 1
    return n


def per_doubling(p):
    return -math.log(p / 2) + math.log(p)


GIVEN = [
    "The slope, $-\\frac{9}{\\theta} + \\frac{4}{1 - \\theta}$, is 0",
    "where $9 (1 - \\theta) = 4 \\theta$",
    "heads 9 times and tails 4 times",
    "After 9 heads and 4 tails",
    "$\\theta$ from 0 to 1 how probable it made these 13 flips",
    "after 10 heads and no tails",
    "Set 1 head and 1 tail, then add one of each, up to 10.",
    "($0.1^n$ from",
    "$-y \\log p - (1 - y) \\log (1 - p)$",
    "$y$ is 1 for the true class, 0 for the others",
    "to where the slope is 0",
    "18 heads and 8 tails",
    "With $p = 0.5$, find the first $n$ at which the product is 0",
    "the same for $p = 0.1$",
    "Set $p = 0.01$",
    "As $p$ nears 0 the cost",
    "With $p = 0.01$ the model",
    "$-\\log p$ is never below 0",
    "The area under it is 1, so",
    "make $\\sigma$ 0.1",
    "At $\\sigma = 0.1$",
    "$\\sigma = 1$ | $",
    "scale 1 |",
    "$\\frac{1}{2} (y - z)^2 + \\frac{1}{2} \\log 2 \\pi$ |",
    "$\\lvert y - z \\rvert + \\log 2$ |",
    "What was seen is $y = 1$",
    "Compare the slopes at $z = -2$",
]

RESULTS = [
    ("the share of heads, 9/13 = «0.692»", lambda: best()[0]),
    ("After ten heads alone it is «1»", lambda: best(10, 0)[0]),
    (
        "After 9 heads and 4 tails the area is «0.0000999»",
        lambda: integrate.quad(likelihood, 0, 1)[0],
    ),
    (
        "all possible data it sums to «1»",
        lambda: sum(
            math.comb(13, heads) * likelihood(0.3, heads, 13 - heads) for heads in range(14)
        ),
    ),
    (
        "the best $\\theta$ stays at «0.692», and its NLL goes from «8.024» to «16.048»",
        lambda: (best(18, 8)[0], best()[1], best(18, 8)[1]),
    ),
    (
        "$0.5^n$ is stored as 0 from $n = «1075»$ on, where the sum is a harmless «745.13»",
        lambda: (first_lost(0.5), sum([math.log(2)] * 1075)),
    ),
    ("from $n = «324»$ on", lambda: first_lost(0.1)),
    ("The slope is $«-1»/p$", lambda: optimize.approx_fprime([1.0], lambda p: -np.log(p[0]), 1e-9)),
    ("$-\\log p$ is «0» at $p = «1»$", lambda: (-math.log(1.0), 1)),
    ("each halving of $p$ adds «0.693»", lambda: per_doubling(0.3)),
    (
        "At $p = 0.01$ it is «4.605», and the slope is «−100»",
        lambda: (-math.log(0.01), optimize.approx_fprime([0.01], lambda p: -np.log(p[0]), 1e-9)[0]),
    ),
    ("may put «0.99» on one wrong class", lambda: 1 - 0.01),
    (
        "the data's own mean, «2.00», and standard deviation, «0.58»",
        lambda: stats.norm.fit(measured()),
    ),
    (
        "a measurement at $\\mu$ has density «3.989» and NLL «−1.384»; the others pay, and the "
        "mean is «15.616»",
        lambda: (
            DENSITY_AT_MU,
            -math.log(DENSITY_AT_MU),
            -stats.norm(2, 0.1).logpdf(measured()).mean(),
        ),
    ),
    (
        "may exceed «1», and so may a likelihood",
        lambda: 1 if DENSITY_AT_MU > 1 else math.nan,
    ),
    (
        "falls by $\\log 1000 = «6.908»$",
        lambda: stats.norm.logpdf(1.5e-3, 2e-3, 1e-3) - stats.norm.logpdf(1.5, 2, 1),
    ),
    (
        "The gap is $\\frac{1}{2} \\log 2 \\pi = «0.919»$ for the normal, $\\log 2 = «0.693»$ "
        "for the Laplace distribution, and «0» for the others",
        lambda: (-stats.norm.logpdf(0), -stats.laplace.logpdf(0), -stats.bernoulli.logpmf(1, 1)),
    ),
    (
        "At $z = -2$ that is «−3» for the linear unit and «−0.881» for the sigmoid",
        lambda: (-2 - 1, expit(-2) - 1),
    ),
    ("Laplace keeps only the sign, «−1»", lambda: np.sign(-2 - 1)),
]
