"""Exercises and predictions of the lesson on loss, cost and objective."""

import numpy as np

from lossviz.datasets import training_run
from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import factor_two, sign, sum_not_mean, swapped_arguments
from lossviz.exercises.question import Choices, Number
from lossviz.losses import binary_cross_entropy_with_logits


def squared_error(y, y_hat):
    """Each example's loss: the square of its residual."""
    return (y_hat - y) ** 2


def mean_cost(y, y_hat):
    """The mean of the squared errors, one number."""
    return np.mean((y_hat - y) ** 2)


def cost_gradient(w, x, y):
    """The slope, with respect to w, of the mean of (w x - y)^2."""
    return np.mean(2 * (w * x - y) * x)


def descent_step(w, gradient, rate):
    """The next w: a step against the gradient."""
    return w - rate * gradient


def ridge_objective(w, x, y, lam):
    """The mean squared error of w x, plus the penalty lam w^2."""
    return np.mean((w * x - y) ** 2) + lam * w**2


def largest_stable_step(x):
    """The largest rate at which descent on the mean of (w x - y)^2 does not run away."""
    return 1 / np.mean(x**2)


def targets_and_outputs(rng):
    """Some y and y_hat."""
    n = rng.integers(3, 7)
    return rng.normal(0, 3, n), rng.normal(0, 3, n)


def _weight_and_points(rng):
    n = rng.integers(3, 7)
    return rng.uniform(-3, 3), rng.normal(1, 2, n), rng.normal(2, 3, n)


TARGETS_AND_OUTPUTS = {
    "ordinary": [
        ([3.0, -1.0, 2.5], [2.0, 1.5, 2.0]),
        ([2.0, 0.5, 7.0, -3.0], [2.25, 1.0, 4.0, 5.0]),
        ([5.0, 6.0, 7.0], [5.1, 6.25, 6.5]),
        ([0.5, 4.0, -2.0, 1.0, 3.0], [1.0, 2.5, -3.5, 1.25, -1.0]),
    ],
    "single-example": [([4.0], [1.5])],
    "extreme": [([1000.0, -2000.0, 3.0], [-500000.0, 2000.0, 1e6])],
}

WEIGHT_AND_POINTS = {
    "ordinary": [
        (0.5, [1.0, 2.0, 3.0], [2.0, 3.5, 7.0]),
        (-1.5, [0.5, -1.0, 2.0, 4.0], [1.0, 2.0, -0.5, 3.0]),
        (1.5, [2.0, 3.0, 4.0], [3.1, 4.25, 6.0]),
        (2.0, [0.5, -1.0, 2.0, 1.5, -3.0], [1.0, 0.5, 2.0, -1.0, -4.0]),
    ],
    "single-example": [(0.5, [3.0], [4.0])],
    "extreme": [(200.0, [1000.0, -2000.0, 3000.0], [500.0, 1000.0, -2000.0])],
}


