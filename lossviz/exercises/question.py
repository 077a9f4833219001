"""What a prediction is: a question with choices, or one whose answer is a number."""

import math
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choices:
    """A question with choices: `choices` maps each to what is said to those who take it.

    `right` is one of them, found by computing.
    """

    key: str
    question: str
    choices: dict
    right: str

    def judge(self, answer):
        """Whether the answer is right, and the explanation. Raises ValueError for no choice."""
        if not isinstance(answer, str) or answer not in self.choices:
            raise ValueError(f"the answer must be one of the choices {list(self.choices)}")
        return answer == self.right, self.choices[answer]


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number, right within `tolerance` times its size.

    `slips` maps what a particular mistake gives to what is said to those who make it; any other
    wrong number gets `otherwise`.
    """

    key: str
    question: str
    right: float
    explanation: str
    otherwise: str
    slips: dict = field(default_factory=dict)
    tolerance: float = 0.03

    def judge(self, answer):
        """Whether the answer is right, and the explanation. Raises ValueError for no number."""
        try:
            answer = float(answer)
        except Exception:  # an object may do anything when asked for a number
            answer = math.nan
        if math.isnan(answer):
            raise ValueError("the answer must be a number")
        if self._near(answer, self.right):
            return True, self.explanation
        for value, explanation in self.slips.items():
            if self._near(answer, value):
                return False, explanation
        return False, self.otherwise

    def _near(self, answer, value):
        return math.isclose(answer, value, rel_tol=self.tolerance, abs_tol=1e-9)
