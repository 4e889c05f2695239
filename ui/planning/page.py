"""A new assessment: where, by which checklist, when, by whom."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import AssessmentId, Factory, FactoryId
from bwassess.checklist.model import ChecklistHash
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.assessments import Plan
from bwassess.workspace.desk import Done
from ui import theme
from ui.factories import countries
from ui.factories.listing import FactoryList, place_of
from ui.factories.making import NewFactory, nothing_to_undo
from ui.planning.team import TeamList
from ui.session import Session
from ui.theme import Radius, Role, Space, Step
from ui.widgets.answer_buttons import Choice
from ui.widgets.button import Button, Kind
from ui.widgets.counter import Counter
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.page_column import (
    Heading,
    PageColumn,
    side_by_side,
    tab_in_reading_order,
)
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select
from ui.widgets.surface import Surface

_ROWS_SHOWN = 4


class PlanningPage(QWidget):
    """Asks what is known before the visit and begins the assessment as a draft."""

    begun = Signal(object)  # AssessmentId
    cancelled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planning-page")
        self._session = session
        self._factories = session.workspace.factories.list()
        self._checklists = [
            one for one in session.workspace.checklists.list() if not one.is_retired
        ]
        self._factory: Factory | None = None
        self._team: list[str] = []
        self._is_proposed = True
        self._build()
        self._show_team()
        self._show_place("pick" if self._factories else "make")
        self._propose()

    def choose_factory(self, factory: FactoryId) -> None:
        """Plan a visit to a factory, as a press on its row does."""
        self._factory = next((f for f in self._factories if f.id == factory), None)
        if self._factory is not None:
            self._chosen_name.setText(self._factory.name)
            self._chosen_place.setText(place_of(self._factory))
            self._show_place("chosen")
            self._propose()

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._page = page = PageColumn(width=640)
        page.add(
            Label(
                _("What isn't known yet can be corrected later, on the visit's page."),
                role=Role.INK2,
            )
        )
        page.add(Heading(_("Factory")))
        page.add(self._built_places())
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

    def _built_places(self) -> QWidget:
        """One factory picked, one being made, or the chosen one."""
        self._list = FactoryList()
        self._list.set_factories(self._factories)
        theme.watch(self._dress)
        self._list.chosen.connect(self.choose_factory)
        make = Button(
            _("The factory isn't in the list"),
            kind=Kind.QUIET,
            icon="plus",
            name="make-factory",
        )
        make.clicked.connect(lambda: self._show_place("make"))
        self._pick_line = Label("", step=Step.NOTE, role=Role.MADDER)
        self._pick_line.setObjectName("factory-missing")
        self._pick_line.hide()
        picking = _below(self._list, self._pick_line, make)
        self._new = NewFactory()
        self._new.country_changed.connect(lambda _code: self._propose())
        back = Button(
            _("Pick from the list"),
            kind=Kind.QUIET,
            icon="arrow-left",
            name="pick-factory",
        )
        back.clicked.connect(lambda: self._show_place("pick"))
        making = _below(self._new, back)
        # Shown before it has a parent, it would be a window for a moment.
        back.setVisible(bool(self._factories))
        self._places = {"pick": picking, "make": making, "chosen": self._built_chosen()}
        places = QWidget()
        stack = QVBoxLayout(places)
        stack.setContentsMargins(0, 0, 0, 0)
        for place in self._places.values():
            stack.addWidget(place)
        return places

    def _built_chosen(self) -> QWidget:
        card = Surface(border=Role.CONTROL, radius=Radius.CARD)
        card.setObjectName("chosen-factory")
        self._chosen_name = Label("", bold=True)
        self._chosen_name.setObjectName("chosen-name")
        self._chosen_place = Label("", step=Step.NOTE, role=Role.INK2)
        self._change = Button(_("Change"), kind=Kind.QUIET, name="change-factory")
        self._change.clicked.connect(lambda: self._show_place("pick"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._chosen_name)
        words.addWidget(self._chosen_place)
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.addLayout(words, 1)
        row.addWidget(self._change)
        return card

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

    def _dress(self) -> None:
        look = theme.current()
        row = look.line_height() + look.line_height(Step.NOTE) + 2 * Space.S
        self._list.setFixedHeight(look.target_height + Space.S + _ROWS_SHOWN * row)

    # -- what is proposed ----------------------------------------------------

    def _show_place(self, wanted: str) -> None:
        self._place = wanted
        for name, place in self._places.items():
            place.setVisible(name == wanted)
        if wanted != "chosen":
            self._factory = None
        self._pick_line.hide()
        match wanted:
            case "pick":
                self.setFocusProxy(self._list.search)
            case "make":
                self.setFocusProxy(self._new)
                self._new.enter()
            case "chosen":
                # The search that had the cursor is hidden now: without a place to go
                # Qt would take the focus, and the page with it, far down.
                self.setFocusProxy(self._change)
                self._change.setFocus()
                self._page.ensureVisible(0, 0)
        self._propose()

    @property
    def _country(self) -> str:
        if self._factory is not None:
            return self._factory.country
        return self._new.country if self._place == "make" else ""

    def _propose(self) -> None:
        """Propose the country's checklist and the next cycle, until one is chosen."""
        country = self._country
        wanted = [one for one in self._checklists if one.country == country] or [
            one for one in self._checklists if not one.country
        ]
        if self._is_proposed and wanted:
            place = self._checklist.findData(wanted[-1].hash)
            self._checklist.setCurrentIndex(place)
        self._say_why()
        last = self._last_cycle()
        self._cycle.set_value(last + 1)
        self._cycle_field.set_hint(
            _("The last one was {number}.").format(number=last)
            if last
            else _("The first one here.")
        )

    def _say_why(self) -> None:
        chosen, country = self._entry(), self._country
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
        else:
            said = _("Without national law: there is no edition for {country}.")
            said = said.format(country=countries.name(country))
        self._checklist_field.set_hint(said)

    def _last_cycle(self) -> int:
        if self._factory is None:
            return 0
        return max(
            (
                entry.assessment.cycle
                for entry in self._session.workspace.assessments.list()
                if entry.assessment.factory == self._factory.id
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
        is_known = self._factory is not None
        if self._place == "make":
            is_known = self._new.check()
        self._pick_line.setText(_("Choose the factory, or make a new one."))
        self._pick_line.setVisible(self._place == "pick")
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
        country = self._country
        factory = (
            self._factory.id
            if self._factory is not None
            else workspace.factories.add(self._new.name, country, **self._new.facts)
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


def _below(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.S)
    for part in parts:
        if isinstance(part, Button):
            row = QHBoxLayout()
            row.addWidget(part)
            row.addStretch(1)
            column.addLayout(row)
        else:
            column.addWidget(part)
    return whole
