"""Exercises and predictions of the lesson on binary cross entropy and multi-label."""

import itertools

import numpy as np

from lossviz import information, links, losses
from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import (
    clipped,
    factor_two,
    log_base,
    mean_not_sum,
    sign,
    swapped_arguments,
    swapped_labels,
    unstable,
)
from lossviz.exercises.question import Choices, Number
from lossviz.exercises.softmax import naive_softmax

CLIP = 1e-7  # where a clip cuts a probability off


def binary_cross_entropy(y, p):
    """Each example's loss, for its label y and its probability p of y = 1."""
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def bce_with_logits(y, z):
    """Each example's loss, for its label y and the logit z of its probability."""
    # logaddexp(0, z) is log(e^0 + e^z) without computing e^z, which could overflow.
    return np.logaddexp(0, z) - y * z


def bce_logit_gradient(y, z):
    """Each example's slope with respect to its logit: probability minus label."""
    # sigmoid(z) = e^-log(1 + e^-z), without ever computing a large power.
    return np.exp(-np.logaddexp(0, -z)) - y


def multi_label_loss(y, z):
    """Each example's loss: the sum of the binary cross entropies of its K labels."""
    return np.sum(np.logaddexp(0, z) - y * z, axis=1)


def encode_two_heads(digit, bit):
    """A row of 11 for each example: ten places for the digit, one of them 1, then the bit."""
    return np.column_stack([np.eye(10)[digit], bit])


def two_head_loss(digit, bit, z):
    """Each example's loss: softmax for the digit, with ten logits, a sigmoid for the bit."""
    digit_logit = z[np.arange(len(z)), digit]
    digit_loss = np.logaddexp.reduce(z[:, :10], axis=1) - digit_logit
    bit_loss = np.logaddexp(0, z[:, 10]) - bit * z[:, 10]
    return digit_loss + bit_loss


def _clip(p):
    return np.clip(p, CLIP, 1 - CLIP)


def _bits(rng, *shape):
    """Labels, not all of them equal."""
    y = rng.integers(0, 2, shape)
    y.flat[:2] = 0, 1
    return y.astype(float)


def _labels_and_probabilities(rng):
    n = rng.integers(3, 7)
    return _bits(rng, n), rng.uniform(0.05, 0.95, n)


def _labels_and_logits(rng):
    n = rng.integers(3, 7)
    return _bits(rng, n), rng.normal(0, 2, n)


def _rows(rng):
    """Labels and logits of a few examples with more components than examples.

    The first example's logits could be taken for probabilities.
    """
    n = rng.integers(2, 4)
    z = rng.normal(0, 1.5, (n, n + 2))
    z[0] = rng.uniform(0.1, 0.9, n + 2)
    return _bits(rng, n, n + 2), z


def _digits_and_bits(rng):
    """Digits and bits, where the bit is not the parity of each digit, nor the opposite of it."""
    n = rng.integers(3, 7)
    digit = rng.integers(0, 10, n)
    bit = digit % 2
    bit[0] = 1 - bit[0]
    return digit, bit


def _two_heads(rng):
    digit, bit = _digits_and_bits(rng)
    return digit, bit, rng.normal(0, 1.5, (len(digit), 11))


LABELS_AND_LOGITS = {
    "ordinary": [
        ([1.0, 0.0, 1.0], [0.5, -1.0, -2.0]),
        ([0.0, 1.0, 1.0, 0.0], [1.5, 3.0, -0.4, 0.2]),
        ([1.0, 1.0, 0.0, 0.0, 1.0], [-0.3, 2.2, 0.9, -2.5, 1.1]),
    ],
    "confident and wrong": [([0.0, 1.0, 0.0], [30.0, -25.0, 36.0])],
    "extreme": [([0.0, 1.0, 1.0, 0.0], [1000.0, -1000.0, 1000.0, -1000.0])],
}


def _sure(digit_logit, bit_logit):
    """Logits that are sure of digit 4, as high as digit_logit, and of the bit."""
    z = np.zeros(11)
    z[4], z[10] = digit_logit, bit_logit
    return z


TWO_HEADS = {
    "ordinary": [
        (
            np.array([3, 0]),
            np.array([1, 1]),
            [
                [0.5, -1.0, 2.0, 1.5, 0.0, -0.5, 0.3, 1.0, -2.0, 0.7, 1.2],
                [1.1, 0.4, -0.3, 0.2, -1.2, 2.1, -0.8, 0.6, 0.9, -1.5, -0.6],
            ],
        ),
        (
            np.array([9, 4, 7]),
            np.array([1, 1, 0]),
            [
                [-0.4, 0.9, 0.1, -1.1, 0.8, 1.7, 0.2, -0.6, 0.5, 1.3, 0.9],
                [0.7, -0.2, 1.6, 0.3, 2.0, -0.9, 0.4, 1.2, -1.4, 0.6, -1.3],
                [1.4, 0.5, -0.7, 1.9, -0.1, 0.8, -1.6, 0.3, 1.0, -0.5, 2.1],
            ],
        ),
    ],
    "confident and wrong": [
        (np.array([2, 4]), np.array([0, 1]), [_sure(30.0, -30.0), _sure(30.0, -28.0)]),
    ],
    "extreme": [
        (np.array([2, 4]), np.array([0, 1]), [_sure(1000.0, -40.0), _sure(20.0, -1000.0)]),
    ],
}


