"""From what a function did on the cases to what is said about it: the first that applies.

Not started; raised; broke the contract; correct; one named mistake that explains all cases; a
constant factor; right on ordinary cases only; the smallest case that fails.
"""

from dataclasses import dataclass, replace

import numpy as np

from lossviz.exercises import wording
from lossviz.exercises.declaration import ORDINARY, Case, evaluate, with_arrays
from lossviz.exercises.detectors import close
from lossviz.exercises.trial import try_on

EXACTLY = "exactly"
UNUSUAL = "extreme", "impossible"


@dataclass(frozen=True)
class Diagnosis:
    """What is said: the fact first, then the right value if it is earned, then the question."""

    status: str
    fact: str
    question: str = ""
    mistake: str | None = None
    expected: str = ""
    line: str = ""

    def message(self, value_is_earned):
        expected = self.expected if value_is_earned else ""
        return " ".join(part for part in (self.fact, expected, self.question) if part)


def examine(exercise, function, seed=None):
    """Try a function on the exercise's cases; return the diagnosis, and the outcomes behind it."""
    cases = exercise.fixed_cases if seed is None else exercise.private_cases(seed)
    outcomes = [try_on(case, function, exercise.parameters) for case in cases]
    outcomes = [outcome for outcome in outcomes if not _raises_for_infinity(outcome)]
    with np.errstate(all="ignore"):
        found = _diagnose(exercise, outcomes)
        if found.mistake in exercise.probes and not _stands_the_probes(exercise, function, found):
            found = _smallest(exercise, outcomes)
        return found, outcomes


def _diagnose(exercise, outcomes):
    for judge in (_not_started, _raised, _contract, _correct, _named, _factor, _regime):
        if diagnosis := judge(exercise, outcomes):
            return diagnosis
    return _smallest(exercise, outcomes)


def _raises_for_infinity(outcome):
    """As math.log(0) does, where NumPy returns -inf: that is no mistake."""
    return outcome.arithmetic and np.all(np.isinf(outcome.case.right))


def _stands_the_probes(exercise, function, found):
    """Whether the function has the values of the mistake on its probes, too."""

    def agrees(wrong, probe):
        case = Case(ORDINARY, probe, evaluate(wrong, probe))
        return _is_right(try_on(case, function, exercise.parameters))

    made = [mistake.wrong for mistake in exercise.named if mistake.name == found.mistake]
    probes = [with_arrays(probe) for probe in exercise.probes[found.mistake]]
    return any(all(agrees(wrong, probe) for probe in probes) for wrong in made)


def not_started():
    return Diagnosis("not started", "Replace the ____ by your own code, then run this cell again.")


def _not_started(exercise, outcomes):
    if any(outcome.blank for outcome in outcomes):
        return Diagnosis("not started", "Something that it uses is still a ____. Write that first.")


def _raised(exercise, outcomes):
    raised = [outcome for outcome in outcomes if outcome.error]
    if not raised:
        return None
    first = raised[0]
    fact = f"Called with {_call(exercise, first)}, it raised {first.error}."
    unstable = [pattern for pattern in exercise.patterns if pattern.name == "unstable"]
    if unstable and all(map(_is_right_or_overflows, outcomes)):
        fact = f"It is right on ordinary inputs. {fact}"
        return Diagnosis("error", fact, unstable[0].question, "unstable", line=first.line)
    return Diagnosis("error", fact, line=first.line)


def _is_right_or_overflows(outcome):
    return _is_right(outcome) or (outcome.arithmetic and outcome.case.regime != ORDINARY)


def _contract(exercise, outcomes):
    for outcome in outcomes:
        if outcome.flaw:
            fact = f"Called with {_call(exercise, outcome)}, it {outcome.flaw}"
            return Diagnosis("wrong", fact, outcome.question, outcome.mistake)


def _correct(exercise, outcomes):
    if all(map(_is_right, outcomes)):
        fact = f"It agrees with the right one on all {len(outcomes)} cases. {exercise.why}"
        return Diagnosis("correct", fact)


