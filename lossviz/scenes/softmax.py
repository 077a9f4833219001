"""Figures of lesson 02: sigmoid, logit and softmax."""

import numpy as np

from lossviz import style
from lossviz.links import logit, logsumexp, sigmoid, softmax, softplus

PRECISIONS = {"float16": np.float16, "float32": np.float32, "float64": np.float64}


def sigmoid_logit(figure):
    """A sigmoid and its inverse, mirror images in y = x, and one point that goes there and back."""
    figure.set_size_inches(7.6, 3.7)
    z_grid = np.linspace(-4, 4, 81)
    mirror, trip = figure.subplots(1, 2)
    mirror.set(xlim=(-4.2, 4.2), ylim=(-4.2, 4.2), xticks=range(-4, 5, 2), yticks=range(-4, 5, 2))
    mirror.set(xlabel="argument", ylabel="value", aspect="equal")
    mirror.plot([-4.2, 4.2], [-4.2, 4.2], ":", color=style.GREY, linewidth=1.2, label="y = x")
    (curve,) = mirror.plot(z_grid, z_grid, color=style.BLUE, label="sigmoid", **style.MOVING)
    (inverse,) = mirror.plot(
        z_grid, z_grid, "--", color=style.VERMILION, label="inverse", **style.MOVING
    )
    (swap,) = mirror.plot([], [], color=style.BLACK, linewidth=1, **style.MOVING)
    (image,) = mirror.plot([], [], "s", color=style.VERMILION, **style.MOVING)
    (point,) = mirror.plot([], [], "o", color=style.BLUE, **style.MOVING)
    style.legend_above(mirror)
    trip.set(title="there and back", xlabel="z", ylabel="p", xlim=(-4.2, 4.2), ylim=(-0.06, 1.06))
    (stretched,) = trip.plot(z_grid, z_grid, color=style.BLUE, **style.MOVING)
    (path,) = trip.plot([], [], "-.", color=style.BLACK, linewidth=1.2, **style.MOVING)
    (turn,) = trip.plot([], [], "o", color=style.BLUE, **style.MOVING)

    def update(slope=1.0, shift=0.0, z=1.0):
        p_grid = sigmoid(slope * z_grid + shift)
        p = sigmoid(slope * z + shift)
        back = (logit(p) - shift) / slope
        curve.set_ydata(p_grid)
        stretched.set_ydata(p_grid)
        inverse.set_xdata(p_grid)
        swap.set_data([z, p], [p, z])
        image.set_data([p], [back])
        point.set_data([z], [p])
        path.set_data([z, z, -4.2], [-0.06, p, p])
        turn.set_data([z], [p])
        return (
            f"slope {slope:.2f}, shift {shift:.2f}: z = {z:.2f} goes to p = {p:.4f}, "
            f"where the odds are {p / (1 - p):.4g} to 1, and the inverse takes p back to "
            f"z = {back:.2f}"
        )

    return update


