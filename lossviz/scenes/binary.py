"""Figures of lesson 05: binary cross entropy and multi-label."""

import numpy as np

from lossviz import style
from lossviz.information import entropy
from lossviz.links import log_softmax, logit, sigmoid, softmax
from lossviz.losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    softmax_cross_entropy,
)

SOFTMAX = {"facecolor": style.ORANGE, "edgecolor": style.VERMILION, "hatch": "//"}
SIGMOIDS = {"facecolor": style.SKY, "edgecolor": style.BLUE}
WEATHER = ("cloud", "sun", "moon")
CLIP = 1e-7


def place(point, x, y):
    """Put a marker where it belongs, and hide it where that is nowhere on the figure."""
    point.set_visible(bool(np.isfinite(x) and np.isfinite(y)))
    if point.get_visible():
        point.set_data([x], [y])


def listed(values, digits=3):
    return " ".join(f"{value:.{digits}f}" for value in values)


def bars(axes, names, look, places=None, width=0.7, **settings):
    """Draw bars with a name each; return the function that gives them their heights.

    All bars are one outline, which is quicker to draw than one patch each.
    """
    places = np.arange(len(names)) if places is None else np.asarray(places)
    x = np.add.outer(places, [-width / 2, -width / 2, width / 2, width / 2]).ravel()
    (outline,) = axes.fill(x, 0 * x, **look, **style.MOVING)
    axes.set_xticks(np.round(places), names)
    axes.grid(axis="x", visible=False)
    axes.set(xlim=(-0.6, places.max() + 0.6), **settings)

    def rise(heights):
        y = np.outer(heights, [0, 1, 1, 0]).ravel()
        outline.set_xy(np.stack([x, y], axis=1))

    return rise


def bce_curve(figure):
    """Binary cross entropy of a label y, over the probability p and over its logit z.

    The control is p, or z in its place.
    """
    z_grid = np.linspace(-6.2, 6.2, 84)
    p_grid = sigmoid(z_grid)
    moving = []
    for axes, x, along_x in zip(
        figure.subplots(1, 2, sharey=True), (p_grid, z_grid), (float, logit), strict=True
    ):
        axes.plot(x, -np.log(p_grid), "--", color=style.GREY, linewidth=1.5, label="y = 1")
        axes.plot(x, -np.log(1 - p_grid), ":", color=style.GREY, linewidth=1.5, label="y = 0")
        (curve,) = axes.plot(x, x, color=style.BLUE, label="your y", **style.MOVING)
        (least,) = axes.plot([], [], "*", color=style.BLACK, markersize=12, **style.MOVING)
        (point,) = axes.plot([], [], "o", color=style.VERMILION, **style.MOVING)
        style.legend_above(axes)
        moving.append((along_x, curve, least, point))
    left, right = figure.axes
    left.set(xlabel="probability p", ylabel="loss, nats", xlim=(-0.04, 1.04), ylim=(-0.25, 6.2))
    right.set(xlabel="logit z", xlim=(-6.3, 6.3))

    def update(y=0.7, p=0.3, z=None):
        p, z = (p, logit(p)) if z is None else (sigmoid(z), z)
        along = binary_cross_entropy(np.full_like(p_grid, y), p_grid)
        loss, floor = binary_cross_entropy(y, p), entropy([y, 1 - y])
        slope = binary_cross_entropy_with_logits_grad(y, z)
        for along_x, curve, least, point in moving:
            curve.set_ydata(along)
            place(least, along_x(y), floor)
            place(point, along_x(p), loss)
        return (
            f"y = {y:.3f}, p = {p:.3f} (z = {z:.2f}): loss {loss:.4f} nats, slope in z "
            f"{round(slope, 3) + 0:.3f}; the least loss for this y is {floor:.4f}, at p = {y:.3f}"
        )

    return update


def independent_or_coupled(figure):
    """Four logits through one softmax and through four sigmoids; dashes mark where each began."""
    began, places = np.array([1.0, 1.0, 0.0, -1.0]), np.arange(4)
    one, each = figure.subplots(1, 2, sharey=True)
    names = ["z1", "z2", "z3", "z4"]
    raise_one = bars(one, names, SOFTMAX, title="one softmax", ylabel="probability")
    raise_each = bars(each, names, SIGMOIDS, title="four sigmoids", ylim=(0, 1.04))
    for axes, heights in ((one, softmax(began)), (each, sigmoid(began))):
        axes.hlines(heights, places - 0.45, places + 0.45, colors=style.BLACK, **style.MOVING)

    def update(z1=1.0, z2=1.0, z3=0.0, z4=-1.0):
        z = np.array([z1, z2, z3, z4])
        raise_one(softmax(z))
        raise_each(sigmoid(z))
        return (
            f"z = ({', '.join(f'{value:.1f}' for value in z)}): softmax {listed(softmax(z))}, "
            f"sum {softmax(z).sum():.3f}; sigmoids {listed(sigmoid(z))}, sum {sigmoid(z).sum():.3f}"
        )

    return update


