"""Figures of lesson 03: likelihood, its log, and the losses that follow from it."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lossviz import style
from lossviz.likelihood import bernoulli_nll, categorical_nll, gaussian_nll, laplace_nll
from lossviz.links import sigmoid, softmax
from lossviz.losses import (
    absolute_error,
    binary_cross_entropy_with_logits,
    softmax_cross_entropy,
    squared_error,
)

# Five measurements, whose mean is 2.
MEASURED = np.array([1.2, 1.6, 2.0, 2.3, 2.9])

# Exponents of ten of the least number above 0 that a float64 can hold.
SMALLEST = np.log10(np.finfo(float).smallest_subnormal)


def coin(figure):
    """A coin's likelihood, its log and minus that log over theta: one theta is best in all."""
    grid = np.sin(np.linspace(0.02, np.pi / 2 - 0.02, 61)) ** 2
    product, logs = figure.subplots(1, 2)
    product.set(title="likelihood", xlabel="θ", xlim=(-0.04, 1.04), ylim=(-0.05, 1.12))
    product.set(yticks=[0, 1], yticklabels=["0", "largest"])
    area = product.fill(
        grid,
        grid,
        facecolor=style.SKY,
        edgecolor=style.BLUE,
        linewidth=2,
        alpha=0.6,
        **style.MOVING,
    )[0]
    logs.set(xlabel="θ", ylabel="nats", xlim=(-0.04, 1.04), ylim=(-33, 33))
    logs.axhline(0, color=style.GREY, linewidth=0.8)
    (rising,) = logs.plot(grid, grid, color=style.BLUE, label="log-likelihood", **style.MOVING)
    (falling,) = logs.plot(
        grid, grid, "--", color=style.VERMILION, label="minus it: NLL", **style.MOVING
    )
    style.legend_above(logs, columns=2)
    best = [
        axes.axvline(0, color=style.GREY, ls=":", lw=1.5, **style.MOVING)
        for axes in (product, logs)
    ]
    dots = [
        axes.plot([], [], marker, color=style.BLACK, **style.MOVING)[0]
        for axes, marker in [(product, "o"), (logs, "o"), (logs, "s")]
    ]

    def update(theta=0.5, heads=9, tails=4):
        def likelihood(at):
            return at**heads * (1 - at) ** tails

        estimate = heads / (heads + tails)
        here, largest, over = likelihood(theta), likelihood(estimate), likelihood(grid)
        under = 1 / ((heads + tails + 1) * math.comb(heads + tails, heads))
        area.set_xy([*zip(grid, over / largest, strict=True), (grid[-1], 0), (grid[0], 0)])
        rising.set_ydata(np.log(over))
        falling.set_ydata(-np.log(over))
        for line in best:
            line.set_xdata([estimate] * 2)
        for dot, height in zip(dots, [here / largest, np.log(here), -np.log(here)], strict=True):
            dot.set_data([theta], [height])
        return (
            f"heads {heads}, tails {tails}: at θ = {theta:.3f} the likelihood is {here:.3g}, its "
            f"log {np.log(here):.3f}, the NLL {-np.log(here):.3f}; best is θ = {estimate:.3f} with "
            f"likelihood {largest:.3g}, NLL {-np.log(largest) + 0:.3f}; the area under the "
            f"likelihood is {under:.3g}"
        )

    return update


def minus_log(figure):
    """-log p of the true class's probability p, with its slope, beside the other two classes."""
    classes = ["true", "second", "third"]
    grid = np.geomspace(0.005, 1, 101)
    prediction, cost = figure.subplots(1, 2, width_ratios=[1, 1.5])
    prediction.set(title="the model's probabilities", ylim=(0, 1.05))
    prediction.grid(axis="x", visible=False)
    bars = prediction.bar(classes, np.zeros(3), 0.6, edgecolor=style.BLUE, **style.MOVING)
    bars[0].set_facecolor(style.SKY)
    for bar in bars[1:]:
        bar.set(facecolor="white", hatch="//")
    cost.set(title="the cost of what happened", ylabel="−log p (nats)", ylim=(-0.25, 5.2))
    cost.set(xlabel="p, the true class's probability", xlim=(-0.03, 1.03))
    cost.plot(grid, -np.log(grid), color=style.BLUE)
    (tangent,) = cost.plot([], [], "--", color=style.VERMILION, linewidth=1.5, **style.MOVING)
    (point,) = cost.plot([], [], "o", color=style.VERMILION, **style.MOVING)

    def update(p=0.5, second_share=0.5):
        rest = np.array([second_share, 1 - second_share]) * (1 - p)
        value = categorical_nll(0, [p, *rest])
        for bar, height in zip(bars, [p, *rest], strict=True):
            bar.set_height(height)
        tangent.set_data([0, 1.03], [value + 1, value + 1 - 1.03 / p])
        point.set_data([p], [value])
        return (
            f"p = {p:.3f} for the true class, {rest[0]:.3f} and {rest[1]:.3f} for the others: "
            f"the cost is {value + 0:.3f} nats and its slope {-1 / p:.2f}"
        )

    return update


