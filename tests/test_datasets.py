"""The shipped digits are scikit-learn's, in one small file, read without a network."""

import socket
from itertools import pairwise

import numpy as np
from numpy.testing import assert_array_equal
from scipy.optimize import approx_fprime
from scipy.special import expit
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss

from lossviz.datasets import coin_tosses, digits, training_run
from tests.make_digits import DIGITS, make_digits


def test_the_digits_are_those_of_scikit_learn():
    images, labels = digits()
    original = load_digits()
    assert images.shape == (1797, 8, 8)
    assert labels.shape == (1797,)
    assert images.dtype == np.float64
    assert labels.dtype == np.int64
    assert_array_equal(images, original.images)
    assert_array_equal(labels, original.target)


def test_every_digit_from_0_to_9_and_every_shade_from_0_to_16_occurs():
    images, labels = digits()
    assert_array_equal(np.unique(labels), range(10))
    assert_array_equal(np.unique(images), range(17))


def test_the_file_is_small_and_holds_no_pickle():
    assert DIGITS.stat().st_size <= 150_000
    with np.load(DIGITS, allow_pickle=False) as stored:
        assert sorted(stored) == ["images", "labels"]


def test_the_script_writes_this_file(tmp_path):
    make_digits(tmp_path / "again.npz")
    with np.load(DIGITS) as shipped, np.load(tmp_path / "again.npz") as again:
        for name in shipped:
            assert shipped[name].dtype == again[name].dtype
            assert_array_equal(shipped[name], again[name])


def test_the_text_beside_the_file_names_source_licence_and_script():
    text = DIGITS.with_suffix(".txt").read_text(encoding="utf-8")
    for part in ("UCI Machine Learning Repository", "Alpaydin", "Kaynak", "1998", "CC BY 4.0"):
        assert part in text
    assert "python -m tests.make_digits" in text


def test_no_network_is_used(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the digits asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert len(digits()[0]) == 1797


def test_a_caller_may_change_his_copy():
    images, labels = digits()
    images[:], labels[:] = -1, -1
    again = digits()
    assert again[0].min() == 0
    assert again[1].min() == 0


def test_the_coins_lie_on_both_sides_and_fall_as_their_sigmoid_says():
    x, features, y = coin_tosses()
    assert -1 < x.min() < -0.95
    assert 0.95 < x.max() < 1
    assert_array_equal(features, np.polynomial.legendre.legvander(x, 7))
    p = expit(4 * x)
    assert abs(np.sum(y - p)) < 2 * np.sqrt(np.sum(p * (1 - p)))


def test_the_training_run_steps_by_twice_the_gradient_of_its_cost_on_fourteen_tosses():
    x, features, y, weights = training_run(steps=5)
    for data, drawn in zip(coin_tosses(), (x, features, y), strict=True):
        assert_array_equal(data, drawn)

    def cost(w):
        return log_loss(y[:14], expit(features[:14] @ w))

    assert_array_equal(weights[0], 0)
    for before, after in pairwise(weights):
        np.testing.assert_allclose(
            after - before, -2 * approx_fprime(before, cost, 1e-7), atol=1e-5
        )
