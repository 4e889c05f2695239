"""Proof that the vault says what its batches say: the whole of it, byte by byte."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from bwassess.assessment.fields import kind_of
from bwassess.journal import batch as batches
from bwassess.journal.batch import Batch, RefusedBatchError
from bwassess.journal.merge import Edge, pack, shown
from bwassess.journal.receipt import Outcome
from bwassess.store import projection, tables
from bwassess.store.evidence import is_hash
from bwassess.store.replay import Replayed, replay, unsealed_of
from bwassess.text import _

_FILED = ("device", "person", "certificate", "number", "prev")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Flaw:
    """One place where the vault isn't what it should be."""

    document: bytes | None
    message: str


def verify(connection: Connection, *, progress: Progress | None = None) -> list[Flaw]:
    """Open every batch with its signature, replay, compare every record and row.

    Args:
        connection: A read transaction.
        progress: Told after each document how many of how many are done.
    """
    flaws: list[Flaw] = []
    rows = connection.execute(
        select(tables.document.c.key, tables.document.c.id).order_by(
            tables.document.c.key
        )
    ).all()
    for done, row in enumerate(rows, 1):
        flaws.extend(
            Flaw(row.id, message) for message in _document(connection, row.key, row.id)
        )
        if progress is not None:
            progress(done, len(rows))
    return flaws


def sizes(connection: Connection) -> dict[str, int]:
    """How many documents, batches and records there are, by table."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (tables.document, tables.batch, tables.record)
    }


def evidence_named(connection: Connection) -> list[str]:
    """The files that assessments name, removed evidence apart."""
    return [
        name
        for name in connection.scalars(
            select(tables.evidence.c.sha256).where(~tables.evidence.c.removed)
        )
        if is_hash(name)
    ]


def _document(connection: Connection, key: int, document: bytes) -> Iterator[str]:
    sealed: list[tuple[int, Batch]] = []
    for row in connection.execute(
        select(tables.batch)
        .where(tables.batch.c.document == key)
        .order_by(tables.batch.c.seq)
    ):
        try:
            batch = batches.read(row.bytes)
        except RefusedBatchError as error:
            yield _("A stored batch was altered ({reason}).").format(
                reason=error.reason
            )
            return
        header = batch.header
        if batch.hash != row.hash:
            yield _("A batch is filed under another batch's hash.")
        if header.document != document or any(
            getattr(header, name) != getattr(row, name) for name in _FILED
        ):
            yield _("A batch is filed under other facts than its own.")
        if row.state == Outcome.ACCEPTED:
            sealed.append((row.seq, batch))
    found = replay(sealed, unsealed_of(connection, key))
    yield from _records(connection, key, found)
    yield from _typed(connection, key, found)


def _records(connection: Connection, key: int, found: Replayed) -> Iterator[str]:
    stored = {
        row.name: (row.heads, row.disputed)
        for row in connection.execute(
            select(tables.record).where(tables.record.c.document == key)
        )
    }
    expected = {
        name: (pack(heads), projection.disputed(shown(name, heads)))
        for name, heads in found.records.items()
    }
    for name in sorted(stored.keys() | expected.keys()):
        if stored.get(name) != expected.get(name):
            yield _("Record {record} differs from its changes.").format(record=name)
    named = {
        Edge(row.record, row.field, row.id)
        for row in connection.execute(
            select(tables.named).where(tables.named.c.document == key)
        )
    }
    if named != found.edges:
        yield _("The list of replaced changes differs from the batches.")


def _typed(connection: Connection, key: int, found: Replayed) -> Iterator[str]:
    expected: dict[str, list[dict[str, Any]]] = {kind: [] for kind in tables.TYPED}
    for name, heads in found.records.items():
        row = projection.row_of(name, shown(name, heads))
        if row is not None:
            expected[kind_of(name)].append({"document": key, **row})
    for kind, table in tables.TYPED.items():
        rows = connection.execute(select(table).where(table.c.document == key))
        stored = [dict(row) for row in rows.mappings()]
        if _keyed(table, stored) != _keyed(table, expected[kind]):
            yield _("The table of {kind} differs from its changes.").format(kind=kind)


def _keyed(table: Table, rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], Any]:
    names = [column.name for column in table.primary_key]
    return {tuple(row[name] for name in names): row for row in rows}
