"""What every loss and every negative log-likelihood promises, checked from one list of them all.

A new function without a gradient, a documented contract or a case below fails here.
"""

import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from lossviz import descent, information, likelihood, links, losses

pytestmark = pytest.mark.filterwarnings("error")

K = 4


def real(rng, n):
    return rng.normal(scale=3, size=n)


def chances(rng, n):
    return rng.uniform(0.05, 0.95, n)


def bits(rng, n):
    return rng.integers(0, 2, n).astype(float)


def signs(rng, n):
    return 2 * bits(rng, n) - 1


def classes(rng, n):
    return rng.integers(0, K, n).astype(float)


def class_logits(rng, n):
    return rng.normal(scale=3, size=(n, K))


def class_chances(rng, n):
    return rng.dirichlet(np.full(K, 3.0), n)


BIG = [-1e308, -1e155, -1000.0, -1.0, -5e-324, 0.0, 5e-324, 1.0, 1000.0, 1e155, 1e308]
UNIT = [0.0, 5e-324, 1e-300, 1e-17, 0.5, 1 - 2**-53, 1.0]


@dataclass
class Case:
    """Where a function's two arguments come from, and what else it takes.

    corner gives each example's distance from a place where the loss has no slope.
    """

    y_true: Callable
    y_pred: Callable
    extreme_true: list
    extreme_pred: list
    extra: tuple = ()
    options: list = field(default_factory=lambda: [{}])
    wrong_options: list = field(default_factory=list)
    wrong_true: list = field(default_factory=list)
    wrong_pred: list = field(default_factory=list)
    corner: Callable = lambda y, x: np.inf
    can_be_negative: bool = False

    @property
    def over_classes(self):
        return self.y_true is classes


def at_zero_error(y, x):
    return np.abs(x - y)


OUTSIDE = [-0.1, 1.1, 2, np.inf, -np.inf]
NOT_BITS = [-1, 2, 0.5, np.inf]

CASES = {
    "squared_error": Case(real, real, BIG, BIG),
    "absolute_error": Case(real, real, BIG, BIG, corner=at_zero_error),
    "power_error": Case(
        real,
        real,
        BIG,
        BIG,
        options=[{}, {"p": 1}, {"p": 1.5}, {"p": 4.0}],
        wrong_options=[{"p": 0.5}, {"p": 0}, {"p": -1}, {"p": np.inf}, {"p": np.nan}],
        corner=at_zero_error,
    ),
    "huber": Case(
        real,
        real,
        BIG,
        BIG,
        options=[{}, {"delta": 0.1}, {"delta": 5}, {"delta": np.inf}],
        wrong_options=[{"delta": 0}, {"delta": -1.0}, {"delta": np.nan}],
    ),
    "log_cosh": Case(real, real, BIG, BIG),
    "pinball": Case(
        real,
        real,
        BIG,
        BIG,
        options=[{}, {"tau": 0.1}, {"tau": 0.75}],
        wrong_options=[{"tau": 0}, {"tau": 1}, {"tau": -0.5}, {"tau": 1.5}, {"tau": np.nan}],
        corner=at_zero_error,
    ),
    "binary_cross_entropy": Case(
        chances, chances, UNIT, UNIT, wrong_true=OUTSIDE, wrong_pred=OUTSIDE
    ),
    "binary_cross_entropy_with_logits": Case(chances, real, UNIT, BIG, wrong_true=OUTSIDE),
    "softmax_cross_entropy": Case(
        classes, class_logits, [0, 1, 2, 3], BIG, wrong_true=[-1, K, 0.5, np.inf]
    ),
    "focal": Case(
        bits,
        chances,
        [0, 1],
        UNIT,
        options=[{}, {"gamma": 0}, {"gamma": 0.5}, {"gamma": 1}, {"gamma": 5}],
        wrong_options=[{"gamma": -0.1}, {"gamma": np.inf}, {"gamma": np.nan}],
        wrong_true=NOT_BITS,
        wrong_pred=OUTSIDE,
    ),
    "brier": Case(bits, chances, [0, 1], UNIT, wrong_true=NOT_BITS, wrong_pred=OUTSIDE),
    "hinge": Case(
        signs,
        real,
        [-1, 1],
        BIG,
        wrong_true=[0, 2, 0.5, np.inf],
        corner=lambda y, s: np.abs(1 - y * s),
    ),
    "bernoulli_nll": Case(bits, chances, [0, 1], UNIT, wrong_true=NOT_BITS, wrong_pred=OUTSIDE),
    "categorical_nll": Case(
        classes,
        class_chances,
        [0, 1, 2, 3],
        UNIT,
        wrong_true=[-1, K, 0.5, np.inf],
        wrong_pred=OUTSIDE,
    ),
    "gaussian_nll": Case(real, real, BIG, BIG, extra=(0.5,), can_be_negative=True),
    "laplace_nll": Case(
        real, real, BIG, BIG, extra=(0.5,), corner=at_zero_error, can_be_negative=True
    ),
}

