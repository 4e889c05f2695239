"""A day's work on one laptop: what is said is kept, undone, judged and printed."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from bwassess.assessment.judgement import QuestionState
from bwassess.assessment.records import (
    AssessmentId,
    Counts,
    Extent,
    InterviewKind,
    Override,
    Role,
    State,
)
from bwassess.assessment.workflow import Obstacle
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId
from bwassess.journal.batch import Origin, seal
from bwassess.journal.certificate import certify
from bwassess.journal.change import Change, identify
from bwassess.journal.signing import SigningKey
from bwassess.store.disagreements import heads_of
from bwassess.store.door import Doorkeeper
from bwassess.store.errors import NewerVersion
from bwassess.store.header import Cost
from bwassess.store.verify import verify
from bwassess.store.writer import Edit
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import NotReadyError, Plan
from bwassess.workspace.desk import ApprovedError, NotUndoneError
from bwassess.workspace.reports import StoppedReportError
from bwassess.workspace.view import AssessmentView

PASSPHRASE = "needle and thread"
DAY = date(2026, 11, 17)
EXITS = QuestionId("OS8.05")


def seen(workspace: Workspace, assessment: AssessmentId) -> AssessmentView:
    found = workspace.assessments.view(assessment)
    assert found is not None
    return found


def question(workspace: Workspace, assessment: AssessmentId, code: str) -> Question:
    return seen(workspace, assessment).checklist.question(QuestionId(code))


def jpeg(colour: str = "navy") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def test_that_an_answer_is_still_there_after_the_laptop_was_locked(
    vault: Path,
) -> None:
    with Workspace.open(vault, PASSPHRASE) as workspace:
        assessment = begin_next(workspace)
        exits = question(workspace, assessment, EXITS)
        workspace.answers.give(assessment, exits, "no")
        workspace.answers.note(assessment, EXITS, "B-2 padlocked")
    with Workspace.open(vault, PASSPHRASE) as again:
        answer = seen(again, assessment).answer(EXITS)
        assert (answer.value, answer.note) == ("no", "B-2 padlocked")


def test_that_a_bad_answer_becomes_a_finding_with_its_counts(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    workspace.answers.count(assessment, EXITS, Counts(4, 14))
    workspace.answers.extend(assessment, EXITS, Extent.SYSTEMIC)
    workspace.answers.source(assessment, EXITS, Source.OBSERVATION, used=True)
    view = seen(workspace, assessment)
    assert view.stitch(EXITS) == "f"
    content = workspace.reports.gather(assessment, language="en")
    (finding,) = content.findings
    assert "4 of 14" in finding.sentence
    assert finding.sources == (Source.OBSERVATION,)


def test_that_the_home_list_knows_where_an_assessment_stands(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    (entry,) = workspace.assessments.list()
    assert (entry.standing.answered, entry.standing.findings) == (1, 1)
    assert entry.standing.seam.count("f") == 1
    assert entry.factory is not None
    assert entry.factory.name == "Rumdoul Apparel"


def test_that_an_own_judgement_needs_a_reason_and_can_be_taken_back(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    done = workspace.answers.override(
        assessment, EXITS, Override(is_finding=False, reason="opened at once")
    )
    judged = seen(workspace, assessment).judgement.questions[EXITS]
    assert judged.state is QuestionState.MET
    workspace.undo(done)
    judged = seen(workspace, assessment).judgement.questions[EXITS]
    assert judged.state is QuestionState.FINDING


def test_that_undo_and_redo_walk_back_and_forth(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "yes")
    done = workspace.answers.give(assessment, exits, "no")
    undone = workspace.undo(done)
    assert seen(workspace, assessment).answer(EXITS).value == "yes"
    workspace.undo(undone)
    assert seen(workspace, assessment).answer(EXITS).value == "no"


def test_that_undo_refuses_to_hide_what_was_said_since(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    done = workspace.answers.give(assessment, exits, "yes")
    workspace.answers.give(assessment, exits, "no")
    with pytest.raises(NotUndoneError):
        workspace.undo(done)
    assert seen(workspace, assessment).answer(EXITS).value == "no"


def test_that_the_same_answer_again_is_nothing_to_undo(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    assert workspace.answers.give(assessment, exits, "yes").act
    assert not workspace.answers.give(assessment, exits, "yes").act


def test_that_words_being_typed_survive_as_an_answer(
    vault: Path,
) -> None:
    workspace = Workspace.open(vault, PASSPHRASE)
    assessment = begin_next(workspace)
    exits = question(workspace, assessment, EXITS)
    workspace.answers.keep_typing(assessment, exits, "note", "key with the gua")
    # As after a kill: nothing settles what was being typed.
    workspace.vault.lock()
    with Workspace.open(vault, PASSPHRASE) as again:
        assert seen(again, assessment).answer(EXITS).note == "key with the gua"


def test_that_a_photo_is_kept_whole_and_out_of_sight_once_removed(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    photo, done = workspace.photos.add(
        assessment, jpeg(), question=EXITS, caption="Exit B-2"
    )
    (shown,) = seen(workspace, assessment).photos(EXITS)
    assert (shown.id, shown.caption) == (photo, "Exit B-2")
    picture = Image.open(io.BytesIO(workspace.photos.picture(assessment, photo)))
    assert picture.size == (640, 480)
    removed = workspace.photos.remove(assessment, photo)
    assert seen(workspace, assessment).photos(EXITS) == ()
    workspace.undo(removed)
    assert len(seen(workspace, assessment).photos(EXITS)) == 1
    assert done.touched.questions == {EXITS}


def test_that_photos_stand_in_the_order_they_were_put(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    first, _ = workspace.photos.add(assessment, jpeg("red"), question=EXITS)
    second, _ = workspace.photos.add(assessment, jpeg("green"), question=EXITS)
    workspace.answers.order_photos(assessment, EXITS, [second])
    shown = [one.id for one in seen(workspace, assessment).photos(EXITS)]
    assert shown == [second, first]


def test_that_an_unfinished_assessment_says_what_is_missing(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    missing = workspace.assessments.obstacles(assessment, State.READY)
    assert EXITS in {one.question for one in missing}
    assert {one.reason for one in missing} == {Obstacle.UNANSWERED}
    with pytest.raises(NotReadyError) as refused:
        workspace.assessments.move(assessment, State.READY)
    assert refused.value.missing == missing


def test_that_interviews_count_people_and_name_nobody(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    workspace.assessments.add_interview(assessment, InterviewKind.GROUP, women=4, men=1)
    workspace.assessments.add_interview(
        assessment, InterviewKind.INDIVIDUAL, women=1, men=0
    )
    content = workspace.reports.gather(assessment, language="en")
    assert [(one.kind, one.people.total) for one in content.interviews] == [
        (InterviewKind.INDIVIDUAL, 1),
        (InterviewKind.GROUP, 5),
    ]
    first = workspace.assessments.interviews(assessment)[0]
    workspace.assessments.remove_interview(assessment, first.id)
    assert len(workspace.assessments.interviews(assessment)) == 1


def test_that_a_note_never_reaches_the_report(
    workspace: Workspace, assessment: AssessmentId, tmp_path: Path
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    workspace.answers.note(assessment, EXITS, "a worker whispered Rumpelstiltskin")
    target = tmp_path / "report.pdf"
    workspace.reports.write(assessment, target, language="en")
    with pypdfium2.PdfDocument(target) as pdf:
        words = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "OS8.05" in words.replace("\u2011", "-")
    assert "Rumpelstiltskin" not in words


def test_that_the_vault_proves_its_own_content(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.undo(workspace.answers.give(assessment, exits, "no"))
    workspace.answers.give(assessment, exits, "yes")
    workspace.replica.seal(author=workspace.identity.author)
    workspace.answers.note(assessment, EXITS, "unsealed")
    with workspace.replica.database.read() as connection:
        assert verify(connection) == []


def test_that_a_second_cycle_compares_itself_with_the_first(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    drills = question(workspace, assessment, "OS8.06")
    workspace.answers.give(assessment, exits, "no")
    workspace.answers.give(assessment, drills, "no")
    second = begin_next(workspace)
    workspace.answers.give(second, exits, "no")
    workspace.answers.give(second, drills, "yes")
    content = workspace.reports.gather(second, language="en")
    (finding,) = content.findings
    assert finding.since_cycle == 1
    assert [one.code for one in content.closed] == ["OS8.06"]


def test_that_a_disputed_answer_stops_the_report_but_not_its_draft(
    workspace: Workspace, assessment: AssessmentId, tmp_path: Path
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    dispute(workspace, assessment, exits, "yes")
    assert seen(workspace, assessment).stitch(EXITS) == "d"
    target = tmp_path / "report.pdf"
    with pytest.raises(StoppedReportError):
        workspace.reports.write(assessment, target, language="en")
    assert not target.exists()
    workspace.reports.write(assessment, target, language="en", draft=True)
    assert target.exists()


def begin_next(workspace: Workspace) -> AssessmentId:
    """The next cycle of the one factory there is."""
    known = workspace.factories.list()
    factory = known[0].id if known else workspace.factories.add("Rumdoul", "KH")
    checklist = next(c for c in workspace.checklists.list() if c.country == "KH")
    cycle = len(workspace.assessments.list()) + 1
    return workspace.assessments.begin(
        Plan(factory, checklist.hash, "KH", cycle, DAY, DAY)
    )


def dispute(
    workspace: Workspace, assessment: AssessmentId, asked: Question, value: str
) -> None:
    """Have another laptop say something else, knowing nothing of this one's answer."""
    said: Value = {"revision": asked.revision, "value": value}
    change = Change(f"answer/{asked.id}", "value", said)
    receive(workspace, assessment, change, name="Sokha", role=Role.ASSESSOR)


