"""Lesson 05: right answers written in other ways, the solutions, the predictions' answers."""

import itertools
import math

import numpy as np
import pytest
from scipy import special
from sklearn.metrics import log_loss
from sklearn.preprocessing import OneHotEncoder

from lossviz import losses
from lossviz.datasets import digits
from tests.exercises.learner import EXERCISES, PREDICTIONS, answers
from tests.numbers.binary import trained

f32 = np.float32


def bce_loop(y, p):
    each = []
    for label, chance in zip(y, p, strict=True):
        each.append(-math.log(chance if label else 1 - chance))
    return each


def logits_loop(y, z):
    each = []
    for label, logit in zip(y, z, strict=True):
        toward = logit if label else -logit
        each.append(math.log1p(math.exp(-abs(toward))) + max(-toward, 0))
    return each


def encode_loop(digit, bit):
    rows = []
    for which, odd in zip(digit, bit, strict=True):
        row = [0] * 11
        row[which] = 1
        row[10] = odd
        rows.append(row)
    return rows


def encode_in_place(digit, bit):
    target = np.zeros((len(digit), 11))
    target[range(len(digit)), digit] = 1
    target[:, -1] = bit
    return target


def heads_loop(digit, bit, z):
    each = []
    for which, odd, row in zip(digit, bit, z.tolist(), strict=True):
        ten, last = row[:10], row[10] if odd else -row[10]
        top = max(ten)
        digit_loss = top + math.log(sum(math.exp(one - top) for one in ten)) - ten[which]
        each.append(digit_loss + math.log1p(math.exp(-abs(last))) + max(-last, 0))
    return each


RIGHT = {
    "binary_cross_entropy": {
        "loop": bce_loop,
        "where": lambda y, p: np.where(y == 1, -np.log(p), -np.log(1 - p)),
        "log of the label's probability": lambda y, p: -np.log(y * p + (1 - y) * (1 - p)),
        "power": lambda y, p: -np.log(p**y * (1 - p) ** (1 - y)),
        "log1p": lambda y, p: -(y * np.log(p) + (1 - y) * np.log1p(-p)),
        "log2, converted": lambda y, p: -np.log2(np.where(y, p, 1 - p)) * np.log(2),
        "scipy": lambda y, p: -special.xlogy(y, p) - special.xlog1py(1 - y, -p),
        "lossviz": losses.binary_cross_entropy,
    },
    "bce_with_logits": {
        "loop": logits_loop,
        "max": lambda y, z: np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))),
        "signed": lambda y, z: np.logaddexp(0, (1 - 2 * y) * z),
        "where": lambda y, z: np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z)),
        "two terms": lambda y, z: y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z),
        "scipy": lambda y, z: -special.log_expit((2 * y - 1) * z),
        "float32": lambda y, z: np.logaddexp(0, z.astype(f32)) - y * z.astype(f32),
        "lossviz": losses.binary_cross_entropy_with_logits,
    },
    "bce_logit_gradient": {
        "scipy": lambda y, z: special.expit(z) - y,
        "short, and it warns": lambda y, z: 1 / (1 + np.exp(-z)) - y,
        "tanh": lambda y, z: (1 + np.tanh(z / 2)) / 2 - y,
        "signed": lambda y, z: (1 - 2 * y) * special.expit((1 - 2 * y) * z),
        "float32": lambda y, z: special.expit(z.astype(f32)) - y,
        "list": lambda y, z: [special.expit(a) - b for a, b in zip(z, y, strict=True)],
        "lossviz": losses.binary_cross_entropy_with_logits_grad,
    },
    "multi_label_loss": {
        "loop": lambda y, z: [sum(logits_loop(*row)) for row in zip(y, z, strict=True)],
        "in place": lambda y, z: np.add.reduce(np.logaddexp(0, z) - y * z, axis=-1),
        "scipy": lambda y, z: -special.log_expit((2 * y - 1) * z).sum(axis=1),
        "product of the probabilities": lambda y, z: (
            -np.add.reduce(special.log_expit(np.where(y, z, -z)), axis=1)
        ),
        "float32": lambda y, z: np.logaddexp(0, ((1 - 2 * y) * z).astype(f32)).sum(axis=1),
        "lossviz": lambda y, z: losses.binary_cross_entropy_with_logits(y, z).sum(axis=-1),
    },
    "encode_two_heads": {
        "loop": encode_loop,
        "in place": encode_in_place,
        "comparison": lambda digit, bit: np.c_[digit[:, None] == np.arange(10), bit],
        "integers": lambda digit, bit: np.hstack([np.eye(10, dtype=int)[digit], bit[:, None]]),
        "eleven": lambda digit, bit: np.eye(11)[digit] + np.outer(bit, np.eye(11)[10]),
        "scikit-learn": lambda digit, bit: np.hstack(
            [
                OneHotEncoder(categories=[range(10)], sparse_output=False).fit_transform(
                    digit[:, None]
                ),
                bit[:, None],
            ]
        ),
    },
    "two_head_loss": {
        "loop": heads_loop,
        "scipy": lambda digit, bit, z: (
            -special.log_softmax(z[:, :10], axis=1)[range(len(z)), digit]
            - special.log_expit((2 * bit - 1) * z[:, 10])
        ),
        "one-hot": lambda digit, bit, z: (
            -np.sum(np.eye(10)[digit] * special.log_softmax(z[:, :10], axis=1), axis=1)
            + np.logaddexp(0, z[:, -1])
            - bit * z[:, -1]
        ),
        "float32": lambda digit, bit, z: (
            special.logsumexp(z[:, :10].astype(f32), axis=1)
            - np.take_along_axis(z, digit[:, None], axis=1)[:, 0].astype(f32)
            + np.logaddexp(0, (z[:, 10] * (1 - 2 * bit)).astype(f32))
        ),
        "lossviz": lambda digit, bit, z: (
            losses.softmax_cross_entropy(digit, z[:, :10])
            + losses.binary_cross_entropy_with_logits(bit, z[:, 10])
        ),
    },
}