def weather(figure):
    """Cloud, sun and moon: what softmax and sigmoids make of them, and each component's loss."""
    figure.set_size_inches(7.6, 4.6)
    (p_one, p_each), (loss_one, loss_each) = figure.subplots(2, 2, sharex=True, sharey="row")
    dash = {"marker": "_", "markersize": 38, "markeredgewidth": 2.2, "linestyle": ""}
    targets, rows = [], []
    for axes, look, title in (
        (p_one, SOFTMAX, "one softmax"),
        (p_each, SIGMOIDS, "three sigmoids"),
    ):
        rows.append(bars(axes, WEATHER, look, title=title, ylim=(-0.04, 1.1)))
        targets += axes.plot([], [], color=style.BLACK, **dash, **style.MOVING)
    rows.append(bars(loss_one, WEATHER, SOFTMAX, ylabel="loss, nats"))
    rows.append(bars(loss_each, WEATHER, SIGMOIDS, ylim=(0, 7)))
    p_one.set_ylabel("probability")

    def update(z_cloud=2.0, z_sun=-1.0, z_moon=0.5, cloud=True, sun=False, moon=True):
        z, y = np.array([z_cloud, z_sun, z_moon]), np.array([cloud, sun, moon], dtype=float)
        # Softmax wants one distribution: the classes that hold share its 1, and without any there
        # is nothing to share.
        share = y / y.sum() if y.any() else np.full(3, np.nan)
        one, each = -share * log_softmax(z), binary_cross_entropy_with_logits(y, z)
        for row, heights in zip(rows, (softmax(z), sigmoid(z), one, each), strict=True):
            row(np.nan_to_num(heights))
        targets[0].set_visible(bool(y.any()))
        targets[0].set_data(range(3), np.nan_to_num(share))
        targets[1].set_data(range(3), y)
        holding = ", ".join(name for name, holds in zip(WEATHER, y, strict=True) if holds)
        coupled = f"loss {listed(one)}, sum {one.sum():.3f}" if y.any() else "no target"
        return (
            f"{holding or 'no label'}: softmax {listed(softmax(z))}, {coupled}; "
            f"sigmoids {listed(sigmoid(z))}, loss {listed(each)}, sum {each.sum():.3f}"
        )

    return update


def two_hot_logits(size, difference):
    """Logits of cloud and moon, of this size and this far apart, and of the sun, minus the size."""
    return np.stack([size + difference / 2, 0 - size, size - difference / 2], axis=-1)


def two_hot_losses(z):
    """The loss of cloud and moon, by softmax (each a half) and by sigmoids (summed)."""
    y = np.broadcast_to([1.0, 0.0, 1.0], z.shape)
    return softmax_cross_entropy(y / 2, z), binary_cross_entropy_with_logits(y, z).sum(axis=-1)


def two_hot_floor(figure):
    """Cloud and moon both hold: the loss as the logits grow, through softmax and sigmoids."""
    losses, probabilities = figure.subplots(1, 2, width_ratios=[1.2, 1])
    losses.set(xlabel="size of the logits", ylabel="loss, nats", xlim=(-0.2, 8.2), ylim=(-0.1, 3.1))
    losses.axhline(np.log(2), color=style.BLACK, linestyle=":", linewidth=1.5, label="ln 2")
    sizes, places = np.linspace(0, 8, 49), np.arange(3)
    curves, points, rows = [], [], []
    for name, line, marker, look, shift in (
        ("softmax", "--", "s", SOFTMAX, -0.2),
        ("sigmoids", "-", "o", SIGMOIDS, 0.2),
    ):
        colour = look["edgecolor"]
        curves += losses.plot(sizes, sizes, line, color=colour, label=name, **style.MOVING)
        points += losses.plot([], [], marker, color=colour, **style.MOVING)
        rows.append(
            bars(probabilities, WEATHER, {**look, "label": name}, places + shift, width=0.38)
        )
    probabilities.set(ylabel="probability", xlim=(-0.6, 2.6), ylim=(0, 1.04))
    style.legend_above(losses)
    style.legend_above(probabilities)

    def update(size=2.0, difference=0.0):
        z = two_hot_logits(size, difference)
        along, here = two_hot_losses(two_hot_logits(sizes, difference)), two_hot_losses(z)
        for curve, point, on_curve, loss in zip(curves, points, along, here, strict=True):
            curve.set_ydata(on_curve)
            point.set_data([size], [loss])
        rows[0](softmax(z))
        rows[1](sigmoid(z))
        return (
            f"logits {listed(z, 1)}: softmax {listed(softmax(z))}, loss {here[0]:.4f}; sigmoids "
            f"{listed(sigmoid(z))}, loss {here[1]:.4f}; ln 2 is {np.log(2):.4f}"
        )

    return update


