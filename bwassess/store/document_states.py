"""How far each document is between this laptop and its hub."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Row, and_, select

from bwassess.journal import receipt as receipts
from bwassess.journal.receipt import Outcome
from bwassess.store import deliveries, exchange, naming, tables
from bwassess.store.evidence import Evidence
from bwassess.store.identity import HubLink
from bwassess.store.queries import moment


@dataclass(frozen=True, slots=True)
class DocumentState:
    """Where one document stands.

    Attributes:
        unsealed: Changes that no batch holds yet.
        unsent: Batches no receipt of the hub covers.
        held: Batches the hub keeps, and doesn't count for the reasons in `reasons`.
        refused: Batches the hub won't have.
        unread: Batches here that only a newer program can read.
        awaited: Batches that others name and that haven't arrived here.
        files_unsent: Evidence files the hub hasn't said it has.
        files_missing: Evidence files that aren't on this laptop; only counted where
            the files are looked at.
        received_at: When the hub gave its latest receipt.
        receipt: Four hex digits of that, to read out.
    """

    document: UUID
    unsealed: int = 0
    unsent: int = 0
    held: int = 0
    refused: int = 0
    unread: int = 0
    awaited: int = 0
    files_unsent: int = 0
    files_missing: int = 0
    received_at: datetime | None = None
    receipt: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_on_hub(self) -> bool:
        """Whether the hub has, and counts, all that is here."""
        return self.received_at is not None and not (
            self.unsealed
            or self.unsent
            or self.held
            or self.refused
            or self.files_unsent
        )


def states(
    connection: Connection,
    link: HubLink | None,
    *,
    documents: Iterable[UUID] | None = None,
    evidence: Evidence | None = None,
) -> dict[UUID, DocumentState]:
    """Where documents stand.

    Args:
        connection: A read transaction.
        link: The hub; None before enrolment, when nothing is on any hub.
        documents: Those wanted; None for all.
        evidence: To look which files are here.
    """
    wanted = None if documents is None else [one.bytes for one in documents]
    statement = select(tables.document.c.key, tables.document.c.id)
    if wanted is not None:
        statement = statement.where(tables.document.c.id.in_(wanted))
    keys = {row.key: UUID(bytes=row.id) for row in connection.execute(statement)}
    unsealed = exchange.unsealed_counts(connection)
    awaited = exchange.awaited_counts(connection)
    withheld = deliveries.withheld(connection, link) if link else {}
    per_document: dict[int, list[Row[*tuple[object, ...]]]] = {}
    for row in _batches(connection, link, None if wanted is None else list(keys)):
        per_document.setdefault(row.document, []).append(row)
    unsent_files, missing_files = _files(connection, link, evidence)
    found = {}
    for key, document in keys.items():
        rows = per_document.get(key, [])
        outcomes = Counter(row.outcome for row in rows if row.outcome is not None)
        said = [withheld[row.hash] for row in rows if row.hash in withheld]
        refused = sum(one.outcome is Outcome.REFUSED for one in said)
        latest = max(
            (row for row in rows if row.outcome is not None),
            key=lambda row: row.at,
            default=None,
        )
        found[document] = DocumentState(
            document,
            unsealed=unsealed.get(document.bytes, 0),
            unsent=sum(row.outcome is None for row in rows) - refused,
            held=outcomes[Outcome.HELD.value],
            refused=refused,
            unread=sum(row.state == Outcome.UNREAD for row in rows),
            awaited=awaited.get(document.bytes, 0),
            files_unsent=unsent_files[key],
            files_missing=missing_files[key],
            received_at=None if latest is None else moment(latest.at),
            receipt="" if latest is None else receipts.read(latest.receipt).short,
            reasons=tuple(sorted({one.reason for one in said if one.reason})),
        )
    return found


def _batches(
    connection: Connection, link: HubLink | None, keys: list[int] | None
) -> Iterable[Row[*tuple[object, ...]]]:
    covering = and_(
        tables.receipt.c.hash == tables.batch.c.hash,
        tables.receipt.c.giver == (link.hub if link else b""),
        tables.receipt.c.epoch == (link.epoch if link else b""),
    )
    statement = select(
        tables.batch.c.document,
        tables.batch.c.hash,
        tables.batch.c.state,
        tables.receipt.c.outcome,
        tables.receipt.c.at,
        tables.receipt.c.bytes.label("receipt"),
    ).outerjoin(tables.receipt, covering)
    if keys is not None:
        statement = statement.where(tables.batch.c.document.in_(keys))
    return connection.execute(statement)


def _files(
    connection: Connection, link: HubLink | None, evidence: Evidence | None
) -> tuple[Counter[int], Counter[int]]:
    there = deliveries.files_there(connection, link) if link else set()
    unsent: Counter[int] = Counter()
    missing: Counter[int] = Counter()
    for one in naming.named(connection):
        unsent[one.document] += len(one.all - there)
        if evidence is not None:
            missing[one.document] += len(evidence.missing(one.shown))
    return unsent, missing
