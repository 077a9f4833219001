"""Exercises and predictions of the lesson on entropy, cross entropy and KL divergence."""

import numpy as np

from lossviz import information
from lossviz.exercises.declaration import Curve, Exercise, Mistake
from lossviz.exercises.detectors import (
    clipped,
    factor_two,
    log_base,
    mean_not_sum,
    missing_log,
    sign,
    swapped_arguments,
    unstable,
)
from lossviz.exercises.question import Choices
from lossviz.links import sigmoid


def surprisal(p):
    """How surprising an event of probability p is, in nats."""
    return -np.log(p)


def entropy(p):
    """The mean surprise at the outcomes of p, in nats."""
    possible = p[p > 0]
    return -np.sum(possible * np.log(possible))


def cross_entropy(p, q):
    """The mean surprise of a model q at outcomes that follow p, in nats."""
    possible = p > 0
    return -np.sum(p[possible] * np.log(q[possible]))


def kl_divergence(p, q):
    """How much more the outcomes of p surprise q than p itself, in nats."""
    possible = p > 0
    return np.sum(p[possible] * np.log(p[possible] / q[possible]))


def mse_neuron_gradient(x, y, w, b):
    """The slopes in w and b of half the squared error of sigmoid(w x + b)."""
    a = 1 / (1 + np.exp(-(w * x + b)))
    slope = (a - y) * a * (1 - a)
    return np.array([slope * x, slope])


def ce_neuron_gradient(x, y, w, b):
    """The slopes in w and b of the cross entropy of sigmoid(w x + b)."""
    a = 1 / (1 + np.exp(-(w * x + b)))
    return np.array([(a - y) * x, a - y])


def _distribution(rng):
    return (rng.dirichlet(np.full(rng.integers(3, 6), 2.0)),)


def _two_distributions(rng):
    return tuple(rng.dirichlet(np.full(rng.integers(3, 6), 2.0), 2))


def _neuron(rng):
    return rng.uniform(1.2, 3), float(rng.integers(2)), rng.uniform(-1, 1), rng.uniform(-1, 1)


def _log(p):
    return np.log(np.where(p > 0, p, 1))


DISTRIBUTIONS = {
    "ordinary": [
        ([0.5, 0.3, 0.2],),
        ([0.1, 0.4, 0.3, 0.2],),
        ([0.05, 0.6, 0.15, 0.12, 0.08],),
    ],
    "zero-probability": [([0.0, 1.0, 0.0],), ([0.25, 0.75, 0.0, 0.0],)],
}

TWO_DISTRIBUTIONS = {
    "ordinary": [
        ([0.5, 0.3, 0.2], [0.3, 0.6, 0.1]),
        ([0.1, 0.4, 0.3, 0.2], [0.25, 0.2, 0.15, 0.4]),
        ([0.05, 0.6, 0.15, 0.12, 0.08], [0.3, 0.1, 0.1, 0.2, 0.3]),
    ],
    "one-hot": [([0.0, 1.0, 0.0], [0.3, 0.6, 0.1])],
    "zero-probability": [([0.25, 0.75, 0.0], [0.4, 0.6, 0.0])],
    "extreme": [([0.5, 0.5], [1.0, 1e-40]), ([0.5, 0.5], [1.0, 1e-80])],
    "impossible": [([0.5, 0.5], [1.0, 0.0])],
}

NEURONS = {
    "ordinary": [
        (1.5, 0.0, 0.8, -0.3),
        (-2.0, 1.0, 0.5, 0.4),
        (0.7, 1.0, -1.2, 0.9),
        (2.5, 0.0, -0.4, 0.3),
    ],
    "confident and wrong": [(3.0, 0.0, 1.5, 2.0), (-1.5, 1.0, 2.0, -1.0)],
    "extreme": [(2.0, 1.0, -500.0, 30.0), (2.0, 0.0, 500.0, 30.0)],
}

MODEL_CURVE = Curve("q[0], for p = [0.7, 0.3]", 0.02, 0.98, lambda t: ([0.7, 0.3], [t, 1 - t]))
NEURON_CURVE = Curve("w, for x = 2, y = 0 and b = 0", -2, 4, lambda t: (2.0, 0.0, t, 0.0), (0,))


