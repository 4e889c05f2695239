"""The only code that writes what screens and reports read.

Everything enters as changes: the desktop's edits (`edit`), undo (`put_back`), another
laptop's work and the hub's (`take_in`). The projection is written in the same
transaction. All functions work inside a transaction of `Database.write()`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from bwassess.assessment.fields import document_kind, kind_of
from bwassess.assessment.values import Value
from bwassess.journal import canonical
from bwassess.journal.batch import Batch
from bwassess.journal.change import (
    Change,
    ChangeId,
    identify,
    in_order,
    later_than,
)
from bwassess.journal.merge import Edge, Head, edges, merge, pack, shown, unpack
from bwassess.store import projection, tables
from bwassess.store.sql import dialect, insert_if_new, upsert

Identified = tuple[ChangeId, Change]


@dataclass(frozen=True, slots=True)
class Edit:
    """One field to set, as a person says it."""

    record: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class Step:
    """What one act did to one field.

    Attributes:
        before: The heads it replaced.
        made: The heads it left.
    """

    record: str
    field: str
    before: tuple[Head, ...]
    made: tuple[ChangeId, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did at once, kept so that it can be undone as a whole."""

    document: bytes
    steps: tuple[Step, ...]

    def __bool__(self) -> bool:
        return bool(self.steps)


class ChangedSinceError(ValueError):
    """An act can't be undone: someone has changed one of its fields since."""

    def __init__(self, record: str, field: str, heads: tuple[Head, ...]) -> None:
        super().__init__(f"{record} {field}")
        self.record = record
        self.field = field
        self.heads = heads


def lock_document(connection: Connection, document: bytes) -> int:
    """The key of a document, made if it is new; held until the transaction ends."""
    insert_if_new(connection, tables.document, [{"id": document}])
    key: int = connection.execute(
        select(tables.document.c.key)
        .where(tables.document.c.id == document)
        .with_for_update()
    ).scalar_one()
    return key


def edit(
    connection: Connection,
    document: bytes,
    edits: Sequence[Edit],
    *,
    device: bytes,
    now: int,
) -> Act:
    """Set fields in one act; a value that already stands alone makes no change.

    Args:
        connection: A write transaction.
        document: 16 bytes.
        edits: At most one for each field of a record.
        device: Public key of this device.
        now: Milliseconds since 1970.
    """
    key = lock_document(connection, document)
    before = _heads(connection, key, {one.record for one in edits})
    made: list[Identified] = []
    steps: list[Step] = []
    for one in edits:
        value = canonical.normal(one.value)
        heads = _of_field(before.get(one.record, ()), one.field)
        if _says_already(heads, value):
            continue
        change = Change(
            one.record,
            one.field,
            value,
            in_order([head.id for head in heads]),
            later_than((head.at for head in heads), now=now),
        )
        identified = (identify(change, document=document, device=device), change)
        made.append(identified)
        steps.append(Step(one.record, one.field, heads, (identified[0],)))
    _enter(connection, key, made)
    return Act(document, tuple(steps))


def put_back(connection: Connection, act: Act, *, device: bytes, now: int) -> Act:
    """Undo an act as a whole: every former head is said again, naming the act.

    So undoing a settlement reopens the disagreement. The answer is itself an act;
    putting that back is redo.

    Raises:
        ChangedSinceError: a field's heads aren't those the act left.
    """
    key = lock_document(connection, act.document)
    now_standing = _heads(connection, key, {step.record for step in act.steps})
    made: list[Identified] = []
    steps: list[Step] = []
    for step in act.steps:
        heads = _of_field(now_standing.get(step.record, ()), step.field)
        if {head.id for head in heads} != set(step.made):
            raise ChangedSinceError(step.record, step.field, heads)
        parents = in_order(step.made)
        at = later_than((head.at for head in heads), now=now)
        changes = [
            Change(
                step.record,
                step.field,
                former.value,
                parents,
                at,
                former.origin or former.id,
            )
            for former in step.before
        ] or [Change(step.record, step.field, None, parents, at)]
        identified = [
            (identify(change, document=act.document, device=device), change)
            for change in changes
        ]
        made.extend(identified)
        steps.append(
            Step(step.record, step.field, heads, tuple(one for one, _ in identified))
        )
    _enter(connection, key, made)
    return Act(act.document, tuple(steps))


