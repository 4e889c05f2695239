"""The card of the open question."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.checklist.names import QuestionId
from ui.assessment.card import QuestionCard
from ui.assessment.page import AssessmentPage
from ui.widgets.button import Button

EXITS = QuestionId("OS8.05")


def opened(page: AssessmentPage) -> QuestionCard:
    page.open_question(EXITS)
    return page.findChild(QuestionCard)


def test_that_tab_walks_the_card_from_top_to_bottom(page: AssessmentPage) -> None:
    card = opened(page)
    page.press("N")
    QApplication.sendPostedEvents()
    stops: list[str] = []
    here: QWidget | None = card
    while here is not None and (here := here.nextInFocusChain()) is not card:
        is_stop = here.focusPolicy() & Qt.FocusPolicy.TabFocus
        if is_stop and card.isAncestorOf(here) and here.isVisibleTo(card):
            stops.append(here.objectName())
    down = ["answer-yes", "finding-reword", "extent", "source-worker", "add-photo"]
    assert [stops.index(one) for one in down] == sorted(map(stops.index, down))
    assert stops[0] == "answer-yes"
    assert stops[-1] == "note"


def test_that_the_cards_of_approved_work_can_be_read_but_not_changed(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    card = opened(page)
    shown = card.asked
    assert shown is not None
    card.bind(replace(shown, is_approved=True))
    assert not page.findChild(Button, "add-photo").isEnabled()
    assert not page.findChild(QPlainTextEdit, "note").isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert page.view.answer(EXITS).is_open
    card.bind(shown)
    assert page.findChild(Button, "add-photo").isEnabled()
