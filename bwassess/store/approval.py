"""Who approved an assessment, and whether that counts.

An approval counts only from a reviewer or administrator who is not of the team; any
other is void, shown, and leaves the assessment in review.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from bwassess.assessment.records import Approval, PersonId, Role, State
from bwassess.journal.merge import Head, shown, unpack
from bwassess.store import tables


def approval(
    connection: Connection, key: int, *, moment: Callable[[int], datetime]
) -> Approval | None:
    """The approval an assessment shows; None where it isn't approved."""
    data = connection.scalar(
        select(tables.record.c.heads).where(
            tables.record.c.document == key, tables.record.c.name == "assessment/"
        )
    )
    if data is None:
        return None
    state = shown("assessment/", unpack(data)).get("state")
    if state is None or not isinstance(state.value, dict):
        return None
    value = state.value
    if value.get("state") != State.APPROVED.value:
        return None
    digest = value.get("digest")
    certificate = _certificate(connection, state.head)
    if certificate is None:
        return None
    person, name, role = certificate
    team = connection.scalars(
        select(tables.member.c.person).where(
            tables.member.c.document == key, tables.member.c.removed.is_(False)
        )
    ).all()
    return Approval(
        PersonId(person),
        name,
        moment(state.head.at),
        digest if isinstance(digest, bytes) else b"",
        is_void=not Role(role).is_office or person.hex in team,
    )


def _certificate(connection: Connection, head: Head) -> tuple[UUID, str, str] | None:
    """Person, name and role of whoever made a change."""
    own = tables.certificate.c.id == (
        select(tables.fact.c.value)
        .where(tables.fact.c.name == "certificate")
        .scalar_subquery()
    )
    # A batch may name any certificate; it speaks for its own device alone.
    sealed = (
        select(tables.batch.c.seq)
        .where(
            tables.batch.c.seq == head.batch,
            tables.batch.c.certificate == tables.certificate.c.id,
            tables.batch.c.device == tables.certificate.c.device,
        )
        .exists()
    )
    row = connection.execute(
        select(tables.certificate).where(sealed if head.batch else own)
    ).first()
    return (UUID(bytes=row.person), row.name, row.role) if row else None
