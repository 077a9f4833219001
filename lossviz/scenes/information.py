"""Figures of lesson 04: surprise, entropy, cross entropy, divergence, and why not squared error."""

from functools import cache
from math import exp

import numpy as np

from lossviz import style
from lossviz.datasets import digits
from lossviz.information import cross_entropy, entropy, kl_divergence
from lossviz.information import surprisal as surprise_of
from lossviz.likelihood import gaussian_nll
from lossviz.links import sigmoid, softplus
from lossviz.losses import binary_cross_entropy_with_logits

BASE = {"bits": 2, "nats": np.e}
SQUARED, CROSS = "squared error", "cross entropy"
LOOKS = {
    SQUARED: {"color": style.VERMILION, "linestyle": "-"},
    CROSS: {"color": style.BLUE, "linestyle": "--"},
}
MARKERS = {SQUARED: "o", CROSS: "s"}


def _now(axes, name):
    """The marker that says where one of the two losses stands."""
    colour = LOOKS[name]["color"]
    return axes.plot([], [], MARKERS[name], color=colour, markersize=8, **style.MOVING)[0]


def _name(axis, text):
    """Give an axis another name; only that draws the background again."""
    if axis.get_label_text() != text:
        axis.set_label_text(text)


def _place(marker, x, y, top):
    """Put a marker at a point or, where that lies above `top`, there, pointing up."""
    marker.set_data([x], [min(y, top)])
    marker.set_marker("^" if y > top else "D")


# Probability, height of the label, label.
EVENTS = ((1 / 52, 7, "ace of spades"), (1 / 6, 6, "six"), (1 / 2, 5, "heads"))


def surprisal(figure):
    """-log p over p: how surprising an event is, beside three that everybody knows."""
    figure.set_size_inches(7.6, 3.2)
    axes = figure.subplots()
    axes.set(xlabel="probability p of the event", ylabel="surprise (bits)")
    axes.set(xlim=(-0.01, 1.02), ylim=(-0.2, 7.6))
    for chance, height, event in EVENTS:
        axes.plot([chance] * 2, [-0.2, height + 0.4], ":", color=style.GREY, linewidth=1.2)
        axes.text(chance + 0.008, height, event)
    grid = np.geomspace(0.01, 1, 100)
    (curve,) = axes.plot(grid, grid, color=style.BLUE, **style.MOVING)
    (guide,) = axes.plot([], [], "--", color=style.VERMILION, linewidth=1.2, **style.MOVING)
    (point,) = axes.plot([], [], "o", color=style.VERMILION, **style.MOVING)

    def update(p=0.5, unit="bits"):
        height = surprise_of(p, base=BASE[unit])
        curve.set_ydata(surprise_of(grid, base=BASE[unit]))
        guide.set_data([-0.01, p, p], [height, height, -0.2])
        point.set_data([p], [height])
        _name(axes.yaxis, f"surprise ({unit})")
        return (
            f"p = {p:.3f}, which is 1 in {1 / p:.4g}: the event carries {height:.3f} {unit}; "
            f"two such independent events carry {2 * height:.3f} {unit}"
        )

    return update


def bernoulli_entropy(figure):
    """The entropy of two outcomes over p, and as an area: each probability times its surprise."""
    curves, areas = figure.subplots(1, 2)
    curves.set(xlabel="p", ylabel="entropy (bits)", xlim=(-0.04, 1.06), ylim=(-0.04, 1.16))
    for p, name in ((0.5, "even"), (0.9, "uneven"), (1, "certain")):
        curves.axvline(p, color=style.GREY, linestyle=":", linewidth=1.2)
        curves.text(p, 1.18, name, ha={0.5: "center", 0.9: "right", 1: "left"}[p])
    grid = np.linspace(0, 1, 101)
    pairs = np.stack([grid, 1 - grid], axis=-1)
    (curve,) = curves.plot(grid, grid, color=style.BLUE, **style.MOVING)
    (point,) = curves.plot([], [], "o", color=style.VERMILION, **style.MOVING)
    areas.set(xlabel="width: probability", ylabel="height: surprise (bits)")
    areas.set(xlim=(-0.02, 1.02), ylim=(-0.2, 7), title="dashed: the mean height")
    looks = ((style.SKY, "//"), (style.ORANGE, "\\\\"))
    flat = {"width": 0, "align": "edge", "edgecolor": "black", **style.MOVING}
    bars = [areas.bar(0, 0, color=c, hatch=h, **flat)[0] for c, h in looks]
    mean = areas.axhline(0, color=style.VERMILION, linestyle="--", **style.MOVING)

    def update(p=0.9, unit="bits"):
        base = BASE[unit]
        both = np.array([p, 1 - p])
        surprises, uncertainty = surprise_of(both, base=base), entropy(both, base=base)
        curve.set_ydata(entropy(pairs, base=base))
        point.set_data([p], [uncertainty])
        for bar, left, width, height in zip(bars, (0, p), both, surprises, strict=True):
            bar.set_bounds(left, 0, width, height if width else 0)
        mean.set_ydata([uncertainty] * 2)
        _name(curves.yaxis, f"entropy ({unit})")
        _name(areas.yaxis, f"height: surprise ({unit})")
        parts = " + ".join(
            f"{chance:.2f} × {height:.3f}" if chance else "0 (it never happens)"
            for chance, height in zip(both, surprises, strict=True)
        )
        return f"p = {p:.2f}: {parts} = {uncertainty:.3f} {unit}, the mean surprise"

    return update