PUBLIC = {name: getattr(module, name) for module in (losses, likelihood) for name in module.__all__}
EVERY = [(name, options) for name, case in CASES.items() for options in case.options]
EVERY_FUNCTION = [(name, suffix) for name in CASES for suffix in ("", "_grad")]


def drawn(name, n=60, seed=0, dtype=np.float64):
    """Arguments for a function: n ordinary examples."""
    rng, case = np.random.default_rng(seed), CASES[name]
    return case.y_true(rng, n).astype(dtype), case.y_pred(rng, n).astype(dtype), *case.extra


def one_per_example(value):
    """A gradient over classes, made one number per example."""
    return value.sum(axis=-1) if value.ndim > 1 else value


def test_every_loss_has_a_gradient_and_a_case():
    values = {name for name in PUBLIC if not name.endswith("_grad")}
    assert values == set(CASES)
    assert set(PUBLIC) == values | {f"{name}_grad" for name in values}


@pytest.mark.parametrize("name", CASES)
def test_a_gradient_takes_what_its_loss_takes(name):
    loss, gradient = (inspect.signature(PUBLIC[n]) for n in (name, f"{name}_grad"))
    assert loss == gradient
    parameters = list(loss.parameters.values())
    assert parameters[0].name == "y_true"
    given = 2 + len(CASES[name].extra)
    assert [p.kind for p in parameters[:given]] == [inspect.Parameter.POSITIONAL_OR_KEYWORD] * given
    assert {p.kind for p in parameters[given:]} <= {inspect.Parameter.KEYWORD_ONLY}
    assert all(p.default is not inspect.Parameter.empty for p in parameters[given:])


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (module.__name__, name)
        for module in (descent, information, likelihood, links, losses)
        for name in module.__all__
    ],
)
def test_a_docstring_says_everything_in_one_order(module, name):
    doc = inspect.getdoc(getattr(importlib.import_module(module), name))
    sentence, _, rest = doc.partition("\n\n")
    assert sentence.startswith("Return ")
    assert re.search(r"[.:]", sentence)
    assert rest.startswith("    "), "the formula comes second, indented"
    order = ["Domain:", "Parameters:", "Returns:", "Errors:", ">>>", "Identity:", "Source:"]
    places = [rest.find(f"\n{word}") for word in order]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(("name", "options"), EVERY)
