"""A part of the visit's page that isn't always there."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.layouts import clear
from ui.widgets.page_column import Heading


class Part(QWidget):
    """A heading with rows that is only there while it has something to say."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.L, 0, 0)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(Heading(title))

    def add(self, row: QWidget) -> None:
        self._column.addWidget(row)

    def clear(self) -> None:
        """Take every row away; the heading stays."""
        clear(self._column, first=1)
