"""`predict`: a question that is answered before the slider is moved."""

import html
import textwrap

import ipywidgets as widgets

from lossviz.exercises import catalogue, recording, wording
from lossviz.exercises.question import Choices

WIDTH = 80  # of the text, in letters
WIDE = {"width": "auto", "height": "auto", "max_width": "46em"}


def predict(key):
    """Ask the prediction called `key`: with a button for each choice, or a box for a number.

    The first answer is locked in and then explained. Raises ValueError if there is no such
    prediction.
    """
    known = catalogue.predictions()
    if not isinstance(key, str) or key not in known:
        raise ValueError(catalogue.missing("prediction", wording.foreign(key), known))
    return Prediction(known[key])


class Prediction:
    """A prediction on the page; ask `predict` for one.

    `status` is "not started", "wrong" or "correct"; `message` is the explanation.
    """

    def __init__(self, question):
        self.question = question
        self.status = "not started"
        self.message = ""
        self.given = None
        self._said = widgets.HTML()
        if isinstance(question, Choices):
            self._controls = [self._button(text) for text in question.choices]
        else:
            self._controls = self._number_box()
        asked = widgets.HTML(f"<strong>Predict.</strong> {html.escape(question.question)}")
        self._view = widgets.VBox([asked, *self._controls, self._said])

    def answer(self, value):
        """Lock in an answer and explain it. Once locked, nothing changes it.

        Raises ValueError if it is none of the choices, or no number.
        """
        right, explanation = self.question.judge(value)
        if self.status != "not started":
            return self
        self.status = "correct" if right else "wrong"
        self.message = explanation
        self.given = value
        recording.record(self.question.key, self.status)
        self._lock()
        return self

    def _button(self, text):
        button = widgets.Button(description=text, layout=WIDE)
        button.on_click(lambda _: self.answer(text))
        return button

    def _number_box(self):
        style = {"description_width": "auto"}
        self._box = widgets.FloatText(description="Your number:", style=style)
        button = widgets.Button(description="Lock in", layout=WIDE)
        button.on_click(lambda _: self.answer(self._box.value))
        return [self._box, button]

    def _lock(self):
        for control in self._controls:
            control.disabled = True
            if control.description == self.given:
                control.description = f"{self._sign()} {self.given}"
        self._said.value = (
            f'<div role="status" style="line-height: 1.5; max-width: 46em">'
            f"<strong>{self._sign()} {self.status}</strong>: {html.escape(self.message)}</div>"
        )

    def _sign(self):
        return {"correct": "✓", "wrong": "✗"}[self.status]

    def __repr__(self):
        lines = textwrap.wrap(f"Predict: {self.question.question}", WIDTH)
        if isinstance(self.question, Choices):
            marks = {self.given: "x"}
            lines += [f"  [{marks.get(text, ' ')}] {text}" for text in self.question.choices]
        else:
            lines.append("  [a number]" if self.given is None else f"  [{self.given}]")
        if self.message:
            lines += textwrap.wrap(f"{self.status}: {self.message}", WIDTH)
        return "\n".join(lines)

    def _repr_mimebundle_(self, **_):
        # JupyterLab shows the text in a notebook that was never run here, then the widget.
        return {**self._view._repr_mimebundle_(), "text/plain": repr(self)}
