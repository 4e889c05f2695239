"""Who may come in: what becomes of a batch handed over by another replica.

The rules look at the batch's bytes and its certificate alone. Revocation is the one
thing that looks at today, and it decides only who may hand in, never what counts.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from bwassess.journal import batch as batches
from bwassess.journal import certificate as certificates
from bwassess.journal import receipt as receipts
from bwassess.journal.batch import Batch, BatchHash, Refusal, RefusedBatchError
from bwassess.journal.certificate import Certificate
from bwassess.journal.receipt import Outcome, Receipt
from bwassess.journal.signing import SigningKey
from bwassess.store import tables, writer
from bwassess.store.sql import insert_if_new, upsert

UNKNOWN_CERTIFICATE = "unknown_certificate"
REVOKED = "revoked"

_REFUSALS = frozenset(Refusal)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one batch.

    Attributes:
        hash: None where the bytes are no batch.
        reason: Code of a refusal or of what it is held for; empty otherwise.
        receipt: None for what is refused.
        document: Where it belongs; None where the bytes are no batch.
    """

    outcome: Outcome
    hash: BatchHash | None = None
    reason: str = ""
    receipt: Receipt | None = None
    document: bytes | None = None


Objection = Callable[[Connection, Batch], str]
Noting = Callable[[Connection, Received], None]


def no_objection(_: Connection, __: Batch) -> str:
    """What a laptop has against whoever hands a batch over: nothing."""
    return ""


def no_note(_: Connection, __: Received) -> None:
    """What a laptop writes down of a batch that came, beside the batch: nothing."""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """A replica that answers with receipts.

    Attributes:
        key: Signs the receipts.
        epoch: 16 bytes; a new one after a restore.
        programme: Public key whose certificates count here.
        revoked: Public keys of devices that may not hand in any more.
        objection: Gives the code of a reason to hold what this sender hands in, or
            nothing; it says who may hand in, never what counts.
        noting: Told, in the same transaction, what became of each batch.
    """

    key: SigningKey
    epoch: bytes
    programme: bytes
    revoked: frozenset[bytes] = frozenset()
    objection: Objection = no_objection
    noting: Noting = no_note


def receive(
    connection: Connection,
    data: bytes,
    keeper: Doorkeeper,
    *,
    sender: bytes | None,
    now: int,
) -> Received:
    """Take one batch in, or keep it with the reason why not. Never raises for content.

    Args:
        connection: A write transaction of its own for this batch.
        data: The bytes as they came.
        keeper: This replica.
        sender: Public key of the device that handed it over, if known.
        now: Milliseconds since 1970.
    """
    try:
        batch = batches.read(data)
    except RefusedBatchError as error:
        _hold(connection, data, None, Outcome.REFUSED, error.reason, sender, now)
        return Received(Outcome.REFUSED, reason=error.reason)
    stored = _stored_as(connection, batch)
    reason = "" if stored else _objection(connection, batch, keeper, sender)
    if stored:
        outcome = Outcome.KNOWN
    elif reason in _REFUSALS:
        outcome = Outcome.REFUSED
    elif reason:
        outcome = Outcome.HELD
    else:
        outcome = Outcome.ACCEPTED if batch.is_readable else Outcome.UNREAD
    if outcome in (Outcome.HELD, Outcome.REFUSED):
        _hold(connection, data, batch, outcome, reason, sender, now)
    elif not stored and not writer.take_in(connection, batch, state=outcome.value):
        outcome = Outcome.KNOWN
    else:
        release(connection, data)
    receipt = _receipt(connection, batch, keeper, stored or outcome, now)
    received = Received(outcome, batch.hash, reason, receipt, batch.header.document)
    keeper.noting(connection, received)
    return received


def learn(connection: Connection, certificate: Certificate) -> None:
    """Keep a certificate; batches held for it can come in with `retry_held`."""
    insert_if_new(
        connection,
        tables.certificate,
        [
            {
                "id": certificate.id,
                "programme": certificate.programme,
                "device": certificate.device,
                "person": certificate.person,
                "name": certificate.name.replace("\0", ""),
                "role": certificate.role.value,
                "bytes": certificate.encode(),
            }
        ],
    )


def held(connection: Connection, reason: str) -> Sequence[bytes]:
    """Bytes that are held for a reason."""
    return connection.scalars(
        select(tables.held.c.bytes)
        .where(
            tables.held.c.outcome == Outcome.HELD.value, tables.held.c.reason == reason
        )
        .order_by(tables.held.c.at, tables.held.c.sha256)
    ).all()


def release(connection: Connection, data: bytes) -> None:
    """Forget that bytes were held: they came in after all."""
    connection.execute(
        delete(tables.held).where(tables.held.c.sha256 == hashlib.sha256(data).digest())
    )


def certificate_of(connection: Connection, certificate_id: bytes) -> Certificate | None:
    """A certificate by its id; None while it is not known here."""
    data = connection.scalar(
        select(tables.certificate.c.bytes).where(
            tables.certificate.c.id == certificate_id
        )
    )
    return None if data is None else certificates.read(data)


