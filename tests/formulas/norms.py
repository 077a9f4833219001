"""Lesson 06: each formula, and the functions that it describes."""

import numpy as np

from lossviz import losses
from lossviz.exercises import norms as exercises
from lossviz.scenes.norms import CENTRES, balance
from tests.formulas.cells import shown


def residual(rng):
    r, p = rng.normal(0, 2), rng.uniform(1, 4)
    return {
        "r": r,
        "p": p,
        "ell_1": losses.absolute_error(0, r),
        "ell_2": losses.squared_error(0, r),
        "ell_p": losses.power_error(0, r, p=p),
    }


def residual_in_the_exercises(rng):
    point = residual(rng)
    r = point["r"]
    return {**point, "ell_1": exercises.l1_loss(0, r), "ell_2": exercises.l2_loss(0, r)}


def residual_in_the_notebook(rng):
    point, loss = residual(rng), shown("norms", "power_loss")
    r = point["r"]
    return {**point, "ell_1": loss(r, 1), "ell_2": loss(r, 2), "ell_p": loss(r, point["p"])}


def power(rng):
    point = residual(rng)
    return {**point, "value": point["ell_p"]}


def slope_of_power(rng):
    point = residual(rng)
    return {**point, "value": losses.power_error_grad(0, point["r"], p=point["p"])}


def slope_of_power_in_the_notebook(rng):
    point = residual(rng)
    return {**point, "value": shown("norms", "power_slope")(point["r"], point["p"])}


def centre(name, loss):
    """Where the lesson's own search, on slopes, puts the centre."""

    def point(rng):
        y = rng.normal(2, 3, 7)
        return {
            "y": y,
            "i": range(1, 8),
            "c": (y.min(), y.max()),
            "c_star": balance(CENTRES[name], y),
            "ell": loss,
        }

    return point


SMOOTH_CENTRES = [
    centre("p = 2", lambda r: losses.squared_error(0, r)),
    centre("p = 3", lambda r: losses.power_error(0, r, p=3)),
    centre("Huber 5", lambda r: losses.huber(0, r, delta=5)),
]
CORNER = centre("p = 1", lambda r: losses.absolute_error(0, r))


def hubers(rng):
    return {
        "r": rng.normal(0, 2),
        "delta": rng.uniform(0.5, 2),
        "h_delta": lambda r, delta: losses.huber(0, r, delta=delta),
    }


def hubers_in_the_exercises(rng):
    return {**hubers(rng), "h_delta": exercises.huber}


def weight_of_a_far_point(rng):
    delta = rng.uniform(0.5, 2)
    r = rng.choice([-1, 1]) * (delta + rng.exponential())
    return {"r": r, "delta": delta, "value": losses.huber_grad(0, r, delta=delta) / r}


def weight_in_l1(rng):
    r = rng.normal(0, 2)
    return {"r": r, "value": losses.absolute_error_grad(0, r) / r}


def penalised(rng):
    def objective(w, p, lam):
        return losses.squared_error(0.8, w) + lam * losses.power_error(0, w, p=p)

    return {
        "w": rng.normal(),
        "lam": rng.uniform(0, 4),
        "p": rng.uniform(1, 3),
        "O": objective,
    }


def penalised_in_the_notebook(rng):
    objective = shown("norms", "penalised")
    return {**penalised(rng), "O": lambda w, p, lam: objective(w, p, lam)}


def slope_of_the_penalty(rng):
    lam = rng.uniform(0, 4)
    return {"lam": lam, "value": lam * losses.absolute_error_grad(0, -1)}


def pinballs(rng):
    return {
        "r": rng.normal(0, 2),
        "tau": rng.uniform(0.1, 0.9),
        "rho_tau": lambda r, tau: losses.pinball(r, 0, tau=tau),
    }


def pinballs_in_the_exercises(rng):
    return {**pinballs(rng), "rho_tau": exercises.pinball}


def pinballs_in_the_notebook(rng):
    def loss(r, tau):
        return shown("norms", "cost_of", WAITS=np.array([r]))(0, tau)

    return {**pinballs(rng), "rho_tau": loss}


def a_minute_too_high(rng):
    tau = rng.uniform(0.1, 0.9)
    return {"tau": tau, "value": losses.pinball(0, 1, tau=tau)}


DISPLAYED = {
    r"\ell_1 = ": [residual, residual_in_the_exercises, residual_in_the_notebook],
    r"\frac{d}{dr} |r|^p = ": [slope_of_power, slope_of_power_in_the_notebook],
    r"c^* = ": [*SMOOTH_CENTRES, CORNER],
    r"\sum_i \ell'(c^*": SMOOTH_CENTRES,  # at a corner the sum jumps across 0
    r"h_\delta(r) = ": [hubers, hubers_in_the_exercises],
    "O(w) = ": [penalised, penalised_in_the_notebook],
    r"\rho_\tau(r) = ": [pinballs, pinballs_in_the_exercises, pinballs_in_the_notebook],
}

INLINE = {
    "The solid curve is ": [power],
    "Huber weighs a far point by ": [weight_of_a_far_point],
    r"by $\delta / |r|$, L1 by ": [weight_in_l1],
    "the L1 penalty slopes by ": [slope_of_the_penalty],
    "$ a minute; too high costs ": [a_minute_too_high],
    "each shorter wait costs ": [a_minute_too_high],
}

NO_FUNCTION = {
    "a part of the norm that the words around it define": [
        r"\lvert v_i \rvert^p",
        r"\lvert v_i \rvert",
    ],
    "what the residual is": ["r = c - y_i", "-r"],
}
