"""Lesson 01: each formula, and the functions that it describes."""

from scipy.optimize import minimize_scalar

from lossviz.descent import descend
from lossviz.exercises.cost import (
    cost_gradient,
    descent_step,
    largest_stable_step,
    mean_cost,
    ridge_objective,
)
from lossviz.information import surprisal
from lossviz.losses import squared_error
from tests.formulas.cells import shown

N = 5


def examples(rng):
    return {"x": rng.normal(1, 2, N), "y": rng.normal(2, 3, N), "n": N, "i": range(1, N + 1)}


def losses(rng):
    y, y_hat = rng.normal(2, 3, (2, N))
    return {"y": y, "y_hat": y_hat, "ell": squared_error(y, y_hat), "n": N, "i": range(1, N + 1)}


def total_and_mean(rng):
    point = losses(rng)
    mean = mean_cost(point["y"], point["y_hat"])
    return {**point, "S": N * mean, "J": mean}


def step(rng):
    """One step, by the exercises' solutions."""
    return {
        **examples(rng),
        "w": rng.normal(),
        "eta": rng.uniform(0.01, 0.3),
        "J": lambda w, x, y: squared_error(y, w * x).mean(),
        "next_w": lambda w, x, y, eta: descent_step(w, cost_gradient(w, x, y), eta),
    }


def first_of_a_path(rng):
    """One step, by descend; its slope by the notebook's function, which is that of the sum."""

    def next_w(w, x, y, eta):
        slope_of_sum = shown("cost", "gradient_of_sum", x=x, y=y)
        return descend(lambda w: slope_of_sum(w) / N, w, rate=eta, steps=1)[1]

    return {**step(rng), "next_w": next_w}


def objective(rng):
    return {**examples(rng), "w": rng.normal(), "lam": rng.uniform(0, 5), "O": ridge_objective}


def objective_shown(rng):
    point = objective(rng)
    penalised = shown("cost", "penalised", x=point["x"], y=point["y"])
    return {**point, "O": lambda w, lam: penalised(w, lam)}


def best_weight(rng):
    point = objective(rng)
    given = point["x"], point["y"], point["lam"]
    return {**point, "w_star": minimize_scalar(lambda w: ridge_objective(w, *given)).x}


def measures(rng):
    p = rng.uniform(0.05, 0.95, N)
    cost = surprisal(p).mean()
    return {"p": p, "n": N, "i": range(1, N + 1), "cost": cost}


def contraction(rng):
    """The distance to the best w after a step, in units of the distance before."""
    x, best = rng.normal(1, 2, N), 1.5
    eta = rng.uniform(0, 2) * largest_stable_step(x)
    after = descent_step(best + 1, cost_gradient(best + 1, x, best * x), eta)
    return {"x": x, "n": N, "i": range(1, N + 1), "eta": eta, "value": after - best}


def penalty(rng):
    point = objective(rng)
    given = point["w"], point["x"], point["y"]
    penalised = ridge_objective(*given, point["lam"])
    return {**point, "value": penalised - ridge_objective(*given, 0)}


def one_cost(rng):
    p = rng.uniform(0.05, 0.95)
    return {"p": p, "value": surprisal(p)}


DISPLAYED = {
    r"\ell_i = ": [losses],
    r"S = ": [total_and_mean],
    r"\frac{dJ}{dw} = ": [step, first_of_a_path],
    r"O(w) = ": [objective, objective_shown],
    r"w^* = ": [best_weight],
    r"\text{cost} = ": [measures],
}

INLINE = {
    "Each step multiplies the distance to the best $w$ by ": [contraction],
    "the data cost plus a penalty ": [penalty],
    "The cost is the mean of ": [one_cost],
}

NO_FUNCTION = {
    "what a model predicts": [r"\hat y = w x + b"],
    "a part of the formula beside it": ["x^2"],
}
