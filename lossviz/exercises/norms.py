"""Exercises and predictions of the lesson on L1, L2 and Lp."""

import numpy as np

from lossviz.exercises.cost import targets_and_outputs
from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import factor_two, sign
from lossviz.exercises.question import Choices, Number


def l1_loss(y, y_hat):
    """Each example's loss: the size of its residual."""
    return np.abs(y_hat - y)


def l2_loss(y, y_hat):
    """Each example's loss: the square of its residual, without a root."""
    return (y_hat - y) ** 2


def lp_norm(v, p):
    """The p-th root of the sum of the p-th powers; for p = infinity, the largest size."""
    sizes = np.abs(v)
    if p == np.inf:
        return np.max(sizes)
    return np.sum(sizes**p) ** (1 / p)


def huber(r, delta):
    """Half the square of a small residual; a straight line beyond delta, without a jump."""
    size = np.abs(r)
    return np.where(size <= delta, r**2 / 2, delta * (size - delta / 2))


def huber_gradient(r, delta):
    """The residual, held between -delta and delta."""
    return np.clip(r, -delta, delta)


def pinball(r, tau):
    """A residual r = y - y_hat costs tau per unit if it is above 0, 1 - tau if below."""
    return np.maximum(tau * r, (tau - 1) * r)


TARGETS_AND_OUTPUTS = {
    "ordinary": [
        ([2.0, -1.0, 3.5], [2.5, 1.0, 2.0]),
        ([4.0, 0.5, -2.0, 1.5], [1.0, -1.0, -2.5, 4.0]),
        ([-3.0, 2.0, 1.0, 5.0, 0.8], [-1.5, 2.75, -2.0, 4.5, 3.0]),
    ],
    "single-example": [([4.0], [1.5])],
    "extreme": [([2000.0, -300.0, 5.0], [-1000.0, 40000.0, 5.5])],
}

RESIDUALS_AND_DELTA = {
    "ordinary": [
        ([0.5, -0.25, 2.0, -3.0], 1.0),
        ([1.0, -4.0, 0.5, 2.5, -1.5], 2.0),
        ([0.25, -1.5, 0.75, -0.125], 0.5),
    ],
    "boundary": [([1.5, -1.5, 0.0], 1.5)],
    "extreme": [([1e5, -2e4, 0.001], 3.0)],
}


def _vector_and_power(rng):
    return rng.normal(0, 2, rng.integers(3, 6)), rng.choice([1.5, 2.5, 3.0, 4.0])


def _residuals_and_delta(rng):
    """Small and large residuals of either sign."""
    delta = rng.uniform(0.5, 3)
    return delta * np.array([1, -1, 1, -1]) * rng.uniform(
        [0.2, 0.2, 1.2, 1.2], [0.8, 0.8, 3, 3]
    ), delta


def _residuals_and_level(rng):
    return rng.uniform(0.3, 4, 4) * [1, -1, 1, -1], rng.choice([0.1, 0.2, 0.3, 0.7, 0.8, 0.9])


def _of_residual(size, power_of, unfinished):
    """The mistakes that a loss `size` of the residual invites, be it |r| or r^2."""
    return [
        Mistake(
            unfinished,
            lambda y, y_hat: y_hat - y,
            "is the residual itself",
            "What would misses of +1 and -1 add up to?",
        ),
        Mistake(
            unfinished,
            lambda y, y_hat: y - y_hat,
            "is the residual y - y_hat itself",
            "What would misses of +1 and -1 add up to?",
        ),
        Mistake(
            "plus-for-minus",
            lambda y, y_hat: size(y_hat + y),
            f"is {power_of} of the sum y_hat + y",
            "What is the loss of a perfect prediction, y_hat = y?",
        ),
        *(
            Mistake(
                "difference-last",
                difference,
                f"is the difference of {power_of} of y_hat and that of y",
                "Which comes first, the difference or what makes it positive?",
            )
            for difference in (
                lambda y, y_hat: size(y_hat) - size(y),
                lambda y, y_hat: size(y) - size(y_hat),
            )
        ),
        Mistake(
            "relative",
            lambda y, y_hat: size((y_hat - y) / y),
            f"is {power_of} of the residual divided by y",
            "Should a miss of 1 cost less where the target is large?",
        ),
    ]


