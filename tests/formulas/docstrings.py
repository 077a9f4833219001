"""The formulas of the docstrings, and for each function points at which they are to hold."""

import inspect
import re
import textwrap

import numpy as np

from lossviz import descent, information, likelihood, links, losses
from tests.formulas.notation import from_docstring
from tests.formulas.reader import FUNCTIONS, call

K = 4
BLOCK = re.compile(r"\n\n((?:    .+\n)+)\n")
PUBLIC = {
    name: getattr(module, name)
    for module in (descent, information, likelihood, links, losses)
    for name in module.__all__
}
# A class counts from 0 in lossviz; the places of a formula count from 1.
MATHS = {
    **PUBLIC,
    "categorical_nll": lambda k, p: likelihood.categorical_nll(k - 1, p),
    "categorical_nll_grad": lambda k, p: likelihood.categorical_nll_grad(k - 1, p),
}


def displayed(name):
    """The formula that stands on lines of its own, of which there must be one."""
    [block] = BLOCK.findall(inspect.getdoc(PUBLIC[name]))
    return textwrap.dedent(block).rstrip()


def statements(source):
    """What a displayed formula says, and that it is the function's answer."""
    first, *others = from_docstring(source)
    index = re.match(r"(?:d/d\w+|\w+\(\w+\)|\w+)_(\w|\(\S+\)) ", first)
    answer = f"answer_{index[1]}" if index else "answer"
    return [f"{answer} = {first}", *others]


def in_words(name):
    """The formulas among the words: whatever has a relation and the call of a function."""
    words = BLOCK.sub("\n\n", inspect.getdoc(PUBLIC[name])).split("Source:")[0]
    words = re.sub(r">>> (?:.+\n)+", "", words)
    [point] = points_in_words(name)
    symbols = "|".join([*point(np.random.default_rng(0)), *FUNCTIONS, "inf", "[a-zA-Z]"])
    brackets = r"\((?:[^()]|\([^()]*\))*\)"
    formula = re.compile(rf"(?:\b(?:{symbols})(?:_\w+)?\b|\d+|{brackets}|[-+*/^|=<>\s]|_\w)+")
    found = (" ".join(match[0].split()) for match in formula.finditer(words))
    results = (run for run in found if re.search(r"\w\(.*=|=.*\w\(|\|.*=", run))
    return [run for run in results if run not in CONDITIONS.get(name, [])]


def points(name):
    """Points for the displayed formula."""
    return [_with_answer(name, POINTS[name.removesuffix("_grad")])]


def points_in_words(name):
    """Points for the formulas among the words."""
    base = name.removesuffix("_grad")
    return [_with_answer(name, POINTS_IN_WORDS.get(base, POINTS[base]))]


def _with_answer(name, draw):
    """The point drawn, whose first values are the function's arguments, with its answer there."""
    places = sum(
        parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        for parameter in inspect.signature(MATHS[name]).parameters.values()
    )

    def point(rng):
        given = draw(rng)
        arguments = list(given.values())[:places]
        return {**MATHS, **given, "answer": call(MATHS[name], given, *arguments)}

    return point


def number(rng):
    return {"z": rng.normal(0, 2)}


def chance(rng):
    return {"p": rng.uniform(0.05, 0.95), "q": rng.uniform(0.05, 0.95)}


def logits(rng):
    places = range(1, K + 1)
    return {"z": rng.normal(0, 2, K), "c": rng.normal(), "j": places, "k": places, "K": K}


def two_logits(rng):
    return {"z": rng.normal(0, 2, 2), "c": rng.normal()}


def distribution(rng):
    return {"p": rng.dirichlet(np.full(K, 2.0)), "k": range(1, K + 1), "K": K}


def two_distributions(rng):
    p, q = rng.dirichlet(np.full(K, 2.0), 2)
    return {"p": p, "q": q, "k": range(1, K + 1)}


def outcome(rng):
    return {"y": rng.integers(2), "p": rng.uniform(0.05, 0.95), "gamma": rng.uniform(0.5, 3)}


def soft_label(rng):
    return {"y": rng.uniform(), "p": rng.uniform(0.05, 0.95)}


def soft_label_and_logit(rng):
    return {"y": rng.uniform(), "z": rng.normal(0, 2)}


def label_and_score(rng):
    return {"y": rng.choice([-1, 1]), "s": rng.normal(0, 2)}


def target_and_logits(rng):
    y, place = rng.dirichlet(np.full(K, 2.0)), rng.integers(1, K + 1)
    return {"y": y, "z": rng.normal(0, 2, K), "k": range(1, K + 1), "class": place}


def true_class(rng):
    """The derivative takes each p_j as free of the others, which lossviz rightly refuses."""
    return {
        "k": rng.integers(1, K + 1),
        "p": rng.dirichlet(np.full(K, 2.0)),
        "j": range(1, K + 1),
        "categorical_nll": lambda k, p: information.surprisal(p[k - 1]),
    }


def located(scale):
    def given(rng):
        y, mu = rng.normal(0, 2, 2)
        return {"y": y, "mu": mu, scale: rng.uniform(0.3, 2)}

    return given


def residual(**options):
    """Target and prediction, and each option between two bounds."""

    def given(rng):
        y_true, y_pred = rng.normal(0, 1.5, 2)
        chosen = {name: rng.uniform(*bounds) for name, bounds in options.items()}
        return {"y_true": y_true, "y_pred": y_pred, **chosen}

    return given


def path(rng):
    def gradient(w):
        return w**2 - 1

    rate, steps = rng.uniform(0.01, 0.3), 5
    w = descent.descend(gradient, rng.uniform(0, 2), rate=rate, steps=steps)
    arguments = {"gradient": gradient, "start": w[0], "rate": rate, "steps": steps}
    return {**arguments, "w": w, "t": range(1, steps + 1)}


def residual_in_words(rng):
    return {**residual()(rng), "r": lambda y_true, y_pred: y_pred - y_true}


# Of a gradient too, by the name of its function.
POINTS = {
    "absolute_error": residual(),
    "bernoulli_nll": outcome,
    "binary_cross_entropy": soft_label,
    "binary_cross_entropy_with_logits": soft_label_and_logit,
    "brier": outcome,
    "categorical_nll": true_class,
    "cross_entropy": two_distributions,
    "descend": path,
    "entropy": distribution,
    "focal": outcome,
    "gaussian_nll": located("sigma"),
    "hinge": label_and_score,
    "huber": residual(delta=(0.5, 2)),
    "kl_divergence": two_distributions,
    "laplace_nll": located("b"),
    "log_cosh": residual(),
    "log_sigmoid": number,
    "log_softmax": logits,
    "logit": chance,
    "logsumexp": logits,
    "pinball": residual(tau=(0.1, 0.9)),
    "power_error": residual(p=(1, 4)),
    "sigmoid": number,
    "softmax": logits,
    "softmax_cross_entropy": target_and_logits,
    "softplus": number,
    "squared_error": residual(),
    "surprisal": chance,
}

# Where the words mean other points than the formula above them.
POINTS_IN_WORDS = {"softmax": two_logits, "log_cosh": residual_in_words}

# Conditions, not results.
CONDITIONS = {
    "binary_cross_entropy_with_logits_grad": ["sigmoid(z) = y"],
    "categorical_nll_grad": ["p = softmax(z)"],
}

# A constant that softmax cannot hear: neither can it hear its sign.
FREE_SIGNS = [
    "log_softmax(z - c) = log_softmax(z)",
    "softmax(z - c) = softmax(z)",
]
