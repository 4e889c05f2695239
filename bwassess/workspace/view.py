"""An assessment as a page or a report needs it: everything of one moment together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bwassess.assessment.judgement import Judgement, RepeatRows
from bwassess.assessment.law_text import law_in_text
from bwassess.assessment.records import (
    Answer,
    Assessment,
    AssessmentId,
    Disagreement,
    Evidence,
    EvidenceId,
    Factory,
    Interview,
)
from bwassess.checklist.form.outputs import filled
from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.names import QuestionId, RowId
from bwassess.checklist.texts import Text
from bwassess.store import disagreements, queries, standing
from bwassess.store.replica import Replica
from bwassess.store.standing import Judged

_NOTHING_YET = "…"
"""What a text shows of a question that has no answer yet."""


@dataclass(frozen=True)
class AssessmentView:
    """One assessment whole.

    Attributes:
        previous: The last earlier cycle of the same factory, with its own previous
            one; None for the first, or where its checklist isn't here.
    """

    assessment: Assessment
    factory: Factory | None
    judged: Judged
    evidence: Mapping[EvidenceId, Evidence]
    interviews: tuple[Interview, ...]
    disagreements: tuple[Disagreement, ...]
    previous: "AssessmentView | None" = None

    @property
    def checklist(self) -> Checklist:
        return self.judged.judge.checklist

    @property
    def answers(self) -> Mapping[QuestionId, Answer]:
        return self.judged.answers

    @property
    def judgement(self) -> Judgement:
        return self.judged.judgement

    def answer(self, question: QuestionId) -> Answer:
        """What was said of a question; an open answer where nothing was."""
        return self.answers.get(question) or Answer(question)

    def stitch(self, question: QuestionId) -> str:
        """The letter of a question in the seam; empty for one not asked."""
        judged = self.judgement.questions.get(question)
        if judged is None:
            return ""
        return standing.stitch(judged.state, self.answers.get(question))

    def photos(self, question: QuestionId) -> tuple[Evidence, ...]:
        """A question's photos: as ordered, then as they were made."""
        mine = {
            one.id: one
            for one in self.evidence.values()
            if one.question == question and one.is_picture and not one.is_removed
        }
        ordered = [one for one in self.answer(question).photos if one in mine]
        rest = sorted((one for one in mine if one not in ordered), key=lambda i: i.hex)
        return tuple(mine[one] for one in (*ordered, *rest))

    def loose_photos(self) -> tuple[Evidence, ...]:
        """Photos not filed under any question, as they were made."""
        return tuple(
            one
            for _, one in sorted(self.evidence.items(), key=lambda item: item[0].hex)
            if one.question is None and one.is_picture and not one.is_removed
        )

    def disagreement(self, question: QuestionId) -> Iterator[Disagreement]:
        """What is open between people about a question."""
        return (one for one in self.disagreements if one.question == question)

    def asked(self) -> Iterator[Question]:
        """The questions that are asked now, in order."""
        return (
            self.checklist.question(question)
            for question in self.judgement.questions
            if self.stitch(question)
        )

    def text(
        self,
        text: Text,
        language: str,
        *,
        of: QuestionId | None = None,
        row: RowId | None = None,
    ) -> str:
        """A text of the checklist as it is read on this visit.

        What it shows of other answers and of the law of the day is put in.

        Args:
            text: As the checklist has it.
            language: The one wanted.
            of: The question or the note it belongs to; None for the name of a group.
            row: The row that the group is, or stands in.
        """
        words = text.in_(language)
        if "{" not in words:
            return words
        if of is None:
            said = dict(self.judgement.headings.get(row, ()))
        else:
            judged = self.judgement.questions.get(of)
            said = dict(judged.outputs if judged else self.judgement.notes.get(of, ()))
        words = filled(words, lambda name: said.get(name) or _NOTHING_YET)
        return law_in_text(words, self.judged.judge.law, language)

    def questions(self, point: str) -> Iterator[Question]:
        """The questions of a point, asked now or not, each row's own among them."""
        return map(self.checklist.question, self.judgement.in_point[point])

    def rows(self, repeat: str, parent: RowId | None = None) -> RepeatRows | None:
        """The rows of a repeat in one place; None where the repeat isn't."""
        return next(
            (
                one
                for one in self.judgement.repeats
                if (one.repeat, one.parent) == (repeat, parent)
            ),
            None,
        )


def view(
    connection: Connection, replica: Replica, assessment: AssessmentId
) -> AssessmentView | None:
    """Gather an assessment; None while it, or its checklist, isn't here."""
    found = _alone(connection, replica, assessment)
    if found is None or found.assessment.factory is None:
        return found
    last = queries.cycle_before(
        connection, found.assessment.factory, found.assessment.cycle
    )
    if last is None:
        return found
    return replace(found, previous=view(connection, replica, last))


def _alone(
    connection: Connection, replica: Replica, assessment: AssessmentId
) -> AssessmentView | None:
    row = queries.assessment(connection, assessment)
    judged = replica.judged(assessment)
    if row is None or judged is None:
        return None
    return AssessmentView(
        assessment=row,
        factory=queries.factory(connection, row.factory) if row.factory else None,
        judged=judged,
        evidence=queries.evidence(connection, assessment),
        interviews=queries.interviews(connection, assessment),
        disagreements=disagreements.disagreements(connection, assessment),
    )
