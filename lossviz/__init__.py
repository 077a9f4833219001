"""Interactive figures and exercises for machine-learning loss functions."""

__version__ = "0.1.0"
