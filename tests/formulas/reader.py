"""Reads the statements of a formula, and compares their sides at a point.

A point gives each name a number, a vector (whose places count from 1), a function, a range (the
places that an index runs over) or a pair (low, high), the interval that arg min searches. A
function that stands without arguments, or with too few, takes the others from the point, by name;
one that takes them only so, lambda *, z: ..., is a factor where brackets follow it. A name that the
point does not have must be defined by the formula itself: r = y_pred - y_true.
"""

import inspect
import itertools
import operator
import re
from functools import lru_cache

import numpy as np
from scipy.optimize import minimize_scalar

STEP = 1e-5  # of a central difference, whose error is about 1e-10
AGREE = {"rtol": 1e-6, "atol": 1e-7}

FUNCTIONS = {
    "cosh": np.cosh,
    "exp": np.exp,
    "log": np.log,
    "log_2": np.log2,
    "max": lambda *values: np.max(values),
    "sign": np.sign,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
}
CONSTANTS = {"e": np.e, "inf": np.inf, "pi": np.pi}
OVER_PLACES = {"max": np.max, "min": np.min, "prod": np.prod, "sum": np.sum}
RELATIONS = {
    "=": lambda left, right: np.allclose(left, right, **AGREE),
    "!=": lambda left, right: not np.allclose(left, right, **AGREE),
    "<=": lambda left, right: left < right or np.allclose(left, right, **AGREE),
    ">=": lambda left, right: left > right or np.allclose(left, right, **AGREE),
    "<": operator.lt,
    ">": operator.gt,
}
RELATION = re.compile("[=<>]")


class UnreadableError(Exception):
    """The formula is not in the notation, or has a name that nothing defines."""


TOKEN = re.compile(r"d/d\w+|[A-Za-z]+(?:_?[A-Za-z0-9]+)*|\d+\.?\d*|<=|>=|!=|\S")
BIG = re.compile(r"(sum|prod|max|min|argmax|argmin)(?:_(\w+))?")


