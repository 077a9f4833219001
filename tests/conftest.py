"""The tests, and the kernels they start, leave a developer's own progress alone."""

import os
import tempfile
from pathlib import Path

os.environ["LOSSVIZ_PROGRESS"] = str(Path(tempfile.mkdtemp()) / "progress.jsonl")
os.environ.pop("LOSSVIZ_STRICT", None)


def pytest_collection_modifyitems(items):
    """A browser or a whole notebook is slow; so is what says so itself."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()) or item.path.suffix == ".ipynb":
            item.add_marker("slow")
