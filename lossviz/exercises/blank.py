"""The blank `____`: what a learner has not written yet.

Whatever touches the blank becomes the blank, so an unfinished function runs to its end. Where
Python insists on a real number, a truth value or a length, `UnfinishedError` is raised.
"""

import types

import numpy as np


class UnfinishedError(Exception):
    """A blank was asked for a real number, a truth value or a length."""

    def __init__(self):
        super().__init__("there is still a ____ here: replace it with your own code")


class Blank:
    """Absorbs every operation. `contacts` counts the operations on all blanks."""

    contacts = 0

    def __repr__(self):
        return "____"

    def __format__(self, spec):
        return str(self._touched())

    def __hash__(self):
        return hash("____")

    def __getattr__(self, name):
        # Names with an underscore first are questions of Python, NumPy and Jupyter, not learners'.
        if name.startswith("_"):
            raise AttributeError(name)
        return self._touched()

    def __setattr__(self, name, value):
        self._touched()

    def __iter__(self):
        yield self._touched()

    def _touched(self, *args, **kwargs):
        Blank.contacts += 1
        return self

    def _refused(self, *args):
        Blank.contacts += 1
        raise UnfinishedError


_BINARY = "add sub mul truediv floordiv mod divmod pow matmul and or xor lshift rshift".split()
_ABSORBED = [
    *_BINARY,
    *(f"r{name}" for name in _BINARY),
    *"neg pos abs invert round floor ceil trunc eq ne lt le gt ge".split(),
    *"call getitem setitem array_ufunc array_function".split(),
]
_REFUSED = "bool int float complex index len contains".split()

for _name in _ABSORBED:
    setattr(Blank, f"__{_name}__", Blank._touched)
for _name in _REFUSED:
    setattr(Blank, f"__{_name}__", Blank._refused)

____ = Blank()


def holds_blank(value):
    """Whether `value` is a blank, or an array, list or tuple with a blank in it."""
    if isinstance(value, np.ndarray):
        return value.dtype == object and any(isinstance(item, Blank) for item in value.flat)
    if isinstance(value, (list, tuple)):
        return any(isinstance(item, Blank) for item in value)
    return isinstance(value, Blank)


def mentions_blank(code):
    """Whether this code object, or a function written inside it, uses the name `____`."""
    inner = (constant for constant in code.co_consts if isinstance(constant, types.CodeType))
    return "____" in code.co_names + code.co_freevars or any(mentions_blank(part) for part in inner)
