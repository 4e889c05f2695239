"""The projection made again from the batches, in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal.batch import Batch, RefusedBatchError
from bwassess.journal.change import Change, ChangeId
from bwassess.journal.merge import Edge, Head, edges, merge
from bwassess.store import filing, merging, tables


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a document's batches and unsealed changes mean."""

    records: dict[str, tuple[Head, ...]]
    edges: set[Edge]


def replay(
    sealed: Iterable[tuple[int, Batch]], unsealed: Sequence[tuple[ChangeId, Change]]
) -> Replayed:
    """Take all changes of a document at once, batches in the order they came here."""
    portions = [(seq, batch.changes) for seq, batch in sealed]
    portions.append((0, tuple(unsealed)))
    named = edges(change for _, changes in portions for _, change in changes)
    by_record: dict[str, list[tuple[int, ChangeId, Change]]] = {}
    for seq, changes in portions:
        for change_id, change in changes:
            by_record.setdefault(change.record, []).append((seq, change_id, change))
    return Replayed(
        {
            name: _heads(name, arrivals, named)
            for name, arrivals in sorted(by_record.items())
        },
        named,
    )


def _heads(
    name: str, arrivals: list[tuple[int, ChangeId, Change]], named: set[Edge]
) -> tuple[Head, ...]:
    heads: tuple[Head, ...] = ()
    for seq, change_id, change in arrivals:
        heads = merge(heads, [(change_id, change)], record=name, named=named, batch=seq)
    return heads


def batches_of(connection: Connection, key: int) -> list[tuple[int, Batch]]:
    """The batches of a document that count, with their local numbers.

    Their signatures were checked when they came in.
    """
    rows = connection.execute(
        select(tables.batch.c.seq, tables.batch.c.bytes)
        .where(tables.batch.c.document == key, tables.batch.c.state == "accepted")
        .order_by(tables.batch.c.seq)
    )
    return [(row.seq, batches.read(row.bytes, check_signature=False)) for row in rows]


def unsealed_of(connection: Connection, key: int) -> list[tuple[ChangeId, Change]]:
    """The changes of a document that no batch holds yet, as they were made."""
    rows = connection.execute(
        select(tables.unsealed)
        .where(tables.unsealed.c.document == key)
        .order_by(tables.unsealed.c.n)
    )
    return [
        (
            ChangeId(row.id),
            Change(
                row.record,
                row.field,
                canonical.trusted(row.value),
                tuple(canonical.trusted(row.parents)),
                row.at,
                row.origin,
            ),
        )
        for row in rows
    ]


def changes_of(
    connection: Connection, key: int, record: str
) -> dict[ChangeId, tuple[int, Change]]:
    """Every change ever made of a record, each with the number of its batch."""
    found: dict[ChangeId, tuple[int, Change]] = {}
    for seq, changes in (
        *((seq, batch.changes) for seq, batch in batches_of(connection, key)),
        (0, unsealed_of(connection, key)),
    ):
        for change_id, change in changes:
            if change.record == record:
                found.setdefault(change_id, (seq, change))
    return found


def ancestors(
    changes: Iterable[Change], made: Mapping[ChangeId, tuple[int, Change]]
) -> set[ChangeId]:
    """All that lies before some changes in their fields."""
    found: set[ChangeId] = set()
    left = [(change.field, parent) for change in changes for parent in change.parents]
    while left:
        field, name = left.pop()
        known = made.get(name)
        if name in found or known is None or known[1].field != field:
            continue
        found.add(name)
        left += [(field, parent) for parent in known[1].parents]
    return found


def rebuild(connection: Connection, key: int) -> None:
    """Write a document's projection anew from its batches and unsealed changes."""
    found = replay(
        batches_of(connection, key),
        unsealed_of(connection, key),
    )
    merging.clear_projection(connection, key)
    merging.write_named(connection, key, found.edges)
    merging.write_records(connection, key, found.records)
    merging.name_kind(connection, key, found.records)


def read_again(connection: Connection) -> int:
    """Take in what lay here unread and this program can read; how many batches.

    For the first start after an update; the digests stay, for they count every batch.
    """
    rows = connection.execute(
        select(tables.batch.c.seq, tables.batch.c.bytes)
        .where(tables.batch.c.state == "unread")
        .order_by(tables.batch.c.seq)
    ).all()
    done = 0
    for row in rows:
        try:
            batch = batches.read(row.bytes)
        except RefusedBatchError:
            # Its header was sound when it came; what it holds is no batch after all.
            continue
        if not batch.is_readable:
            continue
        key = filing.lock_document(connection, batch.header.document)
        merging.bring_in(connection, key, batch.changes, seq=row.seq)
        connection.execute(
            update(tables.batch)
            .where(tables.batch.c.seq == row.seq)
            .values(state="accepted")
        )
        done += 1
    return done
