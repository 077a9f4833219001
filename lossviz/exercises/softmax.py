"""Exercises and predictions of the lesson on sigmoid, logit and softmax."""

import numpy as np

from lossviz import links
from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import clipped, factor_two, log_base, missing_log, sign, unstable
from lossviz.exercises.question import Choices, Number


def sigmoid(z):
    """The probability whose log odds are z."""
    # e is never raised to a positive power, which could overflow.
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def logit(p):
    """The log odds of the probability p."""
    return np.log(p / (1 - p))


def logsumexp(z):
    """The log of the sum of e^z, over the last axis."""
    top = np.max(z, axis=-1, keepdims=True)
    return np.log(np.sum(np.exp(z - top), axis=-1)) + top[..., 0]


def softmax(z):
    """The distribution with the logits z, over the last axis."""
    exponentials = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return exponentials / np.sum(exponentials, axis=-1, keepdims=True)


def log_softmax(z):
    """The log of softmax, over the last axis, without taking the log of 0."""
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def softmax_jacobian(z):
    """The K x K slopes of softmax: row i, column j is d softmax_i / d z_j."""
    p = np.exp(z - np.max(z))
    p = p / np.sum(p)
    return np.diag(p) - np.outer(p, p)


LOGITS = {
    "ordinary": [
        ([0.5, -1.0, 2.0],),
        ([2.0, 0.1, -0.5, 1.2],),
        ([[1.0, 2.0, 0.5], [-1.0, 0.3, 2.0], [0.0, -0.4, 1.5]],),
    ],
    "extreme": [
        ([1000.0, 999.0, 0.0],),
        ([-1000.0, -1001.0, -1000.5],),
        ([[800.0, 1000.0, 900.0], [1000.0, 1000.0, 998.0], [0.0, 750.0, 700.0]],),
        ([1000.0, -1000.0, -1000.0],),
        ([[1000.0, 0.0, 0.0], [0.0, 1.0, 2.0], [3.0, -1000.0, 5.0]],),
    ],
}


def _logits(rng):
    return (rng.normal(0, 1.5, (3, 3)),)


def _total(values):
    return np.sum(values, axis=-1, keepdims=True)


def naive_softmax(z):
    """Softmax as it is written: e^1000 overflows."""
    return np.exp(z) / _total(np.exp(z))


def _jacobian_of(change):
    """A wrong Jacobian: `change` makes it from the probabilities."""
    return lambda z: change(softmax(z))


def _along_first_axis(function):
    return lambda z: function(z.T).T


def _over_all(function):
    return lambda z: function(z.ravel()).reshape(z.shape)


def _axis_mistakes(function):
    return [
        Mistake(
            "first-axis",
            _along_first_axis(function),
            "is the right one over the first axis",
            "Along which axis do the classes lie?",
        ),
        Mistake(
            "all-axes",
            _over_all(function),
            "is the right one of all entries together",
            "With several rows, what is normalised: each row, or all of them as one?",
        ),
    ]


