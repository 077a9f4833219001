"""Every notebook twice: with its exercises as shipped, and with the solutions put in."""

import re

import pytest

from lossviz.exercises import catalogue
from lossviz.exercises.checking import NotCorrectError
from lossviz.exercises.report import Report
from tests.lessons import NAMES, NOTEBOOKS, code_cells, read, run

EACH_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
EXERCISE = re.compile(r"(?s)def (\w+)\((.*?)\):.*____.*^check\(\1\)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "progress.jsonl"))


def sources(path):
    return [cell.source for cell in code_cells(read(path))]


def solved(source):
    """An exercise cell whose function calls the solution; any other cell as it is."""
    cell = EXERCISE.search(source)
    if not cell:
        return source
    name, parameters = cell.groups()
    return (
        "from lossviz.exercises import catalogue\n"
        f"def {name}({parameters}):\n"
        f"    return catalogue.exercises()[{name!r}].solution({parameters})\n"
        f"check({name})"
    )


def reports(shown):
    return [value for value in shown if isinstance(value, Report)]


@EACH_NOTEBOOK
def test_as_shipped_every_exercise_is_not_started(path, monkeypatch):
    monkeypatch.delenv("LOSSVIZ_STRICT", raising=False)
    found = reports(run(sources(path)))
    assert found
    assert {report.status for report in found} == {"not started"}


@EACH_NOTEBOOK
def test_with_the_solutions_every_exercise_is_correct(path, monkeypatch):
    monkeypatch.setenv("LOSSVIZ_STRICT", "1")
    found = reports(run(map(solved, sources(path))))
    assert {report.status for report in found} == {"correct"}
    lesson = path.stem.split("_", 1)[1]
    assert [report.key for report in found] == [
        exercise.key for exercise in catalogue.lessons()[lesson].EXERCISES
    ]


@EACH_NOTEBOOK
def test_strict_mode_stops_at_the_first_blank(path, monkeypatch):
    monkeypatch.setenv("LOSSVIZ_STRICT", "1")
    first = next(source for source in sources(path) if EXERCISE.search(source))
    imports = next(source for source in sources(path) if "____" in source)
    with pytest.raises(NotCorrectError, match="not started"):
        run([imports, first])


@EACH_NOTEBOOK
def test_every_prediction_is_asked(path):
    asked = re.findall(r'predict\("([^"]+)"\)', "\n".join(sources(path)))
    lesson = path.stem.split("_", 1)[1]
    known = [question.key for question in catalogue.lessons()[lesson].PREDICTIONS]
    assert sorted(asked) == sorted(known)
