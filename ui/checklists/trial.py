"""A checklist tried out: answered as in an assessment, and nothing of it kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from bwassess.assessment.judge import Judge
from bwassess.assessment.judgement import QuestionJudgement, QuestionState
from bwassess.assessment.judging import Judging
from bwassess.assessment.records import Answer, Assessment, AssessmentId
from bwassess.checklist.form.casting import kept
from bwassess.checklist.given import Given
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId
from bwassess.store.standing import Judged
from bwassess.workspace.view import AssessmentView

_NOBODYS = AssessmentId(UUID(int=0))


class Trial:
    """One person's answers to a checklist, judged by the law of a day, in memory."""

    def __init__(self, checklist: Checklist, day: date) -> None:
        """Begin as an assessment begins; compiling a long checklist takes a while."""
        self.checklist = checklist
        self._day = day
        self._answers: dict[QuestionId, Answer] = {}
        judge = Judge(checklist, day=day)
        opening = judge.open({}, is_new=True).opening
        self._put_in(dict(opening.written))
        self._judging = Judging(judge, self._answers, opening.begun)
        self._shown = self._view()

    @property
    def view(self) -> AssessmentView:
        """What an assessment with these answers would be."""
        return self._shown

    def asks(self, question: QuestionId) -> bool:
        """Whether a question is asked now, given the other answers."""
        return bool(self._shown.stitch(question))

    def change(self, question: QuestionId, **fields: Any) -> None:
        """Change fields of an answer."""
        before = self._answers.get(question) or Answer(question)
        if "value" in fields:
            asked = self.checklist.question(question)
            fields = {**fields, "revision": asked.revision}
        changed = {question: replace(before, **fields)}
        while changed and question in self._judging.judgement.questions:
            self._answers.update(changed)
            written = self._judging.take(changed)
            changed = self._put_in(written)
        self._shown = self._view()

    def _put_in(self, written: Any) -> dict[QuestionId, Answer]:
        """What the checklist fills in by itself, as answers."""
        filled = dict(self._filled(written))
        self._answers.update(filled)
        return filled

    def _filled(self, written: dict[QuestionId, Given]) -> Iterator[Any]:
        for key, its in written.items():
            question = self.checklist.question(key)
            value = kept(question, its.own)
            yield key, Answer(key, value=value, revision=question.revision)

    def _view(self) -> AssessmentView:
        found = self._judging.judgement
        # What stands in rows nobody has added yet is looked at all the same.
        rowless = {
            one.id: QuestionJudgement(one.id, QuestionState.HIDDEN)
            for one in self.checklist.questions
            if one.id not in found.questions
        }
        if rowless:
            found = replace(found, questions={**rowless, **found.questions})
        assessment = Assessment(
            id=_NOBODYS,
            factory=None,
            checklist=self.checklist.hash,
            country=self.checklist.country,
            cycle=1,
            first_day=self._day,
            last_day=self._day,
        )
        judged = Judged(self._judging, dict(self._answers), found)
        return AssessmentView(assessment, None, judged, {}, (), ())
