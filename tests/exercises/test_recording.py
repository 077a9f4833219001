"""The progress file: whatever becomes of it, no lesson breaks and nothing recorded is lost."""

import json
import os
import subprocess
import sys
import threading
import xml.etree.ElementTree
from pathlib import Path

import pytest

from lossviz.exercises import ____, catalogue, check, predict, progress, recording
from tests.exercises.learner import answers


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines() if line]


def right(y, y_hat):
    return (y_hat - y) ** 2


def test_a_line_holds_the_id_the_status_and_the_mistake_and_no_more(progress_file):
    answers("squared_error", lambda y, y_hat: -((y_hat - y) ** 2))
    answers("squared_error", lambda y, y_hat: 1 / 0)
    answers("squared_error", right)
    predict("softmax-shift").answer("Nothing")
    assert lines(progress_file) == [
        {"id": "squared_error", "status": "wrong", "mistake": "sign"},
        {"id": "squared_error", "status": "error", "mistake": None},
        {"id": "squared_error", "status": "correct", "mistake": None},
        {"id": "softmax-shift", "status": "correct", "mistake": None},
    ]


def test_what_is_not_started_or_no_exercise_is_not_recorded(progress_file):
    answers("squared_error", lambda y, y_hat: ____)
    answers("no_such_exercise", right)
    check(lambda y: y)
    progress()
    assert not progress_file.exists()


def test_progress_tells_what_is_done_lesson_by_lesson():
    assert str(progress()).splitlines()[0] == "00 start here: 0 of 4 right"
    assert str(progress()).endswith("Nothing is recorded yet.")
    answers("squared_error", right)
    answers("mean_cost", right)
    predict("cost-penalty").answer("It stays")
    text = str(progress())
    assert "01 cost: 1 of 10 right" in text
    assert "  ✓ squared_error: right" in text
    assert "  ✗ mean_cost: tried" in text
    assert "  ✗ cost-penalty: tried" in text
    assert "  ○ cost_gradient: not started" in text
    assert f'To go on elsewhere, run progress("{progress().code}") there.' in text


def test_progress_in_html_says_the_same():
    answers("squared_error", right)
    shown = progress()._repr_html_()
    for part in ("✓</span> squared_error: right", "○</span> mean_cost: not started", "01 cost: 1"):
        assert part in shown
    xml.etree.ElementTree.fromstring(shown)  # every tag is closed


def test_every_key_is_there_once():
    keys = [key for keys in catalogue.keys().values() for key in keys]
    assert len(keys) == len(set(keys))
    shown = str(progress())
    assert all(f" {key}: " in shown for key in keys)


def test_what_was_once_right_stays_right():
    answers("squared_error", right)
    answers("squared_error", lambda y, y_hat: y)
    assert recording.is_correct("squared_error")
    assert not recording.is_correct("mean_cost")