def _stored_as(connection: Connection, batch: Batch) -> Outcome | None:
    """What became of a batch that is here already; None if it is new."""
    state = connection.scalar(
        select(tables.batch.c.state).where(tables.batch.c.hash == batch.hash)
    )
    return None if state is None else Outcome(state)


def _objection(
    connection: Connection, batch: Batch, keeper: Doorkeeper, sender: bytes | None
) -> str:
    header = batch.header
    own = header.programme == header.device
    if header.programme != keeper.programme and not own:
        return Refusal.FOREIGN_PROGRAMME
    if own and header.device == keeper.programme:
        return ""
    certificate = (
        _enrolment(connection, header.device, keeper.programme)
        if own
        else certificate_of(connection, header.certificate)
    )
    if certificate is None:
        return UNKNOWN_CERTIFICATE
    if (certificate.programme, certificate.device, certificate.person) != (
        keeper.programme,
        header.device,
        header.person,
    ):
        return Refusal.FOREIGN_CERTIFICATE
    if (
        sender in keeper.revoked
        and sender == header.device
        and not _is_awaited(connection, batch)
    ):
        return REVOKED
    return keeper.objection(connection, batch)


def _enrolment(
    connection: Connection, device: bytes, programme: bytes
) -> Certificate | None:
    """Any certificate a programme gave a device: its earlier work counts by it."""
    data = connection.scalar(
        select(tables.certificate.c.bytes)
        .where(
            tables.certificate.c.device == device,
            tables.certificate.c.programme == programme,
        )
        .order_by(tables.certificate.c.id)
        .limit(1)
    )
    return None if data is None else certificates.read(data)


def _is_awaited(connection: Connection, batch: Batch) -> bool:
    """Whether an accepted batch names this one: a teammate has taken it in."""
    return (
        connection.execute(
            select(tables.awaited.c.hash)
            .join(tables.document, tables.document.c.key == tables.awaited.c.document)
            .where(
                tables.document.c.id == batch.header.document,
                tables.awaited.c.hash == batch.hash,
            )
        ).first()
        is not None
    )


def _hold(
    connection: Connection,
    data: bytes,
    batch: Batch | None,
    outcome: Outcome,
    reason: str,
    sender: bytes | None,
    now: int,
) -> None:
    insert_if_new(
        connection,
        tables.held,
        [
            {
                "sha256": hashlib.sha256(data).digest(),
                "document": batch.header.document if batch else None,
                "reason": reason,
                "outcome": outcome.value,
                "sender": sender,
                "at": now,
                "bytes": data,
            }
        ],
    )


def _receipt(
    connection: Connection,
    batch: Batch,
    keeper: Doorkeeper,
    outcome: Outcome,
    now: int,
) -> Receipt | None:
    """The receipt given before in this epoch, or a new one; none for a refusal."""
    if outcome is Outcome.REFUSED:
        return None
    if outcome is Outcome.KNOWN:
        # What is known may lie here unread: that is stored, and not in.
        state = select(tables.batch.c.state).where(tables.batch.c.hash == batch.hash)
        outcome = Outcome(connection.execute(state).scalar_one())
    given = connection.scalar(
        select(tables.receipt.c.bytes).where(
            tables.receipt.c.hash == batch.hash,
            tables.receipt.c.giver == keeper.key.public,
            tables.receipt.c.epoch == keeper.epoch,
        )
    )
    if given is not None:
        before = receipts.read(given)
        if before.outcome.is_in or not outcome.is_in:
            return before
    receipt = receipts.give(
        keeper.key,
        epoch=keeper.epoch,
        batch=batch.hash,
        outcome=outcome,
        at=now,
    )
    keep_receipt(connection, receipt)
    return receipt


def receipts_for(
    connection: Connection,
    stored: Mapping[bytes, Outcome],
    *,
    key: SigningKey,
    epoch: bytes,
    now: int,
) -> dict[bytes, Receipt]:
    """Receipts for batches that are stored here: those given before, or new ones.

    Args:
        connection: A write transaction.
        stored: What became of each batch, by hash.
        key: Signs the receipts.
        epoch: The epoch of now.
        now: Milliseconds since 1970.
    """
    given = {
        row.hash: receipts.read(row.bytes)
        for row in connection.execute(
            select(tables.receipt.c.hash, tables.receipt.c.bytes).where(
                tables.receipt.c.hash.in_(list(stored)),
                tables.receipt.c.giver == key.public,
                tables.receipt.c.epoch == epoch,
            )
        )
    }
    for batch, outcome in stored.items():
        before = given.get(batch)
        if before is None or before.outcome is not outcome:
            given[batch] = receipts.give(
                key, epoch=epoch, batch=batch, outcome=outcome, at=now
            )
            keep_receipt(connection, given[batch])
    return given


def keep_receipt(connection: Connection, receipt: Receipt) -> None:
    """Keep a receipt, given or got; a later word on the same batch replaces it."""
    upsert(
        connection,
        tables.receipt,
        [
            {
                "hash": receipt.batch,
                "giver": receipt.giver,
                "epoch": receipt.epoch,
                "outcome": receipt.outcome.value,
                "at": receipt.at,
                "bytes": receipt.encode(),
            }
        ],
    )
