"""What is said of a mistake is true: each fact, put into a formula once more, from its words alone.

A declaration pairs a fact, "is the residual itself", with the function that makes the mistake. If
the two did not belong together, a learner would be told something false about right code.
"""

import numpy as np
import pytest
from scipy import special, stats

from lossviz.exercises.declaration import ORDINARY, evaluate
from lossviz.exercises.question import Number
from tests.exercises.learner import EXERCISES, PREDICTIONS

sigmoid, log_sigmoid = special.expit, special.log_expit
softmax, log_softmax, logsumexp = special.softmax, special.log_softmax, special.logsumexp


def bce(y, z):
    return -(y * log_sigmoid(z) + (1 - y) * log_sigmoid(-z))


def beyond(inside, outside):
    """One piece where |r| is at most delta, another beyond it."""
    return lambda r, delta: np.where(np.abs(r) <= delta, inside(r, delta), outside(r, delta))


def half_square(r, delta):
    return np.square(r) / 2


def line(r, delta):
    return delta * (np.abs(r) - delta / 2)


def finite(formula, infinite=lambda v: np.linalg.norm(v, np.inf)):
    """A norm's formula for finite p, and what it is for an infinite one."""
    return lambda v, p: infinite(v) if np.isinf(p) else formula(v, p)


def neuron(slope):
    """A gradient in w and b whose slope in z is made from the output a and the label y."""
    return lambda x, y, w, b: slope(sigmoid(w * x + b), y) * np.array([x, 1])


def heads(change):
    """What is made of the digit's loss and the bit's."""

    def function(digit, bit, z):
        of_digit = -log_softmax(z[:, :10], axis=1)[np.arange(len(z)), digit]
        return change(of_digit, bce(bit, z[:, 10]))

    return function


def encoded(digit, bit):
    rows = np.zeros((len(digit), 11))
    rows[np.arange(len(digit)), digit] = 1
    rows[:, 10] = bit
    return rows


def changed(place, value):
    """The right rows with something else in some places."""

    def function(digit, bit):
        rows = encoded(digit, bit)
        rows[:, place] = value(digit, bit, rows)
        return rows

    return function


