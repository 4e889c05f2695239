"""A new assessment: where, by which checklist, when, by whom."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import AssessmentId, FactoryId
from bwassess.checklist.names import ChecklistHash
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.assessments import Plan
from bwassess.workspace.desk import Done
from ui.checklists.shelf import newest_first
from ui.factories import countries
from ui.factories.making import nothing_to_undo
from ui.planning.factory_choice import FactoryChoice
from ui.planning.team import TeamList
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.answer_buttons import Choice
from ui.widgets.button import Button, Kind
from ui.widgets.counter import Counter
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.page_column import Heading, PageColumn, side_by_side
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select
from ui.widgets.tab_order import tab_in_reading_order

_ROWS_SHOWN = 4


class PlanningPage(QWidget):
    """Asks what is known before the visit and begins the assessment as a draft."""

    begun = Signal(object)  # AssessmentId
    cancelled = Signal()
    place_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planning-page")
        self._session = session
        self._held = session.workspace.checklists.list()
        self._checklists = newest_first(one for one in self._held if one.is_in_use)
        self._checklists.sort(key=lambda one: one.title)
        self._team: list[str] = []
        self._is_proposed = True
        self._ready: set[ChecklistHash] = set()
        self._build()
        self._show_team()
        self._propose()

    def choose_factory(self, factory: FactoryId) -> None:
        """Plan a visit to a factory, as a press on its row does."""
        self._choice.choose(factory)

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        page = PageColumn(width=640)
        page.add(
            Label(
                _("What isn't known yet can be corrected later, on the visit's page."),
                role=Role.INK2,
            )
        )
        page.add(Heading(_("Factory")))
        self._choice = FactoryChoice(self._session.workspace.factories.list())
        self._choice.changed.connect(self._propose)
        self._choice.settled.connect(lambda: page.ensureVisible(0, 0))
        self.setFocusProxy(self._choice)
        page.add(self._choice)
        page.add_heading(_("Checklist and cycle"))
        self._checklist = Select(label=_("Checklist"), name="checklist")
        for entry in self._checklists:
            self._checklist.addItem(_title(entry), entry.hash)
        self._checklist.activated.connect(self._on_checklist)
        self._checklist_field = Field(_("Checklist"), self._checklist, hint=" ")
        self._cycle = Counter(
            label=_("Cycle"), value=1, lowest=1, highest=99, name="cycle"
        )
        self._cycle_field = Field(_("Cycle"), self._cycle, hint=" ")
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self._checklist_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._cycle_field, 0, Qt.AlignmentFlag.AlignTop)
        page.add(row)
        self._to_checklists = Button(
            _("Go to the checklists"),
            kind=Kind.QUIET,
            icon="book-open-check",
            step=Step.NOTE,
            name="to-checklists",
        )
        self._to_checklists.clicked.connect(
            lambda: self.place_requested.emit("checklists")
        )
        way = QHBoxLayout()
        way.addWidget(self._to_checklists)
        way.addStretch(1)
        page.add(way)
        page.add_heading(_("Visit"))
        today = date.today()  # noqa: DTZ011 - the calendar of whoever plans
        self._began = today
        self._first = DateField(today, label=_("First day"), name="first-day")
        self._last = DateField(
            today + timedelta(days=1), label=_("Last day"), name="last-day"
        )
        self._last_field = Field(_("Last day"), self._last)
        self._first.picked.connect(self._on_first_day)
        self._last.picked.connect(lambda _day: self._last_field.set_error(""))
        page.add(
            side_by_side(
                Field(
                    _("First day"),
                    self._first,
                    hint=_("The law of this day is the law that counts."),
                ),
                self._last_field,
            )
        )
        self._announced = SegmentedChoice(
            [
                Choice("no", _("Unannounced")),
                Choice("yes", _("Announced")),
            ],
            label=_("Was the factory told beforehand?"),
            value="no",
            clearable=False,
            name="announced",
        )
        page.add(Field(_("Was the factory told beforehand?"), self._announced))
        page.add_heading(_("Team"))
        self._members = TeamList()
        self._members.added.connect(self._on_member_added)
        self._members.removed.connect(self._on_member_removed)
        page.add(self._members)
        page.add(self._built_foot(), gap=Space.L)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _built_foot(self) -> QHBoxLayout:
        begin = Button(
            _("Begin the assessment"),
            kind=Kind.PRIMARY,
            key="Ctrl+Enter",
            name="begin",
        )
        begin.clicked.connect(self.begin)
        cancel = Button(_("Cancel"), kind=Kind.QUIET, name="cancel")
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(begin)
        row.addWidget(cancel)
        row.addStretch(1)
        return row

    # -- what is proposed ----------------------------------------------------

    def _propose(self) -> None:
        """Propose the country's checklist and the next cycle, until one is chosen."""
        country = self._choice.country
        wanted = [one for one in self._checklists if one.country == country] or [
            one for one in self._checklists if not one.country
        ]
        if self._is_proposed and wanted:
            place = self._checklist.findData(wanted[0].hash)
            self._checklist.setCurrentIndex(place)
        self._say_why()
        last = self._last_cycle()
        self._cycle.set_value(last + 1)
        self._cycle_field.set_hint(
            _("The last one was {number}.").format(number=last)
            if last
            else _("The first one here.")
        )

    def _make_ready(self) -> None:
        """Read the checklist while the rest is filled in: beginning is quick then."""
        entry, workspace = self._entry(), self._session.workspace
        if entry is None or entry.hash in self._ready:
            return
        self._ready.add(entry.hash)
        wanted = entry.hash
        self._session.jobs.run(
            lambda _progress: workspace.checklists.make_ready(wanted),
            on_done=lambda _done: None,
            on_error=lambda _error: None,  # beginning tells it
        )

    def _say_why(self) -> None:
        self._make_ready()
        chosen, country = self._entry(), self._choice.country
        national = any(one.country == country for one in self._checklists)
        self._to_checklists.setVisible(
            not self._checklists or bool(country and not national)
        )
        if not self._checklists:
            self._checklist_field.set_attention(
                _("No checklist is published, so no assessment can begin.")
            )
            return
        if chosen is None or not country:
            said = _("Proposed once the factory is known.")
        elif chosen.country == country:
            said = _("The edition for {country}.").format(
                country=countries.name(country)
            )
        elif chosen.country:
            self._checklist_field.set_attention(
                _(
                    "This edition has the law of {other}; the factory is in {country}."
                ).format(
                    other=countries.name(chosen.country),
                    country=countries.name(country),
                )
            )
            return
        elif any(one.country == country for one in self._held):
            said = _("Without national law: no version for {country} is published.")
            said = said.format(country=countries.name(country))
        else:
            said = _("Without national law: there is no edition for {country}.")
            said = said.format(country=countries.name(country))
        self._checklist_field.set_hint(said)

    def _last_cycle(self) -> int:
        factory = self._choice.factory
        if factory is None:
            return 0
        return max(
            (
                entry.assessment.cycle
                for entry in self._session.workspace.assessments.list()
                if entry.assessment.factory == factory.id
            ),
            default=0,
        )

    def _entry(self) -> ChecklistEntry | None:
        wanted = self._checklist.currentData()
        return next((one for one in self._checklists if one.hash == wanted), None)

    # -- what was done -------------------------------------------------------

    def begin(self) -> None:
        """Begin the assessment, or say at each place what is missing."""
        if not self._check():
            return
        begun: list[AssessmentId] = []
        if self._session.edits.run(_("New assessment"), lambda: self._begin(begun)):
            self.begun.emit(begun[0])

    def _check(self) -> bool:
        is_known = self._choice.check()
        in_order = self._first.day <= self._last.day
        self._last_field.set_error(
            "" if in_order else _("The last day comes before the first one.")
        )
        has_checklist = self._entry() is not None
        if not has_checklist:
            self._checklist_field.set_error(_("Choose a checklist."))
        return is_known and in_order and has_checklist

    def _begin(self, begun: list[AssessmentId]) -> Done:
        workspace, entry = self._session.workspace, self._entry()
        country, known = self._choice.country, self._choice.factory
        new = self._choice.new
        factory = (
            known.id
            if known is not None
            else workspace.factories.add(new.name, country, **new.facts)
        )
        plan = Plan(
            factory=factory,
            checklist=entry.hash if entry else ChecklistHash(""),
            country=country,
            cycle=self._cycle.value or 1,
            first_day=self._first.day,
            last_day=self._last.day,
            is_announced=self._announced.value == "yes",
        )
        assessment = workspace.assessments.begin(plan)
        begun.append(assessment)
        pending = self._members.pending()
        for name in (*self._team, *((pending,) if pending else ())):
            workspace.assessments.add_member(assessment, name)
        touched = Touched(
            assessments=frozenset({assessment}),
            factories=frozenset({factory}),
            sync=True,
        )
        return nothing_to_undo(touched)

    def _on_checklist(self, _index: int) -> None:
        self._is_proposed = False
        self._say_why()

    def _on_first_day(self, day: date) -> None:
        """Keep the visit as long as it was, wherever it is moved."""
        self._last.set_day(self._last.day + (day - self._began))
        self._began = day
        self._last_field.set_error("")

    def _on_member_added(self, name: str) -> None:
        self._team.append(name)
        self._show_team()

    def _on_member_removed(self, key: str) -> None:
        self._team.remove(key)
        self._show_team()

    def _show_team(self) -> None:
        mine = self._session.workspace.identity.name
        self._members.show_members(
            [("", mine, _("You, leading")), *((name, name, "") for name in self._team)]
        )
        tab_in_reading_order(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _title(entry: ChecklistEntry) -> str:
    return _("{title}, version {version}").format(
        title=entry.title, version=entry.version
    )