def _neuron_mistakes(slope):
    """Wrong gradients of a neuron whose loss has the slope `slope(a, y, z)` in z."""

    def gradient(change):
        def wrong(x, y, w, b):
            z = w * x + b
            return np.array(change(slope(sigmoid(z), y, z), x, w))

        return wrong

    return [
        Mistake(
            "missing-x",
            gradient(lambda s, x, w: (s, s)),
            "has the same slope in w as in b",
            "What does the chain rule leave of w x + b, differentiated by w?",
        ),
        Mistake(
            "x-in-both",
            gradient(lambda s, x, w: (s * x, s * x)),
            "has the factor x in both places",
            "What does the chain rule leave of w x + b, differentiated by b?",
        ),
        Mistake(
            "swapped-outputs",
            gradient(lambda s, x, w: (s, s * x)),
            "is the right pair in the other order",
            "Which comes first, d/dw or d/db?",
        ),
        Mistake(
            "slope-in-x",
            gradient(lambda s, x, w: (s * w, s)),
            "has the factor w where the slope in w needs another",
            "Which letter moves, w or x?",
        ),
        Mistake(
            "swapped-labels",
            lambda x, y, w, b: gradient(lambda s, x, w: (s * x, s))(x, 1 - y, w, b),
            "is the right one for the target 1 - y",
            "Which target is the output drawn to?",
        ),
        Mistake(
            "missing-sigmoid",
            lambda x, y, w, b: (w * x + b - y) * np.array([x, 1]),
            "is that of half the squared error of w x + b itself",
            "What happens to w x + b before it is compared with y?",
        ),
        Mistake(
            "missing-target",
            lambda x, y, w, b: gradient(lambda s, x, w: (s * x, s))(x, 0 * y, w, b),
            "is the right one for the target 0",
            "Where has y gone?",
        ),
    ]


def _mse_slope(a, y, z):
    return (a - y) * a * (1 - a)


def _ce_slope(a, y, z):
    return a - y


def _neuron_with(slope):
    """The pair (d/dw, d/db) of a neuron, for a wrong slope in z."""

    def wrong(x, y, w, b):
        z = w * x + b
        s = slope(sigmoid(z), y, z)
        return np.array([s * x, s])

    return wrong


def _overflowing(slope):
    """The same gradient through e^z / (1 + e^z), which is inf / inf for a large z."""

    def wrong(x, y, w, b):
        e = np.exp(np.float64(w * x + b))
        a = e / (1 + e)
        s = slope(a, y, w * x + b)
        return np.array([s * x, s])

    return wrong


OF_A_WEIGHTED_MEAN = [
    *log_base(),
    *mean_not_sum(
        "The weights p already make it a mean: is it to be divided by the number of outcomes too?"
    ),
]
ZERO_LOG_ZERO = "What does NumPy make of 0 log 0, and what should it be?"
NEURON_COMPOUNDS = ["factor-two+sign", "missing-x+sign", "factor-two+missing-x"]

