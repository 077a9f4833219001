"""Live figures on the page, as a learner has them: to look at, and to move by keyboard."""

from dataclasses import dataclass

FIRST, LAST, STEP = "first", "last", "a step"
KEYS = {FIRST: "Home", LAST: "End", STEP: "ArrowRight"}


@dataclass(frozen=True)
class Look:
    """What the eye sees: the pixels (a checksum), the sentence, the places of all parts."""

    pixels: int
    summary: str
    boxes: list
    nodes: list


class Figure:
    """One live figure; ``element`` is its element on the page."""

    def __init__(self, page, element):
        self.page, self.element = page, element
        self.element.scroll_into_view_if_needed()
        self.controls = [
            Control(self, number, **found) for number, found in enumerate(self.ask("controls"))
        ]

    def look(self):
        """Wait until every message is answered and every picture is decoded; then look."""
        return Look(**self.ask("lookWhenSettled"))

    def ask(self, question, *arguments):
        """Call a function of ``live``, of page.js, for this figure."""
        return self.element.evaluate(
            "(figure, [question, ...rest]) => live[question](figure, ...rest)",
            [question, *arguments],
        )

    def bring_into_view(self):
        self.element.evaluate("figure => figure.scrollIntoView({block: 'start'})")


class Control:
    """A slider, a checkbox, a row of buttons or a menu, moved with the keys of the keyboard."""

    def __init__(self, figure, number, kind, label):
        self.figure, self.number, self.kind, self.label = figure, number, kind, label

    def focus(self, last=False):
        self.figure.ask("focus", self.number, last)

    def move(self, where):
        """Move to the FIRST or the LAST of the values, or by a STEP; give the new look."""
        press = self.figure.page.keyboard.press
        self.focus(last=where is not FIRST)
        if self.kind in ("slider", "select"):
            press(KEYS[where])
        elif self.kind == "buttons" or self.figure.ask("checked", self.number) == (where is FIRST):
            press("Space")
        return self.figure.look()

    def drag(self, where, steps=1):
        """Drag a slider's handle with the mouse; ``where`` is 0 at its left end, 1 at its right."""
        mouse = self.figure.page.mouse
        handle, left, width = self.figure.ask("track", self.number)
        height = handle[1]
        mouse.move(*handle)
        mouse.down()
        mouse.move(left + where * width, height, steps=steps)
        mouse.up()

    @property
    def reading(self):
        """The value that the page shows beside a slider."""
        return self.figure.ask("reading", self.number)


def find(page):
    """The live figures on the page, in order."""
    count = page.evaluate("live.figures().length")
    return [
        Figure(page, page.evaluate_handle(f"live.figures()[{number}]").as_element())
        for number in range(count)
    ]
