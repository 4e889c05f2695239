"""The way through an assessment's questions: which point, which next. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId, lineage_of
from bwassess.text import _, ngettext
from bwassess.workspace.view import AssessmentView
from ui.assessment.asked import STITCHES
from ui.widgets.stitches import Stitch


@dataclass(frozen=True)
class Course:
    """The questions that are asked now, in their order, by the point they belong to.

    An information section counts as a point of its own; a question of a repeat is
    there once for each row.
    """

    view: AssessmentView
    language: str

    def stitch(self, question: QuestionId) -> Stitch:
        """How an asked question looks in a seam."""
        return STITCHES[self.view.stitch(question)]

    def all(self) -> list[QuestionId]:
        """Every question asked."""
        questions = self.view.judgement.questions
        return [question for question in questions if self.view.stitch(question)]

    def first(self) -> QuestionId | None:
        """Where to begin: the first open question, or the first of all."""
        questions = self.all()
        still = (one for one in questions if self.stitch(one) is Stitch.OPEN)
        return next(still, questions[0] if questions else None)

    def begin_of(self, code: str) -> QuestionId | None:
        """Where to begin in a point; None where it asks nothing."""
        questions = self.of(code)
        still = (one for one in questions if self.stitch(one) is Stitch.OPEN)
        return next(still, questions[0] if questions else None)

    def beside(self, question: QuestionId | None, by: int) -> QuestionId | None:
        """The question so many steps away; None beyond the ends."""
        questions = self.all()
        if question not in questions:
            return None
        place = questions.index(question) + by
        return questions[place] if 0 <= place < len(questions) else None

    def after(
        self, question: QuestionId | None, wanted: Callable[[Stitch], bool]
    ) -> QuestionId | None:
        """The next question that looks as wanted, beginning anew at the end."""
        questions = self.all()
        here = questions.index(question) if question in questions else -1
        for one in (*questions[here + 1 :], *questions[: here + 1]):
            if one != question and wanted(self.stitch(one)):
                return one
        return None

    def point_of(self, question: QuestionId) -> str:
        """The code of the point or section a question belongs to."""
        return _points(self.view.checklist).get(lineage_of(question), "")

    def name_of(self, code: str) -> str:
        """The name of a point or section."""
        for cluster in self.view.checklist.clusters:
            if cluster.is_flat and cluster.code == code:
                return self.view.text(cluster.name, self.language)
            for point in cluster.points:
                if point.code == code:
                    return self.view.text(point.name, self.language)
        return ""

    def tally_of(self, code: str) -> str:
        """How far a point or section is, in words."""
        point = self.view.judgement.points.get(code)
        if point is None:
            return code
        said = _("{code} · {answered} of {asked} answered").format(
            code=code, answered=point.tally.answered, asked=point.tally.asked
        )
        found = point.tally.findings
        if found:
            words = ngettext("{count} finding", "{count} findings", found)
            said = f"{said} · {words.format(count=found)}"
        return said

    def nearest(
        self, gone: QuestionId, *, among: Collection[QuestionId]
    ) -> QuestionId | None:
        """The last of some questions that stood before one that is gone since."""
        questions = self.all()
        before = questions[: questions.index(gone)] if gone in questions else []
        return next((one for one in reversed(before) if one in among), None)

    def of(self, code: str) -> list[QuestionId]:
        """The questions of a point or section that are asked now."""
        questions = self.view.judgement.in_point.get(code, ())
        return [question for question in questions if self.view.stitch(question)]


@lru_cache(maxsize=4)
def _points(checklist: Checklist) -> Mapping[QuestionId, str]:
    """The point or section each question stands in."""
    return {
        question.id: cluster.code if cluster.is_flat else point.code
        for cluster in checklist.clusters
        for point in cluster.points
        for question in point.questions
    }
