"""From the projection to values. Every function reads, none writes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Table, select

from bwassess.assessment.fields import key_of
from bwassess.assessment.records import (
    Answer,
    Approval,
    Assessment,
    AssessmentId,
    Counts,
    Evidence,
    EvidenceId,
    Extent,
    Factory,
    FactoryId,
    Interview,
    InterviewId,
    InterviewKind,
    Member,
    Override,
    PersonId,
    State,
)
from bwassess.checklist.form.rows import Row as RepeatRow
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.checklist.names import ChecklistHash, QuestionId, RowId
from bwassess.journal import canonical
from bwassess.journal.merge import unpack
from bwassess.store import tables
from bwassess.store.approval import approval
from bwassess.store.publishing import said_by_office


@dataclass(frozen=True, slots=True)
class Standing:
    """What judging made of an assessment when it last changed.

    Attributes:
        seam: One letter a question in the checklist's order, clusters parted by blanks.
    """

    seam: str = ""
    asked: int = 0
    answered: int = 0
    findings: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """An assessment as a list shows it."""

    assessment: Assessment
    factory: Factory | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class ChecklistEntry:
    """A checklist version held in this replica.

    Attributes:
        is_published: Whether assessments may be begun with it, unless it is retired.
    """

    hash: ChecklistHash
    form_id: str
    version: str
    title: str
    country: str
    is_published: bool
    is_retired: bool

    @property
    def is_in_use(self) -> bool:
        """Whether an assessment may be begun with it."""
        return self.is_published and not self.is_retired


def moment(milliseconds: int) -> datetime:
    """An aware time from milliseconds since 1970, kept inside what calendars know."""
    return datetime.fromtimestamp(
        min(max(milliseconds, 0), 253402300799000) / 1000, UTC
    )


def key_of_document(connection: Connection, document: UUID | bytes) -> int | None:
    """The local key of a document; None if it isn't here."""
    identity = document if isinstance(document, bytes) else document.bytes
    return connection.scalar(
        select(tables.document.c.key).where(tables.document.c.id == identity)
    )


def assessment(
    connection: Connection, assessment_id: AssessmentId
) -> Assessment | None:
    """One assessment without its answers; None if it isn't here."""
    found = _assessments(connection, tables.document.c.id == assessment_id.bytes)
    return found[0] if found else None


def assessment_of(connection: Connection, document: bytes) -> Assessment | None:
    """The assessment a document is; None if it is something else."""
    return assessment(connection, AssessmentId(UUID(bytes=document)))


def assessments(connection: Connection) -> list[AssessmentEntry]:
    """All assessments, the latest visit first."""
    standings = {
        row.id: Standing(row.seam, row.asked, row.answered, row.findings, row.disputed)
        for row in connection.execute(
            select(
                tables.document.c.id,
                tables.standing.c.seam,
                tables.standing.c.asked,
                tables.standing.c.answered,
                tables.standing.c.findings,
                tables.standing.c.disputed,
            ).join(tables.standing)
        )
    }
    known = {one.id: one for one in factories(connection)}
    entries = [
        AssessmentEntry(
            one,
            known.get(one.factory) if one.factory else None,
            standings.get(one.id.bytes, Standing()),
        )
        for one in _assessments(connection)
    ]
    return sorted(
        entries,
        key=lambda e: (e.assessment.first_day or date.max, e.assessment.id.bytes),
        reverse=True,
    )


