"""A few words asked for in place: a sentence reworded, a reason given."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from bwassess.text import _
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface
from ui.widgets.text_area import TextArea


class Saying(Surface):
    """Opens below what it is about; Ctrl+Enter keeps the words, Esc drops them."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__(ground=Role.SUNKEN, radius=Radius.ANSWER)
        self.setObjectName("saying")
        self._title = Label("", step=Step.NOTE, role=Role.INK2, bold=True)
        self._area = TextArea(label="", name="saying-text")
        self._keep = Button(_("Keep"), kind=Kind.PRIMARY, name="saying-keep")
        self._drop = Button(_("Cancel"), kind=Kind.QUIET, name="saying-cancel")
        self._on_said: Callable[[str], None] = lambda _text: None
        self._on_typed: Callable[[str], None] = lambda _text: None
        self._on_dropped: Callable[[], None] = lambda: None
        self._needed = False
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._keep)
        row.addWidget(self._drop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._area)
        column.addLayout(row)
        self._area.typed.connect(self._on_text)
        self._keep.clicked.connect(self._on_kept)
        self._drop.clicked.connect(self._on_cancelled)
        self.hide()

    def ask(
        self,
        title: str,
        *,
        text: str,
        on_said: Callable[[str], None],
        on_typed: Callable[[str], None] | None = None,
        on_dropped: Callable[[], None] | None = None,
        needed: bool = False,
    ) -> None:
        """Ask for words; `needed` words can't be empty."""
        self._title.setText(title)
        self._area.setAccessibleName(title)
        self._area.set_text(text)
        self._on_said = on_said
        self._on_typed = on_typed or (lambda _text: None)
        self._on_dropped = on_dropped or (lambda: None)
        self._needed = needed
        self._gate()
        self.show()
        self._area.setFocus()
        self.opened.emit()

    def close_quietly(self) -> None:
        """Close without keeping anything."""
        self.hide()
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_kept()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_cancelled()
        else:
            super().keyPressEvent(event)

    def _on_text(self, text: str) -> None:
        self._gate()
        self._on_typed(text)

    def _gate(self) -> None:
        empty = self._needed and not self._area.text.strip()
        self._keep.allow(not empty, reason=_("Say why first."))

    def _on_cancelled(self) -> None:
        self.close_quietly()
        self._on_dropped()

    def _on_kept(self) -> None:
        if self._keep.isEnabled():
            said = self._area.text.strip()
            self.close_quietly()
            self._on_said(said)
