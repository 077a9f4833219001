"""Lesson 05: every number in its prose, with what gives it."""

from functools import cache

import numpy as np
from scipy.optimize import approx_fprime, minimize_scalar
from scipy.special import expit, log_expit, log_softmax, softmax, xlogy
from sklearn.datasets import load_digits

HELD_OUT = slice(1200, None)


@cache
def trained():
    """What the lesson's two models say of the images they have not seen, trained here once more."""
    data = load_digits()
    x = np.c_[data.data / 16, np.ones(1797)]
    target = np.c_[np.eye(10)[data.target], data.target % 2]
    outputs = {
        "eleven": expit,
        "two heads": lambda z: np.c_[softmax(z[:, :10], axis=1), expit(z[:, 10])],
    }
    return {name: _held_out(x, target, output) for name, output in outputs.items()}


def _held_out(x, target, output):
    random = np.random.default_rng(0)
    w, v = random.normal(0, 0.2, (65, 32)), random.normal(0, 0.2, (32, 11))
    for batch in random.integers(0, 1200, (3000, 32)):
        before = x[batch] @ w
        hidden = np.where(before > 0, before, 0)
        slope = (output(hidden @ v) - target[batch]) / len(batch)
        to_w = x[batch].T @ np.where(before > 0, slope @ v.T, 0)
        v = v - 0.2 * hidden.T @ slope
        w = w - 0.2 * to_w
    return output(np.maximum(x[HELD_OUT] @ w, 0) @ v)


def claimed(threshold, model="eleven"):
    """On how many images no digit is above the threshold, and on how many there are several."""
    count = np.sum(trained()[model][:, :10] > threshold, axis=1)
    return np.sum(count == 0), np.sum(count > 1)


def accuracy(model):
    return np.mean(trained()[model][:, :10].argmax(axis=1) == load_digits().target[HELD_OUT])


def contradictions(model):
    """How often the bit is not that of the most likely digit."""
    p = trained()[model]
    return np.sum((p[:, 10] > 0.5) != p[:, :10].argmax(axis=1) % 2)


def soft_label(p, y=0.7):
    return -xlogy(y, p) - xlogy(1 - y, 1 - p)


def components(y, z):
    """Each component's loss, by sigmoids and by one softmax."""
    return -log_expit(np.where(y == 1, z, -z)), -y / y.sum() * log_softmax(z)


def changed():
    """How many of four components' losses one logit changes, and one label: for each unit."""
    z, y = np.array([1.0, 1, 0, -1]), np.ones(4)
    start = components(y, z)
    counts = []
    first, fourth = np.eye(4)[0], np.eye(4)[3]
    for after in (components(y, z + 3 * first), components(y - fourth, z)):
        counts.append([np.sum(~np.isclose(a, b)) for a, b in zip(after, start, strict=True)])
    (by_logit_one, by_logit_all), (by_label_one, by_label_all) = counts
    assert (by_logit_one, by_logit_all) == (by_label_one, by_label_all)
    return by_logit_one, by_logit_all


def by_shared_weights(step):
    """Four logits after a step down the slope of the first label's loss, in weights they share."""
    x, heads = np.array([1.0, 2.0]), np.array([[1, 1, 0, -1], [-2, -1, 2, 0.5]])
    shared = np.array([0.4, 0.1, 0.3, 0.2])

    def logits(weights):
        return x @ weights.reshape(2, 2) @ heads

    slope = approx_fprime(shared, lambda weights: -log_expit(logits(weights)[0]))
    return logits(shared - step * slope)


def two_hot(size):
    """The least softmax loss of two halves, and the sigmoids' loss at this size."""
    z = np.array([size, -size, size])
    least = minimize_scalar(
        lambda s: -log_softmax([s, -s, s])[[0, 2]].mean(), bounds=(0, 60), method="bounded"
    ).fun
    return least, -log_expit(z * [1, -1, 1]).sum()