def _l1_exercise():
    return Exercise(
        l1_loss,
        noun="loss",
        why="A miss twice as large costs twice as much, on either side of the target.",
        cases=TARGETS_AND_OUTPUTS,
        sample=targets_and_outputs,
        hints=[
            "L1 is the distance between y_hat and y on the number line.",
            "Take the difference first; what is left to do with a negative one?",
            "NumPy's np.abs takes the sizes of a whole array at once.",
        ],
        curve=Curve("y_hat, for y = 1", -2, 4, lambda t: ([1.0], [t]), (0,)),
        mistakes=[
            *_of_residual(np.abs, "the size", "missing-absolute"),
            Mistake(
                "squared",
                lambda y, y_hat: (y_hat - y) ** 2,
                "is the square of the residual",
                "Which of the two is L1, and which L2?",
            ),
            Mistake(
                "root",
                lambda y, y_hat: np.sqrt(np.abs(y_hat - y)),
                "is the square root of the right one",
                "Is a root asked?",
            ),
            Mistake(
                "gradient-not-value",
                lambda y, y_hat: np.sign(y_hat - y),
                "is the slope of the right one",
                "Should a miss of 3 cost more than a miss of 1?",
            ),
            Mistake(
                "one-sided",
                lambda y, y_hat: np.maximum(y_hat - y, 0),
                "is 0 wherever y_hat is below y",
                "Does a prediction that is too low cost nothing?",
            ),
            Mistake(
                "one-sided",
                lambda y, y_hat: np.maximum(y - y_hat, 0),
                "is 0 wherever y_hat is above y",
                "Does a prediction that is too high cost nothing?",
            ),
        ],
        detectors=[*sign("Can a distance be negative?"), *factor_two()],
        compounds=["factor-two+sign"],
    )


def _l2_exercise():
    return Exercise(
        l2_loss,
        noun="loss",
        why="The L2 norm has a root, the L2 loss has none: a miss twice as large costs four times.",
        cases=TARGETS_AND_OUTPUTS,
        sample=targets_and_outputs,
        hints=[
            "The L2 loss is the square of the distance, not the distance.",
            "Take the difference first, in brackets, then its square.",
        ],
        curve=Curve("y_hat, for y = 1", -2, 4, lambda t: ([1.0], [t]), (0,)),
        mistakes=[
            *_of_residual(np.square, "the square", "missing-square"),
            Mistake(
                "norm-not-loss",
                lambda y, y_hat: np.abs(y_hat - y),
                "is the distance itself, the root of the right one",
                "Which of the two has a root, the L2 norm or the L2 loss?",
            ),
            Mistake(
                "gradient-not-value",
                lambda y, y_hat: 2 * (y_hat - y),
                "is the slope of the right one",
                "Can a loss be negative?",
            ),
            Mistake(
                "missing-brackets",
                lambda y, y_hat: y_hat - y**2,
                "is y_hat minus the square of y",
                "Which comes first in Python, ** or -?",
            ),
            Mistake(
                "cubed",
                lambda y, y_hat: np.abs(y_hat - y) ** 3,
                "is the third power of the distance",
                "Which power is L2?",
            ),
        ],
        detectors=[
            *sign("Can a square be negative?"),
            *factor_two(missing="Did you take half the square? Here the whole one is asked."),
        ],
        compounds=["factor-two+sign"],
    )


def _norm_mistakes(name, finite, fact, question):
    """A wrong formula for finite p, with infinity cared for, and put into the formula as it is."""
    return [
        Mistake(
            name,
            lambda v, p: np.max(np.abs(v)) if p == np.inf else finite(v, p),
            fact,
            question,
        ),
        Mistake(
            "+".join(sorted([name, "missing-infinity"])),
            finite,
            "",
            f"{question} And what is 1 / p for p = np.inf?",
        ),
    ]


