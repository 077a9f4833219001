"""Lesson 06: right answers written in other ways, the solutions, the predictions' answers."""

import math

import numpy as np
import pytest
from scipy import optimize, special
from sklearn.metrics import mean_absolute_error, mean_pinball_loss, mean_squared_error

from lossviz import losses
from tests.exercises.learner import EXERCISES, PREDICTIONS, answers

f32 = np.float32


def l1_in_place(y, y_hat):
    residual = y_hat.copy()
    residual -= y
    residual[residual < 0] *= -1
    return residual


def l2_loop(y, y_hat):
    each = []
    for truth, prediction in zip(list(y), list(y_hat), strict=True):
        each.append(math.pow(prediction - truth, 2))
    return each


def lp_norm_loop(v, p):
    if math.isinf(p):
        return max(abs(entry) for entry in v.tolist())
    return sum(abs(entry) ** p for entry in v.tolist()) ** (1 / p)


def lp_norm_scaled(v, p):
    """Without overflow: the largest entry is taken out first. 0 / 0 warns."""
    largest = np.max(np.abs(v))
    if p == np.inf or largest == 0:
        return largest
    return largest * np.sum((np.abs(v) / largest) ** p) ** (1 / p)


def huber_loop(r, delta):
    each = []
    for residual in r:
        if abs(residual) < delta:
            each.append(0.5 * residual**2)
        else:
            each.append(delta * abs(residual) - 0.5 * delta**2)
    return each


def huber_in_place(r, delta):
    size = np.abs(r)
    loss = size**2 / 2
    far = size > delta
    loss[far] = delta * (size[far] - delta / 2)
    return loss


def huber_gradient_loop(r, delta):
    return [max(-delta, min(delta, residual)) for residual in r.tolist()]


def huber_gradient_masks(r, delta):
    gradient = r.copy()
    gradient[r > delta] = delta
    gradient[r < -delta] = -delta
    return gradient


def pinball_loop(r, tau):
    return [tau * each if each > 0 else (1 - tau) * -each for each in r.tolist()]


