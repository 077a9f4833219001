"""Write lossviz/data/digits.npz from scikit-learn's copy: ``python -m tests.make_digits``."""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

DIGITS = Path(__file__).parents[1] / "lossviz" / "data" / "digits.npz"


def make_digits(path=DIGITS):
    data = load_digits()
    images, labels = data.images.astype(np.uint8), data.target.astype(np.uint8)
    assert (images == data.images).all()
    assert (labels == data.target).all()
    np.savez_compressed(path, images=images, labels=labels)


if __name__ == "__main__":
    make_digits()
