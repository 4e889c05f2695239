"""Which documents a device may read and hand in to: by document, never anything finer.

docs/decisions/0007-who-reads-what-on-a-hub.md says why.
"""

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, true

from bwassess.assessment.fields import DocumentKind
from bwassess.hub.accounts import Device
from bwassess.hub.tables import contributor
from bwassess.store import tables

OUTSIDE_SCOPE = "outside_scope"

_SHARED = (DocumentKind.FACTORY.value, DocumentKind.CHECKLIST.value)


def readable(device: Device) -> ColumnElement[bool]:
    """Whether a row of `document` is one the device may read."""
    if not device.countries:
        return true()
    return or_(
        tables.document.c.kind.in_(_SHARED),
        _in_country(device),
        select(contributor.c.document)
        .where(
            contributor.c.document == tables.document.c.id,
            contributor.c.device == device.key,
        )
        .correlate(tables.document)
        .exists(),
    )


def readable_documents(device: Device) -> Select[tuple[int]]:
    """The keys of all documents the device may read."""
    return select(tables.document.c.key).where(readable(device))


def may_hand_in(connection: Connection, device: Device, document: bytes) -> bool:
    """Whether the device may add to a document.

    It may to one that is new here, or of which no country is known, or that it reads.
    """
    if not device.countries:
        return True
    row = connection.execute(
        select(readable(device).label("readable"), tables.assessment.c.country)
        .select_from(tables.document)
        .outerjoin(
            tables.assessment, tables.assessment.c.document == tables.document.c.key
        )
        .where(tables.document.c.id == document)
    ).first()
    return row is None or bool(row.readable) or not row.country


def names_evidence(device: Device, hashes: list[str]) -> Select[tuple[str, str, str]]:
    """Evidence rows of readable documents that name any of some files."""
    row = tables.evidence.c
    return (
        select(row.sha256, row.thumbnail, row.original)
        .join(tables.document, tables.document.c.key == row.document)
        .where(
            or_(
                row.sha256.in_(hashes),
                row.thumbnail.in_(hashes),
                row.original.in_(hashes),
            ),
            readable(device),
        )
    )


def _in_country(device: Device) -> ColumnElement[bool]:
    return and_(
        tables.document.c.kind == DocumentKind.ASSESSMENT.value,
        select(tables.assessment.c.document)
        .where(
            tables.assessment.c.document == tables.document.c.key,
            tables.assessment.c.country.in_(device.countries),
        )
        .correlate(tables.document)
        .exists(),
    )