def _assessments(connection: Connection, *where: Any) -> list[Assessment]:
    rows = connection.execute(
        select(tables.document.c.id, tables.assessment)
        .join(tables.assessment)
        .where(*where)
    ).all()
    teams: dict[int, list[Member]] = {}
    for row in connection.execute(
        select(tables.member)
        .where(
            tables.member.c.document.in_([row.document for row in rows]),
            tables.member.c.removed.is_(False),
        )
        .order_by(tables.member.c.lead.desc(), tables.member.c.name)
    ):
        person = _uuid(row.person)
        if person is not None:
            teams.setdefault(row.document, []).append(
                Member(PersonId(person), row.name, row.lead)
            )
    approvals = {
        row.document: approval(connection, row.document, moment=moment)
        for row in rows
        if row.state == State.APPROVED.value
    }
    return [
        Assessment(
            id=AssessmentId(UUID(bytes=row.id)),
            factory=FactoryId(UUID(bytes=row.factory)) if row.factory else None,
            checklist=ChecklistHash(row.checklist) if row.checklist else None,
            country=row.country,
            cycle=row.cycle,
            first_day=_day(row.first_day),
            last_day=_day(row.last_day),
            is_announced=row.announced,
            state=_state(row.state, approvals.get(row.document)),
            approval=approvals.get(row.document),
            team=tuple(teams.get(row.document, ())),
            summary=row.summary,
            disputed=frozenset(row.disputed.split()),
        )
        for row in rows
    ]


def cycle_before(
    connection: Connection, factory_id: FactoryId, cycle: int
) -> AssessmentId | None:
    """The last assessment of a factory before a cycle; None for its first."""
    found = connection.scalar(
        select(tables.document.c.id)
        .join(tables.assessment)
        .where(
            tables.assessment.c.factory == factory_id.bytes,
            tables.assessment.c.cycle < cycle,
        )
        .order_by(tables.assessment.c.cycle.desc(), tables.document.c.id.desc())
        .limit(1)
    )
    return AssessmentId(UUID(bytes=found)) if found is not None else None


def is_approved(connection: Connection, assessment_id: AssessmentId) -> bool:
    """Whether an assessment is approved, and the approval counts."""
    key = key_of_document(connection, assessment_id)
    said = connection.scalar(
        select(tables.assessment.c.state).where(tables.assessment.c.document == key)
    )
    if key is None or said != State.APPROVED.value:
        return False
    by = approval(connection, key, moment=moment)
    return _state(said, by) is State.APPROVED


def _state(said: str, by: Approval | None) -> State:
    """The state shown: a void approval leaves an assessment in review."""
    state = State(said)
    if state is State.APPROVED and (by is None or by.is_void):
        return State.IN_REVIEW
    return state


def answers(
    connection: Connection,
    assessment_id: AssessmentId,
    *,
    only: Collection[QuestionId] | None = None,
) -> dict[QuestionId, Answer]:
    """What was said in an assessment, by question; of all questions, or only some."""
    where = () if only is None else (tables.answer.c.question.in_(list(only)),)
    return {
        QuestionId(row.question): Answer(
            question=QuestionId(row.question),
            value=None if row.value is None else canonical.trusted(row.value),
            revision=row.revision,
            note=row.note,
            override=None
            if row.override is None
            else Override(row.override, row.reason),
            wording=row.wording,
            counts=None
            if row.affected is None or row.seen is None
            else Counts(row.affected, row.seen),
            extent=Extent(row.extent) if row.extent else None,
            sources=frozenset(Source(one) for one in row.sources.split()),
            photos=tuple(EvidenceId(UUID(one)) for one in row.photos.split()),
            passed=row.passed,
            disputed=frozenset(row.disputed.split()),
            changed_at=moment(row.changed_at),
        )
        for row in _of(connection, tables.answer, assessment_id, *where)
    }


def rows(connection: Connection, assessment_id: AssessmentId) -> tuple[RepeatRow, ...]:
    """The rows that were added to repeats, in the order they were added."""
    found = [
        RepeatRow(row.repeat, RowId(row.id), RowId(row.parent) if row.parent else None)
        for row in _of(connection, tables.row, assessment_id)
        if not row.removed and row.repeat
    ]
    # Those that the form began with are named; random names are ordered by time.
    return tuple(sorted(found, key=lambda row: (":" not in row.id, row.id)))


