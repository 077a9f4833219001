"""Answers as a learner would give them."""

from lossviz.exercises import catalogue, check

EXERCISES = catalogue.exercises()
PREDICTIONS = catalogue.predictions()


def answers(key, function):
    """The report on `function` as an answer to the exercise `key`."""
    return check(called(key, function))


def called(key, function):
    """The function under the name that says which exercise it answers."""

    def answer(*arguments):
        return function(*arguments)

    answer.__name__ = key
    return answer