def _lp_exercise():
    return Exercise(
        lp_norm,
        noun="norm",
        why=(
            "The root makes it a length: twice the vector has twice the norm. As p grows, the "
            "largest entry outweighs all others, and for an infinite p it alone is left."
        ),
        cases={
            "ordinary": [
                ([3.0, -4.0], 2),
                ([1.0, -2.0, 2.5], 3),
                ([0.5, -1.5, 2.0, -0.75], 1.5),
                ([2.0, -0.5, 1.25], 1),
            ],
            "infinite": [([1.0, -3.0, 2.0], np.inf), ([0.75, -0.75, 0.5], np.inf)],
            "extreme": [([1000.0, -2000.0, 500.0], 6), ([0.001, -0.002], 8), ([0.0, 0.0], 2)],
        },
        sample=_vector_and_power,
        hints=[
            "Sizes first, then powers, then their sum, then the root.",
            "The p-th root is the power 1 / p. In Python the 1 / p needs brackets.",
            "For p = np.inf the formula gives 1. What does the norm tend to as p grows?",
        ],
        curve=Curve("p, for v = [3, -4]", 1, 8, lambda t: ([3.0, -4.0], t)),
        mistakes=[
            Mistake(
                "missing-infinity",
                lambda v, p: np.sum(np.abs(v) ** p) ** (1 / p),
                "is right for a finite p, and 1 for an infinite one",
                "Which entry is left as p grows?",
            ),
            *_norm_mistakes(
                "missing-root",
                lambda v, p: np.sum(np.abs(v) ** p),
                "is the sum of the powers",
                "If the vector doubles, should the norm double?",
            ),
            *_norm_mistakes(
                "square-root",
                lambda v, p: np.sqrt(np.sum(np.abs(v) ** p)),
                "takes the square root whatever p is",
                "Which root undoes a p-th power?",
            ),
            *_norm_mistakes(
                "divided-by-p",
                lambda v, p: np.sum(np.abs(v) ** p) / p,
                "is the sum of the powers divided by p",
                "In Python, what comes first in x ** 1 / p?",
            ),
            *_norm_mistakes(
                "mean-not-sum",
                lambda v, p: np.mean(np.abs(v) ** p) ** (1 / p),
                "is the root of the mean of the powers",
                "Did you take the mean where the sum is asked?",
            ),
            *_norm_mistakes(
                "missing-absolute",
                lambda v, p: np.sum(v**p) ** (1 / p),
                "takes the powers of the entries with their signs",
                "What is a negative number to the power 1.5?",
            ),
            Mistake(
                "missing-absolute",
                lambda v, p: np.max(v) if p == np.inf else lp_norm(v, p),
                "is right for a finite p; for an infinite one the largest entry, sign and all",
                "What is the norm of a vector of negative entries?",
            ),
            *_norm_mistakes(
                "inverted-power",
                lambda v, p: np.sum(np.abs(v) ** (1 / p)) ** p,
                "is the p-th power of the sum of the p-th roots",
                "Which comes first, the power or the root?",
            ),
            Mistake(
                "always-one",
                lambda v, p: np.sum(np.abs(v)),
                "is the L1 norm for every p",
                "Is the root taken of each power, or of their sum?",
            ),
            Mistake(
                "always-two",
                lambda v, p: np.sqrt(np.sum(v**2)),
                "is the L2 norm for every p",
                "Where does p come in?",
            ),
            Mistake(
                "always-largest",
                lambda v, p: np.max(np.abs(v)),
                "is the largest size for every p",
                "What do the other entries add?",
            ),
        ],
        detectors=[*sign("Can a length be negative?"), *factor_two()],
        compounds=["factor-two+sign"],
    )


def _pieces(small, large):
    """A wrong loss or gradient: `small` within delta, `large` beyond; both of (r, delta)."""
    return lambda r, delta: np.where(np.abs(r) <= delta, small(r, delta), large(r, delta))


def _half_square(r, delta):
    return r**2 / 2


def _straight(r, delta):
    return delta * (np.abs(r) - delta / 2)


