"""10,000 random controls, values and functions: a live figure or the documented error."""

import itertools
from types import SimpleNamespace

import ipywidgets as widgets
import numpy as np
import pytest
from ipywidgets.widgets import widget as registry

from lossviz.frames import Frames
from lossviz.live import Live, explore, figure, show
from tests.anything import RAISED, anything, fuzz, ours, some_and_many, told

SHOWN, REFUSED, NOT_DRAWN = "shown", "refused", "not drawn"
DRAWN = 50  # one picture in so many is drawn; all of them take minutes
READY_MADE = {
    "float": widgets.FloatSlider,
    "integer": widgets.IntSlider,
    "log": lambda: widgets.FloatLogSlider(min=-3, max=0),
    "pair": lambda: widgets.FloatRangeSlider(min=0, max=1),
    "bounded": widgets.BoundedIntText,
    "box": widgets.Checkbox,
    "text": widgets.Text,
    "menu": lambda: widgets.Dropdown(options=[("one", 1), ("two", 2)]),
    "several": lambda: widgets.SelectMultiple(options=["a", "b"]),
    "buttons": lambda: widgets.ToggleButtons(options=[None, "a"]),
}
WITHOUT_LABEL_OR_VALUE = [widgets.Image, widgets.HBox, widgets.Output, widgets.Play]


@pytest.fixture
def forget():
    """Closes the widgets that were made since the test began."""
    before = set(registry._instances)

    def close():
        for key in set(registry._instances) - before:
            registry._instances[key].close()

    yield close
    close()


@pytest.fixture
def undrawn(monkeypatch):
    """Figures without matplotlib: what is tried is what comes before and after the drawing."""

    class Undrawn:
        figure = None

        def __init__(self, scene):
            self.update = scene(None)

        def moved(self):
            return b"", b""

    monkeypatch.setattr(figure, "Frames", Undrawn)
    monkeypatch.setattr(figure, "own_function", lambda *_: tells)


def tells(_):
    """A scene that takes every control, and tells its value."""
    return lambda p=0.5, **others: f"p = {told(p)}"


def number(rng):
    return rng.choice([rng.gauss(0, 9), rng.randrange(-9, 9), 10.0 ** rng.randrange(-330, 309)])


def span(rng):
    """Two or three numbers, mostly in order."""
    numbers = sorted(number(rng) for _ in range(rng.choice([2, 3])))
    kind = rng.random()
    if kind < 0.6:
        return (numbers[0], numbers[-1], *numbers[1:-1])
    if kind < 0.8:
        return tuple(rng.sample(numbers, len(numbers)))
    return tuple(anything(rng, 0) for _ in range(rng.choice([1, 2, 2, 3])))


def choices(rng):
    drawn = rng.choice([number, lambda rng: anything(rng, 0), lambda rng: rng.choice("abc")])
    return [drawn(rng) for _ in range(rng.randrange(4))]


def widget(rng):
    return rng.choice([*READY_MADE.values(), *WITHOUT_LABEL_OR_VALUE])()


def controls(rng):
    kinds = span, choices, widget, anything, anything
    names = rng.sample(["p", "q", "mu", "a_b", "", "class", "scene", "<b>"], rng.choice([1, 2]))
    return {name: rng.choice(kinds)(rng) for name in names if rng.random() < 0.8}


def shown_or_refused(call, *arguments, **controls):
    try:
        live, refusal = call(*arguments, **controls), None
    except (ValueError, TypeError) as error:
        refusal = error
    if refusal:
        # Python's own TypeError where a control has the name of an argument of show.
        named = ["control", "x is "] if type(refusal) is ValueError else ["'scene'"]
        assert any(name in str(refusal) for name in named), str(refusal)
        return REFUSED
    assert isinstance(live, Live)
    return outcome(live)


def outcome(live):
    assert isinstance(live.summary, str)
    return NOT_DRAWN if live.summary.startswith("Not drawn: ") else SHOWN


@some_and_many
def test_whatever_the_controls_of_show_there_is_a_figure_or_a_refusal(seeds, undrawn, forget):
    def call(given):
        found = shown_or_refused(show, tells, **given)
        forget()
        return found

    counted = fuzz("show", seeds, controls, call)
    assert min(counted[SHOWN], counted[REFUSED]) > len(seeds) / 10


