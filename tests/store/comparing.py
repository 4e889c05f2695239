"""Whether replicas say the same, and what the definition says they should say."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from bwassess.journal.batch import Batch
from bwassess.journal.merge import unpack
from bwassess.store import tables
from bwassess.store.disagreements import disagreements
from bwassess.store.verify import verify
from tests.store.simulator import World


def picture(connection: Connection) -> dict[str, Any]:
    """All that a replica says, without the numbers that only it knows."""
    documents = connection.execute(
        select(tables.document.c.key, tables.document.c.id, tables.document.c.kind)
    ).all()
    ids = {row.key: row.id for row in documents}
    used = set(connection.scalars(select(tables.record.c.document)))
    found: dict[str, Any] = {
        "disagreements": {
            (document, one.record, one.field, tuple(repr(r.value) for r in one.rivals))
            for document in ids.values()
            for one in disagreements(connection, document)
        },
        # One in which nothing was said is here alone.
        "documents": {(row.id, row.kind) for row in documents if row.key in used},
        "batches": set(connection.scalars(select(tables.batch.c.hash))),
        "tips": set(
            connection.scalars(select(tables.batch.c.hash).where(tables.batch.c.tip))
        ),
        "record": {
            (ids[row.document], row.name): (
                row.disputed,
                tuple(
                    (h.field, h.id, h.at, repr(h.value), h.origin)
                    for h in unpack(row.heads)
                ),
            )
            for row in connection.execute(select(tables.record))
        },
    }
    for table in (tables.named, tables.awaited, *tables.TYPED.values()):
        found[table.name] = {
            (ids[row["document"]], *(v for k, v in row.items() if k != "document"))
            for row in connection.execute(select(table)).mappings()
        }
    return found


def by_definition(everything: Iterable[Batch]) -> dict[tuple[bytes, str], set[Any]]:
    """Every record's heads: changes that no other change of their field names."""
    changes = {
        (batch.header.document, one): change
        for batch in everything
        for one, change in batch.changes
    }
    named = {
        (document, change.record, change.field, parent)
        for (document, _), change in changes.items()
        for parent in change.parents
    }
    found: dict[tuple[bytes, str], set[Any]] = {}
    for (document, one), change in changes.items():
        heads = found.setdefault((document, change.record), set())
        if (document, change.record, change.field, one) not in named:
            heads.add((change.field, one, change.at, repr(change.value), change.origin))
    return found


def check(world: World, everything: list[Batch]) -> None:
    """All replicas are equal, to each other, to the definition, to a replay."""
    pictures = []
    for device in world.devices:
        with device.database.read() as connection:
            assert verify(connection) == []
            pictures.append(picture(connection))
    for other in pictures[1:]:
        for name, one in pictures[0].items():
            assert other[name] == one, name
    heads = {place: set(one) for place, (_, one) in pictures[0]["record"].items()}
    assert heads == by_definition(everything)
    sealed = {one for batch in everything for one, _ in batch.changes}
    for device in world.devices:
        assert device.known <= sealed
