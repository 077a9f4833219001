"""Every function of the mathematics: what each argument may hold, and its value in exact decimals.

The decimals have so many digits that rounding plays no part. Written from the formulas alone, and
used nowhere but in tests.
"""

import decimal
import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from lossviz import information, likelihood, links, losses
from lossviz.descent import descend

K = 3
DIGITS = decimal.Context(
    prec=400,
    Emax=decimal.MAX_EMAX,
    Emin=decimal.MIN_EMIN,
    traps=[],
    rounding=decimal.ROUND_HALF_EVEN,
)


# What an argument may hold.


@dataclass(frozen=True)
class Domain:
    """``edges`` are allowed and ``beyond`` is not; ``inside`` draws with a random.Random.

    All three are vectors of K if the domain is one of vectors. ``option`` marks a keyword, one
    number for all examples; its first edge is the default.
    """

    edges: list
    beyond: list
    inside: Callable
    option: bool = False

    @property
    def vectors(self):
        return isinstance(self.edges[0], list)

    @property
    def ordinary(self):
        """The edges that are neither tiny nor huge."""
        return [edge for edge in self.edges if np.isin(np.abs(edge), ORDINARY).all()]


ORDINARY = [0, 0.25, 0.5, 0.75, 1, 2, 3]
TINY, LAST, MAX = 5e-324, 1 - 2**-53, 1.7976931348623157e308
INFINITE = [np.inf, -np.inf]
SIZES = [0.0, 0.25, 0.5, 1.0, 2.0, 30.25, 800.0, 1e155, 1e308, MAX, 1e-17, 1e-300, TINY]

REAL = Domain([*SIZES, *(-size for size in SIZES)], [], lambda rng: rng.gauss(0, 3))
CHANCE = Domain(
    [0.0, -0.0, TINY, 2.2e-308, 1e-17, 0.25, 0.5, LAST, 1.0],
    [-TINY, -0.5, -1e308, 1 + 2**-52, 2.0, 1e308, *INFINITE],
    lambda rng: rng.random(),
)
BIT = Domain(
    [0.0, -0.0, 1.0],
    [TINY, -TINY, 0.5, LAST, 2.0, -1.0, 1e308, -1e308, *INFINITE],
    lambda rng: float(rng.randrange(2)),
)
SIGN = Domain(
    [-1.0, 1.0],
    [0.0, TINY, LAST, 2.0, 1e308, -1e308, *INFINITE],
    lambda rng: rng.choice([-1.0, 1.0]),
)
CLASS = Domain(
    [0.0, -0.0, 1.0, 2.0],
    [-1.0, 3.0, TINY, 0.5, 1e308, -1e308, *INFINITE],
    lambda rng: float(rng.randrange(K)),
)
SCALE = Domain(
    [0.5, 1.0, TINY, 1e-300, 1e308],
    [0.0, -0.0, -TINY, -1.0, -1e308, -np.inf],
    lambda rng: rng.uniform(0.1, 5),
)
LOGITS = Domain(
    [
        *([0.0, 0.0, 0.0], [1.0, 2.0, 3.0], [-0.5, 0.25, -50.0], [TINY, -TINY, 0.0]),
        *([1000.0, -1000.0, 990.0], [1e155, 1e155, -1e155], [8e307, -8e307, 0.0]),
        *([-np.inf, 0.0, 1.0], [-np.inf, -np.inf, 0.0]),
    ],
    [],
    lambda rng: [rng.gauss(0, 5) for _ in range(K)],
)
# Differences of these are infinite; times a weight below 1 they are still infinite.
FAR_LOGITS = replace(LOGITS, edges=[*LOGITS.edges, [1e308, -1e308, 0.0], [-MAX, MAX, 1.0]])
DISTRIBUTION = Domain(
    [
        *([1.0, 0.0, 0.0], [0.0, 1.0, -0.0], [0.25, 0.25, 0.5], [0.5, 0.5, 0.0]),
        *([0.0, 0.75, 0.25], [TINY, 1.0, 0.0], [1e-17, 0.0, 1.0], [LAST, 2**-53, 0.0]),
    ],
    [
        *([0.0, 0.0, 0.0], [0.5, 0.25, 0.125], [1.0, 1.0, 1.0], [0.5, 0.5, 1e308]),
        *([-0.5, 0.5, 1.0], [1.0, -TINY, 0.0], [1 + 2**-52, 0.0, 0.0], [np.inf, 0.0, 0.0]),
    ],
    lambda rng: rng.choice([[0.0, 0.0, 1.0], [0.125, 0.375, 0.5], [1 / 3] * 3]),
)