def _of(change):
    """A function of y and z that `change` makes from y and sigmoid(z)."""
    return lambda y, z: change(y, links.sigmoid(z))


def _over_classes(function):
    """The softmax loss of rows of labels; `function` says what a row of labels becomes."""
    return lambda y, z: -np.sum(function(y) * links.log_softmax(z), axis=1)


def _heads(change):
    """A function of digit, bit and z that `change` makes from the two right losses."""

    def wrong(digit, bit, z):
        digit_loss = losses.softmax_cross_entropy(digit, z[:, :10])
        return change(
            digit_loss, losses.binary_cross_entropy_with_logits(bit.astype(float), z[:, 10])
        )

    return wrong


def _heads_from_probabilities(softmax, clip):
    """The two-head loss by way of the probabilities, each of them clipped."""

    def wrong(digit, bit, z):
        share = softmax(z[:, :10])[np.arange(len(z)), digit]
        odd = links.sigmoid(z[:, 10])
        return -np.log(clip(share)) - np.log(clip(np.where(bit == 1, odd, 1 - odd)))

    return wrong


def _encoded(change):
    """An encoding that `change` makes from the right one-hot rows and the bit."""

    def wrong(digit, bit):
        return change(np.eye(10)[digit], np.asarray(bit)[:, np.newaxis])

    return wrong


def _binary_cross_entropy_exercise():
    return Exercise(
        binary_cross_entropy,
        noun="loss",
        why=(
            "It is the cross entropy of the two classes, with y and 1 - y for the data and p and "
            "1 - p for the model; a label of 0 or 1 leaves one of its two terms. (At p = 0 or 1 "
            "that other term is 0 times infinity, nan: lossviz.losses leaves it out.)"
        ),
        cases={
            "ordinary": [
                ([1.0, 0.0, 1.0], [0.8, 0.3, 0.4]),
                ([0.0, 1.0, 1.0, 0.0], [0.9, 0.25, 0.6, 0.15]),
                ([1.0, 0.0, 0.0, 1.0, 1.0], [0.35, 0.7, 0.05, 0.95, 0.55]),
            ],
            "confident and wrong": [([1.0, 0.0], [0.001, 0.998])],
            "extreme": [([1.0, 1.0, 0.0], [1e-300, 1e-20, 1e-30])],
        },
        sample=_labels_and_probabilities,
        hints=[
            "If y is 1, the loss is -log p. What is it if y is 0?",
            "-log(1 - p) for y = 0. The label itself can switch between the two: y and 1 - y.",
            "Multiply -log p by y and -log(1 - p) by 1 - y, then add.",
        ],
        curve=Curve("p, for y = 1", 0.01, 0.99, lambda t: ([1.0], [t]), (0,)),
        mistakes=[
            Mistake(
                "missing-second-term",
                lambda y, p: -y * np.log(p),
                "is -y log p",
                "What does an example with y = 0 cost?",
            ),
            Mistake(
                "missing-first-term",
                lambda y, p: -(1 - y) * np.log(1 - p),
                "is -(1 - y) log(1 - p)",
                "What does an example with y = 1 cost?",
            ),
            Mistake(
                "missing-label",
                lambda y, p: -(np.log(p) + np.log(1 - p)),
                "is -log p - log(1 - p), whatever the label",
                "Which of the two terms counts, and who decides?",
            ),
            Mistake(
                "missing-label",
                lambda y, p: -np.log(p),
                "is -log p, whatever the label",
                "What does p = 0.9 cost if y is 0?",
            ),
            Mistake(
                "missing-brackets",
                lambda y, p: -y * np.log(p) + (1 - y) * np.log(1 - p),
                "has its minus in front of the first term only",
                "Can a loss be negative for y = 0?",
            ),
            Mistake(
                "entropy-of-p",
                lambda y, p: -(p * np.log(p) + (1 - p) * np.log(1 - p)),
                "is the entropy of p",
                "Whose probability weighs the logs, the data's or the model's?",
            ),
            Mistake(
                "missing-log",
                lambda y, p: -(y * p + (1 - y) * (1 - p)),
                "is minus the probability of the label",
                "Did the log go missing?",
            ),
            Mistake(
                "missing-log",
                lambda y, p: y * p + (1 - y) * (1 - p),
                "is the probability of the label",
                "Did the log go missing?",
            ),
            Mistake(
                "squared-error",
                lambda y, p: (p - y) ** 2,
                "is the squared error",
                "How much should p = 0 cost if y is 1?",
            ),
            Mistake(
                "absolute-error",
                lambda y, p: np.abs(p - y),
                "is the absolute error",
                "How much should p = 0 cost if y is 1?",
            ),
            Mistake(
                "gradient-not-value",
                lambda y, p: (p - y) / (p * (1 - p)),
                "is the slope of the right one in p",
                "Is the loss asked, or how fast it changes?",
            ),
        ],
        detectors=[
            *sign("Can a loss be negative?"),
            *swapped_labels("Which log belongs to y, and which to 1 - y?"),
            *swapped_arguments(binary_cross_entropy, "y", "p"),
            *log_base(),
            *factor_two(too_many="Is something counted twice?", missing="Is there a mean of two?"),
        ],
        patterns=[*clipped(lambda y, p: binary_cross_entropy(y, _clip(p)))],
        compounds=[
            "sign+swapped-labels",
            "log-base+sign",
            "log-base+swapped-labels",
            "missing-second-term+sign",
            "missing-first-term+sign",
            "log-base+missing-second-term",
        ],
        probes={"swapped-arguments": [([0.3, 0.6, 0.8], [0.4, 0.2, 0.7])]},
    )


