"""Every number in a notebook's prose is computed by somebody else, or is a premise.

``tests/numbers/<lesson>.py`` holds, for one notebook, ``RESULTS``: passages of the prose in which
each number stands in «», with a function that gives these numbers; and ``GIVEN``: passages whose
numbers state no result (data, settings). A number in neither fails here, and so does a passage
that the notebook does not have.
"""

import importlib
import re
from decimal import Decimal
from pathlib import Path

import nbformat
import numpy as np
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9]*.ipynb"))
PAIRS = Path(__file__).parent / "numbers"
NUMBER = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:e[-−]?\d+)?(?![\w])")
NO_RESULT = [
    r"(?s)^## Sources.*",  # years and sections
    r"(?m)^#+ .*$",  # a heading's number
    r"(?m)^\d+\. ",  # a list's number
    r"(?s)\$\$.*?\$\$",  # a displayed formula's constants
    r"\b0\d(?![\d.])",  # a lesson's number
    r"[_^](?:\w|\{[^}]*\})",  # an index or an exponent
    r"\\frac\{1\}\{\w\}",  # one over a symbol
]


def prose(cell):
    text = cell.source
    for pattern in NO_RESULT:
        text = re.sub(pattern, lambda match: " " * len(match[0]), text)
    return text


def name_of(path):
    return path.stem.split("_", 1)[1]


def numbers_of(path):
    return importlib.import_module(f"tests.numbers.{name_of(path)}")


def unpaired(cells, given, results):
    """The numbers in the cells that no passage covers, each with the words around it."""
    passages = list(given) + [re.sub("[«»]", "", marked) for marked, _ in results]
    found = []
    for cell in cells:
        covered = set()
        for passage in passages:
            for match in re.finditer(re.escape(passage), cell.source):
                covered.update(range(*match.span()))
        for number in NUMBER.finditer(prose(cell)):
            if number.start() not in covered:
                around = cell.source[max(0, number.start() - 30) : number.end() + 20]
                found.append(f"{number[0]} in ...{around}...")
    return found


def printed(text):
    """The number as it is printed, and half a unit of its last digit."""
    number = Decimal(text.replace("−", "-").replace(",", ""))
    return float(number), float(Decimal(5).scaleb(number.as_tuple().exponent - 1))


def markdown(path):
    cells = nbformat.read(path, 4).cells
    return [cell for cell in cells if cell.cell_type == "markdown"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_has_its_source(path):
    lesson = numbers_of(path)
    assert unpaired(markdown(path), lesson.GIVEN, lesson.RESULTS) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_passage_stands_in_the_notebook(path):
    lesson = numbers_of(path)
    text = "\n\n".join(cell.source for cell in markdown(path))
    passages = list(lesson.GIVEN) + [re.sub("[«»]", "", marked) for marked, _ in lesson.RESULTS]
    assert [passage for passage in passages if passage not in text] == []


@pytest.mark.parametrize(
    ("marked", "compute"),
    [
        pytest.param(*result, id=f"{path.stem}: {result[0]}")
        for path in NOTEBOOKS
        if (PAIRS / f"{name_of(path)}.py").exists()
        for result in numbers_of(path).RESULTS
    ],
)
def test_every_number_is_what_is_computed(marked, compute):
    texts = re.findall("«([^»]*)»", marked)
    values = np.atleast_1d(compute()).tolist()
    assert len(texts) == len(values)
    for text, value in zip(texts, values, strict=True):
        number, half_a_digit = printed(text)
        assert abs(value - number) <= half_a_digit * (1 + 1e-9), f"{text} is {value}"


@pytest.mark.parametrize("path", NOTEBOOKS[1:], ids=lambda path: path.stem)
def test_a_changed_digit_is_noticed(path):
    lesson = numbers_of(path)
    cells = markdown(path)
    for cell in cells:
        cell.source = re.sub(
            r"\d\.\d+", lambda match: match[0][:-1] + str((int(match[0][-1]) + 1) % 10), cell.source
        )
    assert unpaired(cells, lesson.GIVEN, lesson.RESULTS)