def _option(edges, beyond, inside):
    return Domain(edges, [*beyond, np.nan, -1e308, -TINY, -np.inf], inside, option=True)


BASE = _option(
    [np.e, 2.0, 10.0, 0.5, TINY, LAST, 1 + 2**-52, 1e308],
    [0.0, -0.0, 1.0, np.inf],
    lambda rng: rng.uniform(1.5, 10),
)
POWER = _option([2.0, 1.0, 1.5, 1e308], [LAST, 0.0, np.inf], lambda rng: rng.uniform(1, 9))
DELTA = _option([1.0, TINY, 0.25, 1e308, np.inf], [0.0], lambda rng: rng.uniform(0.1, 9))
LEVEL = _option([0.5, TINY, LAST, 0.25], [0.0, 1.0, 1e308, np.inf], lambda rng: rng.random())
FOCUS = _option([2.0, 0.0, TINY, 0.5, 1e308], [np.inf], lambda rng: rng.uniform(0, 9))
RATE = _option([0.5, 0.0, TINY, 1e150], [np.inf], lambda rng: rng.uniform(0, 2))


# The formulas. An argument is a number or, of a domain of vectors, an array.


def exactly(formula):
    """The formula with its arguments made Decimals, and all their digits."""

    def of_floats(*arguments):
        with decimal.localcontext(DIGITS):
            return formula(*map(_decimals, arguments))

    return of_floats


def _decimals(value):
    if np.ndim(value):
        return [_decimals(entry) for entry in value]
    return Decimal(float(value)) + 0  # makes -0 a 0


def of_residual(formula):
    """A formula of the residual, a float, as one of (y_true, y_pred, ...)."""

    def of_both(y, x, *others):
        with np.errstate(over="ignore"):
            return formula(x - y, *others)

    return of_both


@functools.cache
def log(x):
    return x.ln()


@functools.cache
def exp(x):
    return x.exp()


def weighted(weight, value):
    """0 times infinity is 0."""
    return weight * value if weight else Decimal(0)


def sign(x):
    return Decimal((x > 0) - (x < 0))


def log1p_exp(z):
    return max(z, Decimal(0)) + log(1 + exp(-abs(z)))


def expit(z):
    return 1 / (1 + exp(-z))


def log_sum_exp(z):
    return max(z) + log(sum(exp(own - max(z)) for own in z))


def softmax(z):
    return [exp(own - log_sum_exp(z)) for own in z]


def log_softmax(z):
    return [own - log_sum_exp(z) for own in z]


def nats(p, q):
    return sum(weighted(own, -log(model)) for own, model in zip(p, q, strict=True))


def binary(y, p):
    return weighted(y, -log(p)) + weighted(1 - y, -log(1 - p))


def binary_slope(y, p):
    return weighted(1 - y, 1 / (1 - p)) - weighted(y, 1 / p)


def one_hot(y):
    return y if isinstance(y, list) else [Decimal(y == k) for k in range(K)]


def focal(y, p, gamma):
    right = p if y else 1 - p
    return weighted((1 - right) ** gamma if 1 - right or gamma else Decimal(1), -log(right))


def focal_slope(y, p, gamma):
    towards, right = (1, p) if y else (-1, 1 - p)
    wrong = 1 - right
    if not wrong:
        return Decimal(0) if gamma else -Decimal(towards)
    bends = weighted(gamma, wrong ** (gamma - 1) * log(right))
    return towards * (bends - (wrong**gamma if gamma else 1) / right)


def huber(r, delta):
    return r**2 / 2 if abs(r) <= delta else delta * (abs(r) - delta / 2)


def power(r, p):
    return abs(r) ** p if r else Decimal(0)


def power_slope(r, p):
    return p * sign(r) * (abs(r) ** (p - 1) if p > 1 and r else 1)


def log_cosh(r):
    return abs(r) + log((1 + exp(-2 * abs(r))) / 2)


def tanh(r):
    return sign(r) * (1 - exp(-2 * abs(r))) / (1 + exp(-2 * abs(r)))


def class_loss(y, z):
    return sum(
        weighted(own, -surprise) for own, surprise in zip(one_hot(y), log_softmax(z), strict=True)
    )


def class_slope(y, z):
    return [p - own for p, own in zip(softmax(z), one_hot(y), strict=True)]