def _bce_with_logits_exercise():
    return Exercise(
        bce_with_logits,
        noun="loss",
        why=(
            "log(1 + e^z) - y z is -log of the label's probability, with the sigmoid and the log "
            "merged: it stays right where the probability rounds to 0 or 1."
        ),
        cases=LABELS_AND_LOGITS,
        sample=_labels_and_logits,
        hints=[
            "For y = 0 the loss is -log(1 - sigmoid(z)). Simplify it by hand: what is 1 - "
            "sigmoid(z)?",
            "It is 1 / (1 + e^z), so y = 0 costs log(1 + e^z). In the same way y = 1 costs "
            "log(1 + e^-z), which is log(1 + e^z) - z.",
            "e^1000 overflows, but np.logaddexp(0, z) computes log(1 + e^z) safely.",
        ],
        curve=Curve("z, for y = 0", -6, 6, lambda t: ([0.0], [t]), (0,)),
        mistakes=[
            Mistake(
                "missing-label",
                lambda y, z: np.logaddexp(0, z),
                "is log(1 + e^z), whatever the label",
                "What does z = 5 cost if y is 1?",
            ),
            Mistake(
                "plus-for-minus",
                lambda y, z: np.logaddexp(0, z) + y * z,
                "is log(1 + e^z) + y z",
                "If y is 1, should a larger z cost more or less?",
            ),
            Mistake(
                "missing-softplus",
                lambda y, z: np.maximum(z, 0) - y * z,
                "has a corner where the right one is smooth",
                "What does z = 0 cost?",
            ),
            Mistake(
                "missing-sigmoid",
                binary_cross_entropy,
                "takes the logit for a probability",
                "What turns z into a probability?",
            ),
            Mistake(
                "double-sigmoid",
                _of(lambda y, p: losses.binary_cross_entropy_with_logits(y, p)),
                "is the right one for the logit sigmoid(z)",
                "How often is the sigmoid taken?",
            ),
            Mistake(
                "squared-error",
                _of(lambda y, p: (p - y) ** 2),
                "is the squared error of sigmoid(z)",
                "How much should a sure and wrong answer cost?",
            ),
            Mistake(
                "gradient-not-value",
                _of(lambda y, p: p - y),
                "is the slope of the right one in z",
                "Is the loss asked, or how fast it changes?",
            ),
            Mistake(
                "missing-second-term",
                lambda y, z: y * np.logaddexp(0, -z),
                "is -y log sigmoid(z)",
                "What does an example with y = 0 cost?",
            ),
            Mistake(
                "missing-first-term",
                lambda y, z: (1 - y) * np.logaddexp(0, z),
                "is -(1 - y) log(1 - sigmoid(z))",
                "What does an example with y = 1 cost?",
            ),
            Mistake(
                "softmax-not-sigmoid",
                lambda y, z: binary_cross_entropy(y, links.softmax(z)),
                "takes its probabilities from the softmax of the whole array",
                "Should raising one z lower the others?",
            ),
        ],
        detectors=[
            *sign("Can a loss be negative?"),
            *swapped_labels("For y = 1, should a large z cost much or little?"),
            *log_base(),
        ],
        patterns=[
            *unstable(_of(binary_cross_entropy)),
            *clipped(_of(lambda y, p: binary_cross_entropy(y, _clip(p)))),
        ],
        compounds=[
            "sign+swapped-labels",
            "log-base+sign",
            "log-base+swapped-labels",
            "missing-second-term+sign",
            "missing-first-term+sign",
        ],
    )