def _huber_exercise():
    return Exercise(
        huber,
        noun="loss",
        why=(
            "The straight piece starts where the half square ends, at delta^2 / 2, and with its "
            "slope, delta: hence the delta / 2 taken off."
        ),
        cases=RESIDUALS_AND_DELTA,
        sample=_residuals_and_delta,
        hints=[
            "Two pieces: one for sizes up to delta, one beyond. np.where chooses entry by entry.",
            "The first piece is half the square of r. What are its value and slope at r = delta?",
            "Beyond delta the loss is a straight line in |r|, of slope delta. The two pieces meet "
            "at r = delta: that gives the constant.",
        ],
        curve=Curve("r, for delta = 1", -3, 3, lambda t: ([t], 1.0), (0,)),
        mistakes=[
            Mistake(
                "missing-half",
                _pieces(lambda r, delta: r**2, _straight),
                "is r^2 up to delta and right beyond",
                "Do the two pieces meet at r = delta?",
            ),
            Mistake(
                "missing-offset",
                _pieces(_half_square, lambda r, delta: delta * np.abs(r)),
                "is right up to delta and delta |r| beyond",
                "Do the two pieces meet at r = delta?",
            ),
            Mistake(
                "whole-offset",
                _pieces(_half_square, lambda r, delta: delta * (np.abs(r) - delta)),
                "is right up to delta and delta (|r| - delta) beyond",
                "What is each piece worth at r = delta?",
            ),
            Mistake(
                "missing-delta",
                _pieces(_half_square, lambda r, delta: np.abs(r) - delta / 2),
                "is right up to delta and has the slope 1 beyond",
                "How steep is the half square where the straight piece begins?",
            ),
            Mistake(
                "delta-ignored",
                lambda r, delta: huber(r, 1.0),
                "is the right one for delta = 1",
                "Where does delta come in?",
            ),
            Mistake(
                "missing-absolute",
                _pieces(_half_square, lambda r, delta: delta * (r - delta / 2)),
                "is right up to delta and falls on the left beyond",
                "What does a residual of -3 cost?",
            ),
            Mistake(
                "missing-absolute",
                lambda r, delta: np.where(r <= delta, r**2 / 2, _straight(r, delta)),
                "is half the square for every negative r",
                "Is a residual of -3 a small one?",
            ),
            Mistake(
                "swapped-branches",
                _pieces(_straight, _half_square),
                "has the two pieces in each other's place",
                "Which piece is for small residuals?",
            ),
            Mistake(
                "always-squared",
                lambda r, delta: r**2 / 2,
                "is half the square everywhere",
                "What should change beyond delta?",
            ),
            Mistake(
                "always-squared",
                lambda r, delta: r**2,
                "is the square everywhere",
                "What should change beyond delta? And is it the square, or half of it?",
            ),
            Mistake(
                "always-straight",
                _straight,
                "is delta (|r| - delta / 2) everywhere",
                "What is the loss of a residual of 0?",
            ),
            Mistake(
                "smaller-of-both",
                lambda r, delta: np.minimum(r**2 / 2, delta * np.abs(r)),
                "is the smaller of r^2 / 2 and delta |r|",
                "Where do those two meet, and with which slopes?",
            ),
            Mistake(
                "pseudo-huber",
                lambda r, delta: delta**2 * (np.sqrt(1 + (r / delta) ** 2) - 1),
                "is the pseudo-Huber loss, a smooth relative",
                "Which loss is exactly half a square for small residuals?",
            ),
            Mistake(
                "gradient-not-value",
                huber_gradient,
                "is the slope of the right one",
                "Can a loss be negative?",
            ),
        ],
        detectors=[
            *sign("Can a loss be negative?"),
            *factor_two(too_many="Is the first piece the whole square, or half of it?"),
        ],
        compounds=["factor-two+sign"],
    )


