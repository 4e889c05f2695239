"""What every editor of an answer can do."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.checklist.given import Value
from bwassess.checklist.model import Choice
from ui.assessment.asked import Asked, facing
from ui.theme import Role, Space, Step
from ui.widgets.check_list import Option
from ui.widgets.label import Label


class Editor(QWidget):
    """Takes an answer of one type; a subclass holds the widget that fits it."""

    given = Signal(object)  # Value; None takes the answer back
    typed = Signal(str)  # an answer on its way, for the draft
    untyped = Signal()  # what is being typed is no answer yet
    file_asked = Signal()  # a file is to be chosen
    camera_asked = Signal()
    file_opened = Signal(object)  # EvidenceId

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._error = Label("", step=Step.NOTE, role=Role.MADDER)
        self._error.setObjectName("editor-error")
        self._error.hide()

    def bind(self, asked: Asked) -> None:
        """Ask another question of the same type."""

    def show_value(self, value: Value) -> None:
        """Show an answer without telling anybody."""
        raise NotImplementedError

    def settle(self) -> None:
        """Tell what was typed, as leaving the field does."""

    def press(self, key: str) -> bool:
        """Answer by a key; whether it meant anything here."""
        return False

    def enter(self) -> None:
        """Put the cursor where the answer is given."""
        child = self.nextInFocusChain()
        if child is not None and self.isAncestorOf(child):
            child.setFocus()

    def tell_typed(self, text: str, meant: str | None) -> None:
        """Tell what is being typed, as far as it could be the answer already."""
        if meant is not None:
            self.typed.emit(meant)
        elif not text.strip():
            self.typed.emit("")
        else:
            self.untyped.emit()

    def refuse(self, why: str) -> None:
        """Say what is wrong and what to do; "" takes it away."""
        self._error.setText(why)
        self._error.setVisible(bool(why))


def options(asked: Asked) -> list[Option]:
    """What may be chosen, with the labels of both languages."""
    return [_option(asked, one) for one in _named(asked.choices)]


def _named(choices: Iterable[Choice]) -> Iterable[Choice]:
    """Each name once: a filter may let twins through."""
    return {one.name: one for one in reversed(tuple(choices))}.values().__reversed__()


def _option(asked: Asked, choice: Choice) -> Option:
    first = asked.first_wording(choice.label)
    second = asked.second_wording(choice.label)
    return Option(
        choice.name,
        facing(first.text, first.language) or choice.name,
        second=facing(second.text, second.language) if second else "",
        language=first.language,
        second_language=second.language if second else "",
        picture=asked.picture(choice.media),
    )