def _bce_logit_gradient_exercise():
    return Exercise(
        bce_logit_gradient,
        noun="gradient",
        why=(
            "The slope of log(1 + e^z) is sigmoid(z), and that of -y z is -y: what is left is "
            "probability minus label."
        ),
        cases=LABELS_AND_LOGITS,
        sample=_labels_and_logits,
        hints=[
            "Differentiate log(1 + e^z) - y z with respect to z, one term at a time.",
            "The slope of log(1 + e^z) is e^z / (1 + e^z). Which function is that?",
            "The gradient is the probability, sigmoid(z), minus the label.",
        ],
        curve=Curve("z, for y = 0", -6, 6, lambda t: ([0.0], [t]), (0,)),
        mistakes=[
            Mistake(
                "missing-label",
                _of(lambda y, p: p),
                "is sigmoid(z) alone",
                "What is left of -y z when you differentiate it?",
            ),
            Mistake(
                "missing-sigmoid",
                lambda y, z: z - y,
                "is z - y",
                "What is the slope of log(1 + e^z)?",
            ),
            Mistake(
                "slope-in-p",
                _of(lambda y, p: (p - y) / (p * (1 - p))),
                "is the slope in p, not in z",
                "The chain rule goes on from p to z: by which factor?",
            ),
            Mistake(
                "squared-error",
                _of(lambda y, p: (p - y) * p * (1 - p)),
                "is the gradient of the half squared error",
                "What cancels the slope of the sigmoid?",
            ),
            Mistake(
                "sigmoid-slope",
                _of(lambda y, p: p * (1 - p)),
                "is the slope of the sigmoid alone",
                "Where does the loss come in?",
            ),
            Mistake(
                "value-not-gradient",
                lambda y, z: np.logaddexp(0, z) - y * z,
                "is the loss itself",
                "How fast does the loss change as z does?",
            ),
            Mistake(
                "absolute-value",
                _of(lambda y, p: np.abs(p - y)),
                "is the absolute value of the right one",
                "Does a step need to know which way to go?",
            ),
            Mistake(
                "decision",
                lambda y, z: (z > 0) - y,
                "is the decision, 0 or 1, minus the label",
                "Is a probability of 0.51 the same as one of 0.99?",
            ),
            Mistake(
                "softmax-not-sigmoid",
                lambda y, z: links.softmax(z) - y,
                "is the softmax of the whole array minus y",
                "Should raising one z lower the others?",
            ),
            Mistake(
                "double-sigmoid",
                _of(lambda y, p: links.sigmoid(p) - y),
                "is sigmoid(sigmoid(z)) - y",
                "How often is the sigmoid taken?",
            ),
        ],
        detectors=[
            *sign("Is the difference the right way round, probability minus label?"),
            *swapped_labels("What is the gradient where the answer is sure and right?"),
            *swapped_arguments(bce_logit_gradient, "y", "z"),
            *factor_two(
                too_many="Is there a square whose slope you took?", missing="Is a half too many?"
            ),
            *mean_not_sum("Each example's own slope is asked: is there a division by n?"),
        ],
        patterns=unstable(lambda y, z: np.exp(z) / (1 + np.exp(z)) - y),
        compounds=[
            "factor-two+sign",
            "mean-not-sum+sign",
            "sign+slope-in-p",
            "sign+squared-error",
            "factor-two+squared-error",
        ],
    )