def take_in(connection: Connection, batch: Batch, *, state: str = "accepted") -> bool:
    """Take in a batch that a door has let pass; False if it is here already.

    The batch counts as a whole, whatever else has arrived.
    """
    key = lock_document(connection, batch.header.document)
    seq = append(connection, key, batch, state=state)
    if seq is None:
        return False
    if batch.changes:
        bring_in(connection, key, batch.changes, seq=seq)
    return True


def append(
    connection: Connection, key: int, batch: Batch, *, state: str = "accepted"
) -> int | None:
    """Keep a batch for ever and note what it shows to be missing.

    Returns its local number, or None if it is here already.
    """
    header = batch.header
    waited_for = connection.execute(
        select(tables.awaited.c.hash).where(
            tables.awaited.c.document == key, tables.awaited.c.hash == batch.hash
        )
    ).first()
    inserted = connection.execute(
        dialect(connection)
        .insert(tables.batch)
        .values(
            hash=batch.hash,
            document=key,
            device=header.device,
            person=header.person,
            certificate=header.certificate,
            number=header.number,
            prev=header.prev,
            tip=waited_for is None,
            state=state,
            bytes=batch.data,
        )
        .on_conflict_do_nothing(index_elements=["hash"])
        .returning(tables.batch.c.seq)
    ).first()
    if inserted is None:
        return None
    _note_missing(connection, key, batch)
    connection.execute(
        update(tables.document).where(tables.document.c.key == key).values(digest=None)
    )
    return int(inserted.seq)


def bring_in(
    connection: Connection, key: int, changes: Sequence[Identified], *, seq: int
) -> None:
    """Merge changes into the heads of their records and write the projection.

    Args:
        connection: A write transaction that holds the document.
        key: The document's key.
        changes: New or known, in any order.
        seq: Local number of their batch; 0 while they are not sealed.
    """
    new_edges = edges(change for _, change in changes)
    named = new_edges | _named(connection, key, [one for one, _ in changes])
    by_record: dict[str, list[Identified]] = {}
    for identified in changes:
        by_record.setdefault(identified[1].record, []).append(identified)
    before = _heads(connection, key, by_record.keys())
    after = {
        name: merge(
            before.get(name, ()), of_record, record=name, named=named, batch=seq
        )
        for name, of_record in by_record.items()
    }
    write_named(connection, key, new_edges)
    write_records(connection, key, after)


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
    _name_kind(connection, key, records)


def mark_sealed(
    connection: Connection, key: int, sealed: Mapping[ChangeId, int]
) -> None:
    """Say of changes that were unsealed in which batch they now are."""
    ids = list(sealed)
    names = set(
        connection.scalars(
            select(tables.unsealed.c.record).where(
                tables.unsealed.c.document == key, tables.unsealed.c.id.in_(ids)
            )
        )
    )
    rows = [
        {
            "b_name": name,
            "heads": pack(
                Head(
                    head.field,
                    head.id,
                    head.at,
                    head.batch or sealed.get(head.id, 0),
                    head.value,
                    head.origin,
                )
                for head in heads
            ),
        }
        for name, heads in sorted(_heads(connection, key, names).items())
    ]
    statement = update(tables.record).where(
        tables.record.c.document == key, tables.record.c.name == bindparam("b_name")
    )
    if rows:
        connection.execute(statement, rows)
    connection.execute(
        delete(tables.unsealed).where(
            tables.unsealed.c.document == key, tables.unsealed.c.id.in_(ids)
        )
    )