class Reader:
    """Reads one statement. What it reads becomes a function of the point."""

    def __init__(self, text, point, definitions):
        self.text, self.point, self.definitions = text, point, definitions
        self.tokens = TOKEN.findall(text)
        self.bound, self.free, self.used = [], set(), set()
        self.between_bars = False

    def statement(self):
        """Its sides, and the relations between them."""
        sides, relations = [self.side()], []
        while self.ahead() in RELATIONS:
            relations.append(self.take())
            sides.append(self.side())
        if self.tokens:
            raise UnreadableError(f"{' '.join(self.tokens)!r} is left over of {self.text!r}")
        return sides, relations

    def ahead(self):
        return self.tokens[0] if self.tokens else ""

    def take(self, *expected):
        if not self.tokens or (expected and self.ahead() not in expected):
            raise UnreadableError(
                f"{expected} expected at {' '.join(self.tokens)!r} in {self.text!r}"
            )
        return self.tokens.pop(0)

    def side(self):
        value = self.total()
        if self.ahead() != "if":
            return value
        cases = [(value, self.condition())]
        while self.ahead() == ",":
            self.take()
            cases.append((self.total(), self.condition()))
        return lambda point: next((value(point) for value, when in cases if when(point)), np.nan)

    def condition(self):
        if self.take("if", "otherwise") == "otherwise":
            return lambda point: True
        return self.comparison()

    def comparison(self):
        left, relation, right = self.total(), RELATIONS[self.take(*RELATIONS)], self.total()
        return lambda point: relation(left(point), right(point))

    def total(self):
        terms = [(self.sign(), self.product())]
        while self.ahead() in ("+", "-"):
            terms.append((self.sign(), self.product()))
        return lambda point: sum(sign * term(point) for sign, term in terms)

    def sign(self):
        sign = 1
        while self.ahead() in ("+", "-"):
            sign = -sign if self.take() == "-" else sign
        return sign

    def product(self):
        value = self.power()
        while True:
            if self.ahead() == "/":
                self.take()
                value = _both(np.divide, value, self.power())
            elif self.ahead() == "*":
                self.take()
                value = _both(np.multiply, value, self.power())
            elif self.starts_a_factor(self.ahead()):
                value = _both(np.multiply, value, self.power())
            else:
                return value

    def starts_a_factor(self, token):
        if token == "|":
            return not self.between_bars
        return token not in ("if", "otherwise") and re.match(r"[\w(\[]", token) and token != "_"

    def power(self):
        base = self.indexed()
        if self.ahead() != "^":
            return base
        self.take()
        return _both(np.float_power, base, self.exponent())

    def exponent(self):
        sign, size = self.sign(), self.indexed()
        return lambda point: sign * size(point)

    def indexed(self):
        value = self.atom()
        while self.ahead() == "_":
            self.take()
            value = _both(_entry, value, self.atom())
        return value

    def atom(self):
        token = self.take()
        if token == "(":
            parts = self.list()
            if len(parts) == 1:
                return parts[0]
            return lambda point: np.array([part(point) for part in parts])
        if token == "|":
            inside = self.between("|")
            return lambda point: np.abs(inside(point))
        if token == "[":
            holds = self.comparison()
            self.take("]")
            return lambda point: float(holds(point))
        if token.startswith("d/d"):
            return self.derivative(token.removeprefix("d/d"))
        if token[0].isdigit():
            return lambda point: float(token)
        if token[0].isalpha():
            return self.word(token)
        raise UnreadableError(f"{token!r} cannot stand there in {self.text!r}")

    def between(self, bar):
        self.between_bars = True
        inside = self.total()
        self.take(bar)
        self.between_bars = False
        return inside

    def list(self):
        """What stands between commas, up to the closing bracket."""
        outside, self.between_bars = self.between_bars, False
        parts = [self.total()]
        while self.take(",", ")") == ",":
            parts.append(self.total())
        self.between_bars = outside
        return parts

    def word(self, word):
        big = BIG.fullmatch(word)
        if big and (big[2] or word not in FUNCTIONS):
            return self.over_places(big[1], big[2])
        function = self.point.get(word, FUNCTIONS.get(word))
        if self.ahead() in ("(", "'") and _takes_arguments(function):
            return self.call(function)
        if word not in self.point and word in FUNCTIONS:
            rest = self.product()
            return lambda point: function(rest(point))
        return self.name(word)

    def name(self, word):
        if word in self.definitions:
            self.used.add(word)
            return lambda point: self.definitions[word](point)
        if word in self.point or word in self.bound:
            if word not in self.bound and isinstance(self.point[word], range):
                self.free.add(word)
            return lambda point: _value(word, point)
        if word in CONSTANTS:
            return lambda point: CONSTANTS[word]
        base, _, index = word.rpartition("_")
        if not base:
            raise UnreadableError(f"nothing says what {word!r} is in {self.text!r}")
        return _both(_entry, self.name(base), self.place(index))

    def place(self, index):
        return (lambda point: int(index)) if index.isdigit() else self.name(index)

    def call(self, function):
        prime = self.ahead() == "'" and self.take()
        self.take("(")
        parts = self.list()

        def value(point):
            first, *others = (part(point) for part in parts)
            if prime:
                return _slope(lambda step: call(function, point, first + step, *others))
            return call(function, point, first, *others)

        return value

    def derivative(self, variable):
        body = self.product()
        if variable in self.point:
            return lambda point: _slope(
                lambda step: body({**point, variable: point[variable] + step})
            )
        vector, _, index = variable.rpartition("_")
        place = self.place(index)

        def slope(point):
            along = np.arange(1, len(point[vector]) + 1) == place(point)
            return _slope(lambda step: body({**point, vector: point[vector] + step * along}))

        return slope

    def over_places(self, kind, index):
        low = high = None
        if index is None and self.ahead() == "_":
            self.take()
            self.take("(")
            index = self.take()
            if self.take("=", ")") == "=":
                low = self.total()
                self.take(")")
                self.take("^")
                high = self.exponent()
        searched = index is None or kind.startswith("arg")
        if index is None:
            [index] = (name for name, given in self.point.items() if isinstance(given, tuple))
        self.bound.append(index)
        body = self.product()
        self.bound.pop()
        if searched:
            sign = -1 if kind.endswith("max") else 1
            return lambda point: _least(
                lambda value: sign * body({**point, index: value}), self.point[index]
            )

        def places(point):
            if low:
                return range(round(low(point)), round(high(point)) + 1)
            given = self.point[index]
            return given if isinstance(given, range) else np.unique(given)

        return lambda point: OVER_PLACES[kind](
            [body({**point, index: place}) for place in places(point)], axis=0
        )


