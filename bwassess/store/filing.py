"""Batches filed in their document, and what they show to be missing.

Nothing here looks at what a change says; that is merging's.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from types import ModuleType

from sqlalchemy import Connection, Executable, bindparam, delete, select, update

from bwassess.journal.batch import Batch
from bwassess.journal.merge import pack
from bwassess.store import tables
from bwassess.store.merging import Identified, heads_of
from bwassess.store.sql import dialect, insert_if_new

_LOCK = (
    select(tables.document.c.key)
    .where(tables.document.c.id == bindparam("id"))
    .with_for_update()
)
_SEALED = delete(tables.unsealed).where(
    tables.unsealed.c.document == bindparam("document"),
    tables.unsealed.c.id.in_(bindparam("ids", expanding=True)),
)
_NEW_HEADS = (
    update(tables.record)
    .where(
        tables.record.c.document == bindparam("b_document"),
        tables.record.c.name == bindparam("b_name"),
    )
    .values(heads=bindparam("b_heads"))
)
_AWAITED = (
    select(tables.awaited.c.hash)
    .where(
        tables.awaited.c.document == bindparam("document"),
        tables.awaited.c.hash == bindparam("hash"),
    )
    .exists()
)
_ARRIVED = delete(tables.awaited).where(
    tables.awaited.c.document == bindparam("document"),
    tables.awaited.c.hash == bindparam("hash"),
)
_NO_TIPS = (
    update(tables.batch)
    .where(
        tables.batch.c.document == bindparam("b_document"),
        tables.batch.c.hash.in_(bindparam("b_hashes", expanding=True)),
    )
    .values(tip=False)
    .returning(tables.batch.c.hash)
)
_NO_DIGEST = (
    update(tables.document)
    .where(tables.document.c.key == bindparam("b_key"))
    .values(digest=None)
)
_GIVEN = ("seq", "tip")


def lock_document(connection: Connection, document: bytes) -> int:
    """The key of a document, made if it is new; held until the transaction ends."""
    key: int | None = connection.scalar(_LOCK, {"id": document})
    if key is None:
        insert_if_new(connection, tables.document, [{"id": document}])
        key = connection.execute(_LOCK, {"id": document}).scalar_one()
    return key


def append(
    connection: Connection, key: int, batch: Batch, *, state: str = "accepted"
) -> int | None:
    """Keep a batch for ever and note what it shows to be missing.

    Returns its local number, or None if it is here already.
    """
    header = batch.header
    inserted = connection.execute(
        _append(dialect(connection)),
        {
            "hash": batch.hash,
            "document": key,
            "device": header.device,
            "person": header.person,
            "certificate": header.certificate,
            "number": header.number,
            "prev": header.prev,
            "state": state,
            "bytes": batch.data,
        },
    ).first()
    if inserted is None:
        return None
    if not inserted.tip:
        connection.execute(_ARRIVED, {"document": key, "hash": batch.hash})
    _note_missing(connection, key, batch)
    connection.execute(_NO_DIGEST, {"b_key": key})
    return int(inserted.seq)


def mark_sealed(
    connection: Connection, key: int, changes: Sequence[Identified], *, seq: int
) -> None:
    """Say of changes that were unsealed that they are in a batch now."""
    ids = {change_id for change_id, _ in changes}
    before = heads_of(connection, key, {change.record for _, change in changes})
    rows = [
        {
            "b_document": key,
            "b_name": name,
            "b_heads": pack(
                replace(head, batch=seq) if head.batch == 0 and head.id in ids else head
                for head in heads
            ),
        }
        for name, heads in sorted(before.items())
    ]
    connection.execute(_NEW_HEADS, rows)
    connection.execute(_SEALED, {"document": key, "ids": list(ids)})


def _note_missing(connection: Connection, key: int, batch: Batch) -> None:
    """Keep the list of batches that are named but not here, and the tips."""
    header = batch.header
    told = {*header.seen, *([header.prev] if header.prev else ())}
    if not told:
        return
    here = set(
        connection.scalars(_NO_TIPS, {"b_document": key, "b_hashes": sorted(told)})
    )
    insert_if_new(
        connection,
        tables.awaited,
        [{"document": key, "hash": one} for one in sorted(told - here)],
    )


@cache
def _append(module: ModuleType) -> Executable:
    """Insert a batch if it is new; it is a tip unless another one here names it."""
    names = [column.name for column in tables.batch.c if column.name not in _GIVEN]
    statement: Executable = (
        module.insert(tables.batch)
        .values({"tip": ~_AWAITED, **{name: bindparam(name) for name in names}})
        .on_conflict_do_nothing(index_elements=["hash"])
        .returning(tables.batch.c.seq, tables.batch.c.tip)
    )
    return statement
