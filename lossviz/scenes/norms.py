"""Figures of lesson 06: L1, L2, Lp, and what lies between and beside them."""

import math
from collections import defaultdict
from functools import cache

import numpy as np

from lossviz import style
from lossviz.losses import huber, huber_grad, pinball, power_error

NEAR = np.array([1.0, 2.0, 3.0, 4.0])

# Eight points near a line; the ninth, the outlier, belongs to the figure's controls.
X = np.arange(1.0, 9.0)
Y = np.array([1.7, 1.8, 2.9, 2.7, 3.9, 3.8, 4.2, 5.3])
DELTA = 1.0

# Two weights that fit best at these values if nothing is charged for them.
WEIGHTS = np.array([2.0, 0.8])

# The heights of seven points, at x = 1 to 7, through which no line passes.
MISSED = np.array([1.0, 2.6, 2.1, 3.4, 5.5, 4.2, 4.9])

# Minutes waited.
WAITS = np.array([2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 25, 31, 40.0])


def balance(slope, data):
    """The constant at which the summed slopes of a convex loss go from minus to plus.

    The data's range is narrowed five times to the one of 256 parts where that happens.
    """
    low, high = data.min(), data.max()
    for _ in range(5):
        tried = np.linspace(low, high, 257)
        total = slope(tried[:, None] - data).sum(axis=1)
        first = max(1, int(np.argmax(total >= 0)))
        low, high = tried[first - 1], tried[first]
    return high


def power(p):
    return lambda r: np.sign(r) * np.abs(r) ** (p - 1)


def farthest_alone(r):
    """The slope of the largest loss: only the points that are farthest away pull."""
    size = np.abs(r)
    return np.where(size == size.max(axis=-1, keepdims=True), r, 0)


# Each loss's slope at a residual r, up to a factor.
CENTRES = {
    "p = 1": np.sign,
    "p = 1.5": power(1.5),
    "p = 2": power(2),
    "p = 3": power(3),
    "p = ∞": farthest_alone,
    "Huber 5": lambda r: np.clip(r, -5, 5),
    "Huber 50": lambda r: np.clip(r, -50, 50),
    "pinball 0.25": lambda r: np.heaviside(r, 0.25) - 0.25,
    "pinball 0.75": lambda r: np.heaviside(r, 0.75) - 0.75,
}


def loss_shapes(figure):
    """|r|^p / p and Huber's loss, their slopes, and the noise whose NLL each of them is."""
    steps = np.linspace(-2, 2, 73)
    r = steps * np.abs(steps)  # closest where the slope may jump
    zero, half = np.zeros_like(r), r[r >= 0]
    panels = figure.subplots(1, 3)
    titles = ("loss", "slope", "density of the noise")
    heights = ((-0.2, 5), (-3.3, 3.3), (-0.02, 0.56))
    lines = []
    for axes, title, limits in zip(panels, titles, heights, strict=True):
        axes.set(title=title, xlabel="r", xlim=(-4.2, 4.2), ylim=limits, xticks=range(-4, 5, 2))
        (lp,) = axes.plot(r, zero, color=style.BLUE, label="$|r|^p/p$", **style.MOVING)
        (hubers,) = axes.plot(r, zero, "--", color=style.VERMILION, label="Huber", **style.MOVING)
        lines.append((lp, hubers))
    (left_slope,) = panels[1].plot(-half, half, color=style.BLUE, **style.MOVING)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)

    def update(p=2.0, delta=1.0):
        slope = half ** (p - 1)  # at 0 the slope on that side: 0^0 = 1 is right for p = 1
        losses = power_error(zero, r, p=p) / p, huber(zero, r, delta=delta)
        areas = lp_area(p), huber_area(delta)
        for line, loss, density, area in zip(lines[0], losses, lines[2], areas, strict=True):
            line.set_ydata(loss)
            density.set_ydata(np.exp(-loss) / area)
        lines[1][0].set_data(half, slope)
        left_slope.set_data(-half, -slope)
        lines[1][1].set_data([-4, -delta, delta, 4], [-delta, -delta, delta, delta])
        return (
            f"a miss of 3 costs {3**p / p:.2f} with slope {3 ** (p - 1):.2f} at p = {p:.2f}, and "
            f"{huber(0, 3, delta=delta):.2f} with slope {huber_grad(0, 3, delta=delta):.2f} at "
            f"Huber's δ = {delta:.2f}; the noise's density there is "
            f"{np.exp(-(3**p) / p) / areas[0]:.2g} and "
            f"{np.exp(-huber(0, 3, delta=delta)) / areas[1]:.2g}"
        )

    return update


