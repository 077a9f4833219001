"""Losses for a number: what an error of the prediction costs.

Everywhere r = y_pred - y_true is the residual, in the unit of the target. Each loss is returned per
example; the gradient beside it is with respect to y_pred. Infinity and NaN are answers here (the
square of 1e200 is inf), so NumPy's floating-point warnings are off inside these functions.
"""

import math

import numpy as np

from lossviz.domain import aligned, option

__all__ = [
    "absolute_error",
    "absolute_error_grad",
    "huber",
    "huber_grad",
    "log_cosh",
    "log_cosh_grad",
    "pinball",
    "pinball_grad",
    "power_error",
    "power_error_grad",
    "squared_error",
    "squared_error_grad",
]


def _residual(y_true, y_pred):
    y_true, y_pred = aligned(y_true=y_true, y_pred=y_pred)
    return y_pred - y_true


@np.errstate(all="ignore")
def squared_error(y_true, y_pred):
    """Return the square of each error.

        squared_error(y_true, y_pred) = r^2,  r = y_pred - y_true

    Domain: real numbers.
    Parameters: y_true and y_pred, numbers of one shape and unit.
    Returns: per example, the shape of y_true, in the unit's square.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ.

    >>> squared_error([1, 2, 3], [2, 0, 6])
    array([1., 4., 9.])

    Identity: the constant prediction of least total squared error is the mean.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.5.5.
    """
    return _residual(y_true, y_pred) ** 2


@np.errstate(all="ignore")
def squared_error_grad(y_true, y_pred):
    """Return the slope of squared_error in y_pred.

        d/dy_pred r^2 = 2 r,  r = y_pred - y_true

    Domain: real numbers.
    Parameters: y_true and y_pred, numbers of one shape and unit.
    Returns: per example, the shape of y_true, in that unit.
    Errors: as for squared_error.

    >>> squared_error_grad([1, 2, 3], [2, 0, 6])
    array([ 2., -4.,  6.])

    Identity: the slopes sum to 0 where y_pred is the mean of y_true.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.5.5.
    """
    return 2 * _residual(y_true, y_pred)


@np.errstate(all="ignore")
def absolute_error(y_true, y_pred):
    """Return the size of each error.

        absolute_error(y_true, y_pred) = |r|,  r = y_pred - y_true

    Domain: real numbers.
    Parameters: y_true and y_pred, numbers of one shape and unit.
    Returns: per example, the shape of y_true, in that unit.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ.

    >>> absolute_error([1, 2, 3], [2, 0, 6])
    array([1., 2., 3.])

    Identity: a constant prediction of least total absolute error is a median.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.5.5.
    """
    return np.abs(_residual(y_true, y_pred))


@np.errstate(all="ignore")
def absolute_error_grad(y_true, y_pred):
    """Return the slope of absolute_error in y_pred.

        d/dy_pred |r| = sign(r),  r = y_pred - y_true

    Domain: real numbers. At r = 0 the slope is undefined; 0, between the two sides, is returned.
    Parameters: y_true and y_pred, numbers of one shape and unit.
    Returns: -1, 0 or 1 per example, the shape of y_true.
    Errors: as for absolute_error.

    >>> absolute_error_grad([1, 2, 3], [2, 0, 3])
    array([ 1., -1.,  0.])

    Identity: the slopes sum to 0 where as many targets lie above y_pred as below.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.5.5.
    """
    return np.sign(_residual(y_true, y_pred))


def _power(p):
    return option("p", p, "in [1, inf)", lambda p: 1 <= p < np.inf)


@np.errstate(all="ignore")
def power_error(y_true, y_pred, *, p=2.0):
    """Return a power of the size of each error.

        power_error(y_true, y_pred) = |r|^p,  r = y_pred - y_true

    Domain: real numbers; 1 <= p < inf, where the loss is convex.
    Parameters: y_true and y_pred, numbers of one shape and unit; p, the power.
    Returns: per example, the shape of y_true, in that unit to the power p.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    p is out of range.

    >>> power_error([1, 2, 3], [2, 0, 6], p=3)
    array([ 1.,  8., 27.])

    Identity: p = 1 is absolute_error and p = 2 squared_error; as p grows, the best constant
    prediction moves to the mid-range.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.5.5 (Minkowski loss).
    """
    return np.abs(_residual(y_true, y_pred)) ** _power(p)


@np.errstate(all="ignore")
def power_error_grad(y_true, y_pred, *, p=2.0):
    """Return the slope of power_error in y_pred.

        d/dy_pred |r|^p = p |r|^(p - 1) sign(r),  r = y_pred - y_true

    Domain: real numbers; 1 <= p < inf. At r = 0 the slope is 0, as for absolute_error.
    Parameters: y_true and y_pred, numbers of one shape and unit; p, the power.
    Returns: per example, the shape of y_true, in that unit to the power p - 1.
    Errors: as for power_error.

    >>> power_error_grad([1, 2, 3], [2, 0, 6], p=3)
    array([  3., -12.,  27.])

    Identity: r times the slope is p |r|^p.
    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 1.5.5 (Minkowski loss).
    """
    r, p = _residual(y_true, y_pred), _power(p)
    return p * np.abs(r) ** (p - 1) * np.sign(r)


def _positive(delta):
    return option("delta", delta, "> 0", lambda delta: delta > 0)