def entropy_bars(figure):
    """Four outcomes: their probabilities, their code lengths, and the mean code length."""
    chances, lengths = figure.subplots(1, 2)
    names = list("abcd")
    chances.set(title="probability", ylim=(0, 1.04))
    lengths.set(ylabel="code length = surprise (bits)", ylim=(-0.1, 5.2))
    chance_bars = chances.bar(names, [0] * 4, color=style.SKY, edgecolor="black", **style.MOVING)
    looks = {"color": style.ORANGE, "edgecolor": "black", "hatch": "//"}
    length_bars = lengths.bar(names, [0] * 4, **looks, **style.MOVING)
    chances.grid(axis="x", visible=False)
    lengths.grid(axis="x", visible=False)
    mean = lengths.axhline(0, color=style.VERMILION, label="entropy: weighted mean", **style.MOVING)
    most = lengths.axhline(0, color=style.BLACK, ls="--", lw=1.5, label="log 4", **style.MOVING)
    style.legend_above(lengths)

    def update(a=4, b=2, c=1, d=1, unit="bits"):
        base = BASE[unit]
        p = np.array([a, b, c, d]) / (a + b + c + d)
        code, uncertainty = surprise_of(p, base=base), entropy(p, base=base)
        for bar, other, chance, length in zip(chance_bars, length_bars, p, code, strict=True):
            bar.set_height(chance)
            # An outcome that never happens needs no code.
            other.set_height(length if chance else 0)
        mean.set_ydata([uncertainty] * 2)
        most.set_ydata([np.log(4) / np.log(base)] * 2)
        _name(lengths.yaxis, f"code length = surprise ({unit})")
        listed = ", ".join(f"{length:.2f}" if length < np.inf else "none" for length in code)
        return (
            f"code lengths {listed}; their mean, weighted by probability, is the entropy: "
            f"{uncertainty:.3f} of at most {np.log(4) / np.log(base):.3f} {unit}"
        )

    return update


DATA = {"(0.7, 0.2, 0.1)": [0.7, 0.2, 0.1], "one-hot (1, 0, 0)": [1.0, 0.0, 0.0]}


def _significant(number, digits):
    """A number with so many significant digits, and no exponent."""
    return np.format_float_positional(number, digits, fractional=False).rstrip(".")


def _four_digits(nats):
    return f"{nats:.4f}" if nats < np.inf else "infinite"


