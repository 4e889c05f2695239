"""What replicas compare and hand each other: batches, digests, receipts."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, Select, and_, bindparam, func, select, update

from bwassess.assessment.fields import DocumentKind
from bwassess.journal import certificate as certificates
from bwassess.journal.certificate import Certificate
from bwassess.store import tables

_PORTION = 500


def digest(connection: Connection, document: bytes) -> bytes:
    """SHA-256 over the sorted hashes of a document's batches."""
    hashes = connection.scalars(
        select(tables.batch.c.hash)
        .join(tables.document, tables.document.c.key == tables.batch.c.document)
        .where(tables.document.c.id == document)
        .order_by(tables.batch.c.hash)
    )
    return hashlib.sha256(b"".join(hashes)).digest()


def tips(connection: Connection, document: bytes) -> list[bytes]:
    """Hashes of a document's batches that no other batch here names."""
    return list(
        connection.scalars(
            select(tables.batch.c.hash)
            .join(tables.document, tables.document.c.key == tables.batch.c.document)
            .where(tables.document.c.id == document, tables.batch.c.tip)
            .order_by(tables.batch.c.hash)
        )
    )


def batch_hashes(connection: Connection, document: bytes) -> list[bytes]:
    """Hashes of a document's batches in the order they came to this replica."""
    return list(
        connection.scalars(
            select(tables.batch.c.hash)
            .join(tables.document, tables.document.c.key == tables.batch.c.document)
            .where(tables.document.c.id == document)
            .order_by(tables.batch.c.seq)
        )
    )


def batch_bytes(connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, bytes]:
    """Batches as they travel, by hash; those not here are left out."""
    rows = connection.execute(
        select(tables.batch.c.hash, tables.batch.c.bytes).where(
            tables.batch.c.hash.in_(list(hashes))
        )
    )
    return {row.hash: row.bytes for row in rows}


def present(connection: Connection, hashes: Sequence[bytes]) -> set[bytes]:
    """Those of some batches that are here."""
    found: set[bytes] = set()
    for at in range(0, len(hashes), _PORTION):
        found.update(
            connection.scalars(
                select(tables.batch.c.hash).where(
                    tables.batch.c.hash.in_(hashes[at : at + _PORTION])
                )
            )
        )
    return found


def made_by(
    connection: Connection, device: bytes, hashes: Sequence[bytes]
) -> set[bytes]:
    """Those of some batches that a device made."""
    found: set[bytes] = set()
    for at in range(0, len(hashes), _PORTION):
        found.update(
            connection.scalars(
                select(tables.batch.c.hash).where(
                    tables.batch.c.hash.in_(hashes[at : at + _PORTION]),
                    tables.batch.c.device == device,
                )
            )
        )
    return found


def certificates_of(
    connection: Connection, hashes: Sequence[bytes]
) -> list[Certificate]:
    """Certificates of everyone whose batches these are."""
    devices = select(tables.batch.c.device).where(tables.batch.c.hash.in_(list(hashes)))
    return [
        certificates.read(data)
        for data in connection.scalars(
            select(tables.certificate.c.bytes)
            .where(tables.certificate.c.device.in_(devices))
            .order_by(tables.certificate.c.id)
        )
    ]


def documents(connection: Connection, kind: DocumentKind | None = None) -> list[bytes]:
    """Ids of the documents here, of one kind or all."""
    statement = select(tables.document.c.id).order_by(tables.document.c.key)
    if kind is not None:
        statement = statement.where(tables.document.c.kind == kind.value)
    return list(connection.scalars(statement))


def without_receipt(
    connection: Connection, *, giver: bytes, epoch: bytes
) -> list[tuple[bytes, bytes]]:
    """Batches no receipt of a giver's epoch covers: (document, hash), oldest first."""
    covered = and_(
        tables.receipt.c.hash == tables.batch.c.hash,
        tables.receipt.c.giver == giver,
        tables.receipt.c.epoch == epoch,
    )
    rows = connection.execute(
        select(tables.document.c.id, tables.batch.c.hash)
        .join(tables.document, tables.document.c.key == tables.batch.c.document)
        .outerjoin(tables.receipt, covered)
        .where(tables.receipt.c.hash.is_(None))
        .order_by(tables.batch.c.seq)
    )
    return [(row.id, row.hash) for row in rows]


def unsealed_counts(connection: Connection) -> dict[bytes, int]:
    """How many changes no batch holds yet, by document."""
    rows = connection.execute(
        select(tables.document.c.id, func.count())
        .join(tables.unsealed, tables.unsealed.c.document == tables.document.c.key)
        .group_by(tables.document.c.id)
    )
    return {row[0]: row[1] for row in rows}


def awaited_counts(connection: Connection) -> dict[bytes, int]:
    """How many batches others name that haven't arrived here, by document."""
    rows = connection.execute(
        select(tables.document.c.id, func.count())
        .join(tables.awaited, tables.awaited.c.document == tables.document.c.key)
        .group_by(tables.document.c.id)
    )
    return {row[0]: row[1] for row in rows}


def digests(
    connection: Connection, documents: Select[tuple[int]] | None = None
) -> dict[bytes, bytes]:
    """The digest of every document that has batches, by id.

    Args:
        connection: A write transaction: what had to be computed is kept.
        documents: Gives the keys of those wanted; None for all.
    """
    has_batches = (
        select(tables.batch.c.seq)
        .where(tables.batch.c.document == tables.document.c.key)
        .exists()
    )
    wanted = select(
        tables.document.c.key, tables.document.c.id, tables.document.c.digest
    ).where(has_batches)
    if documents is not None:
        wanted = wanted.where(tables.document.c.key.in_(documents))
    rows = connection.execute(wanted.order_by(tables.document.c.key)).all()
    known = {row.id: row.digest for row in rows if row.digest is not None}
    behind = {row.key: row.id for row in rows if row.digest is None}
    keys = list(behind)
    for at in range(0, len(keys), _PORTION):
        for key, digest in _computed(connection, keys[at : at + _PORTION]).items():
            known[behind[key]] = digest
    return known


def _computed(connection: Connection, keys: list[int]) -> dict[int, bytes]:
    # Whoever takes a batch in holds the document, so none can slip in between.
    connection.execute(
        select(tables.document.c.key)
        .where(tables.document.c.key.in_(keys))
        .order_by(tables.document.c.key)
        .with_for_update()
    ).all()
    running = {key: hashlib.sha256() for key in keys}
    for row in connection.execute(
        select(tables.batch.c.document, tables.batch.c.hash)
        .where(tables.batch.c.document.in_(keys))
        .order_by(tables.batch.c.hash)
    ):
        running[row.document].update(row.hash)
    found = {key: one.digest() for key, one in running.items()}
    connection.execute(
        update(tables.document)
        .where(tables.document.c.key == bindparam("which"))
        .values(digest=bindparam("found")),
        [{"which": key, "found": digest} for key, digest in found.items()],
    )
    return found
