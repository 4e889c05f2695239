"""The blue block: the one thing to do next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.text import _
from ui.home.gathering import NextThing
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class NextBlock(Surface):
    """Says what comes next and goes there."""

    continued = Signal(object)  # NextThing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ground=Role.INDIGO, radius=Radius.PANEL, parent=parent)
        self.setObjectName("next-thing")
        self._thing: NextThing | None = None
        self._over = ElidedLabel("", step=Step.NOTE, role=Role.ON_INDIGO)
        self._title = Label("", step=Step.TITLE, role=Role.ON_INDIGO)
        self._title.setObjectName("next-title")
        self._note = ElidedLabel("", step=Step.NOTE, role=Role.ON_INDIGO)
        self._go = Button(_("Continue"), icon="arrow-right", name="continue")
        self._go.set_tall(46)
        self._go.clicked.connect(self._on_pressed)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._over, self._title, self._note):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.L + 4, Space.XL, Space.L + 4)
        row.setSpacing(Space.XL)
        row.addLayout(words, 1)
        row.addWidget(self._go)
        self.setFocusProxy(self._go)

    def show_thing(self, thing: NextThing | None) -> None:
        """Show the next thing; None hides the block."""
        self._thing = thing
        self.setVisible(thing is not None)
        if thing is not None:
            self._over.setText(thing.over)
            self._title.setText(thing.title)
            self._note.setText(thing.note)
            self._go.setAccessibleDescription(f"{thing.title}. {thing.note}")

    def _on_pressed(self) -> None:
        if self._thing is not None:
            self.continued.emit(self._thing)
