import numpy as np
import pytest

from lossviz.exercises import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.123456, "0.1235"),
        (3.0, "3"),
        (-0.0, "0"),
        (999999.0, "999999"),
        (1e6, "1e+06"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (True, "1"),
    ],
)
def test_a_number_is_short(value, text):
    assert wording.number(value) == text


def test_an_array_is_cut_after_twelve():
    assert wording.value(np.arange(12)) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"
    assert wording.value(np.arange(13)) == "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ...]"
    assert wording.value([[1.5, 2], [3, 4]]) == "[[1.5, 2], [3, 4]]"


def test_different_values_look_different():
    assert wording.different(1.0, 2.0) == ("1", "2")
    assert wording.different(1.23456, 1.23457) == ("1.23456", "1.23457")
    assert wording.different(1.5, 1.5) == ("1.5", "1.5")


def test_foreign_text_is_one_printable_line_of_limited_length():
    assert wording.foreign("a\n b\t\x1b[31mc") == "a b [31mc"
    assert wording.foreign("x" * 160) == "x" * 160
    assert wording.foreign("x" * 161) == "x" * 160 + "..."
