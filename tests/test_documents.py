"""The Markdown files beside the notebooks: headings, links, pictures and what they name."""

import importlib.util
import re
from itertools import pairwise

import pytest

from tests.lessons import NOTEBOOKS, ROOT, read

FOLDERS = ["lossviz", "notebooks", "tests", "binder"]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")),
]
EACH = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS]
)

LESSON = r"\[([^\]]*)\]\((?:notebooks/)?(\d\d_\w+\.ipynb)\)"


def text(path):
    return path.read_text(encoding="utf-8")


def prose(path):
    """A document without its code, where a # begins no heading and ]( no link."""
    return re.sub(r"(?ms)^```.*?^```|^    .*?$|`[^`\n]*`", "", text(path))


def links(path):
    """The text and the target of each link, and of each picture."""
    return re.findall(r"\[([^\]]*)\]\(([^)]*)\)", prose(path))


def test_the_documents_are_found():
    names = {path.name for path in DOCUMENTS}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "INSTRUCTORS.md"} <= names
    assert ROOT / "tests" / "bench" / "README.md" in DOCUMENTS


@EACH
def test_headings_are_in_order(path):
    levels = [len(marks) for marks in re.findall(r"(?m)^(#+) ", prose(path))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EACH
def test_links_lead_to_files(path):
    for _, target in links(path):
        if target.startswith("https://mybinder.org/"):
            assert (ROOT / target.partition("urlpath=lab/tree/")[2]).is_file(), target
        elif not target.startswith("https://"):
            assert (path.parent / target).is_file(), target


def test_a_link_to_a_lesson_bears_its_title():
    titles = {path.name: read(path).cells[0].source.splitlines()[0][2:] for path in NOTEBOOKS}
    pages = [text(ROOT / "README.md")]
    pages += [cell.source for path in NOTEBOOKS for cell in read(path).cells]
    named = [link for page in pages for link in re.findall(LESSON, page)]
    assert len(named) > 2 * len(titles)
    for words, name in named:
        assert words in (titles[name], titles[name][3:], f"lesson {name[:2]}")


@EACH
def test_every_picture_says_what_it_shows(path):
    pictures = re.findall(r"!\[([^\]]*)\]\(", text(path))
    assert [alternative for alternative in pictures if len(alternative) < 20] == []
    assert "<img" not in text(path)


@EACH
def test_the_files_and_modules_that_it_names_exist(path):
    named = text(path).replace("<lesson>", "cost")
    root = rf"(?:{'|'.join(FOLDERS)}|\.ci|\.github)/"
    for name in re.findall(rf"(?<![\w./~-]){root}[\w./-]*", named):
        assert (ROOT / name.rstrip(".")).exists(), name
    for module in re.findall(r"python -m ((?:lossviz|tests)[\w.]*)", named):
        assert importlib.util.find_spec(module), module