def lp_area(p):
    """The area under exp(-|r|^p / p): 2 for Laplace's noise, the root of 2 pi for Gauss's."""
    return 2 * p ** (1 / p) * math.gamma(1 + 1 / p)


def huber_area(delta):
    """The area under exp(-huber): a piece of a Gaussian, and two exponential tails."""
    middle = math.sqrt(2 * math.pi) * math.erf(delta / math.sqrt(2))
    return middle + 2 / delta * math.exp(-(delta**2) / 2)


def centre(figure):
    """Five numbers, how hard each pulls on the centre, and where nine losses put the centre."""
    figure.set_size_inches(7.6, 4.1)
    lanes = np.arange(len(CENTRES) + 1)[::-1]
    pulls, places = figure.subplots(1, 2, width_ratios=[1, 1.9])
    pulls.set(title="share of the pull", xlabel="number", xlim=(-0.6, 4.6), ylim=(-0.56, 0.56))
    pulls.set_xticks(range(5), ["1", "2", "3", "4", "outlier"])
    pulls.set_yticks([-0.5, 0, 0.5], ["½ down", "0", "½ up"])
    pulls.grid(axis="x", visible=False)
    pulls.axhline(0, color=style.GREY, linewidth=0.8)
    bars = pulls.bar(range(5), 0, 0.6, color=style.SKY, edgecolor=style.BLUE, **style.MOVING)
    places.set(title="the centre, by loss (log scale)", xscale="log", xlim=(0.85, 1250))
    places.set(ylim=(-1.8, lanes[0] + 0.6), xticks=[1, 2, 3, 4, 10, 100, 1000])
    places.set_yticks([*lanes, -1.2], ["your p", *CENTRES, "numbers"])
    places.xaxis.set_major_formatter("{x:.0f}")
    places.minorticks_off()
    places.plot(NEAR, [-1.2] * 4, "o", color=style.BLACK)
    nine = cache(lambda data: [balance(slope, np.array(data)) for slope in CENTRES.values()])
    (far,) = places.plot([], [], "o", color=style.BLACK, fillstyle="none", **style.MOVING)
    (yours,) = places.plot([], [], "D", color=style.BLUE, **style.MOVING)
    (others,) = places.plot([], [], "s", color=style.VERMILION, **style.MOVING)

    def update(p=2.0, outlier=100):
        data = np.append(NEAR, outlier)
        chosen = balance(power(p), data)
        found = nine(tuple(data))
        pull = pulls_at(data, chosen, p)
        for bar, share in zip(bars, pull / np.abs(pull).sum(), strict=True):
            bar.set_height(share)
        far.set_data([outlier], [-1.2])
        yours.set_data([chosen], lanes[:1])
        others.set_data(found, lanes[1:])
        told = defaultdict(list)
        for name, at in zip(CENTRES, found, strict=True):
            kind, _, which = name.rpartition(" ")
            told[kind].append(f"{which}: {at:.4g}")
        listed = "; ".join(f"{kind} {', '.join(each)}" for kind, each in told.items())
        return f"outlier {outlier}: centre {chosen:.2f} at p = {p:.2f}; {listed}"

    return update


