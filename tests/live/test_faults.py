"""Faults in use: functions that fail, cells out of order, restarts, shared kernels, 50 figures."""

import ast
import html
import math
import re
import sys
import time
import warnings
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from IPython.utils.capture import capture_output
from ipywidgets import Widget
from jupyter_client.manager import start_new_kernel

from lossviz.exercises import ____, grading, recording
from lossviz.live import Live, explore, show
from lossviz.scenes import own_function
from tests.lessons import NAMES, NOTEBOOKS, code_cells, read
from tests.test_sweep import ends

EACH_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)


@pytest.fixture(autouse=True)
def forget():
    """Let the figures of a test go; ipywidgets keeps them for ever."""
    yield
    Widget.close_all()


class UnspeakableError(Exception):
    def __str__(self):
        raise RuntimeError("an error about an error")


def raises(error):
    def function(x):
        raise error

    return function


def recurses(x):
    return recurses(x)


FAULTS = {
    "raises": (raises(ArithmeticError("k")), "ArithmeticError: k"),
    "raises without a word": (raises(ValueError), "ValueError"),
    "cannot say it": (raises(UnspeakableError()), "UnspeakableError"),
    "raises two lines": (raises(OSError("one\ntwo")), "OSError: one two"),
    "raises a book": (raises(OSError("word " * 999)), "OSError: word word"),
    "leaves": (lambda x: sys.exit(3), "SystemExit: 3"),
    "closes itself": (raises(GeneratorExit), "GeneratorExit"),
    "has no end": (recurses, "RecursionError: maximum recursion depth exceeded"),
    "is NaN": (lambda x: x * np.nan, "ValueError: function returns no finite number between -3"),
    "is infinite": (lambda x: x * 0 + np.inf, "ValueError: function returns no finite number"),
    "is short": (lambda x: x[1:], "ValueError: for 306 numbers it returned an array of shape (305"),
    "is empty": (lambda x: [], "ValueError: for 306 numbers it returned an array of shape (0,)"),
    "is two": (lambda x: (x, x), "ValueError: for 306 numbers it returned an array of shape (2,"),
    "is a pair": (lambda x: (math.sin(x), 1), "ValueError: for one number it returned an array of"),
    "is uneven": (lambda x: (x, 1.0), "ValueError: it returned tuple, which holds no real numbers"),
    "is None": (lambda x: None, "ValueError: it returned NoneType, which holds no real numbers"),
    "is text": (lambda x: "high", "ValueError: it returned str, which holds no real numbers"),
    "is complex": (lambda x: x * 1j, "ValueError: it returned ndarray, which holds no real num"),
    "is not written yet": (lambda x: 2 * ____, "UnfinishedError: there is still a ____ here"),
}
EACH_FAULT = pytest.mark.parametrize(("fault", "complaint"), FAULTS.values(), ids=FAULTS)


def faulty_beyond_1(fault):
    def function(x, k=1.0):
        return fault(x) if k > 1 else k * x**2

    return function


def layers(live):
    return bytes(live._background.value), bytes(live._overlay.value)


def told(live):
    """The sentence that the page shows."""
    return re.search(r'role="status"[^>]*>([^<]*)<', live._sentence.value)[1]


def curve(live):
    return live.figure.axes[0].lines[0].get_xydata().T


@EACH_FAULT
def test_a_fault_is_told_and_the_picture_stays_until_the_next_good_value(fault, complaint):
    live = explore(faulty_beyond_1(fault), k=(0.0, 2.0))
    good = layers(live)
    live.controls["k"].value = 2.0
    assert live.summary.startswith(f"Not drawn: {complaint}")
    assert len(live.summary) <= 300
    assert live.summary == " ".join(live.summary.split()).strip(": ")
    assert told(live) == html.escape(live.summary)
    assert layers(live) == good
    live.set(k=0.5, x=2.0)
    assert live.summary == "x = 2: value 2, slope 2"
    assert told(live) == live.summary
    x, y = curve(live)
    np.testing.assert_allclose(y, x**2 / 2)
    assert layers(live) != good


