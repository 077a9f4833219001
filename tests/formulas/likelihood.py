"""Lesson 03: each formula, and the functions that it describes."""

import numpy as np
from scipy import stats

from lossviz import links
from lossviz.exercises.likelihood import coin_estimate
from lossviz.information import surprisal
from lossviz.likelihood import (
    bernoulli_nll,
    bernoulli_nll_grad,
    categorical_nll,
    categorical_nll_grad,
    gaussian_nll,
    gaussian_nll_grad,
    laplace_nll,
)
from lossviz.losses import (
    binary_cross_entropy_with_logits_grad,
    softmax_cross_entropy_grad,
    squared_error,
)
from tests.formulas.cells import shown


def flips(rng, heads, tails):
    y = rng.permutation([1.0] * heads + [0.0] * tails)

    def likelihood(theta):
        return np.exp(-bernoulli_nll(y, np.full(y.size, theta)).sum())

    return {
        "y": y,
        "n": y.size,
        "i": range(1, y.size + 1),
        "theta": rng.uniform(0.05, 0.95),
        "P": lambda y, theta: np.exp(-bernoulli_nll(y, theta)),
        "p_hat": lambda outcome: np.mean(y == outcome),
        "L": likelihood,
    }


def these_flips(rng):
    return flips(rng, 9, 4)


def these_flips_in_the_notebook(rng):
    return {**flips(rng, 9, 4), "L": shown("likelihood", "coin_likelihood")}


def any_flips(rng):
    return flips(rng, *rng.integers(1, 8, 2))


def any_flips_in_the_notebook(rng):
    point = any_flips(rng)
    heads = int(point["y"].sum())
    nll = shown("likelihood", "coin_nll")
    return {**point, "L": lambda theta: np.exp(-nll(theta, heads, point["n"] - heads))}


def slope_of_these_flips(rng):
    point = these_flips(rng)
    slopes = bernoulli_nll_grad(point["y"], np.full(13, point["theta"]))
    return {**point, "value": slopes.sum()}


def best_theta(rng):
    return {"theta": coin_estimate(9, 4)}


def chance(rng):
    p = rng.uniform(0.05, 0.95)
    return {"p": p, "value": surprisal(p)}


def chance_of_a_class(rng):
    p = rng.dirichlet([2.0, 2.0, 2.0])
    return {"p": p[1], "value": categorical_nll(1, p)}


def slope_in_the_chance(rng):
    p = rng.dirichlet([2.0, 2.0, 2.0])
    return {"p": p[1], "value": categorical_nll_grad(1, p)[1]}


def density(rng):
    return {
        "y": rng.normal(),
        "mu": rng.normal(),
        "sigma": rng.uniform(0.3, 2),
        "p": lambda y, mu, sigma: np.exp(-gaussian_nll(y, mu, sigma)),
    }


def density_in_scipy(rng):
    return {**density(rng), "p": lambda y, mu, sigma: stats.norm(mu, sigma).pdf(y)}


def density_in_the_notebook(rng):
    return {**density(rng), "p": shown("likelihood", "normal_density")}


def output(function):
    """A function of a target and a linear output."""

    def point(rng):
        y, z = rng.normal(0, 2, 2)
        return {"y": y, "z": z, "value": function(y, z, 1)}

    return point


def laplace_density(rng):
    y, z = rng.normal(0, 2, 2)
    return {"y": y, "z": z, "value": np.exp(-laplace_nll(y, z, 1))}


def half_a_square(rng):
    y, z = rng.normal(0, 2, 2)
    return {"y": y, "z": z, "value": squared_error(y, z) / 2}


def one_flip(rng):
    y, p = float(rng.integers(2)), rng.uniform(0.05, 0.95)
    return {"y": y, "p": p, "value": bernoulli_nll(y, p)}


def true_class(rng):
    k, p = rng.integers(3), rng.dirichlet([2.0, 2.0, 2.0])
    return {"p_k": p[k], "value": categorical_nll(k, p)}


def sigmoid_output(rng):
    y, z = rng.uniform(), rng.normal(0, 2)
    slope = binary_cross_entropy_with_logits_grad(y, z)
    return {"y": y, "p": links.sigmoid(z), "value": slope}


def softmax_output(rng):
    k, z = rng.integers(3), rng.normal(0, 2, 3)
    return {"y": np.eye(3)[k], "p": links.softmax(z), "value": softmax_cross_entropy_grad(k, z)}


DISPLAYED = {
    r"L(\theta) = ": [these_flips, these_flips_in_the_notebook],
    r"-\log L(\theta) = ": [any_flips, any_flips_in_the_notebook],
    r"p(y; \mu, \sigma) = ": [density, density_in_scipy, density_in_the_notebook],
}

INLINE = {
    "beside the sum of their ": [chance],
    "**Explain.** The slope, ": [slope_of_these_flips],
    "is 0 where ": [best_theta],
    "An example adds ": [chance, chance_of_a_class],
    "to the *true class*. The slope is ": [slope_in_the_chance],
    "**Explain.** ": [chance],
    "For coins and classes ": [chance, chance_of_a_class],
    r"normal, $\mu = z$, $\sigma = 1$ | ": [output(gaussian_nll)],
    "Laplace around $z$, scale 1 | ": [output(laplace_nll)],
    r"$p = \text{sigmoid}(z)$ | ": [one_flip],
    r"$p = \text{softmax}(z)$ | ": [true_class],
    "for the centre of a *Laplace* distribution: its density ": [laplace_density],
    "The log undoes the exp of a density: ": [half_a_square],
    "For the normal distribution it is ": [output(gaussian_nll_grad)],
    "for sigmoid and softmax ": [sigmoid_output, softmax_output],
    "One example costs ": [chance, chance_of_a_class],
}

NO_FUNCTION = {
    "a name for the displayed formula beside it": [r"\log L"],
    "a number of the explanation": ["0.5^n", "0.1^n"],
    "what an output unit stands for": [r"p = \text{sigmoid}(z)", r"p = \text{softmax}(z)"],
}