def two_class_softmax(figure):
    """Softmax of two logits: equal where z1 - z2 is equal, and there the sigmoid's value."""
    figure.set_size_inches(7.6, 3.7)
    edge = 4.4
    plane, line = figure.subplots(1, 2, width_ratios=[1, 1.1])
    plane.set(xlabel="z1", ylabel="z2", xlim=(-edge, edge), ylim=(-edge, edge))
    plane.set(xticks=range(-4, 5, 2), yticks=range(-4, 5, 2), aspect="equal")
    plane.set_title("class 1's probability, equal\nalong each line", pad=22)
    plane.grid(visible=False)
    for p in (0.01, 0.1, 0.5, 0.9, 0.99):
        difference = logit(p)
        plane.axline((difference, 0), slope=1, color=style.PALE, linewidth=1.5)
        if difference < 0:
            plane.text(edge + difference, edge + 0.2, f"{p}", ha="center", va="bottom")
        else:
            plane.text(edge + 0.2, edge - difference, f"{p}", ha="left", va="center")
    (same,) = plane.plot([], [], "--", color=style.BLUE, linewidth=1.5, **style.MOVING)
    (logits,) = plane.plot([], [], "o", color=style.BLUE, **style.MOVING)
    differences = np.linspace(-8, 8, 121)
    line.set(xlabel="argument of the sigmoid", ylabel="probability", ylim=(-0.06, 1.06))
    line.set_xticks(range(-8, 9, 4))
    line.plot(differences, sigmoid(differences), color=style.PALE, linewidth=4)
    (both,) = line.plot([], [], "o", color=style.BLUE, label="softmax, at z1 − z2", **style.MOVING)
    hollow = {"color": style.VERMILION, "fillstyle": "none", "markersize": 11, "linewidth": 1.5}
    (alone,) = line.plot([], [], "D", label="sigmoid(z1)", **hollow, **style.MOVING)
    style.legend_above(line, columns=2)

    def update(z1=2.0, z2=1.0):
        p1, p2 = softmax([z1, z2])
        same.set_data([-edge, edge], [-edge - z1 + z2, edge - z1 + z2])
        logits.set_data([z1], [z2])
        both.set_data([z1 - z2], [p1])
        alone.set_data([z1], [sigmoid(z1)])
        return (
            f"softmax({z1:.2f}, {z2:.2f}) = ({p1:.3f}, {p2:.3f}), and sigmoid(z1 − z2) = "
            f"{sigmoid(z1 - z2):.3f}; but sigmoid(z1) = {sigmoid(z1):.3f} and sigmoid(z2) = "
            f"{sigmoid(z2):.3f}, together {sigmoid(z1) + sigmoid(z2):.3f}"
        )

    return update


def softmax_bars(figure):
    """Three logits and their softmax, with a constant added and a temperature."""
    classes = np.arange(1, 4)
    before, after = figure.subplots(1, 2)
    for axes in (before, after):
        axes.set(xlabel="class", xticks=classes, xlim=(0.4, 3.7))
        axes.grid(axis="x", visible=False)
    before.set_ylim(-10, 15)
    before.axhline(0, color=style.GREY, linewidth=0.8)
    logits = before.bar(
        classes, 0, 0.5, color=style.SKY, edgecolor=style.BLUE, label="z + c", **style.MOVING
    )
    above = before.axhline(
        0, color=style.BLACK, linestyle="--", label="T logsumexp((z + c) / T)", **style.MOVING
    )
    style.legend_above(before, columns=2)
    after.set_ylim(-0.04, 1.15)
    after.axhline(0, color=style.GREY, linewidth=0.8)
    bars = after.bar(
        classes, 0, 0.5, color=style.SKY, edgecolor=style.BLUE, label="softmax", **style.MOVING
    )
    labels = [after.text(at, 0, "", ha="center", va="bottom", **style.MOVING) for at in classes]
    (separate,) = after.plot(
        classes + 0.42, classes, "D", color=style.VERMILION, label="sigmoid of each", **style.MOVING
    )
    style.legend_above(after, columns=2)

    def update(z1=2.0, z2=1.0, z3=0.0, shift_c=0.0, temperature=1.0):
        z = np.array([z1, z2, z3]) + shift_c
        p = softmax(z / temperature)
        soft_maximum = temperature * logsumexp(z / temperature)
        each = sigmoid(z / temperature)
        for bar, height in zip([*logits, *bars], [*z, *p], strict=True):
            bar.set_height(height)
        for label, height in zip(labels, p, strict=True):
            label.set_y(height + 0.015)
            label.set_text(f"{height:.3f}")
        above.set_ydata([soft_maximum] * 2)
        separate.set_ydata(each)
        return (
            f"z + c = ({z[0]:.2f}, {z[1]:.2f}, {z[2]:.2f}), T = {temperature:.2f}: softmax "
            f"{p[0]:.3f}, {p[1]:.3f}, {p[2]:.3f}, sum {p.sum():.0f}; "
            f"T logsumexp((z + c) / T) = {soft_maximum:.3f}; the sigmoids sum to {each.sum():.3f}"
        )

    return update


