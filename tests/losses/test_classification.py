"""The classification losses against scipy, scikit-learn, exact decimals and one another."""

import itertools
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.special import entr, expit, log_softmax, softmax, xlog1py, xlogy
from sklearn.metrics import brier_score_loss, hinge_loss, log_loss

from lossviz.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    brier,
    brier_grad,
    focal,
    focal_grad,
    hinge,
    hinge_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)

pytestmark = pytest.mark.filterwarnings("error")

few = settings(max_examples=60, deadline=None)
unit = st.floats(0, 1)
logits = st.floats(-700, 700)

RNG = np.random.default_rng(9)
N, K = 200, 5
BITS = RNG.integers(0, 2, N)
SOFT = RNG.uniform(0, 1, N)
P = RNG.uniform(0.001, 0.999, N)
Z = RNG.normal(scale=5, size=N)
CLASSES = RNG.integers(0, K, N)
CLASS_LOGITS = RNG.normal(scale=5, size=(N, K))
CLASS_TARGETS = RNG.dirichlet(np.ones(K), N)


def test_means_agree_with_scikit_learn():
    assert_allclose(binary_cross_entropy(BITS, P).mean(), log_loss(BITS, P), rtol=1e-13)
    assert_allclose(brier(BITS, P).mean(), brier_score_loss(BITS, P), rtol=1e-13)
    assert_allclose(hinge(2 * BITS - 1, Z).mean(), hinge_loss(BITS, Z), rtol=1e-13)
    sklearns = log_loss(CLASSES, softmax(CLASS_LOGITS, axis=-1), labels=range(K))
    assert_allclose(softmax_cross_entropy(CLASSES, CLASS_LOGITS).mean(), sklearns, rtol=1e-12)


def test_binary_cross_entropy_agrees_with_scipy_up_to_the_ends():
    ends = [0, 5e-324, 1e-300, 1e-17, 0.5, 1 - 2**-53, 1]
    y, p = (grid.ravel() for grid in np.meshgrid([0, 1e-9, 0.3, 0.7, 1], ends))
    assert_allclose(binary_cross_entropy(y, p), -(xlogy(y, p) + xlog1py(1 - y, -p)), rtol=1e-14)
    assert_array_equal(binary_cross_entropy([0, 1, 0, 1], [0, 1, 1, 0]), [0, 0, np.inf, np.inf])


def test_the_slope_of_binary_cross_entropy_at_the_ends_is_the_limit_from_inside():
    assert_array_equal(binary_cross_entropy_grad([0, 1], [0, 1]), [1, -1])
    assert_array_equal(binary_cross_entropy_grad([1, 0], [0, 1]), [-np.inf, np.inf])
    assert_array_equal(binary_cross_entropy_grad([0.5, 0.5], [0, 1]), [-np.inf, np.inf])
    inside = binary_cross_entropy_grad([0, 1], [1e-12, 1 - 1e-12])
    assert_allclose(inside, [1, -1], rtol=1e-11)


@given(unit, logits)
@few
def test_every_digit_of_binary_cross_entropy_with_logits(y, z):
    with localcontext(prec=700):
        target, logit = Decimal(y), Decimal(z)
        p, other = 1 / (1 + (-logit).exp()), 1 / (1 + logit.exp())
        value = float(-(target * p.ln() + (1 - target) * other.ln()))
        slope = float(p - target)
    assert_allclose(binary_cross_entropy_with_logits(y, z), value, rtol=1e-15)
    got = binary_cross_entropy_with_logits_grad(y, z)
    # With a hard label nothing cancels; with a soft one p - y may, and its rounding remains.
    assert_allclose(got, slope, rtol=1e-15, atol=0 if y in (0, 1) else 2e-16)


