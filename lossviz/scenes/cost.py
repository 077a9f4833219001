"""Figures of lesson 01: loss, cost and objective."""

import numpy as np

from lossviz import style
from lossviz.datasets import training_run
from lossviz.descent import descend
from lossviz.links import sigmoid
from lossviz.losses import binary_cross_entropy_with_logits, squared_error

# The data of the model y_hat = w x, which no w fits without error.
X = np.array([1.0, 2.0, 3.0])
Y = np.array([1.0, 4.0, 4.0])
SEEN, HELD_OUT = slice(14), slice(14, None)


def line_fit(figure):
    """Five points and a line: the square of each residual, and its area as a bar."""
    x = np.array([1.0, 2.0, 4.0, 5.0, 7.0])
    y = np.array([2.0, 1.5, 4.5, 3.5, 6.0])
    figure.set_size_inches(7.6, 3.9)
    plane, losses = figure.subplots(1, 2, width_ratios=[1.15, 1])
    plane.set(title="each residual, squared", xlabel="x", ylabel="y", aspect="equal")
    plane.set(xlim=(-2.2, 8), ylim=(-0.5, 11.7))
    (line,) = plane.plot([-2.2, 8], [0, 0], color=style.BLUE, **style.MOVING)
    squares = [
        plane.fill(
            [0], [0], facecolor=style.ORANGE, edgecolor=style.VERMILION, alpha=0.45, **style.MOVING
        )[0]
        for _ in x
    ]
    plane.plot(x, y, "o", color=style.BLACK, **style.MOVING)  # in front of the squares
    losses.set(title="its area: the loss of each example", xlabel="example", ylim=(0, 34))
    bars = losses.bar(
        np.arange(1, 6), np.zeros(5), color=style.ORANGE, edgecolor=style.VERMILION, **style.MOVING
    )
    losses.set_xticks(range(1, 6))
    losses.grid(axis="x", visible=False)
    mean = losses.axhline(0, color=style.BLACK, linestyle="--", linewidth=1.5, **style.MOVING)
    losses.text(0.5, 32, "dashed: their mean", va="center")

    def update(w=0.2, b=2.0):
        y_hat = w * x + b
        each = squared_error(y, y_hat)
        line.set_ydata([b - 2.2 * w, b + 8 * w])
        for square, at, low, high in zip(squares, x, y, y_hat, strict=True):
            side = abs(high - low)
            square.set_xy([(at, low), (at, high), (at - side, high), (at - side, low)])
        for bar, loss in zip(bars, each, strict=True):
            bar.set_height(loss)
        mean.set_ydata([each.mean()] * 2)
        listed = ", ".join(f"{loss:.2f}" for loss in each)
        return (
            f"w = {w:.2f}, b = {b:.2f}: losses {listed}; "
            f"their sum is {each.sum():.2f} and their mean {each.mean():.2f}"
        )

    return update


def cost_curve(figure):
    """The cost over w, as a mean or a sum, and twelve steps of gradient descent on it."""
    steps = 12
    grid = np.linspace(-1, 4, 81)
    downhill, fall = figure.subplots(1, 2)
    downhill.set(title="the path downhill", xlabel="w", xlim=(-1.1, 4.1))
    fall.set(title="the cost after each step", xlabel="step", xlim=(-0.5, steps + 0.5))
    fall.set(yscale="log", ylim=(0.3, 1e5))
    dots = {"color": style.VERMILION, "linewidth": 1, "markersize": 4.5, **style.MOVING}
    (curve,) = downhill.plot(grid, grid, color=style.BLUE, **style.MOVING)
    (path,) = downhill.plot([], [], "o-", **dots)
    (best,) = downhill.plot([], [], "*", color=style.BLACK, markersize=11, **style.MOVING)
    (costs,) = fall.plot([], [], "o-", **dots)
    floor = fall.axhline(1, color=style.BLACK, linestyle=":", linewidth=1.5, **style.MOVING)

    def update(w=-0.5, learning_rate=0.05, cost="mean"):
        reduce = {"mean": np.mean, "sum": np.sum}[cost]

        def value(weights):
            return reduce((np.multiply.outer(weights, X) - Y) ** 2, axis=-1)

        def gradient(weight):
            return reduce(2 * X * (weight * X - Y))

        weights = descend(gradient, w, rate=learning_rate, steps=steps)
        after = value(weights)
        minimiser = (X @ Y) / (X @ X)
        top = 1.05 * value(-1.0)
        if downhill.get_ylim()[1] != top:
            downhill.set_ylim(-0.04 * top, top)
        curve.set_ydata(value(grid))
        path.set_data(weights, after)
        best.set_data([minimiser], [value(minimiser)])
        costs.set_data(range(steps + 1), after)
        floor.set_ydata([value(minimiser)] * 2)
        return (
            f"{cost} cost, learning rate {learning_rate:.3f}: from w = {w:.2f} the cost goes "
            f"{after[0]:.4g}, {after[1]:.4g}, {after[2]:.4g}, ... and is {after[-1]:.4g} after "
            f"{steps} steps; the least is {value(minimiser):.2f}, at w = {minimiser:.2f}"
        )

    return update


