"""Answers: what is said of one question, one act at a time."""

from collections.abc import Sequence

from bwassess.assessment.records import (
    AssessmentId,
    Counts,
    EvidenceId,
    Extent,
    Override,
)
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId
from bwassess.journal.canonical import sound
from bwassess.store.writer import Edit
from bwassess.touched import Touched
from bwassess.workspace.desk import Desk, Done


class Answers:
    """Every method is one act: one commit, one step of undo."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def give(self, assessment: AssessmentId, question: Question, value: Value) -> Done:
        """Answer a question; None takes the answer back."""
        said: Value = (
            None if value is None else {"value": value, "revision": question.revision}
        )
        return self._set(assessment, question.id, "value", said)

    def note(self, assessment: AssessmentId, question: QuestionId, text: str) -> Done:
        return self._set(assessment, question, "note", text or None)

    def override(
        self, assessment: AssessmentId, question: QuestionId, said: Override | None
    ) -> Done:
        """Judge otherwise than the rule, with the reason; None lets the rule judge."""
        value: Value = (
            {"is_finding": said.is_finding, "reason": said.reason} if said else None
        )
        return self._set(assessment, question, "override", value)

    def reword(
        self, assessment: AssessmentId, question: QuestionId, sentence: str
    ) -> Done:
        """Put the finding in own words; empty returns to the checklist's sentence."""
        return self._set(assessment, question, "wording", sentence or None)

    def count(
        self, assessment: AssessmentId, question: QuestionId, counts: Counts | None
    ) -> Done:
        """How many of those seen are affected, in one act.

        Raises:
            ValueError: more affected than seen, or less than none.
        """
        if counts and not 0 <= counts.affected <= counts.seen:
            raise ValueError(counts)
        value: Value = (
            {"affected": counts.affected, "seen": counts.seen} if counts else None
        )
        return self._set(assessment, question, "counts", value)

    def extend(
        self, assessment: AssessmentId, question: QuestionId, extent: Extent | None
    ) -> Done:
        """Say whether a finding is isolated or systemic."""
        return self._set(
            assessment, question, "extent", extent.value if extent else None
        )

    def source(
        self,
        assessment: AssessmentId,
        question: QuestionId,
        source: Source,
        *,
        used: bool,
    ) -> Done:
        """Tick a kind of evidence source, or take the tick away."""
        return self._set(
            assessment, question, f"source:{source.value}", True if used else None
        )

    def pass_constraint(
        self, assessment: AssessmentId, question: QuestionId, reason: str
    ) -> Done:
        """Let a value stand that the checklist calls impossible, saying why.

        Empty puts the constraint back in force.
        """
        return self._set(assessment, question, "passed", reason.strip() or None)

    def order_photos(
        self,
        assessment: AssessmentId,
        question: QuestionId,
        photos: Sequence[EvidenceId],
    ) -> Done:
        """Set the order in which a question's photos are shown and printed."""
        return self._set(
            assessment, question, "photos", [photo.bytes for photo in photos]
        )

    def keep_typing(
        self, assessment: AssessmentId, question: Question, field: str, text: str
    ) -> None:
        """Keep a text while it is typed; durable, but no change yet.

        `field` is `value`, `note` or `wording`.
        """
        self._desk.require_open(assessment)
        said: Value = text or None
        if field == "value" and text:
            said = {"value": text, "revision": question.revision}
        self._desk.replica.save_draft(
            assessment, f"answer/{question.id}", field, value=sound(said)
        )

    def drop_typing(
        self, assessment: AssessmentId, question: QuestionId, field: str
    ) -> None:
        """Give up what was being typed."""
        self._desk.replica.drop_draft(assessment, f"answer/{question}", field)

    def settle(
        self,
        assessment: AssessmentId,
        question: QuestionId,
        field: str,
        value: Value,
    ) -> Done:
        """End a disagreement: say one value, knowing all of them."""
        return self._set(assessment, question, field, value)

    def _set(
        self, assessment: AssessmentId, question: QuestionId, field: str, value: Value
    ) -> Done:
        return self._desk.work_on(
            assessment,
            [Edit(f"answer/{question}", field, value)],
            Touched(
                assessments=frozenset({assessment}),
                questions=frozenset({question}),
                sync=True,
            ),
        )