def pulls_at(data, c, p):
    """How hard each number pulls the centre c up; one that lies at c holds what is left over."""
    pull = power(p)(data - c)
    held = np.isclose(data, c, rtol=1e-9, atol=1e-9)
    pull[held] = 0
    return pull - held * pull.sum() / max(1, held.sum())


def line_with_outlier(figure):
    """Eight points, one outlier, and the line that each of three losses calls best."""
    figure.set_size_inches(7.6, 3.9)
    heights = np.linspace(0, 20, 41)
    plane, slopes = figure.subplots(1, 2, width_ratios=[1.35, 1])
    plane.set(xlabel="x", ylabel="y", xlim=(0, 20.8), ylim=(-2, 21.5))
    plane.set(xticks=range(0, 21, 5))
    plane.plot(X, Y, "o", color=style.BLACK, markersize=5)
    slopes.set(title="slope, by the outlier's height", xlabel="height")
    slopes.set(xlim=(-0.6, 20.6), ylim=(-0.75, 1.55))
    looks = {
        "L2": (style.VERMILION, "--", "s"),
        "Huber": (style.GREEN, "-.", "D"),
        "L1": (style.BLUE, "-", "o"),
    }
    lines, curves, dots = {}, {}, {}
    for name, (colour, dashes, marker) in looks.items():
        (lines[name],) = plane.plot([], [], dashes, color=colour, label=name, **style.MOVING)
        (curves[name],) = slopes.plot(heights, heights, dashes, color=colour, **style.MOVING)
        (dots[name],) = slopes.plot([], [], marker, color=colour, **style.MOVING)
    style.legend_above(plane)
    (odd,) = plane.plot(
        [], [], "o", color=style.BLACK, fillstyle="none", markersize=9, **style.MOVING
    )

    def update(outlier=20.0, position=6.5):
        best = best_lines(position, np.append(heights, outlier))
        for name, (w, b) in best.items():
            lines[name].set_data([0, 21], [b[-1], 21 * w[-1] + b[-1]])
            curves[name].set_ydata(w[:-1])
            dots[name].set_data([outlier], w[-1:])
        odd.set_data([position], [outlier])
        listed = ", ".join(f"{name} {w[-1]:.3f}" for name, (w, _) in best.items())
        return (
            f"outlier of height {outlier:.1f} at x = {position:.1f}: the best slopes are {listed}, "
            f"with δ = {DELTA:.0f}; without the outlier, L2's is {np.polyfit(X, Y, 1)[0]:.3f}"
        )

    return update


def best_lines(position, heights):
    """For each loss, slopes w and intercepts b of the best line for each height of the outlier."""
    x = np.append(X, position)
    ys = np.column_stack([np.tile(Y, (heights.size, 1)), heights])
    return {"L2": np.polyfit(x, ys.T, 1), "Huber": huber_lines(x, ys), "L1": l1_lines(x, ys)}


def huber_lines(x, ys):
    """Newton's method from the least squares on, each step going as far as the loss falls.

    Along a step the slope of the loss is straight from corner to corner, where a residual reaches
    delta: it crosses 0 between the two corners that have unlike signs.
    """
    terms = np.column_stack([x, np.ones_like(x)])
    line = np.polyfit(x, ys.T, 1).T
    each = np.arange(len(ys))
    for _ in range(8):
        r = ys - line @ terms.T
        within = (np.abs(r) <= DELTA) + 1e-6  # never none at all: the system must have a solution
        curvature = np.einsum("hi,ij,ik->hjk", within, terms, terms)
        step = np.linalg.solve(curvature, (np.clip(r, -DELTA, DELTA) @ terms)[..., None])[..., 0]
        move = step @ terms.T
        move[move == 0] = 1e-300
        corners = np.hstack([0 * r, (r - DELTA) / move, (r + DELTA) / move])
        corners = np.sort(np.clip(corners, 0, 1e9))
        left = r[:, None] - corners[..., None] * move[:, None]
        fall = (np.clip(left, -DELTA, DELTA) * move[:, None]).sum(axis=-1)
        after = np.maximum(1, np.argmax(fall <= 0, axis=1))
        (far, near), (end, start) = ((v[each, after], v[each, after - 1]) for v in (corners, fall))
        share = np.clip(start / np.where(start > end, start - end, np.inf), 0, 1)
        line = line + (near + (far - near) * share)[:, None] * step
    return line.T


