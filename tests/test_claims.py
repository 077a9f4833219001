"""Every claim of the curriculum is taught in a cell and held true by a test: `tests/claims.py`."""

import ast
from functools import cache

import pytest

from tests.claims import CLAIMS
from tests.lessons import NOTEBOOKS, ROOT, read

# How many claims the curriculum makes in each lesson, and those whose popular form is wrong.
ROWS = {
    "01_cost": 5,
    "02_softmax": 7,
    "03_likelihood": 7,
    "04_information": 10,
    "05_binary": 7,
    "06_norms": 5,
}
POPULAR = {"C1.5", "C2.2", "C2.3", "C3.4", "C3.6", "C4.5", "C4.8", "C5.6"}

EACH_ROW = pytest.mark.parametrize(
    ("notebook", "row"), [(notebook, row) for notebook, rows in CLAIMS.items() for row in rows]
)


@cache
def cells():
    """The source of each cell, with its notebook's name."""
    return [(path.stem, cell.source) for path in NOTEBOOKS for cell in read(path).cells]


def places(passage):
    """The notebooks and sources of the cells that have this passage."""
    return [(notebook, source) for notebook, source in cells() if passage in source]


@cache
def top_level(file):
    """The statements of a test file; none if there is no such file."""
    path = ROOT / file
    return ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else []


def fault(test):
    """Why pytest would not run this test, or why it could not fail; None if it runs."""
    file, _, name = test.partition("::")
    functions = [node for node in top_level(file) if isinstance(node, ast.FunctionDef)]
    tests = [ast.unparse(node) for node in functions if node.name == name]
    if len(tests) != 1 or not name.startswith("test_"):
        return "is not one test"
    around = [ast.unparse(node) for node in top_level(file) if node not in functions]
    if any("skip" in code or "xfail" in code for code in [*tests, *around]):
        return "may be skipped"
    if "assert" not in tests[0].replace(name, ""):
        return "asserts nothing"
    return None


def faults(notebook, parts):
    """What is wrong with the parts of one claim: where each is taught, what holds it true."""
    for part in parts:
        found = [name for name, _ in places(part.taught)]
        if found != [notebook]:
            yield f"{part.taught!r} stands in {found}, not in one cell of {notebook}"
        if not part.held:
            yield f"no test holds that {part.says}"
        yield from (f"{test} {why}" for test in part.held if (why := fault(test)))


def test_no_claim_is_missing():
    expected = {
        notebook: [f"C{int(notebook[:2])}.{number}" for number in range(1, count + 1)]
        for notebook, count in ROWS.items()
    }
    assert {notebook: list(rows) for notebook, rows in CLAIMS.items()} == expected


@EACH_ROW
def test_a_claim_is_taught_in_its_notebook_and_held_true_by_tests_that_run(notebook, row):
    parts = CLAIMS[notebook][row]
    assert parts
    assert list(faults(notebook, parts)) == []


@pytest.mark.parametrize("row", sorted(POPULAR))
def test_where_the_popular_form_is_wrong_a_cell_names_it(row):
    [parts] = [rows[row] for rows in CLAIMS.values() if row in rows]
    named = [places(part.taught) for part in parts if "popular" in part.says]
    assert named
    assert all("*Often heard" in source for [(_, source)] in named)


GOOD = next(iter(CLAIMS["01_cost"].values()))[0]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (GOOD._replace(taught="A loss belongs to nobody."), "stands in []"),
        (GOOD._replace(taught="**Formula.**"), "not in one cell"),
        (GOOD._replace(taught=CLAIMS["02_softmax"]["C2.1"][0].taught), "stands in ['02_softmax']"),
        (GOOD._replace(held=()), "no test holds"),
        (GOOD._replace(held=["tests/test_nowhere.py::test_it"]), "is not one test"),
        (GOOD._replace(held=["tests/test_contract.py::test_it"]), "is not one test"),
        (GOOD._replace(held=["tests/test_contract.py::drawn"]), "is not one test"),
    ],
)
def test_a_broken_entry_is_noticed(broken, complaint):
    [found] = faults("01_cost", [broken])
    assert complaint in found


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("def test_it():\n    assert 1 < 2", None),
        ("def test_it():\n    print(1 < 2)", "asserts nothing"),
        ("@pytest.mark.skipif(True)\ndef test_it():\n    assert 1 < 2", "may be skipped"),
        ("@pytest.mark.xfail\ndef test_it():\n    assert 1 < 2", "may be skipped"),
        ("def test_it():\n    pytest.skip()\n    assert 1 < 2", "may be skipped"),
        (
            "scipy = pytest.importorskip('scipy')\ndef test_it():\n    assert 1 < 2",
            "may be skipped",
        ),
        ("def test_it():\n    assert 1\ndef test_it():\n    assert 2", "is not one test"),
    ],
)
def test_a_test_that_need_not_run_or_cannot_fail_is_noticed(code, why, tmp_path):
    (tmp_path / "test_file.py").write_text(code, encoding="utf-8")
    assert fault(f"{tmp_path / 'test_file.py'}::test_it") == why
