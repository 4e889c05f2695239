"""Assessments: listed, begun, described, moved from state to state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bwassess.assessment import workflow
from bwassess.assessment.fields import key_of, kind_of
from bwassess.assessment.judge import Judge
from bwassess.assessment.moving import Move, moving
from bwassess.assessment.records import (
    Answer,
    AssessmentId,
    FactoryId,
    Interview,
    InterviewId,
    InterviewKind,
    Member,
    PersonId,
    State,
)
from bwassess.assessment.workflow import MissingItem
from bwassess.checklist.form.casting import kept
from bwassess.checklist.given import Value
from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.names import ChecklistHash, QuestionId, RowId
from bwassess.errors import BwassessError
from bwassess.store import disagreements, exchange, past, queries
from bwassess.store.evidence import Evidence as EvidenceFiles
from bwassess.store.identity import new_id
from bwassess.store.queries import AssessmentEntry
from bwassess.store.writer import Edit
from bwassess.text import _, ngettext
from bwassess.touched import Touched
from bwassess.workspace.checklists import Checklists, MissingChecklistError
from bwassess.workspace.desk import Desk, Done
from bwassess.workspace.view import AssessmentView, view


class MissingAssessmentError(BwassessError):
    """An assessment, or the checklist it was made with, isn't in this vault."""

    def __init__(self) -> None:
        super().__init__(
            _("This assessment, or its checklist, isn't in the vault yet."),
            hint=_("Sync with the hub to fetch it."),
        )


class NotReadyError(BwassessError):
    """An assessment can't move on; `missing` says why, each a link to its place."""

    def __init__(self, to: State, missing: Sequence[MissingItem]) -> None:
        count = len(missing)
        super().__init__(
            ngettext(
                "The assessment can't move to “{state}”: {count} thing is missing.",
                "The assessment can't move to “{state}”: {count} things are missing.",
                count,
            ).format(state=to.value, count=count)
        )
        self.missing = tuple(missing)


