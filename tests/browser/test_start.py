"""The README's command starts JupyterLab on the start notebook, for root and for anybody else."""

import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.browser import lab
from tests.lessons import ROOT, START

COMMAND = "jupyter lab notebooks/"
NOBODY = 65534
AS_NOBODY = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]


@pytest.fixture
def started(chromium, tmp_path):
    """The README's command, run in the project's folder; gives the address and where `/` leads."""
    with lab.serve("notebooks/", tmp_path, ["jupyter", "lab"], cwd=ROOT) as address:
        yield address


def leads_to(address):
    with urllib.request.urlopen(f"{address}/?token={lab.TOKEN}") as answer:
        return answer.url


def test_readme_names_the_command():
    assert COMMAND in (ROOT / "README.md").read_text()


def test_command_opens_the_start_notebook(started, chromium):
    assert f"/lab/tree/{START}.ipynb" in leads_to(started)
    page = lab.new_page(chromium)
    page.goto(f"{started}/?token={lab.TOKEN}")
    page.wait_for_selector(f".jp-mod-current >> text={START}.ipynb")
    page.wait_for_selector(".jp-NotebookPanel:visible h1")
    lab.close_notebook(page)


def test_command_works_for_an_ordinary_user(chromium):
    if os.geteuid() != 0:
        pytest.skip("this is an ordinary user already: the test above has shown it")
    if not shutil.which("setpriv"):
        pytest.skip("no setpriv to become an ordinary user with")
    # By way of a shell: setpriv itself may still open what an ordinary user may not.
    script = f"'{sys.executable}' -c 'import lossviz.live, jupyterlab'; exit $?"
    if subprocess.run([*AS_NOBODY, "sh", "-c", script], capture_output=True).returncode:
        pytest.skip("an ordinary user may not read this Python or this project")
    with TemporaryDirectory() as home:
        shutil.chown(home, NOBODY, NOBODY)
        command = [*AS_NOBODY, "jupyter", "lab"]
        with lab.serve("notebooks/", Path(home), command, cwd=ROOT) as address:
            assert f"/lab/tree/{START}.ipynb" in leads_to(address)


def test_another_folder_is_served_as_ever(chromium, tmp_path):
    """The start notebook opens by itself only where it is."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with lab.serve(folder, tmp_path, ["jupyter", "lab", "--allow-root"]) as address:
        assert leads_to(address).split("?")[0].endswith("/lab")
