"""The functions that a notebook shows in its own cells."""

import ast
from functools import cache

import numpy as np

from tests.lessons import ROOT, code_cells, read


def shown(lesson, name, **given):
    """The function of this name in the lesson's cells, where it can use what is given."""
    names = {"np": np, **given}
    exec(_functions(lesson), names)
    return names[name]


@cache
def _functions(lesson):
    [path] = (ROOT / "notebooks").glob(f"*_{lesson}.ipynb")
    sources = [cell.source for cell in code_cells(read(path)) if "____" not in cell.source]
    functions = [
        statement
        for source in sources
        for statement in ast.parse(source).body
        if isinstance(statement, ast.FunctionDef)
    ]
    return compile(ast.Module(functions, []), str(path), "exec")
