"""Rows of repeats as a reader knows them: "Dormitory 2 of 3". Pure."""

from collections.abc import Iterator

from bwassess.assessment.judgement import RepeatRows
from bwassess.checklist.model import Group, groups
from bwassess.checklist.names import QuestionId, RowId, row_of
from bwassess.text import _
from bwassess.workspace.view import AssessmentView


class RowNames:
    """The names of an assessment's rows in one language."""

    def __init__(self, view: AssessmentView, *, language: str) -> None:
        self._view = view
        self._language = language
        self._places = {row: its for its in view.judgement.repeats for row in its.rows}
        self._groups: dict[str, Group] = {
            group.name: group for group in groups(view.checklist.items)
        }

    def of(self, question: QuestionId) -> str:
        """Which row a question stands in, outer ones first; empty outside repeats."""
        return ", ".join(reversed(list(self._outwards(row_of(question)))))

    def _outwards(self, row: RowId | None) -> Iterator[str]:
        while row is not None and (its := self._places.get(row)) is not None:
            yield _("{what} {number} of {total}").format(
                what=self._label(its, row),
                number=its.rows.index(row) + 1,
                total=len(its.rows),
            )
            row = its.parent

    def _label(self, its: RepeatRows, row: RowId) -> str:
        group = self._groups.get(its.repeat)
        label = self._view.text(group.label, self._language, row=row) if group else ""
        return label or its.repeat