def test_the_environment_moves_the_file_and_the_home_is_where_it_is_otherwise(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOSSVIZ_PROGRESS", "~/deep/er/done.jsonl")
    answers("squared_error", right)
    assert len(lines(tmp_path / "home" / "deep" / "er" / "done.jsonl")) == 1
    for value in ("", None):
        if value is None:
            monkeypatch.delenv("LOSSVIZ_PROGRESS")
        else:
            monkeypatch.setenv("LOSSVIZ_PROGRESS", value)
        answers("squared_error", right)
    assert len(lines(tmp_path / "home" / ".lossviz" / "progress.jsonl")) == 2


DAMAGE = [
    b"not json",
    b"\xff\xfe\x00",
    b'{"id": "mean_cost"',
    b'{"id": 3, "status": "correct", "mistake": null}',
    b'{"id": "mean_cost"}',
    b'{"status": "correct"}',
    b'["mean_cost", "correct"]',
    b"[" * 100_000,
    b"1" * 10_000,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_line_is_passed_over(progress_file, damage):
    answers("squared_error", right)
    with progress_file.open("ab") as file:
        file.write(b"\n" + damage)
    answers("square", lambda x: x**2)
    states = progress().states
    assert states == {"squared_error": 2, "square": 2}


def test_a_line_cut_short_costs_no_other(progress_file):
    progress_file.write_text('\n{"id": "mean_cost", "status": "cor')
    answers("squared_error", right)
    assert progress().states == {"squared_error": 2}


def test_unknown_ids_do_no_harm(progress_file):
    progress_file.write_text('{"id": "<script>", "status": "correct", "mistake": null}')
    answers("squared_error", right)
    assert "<script>" not in progress()._repr_html_()
    assert progress().code


@pytest.fixture
def blocked(monkeypatch, tmp_path):
    """A place where no file can be written, even by root: its folder is a file."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "file" / "in" / "progress.jsonl"))


@pytest.mark.usefixtures("blocked")
def test_without_a_file_progress_is_kept_in_memory_and_says_so():
    report = answers("squared_error", right)
    assert report.status == "correct"
    shown = progress()
    assert shown.states == {"squared_error": 2}
    assert shown.message == (
        "The progress file cannot be written (Not a directory). What you do is kept until the "
        "kernel stops; the resume code keeps it longer."
    )
    assert shown.message in str(shown)
    assert shown.message in shown._repr_html_()


@pytest.mark.usefixtures("blocked")
def test_without_a_file_and_with_nothing_done_nothing_is_said():
    assert progress().message == ""


@pytest.mark.usefixtures("blocked")
def test_what_could_not_be_written_is_written_as_soon_as_it_can(monkeypatch, tmp_path):
    answers("squared_error", right)
    answers("square", lambda x: x)
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "new.jsonl"))
    answers("square", lambda x: x**2)
    assert [line["id"] for line in lines(tmp_path / "new.jsonl")] == [
        *("squared_error", "square", "square")
    ]
    assert progress().message == ""


def test_a_folder_in_the_files_place(monkeypatch, tmp_path):
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path))
    answers("squared_error", right)
    assert progress().states == {"squared_error": 2}
    assert "(Is a directory)" in progress().message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_folder(tmp_path):
    tmp_path.chmod(0o500)
    answers("squared_error", right)
    assert progress().states == {"squared_error": 2}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(monkeypatch):
    monkeypatch.setenv("LOSSVIZ_PROGRESS", "/dev/full")
    monkeypatch.setattr(recording, "_read", lambda: ())  # /dev/full can be read without end
    answers("squared_error", right)
    assert progress().states == {"squared_error": 2}
    assert "(No space left on device)" in progress().message


def test_a_disk_that_fills_in_the_middle_of_a_line(monkeypatch, progress_file):
    class Short:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, data):
            return self.file.write(data[:20])

    whole = Path.open

    def opened(path, mode="r", *arguments, **options):
        file = whole(path, mode, *arguments, **options)
        return Short(file) if mode == "ab" else file

    monkeypatch.setattr(Path, "open", opened)
    answers("squared_error", right)
    assert "(the disk is full)" in progress().message
    monkeypatch.setattr(Path, "open", whole)
    assert progress().message == ""
    recording._unwritten.clear()
    assert progress().states == {"squared_error": 2}


def test_no_home_folder(monkeypatch):
    def no_home():
        raise RuntimeError

    monkeypatch.delenv("LOSSVIZ_PROGRESS")
    monkeypatch.setattr(Path, "home", no_home)
    answers("squared_error", right)
    assert progress().states == {"squared_error": 2}
    assert "(there is no home folder)" in progress().message


def test_two_notebooks_at_once_lose_nothing(progress_file):
    code = (
        "import sys\n"
        "from lossviz.exercises import recording\n"
        "for i in range(300): recording.record(f'{sys.argv[1]}-{i}', 'correct')"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("a", "b")]
    assert [run.wait(60) for run in runs] == [0, 0]
    ids = [line["id"] for line in lines(progress_file)]
    assert sorted(ids) == sorted(f"{name}-{i}" for name in "ab" for i in range(300))
    assert [i for i in ids if i[0] == "a"] == [f"a-{i}" for i in range(300)]


def test_two_threads_at_once_lose_nothing(progress_file):
    def work(name):
        for i in range(200):
            recording.record(f"{name}-{i}", "correct")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({line["id"] for line in lines(progress_file)}) == 800
    assert len(lines(progress_file)) == 800


# ---- the resume code, as a learner uses it


def test_the_resume_code_restores_what_was_done_on_a_new_machine(monkeypatch, tmp_path):
    answers("squared_error", right)
    answers("mean_cost", right)
    predict("softmax-double").answer(1.46)
    predict("cost-penalty").answer("It stays")
    here = progress()
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "elsewhere.jsonl"))
    assert str(progress()) != str(here)
    there = progress(here.code)
    assert there.message == "The resume code was accepted."
    assert there.states == here.states
    assert str(progress()) == str(here)


def test_the_resume_code_takes_nothing_away(monkeypatch, tmp_path):
    answers("squared_error", lambda y, y_hat: y)
    code = progress().code
    monkeypatch.setenv("LOSSVIZ_PROGRESS", str(tmp_path / "elsewhere.jsonl"))
    answers("squared_error", right)
    answers("square", lambda x: x)
    before = (tmp_path / "elsewhere.jsonl").read_text()
    assert progress(code).states == {"squared_error": 2, "square": 1}
    assert (tmp_path / "elsewhere.jsonl").read_text() == before


@pytest.mark.parametrize(
    "code", ["", "ABCD", "no", 3, "<script>", "ABCD-EFGH-JKMN", "é" * 9, "----"]
)
def test_a_wrong_resume_code_is_refused_and_changes_nothing(code, progress_file):
    answers("squared_error", right)
    before = progress_file.read_text()
    shown = progress(code)
    assert shown.message == (
        "This resume code was not accepted: a letter is mistyped or missing, or it comes from "
        "another version of the lessons. Nothing was changed."
    )
    assert progress_file.read_text() == before
    assert "<script>" not in shown._repr_html_()