def _sigmoid_exercise():
    return Exercise(
        sigmoid,
        noun="probability",
        why=(
            "For z >= 0 it is 1 / (1 + e^-z), for z < 0 the same number written e^z / (1 + e^z): "
            "neither ever computes a large power."
        ),
        cases={
            "ordinary": [
                ([0.5, -1.0, 2.0],),
                ([-3.0, 0.25, 1.5, 4.0],),
                ([1.0, -0.7, 3.2, -2.5, 0.1],),
            ],
            "extreme": [([1000.0, -1000.0, 40.0, -40.0],)],
        },
        sample=lambda rng: (rng.normal(0, 2, rng.integers(3, 7)),),
        hints=[
            "The formula is 1 / (1 + e^-z); NumPy's np.exp takes the whole array.",
            "What is e^-z at z = -1000? The same probability is also e^z / (1 + e^z).",
            "Use each form where its power is not large: np.where, or np.minimum(z, 0) in the "
            "numerator and -np.abs(z) in the denominator.",
        ],
        curve=Curve("z", -6, 6, lambda t: ([t],), (0,)),
        mistakes=[
            Mistake(
                "sign",
                lambda z: sigmoid(-z),
                "is the right one for -z",
                "Should a larger z make it more likely, or less?",
            ),
            Mistake(
                "missing-one",
                lambda z: np.exp(z),
                "is e^z, the odds",
                "How are odds turned into a probability?",
            ),
            Mistake(
                "minus-for-plus",
                lambda z: 1 / (1 - np.exp(-z)),
                "is 1 / (1 - e^-z)",
                "What happens to it at z = 0?",
            ),
            Mistake(
                "missing-exp",
                lambda z: 1 / (1 - z),
                "is 1 / (1 - z)",
                "Where has e gone?",
            ),
            Mistake(
                "tanh",
                lambda z: np.tanh(z),
                "is tanh z",
                "Between which two numbers does a probability lie?",
            ),
            Mistake(
                "doubled-input",
                lambda z: sigmoid(2 * z),
                "is the right one for 2 z",
                "Is every z counted twice, as tanh does?",
            ),
            Mistake(
                "base-two",
                lambda z: 1 / (1 + 2.0**-z),
                "is 1 / (1 + 2^-z)",
                "Which base do log odds in nats have?",
            ),
            Mistake(
                "gradient-not-value",
                lambda z: sigmoid(z) * sigmoid(-z),
                "is the slope of the right one",
                "Is the curve asked, or how fast it rises?",
            ),
            Mistake(
                "softmax-not-sigmoid",
                lambda z: softmax(z),
                "is the softmax of the whole array",
                "Should raising one z lower the others?",
            ),
            Mistake(
                "step",
                lambda z: np.where(z > 0, 1.0, 0.0),
                "is 1 for positive z and else 0",
                "What is asked: a decision, or a probability?",
            ),
        ],
        detectors=[*sign("Can a probability be negative?")],
        patterns=unstable(lambda z: np.exp(z) / (1 + np.exp(z))),
    )


def _logit_exercise():
    return Exercise(
        logit,
        noun="logit",
        why="p / (1 - p) are the odds; their log is any real number, and sigmoid takes it back.",
        cases={
            "ordinary": [
                ([0.2, 0.7, 0.9],),
                ([0.35, 0.6, 0.05, 0.95],),
                ([0.1, 0.45, 0.8, 0.25, 0.65],),
            ],
            "extreme": [([1e-30, 1e-20, 0.999],)],
        },
        sample=lambda rng: (rng.uniform(0.03, 0.97, rng.integers(3, 7)),),
        hints=[
            "The odds of p compare it with the probability of the opposite.",
            "The probability of the opposite is 1 - p, so the odds are p / (1 - p).",
            "The logit is the natural log of the odds.",
        ],
        curve=Curve("p", 0.01, 0.99, lambda t: ([t],), (0,)),
        mistakes=[
            Mistake(
                "missing-odds",
                lambda p: np.log(p),
                "is log p",
                "With what are the odds compared?",
            ),
            Mistake(
                "missing-odds",
                lambda p: -np.log(1 - p),
                "is -log(1 - p)",
                "Where does p itself come in?",
            ),
            Mistake(
                "ratio-of-logs",
                lambda p: np.log(p) / np.log(1 - p),
                "is log p divided by log(1 - p)",
                "Is the log of a ratio the ratio of the logs?",
            ),
            Mistake(
                "sum-of-logs",
                lambda p: np.log(p) + np.log(1 - p),
                "is log p plus log(1 - p)",
                "Is the log of a ratio the sum of the logs?",
            ),
            Mistake(
                "inverse",
                lambda p: sigmoid(p),
                "is the sigmoid of p",
                "Which way is asked: from z to p, or back?",
            ),
            Mistake(
                "plus-for-minus",
                lambda p: np.log(p / (1 + p)),
                "is the log of p / (1 + p)",
                "What is the probability of the opposite?",
            ),
        ],
        detectors=[
            *sign("Which of p and 1 - p stands above, and which below?"),
            *log_base(),
            *missing_log(),
            *factor_two(),
        ],
        patterns=[*clipped(lambda p: logit(np.clip(p, 1e-7, 1 - 1e-7)))],
        compounds=["log-base+sign", "missing-odds+sign", "log-base+missing-odds"],
    )


