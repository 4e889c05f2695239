"""The entries of a list, made when they are first looked at."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.widgets.entry import Entry

Index = QModelIndex | QPersistentModelIndex

_AT_ONCE = 24
"""So many entries are measured in one turn; more come as they are scrolled to."""


class EntryModel(QAbstractListModel):
    """Entries made when they are first looked at."""

    class Role(IntEnum):
        ENTRY = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makes: tuple[Callable[[], Entry], ...] = ()
        self._made: dict[int, Entry] = {}
        self._shown = 0

    @property
    def count(self) -> int:
        """How many entries there are, those not scrolled to yet included."""
        return len(self._makes)

    def set_entries(self, makes: Sequence[Callable[[], Entry]]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._makes = tuple(makes)
        self._made = {}
        self._shown = min(_AT_ONCE, len(self._makes))
        self.endResetModel()

    def entry(self, place: int) -> Entry:
        known = self._made.get(place)
        if known is None:
            known = self._made[place] = self._makes[place]()
        return known

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self._makes)

    @override
    def fetchMore(self, parent: Index) -> None:
        last = min(self._shown + _AT_ONCE, len(self._makes))
        if not parent.isValid() and last > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, last - 1)
            self._shown = last
            self.endInsertRows()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self._shown:
            return None
        entry = self.entry(index.row())
        if role == self.Role.ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entry(index.row()).is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)