GIVEN = [
    "from $z = 710$ on",
    "must sum to 1. At",
    "In code $\\log(1 + e^z)$, called *softplus*, is `np.logaddexp(0, z)`",
    "cross entropy of lesson 04 with two classes",
    "between the data, $y$ and $1 - y$, and the model, $p$ and $1 - p$",
    "For $y = 0.7$, where is the slope negative",
    "Where is the slope 0?",
    "Set $y$ to 1, then to 0.",
    "Set $y$ to 0.5 and look",
    "need not be 0 or 1",
    "a perfect model has loss 0",
    "For a label of 0 or 1 it can come as near",
    "Set $y$ to 1 and take $z$ from 0 to -6.",
    "clip $p$ a little away from 0 and 1",
    "no $1 - p$ is left",
    "The label is 0, so",
    "Go to 36, then to 37.",
    "(0, 0, 1, 0)",
    "(1, 0, 1, 0)",
    "(0, 0, 1; 1)",
    "multi-label, kind 1",
    "multi-label, kind 2",
    "Kind 1 is one group",
    "Kind 2 is several groups",
    "Kind 2, on",
    "Raise $z_1$ to 4",
    "Bring their losses near 0",
    "(lesson 04)",
    "(9, 1), (2, 0) and (5, 1) become rows of 11: ten places",
    "Model one: 11 sigmoids, binary cross entropy on all 11",
    "with 32 hidden units, on the first 1,200 images",
    "sum to something far from 1",
    "and two can never pass 0.5",
    "Neither model is told that 7 is odd",
]

RESULTS = [
    (
        "its slope, $p - y$, is nearly «-1» or «1» there",
        lambda: (expit(-6.0) - 1, expit(6.0) - 0),
    ),
    (
        "no number between «0.9999999999999999» and «1»",
        lambda: (np.nextafter(1, 0), np.nextafter(np.nextafter(1, 0), 2)),
    ),
    (
        "For $y = «0.7»$ nothing costs less than «0.6109»",
        lambda: (
            minimize_scalar(soft_label, bounds=(0, 1), method="bounded").x,
            minimize_scalar(soft_label, bounds=(0, 1), method="bounded").fun,
        ),
    ),
    (
        "At $z = 36$ the naive program says «36.044» where «36.000» is right",
        lambda: (-np.log(1 - expit(36)), -log_expit(-36)),
    ),
    (
        "at «37» it says infinity",
        lambda: np.flatnonzero(1 - expit(np.arange(50.0)) == 0)[0],
    ),
    (
        "The clip at 1e-7 caps the loss at «16.118», and beyond the cap the slope is «0»",
        lambda: (
            -np.log(1e-7),
            np.diff(-np.log(1 - np.clip(expit([20, 30]), 0, 1 - 1e-7)))[0],
        ),
    ),
    ("the slope stays near «1»", lambda: expit(17.0)),
    (
        "changes «1» of the sigmoids' four losses, and all «4» of the softmax's",
        changed,
    ),
    (
        "At $z = (4, 1, 0, -1)$ the softmax gives «0.930», «0.046», «0.017», «0.006», "
        "the sigmoids «0.982», «0.731», «0.500», «0.269»",
        lambda: [*softmax([4, 1, 0, -1]), *expit([4.0, 1, 0, -1])],
    ),
    (
        "A step of «0.1» takes the logits from «0», «0.5», «1», «-0.75» to «1.25», «1.25», «0», "
        "«-1.25»: all «4» move",
        lambda: (
            0.1,
            *by_shared_weights(0),
            *by_shared_weights(0.1).round(6),
            np.sum(by_shared_weights(0.1) != by_shared_weights(0)),
        ),
    ),
    (
        "The softmax stops at «0.6931», which is $\\ln 2$",
        lambda: two_hot(8)[0],
    ),
    ("At size 8 the sigmoids' loss is «0.001»", lambda: two_hot(8)[1]),
    ("on «1,797» handwritten digits", lambda: load_digits().target.size),
    ("The «597» images that training", lambda: len(trained()["eleven"])),
    (
        "At 0.5 the sigmoids claim no digit on «55» images and several on «13»; at 0.1 it is "
        "«13» and «50», at 0.9 it is «98» and «2»",
        lambda: [*claimed(0.5), *claimed(0.1), *claimed(0.9)],
    ),
    (
        "is right on «92.8» % of the images, the softmax on «92.1» %",
        lambda: (100 * accuracy("eleven"), 100 * accuracy("two heads")),
    ),
    (
        "on «9» images its best probability is below 0.5. But its ten sum to «1»",
        lambda: (
            claimed(0.5, "two heads")[0],
            trained()["two heads"][:, :10].sum(axis=1).mean(),
        ),
    ),
    (
        "They contradict themselves on «18» and on «17» images",
        lambda: (contradictions("eleven"), contradictions("two heads")),
    ),
]
