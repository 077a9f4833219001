"""A drag over a slow link leaves no backlog: at its end only the newest value is still to come."""

import pytest

from tests.browser import figures, lab
from tests.browser.slow_link import slow_link
from tests.lessons import write

ONE_WAY = 0.075
CELL = """
from lossviz.live import explore

explore(lambda z, k=1.0: k * z**2, k=(0.0, 2.0))
"""


@pytest.fixture
def page(chromium, address, served):
    write(served / "slow_link.ipynb", CELL)
    with slow_link(address) as link:
        page = lab.new_page(chromium)
        lab.open_notebook(page, link.address, "slow_link.ipynb")
        lab.run_all(page)
        link.delay = ONE_WAY
        yield page
        lab.close_notebook(page)


def test_a_drag_leaves_no_backlog(page):
    (figure,) = figures.find(page)
    slider = figure.controls[0]
    slider.drag(0.1)
    figure.look()
    page.evaluate("wire.log.length = 0")
    slider.drag(0.9, steps=60)
    released = page.evaluate("performance.now()")
    shown = figure.look()

    log = page.evaluate("wire.log")
    updates = [message for message in log if message["way"] == "sent"]
    frames = [message for message in log if message["way"] == "got" and message["image"]]
    assert len(updates) >= 3
    assert max(message["waiting"] for message in updates) == 1
    assert len([message for message in updates if message["at"] > released]) <= 1
    assert {message["parent"] for message in frames} <= {message["id"] for message in updates}
    assert frames[-1]["parent"] == updates[-1]["id"]
    assert shown.summary.startswith(f"z = {updates[-1]['value']:g}: ")
    assert float(slider.reading.replace("−", "-")) == pytest.approx(updates[-1]["value"])
