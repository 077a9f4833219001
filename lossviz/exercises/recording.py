"""What has been done, across notebooks and restarts: `progress` and the file behind it.

The file is append-only, one JSON object a line: the exercise's or prediction's id, the status, the
mistake's name. It is ~/.lossviz/progress.jsonl; the environment variable LOSSVIZ_PROGRESS moves
it. What cannot be written is kept in memory and written with the next record.
"""

import json
import os
import threading
from pathlib import Path

from lossviz.exercises import catalogue, resume
from lossviz.exercises.report import OTHERWISE, SIGNS, card, paragraph

FILE = "LOSSVIZ_PROGRESS"
NOTHING, TRIED, CORRECT = range(3)

_unwritten = []
_lock = threading.Lock()


def record(key, status, mistake=None):
    """Add one line to the file. Never raises: what cannot be written waits for the next time."""
    with _lock:
        _unwritten.append({"id": key, "status": status, "mistake": mistake})
    _write()


def is_correct(key):
    return _states().get(key) == CORRECT


def progress(code=None):
    """Show what is done in all the notebooks, and a resume code.

    With a resume code from another machine, mark what was done there as done here too.
    """
    if code is None:
        return Overview()
    try:
        restored = resume.decode(code, _keys())
    except ValueError as error:
        return Overview(str(error))
    states = _states()
    for key, state in restored.items():
        if state > states.get(key, NOTHING):
            record(key, "correct" if state == CORRECT else "wrong")
    return Overview("The resume code was accepted.")


class Overview:
    """The state of every exercise and prediction; `code` is the resume code."""

    def __init__(self, message=""):
        trouble = _write()
        self.states = _states()
        self.code = resume.encode(self.states, _keys())
        self.message = message
        if trouble:
            self.message = (
                f"{message} The progress file cannot be written ({trouble}). What you do is kept "
                "until the kernel stops; the resume code keeps it longer."
            ).strip()

    def __repr__(self):
        lines = [self.message] if self.message else []
        for title, items in self._lessons():
            lines.append(title)
            lines += [f"  {sign} {key}: {word}" for key, sign, word, _ in items]
        return "\n".join([*lines, self._last_line()])

    def _repr_html_(self):
        parts = [paragraph(self.message)] if self.message else []
        for title, items in self._lessons():
            parts.append(f"<strong>{title}</strong>")
            parts.append('<ul style="list-style: none; margin: 0 0 0.6em; padding: 0; columns: 2">')
            parts += [
                f'<li><span style="color: {colour}">{sign}</span> {key}: {word}</li>'
                for key, sign, word, colour in items
            ]
            parts.append("</ul>")
        return card("".join(parts) + paragraph(self._last_line()), OTHERWISE[1])

    def _lessons(self):
        for number, (name, keys) in enumerate(catalogue.keys().items()):
            right = sum(self.states.get(key) == CORRECT for key in keys)
            title = f"{number:02d} {name.replace('_', ' ')}: {right} of {len(keys)} right"
            yield title, [self._item(key) for key in keys]

    def _item(self, key):
        state = self.states.get(key, NOTHING)
        sign, colour = [OTHERWISE, SIGNS["wrong"], SIGNS["correct"]][state]
        return key, sign, ["not started", "tried", "right"][state], colour

    def _last_line(self):
        if not self.code:
            return "Nothing is recorded yet."
        return f'To go on elsewhere, run progress("{self.code}") there.'


def _keys():
    return [key for keys in catalogue.keys().values() for key in keys]


def _path():
    chosen = os.environ.get(FILE)
    return Path(chosen).expanduser() if chosen else Path.home() / ".lossviz" / "progress.jsonl"


def _states():
    """For each id in the file and in memory: CORRECT if it ever was, else TRIED."""
    states = {}
    for line in [*_read(), *_unwritten]:
        state = CORRECT if line["status"] == "correct" else TRIED
        states[line["id"]] = max(state, states.get(line["id"], NOTHING))
    return states


def _read():
    """The records of the file; a line that is none is passed over."""
    try:
        text = _path().read_text(encoding="utf-8", errors="replace")
    except (OSError, RuntimeError):
        return
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and isinstance(found.get("id"), str) and "status" in found:
            yield found


def _write():
    """Append what is unwritten. Return what stood in the way, or None."""
    with _lock:
        # A record starts a line of its own, even after one that a crash or a full disk cut short.
        lines = "".join("\n" + json.dumps(line) for line in _unwritten).encode()
        if not lines:
            return None
        try:
            path = _path()
            path.parent.mkdir(parents=True, exist_ok=True)
            # One unbuffered append, so that two notebooks do not write into each other's lines.
            with path.open("ab", buffering=0) as file:
                if file.write(lines) < len(lines):
                    return "the disk is full"
        except (OSError, RuntimeError) as error:
            return getattr(error, "strerror", None) or "there is no home folder"
        _unwritten.clear()
