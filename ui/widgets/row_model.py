"""Rows of values for a list that is painted: what the lists of the program stand on."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")

ROW = Qt.ItemDataRole.UserRole + 1
"""The row itself, for the delegate that paints it."""


class RowModel(QAbstractListModel, Generic[R]):
    """Rows in order; the same rows that say something else change in place."""

    def __init__(
        self,
        *,
        same: Callable[[R], object],
        title: Callable[[R], str],
        spoken: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        """Make a model without rows.

        Args:
            same: What stays of a row when only what it says changes.
            title: What is found by typing its first letters.
            spoken: What a screen reader says of it.
            parent: Lives as long.
        """
        super().__init__(parent)
        self._same, self._title, self._spoken = same, title, spoken
        self._rows: tuple[R, ...] = ()

    @property
    def rows(self) -> tuple[R, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; where they are the same ones, only the changed redraw."""
        new = tuple(rows)
        if [self._same(one) for one in new] != [self._same(one) for one in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        before, self._rows = self._rows, new
        for place, (old, row) in enumerate(zip(before, new, strict=True)):
            if old != row:
                self.dataChanged.emit(self.index(place), self.index(place))

    def row(self, place: int) -> R | None:
        """The row at a place; None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_where(self, found: Callable[[R], bool]) -> int | None:
        """Where the first such row stands; None if there is none."""
        places = (place for place, row in enumerate(self._rows) if found(row))
        return next(places, None)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None