def receive(
    workspace: Workspace,
    assessment: AssessmentId,
    change: Change,
    *,
    name: str,
    role: Role,
) -> None:
    """Take in a batch of another laptop of the same programme."""
    key = SigningKey.new()
    identity = identify(change, document=assessment.bytes, device=key.public)
    mine = workspace.identity
    certificate = certify(
        mine.key, device=key.public, person=b"s" * 16, name=name, role=role
    )
    origin = Origin(
        mine.key.public, assessment.bytes, b"s" * 16, certificate.id, 1, None, ()
    )
    batch = seal([(identity, change)], origin, key=key, at=1)
    keeper = Doorkeeper(mine.key, b"e" * 16, mine.key.public)
    workspace.replica.seal(author=mine.author)
    workspace.replica.learn([certificate], keeper)
    (received,) = workspace.replica.receive([batch.data], keeper, sender=key.public)
    assert received.outcome.is_in


def test_that_a_disagreement_is_settled_by_naming_both_sides(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    dispute(workspace, assessment, exits, "yes")
    (open_one,) = seen(workspace, assessment).disagreements
    assert {
        rival.value["value"]
        for rival in open_one.rivals
        if isinstance(rival.value, dict)
    } == {"yes", "no"}
    settled = workspace.answers.give(assessment, exits, "no")
    assert seen(workspace, assessment).disagreements == ()
    workspace.undo(settled)
    assert len(seen(workspace, assessment).disagreements) == 1


def test_that_an_assessor_cannot_approve(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    missing = workspace.assessments.obstacles(assessment, State.IN_REVIEW)
    assert [one.reason for one in missing] == [Obstacle.NOT_FROM_HERE]
    assert State.APPROVED not in workspace.assessments.moves(State.IN_REVIEW)


def test_that_an_approval_by_an_assessor_is_void_and_shown(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    said = {"state": "approved", "digest": b"d" * 32, "tips": []}
    workspace.replica.edit(
        assessment,
        [Edit("assessment/", "state", said)],
        author=workspace.identity.author,
    )
    found = seen(workspace, assessment).assessment
    assert found.state is State.IN_REVIEW
    assert found.approval is not None
    assert found.approval.is_void
    assert found.approval.name == "Chanthou"


def test_that_the_report_counts_workers_as_they_were_counted(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    permanent = question(workspace, assessment, "SI.11")
    workspace.answers.give(assessment, permanent, {"women": "900", "men": "120"})
    unions = question(workspace, assessment, "SI.21")
    workspace.answers.give(assessment, unions, "C.CAWDU; 400\nFTUWKC; 120")
    factory = workspace.reports.gather(assessment, language="en").factory
    assert [(name, people.total) for name, people in factory.workers_by] == [
        ("Permanent contract", 1020)
    ]
    assert factory.unions == ("C.CAWDU; 400", "FTUWKC; 120")


def test_that_an_update_makes_rows_again_from_the_batches(vault: Path) -> None:
    with Workspace.open(vault, PASSPHRASE) as workspace:
        assessment = begin_next(workspace)
        exits = question(workspace, assessment, EXITS)
        workspace.answers.give(assessment, exits, "no")
        with workspace.replica.database.write() as connection:
            # As an older program left it: other rows, and its own mark.
            connection.exec_driver_sql("UPDATE answer SET note = 'made otherwise'")
            connection.exec_driver_sql("DELETE FROM standing")
            connection.exec_driver_sql(
                "UPDATE fact SET value = x'00' WHERE name = 'read_by'"
            )
    with Workspace.open(vault, PASSPHRASE) as again:
        assert seen(again, assessment).answer(EXITS).note == ""
        (entry,) = again.assessments.list()
        assert entry.standing.findings == 1
        with again.replica.database.read() as connection:
            assert verify(connection) == []


def test_that_approved_work_stays_as_it_is(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    exits = question(workspace, assessment, EXITS)
    workspace.answers.give(assessment, exits, "no")
    reviewer_approves(workspace, assessment)
    assert seen(workspace, assessment).assessment.state is State.APPROVED
    with pytest.raises(ApprovedError):
        workspace.answers.give(assessment, exits, "yes")
    with pytest.raises(ApprovedError):
        workspace.answers.keep_typing(assessment, exits, "note", "late")
    with pytest.raises(ApprovedError):
        workspace.photos.add(assessment, jpeg(), question=EXITS)
    assert seen(workspace, assessment).answer(EXITS).value == "no"


def reviewer_approves(workspace: Workspace, assessment: AssessmentId) -> None:
    """Have a reviewer's laptop approve, knowing all that was said."""
    with workspace.replica.database.read() as connection:
        heads = heads_of(connection, assessment, "assessment/")
    parents = tuple(one.id for one in heads if one.field == "state")
    said: Value = {"digest": b"d" * 32, "state": "approved", "tips": ()}
    change = Change("assessment/", "state", said, parents, 2**42)
    receive(workspace, assessment, change, name="Sophea", role=Role.REVIEWER)


def test_that_a_database_of_a_newer_program_is_refused_untouched(vault: Path) -> None:
    workspace = Workspace.open(vault, PASSPHRASE)
    with workspace.replica.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9'")
    workspace.vault.lock()
    before = (vault / "vault.db").read_bytes()
    with pytest.raises(NewerVersion, match="newer version"):
        Workspace.open(vault, PASSPHRASE)
    assert (vault / "vault.db").read_bytes() == before


def test_that_a_vault_just_made_is_not_judged_anew_when_opened(tmp_path: Path) -> None:
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    made, _recovery = Workspace.create(
        tmp_path / "new", PASSPHRASE, name="Sokha", cost=cheap
    )
    assert not made.replica.catch_up()
    made.lock()
