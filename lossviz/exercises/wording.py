"""Numbers, cases and foreign text, as a sentence shows them: short, and on one line."""

import numbers

import numpy as np

LONGEST_TEXT = 160
LONGEST_ARRAY = 12


def number(value, digits=4):
    value = float(value)
    if value.is_integer() and abs(value) < 1e6:
        return str(int(value))
    return f"{value:.{digits}g}"


def value(values, digits=4):
    """A number or an array, with a long axis cut short."""
    values = np.asarray(values)
    if values.ndim == 0:
        return number(values, digits)
    shown = [value(entry, digits) for entry in values[:LONGEST_ARRAY]]
    return "[" + ", ".join(shown + ["..."] * (len(values) > LONGEST_ARRAY)) + "]"


def different(one, other):
    """Two values with as many digits as it takes to tell them apart."""
    for digits in range(4, 17):
        texts = value(one, digits), value(other, digits)
        if texts[0] != texts[1]:
            break
    return texts


def arguments(names, values):
    """A call's arguments: y = [1, 2], rate = 0.1."""
    pairs = zip(names, values, strict=True)
    return ", ".join(f"{name} = {value(argument)}" for name, argument in pairs)


def foreign(text):
    """Text that is not ours, safe to print: one line, printable, of limited length.

    Of something that is no text and has none, the type.
    """
    try:
        text = str(text)
    except Exception:
        text = type(text).__name__
    text = " ".join(text[: 2 * LONGEST_TEXT].split())
    text = "".join(character for character in text if character.isprintable())
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "..."


def contents(thing):
    """What is returned instead of numbers: its type, and of a list or an array what is in it."""
    told = f"a value of type {kind(thing)}"
    if isinstance(thing, (list, tuple, np.ndarray)):
        for item in np.ravel(np.asarray(thing, dtype=object)):
            if not isinstance(item, numbers.Real):
                return f"{told} with a {kind(item)} in it"
    return told


def kind(thing):
    return foreign(type(thing).__name__)


def raised(error):
    """What an exception says, even if it cannot say it."""
    said = foreign(error).rstrip(".")
    return f"{kind(error)}: {said}" if said not in ("", kind(error)) else kind(error)


def shape(shape):
    """What has this shape, in words."""
    return f"an array of shape {shape}" if shape else "a number"
