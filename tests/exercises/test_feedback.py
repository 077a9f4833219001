"""What is said, word for word, and that it keeps to the rules of the course."""

import re

import pytest

from lossviz.exercises import catalogue
from tests.exercises.feedback import feedback, kept, of_lesson
from tests.exercises.learner import EXERCISES


@pytest.mark.parametrize("lesson", catalogue.LESSONS)
def test_all_feedback_is_as_it_was_when_last_read_through(lesson):
    """If a text was changed on purpose: python -m tests.exercises.feedback, and read it."""
    assert of_lesson(lesson) == kept(lesson).read_text(encoding="utf-8")


@pytest.mark.parametrize("key", EXERCISES)
def test_no_feedback_on_a_wrong_answer_shows_the_solution(key):
    exercise = EXERCISES[key]
    formula = exercise.source.splitlines()[-1].removeprefix("    return ")
    for line in feedback(exercise):
        if not line.startswith("right: "):
            assert formula not in line


@pytest.mark.parametrize("key", EXERCISES)
def test_feedback_is_calm(key):
    for line in feedback(EXERCISES[key]):
        assert "!" not in line
        assert not re.search(
            r"\b(oops|sorry|great|wow|nice|awesome|unfortunately|just)\b", line, re.I
        )