def _multi_label_loss_exercise():
    return Exercise(
        multi_label_loss,
        noun="loss",
        why=(
            "Given x, the labels of one example are independent, so their probabilities multiply "
            "and their losses add up."
        ),
        cases={
            "ordinary": [
                ([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]], [[2.0, -1.0, 0.5], [-0.5, 0.3, 1.5]]),
                ([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]], [[0.6, 0.2, 0.9], [0.3, 0.7, 0.45]]),
                (
                    [
                        [1.0, 1.0, 0.0, 0.0, 1.0],
                        [0.0, 1.0, 1.0, 0.0, 0.0],
                        [1.0, 0.0, 0.0, 1.0, 1.0],
                    ],
                    [
                        [0.4, -1.2, 2.0, 0.1, 1.3],
                        [1.1, 0.6, -0.9, -2.0, 0.2],
                        [-0.7, 1.6, 0.8, 2.4, -0.3],
                    ],
                ),
            ],
            "single-example": [([[0.0, 1.0, 1.0, 0.0]], [[0.7, -0.2, 1.9, -1.4]])],
            "confident and wrong": [
                ([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]], [[30.0, 40.0, 45.0], [40.0, -25.0, -45.0]])
            ],
            "extreme": [
                (
                    [[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]],
                    [[1000.0, 900.0, 800.0], [900.0, -1000.0, -900.0]],
                )
            ],
        },
        sample=_rows,
        hints=[
            "First each component's own loss, as in bce_with_logits: an array of shape (n, K).",
            "Then one number for each example: sum over the components, the last axis.",
            "np.sum takes axis=1 to sum within each row.",
        ],
        curve=Curve(
            "z[0, 0], for y = [[1, 0, 1]]",
            -5,
            5,
            lambda t: ([[1.0, 0.0, 1.0]], [[t, -1.0, 0.5]]),
            (0,),
        ),
        mistakes=[
            Mistake(
                "softmax-not-sigmoid",
                _over_classes(lambda y: y),
                "is the sum of -y log softmax(z)",
                "Can two labels hold at once under a softmax?",
            ),
            Mistake(
                "softmax-not-sigmoid",
                _over_classes(lambda y: y / y.sum(axis=1, keepdims=True)),
                "is a softmax cross entropy with shared labels",
                "Can two labels hold at once under a softmax?",
            ),
            Mistake(
                "missing-second-term",
                lambda y, z: np.sum(y * np.logaddexp(0, -z), axis=1),
                "counts only the labels that hold",
                "What do the labels cost that do not hold?",
            ),
            Mistake(
                "missing-first-term",
                lambda y, z: np.sum((1 - y) * np.logaddexp(0, z), axis=1),
                "counts only the labels that do not hold",
                "What do the labels cost that hold?",
            ),
            Mistake(
                "largest-not-sum",
                lambda y, z: np.max(np.logaddexp(0, z) - y * z, axis=1),
                "is the loss of the worst component",
                "What about the other components?",
            ),
            Mistake(
                "first-component",
                lambda y, z: (np.logaddexp(0, z) - y * z)[:, 0],
                "is the loss of the first component",
                "What about the other components?",
            ),
            Mistake(
                "missing-sigmoid",
                lambda y, z: np.sum(binary_cross_entropy(y, z), axis=1),
                "takes the logits for probabilities",
                "What turns z into a probability?",
            ),
            Mistake(
                "missing-label",
                lambda y, z: np.sum(np.logaddexp(0, z), axis=1),
                "is the sum of log(1 + e^z), whatever the labels",
                "Where do the labels come in?",
            ),
            Mistake(
                "squared-error",
                _of(lambda y, p: np.sum((p - y) ** 2, axis=1)),
                "is the sum of the squared errors of sigmoid(z)",
                "How much should a sure and wrong answer cost?",
            ),
        ],
        detectors=[
            *sign("Can a loss be negative?"),
            *swapped_labels("If a label holds, should its large z cost much or little?"),
            *log_base(),
            *mean_not_sum("Did you take the mean over the components where the sum is asked?"),
        ],
        patterns=[
            *unstable(_of(lambda y, p: np.sum(binary_cross_entropy(y, p), axis=1))),
            *clipped(_of(lambda y, p: np.sum(binary_cross_entropy(y, _clip(p)), axis=1))),
        ],
        compounds=[
            "mean-not-sum+sign",
            "log-base+mean-not-sum",
            "mean-not-sum+swapped-labels",
            "mean-not-sum+missing-second-term",
            "mean-not-sum+squared-error",
            "mean-not-sum+softmax-not-sigmoid",
            "sign+swapped-labels",
            "log-base+sign",
            "missing-second-term+sign",
        ],
    )


def _encode_two_heads_exercise():
    return Exercise(
        encode_two_heads,
        noun="encoding",
        why="Ten places hold exactly one 1, for the digit; the last place is a group of its own.",
        cases={
            "ordinary": [
                (np.array([9, 2, 5]), np.array([1, 0, 0])),
                (np.array([3, 8, 4, 7]), np.array([0, 0, 1, 1])),
                (np.array([6, 1, 1, 5, 8]), np.array([1, 1, 0, 0, 0])),
            ],
            "edges": [(np.array([0, 9, 9, 0]), np.array([0, 0, 1, 1]))],
        },
        sample=_digits_and_bits,
        hints=[
            "An example needs a row of 11 numbers: ten places for the digits 0 to 9, then the bit.",
            "np.eye(10)[digit] picks row number digit of the identity matrix, for each example.",
            "np.column_stack([rows, bit]) puts the bit behind them as one more column.",
        ],
        curve=Curve(
            "digit, for bit = 1; drawn is the place of digit 3",
            0,
            9,
            lambda t: (np.array([round(t)]), np.array([1])),
            (0, 3),
        ),
        mistakes=[
            Mistake(
                "bit-first",
                _encoded(lambda rows, bit: np.hstack([bit, rows])),
                "has the bit in front of the digit",
                "At which end does the bit stand?",
            ),
            Mistake(
                "missing-bit",
                _encoded(lambda rows, bit: np.hstack([rows, 0 * bit])),
                "has 0 in the last place, whatever the bit",
                "Where does the bit go?",
            ),
            Mistake(
                "bit-flipped",
                _encoded(lambda rows, bit: np.hstack([rows, 1 - bit])),
                "has 1 minus the bit in the last place",
                "What does the last place say if the bit is 1?",
            ),
            Mistake(
                "off-by-one",
                _encoded(lambda rows, bit: np.hstack([np.roll(rows, -1, axis=1), bit])),
                "has its 1 one place too far to the left",
                "Which digit stands in the first place, 0 or 1?",
            ),
            Mistake(
                "off-by-one",
                _encoded(lambda rows, bit: np.hstack([np.roll(rows, 1, axis=1), bit])),
                "has its 1 one place too far to the right",
                "Which digit stands in the first place?",
            ),
            Mistake(
                "reversed-places",
                _encoded(lambda rows, bit: np.hstack([rows[:, ::-1], bit])),
                "counts the places from the right",
                "Where is the place of digit 0?",
            ),
            Mistake(
                "digit-not-one",
                _encoded(lambda rows, bit: np.hstack([rows * np.arange(10), bit])),
                "has the digit itself in its place",
                "Which number says that a class holds?",
            ),
            Mistake(
                "parity-not-bit",
                _encoded(lambda rows, bit: np.hstack([rows, rows @ (np.arange(10) % 2)[:, None]])),
                "has the digit's parity in the last place",
                "Does the function get a bit of its own?",
            ),
            Mistake(
                "normalised",
                _encoded(lambda rows, bit: np.hstack([rows, bit]) / (1 + bit)),
                "has rows that sum to 1",
                "Are digit and bit one group, or two?",
            ),
            Mistake(
                "minus-one-for-zero",
                _encoded(lambda rows, bit: 2 * np.hstack([rows, bit]) - 1),
                "has -1 in the places of 0",
                "Which number says that a class does not hold?",
            ),
            Mistake(
                "one-cold",
                _encoded(lambda rows, bit: np.hstack([1 - rows, bit])),
                "has ones in all places but the digit's",
                "Which number says that a class holds?",
            ),
        ],
    )


