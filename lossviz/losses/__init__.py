"""Loss functions: the loss of each example, and its gradient beside it.

Every loss takes (y_true, y_pred), or (y_true, logits), and options by keyword, and returns one
value per example: the mean or the sum is the caller's. `<name>_grad` takes the same arguments and
returns the derivative with respect to the second one.

Shapes must be equal: nothing is broadcast. NaN in gives NaN out. Floats keep their type; integers
follow the floats beside them, and alone count as float64. A masked array is a TypeError, because
the values under its mask would be counted.
"""

from lossviz.losses.classification import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_grad,
    brier,
    brier_grad,
    focal,
    focal_grad,
    hinge,
    hinge_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)
from lossviz.losses.regression import (
    absolute_error,
    absolute_error_grad,
    huber,
    huber_grad,
    log_cosh,
    log_cosh_grad,
    pinball,
    pinball_grad,
    power_error,
    power_error_grad,
    squared_error,
    squared_error_grad,
)

__all__ = [
    "absolute_error",
    "absolute_error_grad",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad",
    "brier",
    "brier_grad",
    "focal",
    "focal_grad",
    "hinge",
    "hinge_grad",
    "huber",
    "huber_grad",
    "log_cosh",
    "log_cosh_grad",
    "pinball",
    "pinball_grad",
    "power_error",
    "power_error_grad",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "squared_error",
    "squared_error_grad",
]
