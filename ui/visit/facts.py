"""The facts of a visit: its days, its cycle, announced or not."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.assessment.records import Assessment
from bwassess.text import _
from bwassess.workspace.assessments import Plan
from bwassess.workspace.view import AssessmentView
from ui.theme import Space
from ui.visit.missing import disputed_note
from ui.widgets.answer_buttons import Choice
from ui.widgets.counter import Counter
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.page_column import side_by_side
from ui.widgets.segmented_choice import SegmentedChoice


class VisitFacts(QWidget):
    """Each fact corrected is a plan of its own, so that undo takes back one."""

    replanned = Signal(str, object)  # what was corrected, Plan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit-facts")
        self._assessment: Assessment | None = None
        today = date.today()  # noqa: DTZ011 - replaced as soon as a visit is bound
        self._first = DateField(today, label=_("First day"), name="first-day")
        self._last = DateField(today, label=_("Last day"), name="last-day")
        self._first_field = Field(_("First day"), self._first)
        self._last_field = Field(_("Last day"), self._last)
        self._cycle = Counter(label=_("Cycle"), lowest=1, highest=99, name="cycle")
        self._announced = SegmentedChoice(
            [Choice("no", _("Unannounced")), Choice("yes", _("Announced"))],
            label=_("Was the factory told beforehand?"),
            clearable=False,
            name="announced",
        )
        self._first.picked.connect(self._on_first_day)
        self._last.picked.connect(self._on_last_day)
        self._cycle.counted.connect(self._on_cycle)
        self._announced.chosen.connect(self._on_announced)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(
            Field(_("Was the factory told beforehand?"), self._announced), 0, top
        )
        row.addWidget(Field(_("Cycle"), self._cycle), 0, top)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(side_by_side(self._first_field, self._last_field))
        column.addLayout(row)

    def bind(self, view: AssessmentView) -> None:
        """Show what is planned now."""
        one = self._assessment = view.assessment
        if one.first_day is not None:
            self._first.set_day(one.first_day)
            self._last.set_day(one.last_day or one.first_day)
        for field in (self._first_field, self._last_field):
            field.set_attention(disputed_note() if "visit" in one.disputed else "")
        self._cycle.set_value(one.cycle)
        self._announced.set_value("yes" if one.is_announced else "no")

    def _plan(self) -> Plan | None:
        """What is planned now; None while the factory or the days aren't known."""
        one = self._assessment
        if (
            one is None
            or one.factory is None
            or one.checklist is None
            or one.first_day is None
        ):
            return None
        return Plan(
            factory=one.factory,
            checklist=one.checklist,
            country=one.country,
            cycle=one.cycle,
            first_day=one.first_day,
            last_day=one.last_day or one.first_day,
            is_announced=one.is_announced,
        )

    def _on_first_day(self, day: date) -> None:
        plan = self._plan()
        if plan is not None:
            length = max(plan.last_day - plan.first_day, timedelta(0))
            moved = replace(plan, first_day=day, last_day=day + length)
            self.replanned.emit(_("Days of the visit"), moved)

    def _on_last_day(self, day: date) -> None:
        plan = self._plan()
        if day < self._first.day:
            self._last_field.set_error(_("The last day comes before the first one."))
        elif plan is not None:
            self.replanned.emit(_("Days of the visit"), replace(plan, last_day=day))

    def _on_cycle(self, cycle: int | None) -> None:
        plan = self._plan()
        if plan is not None and cycle:
            self.replanned.emit(_("Cycle"), replace(plan, cycle=cycle))

    def _on_announced(self, said: str) -> None:
        plan = self._plan()
        if plan is not None:
            told = replace(plan, is_announced=said == "yes")
            self.replanned.emit(_("Announced or not"), told)