def _logsumexp_exercise():
    return Exercise(
        logsumexp,
        noun="value",
        why=(
            "Taking out the greatest entry and adding it again changes nothing, and leaves e only "
            "powers of at most 0."
        ),
        cases=LOGITS,
        sample=_logits,
        hints=[
            "Read the name backwards: exp, then the sum over the last axis, then the log.",
            "e^1000 overflows. What does adding a constant to every entry of z do to the result?",
            "Subtract the greatest entry first, and add it to the result.",
        ],
        curve=Curve("z[0], for z = [z[0], 1, 0]", -4, 4, lambda t: ([t, 1.0, 0.0],)),
        mistakes=[
            Mistake(
                "max-only",
                lambda z: np.max(z, axis=-1),
                "is the greatest entry alone",
                "What do the other entries add?",
            ),
            Mistake(
                "mean-not-sum",
                lambda z: logsumexp(z) - np.log(z.shape[-1]),
                "is the log of the mean of e^z",
                "Did you take the mean where the sum is asked?",
            ),
            Mistake(
                "missing-shift",
                lambda z: logsumexp(z) - np.max(z, axis=-1),
                "is the right one minus the greatest entry",
                "What was subtracted, and has it come back?",
            ),
            Mistake(
                "shift-subtracted",
                lambda z: logsumexp(z) - 2 * np.max(z, axis=-1),
                "is the right one minus twice the greatest entry",
                "What was subtracted, and which sign brings it back?",
            ),
            Mistake(
                "missing-exp",
                lambda z: np.log(np.sum(z, axis=-1)),
                "is the log of the sum of z",
                "What of the exp in the name?",
            ),
            Mistake(
                "sum-of-logs",
                lambda z: np.sum(z, axis=-1),
                "is the sum of z",
                "Is the log of a sum the sum of the logs?",
            ),
            Mistake(
                "weighted-mean",
                lambda z: np.sum(softmax(z) * z, axis=-1),
                "is the mean of z under its softmax",
                "Is the log taken of a sum, or an average?",
            ),
            Mistake(
                "first-axis",
                lambda z: logsumexp(z.T),
                "is the right one over the first axis",
                "Along which axis is the sum?",
            ),
        ],
        detectors=[*sign(), *log_base(), *missing_log()],
        patterns=[
            *unstable(lambda z: np.log(np.sum(np.exp(z), axis=-1))),
            *clipped(lambda z: np.log(np.sum(np.exp(np.clip(z, -50, 50)), axis=-1))),
        ],
        compounds=["log-base+sign", "log-base+mean-not-sum"],
    )