def cross_entropy_bars(figure):
    """Data p and a model q: the entropy and the divergence, stacked to the cross entropy."""
    figure.set_size_inches(7.6, 3.6)
    shares, stacks = figure.subplots(1, 2, width_ratios=[1, 1.5])
    at = np.arange(3)
    shares.set(ylim=(0, 1.04))
    shares.set_xticks(at, ["a", "b", "c"])
    shares.grid(axis="x", visible=False)
    looks = {"width": 0.38, "edgecolor": "black", **style.MOVING}
    p_bars = shares.bar(at - 0.2, [0] * 3, color=style.GREY, label="data p", **looks)
    q_bars = shares.bar(at + 0.2, [0] * 3, color=style.SKY, hatch="//", label="model q", **looks)
    style.legend_above(shares)
    stacks.set(xlabel="nats", xlim=(0, 4.1), ylim=(-0.6, 1.6))
    stacks.set_yticks([1, 0], ["H(p, q)", "H(q, p)"])
    stacks.grid(axis="y", visible=False)
    looks = {"height": 0.5, "edgecolor": "black", **style.MOVING}
    own = stacks.barh([1, 0], [0, 0], color=style.GREEN, label="entropy", **looks)
    extra = stacks.barh([1, 0], [0, 0], color=style.ORANGE, hatch="\\\\", label="KL", **looks)
    style.legend_above(stacks)

    def update(q_a=5, q_b=3, q_c=2, data="(0.7, 0.2, 0.1)", unit="nats"):
        base = BASE[unit]
        p, q = np.array(DATA[data]), np.array([q_a, q_b, q_c]) / (q_a + q_b + q_c)
        for bars, heights in ((p_bars, p), (q_bars, q)):
            for bar, height in zip(bars, heights, strict=True):
                bar.set_height(height)
        h, kl = entropy([p, q], base=base), kl_divergence([p, q], [q, p], base=base)
        for below, above, width, more in zip(own, extra, h, kl, strict=True):
            below.set_width(width)
            above.set_bounds(width, above.get_y(), min(more, 99), 0.5)
        _name(stacks.xaxis, unit)
        return (
            f"q = ({q[0]:.2f}, {q[1]:.2f}, {q[2]:.2f}), in {unit}: H(p) {h[0]:.4f} + KL(p, q) "
            f"{_four_digits(kl[0])} = H(p, q) {_four_digits(cross_entropy(p, q, base=base))}; "
            f"the other way KL(q, p) is {_four_digits(kl[1])}"
        )

    return update


HUMPS = {"one hump": (0.0, 1.0), "two humps": (2.0, 0.7)}


def _log_density(humps, x):
    """The log density of an even mixture of two normals, at -centre and at centre."""
    centre, width = HUMPS[humps]
    left, right = (-gaussian_nll(x, np.full_like(x, at), width) for at in (-centre, centre))
    return np.logaddexp(left, right) - np.log(2)


def gaussian_divergences(humps, mu, sigma):
    """KL(p, q) and KL(q, p) in nats, for q normal: p as named in HUMPS, mu an array."""
    x, step = np.linspace(-20, 20, 801, retstep=True)
    log_p = _log_density(humps, x)
    standard = (x - mu[:, np.newaxis]) / sigma
    log_q = -(standard**2) / 2 - np.log(sigma * np.sqrt(2 * np.pi))
    p, q = np.exp(log_p), np.exp(log_q)
    both = step * (p @ log_p - log_q @ p), step * np.sum(q * (log_q - log_p), axis=-1)
    return np.maximum(both, 0)  # a sum for an integral may end at -1e-17


def gaussian_kl(figure):
    """A density p and a normal q, and how much they differ: one way and the other."""
    densities, divergences = figure.subplots(1, 2)
    grid, mus = np.linspace(-8, 8, 90), np.linspace(-3, 3, 41)
    densities.set(xlabel="x", xlim=(-8, 8), ylim=(0, 0.75))
    looks = {"p": {"color": style.BLACK}, "q": {"color": style.SKY, "ls": "--"}}
    p_curve, q_curve = (
        densities.plot(grid, grid, label=name, **looks[name], **style.MOVING)[0] for name in "pq"
    )
    style.legend_above(densities)
    divergences.set(xlabel="μ of q", ylabel="divergence (nats)")
    divergences.set(xlim=(-3.2, 3.2), ylim=(-0.15, 5))
    names = {"KL(p, q)": (style.VERMILION, "-"), "KL(q, p)": (style.BLUE, "--")}
    curves = [
        divergences.plot(mus, mus, line, color=c, label=name, **style.MOVING)[0]
        for name, (c, line) in names.items()
    ]
    points = [divergences.plot([], [], "D", color=c, **style.MOVING)[0] for c, _ in names.values()]
    style.legend_above(divergences)

    def update(mu=1.0, sigma=1.0, p="one hump", unit="nats"):
        p_curve.set_ydata(np.exp(_log_density(p, grid)))
        q_curve.set_ydata(np.exp(-gaussian_nll(grid, np.full_like(grid, mu), sigma)))
        both = gaussian_divergences(p, np.append(mus, mu), sigma) / np.log(BASE[unit])
        for curve, point, values in zip(curves, points, both, strict=True):
            curve.set_ydata(values[:-1])
            _place(point, mu, values[-1], top=4.85)
        _name(divergences.yaxis, f"divergence ({unit})")
        return (
            f"q is normal with μ = {mu:.2f}, σ = {sigma:.2f}: KL(p, q) is {both[0, -1]:.3f} {unit} "
            f"and KL(q, p) is {both[1, -1]:.3f} {unit}"
        )

    return update