EXERCISES = [
    Exercise(
        surprisal,
        noun="surprise",
        why=(
            "The log turns the product of independent probabilities into a sum of surprises, and "
            "the minus makes a rare event the more surprising one."
        ),
        cases={
            "ordinary": [
                ([0.7, 0.2, 0.1],),
                ([0.9, 0.35, 0.04, 0.6],),
                ([0.15, 1.0],),
            ],
            "extreme": [([1e-20, 1e-40, 1e-80],)],
            "impossible": [([0.0],)],
        },
        sample=lambda rng: (rng.uniform(0.05, 0.95, rng.integers(3, 7)),),
        hints=[
            "A certain event is no surprise: it carries 0. A rarer event carries more.",
            "Two independent events have the product of the probabilities and the sum of the "
            "surprises. Which function turns a product into a sum?",
            "It is minus the natural log of p; np.log takes the whole array.",
        ],
        curve=Curve("p", 0.02, 1, lambda t: ([t],), (0,)),
        mistakes=[
            Mistake(
                "missing-log",
                lambda p: 1 / p,
                "is 1 / p",
                "Do the surprises of two independent events add up?",
            ),
            Mistake(
                "missing-log",
                lambda p: 1 - p,
                "is 1 - p",
                "Do the surprises of two independent events add up?",
            ),
            Mistake(
                "complement",
                lambda p: -np.log(1 - p),
                "is the surprise of the event not happening",
                "Whose probability stands inside the log?",
            ),
            Mistake(
                "weighted",
                lambda p: -p * np.log(p),
                "is p times the right one, the event's share of an entropy",
                "Is a mean asked, or the surprise of each event?",
            ),
            Mistake(
                "odds",
                lambda p: np.log((1 - p) / p),
                "is the log of the odds against the event",
                "What is the surprise of a certain event, p = 1?",
            ),
            Mistake(
                "log-one-plus",
                lambda p: -np.log1p(p),
                "is -log(1 + p)",
                "Does log1p add something that is not asked?",
            ),
        ],
        detectors=[
            *sign("Is the log of a probability positive or negative?"),
            *log_base(),
            *factor_two(),
            *missing_log(minus=True),
        ],
        patterns=clipped(
            lambda p: -np.log(np.clip(p, 1e-12, 1)),
            "Are you clipping the probability, or adding a little to it?",
        ),
        compounds=["log-base+sign", "factor-two+sign"],
    ),
    Exercise(
        entropy,
        noun="entropy",
        why=(
            "Each outcome's surprise counts as often as the outcome happens. One that never "
            "happens counts for nothing, although its surprise is infinite."
        ),
        cases=DISTRIBUTIONS,
        sample=_distribution,
        hints=[
            "Entropy is a mean: each outcome's surprise, weighted with its probability.",
            "Multiply p with minus the log of p, then add up.",
            "0 log 0 counts as 0, but in NumPy it is nan: leave out the outcomes with p = 0 first.",
        ],
        curve=Curve("p[0], for p = [p[0], 1 - p[0]]", 0.01, 0.99, lambda t: ([t, 1 - t],)),
        mistakes=[
            Mistake(
                "unweighted",
                lambda p: -np.sum(np.log(p)),
                "is the plain sum of the surprises",
                "How often is each surprise felt?",
            ),
            Mistake(
                "unweighted",
                lambda p: -np.mean(np.log(p)),
                "is the plain mean of the surprises",
                "Is each of them felt equally often?",
            ),
            Mistake(
                "normalised",
                lambda p: entropy(p) / np.log(len(p)),
                "is the share of the largest entropy, log K",
                "Is it to be divided by log K?",
            ),
            Mistake(
                "perplexity",
                lambda p: np.exp(entropy(p)),
                "is e to the power of the entropy, the perplexity",
                "Is an exponential asked?",
            ),
            Mistake(
                "largest-only",
                lambda p: -np.log(np.max(p)),
                "is the surprise of the likeliest outcome",
                "What do the other outcomes add to the mean?",
            ),
            Mistake(
                "missing-log",
                lambda p: 1 - np.sum(p**2),
                "is the mean of 1 - p",
                "What is the surprise of an outcome of probability p?",
            ),
            Mistake(
                "two-outcomes",
                lambda p: -np.sum(p * _log(p) + (1 - p) * _log(1 - p)),
                "adds up an entropy of two outcomes for each p",
                "Does each outcome stand once in the sum, or twice?",
            ),
        ],
        detectors=[
            *sign("Is the log of a probability positive or negative?"),
            *OF_A_WEIGHTED_MEAN,
            *factor_two(),
        ],
        patterns=unstable(
            lambda p: -np.sum(p * np.log(p)),
            ZERO_LOG_ZERO,
        ),
        compounds=["log-base+sign", "mean-not-sum+sign", "log-base+mean-not-sum"],
    ),
    Exercise(
        cross_entropy,
        noun="cross entropy",
        why=(
            "The outcomes come as often as p says, and each surprises the model as much as q says: "
            "so p weighs, and q stands inside the log."
        ),
        cases=TWO_DISTRIBUTIONS,
        sample=_two_distributions,
        hints=[
            "p says how often each outcome comes, q how surprising it is to the model.",
            "It is an entropy with q in place of p inside the log, and only there.",
            "An outcome with p = 0 never comes: leave it out, or 0 log 0 becomes nan.",
        ],
        curve=MODEL_CURVE,
        mistakes=[
            Mistake(
                "kl-not-cross-entropy",
                kl_divergence,
                "is the KL divergence from p to q",
                "Has the entropy of p been taken away?",
            ),
            Mistake(
                "entropy-of-p",
                lambda p, q: entropy(p),
                "is the entropy of p",
                "Where does the model come in?",
            ),
            Mistake(
                "entropy-of-q",
                lambda p, q: entropy(q),
                "is the entropy of q",
                "Who says how often an outcome comes, the data or the model?",
            ),
            Mistake(
                "unweighted",
                lambda p, q: -np.sum(np.log(q)),
                "is the plain sum of the model's surprises",
                "How often is each surprise felt?",
            ),
            Mistake(
                "missing-log",
                lambda p, q: -np.sum(p * q),
                "is minus the sum of p q",
                "What is the surprise of an outcome that the model gives q?",
            ),
            Mistake(
                "one-hot-only",
                lambda p, q: -np.log(q[np.argmax(p)]),
                "is the model's surprise at the likeliest outcome",
                "Must p be one-hot? What do the other outcomes add?",
            ),
            Mistake(
                "two-outcomes",
                lambda p, q: -np.sum(p * np.log(q) + (1 - p) * np.log(1 - q)),
                "adds up a binary cross entropy for each outcome",
                "Does each outcome stand once in the sum, or twice?",
            ),
        ],
        detectors=[
            *sign("Is the log of a probability positive or negative?"),
            *OF_A_WEIGHTED_MEAN,
            *swapped_arguments(cross_entropy, "p", "q"),
        ],
        patterns=[
            *unstable(
                lambda p, q: -np.sum(p * np.log(q)),
                ZERO_LOG_ZERO,
            ),
            *clipped(
                lambda p, q: -np.sum(p * np.log(np.clip(q, 1e-12, 1))),
                "Are you clipping q, or adding a little to it?",
            ),
        ],
        compounds=["log-base+sign", "mean-not-sum+sign", "sign+swapped-arguments"],
    ),
    Exercise(
        kl_divergence,
        noun="divergence",
        why=(
            "It is the extra surprise of using q in place of p: cross entropy minus entropy, so "
            "at least 0, and 0 only where q equals p."
        ),
        cases={**TWO_DISTRIBUTIONS, "equal": [([0.2, 0.3, 0.5], [0.2, 0.3, 0.5])]},
        sample=_two_distributions,
        hints=[
            "It is what a wrong model adds to the surprise: cross entropy minus entropy.",
            "Under one sum that is p times the difference of two logs, or the log of a ratio.",
            "The ratio is p / q; leave out the outcomes with p = 0.",
        ],
        curve=MODEL_CURVE,
        mistakes=[
            Mistake(
                "cross-entropy-not-kl",
                cross_entropy,
                "is the cross entropy of p and q",
                "How much of it would remain if q were equal to p?",
            ),
            Mistake(
                "unweighted",
                lambda p, q: np.sum(np.log(p / q)),
                "is the plain sum of log(p / q)",
                "How often does each outcome come?",
            ),
            Mistake(
                "missing-log",
                lambda p, q: np.sum(p**2 / q),
                "is the sum of p times p / q",
                "What is the difference of two surprises?",
            ),
            Mistake(
                "squared-difference",
                lambda p, q: np.sum((p - q) ** 2),
                "is the sum of the squared differences",
                "What would it say of an outcome that the model calls impossible?",
            ),
            Mistake(
                "absolute-difference",
                lambda p, q: np.sum(np.abs(p - q)),
                "is the sum of the absolute differences",
                "What would it say of an outcome that the model calls impossible?",
            ),
            Mistake(
                "entropy-difference",
                lambda p, q: entropy(q) - entropy(p),
                "is the entropy of q minus the entropy of p",
                "Whose outcomes does the model see, its own or the data's?",
            ),
            Mistake(
                "symmetric",
                lambda p, q: kl_divergence(p, q) + kl_divergence(q, p),
                "is the sum of both directions",
                "Must it be the same both ways?",
            ),
        ],
        detectors=[
            *sign("Which of the two stands above the fraction line?"),
            *OF_A_WEIGHTED_MEAN,
            *swapped_arguments(kl_divergence, "p", "q"),
        ],
        patterns=[
            *unstable(
                lambda p, q: np.sum(p * np.log(p / q)),
                ZERO_LOG_ZERO,
            ),
            *clipped(
                lambda p, q: kl_divergence(p, np.clip(q, 1e-12, 1)),
                "Are you clipping q, or adding a little to it?",
            ),
        ],
        compounds=["log-base+sign", "mean-not-sum+sign", "sign+swapped-arguments"],
    ),
    Exercise(
        mse_neuron_gradient,
        noun="gradient",
        why=(
            "The chain rule passes through the sigmoid, so its slope a (1 - a) stays as a factor: "
            "where the sigmoid is flat, the gradient is nearly 0, however wrong the output."
        ),
        cases=NEURONS,
        sample=_neuron,
        hints=[
            "Go in steps: z = w x + b, a = sigmoid(z), loss (a - y)^2 / 2.",
            "The slope of the loss in a is a - y; the slope of the sigmoid is a (1 - a).",
            "The slope of z in w is x, and in b it is 1. Return both products, w first.",
        ],
        curve=NEURON_CURVE,
        mistakes=[
            *_neuron_mistakes(_mse_slope),
            Mistake(
                "missing-slope",
                ce_neuron_gradient,
                "has no slope of the sigmoid in it, which is right for cross entropy",
                "How does a change of z reach the output a?",
            ),
            Mistake(
                "missing-error",
                _neuron_with(lambda a, y, z: a * (1 - a)),
                "is the slope of the output itself",
                "How does the loss depend on the output?",
            ),
            Mistake(
                "slope-at-z",
                _neuron_with(lambda a, y, z: (a - y) * z * (1 - z)),
                "has z (1 - z) as the slope of the sigmoid",
                "Of which number is the slope a function, of z or of the output?",
            ),
            Mistake(
                "half-slope",
                _neuron_with(lambda a, y, z: (a - y) * a),
                "has a where the slope of the sigmoid belongs",
                "What is the slope of the sigmoid where it is flat, at a = 1?",
            ),
        ],
        detectors=[
            *sign("Is the error the right way round, output minus target?"),
            *factor_two(too_many="Here half the squared error is asked: where does the 2 go?"),
        ],
        patterns=unstable(_overflowing(_mse_slope)),
        compounds=[*NEURON_COMPOUNDS, "missing-slope+sign", "factor-two+missing-slope"],
    ),
    Exercise(
        ce_neuron_gradient,
        noun="gradient",
        why=(
            "The slope of cross entropy in the output is (a - y) / (a (1 - a)). The slope of the "
            "sigmoid, a (1 - a), cancels the denominator: the error a - y is left."
        ),
        cases=NEURONS,
        sample=_neuron,
        hints=[
            "Go in steps: z = w x + b, a = sigmoid(z), loss -y log(a) - (1 - y) log(1 - a).",
            "The slope of the loss in a is (a - y) / (a (1 - a)); the sigmoid's is a (1 - a).",
            "Their product is the slope in z. Multiply by x for w, and by 1 for b.",
        ],
        curve=NEURON_CURVE,
        mistakes=[
            *_neuron_mistakes(_ce_slope),
            Mistake(
                "extra-slope",
                mse_neuron_gradient,
                "has the slope of the sigmoid as a factor, which is right for the squared error",
                "What is left when the sigmoid's slope meets the loss's own denominator?",
            ),
            Mistake(
                "slope-in-a",
                _neuron_with(lambda a, y, z: (a - y) / (a * (1 - a))),
                "uses the slope in the output a where the slope in z belongs",
                "Through what does a change of w reach the output?",
            ),
            Mistake(
                "value-not-gradient",
                _neuron_with(lambda a, y, z: np.logaddexp(0, z) - y * z),
                "has the loss itself in place of its slope",
                "How fast does the loss change as z does?",
            ),
        ],
        detectors=[
            *sign("Is the error the right way round, output minus target?"),
            *factor_two(),
        ],
        patterns=unstable(_overflowing(_ce_slope)),
        compounds=[*NEURON_COMPOUNDS, "extra-slope+sign", "sign+slope-in-a"],
    ),
]