@dataclass(frozen=True)
class Function:
    """A function, what its arguments may hold, and the value of one example in exact decimals.

    ``noise`` takes what ``exact`` takes, and gives the size that rounding is a part of where that
    is not the value's own: where the value is a difference.
    """

    call: Callable
    arguments: dict
    exact: Callable
    noise: Callable = None

    @property
    def examples(self):
        """The arguments that hold one number, or one vector, for each example."""
        return {name: domain for name, domain in self.arguments.items() if not domain.option}

    @property
    def options(self):
        return {name: domain for name, domain in self.arguments.items() if domain.option}


def _function(call, arguments, formula, noise=None):
    return Function(call, arguments, exactly(formula), noise and exactly(noise))


def _of_residual(call, arguments, formula, noise=None):
    made = _function(call, arguments, formula, noise)
    return replace(made, exact=of_residual(made.exact), noise=noise and of_residual(made.noise))


def two_steps(start, *, rate):
    """Where two steps of gradient descent lead on the cost w^2 / 2."""
    return descend(lambda w: w, start, rate=rate, steps=2)[-1]


def one(*_):
    return Decimal(1)


TWO_PI = Decimal("6.28318530717958647692528676655900576839433879875021164194989")

Z = {"z": REAL}
TWO = {"y_true": REAL, "y_pred": REAL}
GAUSSIAN = {"y_true": REAL, "mu": REAL, "sigma": SCALE}
LAPLACE = {"y_true": REAL, "mu": REAL, "b": SCALE}
LABELS = {"y_true": BIT, "y_pred": CHANCE}
COIN = {"y_true": BIT, "p": CHANCE}
SOFT = {"y_true": CHANCE, "y_pred": CHANCE}
SOFT_LOGITS = {"y_true": CHANCE, "logits": REAL}
SCORES = {"y_true": SIGN, "y_pred": REAL}
CLASS_CHANCES = {"y_true": CLASS, "p": DISTRIBUTION}
CLASS_LOGITS = {"y_true": CLASS, "logits": FAR_LOGITS}
SOFT_CLASS_LOGITS = {"y_true": DISTRIBUTION, "logits": LOGITS}
OF_P = {"p": DISTRIBUTION, "base": BASE}
OF_PQ = {"p": DISTRIBUTION, "q": DISTRIBUTION, "base": BASE}


