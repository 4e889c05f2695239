"""Changes meet the records of their document, and the projection follows.

All functions work inside a write transaction that holds the document.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from bwassess.assessment.fields import kind_of, kind_shown
from bwassess.journal.change import Change, ChangeId
from bwassess.journal.merge import Edge, Head, edges, merge, pack, shown, unpack
from bwassess.store import projection, tables
from bwassess.store.sql import insert_if_new, upsert

Identified = tuple[ChangeId, Change]
Heads = Mapping[str, tuple[Head, ...]]

_HEADS = select(tables.record.c.name, tables.record.c.heads).where(
    tables.record.c.document == bindparam("key"),
    tables.record.c.name.in_(bindparam("names", expanding=True)),
)
_NAMED = select(tables.named.c.record, tables.named.c.field, tables.named.c.id).where(
    tables.named.c.document == bindparam("key"),
    tables.named.c.id.in_(bindparam("ids", expanding=True)),
)
# The least of all kinds, so that the order of arrival says nothing.
_NAME_KIND = (
    update(tables.document)
    .where(
        tables.document.c.key == bindparam("b_key"),
        or_(
            tables.document.c.kind.is_(None),
            tables.document.c.kind > bindparam("b_kind"),
        ),
    )
    .values(kind=bindparam("b_kind"))
)


def heads_of(
    connection: Connection, key: int, names: Iterable[str]
) -> dict[str, tuple[Head, ...]]:
    """The heads of records by name; those not here are left out."""
    rows = connection.execute(_HEADS, {"key": key, "names": list(names)})
    return {name: unpack(heads) for name, heads in rows}


def bring_in(
    connection: Connection, key: int, changes: Sequence[Identified], *, seq: int
) -> None:
    """Merge changes into the heads of their records and write the projection.

    Args:
        connection: A write transaction that holds the document.
        key: The document's key.
        changes: New or known, in any order.
        seq: Local number of their batch.
    """
    rows = connection.execute(_NAMED, {"key": key, "ids": [one for one, _ in changes]})
    named = {Edge(record, field, ChangeId(one)) for record, field, one in rows}
    before = heads_of(connection, key, {change.record for _, change in changes})
    _merge_in(connection, key, changes, before=before, named=named, seq=seq)


def bring_in_own(
    connection: Connection, key: int, changes: Sequence[Identified], *, before: Heads
) -> None:
    """The same for changes just made, each naming all heads of its field.

    Nobody can have named such a change yet: it would be named by one that a head
    descends from, and its id says that it descends from that head itself.
    """
    _merge_in(connection, key, changes, before=before, named=set(), seq=0)


def _merge_in(
    connection: Connection,
    key: int,
    changes: Sequence[Identified],
    *,
    before: Heads,
    named: set[Edge],
    seq: int,
) -> None:
    new_edges = edges(change for _, change in changes)
    named |= new_edges
    by_record: dict[str, list[Identified]] = {}
    for identified in changes:
        by_record.setdefault(identified[1].record, []).append(identified)
    after = {
        name: merge(
            before.get(name, ()), of_record, record=name, named=named, batch=seq
        )
        for name, of_record in by_record.items()
    }
    write_named(connection, key, new_edges)
    write_records(connection, key, after)
    name_kind(connection, key, [name for name in after if name not in before])


def write_named(connection: Connection, key: int, new: Iterable[Edge]) -> None:
    """Remember which changes have been named, so that none of them can come back."""
    insert_if_new(
        connection,
        tables.named,
        [
            {
                "document": key,
                "id": edge.parent,
                "record": edge.record,
                "field": edge.field,
            }
            for edge in sorted(new, key=lambda e: (e.parent, e.record, e.field))
        ],
    )


def write_records(
    connection: Connection, key: int, records: Mapping[str, Iterable[Head]]
) -> None:
    """Write records and their typed rows from their heads."""
    rows = []
    typed: dict[str, list[projection.Row]] = {}
    for name in sorted(records):
        heads = tuple(records[name])
        fields = shown(name, heads)
        rows.append(
            {
                "document": key,
                "name": name,
                "heads": pack(heads),
                "disputed": projection.disputed(fields),
            }
        )
        row = projection.row_of(name, fields)
        if row is not None:
            typed.setdefault(kind_of(name), []).append({"document": key, **row})
    upsert(connection, tables.record, rows)
    for kind in sorted(typed):
        upsert(connection, tables.TYPED[kind], typed[kind])


def name_kind(connection: Connection, key: int, names: Iterable[str]) -> None:
    """Say what kind of document it is, from the names of records new in it."""
    kinds = [kind.value for kind in map(kind_shown, names) if kind is not None]
    if kinds:
        connection.execute(_NAME_KIND, {"b_key": key, "b_kind": min(kinds)})


def clear_projection(connection: Connection, key: int) -> None:
    """Empty what can be made again from a document's batches and unsealed changes."""
    for table in (tables.record, tables.named, tables.standing, *tables.TYPED.values()):
        connection.execute(delete(table).where(table.c.document == key))
    connection.execute(
        update(tables.document).where(tables.document.c.key == key).values(kind=None)
    )