@np.errstate(all="ignore")
def huber(y_true, y_pred, *, delta=1.0):
    """Return half the square of a small error, and a straight line for a large one.

        huber(y_true, y_pred) = r^2 / 2                  if |r| <= delta,  r = y_pred - y_true
                                delta (|r| - delta / 2)  otherwise

    Domain: real numbers; delta > 0.
    Parameters: y_true and y_pred, numbers of one shape and unit; delta, in that unit, the size
    from which an error counts as large.
    Returns: per example, the shape of y_true, in the unit's square.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    delta is out of range.

    >>> huber([0, 0, 0], [0.5, 1, 3])
    array([0.125, 0.5  , 2.5  ])

    Identity: at most half the squared error and at most delta times the absolute error; value and
    slope agree where the two pieces meet.
    Source: Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35
    (1964), pages 73-101.
    """
    size, delta = np.abs(_residual(y_true, y_pred)), _positive(delta)
    return np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))[()]


@np.errstate(all="ignore")
def huber_grad(y_true, y_pred, *, delta=1.0):
    """Return the slope of huber in y_pred: the residual, held between -delta and delta.

        d/dy_pred huber = r              if |r| <= delta,  r = y_pred - y_true
                          delta sign(r)  otherwise

    Domain: real numbers; delta > 0.
    Parameters: y_true and y_pred, numbers of one shape and unit; delta, in that unit.
    Returns: per example, the shape of y_true, in that unit.
    Errors: as for huber.

    >>> huber_grad([0, 0, 0], [0.5, 1, -3])
    array([ 0.5,  1. , -1. ])

    Identity: no single example can pull harder than delta.
    Source: Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35
    (1964), pages 73-101.
    """
    delta = _positive(delta)
    return np.clip(_residual(y_true, y_pred), -delta, delta)


@np.errstate(all="ignore")
def log_cosh(y_true, y_pred):
    """Return a smooth loss: half the square of a small error, nearly the size of a large one.

        log_cosh(y_true, y_pred) = log(cosh(r)),  r = y_pred - y_true

    Domain: real numbers.
    Parameters: y_true and y_pred, numbers of one shape, measured so that 1 is a middling error.
    Returns: per example, the shape of y_true.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ.

    >>> log_cosh([0, 0], [1e-8, 1000])
    array([5.00000000e-17, 9.99306853e+02])

    Identity: |r| - log 2 <= log_cosh <= |r|, and |r| - log_cosh tends to log 2.
    Source: Saleh & Saleh, Statistical properties of the log-cosh loss function used in machine
    learning, arXiv:2208.04564 (2022).
    """
    size = np.abs(_residual(y_true, y_pred))
    # cosh(r) overflows from |r| = 711 on, and rounds to 1 near 0. Both forms are exact:
    # cosh(r) = 1 + 2 sinh(r/2)^2 = e^|r| (1 + e^(-2|r|)) / 2.
    near = np.log1p(2 * np.sinh(size / 2) ** 2)
    far = size + np.log1p(np.exp(-2 * size)) - math.log(2)
    return np.where(size < 1, near, far)[()]


@np.errstate(all="ignore")
def log_cosh_grad(y_true, y_pred):
    """Return the slope of log_cosh in y_pred.

        d/dy_pred log(cosh(r)) = tanh(r),  r = y_pred - y_true

    Domain: real numbers.
    Parameters: y_true and y_pred, numbers of one shape, measured so that 1 is a middling error.
    Returns: per example, in [-1, 1], the shape of y_true.
    Errors: as for log_cosh.

    >>> log_cosh_grad([0, 0, 0], [-1000, 0, 1000])
    array([-1.,  0.,  1.])

    Identity: near r = 0 the slope of half the squared error, far away that of the absolute error.
    Source: Saleh & Saleh, Statistical properties of the log-cosh loss function used in machine
    learning, arXiv:2208.04564 (2022).
    """
    return np.tanh(_residual(y_true, y_pred))


def _level(tau):
    return option("tau", tau, "in (0, 1)", lambda tau: 0 < tau < 1)


@np.errstate(all="ignore")
def pinball(y_true, y_pred, *, tau=0.5):
    """Return the size of each error, weighted tau if y_pred is too low and 1 - tau if too high.

        pinball(y_true, y_pred) = max((1 - tau) r, -tau r),  r = y_pred - y_true

    Domain: real numbers; 0 < tau < 1.
    Parameters: y_true and y_pred, numbers of one shape and unit; tau, the level of the quantile.
    Returns: per example, the shape of y_true, in that unit.
    Errors: TypeError if an argument does not hold real numbers, ValueError if the shapes differ or
    tau is out of range.

    >>> pinball([0, 0], [-1, 1], tau=0.9)
    array([0.9, 0.1])

    Identity: a constant prediction of least total pinball loss is a tau-quantile; with tau = 1/2
    the loss is half the absolute error.
    Source: Koenker & Bassett, Regression quantiles, Econometrica 46 (1978), pages 33-50.
    """
    r, tau = _residual(y_true, y_pred), _level(tau)
    return np.maximum((1 - tau) * r, -tau * r)


@np.errstate(all="ignore")
def pinball_grad(y_true, y_pred, *, tau=0.5):
    """Return the slope of pinball in y_pred.

        d/dy_pred pinball = -tau     if r < 0,  r = y_pred - y_true
                            1 - tau  if r > 0

    Domain: real numbers; 0 < tau < 1. At r = 0 the slope is undefined; 0, between the two sides,
    is returned.
    Parameters: y_true and y_pred, numbers of one shape and unit; tau, the level of the quantile.
    Returns: per example, the shape of y_true.
    Errors: as for pinball.

    >>> pinball_grad([0, 0, 0], [-1, 0, 1], tau=0.75)
    array([-0.75,  0.  ,  0.25])

    Identity: the slopes sum to 0 where a share tau of the targets lies below y_pred.
    Source: Koenker & Bassett, Regression quantiles, Econometrica 46 (1978), pages 33-50.
    """
    r, tau = _residual(y_true, y_pred), _level(tau)
    # A step of height 1 up from -tau; the second argument is the step's value at r = 0.
    return np.heaviside(r, tau) - tau