def save_draft(
    connection: Connection,
    document: bytes,
    record: str,
    field: str,
    *,
    value: Value,
    now: int,
) -> None:
    """Keep what is being typed; it becomes a change when the field is left."""
    key = lock_document(connection, document)
    upsert(
        connection,
        tables.draft,
        [
            {
                "document": key,
                "record": record,
                "field": field,
                "value": canonical.encode(canonical.normal(value)),
                "at": now,
            }
        ],
    )


def drop_draft(
    connection: Connection, document: bytes, record: str, field: str
) -> None:
    """Forget what was being typed: it became a change, or was given up."""
    key = lock_document(connection, document)
    connection.execute(
        delete(tables.draft).where(
            tables.draft.c.document == key,
            tables.draft.c.record == record,
            tables.draft.c.field == field,
        )
    )


def clear_projection(connection: Connection, key: int) -> None:
    """Empty what can be made again from a document's batches and unsealed changes."""
    for table in (tables.record, tables.named, tables.standing, *tables.TYPED.values()):
        connection.execute(delete(table).where(table.c.document == key))


def _enter(connection: Connection, key: int, made: Sequence[Identified]) -> None:
    """Note new changes as unsealed and bring them in."""
    if not made:
        return
    connection.execute(
        insert(tables.unsealed),
        [
            {
                "document": key,
                "record": change.record,
                "field": change.field,
                "id": change_id,
                "value": canonical.encode(change.value),
                "parents": canonical.encode(change.parents),
                "at": change.at,
                "origin": change.origin,
            }
            for change_id, change in made
        ],
    )
    bring_in(connection, key, made, seq=0)


def _heads(
    connection: Connection, key: int, names: Iterable[str]
) -> dict[str, tuple[Head, ...]]:
    rows = connection.execute(
        select(tables.record.c.name, tables.record.c.heads).where(
            tables.record.c.document == key, tables.record.c.name.in_(list(names))
        )
    )
    return {row.name: unpack(row.heads) for row in rows}


def _named(connection: Connection, key: int, ids: Sequence[ChangeId]) -> set[Edge]:
    rows = connection.execute(
        select(tables.named.c.record, tables.named.c.field, tables.named.c.id).where(
            tables.named.c.document == key, tables.named.c.id.in_(list(ids))
        )
    )
    return {Edge(row.record, row.field, ChangeId(row.id)) for row in rows}


def _of_field(heads: Iterable[Head], field: str) -> tuple[Head, ...]:
    return tuple(head for head in heads if head.field == field)


def _says_already(heads: tuple[Head, ...], value: Value) -> bool:
    if not heads:
        return value is None
    return len(heads) == 1 and canonical.encode(heads[0].value) == canonical.encode(
        value
    )


def _note_missing(connection: Connection, key: int, batch: Batch) -> None:
    """Keep the list of batches that are named but not here, and the tips."""
    header = batch.header
    connection.execute(
        delete(tables.awaited).where(
            tables.awaited.c.document == key, tables.awaited.c.hash == batch.hash
        )
    )
    told = sorted({*header.seen, *([header.prev] if header.prev else ())})
    if not told:
        return
    here = set(
        connection.scalars(
            select(tables.batch.c.hash).where(
                tables.batch.c.document == key, tables.batch.c.hash.in_(told)
            )
        )
    )
    connection.execute(
        update(tables.batch)
        .where(tables.batch.c.document == key, tables.batch.c.hash.in_(told))
        .values(tip=False)
    )
    insert_if_new(
        connection,
        tables.awaited,
        [{"document": key, "hash": one} for one in told if one not in here],
    )


def _name_kind(connection: Connection, key: int, names: Iterable[str]) -> None:
    kind = next((k for k in map(document_kind, sorted(names)) if k), None)
    if kind is not None:
        connection.execute(
            update(tables.document)
            .where(tables.document.c.key == key, tables.document.c.kind.is_(None))
            .values(kind=kind.value)
        )
