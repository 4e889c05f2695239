"""Which evidence files the records here name, by SHA-256 in hex.

Another laptop's record may say anything, so only what can name a file counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from bwassess.store import tables
from bwassess.store.evidence import is_hash


@dataclass(frozen=True, slots=True)
class Named:
    """The files one evidence record names.

    Attributes:
        document: Key of its document.
        shown: What screens and reports show: the file and its small picture.
        sealed: The untouched original of a redacted one.
    """

    document: int
    shown: frozenset[str]
    sealed: frozenset[str]
    is_removed: bool

    @property
    def all(self) -> frozenset[str]:
        """Every file the record names."""
        return self.shown | self.sealed


def named(connection: Connection) -> Iterator[Named]:
    """What each evidence record names."""
    row = tables.evidence.c
    found: Iterable[Row[Any]] = connection.execute(
        select(row.document, row.sha256, row.thumbnail, row.original, row.removed)
    )
    for one in found:
        yield Named(
            one.document,
            _files(one.sha256, one.thumbnail),
            _files(one.original),
            one.removed,
        )


def all_files(connection: Connection) -> set[str]:
    """Files that any record names, removed ones too."""
    return {file for one in named(connection) for file in one.all}


def shown_files(connection: Connection) -> set[str]:
    """Files that screens and reports show."""
    return {
        file for one in named(connection) if not one.is_removed for file in one.shown
    }


def _files(*names: str) -> frozenset[str]:
    return frozenset(name for name in names if is_hash(name))
