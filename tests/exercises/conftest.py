import pytest

from lossviz.exercises import attempts, recording


@pytest.fixture(autouse=True)
def fresh_session(tmp_path, monkeypatch):
    """Each test starts as a new learner in a new kernel, with a progress file of its own."""
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "progress.jsonl"))
    monkeypatch.delenv("LOSSVIZ_STRICT", raising=False)
    for state in (attempts.answers, attempts.hints, recording._unwritten):
        state.clear()
    yield
    recording._unwritten.clear()


@pytest.fixture
def progress_file(tmp_path):
    return tmp_path / "progress.jsonl"
