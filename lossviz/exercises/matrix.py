"""Is each mistake named as what it is? `python -m lossviz.exercises.matrix` prints the answer.

For each exercise, every wrong function of its declaration is checked like a learner's. Row by row:
the mistake made; column by column: the name given. Right is a diagonal.
"""

import sys
from collections import Counter

from lossviz.exercises import catalogue
from lossviz.exercises.diagnosis import examine


def wrong_functions(exercise):
    """Pairs of a mistake's name and a function that makes it: all of the declaration, and more."""
    yield from ((mistake.name, mistake.wrong) for mistake in exercise.named)
    for pattern in exercise.patterns:
        yield pattern.name, pattern.wrong
        for detector in exercise.detectors:
            if detector.name == "sign":
                yield "+".join(sorted([pattern.name, "sign"])), detector.change(pattern.wrong)
    yield "returns-none", lambda *arguments: None
    yield "shape", lambda *arguments: [exercise.solution(*arguments)]
    if any(hasattr(argument, "shape") for argument in exercise.fixed_cases[0].arguments):
        yield "mutates-input", _mutating(exercise.solution)


def _mutating(solution):
    def function(*arguments):
        value = solution(*arguments)
        for argument in arguments:
            if hasattr(argument, "shape"):
                argument += 1
        return value

    return function


def matrix(exercise, seed=None):
    """Counts how often each pair (mistake made, name given) occurs."""
    return Counter(
        (name, examine(exercise, function, seed)[0].mistake)
        for name, function in wrong_functions(exercise)
    )


def _print(exercise):
    counts = matrix(exercise)
    names = sorted({made for made, _ in counts})
    columns = [*names, *sorted({given or "(no name)" for _, given in counts} - set(names))]
    wrong = sum(count for (made, given), count in counts.items() if made != given)
    print(f"{exercise.key}: {counts.total()} wrong functions, {len(names)} names, {wrong} misnamed")
    print(" " * 34 + "".join(f"{column:3}" for column in range(1, len(columns) + 1)))
    for row, made in enumerate(columns, start=1):
        cells = [counts[made, None if given == "(no name)" else given] for given in columns]
        print(f"{row:3} {made:30}" + "".join(f"{cell or '.':>3}" for cell in cells))
    print()
    return wrong


if __name__ == "__main__":
    sys.exit(sum(_print(exercise) for exercise in catalogue.exercises().values()) > 0)
