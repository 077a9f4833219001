"""Lesson 04: each formula, and the functions that it describes."""

import numpy as np
from scipy import special, stats

from lossviz.exercises.information import ce_neuron_gradient, mse_neuron_gradient
from lossviz.exercises.softmax import softmax_jacobian
from lossviz.information import cross_entropy, entropy, kl_divergence, surprisal
from lossviz.links import sigmoid
from lossviz.losses import binary_cross_entropy_grad, squared_error_grad
from lossviz.scenes import information as scenes
from tests.formulas.cells import shown

K = 4


def one_event(rng):
    p = rng.dirichlet(np.full(K, 2.0))
    return {"x": rng.integers(K), "P": lambda x: p[x], "h": lambda x: surprisal(p[x])}


def one_event_in_the_notebook(rng):
    p = rng.dirichlet(np.full(K, 2.0))
    surprise = shown("information", "surprise")
    return {"x": rng.integers(K), "P": lambda x: p[x], "h": lambda x: surprise(1 / p[x], "nats")}


def distributions(rng):
    p, q = rng.dirichlet(np.full(K, 2.0), 2)
    return {
        "p": p,
        "q": q,
        "k": range(1, K + 1),
        "H": lambda p, q=None: entropy(p) if q is None else cross_entropy(p, q),
        "KL": kl_divergence,
    }


def distributions_in_scipy(rng):
    return {
        **distributions(rng),
        "H": lambda p, q=None: stats.entropy(p) + (0 if q is None else stats.entropy(p, q)),
        "KL": lambda p, q: special.rel_entr(p, q).sum(),
    }


def coins_in_the_notebook(rng):
    p, q = rng.dirichlet(np.full(2, 2.0), 2)
    own = shown("information", "coin_entropy")
    cross, kl = (shown("information", name) for name in ("coin_cross_entropy", "coin_kl"))
    return {
        "p": p,
        "q": q,
        "k": range(1, 3),
        "H": lambda p, q=None: own(p[0], "nats") if q is None else cross(p[0], q[0]),
        "KL": lambda p, q: kl(p[0], q[0]),
    }


def equally_likely(rng):
    n = int(rng.integers(2, 100))
    return {"n": n, "value": entropy(np.full(n, 1 / n))}


def equally_likely_in_the_notebook(rng):
    n = int(rng.integers(2, 100))
    return {"n": n, "value": shown("information", "even_entropy")(n, "nats")}


def one_goal(rng):
    """Four goals: each is reached at the share of heads, theta = 9/13."""

    def q(side=None, *, theta):
        model = np.array([theta, 1 - theta])
        return model if side is None else model[side]

    return {
        "x": rng.permutation([0] * 9 + [1] * 4),
        "n": 13,
        "i": range(1, 14),
        "p": np.array([9, 4]) / 13,
        "q": q,
        "theta": (0.01, 0.99),
        "KL": kl_divergence,
        "H": cross_entropy,
        "value": 9 / 13,
    }


def neuron(gradient):
    """A sigmoid neuron; its slope in z is the slope in b."""

    def point(rng):
        y, x, w, b = rng.uniform(), *rng.normal(size=3)
        value = gradient(x, y, w, b)[1]
        return {"y": y, "z": w * x + b, "a": lambda *, z: sigmoid(z), "value": value}

    return point


def slope_of_sigmoid(rng):
    z = rng.normal(0, 2)
    return {"a": sigmoid(z), "a_1": sigmoid(z), "value": softmax_jacobian(np.array([z, 0.0]))[0, 0]}


def linear_output(rng):
    y, a = rng.normal(0, 2, 2)
    return {"y": y, "a": a, "value": squared_error_grad(y, a) / 2}


def five_examples(rng):
    return {"x": scenes.X, "y": scenes.Y}


def slope_in_the_output(rng):
    a = rng.uniform(0.05, 0.95)
    return {"a": a, "value": binary_cross_entropy_grad(0, a)}


def slope_in_the_figure(rng):
    a = rng.uniform(0.05, 0.95)
    return {"a": a, "value": scenes.STEP_ALONG["dC/da"](a)}


def bits(rng):
    p = rng.uniform(0.05, 0.95)
    return {"p": p, "value": surprisal(p, base=2)}


def nats(rng):
    p = rng.uniform(0.05, 0.95)
    return {"p": p, "value": surprisal(p)}


DISTRIBUTIONS = [distributions, distributions_in_scipy, coins_in_the_notebook]

DISPLAYED = {
    "h(x) = ": [one_event, one_event_in_the_notebook],
    "H(p) = ": DISTRIBUTIONS,
    r"H(p, q) = -": DISTRIBUTIONS,
    r"H(p, q) = H(p)": DISTRIBUTIONS,
    r"\max \prod_i": [one_goal],
    r"\frac{d}{dz}\,\frac{(a": [neuron(mse_neuron_gradient)],
    r"\frac{d}{dz}\,\bigl(": [neuron(ce_neuron_gradient)],
    "x = (": [five_examples],
}

INLINE = {
    "the ideal length is ": [bits],
    "times and carries ": [equally_likely, equally_likely_in_the_notebook],
    r"$a = \sigma(z)$, its slope ": [slope_of_sigmoid],
    "it has the factor ": [slope_of_sigmoid],
    "The demo's slope ": [slope_in_the_output, slope_in_the_figure],
    "puts its own slope ": [slope_of_sigmoid],
    "with the squared error has the slope ": [linear_output],
    "Surprise is ": [nats],
}

NO_FUNCTION = {
    "a name": [r"\log_2", "dC/da", "dC/dz"],
    "what a model is made of": [
        r"q = (\theta, 1 - \theta)",
        "z = w x + b",
        "z = w + b",
    ],
}
