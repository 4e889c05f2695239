"""What two people said differently of one visit, each with the way to its question."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bwassess.assessment.records import Disagreement
from bwassess.text import _
from bwassess.workspace.view import AssessmentView
from ui.theme import Role
from ui.visit.missing import disagreement_said
from ui.visit.part import Part
from ui.widgets.list_row import ListRow


class Disputes(Part):
    """Open disagreements: what about, and who said something when."""

    question_chosen = Signal(str)  # QuestionId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Open disagreements"), parent)

    def bind(self, view: AssessmentView) -> None:
        """Show what is open now; nothing where all agree."""
        self.clear()
        for one in view.disagreements:
            self.add(self._row(one, view))
        self.setVisible(bool(view.disagreements))

    def _row(self, one: Disagreement, view: AssessmentView) -> ListRow:
        question = one.question
        said = disagreement_said(one.record, one.field)
        if question is not None:
            said = f"{view.checklist.question(question).code} · {said}"
        row = ListRow(
            said,
            note=" · ".join(
                f"{rival.name or _('You')}, {rival.at.astimezone():%d/%m %H:%M}"
                for rival in one.rivals
            ),
            icon="git-compare",
            icon_role=Role.WELD,
            bold=False,
            sign="chevron-right" if question else "",
            name="dispute-row",
        )
        row.setEnabled(question is not None)
        if question is not None:
            row.clicked.connect(lambda _on=False: self.question_chosen.emit(question))
        return row
