"""Lesson 04: every number in its prose, with what gives it."""

from fractions import Fraction
from functools import cache

import numpy as np
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.special import expit, rel_entr
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss, mean_squared_error

X = np.array([10, 1, 1, 1, 1])
Y = np.array([0, 1, 1, 1, 0])


def normals(mu, sigma):
    """KL divergence between N(0, 1) and N(mu, sigma), both ways, by integration."""
    p, q = stats.norm(0, 1), stats.norm(mu, sigma)

    def one_way(p, q):
        return quad(lambda x: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), -30, 30)[0]

    return one_way(p, q), one_way(q, p)


@cache
def updates(loss, w, b, rate):
    """Updates until a neuron with input 1 and target 0 answers less than one half."""
    slope = {
        "squared error": lambda a: (a - 0) * a * (1 - a),
        "cross entropy": lambda a: a - 0,
        "dC/da": lambda a: 1 / (1 - a),
    }[loss]
    for count in range(10**6):
        a = 1 / (1 + np.exp(-(w + b)))
        if a < 0.5:
            return count
        w, b = w - rate * slope(a), b - rate * slope(a)


def valley(loss, low, high):
    found = minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-9})
    return found.x, found.fun


def mean_square(w):
    return mean_squared_error(Y, expit(w * X))


def mean_nats(w):
    return log_loss(Y, expit(w * X))


@cache
def misread(size, rate, squared, updates):
    """Percent of the held-out digits that ten sigmoids misread, trained with one column a digit."""
    digits = load_digits()
    images = np.c_[digits.data / 16, np.ones(1797)]
    train, test = np.split(images, [1437])
    weights = size * np.random.default_rng(0).normal(size=(65, 10))
    for _ in range(updates):
        for digit in range(10):
            a = expit(train @ weights[:, digit])
            error = a - (digits.target[:1437] == digit)
            if squared:
                error = error * expit(train @ weights[:, digit]) * (1 - a)
            weights[:, digit] -= rate * np.mean(train * error[:, None], axis=0)
    answers = np.argmax(test @ weights, axis=1)
    return 100 * np.mean(answers != digits.target[1437:])


def ahead_after_one_update():
    """1 if the squared error misreads fewer after one update from small weights, at rate 3."""
    return float(misread(0.01, 3, True, 1) < misread(0.01, 3, False, 1))


@cache
def steepest():
    """The output at which half the squared error's slope in z is largest, and that slope."""
    found = minimize_scalar(
        lambda a: -(a**2) * (1 - a), bounds=(0, 1), method="bounded", options={"xatol": 1e-10}
    )
    return found.x, -found.fun


GIVEN = [
    "Choose (0.7, 0.2, 0.1) again. The lower bar swaps $p$ and $q$. Set $q_c$ to 0: which bar",
    "Start at $n = 2$ and double it",
    "Try it at $\\mu = 0$",
    "At $q_c = 0$ one way is infinite",
    "its slope $a (1 - a)$. Write",
    "is then the entropy: 0 only for",
    "Call the uncertainty of one fair coin toss 1 bit",
    "carry 1, 2 and 3 bits",
    "$0 \\log 0 = 0$",
    "Near $p = 1$ one bar",
    "the case $H(p) = 0$",
    "its least value, not 0. Only KL is 0 there",
    "The 13 tosses of lesson 03",
    "(\\tfrac{9}{13}, \\tfrac{4}{13})",
    "(\\theta, 1 - \\theta)",
    "and not 0: the tosses vary",
    "The target is 0.",
    "Input 1, target 0, $w = b$, rate 0.15",
    "rate 0.005, start 4, then 8",
    "From $z = 8$:",
    "$a (1 - a)$, nearly 0 where",
    "$1/(1 - a)$",
    "at rate 0.005 a start at 4",
    "a start at 8",
    "all weights are 1, the target is 0",
    "Keep `hidden z` at 0",
    "raise `hidden z` to 10",
    "$a_1 (1 - a_1)$",
    "Start at $w = 0.8$, then at 0.3",
    "after 1,000 updates?",
    "At rate 1, after 100 updates",
    "at rate 3, after 1,000 updates",
    "never negative, 0 only where",
]

RESULTS = [
    (
        "slope peaks at «4»/«27», at output «2»/«3»",
        lambda: (
            *Fraction(steepest()[1]).limit_denominator(99).as_integer_ratio(),
            *Fraction(steepest()[0]).limit_denominator(99).as_integer_ratio(),
        ),
    ),
    ("still has «0.469» bits", lambda: stats.entropy([0.9, 0.1], base=2)),
    ("then carries more than «3» bits", lambda: np.floor(-np.log2(0.1))),
    (
        "Of four outcomes equal shares have most: $\\log_2 «4» = «2»$ bits",
        lambda: (4, stats.entropy([0.25] * 4, base=2)),
    ),
    (
        "Each doubling adds «1» bit",
        lambda: np.diff(stats.randint(0, np.array([32, 64])).entropy()) / np.log(2),
    ),
    ("mean less than «2» bits", lambda: stats.entropy([0.25] * 4, base=2)),
    (
        "the cross entropy is «0.8018» nats, the entropy of $p$",
        lambda: stats.entropy([0.7, 0.2, 0.1]),
    ),
    (
        "Swapped, KL was «0.0920» and not «0.0851»",
        lambda: (
            stats.entropy([0.5, 0.3, 0.2], [0.7, 0.2, 0.1]),
            stats.entropy([0.7, 0.2, 0.1], [0.5, 0.3, 0.2]),
        ),
    ),
    ("of one width: «0.5» nats both ways", lambda: np.mean(normals(1, 1))),
    ("at the same centre: «0.318» one way, «0.807» the other", lambda: normals(0, 2)),
    (
        "All four name $\\theta = «0.692308»$, which is «9»/«13»",
        lambda: (
            valley(lambda t: rel_entr([9 / 13, 4 / 13], [t, 1 - t]).sum(), 0.1, 0.9)[0],
            9,
            13,
        ),
    ),
    ("The least mean surprise here is «0.617» nats", lambda: stats.entropy([9, 4])),
    (
        "«10,028» updates against «30»",
        lambda: (updates("squared error", 4, 4, 0.15), updates("cross entropy", 4, 4, 0.15)),
    ),
    (
        "«56.6» times as much at $z = «4»$",
        lambda: (1 / (expit(4) * (1 - expit(4))), 4),
    ),
    (
        "takes «66» updates instead of «498»",
        lambda: (updates("dC/da", 2, 2, 0.005), updates("cross entropy", 2, 2, 0.005)),
    ),
    ("«0.000045» at $z = «10»$", lambda: (stats.logistic.pdf(10), 10)),
    (
        "at $w = «1.097»$ («0.3500») and at $w = «-0.147»$ («0.2227»)",
        lambda: (*valley(mean_square, 0.6, 2), *valley(mean_square, -1, 0.2)),
    ),
    ("Cross entropy has one, at $w = «-0.199»$ («0.6239» nats)", lambda: valley(mean_nats, -1, 2)),
    ("read «1,437» handwritten digits, and «360» others", lambda: (1797 - 360, 1797 - 1437)),
    (
        "the squared error misreads «88»% and cross entropy «17»%",
        lambda: (misread(1, 1, True, 100), misread(1, 1, False, 100)),
    ),
    (
        "it is «12»% against «9»%",
        lambda: (misread(0.01, 3, True, 1000), misread(0.01, 3, False, 1000)),
    ),
    ("after «1» update the squared error is even ahead", ahead_after_one_update),
]