def activations(figure):
    """Sigmoid and ReLU, their slopes, and what their slopes leave of a gradient after n layers."""
    deepest = 20
    z = np.linspace(-4, 4, 121)
    layers = np.arange(deepest + 1)
    values, slopes, left = figure.subplots(1, 3, width_ratios=[1, 1, 1.3])
    for axes in (values, slopes):
        axes.set(xlabel="z", xticks=[-4, -2, 0, 2, 4])
    sigmoids = {"color": style.BLUE, "label": "sigmoid"}
    relus = {"color": style.VERMILION, "linestyle": "--", "label": "ReLU"}
    values.set(title="value", ylim=(-0.15, 4.15), yticks=range(5))
    values.plot(z, sigmoid(z), **sigmoids)
    values.plot([-4, 0, 4], [0, 0, 4], **relus)
    values.legend(loc="upper left", handlelength=1.8)
    slopes.set(title="slope", ylim=(-0.06, 1.1), yticks=[0, 0.25, 0.5, 0.75, 1])
    slopes.plot(z, sigmoid(z) * sigmoid(-z), **sigmoids)
    slopes.plot([-4, 0, 0, 4], [0, 0, 1, 1], **relus)
    left.set(title="largest share left of a gradient", xlabel="layers n", yscale="log")
    left.set(xlim=(-0.8, deepest + 0.8), ylim=(1e-13, 20), yticks=10.0 ** np.arange(-12, 1, 3))
    left.plot(layers, 0.25**layers, color=style.PALE)
    left.plot(layers, 1.0**layers, color=style.PALE)
    small = {"markersize": 4.5, "linewidth": 1.2, **style.MOVING}
    left.text(19.5, 2, "ReLU: 1", ha="right", va="bottom")
    left.text(0.3, 1e-12, "sigmoid: $0.25^n$", ha="left", va="bottom")
    (through_sigmoids,) = left.plot(layers, 0.25**layers, "o-", color=style.BLUE, **small)
    (through_relus,) = left.plot(layers, 1.0**layers, "s--", color=style.VERMILION, **small)

    def update(depth=10):
        passed = layers[: depth + 1]
        through_sigmoids.set_data(passed, 0.25**passed)
        through_relus.set_data(passed, 1.0**passed)
        return (
            f"depth {depth}: the slopes of the sigmoids leave at most 0.25^{depth} = "
            f"{0.25**depth:.3g} of a gradient, one part in {4**depth:,}; "
            f"active ReLUs leave 1, all of it"
        )

    return update


@np.errstate(over="ignore", invalid="ignore")
def softmax_as_written(z):
    """The textbook's formula, which fails as soon as one exponential overflows."""
    exponentials = np.exp(z)
    return exponentials / exponentials.sum()


