import hashlib
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.exercises import resume

AFTER_H = str.maketrans("IJKLMNOPQRSTUV", "JKMNPQRSTVWXYZ")
KEYS = [f"key-{i}" for i in range(70)]
some_states = st.dictionaries(st.sampled_from(KEYS), st.sampled_from([1, 2]))


@given(some_states)
def test_a_code_restores_exactly_what_it_was_made_of(states):
    code = resume.encode(states, KEYS)
    assert bool(code) == bool(states)
    if states:
        assert resume.decode(code, KEYS) == states


@given(some_states.filter(len))
def test_a_code_may_be_typed_carelessly(states):
    code = resume.encode(states, KEYS)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert resume.decode(f" {typed}\n", KEYS) == states
    assert resume.decode(f"'{code}'.", KEYS) == states
    assert resume.decode(typed.replace("l", "I"), KEYS) == states


def test_a_code_is_short():
    everything = resume.encode(dict.fromkeys(KEYS, 2), KEYS)
    assert re.fullmatch(r"([0-9A-Z]{4}-)*[0-9A-Z]{1,4}", everything)
    assert len(everything.replace("-", "")) <= 27
    assert len(resume.encode({KEYS[0]: 2}, KEYS)) <= 6


def test_the_last_four_letters_are_twenty_bits_of_the_checksum():
    for state, number in (({"a": 2}, 2), ({"a": 1, "b": 1, "d": 1}, 31), ({"a": 2, "d": 2}, 56)):
        letters = resume.encode(state, "abcd").replace("-", "")
        told = ",".join(f"{key}={value}" for key, value in state.items())
        bits = int(hashlib.sha256(told.encode()).hexdigest()[-5:], 16)
        checksum = sum(resume.ALPHABET.index(c) * 32**i for i, c in enumerate(letters[-4:]))
        assert checksum == bits
        assert letters[:-4] == np.base_repr(number, 32).translate(AFTER_H)


@pytest.mark.parametrize("size", [1, 9, 40])
def test_a_mistyped_letter_is_noticed(size):
    code = resume.encode({key: 1 + i % 2 for i, key in enumerate(KEYS[:size])}, KEYS)
    letters = code.replace("-", "")
    for place in range(len(letters)):
        for other in resume.ALPHABET:
            if other != letters[place]:
                with pytest.raises(ValueError, match="not accepted"):
                    resume.decode(letters[:place] + other + letters[place + 1 :], KEYS)


@pytest.mark.parametrize("size", [9, 40])
def test_two_letters_exchanged_or_one_missing_or_added_are_noticed(size):
    letters = resume.encode(dict.fromkeys(KEYS[:size], 2), KEYS).replace("-", "")
    wrong = {letters + "0", "0" + letters, letters + "7"}
    for i in range(len(letters)):
        wrong.add(letters[:i] + letters[i + 1 :])
        wrong.add(letters[:i] + letters[i + 1 : i + 2] + letters[i] + letters[i + 2 :])
    for code in wrong - {letters}:
        with pytest.raises(ValueError, match="not accepted"):
            resume.decode(code, KEYS)


def test_a_code_lives_on_when_lessons_are_added_at_the_end():
    states = {"key-3": 2, "key-11": 1}
    assert resume.decode(resume.encode(states, KEYS[:12]), KEYS) == states


def test_a_code_for_another_order_is_refused_and_not_misread():
    code = resume.encode({"key-3": 2}, KEYS)
    with pytest.raises(ValueError, match="another version"):
        resume.decode(code, ["new", *KEYS])


def test_a_code_for_more_than_there_is_is_refused():
    code = resume.encode({"key-60": 2}, KEYS)
    with pytest.raises(ValueError, match="not accepted"):
        resume.decode(code, KEYS[:12])


def test_states_of_unknown_keys_are_left_out():
    assert resume.encode({"unknown": 2}, KEYS) == ""
