"""Every exercise and every prediction, by key, in the order of the lessons.

A lesson's module lists its own in EXERCISES and PREDICTIONS. Resume codes count on the order: a new
lesson goes to the end, and a new key within a lesson makes earlier codes be refused.
"""

import difflib
from functools import cache
from importlib import import_module

LESSONS = ["start_here", "cost", "softmax", "likelihood", "information", "binary", "norms"]


@cache
def lessons():
    """Each lesson's name, with its module."""
    return {name: import_module(f"lossviz.exercises.{name}") for name in LESSONS}


def keys():
    """The keys of each lesson's exercises and predictions, in order."""
    return {
        name: [item.key for item in [*lesson.EXERCISES, *lesson.PREDICTIONS]]
        for name, lesson in lessons().items()
    }


@cache
def exercises():
    return {item.key: item for lesson in lessons().values() for item in lesson.EXERCISES}


@cache
def predictions():
    return {item.key: item for lesson in lessons().values() for item in lesson.PREDICTIONS}


def missing(what, key, known):
    """A sentence for a key that does not exist, with the nearest one that does."""
    nearest = difflib.get_close_matches(key, known, n=1)
    hint = f"Is {nearest[0]} meant?" if nearest else f"There is: {', '.join(known)}."
    return f"There is no {what} called {key}. {hint}"