def _huber_gradient_exercise():
    return Exercise(
        huber_gradient,
        noun="gradient",
        why="A small residual pulls by its size, a large one never harder than delta.",
        cases=RESIDUALS_AND_DELTA,
        sample=_residuals_and_delta,
        hints=[
            "Differentiate the two pieces one by one: r^2 / 2, and delta (|r| - delta / 2).",
            "The slope of |r| is 1 to the right of 0 and -1 to the left.",
            "The result is r, unless it is beyond delta on either side: np.where, or np.clip.",
        ],
        curve=Curve("r, for delta = 1", -3, 3, lambda t: ([t], 1.0), (0,)),
        mistakes=[
            Mistake(
                "missing-clip",
                lambda r, delta: 1.0 * r,
                "is r everywhere",
                "How hard may one outlier pull?",
            ),
            Mistake(
                "always-sign",
                lambda r, delta: delta * np.sign(r),
                "is delta or -delta everywhere",
                "How hard should a residual near 0 pull?",
            ),
            Mistake(
                "missing-delta",
                _pieces(lambda r, delta: r, lambda r, delta: np.sign(r)),
                "is r up to delta and 1 or -1 beyond",
                "How steep is the straight piece?",
            ),
            Mistake(
                "delta-ignored",
                lambda r, delta: np.clip(r, -1, 1),
                "is the right one for delta = 1",
                "Where does delta come in?",
            ),
            Mistake(
                "missing-sign",
                _pieces(lambda r, delta: r, lambda r, delta: delta),
                "is r up to delta and +delta beyond, on both sides",
                "Which way does the loss slope for a large negative r?",
            ),
            Mistake(
                "one-sided",
                lambda r, delta: np.minimum(r, delta),
                "is held at delta above, and not below",
                "What about a large negative residual?",
            ),
            Mistake(
                "absolute-value",
                lambda r, delta: np.minimum(np.abs(r), delta),
                "is the size of the right one",
                "Which way does the loss slope for a negative r?",
            ),
            Mistake(
                "swapped-branches",
                _pieces(lambda r, delta: delta * np.sign(r), lambda r, delta: r),
                "has the two pieces in each other's place",
                "Which piece is for small residuals?",
            ),
            Mistake(
                "flat-outside",
                _pieces(lambda r, delta: r, lambda r, delta: 0.0),
                "is r up to delta and 0 beyond",
                "Does the loss stop growing beyond delta?",
            ),
            Mistake(
                "missing-half",
                _pieces(lambda r, delta: 2 * r, lambda r, delta: delta * np.sign(r)),
                "is 2 r up to delta and right beyond",
                "What is the slope of half a square?",
            ),
            Mistake(
                "value-not-gradient",
                huber,
                "is the loss itself",
                "How fast does the loss change as r does?",
            ),
        ],
        detectors=[
            *sign("Does the loss rise or fall as r grows beyond 0?"),
            *factor_two(too_many="Is the first piece the whole square, or half of it?"),
        ],
        compounds=["factor-two+sign"],
    )


def _by_side(above, below):
    """A wrong pinball loss: `above` for r > 0, `below` for r < 0; both of (r, tau)."""
    return lambda r, tau: np.where(r > 0, above(r, tau), below(r, tau))


def _pinball_exercise():
    return Exercise(
        pinball,
        noun="loss",
        why=(
            "Each side has its own price: tau for a unit too low, 1 - tau for a unit too high. The "
            "larger of the two lines is always the one that is not negative."
        ),
        cases={
            "ordinary": [
                ([2.0, -1.0, 0.5, -3.0], 0.9),
                ([1.5, -2.5, 0.4], 0.25),
                ([-0.5, 3.0, -1.25, 0.75], 0.6),
            ],
            "extreme": [([1e5, -1e5, 0.01], 0.99), ([1e5, -1e5, -0.01], 0.01)],
        },
        sample=_residuals_and_level,
        hints=[
            "r = y - y_hat is above 0 where the prediction is too low. What does that cost?",
            "Below 0 a unit costs 1 - tau, and the loss must not be negative.",
            "np.where(r > 0, ..., ...) chooses by side; or take the larger of two straight lines.",
        ],
        curve=Curve("r, for tau = 0.8", -3, 3, lambda t: ([t], 0.8), (0,)),
        mistakes=[
            Mistake(
                "swapped-sides",
                lambda r, tau: pinball(r, 1 - tau),
                "is the right one for 1 - tau",
                "r is y - y_hat. With tau = 0.9, which is dearer: too low, or too high?",
            ),
            Mistake(
                "missing-minus",
                _by_side(lambda r, tau: tau * r, lambda r, tau: (1 - tau) * r),
                "is negative wherever r is",
                "Can a loss be negative?",
            ),
            Mistake(
                "unweighted",
                lambda r, tau: np.abs(r),
                "is |r|",
                "Where does tau come in?",
            ),
            *(
                Mistake(
                    "one-weight",
                    wrong,
                    "has one and the same weight on both sides",
                    "Which side costs tau, and what does the other cost?",
                )
                for wrong in (
                    lambda r, tau: tau * np.abs(r),
                    lambda r, tau: (1 - tau) * np.abs(r),
                )
            ),
            Mistake(
                "one-sided",
                lambda r, tau: np.maximum(tau * r, 0),
                "is 0 wherever r is below 0",
                "Does a prediction that is too high cost nothing?",
            ),
            Mistake(
                "weight-on-one-side",
                _by_side(lambda r, tau: tau * r, lambda r, tau: -r),
                "is tau r above 0, and |r| below",
                "What does a unit too high cost?",
            ),
            Mistake(
                "weight-on-one-side",
                _by_side(lambda r, tau: r, lambda r, tau: (tau - 1) * r),
                "is r above 0, and right below",
                "What does a unit too low cost?",
            ),
            Mistake(
                "squared",
                _by_side(lambda r, tau: tau * r**2, lambda r, tau: (1 - tau) * r**2),
                "has the square of r in place of its size",
                "Is the loss straight on each side, or curved?",
            ),
            Mistake(
                "minimum-not-maximum",
                lambda r, tau: np.minimum(tau * r, (tau - 1) * r),
                "is the smaller of the two lines",
                "Which of two lines is the one that is not negative?",
            ),
            Mistake(
                "gradient-not-value",
                _by_side(lambda r, tau: tau, lambda r, tau: tau - 1),
                "is the slope of the right one",
                "Should a larger miss cost more?",
            ),
        ],
        detectors=[
            *sign("Can a loss be negative?"),
            *factor_two(too_many="With tau = 1/2, is it |r| or half of it?"),
        ],
        compounds=["factor-two+sign"],
    )


