"""The only code that writes what screens and reports read.

Everything enters as changes: the desktop's edits (`edit`), undo (`put_back`), another
laptop's work and the hub's (`take_in`). The projection is written in the same
transaction. All functions work inside a transaction of `Database.write()`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    insert,
    select,
)

from bwassess.checklist.given import Value
from bwassess.journal import canonical
from bwassess.journal.batch import MAX_NAME, MAX_PARENTS, MAX_VALUE, Batch
from bwassess.journal.change import (
    MAX_AT,
    Change,
    ChangeId,
    identify,
    in_order,
    later_than,
)
from bwassess.journal.merge import Head
from bwassess.store import tables
from bwassess.store.errors import TooLong
from bwassess.store.filing import append, lock_document
from bwassess.store.merging import (
    Heads,
    Identified,
    bring_in,
    bring_in_own,
    heads_of,
)
from bwassess.store.sql import upsert


@dataclass(frozen=True, slots=True)
class Edit:
    """One field to set, as a person says it.

    Attributes:
        insists: Whether it is said also where the value stands already, because it
            counts by who says it.
    """

    record: str
    field: str
    value: Value
    insists: bool = False


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


_ROOM = MAX_PARENTS - 1

_UNSEALED = insert(tables.unsealed)
_NO_DRAFT = delete(tables.draft).where(
    tables.draft.c.document
    == select(tables.document.c.key)
    .where(tables.document.c.id == bindparam("id"))
    .scalar_subquery(),
    tables.draft.c.record == bindparam("b_record"),
    tables.draft.c.field == bindparam("b_field"),
)


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
    before = heads_of(connection, key, {one.record for one in edits})
    made: list[Identified] = []
    steps: list[Step] = []
    said = _Saying(document, device, now)
    for one in edits:
        value = storable(one.value)
        heads = _of_field(before.get(one.record, ()), one.field)
        if _says_already(heads, value) and not one.insists:
            continue
        changes = said.after(heads, one.record, one.field, value)
        made.extend(changes)
        steps.append(Step(one.record, one.field, heads, (changes[-1][0],)))
    _enter(connection, key, made, before=before)
    return Act(document, tuple(steps))


def put_back(connection: Connection, act: Act, *, device: bytes, now: int) -> Act:
    """Undo an act as a whole: every former head is said again, naming the act.

    So undoing a settlement reopens the disagreement. The answer is itself an act;
    putting that back is redo.

    Raises:
        ChangedSinceError: a field's heads aren't those the act left.
    """
    key = lock_document(connection, act.document)
    before = heads_of(connection, key, {step.record for step in act.steps})
    made: list[Identified] = []
    steps: list[Step] = []
    said = _Saying(act.document, device, now)
    for step in act.steps:
        heads = _of_field(before.get(step.record, ()), step.field)
        if {head.id for head in heads} != set(step.made):
            raise ChangedSinceError(step.record, step.field, heads)
        changes = [
            said.after(
                heads,
                step.record,
                step.field,
                former.value,
                origin=former.origin or former.id,
            )
            for former in step.before
        ] or [said.after(heads, step.record, step.field, None)]
        made.extend(one for several in changes for one in several)
        steps.append(
            Step(
                step.record,
                step.field,
                heads,
                tuple(several[-1][0] for several in changes),
            )
        )
    _enter(connection, key, made, before=before)
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
                "value": canonical.encode(storable(value)),
                "at": now,
            }
        ],
    )


def drop_draft(
    connection: Connection, document: bytes, record: str, field: str
) -> None:
    """Forget what was being typed: it became a change, or was given up."""
    connection.execute(
        _NO_DRAFT, {"id": document, "b_record": record, "b_field": field}
    )


@dataclass(frozen=True, slots=True)
class _Saying:
    """Someone at a device, saying things of one document."""

    document: bytes
    device: bytes
    now: int

    def after(
        self,
        heads: Sequence[Head],
        record: str,
        field: str,
        value: Value,
        *,
        origin: ChangeId | None = None,
    ) -> list[Identified]:
        """A change that names all heads of its field, the last of those returned.

        More heads than one change may name take several, each naming the one before.
        """
        if max(len(record), len(field)) > MAX_NAME or "\0" in record + field:
            raise ValueError(f"no batch can carry a record named {record!r}")
        made: list[Identified] = []
        parents = list(in_order([head.id for head in heads]))
        at = later_than((head.at for head in heads), now=self.now)
        while not made or parents:
            named = in_order([*parents[:_ROOM], *(one for one, _ in made[-1:])])
            change = Change(
                record, field, value, named, min(at + len(made), MAX_AT), origin
            )
            made.append(
                (identify(change, document=self.document, device=self.device), change)
            )
            del parents[:_ROOM]
        return made


def _enter(
    connection: Connection, key: int, made: Sequence[Identified], *, before: Heads
) -> None:
    """Note new changes as unsealed and bring them in."""
    if not made:
        return
    # Rivals that put back the same value for the same reason are one change.
    made = list(dict(made).items())
    connection.execute(
        _UNSEALED,
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
    bring_in_own(connection, key, made, before=before)


def storable(value: Value) -> Value:
    """A value in its normal form.

    Raises:
        TooLong: no batch could carry it.
    """
    normal = canonical.normal(value)
    if len(canonical.encode(normal)) > MAX_VALUE:
        raise TooLong(MAX_VALUE)
    return normal


def _of_field(heads: Iterable[Head], field: str) -> tuple[Head, ...]:
    return tuple(head for head in heads if head.field == field)


def _says_already(heads: tuple[Head, ...], value: Value) -> bool:
    if not heads:
        return value is None
    return len(heads) == 1 and canonical.encode(heads[0].value) == canonical.encode(
        value
    )
