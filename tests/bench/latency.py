"""From a key press to the changed picture, for every slider of a notebook.

    python -m tests.bench.latency notebooks/02_softmax.ipynb

Ends with 1 if a bar is missed. README.md beside this file says how it is measured.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import memory
from tests.bench.imports import import_times
from tests.bench.sliders import (
    FLOOR,
    INTERACT,
    REMEMBER,
    Slider,
    figure_names,
    finish,
    floor,
    interacts,
    opened,
    served,
    sliders,
)

PRESSES = 30
FLOOR_TURNS = 3
DRAGS = 3
WARM_UP, MOVES, BY_KEY = 1000, 10_000, 500
PARTS = ["latency", "drag", "memory", "import"]

TIMES_FLOOR = 1.25
TIMES_FLOOR_REDRAWN = 3
TIMES_FASTER = 4
FRAME_KB = 8
GROWTH_MB = 5


@dataclass
class Row:
    """The key presses on one slider, beside the medians of the floor and of `interact`."""

    slider: Slider
    presses: list
    floor: float
    interact: float

    def times(self, redrawn):
        return [press.latency for press in self.presses if press.redrawn is redrawn]

    def times_floor(self, redrawn):
        times = self.times(redrawn)
        return median(times) / self.floor if times else None

    @property
    def interact_takes(self):
        return self.interact / median(self.times(redrawn=False) or self.times(redrawn=True))

    @property
    def frame_kb(self):
        return median(sum(press.bytes.values()) for press in self.presses) / 1000

    @property
    def received_kb(self):
        return median(press.received_bytes for press in self.presses) / 1000

    def missed(self):
        plain, redrawn = self.times_floor(redrawn=False), self.times_floor(redrawn=True)
        if plain and plain > TIMES_FLOOR:
            yield f"{plain:.2f} x floor, more than {TIMES_FLOOR}"
        if plain and self.interact_takes < TIMES_FASTER:
            yield f"interact takes {self.interact_takes:.1f} x, less than {TIMES_FASTER}"
        if redrawn and redrawn > TIMES_FLOOR_REDRAWN:
            yield f"{redrawn:.2f} x floor with new axes, more than {TIMES_FLOOR_REDRAWN}"
        if self.frame_kb > FRAME_KB:
            yield f"a frame has {self.frame_kb:.1f} kB, more than {FRAME_KB}"


def measure(floor, interacts, figures, rounds):
    """In every round, in random order, one key press on each slider, and more on the floor's."""
    every = [slider for figure in figures for slider in figure]
    turns = [floor] * FLOOR_TURNS + [slider for slider in interacts if slider] + every
    presses = {slider: [] for slider in turns}
    for slider in presses:
        slider.press()
    for _ in range(rounds):
        for slider in random.sample(turns, len(turns)):
            presses[slider].append(slider.press())

    def latency(slider):
        return median(press.latency for press in presses[slider])

    print(f"Floor {latency(floor):.0f} ms, the median of {len(presses[floor])}.\n")
    return [
        Row(slider, presses[slider], latency(floor), latency(interact))
        for figure, interact in zip(figures, interacts, strict=True)
        for slider in figure
    ]


def print_table(rows):
    print("| figure | slider | ms | × floor | interact | takes | frame | all received | new axes |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows:
        plain, redrawn = row.times_floor(redrawn=False), row.times_floor(redrawn=True)
        new_axes = "no"
        if redrawn:
            new_axes = (
                f"{len(row.times(redrawn=True))} of {len(row.presses)}: {redrawn:.2f} × floor"
            )
        print(
            f"| {row.slider.figure} | {row.slider.name} "
            f"| {median(press.latency for press in row.presses):.0f} "
            f"| {f'{plain:.2f}' if plain else '–'} "
            f"| {row.interact:.0f} ms | {row.interact_takes:.1f} × "
            f"| {row.frame_kb:.1f} kB | {row.received_kb:.1f} kB | {new_axes} |"
        )


def print_drags(sliders, drags):
    outcomes = {slider: [] for slider in sliders}
    for _ in range(drags):
        for slider in sliders:
            outcomes[slider].append(slider.drag())
    print("\n| dragged across in one second | pictures a second | last picture after release |")
    print("|---|--:|--:|")
    for slider, each in outcomes.items():
        rate = median(
            sum(at < drag.released for at in drag.painted) / drag.released * 1000 for drag in each
        )
        lag = median(max(0, drag.latency - drag.released) for drag in each)
        print(f"| {slider} | {rate:.0f} | {lag:.0f} ms |")


def memory_growth(kernel, sliders):
    kernel.move(WARM_UP)
    kernel.move_by_key(sliders, BY_KEY // 5)
    start = kernel.megabytes()
    kernel.move_by_key(sliders, BY_KEY)
    kernel.clear_outputs()
    kernel.move((MOVES - BY_KEY) // 2)
    half = kernel.megabytes()
    kernel.move((MOVES - BY_KEY) // 2)
    end = kernel.megabytes()
    print(
        f"\nThe kernel's memory over {MOVES:,} moves, {BY_KEY} of them by key: {start:.1f} MB, "
        f"{half:.1f} MB half way, {end:.1f} MB; growth {end - start:+.1f} MB."
    )
    return end - start


def print_import_times():
    print("\n| import | ms |\n|---|--:|")
    for name, time in import_times().items():
        print(f"| {name} | {time:.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--presses", type=int, default=PRESSES, help="on each slider")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part, not all")
    arguments = parser.parse_args()
    parts = arguments.only or PARTS

    missed = []
    in_interact = [
        f"bench_interact({number});" for number in range(len(figure_names(arguments.notebook)))
    ]
    after = [FLOOR, INTERACT, *in_interact, *memory.CELLS]
    with served(arguments.notebook, [REMEMBER], after) as address, opened(address) as page:
        references = floor(page), interacts(page, arguments.notebook)
        figures = sliders(page, arguments.notebook)
        if "latency" in parts:
            rows = measure(*references, figures, arguments.presses)
            print_table(rows)
            missed += [f"{row.slider}: {bar}" for row in rows for bar in row.missed()]
        if "drag" in parts:
            firsts = [figure[0] for figure in figures if figure]
            print_drags([references[0], references[1][0], *firsts], DRAGS)
        if "memory" in parts:
            growth = memory_growth(
                memory.Kernel(page), [each for figure in figures for each in figure]
            )
            if growth > GROWTH_MB:
                missed.append(f"the kernel's memory grows by {growth:.1f} MB")
    if "import" in parts:
        print_import_times()
    finish(missed)


if __name__ == "__main__":
    main()
