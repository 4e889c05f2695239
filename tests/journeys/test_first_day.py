"""From nothing to the first answers, through the window, and back after a lock."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from tests.ui.desk import PASSPHRASE, Open
from ui.desktop import Desktop
from ui.frame.places import PLAN, QUESTIONS
from ui.unlock.key_stage import KeyStage

pytestmark = pytest.mark.journey

CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Types and clicks as a person would."""

    def __init__(self, qtbot: QtBot, desktop: Desktop) -> None:
        self._qtbot = qtbot
        self.desktop = desktop

    def type(self, name: str, words: str) -> None:
        field = self.desktop.window.findChild(QLineEdit, name)
        assert field is not None, name
        assert field.isVisible(), name
        self._qtbot.keyClicks(field, words)

    def choose(self, name: str, words: str) -> None:
        box = self.desktop.window.findChild(QComboBox, name)
        assert box is not None, name
        self._qtbot.keyClicks(box, words)
        assert box.currentText() == words

    def press(self, name: str) -> None:
        buttons = self.desktop.window.findChildren(QAbstractButton, name)
        button = next(b for b in buttons if b.isVisible())
        assert button.isEnabled(), name
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        target = QApplication.focusWidget() or self.desktop.window
        self._qtbot.keyClick(target, key, *modifiers)

    def read(self, name: str) -> str:
        label = self.desktop.window.findChild(QLabel, name)
        assert label is not None, name
        return label.text()

    def wait(self, until: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(until)


def test_that_a_first_day_ends_as_it_was_left(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    hands = Hands(qtbot, open_desktop(tmp_path / "vault"))
    make_a_vault(hands)
    plan_an_assessment(hands)
    answer_two_questions(hands)

    hands.key(Qt.Key.Key_F12)
    assert hands.desktop.session is None
    hands.type("passphrase", PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: hands.desktop.frame is not None)
    hands.press("continue")

    assert hands.desktop.frame.location.place == QUESTIONS
    assert hands.desktop.frame.location.question == "OS8.06"
    assert hands.read("bar-findings") == "1 finding"
    hands.key(Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(QApplication.focusWidget(), "padlock")
    hands.key(Qt.Key.Key_Return)
    assert hands.desktop.frame.location.question == "OS8.05"


def make_a_vault(hands: Hands) -> None:
    hands.type("assessor-name", "Chanthou Meas")
    hands.press("continue")
    hands.type("new-passphrase", PASSPHRASE)
    hands.type("new-passphrase-again", PASSPHRASE)
    hands.press("continue")
    run = hands.desktop.gate.first_run
    hands.wait(lambda: isinstance(run.stage, KeyStage))
    for place in run.stage.asked:
        hands.type(f"group-{place + 1}", run.stage.groups[place])
    hands.press("continue")
    hands.press("later")


def plan_an_assessment(hands: Hands) -> None:
    frame = hands.desktop.frame
    hands.press(PLAN)
    page = frame.page
    assert page.objectName() == "planning-page"
    hands.type("new-factory-name", "Rumdoul Apparel")
    hands.choose("new-factory-country", "Cambodia")
    hands.press("begin")
    assert frame.location.place == QUESTIONS
    assert hands.read("top-bar-title") == "Rumdoul Apparel"
    assert hands.desktop.window.windowTitle() == "bwassess"


def answer_two_questions(hands: Hands) -> None:
    frame = hands.desktop.frame
    hands.key(Qt.Key.Key_K, CONTROL)
    hands.desktop.window.findChild(QLineEdit, "palette-words").setText("#OS8.05")
    hands.key(Qt.Key.Key_Return)
    assert frame.location.question == "OS8.05"
    hands.key(Qt.Key.Key_N)
    assert hands.read("bar-findings") == "1 finding"
    assert hands.read("saved-words").startswith("Saved ")
    hands.key(Qt.Key.Key_T)
    hands._qtbot.keyClicks(QApplication.focusWidget(), "padlock on B-2")