def _two_head_loss_exercise():
    return Exercise(
        two_head_loss,
        noun="loss",
        why=(
            "Digit and bit are independent given x, so their two losses add up; each group has "
            "the output unit that fits it."
        ),
        cases=TWO_HEADS,
        sample=_two_heads,
        hints=[
            "Two losses are added: one from z[:, :10] and the digit, one from z[:, 10] and the "
            "bit.",
            "The digit's is logsumexp of its ten logits minus the logit of the true digit, "
            "z[np.arange(len(z)), digit].",
            "The bit's is log(1 + e^z) - bit z, as in bce_with_logits. np.logaddexp computes both "
            "kinds safely: np.logaddexp.reduce(..., axis=1) is a logsumexp.",
        ],
        curve=Curve(
            "z[0, 3], for digit = 3 and bit = 1",
            -5,
            5,
            lambda t: (
                np.array([3]),
                np.array([1]),
                [[0.5, -1.0, 2.0, t, 0.0, -0.5, 0.3, 1.0, -2.0, 0.7, 1.2]],
            ),
            (0,),
        ),
        mistakes=[
            Mistake(
                "eleven-sigmoids",
                lambda digit, bit, z: multi_label_loss(encode_two_heads(digit, bit), z),
                "is the sum of eleven binary cross entropies",
                "Which output unit knows that there is exactly one digit?",
            ),
            Mistake(
                "softmax-over-all",
                lambda digit, bit, z: _over_classes(lambda y: y)(encode_two_heads(digit, bit), z),
                "is one softmax over all eleven logits",
                "Should digit and bit compete for one probability?",
            ),
            Mistake(
                "softmax-over-all",
                lambda digit, bit, z: losses.softmax_cross_entropy(digit, z),
                "is a softmax over all eleven logits, without the bit",
                "How many of the logits are digits?",
            ),
            Mistake(
                "softmax-over-all",
                lambda digit, bit, z: (
                    losses.softmax_cross_entropy(digit, z)
                    + losses.binary_cross_entropy_with_logits(bit.astype(float), z[:, 10])
                ),
                "has the bit's logit in the softmax too",
                "How many of the logits are digits?",
            ),
            Mistake(
                "missing-bit",
                _heads(lambda digit_loss, bit_loss: digit_loss),
                "is the digit's loss alone",
                "What does the bit cost?",
            ),
            Mistake(
                "missing-digit",
                _heads(lambda digit_loss, bit_loss: bit_loss),
                "is the bit's loss alone",
                "What does the digit cost?",
            ),
            Mistake(
                "mean-not-sum",
                _heads(lambda digit_loss, bit_loss: (digit_loss + bit_loss) / 2),
                "is the mean of the two losses",
                "Did you take the mean where the sum is asked?",
            ),
            Mistake(
                "minus-for-plus",
                _heads(lambda digit_loss, bit_loss: digit_loss - bit_loss),
                "is the digit's loss minus the bit's",
                "Should a wrong bit lower the loss?",
            ),
            Mistake(
                "product",
                _heads(lambda digit_loss, bit_loss: digit_loss * bit_loss),
                "is the product of the two losses",
                "Probabilities multiply. What do their logs do?",
            ),
            Mistake(
                "bit-flipped",
                lambda digit, bit, z: two_head_loss(digit, 1 - bit, z),
                "is the right one for the bit 1 - bit",
                "If the bit is 1, should its large logit cost much or little?",
            ),
            Mistake(
                "missing-logsumexp",
                lambda digit, bit, z: two_head_loss(digit, bit, z) - links.logsumexp(z[:, :10]),
                "lacks the logsumexp of the digit's logits",
                "What keeps the ten probabilities' sum at 1?",
            ),
        ],
        detectors=[*sign("Can a loss be negative?"), *log_base()],
        patterns=[
            *unstable(_heads_from_probabilities(naive_softmax, lambda p: p)),
            *clipped(_heads_from_probabilities(links.softmax, _clip)),
        ],
        compounds=[
            "log-base+sign",
            "missing-bit+sign",
            "mean-not-sum+sign",
            "log-base+missing-bit",
            "log-base+mean-not-sum",
        ],
    )