@pytest.mark.parametrize("z", [36, 37, 100, 745, 1000, 1e15, 1e308, np.inf])
def test_a_confident_logit_costs_its_size_if_wrong_and_almost_nothing_if_right(z):
    wrong = binary_cross_entropy_with_logits([0, 1], [z, -z])
    right = binary_cross_entropy_with_logits([1, 0], [z, -z])
    assert_allclose(wrong, [z, z], rtol=1e-15)
    assert_allclose(right, [np.exp(-z)] * 2, rtol=1e-15, atol=5e-324)
    assert_allclose(binary_cross_entropy_with_logits_grad([0, 1], [z, -z]), [1, -1], rtol=1e-15)
    slope = binary_cross_entropy_with_logits_grad([1, 0], [z, -z])
    assert_allclose(slope, [-np.exp(-z), np.exp(-z)], rtol=1e-15, atol=5e-324)


def test_logits_and_probabilities_give_one_loss():
    with_logits = binary_cross_entropy_with_logits(SOFT, Z)
    assert_allclose(with_logits, binary_cross_entropy(SOFT, expit(Z)), rtol=1e-10)
    slope = binary_cross_entropy_grad(SOFT, expit(Z)) * expit(Z) * expit(-Z)
    assert_allclose(binary_cross_entropy_with_logits_grad(SOFT, Z), slope, rtol=1e-9, atol=1e-15)


@given(unit, unit)
@few
def test_a_soft_label_costs_at_least_its_own_entropy(y, p):
    floor = binary_cross_entropy(y, y)
    assert_allclose(floor, entr(y) + entr(1 - y), rtol=1e-13, atol=1e-16)
    assert binary_cross_entropy(y, p) >= floor - 1e-15


def test_swapping_the_two_outcomes_changes_nothing():
    y, p = (grid / 16 for grid in np.meshgrid(np.arange(17), np.arange(17)))
    assert_allclose(binary_cross_entropy(1 - y, 1 - p), binary_cross_entropy(y, p), rtol=1e-14)
    slope = binary_cross_entropy_grad(y, p)
    assert_allclose(binary_cross_entropy_grad(1 - y, 1 - p), -slope, rtol=1e-14)


def test_softmax_cross_entropy_agrees_with_scipy():
    logs = log_softmax(CLASS_LOGITS, axis=-1)
    picked = -logs[np.arange(N), CLASSES]
    assert_allclose(softmax_cross_entropy(CLASSES, CLASS_LOGITS), picked, rtol=1e-11, atol=1e-15)
    mixed = -(CLASS_TARGETS * logs).sum(axis=-1)
    assert_allclose(softmax_cross_entropy(CLASS_TARGETS, CLASS_LOGITS), mixed, rtol=1e-12)
    p = softmax(CLASS_LOGITS, axis=-1)
    assert_allclose(
        softmax_cross_entropy_grad(CLASS_TARGETS, CLASS_LOGITS), p - CLASS_TARGETS, atol=1e-15
    )


def test_a_class_index_is_a_one_hot_distribution():
    one_hot = np.eye(K)[CLASSES]
    for function in (softmax_cross_entropy, softmax_cross_entropy_grad):
        expected = function(one_hot, CLASS_LOGITS)
        for kind in (np.int64, np.uint8, np.float32):
            assert_array_equal(function(CLASSES.astype(kind), CLASS_LOGITS), expected)
        assert_array_equal(function(one_hot.astype(int), CLASS_LOGITS), expected)
        grid = function(CLASSES.reshape(4, 50), CLASS_LOGITS.reshape(4, 50, K))
        assert_array_equal(grid.reshape(expected.shape), expected)


def test_two_classes_are_the_binary_case():
    two = np.stack([np.zeros(N), Z], axis=-1)
    binary = binary_cross_entropy_with_logits(BITS, Z)
    assert_allclose(softmax_cross_entropy(BITS, two), binary, rtol=1e-14)
    soft = binary_cross_entropy_with_logits(SOFT, Z)
    targets = np.stack([1 - SOFT, SOFT], axis=-1)
    assert_allclose(softmax_cross_entropy(targets, two), soft, rtol=1e-14)
    slope = softmax_cross_entropy_grad(targets, two)[:, 1]
    assert_allclose(slope, binary_cross_entropy_with_logits_grad(SOFT, Z), atol=1e-15)


