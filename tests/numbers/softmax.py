"""Lesson 02: every number in its prose, with what gives it."""

import numpy as np
from scipy.special import expit, softmax

LOGITS = np.array([2.0, 1.0, 0.0])


def guessed(classes):
    """The cross entropy of an even guess."""
    return -np.log(softmax(np.zeros(classes))[0])


def after_two(classes):
    """The cross entropy when the first of two softmaxes was certain and right."""
    return -np.log(softmax(np.eye(classes)[0])[0])


def slope_of_chain(layers):
    def chain(z):
        for _ in range(layers):
            z = expit(z)
        return z

    return (chain(1e-5) - chain(-1e-5)) / 2e-5


def largest_exponent(precision):
    return np.log(float(np.finfo(precision).max))


GIVEN = [
    "still right at 1000 and −1000",
    "With 10 classes an even",
    "it lies between 0 and 1",
    "Move $z$ from 0 to 1, then to 2.",
    "Set $z$ back to 0.",
    "With slope 1 and shift 0, each step of 1 in",
    "since it cannot pass 1.",
    "At $z = 0$ only the shift",
    '"a logit of 2 means twice as likely as a logit of 1"',
    "so that they add up to 1.",
    "Raise $z_1$ by 1, then $z_2$ by 1.",
    "only at $z_2 = 0$",
    "other logit is fixed at 0",
    "For (2, 1), two separate",
    "But for the logits (2, 1, 0) three",
    "at $T = 1$, $\\log p_k",
    "At $T = 1$ move the shift",
    "A temperature below 1 stretches the differences: $T = 0.5$ gives",
    "One above 1 shrinks them: $T = 2$ gives",
    "The bars sum to 1, so",
    "between 0 and 3.",
    "must sum to 1;",
    "logits to −0.35, −1.6 and −2.3",
    "The log of that 0 would",
    "(lesson 03)",
    "(lesson 05)",
    "None is below 0 and they sum to 1, so",
    "for class 1 or with",
    "how often class 1 turns out",
    "the logits are (size, 0, −size)",
    "At size 1000, which",
    "no exponent is above 0 and the sum is at least 1.",
    "An exponential too small for the format becomes 0.",
    "$\\max(0, z)$",
    "two numbers that sum to 1.",
    "raise the layers at $z = 0$ and",
    "at depth 20",
    "ReLU's slope is 1 where the unit is active, and 0 elsewhere.",
    "fed is $(1, 0, \\dots, 0)$, with the 1 at the true class",
    "At $K = 1000$, how",
    "probabilities at most 1.",
    "among 10 classes",
    "With 1000 classes",
    "the cost cannot reach 0.",
    "Its outputs sum to 1 and",
]

RESULTS = [
    ("costs $\\log «10»$, or «2.303»", lambda: (10, guessed(10))),
    ("by $e$: «1», «2.718», «7.389»", lambda: expit([0, 1, 2]) / expit([0, -1, -2])),
    ("The probability goes «0.5», «0.731», «0.881»", lambda: expit([0, 1, 2])),
    (
        "two separate sigmoids say «0.881» and «0.731», which sum to «1.612»",
        lambda: (*expit([2, 1]), sum(expit([2, 1]))),
    ),
    ("three sigmoids sum to «2.112»", lambda: expit(LOGITS).sum()),
    ("gives («0.867», «0.117», «0.016»)", lambda: softmax(LOGITS / 0.5)),
    ("gives («0.506», «0.307», «0.186»)", lambda: softmax(LOGITS / 2)),
    (
        "with «0.867» for class 1 or with «0.506»",
        lambda: (softmax(LOGITS / 0.5)[0], softmax(LOGITS / 2)[0]),
    ),
    ("about the logs of («0.7», «0.2», «0.1»)", lambda: softmax([-0.35, -1.6, -2.3])),
    ("Past «11.09» in `float16`", lambda: largest_exponent(np.float16)),
    ("«88.72» in `float32`", lambda: largest_exponent(np.float32)),
    ("«709.78» in `float64`", lambda: largest_exponent(np.float64)),
    ("a slope of «0.059»", lambda: slope_of_chain(2)),
    ("at $z = «0»$ and three «0.013»", lambda: (0, slope_of_chain(3))),
    (
        "at most $«0.25»^{10}$, one part in «1,048,576»",
        lambda: (slope_of_chain(1), slope_of_chain(1) ** -10),
    ),
    ("make up for «0.25»", lambda: slope_of_chain(1)),
    ("each other class: «0.232»", lambda: np.exp(-after_two(10))),
    ("at a cost of «1.461»", lambda: after_two(10)),
    ("the least is «5.909», and the guess «6.908»", lambda: (after_two(1000), guessed(1000))),
]
