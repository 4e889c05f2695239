"""The languages of question texts: switched, two at once, honest about drafts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from bwassess import text
from bwassess.checklist.names import QuestionId
from ui.assessment.page import AssessmentPage
from ui.languages import name_of
from ui.theme import Theme
from ui.widgets.badge import Badge
from ui.widgets.label import Label

RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture
def exits(asks: AssessmentPage) -> AssessmentPage:
    asks.open_question(QuestionId("XX1.01"))
    return asks


def label(page: QWidget, name: str) -> Label:
    found = page.findChild(Label, name)
    assert isinstance(found, Label)
    return found


def choose(page: QWidget, name: str) -> None:
    """Press a language in the menu, as after a press on its button."""
    menu = page.findChild(QMenu, "languages-menu")
    menu.aboutToShow.emit()
    action = next(one for one in menu.actions() if one.objectName() == name)
    assert isinstance(action, QAction)
    action.trigger()


def test_that_a_key_goes_through_the_languages_of_the_checklist(
    exits: AssessmentPage, qtbot: QtBot
) -> None:
    shown = []
    for _time in range(3):
        qtbot.keyClick(exits, Qt.Key.Key_L)
        shown.append(label(exits, "question-text").text()[:3])
    assert shown == ["តើច", "هل ", "Are"]


def test_that_the_choice_is_told_so_that_it_is_remembered(
    exits: AssessmentPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(exits.settings_changed) as told:
        choose(exits, "language-ar")
    assert told.args == [{"question_languages": ("ar",)}]


def test_that_two_languages_stand_one_below_the_other(
    exits: AssessmentPage, qtbot: QtBot
) -> None:
    choose(exits, "language-en-ar")
    first, second = label(exits, "question-text"), label(exits, "question-second")
    assert (first.text()[:3], second.text()[:2]) == ("Are", "هل")
    assert (first.layoutDirection(), second.layoutDirection()) == (LTR, RTL)
    names = {one.accessibleName() for one in exits.findChildren(QAbstractButton)}
    assert "Yes, \u2067نعم\u2069" in names
    qtbot.keyClick(exits, Qt.Key.Key_L)
    assert (first.layoutDirection(), second.layoutDirection()) == (RTL, LTR)
    qtbot.keyClick(exits, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert not second.isVisibleTo(exits)


def test_that_a_left_to_right_text_keeps_its_side_in_a_mirrored_window(
    exits: AssessmentPage, qapp: QApplication
) -> None:
    text.choose_language("ar")
    try:
        Theme(language="ar", motion=False).apply(qapp)
        exits.set_languages(("en", "ar"))
        assert exits.layoutDirection() is RTL
        assert label(exits, "question-text").layoutDirection() is LTR
        assert label(exits, "question-second").layoutDirection() is RTL
    finally:
        text.choose_language("en")
        Theme(motion=False).apply(qapp)


def test_that_a_text_without_translation_shows_in_the_first_language(
    exits: AssessmentPage,
) -> None:
    exits.set_languages(("ar", "en"))
    exits.open_question(QuestionId("XX1.02"))
    shown = label(exits, "question-text")
    assert shown.text() == "How many workers are on the line?"
    assert shown.layoutDirection() is LTR
    assert not label(exits, "question-second").isVisibleTo(exits)


def test_that_a_draft_is_said_once_and_a_review_with_name_and_day(
    exits: AssessmentPage,
) -> None:
    def drafts() -> list[Badge]:
        return [
            one
            for one in exits.findChildren(Badge, "badge-unverified")
            if one.text == "draft translation" and one.isVisibleTo(exits)
        ]

    exits.set_languages(("en",))
    assert drafts() == []
    exits.set_languages(("en", "km"))
    assert len(drafts()) == 1
    exits.set_languages(("ar",))
    assert drafts() == []
    button = exits.findChild(QAbstractButton, "languages")
    assert "reviewed by Layla Haddad, 02/11/2026" in button.toolTip()


def test_that_what_is_typed_survives_a_change_of_language(
    exits: AssessmentPage, qtbot: QtBot
) -> None:
    note = exits.findChild(QWidget, "note")
    note.setFocus()
    qtbot.keyClicks(note, "padlock")
    exits.set_languages(("km",))
    assert exits.view.answer(QuestionId("XX1.01")).note == "padlock"


def test_that_instruments_are_called_by_their_titles(exits: AssessmentPage) -> None:
    said = label(exits, "question-instruments").text()
    assert "C155" in said
    assert "Occupational Safety and Health Convention, 1981" in said


@pytest.mark.parametrize(
    ("code", "name"),
    [("km", "ភាសាខ្មែរ"), ("id", "Indonesia"), ("bn", "বাংলা"), ("xx", "xx")],
)
def test_that_languages_are_called_by_their_own_names(code: str, name: str) -> None:
    assert name_of(code).casefold() == name.casefold()
