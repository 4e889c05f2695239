"""Versions are published and retired, and drafts go from one to another and back."""

from dataclasses import replace

import pytest

from bwassess.assessment.judgement import QuestionState, Reason
from bwassess.assessment.moving import Fate
from bwassess.assessment.records import AssessmentId, State
from bwassess.checklist.canonical import seal
from bwassess.checklist.model import Checklist, Group, Item
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.checklist.texts import Text
from bwassess.store.writer import Edit
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import NotADraftError
from bwassess.workspace.checklists import MissingChecklistError
from bwassess.workspace.view import AssessmentView

EXITS = QuestionId("OS8.05")
CRATES = QuestionId("OS8.07")


def _seen(workspace: Workspace, assessment: AssessmentId) -> AssessmentView:
    found = workspace.assessments.view(assessment)
    assert found is not None
    return found


def _next(checklist: Checklist) -> Checklist:
    """The next version: exits asked otherwise, another question gone."""
    items = tuple(_revised(item) for item in checklist.items)
    return seal(replace(checklist, version="2027.1", items=items))


def _revised(item: Item) -> Item:
    if isinstance(item, Group):
        kept = tuple(_revised(one) for one in item.items if _key(one) != CRATES)
        return replace(item, items=kept)
    if item.id == EXITS:
        return replace(item, label=Text.of({"en": "Can every exit be opened?"}))
    return item


def _key(item: Item) -> str:
    return item.key if isinstance(item, Group) else item.id


@pytest.fixture
def next_version(workspace: Workspace, assessment: AssessmentId) -> ChecklistHash:
    newer = _next(_seen(workspace, assessment).checklist)
    workspace.checklists.keep(newer)
    return newer.hash


def _entry(workspace: Workspace, wanted: ChecklistHash) -> tuple[bool, bool]:
    (entry,) = (one for one in workspace.checklists.list() if one.hash == wanted)
    return entry.is_in_use, entry.is_retired


def test_that_a_version_is_used_from_its_publication_to_its_retirement(
    workspace: Workspace, next_version: ChecklistHash
) -> None:
    assert _entry(workspace, next_version) == (False, False)
    workspace.checklists.publish(next_version)
    assert _entry(workspace, next_version) == (True, False)
    workspace.checklists.retire(next_version)
    assert _entry(workspace, next_version) == (False, True)
    workspace.checklists.publish(next_version)
    assert _entry(workspace, next_version) == (True, False)


def test_that_retiring_is_put_back_as_any_act(
    workspace: Workspace, next_version: ChecklistHash
) -> None:
    workspace.checklists.publish(next_version)
    workspace.undo(workspace.checklists.retire(next_version))
    assert _entry(workspace, next_version) == (True, False)


def test_that_a_version_that_is_not_here_is_not_published(workspace: Workspace) -> None:
    with pytest.raises(MissingChecklistError):
        workspace.checklists.publish(ChecklistHash("ab" * 32))


def test_that_a_draft_moves_on_and_back_and_loses_nothing(
    workspace: Workspace, assessment: AssessmentId, next_version: ChecklistHash
) -> None:
    view = _seen(workspace, assessment)
    first = view.checklist.hash
    for id_ in (EXITS, CRATES, QuestionId("OS8.04")):
        workspace.answers.give(assessment, view.checklist.question(id_), "no")
    before = _seen(workspace, assessment)

    ahead = workspace.assessments.look_ahead(assessment, next_version)
    assert {one.id: one.fate for one in ahead.answers} == {
        EXITS: Fate.LOOK_AGAIN,
        CRATES: Fate.NO_PLACE,
        QuestionId("OS8.04"): Fate.CARRIES,
    }

    workspace.assessments.move_to(assessment, next_version)
    moved = _seen(workspace, assessment)
    assert moved.checklist.version == "2027.1"
    assert moved.judgement.questions[EXITS].is_reworded
    assert CRATES not in moved.judgement.questions
    ((left, asked, answer),) = workspace.assessments.without_a_place(assessment)
    assert (left, answer.value) == (CRATES, "no")
    assert asked is not None
    assert asked.label == before.checklist.question(CRATES).label

    workspace.assessments.move_to(assessment, first)
    back = _seen(workspace, assessment)
    assert back.judgement == before.judgement
    assert workspace.assessments.without_a_place(assessment) == ()


def test_that_what_was_handed_in_keeps_its_version(
    workspace: Workspace, assessment: AssessmentId, next_version: ChecklistHash
) -> None:
    ready = Edit("assessment/", "state", {"state": State.READY.value})
    workspace.replica.edit(assessment, [ready], author=workspace.identity.author)
    with pytest.raises(NotADraftError, match="draft"):
        workspace.assessments.move_to(assessment, next_version)


def test_that_a_value_stands_against_a_faulty_limit_with_a_reason(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    view = _seen(workspace, assessment)
    workers = next(
        question
        for question in view.checklist.questions
        if ">= 0" in question.constraint
        and question.answer_type == "number"
        and not question.parts
    )
    workspace.answers.give(assessment, workers, "-7")
    assert Reason.CONSTRAINT in _missing(workspace, assessment, workers.id)
    done = workspace.answers.pass_constraint(
        assessment, workers.id, "The limit is wrong."
    )
    judged = _seen(workspace, assessment).judgement.questions[workers.id]
    assert Reason.CONSTRAINT not in judged.missing
    assert judged.state is not QuestionState.OPEN
    assert (
        _seen(workspace, assessment).answer(workers.id).passed == "The limit is wrong."
    )
    workspace.undo(done)
    assert Reason.CONSTRAINT in _missing(workspace, assessment, workers.id)


def _missing(
    workspace: Workspace, assessment: AssessmentId, question: QuestionId
) -> tuple[Reason, ...]:
    return _seen(workspace, assessment).judgement.questions[question].missing


def test_that_a_draft_knows_where_it_came_from(
    workspace: Workspace, assessment: AssessmentId, next_version: ChecklistHash
) -> None:
    first = _seen(workspace, assessment).checklist
    assert workspace.assessments.came_from(assessment) is None

    moved = workspace.assessments.move_to(assessment, next_version)
    # Sealed or not: what was said lies in a batch after the first sync.
    workspace.replica.seal(author=workspace.identity.author)
    assert workspace.assessments.came_from(assessment) == first

    undone = workspace.undo(moved)
    assert workspace.assessments.came_from(assessment) is None
    workspace.undo(undone)
    assert workspace.assessments.came_from(assessment) == first

    workspace.assessments.move_to(assessment, first.hash)
    found = workspace.assessments.came_from(assessment)
    assert found is not None
    assert found.hash == next_version
