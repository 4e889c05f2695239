"""The states of an assessment: who may move it where, and what each state demands.

Pure functions over facts that others gathered. Going back demands nothing but the role.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bwassess.assessment.judgement import Judgement
from bwassess.assessment.judgement import Reason as Incomplete
from bwassess.assessment.records import (
    Assessment,
    Disagreement,
    EvidenceId,
    Role,
    State,
)
from bwassess.checklist.names import QuestionId

ORDER = tuple(State)
"""The states from the least to the most advanced."""

_A, _R, _D = Role.ASSESSOR, Role.REVIEWER, Role.ADMIN

_MOVES: Mapping[tuple[State, State], frozenset[Role]] = {
    (State.DRAFT, State.READY): frozenset({_A, _R, _D}),
    (State.READY, State.DRAFT): frozenset({_A, _R, _D}),
    (State.READY, State.IN_REVIEW): frozenset({_A, _R, _D}),
    (State.IN_REVIEW, State.READY): frozenset({_R, _D}),
    (State.IN_REVIEW, State.DRAFT): frozenset({_R, _D}),
    (State.IN_REVIEW, State.APPROVED): frozenset({_R, _D}),
    (State.APPROVED, State.IN_REVIEW): frozenset({_R, _D}),
    (State.APPROVED, State.DRAFT): frozenset({_D}),
}


class Obstacle(StrEnum):
    """What stands in the way of a move."""

    NOT_FROM_HERE = "not_from_here"
    ROLE = "role"
    OWN_WORK = "own_work"
    NO_FACTORY = "no_factory"
    NO_CHECKLIST = "no_checklist"
    NO_DATES = "no_dates"
    NO_TEAM = "no_team"
    UNANSWERED = "unanswered"
    CONSTRAINT = "constraint"
    NOT_OFFERED = "not_offered"
    OVERRIDE_WITHOUT_REASON = "override_without_reason"
    COUNTS = "counts"
    DISAGREEMENT = "disagreement"
    DRAFT = "draft"
    PHOTO_AWAITED = "photo_awaited"
    AWAITED = "awaited"
    HELD = "held"


_OBSTACLE_OF: Mapping[Incomplete, Obstacle] = {
    Incomplete.UNANSWERED: Obstacle.UNANSWERED,
    Incomplete.CONSTRAINT: Obstacle.CONSTRAINT,
    Incomplete.NOT_OFFERED: Obstacle.NOT_OFFERED,
    Incomplete.OVERRIDE_WITHOUT_REASON: Obstacle.OVERRIDE_WITHOUT_REASON,
    Incomplete.COUNTS: Obstacle.COUNTS,
}


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One thing in the way, as a link to its place.

    Attributes:
        question: The question to go to; None where it isn't about one.
        record: The journal's record, where it is about one (`assessment/`).
        field: The field of that record.
        count: How many of it there are, where they have no place each.
    """

    reason: Obstacle
    question: QuestionId | None = None
    record: str = ""
    field: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """All the facts a move is decided by.

    Attributes:
        judgement: None while the assessment has no checklist.
        drafts: Questions in whose fields something is typed and not left yet.
        photos_awaited: Evidence named in the assessment whose file isn't here.
        awaited: Batches that other laptops are known to have and haven't arrived.
        held: Batches of this document that could not be taken in.
    """

    assessment: Assessment
    judgement: Judgement | None
    disagreements: tuple[Disagreement, ...] = ()
    drafts: tuple[QuestionId, ...] = ()
    photos_awaited: tuple[tuple[EvidenceId, QuestionId | None], ...] = ()
    awaited: int = 0
    held: int = 0


def moves(state: State, role: Role) -> tuple[State, ...]:
    """Where somebody in a role may move an assessment, the next state first."""
    forward = ORDER.index(state) + 1
    targets = [target for target in State if role in _MOVES.get((state, target), ())]
    return tuple(
        sorted(targets, key=lambda target: (ORDER.index(target) != forward, target))
    )


def obstacles(
    standing: Standing, to: State, *, role: Role, is_own_work: bool
) -> tuple[MissingItem, ...]:
    """Everything that is in the way of a move; empty if it may be made.

    `is_own_work` says whether the mover is of the team or answered a question: nobody
    approves their own work.
    """
    state = standing.assessment.state
    roles = _MOVES.get((state, to))
    if roles is None:
        return (MissingItem(Obstacle.NOT_FROM_HERE),)
    if role not in roles:
        return (MissingItem(Obstacle.ROLE),)
    if ORDER.index(to) < ORDER.index(state):
        return ()
    own = to is State.APPROVED and is_own_work
    return (
        *((MissingItem(Obstacle.OWN_WORK),) if own else ()),
        *incomplete(standing),
    )


def incomplete(standing: Standing) -> tuple[MissingItem, ...]:
    """What is missing before an assessment may leave the draft state."""
    return (
        *_facts(standing.assessment),
        *_questions(standing.judgement),
        *(
            MissingItem(
                Obstacle.DISAGREEMENT,
                question=open_one.question,
                record=open_one.record,
                field=open_one.field,
            )
            for open_one in standing.disagreements
        ),
        *(MissingItem(Obstacle.DRAFT, question=its) for its in standing.drafts),
        *(
            MissingItem(
                Obstacle.PHOTO_AWAITED,
                question=question,
                record=f"evidence/{evidence.hex}",
            )
            for evidence, question in standing.photos_awaited
        ),
        *_counted(Obstacle.AWAITED, standing.awaited),
        *_counted(Obstacle.HELD, standing.held),
    )


def _facts(assessment: Assessment) -> Iterable[MissingItem]:
    for reason, field, is_there in (
        (Obstacle.NO_FACTORY, "factory", assessment.factory is not None),
        (Obstacle.NO_CHECKLIST, "checklist", assessment.checklist is not None),
        (Obstacle.NO_DATES, "visit", assessment.first_day is not None),
    ):
        if not is_there:
            yield MissingItem(reason, record="assessment/", field=field)
    if not assessment.team:
        yield MissingItem(Obstacle.NO_TEAM, record="member/")


def _questions(judgement: Judgement | None) -> Iterable[MissingItem]:
    for missing in judgement.missing if judgement is not None else ():
        yield MissingItem(_OBSTACLE_OF[missing.reason], question=missing.question)


def _counted(reason: Obstacle, count: int) -> Iterable[MissingItem]:
    if count:
        yield MissingItem(reason, count=count)
