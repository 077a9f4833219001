"""Random wrong answers to an exercise: formulas from a small grammar, noise, and constants.

The grammar's words are the arguments, some constants, and the right value itself.
"""

import zlib

import numpy as np

ONE = {
    "-({})": np.negative,
    "({})**2": np.square,
    "abs({})": np.abs,
    "exp({})": np.exp,
    "log({})": np.log,
    "sqrt({})": np.sqrt,
    "mean({})": np.mean,
    "sum({})": np.sum,
    "1/({})": np.reciprocal,
    "tanh({})": np.tanh,
}
TWO = {
    "({} + {})": np.add,
    "({} - {})": np.subtract,
    "({} * {})": np.multiply,
    "({} / {})": np.divide,
    "maximum({}, {})": np.maximum,
}
CONSTANTS = [0.0, 1.0, 2.0, 0.5, -1.0, 3.0, np.e]


class Answer:
    """A wrong answer with the text of its formula, for the message of a failing test."""

    def __init__(self, text, function, shape_of):
        self.text, self.function, self.shape_of = text, function, shape_of

    def __call__(self, *arguments):
        value = np.asarray(self.function(*arguments), dtype=float)
        shape = np.shape(self.shape_of(*arguments))
        if shape == () and value.ndim:
            return np.mean(value)
        if value.shape == shape:
            return value
        try:
            return np.broadcast_to(value, shape).copy()
        except ValueError:
            return np.full(shape, np.mean(value))

    def __repr__(self):
        return self.text


def random_answers(exercise, seed):
    rng = np.random.default_rng(seed)
    names = exercise.parameters
    while True:
        text, function = rng.choice([_formula, _noise, _constant], p=[0.7, 0.2, 0.1])(
            rng, names, exercise.solution
        )
        yield Answer(text, function, exercise.solution)


def _formula(rng, names, right):
    return _tree(rng, names, right, depth=int(rng.integers(1, 5)))


def _tree(rng, names, right, depth):
    if depth == 0:
        kind = rng.random()
        if kind < 0.2:
            constant = float(rng.choice(CONSTANTS))
            return f"{constant:g}", lambda *arguments: constant
        if kind < 0.4:
            return "right", lambda *arguments: np.asarray(right(*arguments), dtype=float)
        i = int(rng.integers(len(names)))
        return names[i], lambda *arguments: np.asarray(arguments[i], dtype=float)
    if rng.random() < 0.5:
        text, operation = _pick(rng, ONE)
        inner_text, inner = _tree(rng, names, right, depth - 1)
        return text.format(inner_text), lambda *arguments: operation(inner(*arguments))
    text, operation = _pick(rng, TWO)
    left_text, left = _tree(rng, names, right, depth - 1)
    other_text, other = _tree(rng, names, right, int(rng.integers(depth)))
    return text.format(left_text, other_text), lambda *arguments: operation(
        left(*arguments), other(*arguments)
    )


def _pick(rng, operations):
    return list(operations.items())[int(rng.integers(len(operations)))]


def _noise(rng, names, right):
    size, salt = float(10 ** rng.uniform(-2.5, 1)), int(rng.integers(1000))

    def noisy(*arguments):
        value = np.asarray(right(*arguments), dtype=float)
        noise = np.random.default_rng([salt, zlib.crc32(value.tobytes())])
        return value * (1 + size * noise.uniform(-1, 1, value.shape))

    return f"the right one with noise of {size:.2g}", noisy


def _constant(rng, names, right):
    constant = float(rng.normal(0, 3))
    return f"{constant:.4g}", lambda *arguments: constant