def _softmax_exercise():
    return Exercise(
        softmax,
        noun="distribution",
        why=(
            "Subtracting the greatest logit changes no ratio of the exponentials, and keeps every "
            "one of them at most 1."
        ),
        cases=LOGITS,
        sample=_logits,
        hints=[
            "Make every entry positive with e^z, then divide by their sum.",
            "Sum over the last axis; keepdims=True lets each row be divided by its own sum.",
            "e^1000 overflows. Softmax does not change when a constant is added to all logits: "
            "which constant makes every power at most 0?",
        ],
        curve=Curve("z[0], for z = [z[0], 1, 0]", -5, 5, lambda t: ([t, 1.0, 0.0],), (0,)),
        mistakes=[
            *_axis_mistakes(softmax),
            Mistake(
                "sign",
                lambda z: softmax(-z),
                "is the softmax of -z",
                "Should a larger logit make its class more likely, or less?",
            ),
            Mistake(
                "missing-sum",
                lambda z: np.exp(z),
                "is e^z",
                "What do the entries add up to?",
            ),
            Mistake(
                "max-not-sum",
                lambda z: np.exp(z - np.max(z, axis=-1, keepdims=True)),
                "is e^z divided by its greatest entry",
                "What do the entries add up to?",
            ),
            Mistake(
                "missing-exp",
                lambda z: z / _total(z),
                "is z divided by its sum",
                "What becomes of a negative logit?",
            ),
            Mistake(
                "mean-not-sum",
                lambda z: softmax(z) * z.shape[-1],
                "is e^z divided by its mean",
                "Did you take the mean where the sum is asked?",
            ),
            Mistake(
                "sigmoid-not-softmax",
                lambda z: sigmoid(z),
                "is the sigmoid of each entry by itself",
                "Should raising one logit lower the others?",
            ),
            Mistake(
                "log-not-probability",
                lambda z: log_softmax(z),
                "is the log of the right one",
                "Between which two numbers does a probability lie?",
            ),
            Mistake(
                "hard-max",
                lambda z: (z == np.max(z, axis=-1, keepdims=True)).astype(float),
                "is 1 at the greatest entry and 0 elsewhere",
                "What is soft about softmax?",
            ),
            Mistake(
                "double-softmax",
                lambda z: softmax(softmax(z)),
                "is the softmax of the softmax",
                "How often is it applied?",
            ),
            Mistake(
                "base-two",
                lambda z: softmax(z * np.log(2)),
                "is 2^z divided by its sum",
                "Which base do logits in nats have?",
            ),
        ],
        detectors=[*sign("Can a probability be negative?")],
        patterns=unstable(naive_softmax),
    )


def _log_softmax_exercise():
    return Exercise(
        log_softmax,
        noun="log probability",
        why=(
            "log(e^z / sum) is z - log(sum): the exponential under the log cancels, so no "
            "probability that rounds to 0 is ever put into a log."
        ),
        cases=LOGITS,
        sample=_logits,
        hints=[
            "Write log(e^z / sum of e^z) as a difference of two logs. What is log(e^z)?",
            "It is z minus the logsumexp of z; keepdims=True lets each row have its own.",
            "Subtract the greatest logit from z first: it changes nothing, and nothing overflows.",
        ],
        curve=Curve("z[0], for z = [z[0], 1, 0]", -5, 5, lambda t: ([t, 1.0, 0.0],), (0,)),
        mistakes=[
            *_axis_mistakes(log_softmax),
            Mistake(
                "missing-log",
                lambda z: z - _total(np.exp(z)),
                "is z minus the sum of e^z",
                "Is it the sum that is subtracted, or its log?",
            ),
            Mistake(
                "missing-sum",
                lambda z: z - np.max(z, axis=-1, keepdims=True),
                "is z minus its greatest entry",
                "What do the probabilities add up to?",
            ),
            Mistake(
                "plus-for-minus",
                lambda z: z + logsumexp(z)[..., np.newaxis],
                "is z plus the log of the sum",
                "What does the log make of a quotient?",
            ),
            Mistake(
                "mean-not-sum",
                lambda z: log_softmax(z) + np.log(z.shape[-1]),
                "is z minus the log of the mean of e^z",
                "Did you take the mean where the sum is asked?",
            ),
            Mistake(
                "sigmoid-not-softmax",
                lambda z: links.log_sigmoid(z),
                "is the log of the sigmoid of each entry by itself",
                "Should raising one logit lower the others?",
            ),
            Mistake(
                "double-softmax",
                lambda z: log_softmax(softmax(z)),
                "is the log of the softmax of the softmax",
                "How often is softmax applied?",
            ),
        ],
        detectors=[
            *sign("Is a log probability above 0 or below it?"),
            *log_base(),
            *missing_log(),
        ],
        patterns=[
            *unstable(lambda z: np.log(naive_softmax(z))),
            *clipped(
                lambda z: np.log(np.clip(softmax(z), 1e-9, 1)),
                "Are you clipping, or adding a small number, before the log?",
            ),
        ],
        compounds=["log-base+sign"],
    )


