"""A page that takes a moment to make: it says so before anything else is done."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Role, Space
from ui.widgets.label import Label


class Preparing(QWidget):
    """The place of what is being made.

    Work in another thread and the drawing of a page share one interpreter, so that both
    would take as long as the two together; the page goes first.
    """

    seen = Signal()
    """What it says can be read: time to begin."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_seen = False
        self._waiting = Label(words, role=Role.INK2)
        self._waiting.setContentsMargins(Space.XL, Space.L, Space.L, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._waiting)
        self._column.addStretch(1)

    def put_in(self, made: QWidget) -> None:
        """Show what was waited for."""
        self._waiting.hide()
        self._column.takeAt(1)
        self._column.addWidget(made, 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_seen:
            self._was_seen = True
            QTimer.singleShot(0, self, self.seen.emit)
