"""The resume code: the state of every exercise and prediction in a few letters to copy by hand.

Each state is a digit in base 3, in the order of the catalogue; the number is written in base 32
without the letters I, L, O and U, which are easily misread. The last four letters are a checksum
of the ids and their states, so a code that is mistyped, or meant for a catalogue in another order,
is refused and never misread.
"""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("ILO", "110")
CHECK_LETTERS = 4
GROUP = 4


def encode(states, keys):
    """The code for a dict of states (0, 1 or 2); empty if all are 0."""
    number = sum(states.get(key, 0) * 3**place for place, key in enumerate(keys))
    if not number:
        return ""
    letters = _letters(number) + _checksum(states, keys)
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def decode(code, keys):
    """The states that `encode` was given, without those that are 0.

    Raises ValueError if the code is not one that `encode` makes.
    """
    letters = (code if isinstance(code, str) else "").upper().translate(MISREAD)
    letters = "".join(letter for letter in letters if letter.isalnum())
    number = 0
    for letter in letters[:-CHECK_LETTERS]:
        number = 32 * number + max(ALPHABET.find(letter), 0)
    states = {key: number // 3**place % 3 for place, key in enumerate(keys)}
    if not letters or encode(states, keys).replace("-", "") != letters:
        raise ValueError(
            "This resume code was not accepted: a letter is mistyped or missing, or it comes from "
            "another version of the lessons. Nothing was changed."
        )
    return {key: state for key, state in states.items() if state}


def _letters(number):
    return (_letters(number // 32) if number >= 32 else "") + ALPHABET[number % 32]


def _checksum(states, keys):
    told = ",".join(f"{key}={states[key]}" for key in keys if states.get(key))
    digest = int.from_bytes(hashlib.sha256(told.encode()).digest())
    return "".join(ALPHABET[digest >> 5 * place & 31] for place in range(CHECK_LETTERS))