def test_the_gradient_is_the_finite_difference(name, options):
    loss, gradient, h = PUBLIC[name], PUBLIC[f"{name}_grad"], 1e-7
    y, x, *extra = drawn(name, n=200)
    got = gradient(y, x, *extra, **options)
    assert got.shape == x.shape
    for step in np.eye(K) if CASES[name].over_classes else [1]:
        up, down = (loss(y, x + sign * h * step, *extra, **options) for sign in (1, -1))
        slope = np.sum(got * step, axis=-1) if x.ndim > 1 else got
        smooth = np.broadcast_to(CASES[name].corner(y, x) > 10 * h, y.shape)
        assert smooth.sum() > 190
        # Rounding the losses to 1e-16 leaves about 1e-8 of a slope of size 1 when h is 1e-7.
        assert_allclose(((up - down) / (2 * h))[smooth], slope[smooth], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
def test_each_example_has_its_own_value_not_reduced(name, suffix):
    function = PUBLIC[name + suffix]
    y, x, *extra = drawn(name)
    together = function(y, x, *extra)
    assert together.shape == (x.shape if suffix else y.shape)
    alone = [function(y[i], x[i], *extra) for i in range(len(y))]
    assert_array_equal(together, alone)
    grid = function(y.reshape(3, 20), x.reshape(3, 20, *x.shape[1:]), *extra)
    assert_array_equal(grid.reshape(together.shape), together)


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
def test_different_shapes_are_an_error_that_names_both(name, suffix):
    y, x, *extra = drawn(name, n=6)
    wrong = [(y[:5], x), (y, x[:5]), (y[0], x), (y, x[0]), (y[:, None], x), (y, x[None])]
    for y_wrong, x_wrong in wrong:
        with pytest.raises(ValueError, match="shape") as error:
            PUBLIC[name + suffix](y_wrong, x_wrong, *extra)
        assert str(np.shape(y_wrong)) in str(error.value)
        assert str(np.shape(x_wrong)) in str(error.value)


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
@pytest.mark.parametrize(
    "bad", ["text", None, ["a"], [None], [1j], np.ma.array([1.0], mask=[True])]
)
def test_what_is_not_a_number_is_a_type_error_that_names_the_argument(name, suffix, bad):
    function = PUBLIC[name + suffix]
    first, second, *_ = inspect.signature(function).parameters
    y, x, *extra = drawn(name, n=1)
    with pytest.raises(TypeError, match=rf"^{first} "):
        function(bad, x, *extra)
    with pytest.raises(TypeError, match=rf"^{second} "):
        function(y, bad, *extra)


@pytest.mark.parametrize(
    ("name", "value", "position"),
    [(n, value, 0) for n, case in CASES.items() for value in case.wrong_true]
    + [(n, value, 1) for n, case in CASES.items() for value in case.wrong_pred],
)
@pytest.mark.parametrize("suffix", ["", "_grad"])
def test_a_value_out_of_range_is_named_with_its_argument(name, suffix, value, position):
    function = PUBLIC[name + suffix]
    arguments = list(drawn(name, n=3))
    arguments[position][1] = value
    argument = list(inspect.signature(function).parameters)[position]
    with pytest.raises(ValueError, match=rf"^{argument} must be .*, got ") as error:
        function(*arguments)
    assert float(str(error.value).rpartition(" ")[2]) == value


@pytest.mark.parametrize(
    ("name", "options"), [(n, wrong) for n, case in CASES.items() for wrong in case.wrong_options]
)
@pytest.mark.parametrize("suffix", ["", "_grad"])
def test_an_option_out_of_range_is_named_with_the_range(name, suffix, options):
    [(option, value)] = options.items()
    with pytest.raises(ValueError, match=rf"^{option} must be .*, got {value}$"):
        PUBLIC[name + suffix](*drawn(name), **options)
    with pytest.raises(TypeError, match=option):
        PUBLIC[name + suffix](*drawn(name), **{option: "1"})


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
@pytest.mark.parametrize("position", [0, 1])
def test_nan_in_gives_nan_out_for_that_example_alone(name, suffix, position):
    for options in CASES[name].options:
        arguments = list(drawn(name, n=5))
        clean = PUBLIC[name + suffix](*arguments, **options)
        if arguments[position].ndim == 1:
            arguments[position][2] = np.nan
        else:
            arguments[position][2, 0] = np.nan
        got = one_per_example(PUBLIC[name + suffix](*arguments, **options))
        expected = one_per_example(clean)
        expected[2] = np.nan
        assert_array_equal(got, expected)


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_the_float_type_is_kept(name, suffix, dtype):
    for options in CASES[name].options:
        y, x, *extra = drawn(name, dtype=dtype)
        got = PUBLIC[name + suffix](y, x, *extra, **options)
        assert got.dtype == dtype
        y, x = y.astype(np.float64), x.astype(np.float64)
        if name == "categorical_nll":
            x /= x.sum(axis=-1, keepdims=True)  # rounded to float16, the sum is off by 1e-3
        double = PUBLIC[name + suffix](y, x, *extra, **options)
        assert_allclose(got, double, rtol=40 * np.finfo(dtype).eps, atol=4 * np.finfo(dtype).eps)


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
def test_integers_follow_the_floats_and_alone_count_as_float64(name, suffix):
    function, case = PUBLIC[name + suffix], CASES[name]
    ones = np.eye(K)[[1, 0, 1]] if case.over_classes else np.array([1, 1, 1])
    for kind in (int, np.uint8, np.int16, bool):
        got = function(np.ones(3, kind), ones.astype(kind), *case.extra)
        assert got.dtype == np.float64
        assert_array_equal(got, function(np.ones(3), ones.astype(float), *case.extra))
    assert function(np.ones(3, int), ones.astype(np.float32), *case.extra).dtype == np.float32


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
def test_scalars_in_give_a_numpy_scalar_out(name, suffix):
    case = CASES[name]
    for options in case.options:
        for one in (1, 1.0, True, np.float64(1), np.array(1.0)):
            x = np.eye(K)[1] if case.over_classes else one
            got = PUBLIC[name + suffix](one, x, *case.extra, **options)
            assert got.shape == (np.shape(x) if suffix else ())
            assert got.dtype == np.float64
            assert got.shape or isinstance(got, np.float64)


@pytest.mark.parametrize(("name", "suffix"), EVERY_FUNCTION)
def test_lists_views_and_empty_arrays_and_nothing_is_changed(name, suffix):
    function = PUBLIC[name + suffix]
    y, x, *extra = drawn(name)
    kept = y.copy(), x.copy()
    y.setflags(write=False)
    x.setflags(write=False)
    expected = function(y, x, *extra)
    assert_array_equal(function(y.tolist(), x.tolist(), *extra), expected)
    assert_array_equal(function(y[::-2], x[::-2], *extra), expected[::-2])
    assert_array_equal(function(y, np.asfortranarray(x), *extra), expected)
    assert function(y[:0], x[:0], *extra).shape == expected[:0].shape
    assert_array_equal(y, kept[0])
    assert_array_equal(x, kept[1])


@pytest.mark.parametrize(("name", "options"), EVERY)
def test_extreme_arguments_give_a_number_without_a_warning(name, options):
    case = CASES[name]
    y, x = (grid.ravel() for grid in np.meshgrid(case.extreme_true, case.extreme_pred))
    if name == "categorical_nll":
        x = np.stack([x, 1 - x, 0 * x, 0 * x], axis=-1)
    elif case.over_classes:
        x = np.stack([x, -x, 0 * x, x], axis=-1)
    value = PUBLIC[name](y, x, *case.extra, **options)
    slope = PUBLIC[f"{name}_grad"](y, x, *case.extra, **options)
    assert not np.isnan(value).any()
    assert not np.isnan(slope).any()
    assert case.can_be_negative or (value >= 0).all()