def l1_lines(x, ys):
    """The best line through two of the points: some L1 line always passes through two."""
    i, j = pairs(x)
    w = (ys[:, j] - ys[:, i]) / (x[j] - x[i])
    b = ys[:, i] - w * x[i]
    misses = np.abs(ys[:, None] - w[..., None] * x - b[..., None]).sum(axis=-1)
    least = misses.argmin(axis=1)[:, None]
    return np.take_along_axis(w, least, 1)[:, 0], np.take_along_axis(b, least, 1)[:, 0]


def pairs(x):
    i, j = np.triu_indices(x.size, 1)
    apart = x[i] != x[j]
    return i[apart], j[apart]


def unit_balls(figure):
    """All vectors of norm 1, a vector, and its norm for each p."""
    figure.set_size_inches(7.6, 3.8)
    around = np.linspace(0, 2 * np.pi, 81)
    circle = np.array([np.cos(around), np.sin(around)])
    powers = np.geomspace(1, 8, 41)
    plane, norms = figure.subplots(1, 2)
    plane.set(xlabel="v1", ylabel="v2", xlim=(-2.1, 2.1), ylim=(-2.1, 2.1), aspect="equal")
    plane.set(xticks=range(-2, 3), yticks=range(-2, 3))
    for p in (1, 2, np.inf):
        plane.plot(*(circle / lp_norm(circle, p)), color=style.PALE, linewidth=4)
    (ball,) = plane.plot([], [], color=style.BLUE, label="norm 1", **style.MOVING)
    (through,) = plane.plot([], [], "--", color=style.VERMILION, label="norm of v", **style.MOVING)
    (arrow,) = plane.plot([], [], "o-", color=style.BLACK, markevery=[1], **style.MOVING)
    style.legend_above(plane)
    norms.set(title="the norm of v, by p", xlabel="p", xlim=(0.8, 8.2), ylim=(-0.05, 2.1))
    norms.set_yticks([0, 0.5, 1, 1.5, 2])
    (curve,) = norms.plot([], [], color=style.VERMILION, **style.MOVING)
    (largest,) = norms.plot([], [], ":", color=style.BLACK, linewidth=1.5, **style.MOVING)
    (here,) = norms.plot([], [], "s", color=style.VERMILION, **style.MOVING)
    norms.text(8.1, 1.75, "dotted: the largest entry", ha="right", va="center")

    def update(p=2.0, v1=0.8, v2=0.6):
        v = np.array([v1, v2])
        norm = lp_norm(v, p)
        unit = circle / lp_norm(circle, p)
        ball.set_data(unit)
        through.set_data(norm * unit)
        arrow.set_data([0, v1], [0, v2])
        curve.set_data(powers, np.sum(np.abs(v[:, None]) ** powers, axis=0) ** (1 / powers))
        largest.set_data([0.8, 8.2], [lp_norm(v, np.inf)] * 2)
        here.set_data([p], [norm])
        return (
            f"p = {p:.2f}: the powers of ({v1:.2f}, {v2:.2f}) sum to {norm**p:.3g}, and the norm, "
            f"their p-th root, is {norm:.3g}; at p = 1: {lp_norm(v, 1):.2f}, at p = 2: "
            f"{lp_norm(v, 2):.2f}, at p = ∞: {lp_norm(v, np.inf):.2f}"
        )

    return update


def lp_norm(v, p):
    return np.linalg.norm(v, ord=p, axis=0)


