"""10,000 random things in the places of functions, answers and codes: a result or a refusal."""

import warnings

import numpy as np
import pytest

from lossviz.exercises import ____, check, hint, predict, progress, solution
from lossviz.exercises.question import Number
from tests.anything import RAISED, anything, fuzz, ours, some_and_many
from tests.exercises.learner import EXERCISES, PREDICTIONS, called
from tests.exercises.random_answers import random_answers

STATUSES = {"not started", "error", "wrong", "correct"}
JUDGED, REFUSED = "judged", "refused"
LONGEST_REPORT = 3000
DRAWN = 100  # one picture in so many is drawn; all of them take minutes


def answer(rng):
    """What a learner may call a function of an exercise: right, wrong, or broken in some way."""
    key, returned, error = rng.choice(list(EXERCISES)), anything(rng), rng.choice(RAISED)
    right = EXERCISES[key].solution

    def raises(*arguments):
        raise error("a trap")

    def spoils(*arguments):
        for argument in arguments:
            if isinstance(argument, np.ndarray):
                argument[...] = returned
        return right(*arguments)

    def noisy(*arguments):
        print("noise", returned)
        warnings.warn("noise", stacklevel=1)
        return right(*arguments)

    functions = {
        "returns": lambda *_: returned,
        "calls": lambda *_: returned(),
        "raises": raises,
        "spoils": spoils,
        "noisy": noisy,
        "unfinished": lambda *arguments: right(*arguments) + ____,
        "within a list": lambda *arguments: [right(*arguments)],
        "small float": lambda *arguments: np.float16(right(*arguments)),
        "multiplies": lambda *arguments: right(*arguments) * returned,
        "gives back": lambda *arguments: arguments,
        "wrong": next(random_answers(EXERCISES[key], rng.randrange(10**6))),
    }
    kind = rng.choice(list(functions))
    what = {"key": key, "kind": kind, "returned": returned, "error": error}
    return {**what, "function": functions[kind]}


def report_of(function, seed=None):
    report = check(function, seed=seed)
    assert report.status in STATUSES
    assert str(report).replace("\n", "").isprintable()
    assert len(str(report)) < LONGEST_REPORT
    return report


@some_and_many
def test_whatever_an_answer_does_there_is_a_report(seeds):
    def draw(rng):
        seed = anything(rng) if rng.random() < 0.05 else None
        return {**answer(rng), "seed": seed, "drawn": rng.randrange(DRAWN) == 0}

    def call(given):
        report = report_of(called(given["key"], given["function"]), given["seed"])
        if given["drawn"]:
            assert report.status in report._repr_html_()
        return report.status

    counted = fuzz("check", seeds, draw, call)
    assert min(counted[status] for status in STATUSES) > 0


@some_and_many
def test_whatever_is_checked_there_is_a_report(seeds):
    def call(given):
        thing = given["thing"]
        assert str(hint(thing))
        assert str(solution(thing))
        return report_of(thing).status

    counted = fuzz("thing", seeds, lambda rng: {"thing": anything(rng)}, call)
    assert counted["error"] > len(seeds) / 2


@some_and_many
def test_whatever_is_answered_it_is_judged_or_refused(seeds):
    def draw(rng):
        key = rng.choice(list(PREDICTIONS))
        choices = list(getattr(PREDICTIONS[key], "choices", [1, 2.5]))
        return {"key": key, "answer": rng.choice([anything(rng), rng.choice(choices)])}

    def call(given):
        try:
            right, explanation = PREDICTIONS[given["key"]].judge(given["answer"])
        except ValueError as error:
            refusal = error
        else:
            assert right in (True, False)
            assert explanation
            return JUDGED
        assert str(refusal).startswith("the answer must be ")
        return REFUSED

    counted = fuzz("judge", seeds, draw, call)
    assert min(counted[JUDGED], counted[REFUSED]) > len(seeds) / 5


@some_and_many
def test_whatever_is_predicted_it_exists_or_is_refused(seeds):
    def call(given):
        with pytest.raises(ValueError, match="There is no prediction called"):
            predict(given["key"])
        return REFUSED

    assert fuzz("predict", seeds, lambda rng: {"key": anything(rng)}, call)[REFUSED] == len(seeds)


@some_and_many
def test_whatever_the_controls_of_a_prediction_are_moved_to_the_first_answer_stays(seeds):
    asked = {}

    def draw(rng):
        key = rng.choice(list(PREDICTIONS))
        usual = [lambda rng: rng.gauss(0, 9), lambda rng: rng.randrange(9)]
        return {
            "key": key,
            "value": rng.choice([*usual, anything, anything])(rng),
            "click": rng.random() < 0.5,
            "anew": rng.random() < 0.02,
        }

    def call(given):
        key = given["key"]
        if given["anew"] or key not in asked:
            asked[key] = predict(key)
        prediction = asked[key]
        before = prediction.status, prediction.given, prediction.message
        controls = prediction._view.children[1:-1]
        error = None
        if isinstance(PREDICTIONS[key], Number):
            try:
                controls[0].value = given["value"]
            except Exception as raised:
                error = raised
        assert error is None or not ours(error)
        if given["click"]:
            controls[-1].click()
        after = prediction.status, prediction.given, prediction.message
        assert before in (after, ("not started", None, ""))
        assert after[0] == "not started" or after[2]
        assert str(prediction)
        return JUDGED if error is None else REFUSED

    counted = fuzz("controls", seeds, draw, call)
    assert min(counted[JUDGED], counted[REFUSED]) > len(seeds) / 20


@some_and_many
def test_whatever_code_is_given_it_is_accepted_or_refused(seeds):
    def call(given):
        if given["code"] is None:
            return JUDGED
        assert "Nothing was changed" in progress(given["code"]).message
        return REFUSED

    assert fuzz("progress", seeds, lambda rng: {"code": anything(rng)}, call)[REFUSED]