_COIN = information.entropy([0.9, 0.1], base=2)
_DATA = np.array([0.7, 0.2, 0.1])


def _nearest(choices, value):
    """The choice whose first number is nearest to the value."""
    return min(choices, key=lambda choice: abs(float(choice.split()[1]) - value))


def _at_the_data():
    least = information.cross_entropy(_DATA, _DATA)
    values = {"0": 0.0, "The entropy of p": information.entropy(_DATA), "log 3": np.log(3)}
    return min(values, key=lambda name: abs(values[name] - least))


def _normal_kl(mu_p, sigma_p, mu_q, sigma_q):
    """KL divergence from one normal to another, in closed form."""
    spread = (sigma_p**2 + (mu_p - mu_q) ** 2) / sigma_q**2
    return np.log(sigma_q / sigma_p) + (spread - 1) / 2


def _other_way():
    there, back = _normal_kl(0, 1, 1, 1), _normal_kl(1, 1, 0, 1)
    if np.isclose(there, back):
        return "The same"
    return "Larger" if back > there else "Smaller"


def _updates(slope, z, rate=0.15):
    """Updates of a neuron with x = 1, w = b and target 0 until its output is below one half."""
    count = 0
    while z >= 0:
        z -= 2 * rate * slope(1 / (1 + np.exp(-z)))
        count += 1
    return count