EXERCISES = [
    _l1_exercise(),
    _l2_exercise(),
    _lp_exercise(),
    _huber_exercise(),
    _huber_gradient_exercise(),
    _pinball_exercise(),
]


def _where_slope_jumps(loss, points, h=1e-6):
    """Those of the points where the slope to the right is not the slope to the left."""

    def slope(a, b):
        return (loss(b) - loss(a)) / (b - a)

    return [r for r in points if abs(slope(r, r + h) - slope(r - h, r)) > 0.1]


def _moved(before, after):
    """Which statistics of two data sets differ."""
    statistics = {
        "median": np.median,
        "mean": np.mean,
        "mid-range": lambda y: (np.min(y) + np.max(y)) / 2,
    }
    return [name for name, of in statistics.items() if of(before) != of(after)]


def _least(cost, low, high):
    """Where a convex cost is least, by thirds."""
    while high - low > 1e-9:
        third = (high - low) / 3
        if cost(low + third) < cost(high - third):
            high -= third
        else:
            low += third
    return (low + high) / 2


def _penalties_with_a_zero(lam=10.0):
    """The penalties under which the best w is 0, for a cost that is least at w = 0.8."""
    penalties = {"|w|": np.abs, "w^2": np.square}
    return [
        name
        for name, penalty in penalties.items()
        if abs(_least(lambda w, penalty=penalty: (w - 0.8) ** 2 + lam * penalty(w), -1, 2)) < 1e-6
    ]


def _best_for_late_buses(tau=0.9):
    """Which of four numbers has the least pinball loss for 21 waits, many short and few long."""
    waits = 1.2 ** np.arange(21)
    best = _least(lambda c: np.sum(pinball(waits - c, tau)), 0, waits.max())
    guesses = {
        "At the mean": np.mean(waits),
        "At nine tenths of the longest wait": tau * waits.max(),
        "Where nine waits in ten are shorter": np.quantile(waits, tau),
        "At the median": np.median(waits),
    }
    return min(guesses, key=lambda guess: abs(guesses[guess] - best))


_DATA = np.array([1.0, 2.0, 3.0, 4.0, 100.0])
_LIMIT = 3
_HUBERS_CENTRE = _least(lambda c: np.sum(huber(c - _DATA, _LIMIT)), 0, 100)

