"""Random things in the places of functions, answers and codes: a result or the documented error."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lossviz.exercises import check, hint, predict, progress, solution
from tests.exercises.learner import EXERCISES, PREDICTIONS, called

STATUSES = {"not started", "error", "wrong", "correct"}

anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.dates(),
    st.fractions(),
    st.lists(st.one_of(st.floats(), st.none(), st.text()), max_size=5),
    st.lists(st.lists(st.floats(), max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
    hnp.arrays(
        st.sampled_from([np.float64, np.float16, np.int8, bool, object, "U3", "M8[s]", complex]),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    ),
)
often = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@often
@given(key=st.sampled_from(list(EXERCISES)), returned=anything)
def test_whatever_an_answer_returns_there_is_a_report(key, returned):
    report = check(called(key, lambda *arguments: returned))
    assert report.status in STATUSES
    assert str(report).replace("\n", "").isprintable()
    assert len(str(report)) < 3000


@often
@given(thing=anything)
def test_whatever_is_checked_there_is_a_report(thing):
    assert check(thing).status in STATUSES
    assert str(hint(thing))
    assert str(solution(thing))


@often
@given(key=st.sampled_from(list(PREDICTIONS)), answer=anything)
def test_whatever_is_answered_it_is_judged_or_refused(key, answer):
    try:
        right, explanation = PREDICTIONS[key].judge(answer)
    except ValueError:
        return
    assert right in (True, False)
    assert explanation


@often
@given(key=anything)
def test_whatever_is_predicted_it_exists_or_is_refused(key):
    with pytest.raises(ValueError, match="There is no prediction called"):
        predict(key)


@settings(often, max_examples=100)
@given(code=anything.filter(lambda code: code is not None))
def test_whatever_code_is_given_it_is_accepted_or_refused(code):
    assert "Nothing was changed" in progress(code).message