@some_and_many
def test_whatever_the_range_of_explore_there_is_a_figure_or_a_refusal(seeds, undrawn, forget):
    def draw(rng):
        ranges = span, span, span, widget, anything
        others = controls(rng) if rng.random() < 0.3 else {}
        return {"x": rng.choice(ranges)(rng), **others}

    def call(given):
        found = shown_or_refused(explore, lambda z, **others: z, **given)
        forget()
        return found

    counted = fuzz("explore", seeds, draw, call)
    assert min(counted[SHOWN], counted[REFUSED]) > len(seeds) / 10


SET, TRAIT, PAGE = "set", "the widget's value", "the page"


@some_and_many
def test_whatever_a_control_is_moved_to_the_figure_stays(seeds, forget):
    def scene(figure):
        axes = figure.subplots()
        (point,) = axes.plot([0], [0], "o", animated=True)

        def update(p=0.5, **others):
            point.set_data([p], [p])
            return f"p = {p:.3f}"

        return update

    live = show(
        scene,
        p=(0.0, 1.0),
        n=(1, 20),
        choice=[1, 10],
        word=["a", "b"],
        true=True,
        **{name: make() for name, make in READY_MADE.items()},
    )

    def draw(rng):
        name = rng.choice([*live.controls, "q"])
        usual = [number, lambda rng: rng.random(), lambda rng: rng.randrange(1, 20), choices, span]
        value = rng.choice([*usual, anything, anything])(rng)
        return {"name": name, "value": value, "way": rng.choice([SET, TRAIT, PAGE])}

    def call(given):
        name, value = given["name"], given["value"]
        if given["way"] == SET:
            before = live.values
            try:
                live.set(**{name: value})
            except ValueError as error:
                refusal = error
            else:
                assert live.values[name] is value or live.values[name] == value
                return SHOWN
            assert name in str(refusal)
            assert live.values == before
            return REFUSED
        if name == "q":
            return REFUSED
        error = None
        try:
            if given["way"] == TRAIT:
                live.controls[name].value = value
            else:
                live.controls[name].set_state({"value": value})
        except Exception as raised:
            error = raised
        assert error is None or not ours(error)
        return outcome(live) if error is None else REFUSED

    counted = fuzz("values", seeds, draw, call)
    assert min(counted[SHOWN], counted[REFUSED]) > len(seeds) / 10
    live.controls["p"].value = 0.25
    assert live.summary == "p = 0.250"


def function_and_point(rng):
    """A function of a number, which may do anything but warn, and where to look at it."""
    returned, error = anything(rng), rng.choice(RAISED)
    factor = number(rng) if rng.random() < 0.05 else rng.gauss(0, 1)

    def raises(x):
        raise error("a trap")

    functions = {
        "returns": lambda x: returned,
        "multiplies": lambda x: returned * x,
        "chooses": lambda x: returned[x],
        "raises": raises,
        "line": lambda x: factor * x,
        "power": lambda x: x**factor,
        "level": lambda x: np.full(np.shape(x), factor),
    }
    kind = rng.choice(list(functions))
    function = np.errstate(all="ignore")(functions[kind])
    what = {"kind": kind, "returned": returned, "factor": factor, "error": error}
    return {**what, "function": function, "x": rng.uniform(-3, 3)}


@some_and_many
def test_whatever_a_function_does_explore_draws_or_tells_it(seeds, forget, monkeypatch):
    now = SimpleNamespace()
    live = explore(lambda x: now.function(x), x=(-3, 3))
    drawn, turns = Frames.moved, itertools.count()
    monkeypatch.setattr(
        Frames, "moved", lambda self: (None, b"") if next(turns) % DRAWN else drawn(self)
    )

    def call(given):
        now.function = given["function"]
        live.set(x=given["x"])
        assert live.summary.startswith(("x = ", "Not drawn: "))
        return outcome(live)

    counted = fuzz("functions", seeds, function_and_point, call)
    assert min(counted[SHOWN], counted[NOT_DRAWN]) > len(seeds) / 10
