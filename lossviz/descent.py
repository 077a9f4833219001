"""Plain gradient descent: the step that every optimiser starts from."""

import numpy as np

from lossviz.domain import option, real, whole

__all__ = ["descend"]


@np.errstate(all="ignore")
def descend(gradient, start, *, rate, steps):
    """Return the path of parameters that gradient descent takes from start.

        w_(t+1) = w_t - rate * gradient(w_t)

    Domain: real parameters of any shape; rate >= 0; steps a whole number >= 0. A rate that is too
    large makes the path diverge: it then ends in inf and NaN, without a warning.
    Parameters: gradient, a function that takes the parameters and returns an array of their shape;
    start, the first parameters; rate, the step per unit of gradient; steps, how many to take.
    Returns: the parameters before the first and after each step, (steps + 1, *shape of start).
    Errors: TypeError if gradient is not a function, start or a gradient does not hold real numbers,
    or steps is not an integer; ValueError if rate or steps is out of range, or a gradient has
    another shape than start.

    >>> descend(lambda w: 2 * w, 8.0, rate=0.25, steps=3)  # the gradient of w^2
    array([8., 4., 2., 1.])

    Identity: on the cost a w^2 / 2 every step multiplies w by 1 - rate * a.
    Source: Goodfellow, Bengio & Courville, Deep Learning (2016), section 4.3.
    """
    if not callable(gradient):
        raise TypeError(f"gradient must be a function, got {type(gradient).__name__}")
    rate = option("rate", rate, "in [0, inf)", lambda rate: 0 <= rate < np.inf)
    steps = whole("steps", steps)
    if steps < 0:
        raise ValueError(f"steps must be >= 0, got {steps}")
    w = real("start", start)
    path = np.empty((steps + 1, *w.shape), w.dtype)
    path[0] = w
    for step in range(steps):
        w = path[step]
        slope = real("gradient", gradient(w.copy()))
        if slope.shape != w.shape:
            raise ValueError(
                f"gradient and start must have equal shapes, got {slope.shape} and {w.shape}"
            )
        path[step + 1] = w - rate * slope
    return path
