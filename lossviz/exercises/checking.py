"""`check`, `hint` and `solution`: what a notebook's exercise cells call."""

import inspect
import os

from lossviz.exercises import attempts, catalogue, recording, wording
from lossviz.exercises.blank import Blank, mentions_blank
from lossviz.exercises.diagnosis import Diagnosis, examine, not_started
from lossviz.exercises.report import Note, Report

STRICT = "LOSSVIZ_STRICT"


class NotCorrectError(AssertionError):
    """Raised by `check` in strict mode, for every status but "correct"."""


def check(function, *, seed=None):
    """Say whether your function is right and, if it is not, what the mistake is.

    The function's name tells which exercise it answers. The result is a report: its `status` is
    "not started", "error", "wrong" or "correct", its `mistake` the name of a known mistake or None,
    its `message` says it in words. With a `seed`, the ordinary cases are others, drawn from it.

    Nothing is raised, whatever the function does; with the environment variable LOSSVIZ_STRICT set
    to 1, every status but "correct" raises NotCorrectError.
    """
    try:
        report = _report(function, seed)
    except Exception as error:  # of an object that does not let itself be looked at
        report = _told("?", Diagnosis("error", f"It cannot be checked: {wording.raised(error)}."))
    if report.status != "correct" and os.environ.get(STRICT, "0") not in ("", "0"):
        raise NotCorrectError(str(report))
    return report


def hint(exercise):
    """Give the next hint for an exercise, named by your function or its name."""
    key, found = _sought(exercise)
    if found is None:
        return Note(_no_exercise(key))
    rung = min(attempts.hints[key], len(found.hints) - 1)
    attempts.hints[key] += 1
    return Note(f"Hint {rung + 1} of {len(found.hints)} for {key}: {found.hints[rung]}")


def solution(exercise):
    """Show one right way to write an exercise, after success or three different attempts."""
    key, found = _sought(exercise)
    if found is None:
        return Note(_no_exercise(key))
    if recording.is_correct(key) or attempts.solution_is_earned(key):
        return Note(f"One way to write {key}. {found.why}", found.source)
    made = len(attempts.answers[key])
    return Note(
        f"The solution of {key} opens after a correct answer, or after "
        f"{attempts.SOLUTION_AFTER} different attempts; so far there are {made}."
    )


def _sought(exercise):
    """As _find, for what may not let itself be looked at."""
    try:
        return _find(exercise)
    except Exception:
        return "", None


def _find(exercise):
    """The key that a function or a name stands for, and its exercise or None."""
    name = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", None)
    key = wording.foreign(name) if isinstance(name, str) else ""
    return key, catalogue.exercises().get(key)


def _no_exercise(key):
    if not key.isidentifier():
        return (
            "check, hint and solution take your own function, written with def and under its own "
            "name, as in check(softmax)."
        )
    return catalogue.missing("exercise", key, catalogue.exercises())


def _report(function, seed):
    if isinstance(function, Blank):
        return _told("?", not_started())
    key, exercise = _find(function)
    if exercise is None or not callable(function):
        return _told(key or "?", Diagnosis("error", _no_exercise("" if exercise else key)))
    if _has_blank(function):
        return _told(key, not_started())
    if refusal := _wrong_parameters(function, exercise):
        return _told(key, Diagnosis("error", refusal))
    return _examined(exercise, function, seed)


def _has_blank(function):
    code = getattr(function, "__code__", None)
    return inspect.iscode(code) and mentions_blank(code)


def _signature(function):
    """A function's signature, or None: some functions do not tell."""
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


def _wrong_parameters(function, exercise):
    names, signature = exercise.parameters, _signature(function)
    if signature is None:
        return None
    try:
        signature.bind(*names)
    except TypeError:
        return (
            f"It is called with {len(names)} arguments, {exercise.key}({', '.join(names)}), and "
            f"takes {wording.foreign(signature)}. Does its first line still say "
            f"def {exercise.key}({', '.join(names)})?"
        )


def _other_order(function, exercise):
    """What is said if the function's first line has the right parameters in another order."""
    signature = _signature(function)
    names = list(signature.parameters) if signature else []
    if names == exercise.parameters or sorted(names) != sorted(exercise.parameters):
        return None
    fact = (
        f"Your first line says def {exercise.key}({', '.join(names)}), and it is called as "
        f"{exercise.key}({', '.join(exercise.parameters)})."
    )
    question = "Do the parameters stand in the order that is asked?"
    return Diagnosis("wrong", fact, question, "swapped-arguments")


def _told(key, diagnosis):
    return Report(key, diagnosis.status, diagnosis.fact, diagnosis.mistake)


def _examined(exercise, function, seed):
    key = exercise.key
    found, outcomes = examine(exercise, function, seed)
    if found.status in ("wrong", "error"):
        found = _other_order(function, exercise) or found
    report = _told(key, found)
    if found.status == "not started":
        return report
    recording.record(key, found.status, found.mistake)
    if seed is None:
        attempts.note_answer(key, outcomes)
    if found.status == "correct":
        report.code_title, report.code = "One way to write it:", exercise.source
    elif found.line:
        report.code_title, report.code = "Your line:", found.line
    report.message = found.message(attempts.value_is_earned(key))
    if all(outcome.value is not None for outcome in outcomes):
        report.picture = lambda: _picture(exercise, function)
    return report


def _picture(exercise, function):
    from lossviz.exercises.drawing import draw  # matplotlib, only when a picture is looked at

    return draw(exercise, function)
