"""One JupyterLab and one browser for all browser tests."""

import os
import shutil

import pytest

from tests.browser import lab
from tests.lessons import NOTEBOOKS


@pytest.fixture(scope="package")
def chromium():
    if not lab.CHROMIUM:
        required = os.environ.get("LOSSVIZ_BROWSER") == "required"
        (pytest.fail if required else pytest.skip)(lab.HOW_TO_GET_CHROMIUM)
    with lab.browser() as chromium:
        yield chromium


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    """A folder with a fresh copy of the notebooks; JupyterLab serves it at the `address`."""
    folder = tmp_path_factory.mktemp("notebooks")
    for path in NOTEBOOKS:
        shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="package")
def address(chromium, served, tmp_path_factory):
    with lab.serve(served, tmp_path_factory.mktemp("home")) as address:
        yield address
