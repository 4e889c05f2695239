"""Unsealed changes become batches: signed, numbered, never altered again.

Sealing comes before anything is taken in, and before every way out of this machine, so
a change never leaves unsealed and `seen` is true for every change in a batch.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal.batch import Batch, BatchHash, Origin
from bwassess.journal.change import Change, ChangeId
from bwassess.journal.signing import SigningKey
from bwassess.store import filing, tables
from bwassess.store.replay import unsealed_of


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes on this device: a person under a certificate.

    Attributes:
        programme: Public key of the programme, or the device's own before enrolment.
        person: 16 bytes.
        certificate: Id of the certificate, 32 bytes.
    """

    key: SigningKey
    programme: bytes
    person: bytes
    certificate: bytes

    @property
    def device(self) -> bytes:
        return self.key.public


def seal(
    connection: Connection, document: bytes, author: Author, *, now: int
) -> tuple[Batch, ...]:
    """Seal all unsealed changes of a document; usually one batch, or none."""
    key = filing.lock_document(connection, document)
    made: list[Batch] = []
    for portion in _portions(unsealed_of(connection, key)):
        number, prev = _last(connection, key, author.device)
        origin = Origin(
            author.programme,
            document,
            author.person,
            author.certificate,
            number + 1,
            prev,
            _tips(connection, key, but=prev),
        )
        batch = batches.seal(portion, origin, key=author.key, at=now)
        seq = filing.append(connection, key, batch)
        if seq is not None:
            filing.mark_sealed(connection, key, portion, seq=seq)
            made.append(batch)
    return tuple(made)


def unsealed_documents(connection: Connection) -> tuple[bytes, ...]:
    """Documents with changes that no batch holds yet."""
    return tuple(
        connection.scalars(
            select(tables.document.c.id)
            .join(tables.unsealed, tables.unsealed.c.document == tables.document.c.key)
            .distinct()
            .order_by(tables.document.c.id)
        )
    )


def _portions(
    changes: list[tuple[ChangeId, Change]],
) -> list[list[tuple[ChangeId, Change]]]:
    """Cut changes into runs that fit a batch."""
    portions: list[list[tuple[ChangeId, Change]]] = []
    room = 0
    rivals: dict[tuple[str, str], set[ChangeId]] = {}
    for change_id, change in changes:
        size = len(
            canonical.encode([change.record, change.field, change.value])
        ) + 32 * (len(change.parents) + 2)
        standing = rivals.setdefault((change.record, change.field), set())
        standing.difference_update(change.parents)
        if (
            not portions
            or size > room
            or len(portions[-1]) == batches.MAX_CHANGES
            or len(standing) == batches.MAX_RIVALS
        ):
            portions.append([])
            room = batches.MAX_PAYLOAD - 1024
            rivals = {(change.record, change.field): set()}
        portions[-1].append((change_id, change))
        rivals[change.record, change.field].add(change_id)
        room -= size
    return portions


def _last(
    connection: Connection, key: int, device: bytes
) -> tuple[int, BatchHash | None]:
    row = connection.execute(
        select(tables.batch.c.number, tables.batch.c.hash)
        .where(tables.batch.c.document == key, tables.batch.c.device == device)
        .order_by(tables.batch.c.number.desc(), tables.batch.c.seq.desc())
        .limit(1)
    ).first()
    return (row.number, row.hash) if row else (0, None)


def _tips(
    connection: Connection, key: int, *, but: BatchHash | None
) -> tuple[BatchHash, ...]:
    tips = connection.scalars(
        select(tables.batch.c.hash)
        .where(tables.batch.c.document == key, tables.batch.c.tip)
        .order_by(tables.batch.c.seq.desc())
        .limit(batches.MAX_SEEN)
    )
    return tuple(BatchHash(tip) for tip in tips if tip != but)
