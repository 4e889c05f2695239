"""A list too long to look through: what is chosen, and what fits the words typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.text import _, ngettext
from ui import theme
from ui.theme import Role, Space, Step
from ui.widgets.check_list import CheckList, Option
from ui.widgets.label import Label

_MOST = 8


class LongList(QWidget):
    """Shows a few rows at a time; Enter takes the first that fits."""

    ticked = Signal(object)  # frozenset of values

    def __init__(
        self,
        *,
        label: str,
        one_only: bool,
        name: str = "long-list",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._one_only = one_only
        self._options: tuple[Option, ...] = ()
        self._on: frozenset[str] = frozenset()
        self.field = _Field(label)
        self.field.setObjectName(f"{name}-search")
        self._rows = CheckList(one_only=one_only, name=f"{name}-rows")
        self._rest = Label("", step=Step.NOTE, role=Role.INK3)
        self._rest.setObjectName(f"{name}-rest")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        for part in (self.field, self._rows, self._rest):
            column.addWidget(part)
        self.field.textChanged.connect(lambda _text: self._show())
        self.field.entered.connect(self._on_entered)
        self._rows.ticked.connect(self._on_ticked)

    @property
    def on(self) -> frozenset[str]:
        return self._on

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; the words typed are gone with the old ones."""
        if tuple(options) != self._options:
            self._options = tuple(options)
            self.field.clear()
            self._show()

    def set_on(self, on: frozenset[str]) -> None:
        """Show what is chosen without telling anybody."""
        if on != self._on:
            self._on = on
            self._show()

    def toggle_by_number(self, number: int) -> bool:
        """Choose the row of a number among those that are shown."""
        return self._rows.toggle_by_number(number)

    def _found(self) -> list[Option]:
        """What fits the words; without words, what is chosen and then the rest."""
        words = self.field.text().casefold().split()
        if words:
            return [
                one
                for one in self._options
                if all(
                    word in f"{one.label} {one.second} {one.value}".casefold()
                    for word in words
                )
            ]
        return sorted(self._options, key=lambda one: one.value not in self._on)

    def _show(self) -> None:
        found = self._found()
        self._rows.set_options(found[:_MOST])
        self._rows.set_on(self._on)
        self._rows.setVisible(bool(found))
        more = len(found) - _MOST
        if not found:
            said = _("Nothing in the list has these words.")
        elif more > 0:
            said = ngettext(
                "{count} more. Type a word of it to find it.",
                "{count} more. Type a word to find the right one.",
                more,
            ).format(count=more)
        else:
            said = ""
        self._rest.setText(said)
        self._rest.setVisible(bool(said))

    def _on_ticked(self, shown_on: frozenset[str]) -> None:
        shown = {one.value for one in self._found()[:_MOST]}
        kept = frozenset() if self._one_only else self._on - shown
        self._on = kept | shown_on
        self.ticked.emit(self._on)
        if self._one_only and self._on:
            self.field.clear()

    def _on_entered(self) -> None:
        if self.field.text().strip() and self._found():
            self._rows.toggle_by_number(1)
            self.field.clear()


class _Field(QLineEdit):
    """Enter belongs to it, not to the page."""

    entered = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setPlaceholderText(_("Type to search the list"))
        self.setAccessibleName(label)
        self.setClearButtonEnabled(True)
        self.setProperty("tall", "true")
        theme.watch(self._dress)

    def _dress(self) -> None:
        self.setFont(theme.current().font())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
