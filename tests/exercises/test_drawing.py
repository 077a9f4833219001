"""The drawn answer: the learner's curve, the right one, and the difference shaded."""

import base64
import re
import subprocess
import sys
import time

import numpy as np
import pytest
from matplotlib.figure import Figure

from lossviz.exercises import drawing
from tests.exercises.learner import EXERCISES, answers


@pytest.fixture
def figures(monkeypatch):
    """The figures that are saved."""
    saved = []
    save = Figure.savefig

    def keep(figure, *arguments, **options):
        saved.append(figure)
        return save(figure, *arguments, **options)

    monkeypatch.setattr(Figure, "savefig", keep)
    return saved


def image(report):
    found = re.search(
        r'<img alt="([^"]*)" src="data:image/png;base64,([^"]*)"', report._repr_html_()
    )
    return found and (found[1], base64.b64decode(found[2]))


@pytest.mark.parametrize("key", EXERCISES)
def test_the_right_answer_shows_one_curve_twice(key, figures):
    alt, png = image(answers(key, EXERCISES[key].solution))
    assert png.startswith(b"\x89PNG")
    assert alt.endswith("the two curves are one.")
    right, yours = figures[0].axes[0].lines
    np.testing.assert_array_equal(right.get_ydata(), yours.get_ydata())
    assert np.ptp(right.get_ydata()) > 0
    assert np.all(np.isfinite(right.get_ydata()))


@pytest.mark.parametrize("key", EXERCISES)
def test_a_wrong_answer_shows_both_curves_and_the_difference(key, figures):
    exercise = EXERCISES[key]
    assert image(answers(key, lambda *arguments: 0.5 + exercise.solution(*arguments)))
    (axes,) = figures[0].axes
    right, yours = axes.lines
    np.testing.assert_allclose(yours.get_ydata() - right.get_ydata(), 0.5)
    assert right.get_linestyle() != yours.get_linestyle()
    assert right.get_color() != yours.get_color()
    (shaded,) = axes.collections
    corners = shaded.get_paths()[0].vertices
    assert corners[:, 1].min() == pytest.approx(right.get_ydata().min())
    assert corners[:, 1].max() == pytest.approx(yours.get_ydata().max())
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["right", "yours"]
    assert axes.get_xlabel() == exercise.curve.label
    assert axes.get_ylabel() == exercise.noun
    low, high = axes.get_ylim()
    assert low < corners[:, 1].min() < corners[:, 1].max() < high


def test_the_description_tells_where_the_curves_are_furthest_apart():
    def bump(z):
        return EXERCISES["sigmoid"].solution(z) + 0.5 * (np.abs(z - 3) < 0.05)

    assert image(answers("sigmoid", bump))[0] == (
        "Your probability (dashed) and the right one (solid), z from -6 to 6: they are furthest "
        "apart, by 0.5, at 3."
    )


def test_a_curve_that_runs_away_does_not_flatten_the_right_one(figures):
    image(answers("sigmoid", lambda z: 1e9 * z))
    low, high = figures[0].axes[0].get_ylim()
    assert -4 < low < -2
    assert 3 < high < 5


def test_a_flat_difference_of_nothing_is_room_enough(figures):
    image(answers("sigmoid", lambda z: np.full(z.shape, 0.5)))
    low, high = figures[0].axes[0].get_ylim()
    assert low < 0.01
    assert high > 0.99


def test_a_gap_is_left_where_the_answer_fails(figures):
    def partly(z):
        if z.size == 1 and z[0] > 0:
            raise ValueError
        return 2 * EXERCISES["sigmoid"].solution(z)

    assert image(answers("sigmoid", partly))
    yours = figures[0].axes[0].lines[1]
    assert np.array_equal(np.isnan(yours.get_ydata()), yours.get_xdata() > 0)


@pytest.mark.parametrize(
    "answer",
    [
        lambda z: np.full(z.shape, np.nan),
        lambda z: np.full(z.shape, np.inf) if z.size == 1 else z,
        lambda z: None if z.size == 1 else z,
    ],
)
def test_nothing_is_drawn_when_there_is_nothing(answer):
    assert image(answers("sigmoid", answer)) is None


@pytest.mark.parametrize("answer", [lambda z: None, lambda z: z[:-1], lambda z: 1 / 0])
def test_nothing_is_drawn_of_an_answer_that_failed(answer):
    report = answers("sigmoid", answer)
    assert report.picture is None
    assert "<img" not in report._repr_html_()


def test_a_slow_answer_is_not_drawn(monkeypatch):
    monkeypatch.setattr(drawing, "SECONDS", 0.05)

    def slow(z):
        time.sleep(0.01)
        return z

    start = time.monotonic()
    assert image(answers("sigmoid", slow)) is None
    assert time.monotonic() - start < 1


def test_the_learners_prints_stay_away_while_drawing(capsys):
    def prints(z):
        print("hello")
        return z

    assert image(answers("sigmoid", prints))
    assert capsys.readouterr().out == ""


def test_no_picture_is_made_before_it_is_looked_at(figures):
    report = answers("sigmoid", lambda z: z)
    str(report)
    assert figures == []


def test_drawing_leaves_the_notebooks_own_figures_alone():
    code = (
        "from lossviz.exercises import check\n"
        "def sigmoid(z): return z\n"
        "check(sigmoid)._repr_html_()\n"
        "import sys; assert 'matplotlib' in sys.modules\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
