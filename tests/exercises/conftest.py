import pytest


@pytest.fixture
def progress_file(tmp_path):
    return tmp_path / "progress.jsonl"