EXERCISES = [
    _binary_cross_entropy_exercise(),
    _bce_with_logits_exercise(),
    _bce_logit_gradient_exercise(),
    _multi_label_loss_exercise(),
    _encode_two_heads_exercise(),
    _two_head_loss_exercise(),
]


SOFT_LABEL = 0.7
SURE_AND_WRONG = 30.0


def _floor(y):
    """The least binary cross entropy of a label y: its entropy."""
    return float(information.entropy([y, 1 - y]))


def _who_moves(unit):
    """What the other probabilities do when the first of four logits is raised."""
    change = (unit(np.array([4.0, 1.0, 0.0, -1.0])) - unit(np.array([1.0, 1.0, 0.0, -1.0])))[1:]
    return "all three fall" if np.all(change < 0) else "none moves" if not change.any() else "mixed"


def _targets_allowed():
    """How many rows of four 0 or 1 fit: one class of four; any subset; one of three, and a bit."""
    rows = list(itertools.product([0, 1], repeat=4))
    allowed = (lambda row: sum(row) == 1, lambda row: True, lambda row: sum(row[:3]) == 1)
    return ", ".join(str(sum(map(fits, rows))) for fits in allowed)


def _two_hot_floor():
    """The least softmax cross entropy of a target that is half one class and half another."""
    return float(information.entropy([0.5, 0.0, 0.5]))


def _clipped_loss(z):
    """The loss of y = 0 at a logit z, with the probability clipped."""
    return float(losses.binary_cross_entropy(0.0, _clip(links.sigmoid(z))))


