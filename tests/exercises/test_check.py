"""`check` on whatever a learner may write: nothing gets out of it but a report."""

import asyncio
import inspect
import itertools
import math
import os
import signal
import sys
import threading
import warnings
from fractions import Fraction

import numpy as np
import pytest
from matplotlib.figure import Figure

from lossviz.exercises import ____, attempts, check, hint, solution
from lossviz.exercises.checking import NotCorrectError
from tests.exercises.learner import EXERCISES, answers, called

SCRIPT = "<script>alert(1)</script>"


def squared_error(y, y_hat):
    return (y_hat - y) ** 2


def right(y, y_hat):
    return (y_hat - y) ** 2


# ---- the four statuses


def test_a_right_answer_is_correct_and_shows_why_and_the_solution():
    report = check(squared_error)
    assert (report.key, report.status, report.mistake) == ("squared_error", "correct", None)
    exercise = EXERCISES["squared_error"]
    assert report.message.endswith(exercise.why)
    assert exercise.source in report.code
    assert str(report).startswith("squared_error: correct. It agrees")


def test_an_exception_is_told_with_the_case_and_the_learners_own_line():
    def helper(values):
        return values.no_such_method()

    report = answers("squared_error", lambda y, y_hat: helper(y))
    assert (report.status, report.mistake) == ("error", None)
    assert report.message == (
        "Called with y = [3, -1, 2.5], y_hat = [2, 1.5, 2], it raised AttributeError: "
        "'numpy.ndarray' object has no attribute 'no_such_method'."
    )
    assert (report.code_title, report.code) == ("Your line:", "return values.no_such_method()")


def test_the_line_is_the_learners_even_if_a_library_raises():
    report = answers("squared_error", lambda y, y_hat: np.linalg.inv(y))
    assert report.code == 'report = answers("squared_error", lambda y, y_hat: np.linalg.inv(y))'


def test_the_line_is_the_learners_even_if_lossviz_raises():
    from lossviz.links import logit

    report = answers("squared_error", lambda y, y_hat: logit(y))
    assert report.code == 'report = answers("squared_error", lambda y, y_hat: logit(y))'
    assert "ValueError: p must be" in report.message


def test_the_line_is_the_learners_even_if_python_itself_raises():
    report = answers("squared_error", lambda y, y_hat: os.makedirs("/dev/null/folder"))
    assert 'lambda y, y_hat: os.makedirs("/dev/null/folder")' in report.code


def test_an_answer_without_source_has_no_line_but_a_report():
    space = {}
    exec("def squared_error(y, y_hat):\n    return 1 / 0", space)
    report = check(space["squared_error"])
    assert "ZeroDivisionError" in report.message
    assert report.code == ""


@pytest.mark.parametrize("error", [SystemExit, GeneratorExit, RecursionError, MemoryError])
def test_hardly_any_exception_gets_out(error):
    def raises(y, y_hat):
        raise error

    report = answers("squared_error", raises)
    assert report.status == "error"
    assert f"it raised {error.__name__}." in report.message


def test_an_exception_that_cannot_say_what_it_is():
    class MuteError(Exception):
        def __str__(self):
            raise RuntimeError

    def raises(y, y_hat):
        raise MuteError

    assert answers("squared_error", raises).message.endswith("it raised MuteError.")


def test_an_endless_recursion_is_told():
    def squared_error(y, y_hat):
        return squared_error(y, y_hat)

    assert "RecursionError" in check(squared_error).message


@pytest.mark.skipif(sys.platform == "win32", reason="needs an alarm signal")
def test_an_endless_loop_can_be_interrupted_and_check_goes_on_working():
    def endless(y, y_hat):
        print("still here")
        for _ in itertools.count():
            pass

    def interrupt(*_):
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(KeyboardInterrupt):
            answers("squared_error", endless)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    assert attempts.answers["squared_error"] == set()
    assert check(squared_error).status == "correct"