_SLOWER = _updates(lambda a: a * a * (1 - a), 8.0) / _updates(lambda a: a, 8.0)

_COINS = {
    "About 0.9 bits": (
        "Nine times in ten you know the outcome beforehand. That is a lot of certainty to cost "
        "only a tenth of a bit."
    ),
    "About 0.5 bits": (
        f"Yes: the mean surprise is {_COIN:.3f} bits. The common side surprises little, and the "
        "rare one much but seldom."
    ),
    "About 0.1 bits": (
        "The rare side comes only one time in ten, but when it comes it carries more than 3 bits. "
        "That alone is a third of a bit in the mean."
    ),
}

_FACTORS = {
    "About 3 times": (
        "Each single step is that much smaller and more: at the start the sigmoid's slope is about "
        "1/3000, and it stays small until most of the way is done."
    ),
    "About 30 times": (
        "More: the sigmoid's slope at z = 8 is about 1/3000. Only the last part of the way, where "
        "the slope grows, goes quickly."
    ),
    "About 300 times": (
        f"Yes, {_SLOWER:.0f} times. At the start the steps are 3000 times smaller; they grow as z "
        "falls, so the whole way is not quite as bad."
    ),
}

PREDICTIONS = [
    Choices(
        "information-uneven-coin",
        "A fair coin's uncertainty is 1 bit. How much is that of a coin that falls heads with "
        "probability 0.9?",
        _COINS,
        right=_nearest(_COINS, _COIN),
    ),
    Choices(
        "information-equal",
        "The data follow p = (0.7, 0.2, 0.1). What is the cross entropy H(p, q) when the model is "
        "perfect, q = p?",
        {
            "0": (
                "That is the KL divergence. The model is perfect, but the outcomes still vary, and "
                "so they still surprise it."
            ),
            "The entropy of p": (
                "Yes. A perfect model is surprised as much as the data are uncertain, and no less."
            ),
            "log 3": (
                "That is the entropy of three equally likely outcomes. These are not equally "
                "likely, and a perfect model knows it."
            ),
        },
        right=_at_the_data(),
    ),
    Choices(
        "information-other-way",
        "p is normal with mean 0, q is normal with mean 1, and both have the standard deviation 1. "
        f"KL(p, q) is {_normal_kl(0, 1, 1, 1):.1f} nats. And KL(q, p)?",
        {
            "Smaller": (
                "In general one of the two is smaller. But here one density is the other, moved: "
                "seen from q, p is as far away as q is seen from p."
            ),
            "The same": (
                "Yes: with equal widths the two pictures are mirror images. That is the exception; "
                "with unequal widths the two directions differ."
            ),
            "Larger": (
                "In general one of the two is larger. But here the widths are equal: exchange p "
                "and q, and the picture is the same one in a mirror."
            ),
        },
        right=_other_way(),
    ),
    Choices(
        "information-slowdown",
        "A sigmoid neuron starts at z = 8, so it answers 0.9997, and the target is 0. How many "
        "times more updates than cross entropy does the squared error need to get below one half?",
        _FACTORS,
        right=_nearest(_FACTORS, _SLOWER),
    ),
]
