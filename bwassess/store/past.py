"""What a field said before, from the batches: heads alone don't tell."""

from uuid import UUID

from sqlalchemy import Connection, select

from bwassess.checklist.given import Value
from bwassess.journal.merge import shown
from bwassess.store import tables
from bwassess.store.disagreements import heads_of
from bwassess.store.queries import key_of_document
from bwassess.store.replay import ancestors, changes_of


def said_before(
    connection: Connection, document: UUID, record: str, field: str
) -> Value:
    """The last other value before the one a field shows; None if there was none.

    What was put back by an undo has the past of what it put back.
    """
    key = key_of_document(connection, document)
    if key is None or not _was_ever_changed(connection, key, record, field):
        return None
    now = shown(record, heads_of(connection, document, record)).get(field)
    made = changes_of(connection, key, record)
    start = made.get(now.head.origin or now.head.id) if now is not None else None
    if now is None or start is None:
        return None
    others = [
        (made[one][1].at, one)
        for one in ancestors([start[1]], made)
        if made[one][1].value != now.value
    ]
    return made[max(others)[1]][1].value if others else None


def _was_ever_changed(
    connection: Connection, key: int, record: str, field: str
) -> bool:
    """Whether a change of the field names another: a look that spares the batches."""
    return (
        connection.execute(
            select(tables.named.c.id)
            .where(
                tables.named.c.document == key,
                tables.named.c.record == record,
                tables.named.c.field == field,
            )
            .limit(1)
        ).first()
        is not None
    )