def test_softmax_cross_entropy_of_extreme_logits():
    assert softmax_cross_entropy(1, [1000.0, 0.0, -1000.0]) == 1000
    assert softmax_cross_entropy(2, [1000.0, 0.0, -1000.0]) == 2000
    assert softmax_cross_entropy(1, [1e308, 0.0]) == 1e308
    assert_allclose(softmax_cross_entropy(0, [50.0, 0.0]), np.exp(-50), rtol=1e-15)
    assert softmax_cross_entropy(0, [0.0, -np.inf]) == 0
    assert softmax_cross_entropy(1, [0.0, -np.inf]) == np.inf
    assert_array_equal(softmax_cross_entropy_grad(1, [0.0, -np.inf]), [1, -1])
    assert softmax_cross_entropy([1, 0], [0.0, -np.inf]) == 0


@given(st.lists(logits, min_size=2, max_size=6), st.floats(-300, 300), st.integers(0, 1))
@few
def test_a_shift_of_all_logits_changes_nothing_and_the_slopes_sum_to_0(z, shift, y):
    z = np.array(z)
    assert_allclose(
        softmax_cross_entropy(y, z + shift), softmax_cross_entropy(y, z), rtol=1e-11, atol=1e-11
    )
    slopes = softmax_cross_entropy_grad(y, z)
    assert_allclose(slopes.sum(), 0, atol=1e-15)
    assert slopes[y] <= 0
    assert (np.delete(slopes, y) >= 0).all()


def test_the_least_softmax_cross_entropy_is_the_entropy_of_the_label():
    at_best = softmax_cross_entropy(CLASS_TARGETS, np.log(CLASS_TARGETS))
    assert_allclose(at_best, entr(CLASS_TARGETS).sum(axis=-1), rtol=1e-13)
    assert (softmax_cross_entropy(CLASS_TARGETS, CLASS_LOGITS) >= at_best).all()
    assert_allclose(softmax_cross_entropy_grad(CLASS_TARGETS, np.log(CLASS_TARGETS)), 0, atol=1e-15)


def test_labels_of_the_wrong_shape_or_sum():
    with pytest.raises(ValueError, match=r"\(2, 3\).*\(2,\).*\(3,\)"):
        softmax_cross_entropy([0, 1, 2], np.zeros((2, 3)))
    with pytest.raises(ValueError, match=r"\(2, 4\).*\(2,\).*\(2, 3\)"):
        softmax_cross_entropy(np.full((2, 3), 1 / 3), np.zeros((2, 4)))
    with pytest.raises(ValueError, match=r"the sum of y_true .* must be 1 .* got 0\.9"):
        softmax_cross_entropy([[0.5, 0.4]], [[0.0, 0.0]])
    with pytest.raises(ValueError, match=r"y_true must be in \[0, 1\], got 1\.5"):
        softmax_cross_entropy([[1.5, -0.5]], [[0.0, 0.0]])
    with pytest.raises(ValueError, match="logits must have at least one axis"):
        softmax_cross_entropy(0, 1.0)


@pytest.mark.parametrize("gamma", [0, 0.5, 1, 2, 5])
def test_focal_is_the_equation_of_its_paper(gamma):
    p_t = np.where(BITS == 1, P, 1 - P)
    paper = -((1 - p_t) ** gamma) * np.log(p_t)
    assert_allclose(focal(BITS, P, gamma=gamma), paper, rtol=1e-12)


def test_focal_without_focus_is_binary_cross_entropy():
    y, p = np.append(BITS, [0, 0, 1, 1]), np.append(P, [0, 1, 0, 1])
    assert_array_equal(focal(y, p, gamma=0), binary_cross_entropy(y, p))
    assert_array_equal(focal_grad(y, p, gamma=0), binary_cross_entropy_grad(y, p))


