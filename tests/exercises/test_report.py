"""What a report and a note show: the message always, code and a picture only if there are any."""

import pytest

from lossviz.exercises.report import Note, Report

CODE = "def f(x):\n    return x < 0\n\n    # a <b>"


def test_a_report_shows_its_code_after_the_words_about_it():
    report = Report("f", "wrong", "It is not.", code_title="Your line:", code=CODE)
    shown = report._repr_html_()
    places = [shown.index(part) for part in ("✗ f: wrong", "It is not.", "Your line:", "<pre")]
    assert places == sorted(places)
    assert "return x &lt; 0\n\n    # a &lt;b&gt;</pre>" in shown
    assert repr(report) == (
        "f: wrong. It is not.\nYour line:\n    def f(x):\n        return x < 0\n\n        # a <b>"
    )


def test_a_report_without_code_says_no_word_about_code():
    report = Report("f", "correct", "Yes.", code_title="Your line:")
    assert "<pre" not in report._repr_html_()
    assert "Your line" not in report._repr_html_()
    assert repr(report) == "f: correct. Yes."


@pytest.mark.parametrize("code", ["", CODE])
def test_a_note_shows_its_message_and_the_code_if_there_is_some(code):
    shown = Note("Try <this>.", code)._repr_html_()
    assert shown.count("<pre") == bool(code)
    assert "Try &lt;this&gt;." in shown
    assert repr(Note("Try <this>.", code)).startswith("Try <this>.")
    assert len(repr(Note("Try", code)).splitlines()) == 1 + len(code.splitlines())