def loss_or_penalty(figure):
    """The same power p twice: as a loss of residuals, and as a penalty on weights."""
    figure.set_size_inches(7.6, 3.7)
    lams = np.linspace(0, 6, 31)
    around = np.linspace(0, 2 * np.pi, 81)
    circle = np.array([np.cos(around), np.sin(around)])
    residuals, plane, path = figure.subplots(1, 3, width_ratios=[1, 1.15, 1])
    residuals.set(title="as a loss:\nresiduals", xlabel="example", ylim=(-1.3, 2.3))
    residuals.set(xlim=(0.3, 7.7), xticks=range(1, 8))
    residuals.grid(axis="x", visible=False)
    residuals.axhline(0, color=style.GREY, linewidth=0.8)
    bars = residuals.bar(range(1, 8), 0, 0.6, color=style.SKY, edgecolor=style.BLUE, **style.MOVING)
    zero = {"color": style.VERMILION, "fillstyle": "none", "markersize": 12, **style.MOVING}
    residuals.text(0.6, -1.16, "ring: exactly 0", va="center")
    (missed_none,) = residuals.plot([], [], "o", linestyle="none", **zero)
    plane.set(title="as a penalty:\nweights", xlabel="w1", ylabel="w2", aspect="equal")
    plane.set(xlim=(-1.2, 2.6), ylim=(-2.1, 2.7), xticks=range(-1, 3), yticks=range(-2, 3))
    for radius in (0.4, 0.8, 1.2, 1.6):
        plane.plot(*(radius * circle + WEIGHTS[:, None]), ":", color=style.GREY, linewidth=1)
    plane.plot(*WEIGHTS, "+", color=style.BLACK)
    (ball,) = plane.plot([], [], color=style.BLUE, linewidth=1.5, **style.MOVING)
    (best,) = plane.plot([], [], "s", color=style.BLACK, markersize=6, **style.MOVING)
    path.set(title="the weights,\nby λ", xlabel="λ", xlim=(-0.4, 6.4), ylim=(-0.2, 2.2))
    by_lam = cache(lambda p: penalised(p, lams))
    (first,) = path.plot([], [], color=style.BLUE, label="w1", **style.MOVING)
    (second,) = path.plot([], [], "--", color=style.GREEN, label="w2", **style.MOVING)
    (now,) = path.plot([], [], "s", color=style.BLACK, markersize=6, **style.MOVING)
    (no_weight,) = path.plot([], [], "o", linestyle="none", **zero)
    path.legend(loc="upper right")

    def update(p=1.0, lam=1.0):
        left = lp_residuals(p)
        w = penalised(p, np.array([lam]))[:, 0]
        for bar, height in zip(bars, left, strict=True):
            bar.set_height(height)
        missed_none.set_data(*zeros(range(1, 8), left))
        ball.set_data(lp_norm(w, p) * circle / lp_norm(circle, p))
        best.set_data([w[0]], [w[1]])
        for line, along in zip((first, second), by_lam(p), strict=True):
            line.set_data(lams, along)
        now.set_data([lam, lam], w)
        no_weight.set_data(*zeros([lam, lam], w))
        return (
            f"p = {p:.1f} as a loss: {np.sum(left == 0)} of 7 residuals exactly 0, the smallest "
            f"{np.abs(left).min():.2g}; as a penalty, λ = {lam:.2f}: {np.sum(w == 0)} of 2 weights "
            f"exactly 0, w1 = {w[0]:.3g} and w2 = {w[1]:.3g}"
        )

    return update


def zeros(at, values):
    """Where the values are exactly 0, as coordinates to mark."""
    at = np.asarray(at)[values == 0]
    return at, np.zeros(at.size)


@cache
def lp_residuals(p):
    """The residuals of the line with the least sum of |residual|^p through seven points.

    At p = 1 the best line passes through two points, and their residuals are 0 but for rounding.
    """
    x = np.arange(1.0, 8.0)
    if p == 1:
        w, b = l1_lines(x, MISSED[None])
        left = MISSED - w * x - b
        return np.where(np.abs(left) < 1e-12, 0, left)
    # The best intercept for a slope w is a centre; the best slope is where x pulls evenly too.
    low, high = -5.0, 5.0
    for _ in range(50):
        w = (low + high) / 2
        b = balance(power(p), MISSED - w * x)
        left = MISSED - w * x - b
        uphill = x @ power(p)(left) < 0
        low, high = (low, w) if uphill else (w, high)
    return left