@pytest.mark.parametrize("gamma", [0.25, 0.5, 1, 2, 5])
def test_the_ends_of_focal_and_its_slope(gamma):
    assert_array_equal(focal([1, 0, 1, 0], [1, 0, 0, 1], gamma=gamma), [0, 0, np.inf, np.inf])
    slopes = focal_grad([1, 0, 1, 0], [1, 0, 0, 1], gamma=gamma)
    assert_array_equal(slopes, [0, 0, -np.inf, np.inf])


def test_a_confident_and_right_focal_keeps_its_digits():
    # -(p^2) log(1 - p) is p^3 for a small p, and its slope 3 p^2.
    assert_allclose(focal(0, 1e-20), 1e-60, rtol=1e-15)
    assert_allclose(focal_grad(0, 1e-20), 3e-40, rtol=1e-15)


@given(st.integers(0, 1), unit, st.floats(0, 5), st.floats(0, 5))
@few
def test_more_focus_never_costs_more(y, p, gamma, more):
    assert focal(y, p, gamma=gamma + more) <= focal(y, p, gamma=gamma)


def test_brier_is_proper_and_sums_to_his_score():
    q, p = np.meshgrid([0.1, 0.5, 0.8], np.linspace(0, 1, 11))
    expected = q * brier(np.ones_like(p), p) + (1 - q) * brier(np.zeros_like(p), p)
    assert_allclose(expected, (p - q) ** 2 + q * (1 - q), rtol=1e-14)
    forecasts = softmax(CLASS_LOGITS, axis=-1)
    ours = brier(np.eye(K)[CLASSES], forecasts).sum(axis=-1).mean()
    sklearns = brier_score_loss(CLASSES, forecasts, labels=range(K), scale_by_half=False)
    assert_allclose(ours, sklearns, rtol=1e-13)
    assert_array_equal(brier_grad([0, 1], [1, 0]), [2, -2])


@given(st.sampled_from([-1, 1]), st.floats(-1e308, 1e308))
@few
def test_hinge_is_never_below_the_zero_one_loss(y, score):
    cost = hinge(y, score)
    assert cost >= (y * score < 0)
    assert (cost == 0) == (y * score >= 1)
    assert hinge_grad(y, score) == (-y if y * score < 1 else 0)


def test_hinge_at_its_corner_and_at_infinity():
    assert_array_equal(hinge([1, -1, 1, -1], [1, -1, -np.inf, -np.inf]), [0, 0, np.inf, 0])
    assert_array_equal(hinge_grad([1, -1, 1, -1], [1, -1, -np.inf, -np.inf]), [0, 0, -1, 0])


@pytest.mark.parametrize("y", [0, 0.3, 0.7, 1])
def test_a_step_downhill_moves_the_probability_toward_the_label(y):
    p = np.linspace(0.01, 0.99, 50)  # odd hundredths: none is y
    labels = np.full(50, y)
    assert_array_equal(np.sign(binary_cross_entropy_grad(labels, p)), np.sign(p - y))
    z = np.log(p / (1 - p))
    after = expit(z - binary_cross_entropy_with_logits_grad(labels, z))
    assert (np.abs(after - y) < np.abs(p - y)).all()


@pytest.mark.parametrize("labels", [1, 2, 4])
def test_each_sigmoid_is_a_bernoulli_of_its_own(labels):
    z = RNG.normal(size=labels)
    subsets = np.array(list(itertools.product([0.0, 1.0], repeat=labels)))
    each = binary_cross_entropy_with_logits(subsets, np.broadcast_to(z, subsets.shape))
    chances = np.exp(-each.sum(axis=1))
    assert_allclose(chances.sum(), 1)
    # Each label by itself holds with its own sigmoid's probability, whatever the others do.
    assert_allclose(chances @ subsets, expit(z))
    for first, second in itertools.combinations(range(labels), 2):
        together = chances @ (subsets[:, first] * subsets[:, second])
        assert_allclose(together, expit(z[first]) * expit(z[second]))