def _named(exercise, outcomes):
    found = {}
    wrong_values = exercise.wrong_values([outcome.case for outcome in outcomes])
    for mistake, values in zip(exercise.named, wrong_values, strict=True):
        pattern = _explained(exercise, outcomes, values)
        if pattern == EXACTLY:
            found.setdefault(mistake.name, _of_mistake(exercise, mistake, outcomes))
        elif pattern:
            name = "+".join(sorted([*mistake.name.split("+"), pattern.name]))
            questions = f"{mistake.question} {pattern.question}"
            found.setdefault(name, _of_slips(exercise, name, questions))
    rights = [outcome.case.right for outcome in outcomes]
    if pattern := _explained(exercise, outcomes, rights):
        found[pattern.name] = _of_pattern(exercise, pattern, outcomes)
    if len(found) == 1:
        return found.popitem()[1]


def _explained(exercise, outcomes, values):
    """EXACTLY if the outcomes have these values; else the pattern of how they differ, or None."""
    failures = []
    for outcome, expected in zip(outcomes, values, strict=True):
        if not _same(outcome.value, expected):
            if outcome.case.regime == ORDINARY:
                return None
            failures.append((outcome.value, expected))
    if not failures:
        return EXACTLY
    shown = [pattern for pattern in exercise.patterns if pattern.shown(failures)]
    return shown[0] if len(shown) == 1 else None


def _of_mistake(exercise, mistake, outcomes):
    if not mistake.fact:
        return _of_slips(exercise, mistake.name, mistake.question)
    fact = f"Your {exercise.noun} {mistake.fact}, on all {len(outcomes)} cases."
    return Diagnosis("wrong", fact, mistake.question, mistake.name)


def _of_slips(exercise, name, questions):
    slips = name.split("+")
    count = {2: "Two", 3: "Three"}[len(slips)]
    fact = f"{count} slips together give exactly your {exercise.noun}: {', '.join(slips)}."
    return Diagnosis("wrong", fact, questions, name)


def _of_pattern(exercise, pattern, outcomes):
    return replace(_regime(exercise, outcomes), question=pattern.question, mistake=pattern.name)


def _factor(exercise, outcomes):
    value = np.concatenate([outcome.value.ravel() for outcome in outcomes])
    right = np.concatenate([outcome.case.right.ravel() for outcome in outcomes])
    usable = np.isfinite(value) & np.isfinite(right) & (right != 0)
    if not usable.any():
        return None
    largest = np.argmax(np.where(usable, np.abs(right), 0))
    factor = value[largest] / right[largest]
    if factor == 0 or not _same(value, factor * right):
        return None
    shown, _ = wording.different(factor, 1)
    fact = f"Your {exercise.noun} is {shown} times the right one, on all {len(outcomes)} cases."
    return Diagnosis("wrong", fact, "Where does this factor come from?")


def _regime(exercise, outcomes):
    wrong = [outcome for outcome in outcomes if not _is_right(outcome)]
    if any(outcome.case.regime == ORDINARY for outcome in wrong):
        return None
    start = f"Right on ordinary inputs, but not on {wrong[0].case.regime} ones: with"
    return _with_value(exercise, wrong[0], start, "What is different there?")


def _smallest(exercise, outcomes):
    wrong = [outcome for outcome in outcomes if not _is_right(outcome)]
    smallest = min(wrong, key=_size)
    start = f"Right on {len(outcomes) - len(wrong)} of {len(outcomes)} cases. With"
    return _with_value(exercise, smallest, start, "What do you get by hand?")


def _size(outcome):
    """The number of arguments' entries; what can be followed by hand comes before what cannot."""
    return outcome.case.regime in UNUSUAL, sum(map(np.size, outcome.case.arguments))


def _with_value(exercise, outcome, start, question):
    value, right = wording.different(outcome.value, outcome.case.right)
    fact = f"{start} {_call(exercise, outcome)} you return {value}."
    expected = f"The right {exercise.noun} is {right}."
    return Diagnosis("wrong", fact, question, expected=expected)


def _call(exercise, outcome):
    return wording.arguments(exercise.parameters, outcome.case.arguments)


def _is_right(outcome):
    return outcome.value is not None and _same(outcome.value, outcome.case.right)


def _same(value, other):
    return value.shape == other.shape and bool(np.all(close(value, other)))
