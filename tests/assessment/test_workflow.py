"""Who may move an assessment where, and what stands in the way."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from uuid import UUID

import pytest

from bwassess.assessment.judging import judge
from bwassess.assessment.records import (
    Assessment,
    AssessmentId,
    Disagreement,
    EvidenceId,
    FactoryId,
    Member,
    PersonId,
    Rival,
    Role,
    State,
)
from bwassess.assessment.workflow import (
    MissingItem,
    Obstacle,
    Standing,
    moves,
    obstacles,
)
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.names import QuestionId
from tests.factories import VISIT, make_answers, make_checklist, make_question

CHECKLIST = make_checklist(
    [make_question(n, answer_type=AnswerType.YES_NO) for n in (1, 2)]
)
COMPLETE = Standing(
    Assessment(
        id=AssessmentId(UUID(int=1)),
        factory=FactoryId(UUID(int=2)),
        checklist=CHECKLIST.hash,
        country="KH",
        cycle=1,
        first_day=VISIT,
        last_day=VISIT,
        team=(Member(PersonId(UUID(int=3)), "Sokha"),),
    ),
    judge(CHECKLIST, make_answers(CHECKLIST), day=VISIT),
)
RIVAL = Rival("value", "no", None, "Dara", "laptop", datetime(2026, 11, 17, tzinfo=UTC))


def _in(state: State, standing: Standing = COMPLETE) -> Standing:
    return replace(standing, assessment=replace(standing.assessment, state=state))


def _asked(
    standing: Standing, to: State, role: Role, *, is_own_work: bool = False
) -> list[Obstacle]:
    found = obstacles(standing, to, role=role, is_own_work=is_own_work)
    return [item.reason for item in found]


def test_that_a_complete_assessment_goes_all_the_way_and_back() -> None:
    way = [State.DRAFT, State.READY, State.IN_REVIEW, State.APPROVED]
    for here, there in pairwise(way):
        assert _asked(_in(here), there, Role.REVIEWER) == []
        assert _asked(_in(there), here, Role.REVIEWER) == []


@pytest.mark.parametrize(
    ("state", "role", "targets"),
    [
        (State.DRAFT, Role.ASSESSOR, (State.READY,)),
        (State.READY, Role.ASSESSOR, (State.IN_REVIEW, State.DRAFT)),
        (State.IN_REVIEW, Role.ASSESSOR, ()),
        (
            State.IN_REVIEW,
            Role.REVIEWER,
            (State.APPROVED, State.DRAFT, State.READY),
        ),
        (State.APPROVED, Role.ASSESSOR, ()),
        (State.APPROVED, Role.REVIEWER, (State.IN_REVIEW,)),
        (State.APPROVED, Role.ADMIN, (State.DRAFT, State.IN_REVIEW)),
    ],
)
def test_that_the_role_decides_where_it_may_go(
    state: State, role: Role, targets: tuple[State, ...]
) -> None:
    assert moves(state, role) == targets
    for target in State:
        refused = _asked(_in(state), target, role)
        allowed = target in targets
        assert (refused == []) == allowed
        if not allowed:
            assert refused in ([Obstacle.ROLE], [Obstacle.NOT_FROM_HERE])


def test_that_nobody_approves_their_own_work() -> None:
    standing = _in(State.IN_REVIEW)
    for role in (Role.REVIEWER, Role.ADMIN):
        assert _asked(standing, State.APPROVED, role, is_own_work=True) == [
            Obstacle.OWN_WORK
        ]
    assert _asked(standing, State.DRAFT, Role.REVIEWER, is_own_work=True) == []


def test_that_everything_in_the_way_is_listed_with_its_place() -> None:
    first, second = (question.id for question in CHECKLIST.questions)
    photo = EvidenceId(UUID(int=9))
    standing = replace(
        COMPLETE,
        judgement=judge(CHECKLIST, {first: make_answers(CHECKLIST)[first]}, day=VISIT),
        disagreements=(
            Disagreement(f"answer/{first}", "value", (RIVAL, RIVAL), question=first),
        ),
        drafts=(first,),
        photos_awaited=((photo, second),),
        awaited=12,
        held=1,
    )
    assert obstacles(standing, State.READY, role=Role.ASSESSOR, is_own_work=True) == (
        MissingItem(Obstacle.UNANSWERED, question=second),
        MissingItem(
            Obstacle.DISAGREEMENT,
            question=first,
            record=f"answer/{first}",
            field="value",
        ),
        MissingItem(Obstacle.DRAFT, question=first),
        MissingItem(
            Obstacle.PHOTO_AWAITED, question=second, record=f"evidence/{photo.hex}"
        ),
        MissingItem(Obstacle.AWAITED, count=12),
        MissingItem(Obstacle.HELD),
    )


def test_that_an_empty_assessment_says_what_it_needs_first() -> None:
    bare = replace(
        COMPLETE.assessment, factory=None, checklist=None, first_day=None, team=()
    )
    standing = Standing(bare, judgement=None)
    assert _asked(standing, State.READY, Role.ASSESSOR) == [
        Obstacle.NO_FACTORY,
        Obstacle.NO_CHECKLIST,
        Obstacle.NO_DATES,
        Obstacle.NO_TEAM,
    ]


def test_that_going_back_demands_nothing() -> None:
    standing = _in(State.READY, replace(COMPLETE, held=3, drafts=(QuestionId("x"),)))
    assert _asked(standing, State.DRAFT, Role.ASSESSOR) == []
    assert _asked(standing, State.IN_REVIEW, Role.ASSESSOR) == [
        Obstacle.DRAFT,
        Obstacle.HELD,
    ]