def _softmax_jacobian_exercise():
    return Exercise(
        softmax_jacobian,
        noun="Jacobian",
        why=(
            "Raising z_j raises its own p_j by p_j (1 - p_j) and lowers each other p_i by "
            "p_i p_j; every column adds up to 0, since the probabilities always sum to 1."
        ),
        cases={
            "ordinary": [
                ([0.5, -1.0, 2.0],),
                ([2.0, 0.1, -0.5, 1.2],),
                ([1.0, 0.0, -0.3, 0.8, 1.7],),
            ],
            "extreme": [
                ([1000.0, 999.0, 0.0],),
                ([-1000.0, -1001.0, -1000.5],),
                ([1000.0, -1000.0, -1000.0],),
            ],
        },
        sample=lambda rng: (rng.normal(0, 1, rng.integers(3, 6)),),
        hints=[
            "Start with p = softmax(z). What is d p_i / d z_i, and what is d p_i / d z_j?",
            "On the diagonal it is p_i (1 - p_i) = p_i - p_i p_i, elsewhere -p_i p_j.",
            "np.diag(p) puts p on a diagonal; np.outer(p, p) holds all products p_i p_j.",
        ],
        curve=Curve(
            "z[0], for z = [z[0], 1, 0]; entry [0, 1]", -4, 5, lambda t: ([t, 1.0, 0.0],), (0, 1)
        ),
        mistakes=[
            Mistake(
                "diagonal-only",
                _jacobian_of(lambda p: np.diag(p * (1 - p))),
                "is right on the diagonal and 0 elsewhere",
                "If one logit rises, what becomes of the other probabilities?",
            ),
            Mistake(
                "missing-diagonal",
                _jacobian_of(lambda p: -np.outer(p, p)),
                "is -p_i p_j everywhere",
                "What does a logit do to its own probability?",
            ),
            Mistake(
                "missing-diagonal",
                _jacobian_of(lambda p: np.diag(p**2) - np.outer(p, p)),
                "is right off the diagonal, and 0 on it",
                "What does a logit do to its own probability?",
            ),
            Mistake(
                "missing-outer",
                _jacobian_of(np.diag),
                "is p on the diagonal and 0 elsewhere",
                "The sum in the denominator depends on z as well: what does that add?",
            ),
            Mistake(
                "plus-for-minus",
                _jacobian_of(lambda p: np.diag(p) + np.outer(p, p)),
                "has plus p_i p_j where the right one has minus",
                "If one logit rises, do the other probabilities rise or fall?",
            ),
            Mistake(
                "missing-delta",
                _jacobian_of(lambda p: np.outer(p, 1 - p)),
                "is p_i (1 - p_j) everywhere",
                "Is the diagonal's formula used off the diagonal too?",
            ),
            Mistake(
                "ones-on-diagonal",
                _jacobian_of(lambda p: np.eye(len(p)) - np.outer(p, p)),
                "is 1 - p_i p_i on the diagonal",
                "From what is the product subtracted there?",
            ),
            Mistake(
                "log-softmax",
                _jacobian_of(lambda p: np.eye(len(p)) - p),
                "is the Jacobian of log softmax",
                "Whose slopes are asked: those of the probabilities, or of their logs?",
            ),
            Mistake(
                "logits-not-probabilities",
                lambda z: np.diag(z) - np.outer(z, z),
                "is the right formula with z in place of p",
                "Of what is the outer product taken?",
            ),
        ],
        detectors=[*sign("Does raising a logit raise its own probability?"), *factor_two()],
        patterns=unstable(lambda z: np.diag(naive_softmax(z)) - np.outer(*[naive_softmax(z)] * 2)),
    )


