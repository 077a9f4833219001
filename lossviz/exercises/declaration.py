"""What an exercise is: one declaration, from which check, hint, solution and drawing follow."""

import inspect
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, reduce

import numpy as np

ORDINARY = "ordinary"
PRIVATE_CASES = 6


@dataclass(frozen=True)
class Mistake:
    """A wrong function with a name.

    `fact` finishes the sentence "Your gradient ..."; `question` leads to the mistake, not to the
    answer.
    """

    name: str
    wrong: Callable
    fact: str
    question: str


@dataclass(frozen=True)
class Detector:
    """A mistake that many exercises share: `change` turns a function into the wrong one."""

    name: str
    change: Callable
    fact: str
    question: str


@dataclass(frozen=True)
class Pattern:
    """A mistake told by how values fail outside the ordinary cases, not by one formula.

    `shown` judges the list of (value, right value) of the cases that fail. `wrong` is a function
    that makes this mistake.
    """

    name: str
    shown: Callable
    wrong: Callable
    question: str


@dataclass(frozen=True)
class Curve:
    """What is drawn: `entry` of the value at `arguments(t)`, for t from `low` to `high`."""

    label: str
    low: float
    high: float
    arguments: Callable
    entry: tuple = ()


@dataclass(frozen=True, eq=False)
class Case:
    """Arguments to call a learner's function with, and the right value."""

    regime: str
    arguments: tuple
    right: np.ndarray


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise.

    `solution` is the right function: its name is the exercise's key, its source what `solution()`
    shows. `noun` says what it returns. `cases` maps a regime to tuples of arguments, arrays written
    as lists; the first regime is "ordinary". `sample(rng)` draws one more ordinary case.
    `compounds` lists names of mistakes and detectors that make sense together, joined by "+".
    `probes` maps a mistake's name to arguments beyond what is asked: only a function that has the
    mistake's values there as well gets the name.
    """

    solution: Callable
    noun: str
    why: str
    cases: dict
    sample: Callable
    hints: list
    curve: Curve
    mistakes: list = field(default_factory=list)
    detectors: list = field(default_factory=list)
    patterns: list = field(default_factory=list)
    compounds: list = field(default_factory=list)
    probes: dict = field(default_factory=dict)

    @property
    def key(self):
        return self.solution.__name__

    @property
    def parameters(self):
        return list(inspect.signature(self.solution).parameters)

    @property
    def source(self):
        return inspect.getsource(self.solution).strip()

    @cached_property
    def fixed_cases(self):
        return [
            self._case(regime, arguments)
            for regime, calls in self.cases.items()
            for arguments in calls
        ]

    def private_cases(self, seed):
        """The fixed cases, with the ordinary ones replaced by others that `seed` decides."""
        rng = np.random.default_rng(seed)
        drawn = [self._case(ORDINARY, self.sample(rng)) for _ in range(PRIVATE_CASES)]
        return drawn + [case for case in self.fixed_cases if case.regime != ORDINARY]

    def _case(self, regime, arguments):
        arguments = with_arrays(arguments)
        return Case(regime, arguments, evaluate(self.solution, arguments))

    @cached_property
    def named(self):
        """Every mistake with a formula: the own ones, the shared ones, and the compounds."""
        right = Mistake("", self.solution, "", "")
        shared = [_add(detector, right) for detector in self.detectors]
        compounds = [mistake for name in self.compounds for mistake in self._compound(name, right)]
        return [*self.mistakes, *shared, *compounds]

    def _compound(self, name, right):
        """Every way to make the mistakes in `name` at once; at most one of them is an own one."""
        parts = name.split("+")
        for first in [right, *(own for own in self.mistakes if own.name in parts)]:
            choices = [
                [detector for detector in self.detectors if detector.name == part]
                for part in parts
                if part != first.name
            ]
            for changes in itertools.product(*choices):
                mistake = reduce(lambda made, detector: _add(detector, made), changes, first)
                questions = " ".join(part.question for part in (first, *changes) if part.question)
                yield Mistake(name, mistake.wrong, "", questions)

    def wrong_values(self, cases):
        """The values of each of `named` on these cases."""
        if cases == self.fixed_cases:
            return self._fixed_wrong_values
        return self._wrong_values(cases)

    @cached_property
    def _fixed_wrong_values(self):
        return self._wrong_values(self.fixed_cases)

    def _wrong_values(self, cases):
        return [[evaluate(m.wrong, case.arguments) for case in cases] for m in self.named]


def _add(detector, mistake):
    return Mistake(detector.name, detector.change(mistake.wrong), detector.fact, detector.question)


def with_arrays(arguments):
    """Arguments as written in a declaration, with each list made an array of floats."""
    return tuple(np.array(a, dtype=float) if isinstance(a, list) else a for a in arguments)


def evaluate(function, arguments):
    """The value of one of our own functions, as an array; its floating-point warnings are off."""
    with np.errstate(all="ignore"):
        return np.asarray(function(*arguments), dtype=float)
