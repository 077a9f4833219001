"""Photograph every live figure, as it starts and with each control at both ends, to be looked at.

    python -m tests.browser.screenshots shots/ [notebooks/01_cost.ipynb ...]

Two widths and two themes; one contact sheet for each figure, width and theme.
"""

import argparse
import re
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont

from tests.browser import figures, lab
from tests.browser.figures import FIRST, LAST
from tests.lessons import NOTEBOOKS

WIDTHS = (1280, 800)
THEMES = ("light", "dark")
COLUMNS = 3
CAPTION = 18
LETTERS = ImageFont.truetype(Path(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans.ttf"), 12)


def photograph(figure):
    """Pictures of the figure, each with its caption."""
    figure.bring_into_view()
    yield "start", picture(figure)
    for control in figure.controls:
        for end in (FIRST, LAST):
            control.move(end)
            yield f"{control.label} {end}", picture(figure)


def picture(figure):
    figure.look()
    return Image.open(BytesIO(figure.element.screenshot()))


def contact_sheet(shots):
    """All pictures on one, with their captions above them."""
    wide = max(shot.width for _, shot in shots)
    high = max(shot.height for _, shot in shots) + CAPTION
    rows = -(-len(shots) // COLUMNS)
    sheet = Image.new("RGB", (wide * COLUMNS, high * rows), "#8899aa")
    pen = ImageDraw.Draw(sheet)
    for number, (caption, shot) in enumerate(shots):
        place = (number % COLUMNS * wide, number // COLUMNS * high)
        pen.text(place, caption, fill="black", font=LETTERS)
        sheet.paste(shot, (place[0], place[1] + CAPTION))
    return sheet


def photograph_notebook(page, address, name, out):
    for width in WIDTHS:
        for theme in THEMES:
            page.set_viewport_size({"width": width, "height": 900})
            lab.open_notebook(page, address, f"{name}.ipynb")
            lab.theme(page, theme)
            lab.run_all(page)
            for number, figure in enumerate(figures.find(page), 1):
                of_figure = f"{name}-{width}-{theme}-figure-{number}"
                shots = list(photograph(figure))
                for caption, shot in shots:
                    of_control = re.sub(r"\W+", "-", caption)
                    shot.save(out / f"{of_figure}-{of_control}.png")
                contact_sheet(shots).save(out / f"sheet-{of_figure}.png")
            page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("notebooks", type=Path, nargs="*", default=NOTEBOOKS)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as folder:
        for path in NOTEBOOKS:
            shutil.copy(path, folder)
        with lab.serve(folder, Path(home)) as address, lab.browser() as chromium:
            page = lab.new_page(chromium)
            for path in options.notebooks:
                photograph_notebook(page, address, path.stem, options.out)


if __name__ == "__main__":
    main()