@pytest.mark.parametrize(
    ("key", "way"), [(key, way) for key, ways in RIGHT.items() for way in ways]
)
def test_every_right_way_is_correct(key, way):
    report = answers(key, RIGHT[key][way])
    assert report.status == "correct", report


def test_a_solution_is_what_another_library_says():
    rng = np.random.default_rng(0)
    y, p = rng.integers(0, 2, 40).astype(float), rng.uniform(0.01, 0.99, 40)
    z = special.logit(p)
    each = [log_loss([label], [chance], labels=[0, 1]) for label, chance in zip(y, p, strict=True)]
    np.testing.assert_allclose(EXERCISES["binary_cross_entropy"].solution(y, p), each)
    np.testing.assert_allclose(EXERCISES["bce_with_logits"].solution(y, z), each)
    loss, h = EXERCISES["bce_with_logits"].solution, 1e-6
    slopes = (loss(y, z + h) - loss(y, z - h)) / (2 * h)
    np.testing.assert_allclose(EXERCISES["bce_logit_gradient"].solution(y, z), slopes, atol=1e-8)
    rows = EXERCISES["multi_label_loss"].solution(y.reshape(8, 5), z.reshape(8, 5))
    np.testing.assert_allclose(rows, np.reshape(each, (8, 5)).sum(axis=1))


def test_the_two_head_loss_is_minus_the_log_of_a_probability_that_sums_to_1():
    """Over all ten digits and both bits."""
    z = np.random.default_rng(1).normal(0, 2, 11)
    pairs = [(digit, bit) for digit in range(10) for bit in (0, 1)]
    digit, bit = np.array(pairs).T
    loss = EXERCISES["two_head_loss"].solution(digit, bit, np.tile(z, (20, 1)))
    assert np.exp(-loss).sum() == pytest.approx(1)


def test_the_curriculums_examples_are_encoded():
    rows = EXERCISES["encode_two_heads"].solution(np.array([9, 2, 5]), np.array([1, 0, 1]))
    assert rows.shape == (3, 11)
    assert [np.flatnonzero(row).tolist() for row in rows] == [[9, 10], [2], [5, 10]]


@pytest.mark.parametrize(
    ("key", "answer", "mistake"),
    [
        (
            "binary_cross_entropy",
            lambda y, p: -y * np.log(p + 1e-9) - (1 - y) * np.log(1 - p + 1e-9),
            "clipped",
        ),
        (
            "binary_cross_entropy",
            lambda y, p: y * np.log10(p) + (1 - y) * np.log10(1 - p),
            "log-base+sign",
        ),
        ("binary_cross_entropy", lambda y, p: np.mean(-y * np.log(p)), "shape"),
        ("bce_with_logits", lambda y, z: -np.log(np.where(y, 1 / (1 + np.exp(-z)), 0.5)), None),
        (
            "bce_with_logits",
            lambda y, z: -y * np.log(special.expit(z)) - (1 - y) * np.log(1 - special.expit(z)),
            "unstable",
        ),
        ("bce_with_logits", lambda y, z: np.log(1 + np.exp(z)) - y * z, "unstable"),
        (
            "bce_with_logits",
            lambda y, z: -np.log(np.clip(special.expit((2 * y - 1) * z), 1e-9, 1)),
            "clipped",
        ),
        ("bce_with_logits", lambda y, z: np.log(1 + np.exp(z)), "missing-label+unstable"),
        ("bce_logit_gradient", lambda y, z: y - special.expit(z), "sign"),
        ("bce_logit_gradient", lambda y, z: np.exp(z) / (1 + np.exp(z)) - y, "unstable"),
        ("bce_logit_gradient", lambda y, z: (special.expit(z) - y) / len(y), "mean-not-sum"),
        (
            "multi_label_loss",
            lambda y, z: np.mean(np.logaddexp(0, z) - y * z, axis=1),
            "mean-not-sum",
        ),
        ("multi_label_loss", lambda y, z: np.sum(np.logaddexp(0, z) - y * z, axis=0), "shape"),
        ("multi_label_loss", lambda y, z: np.sum(np.logaddexp(0, z) - y * z), "shape"),
        ("multi_label_loss", lambda y, z: np.logaddexp(0, z) - y * z, "shape"),
        (
            "multi_label_loss",
            lambda y, z: -np.sum(y * special.log_softmax(z, axis=1), axis=1),
            "softmax-not-sigmoid",
        ),
        ("encode_two_heads", lambda digit, bit: np.eye(11)[digit], "missing-bit"),
        (
            "encode_two_heads",
            lambda digit, bit: np.c_[np.eye(10)[digit], digit % 2],
            "parity-not-bit",
        ),
        ("encode_two_heads", lambda digit, bit: np.c_[bit, np.eye(10)[digit]], "bit-first"),
        ("encode_two_heads", lambda digit, bit: np.c_[np.eye(10)[digit], np.eye(2)[bit]], "shape"),
        (
            "two_head_loss",
            lambda digit, bit, z: (
                -np.log(
                    (np.exp(z[:, :10]).T / np.exp(z[:, :10]).sum(1))[digit, range(len(z))]
                    * special.expit((2 * bit - 1) * z[:, 10])
                )
            ),
            "unstable",
        ),
        ("two_head_loss", lambda digit, bit, z: np.mean(digit * z[:, 0]), "shape"),
        (
            "two_head_loss",
            lambda digit, bit, z: (
                np.logaddexp.reduce(z[:, :10], axis=1) - z[np.arange(len(z)), digit]
            ),
            "missing-bit",
        ),
    ],
)
def test_mistakes_as_learners_write_them(key, answer, mistake):
    assert answers(key, answer).mistake == mistake


