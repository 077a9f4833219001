"""Each formula of a notebook or a docstring, against the functions that it describes.

A formula is read from where it stands and evaluated at random points (``tests/formulas/reader.py``
says how). ``tests/formulas/<lesson>.py`` gives the formulas of a notebook their points, in which
names stand for functions of lossviz, of SciPy or of the notebook's own cells: in ``DISPLAYED`` by
how the formula begins, in ``INLINE`` by the words before it. A formula in neither fails here,
unless it stands with a reason in ``NO_FUNCTION``. ``tests/formulas/docstrings.py`` does the same
for the docstrings.
"""

import importlib
import math
import re
from typing import NamedTuple

import numpy as np
import pytest
from nbformat.v4 import new_markdown_cell

from tests.formulas import docstrings, softmax
from tests.formulas.notation import from_docstring, from_latex
from tests.formulas.reader import UnreadableError, wrong
from tests.lessons import NOTEBOOKS, read

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
# Most inline formulas are names, or give a name its number, which is for tests/numbers/.
OPERATION = re.compile(r"[-+/|]|\^(?!\*)|\\(frac|log|lvert|max\(|operatorname|sum|text)")
A_NUMBER = re.compile(r".* = -?[\d.]+")
# Where a minus can be put in: before a side or a case; or a value, if there is no relation.
SIDE = re.compile(r"(?:=|\\\\|\n +)\s*(?=[^\s+=-])")
VALUE = re.compile(r"(?:^|\\qquad)\s*(?=[^\s+-])")


class Formula(NamedTuple):
    source: str
    displayed: bool
    before: str


def formulas(cells):
    for cell in cells:
        for match in FORMULA.finditer(cell.source if cell.cell_type == "markdown" else ""):
            before = cell.source[: match.start()]
            if match[1]:
                yield Formula(match[1].strip(), True, before)
            elif OPERATION.search(match[2]) and not A_NUMBER.fullmatch(match[2]):
                yield Formula(match[2], False, before)


def lesson_of(path):
    return importlib.import_module(f"tests.formulas.{path.stem.split('_', 1)[1]}")


def keys(formula, lesson):
    """The keys that give this formula its points: one, if all is well."""
    if formula.displayed:
        return [key for key in lesson.DISPLAYED if formula.source.startswith(key)]
    return [key for key in lesson.INLINE if formula.before.endswith(key)]


def unpaired(cells, lesson):
    without = [source for reason in lesson.NO_FUNCTION.values() for source in reason]
    return [
        formula
        for formula in formulas(cells)
        if len(keys(formula, lesson)) != (formula.source not in without)
    ]


def paired():
    """Each formula with a function: its name, its source, what it says, and its points."""
    for path in NOTEBOOKS:
        lesson = lesson_of(path)
        for formula in formulas(read(path).cells):
            for key in keys(formula, lesson):
                points = lesson.DISPLAYED[key] if formula.displayed else lesson.INLINE[key]
                yield f"{path.stem}: {formula.source}", formula.source, from_latex, points
    for name in docstrings.PUBLIC:
        yield name, docstrings.displayed(name), docstrings.statements, docstrings.points(name)
        for source in docstrings.in_words(name):
            points = docstrings.points_in_words(name)
            yield f"{name}: {source}", source, from_docstring, points


FREE_SIGNS = {*docstrings.FREE_SIGNS, *softmax.FREE_SIGNS}
PAIRED = [pytest.param(*pair[1:], id=pair[0]) for pair in paired()]


def faults(source, read_as, point, draws=20):
    """What is wrong with the formula at the first point where something is."""
    rng = np.random.default_rng(6)
    statements = read_as(source)
    return next(filter(None, (wrong(statements, point(rng)) for _ in range(draws))), [])


def flipped(source):
    """The formula with one sign changed, for each: + and -, none and -; a 0 becomes a 1."""
    for sign in re.finditer(r"[+-]", source):
        yield source[: sign.start()] + "+-"[sign[0] == "+"] + source[sign.end() :]
    for side in (SIDE if "=" in source else VALUE).finditer(source):
        before, after = source[: side.end()], source[side.end() :]
        yield before + ("1" + after[1:] if re.match(r"0(?!\.)", after) else "-" + after)


def unnoticed(source, read_as, point):
    """The flipped formulas that hold as well."""
    for formula in flipped(source):
        try:
            if not faults(formula, read_as, point):
                yield formula
        except IndexError:  # it asks for a place that the vector does not have
            continue


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_formula_of_a_notebook_is_paired(path):
    assert unpaired(read(path).cells, lesson_of(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_pair_stands_in_the_notebook(path):
    lesson, found = lesson_of(path), list(formulas(read(path).cells))
    named = {key for formula in found for key in keys(formula, lesson)}
    assert {*lesson.DISPLAYED, *lesson.INLINE} == named
    without = {formula.source for formula in found if not keys(formula, lesson)}
    assert {source for reason in lesson.NO_FUNCTION.values() for source in reason} == without


@pytest.mark.parametrize(("source", "read_as", "points"), PAIRED)
def test_a_formula_is_its_function(source, read_as, points):
    assert [faults(source, read_as, point) for point in points] == [[]] * len(points)


@pytest.mark.parametrize(("source", "read_as", "points"), PAIRED)
def test_a_flipped_sign_is_noticed(source, read_as, points):
    flips = set(flipped(source))
    assert flips
    for point in points:
        assert set(unnoticed(source, read_as, point)) == flips & FREE_SIGNS


def test_every_sign_called_free_stands_in_a_formula():
    assert FREE_SIGNS <= {flip for _, source, *_ in paired() for flip in flipped(source)}


@pytest.mark.parametrize(
    "cell", [r"$$\ell = |z|$$", r"the slope is $\frac{1}{a}$", "and $$H(p) < 2$$", "it is $p + q$"]
)
def test_a_new_formula_asks_for_a_pair(cell):
    information = lesson_of(NOTEBOOKS[4])
    assert len(unpaired([new_markdown_cell(cell)], information)) == 1


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x - y / x y", 2 - 3 / 2 * 3),
        ("-x^-y + 2^(x) y", -(2**-3) + 2**2 * 3),
        ("log x y - log(x) y", math.log(6) - math.log(2) * 3),
        ("sum_i v_i x + 1", (5 + 7 + 9) * 2 + 1),
        ("x / sum_i v_i x", 2 / ((5 + 7 + 9) * 2)),
        ("max_i v_i - max(x, y)", 9 - 3),
        ("|x - y| |v_1|", 5),
        ("double(x) x + double - v_x", 4 * 2 + 4 - 7),
        ("d/dx x^2 y - x", 2 * 2 * 3 - 2),
        ("cube'(x) - [x < y] y", 3 * 2**2 - 3),
        ("1 if x > y, y if x = 2", 3),
        ("argmin_c (c - x)^2", 2),
    ],
)
def test_a_formula_is_read_as_it_is_meant(source, value):
    point = {"x": 2, "y": 3, "v": np.array([5, 7, 9]), "i": range(1, 4), "c": (0, 9)}
    functions = {"double": lambda x: 2 * x, "cube": lambda x: x**3}
    assert wrong([source], {**point, **functions, "value": value}) == []
    assert wrong([source], {**point, **functions, "value": value + 1}) != []


@pytest.mark.parametrize(
    "statements", [["x = y"], ["x = x )"], ["x + 1"], ["x ="], ["y = x"], ["x = x", "y = x"]]
)
def test_what_says_nothing_about_the_point_is_refused(statements):
    with pytest.raises(UnreadableError):
        wrong(statements, {"x": 1.0})
