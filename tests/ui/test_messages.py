from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bwassess.errors import BwassessError
from ui.messages import Messages
from ui.widgets.banner import Notice, Tone


@pytest.fixture
def messages(show) -> Messages:
    return Messages(show(QWidget()), log_file=Path("bwassess.log"))


def box_of(messages: Messages) -> QMessageBox:
    window = messages.parent()
    assert isinstance(window, QWidget)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    return box


def press(qtbot, box: QMessageBox, text: str) -> None:
    button = next(b for b in box.buttons() if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


FULL = BwassessError("The disk is full.", hint="Free some space.")


def test_that_an_error_goes_to_the_banner(qtbot, messages: Messages) -> None:
    with qtbot.waitSignal(messages.noticed) as told:
        messages.tell(FULL)
    assert told.args == [
        Notice("The disk is full.", meaning="Free some space.", tone=Tone.LOSS)
    ]


def test_that_a_refusal_is_explained_with_what_to_do(qtbot, messages) -> None:
    messages.explain(FULL)
    box = box_of(messages)
    assert (box.text(), box.informativeText()) == (
        "The disk is full.",
        "Free some space.",
    )
    press(qtbot, box, "Close")


def test_that_only_a_yes_does_what_cannot_be_taken_back(qtbot, messages) -> None:
    done: list[bool] = []

    def ask() -> QMessageBox:
        messages.ask(
            "Remove this laptop?",
            meaning="It can't sync any more.",
            yes="Remove",
            on_yes=lambda: done.append(True),
        )
        return box_of(messages)

    box = ask()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not messages.parent().findChildren(QMessageBox))
    box = ask()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not messages.parent().findChildren(QMessageBox))
    assert not done
    press(qtbot, ask(), "Remove")
    assert done == [True]


def test_that_a_bug_is_confessed_and_logged(qtbot, messages, caplog) -> None:
    messages.confess(ZeroDivisionError("division by zero"))
    box = box_of(messages)
    assert "bwassess.log" in box.informativeText()
    assert "division by zero" not in box.text() + box.informativeText()
    assert "ZeroDivisionError" in caplog.text
    press(qtbot, box, "Go on")