EXERCISES = [
    Exercise(
        squared_error,
        noun="loss",
        why=(
            "Squaring makes over- and undershooting count alike, and an error twice as large "
            "count four times."
        ),
        cases=TARGETS_AND_OUTPUTS,
        sample=targets_and_outputs,
        hints=[
            "The residual of an example is its output minus its target.",
            "y and y_hat are arrays: y_hat - y takes all the differences at once.",
            "In Python a square is written ** 2; the difference needs brackets around it.",
        ],
        curve=Curve("y_hat, for y = 1", -2, 4, lambda t: ([1.0], [t]), (0,)),
        mistakes=[
            Mistake(
                "missing-square",
                lambda y, y_hat: y_hat - y,
                "is the residual itself",
                "Can a loss be negative?",
            ),
            Mistake(
                "missing-square",
                lambda y, y_hat: y - y_hat,
                "is the residual itself, y - y_hat",
                "Can a loss be negative?",
            ),
            Mistake(
                "absolute-value",
                lambda y, y_hat: np.abs(y_hat - y),
                "is the absolute value of the residual",
                "How should an error twice as large count?",
            ),
            Mistake(
                "difference-last",
                lambda y, y_hat: y_hat**2 - y**2,
                "is the difference of two squares",
                "Which comes first, the difference or the square?",
            ),
            Mistake(
                "difference-last",
                lambda y, y_hat: y**2 - y_hat**2,
                "is the difference of two squares",
                "Which comes first, the difference or the square?",
            ),
            Mistake(
                "missing-brackets",
                lambda y, y_hat: y_hat - y**2,
                "is y_hat minus the square of y",
                "Which comes first in Python, ** or -?",
            ),
            Mistake(
                "missing-brackets",
                lambda y, y_hat: y - y_hat**2,
                "is y minus the square of y_hat",
                "Which comes first in Python, ** or -?",
            ),
            Mistake(
                "plus-for-minus",
                lambda y, y_hat: (y_hat + y) ** 2,
                "is the square of the sum y_hat + y",
                "What is the loss of a perfect output, y_hat = y?",
            ),
            Mistake(
                "relative",
                lambda y, y_hat: ((y_hat - y) / y) ** 2,
                "is the square of the residual divided by y",
                "Does the unit of the target belong in the loss?",
            ),
        ],
        detectors=[
            *sign("Can a loss be negative?"),
            *factor_two(
                missing="Did you take the half squared error? Here the plain one is asked."
            ),
        ],
        compounds=["factor-two+sign"],
    ),
    Exercise(
        mean_cost,
        noun="cost",
        why=(
            "The mean does not grow with the number of examples, so the costs of two data sets "
            "can be compared."
        ),
        cases=TARGETS_AND_OUTPUTS,
        sample=targets_and_outputs,
        hints=[
            "The cost is made of the losses that squared_error computes.",
            "Take the losses of all examples, then their average.",
            "NumPy's np.mean averages an array.",
        ],
        curve=Curve(
            "y_hat[0], for y = [1, 0, 2]", -2, 4, lambda t: ([1.0, 0.0, 2.0], [t, 1.0, 1.0])
        ),
        mistakes=[
            Mistake(
                "missing-square",
                lambda y, y_hat: np.mean(y_hat - y),
                "is the mean of the residuals themselves",
                "What do errors of +1 and -1 add up to?",
            ),
            Mistake(
                "missing-square",
                lambda y, y_hat: np.mean(y - y_hat),
                "is the mean of the residuals y - y_hat themselves",
                "What do errors of +1 and -1 add up to?",
            ),
            Mistake(
                "absolute-value",
                lambda y, y_hat: np.mean(np.abs(y_hat - y)),
                "is the mean of the absolute residuals",
                "How should an error twice as large count?",
            ),
            Mistake(
                "root",
                lambda y, y_hat: np.sqrt(np.mean((y_hat - y) ** 2)),
                "is the square root of the right one",
                "Did you take the root mean square? Here the mean square is asked.",
            ),
            Mistake(
                "n-minus-one",
                lambda y, y_hat: np.sum((y_hat - y) ** 2) / (len(y) - 1),
                "is the sum of the losses divided by n - 1",
                "How many losses are there?",
            ),
            Mistake(
                "square-of-mean",
                lambda y, y_hat: np.mean(y_hat - y) ** 2,
                "is the square of the mean residual",
                "Which comes first, the square or the mean?",
            ),
            Mistake(
                "difference-last",
                lambda y, y_hat: np.mean(y_hat**2 - y**2),
                "is the mean of y_hat squared minus y squared",
                "Which comes first, the difference or the square?",
            ),
            Mistake(
                "plus-for-minus",
                lambda y, y_hat: np.mean((y_hat + y) ** 2),
                "is the mean square of the sums y_hat + y",
                "What is the cost of perfect outputs, y_hat = y?",
            ),
            Mistake(
                "median-not-mean",
                lambda y, y_hat: np.median((y_hat - y) ** 2),
                "is the median of the losses",
                "Which average is asked?",
            ),
        ],
        detectors=[
            *sign("Can a cost of squares be negative?"),
            *factor_two(missing="Did you take the half mean? Here the plain one is asked."),
            *sum_not_mean(),
        ],
        compounds=["factor-two+sum-not-mean", "sign+sum-not-mean", "factor-two+sign"],
    ),
    Exercise(
        cost_gradient,
        noun="gradient",
        why=(
            "The chain rule gives each example 2 times its residual times the slope of w x, "
            "which is x; the gradient of a mean is the mean of the gradients."
        ),
        cases=WEIGHT_AND_POINTS,
        sample=_weight_and_points,
        hints=[
            "Take one example first: what is the slope of (w x - y)^2 with respect to w?",
            "The outer slope is 2 (w x - y); the chain rule multiplies it by the slope of w x - y.",
            "The slope of w x - y with respect to w is x. Then take the mean over the examples.",
        ],
        curve=Curve(
            "w, for x = [1, 2, 3] and y = [2, 3, 7]",
            -1,
            5,
            lambda t: (t, [1.0, 2.0, 3.0], [2.0, 3.0, 7.0]),
        ),
        mistakes=[
            Mistake(
                "missing-x",
                lambda w, x, y: np.mean(2 * (w * x - y)),
                "is the mean of 2 (w x - y)",
                "What does the chain rule leave of w x?",
            ),
            Mistake(
                "value-not-gradient",
                lambda w, x, y: np.mean((w * x - y) ** 2),
                "is the cost itself",
                "How fast does the cost change as w does?",
            ),
            Mistake(
                "slope-in-y",
                lambda w, x, y: np.mean(2 * (w * x - y) * y),
                "is the mean of 2 (w x - y) y",
                "What is the slope of w x - y with respect to w?",
            ),
            Mistake(
                "slope-in-x",
                lambda w, x, y: np.mean(2 * (w * x - y) * w),
                "is the mean of 2 (w x - y) w, a slope with respect to x",
                "Which letter moves, w or x?",
            ),
            Mistake(
                "square-kept",
                lambda w, x, y: np.mean(2 * (w * x - y) ** 2 * x),
                "is the mean of 2 (w x - y)^2 x",
                "What does a square leave when you differentiate it?",
            ),
            Mistake(
                "product-of-means",
                lambda w, x, y: np.mean(2 * (w * x - y)) * np.mean(x),
                "is the mean of 2 (w x - y) times the mean of x",
                "Is a mean of products the product of the means?",
            ),
            Mistake(
                "missing-y",
                lambda w, x, y: np.mean(2 * w * x * x),
                "is the mean of 2 w x^2",
                "Where has y gone?",
            ),
            Mistake(
                "absolute-value",
                lambda w, x, y: np.mean(2 * np.abs(w * x - y) * x),
                "is the mean of 2 |w x - y| x",
                "Does the gradient need to know on which side of y the output is?",
            ),
        ],
        detectors=[
            *sign("Is the residual the right way round, output minus target?"),
            *factor_two(missing="Did the 2 from the square go missing?"),
            *sum_not_mean(),
            *swapped_arguments(cost_gradient, "x", "y"),
        ],
        compounds=[
            "sign+sum-not-mean",
            "factor-two+sign",
            "factor-two+sum-not-mean",
            "factor-two+sign+sum-not-mean",
            "missing-x+sign",
            "factor-two+missing-x",
            "missing-x+sum-not-mean",
        ],
    ),
    Exercise(
        descent_step,
        noun="next w",
        why="The gradient points uphill, so the step goes against it, as far as the rate says.",
        cases={
            "ordinary": [
                (2.0, 3.0, 0.1),
                (-1.0, 0.5, 0.3),
                (0.7, -4.0, 0.25),
                (5.0, 6.0, 0.75),
            ],
            "extreme": [(0.0, 2.5, 0.4), (1e6, -2e3, 5.0)],
        },
        sample=lambda rng: (rng.normal(0, 3), rng.normal(0, 3), rng.uniform(0.05, 0.9)),
        hints=[
            "The gradient points to where the cost grows. Which way should w go?",
            "The length of the step is the rate times the gradient.",
        ],
        curve=Curve("gradient, for w = 1 and rate = 0.25", -4, 4, lambda t: (1.0, t, 0.25)),
        mistakes=[
            Mistake(
                "sign",
                lambda w, gradient, rate: w + rate * gradient,
                "is a step along the gradient, uphill",
                "Which way does the cost fall?",
            ),
            Mistake(
                "missing-rate",
                lambda w, gradient, rate: w - gradient,
                "is w minus the whole gradient",
                "What shortens the step?",
            ),
            Mistake(
                "missing-gradient",
                lambda w, gradient, rate: w - rate,
                "is w minus the rate",
                "Should a steep and a flat cost give the same step?",
            ),
            Mistake(
                "missing-w",
                lambda w, gradient, rate: -rate * gradient,
                "is the step alone",
                "Where does the step start?",
            ),
            Mistake(
                "missing-w",
                lambda w, gradient, rate: rate * gradient,
                "is the length of the step alone",
                "Where does the step start, and which way does it go?",
            ),
            Mistake(
                "divided-by-rate",
                lambda w, gradient, rate: w - gradient / rate,
                "is w minus the gradient divided by the rate",
                "Should a larger rate make the step longer or shorter?",
            ),
            Mistake(
                "step-times-w",
                lambda w, gradient, rate: w - rate * gradient * w,
                "is w minus the rate times the gradient times w",
                "Should the step depend on w otherwise than through the gradient?",
            ),
            Mistake(
                "misplaced-brackets",
                lambda w, gradient, rate: (w - rate) * gradient,
                "is w minus the rate, all times the gradient",
                "Which comes first, the product or the difference?",
            ),
        ],
        detectors=[
            *sign("Is the difference the right way round?"),
            *swapped_arguments(descent_step, "w", "gradient"),
            *swapped_arguments(descent_step, "w", "rate"),
        ],
        compounds=[],
    ),
    Exercise(
        ridge_objective,
        noun="objective",
        why=(
            "The objective is a cost of the data plus a penalty on the weight: the penalty is "
            "added once, whatever the number of examples."
        ),
        cases={
            regime: [(*call, lam) for call, lam in zip(calls, (0.3, 2.0, 0.05, 0.8), strict=False)]
            for regime, calls in WEIGHT_AND_POINTS.items()
        },
        sample=lambda rng: (*_weight_and_points(rng), rng.uniform(0.2, 3)),
        hints=[
            "The objective has two parts: a cost of the data and a penalty on w.",
            "The first part is the mean of (w x - y)^2, as in mean_cost with the output w x.",
            "The penalty is lam times the square of w; it stands outside the mean.",
        ],
        curve=Curve(
            "w, for x = [1, 2, 3], y = [2, 3, 7] and lam = 3",
            -2,
            4,
            lambda t: (t, [1.0, 2.0, 3.0], [2.0, 3.0, 7.0], 3.0),
        ),
        mistakes=[
            Mistake(
                "missing-penalty",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2),
                "is the cost of the data alone",
                "Where does lam come in?",
            ),
            Mistake(
                "penalty-only",
                lambda w, x, y, lam: lam * w**2,
                "is the penalty alone",
                "Where do the data come in?",
            ),
            Mistake(
                "sign",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) - lam * w**2,
                "is the cost minus the penalty",
                "Should a large weight be punished or rewarded?",
            ),
            Mistake(
                "absolute-penalty",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) + lam * np.abs(w),
                "has the penalty lam |w|",
                "Which power of w makes the ridge?",
            ),
            Mistake(
                "missing-square",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) + lam * w,
                "has the penalty lam w",
                "What would a negative w do to this penalty?",
            ),
            Mistake(
                "squared-lam",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) + (lam * w) ** 2,
                "has the penalty (lam w)^2",
                "Is lam squared too?",
            ),
            Mistake(
                "missing-lam",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) + w**2,
                "has the penalty w^2",
                "How much does the penalty weigh?",
            ),
            Mistake(
                "sum-not-mean",
                lambda w, x, y, lam: np.sum((w * x - y) ** 2) + lam * w**2,
                "has the sum of the squared errors as its first part",
                "Did you sum where the mean is asked?",
            ),
            Mistake(
                "penalty-averaged",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) + lam * w**2 / len(x),
                "has the penalty divided by the number of examples",
                "Does the penalty belong inside the mean?",
            ),
            Mistake(
                "penalty-summed",
                lambda w, x, y, lam: np.sum((w * x - y) ** 2 + lam * w**2),
                "counts everything once for each example",
                "Is it a sum or a mean, and how often is the penalty added?",
            ),
            Mistake(
                "factor-two",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) + lam * w**2 / 2,
                "has half the penalty",
                "Is the penalty lam w^2 or half of it?",
            ),
            Mistake(
                "factor-two",
                lambda w, x, y, lam: np.mean((w * x - y) ** 2) / 2 + lam * w**2,
                "has half the cost of the data",
                "Is the half squared error asked, or the plain one?",
            ),
            Mistake(
                "root",
                lambda w, x, y, lam: np.sqrt(np.mean((w * x - y) ** 2)) + lam * w**2,
                "has the root of the mean square as its first part",
                "Is a root asked?",
            ),
        ],
        detectors=[
            *factor_two(),
            *swapped_arguments(ridge_objective, "x", "y"),
            *swapped_arguments(ridge_objective, "w", "lam"),
        ],
        compounds=["factor-two+sum-not-mean"],
    ),
    Exercise(
        largest_stable_step,
        noun="step",
        why=(
            "One step multiplies the distance to the minimum by 1 - 2 rate mean(x^2); beyond "
            "rate = 1 / mean(x^2) that factor is below -1, and each step ends farther away."
        ),
        cases={
            "ordinary": [
                ([1.0, 2.0, 3.0],),
                ([0.5, -1.0, 2.0, 1.5],),
                ([-0.2, 0.4, 1.0, 0.3, -0.7],),
            ],
            "single-example": [([0.5],)],
            "extreme": [([0.01, -0.02, 0.05],), ([20.0, -40.0, 30.0],)],
        },
        sample=lambda rng: (rng.normal(0.5, 1, rng.integers(3, 7)),),
        hints=[
            "One step is w - rate * gradient. Write it for the gradient of the mean cost.",
            "The distance from the minimum is multiplied by 1 - 2 rate mean(x^2) at each step.",
            "Descent is stable as long as that factor is at least -1. Solve for the rate.",
        ],
        curve=Curve("x[2], for x = [1, 2, x[2]]", -4, 4, lambda t: ([1.0, 2.0, t],)),
        mistakes=[
            Mistake(
                "sum-not-mean",
                lambda x: 1 / np.sum(x**2),
                "is the largest stable step of the summed cost",
                "Did you sum where the mean is asked?",
            ),
            Mistake(
                "missing-square",
                lambda x: 1 / np.mean(x),
                "is 1 over the mean of x",
                "How steep is the cost where x is -1?",
            ),
            Mistake(
                "missing-square",
                lambda x: 1 / np.mean(np.abs(x)),
                "is 1 over the mean of |x|",
                "How does the gradient grow with x?",
            ),
            Mistake(
                "square-of-mean",
                lambda x: 1 / np.mean(x) ** 2,
                "is 1 over the square of the mean of x",
                "Which comes first, the square or the mean?",
            ),
            Mistake(
                "variance",
                lambda x: 1 / np.var(x),
                "is 1 over the variance of x",
                "Is the mean of x to be taken away first?",
            ),
            Mistake(
                "missing-reciprocal",
                lambda x: np.mean(x**2),
                "is the mean of x^2",
                "Does a steeper cost allow longer steps or shorter ones?",
            ),
            Mistake(
                "root",
                lambda x: 1 / np.sqrt(np.mean(x**2)),
                "is the square root of the right one",
                "Is a root asked?",
            ),
            Mistake(
                "largest-not-mean",
                lambda x: 1 / np.max(x**2),
                "is 1 over the largest x^2",
                "Do all examples count, or only the largest?",
            ),
        ],
        detectors=[
            *sign("Can a step length be negative?"),
            *factor_two(
                too_many="At this rate, what becomes of the distance to the minimum in one step?",
                missing="At this rate one step lands on the minimum. How much farther can it go?",
            ),
        ],
        compounds=["factor-two+sum-not-mean"],
    ),
]