EXERCISES = [
    _sigmoid_exercise(),
    _logit_exercise(),
    _logsumexp_exercise(),
    _softmax_exercise(),
    _log_softmax_exercise(),
    _softmax_jacobian_exercise(),
]


LOGITS_SHOWN = np.array([2.0, 1.0, 0.0])
CLASSES = 10


def _shares(z):
    return ", ".join(f"{share:.3f}" for share in links.softmax(z))


def _effect_of_adding(c):
    before, after = links.softmax(LOGITS_SHOWN), links.softmax(LOGITS_SHOWN + c)
    if np.allclose(before, after):
        return "Nothing"
    return "The largest grows" if after[0] > before[0] else "All come closer together"


def _double_softmax_floor():
    """The least cross entropy of softmax(p), p a distribution: at p = (1, 0, ..., 0)."""
    return -links.log_softmax(np.eye(CLASSES)[0])[0]


def _two_class_sigmoid():
    share = links.softmax(np.array([3.0, 1.0]))[0]
    return next(f"sigmoid({z})" for z in (1, 2, 3, 4) if np.isclose(links.sigmoid(z), share))


def _next_step(z):
    """Where the sigmoid goes from z - 1 to z, and where an even step would have gone."""
    before, now, after = links.sigmoid(np.array([z - 2.0, z - 1.0, z]))
    return f"{after:.3f}", f"{2 * now - before:.3f}", f"{2 * now:.3f}"


def _half_precision(z):
    """The first probability that softmax as it is written gives in float16."""
    with np.errstate(over="ignore", invalid="ignore"):
        exponentials = np.exp(np.array(z, dtype=np.float16))
        return f"{exponentials[0] / exponentials.sum():.3f}"


def _left_of_a_gradient(layers):
    share = 0.25**layers
    return next(text for text, least in _SHARES_LEFT.items() if share >= least)


_SHARES_LEFT = {"a quarter": 0.25, "one part in 40": 1 / 40, "less than one part in a million": 0}
_RIGHT_STEP, _EVEN_STEP, _DOUBLED = _next_step(2)