# What one update of a neuron with target 0 goes along; a is its output.
STEP_ALONG = {
    SQUARED: lambda a: a * a * (1 - a),
    CROSS: lambda a: a,
    "dC/da": lambda a: 1 / (1 - a),
}
LEARNED, MOST_UPDATES = 0.02, 100_000
# Numbers of updates worth a look.
COUNTS = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]


@cache
def outputs_while_learning(along, start_z, rate):
    """The outputs of a neuron before the first and after each update, until one is below 0.02.

    Its input is 1 and its weight equals its bias, so each update moves z by twice the rate.
    """
    outputs, z, slope = [], start_z, STEP_ALONG[along]
    while len(outputs) <= MOST_UPDATES:
        # z falls from a positive start; below -700 exp(-z) would overflow.
        a = 1 / (1 + exp(-z)) if z > -700 else 0.0
        outputs.append(a)
        if a < LEARNED:
            break
        z -= 2 * rate * slope(a)
    return np.array(outputs)


def _worth_drawing(outputs):
    """Indices of a falling series, even in the values and in the logarithm of the index."""
    even = np.searchsorted(-outputs, -np.linspace(outputs[0], outputs[-1], 30))
    logarithmic = np.geomspace(1, outputs.size, 25).astype(int) - 1
    return np.unique(np.append(even, logarithmic))


def _updates_axis(axes, most):
    """An axis for 0 to `most` updates, in steps of ten times as many."""
    axes.set(xlabel="updates", xscale="symlog")
    ticks = [0, 1, 10, 100, 1000, 10_000, 100_000]
    axes.set_xticks(ticks, ["0", "1", "10", "100", "1k", "10k", "100k"])
    axes.set_xlim(-0.3, 1.5 * most)


def slowdown(figure):
    """Two neurons learn to answer 0 from one start, by the squared error and by cross entropy."""
    figure.set_size_inches(7.6, 3.6)
    axes = figure.subplots(1, 2)
    for panel, label in zip(axes, ("output", "slope that the step follows"), strict=True):
        panel.set_ylabel(label)
        _updates_axis(panel, MOST_UPDATES)
    axes[0].set(ylim=(-0.03, 1.05))
    axes[0].axhline(0.5, color=style.GREY, linestyle=":", linewidth=1.2)
    axes[1].set(yscale="log", ylim=(1e-5, 1e5))
    curves = {
        n: [a.plot([], [], label=n, **LOOKS[n], **style.MOVING)[0] for a in axes] for n in LOOKS
    }
    markers = {name: [_now(panel, name) for panel in axes] for name in LOOKS}
    for panel in axes:
        style.legend_above(panel)

    def update(start_z=4.0, rate=0.15, updates=0, cross_entropy_step="dC/dz"):
        along = {SQUARED: SQUARED, CROSS: CROSS if cross_entropy_step == "dC/dz" else "dC/da"}
        told = []
        for name, rule in along.items():
            outputs = outputs_while_learning(rule, start_z, rate)
            at = _worth_drawing(outputs)
            now = min(updates, outputs.size - 1)
            for curve, marker, transform in zip(
                curves[name], markers[name], (lambda a: a, STEP_ALONG[rule]), strict=True
            ):
                curve.set_data(at, transform(outputs[at]))
                marker.set_data([now], [transform(outputs[now])])
            below = np.flatnonzero(outputs < 0.5)
            when = f"from {below[0]:,} on" if below.size else "only after 100,000"
            told.append((outputs[now], when))
        (slow, slow_from), (fast, fast_from) = told
        return (
            f"start z = {start_z:g}, rate {rate:g}, {cross_entropy_step}, {updates:,} "
            f"update{'s' * (updates != 1)}: squared error puts out {slow:.3f} (below one half "
            f"{slow_from}), cross entropy {fast:.3f} ({fast_from})"
        )

    return update