def underflow(figure):
    """n factors of p: their product, as the computer stores it, and the sum of their -log."""
    most = 1500
    longest = np.arange(1, most + 1)
    zero = -365
    product, total = figure.subplots(1, 2)
    product.set(xlabel="factors n", ylabel="the product, as stored", ylim=(-390, 15))
    product.set_yticks([0, -100, -200, -300, zero], ["1", "1e-100", "1e-200", "1e-300", "0"])
    too_small = {"facecolor": "white", "edgecolor": style.PALE, "hatch": "///"}
    product.axhspan(-390, SMALLEST, label="too small for a float64", **too_small)
    style.legend_above(product)
    total.set(xlabel="factors n", ylabel="the sum of −log p (nats)", ylim=(-90, 3600))
    for axes in (product, total):
        axes.set_xlim(-40, most + 40)
    (stored,) = product.plot([], [], color=style.BLUE, **style.MOVING)
    (last,) = product.plot([], [], "o", color=style.VERMILION, **style.MOVING)
    (line,) = total.plot([], [], "--", color=style.BLUE, **style.MOVING)
    (sum_here,) = total.plot([], [], "s", color=style.VERMILION, **style.MOVING)

    def update(n=700, p=0.5):
        products = np.cumprod(np.full(n, p))
        exponents = np.log10(products, where=products > 0, out=np.full(n, float(zero)))
        nats = -n * np.log(p)
        stored.set_data(longest[:n], exponents)
        last.set_data([n], exponents[-1:])
        line.set_data([0, n], [0, nats])
        sum_here.set_data([n], [nats])
        lost = np.argmin(products) + 1 if products[-1] == 0 else 0
        return (
            f"{n} factor{'s' * (n > 1)} of {p:g}: the product is stored as {products[-1]:.4g}"
            f"{f', and has been 0 since factor {lost}' if lost else ''}; "
            f"the sum of −log p is {nats:.2f} nats"
        )

    return update


def gaussian_fit(figure):
    """Five measurements under a normal density: each one's height, and the mean NLL as a map."""
    z = np.concatenate([[-50], np.linspace(-4.5, 4.5, 99), [50]])
    fit, heights = figure.subplots(1, 2, width_ratios=[1.25, 1])
    fit.set(xlabel="y", ylabel="density", xlim=(-0.25, 4.25), ylim=(-0.2, 4.25))
    fit.axhline(1, color=style.GREY, linestyle=":", linewidth=1.2, label="density 1")
    (density,) = fit.plot([], [], color=style.BLUE, label="model", **style.MOVING)
    sticks = fit.vlines(MEASURED, 0, 1, color=style.VERMILION, **style.MOVING)
    fit.plot(MEASURED, np.zeros(5), "o", color=style.BLACK, label="data", **style.MOVING)
    style.legend_above(fit)
    mu_grid, sigma_grid = np.meshgrid(np.linspace(0, 4, 61), np.geomspace(0.1, 2, 58))
    levels = [1, 1.25, 1.5, 2, 3, 5, 10, 30, 100]
    map_ = mean_nll(mu_grid.ravel(), sigma_grid.ravel()).reshape(mu_grid.shape)
    lines = heights.contour(mu_grid, sigma_grid, map_, levels, colors=style.GREY, linewidths=1)
    labelled = [(2, 1.25), (2, 1.69), (3.68, 1.7), (3.5, 0.74), (3.5, 0.52)]
    heights.clabel(lines, fmt="%g", fontsize=9.5, manual=labelled)
    heights.set(
        title="mean NLL, least at the star",
        xlabel="μ",
        ylabel="σ",
        xlim=(-0.1, 4.1),
        ylim=(0.0, 2.1),
    )
    heights.plot([MEASURED.mean()], [MEASURED.std()], "*", color=style.BLACK, markersize=11)
    (here,) = heights.plot([], [], "o", color=style.VERMILION, **style.MOVING)
    least = mean_nll(MEASURED.mean(), MEASURED.std())

    def update(mu=1.5, sigma=0.5):
        tops = np.exp(-gaussian_nll(MEASURED, np.full(5, mu), sigma))
        density.set_data(mu + sigma * z, np.exp(-gaussian_nll(z, np.zeros(z.size), 1)) / sigma)
        sticks.set_segments([[(y, 0), (y, top)] for y, top in zip(MEASURED, tops, strict=True)])
        here.set_data([mu], [sigma])
        closest = gaussian_nll(mu, mu, sigma)
        return (
            f"μ = {mu:.2f}, σ = {sigma:.2f}: mean NLL {mean_nll(mu, sigma):.3f}, least {least:.3f} "
            f"at μ = {MEASURED.mean():.2f}, σ = {MEASURED.std():.2f}; a measurement at μ itself "
            f"has density {np.exp(-closest):.3f} and NLL {closest:.3f}"
        )

    return update