def test_the_predictions_have_the_answers_of_the_curriculum():
    assert PREDICTIONS["binary-soft-label"].right == pytest.approx(
        -0.7 * math.log(0.7) - 0.3 * math.log(0.3)
    )
    assert PREDICTIONS["binary-soft-label"].right == pytest.approx(0.6109, abs=5e-5)
    assert PREDICTIONS["binary-clipped"].right == pytest.approx(-math.log(1e-7), abs=1e-6)
    assert PREDICTIONS["binary-clipped"].right == pytest.approx(16.118, abs=5e-4)
    assert PREDICTIONS["binary-two-hot"].right == pytest.approx(math.log(2))
    assert PREDICTIONS["binary-targets"].right == f"{math.comb(4, 1)}, {2**4}, {3 * 2}"
    fitting = "softmax, CE; 4 sigmoids, 4 BCE; softmax + sigmoid, CE + BCE"
    assert PREDICTIONS["binary-units"].right == fitting
    right = PREDICTIONS["binary-raise-one"].right
    assert right == "softmax: all three fall; sigmoids: none moves"


def test_only_units_and_losses_that_fit_share_out_1_among_the_targets():
    z = np.array([2.0, -1.0, 1.0, 0.5])
    log_p, log_q = special.log_expit(z), special.log_expit(-z)
    rows = np.array(list(itertools.product([0, 1], repeat=4)))
    one, group = rows[rows.sum(axis=1) == 1], rows[rows[:, :3].sum(axis=1) == 1]

    def four_bce(y):
        return np.exp(y @ log_p + (1 - y) @ log_q).sum()

    def softmax_and_sigmoid(y):
        wind = np.where(y[:, 3], log_p[3], log_q[3])
        return np.exp(y[:, :3] @ special.log_softmax(z[:3]) + wind).sum()

    assert np.exp(one @ special.log_softmax(z)).sum() == pytest.approx(1)
    assert four_bce(rows) == pytest.approx(1)
    assert softmax_and_sigmoid(group) == pytest.approx(1)
    assert np.exp(rows @ special.log_softmax(z)).sum() > 1.1  # any subset through a softmax
    assert np.exp(rows @ log_p).sum() > 1.1  # sigmoids with CE: what does not hold is free
    assert four_bce(group) < 0.9  # the rest goes to targets that never come


def test_about_one_image_in_ten_is_claimed_by_no_sigmoid_or_by_several():
    claims = np.sum(trained()["eleven"][:, :10] > 0.5, axis=1)
    assert 0.08 < np.mean(claims != 1) < 0.13
    assert PREDICTIONS["binary-claims"].right == "on about one in ten"
    _, digit = digits()
    assert len(claims) == len(digit) - 1200


LABELLED = "binary_cross_entropy bce_with_logits bce_logit_gradient multi_label_loss".split()


@pytest.mark.parametrize("key", LABELLED)
@pytest.mark.parametrize("seed", range(5))
def test_the_cases_that_are_drawn_have_labels_of_both_kinds(key, seed):
    """Or else half of the answer would go untried."""
    drawn = [case for case in EXERCISES[key].private_cases(seed) if case.regime == "ordinary"]
    assert len(drawn) == 6
    assert all(set(case.arguments[0].ravel()) == {0.0, 1.0} for case in drawn)
