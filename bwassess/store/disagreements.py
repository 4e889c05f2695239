"""What is open between people: rival values, and what keeps a document unfinished."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, select

from bwassess.assessment.fields import key_of, kind_of
from bwassess.assessment.records import Disagreement, PersonId, Rival
from bwassess.checklist.names import QuestionId
from bwassess.journal.merge import Head, shown, unpack
from bwassess.store import tables
from bwassess.store.queries import key_of_document, moment


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a batch."""

    person: PersonId | None
    name: str
    device: str


def disagreements(
    connection: Connection, document: UUID | bytes
) -> tuple[Disagreement, ...]:
    """The open disagreements of a document, each with who said what and when."""
    key = key_of_document(connection, document)
    if key is None:
        return ()
    writers = writers_of(connection, key)
    found = []
    for row in connection.execute(
        select(tables.record.c.name, tables.record.c.heads)
        .where(tables.record.c.document == key, tables.record.c.disputed != "")
        .order_by(tables.record.c.name)
    ):
        heads = unpack(row.heads)
        for field, one in sorted(shown(row.name, heads).items()):
            if not one.disputed:
                continue
            rivals = [head for head in heads if head.field == field]
            found.append(
                Disagreement(
                    row.name,
                    field,
                    tuple(_rival(head, writers) for head in _by_time(rivals)),
                    QuestionId(key_of(row.name))
                    if kind_of(row.name) == "answer"
                    else None,
                )
            )
    return tuple(found)


def _by_time(heads: Iterable[Head]) -> list[Head]:
    return sorted(heads, key=lambda head: (head.at, head.id))


def _rival(head: Head, writers: Mapping[int, Writer]) -> Rival:
    writer = writers.get(head.batch, Writer(None, "", ""))
    return Rival(
        head.field,
        head.value,
        writer.person,
        writer.name,
        writer.device,
        moment(head.at),
    )


def writers_of(connection: Connection, key: int) -> dict[int, Writer]:
    """Who wrote each batch of a document, by the batch's local number."""
    names = {
        row.device: row.name
        for row in connection.execute(
            select(tables.certificate.c.device, tables.certificate.c.name).order_by(
                tables.certificate.c.id
            )
        )
    }
    return {
        row.seq: Writer(
            PersonId(UUID(bytes=row.person)),
            names.get(row.device, ""),
            row.device.hex()[:8],
        )
        for row in connection.execute(
            select(
                tables.batch.c.seq, tables.batch.c.person, tables.batch.c.device
            ).where(tables.batch.c.document == key)
        )
    }


def heads_of(
    connection: Connection, document: UUID | bytes, record: str
) -> tuple[Head, ...]:
    """The heads of one record."""
    key = key_of_document(connection, document)
    data = connection.scalar(
        select(tables.record.c.heads).where(
            tables.record.c.document == key, tables.record.c.name == record
        )
    )
    return unpack(data) if data else ()


def obstacles(connection: Connection, document: UUID | bytes) -> dict[str, int]:
    """What stands in the way of finalising a document, counted by kind."""
    key = key_of_document(connection, document)
    identity = document if isinstance(document, bytes) else document.bytes

    def count(table: Table, *where: Any) -> int:
        statement = select(func.count()).select_from(table).where(*where)
        return connection.scalar(statement) or 0

    return {
        "disagreement": len(disagreements(connection, identity)),
        "awaited": count(tables.awaited, tables.awaited.c.document == key),
        "held": count(tables.held, tables.held.c.document == identity),
        "unread": count(
            tables.batch,
            tables.batch.c.document == key,
            tables.batch.c.state == "unread",
        ),
        "draft": count(tables.draft, tables.draft.c.document == key),
    }