PREDICTIONS = [
    Choices(
        "softmax-two-classes",
        "Two classes have the logits 3 and 1. The first class gets which probability?",
        {
            "sigmoid(4)": (
                "Adding the logits would make a large second logit help the first class. What "
                "counts is the difference: 3 - 1."
            ),
            "sigmoid(3)": (
                "That would leave the second logit out; its probability has to come from the same "
                "whole. Only the difference of the two counts: 3 - 1."
            ),
            "sigmoid(2)": "Yes: with two classes, softmax is the sigmoid of the difference.",
            "3 / 4": (
                "Dividing by the sum fails for negative logits. Softmax divides the exponentials, "
                "which gives the sigmoid of the difference: 3 - 1."
            ),
        },
        right=_two_class_sigmoid(),
    ),
    Choices(
        "softmax-temperature",
        f"The logits 2, 1, 0 give the probabilities {_shares(LOGITS_SHOWN)}. Now every logit is "
        "divided by the temperature T = 0.5. Which do they give?",
        {
            _shares(LOGITS_SHOWN / 2): (
                "Those are the probabilities for T = 2. Dividing by 0.5 makes the differences "
                "larger, not smaller: a low temperature sharpens."
            ),
            _shares(LOGITS_SHOWN): (
                "Adding a constant would leave them as they are. Dividing changes the differences "
                "between the logits, and with them the shares."
            ),
            _shares(LOGITS_SHOWN / 0.5): (
                "Yes: dividing by 0.5 doubles the differences between the logits, and the largest "
                "gets a larger share."
            ),
            "1.000, 0.000, 0.000": (
                "That is where they go as T falls to 0. At T = 0.5 the other two still get some."
            ),
        },
        right=_shares(LOGITS_SHOWN / 0.5),
    ),
    Choices(
        "softmax-shift",
        "Add 5 to all three logits. What changes in their softmax?",
        {
            "The largest grows": (
                "Every exponential grows by the same factor e^5, so each share of their sum stays "
                "what it was."
            ),
            "All come closer together": (
                "The ratio of two logits comes closer to 1, but softmax looks at their "
                "differences, and those stay."
            ),
            "Nothing": (
                "Yes: every exponential is multiplied by the same e^5, and it cancels in the "
                "division by their sum."
            ),
            "They sum to more than 1": (
                "Softmax divides by the sum, so its outputs sum to 1 for whatever logits."
            ),
        },
        right=_effect_of_adding(5),
    ),
    Number(
        "softmax-double",
        f"A model with {CLASSES} classes puts its probabilities through softmax once more, by "
        "mistake. What is the lowest cross entropy it can reach, in nats?",
        right=_double_softmax_floor(),
        explanation=(
            "Yes: at best the second softmax sees one 1 and nine 0, and gives the right class "
            "e / (e + 9) and no more."
        ),
        slips={
            0.0: (
                "A 0 needs the probability 1. The second softmax sees logits between 0 and 1 only; "
                f"at best it gives the right class e / (e + {CLASSES - 1})."
            ),
            np.log(CLASSES): (
                "That is for ten equal probabilities. At best it sees one 1 and nine 0: a little "
                f"better, with e / (e + {CLASSES - 1}) for the right class."
            ),
            links.logsumexp(np.eye(CLASSES)[0]): (
                "That is the log of the sum. The logit of the right class, 1, is still to be "
                "subtracted."
            ),
            np.log(2): (
                "That would be the probability 1/2. At best the right class gets e / (e + "
                f"{CLASSES - 1})."
            ),
        },
        otherwise=(
            "At best the second softmax sees one 1 and nine 0. The right class then gets "
            f"e / (e + {CLASSES - 1}); minus the log of it is {_double_softmax_floor():.3f}."
        ),
    ),
    Choices(
        "softmax-sigmoid-of-two",
        "The sigmoid takes 0 to the probability 0.5 and 1 to 0.731. Where does it take 2?",
        {
            _EVEN_STEP: (
                "That would be an even step: 0.231 for each 1. The steps get smaller, or soon the "
                "probability would pass 1."
            ),
            _RIGHT_STEP: (
                "Yes: a step up, and a smaller one. Each step of 1 multiplies the odds by e; the "
                "probability can only come closer to 1."
            ),
            _DOUBLED: (
                "That is twice the probability at 1, and more than 1: no probability. What is "
                "multiplied with each step are the odds, p / (1 - p)."
            ),
        },
        right=_RIGHT_STEP,
    ),
    Choices(
        "softmax-half-precision",
        "The largest number in float16 is 65504, and e^12 is 162755. The logits are 12, 0, -12. "
        "What does softmax in float16, computed as the formula is written, give the first class?",
        {
            "1.000": (
                "That is the right probability, rounded. But on the way there e^12 becomes "
                "infinity, and infinity over infinity is nan."
            ),
            "inf": (
                "e^12 does become infinity. It is then divided by a sum that is infinity too, and "
                "that is nan."
            ),
            "nan": (
                "Yes: e^12 becomes infinity, so does the sum, and infinity over infinity is not a "
                "number."
            ),
        },
        right=_half_precision([12, 0, -12]),
    ),
    Choices(
        "softmax-ten-layers",
        "A gradient on its way back is multiplied by the slope of every activation it passes. The "
        "sigmoid's slope is 0.25 at most. How much do the slopes of 10 layers leave, at most?",
        {
            "a quarter": "That is what one layer leaves. Each further layer takes its own share.",
            "one part in 40": (
                "That is 0.25 divided by 10. The slopes are multiplied: ten factors of 0.25."
            ),
            "less than one part in a million": (
                "Yes: ten factors of 0.25 make one part in 1,048,576, and that only where every "
                "sigmoid is at its steepest."
            ),
        },
        right=_left_of_a_gradient(10),
    ),
]
