"""Every notebook, run from top to bottom: as shipped, and with the solutions put in."""

import re

import pytest
from nbclient import NotebookClient

from lossviz.exercises import catalogue, grading
from tests.lessons import NOTEBOOKS, code_cells, read

pytestmark = pytest.mark.slow

CHECK = re.compile(r"^check\((\w+)\)$", re.MULTILINE)


def checked(notebook):
    """The exercises that a notebook checks, with the cell that does."""
    return {match[1]: cell for cell in code_cells(notebook) if (match := CHECK.search(cell.source))}


WITH_CHECKS = [path for path in NOTEBOOKS if checked(read(path))]


def run(notebook, folder):
    """The report that each `check` of a notebook shows, by exercise."""
    client = NotebookClient(notebook, timeout=120, store_widget_state=False)
    client.execute(cwd=str(folder))
    return {
        key: "".join(output["data"]["text/plain"] for output in cell.outputs)
        for key, cell in checked(notebook).items()
    }


def declared(path):
    """The lesson's module, whose name follows the notebook's number."""
    return catalogue.lessons()[path.stem.split("_", 1)[1]]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_exercise_is_there_in_order(path):
    assert list(checked(read(path))) == [item.key for item in declared(path).EXERCISES]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_prediction_is_asked_once(path):
    source = "\n".join(cell.source for cell in code_cells(read(path)))
    asked = re.findall(r'predict\("([^"]+)"\)', source)
    assert sorted(asked) == sorted(item.key for item in declared(path).PREDICTIONS)


@pytest.mark.parametrize("path", WITH_CHECKS, ids=lambda path: path.stem)
def test_as_shipped_every_exercise_is_not_started(path):
    for key, report in run(read(path), path.parent).items():
        assert report.startswith(f"{key}: not started. ")


@pytest.mark.parametrize("path", WITH_CHECKS, ids=lambda path: path.stem)
def test_with_the_solutions_put_in_every_exercise_is_correct(path, monkeypatch):
    monkeypatch.setenv("LOSSVIZ_STRICT", "1")
    notebook = read(path)
    for cell in code_cells(notebook):
        cell.source = grading.with_solutions(cell.source)
    for key, report in run(notebook, path.parent).items():
        assert report.startswith(f"{key}: correct. ")
