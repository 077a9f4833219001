"""The regression losses against scipy, scikit-learn, exact decimals and their statistics."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
import scipy.optimize
import scipy.special
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.metrics import mean_absolute_error, mean_pinball_loss, mean_squared_error

from lossviz.losses import (
    absolute_error,
    absolute_error_grad,
    huber,
    huber_grad,
    log_cosh,
    log_cosh_grad,
    pinball,
    pinball_grad,
    power_error,
    power_error_grad,
    squared_error,
    squared_error_grad,
)

pytestmark = pytest.mark.filterwarnings("error")

few = settings(max_examples=60, deadline=None)
numbers = st.floats(-1e6, 1e6)
data = st.lists(st.floats(-1000, 1000), min_size=1, max_size=15).map(np.array)

Y, P = np.random.default_rng(5).normal(scale=4, size=(2, 300))


def total(loss, y, constant, **options):
    return loss(y, np.full(y.shape, constant), **options).sum()


def test_means_agree_with_scikit_learn():
    assert_allclose(squared_error(Y, P).mean(), mean_squared_error(Y, P), rtol=1e-14)
    assert_allclose(absolute_error(Y, P).mean(), mean_absolute_error(Y, P), rtol=1e-14)
    for tau in (0.05, 0.5, 0.9):
        sklearns = mean_pinball_loss(Y, P, alpha=tau)
        assert_allclose(pinball(Y, P, tau=tau).mean(), sklearns, rtol=1e-13)


@pytest.mark.parametrize("delta", [1e-3, 0.5, 1.0, 7, 1e3])
def test_huber_agrees_with_scipy(delta):
    r = np.concatenate([P - Y, [0, delta, -delta, 1e150, -1e300]])
    assert_allclose(huber(0 * r, r, delta=delta), scipy.special.huber(delta, r), rtol=1e-14)
    assert_allclose(
        huber_grad(0 * r, r, delta=delta), np.sign(r) * np.minimum(np.abs(r), delta), rtol=1e-15
    )


@pytest.mark.parametrize("p", [1, 1.5, 2, 3, 6.5])
def test_power_error_sums_to_a_norm(p):
    norm = np.linalg.norm(P - Y, ord=p)
    assert_allclose(power_error(Y, P, p=p).sum(), norm**p, rtol=1e-12)


def test_power_error_holds_the_two_others():
    assert_array_equal(power_error(Y, P, p=1), absolute_error(Y, P))
    assert_allclose(power_error(Y, P), squared_error(Y, P), rtol=1e-15)
    assert_array_equal(power_error_grad(Y, P, p=1), absolute_error_grad(Y, P))
    assert_allclose(power_error_grad(Y, P), squared_error_grad(Y, P), rtol=1e-15)


@pytest.mark.parametrize("r", [5e-324, 1e-160, 1e-12, 1e-3, 0.5, 0.999, 1, 1.001, 7, 400, 1e5])
def test_every_digit_of_log_cosh_and_its_slope(r):
    with localcontext(prec=1000, Emin=-999999, Emax=999999):
        up, down = Decimal(r).exp(), (-Decimal(r)).exp()
        value = float(((up + down) / 2).ln())
        slope = float((up - down) / (up + down))
    for sign in (-1, 1):
        assert_allclose(log_cosh(0, sign * r), value, rtol=1e-15, atol=5e-324)
        assert_allclose(log_cosh_grad(0, sign * r), sign * slope, rtol=1e-15)


def test_log_cosh_of_a_huge_error_is_its_size_less_log_2():
    r = np.array([800, -1000, 1e15, -1e308, np.inf])
    assert_allclose(log_cosh(0 * Y[:5], r), np.abs(r) - np.log(2), rtol=1e-15)


def test_overflow_is_infinite_without_a_warning():
    far = np.array([1e200, -1e308])
    zero = np.zeros(2)
    assert_array_equal(squared_error(zero, far), [np.inf, np.inf])
    assert_array_equal(squared_error_grad(zero, far), [2e200, -np.inf])
    assert_array_equal(absolute_error(-far, far), [2e200, np.inf])
    assert_array_equal(huber(zero, far), [1e200, 1e308])
    assert_array_equal(huber_grad(-far, far), [1, -1])
    assert_array_equal(pinball(zero, far, tau=0.25), [0.75e200, 0.25e308])
    assert_array_equal(log_cosh_grad(-far, far), [1, -1])


@pytest.mark.parametrize(
    "loss", [squared_error, absolute_error, power_error, huber, log_cosh, pinball]
)
def test_an_infinite_error_costs_infinity_and_the_error_between_infinities_is_unknown(loss):
    assert_array_equal(loss([0, 0, -np.inf], [np.inf, -np.inf, 1]), [np.inf] * 3)
    assert np.isnan(loss(np.inf, np.inf))


def test_slopes_where_the_loss_has_a_corner():
    assert absolute_error_grad(2, 2) == 0
    assert power_error_grad(2, 2, p=1) == 0
    assert pinball_grad(2, 2, tau=0.9) == 0
    assert_array_equal(huber_grad([0, 0], [1, -1], delta=1), [1, -1])


@given(numbers, numbers, st.floats(1e-3, 1e3))
@few
def test_huber_lies_between_its_bounds(y, p, delta):
    value, size = huber(y, p, delta=delta), absolute_error(y, p)
    assert value <= squared_error(y, p) / 2 * (1 + 1e-15)
    assert delta * (size - delta / 2) <= value * (1 + 1e-12) + 1e-12
    assert value <= delta * size * (1 + 1e-15)
    assert abs(huber_grad(y, p, delta=delta)) <= delta


@given(numbers, numbers)
@few
def test_log_cosh_lies_between_its_bounds(y, p):
    value, size = log_cosh(y, p), absolute_error(y, p)
    assert max(0, size - np.log(2)) <= value * (1 + 1e-15)
    assert value <= size
    assert value <= squared_error(y, p) / 2 * (1 + 1e-15)


@given(numbers, numbers, st.floats(0.01, 0.99))
@few
def test_pinball_and_its_mirror_image_make_the_absolute_error(y, p, tau):
    both = pinball(y, p, tau=tau) + pinball(y, p, tau=1 - tau)
    assert_allclose(both, absolute_error(y, p), rtol=1e-14)
    assert_allclose(pinball(y, p, tau=tau), pinball(p, y, tau=1 - tau), rtol=1e-13)


@given(st.floats(-1e3, 1e3), st.lists(st.floats(0, 1e3), min_size=2, max_size=10))
@few
def test_a_larger_error_never_costs_less(y, errors):
    for sign in (-1, 1):
        p = y + sign * np.sort(errors)
        for loss in (squared_error, absolute_error, power_error, huber, log_cosh, pinball):
            costs = loss(np.full(p.shape, y), p)
            assert (np.diff(costs) >= -1e-12 * costs[1:]).all()


@given(data, st.floats(-1000, 1000))
@few
def test_the_mean_has_the_least_squared_error(y, other):
    best = total(squared_error, y, y.mean())
    assert best <= total(squared_error, y, other) * (1 + 1e-12) + 1e-9


@given(data, st.floats(-1000, 1000))
@few
def test_the_median_has_the_least_absolute_error(y, other):
    best = total(absolute_error, y, np.median(y))
    assert best <= total(absolute_error, y, other) * (1 + 1e-12) + 1e-9


@given(data, st.floats(-1000, 1000), st.floats(0.05, 0.95))
@few
def test_the_quantile_has_the_least_pinball_loss(y, other, tau):
    assume(abs(tau * y.size - round(tau * y.size)) > 1e-9)
    quantile = np.quantile(y, tau, method="inverted_cdf")
    best = total(pinball, y, quantile, tau=tau)
    assert best <= total(pinball, y, other, tau=tau) * (1 + 1e-12) + 1e-9


def test_the_statistics_are_the_only_minimum_of_odd_data():
    y = np.random.default_rng(11).normal(size=21)
    for loss, options, centre in [
        (squared_error, {}, y.mean()),
        (absolute_error, {}, np.median(y)),
        (pinball, {"tau": 0.3}, np.quantile(y, 0.3, method="inverted_cdf")),
    ]:
        best = total(loss, y, centre, **options)
        for step in (-1e-4, 1e-4):
            assert total(loss, y, centre + step, **options) > best


@pytest.mark.parametrize(("delta", "centre"), [(5, 15 / 4), (50, 60 / 4)])
def test_hubers_centre_balances_an_outlier_as_worked_by_hand(delta, centre):
    # (c - 1) + (c - 2) + (c - 3) + (c - 4) = delta, the most that 100 can pull.
    y = np.array([1.0, 2, 3, 4, 100])
    assert_allclose(huber_grad(y, np.full(5, centre), delta=delta).sum(), 0, atol=1e-12)


def test_a_high_power_centres_on_the_mid_range():
    y = np.array([1.0, 2, 3, 4, 100])
    grid = np.linspace(1, 100, 991)
    totals = [total(power_error, y, centre, p=60) for centre in grid]
    assert_allclose(grid[np.argmin(totals)], (1 + 100) / 2, atol=1)


def test_hubers_centre_goes_from_the_median_to_the_mean_as_delta_grows():
    y = np.random.default_rng(3).exponential(size=101)
    centres = [
        scipy.optimize.brentq(lambda c, d=d: huber_grad(y, np.full(101, c), delta=d).sum(), 0, 9)
        for d in (1e-6, 0.3, 1, 2, 100)
    ]
    assert (np.diff(centres) > 0).all()
    assert_allclose([centres[0], centres[-1]], [np.median(y), y.mean()], atol=1e-5)
