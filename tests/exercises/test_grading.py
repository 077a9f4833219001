"""Notebooks for a teacher: the solutions put in, and the marks that nbgrader reads."""

import json
from pathlib import Path

import jsonschema
import nbformat
import numpy as np
import pytest
from nbformat import v4

from lossviz.exercises import grading
from tests.exercises.learner import EXERCISES

# nbgrader's own schema of version 3: nbgrader/nbgraderformat/v3.json of nbgrader 0.9, BSD-3-Clause,
# copyright Project Jupyter Contributors.
SCHEMA = json.loads(Path(__file__).with_name("nbgrader_v3.json").read_text())

UNFINISHED = '''def softmax(z):
    """What goes in,
    and what comes out."""
    exponentials = ____
    return exponentials / ____

check(softmax)'''

SOLVED = '''def softmax(z):
    """What goes in,
    and what comes out."""
    exponentials = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)

check(softmax)'''


def notebook():
    cells = [
        v4.new_markdown_cell("# softmax: `def softmax(z)`"),
        v4.new_code_cell("%matplotlib inline"),
        v4.new_code_cell("def softmax(z):\n    return 'shown in the text'", outputs=[]),
        v4.new_code_cell(UNFINISHED, metadata={"tags": ["exercise"]}, id="one"),
        v4.new_code_cell("def mean_cost(y, y_hat): return ____\ncheck(mean_cost)", id="two"),
        v4.new_code_cell("def own(y):\n    return ____"),
        v4.new_code_cell("progress()"),
    ]
    return v4.new_notebook(cells=cells)


def marked(seed=7):
    return grading.for_nbgrader(json.loads(nbformat.writes(notebook())), seed)


def by_id(cells, name):
    (cell,) = (cell for cell in cells if cell["id"] == name)
    return cell


def test_a_solution_replaces_the_body_and_nothing_else():
    assert grading.with_solutions(UNFINISHED) == SOLVED


def test_a_solution_keeps_its_comments_and_two_functions_may_stand_in_a_cell():
    source = "def sigmoid(z):\n    return ____\nx = 1\ndef logit(p): return ____\ny = 2"
    assert grading.with_solutions(source) == (
        "def sigmoid(z):\n"
        "    # e is never raised to a positive power, which could overflow.\n"
        "    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))\n"
        "x = 1\n"
        "def logit(p):\n"
        "    return np.log(p / (1 - p))\n"
        "y = 2"
    )


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline",
        "x = ____",
        "def own():\n    return ____",
        SOLVED,
        "",
        "class A:\n    x = 1",
    ],
)
def test_what_is_no_unfinished_exercise_stays_as_it_is(source):
    assert grading.with_solutions(source) == source


@pytest.mark.parametrize("key", EXERCISES)
def test_every_solution_can_be_put_in(key):
    parameters = ", ".join(EXERCISES[key].parameters)
    space = {}
    source = f"def {key}({parameters}):\n    return ____"
    exec("import numpy as np\n" + grading.with_solutions(source), space)
    with np.errstate(all="ignore"):
        for case in EXERCISES[key].fixed_cases:
            assert (space[key](*case.arguments) == case.right).all()


def test_an_exercise_becomes_a_solution_cell_and_a_locked_graded_check():
    cells = marked()["cells"]
    solution, check = by_id(cells, "softmax"), by_id(cells, "check-softmax")
    assert solution["source"] == SOLVED.replace(
        "    exponentials =", "    ### BEGIN SOLUTION\n    exponentials ="
    ).replace("\n\ncheck(softmax)", "\n    ### END SOLUTION")
    assert check["source"] == (
        "check(softmax)\n"
        "### BEGIN HIDDEN TESTS\n"
        'assert check(softmax, seed=7).status == "correct"\n'
        "### END HIDDEN TESTS"
    )
    flags = {"task": False, "schema_version": 3}
    assert solution["metadata"] == {
        "tags": ["exercise"],
        "nbgrader": {
            **flags,
            "grade_id": "softmax",
            "solution": True,
            "grade": False,
            "locked": False,
        },
    }
    assert check["metadata"]["nbgrader"] == {
        **flags,
        "grade_id": "check-softmax",
        "solution": False,
        "grade": True,
        "locked": True,
        "points": 1,
    }
    assert cells.index(check) == cells.index(solution) + 1


def test_other_cells_stay_as_they_are():
    before, after = json.loads(nbformat.writes(notebook()))["cells"], marked()["cells"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in after]
    assert names == [
        *(None, None, None, "softmax", "check-softmax", "mean_cost", "check-mean_cost", None, None)
    ]
    untouched = [cell["source"] for cell in before if "check" not in "".join(cell["source"])]
    assert [cell["source"] for cell in after if "nbgrader" not in cell["metadata"]] == untouched


def test_the_marked_notebook_is_valid_for_jupyter_and_for_nbgrader():
    nbformat.validate(nbformat.from_dict(marked()))
    cells = [cell["metadata"] for cell in marked()["cells"]]
    nbgrader = [metadata["nbgrader"] for metadata in cells if "nbgrader" in metadata]
    for metadata in nbgrader:
        jsonschema.validate(metadata, SCHEMA)
    names = [metadata["grade_id"] for metadata in nbgrader]
    assert len(set(names)) == len(names) == 4


def test_the_schema_refuses_what_is_wrong():
    wrong = {**by_id(marked()["cells"], "softmax")["metadata"]["nbgrader"], "grade": "yes"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def test_nbgraders_own_validator_accepts_it():
    nbgraderformat = pytest.importorskip("nbgrader.nbgraderformat")
    nbgraderformat.MetadataValidator().validate_nb(nbformat.from_dict(marked()))


def test_the_command_writes_the_marked_notebook(tmp_path):
    source, target = tmp_path / "a.ipynb", tmp_path / "source" / "ps1" / "a.ipynb"
    nbformat.write(notebook(), source)
    grading.main([str(source), str(target), "--seed", "11"])
    assert "seed=11" in target.read_text(encoding="utf-8")
    nbformat.validate(nbformat.read(target, as_version=4))
