"""Data for the lessons, real or drawn from a fixed seed: nothing is downloaded."""

from importlib.resources import as_file, files

import numpy as np

from lossviz.descent import descend
from lossviz.links import sigmoid

__all__ = ["coin_tosses", "digits", "training_run"]

SEED = 33


def coin_tosses():
    """Return 214 coin tosses, each with the number that its coin depends on.

        y[i] = 1 with probability sigmoid(4 x[i]), else 0

    Domain: x is uniform in [-1, 1]; the features are the Legendre polynomials of x up to degree 7.
        A model that knew the probabilities could still not foretell the tosses.

    Parameters: none.

    Returns: x, floats of shape (214,); features, floats of shape (214, 8); y, floats of shape
        (214,). The same at each call.

    Errors: none.

    >>> x, features, y = coin_tosses()
    >>> x.shape, features.shape, set(y.tolist()) == {0, 1}
    ((214,), (214, 8), True)

    Identity: features[:, 0] is 1 and features[:, 1] is x.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.1, for the idea: a
        polynomial that follows points drawn from a known rule.
    """
    random = np.random.default_rng(SEED)
    x = random.uniform(-1, 1, 214)
    y = (random.random(x.size) < sigmoid(4 * x)).astype(float)
    return x, np.polynomial.legendre.legvander(x, 7), y


def training_run(steps=2000):
    """Return a classifier that learns from the first 14 coin tosses, at every step.

        w_(t+1) = w_t - 2 X^T (sigmoid(X w_t) - y) / 14

    Domain: X and y are the features and tosses that it learns from; the 200 others validate it.
        It is flexible enough to fit its 14 examples ever better.

    Parameters: steps, how many to take, a whole number >= 0.

    Returns: x, features and y as from coin_tosses, and the weights before the first and after each
        step, (steps + 1, 8).

    Errors: as for descend.

    >>> training_run(steps=3)[-1].shape
    (4, 8)

    Identity: each step goes down the gradient of the mean binary cross entropy.

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2, equation 4.91.
    """
    x, features, y = coin_tosses()

    def gradient(weights):
        return features[:14].T @ (sigmoid(features[:14] @ weights) - y[:14]) / 14

    return x, features, y, descend(gradient, np.zeros(8), rate=2.0, steps=steps)


def digits():
    """Return 1,797 handwritten digits: their images, and which digit each one is.

        images[i, row, column] = how much of that place the pen has covered, from 0 to 16

    Domain: each image is a scan of 32 x 32 black or white dots, counted in blocks of 4 x 4. The
        digits were written by 13 people; these are the test set of the original collection.

    Parameters: none.

    Returns: images, floats of shape (1797, 8, 8); labels, integers 0 to 9 of shape (1797,). Both
        are fresh copies at each call.

    Errors: none.

    >>> images, labels = digits()
    >>> images.shape, labels[:5].tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4])
    >>> images[0, 2]
    array([ 0.,  3., 15.,  2.,  0., 11.,  8.,  0.])

    Identity: images and labels equal scikit-learn's `load_digits()`, its `images` and `target`.

    Source: E. Alpaydin and C. Kaynak (1998), "Optical Recognition of Handwritten Digits", UCI
        Machine Learning Repository, CC BY 4.0; the file lossviz/data/digits.txt says more.
    """
    with as_file(files("lossviz") / "data" / "digits.npz") as path, np.load(path) as stored:
        return stored["images"].astype(float), stored["labels"].astype(int)
