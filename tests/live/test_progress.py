"""A progress bar shows how far a loop has come, and does not change what the loop does."""

import pytest

from lossviz.live import progress as module
from lossviz.live import progress_bar


@pytest.fixture
def shown(monkeypatch):
    """The bars displayed so far; each change is drawn at once."""
    bars = []
    monkeypatch.setattr(module, "display", bars.append)
    monkeypatch.setattr(module, "REDRAWN", -1)
    return bars


def test_gives_the_steps_and_counts_them(shown):
    values = []
    for step in progress_bar("abc"):
        values.append((step, shown[0].widget.value))
    assert values == [("a", 0), ("b", 1), ("c", 2)]
    [bar] = shown
    assert (bar.widget.value, bar.widget.max, bar.widget.bar_style) == (3, 3, "success")
    assert bar.text.value.startswith("training: 3 of 3, in ")


def test_is_shown_before_the_first_step(shown):
    steps = iter(progress_bar([1, 2], "reading"))
    next(steps)
    assert shown[0].text.value == "reading: 0 of 2"


def test_stays_where_a_loop_breaks(shown):
    for step in progress_bar(range(10)):
        if step == 4:
            break
    assert shown[0].widget.bar_style == "danger"
    assert (shown[0].widget.value, shown[0].text.value) == (4, "training: 4 of 10, stopped")


def test_stays_where_a_loop_fails(shown):
    def train():
        for step in progress_bar(range(3)):
            1 / (1 - step)

    with pytest.raises(ZeroDivisionError):
        train()
    assert shown[0].text.value == "training: 1 of 3, stopped"


def test_an_empty_loop_is_full_at_once(shown):
    assert list(progress_bar([])) == []
    assert shown[0].widget.value == shown[0].widget.max
    assert shown[0].widget.bar_style == "success"


def test_a_fast_loop_sends_few_messages(shown, monkeypatch):
    monkeypatch.setattr(module, "REDRAWN", 3600)
    seen = []
    for step in progress_bar(range(1000)):
        if step == 0:
            shown[0].widget.observe(seen.append, names="value")
    assert len(seen) == 1


def test_its_text_says_nothing_that_another_run_would_not(shown):
    list(progress_bar(range(7)))
    bundle = shown[0]._repr_mimebundle_()
    assert bundle["text/plain"] == "training: 7 steps"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "text/html" not in bundle
