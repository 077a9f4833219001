"""Real data, shipped inside the package: nothing is downloaded."""

from importlib.resources import as_file, files

import numpy as np

__all__ = ["digits"]


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
