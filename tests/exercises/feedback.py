"""All the feedback there is, to be read: `python -m tests.exercises.feedback`.

What it prints is kept in the folder feedback, a file for each lesson; a test compares the two.
"""

import os
from pathlib import Path

import numpy as np

from lossviz.exercises import attempts, catalogue, check, hint, matrix, solution
from lossviz.exercises.blank import ____
from tests.exercises.learner import called

FOLDER = Path(__file__).with_name("feedback")


def _raises(*arguments):
    return np.exp(arguments[0]) + arguments[0].shap


def _first_attempts(exercise):
    right = exercise.solution
    yield "blank", lambda *arguments: ____
    yield "exception", _raises
    yield "text", lambda *arguments: "3.5"
    yield "off by a third", lambda *arguments: right(*arguments) * 1.3
    yield "off, a first time", lambda *arguments: right(*arguments) + 0.25
    yield "off, a second time", lambda *arguments: right(*arguments) + 0.125


def feedback(exercise):
    """Every line that is said of one exercise."""
    key = exercise.key
    yield f"======== {key}"
    yield f"hint: {hint(key)}"
    yield f"hint: {hint(key)}"
    yield f"hint: {hint(key)}"
    yield f"solution: {solution(key)}"
    for name, function in _first_attempts(exercise):
        yield f"{name}: {check(called(key, function))}"
    for name, function in matrix.wrong_functions(exercise):
        attempts.answers[key].clear()
        yield f"{name}: {check(called(key, function)).message}"
    yield f"right: {check(called(key, exercise.solution))}"


def of_lesson(name):
    """All feedback of a lesson, one text."""
    parts = [
        line for exercise in catalogue.lessons()[name].EXERCISES for line in feedback(exercise)
    ]
    return "\n".join(parts) + "\n"


def kept(name):
    """The file that holds the feedback as it was last read through."""
    return FOLDER / f"{name}.txt"


if __name__ == "__main__":
    os.environ["LOSSVIZ_PROGRESS"] = os.devnull
    FOLDER.mkdir(exist_ok=True)
    for lesson in catalogue.LESSONS:
        kept(lesson).write_text(of_lesson(lesson), encoding="utf-8")
        print(kept(lesson).read_text(encoding="utf-8"), end="")
