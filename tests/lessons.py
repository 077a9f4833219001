"""The notebooks of the project, read from their files."""

from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from nbformat import v4

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
START = "00_start_here"


def read(path):
    return nbformat.read(path, as_version=4)


def write(path, *sources):
    """A notebook with these code cells."""
    cells = [v4.new_code_cell(source.strip()) for source in sources]
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def pictures(notebook):
    """The alternative text of each committed picture, None where it has none."""
    return [output.metadata.get("image/png", {}).get("alt") for output in _drawn(notebook)]


def pngs(notebook):
    """Each committed picture, in base64."""
    return [output.data["image/png"] for output in _drawn(notebook)]


def _drawn(notebook):
    return [
        output
        for cell in code_cells(notebook)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]


def run(sources):
    """What each cell shows when all run in turn, in this process and not in a kernel."""
    shell = InteractiveShell()
    shown = []
    for source in sources:
        result = shell.run_cell(source)
        result.raise_error()
        shown.append(result.result)
    return shown
