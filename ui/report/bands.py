"""Lines above the pages of a report."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwassess.text import _
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class StaleLine(Surface):
    """Says that what is shown isn't the newest."""

    asked = Signal()  # for a new one

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(ground=Role.WELD_TINT, parent=parent)
        self.setObjectName("report-stale")
        again = Button(
            _("Make again"), kind=Kind.QUIET, step=Step.NOTE, name="make-again"
        )
        again.clicked.connect(lambda: self.asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.L, 0)
        words = Label(_("The assessment changed since."), step=Step.NOTE)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(again)
        self.hide()


class NarrowLine(Surface):
    """Says in one line what the panel says, where there is no room for it."""

    opened = Signal(bool)  # whether the panel is wanted

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(ground=None, edges=Qt.Edge.BottomEdge, parent=parent)
        self._words = Label("", step=Step.NOTE, bold=True)
        button = Button(
            _("Stops and saving"),
            icon="panel-right",
            step=Step.NOTE,
            name="open-stops",
        )
        button.setCheckable(True)
        button.toggled.connect(self.opened)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, 0, Space.L, Space.S)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(button)
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(words)
