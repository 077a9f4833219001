"""The exercise and the predictions of the first notebook, which shows how all of them work."""

import numpy as np

from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import factor_two, sign
from lossviz.exercises.question import Choices, Number


def square(x):
    """Each number's square."""
    return x**2


EXERCISES = [
    Exercise(
        square,
        noun="square",
        why="x is an array, and ** 2 squares each of its numbers.",
        cases={
            "ordinary": [
                ([3.0, -1.0, 0.5],),
                ([1.5, 4.0, -2.5, 0.0],),
            ],
            "extreme": [([1e6, -1e3],)],
        },
        sample=lambda rng: (rng.normal(0, 3, rng.integers(3, 7)),),
        hints=["A square is a number times itself.", "In Python a power is written **, not ^."],
        curve=Curve("x", -3, 3, lambda t: ([t],), (0,)),
        mistakes=[
            Mistake("missing-square", lambda x: x, "is x itself", "What is to be done with x?"),
            Mistake("doubled", lambda x: 2 * x, "is x + x", "Is x added to itself, or multiplied?"),
            Mistake("cubed", lambda x: x**3, "is x * x * x", "How many times is x in the product?"),
            Mistake(
                "root",
                lambda x: np.sqrt(x),
                "is the square root of x",
                "Which is asked, the square or the root?",
            ),
            Mistake(
                "absolute-value", lambda x: np.abs(x), "is x without its sign", "Should 3 give 3?"
            ),
            Mistake("power-of-two", lambda x: 2**x, "is 2 to the power x", "Which is the power?"),
        ],
        detectors=[*sign("Can a square be negative?"), *factor_two()],
        compounds=["factor-two+sign"],
    )
]


def _growth():
    error = 2.0
    return (2 * error) ** 2 / error**2


def _slope_of_square(x, h=1e-6):
    return ((x + h) ** 2 - (x - h) ** 2) / (2 * h)


_GROWTH = {
    2: "That is how the error itself grows. Squaring the error squares its growth as well.",
    4: "Yes: (2 e)^2 is 4 e^2. An error twice as large costs four times as much.",
    8: "That is the growth of a cube. A square has two factors, and each of them doubles.",
}

PREDICTIONS = [
    Choices(
        "start-growth",
        "An error becomes twice as large. How many times as large does its square become?",
        {f"{times} times": explanation for times, explanation in _GROWTH.items()},
        right=f"{_growth():.0f} times",
    ),
    Number(
        "start-square",
        "What is the square of -3?",
        right=(-3.0) ** 2,
        explanation="Yes: the square of a negative number is positive.",
        slips={
            -(3.0**2): "The size is right. Minus times minus is plus.",
            2 * -3.0: "That is -3 + -3. A square is a product: -3 times -3.",
        },
        otherwise="A square is the number times itself: -3 times -3.",
    ),
    Number(
        "start-slope",
        "How steep is the curve x^2 at x = 3: by how much does it rise for each step to the right, "
        "if the steps are tiny?",
        right=_slope_of_square(3.0),
        explanation="Yes: the slope of x^2 is 2 x.",
        slips={
            3.0**2: "That is how high the curve is there. The slope is how fast it rises: 2 x.",
            4.0**2 - 3.0**2: "That is the rise over a whole step to 4. The curve bends, so the "
            "slope at 3 itself is a little smaller: 2 x.",
            3.0: "The slope of x^2 is 2 x, twice that.",
        },
        otherwise="The slope of x^2 is 2 x. Put 3 in.",
    ),
]