class NotADraftError(BwassessError):
    """An assessment that has been handed in keeps its version of the checklist."""

    def __init__(self, state: State) -> None:
        super().__init__(
            _("Only a draft moves to another version; this one is “{state}”.").format(
                state=state.value
            ),
            hint=_("Have it returned as a draft first."),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What an assessor knows before the visit.

    Attributes:
        country: Alpha-2; the checklist's, or the factory's for the global one.
    """

    factory: FactoryId
    checklist: ChecklistHash
    country: str
    cycle: int
    first_day: date
    last_day: date
    is_announced: bool = False


class Assessments:
    """The assessments of this vault."""

    def __init__(
        self, desk: Desk, files: EvidenceFiles, checklists: Checklists
    ) -> None:
        self._desk = desk
        self._files = files
        self._checklists = checklists

    def list(self) -> list[AssessmentEntry]:
        """All of them with where they stand, the latest visit first."""
        with self._desk.replica.database.read() as connection:
            return queries.assessments(connection)

    def view(self, assessment: AssessmentId) -> AssessmentView | None:
        """One of them whole; None while it, or its checklist, isn't here."""
        with self._desk.replica.database.read() as connection:
            return view(connection, self._desk.replica, assessment)

    def obstacles(self, assessment: AssessmentId, to: State) -> tuple[MissingItem, ...]:
        """What is in the way of moving an assessment to a state; empty: nothing.

        Raises:
            MissingAssessmentError: it, or its checklist, isn't in this vault.
        """
        found = self._standing(assessment)
        identity = self._desk.identity()
        own = any(one.person == identity.person for one in found.assessment.team)
        return workflow.obstacles(found, to, role=identity.role, is_own_work=own)

    def moves(self, state: State) -> tuple[State, ...]:
        """Where the person at this desk may move an assessment from a state."""
        return workflow.moves(state, self._desk.identity().role)

    def move(self, assessment: AssessmentId, to: State) -> Done:
        """Move an assessment to another state, saying what content it was judged by.

        Raises:
            NotReadyError: something is in the way.
        """
        missing = self.obstacles(assessment, to)
        if missing:
            raise NotReadyError(to, missing)
        replica = self._desk.replica
        replica.seal(author=self._desk.identity().author)
        with replica.database.read() as connection:
            value: Value = {
                "state": to.value,
                "digest": exchange.digest(connection, assessment.bytes),
                "tips": exchange.tips(connection, assessment.bytes),
            }
        return self._desk.change(
            assessment, [Edit("assessment/", "state", value)], _touched(assessment)
        )

    def _standing(self, assessment: AssessmentId) -> workflow.Standing:
        replica = self._desk.replica
        with replica.database.read() as connection:
            found = view(connection, replica, assessment)
            if found is None:
                raise MissingAssessmentError
            counts = disagreements.obstacles(connection, assessment)
            drafts = [
                QuestionId(key_of(record))
                for document, record, _field, _value, _at in queries.drafts(connection)
                if document == assessment.bytes and kind_of(record) == "answer"
            ]
        return workflow.Standing(
            found.assessment,
            found.judgement,
            found.disagreements,
            tuple(drafts),
            tuple(
                (one.id, one.question)
                for one in found.evidence.values()
                if not one.is_removed and not self._files.has(one.sha256)
            ),
            counts["awaited"],
            counts["held"] + counts["unread"],
        )

    def begin(self, plan: Plan) -> AssessmentId:
        """Begin an assessment as a draft, led by the person at this desk.

        Raises:
            MissingChecklistError: its checklist isn't here.
        """
        assessment = AssessmentId(new_id())
        identity = self._desk.identity()
        me = f"member/{identity.person.hex}"
        checklist = self._checklists.hold(plan.checklist)
        self._change(
            assessment,
            [
                *_planned(plan),
                *_at_first(Judge(checklist, day=plan.first_day)),
                Edit("assessment/", "state", {"state": "draft"}),
                Edit(me, "name", identity.name),
                Edit(me, "lead", value=True),
            ],
        )
        return assessment

    def replan(self, assessment: AssessmentId, plan: Plan) -> Done:
        """Correct what was planned."""
        return self._change(assessment, _planned(plan))

    def look_ahead(self, assessment: AssessmentId, to: ChecklistHash) -> Move:
        """What a move to another version of the checklist would do to the answers.

        Raises:
            MissingAssessmentError: it, or its checklist, isn't in this vault.
            MissingChecklistError: the other version isn't.
        """
        found = self._whole(assessment)
        return moving(found.checklist, self._checklists.get(to), found.answers)

    def move_to(self, assessment: AssessmentId, to: ChecklistHash) -> Done:
        """Go on with another version of the checklist; no answer is lost by it.

        The way back is a move to the version it came from (`came_from`).

        Raises:
            NotADraftError: only a draft moves.
            MissingAssessmentError, MissingChecklistError: as `look_ahead`.
        """
        found = self._whole(assessment)
        if found.assessment.state is not State.DRAFT:
            raise NotADraftError(found.assessment.state)
        self._checklists.hold(to)
        return self._change(assessment, [Edit("assessment/", "checklist", to)])

    def came_from(self, assessment: AssessmentId) -> Checklist | None:
        """The version it was moved from; None if it never was, or that isn't here."""
        with self._desk.replica.database.read() as connection:
            found = past.said_before(connection, assessment, "assessment/", "checklist")
        if not isinstance(found, str):
            return None
        try:
            return self._checklists.get(ChecklistHash(found))
        except MissingChecklistError:
            return None

    def without_a_place(
        self, assessment: AssessmentId
    ) -> tuple[tuple[QuestionId, Question | None, Answer], ...]:
        """Answers that the assessment's version doesn't ask for; they are kept.

        Each with the question as another version held here has it, if one does.
        """
        found = self._whole(assessment)
        return tuple(
            (id_, self._checklists.last_asking(id_), answer)
            for id_, answer in sorted(found.answers.items())
            if not found.checklist.asks(id_) and not answer.is_open
        )

    def add_row(
        self, assessment: AssessmentId, repeat: str, parent: RowId | None = None
    ) -> tuple[RowId, Done]:
        """Add a row to a repeat."""
        row = RowId(new_id().hex)
        place: Value = {"repeat": repeat, "parent": parent or ""}
        return row, self._change(assessment, [Edit(f"row/{row}", "place", place)])

    def remove_row(self, assessment: AssessmentId, row: RowId) -> Done:
        """Take a row away with all that was said in it; undone, it is whole again."""
        return self._remove(assessment, f"row/{row}")

    def _whole(self, assessment: AssessmentId) -> AssessmentView:
        found = self.view(assessment)
        if found is None:
            raise MissingAssessmentError
        return found

    def summarise(self, assessment: AssessmentId, text: str) -> Done:
        """Say in own words what the visit came to; printed in the report."""
        return self._change(assessment, [Edit("assessment/", "summary", text or None)])

    def add_member(self, assessment: AssessmentId, name: str) -> Done:
        """Add an assessor who works on paper or on a laptop not met yet."""
        return self._change(
            assessment, [Edit(f"member/{new_id().hex}", "name", name.strip())]
        )

    def remove_member(self, assessment: AssessmentId, member: Member) -> Done:
        """Take a person off the team."""
        return self._remove(assessment, f"member/{member.person.hex}")

    def join(self, assessment: AssessmentId) -> Done:
        """Put the person at this desk on the team."""
        identity = self._desk.identity()
        record = f"member/{identity.person.hex}"
        edits = [Edit(record, "name", identity.name)]
        with self._desk.replica.database.read() as connection:
            heads = disagreements.heads_of(connection, assessment, record)
        if any(head.field == "removed" for head in heads):
            # Taken off before: the same name again would be nothing new.
            edits.append(Edit(record, "removed", value=False))
        return self._change(assessment, edits)

    def add_interview(
        self, assessment: AssessmentId, kind: InterviewKind, *, women: int, men: int
    ) -> Done:
        """Count an interview; how many women and men, never who."""
        group: Value = {"kind": kind.value, "women": women, "men": men}
        return self._change(
            assessment, [Edit(f"interview/{new_id().hex}", "group", group)]
        )

    def remove_interview(
        self, assessment: AssessmentId, interview: InterviewId
    ) -> Done:
        """Take back an interview counted by mistake."""
        return self._remove(assessment, f"interview/{interview.hex}")

    def interviews(self, assessment: AssessmentId) -> tuple[Interview, ...]:
        with self._desk.replica.database.read() as connection:
            return queries.interviews(connection, assessment)

    def person(self) -> PersonId:
        """Whose desk this is."""
        return self._desk.identity().person

    def _remove(self, assessment: AssessmentId, record: str) -> Done:
        with self._desk.replica.database.read() as connection:
            heads = disagreements.heads_of(connection, assessment, record)
        seen = sorted(head.id for head in heads if head.field != "removed")
        return self._change(assessment, [Edit(record, "removed", seen)])

    def _change(self, assessment: AssessmentId, edits: Sequence[Edit]) -> Done:
        return self._desk.work_on(assessment, edits, _touched(assessment))


def _touched(assessment: AssessmentId) -> Touched:
    return Touched(assessments=frozenset({assessment}), sync=True)


def _at_first(judge: Judge) -> Iterator[Edit]:
    """What the checklist itself puts into a new assessment: defaults, first rows."""
    opening = judge.open({}, is_new=True).opening
    for row in opening.begun:
        place: Value = {"repeat": row.repeat, "parent": row.parent or ""}
        yield Edit(f"row/{row.id}", "place", place)
    for key, its in opening.written.items():
        question = judge.checklist.question(key)
        value: Value = {
            "value": kept(question, its.own),
            "revision": question.revision,
        }
        yield Edit(f"answer/{key}", "value", value)


def _planned(plan: Plan) -> list[Edit]:
    values: dict[str, Value] = {
        "factory": plan.factory.bytes,
        "checklist": plan.checklist,
        "country": plan.country,
        "cycle": plan.cycle,
        "visit": [plan.first_day.isoformat(), plan.last_day.isoformat()],
        "announced": plan.is_announced,
    }
    return [Edit("assessment/", field, value) for field, value in values.items()]
