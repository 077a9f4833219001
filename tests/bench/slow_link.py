"""A slider dragged over a slow link: is there a backlog after release?

    python -m tests.bench.slow_link notebooks/02_softmax.ipynb

Puts 75 ms each way between browser and server. Ends with 1 if a bar is missed. README.md beside
this file says how it is measured.
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.sliders import Slider, finish, opened, served, sliders
from tests.browser.slow_link import slow_link

ONE_WAY = 0.075
PRESSES, ROUNDS = 3, 3
NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")

# A drag's last frame may take this many times as long as the frame of a single key press.
ALLOWANCE = 1.25
FRAMES_AFTER_RELEASE = 2


class Drag:
    """What one drag has brought; times are milliseconds after its start."""

    def __init__(self, outcome):
        self.outcome, self.released = outcome, outcome.released
        self._sent = {sent["id"]: sent["at"] for sent in outcome.sent}
        self._answered = {}
        for message in outcome.messages:
            if message["way"] == "got":
                self._answered.setdefault(message["parent"], message["at"])
        self._frames = {picture["parent"]: picture["at"] for picture in outcome.pictures}

    def unanswered(self, moment):
        """How many values were sent by this moment and have no answer yet."""
        return sum(at <= moment < self._answered[id] for id, at in self._sent.items())

    @property
    def most_unanswered(self):
        return max(self.unanswered(at) for at in self._sent.values())

    @property
    def frames(self):
        return len(self._frames)

    @property
    def frames_after_release(self):
        return sum(at > self.released for at in self._frames.values())

    @property
    def newest_sent(self):
        return max(self._sent.values())

    @property
    def newest_shown(self):
        """The last picture answers the last value, and the sentence has the slider's reading."""
        answers = max(self._frames, key=self._frames.get) == max(self._sent, key=self._sent.get)
        return answers and reads_back(self.outcome)


def reads_back(outcome):
    """Whether the sentence under the figure has the number that stands beside the slider."""
    try:
        return number(outcome.readout) in map(number, NUMBER.findall(outcome.summary))
    except ValueError:
        return False


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


def measure(link, slider, rounds):
    """Key presses without the delay and with it, and drags with it."""
    near = [slider.press().latency for _ in range(PRESSES)]
    link.delay = ONE_WAY
    far, drags = [], []
    for _ in range(rounds):
        far += [slider.press().latency for _ in range(PRESSES)]
        drags.append(Drag(slider.drag()))
    link.delay = 0
    return Row(slider, median(near), median(far), drags)


@dataclass
class Row:
    """The drags of one slider, beside the latency of one key press without and with the delay."""

    slider: Slider
    near: float
    far: float
    drags: list

    @property
    def from_sent(self):
        return median(drag.outcome.latency - drag.newest_sent for drag in self.drags)

    @property
    def from_release(self):
        return median(drag.outcome.latency - drag.released for drag in self.drags)

    def missed(self):
        if self.from_sent > ALLOWANCE * self.far:
            yield f"the last picture comes {self.from_sent:.0f} ms after its value was sent"
        if self.from_release > ALLOWANCE * 2 * self.far:
            yield f"the last picture comes {self.from_release:.0f} ms after release"
        if any(drag.most_unanswered > 1 for drag in self.drags):
            yield "more than one value was under way"
        if any(drag.frames_after_release > FRAMES_AFTER_RELEASE for drag in self.drags):
            yield f"more than {FRAMES_AFTER_RELEASE} frames came after release"
        if not all(drag.newest_shown for drag in self.drags):
            yield "the newest value is not shown"


def print_table(rows):
    print(
        "| figure | slider | one key press | frames in a drag | values under way, at most", end=""
    )
    print(" | frames after release | newest sent → shown | release → shown | newest shown |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        each = row.drags
        print(
            f"| {row.slider.figure} | {row.slider.name} "
            f"| {row.near:.0f} ms, delayed {row.far:.0f} ms "
            f"| {median(drag.frames for drag in each):.0f} "
            f"| {max(drag.most_unanswered for drag in each)} "
            f"| {', '.join(str(drag.frames_after_release) for drag in each)} "
            f"| {row.from_sent:.0f} ms | {row.from_release:.0f} ms "
            f"| {sum(drag.newest_shown for drag in each)} of {len(each)} |"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    with (
        served(arguments.notebook) as server,
        slow_link(server) as link,
        opened(link.address) as page,
    ):
        firsts = [figure[0] for figure in sliders(page, arguments.notebook) if figure]
        # Only where the sentence has the slider's reading can the two be compared.
        rows = [
            measure(link, slider, arguments.rounds)
            for slider in firsts
            if reads_back(slider.press())
        ]
    print_table(rows)
    finish([f"{row.slider}: {bar}" for row in rows for bar in row.missed()])


if __name__ == "__main__":
    main()
