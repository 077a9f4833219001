"""The tests, and the kernels they start, leave a developer's own progress alone."""

import os
import tempfile
from pathlib import Path

import pytest

os.environ["LOSSVIZ_PROGRESS"] = str(Path(tempfile.mkdtemp()) / "progress.jsonl")
os.environ.pop("LOSSVIZ_STRICT", None)


@pytest.fixture(autouse=True)
def fresh_session(tmp_path, monkeypatch):
    """Each test starts as a new learner in a new kernel, with a progress file of its own."""
    from lossviz.exercises import attempts, recording  # not before the environment is set

    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.delenv("LOSSVIZ_STRICT", raising=False)
    for state in (attempts.answers, attempts.hints, recording._unwritten):
        state.clear()
    yield
    recording._unwritten.clear()


def pytest_collection_modifyitems(items):
    """A browser or a whole notebook is slow; so is what says so itself."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()) or item.path.suffix == ".ipynb":
            item.add_marker("slow")