# Where two mistakes share a fact, both formulas stand beside it.
TOLD = {
    "square": {
        "is x itself": lambda x: x,
        "is x + x": lambda x: x + x,
        "is x * x * x": lambda x: x * x * x,
        "is the square root of x": lambda x: np.power(x, 0.5),
        "is x without its sign": lambda x: np.maximum(x, -x),
        "is 2 to the power x": lambda x: np.exp2(x),
    },
    "squared_error": {
        "is the residual itself": lambda y, y_hat: y_hat - y,
        "is the residual itself, y - y_hat": lambda y, y_hat: y - y_hat,
        "is the absolute value of the residual": lambda y, y_hat: np.abs(y - y_hat),
        "is the difference of two squares": [
            lambda y, y_hat: np.square(y_hat) - np.square(y),
            lambda y, y_hat: np.square(y) - np.square(y_hat),
        ],
        "is y_hat minus the square of y": lambda y, y_hat: y_hat - y * y,
        "is y minus the square of y_hat": lambda y, y_hat: y - y_hat * y_hat,
        "is the square of the sum y_hat + y": lambda y, y_hat: np.square(y_hat + y),
        "is the square of the residual divided by y": lambda y, y_hat: np.square(1 - y_hat / y),
    },
    "mean_cost": {
        "is the mean of the residuals themselves": lambda y, y_hat: np.average(y_hat - y),
        "is the mean of the residuals y - y_hat themselves": lambda y, y_hat: np.average(y - y_hat),
        "is the mean of the absolute residuals": lambda y, y_hat: np.average(np.abs(y - y_hat)),
        "is the square root of the right one": lambda y, y_hat: (
            np.linalg.norm(y - y_hat) / np.sqrt(len(y))
        ),
        "is the sum of the losses divided by n - 1": lambda y, y_hat: (
            np.sum(np.square(y - y_hat)) / (len(y) - 1)
        ),
        "is the square of the mean residual": lambda y, y_hat: np.square(np.average(y - y_hat)),
        "is the mean of y_hat squared minus y squared": lambda y, y_hat: np.average(
            y_hat**2 - y**2
        ),
        "is the mean square of the sums y_hat + y": lambda y, y_hat: np.average((y_hat + y) ** 2),
        "is the median of the losses": lambda y, y_hat: np.quantile((y - y_hat) ** 2, 0.5),
    },
    "cost_gradient": {
        "is the mean of 2 (w x - y)": lambda w, x, y: 2 * np.average(w * x - y),
        "is the cost itself": lambda w, x, y: np.average((w * x - y) ** 2),
        "is the mean of 2 (w x - y) y": lambda w, x, y: np.average(2 * (w * x - y) * y),
        "is the mean of 2 (w x - y) w, a slope with respect to x": lambda w, x, y: np.average(
            2 * (w * x - y) * w
        ),
        "is the mean of 2 (w x - y)^2 x": lambda w, x, y: np.average(2 * (w * x - y) ** 2 * x),
        "is the mean of 2 (w x - y) times the mean of x": lambda w, x, y: (
            np.average(2 * (w * x - y)) * np.average(x)
        ),
        "is the mean of 2 w x^2": lambda w, x, y: 2 * w * np.average(x**2),
        "is the mean of 2 |w x - y| x": lambda w, x, y: np.average(2 * np.abs(w * x - y) * x),
    },
    "descent_step": {
        "is a step along the gradient, uphill": lambda w, gradient, rate: w + rate * gradient,
        "is w minus the whole gradient": lambda w, gradient, rate: w - gradient,
        "is w minus the rate": lambda w, gradient, rate: w - rate,
        "is the step alone": lambda w, gradient, rate: -rate * gradient,
        "is the length of the step alone": lambda w, gradient, rate: rate * gradient,
        "is w minus the gradient divided by the rate": lambda w, gradient, rate: (
            w - gradient / rate
        ),
        "is w minus the rate times the gradient times w": lambda w, gradient, rate: (
            w - rate * gradient * w
        ),
        "is w minus the rate, all times the gradient": lambda w, gradient, rate: (
            (w - rate) * gradient
        ),
    },
    "ridge_objective": {
        "is the cost of the data alone": lambda w, x, y, lam: np.average((w * x - y) ** 2),
        "is the penalty alone": lambda w, x, y, lam: lam * w * w,
        "is the cost minus the penalty": lambda w, x, y, lam: (
            np.average((w * x - y) ** 2) - lam * w * w
        ),
        "has the penalty lam |w|": lambda w, x, y, lam: (
            np.average((w * x - y) ** 2) + lam * np.abs(w)
        ),
        "has the penalty lam w": lambda w, x, y, lam: np.average((w * x - y) ** 2) + lam * w,
        "has the penalty (lam w)^2": lambda w, x, y, lam: (
            np.average((w * x - y) ** 2) + np.square(lam * w)
        ),
        "has the penalty w^2": lambda w, x, y, lam: np.average((w * x - y) ** 2) + w * w,
        "has the sum of the squared errors as its first part": lambda w, x, y, lam: (
            np.sum((w * x - y) ** 2) + lam * w * w
        ),
        "has the penalty divided by the number of examples": lambda w, x, y, lam: (
            np.average((w * x - y) ** 2) + lam * w * w / len(x)
        ),
        "counts everything once for each example": lambda w, x, y, lam: (
            len(x) * (np.average((w * x - y) ** 2) + lam * w * w)
        ),
        "has half the penalty": lambda w, x, y, lam: np.average((w * x - y) ** 2) + lam * w * w / 2,
        "has half the cost of the data": lambda w, x, y, lam: (
            np.average((w * x - y) ** 2) / 2 + lam * w * w
        ),
        "has the root of the mean square as its first part": lambda w, x, y, lam: (
            np.sqrt(np.average((w * x - y) ** 2)) + lam * w * w
        ),
    },
    "largest_stable_step": {
        "is the largest stable step of the summed cost": lambda x: 1 / np.sum(x * x),
        "is 1 over the mean of x": lambda x: 1 / np.average(x),
        "is 1 over the mean of |x|": lambda x: 1 / np.average(np.abs(x)),
        "is 1 over the square of the mean of x": lambda x: np.average(x) ** -2.0,
        "is 1 over the variance of x": lambda x: 1 / np.std(x) ** 2,
        "is the mean of x^2": lambda x: np.average(x * x),
        "is the square root of the right one": lambda x: np.average(x * x) ** -0.5,
        "is 1 over the largest x^2": lambda x: np.max(np.abs(x)) ** -2.0,
    },
    "sigmoid": {
        "is the right one for -z": lambda z: sigmoid(-z),
        "is e^z, the odds": lambda z: np.exp(z),
        "is 1 / (1 - e^-z)": lambda z: -1 / np.expm1(-z),
        "is 1 / (1 - z)": lambda z: 1 / (1 - z),
        "is tanh z": lambda z: 2 * sigmoid(2 * z) - 1,
        "is the right one for 2 z": lambda z: sigmoid(2 * z),
        "is 1 / (1 + 2^-z)": lambda z: sigmoid(np.log(2) * z),
        "is the slope of the right one": lambda z: sigmoid(z) * sigmoid(-z),
        "is the softmax of the whole array": lambda z: softmax(z),
        "is 1 for positive z and else 0": lambda z: np.heaviside(z, 0),
    },
    "logit": {
        "is log p": lambda p: np.log(p),
        "is -log(1 - p)": lambda p: -np.log(1 - p),
        "is log p divided by log(1 - p)": lambda p: np.log(p) / np.log(1 - p),
        "is log p plus log(1 - p)": lambda p: np.log(p * (1 - p)),
        "is the sigmoid of p": lambda p: sigmoid(p),
        "is the log of p / (1 + p)": lambda p: np.log(p / (1 + p)),
    },
    "logsumexp": {
        "is the greatest entry alone": lambda z: np.max(z, axis=-1),
        "is the log of the mean of e^z": lambda z: logsumexp(z, axis=-1) - np.log(z.shape[-1]),
        "is the right one minus the greatest entry": lambda z: (
            logsumexp(z, axis=-1) - np.max(z, axis=-1)
        ),
        "is the right one minus twice the greatest entry": lambda z: (
            logsumexp(z, axis=-1) - 2 * np.max(z, axis=-1)
        ),
        "is the log of the sum of z": lambda z: np.log(np.sum(z, axis=-1)),
        "is the sum of z": lambda z: np.sum(z, axis=-1),
        "is the mean of z under its softmax": lambda z: np.sum(z * softmax(z, axis=-1), axis=-1),
        "is the right one over the first axis": lambda z: logsumexp(z, axis=0),
    },
    "softmax": {
        "is the right one over the first axis": lambda z: softmax(z, axis=0),
        "is the right one of all entries together": lambda z: softmax(z),
        "is the softmax of -z": lambda z: softmax(-z, axis=-1),
        "is e^z": lambda z: np.exp(z),
        "is e^z divided by its greatest entry": lambda z: np.exp(
            z - np.max(z, axis=-1, keepdims=True)
        ),
        "is z divided by its sum": lambda z: z / np.sum(z, axis=-1, keepdims=True),
        "is e^z divided by its mean": lambda z: z.shape[-1] * softmax(z, axis=-1),
        "is the sigmoid of each entry by itself": lambda z: sigmoid(z),
        "is the log of the right one": lambda z: log_softmax(z, axis=-1),
        "is 1 at the greatest entry and 0 elsewhere": lambda z: np.equal(
            z, np.max(z, axis=-1, keepdims=True)
        ).astype(float),
        "is the softmax of the softmax": lambda z: softmax(softmax(z, axis=-1), axis=-1),
        "is 2^z divided by its sum": lambda z: softmax(np.log(2) * z, axis=-1),
    },
    "log_softmax": {
        "is the right one over the first axis": lambda z: log_softmax(z, axis=0),
        "is the right one of all entries together": lambda z: log_softmax(z),
        "is z minus the sum of e^z": lambda z: z - np.sum(np.exp(z), axis=-1, keepdims=True),
        "is z minus its greatest entry": lambda z: z - np.max(z, axis=-1, keepdims=True),
        "is z plus the log of the sum": lambda z: z + logsumexp(z, axis=-1, keepdims=True),
        "is z minus the log of the mean of e^z": lambda z: (
            log_softmax(z, axis=-1) + np.log(z.shape[-1])
        ),
        "is the log of the sigmoid of each entry by itself": lambda z: log_sigmoid(z),
        "is the log of the softmax of the softmax": lambda z: log_softmax(
            softmax(z, axis=-1), axis=-1
        ),
    },
    "softmax_jacobian": {
        "is right on the diagonal and 0 elsewhere": lambda z: np.diag(
            softmax(z) * (1 - softmax(z))
        ),
        "is -p_i p_j everywhere": lambda z: -np.multiply.outer(softmax(z), softmax(z)),
        "is right off the diagonal, and 0 on it": lambda z: (
            np.multiply.outer(softmax(z), softmax(z)) * (np.eye(len(z)) - 1)
        ),
        "is p on the diagonal and 0 elsewhere": lambda z: softmax(z) * np.eye(len(z)),
        "has plus p_i p_j where the right one has minus": lambda z: (
            softmax(z) * np.eye(len(z)) + np.multiply.outer(softmax(z), softmax(z))
        ),
        "is p_i (1 - p_j) everywhere": lambda z: np.multiply.outer(softmax(z), 1 - softmax(z)),
        "is 1 - p_i p_i on the diagonal": lambda z: (
            np.eye(len(z)) - np.multiply.outer(softmax(z), softmax(z))
        ),
        "is the Jacobian of log softmax": lambda z: np.eye(len(z)) - softmax(z)[np.newaxis],
        "is the right formula with z in place of p": lambda z: (
            z * np.eye(len(z)) - np.multiply.outer(z, z)
        ),
    },
    "bernoulli_nll": {
        "is right for heads and 0 for tails": lambda y, p: np.where(y == 1, -np.log(p), 0),
        "is -log(p) whatever the outcome": lambda y, p: -np.log(p),
        "is -log(p) - log(1 - p) whatever the outcome": lambda y, p: -np.log(p) - np.log(1 - p),
        "is right for heads and has the other sign for tails": lambda y, p: np.where(
            y == 1, -np.log(p), np.log(1 - p)
        ),
        "is right for heads, and log(p) - 1 for tails": lambda y, p: np.where(
            y == 1, -np.log(p), np.log(p) - 1
        ),
        "is the square of y - p": lambda y, p: np.square(y - p),
        "is the distance between y and p": lambda y, p: np.where(y == 1, 1 - p, p),
    },
    "coin_estimate": {
        "is heads over tails": lambda heads, tails: heads / tails,
        "is the log of heads over tails": lambda heads, tails: np.log(heads) - np.log(tails),
        "is the right one after one more head and one more tail": lambda heads, tails: (
            (heads + 1) / (heads + tails + 2)
        ),
        "is heads divided by n - 1": lambda heads, tails: heads / (heads + tails - 1),
        "is the number of heads": lambda heads, tails: heads,
        "is 1 over the right one": lambda heads, tails: 1 + tails / heads,
        "is heads minus tails, over n": lambda heads, tails: (heads - tails) / (heads + tails),
        "is the whole part of the right one": lambda heads, tails: heads // (heads + tails),
        "is in percent": lambda heads, tails: 100 * heads / (heads + tails),
        "is the largest likelihood": lambda heads, tails: np.exp(
            special.xlogy(heads, heads / (heads + tails))
            + special.xlogy(tails, tails / (heads + tails))
        ),
    },
    "categorical_nll": {
        "is the one of the most probable class": lambda k, p: -np.log(np.max(p, axis=1)),
        "is the one of class 0, whatever k says": lambda k, p: -np.log(p[:, 0]),
        "is the one of the class before the true one": lambda k, p: (
            -np.log(p[np.arange(len(k)), k - 1])
        ),
        "is the one of the class after the true one": lambda k, p: (
            -np.log(np.roll(p, -1, axis=1)[np.arange(len(k)), k])
        ),
        "is the sum over all classes": lambda k, p: -np.sum(np.log(p), axis=1),
        "is the entropy of each row": lambda k, p: stats.entropy(p, axis=1),
        "is minus the log of 1 - p of the true class": lambda k, p: (
            -np.log(1 - p[np.arange(len(k)), k])
        ),
        "is 1 minus the true class's probability": lambda k, p: 1 - p[np.arange(len(k)), k],
        "is the square of 1 minus the true class's probability": lambda k, p: np.square(
            1 - p[np.arange(len(k)), k]
        ),
        "is the squared distance between each row and the one-hot label": lambda k, p: (
            np.linalg.norm(p - np.eye(p.shape[1])[k], axis=1) ** 2
        ),
        "is the one of softmax(p)": lambda k, p: -log_softmax(p, axis=1)[np.arange(len(k)), k],
    },
    "gaussian_nll": {
        "lacks log(2 pi) / 2": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, sigma) - np.log(2 * np.pi) / 2
        ),
        "has log(2 pi) / 2 twice": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, sigma) + np.log(2 * np.pi) / 2
        ),
        "lacks log(sigma)": lambda y, mu, sigma: -stats.norm.logpdf(y, mu, sigma) - np.log(sigma),
        "has log(sigma) with the other sign": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, sigma) - 2 * np.log(sigma)
        ),
        "has log(sigma) twice": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, sigma) + np.log(sigma)
        ),
        "takes sigma for the variance": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, np.sqrt(sigma))
        ),
        "has sigma squared wherever sigma should stand": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, sigma**2)
        ),
        "is the one for sigma = 1": lambda y, mu, sigma: -stats.norm.logpdf(y, mu),
        "has the whole square of (y - mu) / sigma": lambda y, mu, sigma: (
            -stats.norm.logpdf(y, mu, sigma) + np.square((y - mu) / sigma) / 2
        ),
        "has (y - mu) / sigma without its square": lambda y, mu, sigma: (
            (y - mu) / sigma / 2 + np.log(sigma * np.sqrt(2 * np.pi))
        ),
        "divides mu alone by sigma": lambda y, mu, sigma: (
            np.square(y - mu / sigma) / 2 + np.log(sigma * np.sqrt(2 * np.pi))
        ),
        "has logs to base 10 beside a square that needs none": lambda y, mu, sigma: (
            np.square((y - mu) / sigma) / 2 + np.log10(sigma * np.sqrt(2 * np.pi))
        ),
        "is the squared error": lambda y, mu, sigma: np.square(y - mu),
    },
    "gaussian_nll_gradient": {
        "is the mean of mu - y": lambda y, mu, sigma: mu - np.average(y),
        "is divided by sigma once": lambda y, mu, sigma: (mu - np.average(y)) / sigma,
        "is the mean of mu - y times sigma^2": lambda y, mu, sigma: (mu - np.average(y)) * sigma**2,
        "is the mean NLL itself": lambda y, mu, sigma: -np.average(stats.norm.logpdf(y, mu, sigma)),
        "is the slope with respect to sigma": lambda y, mu, sigma: (
            1 / sigma - np.average((y - mu) ** 2) / sigma**3
        ),
        "is the right one plus log(sigma)": lambda y, mu, sigma: (
            (mu - np.average(y)) / sigma**2 + np.log(sigma)
        ),
        "is the mean of (mu - y)^2 over sigma^2": lambda y, mu, sigma: np.average(
            ((mu - y) / sigma) ** 2
        ),
        "is the mean of |mu - y| over sigma^2": lambda y, mu, sigma: (
            np.average(np.abs(y - mu)) / sigma**2
        ),
        "counts only on which side of mu each y lies": lambda y, mu, sigma: (
            np.average(np.sign(mu - y)) / sigma
        ),
    },
    "laplace_nll": {
        "lacks log(2 b)": lambda y, mu, b: np.abs(y - mu) / b,
        "lacks log(2)": lambda y, mu, b: -stats.laplace.logpdf(y, mu, b) - np.log(2),
        "has log(2) times b": lambda y, mu, b: np.abs(y - mu) / b + b * np.log(2),
        "has log(2) alone beside the distance": lambda y, mu, b: np.abs(y - mu) / b + np.log(2),
        "has log(2 b) with the other sign": lambda y, mu, b: np.abs(y - mu) / b - np.log(2 * b),
        "is the one for b = 1": lambda y, mu, b: -stats.laplace.logpdf(y, mu),
        "has 2 b where its log should stand": lambda y, mu, b: np.abs(y - mu) / b + 2 * b,
        "has the square of y - mu": lambda y, mu, b: np.square(y - mu) / b + np.log(2 * b),
        "has y - mu without its absolute value": lambda y, mu, b: (y - mu) / b + np.log(2 * b),
        "has mu - y without its absolute value": lambda y, mu, b: (mu - y) / b + np.log(2 * b),
        "has half the distance": lambda y, mu, b: np.abs(y - mu) / (2 * b) + np.log(2 * b),
        "is the normal distribution's, with b as its sigma": lambda y, mu, b: (
            -stats.norm.logpdf(y, mu, b)
        ),
    },
    "surprisal": {
        "is 1 / p": lambda p: np.reciprocal(p),
        "is 1 - p": lambda p: 1 - p,
        "is the surprise of the event not happening": lambda p: -np.log1p(-p),
        "is p times the right one, the event's share of an entropy": lambda p: special.entr(p),
        "is the log of the odds against the event": lambda p: -special.logit(p),
        "is -log(1 + p)": lambda p: -np.log1p(p),
    },
    "entropy": {
        "is the plain sum of the surprises": lambda p: -np.sum(np.log(p[p > 0])),
        "is the plain mean of the surprises": lambda p: -np.average(np.log(p[p > 0])),
        "is the share of the largest entropy, log K": lambda p: stats.entropy(p) / np.log(len(p)),
        "is e to the power of the entropy, the perplexity": lambda p: np.exp(stats.entropy(p)),
        "is the surprise of the likeliest outcome": lambda p: -np.log(np.max(p)),
        "is the mean of 1 - p": lambda p: np.sum(p * (1 - p)),
        "adds up an entropy of two outcomes for each p": lambda p: np.sum(
            special.entr(p) + special.entr(1 - p)
        ),
    },
    "cross_entropy": {
        "is the KL divergence from p to q": lambda p, q: stats.entropy(p, q),
        "is the entropy of p": lambda p, q: stats.entropy(p),
        "is the entropy of q": lambda p, q: stats.entropy(q),
        "is the plain sum of the model's surprises": lambda p, q: -np.sum(np.log(q[p > 0])),
        "is minus the sum of p q": lambda p, q: -np.dot(p, q),
        "is the model's surprise at the likeliest outcome": lambda p, q: -np.log(q[np.argmax(p)]),
        "adds up a binary cross entropy for each outcome": lambda p, q: (
            -np.sum(special.xlogy(p, q) + special.xlogy(1 - p, 1 - q))
        ),
    },
    "kl_divergence": {
        "is the cross entropy of p and q": lambda p, q: -np.sum(special.xlogy(p, q)),
        "is the plain sum of log(p / q)": lambda p, q: np.sum(np.log(p[p > 0] / q[p > 0])),
        "is the sum of p times p / q": lambda p, q: np.sum(p * p / q),
        "is the sum of the squared differences": lambda p, q: np.sum(np.square(p - q)),
        "is the sum of the absolute differences": lambda p, q: np.sum(np.abs(p - q)),
        "is the entropy of q minus the entropy of p": lambda p, q: (
            stats.entropy(q) - stats.entropy(p)
        ),
        "is the sum of both directions": lambda p, q: stats.entropy(p, q) + stats.entropy(q, p),
    },
    "mse_neuron_gradient": {
        "has the same slope in w as in b": lambda x, y, w, b: neuron(
            lambda a, y: (a - y) * a * (1 - a)
        )(x, y, w, b)[[1, 1]],
        "has the factor x in both places": lambda x, y, w, b: neuron(
            lambda a, y: (a - y) * a * (1 - a)
        )(x, y, w, b)[[0, 0]],
        "is the right pair in the other order": lambda x, y, w, b: neuron(
            lambda a, y: (a - y) * a * (1 - a)
        )(x, y, w, b)[::-1],
        "has the factor w where the slope in w needs another": lambda x, y, w, b: (
            neuron(lambda a, y: (a - y) * a * (1 - a))(x, y, w, b)[1] * np.array([w, 1])
        ),
        "is the right one for the target 1 - y": neuron(lambda a, y: (a - 1 + y) * a * (1 - a)),
        "is that of half the squared error of w x + b itself": lambda x, y, w, b: (
            (w * x + b - y) * np.array([x, 1])
        ),
        "is the right one for the target 0": neuron(lambda a, y: a * a * (1 - a)),
        "has no slope of the sigmoid in it, which is right for cross entropy": neuron(
            lambda a, y: a - y
        ),
        "is the slope of the output itself": neuron(lambda a, y: a * (1 - a)),
        "has z (1 - z) as the slope of the sigmoid": lambda x, y, w, b: (
            (sigmoid(w * x + b) - y) * (w * x + b) * (1 - w * x - b) * np.array([x, 1])
        ),
        "has a where the slope of the sigmoid belongs": neuron(lambda a, y: (a - y) * a),
    },
    "ce_neuron_gradient": {
        "has the same slope in w as in b": lambda x, y, w, b: neuron(lambda a, y: a - y)(
            x, y, w, b
        )[[1, 1]],
        "has the factor x in both places": lambda x, y, w, b: neuron(lambda a, y: a - y)(
            x, y, w, b
        )[[0, 0]],
        "is the right pair in the other order": lambda x, y, w, b: neuron(lambda a, y: a - y)(
            x, y, w, b
        )[::-1],
        "has the factor w where the slope in w needs another": lambda x, y, w, b: (
            (sigmoid(w * x + b) - y) * np.array([w, 1])
        ),
        "is the right one for the target 1 - y": neuron(lambda a, y: a - 1 + y),
        "is that of half the squared error of w x + b itself": lambda x, y, w, b: (
            (w * x + b - y) * np.array([x, 1])
        ),
        "is the right one for the target 0": neuron(lambda a, y: a),
        "has the slope of the sigmoid as a factor, which is right for the squared error": neuron(
            lambda a, y: (a - y) * a * (1 - a)
        ),
        "uses the slope in the output a where the slope in z belongs": neuron(
            lambda a, y: (1 - y) / (1 - a) - y / a
        ),
        "has the loss itself in place of its slope": lambda x, y, w, b: (
            bce(y, w * x + b) * np.array([x, 1])
        ),
    },
    "binary_cross_entropy": {
        "is -y log p": lambda y, p: -special.xlogy(y, p),
        "is -(1 - y) log(1 - p)": lambda y, p: -special.xlog1py(1 - y, -p),
        "is -log p - log(1 - p), whatever the label": lambda y, p: -np.log(p) - np.log(1 - p),
        "is -log p, whatever the label": lambda y, p: -np.log(p),
        "has its minus in front of the first term only": lambda y, p: (
            -y * np.log(p) + (1 - y) * np.log(1 - p)
        ),
        "is the entropy of p": lambda y, p: special.entr(p) + special.entr(1 - p),
        "is minus the probability of the label": lambda y, p: -np.where(y == 1, p, 1 - p),
        "is the probability of the label": lambda y, p: np.where(y == 1, p, 1 - p),
        "is the squared error": lambda y, p: np.square(p - y),
        "is the absolute error": lambda y, p: np.abs(p - y),
        "is the slope of the right one in p": lambda y, p: np.where(y == 1, -1 / p, 1 / (1 - p)),
    },
    "bce_with_logits": {
        "is log(1 + e^z), whatever the label": lambda y, z: np.log1p(np.exp(z)),
        "is log(1 + e^z) + y z": lambda y, z: np.log1p(np.exp(z)) + y * z,
        "has a corner where the right one is smooth": lambda y, z: np.maximum(z, 0) - y * z,
        "takes the logit for a probability": lambda y, z: -y * np.log(z) - (1 - y) * np.log(1 - z),
        "is the right one for the logit sigmoid(z)": lambda y, z: bce(y, sigmoid(z)),
        "is the squared error of sigmoid(z)": lambda y, z: np.square(sigmoid(z) - y),
        "is the slope of the right one in z": lambda y, z: sigmoid(z) - y,
        "is -y log sigmoid(z)": lambda y, z: np.where(y == 1, -log_sigmoid(z), 0),
        "is -(1 - y) log(1 - sigmoid(z))": lambda y, z: np.where(y == 1, 0, -log_sigmoid(-z)),
        "takes its probabilities from the softmax of the whole array": lambda y, z: (
            -np.log(np.where(y == 1, softmax(z), 1 - softmax(z)))
        ),
    },
    "bce_logit_gradient": {
        "is sigmoid(z) alone": lambda y, z: sigmoid(z),
        "is z - y": lambda y, z: z - y,
        "is the slope in p, not in z": lambda y, z: (
            np.where(y == 1, -1, 1) * (1 + np.exp(np.where(y == 1, -z, z)))
        ),
        "is the gradient of the half squared error": lambda y, z: (
            (sigmoid(z) - y) * sigmoid(z) * sigmoid(-z)
        ),
        "is the slope of the sigmoid alone": lambda y, z: sigmoid(z) * sigmoid(-z),
        "is the loss itself": bce,
        "is the absolute value of the right one": lambda y, z: np.abs(sigmoid(z) - y),
        "is the decision, 0 or 1, minus the label": lambda y, z: np.heaviside(z, 0) - y,
        "is the softmax of the whole array minus y": lambda y, z: softmax(z) - y,
        "is sigmoid(sigmoid(z)) - y": lambda y, z: sigmoid(sigmoid(z)) - y,
    },
    "multi_label_loss": {
        "is the sum of -y log softmax(z)": lambda y, z: -np.sum(y * log_softmax(z, axis=1), axis=1),
        "is a softmax cross entropy with shared labels": lambda y, z: (
            -np.sum(y / np.sum(y, axis=1, keepdims=True) * log_softmax(z, axis=1), axis=1)
        ),
        "counts only the labels that hold": lambda y, z: np.sum(y * bce(y, z), axis=1),
        "counts only the labels that do not hold": lambda y, z: np.sum((1 - y) * bce(y, z), axis=1),
        "is the loss of the worst component": lambda y, z: np.max(bce(y, z), axis=1),
        "is the loss of the first component": lambda y, z: bce(y, z)[:, 0],
        "takes the logits for probabilities": lambda y, z: (
            -np.sum(y * np.log(z) + (1 - y) * np.log(1 - z), axis=1)
        ),
        "is the sum of log(1 + e^z), whatever the labels": lambda y, z: np.sum(
            np.log1p(np.exp(z)), axis=1
        ),
        "is the sum of the squared errors of sigmoid(z)": lambda y, z: np.sum(
            np.square(sigmoid(z) - y), axis=1
        ),
    },
    "encode_two_heads": {
        "has the bit in front of the digit": lambda digit, bit: np.roll(
            encoded(digit, bit), 1, axis=1
        ),
        "has 0 in the last place, whatever the bit": changed(10, lambda digit, bit, rows: 0),
        "has 1 minus the bit in the last place": changed(10, lambda digit, bit, rows: 1 - bit),
        "has its 1 one place too far to the left": lambda digit, bit: encoded(
            (digit - 1) % 10, bit
        ),
        "has its 1 one place too far to the right": lambda digit, bit: encoded(
            (digit + 1) % 10, bit
        ),
        "counts the places from the right": lambda digit, bit: encoded(9 - digit, bit),
        "has the digit itself in its place": changed(
            slice(10), lambda digit, bit, rows: rows[:, :10] * digit[:, np.newaxis]
        ),
        "has the digit's parity in the last place": changed(10, lambda digit, bit, rows: digit % 2),
        "has rows that sum to 1": lambda digit, bit: encoded(digit, bit) / (1 + bit[:, np.newaxis]),
        "has -1 in the places of 0": lambda digit, bit: 2 * encoded(digit, bit) - 1,
        "has ones in all places but the digit's": changed(
            slice(10), lambda digit, bit, rows: 1 - rows[:, :10]
        ),
    },
    "two_head_loss": {
        "is the sum of eleven binary cross entropies": lambda digit, bit, z: np.sum(
            bce(encoded(digit, bit), z), axis=1
        ),
        "is one softmax over all eleven logits": lambda digit, bit, z: (
            -np.sum(encoded(digit, bit) * log_softmax(z, axis=1), axis=1)
        ),
        "is a softmax over all eleven logits, without the bit": lambda digit, bit, z: (
            -log_softmax(z, axis=1)[np.arange(len(z)), digit]
        ),
        "has the bit's logit in the softmax too": lambda digit, bit, z: (
            bce(bit, z[:, 10]) - log_softmax(z, axis=1)[np.arange(len(z)), digit]
        ),
        "is the digit's loss alone": heads(lambda of_digit, of_bit: of_digit),
        "is the bit's loss alone": heads(lambda of_digit, of_bit: of_bit),
        "is the mean of the two losses": heads(lambda of_digit, of_bit: (of_digit + of_bit) / 2),
        "is the digit's loss minus the bit's": heads(lambda of_digit, of_bit: of_digit - of_bit),
        "is the product of the two losses": heads(lambda of_digit, of_bit: of_digit * of_bit),
        "is the right one for the bit 1 - bit": lambda digit, bit, z: heads(
            lambda of_digit, of_bit: of_digit + of_bit
        )(digit, 1 - bit, z),
        "lacks the logsumexp of the digit's logits": lambda digit, bit, z: (
            bce(bit, z[:, 10]) - z[np.arange(len(z)), digit]
        ),
    },
    "l1_loss": {
        "is the residual itself": lambda y, y_hat: y_hat - y,
        "is the residual y - y_hat itself": lambda y, y_hat: y - y_hat,
        "is the size of the sum y_hat + y": lambda y, y_hat: np.abs(y_hat + y),
        "is the difference of the size of y_hat and that of y": [
            lambda y, y_hat: np.abs(y_hat) - np.abs(y),
            lambda y, y_hat: np.abs(y) - np.abs(y_hat),
        ],
        "is the size of the residual divided by y": lambda y, y_hat: np.abs(y_hat / y - 1),
        "is the square of the residual": lambda y, y_hat: np.square(y_hat - y),
        "is the square root of the right one": lambda y, y_hat: np.abs(y_hat - y) ** 0.5,
        "is the slope of the right one": lambda y, y_hat: np.sign(y_hat - y),
        "is 0 wherever y_hat is below y": lambda y, y_hat: np.maximum(y_hat - y, 0),
        "is 0 wherever y_hat is above y": lambda y, y_hat: np.maximum(y - y_hat, 0),
    },
    "l2_loss": {
        "is the residual itself": lambda y, y_hat: y_hat - y,
        "is the residual y - y_hat itself": lambda y, y_hat: y - y_hat,
        "is the square of the sum y_hat + y": lambda y, y_hat: np.square(y_hat + y),
        "is the difference of the square of y_hat and that of y": [
            lambda y, y_hat: y_hat * y_hat - y * y,
            lambda y, y_hat: y * y - y_hat * y_hat,
        ],
        "is the square of the residual divided by y": lambda y, y_hat: np.square(y_hat / y - 1),
        "is the distance itself, the root of the right one": lambda y, y_hat: np.abs(y_hat - y),
        "is the slope of the right one": lambda y, y_hat: 2 * y_hat - 2 * y,
        "is y_hat minus the square of y": lambda y, y_hat: y_hat - y * y,
        "is the third power of the distance": lambda y, y_hat: np.abs(y_hat - y) ** 3,
    },
    "lp_norm": {
        "is right for a finite p, and 1 for an infinite one": finite(
            lambda v, p: np.linalg.norm(v, p), lambda v: 1
        ),
        "is the sum of the powers": finite(lambda v, p: np.sum(np.abs(v) ** p)),
        "takes the square root whatever p is": finite(lambda v, p: np.sqrt(np.sum(np.abs(v) ** p))),
        "is the sum of the powers divided by p": finite(lambda v, p: np.sum(np.abs(v) ** p) / p),
        "is the root of the mean of the powers": finite(
            lambda v, p: np.average(np.abs(v) ** p) ** (1 / p)
        ),
        "takes the powers of the entries with their signs": finite(
            lambda v, p: np.sum(v**p) ** (1 / p)
        ),
        "is right for a finite p; for an infinite one the largest entry, sign and all": finite(
            lambda v, p: np.linalg.norm(v, p), np.max
        ),
        "is the p-th power of the sum of the p-th roots": finite(
            lambda v, p: np.sum(np.abs(v) ** (1 / p)) ** p
        ),
        "is the L1 norm for every p": lambda v, p: np.linalg.norm(v, 1),
        "is the L2 norm for every p": lambda v, p: np.linalg.norm(v, 2),
        "is the largest size for every p": lambda v, p: np.linalg.norm(v, np.inf),
    },
    "huber": {
        "is r^2 up to delta and right beyond": beyond(lambda r, delta: r * r, line),
        "is right up to delta and delta |r| beyond": beyond(
            half_square, lambda r, delta: delta * np.abs(r)
        ),
        "is right up to delta and delta (|r| - delta) beyond": beyond(
            half_square, lambda r, delta: delta * (np.abs(r) - delta)
        ),
        "is right up to delta and has the slope 1 beyond": beyond(
            half_square, lambda r, delta: np.abs(r) - delta / 2
        ),
        "is the right one for delta = 1": lambda r, delta: special.huber(1, r),
        "is right up to delta and falls on the left beyond": beyond(
            half_square, lambda r, delta: delta * (r - delta / 2)
        ),
        "is half the square for every negative r": lambda r, delta: np.where(
            r < 0, r * r / 2, special.huber(delta, r)
        ),
        "has the two pieces in each other's place": beyond(line, half_square),
        "is half the square everywhere": half_square,
        "is the square everywhere": lambda r, delta: r * r,
        "is delta (|r| - delta / 2) everywhere": line,
        "is the smaller of r^2 / 2 and delta |r|": lambda r, delta: np.minimum(
            r * r / 2, delta * np.abs(r)
        ),
        "is the pseudo-Huber loss, a smooth relative": lambda r, delta: special.pseudo_huber(
            delta, r
        ),
        "is the slope of the right one": lambda r, delta: np.sign(r) * np.minimum(np.abs(r), delta),
    },
    "huber_gradient": {
        "is r everywhere": lambda r, delta: r,
        "is delta or -delta everywhere": lambda r, delta: delta * np.sign(r),
        "is r up to delta and 1 or -1 beyond": beyond(
            lambda r, delta: r, lambda r, delta: np.sign(r)
        ),
        "is the right one for delta = 1": lambda r, delta: np.sign(r) * np.minimum(np.abs(r), 1),
        "is r up to delta and +delta beyond, on both sides": beyond(
            lambda r, delta: r, lambda r, delta: delta
        ),
        "is held at delta above, and not below": lambda r, delta: np.minimum(r, delta),
        "is the size of the right one": lambda r, delta: np.minimum(np.abs(r), delta),
        "has the two pieces in each other's place": beyond(
            lambda r, delta: delta * np.sign(r), lambda r, delta: r
        ),
        "is r up to delta and 0 beyond": beyond(lambda r, delta: r, lambda r, delta: 0),
        "is 2 r up to delta and right beyond": beyond(
            lambda r, delta: 2 * r, lambda r, delta: delta * np.sign(r)
        ),
        "is the loss itself": lambda r, delta: special.huber(delta, r),
    },
    "pinball": {
        "is the right one for 1 - tau": lambda r, tau: np.where(r > 0, (1 - tau) * r, -tau * r),
        "is negative wherever r is": lambda r, tau: np.where(r > 0, tau * r, (1 - tau) * r),
        "is |r|": lambda r, tau: np.abs(r),
        "has one and the same weight on both sides": [
            lambda r, tau: tau * np.abs(r),
            lambda r, tau: (1 - tau) * np.abs(r),
        ],
        "is 0 wherever r is below 0": lambda r, tau: np.where(r > 0, tau * r, 0),
        "is tau r above 0, and |r| below": lambda r, tau: np.where(r > 0, tau * r, -r),
        "is r above 0, and right below": lambda r, tau: np.where(r > 0, r, (tau - 1) * r),
        "has the square of r in place of its size": lambda r, tau: (
            np.where(r > 0, tau, 1 - tau) * r * r
        ),
        "is the smaller of the two lines": lambda r, tau: np.where(r > 0, (tau - 1) * r, tau * r),
        "is the slope of the right one": lambda r, tau: np.where(r > 0, tau, tau - 1),
    },
}


