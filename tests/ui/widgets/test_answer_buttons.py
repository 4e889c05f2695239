import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.theme import Role, Theme
from ui.widgets.answer_buttons import AnswerButtons, Choice

YES, NO, NA = (
    Choice("yes", "Yes", "Y"),
    Choice("no", "No", "N"),
    Choice("na", "Not applicable", "A"),
)


@pytest.fixture
def answer(qtbot) -> AnswerButtons:
    widget = AnswerButtons([YES, NO, NA])
    qtbot.addWidget(widget)
    widget.resize(600, 60)
    return widget


def button(answer: AnswerButtons, value: str) -> QAbstractButton:
    found = answer.findChild(QAbstractButton, f"answer-{value}")
    assert isinstance(found, QAbstractButton)
    return found


def test_that_a_press_answers(qtbot, answer: AnswerButtons) -> None:
    with qtbot.waitSignal(answer.answered) as told:
        qtbot.mouseClick(button(answer, "no"), Qt.MouseButton.LeftButton)
    assert told.args == ["no"]
    assert answer.chosen == "no"
    assert button(answer, "no").isChecked()


def test_that_choosing_again_clears(qtbot, answer: AnswerButtons) -> None:
    answer.set_chosen("yes")
    with qtbot.waitSignal(answer.answered) as told:
        qtbot.keyClick(button(answer, "yes"), Qt.Key.Key_Space)
    assert told.args == [""]
    assert answer.chosen is None
    assert not button(answer, "yes").isChecked()


def test_that_showing_an_answer_tells_nobody(qtbot, answer: AnswerButtons) -> None:
    with qtbot.assertNotEmitted(answer.answered):
        answer.set_chosen("na")
    assert button(answer, "na").isChecked()


@pytest.mark.parametrize(
    ("key", "value"), [("y", "yes"), ("N", "no"), ("3", "na"), ("a", "na")]
)
def test_that_keys_and_numbers_answer(answer: AnswerButtons, key, value) -> None:
    assert answer.choose_by_key(key)
    assert answer.chosen == value


@pytest.mark.parametrize("key", ["x", "4", "", "0"])
def test_that_another_key_is_left_to_others(answer: AnswerButtons, key: str) -> None:
    assert not answer.choose_by_key(key)
    assert answer.chosen is None


def test_that_a_locked_answer_stays_and_says_why(qtbot, answer: AnswerButtons) -> None:
    answer.set_chosen("yes")
    answer.allow(False, reason="The assessment is approved.")
    with qtbot.assertNotEmitted(answer.answered):
        qtbot.mouseClick(button(answer, "no"), Qt.MouseButton.LeftButton)
        answer.choose_by_key("n")
    assert answer.chosen == "yes"
    assert button(answer, "no").toolTip() == "The assessment is approved."


def test_that_yes_and_no_have_the_same_colour(show) -> None:
    filled = []
    for value in ("yes", "no"):
        answer = AnswerButtons([YES, NO], chosen=value)
        answer.resize(500, 60)
        show(answer)
        picture = button(answer, value).grab().toImage()
        filled.append(picture.pixelColor(12, picture.height() // 2))
    assert filled == [Theme().color(Role.INDIGO)] * 2


def test_that_narrow_answers_stand_below_each_other(show) -> None:
    answer = AnswerButtons([YES, NO, NA])
    answer.resize(600, 60)
    show(answer)
    assert button(answer, "yes").y() == button(answer, "no").y()
    answer.resize(190, 200)
    answer.layout().activate()
    assert button(answer, "yes").y() < button(answer, "no").y()


def test_that_the_first_answer_stands_right_in_arabic(qapp: QApplication, show) -> None:
    Theme(language="ar").apply(qapp)
    answer = AnswerButtons([YES, NO])
    answer.resize(500, 60)
    show(answer)
    assert button(answer, "yes").x() > button(answer, "no").x()


def test_that_other_choices_keep_the_answer(answer: AnswerButtons) -> None:
    answer.set_chosen("no")
    answer.set_choices([YES, NO])
    assert button(answer, "no").isChecked()
