"""Lesson 06: every number in its prose, with what gives it."""

from functools import cache

import numpy as np
from scipy import optimize, special, stats
from sklearn.linear_model import Lasso, QuantileRegressor

from lossviz.scenes.norms import DELTA, WAITS, WEIGHTS, X, Y


def centre(loss, outlier=100.0):
    """Where the total loss of the lesson's five numbers is least, by SciPy."""
    data = np.array([1.0, 2.0, 3.0, 4.0, outlier])
    least = optimize.minimize_scalar(
        lambda c: loss(c - data), bounds=(1, outlier), options={"xatol": 1e-9}
    )
    return least.x


def power(p, outlier=100.0):
    return centre(lambda r: np.sum(np.abs(r) ** p), outlier)


def pinball_centre(tau, outlier=100.0):
    return centre(lambda r: np.sum(np.where(r > 0, (1 - tau) * r, -tau * r)), outlier)


@cache
def slope(name, height=20.0, position=6.5):
    x, y = np.append(X, position), np.append(Y, height)
    if name == "L1":
        return QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], y).coef_[0]
    if name == "L2":
        return stats.linregress(x, y).slope
    start = stats.linregress(x, y)
    fit = optimize.minimize(
        lambda line: special.huber(DELTA, y - line[0] * x - line[1]).sum(),
        (start.slope, start.intercept),
        tol=1e-10,
    )
    return fit.x[0]


def moves_until(name):
    """The height of the outlier from which on the slope of this line stays, by halving."""
    low, high = 0.0, 20.0
    for _ in range(10):
        middle = (low + high) / 2
        rests = abs(slope(name, middle) - slope(name)) < 1e-6
        low, high = (low, middle) if rests else (middle, high)
    return high


def penalised_by_2(w):
    """The lesson's objective of one weight, with an L1 penalty."""
    return (w - 0.8) ** 2 + 2 * np.abs(w)


def penalty_that_zeroes(index):
    """The lambda from which on the lasso gives up this weight, by halving."""

    def left(lam):
        # Lasso minimises |y - X w|^2 / 2n + alpha |w|_1; with n = 2 and X = I, alpha is lam / 4.
        return Lasso(alpha=lam / 4, fit_intercept=False, tol=1e-12).fit(np.eye(2), WEIGHTS).coef_

    low, high = 0.0, 10.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if left(middle)[index] == 0 else (middle, high)
    return high


def waits_at(tau):
    return np.quantile(WAITS, tau, method="inverted_cdf")


GIVEN = [
    "The corners lie on the axes at $p = 1$",
    "may jump across 0.",
    "With both scales 1 (",
    "miss by 1 and 1, and by 0 and 2",
    "every slope is 1 at $r = 1$",
    "waits for section 3",
    "Go from $p = 2$ down to 1. What happens to the slope at 0",
    "Raise $p$ to 6",
    "has no slope at 0",
    "forgives what is below 1",
    "a miss of 3 has",
    "see $p = 2$ in the next figure",
    "[lesson 03](03_likelihood.ipynb)",
    "in sections 3 and 5",
    "At $p = 1$, make the outlier 1000",
    "the same at $p = 2$",
    "Set the outlier to 5 and $p$ to 10",
    "$p = 1$ gives the median",
    "and 1000 is still one number",
    "$p = 2$ gives the mean",
    "$p = 1.5$ lies between",
    "$p = 3$ goes further",
    "(section 5)",
    "to $x = 20$",
    "by $1 / |r|$",
    "The outlier at height 20",
    "with $\\delta = 5$",
    "with $\\delta = 50$",
    "at $x = 20$ the L1 line",
    "At $p = 2$ double both entries",
    "Go from $p = 1$ to 8",
    "which the data want at 0.8",
    "At $p = 1$, raise $\\lambda$ until the lowest point reaches 0",
    "the same with $p = 2$ and with $p = 1.5$",
    "A ring marks what is exactly 0",
    "At $p = 1$, raise $\\lambda$ and stop",
    "Set $p$ to 1.2, then to 2",
    "At 0 the L1 penalty slopes",
    "with $\\lambda = 2$ the slope",
    "at $p = 1.2$ and $\\lambda = 6$",
    "tiny and not 0",
    "the median at $\\tau = 0.5$. Here",
    "$r > 0$",
    "costs $1 - \\tau$",
    "Set $\\tau$ to 0.9",
    "At $\\tau = 0.5$ it is",
    "; at 0.9 it is",
    "In section 2 take the outlier from 100 to 1000",
]

RESULTS = [
    ("a miss of 3 has «5.6» times the density", lambda: stats.laplace.pdf(3) / stats.norm.pdf(3)),
    ("gives the median, «3»:", lambda: power(1)),
    ("moves from «22» to «202»", lambda: (power(2), power(2, outlier=1000.0))),
    ("lies between, at «8.29»", lambda: power(1.5)),
    ("goes further, to «34.99»", lambda: power(3)),
    (
        "«2» at «0.25», «4» at «0.75».",
        lambda: [each for tau in (0.25, 0.75) for each in (pinball_centre(tau), tau)],
    ),
    ("the two ends, at «50.5»", lambda: centre(lambda r: np.abs(r).max())),
    (
        "Huber's centre was «3.75» with $\\delta = 5$, but «15» with",
        lambda: [centre(lambda r, d=d: special.huber(d, r).sum()) for d in (5, 50)],
    ),
    (
        "L2's slope from «0.489» to «1.103»; Huber's is «0.537»",
        lambda: (stats.linregress(X, Y).slope, slope("L2"), slope("Huber")),
    ),
    (
        "L1's line moves no more from «4.5» on, with the outlier above it; Huber's from «5.5» on",
        lambda: (moves_until("L1"), moves_until("Huber")),
    ),
    ("with slope «1.073»", lambda: slope("L1", position=20.0)),
    (
        "The norm goes from «0.5» to «1»",
        lambda: (np.hypot(0.4, 0.3), np.hypot(0.8, 0.6)),
    ),
    (
        "jumps from «-3.6» to «0.4»",
        lambda: [optimize.approx_fprime(0.0, penalised_by_2, step)[0] for step in (-1e-7, 1e-7)],
    ),
    (
        "$w_2$ is «0.00054»",
        lambda: optimize.brentq(lambda w: 2 * (w - WEIGHTS[1]) + 6 * 1.2 * w**0.2, 1e-9, 1),
    ),
    (
        "$w_2$ is «0» from $\\lambda = «1.6»$ on, $w_1$ from «4» on",
        lambda: (0, penalty_that_zeroes(1), penalty_that_zeroes(0)),
    ),
    ("The same for all «19» waits", lambda: WAITS.size),
    (
        "the median, «8» minutes; at 0.9 it is «31»",
        lambda: (np.median(WAITS), waits_at(0.9)),
    ),
    (
        "the mean goes from «22» to «202», pinball «0.75» stays at «4»",
        lambda: (
            *(np.mean([1, 2, 3, 4, outlier]) for outlier in (100, 1000)),
            0.75,
            pinball_centre(0.75, outlier=1000.0),
        ),
    ),
]
