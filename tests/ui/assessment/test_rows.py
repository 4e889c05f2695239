"""Repeats as rows: added, removed, put back; notes and headings among questions."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bwassess.checklist.names import QuestionId, RowId, row_of
from ui.assessment.page import AssessmentPage
from ui.assessment.questions import QuestionList
from ui.assessment.reading import LineKind
from ui.assessment.row import Row
from ui.session import Session
from ui.theme import Theme
from ui.widgets.label import Label


def rows(page: AssessmentPage, kind: LineKind) -> list[Row]:
    shown = page.findChild(QuestionList, "questions").questions.rows
    return [one for one in shown if one.line.kind is kind]


def people(page: AssessmentPage) -> tuple[RowId, ...]:
    found = page.view.rows("people")
    assert found is not None
    return found.rows


def press_line(page: AssessmentPage, qtbot: QtBot, row: Row, *, at_end: bool) -> None:
    view = page.findChild(QuestionList, "questions")
    index = view.questions.index(view.questions.rows.index(row))
    view.scrollTo(index)
    area = view.visualRect(index)
    x = area.right() - 30 if at_end else area.left() + 80
    at = QPoint(x, area.bottom() - 16)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def at_people(asks: AssessmentPage) -> AssessmentPage:
    asks.open_question(next(q for q in asks.view.judgement.questions if "31@" in q))
    return asks


def test_that_notes_and_headings_stand_among_the_questions(
    at_people: AssessmentPage,
) -> None:
    assert [one.label for one in rows(at_people, LineKind.NOTE)] == [
        "Walk through the building before you ask."
    ]
    assert rows(at_people, LineKind.HEADING)[0].label == "Hours"
    assert [one.label for one in rows(at_people, LineKind.ROW)] == ["Person 1 of 1"]


def test_that_a_row_is_added_by_a_press_and_opened(
    at_people: AssessmentPage, qtbot: QtBot
) -> None:
    (add,) = rows(at_people, LineKind.ADD)
    press_line(at_people, qtbot, add, at_end=False)
    assert len(people(at_people)) == 2
    assert at_people.question is not None
    assert row_of(at_people.question) == people(at_people)[1]


def test_that_a_row_added_by_key_is_removed_and_comes_back_whole(
    at_people: AssessmentPage, asking: Session, qtbot: QtBot
) -> None:
    qtbot.keyClick(at_people, Qt.Key.Key_Insert)
    fresh = people(at_people)[-1]
    task = at_people.question
    assert task is not None
    at_people.findChild(QuestionList, "questions").card.answered.emit("Sewing")
    head = rows(at_people, LineKind.ROW)[-1]
    press_line(at_people, qtbot, head, at_end=True)
    assert fresh not in people(at_people)
    assert at_people.question != task
    asking.edits.stack.undo()
    assert people(at_people)[-1] == fresh
    assert at_people.view.answer(task).value == "Sewing"


def test_that_only_the_row_one_is_in_is_unfolded_once_there_are_many(
    at_people: AssessmentPage, qtbot: QtBot
) -> None:
    for _time in range(5):
        qtbot.keyClick(at_people, Qt.Key.Key_Insert)
    heads = rows(at_people, LineKind.ROW)
    assert [one.line.answered is None for one in heads] == [False] * 5 + [True]
    press_line(at_people, qtbot, heads[1], at_end=False)
    assert at_people.question is not None
    assert row_of(at_people.question) == people(at_people)[1]


def test_that_a_card_says_which_row_it_is_about(at_people: AssessmentPage) -> None:
    asked = at_people.findChild(QuestionList, "questions").card.asked
    assert asked is not None
    assert asked.row == "Person 1 of 1"


def test_that_a_text_shows_what_was_answered_in_its_row(
    at_people: AssessmentPage, qtbot: QtBot
) -> None:
    card = at_people.findChild(QuestionList, "questions").card
    card.answered.emit("Sewing")
    qtbot.keyClick(at_people, Qt.Key.Key_Down)
    assert card.asked is not None
    assert card.asked.label == "How many hours did Sewing work yesterday?"


def test_that_on_the_floor_notes_stand_above_the_question_they_come_before(
    asks: AssessmentPage, qapp: QApplication
) -> None:
    notes = asks.findChild(Label, "floor-notes")
    Theme(floor=True, motion=False).apply(qapp)
    asks.open_question(QuestionId("XX1.01"))
    assert notes.isVisibleTo(asks)
    assert notes.text() == "Walk through the building before you ask."
    asks.open_question(QuestionId("XX1.02"))
    assert not notes.isVisibleTo(asks)