FUNCTIONS = {
    "sigmoid": _function(links.sigmoid, Z, expit),
    "logit": _function(links.logit, {"p": CHANCE}, lambda p: log(p) - log(1 - p), one),
    "softplus": _function(links.softplus, Z, log1p_exp),
    "log_sigmoid": _function(links.log_sigmoid, Z, lambda z: -log1p_exp(-z)),
    "logsumexp": _function(links.logsumexp, {"z": FAR_LOGITS}, log_sum_exp, one),
    "softmax": _function(links.softmax, {"z": FAR_LOGITS}, softmax),
    "log_softmax": _function(links.log_softmax, {"z": FAR_LOGITS}, log_softmax),
    "surprisal": _function(
        information.surprisal, {"p": CHANCE, "base": BASE}, lambda p, base: -log(p) / log(base)
    ),
    "entropy": _function(information.entropy, OF_P, lambda p, base: nats(p, p) / log(base)),
    "cross_entropy": _function(
        information.cross_entropy, OF_PQ, lambda p, q, base: nats(p, q) / log(base)
    ),
    "kl_divergence": _function(
        information.kl_divergence,
        OF_PQ,
        lambda p, q, base: (
            sum(weighted(own, log(own) - log(model)) for own, model in zip(p, q, strict=True))
            / log(base)
        ),
        lambda p, q, base: abs(nats(p, q) / log(base)),
    ),
    "bernoulli_nll": _function(likelihood.bernoulli_nll, COIN, binary),
    "bernoulli_nll_grad": _function(likelihood.bernoulli_nll_grad, COIN, binary_slope),
    "categorical_nll": _function(
        likelihood.categorical_nll, CLASS_CHANCES, lambda y, p: nats(one_hot(y), p)
    ),
    "categorical_nll_grad": _function(
        likelihood.categorical_nll_grad,
        CLASS_CHANCES,
        lambda y, p: [-weighted(hit, 1 / own) for hit, own in zip(one_hot(y), p, strict=True)],
    ),
    "gaussian_nll": _of_residual(
        likelihood.gaussian_nll,
        GAUSSIAN,
        lambda r, sigma: (r / sigma) ** 2 / 2 + log(sigma) + log(TWO_PI) / 2,
        lambda r, sigma: 1 + abs(log(sigma)),
    ),
    "gaussian_nll_grad": _of_residual(
        likelihood.gaussian_nll_grad, GAUSSIAN, lambda r, sigma: r / sigma**2
    ),
    "laplace_nll": _of_residual(
        likelihood.laplace_nll,
        LAPLACE,
        lambda r, b: abs(r) / b + log(2 * b),
        lambda r, b: 1 + abs(log(b)),
    ),
    "laplace_nll_grad": _of_residual(
        likelihood.laplace_nll_grad, LAPLACE, lambda r, b: sign(r) / b
    ),
    "squared_error": _of_residual(losses.squared_error, TWO, lambda r: r**2),
    "squared_error_grad": _of_residual(losses.squared_error_grad, TWO, lambda r: 2 * r),
    "absolute_error": _of_residual(losses.absolute_error, TWO, abs),
    "absolute_error_grad": _of_residual(losses.absolute_error_grad, TWO, sign),
    "power_error": _of_residual(losses.power_error, {**TWO, "p": POWER}, power),
    "power_error_grad": _of_residual(losses.power_error_grad, {**TWO, "p": POWER}, power_slope),
    "huber": _of_residual(losses.huber, {**TWO, "delta": DELTA}, huber),
    "huber_grad": _of_residual(
        losses.huber_grad, {**TWO, "delta": DELTA}, lambda r, delta: max(-delta, min(r, delta))
    ),
    "log_cosh": _of_residual(losses.log_cosh, TWO, log_cosh),
    "log_cosh_grad": _of_residual(losses.log_cosh_grad, TWO, tanh),
    "pinball": _of_residual(
        losses.pinball, {**TWO, "tau": LEVEL}, lambda r, tau: max((1 - tau) * r, -tau * r)
    ),
    "pinball_grad": _of_residual(
        losses.pinball_grad,
        {**TWO, "tau": LEVEL},
        lambda r, tau: (r > 0) - tau if r else Decimal(0),
    ),
    "binary_cross_entropy": _function(losses.binary_cross_entropy, SOFT, binary),
    "binary_cross_entropy_grad": _function(
        losses.binary_cross_entropy_grad,
        SOFT,
        binary_slope,
        lambda y, p: weighted(1 - y, 1 / (1 - p)) + weighted(y, 1 / p),
    ),
    "binary_cross_entropy_with_logits": _function(
        losses.binary_cross_entropy_with_logits,
        SOFT_LOGITS,
        lambda y, z: weighted(y, log1p_exp(-z)) + weighted(1 - y, log1p_exp(z)),
    ),
    "binary_cross_entropy_with_logits_grad": _function(
        losses.binary_cross_entropy_with_logits_grad,
        SOFT_LOGITS,
        lambda y, z: expit(z) - y,
        lambda y, z: (1 - y) * expit(z) + y * expit(-z),
    ),
    "softmax_cross_entropy": _function(losses.softmax_cross_entropy, CLASS_LOGITS, class_loss),
    "softmax_cross_entropy_grad": _function(
        losses.softmax_cross_entropy_grad, CLASS_LOGITS, class_slope, one
    ),
    "softmax_cross_entropy of distributions": _function(
        losses.softmax_cross_entropy, SOFT_CLASS_LOGITS, class_loss
    ),
    "softmax_cross_entropy_grad of distributions": _function(
        losses.softmax_cross_entropy_grad, SOFT_CLASS_LOGITS, class_slope, one
    ),
    "focal": _function(losses.focal, {**LABELS, "gamma": FOCUS}, focal),
    "focal_grad": _function(losses.focal_grad, {**LABELS, "gamma": FOCUS}, focal_slope),
    "brier": _function(losses.brier, LABELS, lambda y, p: (p - y) ** 2),
    "brier_grad": _function(losses.brier_grad, LABELS, lambda y, p: 2 * (p - y)),
    "hinge": _function(losses.hinge, SCORES, lambda y, s: max(Decimal(0), 1 - y * s)),
    "hinge_grad": _function(
        losses.hinge_grad, SCORES, lambda y, s: -y if y * s < 1 else Decimal(0)
    ),
    "descend": _function(
        two_steps, {"start": REAL, "rate": RATE}, lambda w, rate: w * (1 - rate) ** 2
    ),
}
