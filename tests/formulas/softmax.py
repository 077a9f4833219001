"""Lesson 02: each formula, and the functions that it describes."""

import numpy as np
from scipy import special

from lossviz import links
from lossviz.losses import softmax_cross_entropy
from lossviz.scenes.softmax import loss_of_lead
from tests.formulas.cells import shown

K = 4
PLACES = {"j": range(1, K + 1), "k": range(1, K + 1)}


def of_logits(softmax):
    """Softmax of a vector, or of two numbers."""
    return lambda *z: softmax(np.array(z) if len(z) > 1 else z[0])


def logits(rng):
    return {
        **PLACES,
        "z": rng.normal(0, 2, K),
        "T": rng.uniform(0.3, 3),
        "softmax": links.softmax,
        "logsumexp": links.logsumexp,
    }


def soft_maximum(rng):
    point = logits(rng)
    value = point["T"] * special.logsumexp(point["z"] / point["T"])
    return {**point, "value": value}


def logits_and_their_largest(rng):
    point = logits(rng)
    return {**point, "m": point["z"].max()}


def logits_in_scipy(rng):
    return {**logits(rng), "softmax": special.softmax, "logsumexp": special.logsumexp}


def logits_in_the_notebook(rng):
    return {**logits(rng), "softmax": shown("softmax", "naive_softmax")}


def one_logit(rng):
    return {
        "z": rng.normal(0, 2),
        "p": rng.uniform(0.05, 0.95),
        "sigma": links.sigmoid,
        "logit": links.logit,
    }


def solved(rng):
    z = rng.normal(0, 2)
    return {"z": z, "p": links.sigmoid(z), "logit": links.logit}


def one_logit_in_scipy(rng):
    return {**one_logit(rng), "sigma": special.expit, "logit": special.logit}


def one_logit_in_the_notebook(rng):
    sigmoid, logit = (shown("softmax", name) for name in ("naive_sigmoid", "naive_logit"))
    return {**one_logit(rng), "sigma": sigmoid, "logit": logit}


def two_logits(rng):
    z_1, z_2 = rng.normal(0, 2, 2)
    softmax = of_logits(links.softmax)
    first = softmax(z_1, z_2)[0]
    return {"z_1": z_1, "z_2": z_2, "softmax": softmax, "sigma": links.sigmoid, "value": first}


def lead(rng):
    point = two_logits(rng)
    return {**point, "value": links.logit(point["value"])}


def way_back(rng):
    p = rng.dirichlet(np.full(K, 2.0))
    return {"p": p, "c": rng.normal(), "softmax": links.softmax}


def two_probabilities(rng):
    p = rng.dirichlet([2.0, 2.0])
    return {"p": p, "value": links.logit(p[0])}


def log_probabilities(rng):
    z = rng.normal(0, 2, K)
    log_p = links.log_softmax(z)
    return {
        "k": range(1, K + 1),
        "z": z,
        "p": links.softmax(z),
        "logsumexp": links.logsumexp,
        "value": lambda k: log_p[k - 1],
    }


def softmax_twice(rng):
    classes = int(rng.integers(2, 50))
    return {"K": classes, "value": softmax_cross_entropy(0, np.eye(classes)[0])}


def softmax_twice_in_the_figure(rng):
    classes = int(rng.integers(2, 50))
    return {"K": classes, "value": loss_of_lead(1, classes)}


def softmax_twice_in_the_notebook(rng):
    classes = int(rng.integers(2, 50))
    return {"K": classes, "value": shown("softmax", "least_cost_after_two")(classes)}


def even_guess(rng):
    return {"value": softmax_cross_entropy(3, np.full(10, rng.normal()))}


DISPLAYED = {
    r"\operatorname{logit}(p) = ": [one_logit, one_logit_in_scipy, one_logit_in_the_notebook],
    r"\operatorname{softmax}(z_1, z_2)_1 = ": [two_logits],
    r"\operatorname{softmax}(\log p": [way_back],
    r"\operatorname{softmax}(z / T)_k = ": [logits, logits_in_scipy, logits_in_the_notebook],
    r"\operatorname{softmax}(z)_k = ": [logits_and_their_largest],
    r"\sigma'(z) = ": [one_logit, one_logit_in_scipy, one_logit_in_the_notebook],
    r"-\log \frac{e^1}": [
        softmax_twice,
        softmax_twice_in_the_figure,
        softmax_twice_in_the_notebook,
    ],
}

INLINE = {
    "Solve ": [solved],
    "The dot never leaves the sigmoid, and stands at ": [lead],
    "For two classes the difference has no $c$: ": [two_probabilities],
    "at $T = 1$, ": [log_probabilities],
    "(dashed; with $T$, it is ": [soft_maximum],
    "so compute the log of softmax directly: ": [log_probabilities],
    "an even guess costs ": [even_guess],
    "Softmax is the sigmoid for $K$ classes, ": [two_logits],
}

NO_FUNCTION = {
    "a step of the explanation beside it": ["e^{z_1}", "e^c", "0.25^{10}"],
    "the inverse of softmax, displayed below it": [r"\log p + c"],
    "ReLU, for which lossviz has no function": [r"\max(0, z)"],
}

# Softmax cannot hear the constant c, so neither can it hear the sign of c.
FREE_SIGNS = [r"\operatorname{softmax}(\log p - c) = p \quad \text{for every constant } c"]
