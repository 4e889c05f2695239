"""What a hub has said of this replica's batches and files, signed or not.

That a batch is there is proved by a receipt; that it is held back or refused, and that
a file is there whole, a hub merely tells.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, select

from bwassess.journal.receipt import Outcome
from bwassess.store import tables
from bwassess.store.identity import HubLink
from bwassess.store.sql import upsert

_WHOLE = "whole"
"""What a hub says of an evidence file it has."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A batch of this replica that a hub holds back or won't have.

    Attributes:
        reason: Code of why.
    """

    batch: bytes
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A batch of this laptop that the hub has said it holds back or won't have."""

    document: UUID
    batch: str
    outcome: Outcome
    reason: str


def withheld(connection: Connection, link: HubLink) -> dict[bytes, Withheld]:
    """Batches the hub doesn't count, by hash, as it said in its epoch of now."""
    rows = connection.execute(
        select(tables.told.c.hash, tables.told.c.outcome, tables.told.c.reason).where(
            tables.told.c.giver == link.hub,
            tables.told.c.epoch == link.epoch,
            tables.told.c.outcome.in_([Outcome.HELD.value, Outcome.REFUSED.value]),
        )
    )
    return {
        row.hash: Withheld(row.hash, Outcome(row.outcome), row.reason) for row in rows
    }


def refused(connection: Connection, link: HubLink) -> set[bytes]:
    """Hashes of the batches that the hub won't ever have."""
    said = withheld(connection, link).values()
    return {one.batch for one in said if one.outcome is Outcome.REFUSED}


def note_withheld(
    connection: Connection,
    link: HubLink,
    found: Iterable[Withheld],
    *,
    handed_in: Collection[bytes],
) -> None:
    """Keep what the hub said of batches; what it said of them before is forgotten."""
    connection.execute(
        delete(tables.told).where(
            tables.told.c.hash.in_(list(handed_in)), tables.told.c.giver == link.hub
        )
    )
    _note(
        connection,
        link,
        [(one.batch, one.outcome.value, one.reason) for one in found],
    )


def held_before(connection: Connection, link: HubLink) -> list[bytes]:
    """What the hub held the last time, oldest first; today it may let it in."""
    return list(
        connection.scalars(
            select(tables.batch.c.hash)
            .join(tables.receipt, tables.receipt.c.hash == tables.batch.c.hash)
            .where(
                tables.receipt.c.giver == link.hub,
                tables.receipt.c.epoch == link.epoch,
                tables.receipt.c.outcome == Outcome.HELD.value,
            )
            .order_by(tables.batch.c.seq)
        )
    )


def set_aside(connection: Connection, link: HubLink) -> list[SetAside]:
    """The same as `withheld`, oldest first, for people to read."""
    said = withheld(connection, link)
    rows = connection.execute(
        select(tables.document.c.id, tables.batch.c.hash)
        .join(tables.batch, tables.batch.c.document == tables.document.c.key)
        .join(tables.told, tables.told.c.hash == tables.batch.c.hash)
        .where(tables.told.c.giver == link.hub, tables.told.c.epoch == link.epoch)
        .order_by(tables.batch.c.seq)
    )
    return [
        SetAside(
            UUID(bytes=row.id),
            row.hash.hex(),
            said[row.hash].outcome,
            said[row.hash].reason,
        )
        for row in rows
        if row.hash in said
    ]


def files_there(connection: Connection, link: HubLink) -> set[str]:
    """Files the hub has said it has whole, by SHA-256 in hex."""
    return {
        one.hex()
        for one in connection.scalars(
            select(tables.told.c.hash).where(
                tables.told.c.giver == link.hub,
                tables.told.c.epoch == link.epoch,
                tables.told.c.outcome == _WHOLE,
            )
        )
    }


def note_files(connection: Connection, link: HubLink, files: Iterable[str]) -> None:
    """Keep that the hub has these files whole."""
    _note(connection, link, [(bytes.fromhex(one), _WHOLE, "") for one in files])


def doubt_files(connection: Connection, link: HubLink) -> None:
    """Believe no more that the hub has any file: it may have lost some."""
    connection.execute(
        delete(tables.told).where(
            tables.told.c.giver == link.hub, tables.told.c.outcome == _WHOLE
        )
    )


def _note(
    connection: Connection, link: HubLink, said: Iterable[tuple[bytes, str, str]]
) -> None:
    upsert(
        connection,
        tables.told,
        [
            {
                "hash": name,
                "giver": link.hub,
                "epoch": link.epoch,
                "outcome": outcome,
                "reason": reason,
            }
            for name, outcome, reason in said
        ],
    )
