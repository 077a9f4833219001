"""A slider's callback runs on another thread than the cells: no picture may mix two values."""

import re
import threading
import time
from contextlib import nullcontext

import pytest

from lossviz.live import figure, show

MOVES = 40


def twins(figure):
    """Two dots that always stand at one height, if nobody comes in between."""
    axes = figure.subplots()
    axes.set(xlim=(0, 1), ylim=(0, 1))
    (left,) = axes.plot([0.2], [0], "o", animated=True)
    (right,) = axes.plot([0.8], [0], "o", animated=True)

    def update(p=0.0):
        left.set_ydata([p])
        time.sleep(0.001)
        right.set_ydata([p])
        return f"p = {p:.3f}"

    return update


def heights(overlay):
    return [float(y) for y in re.findall(r'<use [^>]*y="([\d.]+)"', bytes(overlay).decode())]


def moved_by_two_threads():
    """Every overlay sent while two threads move one slider; the last one; the figure."""
    live = show(twins, p=(0.0, 1.0))
    overlays = []
    live._overlay.observe(lambda change: overlays.append(change.new), names="value")

    def move(start):
        for step in range(MOVES):
            live.controls["p"].value = (start + step) / (2 * MOVES)

    threads = [threading.Thread(target=move, args=(start,)) for start in (0, MOVES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return overlays, live


def test_no_picture_mixes_two_values_and_the_newest_is_shown():
    overlays, live = moved_by_two_threads()
    assert len(overlays) >= MOVES
    assert [heights(overlay) for overlay in overlays if len(set(heights(overlay))) != 1] == []
    assert live.summary == f"p = {live.values['p']:.3f}"
    shown = heights(overlays[-1])
    live.set(p=live.values["p"])
    assert heights(live._overlay.value) == shown


def test_without_the_lock_pictures_do_mix(monkeypatch):
    monkeypatch.setattr(figure, "DRAWING", nullcontext())
    mixed = []
    for _ in range(5):
        overlays, _ = moved_by_two_threads()
        mixed += [overlay for overlay in overlays if len(set(heights(overlay))) != 1]
    assert mixed


@pytest.mark.parametrize("last", [0.25, 0.75])
def test_a_value_set_by_a_cell_during_a_drag_is_the_one_shown(last):
    live = show(twins, p=(0.0, 1.0))

    def drag():
        for step in range(MOVES):
            live.controls["p"].value = step / MOVES

    dragging = threading.Thread(target=drag)
    dragging.start()
    live.set(p=0.5)
    dragging.join()
    live.set(p=last)
    assert live.summary == f"p = {last:.3f}"
    assert len(set(heights(live._overlay.value))) == 1
