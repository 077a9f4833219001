"""Calls a learner's function on one case, and takes down what happened."""

import contextlib
import copy
import inspect
import io
import linecache
import os
import sysconfig
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lossviz.exercises import wording
from lossviz.exercises.blank import Blank, holds_blank
from lossviz.exercises.declaration import Case

NOT_THE_LEARNERS = (
    f"{Path(__file__).parents[1]}{os.sep}",
    *(f"{sysconfig.get_path(name)}{os.sep}" for name in ("stdlib", "purelib", "platlib")),
    "<frozen",
)


@dataclass(frozen=True)
class Outcome:
    """What a function did on one case. One of:

    it touched a blank (`blank`); it raised (`error` tells what, `line` is the learner's own line,
    `arithmetic` says that a number grew too large or had no value); it broke the contract (`flaw`
    tells how, `question` asks back, `mistake` is the name, or None); it returned `value`.
    """

    case: Case
    value: np.ndarray | None = None
    blank: bool = False
    error: str = ""
    line: str = ""
    arithmetic: bool = False
    flaw: str = ""
    question: str = ""
    mistake: str | None = None


def try_on(case, function, names):
    """Call `function`, whose parameters ought to be `names`, on a copy of the case's arguments.

    Nothing but KeyboardInterrupt gets out.
    """
    arguments = copy.deepcopy(case.arguments)
    contacts = Blank.contacts
    try:
        with quiet() as printed:
            returned = function(*arguments)
            outcome = _judge(case, returned, arguments, names, printed.count)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # of sys.exit() or a cancelled task, too
        outcome = _raised(case, error)
    return Outcome(case, blank=True) if Blank.contacts > contacts else outcome


class _Counted(io.TextIOBase):
    """Counts the characters printed, and drops them."""

    count = 0

    def write(self, text):
        self.count += len(text)
        return len(text)


@contextlib.contextmanager
def quiet():
    """Drops what a learner's function prints and warns of; yields the counter of what it prints."""
    printed = _Counted()
    with (
        np.errstate(all="ignore"),
        warnings.catch_warnings(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
    ):
        warnings.simplefilter("ignore")
        yield printed


def _judge(case, returned, arguments, names, printed):
    if holds_blank(returned):
        return Outcome(case, blank=True)
    if returned is None:
        flaw = "prints, and returns None." if printed else "returns None."
        question = "Is there a return missing?"
        return Outcome(case, flaw=flaw, question=question, mistake="returns-none")
    array = _numbers(returned)
    if array is None:
        flaw = f"returns {wording.contents(returned)}, and real numbers are asked."
        return Outcome(case, flaw=flaw, question="What is the last thing it computes?")
    asked = case.right.shape
    if array.shape != asked:
        flaw = f"returns {wording.shape(array.shape)}, and {wording.shape(asked)} is asked."
        question = _about_shapes(array.shape, asked)
        return Outcome(case, flaw=flaw, question=question, mistake="shape")
    for name, argument, original in zip(names, arguments, case.arguments, strict=True):
        if not np.array_equal(argument, original):
            flaw, question = f"changes its argument {name}.", "Can it make a new array instead?"
            return Outcome(case, flaw=flaw, question=question, mistake="mutates-input")
    return Outcome(case, value=array.astype(float))


def _about_shapes(returned, asked):
    if not returned:
        return "Did you sum or average what should stay apart?"
    if not asked:
        if set(returned) == {1}:
            return "Is there a bracket, or a keepdims, too many?"
        return "Did a sum or a mean go missing?"
    if len(returned) == len(asked):
        return "Which axis has too many entries, or too few?"
    return "Which axis is added, lost or kept?"


def _numbers(returned):
    """`returned` as an array of real numbers, or None if it is something else."""
    if inspect.iscoroutine(returned):
        returned.close()
    if isinstance(returned, (str, bytes)):
        return None
    try:
        array = np.asarray(returned)
        if array.dtype == object and None not in array.ravel().tolist():
            array = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        return None
    return array if array.dtype.kind in "biuf" else None


def _raised(case, error):
    line = ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if not file.startswith(NOT_THE_LEARNERS):
            line = wording.foreign(linecache.getline(file, number))
    arithmetic = isinstance(error, (ArithmeticError, ValueError))
    return Outcome(case, error=wording.raised(error), line=line, arithmetic=arithmetic)