@np.errstate(divide="ignore", invalid="ignore")
def three_ways(z):
    """The loss of y = 0 and its slope in z: from the logit, naive, and with p clipped."""
    p = sigmoid(z)
    stable = binary_cross_entropy_with_logits(np.zeros_like(z), z)
    clipped = -np.log(1 - np.clip(p, CLIP, 1 - CLIP))
    # By the chain rule through p: 0 / 0 once p has rounded to 1, and 0 where a clip cuts p off.
    chain = 1 / (1 - p) * (p * (1 - p))
    cut = (p < CLIP) | (p > 1 - CLIP)
    return (stable, -np.log(1 - p), clipped), (p, chain, np.where(cut, 0, chain))


def stable_bce(figure):
    """The loss of y = 0 at a logit z, computed in three ways, and the slope of each."""
    values, slopes = figure.subplots(1, 2, width_ratios=[1.3, 1])
    grid, beyond = np.linspace(0, 50, 501), 99
    values.set(xlabel="logit z", ylabel="loss, nats", xlim=(-2, 52), ylim=(-2, 53))
    slopes.set(title="slope in z", xlabel="logit z", xlim=(-3, 53), ylim=(-0.1, 1.15))
    points = []
    for name, line, marker, colour, width, loss, slope in zip(
        ("from the logit", "naive", "clipped"),
        ("-", ":", "--"),
        ("o", "D", "s"),
        (style.BLUE, style.VERMILION, style.GREEN),
        (2, 4, 2),
        *three_ways(grid),
        strict=True,
    ):
        drawn = np.where(np.isinf(loss), beyond, loss)
        values.plot(grid, drawn, line, color=colour, linewidth=width, label=name)
        known = np.isfinite(slope)
        slopes.plot(grid[known], slope[known], line, color=colour, linewidth=width)
        hollow = {"color": colour, "fillstyle": "none", "markersize": 9, **style.MOVING}
        points += values.plot([], [], marker, **hollow) + slopes.plot([], [], marker, **hollow)
    style.legend_above(values)

    def update(z=20.0):
        losses, at = three_ways(np.array(z))
        for point, height in zip(points, np.stack([losses, at], axis=1).ravel(), strict=True):
            place(point, z, height)
        return (
            f"z = {z:.1f}, y = 0: from the logit {losses[0]:.3f} (slope {at[0]:.3f}), naive "
            f"{losses[1]:.3f} (slope {at[1]:.3f}), clipped at 1e-7 {losses[2]:.3f} "
            f"(slope {at[2]:.3f})"
        )

    return update


def digits_two_heads(images, digits, eleven, two_heads):
    """The scene of two trained models on images of digits, one image at a time.

    images, (n, 8, 8), and digits, (n,): what is shown, and what it is. eleven and two_heads: the 11
    probabilities that each model gives each image, (n, 11).
    """
    thresholds = np.linspace(0.05, 0.95, 91)
    counts = np.array([(eleven[:, :10] > threshold).sum(axis=1) for threshold in thresholds])
    none, several = 100 * (counts == 0).mean(axis=1), 100 * (counts > 1).mean(axis=1)
    names, places = [*map(str, range(10)), "odd"], [*range(10), 11]

    def scene(figure):
        figure.set_size_inches(7.6, 4.8)
        top, bottom = figure.subfigures(2, 1, height_ratios=[1.2, 1])
        picture, first, second = top.subplots(1, 3, width_ratios=[0.6, 1, 1])
        picture.set_axis_off()
        shown = picture.imshow(images[0], cmap="gray_r", vmin=0, vmax=16, **style.MOVING)
        raise_first = bars(first, names, SIGMOIDS, places, title="11 sigmoids", ylim=(0, 1.04))
        raise_second = bars(second, names, SOFTMAX, places, ylim=(0, 1.04))
        second.set_title("softmax(10) + sigmoid(1)")
        shares = bottom.subplots()
        shares.plot(thresholds, none, color=style.BLUE, label="sigmoids claim no digit")
        shares.plot(thresholds, several, "--", color=style.VERMILION, label="several digits")
        shares.set(xlabel="threshold", ylabel="% of images", xlim=(0.04, 0.96))
        shares.set_ylim(-1, 1.1 * max(none.max(), several.max()))
        style.legend_above(shares)
        line = {"color": style.BLACK, "linestyle": ":", "linewidth": 1.8, **style.MOVING}
        level, now = first.axhline(0, **line), shares.axvline(0, **line)

        def update(example=0, threshold=0.5):
            shown.set_data(images[example])
            raise_first(eleven[example])
            raise_second(two_heads[example])
            level.set_ydata([threshold, threshold])
            now.set_xdata([threshold, threshold])
            claims = eleven[:, :10] > threshold
            claimed = ", ".join(map(str, np.flatnonzero(claims[example]))) or "no digit"
            largest, best = (p[example, :10].argmax() for p in (eleven, two_heads))
            return (
                f"example {example}, digit {digits[example]}: softmax says {best}, at "
                f"{two_heads[example, best]:.2f}; above {threshold:.3f} the sigmoids claim "
                f"{claimed} (largest: {largest}, at {eleven[example, largest]:.2f}), and of "
                f"{len(images)} images none on {np.sum(claims.sum(axis=1) == 0)}, several on "
                f"{np.sum(claims.sum(axis=1) > 1)}"
            )

        return update

    return scene
