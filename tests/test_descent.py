"""Gradient descent against its closed form, and where it diverges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize

from lossviz.descent import descend

pytestmark = pytest.mark.filterwarnings("error")


@given(st.floats(-10, 10), st.floats(0, 3), st.floats(0, 1), st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_a_parabola_shrinks_by_one_factor_a_step(start, curvature, rate, steps):
    path = descend(lambda w: curvature * w, start, rate=rate, steps=steps)
    assert path.shape == (steps + 1,)
    expected = start * (1 - rate * curvature) ** np.arange(steps + 1)
    # A factor near 0 comes from 1 - rate * curvature, where only 1e-16 of the 1 is certain.
    assert_allclose(path, expected, rtol=1e-12, atol=1e-13)


def test_it_ends_where_scipy_finds_the_minimum():
    matrix, target = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -2.0])
    path = descend(lambda w: matrix @ w - target, [5.0, 5.0], rate=0.3, steps=200)
    found = minimize(lambda w: w @ matrix @ w / 2 - target @ w, [5.0, 5.0], tol=1e-12)
    assert path.shape == (201, 2)
    assert_array_equal(path[0], [5, 5])
    assert_allclose(path[-1], found.x, atol=1e-6)


@pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 3), (0,)])
def test_the_path_has_the_shape_of_the_parameters(shape):
    path = descend(lambda w: 2 * w, np.ones(shape), rate=0.25, steps=2)
    assert_array_equal(path, np.stack([np.ones(shape), np.full(shape, 0.5), np.full(shape, 0.25)]))


def test_too_large_a_rate_diverges_without_a_warning():
    path = descend(lambda w: 2 * w, 1.0, rate=1e100, steps=8)
    assert path[0] == 1
    assert np.isinf(path[4])
    assert np.isnan(path[-1])
    overflowing = descend(lambda w: np.exp(w), 1000.0, rate=1.0, steps=3)
    assert_array_equal(overflowing, [1000, -np.inf, -np.inf, -np.inf])


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_float_type_is_kept(dtype):
    path = descend(lambda w: np.asarray(2 * w, np.float64), np.ones(2, dtype), rate=0.25, steps=1)
    assert path.dtype == dtype
    assert_array_equal(path, [[1, 1], [0.5, 0.5]])


def test_integers_count_as_floats_and_a_gradient_may_be_a_list():
    path = descend(lambda w: [2 * w[0], 0], [1, 1], rate=0.25, steps=1)
    assert_array_equal(path, [[1, 1], [0.5, 1]])


def test_neither_the_start_nor_the_path_can_be_changed_by_the_gradient():
    def in_place(w):
        w *= 2
        return w

    start = np.array([1.0])
    assert_array_equal(descend(in_place, start, rate=0.25, steps=2), [[1], [0.5], [0.25]])
    assert_array_equal(start, [1])


@pytest.mark.parametrize("rate", [-0.1, np.nan, np.inf])
def test_a_rate_out_of_range(rate):
    with pytest.raises(ValueError, match=rf"rate must be in \[0, inf\), got {rate}"):
        descend(lambda w: w, 1.0, rate=rate, steps=1)


def test_steps_is_a_whole_number():
    assert_array_equal(descend(lambda w: w, 1.0, rate=1, steps=0), [1])
    assert_array_equal(descend(lambda w: w, 1.0, rate=1, steps=np.int64(1)), [1, 0])
    with pytest.raises(ValueError, match="steps must be >= 0, got -1"):
        descend(lambda w: w, 1.0, rate=1, steps=-1)
    with pytest.raises(TypeError):
        descend(lambda w: w, 1.0, rate=1, steps=1.5)


def test_a_gradient_of_another_shape_is_named():
    with pytest.raises(ValueError, match=r"gradient and start .* \(1,\) and \(2,\)"):
        descend(lambda w: w[:1], [1.0, 2.0], rate=1, steps=1)
    with pytest.raises(TypeError, match=r"^gradient must hold real numbers"):
        descend(lambda w: None, 1.0, rate=1, steps=1)
    with pytest.raises(TypeError, match=r"^start must hold real numbers"):
        descend(lambda w: w, "here", rate=1, steps=1)