RIGHT = {
    "l1_loss": {
        "the other way round": lambda y, y_hat: np.abs(y - y_hat),
        "root of the square": lambda y, y_hat: np.sqrt((y_hat - y) ** 2),
        "maximum": lambda y, y_hat: np.maximum(y - y_hat, y_hat - y),
        "loop": lambda y, y_hat: [abs(a - b) for a, b in zip(y, y_hat, strict=True)],
        "float32": lambda y, y_hat: np.abs(y.astype(f32) - y_hat.astype(f32)),
        "in place": l1_in_place,
        "lossviz": losses.absolute_error,
    },
    "l2_loss": {
        "the other way round": lambda y, y_hat: (y - y_hat) ** 2,
        "multiplied out": lambda y, y_hat: y**2 - 2 * y * y_hat + y_hat**2,
        "np.square": lambda y, y_hat: np.square(y_hat - y),
        "loop": l2_loop,
        "float32": lambda y, y_hat: (y.astype(f32) - y_hat.astype(f32)) ** 2,
        "lossviz": losses.squared_error,
    },
    "lp_norm": {
        "NumPy": lambda v, p: np.linalg.norm(v, ord=p),
        "loop": lp_norm_loop,
        "scaled": lp_norm_scaled,
        "np.power": lambda v, p: (
            np.power(np.power(np.abs(v), p).sum(), 1 / p) if p < np.inf else np.abs(v).max()
        ),
        "by logs, and it warns": lambda v, p: (
            np.exp(special.logsumexp(p * np.log(np.abs(v))) / p) if p < 99 else np.abs(v).max()
        ),
        "float32": lambda v, p: np.linalg.norm(v.astype(f32), ord=p),
    },
    "huber": {
        "loop": huber_loop,
        "in place": huber_in_place,
        "scipy": lambda r, delta: special.huber(delta, r),
        "lossviz": lambda r, delta: losses.huber(0 * r, r, delta=delta),
        "one formula": lambda r, delta: (
            np.minimum(np.abs(r), delta) * (np.abs(r) - np.minimum(np.abs(r), delta) / 2)
        ),
        "float32": lambda r, delta: special.huber(f32(delta), r.astype(f32)),
        "three pieces": lambda r, delta: np.select(
            [r > delta, r < -delta],
            [delta * r - delta**2 / 2, -delta * r - delta**2 / 2],
            r * r / 2,
        ),
    },
    "huber_gradient": {
        "loop": huber_gradient_loop,
        "masks": huber_gradient_masks,
        "where": lambda r, delta: np.where(np.abs(r) < delta, r, delta * np.sign(r)),
        "minimum and maximum": lambda r, delta: np.maximum(np.minimum(r, delta), -delta),
        "float32": lambda r, delta: np.clip(r.astype(f32), -f32(delta), f32(delta)),
        "a residual weighted, and it warns": lambda r, delta: (
            r * np.minimum(1, np.where(r == 0, 1, delta / np.abs(r)))
        ),
        "lossviz": lambda r, delta: losses.huber_grad(0 * r, r, delta=delta),
    },
    "pinball": {
        "loop": pinball_loop,
        "where": lambda r, tau: np.where(r >= 0, tau, tau - 1) * r,
        "size and tilt": lambda r, tau: np.abs(r) / 2 + (tau - 1 / 2) * r,
        "two ramps": lambda r, tau: tau * np.maximum(r, 0) + (1 - tau) * np.maximum(-r, 0),
        "float32": lambda r, tau: np.maximum(f32(tau) * r, f32(tau - 1) * r),
        "lossviz": lambda r, tau: losses.pinball(r, 0 * r, tau=tau),
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
    y, y_hat = rng.normal(0, 3, (2, 20))
    solve = {key: exercise.solution for key, exercise in EXERCISES.items()}
    assert np.mean(solve["l1_loss"](y, y_hat)) == pytest.approx(mean_absolute_error(y, y_hat))
    assert np.mean(solve["l2_loss"](y, y_hat)) == pytest.approx(mean_squared_error(y, y_hat))
    for p in (1, 1.5, 2, 7, np.inf):
        assert solve["lp_norm"](y, p) == pytest.approx(np.linalg.norm(y, ord=p))
    r = y - y_hat
    for delta in (0.3, 2.0):
        np.testing.assert_allclose(solve["huber"](r, delta), special.huber(delta, r))
        differences = special.huber(delta, r + 1e-6) - special.huber(delta, r - 1e-6)
        np.testing.assert_allclose(solve["huber_gradient"](r, delta), differences / 2e-6, atol=1e-6)
    for tau in (0.1, 0.75):
        expected = mean_pinball_loss(y, y_hat, alpha=tau)
        assert np.mean(solve["pinball"](r, tau)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("key", "answer", "mistake"),
    [
        ("l1_loss", lambda y, y_hat: np.abs(y_hat) - np.abs(y), "difference-last"),
        ("l1_loss", lambda y, y_hat: np.sum(np.abs(y_hat - y)), "shape"),
        ("l1_loss", lambda y, y_hat: -np.abs(y_hat - y), "sign"),
        ("l2_loss", lambda y, y_hat: np.sqrt((y_hat - y) ** 2), "norm-not-loss"),
        ("l2_loss", lambda y, y_hat: np.linalg.norm(y_hat - y), "shape"),
        ("l2_loss", lambda y, y_hat: 0.5 * (y_hat - y) ** 2, "factor-two"),
        ("lp_norm", lambda v, p: np.sum(np.abs(v) ** p) ** (1 / p), "missing-infinity"),
        ("lp_norm", lambda v, p: np.sum(np.abs(v) ** p) ** 1 / p, "divided-by-p+missing-infinity"),
        ("lp_norm", lambda v, p: np.linalg.norm(v), "always-two"),
        ("lp_norm", lambda v, p: np.abs(v) ** p, "shape"),
        ("huber", lambda r, d: np.where(r < d, r**2 / 2, d * (r - d / 2)), "missing-absolute"),
        ("huber", lambda r, delta: np.where(np.abs(r) < delta, r * r / 2, np.abs(r)), None),
        ("huber", lambda r, delta: np.minimum(r**2 / 2, delta * np.abs(r)), "smaller-of-both"),
        ("huber", lambda r, delta: delta * (abs(r) - delta / 2), "always-straight"),
        ("huber_gradient", lambda r, delta: np.where(abs(r) <= delta, r, delta), "missing-sign"),
        ("huber_gradient", lambda r, delta: np.clip(-r, -delta, delta), "sign"),
        ("pinball", lambda r, tau: np.maximum((1 - tau) * r, -tau * r), "swapped-sides"),
        ("pinball", lambda r, tau: 2 * np.maximum(tau * r, (tau - 1) * r), "factor-two"),
        ("pinball", lambda r, tau: np.where(r > 0, tau * r, (1 - tau) * r), "missing-minus"),
    ],
)
def test_mistakes_as_learners_write_them(key, answer, mistake):
    report = answers(key, answer)
    assert (report.status, report.mistake) == ("wrong", mistake)


def test_l1_has_no_slope_where_two_straight_lines_meet():
    left, right = (abs(h) / h for h in (-1e-9, 1e-9))
    assert left != right
    assert PREDICTIONS["norms-l1-slope"].right == "At r = 0"


def test_the_centres_that_an_outlier_moves():
    before, after = np.array([1, 2, 3, 4, 100]), np.array([1, 2, 3, 4, 1000])
    assert np.median(before) == np.median(after)
    assert before.mean() != after.mean()
    assert np.ptp(before) / 2 + 1 != np.ptp(after) / 2 + 1
    assert PREDICTIONS["norms-outlier"].right == "The mean and the mid-range"


def test_hubers_centre():
    def pull(c):
        return sum(max(-3, min(3, y - c)) for y in (1, 2, 3, 4, 100))

    question = PREDICTIONS["norms-huber-centre"]
    assert question.right == pytest.approx(optimize.brentq(pull, 1, 100), abs=1e-6)
    assert question.right == pytest.approx(3.25, abs=1e-6)
    for wrong in (22, 3, 2.5):
        right, said = question.judge(wrong)
        assert not right
        assert said != question.otherwise


def test_only_a_corner_makes_a_zero():
    for lam in (2.0, 50.0):
        least = optimize.minimize_scalar(lambda w, lam=lam: (w - 0.8) ** 2 + lam * w**2).x
        assert least == pytest.approx(0.8 / (1 + lam))
        assert least > 0
        grid = np.linspace(-1, 1, 2001)
        assert grid[np.argmin((grid - 0.8) ** 2 + lam * np.abs(grid))] == pytest.approx(0)
    assert PREDICTIONS["norms-zeros"].right == "Only with |w|"


def test_the_dearer_side_decides_the_quantile():
    waits = np.random.default_rng(1).exponential(10, 401)
    costs = [mean_pinball_loss(waits, np.full(401, c), alpha=0.9) for c in waits]
    assert np.mean(waits < waits[np.argmin(costs)]) == pytest.approx(0.9, abs=0.003)
    assert PREDICTIONS["norms-quantile"].right == "Where nine waits in ten are shorter"


@pytest.mark.parametrize("key", [key for key in PREDICTIONS if key.startswith("norms-")])
def test_every_wrong_choice_has_an_explanation_of_its_own(key):
    question = PREDICTIONS[key]
    said = list(getattr(question, "choices", None) or question.slips)
    texts = [question.judge(answer)[1] for answer in said]
    assert len(set(texts)) == len(texts) >= 3
