"""Notebooks for a teacher: with the solutions put in, or marked for nbgrader.

    python -m lossviz.exercises.grading notebooks/01_cost.ipynb source/ps1/01_cost.ipynb --seed 7

writes the notebook as an nbgrader source notebook: each exercise becomes a solution cell and a
locked cell of one point, which checks it, hidden from learners also on private cases.
"""

import argparse
import ast
import json
import textwrap
from pathlib import Path

from lossviz.exercises import catalogue

SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def with_solutions(source, around=()):
    """A code cell's source, with the body of each unfinished function replaced by the solution's.

    The docstring stays. `around` is a pair of lines to put before and after the solution.
    """
    lines = source.splitlines()
    for function in reversed(_unfinished(source)):
        body = [*around[:1], *_body(function.name), *around[1:]]
        documented = ast.get_docstring(function) is not None
        first = function.body[documented].lineno
        head = (
            []
            if first > function.lineno
            else [f"def {function.name}({ast.unparse(function.args)}):"]
        )
        lines[first - 1 : function.end_lineno] = head + [f"    {line}".rstrip() for line in body]
    return "\n".join(lines)


def for_nbgrader(notebook, seed):
    """An nbgrader source notebook, made of a notebook's JSON; private cases are drawn by `seed`."""
    cells = [part for cell in notebook["cells"] for part in _marked(cell, seed)]
    return {**notebook, "cells": cells}


def _marked(cell, seed):
    source = "".join(cell["source"])
    if cell["cell_type"] != "code" or not _unfinished(source):
        return [cell]
    (function,) = _unfinished(source)
    key, lines = function.name, with_solutions(source, SOLUTION).splitlines()
    end = lines.index(f"    {SOLUTION[1]}") + 1
    hidden = [HIDDEN[0], f'assert check({key}, seed={seed}).status == "correct"', HIDDEN[1]]
    return [
        _cell(cell, key, lines[:end], solution=True),
        _cell(cell, f"check-{key}", [f"check({key})", *hidden], locked=True, grade=True, points=1),
    ]


def _cell(cell, name, lines, **marks):
    flags = {"grade": False, "locked": False, "solution": False, "task": False, **marks}
    metadata = {**cell["metadata"], "nbgrader": {"schema_version": 3, "grade_id": name, **flags}}
    source = "\n".join(lines)
    return {**cell, "id": name, "metadata": metadata, "source": source, "outputs": []}


def _unfinished(source):
    """The functions in a cell's source that are an exercise with a blank in it."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # a cell with a magic command
        return []
    functions = [node for node in statements if isinstance(node, ast.FunctionDef)]
    return [node for node in functions if node.name in catalogue.exercises() and _has_blank(node)]


def _has_blank(function):
    names = (node.id for node in ast.walk(function) if isinstance(node, ast.Name))
    return "____" in names


def _body(key):
    """The lines of a solution below its docstring."""
    source = catalogue.exercises()[key].source
    docstring = ast.parse(source).body[0].body[0]
    return textwrap.dedent("\n".join(source.splitlines()[docstring.end_lineno :])).splitlines()


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Mark a notebook for nbgrader.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("marked", type=Path)
    parser.add_argument("--seed", type=int, required=True, help="decides the private cases")
    chosen = parser.parse_args(arguments)
    notebook = json.loads(chosen.notebook.read_text(encoding="utf-8"))
    chosen.marked.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(for_nbgrader(notebook, chosen.seed), indent=1, ensure_ascii=False)
    chosen.marked.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
