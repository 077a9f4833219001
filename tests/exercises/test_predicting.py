"""Predictions: answered by code and by the controls, locked in, explained, and recorded."""

import ipywidgets
import pytest

from lossviz.exercises import predict, progress
from lossviz.exercises.predicting import Prediction
from lossviz.exercises.question import Choices, Number
from tests.exercises.learner import PREDICTIONS

CHOICES = [key for key, question in PREDICTIONS.items() if isinstance(question, Choices)]
NUMBERS = [key for key, question in PREDICTIONS.items() if isinstance(question, Number)]
SCRIPT = "<script>"
QUESTION = Choices("test", f"Which? {SCRIPT}", {"a": "Right.", "b": f"Wrong. {SCRIPT}"}, right="a")
NUMBER = Number("test", "How many?", 10.0, "Yes.", "No.", {20.0: "Twice.", 0.0: "Nothing."})


def controls(prediction, kind):
    return [child for child in prediction._view.children if isinstance(child, kind)]


def said(prediction):
    return prediction._view.children[-1].value


@pytest.mark.parametrize("key", CHOICES)
def test_every_choice_has_an_explanation_of_its_own(key):
    question = PREDICTIONS[key]
    explanations = list(question.choices.values())
    assert len(explanations) == len(set(explanations)) >= 3
    assert all(text.endswith(".") and len(text) > 40 for text in explanations)
    assert question.right in question.choices
    assert question.choices[question.right].startswith("Yes")
    assert all(len(choice) <= 64 for choice in question.choices)


def test_the_right_choice_is_not_always_in_the_same_place():
    places = {list(PREDICTIONS[key].choices).index(PREDICTIONS[key].right) for key in CHOICES}
    assert len(places) > 1


@pytest.mark.parametrize("key", NUMBERS)
def test_every_slip_is_a_wrong_number_with_an_explanation_of_its_own(key):
    question = PREDICTIONS[key]
    assert question.judge(question.right) == (True, question.explanation)
    texts = [question.judge(value) for value in question.slips]
    assert texts == [(False, text) for text in question.slips.values()]
    assert len({*question.slips.values(), question.explanation, question.otherwise}) == 2 + len(
        question.slips
    )
    assert question.judge(1e6) == (False, question.otherwise)
    with pytest.raises(ValueError, match="must be a number"):
        question.judge(float("nan"))


def test_at_least_three_predictions_a_lesson():
    from lossviz.exercises import catalogue

    for name, lesson in catalogue.lessons().items():
        assert len(lesson.PREDICTIONS) >= 3, name


@pytest.mark.parametrize("key", CHOICES)
def test_each_choice_is_judged(key):
    for choice, explanation in PREDICTIONS[key].choices.items():
        prediction = predict(key).answer(choice)
        assert prediction.status == ("correct" if choice == PREDICTIONS[key].right else "wrong")
        assert prediction.message == explanation


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (10, (True, "Yes.")),
        (10.3, (True, "Yes.")),
        (9.71, (True, "Yes.")),
        (10.4, (False, "No.")),
        (9.6, (False, "No.")),
        ("10", (True, "Yes.")),
        (20, (False, "Twice.")),
        (20.5, (False, "Twice.")),
        (0, (False, "Nothing.")),
        (0.001, (False, "No.")),
        (-10, (False, "No.")),
        (float("inf"), (False, "No.")),
    ],
)
def test_a_number_is_judged_with_a_tolerance(answer, expected):
    assert NUMBER.judge(answer) == expected


class Trap:
    def __float__(self):
        raise OSError


@pytest.mark.parametrize("answer", ["ten", None, [1, 2], 10**400, object(), Trap()])
def test_what_is_no_number_is_refused(answer):
    with pytest.raises(ValueError, match="the answer must be a number"):
        Prediction(NUMBER).answer(answer)


@pytest.mark.parametrize("answer", ["c", 1, None, [1, 2], ""])
def test_what_is_no_choice_is_refused_and_locks_nothing(answer):
    prediction = Prediction(QUESTION)
    with pytest.raises(ValueError, match=r"one of the choices \['a', 'b'\]"):
        prediction.answer(answer)
    assert prediction.status == "not started"
    assert prediction.answer("a").status == "correct"


@pytest.mark.parametrize("key", ["softmax-shif", "", 3, None, ["a"], SCRIPT])
def test_a_prediction_that_does_not_exist(key):
    with pytest.raises(ValueError, match="There is no prediction called"):
        predict(key)


def test_the_nearest_prediction_is_told():
    with pytest.raises(ValueError, match="Is softmax-shift meant"):
        predict("softmax-shif")


def test_the_first_answer_is_locked_in():
    prediction = Prediction(QUESTION).answer("b")
    assert prediction.answer("a") is prediction
    assert (prediction.status, prediction.message) == ("wrong", f"Wrong. {SCRIPT}")
    assert prediction.given == "b"
    assert progress().states == {"test": 1}


def test_a_choice_has_a_button_each_and_a_click_answers():
    prediction = Prediction(QUESTION)
    buttons = controls(prediction, ipywidgets.Button)
    assert [button.description for button in buttons] == ["a", "b"]
    assert said(prediction) == ""
    buttons[1].click()
    assert prediction.status == "wrong"
    assert [button.description for button in buttons] == ["a", "✗ b"]
    assert all(button.disabled for button in buttons)
    assert "✗ wrong</strong>: Wrong. &lt;script&gt;" in said(prediction)
    buttons[0].click()
    assert prediction.status == "wrong"


def test_a_number_has_a_named_box_and_a_button():
    prediction = Prediction(NUMBER)
    (box,) = controls(prediction, ipywidgets.FloatText)
    (button,) = controls(prediction, ipywidgets.Button)
    assert (box.description, button.description) == ("Your number:", "Lock in")
    box.value = 10.1
    assert prediction.status == "not started"
    button.click()
    assert (prediction.status, prediction.given) == ("correct", 10.1)
    assert box.disabled
    assert button.disabled
    assert "✓ correct</strong>: Yes." in said(prediction)


def test_the_question_is_escaped():
    assert SCRIPT not in Prediction(QUESTION)._view.children[0].value
    assert "Which? &lt;script&gt;" in Prediction(QUESTION)._view.children[0].value


@pytest.mark.parametrize("key", PREDICTIONS)
def test_without_a_kernel_the_question_and_the_choices_are_still_there(key):
    bundle = predict(key)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "application/vnd.jupyter.widget-view+json"}
    text = bundle["text/plain"]
    assert PREDICTIONS[key].question in text.replace("\n", " ")
    assert max(map(len, text.splitlines())) <= 80
    for choice in getattr(PREDICTIONS[key], "choices", ["a number"]):
        assert f"  [ ] {choice}" in text or "  [a number]" in text


def test_the_text_tells_the_answer_once_it_is_given():
    assert repr(Prediction(QUESTION).answer("b")) == (
        f"Predict: Which? {SCRIPT}\n  [ ] a\n  [x] b\nwrong: Wrong. {SCRIPT}"
    )
    assert repr(Prediction(NUMBER)) == "Predict: How many?\n  [a number]"
    assert repr(Prediction(NUMBER).answer(20)) == ("Predict: How many?\n  [20]\nwrong: Twice.")


def test_only_plain_widgets_are_used():
    def walk(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from walk(child)

    for key in PREDICTIONS:
        kinds = {type(widget) for widget in walk(predict(key)._view)}
        assert kinds <= {
            *(ipywidgets.VBox, ipywidgets.HTML, ipywidgets.Button, ipywidgets.FloatText)
        }
