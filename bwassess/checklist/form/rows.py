"""The rows of repeats that somebody added, in their order, also where none is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bwassess.checklist.names import RowId


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a repeat that isn't made by a count.

    Attributes:
        parent: The row of another repeat that it stands in.
    """

    repeat: str
    id: RowId
    parent: RowId | None = None


class AddedRows:
    """Rows by where they stand; one inside a row that is away stays known."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._in: dict[tuple[str, RowId | None], dict[RowId, Row]] = {}
        self._all: dict[RowId, Row] = {}
        for row in rows:
            self.add(row)

    def __contains__(self, row: RowId) -> bool:
        return row in self._all

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all.values())

    def add(self, row: Row) -> None:
        if row.id not in self._all:
            self._all[row.id] = row
            self._in.setdefault((row.repeat, row.parent), {})[row.id] = row

    def take(self, row: RowId) -> Row | None:
        """Take a row away; those inside it stay known."""
        its = self._all.pop(row, None)
        if its is not None:
            del self._in[its.repeat, its.parent][row]
        return its

    def of(self, repeat: str, parent: RowId | None) -> tuple[RowId, ...]:
        """The rows of a repeat in one place, in order."""
        return tuple(self._in.get((repeat, parent), ()))
