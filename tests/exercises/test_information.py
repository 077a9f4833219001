"""Lesson 04: right answers written in other ways, the solutions, the predictions' answers."""

import math

import numpy as np
import pytest
from scipy import special, stats
from scipy.integrate import quad

from lossviz import information
from lossviz.losses import binary_cross_entropy_with_logits_grad
from tests.exercises.learner import EXERCISES, PREDICTIONS, answers

f32 = np.float32


def entropy_loop(p):
    total = 0.0
    for chance in p:
        if chance > 0:
            total -= chance * math.log(chance)
    return total


def cross_entropy_loop(p, q):
    return -sum(a * math.log(b) for a, b in zip(p, q, strict=True) if a > 0)


def entropy_in_place(p):
    logs = np.zeros_like(p)
    np.log(p, out=logs, where=p > 0)
    logs *= -p
    return logs.sum()


def neuron_in_steps(x, y, w, b):
    a = special.expit(w * x + b)
    slope = (a - y) * a * (1 - a)
    return slope * x, slope


def neuron_math(x, y, w, b):
    a = (1 + math.tanh((w * x + b) / 2)) / 2
    return [(a - y) * a * (1 - a) * x, (a - y) * a * (1 - a)]


def neuron_differences(loss):
    """The pair of slopes by central differences."""

    def gradient(x, y, w, b):
        h = 1e-4
        at_w = (loss(y, (w + h) * x + b) - loss(y, (w - h) * x + b)) / (2 * h)
        at_b = (loss(y, w * x + b + h) - loss(y, w * x + b - h)) / (2 * h)
        return at_w, at_b

    return gradient


def half_square(y, z):
    return (special.expit(z) - y) ** 2 / 2


def nats(y, z):
    return np.logaddexp(0, z) - y * z


def by_labels(x, y, w, b):
    z = w * x + b
    error = special.expit(z) if y == 0 else -special.expit(-z)
    return np.array([error * x, error])


RIGHT = {
    "surprisal": {
        "loop": lambda p: [-math.log(chance) for chance in p],
        "log of the inverse": lambda p: np.log(1 / p),
        "log2, converted": lambda p: -np.log2(p) * np.log(2),
        "float32": lambda p: -np.log(p.astype(np.longdouble)).astype(f32),
        "in place": lambda p: np.negative(np.log(p, out=np.empty_like(p))),
        "lossviz": information.surprisal,
    },
    "entropy": {
        "loop": entropy_loop,
        "in place": entropy_in_place,
        "scipy": lambda p: special.entr(p).sum(),
        "where, and it warns": lambda p: -np.sum(np.where(p > 0, p * np.log(p), 0)),
        "nansum, and it warns": lambda p: -np.nansum(p * np.log(p)),
        "float32": lambda p: stats.entropy(p.astype(f32)),
        "a little inside the log": lambda p: -np.sum(p * np.log(p + 1e-12)),
        "xlogy": lambda p: -special.xlogy(p, p).sum(),
        "log K minus a divergence": lambda p: (
            np.log(len(p)) - special.rel_entr(p, np.full_like(p, 1 / len(p))).sum()
        ),
        "lossviz": information.entropy,
    },
    "cross_entropy": {
        "loop": cross_entropy_loop,
        "xlogy": lambda p, q: -special.xlogy(p, q).sum(),
        "dot, and zeros replaced": lambda p, q: -(p @ np.log(np.where(p > 0, q, 1))),
        "nansum, and it warns": lambda p, q: -np.nansum(p * np.log(q)),
        "entropy plus divergence": lambda p, q: stats.entropy(p) + stats.entropy(p, q),
        "float32 sum": lambda p, q: f32(-special.xlogy(p, q).sum()),
        "lossviz": information.cross_entropy,
    },
    "kl_divergence": {
        "loop": lambda p, q: cross_entropy_loop(p, q) - entropy_loop(p),
        "scipy": stats.entropy,
        "rel_entr": lambda p, q: special.rel_entr(p, q).sum(),
        "difference of logs": lambda p, q: np.nansum(p * (np.log(p) - np.log(q))),
        "kl_div": lambda p, q: special.kl_div(p, q).sum(),
        "float32 sum": lambda p, q: f32(special.rel_entr(p, q).sum()),
        "lossviz": information.kl_divergence,
    },
    "mse_neuron_gradient": {
        "in steps": neuron_in_steps,
        "math and a list": neuron_math,
        "differences": neuron_differences(half_square),
        "float32": lambda x, y, w, b: np.array(neuron_in_steps(x, y, w, b), dtype=f32),
        "short, and it warns": lambda x, y, w, b: (
            (1 / (1 + np.exp(-(w * x + b))) - y)
            * np.exp(-np.abs(w * x + b))
            / (1 + np.exp(-np.abs(w * x + b))) ** 2
            * np.array([x, 1])
        ),
    },
    "ce_neuron_gradient": {
        "by labels": by_labels,
        "differences": neuron_differences(nats),
        "float32": lambda x, y, w, b: by_labels(x, y, w, b).astype(f32),
        "tuple, and it warns": lambda x, y, w, b: (
            (1 / (1 + np.exp(-w * x - b)) - y) * x,
            1 / (1 + np.exp(-w * x - b)) - y,
        ),
        "both terms": lambda x, y, w, b: np.multiply(
            (1 - y) * special.expit(w * x + b) - y * special.expit(-w * x - b), [x, 1]
        ),
    },
}