def gradient_compare(figure):
    """Both losses of a neuron with target 0 over its logit, and their slopes."""
    losses, slopes = figure.subplots(1, 2)
    z = np.linspace(-6, 10, 121)
    a = sigmoid(z)
    losses.set(xlabel="z", ylabel="loss (cross entropy in nats)")
    losses.set(xlim=(-6.3, 10.3), ylim=(-0.3, 10.5))
    slopes.set(xlabel="z", ylabel="slope dC/dz", xlim=(-6.3, 10.3), ylim=(-0.03, 1.08))
    for name, loss in ((SQUARED, a**2 / 2), (CROSS, softplus(z))):
        losses.plot(z, loss, label=name, **LOOKS[name])
        slopes.plot(z, STEP_ALONG[name](a), label=name, **LOOKS[name])
    peak = np.log(2)
    slopes.plot([peak], [4 / 27], "*", color=style.BLACK, markersize=11)
    markers = {name: (_now(losses, name), _now(slopes, name)) for name in LOOKS}
    style.legend_above(losses)
    style.legend_above(slopes)

    def update(z=4.0):
        a = sigmoid(z)
        for name, loss in ((SQUARED, a**2 / 2), (CROSS, softplus(z))):
            markers[name][0].set_data([z], [loss])
            markers[name][1].set_data([z], [STEP_ALONG[name](a)])
        # 1 / (a (1 - a)), in a form that keeps its digits where a rounds to 1.
        ratio = np.exp(softplus(z) + softplus(-z))
        return (
            f"z = {z:.1f}, output {_significant(a, 5)}, target 0: the slope is "
            f"{_significant(STEP_ALONG[SQUARED](a), 5)} for half the squared error and "
            f"{_significant(a, 5)} for cross entropy in nats, {ratio:.1f} times as much"
        )

    return update


X = np.array([10.0, 1.0, 1.0, 1.0, 1.0])
Y = np.array([0.0, 1.0, 1.0, 1.0, 0.0])


def one_weight_costs(w):
    """Mean squared error and mean cross entropy of sigmoid(w x) on five examples, for each w."""
    z = np.multiply.outer(w, X)
    y = np.broadcast_to(Y, z.shape)
    each = (sigmoid(z) - y) ** 2, binary_cross_entropy_with_logits(y, z)
    return [costs.mean(axis=-1) for costs in each]


def two_minima(figure):
    """The same data and the same model under two costs: two valleys, and one."""
    figure.set_size_inches(7.6, 3.3)
    panels = dict(zip(LOOKS, figure.subplots(1, 2), strict=True))
    fine, coarse = np.linspace(-1, 2, 30_001), np.linspace(-1, 2, 100)
    valleys, values = {}, {}
    for (name, axes), cost, drawn in zip(
        panels.items(), one_weight_costs(fine), one_weight_costs(coarse), strict=True
    ):
        axes.set(title=f"mean {name}", xlabel="w", xlim=(-1.06, 2.06))
        axes.plot(coarse, drawn, **LOOKS[name])
        inner = cost[1:-1]
        lowest = 1 + np.flatnonzero((inner < cost[:-2]) & (inner < cost[2:]))
        highest = 1 + np.flatnonzero((inner > cost[:-2]) & (inner > cost[2:]))
        valleys[name], values[name] = (fine[lowest], cost[lowest], fine[highest]), cost
        axes.plot(fine[lowest], cost[lowest], "*", color=style.BLACK, markersize=12)
    panels[SQUARED].set_ylim(0.2, 0.46)
    panels[CROSS].set(ylim=(0.3, 5), ylabel="nats")
    here = {name: _now(axes, name) for name, axes in panels.items()}
    goals = {
        name: axes.plot([], [], ":", color=style.BLACK, linewidth=1.5, **style.MOVING)[0]
        for name, axes in panels.items()
    }

    def update(w=0.8):
        told = []
        for name, now in zip(panels, one_weight_costs(w), strict=True):
            places, heights, barriers = valleys[name]
            end = np.searchsorted(barriers, w)
            here[name].set_data([w], [now])
            goals[name].set_data([w, places[end], places[end]], [now, now, heights[end]])
            unit = " nats" if name == CROSS else ""
            valley = f"w = {places[end]:.3f}, {heights[end]:.4f}{unit}"
            told.append(f"mean {name} {now:.4f}{unit}, downhill to {valley}")
        return f"w = {w:.2f}: {'; '.join(told)}"

    return update