def penalised(p, lams):
    """The weights w of least (w1 - 2)^2 + (w2 - 0.8)^2 + lam (|w1|^p + |w2|^p), for each lam.

    The slope at a weight w > 0 is 2 (w - best) + lam p w^(p - 1). If it is not negative at once,
    beyond w = 0, the weight is exactly 0: that takes p = 1, where the penalty has a corner.
    """

    def slope(w):
        return 2 * (w - WEIGHTS[:, None]) + lams * p * w ** (p - 1)

    low, high = np.zeros((2, lams.size)), np.tile(WEIGHTS[:, None], lams.size)
    at_once = slope(low) >= 0
    for _ in range(50):
        middle = (low + high) / 2
        uphill = slope(middle) > 0
        low, high = np.where(uphill, low, middle), np.where(uphill, middle, high)
    return np.where(at_once, 0, high)


def quantile(figure):
    """A loss that charges more on one side, and the waiting time that it calls best."""
    figure.set_size_inches(7.6, 4.0)
    grid = np.linspace(0, 45, 91)
    panels = figure.subplot_mosaic([["shape", "cost"], ["shape", "share"]], width_ratios=[1, 1.5])
    shape, cost, share = (panels[name] for name in ("shape", "cost", "share"))
    shape.set(title="loss of one prediction", xlabel="wait − prediction (minutes)")
    shape.set(xlim=(-10.5, 10.5), ylim=(-0.4, 11.6))
    shape.text(-5, 10.7, "too high", ha="center")
    shape.text(5, 10.7, "too low", ha="center")
    (pin,) = shape.plot([], [], color=style.BLUE, **style.MOVING)
    cost.set(title="mean loss of predicting ŷ for every wait", xlim=(-1, 46), ylim=(-2, 34))
    cost.tick_params(labelbottom=False)
    (curve,) = cost.plot([], [], color=style.BLUE, **style.MOVING)
    (least,) = cost.plot([], [], "s", color=style.VERMILION, **style.MOVING)
    share.set(title="share of waits up to ŷ", xlabel="ŷ (minutes)", xlim=(-1, 46))
    share.set(ylim=(-0.1, 1.1), yticks=[0, 0.5, 1])
    share.step([0, *WAITS, 45], [0, *np.arange(1, 20) / 19, 1], where="post", color=style.GREY)
    (level,) = share.plot([], [], "--", color=style.BLUE, linewidth=1.5, **style.MOVING)
    (best,) = share.plot([], [], "-.", color=style.VERMILION, linewidth=1.5, **style.MOVING)

    def update(tau=0.5):
        at = balance(lambda r: np.heaviside(r, tau) - tau, WAITS)
        means = pinball(*np.broadcast_arrays(WAITS, grid[:, None]), tau=tau).mean(axis=1)
        mean = pinball(WAITS, np.full(WAITS.size, at), tau=tau).mean()
        pin.set_data([-10, 0, 10], [10 * (1 - tau), 0, 10 * tau])
        curve.set_data(grid, means)
        least.set_data([at], [mean])
        level.set_data([-1, 46], [tau, tau])
        best.set_data([at, at], [-0.1, 1.1])
        shorter, longer = np.sum(WAITS < at - 1e-9), np.sum(WAITS > at + 1e-9)
        return (
            f"τ = {tau:.3f}: a minute too low costs {tau:.3f}, a minute too high {1 - tau:.3f}; "
            f"the mean loss is least, {mean:.2f}, at {at:.0f} minutes; {shorter} of 19 waits are "
            f"shorter, {longer} longer"
        )

    return update