@EACH_FAULT
def test_what_fails_at_once_has_empty_axes_and_later_a_curve(fault, complaint):
    live = explore(faulty_beyond_1(fault), k=(0.0, 3.0, 2.0))
    assert live.summary.startswith(f"Not drawn: {complaint}")
    background, overlay = layers(live)
    assert b'id="axes_2"' in background
    assert b"clip-path" not in overlay  # no line is drawn
    assert live._repr_mimebundle_()[0]["image/png"].startswith(b"\x89PNG")
    live.set(k=1.0, x=1.0)
    assert live.summary == "x = 1: value 1, slope 2"
    assert b"clip-path" in layers(live)[1]


def refuses(x):
    if np.any(x > 2):
        raise RuntimeError("too large")
    return x**2


def forgets_a_branch(x):
    if x <= 2:
        return x**2


def has_no_root(x):
    return (2 - math.sqrt(2 - x)) ** 2


@pytest.mark.parametrize(
    ("function", "right", "complaint"),
    [
        (refuses, lambda x: x**2, "RuntimeError: too large"),
        (forgets_a_branch, lambda x: x**2, "ValueError: it returned NoneType"),
        (has_no_root, lambda x: (2 - np.sqrt(2 - x)) ** 2, "ValueError: "),
    ],
)
def test_where_a_function_of_one_number_fails_its_curve_has_a_gap(function, right, complaint):
    live = explore(function, x=(0, 4))
    live.set(x=2.5)
    assert live.summary.startswith(f"Not drawn: {complaint}")
    live.set(x=1.0)
    assert live.summary.startswith("x = 1: value 1, slope ")
    x, y = curve(live)
    assert np.isnan(y[x > 2]).all()
    np.testing.assert_allclose(y[x <= 2], right(x[x <= 2]))


def test_a_function_of_c_can_be_explored():
    """Python is not told its arguments."""
    live = explore(math.log, x=(0.5, 4))
    live.set(x=1.0)
    assert live.summary == "x = 1: value 0, slope 1"


def test_a_function_of_nothing_is_refused():
    with pytest.raises(ValueError, match="takes no argument"):
        explore(lambda: 3)


def prints(x):
    print(x)
    return x**2


def warns(x):
    warnings.warn("beware", stacklevel=2)
    return x**2


def changes_its_argument(x):
    x -= 1
    x *= x
    return x


def changes_its_argument_and_takes_one_number(x):
    x -= 1
    return x if x > 0 else 0.0


memory = []


def remembers(x):
    memory.append(x)
    return x**2


def adds_up(x):
    return np.sqrt(np.sum(x**2))


def counts_far(x):
    return math.factorial(int(x) + 30)


HABITS = [
    *(prints, warns, changes_its_argument, changes_its_argument_and_takes_one_number),
    *(remembers, adds_up, counts_far),
]


@pytest.mark.filterwarnings("ignore:beware")
@pytest.mark.parametrize("function", HABITS)
def test_a_function_with_habits_is_drawn_as_it_is(function):
    live = explore(function, x=(-3, 3))
    for at in (-1.0, 2.0):
        live.set(x=at)
        assert live.summary.startswith(f"x = {at:g}: value {float(function(at)):.4g}, slope ")
        x, y = curve(live)
        np.testing.assert_allclose(y, [float(function(float(each))) for each in x])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("function", "summary"),
    [
        (lambda x: 1.5e308 * x, "x = 0.5: value 7.5e+307, slope 1.5e+308"),
        (lambda x: x * 0 + 1.7e308, "x = 0.5: value 1.7e+308, slope 0"),
        (lambda x: x * 0 + 1e20, "x = 0.5: value 1e+20, slope 0"),
        (lambda x: x * 0 + 5e-324, "x = 0.5: value 4.941e-324, slope 0"),
    ],
)
def test_the_largest_and_the_least_values_are_drawn(function, summary):
    live = explore(function, x=(-1, 1))
    live.set(x=0.5)
    assert live.summary == summary
    bottom, top = live.figure.axes[0].get_ylim()
    assert bottom < top


