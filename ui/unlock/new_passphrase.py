"""Choosing a passphrase: typed twice, with a plain word on how long it holds."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.text import _
from ui.theme import Space
from ui.unlock.passphrase_edit import PassphraseEdit
from ui.unlock.strength import Level, strength
from ui.widgets.field import Field


class NewPassphrase(QWidget):
    """Two fields; `finished` when Enter is pressed in the second."""

    finished = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = PassphraseEdit(name="new-passphrase")
        self._second = PassphraseEdit(name="new-passphrase-again")
        self._first_field = Field(
            _("New passphrase"),
            self._first,
            hint=_("Four words that nobody says together are easy to keep in mind."),
        )
        self._second_field = Field(_("The same again"), self._second)
        self._first.textChanged.connect(self._on_first)
        self._second.textChanged.connect(self._on_second)
        self._first.returnPressed.connect(self._second.setFocus)
        self._second.returnPressed.connect(self.finished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self._first_field)
        column.addWidget(self._second_field)
        self.setFocusProxy(self._first)

    @property
    def is_good(self) -> bool:
        """Whether both say the same, and enough."""
        text = self._first.text()
        return strength(text).level > Level.REFUSED and text == self._second.text()

    def passphrase(self) -> str | None:
        """What was chosen; None, with the reason shown, while it can't be taken."""
        judged = strength(self._first.text())
        if judged.level is Level.REFUSED:
            self._first_field.set_error(judged.sentence)
            self._first.setFocus()
            return None
        if self._first.text() != self._second.text():
            self._second_field.set_error(_("The two differ. Type it again."))
            self._second.setFocus()
            return None
        return self._first.text()

    def _on_first(self, text: str) -> None:
        judged = strength(text)
        if not text:
            self._first_field.set_error("")
        elif judged.level is Level.GOOD:
            self._first_field.set_good(judged.sentence)
        else:
            self._first_field.set_attention(judged.sentence)
        self._on_second(self._second.text())
        self.changed.emit()

    def _on_second(self, text: str) -> None:
        first = self._first.text()
        if text and text == first and self.is_good:
            self._second_field.set_good()
        elif text and not first.startswith(text):
            self._second_field.set_attention(_("The two differ."))
        else:
            self._second_field.set_error("")
        self.changed.emit()