def test_an_error_comes_before_a_broken_contract():
    calls = itertools.count()

    def answer(y, y_hat):
        return None if next(calls) else 1 / 0

    assert answers("squared_error", answer).status == "error"


# ---- the contract


def test_none_is_told():
    report = answers("squared_error", lambda y, y_hat: None)
    assert (report.status, report.mistake) == ("wrong", "returns-none")
    assert report.message.endswith("it returns None. Is there a return missing?")


def test_printing_is_not_returning(capsys):
    report = answers("squared_error", lambda y, y_hat: print((y_hat - y) ** 2))
    assert report.mistake == "returns-none"
    assert report.message.endswith("it prints, and returns None. Is there a return missing?")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("key", "answer", "said"),
    [
        (
            "squared_error",
            lambda y, y_hat: np.mean((y_hat - y) ** 2),
            "it returns a number, and an array of shape (3,) is asked. "
            "Did you sum or average what should stay apart?",
        ),
        (
            "mean_cost",
            lambda y, y_hat: (y_hat - y) ** 2,
            "it returns an array of shape (3,), and a number is asked. "
            "Did a sum or a mean go missing?",
        ),
        (
            "squared_error",
            lambda y, y_hat: (y_hat[:, None] - y) ** 2,
            "it returns an array of shape (3, 3), and an array of shape (3,) is asked. "
            "Which axis is added, lost or kept?",
        ),
    ],
)
def test_a_wrong_shape_is_told(key, answer, said):
    report = answers(key, answer)
    assert (report.status, report.mistake) == ("wrong", "shape")
    assert report.message.endswith(said)


def test_changing_an_argument_is_told_even_if_the_value_is_right():
    def changes(y, y_hat):
        y_hat -= y
        return y_hat**2

    report = answers("squared_error", changes)
    assert (report.status, report.mistake) == ("wrong", "mutates-input")
    assert report.message.endswith(
        "it changes its argument y_hat. Can it make a new array instead?"
    )


def test_the_cases_stay_what_they_are_when_an_answer_changes_its_arguments():
    def changes(y, y_hat):
        y[:] = 0
        return y

    answers("squared_error", changes)
    assert check(squared_error).status == "correct"


@pytest.mark.parametrize(
    ("returned", "kind"),
    [
        (lambda: (i for i in range(3)), "generator"),
        (lambda: "9", "str"),
        (lambda: b"9", "bytes"),
        (lambda: {"a": 1}, "dict"),
        (lambda: {1, 2}, "set"),
        (lambda: Figure(), "Figure"),
        (lambda: np.mean, "_ArrayFunctionDispatcher"),
        (lambda: 1j, "complex"),
        (lambda: [[1, 2], [3]], "list with a list in it"),
        (lambda: [None, 1.0, 2.0], "list with a NoneType in it"),
        (lambda: [10**400, 1, 1], "list"),
        (lambda: np.array(["a", "b", "c"]), "ndarray with a str in it"),
        (lambda: np.array([1j, 2, 3]), "ndarray with a complex in it"),
        (lambda: asyncio.sleep(0), "coroutine"),
        (lambda: "x" * 10_000_000, "str"),
        (lambda: type(SCRIPT, (), {})(), SCRIPT),
    ],
)
def test_what_is_no_number_is_told_by_its_kind(returned, kind):
    report = answers("squared_error", lambda y, y_hat: returned())
    assert (report.status, report.mistake) == ("wrong", None)
    assert report.message.endswith(
        f"it returns a value of type {kind}, and real numbers are asked. "
        "What is the last thing it computes?"
    )
    assert SCRIPT not in report._repr_html_()


def test_a_coroutine_is_closed_and_leaves_no_warning_behind():
    waiting = asyncio.sleep(0)
    answers("squared_error", lambda y, y_hat: waiting)
    assert inspect.getcoroutinestate(waiting) == inspect.CORO_CLOSED