def _both(operation, left, right):
    return lambda point: operation(left(point), right(point))


def _entry(vector, place):
    if not 1 <= place <= len(vector):
        raise IndexError(f"place {place} of {len(vector)}")
    return vector[round(place) - 1]


def _slope(function):
    return (function(STEP) - function(-STEP)) / (2 * STEP)


def _least(function, bounds):
    return minimize_scalar(function, bounds=bounds, options={"xatol": 1e-10}).x


def _value(word, point):
    given = point[word]
    return call(given, point) if callable(given) else given


@lru_cache(1024)
def _parameters(function):
    if isinstance(function, np.ufunc):  # older NumPy gives it no signature
        return list(inspect.signature(lambda x: x).parameters.values())
    return list(inspect.signature(function).parameters.values())


def _takes_arguments(function):
    return callable(function) and any(
        parameter.kind is not parameter.KEYWORD_ONLY for parameter in _parameters(function)
    )


def call(function, point, *arguments):
    """The function's value; what it lacks it takes from the point."""
    missing = {
        parameter.name: _value(parameter.name, point)
        for place, parameter in enumerate(_parameters(function))
        if _is_missing(parameter, place >= len(arguments), point)
    }
    return function(*arguments, **missing)


def _is_missing(parameter, beyond, point):
    if parameter.kind is parameter.KEYWORD_ONLY:
        return parameter.name in point
    by_name = parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    return by_name and beyond and parameter.default is parameter.empty


# A formula at a point


def wrong(statements, point):
    """The relations that do not hold, each with its two values. Empty if the formula holds."""
    found, claims = [], _claims(statements, point)
    for sides, relations, free, text in claims:
        for places in itertools.product(*(point[index] for index in free)):
            here = {**point, **dict(zip(free, places, strict=True))}
            with np.errstate(all="ignore"):
                values = [side(here) for side in sides]
            for left, relation, right in zip(values, relations, values[1:], strict=False):
                if not RELATIONS[relation](left, right):
                    found.append(f"{left} {relation} {right} is wrong, in {text}")
    return found


def _claims(statements, point):
    """The statements that define no name: sides, relations, the free indices, the text.

    If the point has a "value", the first of them is to equal it, and each without a relation.
    """
    defined = [re.fullmatch(r"(\w+) = (.+)", statement) for statement in statements]
    defined = [match for match in defined if match and not _is_given(match[1], point)]
    definitions = {match[1]: None for match in defined}
    claims, used = [], set()
    for match in defined:
        reader = Reader(match[2], point, definitions)
        [definitions[match[1]]], _ = reader.statement()
        used |= reader.used
    for text in statements:
        if text not in [match[0] for match in defined]:
            valued = "value" in point and (not claims or not RELATION.search(text))
            reader = Reader("value = " * valued + text, point, definitions)
            sides, relations = reader.statement()
            if not relations:
                raise UnreadableError(f"{text!r} has no relation, and the point no value")
            claims.append((sides, relations, sorted(reader.free), text))
            used |= reader.used
    if not claims or used != set(definitions):
        raise UnreadableError(
            f"{statements} define {set(definitions) - used}, of which nothing is said"
        )
    return claims


def _is_given(name, point):
    vector, _, index = name.rpartition("_")
    return name in point or (vector in point and (index.isdigit() or index in point))
