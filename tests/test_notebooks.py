"""The anatomy of a notebook, as it is committed."""

import ast
import re
from itertools import pairwise
from statistics import median

import pytest

from tests.lessons import NAMES, NOTEBOOKS, START, code_cells, pictures, read

LESSONS = [path for path in NOTEBOOKS if path.stem != START]
# Functions that are no formula, and may be longer than one: a training loop.
NO_FORMULA = {"train"}
EACH_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
EACH_LESSON = pytest.mark.parametrize("path", LESSONS, ids=[path.stem for path in LESSONS])


def markdown(path):
    return [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]


def code(path):
    return [cell.source for cell in code_cells(read(path))]


def lines(source):
    return [line for line in source.splitlines() if line.strip()]


def words(source):
    """The words of a reader: formulas are looked at, sources and tables looked up."""
    text = re.sub(r"(?s)\$\$.*?\$\$|^\|.*$|\]\([^)]*\)", " ", source, flags=re.MULTILINE)
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.sub(r"\$[^$]*\$", " ", text))


@EACH_NOTEBOOK
def test_it_is_committed_executed_without_errors_or_widget_state(path):
    notebook = read(path)
    assert "widgets" not in notebook.metadata
    cells = code_cells(notebook)
    counts = [cell.execution_count for cell in cells]
    assert counts == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert [
        output
        for output in outputs
        if output.output_type in ("error", "stream") and output.get("name") != "stdout"
    ] == []


@EACH_NOTEBOOK
def test_every_picture_says_what_it_shows(path):
    alternatives = pictures(read(path))
    assert alternatives
    assert [text for text in alternatives if not text or len(text) < 20] == []
    kinds = {
        kind for cell in code_cells(read(path)) for o in cell.outputs for kind in o.get("data", {})
    }
    assert [kind for kind in kinds if kind.startswith("image/")] == ["image/png"]
    drawn_in_prose = re.findall(r"!\[([^\]]*)\]", "\n".join(markdown(path)))
    assert [text for text in drawn_in_prose if len(text) < 20] == []


@EACH_NOTEBOOK
def test_a_live_figure_is_also_text_and_never_html(path):
    for cell in code_cells(read(path)):
        for output in cell.outputs:
            if "application/vnd.jupyter.widget-view+json" in output.get("data", {}):
                assert "text/plain" in output.data
                assert "text/html" not in output.data


@EACH_NOTEBOOK
def test_headings_are_in_order(path):
    headings = re.findall(r"(?m)^(#+) ", "\n".join(markdown(path)))
    levels = [len(marks) for marks in headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert max(levels) <= 3
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EACH_LESSON
def test_sections_are_counted_from_1(path):
    titles = re.findall(r"(?m)^## (\d.*)$", "\n".join(markdown(path)))
    assert 3 <= len(titles) <= 6
    assert [title.split()[0] for title in titles] == [f"{n + 1}." for n in range(len(titles))]
    assert markdown(path)[0].startswith(f"# {path.stem[:2]} ")


@EACH_NOTEBOOK
def test_links_lead_to_files(path):
    # JupyterLab and GitHub spell the anchor of a heading differently, so there are none.
    for target in re.findall(r"\]\((?!http)([^)]*)\)", "\n".join(markdown(path))):
        assert (path.parent / target).is_file(), target


@EACH_NOTEBOOK
def test_the_last_link_leads_to_the_next_notebook(path):
    after = [*NAMES, START][NAMES.index(path.stem) + 1]
    assert re.findall(r"Next: .*?\]\(([^)]*)\)", markdown(path)[-1]) == [f"{after}.ipynb"]


@EACH_NOTEBOOK
def test_its_markdown_is_plain(path):
    """JupyterLab and GitHub both render it: no directives, no callouts, no HTML, no footnotes."""
    text = "\n\n".join(markdown(path))
    assert re.findall(r"(?m)^(?:```\{|:::|> \[!|\[\^)|</?[a-z][^>]*>", text) == []


@EACH_NOTEBOOK
def test_no_cell_is_long(path):
    code_lines = [len(lines(source)) for source in code(path)]
    assert max(code_lines) <= 12
    assert median(code_lines) <= 4
    prose = [source for source in markdown(path) if not source.startswith("## Sources")]
    assert [source for source in prose if len(words(source)) > 80] == []


@EACH_NOTEBOOK
def test_a_formula_is_a_function_of_at_most_six_lines(path):
    nodes = [node for source in code(path) for node in ast.walk(ast.parse(source))]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    assert functions
    long = {node.name for node in functions if node.end_lineno - node.lineno >= 6}
    assert long <= NO_FORMULA


@EACH_LESSON
def test_a_lesson_has_all_its_parts(path):
    text, source = markdown(path), code(path)
    title = text[0]
    assert re.match(r"# 0\d ", title)
    assert re.search(r"(?m)^\*\*.*\?\*\*$", title), "a question under the title"
    assert len(re.findall(r"(?m)^- ", title)) == 3, "three things to be able to do"
    assert len(lines(source[0])) <= 6
    assert 25 <= len(read(path).cells) <= 48
    assert sum(bool(re.search(r"\b(show|explore)\(", cell)) for cell in source) >= 4
    assert any("explore(" in cell for cell in source)
    assert sum("predict(" in cell for cell in source) >= 3
    assert sum(bool(re.search(r"\bcheck\(", cell)) for cell in source) >= 6
    joined = "\n\n".join(text)
    for part in ("**Formula.**", "**Play.**", "**Explain.**"):
        assert joined.count(part) >= 3, part
    assert "Often heard" in joined, "a misconception, named"
    headings = re.findall(r"(?m)^## (.+)$", joined)
    assert headings[-3:] == ["Exercises", "Summary", "Sources"]
    summary = next(cell for cell in text if cell.startswith("## Summary"))
    assert len(re.findall(r"(?m)^- ", summary)) == 3