def ordinary(exercise):
    """The ordinary cases, and some of those that are drawn."""
    cases = [*exercise.fixed_cases, *exercise.private_cases(seed=1)]
    return [case for case in cases if case.regime == ORDINARY]


def is_told(function, values, cases):
    for value, case in zip(values, cases, strict=True):
        told = evaluate(function, case.arguments)
        if value.shape != told.shape or not np.allclose(value, told, rtol=1e-6, equal_nan=True):
            return False
    return True


OWN_MISTAKES = [
    pytest.param(key, mistake, id=f"{key}-{mistake.fact}")
    for key, exercise in EXERCISES.items()
    for mistake in exercise.mistakes
    if mistake.fact
]


@pytest.mark.parametrize(("key", "mistake"), OWN_MISTAKES)
def test_what_is_said_of_a_mistake_is_what_its_function_does(key, mistake):
    cases = ordinary(EXERCISES[key])
    values = [evaluate(mistake.wrong, case.arguments) for case in cases]
    formulas = TOLD[key][mistake.fact]
    formulas = formulas if isinstance(formulas, list) else [formulas]
    assert sum(is_told(formula, values, cases) for formula in formulas) == 1


def test_no_fact_stands_here_that_is_not_told():
    told = {key: {mistake.fact for mistake in EXERCISES[key].mistakes} for key in EXERCISES}
    assert [(key, fact) for key in TOLD for fact in TOLD[key] if fact not in told[key]] == []