PREDICTIONS = [
    Choices(
        "norms-l1-slope",
        "The L1 loss of a residual r is |r|. Where does it have no slope?",
        {
            "Nowhere": (
                "Left of 0 the slope is -1, right of 0 it is 1. At 0 itself the two do not agree: "
                "a corner has no slope."
            ),
            "At r = 0": (
                "Yes: -1 on the left, 1 on the right, and at the corner between them no slope. "
                "Programs return some number from -1 to 1 there, mostly 0."
            ),
            "At r = -1 and r = 1": (
                "There |r| is a straight line, and its slope is -1 or 1. The corner is where the "
                "loss is 0."
            ),
            "Wherever r is negative": (
                "For negative r the loss is -r, a straight line of slope -1. The trouble is only "
                "at its end, where r = 0."
            ),
        },
        right={(0,): "At r = 0", (): "Nowhere"}[tuple(_where_slope_jumps(abs, range(-3, 4)))],
    ),
    Choices(
        "norms-outlier",
        "The data are 1, 2, 3, 4 and 100. Then the 100 becomes 1000. Which of their centres move: "
        "the median, the mean, the mid-range (halfway between least and largest)?",
        {
            "Only the mean": (
                "The mean moves. But the mid-range is half of least plus largest, and the largest "
                "is what has changed: it moves even further."
            ),
            "The mean and the mid-range": (
                "Yes. The median asks only on which side of it a number lies, and 1000 lies on the "
                "side where 100 was."
            ),
            "All three": (
                "The median stays: it asks only on which side of it a number lies, and 1000 lies "
                "on the side where 100 was."
            ),
            "None": (
                "The mean shares out the sum, and the sum has grown by 900; the mid-range looks at "
                "the largest number alone. Only the median stays."
            ),
        },
        right={
            ("mean",): "Only the mean",
            ("mean", "mid-range"): "The mean and the mid-range",
            ("median", "mean", "mid-range"): "All three",
            (): "None",
        }[tuple(_moved(_DATA, np.append(_DATA[:-1], 1000)))],
    ),
    Number(
        "norms-huber-centre",
        f"A loss pulls by the residual up to {_LIMIT}, and by {_LIMIT} beyond. The data are 1, 2, "
        "3, 4 and 100. Where is the centre, at which all pulls balance?",
        right=_HUBERS_CENTRE,
        explanation=(
            f"Yes: 100 pulls up by {_LIMIT} and no more, and the four others pull down by "
            f"{_LIMIT} together at {_HUBERS_CENTRE:.2f}."
        ),
        slips={
            np.mean(_DATA): (
                "That is the mean, where 100 pulls by its whole distance. Here it pulls by "
                f"{_LIMIT} and no more."
            ),
            np.median(_DATA): (
                "That is the median, where all pull alike. Here a near number pulls less than a "
                f"far one, up to the limit of {_LIMIT}."
            ),
            np.mean(_DATA[:-1]): (
                f"That is the centre without the 100. Its pull is limited to {_LIMIT}, and so it "
                "still counts."
            ),
        },
        otherwise=(
            f"Call the centre c. 100 pulls up by {_LIMIT}; the four others pull by their "
            "distances, 4 c - 10 together. The two are equal at one c only."
        ),
    ),
    Choices(
        "norms-zeros",
        "The data alone would put a weight at w = 0.8. A penalty is added, λ |w| or λ w^2, and λ "
        "grows. With which of them does the best w become exactly 0?",
        {
            "Only with w^2": (
                "The slope of w^2 fades as w nears 0, so it loses against the data before it gets "
                "there. The slope of |w| does not fade."
            ),
            "With both": (
                "With |w|, yes. But the slope of w^2 fades as w nears 0: the best w becomes as "
                "small as you like, never 0."
            ),
            "Only with |w|": (
                "Yes: |w| pulls as hard close to 0 as far away. Once that is more than the data "
                "pull, the corner at 0 is the lowest point."
            ),
            "With neither": (
                "With w^2 the best w comes ever closer to 0 and never arrives. With |w| it "
                "arrives, since |w| pulls as hard close to 0 as far away."
            ),
        },
        right={
            (): "With neither",
            ("|w|",): "Only with |w|",
            ("w^2",): "Only with w^2",
            ("|w|", "w^2"): "With both",
        }[tuple(_penalties_with_a_zero())],
    ),
    Choices(
        "norms-quantile",
        "A bus comes after many short waits and a few long ones. You announce one waiting time; a "
        "minute too low costs 0.9, a minute too high 0.1. Which announcement costs least?",
        {
            "At the median": (
                "At the median as many waits are longer as shorter. A longer one costs nine times "
                "as much, so raising the announcement still pays."
            ),
            "At the mean": (
                "The mean is best for squares. Here only two prices and the number of waits on "
                "each side count."
            ),
            "Where nine waits in ten are shorter": (
                "Yes: there nine waits in ten at 0.1 balance one in ten at 0.9. It is a quantile, "
                "and how long the longest waits are makes no difference."
            ),
            "At nine tenths of the longest wait": (
                "How long the longest wait is makes no difference. What counts is how many waits "
                "lie on each side."
            ),
        },
        right=_best_for_late_buses(),
    ),
]
