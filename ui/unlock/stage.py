"""One page of the first run: what it asks, and what it still needs."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.errors import BwassessError
from ui import theme
from ui.theme import Role, Space, Step
from ui.widgets.label import Label

_FIELD_WIDTH = 520


class Stage(QWidget):
    """A page of the way; each kind of page says itself what it still needs."""

    changed = Signal()
    done = Signal()  # Enter in the last field

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        # The ring around a field that has the focus needs room at the edges.
        self.column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.column.setSpacing(Space.L)
        self.column.addWidget(Label(title, step=Step.DISPLAY))
        words = Label(text, step=Step.FINDING, role=Role.INK2)
        words.setMaximumWidth(660)
        self.column.addWidget(words)
        self.column.addSpacing(Space.S)

    @property
    def missing(self) -> str:
        """What is still missing, in a few words; empty when it may go on."""
        return ""

    def is_complete(self) -> bool:
        """Look closer than `missing`, and show what is wrong."""
        return not self.missing

    def show_error(self, error: BwassessError) -> bool:
        """Show an error where it belongs; False if that isn't here."""
        return False

    def add_field(self, field: QWidget) -> None:
        field.setMaximumWidth(_FIELD_WIDTH * theme.current().text_size // 100)
        self.column.addWidget(field)
