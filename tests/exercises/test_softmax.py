"""Lesson 02: right answers written in other ways, the solutions, the predictions' answers."""

import math

import numpy as np
import pytest
from scipy import special

from lossviz import links
from tests.exercises.learner import EXERCISES, PREDICTIONS, answers


def rows(function):
    """For one row at a time: `function` takes and returns lists."""

    def answer(z):
        return [answer(row) for row in z] if np.ndim(z) > 1 else function(z.tolist())

    return answer


def sigmoid_loop(z):
    each = []
    for value in z:
        if value >= 0:
            each.append(1 / (1 + math.exp(-value)))
        else:
            each.append(math.exp(value) / (1 + math.exp(value)))
    return each


def sigmoid_where(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def sigmoid_in_place(z):
    result = np.empty_like(z)
    high = z >= 0
    result[high] = 1 / (1 + np.exp(-z[high]))
    result[~high] = np.exp(z[~high]) / (1 + np.exp(z[~high]))
    return result


def logsumexp_list(z):
    top = max(z)
    return top + math.log(sum(math.exp(value - top) for value in z))


def softmax_list(z):
    exponentials = [math.exp(value - max(z)) for value in z]
    return [value / sum(exponentials) for value in exponentials]


def log_softmax_list(z):
    return [value - logsumexp_list(z) for value in z]


def softmax_in_place(z):
    z = z.copy()
    z -= z.max(axis=-1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=-1, keepdims=True)
    return z


def jacobian_loop(z):
    p = softmax_list(z.tolist())
    return [[p[i] * ((i == j) - p[j]) for j in range(len(p))] for i in range(len(p))]


def jacobian_in_place(z):
    p = special.softmax(z)
    result = np.zeros((len(p), len(p)))
    result[np.diag_indices(len(p))] = p
    result -= p[:, None] * p
    return result


def jacobian_differences(z):
    z, h = z - z.max(), 1e-5
    columns = [
        (special.softmax(z + h * unit) - special.softmax(z - h * unit)) / (2 * h)
        for unit in np.eye(len(z))
    ]
    return np.transpose(columns)


f32 = np.float32

RIGHT = {
    "sigmoid": {
        "loop": sigmoid_loop,
        "where, and it warns": sigmoid_where,
        "short, and it warns": lambda z: 1 / (1 + np.exp(-z)),
        "in place": sigmoid_in_place,
        "tanh": lambda z: (1 + np.tanh(z / 2)) / 2,
        "float32": lambda z: special.expit(z.astype(f32)),
        "logaddexp": lambda z: np.exp(-np.logaddexp(0, -z)),
        "scipy": special.expit,
        "lossviz": links.sigmoid,
    },
    "logit": {
        "loop": lambda p: [math.log(value / (1 - value)) for value in p],
        "difference of logs": lambda p: np.log(p) - np.log(1 - p),
        "log1p": lambda p: np.log(p) - np.log1p(-p),
        "minus the log of the inverse": lambda p: -np.log(1 / p - 1),
        "artanh": lambda p: np.where(p > 1e-6, 2 * np.arctanh(2 * p - 1), np.log(p)),
        "float32": lambda p: np.log(p.astype(f32)) - np.log1p(-p.astype(f32)),
        "log2, converted": lambda p: np.log2(p / (1 - p)) * np.log(2),
        "scipy": special.logit,
    },
    "logsumexp": {
        "loop": rows(logsumexp_list),
        "logaddexp": lambda z: np.logaddexp.reduce(z, axis=-1),
        "scipy": lambda z: special.logsumexp(z, axis=-1),
        "float32": lambda z: special.logsumexp(z.astype(f32), axis=-1),
        "shifted by the sum over all": lambda z: (
            z.max() + np.logaddexp.reduce(z - z.max(), axis=-1)
        ),
        "lossviz": links.logsumexp,
    },
    "softmax": {
        "loop": rows(softmax_list),
        "in place": softmax_in_place,
        "exp of log_softmax": lambda z: np.exp(special.log_softmax(z, axis=-1)),
        "float32": lambda z: special.softmax(z.astype(f32), axis=-1),
        "transposed": lambda z: special.softmax(z.T, axis=0).T,
        "one over": lambda z: 1 / np.sum(np.exp(z[..., None, :] - z[..., :, None]), axis=-1),
        "lossviz": links.softmax,
    },
    "log_softmax": {
        "loop": rows(log_softmax_list),
        "scipy": lambda z: special.log_softmax(z, axis=-1),
        "minus logsumexp": lambda z: z - special.logsumexp(z, axis=-1, keepdims=True),
        "float32": lambda z: special.log_softmax(z.astype(f32), axis=-1),
        "in place": lambda z: np.subtract(
            z, np.logaddexp.reduce(z, axis=-1, keepdims=True), out=np.empty_like(z)
        ),
        "lossviz": links.log_softmax,
    },
    "softmax_jacobian": {
        "loop": jacobian_loop,
        "in place": jacobian_in_place,
        "rows scaled": lambda z: (
            special.softmax(z)[:, None] * (np.eye(len(z)) - special.softmax(z))
        ),
        "differences": jacobian_differences,
        "float32": lambda z: (
            np.diag(special.softmax(z.astype(f32)))
            - np.outer(*[special.softmax(z.astype(f32))] * 2)
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
    z = np.concatenate([rng.normal(0, 3, (5, 4)), [[1000, -1000, 0, 999]]])
    for key in ("sigmoid", "logsumexp", "softmax", "log_softmax"):
        np.testing.assert_allclose(
            EXERCISES[key].solution(z), getattr(links, key)(z), rtol=1e-12, atol=1e-300
        )
    p = rng.uniform(0, 1, 10)
    np.testing.assert_allclose(EXERCISES["logit"].solution(p), special.logit(p))
    np.testing.assert_allclose(
        EXERCISES["softmax_jacobian"].solution(z[0]), jacobian_differences(z[0]), atol=1e-9
    )


@pytest.mark.parametrize(
    ("key", "answer", "mistake"),
    [
        ("log_softmax", lambda z: np.log(special.softmax(z, axis=-1)), "unstable"),
        ("log_softmax", lambda z: np.log(special.softmax(z, axis=-1) + 1e-9), "clipped"),
        (
            "log_softmax",
            lambda z: np.log(np.maximum(special.softmax(z, axis=-1), 1e-15)),
            "clipped",
        ),
        ("log_softmax", lambda z: -np.log(special.softmax(z, axis=-1)), "sign+unstable"),
        ("log_softmax", lambda z: np.log2(special.softmax(z, axis=-1)), "log-base+unstable"),
        ("log_softmax", lambda z: np.exp(z) / np.exp(z).sum(-1)[..., None], "missing-log+unstable"),
        ("softmax", lambda z: np.exp(z) / np.exp(z).sum(), "all-axes+unstable"),
        ("softmax", lambda z: np.exp(z) / np.exp(z).sum(axis=0), "first-axis+unstable"),
        ("softmax", lambda z: np.exp(-z) / np.exp(-z).sum(-1)[..., None], "sign+unstable"),
        ("softmax", lambda z: np.exp(z), "missing-sum"),
        ("logsumexp", lambda z: np.log(np.sum(np.exp(np.minimum(z, 500)), axis=-1)), None),
        ("logsumexp", lambda z: np.log10(np.sum(np.exp(z), axis=-1)), "log-base+unstable"),
        ("logsumexp", lambda z: np.log(np.sum(np.exp(z))), "shape"),
        ("logit", lambda p: np.log(np.clip(p, 1e-15, 1) / np.clip(1 - p, 1e-15, 1)), "clipped"),
        ("logit", lambda p: np.log((p + 1e-8) / (1 - p + 1e-8)), "clipped"),
        ("sigmoid", lambda z: np.exp(-z) / (1 + np.exp(-z)), "sign+unstable"),
    ],
)
def test_mistakes_as_learners_write_them(key, answer, mistake):
    assert answers(key, answer).mistake == mistake


def test_the_predictions_have_the_answers_of_the_curriculum():
    temperature = PREDICTIONS["softmax-temperature"]
    assert "0.665, 0.245, 0.090" in temperature.question
    assert temperature.right == "0.867, 0.117, 0.016"
    assert "0.506, 0.307, 0.186" in temperature.choices
    assert PREDICTIONS["softmax-shift"].right == "Nothing"
    assert PREDICTIONS["softmax-double"].right == pytest.approx(math.log(math.e + 9) - 1)
    assert PREDICTIONS["softmax-double"].right == pytest.approx(1.461, abs=5e-4)
    assert PREDICTIONS["softmax-two-classes"].right == "sigmoid(2)"
