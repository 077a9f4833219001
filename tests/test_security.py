"""Nothing that somebody writes becomes markup, and nothing goes over the network."""

import subprocess
import sys
from html.parser import HTMLParser

import ipywidgets as widgets
import numpy as np
import pytest

from lossviz.exercises import check, hint, progress, solution
from lossviz.exercises.predicting import Prediction
from lossviz.exercises.question import Choices
from lossviz.live import explore, show
from lossviz.live.progress import Bar
from tests.exercises.learner import EXERCISES, answers
from tests.lessons import NAMES, ROOT

MARKUP = "</p></div></script>\"'><img src=x onerror=alert(1)><script>alert(1)</script>"


class Tags(HTMLParser):
    """What a browser would make of a text: its tags, and attributes that run code."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.handlers = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]


def assert_harmless(text):
    parsed = Tags(text)
    assert "script" not in parsed.tags
    assert parsed.handlers == []
    assert "src=x" not in text.replace("&lt;img src=x", "")


def markup(widget):
    """The HTML in a widget and in all those within it."""
    own = [widget.value] if isinstance(widget, widgets.HTML) else []
    return own + [text for child in getattr(widget, "children", ()) for text in markup(child)]


def named(function):
    function.__name__ = function.__doc__ = MARKUP
    return function


class Disguised:
    """A value whose text is markup."""

    def __repr__(self):
        return MARKUP


def raising(*_):
    raise ValueError(MARKUP)


WRONG = {
    "error": raising,
    "text": lambda *_: MARKUP,
    "repr": lambda *_: Disguised(),
    "list": lambda *_: [MARKUP],
    "array": lambda *_: np.array(MARKUP),
    "record": lambda *_: np.zeros(2, [(MARKUP, float)]),
}


def test_the_test_sees_markup_that_is_not_escaped():
    with pytest.raises(AssertionError):
        assert_harmless(f"<p>{MARKUP}</p>")


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("key", EXERCISES)
def test_a_wrong_answer_is_shown_as_text(key, kind):
    shown = answers(key, WRONG[kind])._repr_html_()
    assert_harmless(shown)


@pytest.mark.parametrize("ask", [check, hint, solution])
def test_an_unknown_name_is_shown_as_text(ask):
    assert_harmless(ask(named(lambda x: x))._repr_html_())


def test_a_resume_code_and_a_file_name_are_shown_as_text(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "file" / MARKUP.replace("/", "")))
    answers("squared_error", lambda y, y_hat: y)
    assert "cannot be written" in progress().message
    for shown in (progress(MARKUP), progress()):
        assert_harmless(shown._repr_html_())


def test_a_question_is_shown_as_text():
    question = Choices("test", MARKUP, {"a": "", "b": MARKUP}, right="a")
    shown = markup(Prediction(question).answer("b")._view)
    assert len(shown) == 2
    for text in shown:
        assert_harmless(text)


@pytest.mark.parametrize("kind", WRONG)
def test_a_function_under_a_figure_is_shown_as_text(kind):
    def function(x, wrong=False):
        return WRONG[kind](x) if wrong else x**2

    live = explore(named(function), wrong=False)
    live.set(wrong=True)
    assert live.summary.startswith("Not drawn")
    for text in markup(live._view):
        assert_harmless(text)


def test_a_sentence_under_a_figure_is_shown_as_text():
    live = show(lambda figure: lambda p=0.5: MARKUP, p=(0.0, 1.0))
    assert live.summary == MARKUP
    for text in markup(live._view):
        assert_harmless(text)


def test_labels_are_text_to_ipywidgets():
    live = show(lambda figure: lambda **values: "", **{MARKUP: (0.0, 1.0), "b": [MARKUP, "x"]})
    bar = Bar(MARKUP, 3)
    for widget in [*live.controls.values(), bar.widget, bar.text]:
        assert not widget.description_allow_html


OFFLINE = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"):
        raise PermissionError(f"{event} {arguments[1:]}")

sys.addaudithook(refuse)
"""
EVERYTHING = """
from tests.lessons import NOTEBOOKS, code_cells, read, run

run([cell.source for path in NOTEBOOKS if path.stem == NAME for cell in code_cells(read(path))])
"""


def offline(code):
    """Run code in a fresh Python that refuses to use the network; give its errors."""
    run = [sys.executable, "-c", OFFLINE + code]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True).stderr


def test_offline_means_offline():
    code = "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')"
    assert "PermissionError: socket." in offline(code)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_without_the_network(name):
    assert "Error" not in offline(f"NAME = {name!r}" + EVERYTHING)
