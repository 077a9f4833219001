"""Exercises and predictions: what the notebooks ask, and what they answer."""

from lossviz.exercises.blank import ____
from lossviz.exercises.checking import check, hint, solution
from lossviz.exercises.recording import progress

__all__ = ["____", "check", "hint", "predict", "progress", "solution"]


def __getattr__(name):
    if name == "predict":
        from lossviz.exercises.predicting import predict  # ipywidgets, for predictions alone

        return predict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