# What each slip gives, in the order of the explanations.
SLIPS = {
    "start-square": [-9, -6],
    "start-slope": [9, 16 - 9, 3],
    "cost-stable-step": [3 / 14, 9 / 14, 1 / 42],
    "softmax-double": [0, np.log(10), np.log(np.e + 9), np.log(2)],
    "binary-soft-label": [0, -np.log(0.7), stats.entropy([0.7, 0.3], base=2), np.log(2)],
    "binary-clipped": [30, 7, 0, 1e-7],
    "binary-two-hot": [0, np.log(4), np.log(3), 1 / 2, 1],
    "norms-huber-centre": [22, 3, 2.5],
}
RIGHT = {
    "start-square": 9,
    "start-slope": 2 * 3,
    "cost-stable-step": 1 / (1 + 2**2 + 3**2),
    "softmax-double": np.log(np.e + 9) - 1,
    "binary-soft-label": stats.entropy([0.7, 0.3]),
    "binary-clipped": 7 * np.log(10),
    "binary-two-hot": np.log(2),
    "norms-huber-centre": (1 + 2 + 3 + 4 + 3) / 4,
}
NUMBERS = {key: asked for key, asked in PREDICTIONS.items() if isinstance(asked, Number)}


@pytest.mark.parametrize("key", NUMBERS)
def test_the_number_asked_for_and_what_each_slip_gives(key):
    assert NUMBERS[key].right == pytest.approx(RIGHT[key], rel=1e-6)
    np.testing.assert_allclose(list(NUMBERS[key].slips), SLIPS[key], rtol=1e-6, atol=1e-12)