def test_a_slow_function_of_one_number_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(own_function, "PATIENCE", 0.1)
    calls = []

    def slow(x, k=1.0):
        calls.append(math.exp(x))
        time.sleep(0.03 if k > 1 else 0)
        return k * x

    live = explore(slow, k=(0.0, 2.0))
    calls.clear()
    live.set(k=2.0)
    assert live.summary == (
        f"Not drawn: TimeoutError: {len(calls)} of 306 calls took 0.1 seconds; "
        "a function that can take an array is called once"
    )
    assert 1 < len(calls) < 5
    live.set(k=0.5, x=1.0)
    assert live.summary == "x = 1: value 0.5, slope 0.5"


def test_a_learner_who_stops_a_cell_stops_it_and_the_figure_lives_on():
    def stopped(x, k=1.0):
        if k > 1:
            raise KeyboardInterrupt
        return k * x

    live = explore(stopped, k=(0.0, 2.0))
    good = layers(live)
    with pytest.raises(KeyboardInterrupt):
        live.set(k=2.0)
    assert told(live) == "Not drawn: KeyboardInterrupt"
    assert layers(live) == good
    live.controls["k"].value = 0.5
    assert live.summary == "x = 0: value 0, slope 0.5"


def test_new_axes_are_shown_even_if_the_first_picture_in_them_failed():
    def scene(figure):
        axes = figure.subplots()
        text = axes.text(0.5, 0.5, "", animated=True)

        def update(p=0):
            if axes.get_ylim()[1] != p // 2 + 1:
                axes.set_ylim(0, p // 2 + 1)
            text.set_text(r"$\nothing$" if p == 2 else "text")
            return f"p = {p}"

        return update

    live = show(scene, p=(0, 3))
    live.set(p=0)
    old = layers(live)
    live.set(p=2)
    assert live.summary.startswith("Not drawn: ValueError: \\nothing")
    assert layers(live) == old
    live.set(p=3)
    assert live.summary == "p = 3"
    assert layers(live)[0] != old[0]


def bound(source):
    """The names that a cell gives a meaning to."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name


@pytest.mark.parametrize("first", [0, 1], ids=["nothing", "the imports"])
@EACH_NOTEBOOK
def test_after_nothing_or_the_imports_a_cell_works_or_says_which_name_is_missing(path, first):
    sources = [cell.source for cell in code_cells(read(path))]
    missing = []
    for number, source in enumerate(sources[first:], first):
        names = {"display": display}
        with capture_output(display=False):
            exec("\n".join(sources[:first]), names)
            try:
                exec(source, names)
            except NameError as error:
                missing.append((number, error.name))
    assert first or missing
    for number, name in missing:
        assert name in {each for source in sources[:number] for each in bound(source)}
    assert not recording._path().exists()


@pytest.fixture(scope="module")
def only_shell():
    return InteractiveShell()


@pytest.fixture
def shell(only_shell):
    """A shell that knows no names yet."""
    only_shell.reset(new_session=False)
    return only_shell


def ran(shell, source):
    """What a cell prints and shows, as text, and its result; an error is raised."""
    with capture_output(display=False) as captured:
        result = shell.run_cell(source)
    result.raise_error()
    return captured.stdout, result.result


@EACH_NOTEBOOK
def test_exercises_need_no_other_cell_than_the_imports(path, shell):
    sources = [cell.source for cell in code_cells(read(path))]
    exercises = [source for source in sources if "\ncheck(" in source]
    assert exercises
    ran(shell, sources[0])
    for source in reversed(exercises):
        assert ran(shell, source)[1].status == "not started"
        assert ran(shell, grading.with_solutions(source))[1].status == "correct"


@EACH_NOTEBOOK
def test_a_cell_run_again_in_any_order_says_what_it_said(path, shell):
    cells = code_cells(read(path))
    said = [ran(shell, cell.source)[0] for cell in cells]
    again = [ran(shell, cell.source)[0] for cell in reversed(cells)]
    assert any(said)
    assert again[::-1] == said


# Python looks up x and y when the function is called; other lessons have an x and a y of their own.
READS_NAMES_OF_ITS_NOTEBOOK = {"01_cost: explore(penalised, x=(-1, 3), lam=(0.0, 10.0))"}


def sweep(live):
    """What the figure says at both ends of each control."""
    live.set()
    said = [live.summary]
    for name, widget in live.controls.items():
        start = widget.value
        for value in ends(widget):
            live.set(**{name: value})
            said.append(live.summary)
        live.set(**{name: start})
    return said


def run_lesson(shell, path):
    """The live figures of a lesson, by its name and their cells' last lines."""
    figures = {}
    for cell in code_cells(read(path)):
        _, result = ran(shell, cell.source)
        if isinstance(result, Live):
            figures[f"{path.stem}: {cell.source.splitlines()[-1]}"] = result
    return figures


@pytest.mark.parametrize("paths", [NOTEBOOKS, NOTEBOOKS[::-1]], ids=["in order", "backwards"])
def test_lessons_in_one_kernel_and_another_folder_leave_each_others_figures_alone(
    paths, shell, tmp_path, monkeypatch
):
    folder = tmp_path / "another folder, älter"
    folder.mkdir()
    monkeypatch.chdir(folder)
    figures, said, changed = {}, {}, set()
    for path in paths:
        new = run_lesson(shell, path)
        figures |= new
        said |= {name: sweep(live) for name, live in new.items()}
        changed |= {name for name, live in figures.items() if sweep(live) != said[name]}
    assert len(figures) >= 40
    assert changed <= READS_NAMES_OF_ITS_NOTEBOOK
    for path in paths:
        if any(name.startswith(path.stem) for name in changed):
            run_lesson(shell, path)
    assert [name for name in changed if sweep(figures[name]) != said[name]] == []
    assert list(folder.iterdir()) == []


class Kernel:
    """A kernel, with what a page sends to it: cells, and the moves of sliders."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(cwd=str(folder))
        self.process = psutil.Process(self.manager.provisioner.process.pid)

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def restart(self):
        self.manager.restart_kernel(now=True)
        self.client.wait_for_ready(timeout=60)

    def run(self, source):
        """What a cell prints, the texts of what it shows, and its error or None."""
        found = SimpleNamespace(printed="", shown=[], error=None)

        def take(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                found.printed += content["text"]
            elif message["msg_type"] == "error":
                found.error = f"{content['ename']}: {content['evalue']}"
            elif "data" in content and "text/plain" in content["data"]:
                found.shown.append(content["data"]["text/plain"])

        self.client.execute_interactive(source, timeout=60, output_hook=take)
        return found

    def subshell(self):
        """The thread beside the cells' in which JupyterLab lets sliders be answered."""
        self.client.control_channel.send(self.client.session.msg("create_subshell_request"))
        return self.client.get_control_msg(timeout=60)["content"]["subshell_id"]

    def move(self, control, value, subshell=None):
        """Move a slider, named by an expression; `finish` waits for the answer."""
        model = self.run(f"print({control}.model_id)").printed.strip()
        data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
        message = self.client.session.msg("comm_msg", {"comm_id": model, "data": data})
        if subshell:
            message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def finish(self, move):
        while True:
            message = self.client.get_iopub_msg(timeout=20)
            done = message["content"].get("execution_state") == "idle"
            if done and message["parent_header"].get("msg_id") == move:
                return


@pytest.fixture
def kernel(tmp_path, monkeypatch):
    monkeypatch.setenv(recording.FILE, str(tmp_path / "progress.jsonl"))
    kernel = Kernel(tmp_path)
    yield kernel
    kernel.stop()


ENDS_THE_KERNEL = """
import sys
import threading
from lossviz.live import explore

threads = []

def function(x, k=0.0):
    threads.append(threading.get_ident())
    if k > 2:
        sys.exit("over")
    if k > 1:
        raise KeyboardInterrupt
    return k * x

live = explore(function, k=(0.0, 3.0))
"""


@pytest.mark.parametrize("threads", [1, 2])
def test_a_function_that_ends_programs_ends_neither_kernel_nor_sliders(kernel, threads):
    kernel.run(ENDS_THE_KERNEL)
    subshell = kernel.subshell() if threads == 2 else None
    for value, summary in [
        (0.25, "x = 0: value 0, slope 0.25"),  # ipykernel lets the cells' thread answer the first
        (2.5, "Not drawn: SystemExit: over"),
        (0.5, "x = 0: value 0, slope 0.5"),
        (1.5, "Not drawn: KeyboardInterrupt"),
        (1.0, "x = 0: value 0, slope 1"),
    ]:
        kernel.finish(kernel.move("live.controls['k']", value, subshell))
        assert kernel.run("print(live.summary)").printed == f"{summary}\n"
    assert kernel.run("print(len(set(threads)))").printed == f"{threads}\n"


SLOW = """
import time
from lossviz.live import explore

log = []

pause = 0

def slow(x):
    log.append("begun")
    time.sleep(pause)
    log.append("ended")
    return x**2

live = explore(slow)
"""


def test_while_a_slow_function_is_called_cells_are_answered(kernel):
    kernel.run(SLOW)
    subshell = kernel.subshell()
    kernel.finish(kernel.move("live.controls['x']", -1.0, subshell))
    kernel.run("pause = 2")
    move = kernel.move("live.controls['x']", 1.0, subshell)
    while kernel.run("print(len(log))").printed == "4\n":
        time.sleep(0.01)
    assert kernel.run("print(log[-1], live.summary)").printed.startswith("begun x = -1: ")
    kernel.finish(move)
    assert kernel.run("print(log[-1], live.summary)").printed.startswith("ended x = 1: ")


def cell(name, part):
    """The cell of a lesson that has this part in it."""
    (path,) = (path for path in NOTEBOOKS if path.stem == name)
    (source,) = (each.source for each in code_cells(read(path)) if part in each.source)
    return source


def test_after_a_restart_cells_run_out_of_order_and_no_progress_is_lost(kernel):
    imports, exercise = cell("01_cost", "import numpy"), cell("01_cost", "check(mean_cost)")
    figure = cell("01_cost", "show(cost_curve")
    done = "from lossviz.exercises import progress; print(progress())"
    kernel.run(imports)
    kernel.run(grading.with_solutions(exercise))
    kernel.run("predict('cost-penalty').answer('It stays')")
    before = kernel.run(done).printed
    assert "✓ mean_cost: right" in before
    assert "✗ cost-penalty: tried" in before

    kernel.restart()
    assert kernel.run(exercise).error == "NameError: name 'check' is not defined"
    assert kernel.run(figure).error == "NameError: name 'show' is not defined"
    kernel.run(imports)
    (report,) = kernel.run(exercise).shown
    assert report.startswith("mean_cost: not started")
    (summary,) = kernel.run(figure).shown
    kernel.run("live = _")
    kernel.finish(kernel.move("live.controls['w']", 4.0))
    assert kernel.run("print(live.summary)").printed not in ("", summary)
    assert kernel.run(done).printed == before


FIFTY = """
import threading
import time
from IPython.display import display
from lossviz.live import Live, explore, show
from lossviz.scenes.cost import line_fit

def figures(count):
    start = time.perf_counter()
    made = [show(line_fit, w=(0.0, 1.2), b=(0.5, 3.0)) for _ in range(count // 2)]
    made += [explore(lambda x, k=1.0: k * x**2, k=(0.0, 2.0)) for _ in range(count // 2)]
    for live in made:
        display(live)
    print(f"{count} figures made and shown in {time.perf_counter() - start:.1f} s")
    return made
"""


def test_fifty_figures_in_one_notebook(kernel):
    """Run with -s to read the time and the memory."""
    assert kernel.run(FIFTY + "few = figures(4)").error is None
    threads, memory = kernel.process.num_threads(), kernel.process.memory_info().rss
    made = kernel.run("many = figures(50)")
    grown = (kernel.process.memory_info().rss - memory) / 1e6
    assert len(made.shown) == 50
    start = time.perf_counter()
    for number in range(50):
        name = "b" if number < 25 else "k"
        kernel.finish(kernel.move(f"many[{number}].controls['{name}']", 0.5 + number / 50))
    moved = time.perf_counter() - start
    print(f"{made.printed.strip()}, {grown:.0f} MB more; each moved once in {moved:.1f} s")
    assert made.printed.count("\n") == 1  # no warning of many figures
    summaries = kernel.run("print(len({live.summary for live in many}))").printed
    assert summaries == "26\n"
    assert kernel.process.num_threads() == threads
    assert grown < 50 * 3