def objective(figure):
    """Data cost plus lambda times w squared: the sum, and where its minimum moves."""
    w = np.linspace(-1, 3, 81)
    data = np.mean((np.outer(w, X) - Y) ** 2, axis=-1)
    unpenalised = (X @ Y) / (X @ X)
    curves, minimum = figure.subplots(1, 2, width_ratios=[1.4, 1])
    curves.set(xlabel="w", xlim=(-1.05, 3.05), ylim=(-0.8, 20))
    curves.plot(w, data, color=style.BLUE, label="data cost")
    (penalty,) = curves.plot(w, w, ":", color=style.GREEN, label="penalty λw²", **style.MOVING)
    (total,) = curves.plot(w, w, "--", color=style.VERMILION, label="objective", **style.MOVING)
    curves.plot([unpenalised], [data.min()], "o", color=style.BLUE)
    (least,) = curves.plot([], [], "s", color=style.VERMILION, **style.MOVING)
    style.legend_above(curves)
    lambdas = np.linspace(0, 10, 61)
    minimum.set(title="the w where it is least", xlabel="λ", xlim=(-0.3, 10.3), ylim=(0, 1.6))
    minimum.plot(lambdas, (X @ Y) / (X @ X + lambdas * X.size), color=style.VERMILION, ls="--")
    (at,) = minimum.plot([], [], "s", color=style.VERMILION, **style.MOVING)

    def update(lam=1.0):
        minimiser = (X @ Y) / (X @ X + lam * X.size)
        cost = np.mean((minimiser * X - Y) ** 2)
        penalty.set_ydata(lam * w**2)
        total.set_ydata(data + lam * w**2)
        least.set_data([minimiser], [cost + lam * minimiser**2])
        at.set_data([lam], [minimiser])
        return (
            f"λ = {lam:.1f}: the objective is least at w = {minimiser:.3f}, where the data cost is "
            f"{cost:.3f} and the penalty {lam * minimiser**2:.3f}; the data cost alone is least at "
            f"w = {unpenalised:.3f}"
        )

    return update


def three_optima(figure):
    """A classifier while it trains: the best step by each of three measures."""
    x, features, y, weights = training_run()
    logits = weights @ features.T
    each = binary_cross_entropy_with_logits(np.broadcast_to(y, logits.shape), logits)
    measures = {
        "training cost": (each[:, SEEN].mean(axis=1), style.BLUE, "-", "o"),
        "validation cost": (each[:, HELD_OUT].mean(axis=1), style.VERMILION, "--", "s"),
        "error rate": (((logits > 0) != y)[:, HELD_OUT].mean(axis=1), style.GREEN, "-.", "D"),
    }

    model, training = figure.subplots(1, 2, width_ratios=[1, 1.25])
    model.set(xlabel="x", ylabel="probability of y = 1", ylim=(-0.06, 1.06))
    model.plot(x[SEEN], y[SEEN], "o", color=style.BLACK, fillstyle="none", label="seen")
    grid = np.linspace(-1, 1, 121)
    grid_features = np.polynomial.legendre.legvander(grid, 7)
    model.plot(grid, sigmoid(4 * grid), ":", color=style.GREY, label="truth")
    (fit,) = model.plot(grid, grid, color=style.BLUE, label="model", **style.MOVING)
    style.legend_above(model)
    training.set(xlabel="step", xscale="symlog", xlim=(-0.15, 2600), ylim=(0, 0.75))
    training.set_xticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1000"])
    steps = np.unique(np.geomspace(1, 2001, 120).astype(int)) - 1
    for name, (values, colour, line, marker) in measures.items():
        training.plot(steps, values[steps], line, color=colour, label=name)
        best = values.argmin()
        training.plot([best], [values[best]], marker, color=colour, markersize=9)
    style.legend_above(training)
    now = training.axvline(0, color=style.BLACK, linewidth=1.2, **style.MOVING)

    def update(step=0):
        fit.set_ydata(sigmoid(grid_features @ weights[step]))
        now.set_xdata([step, step])
        listed = ", ".join(
            f"{name} {values[step]:.3f} (least {values.min():.3f}, at step {values.argmin()})"
            for name, (values, *_) in measures.items()
        )
        return f"step {step}: {listed}"

    return update