def mean_nll(mu, sigma):
    """Mean NLL of the five measurements, for one or many pairs of mu and sigma."""
    return np.mean([gaussian_nll(np.full(np.shape(mu), y), mu, sigma) for y in MEASURED], axis=0)


def three_logits(z):
    """Logits of three classes: z for class 1, 0 for the others."""
    return np.stack([np.zeros_like(z), z, np.zeros_like(z)], axis=-1)


class Unit(NamedTuple):
    """An output unit's distribution over ``values``; what it costs to see y if the unit got z."""

    distribution: str
    values: np.ndarray
    nll: Callable
    slope: Callable
    loss: Callable
    loss_name: str


UNITS = {
    "linear": Unit(
        "the normal distribution around z with σ = 1",
        np.linspace(-3.6, 5.6, 93),
        lambda y, z: gaussian_nll(y, z, 1),
        lambda y, z: z - y,
        lambda y, z: squared_error(y, z) / 2,
        "half the squared error",
    ),
    "linear, Laplace": Unit(
        "the Laplace distribution around z with scale 1",
        np.linspace(-3.6, 5.6, 93),
        lambda y, z: laplace_nll(y, z, 1),
        lambda y, z: np.sign(z - y),
        absolute_error,
        "the absolute error",
    ),
    "sigmoid": Unit(
        "the Bernoulli distribution with p = sigmoid(z)",
        np.array([0.0, 1.0]),
        lambda y, z: bernoulli_nll(y, sigmoid(z)),
        lambda y, z: sigmoid(z) - y,
        binary_cross_entropy_with_logits,
        "the binary cross entropy",
    ),
    "softmax": Unit(
        "the categorical distribution softmax(0, z, 0)",
        np.array([0.0, 1.0, 2.0]),
        lambda y, z: categorical_nll(y, softmax(three_logits(z))),
        lambda y, z: softmax(three_logits(z))[..., 1] - (y == 1),
        lambda y, z: softmax_cross_entropy(y, three_logits(z)),
        "the cross entropy",
    ),
}


def output_unit(figure):
    """The distribution that an output unit stands for, and minus the log of its height at y = 1."""
    z = np.linspace(-2, 4, 61)
    seen = np.ones(61)
    model, cost = figure.subplots(1, 2)
    model.set(xlabel="y", ylabel="density, or probability", xlim=(-3.6, 5.6), ylim=(-0.05, 1.08))
    (density,) = model.plot([], [], color=style.BLUE, **style.MOVING)
    bars = model.bar([0, 1, 2], 0, 0.5, facecolor=style.SKY, edgecolor=style.BLUE, **style.MOVING)
    model.plot([1], [0], "^", color=style.BLACK, label="what was seen: y = 1")
    (stick,) = model.plot([], [], "o-", color=style.VERMILION, markevery=[1], **style.MOVING)
    style.legend_above(model)
    cost.set(xlabel="prediction z", ylabel="nats", xlim=(-2.2, 4.2), ylim=(-0.25, 5.8))
    (nll,) = cost.plot(z, z, color=style.BLUE, label="NLL", **style.MOVING)
    (known,) = cost.plot(z, z, "--", color=style.BLACK, label="known loss", **style.MOVING)
    (tangent,) = cost.plot([], [], ":", color=style.VERMILION, label="slope", **style.MOVING)
    (point,) = cost.plot([], [], "o", color=style.VERMILION, **style.MOVING)
    style.legend_above(cost)

    def update(unit="linear", prediction=2.0):
        made = UNITS[unit]
        heights = np.exp(-made.nll(made.values, np.full(made.values.size, prediction)))
        value, loss, slope = (f(1.0, prediction) for f in (made.nll, made.loss, made.slope))
        discrete = made.values.size <= len(bars)
        density.set_data(([], []) if discrete else (made.values, heights))
        for place, bar in enumerate(bars):
            bar.set_visible(discrete and place < made.values.size)
        for bar, height in zip(bars, heights, strict=False):
            bar.set_height(height)
        stick.set_data([1, 1], [0, np.exp(-value)])
        nll.set_ydata(made.nll(seen, z))
        known.set_ydata(made.loss(seen, z))
        reach = np.array([-0.9, 0.9])
        tangent.set_data(prediction + reach, value + slope * reach)
        point.set_data([prediction], [value])
        return (
            f"{unit} unit, {made.distribution}: at z = {prediction:.2f} y = 1 has height "
            f"{np.exp(-value):.3f}, so its NLL is {value:.3f}: {made.loss_name}, {loss:.3f}, plus "
            f"{round(value - loss, 9) + 0:.3f}; the slope is {slope + 0:.3f}"
        )

    return update