def test_an_array_of_absurd_size_is_told_by_its_shape():
    report = answers("squared_error", lambda y, y_hat: np.zeros(30_000_000, dtype=np.int8))
    assert report.mistake == "shape"
    assert "an array of shape (30000000,)" in report.message
    assert len(report._repr_html_()) < 10_000


def test_an_object_that_fails_when_it_is_looked_at():
    class Trap:
        def __array__(self, dtype=None, copy=None):
            raise OSError("no")

        def __repr__(self):
            raise OSError("no")

    assert answers("squared_error", lambda y, y_hat: Trap()).status == "error"


@pytest.mark.parametrize(
    "number_like",
    [float, np.float32, Fraction, bool, int, np.array, lambda v: np.array(v, dtype=object)],
)
def test_every_kind_of_real_number_is_read(number_like):
    report = answers("mean_cost", lambda y, y_hat: number_like(1))
    assert report.message.startswith("Right on 0 of 6 cases.")


# ---- what a wrong answer is told


def test_a_constant_factor_is_told():
    report = answers("squared_error", lambda y, y_hat: 3.7 * (y_hat - y) ** 2)
    assert (report.status, report.mistake) == ("wrong", None)
    assert report.message == (
        "Your loss is 3.7 times the right one, on all 6 cases. Where does this factor come from?"
    )


def test_a_factor_near_one_is_told_with_the_digits_it_takes():
    report = answers("squared_error", lambda y, y_hat: 1.0002 * (y_hat - y) ** 2)
    assert report.message.startswith("Your loss is 1.0002 times the right one")


def test_the_smallest_case_is_told_without_the_right_value_at_first():
    report = answers("squared_error", lambda y, y_hat: (y_hat - y) ** 2 + 1)
    assert report.message == (
        "Right on 1 of 6 cases. With y = [4], y_hat = [1.5] you return [7.25]. "
        "What do you get by hand?"
    )


def test_the_right_value_is_told_after_two_different_attempts():
    def off_by(shift):
        return answers("squared_error", lambda y, y_hat: (y_hat - y) ** 2 + shift).message

    told = "The right loss is [6.25]."
    assert told not in off_by(1)
    assert told not in off_by(1)
    assert told in off_by(2)
    assert told in off_by(1)


def test_a_regime_is_told():
    def answer(z):
        return np.where(np.abs(z) < 50, np.exp(z) / (1 + np.exp(z)), 0.3)

    report = answers("sigmoid", answer)
    assert (report.status, report.mistake) == ("wrong", None)
    assert report.message == (
        "Right on ordinary inputs, but not on extreme ones: with z = [1000, -1000, 40, -40] you "
        "return [0.3, 0.3, 1, 4.248e-18]. What is different there?"
    )


def test_the_regime_of_a_named_pattern_is_told_with_the_right_value_once_it_is_earned():
    def answer(z):
        return np.exp(z) / (1 + np.exp(z))

    answers("sigmoid", lambda z: z)
    report = answers("sigmoid", answer)
    assert report.mistake == "unstable"
    assert report.message == (
        "Right on ordinary inputs, but not on extreme ones: with z = [1000, -1000, 40, -40] you "
        "return [nan, 0, 1, 4.248e-18]. The right probability is [1, 0, 1, 4.248e-18]. "
        "Which value on the way there becomes inf, 0 or nan?"
    )


def test_a_number_too_large_for_python_is_named_unstable():
    import math

    report = answers("sigmoid", lambda z: [1 / (1 + math.exp(-value)) for value in z])
    assert (report.status, report.mistake) == ("error", "unstable")
    assert report.message == (
        "It is right on ordinary inputs. Called with z = [1000, -1000, 40, -40], it raised "
        "OverflowError: math range error. Which value on the way there becomes inf, 0 or nan?"
    )


def test_a_number_too_large_is_not_named_unstable_if_the_rest_is_wrong_as_well():
    import math

    report = answers("sigmoid", lambda z: [2 / (1 + math.exp(-value)) for value in z])
    assert (report.status, report.mistake) == ("error", None)


