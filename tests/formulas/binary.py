"""Lesson 05: each formula, and the functions that it describes."""

import numpy as np
from scipy import special

from lossviz.exercises.binary import bce_logit_gradient, multi_label_loss
from lossviz.links import sigmoid, softplus
from lossviz.losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
)
from tests.formulas.cells import shown

K = 4


def chance(rng):
    return {"y": rng.uniform(), "p": rng.uniform(0.05, 0.95), "ell": binary_cross_entropy}


def chance_in_scipy(rng):
    def loss(y, p):
        return -special.xlogy(y, p) - special.xlog1py(1 - y, -p)

    return {**chance(rng), "ell": loss}


def chance_in_the_notebook(rng):
    loss = shown("binary", "two_class_loss")
    return {**chance(rng), "ell": lambda y, p: loss(p, y)}


def logit(rng):
    y, z = rng.uniform(), rng.normal(0, 2)
    return {
        "y": y,
        "z": z,
        "sigma": sigmoid,
        "ell": lambda y, z: binary_cross_entropy_with_logits(y, z),
    }


def logit_in_the_notebook(rng):
    return {**logit(rng), "ell": shown("binary", "loss_from_logit", softplus=softplus)}


def slope(gradient):
    def point(rng):
        point = logit(rng)
        return {**point, "value": gradient(point["y"], point["z"])}

    return point


def slope_by_probability(rng):
    point = slope(binary_cross_entropy_with_logits_grad)(rng)
    return {**point, "p": sigmoid(point["z"])}


def labels(rng):
    y, z = rng.integers(0, 2, K).astype(float), rng.normal(0, 2, K)
    loss = multi_label_loss(y[None], z[None])[0]
    return {
        "x": 0.0,
        "y": y,
        "z": z,
        "p": sigmoid(z),
        "k": range(1, K + 1),
        "P": lambda y, x: np.exp(-loss),
        "ell": lambda y, z: np.sum(binary_cross_entropy_with_logits(y, z)),
        "value": loss,
    }


def labels_given_x(rng):
    point = labels(rng)
    return {**point, "value": np.exp(-point["value"])}


def one_softplus(rng):
    z = rng.normal(0, 2)
    return {"z": z, "value": softplus(z)}


DISPLAYED = {
    r"\ell(y, p) = ": [chance, chance_in_scipy, chance_in_the_notebook],
    r"\ell(y, z) = ": [logit, logit_in_the_notebook],
    r"\frac{\partial \ell}{\partial z} = ": [
        slope(binary_cross_entropy_with_logits_grad),
        slope(bce_logit_gradient),
    ],
    r"P(y \mid x) = ": [labels_given_x],
    r"\ell = \sum_k": [labels],
}

INLINE = {
    "grows along a straight line in $z$: its slope, ": [slope_by_probability],
    "In code ": [one_softplus],
    "computed from the logit, where its slope is ": [
        slope(binary_cross_entropy_with_logits_grad),
        slope(bce_logit_gradient),
    ],
}

NO_FUNCTION = {
    "what a distribution is made of": ["1 - y", "1 - p"],
    "data": ["z = (4, 1, 0, -1)"],
}
