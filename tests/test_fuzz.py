"""10,000 random inputs to each function of the mathematics: a number or the documented error."""

import functools
import inspect
import re

import numpy as np
import pytest

from lossviz.descent import descend
from tests.anything import anything, fuzz, some_and_many
from tests.exact import FUNCTIONS, REAL, K

NUMBER, REFUSED = "a number", "refused"
TYPES = ["f8", "f8", "f8", "f4", "f2", "i8", "?"]
UNKNOWN = ["axis", "weights", "x", "delta"]


def column(rng, domain, count):
    """An argument as it should be: ``count`` examples, or one without an axis for None."""
    drawn = [
        rng.choice(domain.edges) if rng.random() < 0.4 else domain.inside(rng)
        for _ in range(1 if count is None else count)
    ]
    values = np.array(drawn, float).reshape(len(drawn), *([K] if domain.vectors else []))
    with np.errstate(all="ignore"):
        values = values.astype(rng.choice(TYPES) if rng.random() < 0.3 else float)
    if rng.random() < 0.2:
        values = values.tolist()
    return values[0] if count is None else values


def arguments(rng, row):
    """Arguments as they should be, in two of three cases spoilt."""
    count = rng.choice([None, 0, 1, 2, 3, 5])
    given = {name: column(rng, domain, count) for name, domain in row.examples.items()}
    for name, domain in row.options.items():
        if rng.random() < 0.5 or name == "rate":
            given[name] = column(rng, domain, None)
    if rng.random() < 0.6:
        spoil(rng, given, row)
    return given


def spoil(rng, given, row):
    """Put something else in the place of one argument or more, leave one out, or add one."""
    kind = rng.random()
    if kind < 0.1:
        given.pop(rng.choice(list(given)))
    elif kind < 0.2:
        given[rng.choice(UNKNOWN)] = anything(rng)
    elif kind < 0.4:
        name = rng.choice(list(given))
        given[name] = rng.choice(row.arguments[name].beyond or [np.inf, np.nan])
    else:
        for name in rng.sample(list(given), rng.choice([1, 1, len(given)])):
            given[name] = anything(rng)


@functools.cache
def parameters(function):
    return list(inspect.signature(function).parameters)


def outcome(function, given, diverges=False):
    """A number, or a refusal that names an argument; nothing else may come of a call.

    Finite arguments give no NaN, but where the function ``diverges``.
    """
    try:
        got, refusal = function(**given), None
    except (TypeError, ValueError) as error:
        refusal = error
    if refusal:
        assert type(refusal) in (TypeError, ValueError)
        words = set(re.findall(r"\w+", str(refusal)))
        assert words & {*parameters(function), *given}, str(refusal)
        return REFUSED
    assert isinstance(got, (np.ndarray, np.floating))
    assert got.dtype.kind == "f"
    if got.dtype == np.float64 and not diverges:
        unknown = np.isnan(got).any()
        assert not (unknown and all(np.isfinite(np.asarray(v)).all() for v in given.values())), got
    return NUMBER


@some_and_many
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_mathematics(name, seeds):
    row = FUNCTIONS[name]
    counted = fuzz(
        name,
        seeds,
        lambda rng: arguments(rng, row),
        lambda given: outcome(row.call, given, diverges=name == "descend"),
    )
    assert min(counted[NUMBER], counted[REFUSED]) > len(seeds) / 5


def gradient(rng):
    """A gradient that may return anything, or something that is none."""
    returned = anything(rng)
    functions = [lambda w: 2 * w, lambda w: w.tolist(), np.atleast_2d, lambda w: returned]
    # What a function raises is its own affair, so only one that raises nothing is called.
    return returned if rng.random() < 0.1 and not callable(returned) else rng.choice(functions)


def descent_arguments(rng):
    given = {
        "start": column(rng, REAL, rng.choice([None, 0, 1, 3])),
        "rate": rng.uniform(0, 2),
        "steps": rng.randrange(4),
    }
    if rng.random() < 0.4:
        given[rng.choice(list(given))] = anything(rng)
    if isinstance(given["steps"], int):
        given["steps"] = min(given["steps"], 9)  # a long path takes its time, as it should
    return {"gradient": gradient(rng), **given}


@some_and_many
def test_descent(seeds):
    counted = fuzz(
        "descend", seeds, descent_arguments, lambda given: outcome(descend, given, diverges=True)
    )
    assert min(counted[NUMBER], counted[REFUSED]) > len(seeds) / 5