def evidence(
    connection: Connection, assessment_id: AssessmentId
) -> dict[EvidenceId, Evidence]:
    """The photos and files of an assessment, removed ones included, by id."""
    found = {}
    for row in _of(connection, tables.evidence, assessment_id):
        identity = _uuid(row.id)
        if identity is None:
            continue
        found[EvidenceId(identity)] = Evidence(
            id=EvidenceId(identity),
            sha256=row.sha256,
            media_type=row.media_type,
            size=row.size,
            width=row.width,
            height=row.height,
            thumbnail=row.thumbnail,
            original=row.original,
            question=QuestionId(row.question) if row.question else None,
            caption=row.caption,
            place=row.place,
            taken_at=None if row.taken_at is None else moment(row.taken_at),
            is_removed=row.removed,
            disputed=frozenset(row.disputed.split()),
        )
    return found


def interviews(
    connection: Connection, assessment_id: AssessmentId
) -> tuple[Interview, ...]:
    """How many were interviewed, removed entries left out."""
    return tuple(
        Interview(
            InterviewId(identity), InterviewKind(row.kind), row.women, row.men, False
        )
        for row in _of(connection, tables.interview, assessment_id)
        if not row.removed and (identity := _uuid(row.id)) is not None
    )


def factories(connection: Connection) -> list[Factory]:
    """All factories by name."""
    rows = connection.execute(
        select(tables.document.c.id, tables.factory)
        .join(tables.factory)
        .order_by(tables.factory.c.name, tables.document.c.id)
    )
    return [_factory(row) for row in rows]


def factory(connection: Connection, factory_id: FactoryId) -> Factory | None:
    """One factory; None if it isn't here."""
    row = connection.execute(
        select(tables.document.c.id, tables.factory)
        .join(tables.factory)
        .where(tables.document.c.id == factory_id.bytes)
    ).first()
    return _factory(row) if row else None


def _factory(row: Row[Any]) -> Factory:
    return Factory(
        id=FactoryId(UUID(bytes=row.id)),
        name=row.name,
        country=row.country,
        os_id=row.os_id,
        facts=canonical.trusted(row.facts),
        disputed=frozenset(row.disputed.split()),
    )


def checklists(connection: Connection) -> list[ChecklistEntry]:
    """The checklist versions held here."""
    said = said_by_office(connection)
    rows = connection.execute(
        select(tables.checklist).order_by(
            tables.checklist.c.title, tables.checklist.c.version
        )
    )
    return [
        ChecklistEntry(
            ChecklistHash(row.hash),
            row.form_id,
            row.version,
            row.title,
            row.country,
            said.get(row.document, {}).get("published") is True,
            said.get(row.document, {}).get("retired") is True,
        )
        for row in rows
    ]


def checklist_content(connection: Connection, wanted: ChecklistHash) -> bytes | None:
    """The canonical bytes of a checklist version; None while a part is missing."""
    row = connection.execute(
        select(tables.checklist.c.document, tables.checklist.c.parts).where(
            tables.checklist.c.hash == wanted
        )
    ).first()
    if row is None:
        return None
    parts: dict[str, bytes] = {}
    for found in connection.execute(
        select(tables.record.c.name, tables.record.c.heads).where(
            tables.record.c.document == row.document,
            tables.record.c.name.startswith("content/"),
        )
    ):
        for head in unpack(found.heads):
            if head.field == "bytes" and isinstance(head.value, bytes):
                parts[key_of(found.name)] = head.value
    if len(parts) < row.parts:
        return None
    return b"".join(parts[name] for name in sorted(parts))


def drafts(connection: Connection) -> list[tuple[bytes, str, str, Value, int]]:
    """What was being typed: document, record, field, value, time."""
    return [
        (row.id, row.record, row.field, canonical.trusted(row.value), row.at)
        for row in connection.execute(
            select(tables.document.c.id, tables.draft)
            .join(tables.draft)
            .order_by(tables.draft.c.at)
        )
    ]


def fact(connection: Connection, name: str) -> bytes | None:
    """What this replica knows of itself under a name."""
    return connection.scalar(
        select(tables.fact.c.value).where(tables.fact.c.name == name)
    )


def _of(
    connection: Connection, table: Table, document: UUID, *where: Any
) -> Sequence[Row[Any]]:
    key = key_of_document(connection, document)
    statement = select(table).where(table.c.document == key, *where)
    return connection.execute(statement).all()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