RESIDUALS = np.array([1.0, -2.0, 3.0])
X = np.array([1.0, 2.0, 3.0])


def _minimiser(cost):
    """The w between -5 and 5 of least cost, on a grid."""
    grid = np.linspace(-5, 5, 201)
    return grid[np.argmin([cost(w) for w in grid])]


def _of_line(reduce):
    """The cost of the line w x through points near y = 2 x, the squares reduced by `reduce`."""
    y = 2 * X + RESIDUALS
    return lambda w: reduce((w * X - y) ** 2)


def _same_minimiser():
    costs = [_of_line(reduce) for reduce in (np.sum, np.mean, lambda each: np.mean(each) / 2)]
    same = len({float(_minimiser(cost)) for cost in costs}) == 1
    return "Yes, all three at one place" if same else "No, at three places"


def _with_penalty(lam):
    return abs(_minimiser(lambda w: ridge_objective(w, X, 2 * X, lam)))


def _way_of_the_minimiser():
    far, near = _with_penalty(0.0), _with_penalty(5.0)
    if near == far:
        return "It stays"
    if near > far:
        return "Away from 0"
    return "Towards 0, ever more slowly" if near else "To 0 at once"


def _step_of_least_validation_cost(steps=400):
    """A flexible classifier learns 14 coin tosses; when is its cost on 200 others least?"""
    _, features, y, weights = training_run(steps)
    logits = weights @ features[14:].T
    cost = binary_cross_entropy_with_logits(np.broadcast_to(y[14:], logits.shape), logits)
    return np.argmin(cost.mean(axis=1)), steps