PREDICTIONS = [
    Number(
        "binary-soft-label",
        f"The true label is y = {SOFT_LABEL}: of ten such examples, seven are positive. What is "
        "the lowest binary cross entropy, in nats, that any p can reach?",
        right=_floor(SOFT_LABEL),
        explanation=(
            f"Yes: the best p is {SOFT_LABEL}, and what it still costs there is the entropy of the "
            "label."
        ),
        slips={
            0.0: (
                "A loss of 0 needs p = 1 for the seven and p = 0 for the three, and p is one "
                f"number. At the best one, p = {SOFT_LABEL}, the loss is the entropy of the label."
            ),
            -np.log(SOFT_LABEL): (
                "That is what the seven cost. The three that are negative cost -log(1 - p); the "
                "loss is the mean of both, seven to three."
            ),
            _floor(SOFT_LABEL) / np.log(2): "That is the right one in bits. Nats are asked.",
            np.log(2): (
                f"That is the loss at p = 1/2. Moving p to {SOFT_LABEL} makes it a little smaller."
            ),
        },
        otherwise=(
            f"The best p is {SOFT_LABEL}. There the loss is -0.7 log 0.7 - 0.3 log 0.3 = "
            f"{_floor(SOFT_LABEL):.4f}, the entropy of the label."
        ),
    ),
    Number(
        "binary-clipped",
        f"The label is 0 and the logit {SURE_AND_WRONG:.0f}, so the loss is "
        f"{SURE_AND_WRONG:.3f}. Somebody computes the probability first and clips it to at most "
        "1 - 0.0000001, to be safe. Which loss comes out?",
        right=_clipped_loss(SURE_AND_WRONG),
        explanation=(
            "Yes: it is -log 0.0000001. Every logit beyond that gives this same loss, and so the "
            "slope 0."
        ),
        slips={
            SURE_AND_WRONG: (
                "It would be, without the clip: 1 - p is about 1e-13 there. The clip puts 1e-7 in "
                f"its place, and -log 1e-7 is {_clipped_loss(SURE_AND_WRONG):.3f}."
            ),
            7.0: (
                "That is the log to base 10. The natural one is "
                f"{_clipped_loss(SURE_AND_WRONG):.3f}."
            ),
            0.0: (
                "That would be the loss if the label were 1. Here 1 - p counts, and the clip makes "
                f"it 1e-7: the loss is {_clipped_loss(SURE_AND_WRONG):.3f}."
            ),
            1e-7: "That is 1 - p. The loss is minus its log.",
        },
        otherwise=(
            "The clip makes 1 - p equal to 1e-7, and the loss is minus the log of it: "
            f"{_clipped_loss(SURE_AND_WRONG):.3f}."
        ),
    ),
    Choices(
        "binary-targets",
        "A row of four places, each 0 or 1: cloud, sun, moon, wind. How many different targets "
        "does each column of the table allow, from left to right?",
        {
            "4, 4, 4": (
                "Four places, but not always four targets: if any of them may hold, each place "
                "doubles the number."
            ),
            "4, 16, 16": (
                "The last column is not free: of cloud, sun and moon exactly one holds. That is 3 "
                "ways, times 2 for the wind."
            ),
            "4, 16, 6": (
                "Yes: 4 places for the one 1; 2 for each of four places, multiplied; 3 for the "
                "group of three, times 2 for the wind."
            ),
            "4, 10, 7": (
                "Groups multiply, they do not add: any subset is 2 times 2 times 2 times 2, and "
                "the last column 3 times 2."
            ),
        },
        right=_targets_allowed(),
    ),
    Choices(
        "binary-units",
        "Which output units and which loss fit the three columns, from left to right? CE is cross "
        "entropy, the sum of -y log p; BCE is binary cross entropy.",
        {
            "softmax, CE; softmax, CE; softmax, CE": (
                "A softmax always shares out 1 among its classes. It cannot say that cloud and "
                "moon are both certain."
            ),
            "softmax, CE; 4 sigmoids, CE; softmax + sigmoid, CE + BCE": (
                "The units fit, one of the losses does not. CE counts only the labels that hold: "
                "four sigmoids that always say 1 would cost nothing. BCE also counts those that "
                "do not hold."
            ),
            "softmax, CE; 4 sigmoids, 4 BCE; 4 sigmoids, 4 BCE": (
                "Four sigmoids do work for the last column, but they also allow cloud and sun at "
                "once, which never happens there. A softmax for the group of three rules it out."
            ),
            "softmax, CE; 4 sigmoids, 4 BCE; softmax + sigmoid, CE + BCE": (
                "Yes: a softmax and CE for each group with exactly one class, a sigmoid and BCE "
                "for each label that may hold or not; the losses add up."
            ),
            "4 sigmoids, 4 BCE; softmax, CE; 4 sigmoids, 4 BCE": (
                "The other way round: softmax says exactly one, sigmoids say any number."
            ),
        },
        right="softmax, CE; 4 sigmoids, 4 BCE; softmax + sigmoid, CE + BCE",
    ),
    Choices(
        "binary-raise-one",
        "Four logits are 1, 1, 0 and -1. The first is raised to 4. What do the other three "
        "probabilities do?",
        {
            "softmax: all three fall; sigmoids: all three fall": (
                "A sigmoid sees its own logit and no other: the three stay exactly where they are."
            ),
            "softmax: all three fall; sigmoids: none moves": (
                "Yes: the probabilities of a softmax share one whole, and each sigmoid has its own."
            ),
            "softmax: none moves; sigmoids: none moves": (
                "A softmax divides by the sum of all exponentials. Raising one logit raises that "
                "sum, so the other three fall."
            ),
            "softmax: none moves; sigmoids: all three fall": (
                "The other way round: softmax divides by a sum over all, a sigmoid sees its own "
                "logit only."
            ),
        },
        right=f"softmax: {_who_moves(links.softmax)}; sigmoids: {_who_moves(links.sigmoid)}",
    ),
    Number(
        "binary-two-hot",
        "Cloud and moon both hold, so the softmax gets the target (1/2, 0, 1/2). What is the "
        "lowest cross entropy, in nats, that any logits can reach?",
        right=_two_hot_floor(),
        explanation="Yes: the best it can do is 1/2 for each of the two, and -log 1/2 is ln 2.",
        slips={
            0.0: (
                "A 0 needs the probability 1 for cloud and 1 for moon, and a softmax has only one "
                "1 to give. At best each gets 1/2: the loss is ln 2."
            ),
            2 * np.log(2): (
                "That is the floor for the target (1, 0, 1), which is no distribution. With a half "
                "for each it is ln 2."
            ),
            np.log(3): (
                "That is the loss while all three are equally likely. Taking the sun's third away "
                "helps: at best the loss is ln 2."
            ),
            0.5: "1/2 is the probability that each of the two gets at best; the loss is -log 1/2.",
            1.0: "That is the right one in bits. Nats are asked.",
        },
        otherwise=(
            "At best the softmax gives 1/2 to each of the two, and the loss is -log 1/2 = "
            f"{_two_hot_floor():.4f}: the entropy of the target."
        ),
    ),
    Choices(
        "binary-claims",
        "After training, a sigmoid above 0.5 counts as a claim. On how many new images do the ten "
        "digit sigmoids claim no digit at all, or several?",
        {
            "on none: every training target had exactly one digit": (
                "Each sigmoid learned its own yes or no. Nothing in its loss knows that exactly "
                "one of the ten holds, so on a doubtful image none may pass 0.5, or two."
            ),
            "on about one in ten": (
                "Yes: on an image in doubt often none of the ten passes 0.5, and sometimes two do."
            ),
            "on more than half": (
                "The sigmoids do learn that each example has one digit, because every target says "
                "so. They are merely not forced to it: it fails on about one image in ten."
            ),
        },
        right="on about one in ten",
    ),
]
