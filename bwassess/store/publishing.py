"""Whether a checklist version is published, by the word of those whose word it is.

Only what a reviewer or administrator says of it counts, as with approvals; what anyone
else says is void and takes the place of nothing. In a vault that belongs to no
programme yet, its own person is the office.
"""

from collections.abc import Callable

from sqlalchemy import Connection, select

from bwassess.assessment.records import Role
from bwassess.checklist.given import Value
from bwassess.journal.change import Change
from bwassess.journal.merge import Head, shown, unpack
from bwassess.store import tables
from bwassess.store.replay import ancestors, changes_of

_RECORD = "checklist/"

Counting = Callable[[int], bool]
"""Whether a change counts, by the local number of the batch it came in."""


def said_by_office(connection: Connection) -> dict[int, dict[str, Value]]:
    """What counts of `published` and `retired`, by the key of a version's document."""
    counts = _counting(connection)
    rows = connection.execute(
        select(tables.record.c.document, tables.record.c.heads)
        .join(tables.checklist, tables.checklist.c.document == tables.record.c.document)
        .where(tables.record.c.name == _RECORD)
    ).all()
    found = {}
    for row in rows:
        heads = [one for one in unpack(row.heads) if one.field != "facts"]
        if not all(counts(one.batch) and one.origin is None for one in heads):
            heads = _heads(connection, row.document, counts)
        found[row.document] = {
            field: one.value for field, one in shown(_RECORD, heads).items()
        }
    return found


def _counting(connection: Connection) -> Counting:
    known = {
        row.id: row
        for row in connection.execute(
            select(
                tables.certificate.c.id,
                tables.certificate.c.programme,
                tables.certificate.c.device,
                tables.certificate.c.role,
            )
        )
    }
    own = connection.scalar(
        select(tables.fact.c.value).where(tables.fact.c.name == "certificate")
    )
    here = known.get(own) if own else None
    # A device says of itself what it likes: its programme's word counts.
    enrolled = {
        one.id: one
        for one in known.values()
        if one.programme != one.device
        and (here is None or one.programme == here.programme)
    }
    office = {one.device for one in enrolled.values() if Role(one.role).is_office}
    if here is not None and here.programme == here.device:
        office.add(here.device)
    made = {
        row.seq: row
        for row in connection.execute(
            select(
                tables.batch.c.seq, tables.batch.c.device, tables.batch.c.certificate
            ).join(
                tables.checklist,
                tables.checklist.c.document == tables.batch.c.document,
            )
        )
    }

    def counts(batch: int) -> bool:
        if batch == 0:
            return here is not None and here.device in office
        row = made[batch]
        under = enrolled.get(row.certificate)
        if under is not None and under.device == row.device:
            return Role(under.role).is_office
        # Sealed before the programme enrolled its device.
        return row.device in office

    return counts


def _heads(connection: Connection, key: int, counts: Counting) -> list[Head]:
    """What would stand of a version's facts had nobody else said anything."""
    came = {
        name: one
        for name, one in changes_of(connection, key, _RECORD).items()
        if one[1].field != "facts"
    }
    counted = {name: one for name, one in came.items() if counts(one[0])}

    def value(change: Change) -> Value:
        # Putting back what was void puts back nothing.
        origin = came.get(change.origin) if change.origin else None
        return change.value if origin is None or counts(origin[0]) else None

    before = ancestors((change for _batch, change in counted.values()), came)
    return [
        Head(change.field, name, change.at, batch, value(change), change.origin)
        for name, (batch, change) in counted.items()
        if name not in before
    ]
