"""Exercises and predictions in a real JupyterLab, used with the keyboard alone."""

import pytest

from lossviz.exercises import recording
from tests.browser import lab
from tests.lessons import write

IMPORTS = """
import numpy as np
from lossviz.exercises import ____, check, predict, progress
"""
EXERCISE = """
def cost_gradient(w, x, y):
    return {}

check(cost_gradient)
"""
CELLS = [
    IMPORTS,
    EXERCISE.format("____"),
    "predict('softmax-shift')",
    "predict('softmax-double')",
    "progress()",
]
ANSWER, CHOICE, NUMBER, PROGRESS = range(1, len(CELLS))


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """A notebook, run from top to bottom as shipped."""
    folder, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home")
    write(folder / "exercises.ipynb", *CELLS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(recording.FILE, str(home / "progress.jsonl"))
        with lab.serve(folder, home, [*lab.COMMAND, "--allow-root"]) as address:
            page = lab.new_page(chromium, height=1400)
            lab.open_notebook(page, address, "exercises.ipynb")
            lab.run_all(page)
            yield page
            assert lab.errors(page) == []
            assert page.complaints == []
            lab.close_notebook(page)


def output(page, number):
    return page.locator(".jp-Notebook .jp-Cell").nth(number).locator(".jp-OutputArea-output")


def type_answer(page, expression):
    """Type another answer into the exercise's cell, and run it with the keys of a learner."""
    editor = page.locator(".jp-Notebook .jp-Cell").nth(ANSWER).locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(EXERCISE.format(expression).strip())
    page.keyboard.press("Control+Enter")


def progress(page):
    lab.run_cell(page, PROGRESS)
    return output(page, PROGRESS).inner_text()


def test_a_mistake_is_named_and_drawn_and_its_correction_is_seen(page):
    shown = output(page, ANSWER)
    assert "cost_gradient: not started" in shown.inner_text()

    type_answer(page, "-np.mean(2 * (w * x - y) * x)")
    shown.get_by_text("Your gradient is exactly -1 times the right one").wait_for()
    assert "cost_gradient: wrong" in shown.inner_text()
    picture = shown.locator("img")
    assert picture.evaluate("image => image.naturalWidth") > 300
    assert "furthest apart" in picture.get_attribute("alt")
    assert "cost_gradient: tried" in progress(page)

    type_answer(page, "np.mean(2 * (w * x - y) * X)")
    shown.get_by_text("return np.mean(2 * (w * x - y) * X)").wait_for()
    assert "NameError: name 'X' is not defined" in shown.inner_text()

    type_answer(page, "np.mean(2 * (w * x - y) * x)")
    shown.get_by_text("It agrees with the right one on all 6 cases").wait_for()
    assert "cost_gradient: correct" in shown.inner_text()
    assert "the two curves are one" in shown.locator("img").get_attribute("alt")
    assert "cost_gradient: right" in progress(page)


def test_a_choice_is_made_by_keyboard_and_locked_in(page):
    shown = output(page, CHOICE)
    button = shown.get_by_role("button", name="All come closer together")
    button.focus()
    page.keyboard.press("Enter")
    shown.get_by_text("softmax looks at their differences").wait_for()
    assert "✗ All come closer together" in shown.inner_text()
    assert all(button.is_disabled() for button in shown.get_by_role("button").all())
    assert "softmax-shift: tried" in progress(page)


def test_a_number_is_entered_by_keyboard_and_locked_in(page):
    shown = output(page, NUMBER)
    box = shown.get_by_label("Your number:")
    box.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.46")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    shown.get_by_text("Yes: at best the second softmax sees").wait_for()
    assert box.is_disabled()
    assert "softmax-double: right" in progress(page)


def test_text_can_be_read_in_both_themes(page):
    """The text's colour differs from the page's by at least 4.5 to 1 in the light and the dark."""
    for theme in ("light", "dark"):
        lab.theme(page, theme)
        light = str(theme == "light").lower()
        page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")
        for number in (ANSWER, PROGRESS):
            assert contrast(output(page, number).locator("p").first) >= 4.5, theme
    lab.theme(page, "light")


def contrast(text):
    """The contrast of a text with what lies behind it, as WCAG 2.2 defines it."""
    colours = text.evaluate(
        """element => {
             const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
             let behind = element;
             const clear = part => rgb(getComputedStyle(part).backgroundColor)[3] === 0;
             while (clear(behind)) behind = behind.parentElement;
             return [element, behind].map((part, i) =>
               rgb(getComputedStyle(part)[i ? 'backgroundColor' : 'color']).slice(0, 3));
           }"""
    )
    light, dark = sorted(map(luminance, colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    linear = [
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4
        for c in colour
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