def overflow(figure):
    """Softmax of the logits (size, 0, -size) as the formula is written, and as it is computed."""
    lanes = np.arange(len(PRECISIONS))
    largest = [np.log(float(np.finfo(precision).max)) for precision in PRECISIONS.values()]
    fits, answers = figure.subplots(1, 2, sharey=True, width_ratios=[1.4, 1])
    fits.set(xlabel="size", xscale="log", xlim=(0.8, 1500), xticks=[1, 10, 100, 1000])
    fits.set(yticks=lanes, yticklabels=PRECISIONS, ylim=(-0.6, 2.75))
    fits.xaxis.set_major_formatter("{x:.0f}")
    fits.grid(axis="y", visible=False)
    fits.barh(lanes, largest, 0.4, color=style.SKY, label="exp(size) fits")
    too_large = {"color": "white", "edgecolor": style.VERMILION, "hatch": "///"}
    fits.barh(lanes, 1500, 0.4, largest, label="it overflows", **too_large)
    for lane, limit in zip(lanes, largest, strict=True):
        fits.text(limit, lane + 0.24, f"{limit:.2f}", ha="center", va="bottom")
    style.legend_above(fits, columns=2)
    (here,) = fits.plot(lanes, lanes, "o", color=style.BLACK, **style.MOVING)
    answers.set(xlabel="probability of class 1", xlim=(0, 1.05))
    answers.grid(axis="y", visible=False)
    answers.tick_params(labelleft=False)
    thin = {"height": 0.3, "edgecolor": style.BLACK, **style.MOVING}
    naive = answers.barh(lanes + 0.17, 0, color=style.ORANGE, label="as written", **thin)
    stable = answers.barh(lanes - 0.17, 0, color=style.BLUE, label="stable", **thin)
    failures = [answers.text(0.02, lane + 0.17, "", va="center", **style.MOVING) for lane in lanes]
    style.legend_above(answers, columns=2)

    def update(size=5):
        here.set_xdata(np.full(lanes.size, size))
        said = []
        for lane, (name, precision) in enumerate(PRECISIONS.items()):
            z = np.array([size, 0, -size], dtype=precision)
            written, computed = softmax_as_written(z), softmax(z)
            naive[lane].set_width(np.nan_to_num(written[0]))
            stable[lane].set_width(computed[0])
            failures[lane].set_text("nan" if np.isnan(written[0]) else "")
            said.append(f"{name} {written[0]:.3f} and {computed[0]:.3f}")
        return (
            f"logits ({size}, 0, {-size}): the probability of class 1 as written and stable is "
            f"{said[0]}, {said[1]}, {said[2]}"
        )

    return update


def loss_of_lead(lead, classes):
    """Cross entropy when the true class's input exceeds that of each other class by ``lead``.

    It is log(e^lead + K - 1) - lead. A second softmax is fed probabilities, whose lead is at most
    1: hence it cannot cost less than log(e + K - 1) - 1.
    """
    return softplus(np.log(classes - 1) - lead)


def double_softmax(figure):
    """Cross entropy of softmax, and of softmax applied twice: the second cannot reach 0."""
    leads = np.linspace(0, 16, 81)
    sizes = np.unique(np.geomspace(2, 1000, 40).round())
    costs, floors = figure.subplots(1, 2, sharey=True)
    costs.set(xlabel="lead of the true class's logit", xlim=(-0.4, 16.4), ylim=(-0.3, 7.4))
    costs.set_xticks(range(0, 17, 4))
    costs.set_ylabel("cross entropy (nats)")
    (once,) = costs.plot(leads, leads, color=style.BLUE, label="softmax once", **style.MOVING)
    (twice,) = costs.plot(leads, leads, "--", color=style.VERMILION, label="twice", **style.MOVING)
    style.legend_above(costs)
    floors.set(xlabel="classes K", xscale="log", xlim=(1.8, 1150), xticks=[2, 10, 100, 1000])
    floors.xaxis.set_major_formatter("{x:.0f}")
    floors.plot(sizes, np.log(sizes), "-.", color=style.GREY, label="even guess")
    floors.plot(sizes, loss_of_lead(1, sizes), ":", color=style.VERMILION, label="twice, at best")
    (floor,) = costs.plot(
        [0, 16], [0, 0], ":", color=style.VERMILION, linewidth=1.2, **style.MOVING
    )
    (at,) = floors.plot([], [], "o", color=style.VERMILION, **style.MOVING)
    style.legend_above(floors)

    def update(K=10):  # noqa: N803 (the number of classes is K in every text)
        p = sigmoid(leads - np.log(K - 1))
        least = loss_of_lead(1, K)
        once.set_ydata(loss_of_lead(leads, K))
        twice.set_ydata(loss_of_lead(p - (1 - p) / (K - 1), K))
        floor.set_ydata([least] * 2)
        at.set_data([K], [least])
        return (
            f"K = {K}: after two softmaxes the cross entropy is at least {least:.3f}, the true "
            f"class gets at most {np.exp(-least):.3f}; an even guess costs {np.log(K):.3f}, one "
            f"softmax can come near 0"
        )

    return update