def hidden_saturation(figure):
    """A hidden sigmoid before an output sigmoid: the slope that reaches each weight, target 0."""
    curve, slopes = figure.subplots(1, 2)
    z = np.linspace(-10, 10, 100)
    curve.set(xlabel="z", ylabel="sigmoid(z)", xlim=(-10.7, 10.7), ylim=(-0.05, 1.08))
    curve.plot(z, sigmoid(z), color=style.GREY)
    (hidden,) = curve.plot(
        [], [], "D", color=style.GREEN, markersize=9, label="hidden", **style.MOVING
    )
    (output,) = curve.plot(
        [], [], "P", color=style.PURPLE, markersize=10, label="output", **style.MOVING
    )
    style.legend_above(curve)
    slopes.set(yscale="log", ylim=(1e-10, 5), xlim=(-0.6, 1.6), ylabel="slope")
    slopes.set_xticks([0, 1], ["output weight", "hidden weight"])
    markers = {name: _now(slopes, name) for name in LOOKS}
    for name, marker in markers.items():
        marker.set_label(name)
        marker.set_linestyle(LOOKS[name]["linestyle"])
    style.legend_above(slopes)

    def update(hidden_z=0.0, output_z=4.0):
        h, a = sigmoid(np.array([hidden_z, output_z]))
        hidden.set_data([hidden_z], [h])
        output.set_data([output_z], [a])
        told = []
        for name, marker in markers.items():
            # The input and the output weight are 1, so the chain rule adds only h or h (1 - h).
            at_output = STEP_ALONG[name](a)
            at_weights = [at_output * h, at_output * h * sigmoid(-hidden_z)]
            marker.set_data([0, 1], at_weights)
            told.append(f"{name} {', '.join(_significant(slope, 2) for slope in at_weights)}")
        return (
            f"hidden z {hidden_z:.1f}, output z {output_z:.1f}: slopes of output and hidden "
            f"weight: {'; '.join(told)}"
        )

    return update


SEEN, HELD_OUT = slice(1437), slice(1437, None)
START = {"small weights": 0.01, "large weights": 1.0}


def train_on_digits(slope, start, rate, updates=1000):
    """The share of 360 held-out digits misread, before the first and after each update.

    Ten sigmoids read an image of 64 pixels and a constant 1; `slope(a, y)` is the slope of the loss
    in their logits, for outputs a and one-hot targets y. `start` is a name in START.
    """
    images, labels = digits()
    x = np.column_stack([images.reshape(-1, 64) / 16, np.ones(labels.size)])
    y = np.eye(10)[labels]
    weights = START[start] * np.random.default_rng(0).normal(size=(65, 10))
    misread = []
    for _ in range(updates + 1):
        misread.append(np.mean((x[HELD_OUT] @ weights).argmax(axis=1) != labels[HELD_OUT]))
        a = sigmoid(x[SEEN] @ weights)
        weights = weights - rate * x[SEEN].T @ slope(a, y[SEEN]) / len(a)
    return np.array(misread)


def digits_race(runs):
    """The scene of runs[start, rate, loss], each what `train_on_digits` returned."""
    rates = sorted({rate for _, rate, _ in runs})
    updates_made = min(map(len, runs.values())) - 1
    shown = np.unique(np.geomspace(1, updates_made + 1, 60).astype(int)) - 1

    def scene(figure):
        learning, by_rate = figure.subplots(1, 2, width_ratios=[1.5, 1])
        learning.set(ylabel="digits misread", ylim=(0, 1))
        _updates_axis(learning, updates_made)
        by_rate.set(title="the same, at each rate", xlabel="rate", xscale="log", ylim=(0, 1))
        by_rate.set_xticks(rates, map(str, rates))
        by_rate.minorticks_off()
        by_rate.set_xlim(rates[0] / 1.5, rates[-1] * 1.5)
        looks = {name: {**LOOKS[name], **style.MOVING} for name in LOOKS}
        curves = {name: learning.plot(shown, shown, label=name, **looks[name])[0] for name in LOOKS}
        lines = {
            name: by_rate.plot(rates, rates, MARKERS[name], fillstyle="none", **looks[name])[0]
            for name in LOOKS
        }
        markers = {name: (_now(learning, name), _now(by_rate, name)) for name in LOOKS}
        style.legend_above(learning)

        def update(start="large weights", rate=rates[0], updates=100):
            for name in LOOKS:
                misread = runs[start, rate, name]
                curves[name].set_ydata(misread[shown])
                lines[name].set_ydata([runs[start, other, name][updates] for other in rates])
                markers[name][0].set_data([updates], [misread[updates]])
                markers[name][1].set_data([rate], [misread[updates]])
            told = ", ".join(f"{runs[start, rate, name][updates]:.0%} by {name}" for name in LOOKS)
            after = f"after {updates} update{'s' * (updates != 1)}"
            return f"{start}, rate {rate:g}, {after}: misread are {told}"

        return update

    return scene