def test_a_number_too_large_is_not_named_unstable_if_another_extreme_value_is_wrong():
    def answer(z):
        if np.max(z) == 1000:
            raise OverflowError
        return EXERCISES["logsumexp"].solution(z) + (np.max(z) < -900)

    assert answers("logsumexp", answer).mistake is None


def test_another_exception_on_extreme_inputs_is_not_named_unstable():
    def answer(z):
        assert np.all(np.abs(z) < 100)
        return EXERCISES["sigmoid"].solution(z)

    assert answers("sigmoid", answer).mistake is None


# ---- prints, warnings, settings


def test_prints_and_warnings_of_an_answer_are_not_shown(capsys):
    def noisy(y, y_hat):
        print("hello")
        print("oh", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        np.log(np.zeros(1))
        return (y_hat - y) ** 2

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert answers("squared_error", noisy).status == "correct"
    assert capsys.readouterr() == ("", "")


def test_strict_floating_point_settings_of_a_notebook_do_not_matter():
    with np.errstate(all="raise"):
        assert check(called("sigmoid", lambda z: 1 / (1 + np.exp(-z)))).status == "correct"


def test_after_a_check_printing_works_again(capsys):
    answers("squared_error", lambda y, y_hat: 1 / 0)
    print("here")
    assert capsys.readouterr().out == "here\n"


# ---- what can be checked


def test_a_name_that_is_no_exercise_is_told_the_nearest():
    report = answers("squared_eror", right)
    assert (report.status, report.key) == ("error", "squared_eror")
    assert report.message == ("There is no exercise called squared_eror. Is squared_error meant?")


def test_a_name_far_from_all_is_told_all():
    message = answers("xyz", right).message
    assert message.startswith("There is no exercise called xyz. There is: square, squared_error, ")


@pytest.mark.parametrize("thing", [3, None, "squared_error", np.ones(3), lambda y: y, [right], ""])
def test_what_is_no_function_with_a_name_is_refused(thing):
    report = check(thing)
    assert report.status == "error"
    assert "as in check(softmax)" in report.message or "no exercise" in report.message


def test_the_name_of_an_exercise_is_not_the_function():
    assert check("squared_error").message == (
        "check, hint and solution take your own function, written with def and under its own name, "
        "as in check(softmax)."
    )


@pytest.mark.parametrize("trap", ["__name__", "__code__", "__signature__"])
def test_an_object_that_does_not_let_itself_be_looked_at(trap):
    contents = {
        "__name__": "squared_error",
        "__call__": lambda self, y, y_hat: y,
        trap: property(lambda self: 1 / 0),
    }
    report = check(type("Trap", (), contents)())
    assert report.status == "error"
    assert report.message == "It cannot be checked: ZeroDivisionError: division by zero."


def test_other_parameters_are_told_before_anything_is_called():
    def squared_error(y):
        raise AssertionError

    report = check(squared_error)
    assert report.status == "error"
    assert report.message == (
        "It is called with 2 arguments, squared_error(y, y_hat), and takes (y). Does its first "
        "line still say def squared_error(y, y_hat)?"
    )


def test_other_names_of_parameters_are_fine():
    assert (
        answers("squared_error", lambda target, output: (target - output) ** 2).status == "correct"
    )


def test_a_callable_without_a_signature_is_called():
    hypot = np.frompyfunc(lambda y, y_hat: (y_hat - y) ** 2, 2, 1)

    class WithoutSignature:
        __name__ = "squared_error"
        __signature__ = 3

        def __call__(self, y, y_hat):
            return hypot(y, y_hat)

    assert check(WithoutSignature()).status == "correct"


def test_a_name_with_markup_is_escaped():
    report = answers(SCRIPT, right)
    assert SCRIPT not in report._repr_html_()


# ---- private cases and strict mode


def test_private_cases_are_others_and_known_answers_fail_them():
    fixed = {
        str([a.tolist() for a in case.arguments]): case.right
        for case in EXERCISES["squared_error"].fixed_cases
    }

    def by_heart(y, y_hat):
        return fixed.get(str([y.tolist(), y_hat.tolist()]), y)

    assert answers("squared_error", by_heart).status == "correct"
    assert check(called("squared_error", by_heart), seed=1).status == "wrong"
    assert check(squared_error, seed=1).status == "correct"


def test_private_cases_are_the_same_for_the_same_seed():
    first, again, other = (
        [case.arguments[0].tolist() for case in EXERCISES["squared_error"].private_cases(seed)]
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first[:6] != other[:6]
    assert first[6:] == other[6:]


def test_private_cases_are_no_attempts():
    check(called("squared_error", lambda y, y_hat: y), seed=1)
    assert attempts.answers["squared_error"] == set()


@pytest.mark.parametrize("value", ["1", "true"])
def test_strict_mode_raises_unless_correct(monkeypatch, value):
    monkeypatch.setenv("LOSSVIZ_STRICT", value)
    assert check(squared_error).status == "correct"
    with pytest.raises(NotCorrectError, match=r"squared_error: wrong\. Your loss is exactly -1"):
        answers("squared_error", lambda y, y_hat: -((y_hat - y) ** 2))


@pytest.mark.parametrize("value", ["", "0"])
def test_strict_mode_is_off(monkeypatch, value):
    monkeypatch.setenv("LOSSVIZ_STRICT", value)
    assert answers("squared_error", lambda y, y_hat: y).status == "wrong"


# ---- hints and the solution


def test_hints_climb_a_rung_a_call_and_stay_on_the_last():
    said = [str(hint("squared_error")) for _ in range(4)]
    hints = EXERCISES["squared_error"].hints
    assert said[:3] == [
        f"Hint {i} of 3 for squared_error: {text}" for i, text in enumerate(hints, start=1)
    ]
    assert said[3] == said[2]
    assert str(hint("mean_cost")).startswith("Hint 1 of 3")


def test_a_hint_takes_the_function_or_its_name():
    assert str(hint(squared_error)).startswith("Hint 1 of 3")
    assert str(hint("squared_error")).startswith("Hint 2 of 3")


def test_the_solution_is_closed_at_first():
    assert str(solution(squared_error)) == (
        "The solution of squared_error opens after a correct answer, or after 3 different "
        "attempts; so far there are 0."
    )


def test_the_solution_opens_after_success():
    check(squared_error)
    shown = solution("squared_error")
    assert shown.code == EXERCISES["squared_error"].source
    assert EXERCISES["squared_error"].why in shown.message


def test_the_solution_opens_after_success_in_an_earlier_session():
    check(squared_error)
    attempts.answers.clear()
    assert solution("squared_error").code


def test_the_solution_opens_after_three_different_attempts():
    for shift in (1, 1, 2, 2):
        answers("squared_error", lambda y, y_hat, shift=shift: y + shift)
        assert not solution("squared_error").code
    assert "so far there are 2" in str(solution("squared_error"))
    answers("squared_error", lambda y, y_hat: y + 3)
    assert solution("squared_error").code


def test_different_failures_are_different_attempts():
    answers("squared_error", lambda y, y_hat: None)
    answers("squared_error", lambda y, y_hat: 1 / 0)
    answers("squared_error", lambda y, y_hat: y[7])
    assert solution("squared_error").code


def test_a_blank_is_no_attempt():
    answers("squared_error", lambda y, y_hat: ____)
    assert attempts.answers["squared_error"] == set()


@pytest.mark.parametrize("ask", [hint, solution])
def test_hint_and_solution_of_something_else(ask):
    assert "Is softmax meant?" in str(ask("sofmax"))
    assert "take your own function" in str(ask(3))


# ---- how a report shows itself


def test_a_report_is_escaped_in_html():
    def answer(y, y_hat):
        raise ValueError(SCRIPT)

    report = answers("squared_error", answer)
    assert SCRIPT in str(report)
    assert SCRIPT not in report._repr_html_()
    assert "&lt;script&gt;" in report._repr_html_()


def test_a_long_error_is_cut_and_stays_on_one_line():
    def answer(y, y_hat):
        raise ValueError("a\nb\x1b[31m" + "x" * 10_000_000)

    report = answers("squared_error", answer)
    assert "ValueError: a b[31mxxx" in report.message
    assert len(report.message) < 400
    assert report.message.isprintable()


def test_the_html_says_the_status_in_a_word_and_a_sign():
    assert "✓ squared_error: correct" in check(squared_error)._repr_html_()
    assert "✗ squared_error: wrong" in answers("squared_error", lambda y, _: y)._repr_html_()
    assert "! squared_error: error" in answers("squared_error", lambda y, _: 1 / 0)._repr_html_()
    assert "○ ?: not started" in check(____)._repr_html_()


def test_check_needs_neither_widgets_nor_matplotlib():
    import subprocess

    code = (
        "import sys\n"
        "from lossviz.exercises import check, hint, solution, progress, ____\n"
        "def squared_error(y, y_hat): return y\n"
        "print(check(squared_error)); progress()\n"
        "assert not {'ipywidgets', 'matplotlib', 'IPython'} & set(sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr


def test_check_works_on_another_thread():
    reports = []
    thread = threading.Thread(target=lambda: reports.append(check(squared_error)))
    thread.start()
    thread.join()
    assert reports[0].status == "correct"


def test_there_is_nothing_else_in_the_front():
    import lossviz.exercises

    with pytest.raises(AttributeError, match="no attribute 'grade'"):
        lossviz.exercises.grade  # noqa: B018


def test_the_solution_stays_open_after_more_attempts():
    for shift in range(1, 6):
        answers("squared_error", lambda y, y_hat, shift=shift: y + shift)
    assert solution("squared_error").code == EXERCISES["squared_error"].source


def test_nothing_but_zeros_is_no_multiple_of_the_right_values():
    report = answers("squared_error", lambda y, y_hat: 0 * y)
    assert (report.status, report.mistake) == ("wrong", None)
    assert "times the right one" not in report.message


# ---- what a learner's answer may have in common with a mistake, without making it


def test_a_name_is_given_only_if_the_mistake_tells_more_than_the_cases():
    def least_likely(heads, tails):
        theta = np.linspace(0, 1, 101)
        return theta[np.argmin(theta**heads * (1 - theta) ** tails)]

    assert answers("coin_estimate", least_likely).mistake is None
    assert answers("coin_estimate", lambda heads, tails: 0).mistake is None
    named = answers("coin_estimate", lambda heads, tails: heads // (heads + tails))
    assert named.mistake == "integer-division"


def test_labels_inside_a_log_are_no_swap():
    inside = answers(
        "binary_cross_entropy", lambda y, p: -np.log(y * p) - np.log((1 - y) * (1 - p))
    )
    assert (inside.status, inside.mistake) == ("wrong", None)
    infinite = answers("binary_cross_entropy", lambda y, p: np.full(len(p), np.inf))
    assert infinite.mistake is None

    def swapped(y, p):
        return -(p * np.log(y) + (1 - p) * np.log(1 - y))

    assert answers("binary_cross_entropy", swapped).mistake == "swapped-arguments"


def test_parameters_in_another_order_are_told_as_such():
    def gaussian_nll_gradient(mu, y, sigma):
        return np.mean(mu - y) / sigma**2

    report = check(gaussian_nll_gradient)
    assert (report.status, report.mistake) == ("wrong", "swapped-arguments")
    assert report.message == (
        "Your first line says def gaussian_nll_gradient(mu, y, sigma), and it is called as "
        "gaussian_nll_gradient(y, mu, sigma). Do the parameters stand in the order that is asked?"
    )

    def categorical_nll(p, k):
        return -np.log(p[np.arange(len(k)), k])

    assert check(categorical_nll).mistake == "swapped-arguments"

    def descent_step(gradient, w, rate):
        return gradient - rate * w

    assert check(descent_step).status == "correct"


def test_a_function_that_uses_an_unfinished_one_is_not_started_and_says_why():
    def mean_cost(y, y_hat):
        return np.mean(unfinished(y, y_hat))

    def unfinished(y, y_hat):
        return ____

    report = check(mean_cost)
    assert report.status == "not started"
    assert report.message == "Something that it uses is still a ____. Write that first."


@pytest.mark.parametrize(
    ("key", "middle"),
    [
        *itertools.product(["softmax", "logsumexp", "log_softmax"], [np.max, np.mean, np.median]),
        ("softmax_jacobian", np.mean),
    ],
)
def test_what_is_subtracted_must_be_the_largest_logit_of_each_row(key, middle):
    right = EXERCISES[key].solution

    def shifted(z):
        with np.errstate(all="ignore"):
            e = np.exp(z - middle(z))
            total = e.sum(-1, keepdims=True)
            p = e / total
            return {
                "softmax": p,
                "logsumexp": middle(z) + np.log(total[..., 0]),
                "log_softmax": z - middle(z) - np.log(total),
                "softmax_jacobian": np.diag(p) - np.outer(p, p) if z.ndim == 1 else None,
            }[key]

    z = np.array([0.5, -1.0, 2.0])
    np.testing.assert_allclose(shifted(z), right(z))
    report = answers(key, shifted)
    assert (report.status, report.mistake) == ("wrong", "unstable")


@pytest.mark.parametrize(
    ("key", "masked"),
    [
        ("cross_entropy", lambda p, q: -np.sum(p[q > 0] * np.log(q[q > 0]))),
        (
            "kl_divergence",
            lambda p, q: np.sum((p * np.log(p / q))[(p > 0) & (q > 0)]),
        ),
        ("surprisal", lambda p: -np.log(np.where(p > 0, p, 1))),
    ],
)
def test_what_is_thought_impossible_costs_more_than_nothing(key, masked):
    report = answers(key, masked)
    assert report.status == "wrong"
    assert "on impossible ones" in report.message


@pytest.mark.parametrize(
    ("key", "looped"),
    [
        ("surprisal", lambda p: [-math.log(each) for each in p]),
        (
            "cross_entropy",
            lambda p, q: -sum(a * math.log(b) for a, b in zip(p, q, strict=True) if a > 0),
        ),
        (
            "kl_divergence",
            lambda p, q: sum(a * math.log(a / b) for a, b in zip(p, q, strict=True) if a > 0),
        ),
    ],
)
def test_pythons_own_log_may_raise_where_the_right_value_is_infinite(key, looped):
    assert answers(key, looped).status == "correct"
    wrong = answers(key, lambda *given: np.multiply(-1, looped(*given)))
    assert wrong.mistake == "sign"


def test_what_can_be_followed_by_hand_is_told_first():
    report = answers("cross_entropy", lambda p, q: np.sum(p * q))
    assert "With p = [0.5, 0.3, 0.2], q = [0.3, 0.6, 0.1] you return 0.35" in report.message


def test_one_number_in_an_array_is_told_as_such():
    report = answers("mean_cost", lambda y, y_hat: [np.mean((y_hat - y) ** 2)])
    assert report.mistake == "shape"
    assert report.message.endswith("Is there a bracket, or a keepdims, too many?")


@pytest.mark.parametrize("error", [asyncio.CancelledError, SystemExit, GeneratorExit])
def test_whatever_a_function_raises_stays_inside(error):
    def raises(y, y_hat):
        raise error

    report = answers("squared_error", raises)
    assert report.status == "error"
    assert error.__name__ in report.message

    def exits_on_the_curve(y, y_hat):
        if np.size(y) == 1 and y[0] not in (4.0, -2.0):
            raise error
        return (y_hat - y) ** 2

    assert isinstance(answers("squared_error", exits_on_the_curve)._repr_html_(), str)