def _when_validation_is_best():
    best, last = _step_of_least_validation_cost()
    return {0: "Before the first step", last: "At the last step"}.get(best, "Somewhere in between")


_SUM, _MEAN = np.sum(RESIDUALS**2), np.mean(RESIDUALS**2)
_STABLE, _STABLE_SUM = largest_stable_step(X), largest_stable_step(X) / len(X)

PREDICTIONS = [
    Choices(
        "cost-same-minimiser",
        "At some w the residuals are 1, -2 and 3. Their squares have the sum "
        f"{_SUM:.0f}, the mean {_MEAN:.3f} and the half mean {_MEAN / 2:.3f}: three costs. Are all "
        "three least at the same w?",
        {
            "No, at three places": (
                "Their values differ, and so do their slopes, but only by a positive factor. It "
                "stretches the curve upwards; the lowest point stays above the same w."
            ),
            "Yes, all three at one place": (
                "Yes: a positive factor stretches the curve of the cost upwards and moves nothing "
                "sideways. Only the slopes grow with it."
            ),
            "Only sum and mean agree": (
                "The half mean is the mean times a positive factor, just as the mean is the sum "
                "times one. Neither factor moves the lowest point."
            ),
        },
        right=_same_minimiser(),
    ),
    Number(
        "cost-stable-step",
        "For x = 1, 2, 3 and the mean of the squared errors, gradient descent is stable up to the "
        f"rate {_STABLE:.4f}. Up to which rate is it stable for the sum?",
        right=_STABLE_SUM,
        explanation="Yes: the sum is three times as steep as the mean, so a third is left.",
        slips={
            _STABLE: (
                "The minimiser is the same, the slope is not: the sum is three times as steep, and "
                "a third of the rate is left."
            ),
            _STABLE * len(X): (
                "The other way round: the sum is three times as steep, so its steps are longer at "
                "the same rate, and only a third of the rate is left."
            ),
            _STABLE_SUM / len(X): (
                "The slope of the sum is three times that of the mean, not nine times: a third of "
                "the rate is left."
            ),
        },
        otherwise=(
            "The sum of three examples is three times as steep as their mean; the largest stable "
            f"rate is a third of the other, {_STABLE_SUM:.4f}."
        ),
    ),
    Choices(
        "cost-penalty",
        "The objective is a cost of the data plus lambda times w^2, and the cost alone is least at "
        "w = 2. Lambda grows. Which way does the minimiser of the objective go?",
        {
            "Away from 0": (
                "The penalty makes a large w expensive, so the sum of both is least at a smaller w."
            ),
            "To 0 at once": (
                "It goes that way, but the slope of w^2 vanishes at 0, so near 0 even a small "
                "slope of the cost holds against it. The minimiser never quite arrives."
            ),
            "Towards 0, ever more slowly": (
                "Yes: the penalty is least at 0 and pulls the minimiser there. Since its slope "
                "vanishes at 0, the minimiser comes close and never arrives."
            ),
            "It stays": (
                "At w = 2 the cost is flat, but the penalty slopes down towards 0. So the sum of "
                "both can be lowered by a step towards 0."
            ),
        },
        right=_way_of_the_minimiser(),
    ),
    Choices(
        "cost-best-at-the-end",
        "A flexible model trains on 14 examples, and its training cost falls at every step. When "
        "is its cost on 200 other examples least?",
        {
            "At the last step": (
                "What the last steps lower is the cost of the 14: they fit the chance in them, "
                "and on other examples that chance is another. The least cost there lies earlier."
            ),
            "Somewhere in between": (
                "Yes: first the model learns what all examples have in common, then the chance in "
                "its own 14, which is of no use for others."
            ),
            "Before the first step": (
                "An untrained model knows nothing. The first steps teach what all examples have in "
                "common, and lower both costs."
            ),
        },
        right=_when_validation_is_best(),
    ),
]
