"""Every mistake is named as what it is, and nothing else is given a mistake's name."""

import re
from collections import Counter

import pytest

from lossviz.exercises import matrix
from lossviz.exercises.diagnosis import examine
from tests.exercises.learner import EXERCISES
from tests.exercises.random_answers import random_answers

SHARED = {
    *("sign", "sum-not-mean", "mean-not-sum", "factor-two", "log-base", "swapped-arguments"),
    *("swapped-labels", "missing-log", "unstable", "clipped", "shape", "returns-none"),
    "mutates-input",
}
SEEDS = [None, 0, 1, 2]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("key", EXERCISES)
def test_the_matrix_is_the_identity(key, seed):
    assert [pair for pair in matrix.matrix(EXERCISES[key], seed) if pair[0] != pair[1]] == []


def test_the_printed_matrix_has_its_counts_on_the_diagonal(capsys):
    assert matrix._print(EXERCISES["squared_error"]) == 0
    title, _, *rows, last = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"squared_error: \d+ wrong functions, \d+ names, 0 misnamed", title)
    assert last == ""
    assert len(rows) == int(title.split()[4])
    for number, row in enumerate(rows, start=1):
        cells = row[34:].split()
        assert row.startswith(f"{number:3} ")
        assert [column for column, cell in enumerate(cells, start=1) if cell != "."] == [number]


@pytest.mark.parametrize("key", EXERCISES)
def test_the_matrix_has_a_row_for_every_name_declared(key):
    exercise = EXERCISES[key]
    made = {name for name, _ in matrix.matrix(exercise)}
    declared = [*exercise.mistakes, *exercise.detectors, *exercise.patterns]
    assert {part.name for part in declared} | {*exercise.compounds} <= made
    assert {"returns-none", "shape"} <= made
    assert len({name for name in made if "+" not in name}) >= 6


@pytest.mark.parametrize("key", EXERCISES)
def test_names_are_in_one_style_and_compounds_are_sorted(key):
    for name, _ in matrix.wrong_functions(EXERCISES[key]):
        parts = name.split("+")
        assert parts == sorted(parts)
        for part in parts:
            assert part.replace("-", "").isalpha()
            assert part == part.lower()


@pytest.mark.parametrize("key", EXERCISES)
def test_facts_come_first_and_questions_after(key):
    exercise = EXERCISES[key]
    for part in [*exercise.mistakes, *exercise.detectors]:
        assert not part.fact.endswith((".", "?"))
        assert part.question.rstrip().endswith(("?", ".")), part.name
        assert "?" in part.question
        assert "!" not in part.fact + part.question


@pytest.mark.parametrize("key", EXERCISES)
def test_random_wrong_answers_are_never_named(key):
    """500 that are not, by another name, one of the declared mistakes."""
    exercise = EXERCISES[key]
    judged = Counter()
    for answer in random_answers(exercise, seed=3):
        diagnosis, _ = examine(exercise, answer)
        if diagnosis.status == "correct":
            continue
        if diagnosis.mistake is None:
            judged["none"] += 1
        else:
            for seed in range(5):  # then it has to be that mistake on all other cases as well
                again, _ = examine(exercise, answer, seed)
                assert again.mistake == diagnosis.mistake, answer
            judged["the mistake itself"] += 1
        if judged["none"] == 500:
            break
    assert judged["none"] == 500
    assert judged["the mistake itself"] < 100
