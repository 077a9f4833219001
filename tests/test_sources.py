"""Every source is cited in full: its author, title and year, and where in it to look."""

import ast
import re

import pytest

from tests.lessons import NOTEBOOKS, ROOT, START, read

FULL = {
    "author": r"^(?:[A-Z]\. ?)*[A-Z]\w+",
    "title": r"[*\"][^*\"]{9,}[*\"]"  # in italics or quoted; or, in a docstring, after surnames:
    r"|^(?:[A-Z]\w+(?:, [A-Z]\w+)* & )?[A-Z]\w+, [A-Z][^()&]{9,} \(",
    "year": r"\b(?:18|19|20)\d\d\b",
    "section": r"\b(?:sections?|chapters?|equations?|pages?|abstract)\b",
}

# What citations lack, by words that tell them from the others. A data set has no sections.
LACKS = {
    "UCI Machine Learning Repository": ["section"],
    "log-cosh": ["section"],
}


def in_notebooks():
    for path in NOTEBOOKS:
        if path.stem != START:
            [cell] = [cell for cell in read(path).cells if cell.source.startswith("## Sources")]
            for entry in re.findall(r"(?m)^- (.*)$", cell.source):
                yield path.stem, entry


def in_docstrings():
    """Each citation after "Source:", up to the next empty line, with where it stands."""
    for path in sorted((ROOT / "lossviz").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                text = ast.get_docstring(node) or ""
                name = getattr(node, "name", "module")
                for entry in re.findall(r"(?ms)^Source[^:\n]*: (.*?)(?:\n\n|\Z)", text):
                    yield f"{path.stem}.{name}", " ".join(entry.split())


CITED = [*in_notebooks(), *in_docstrings()]


def missing(entry):
    return [part for part, pattern in FULL.items() if not re.search(pattern, entry)]


def known(entry):
    return next((parts for words, parts in LACKS.items() if words in entry), [])


@pytest.mark.parametrize(("where", "entry"), CITED, ids=[where for where, _ in CITED])
def test_a_citation_names_author_title_year_and_section(where, entry):
    assert missing(entry) == known(entry), f"{where}: {entry}"


def test_notebooks_and_docstrings_cite_and_nothing_is_excused_that_is_not_cited():
    places = {where.partition(".")[0] for where, _ in CITED}
    assert {path.stem for path in NOTEBOOKS} - {START} <= places
    assert {"links", "information", "likelihood", "regression", "classification"} <= places
    assert [words for words in LACKS if not any(words in entry for _, entry in CITED)] == []


@pytest.mark.parametrize(
    ("entry", "lacks"),
    [
        ("C. M. Bishop, *Pattern Recognition*, 2006: section 4.2.", []),
        ('C. E. Shannon, "A Mathematical Theory", *Journal* 27, 1948: sections 6 and 9.', []),
        ("Goodfellow, Bengio & Courville, Deep Learning (2016), section 3.10.", []),
        ("*Pattern Recognition*, 2006: section 4.2.", ["author"]),
        ("Bishop (2006), section 4.2.", ["title"]),
        ("Goodfellow, Bengio & Courville (2016), section 3.10.", ["title"]),
        ("C. M. Bishop, *Pattern Recognition*: section 4.2.", ["year"]),
        ("Bishop, Pattern Recognition (2006).", ["section"]),
    ],
)
def test_what_a_citation_lacks_is_noticed(entry, lacks):
    assert missing(entry) == lacks