@pytest.mark.parametrize(
    ("key", "way"), [(key, way) for key, ways in RIGHT.items() for way in ways]
)
def test_every_right_way_is_correct(key, way):
    report = answers(key, RIGHT[key][way])
    assert report.status == "correct", report


def test_a_solution_is_what_the_mathematics_says():
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(4), 2)
    p[0], p = 0, p / (1 - p[0])
    p[0] = 0
    assert EXERCISES["entropy"].solution(p) == pytest.approx(stats.entropy(p))
    assert EXERCISES["kl_divergence"].solution(p, q) == pytest.approx(stats.entropy(p, q))
    assert EXERCISES["cross_entropy"].solution(p, q) == pytest.approx(-special.xlogy(p, q).sum())
    np.testing.assert_allclose(EXERCISES["surprisal"].solution(q), -np.log(q))
    for x, y, w, b in rng.normal(0, 1, (5, 4)):
        label = float(y > 0)
        np.testing.assert_allclose(
            EXERCISES["mse_neuron_gradient"].solution(x, label, w, b),
            neuron_differences(half_square)(x, label, w, b),
            atol=1e-7,
        )
        np.testing.assert_allclose(
            EXERCISES["ce_neuron_gradient"].solution(x, label, w, b),
            binary_cross_entropy_with_logits_grad(label, w * x + b) * np.array([x, 1]),
        )


@pytest.mark.parametrize(
    ("key", "answer", "mistake"),
    [
        ("surprisal", lambda p: -np.log10(p), "log-base"),
        ("surprisal", lambda p: -np.log(p + 1e-9), "clipped"),
        ("entropy", lambda p: -np.sum(p * np.log2(p)), "log-base+unstable"),
        ("entropy", lambda p: np.sum(p * np.log(p)), "sign+unstable"),
        ("cross_entropy", lambda p, q: -np.sum(q * np.log(p)), "swapped-arguments+unstable"),
        ("cross_entropy", lambda p, q: -np.sum(p * np.log(q + 1e-15)), "clipped"),
        ("kl_divergence", lambda p, q: special.rel_entr(q, p).sum(), "swapped-arguments"),
        (
            "ce_neuron_gradient",
            lambda x, y, w, b: np.array([x, 1]) * (special.expit(w * x + b) - y) * 2,
            "factor-two",
        ),
        ("mse_neuron_gradient", by_labels, "missing-slope"),
        ("ce_neuron_gradient", neuron_in_steps, "extra-slope"),
    ],
)
def test_a_learners_own_mistake_is_named(key, answer, mistake):
    report = answers(key, answer)
    assert (report.status, report.mistake) == ("wrong", mistake), report


def test_the_slip_of_the_published_demo_has_a_name():
    def along_the_output(x, y, w, b):
        a = 1 / (1 + np.exp(-(w * x + b)))
        slope = (1 - y) / (1 - a) - y / a
        return slope * x, slope

    report = answers("ce_neuron_gradient", along_the_output)
    assert report.mistake == "slope-in-a"


def test_the_answer_keys_of_the_predictions_are_computed():
    coin = PREDICTIONS["information-uneven-coin"]
    assert coin.right == "About 0.5 bits"
    assert "entropy" not in coin.question
    assert stats.entropy([0.9, 0.1], base=2) == pytest.approx(0.469, abs=0.0005)
    assert f"{stats.entropy([0.9, 0.1], base=2):.3f} bits" in coin.choices[coin.right]

    equal = PREDICTIONS["information-equal"]
    p = np.array([0.7, 0.2, 0.1])
    assert equal.right == "The entropy of p"
    assert -special.xlogy(p, p).sum() == pytest.approx(stats.entropy(p)) != 0

    p, q = stats.norm(0, 1), stats.norm(1, 1)
    there, back = (
        quad(lambda x, p=p, q=q: p.pdf(x) * (p.logpdf(x) - q.logpdf(x)), -30, 30)[0]
        for p, q in ((p, q), (q, p))
    )
    other_way = PREDICTIONS["information-other-way"]
    assert there == pytest.approx(back)
    assert other_way.right == "The same"
    assert f"is {there:.1f} nats" in other_way.question


def test_the_slowdown_is_counted_to_the_update():
    prediction = PREDICTIONS["information-slowdown"]
    assert prediction.right == "About 300 times"
    assert f"{10_028 / 30:.0f} times" in prediction.choices[prediction.right]
    assert special.expit(8) == pytest.approx(0.9997, abs=0.00005)
    assert special.expit(8) * special.expit(-8) == pytest.approx(1 / 3000, rel=0.01)
