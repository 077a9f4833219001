import math

import numpy as np
import pytest

from lossviz.exercises import ____, check
from lossviz.exercises.blank import Blank, UnfinishedError, holds_blank

X = np.array([1.0, 2.0, 3.0])

ABSORBED = {
    "arithmetic": lambda: (____ + 1 - 2 * ____) / 3 // ____ % 2**____**2,
    "arithmetic from the right": lambda: 1 + (2 - (3 * (4 / (5 // (6 % (7**____)))))),
    "array before": lambda: X + ____,
    "array after": lambda: ____ * X,
    "array scalar": lambda: np.float64(2) - ____,
    "matrix product": lambda: X @ ____,
    "matrix product from the right": lambda: ____ @ X,
    "divmod": lambda: divmod(____, 2),
    "divmod from the right": lambda: divmod(2, ____),
    "bits": lambda: ~(1 | (2 & (3 ^ (____ << 1 >> 2)))),
    "bits from the left": lambda: ____ | 1 & ____ ^ 2 << ____ >> ____,
    "shifts from the right": lambda: 1 << (2 >> ____),
    "signs": lambda: -(+abs(____)),
    "rounding": lambda: round(____, 2) + math.floor(____) + math.ceil(____) + math.trunc(____),
    "equal": lambda: ____ == 1,
    "not equal": lambda: 1 != ____,
    "less": lambda: X < ____,
    "at most": lambda: ____ <= X,
    "more": lambda: ____ > 0,
    "at least": lambda: 0 >= ____,
    "index": lambda: ____[0, 1:2],
    "attribute and call": lambda: ____.T.mean(axis=0)(3),
    "ufunc": lambda: np.exp(____),
    "ufunc of two": lambda: np.maximum(X, ____),
    "ufunc method": lambda: np.add.reduce(____),
    "function": lambda: np.mean(____),
    "function of a list": lambda: np.concatenate([X, ____]),
    "where": lambda: np.where(X > 1, ____, 0),
    "where with a blank test": lambda: np.where(X > ____, 1, 0),
    "sum of a list": lambda: sum([____, 1]),
    "sum": lambda: sum(____),
}

REFUSED = {
    "if": lambda: 1 if ____ else 2,
    "if with a comparison": lambda: 1 if ____ > 0 else 2,
    "and": lambda: ____ and 1,
    "float": lambda: float(____),
    "int": lambda: int(____),
    "complex": lambda: complex(____),
    "math": lambda: math.exp(____),
    "range": lambda: range(____),
    "length": lambda: len(____),
    "in": lambda: 1 in ____,
    "list index": lambda: [1, 2][____],
    "shape": lambda: np.zeros((____, 2)),
    "axis": lambda: X.sum(axis=____),
    "percent": lambda: "%.2f" % ____,  # noqa: UP031 - this way of writing is the subject
}


@pytest.mark.parametrize("operation", ABSORBED)
def test_whatever_touches_the_blank_is_the_blank(operation):
    assert ABSORBED[operation]() is ____


@pytest.mark.parametrize("operation", REFUSED)
def test_a_blank_is_no_real_number_and_says_so(operation):
    with pytest.raises(UnfinishedError, match="there is still a ____ here"):
        REFUSED[operation]()


@pytest.mark.parametrize("operation", [*ABSORBED, *REFUSED])
def test_every_contact_is_counted(operation):
    before = Blank.contacts
    try:
        {**ABSORBED, **REFUSED}[operation]()
    except UnfinishedError:
        pass
    assert Blank.contacts > before


def test_in_place_operations_leave_a_blank():
    x = X.copy()
    x += ____
    assert x is ____


def test_a_blank_may_be_written_into_and_looped_over():
    ____[0] = 1
    ____.attribute = 1
    (only,) = ____
    assert only is ____


def test_a_blank_prints_as_it_is_written():
    assert f"{____!r} {____} {____:.2f}" == "____ ____ ____"


def test_a_blank_answers_no_question_of_python_or_jupyter():
    for name in ("__array__", "_repr_html_", "_ipython_display_"):
        assert not hasattr(____, name)


def test_a_blank_can_be_a_key():
    assert {____: 1}[____] == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (____, True),
        ([1.0, ____], True),
        ((____, 1.0), True),
        (np.array([1.0, ____]), True),
        (np.array([1.0, None]), False),
        ([1.0, 2.0], False),
        (X, False),
        (1.0, False),
    ],
)
def test_blanks_are_found_in_lists_and_arrays(value, expected):
    assert holds_blank(value) is expected


def _blank_of_another_function(z):
    return ____


def _loop(z):
    total = 0
    for _ in range(____):
        total += z
    return total


def _branch(z):
    if z[0] > ____:
        return z
    return -z


def _comprehension(z):
    return [____ for _ in z]


def _blank_never_reached(z):
    if z is None:
        return ____
    return z


def _nested(z):
    def inner(value):
        return value * ____ if value is None else value

    return [inner(value) for value in z]


def _blank_from_outside():
    hole = ____

    def sigmoid(z):
        return hole + z

    return sigmoid


HALF_FILLED = {
    "return": lambda z: ____,
    "half a formula": lambda z: 1 / (1 + np.exp(____)),
    "a list": lambda z: [____ for _ in z],
    "an array of blanks": lambda z: np.array([____] * len(z)),
    "an array cannot hold it": lambda z: np.array([1.0, ____], dtype=float),
    "index": lambda z: z[____],
    "assignment": lambda z: z.__setitem__(____, 1),
    "assignment of a blank": lambda z: z.__setitem__(0, ____),
    "math": lambda z: [math.exp(____) for _ in z],
    "text": lambda z: f"{____:.2f}",
    "a dictionary": lambda z: {"z": ____},
    "an unknown name beside it": lambda z: unknown(____),  # noqa: F821
    "loop": _loop,
    "branch": _branch,
    "comprehension": _comprehension,
    "never reached": _blank_never_reached,
    "nested": _nested,
    "another blank function": lambda z: _blank_of_another_function(z),
    "another blank function, indexed into": lambda z: z[_blank_of_another_function(z)],
    "another blank function, converted": lambda z: float(_blank_of_another_function(z)),
    "another blank function, in a list": lambda z: [_blank_of_another_function(v) for v in z],
    "another blank function, in a text": lambda z: f"{_blank_of_another_function(z)}",
    "closure": _blank_from_outside(),
}


@pytest.mark.parametrize("answer", HALF_FILLED)
def test_a_half_filled_answer_is_not_started(answer):
    function = HALF_FILLED[answer]
    function.__name__ = "sigmoid"
    report = check(function)
    assert (report.status, report.mistake) == ("not started", None)
    if answer.startswith(("another", "closure")):
        advice = "Something that it uses is still a ____. Write that first."
    else:
        advice = "Replace the ____ by your own code, then run this cell again."
    assert str(report) == f"sigmoid: not started. {advice}"


def test_a_blank_in_place_of_the_function_is_not_started():
    assert check(____).status == "not started"


def test_to_give_a_blank_an_attribute_is_a_contact_and_leaves_none():
    before = Blank.contacts
    ____.shape = (2, 3)
    assert Blank.contacts == before + 1
    assert ____.shape is ____
