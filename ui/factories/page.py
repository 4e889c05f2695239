"""Factories: the list, one factory's facts, its assessments."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import Factory, FactoryId
from bwassess.store.queries import AssessmentEntry
from bwassess.text import _, ngettext
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from ui import theme
from ui.factories.editor import FactoryEditor
from ui.factories.listing import FactoryList, place_of
from ui.factories.making import NewFactory, nothing_to_undo
from ui.frame.dates import visit_days
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.visit.states import state_name
from ui.widgets.button import Button, Kind
from ui.widgets.empty_state import EmptyState, Way
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.list_row import ListRow
from ui.widgets.page_column import Heading, PageColumn
from ui.widgets.surface import Surface
from ui.widgets.tab_order import tab_in_reading_order

_LIST_WIDTH = 300
_BOTH_FIT = 840
"""Below this width, at normal text size, list and facts take turns."""


class FactoriesPage(QWidget):
    """Every factory of the vault, to look at and to describe."""

    assessment_requested = Signal(object)  # AssessmentId
    plan_requested = Signal(object)  # FactoryId

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("factories-page")
        self._session = session
        self._current: FactoryId | None = None
        self._factories: tuple[Factory, ...] = ()
        self._is_making = False
        self._is_behind = False
        # Which of list and facts is shown where there is room for one.
        self._in_front: QWidget | None = None
        self._build()
        self.setFocusProxy(self._list.search)
        session.changes.changed.connect(self._on_changed)
        self._fetch()
        if self._factories:
            self.open_factory(self._factories[0].id, to_front=False)

    def open_factory(self, factory: FactoryId, *, to_front: bool = True) -> None:
        """Show one factory's facts."""
        self.settle()
        self._is_making = False
        self._current = factory
        self._list.set_current(factory)
        self._show_current()
        if to_front:
            self._in_front = self._detail
        self._arrange()

    def make_factory(self) -> None:
        """Ask for a new factory's name, country and province."""
        self.settle()
        self._is_making = True
        self._current = None
        self._list.set_current(None)
        self._in_front = self._detail
        self._show_current()
        self._arrange()
        self._making.enter()

    def settle(self) -> None:
        """Keep what is written in a field that wasn't left yet."""
        self._editor.settle()

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._list = FactoryList()
        self._list.chosen.connect(self.open_factory)
        new = Button(_("New factory"), icon="plus", name="make-factory")
        new.clicked.connect(self.make_factory)
        self._side = Surface(ground=None)
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(Space.L, Space.XL, Space.S, Space.S)
        beside.setSpacing(Space.M)
        beside.addWidget(new)
        beside.addWidget(self._list, 1)
        self._detail = self._built_detail()
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._detail, 1)
        self._in_front = self._side
        self._empty = EmptyState(
            _("No factory yet"),
            _("A factory's facts are written once and serve every visit and report."),
            ways=[
                Way(
                    "first-factory",
                    _("Describe a factory"),
                    _("Name, country and place are enough to begin with."),
                    _("New factory"),
                    "factory",
                )
            ],
        )
        self._empty.chosen.connect(lambda _way: self.make_factory())
        self._stack = QStackedLayout(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        theme.watch(self._arrange)

    def _built_detail(self) -> PageColumn:
        detail = PageColumn(width=680)
        self._back = Button(
            _("All factories"), kind=Kind.QUIET, icon="arrow-left", name="all-factories"
        )
        self._back.clicked.connect(self._on_back)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        detail.add(row)
        self._title = Heading(is_title=True)
        self._place = Label("", role=Role.INK2)
        self._plan = Button(
            _("Plan an assessment"), kind=Kind.PRIMARY, icon="plus", name="plan"
        )
        self._plan.clicked.connect(lambda: self.plan_requested.emit(self._current))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._place)
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        head.addLayout(words, 1)
        head.addWidget(self._plan)
        detail.add(head)
        self._visits = QWidget()
        self._visit_rows = QVBoxLayout(self._visits)
        self._visit_rows.setContentsMargins(0, 0, 0, 0)
        self._visit_rows.setSpacing(0)
        detail.add(self._visits)
        self._editor = FactoryEditor(self._session)
        detail.add(self._editor, gap=Space.S)
        self._form = self._built_form()
        detail.add(self._form)
        return detail

    def _built_form(self) -> QWidget:
        form = QWidget()
        self._making = NewFactory()
        self._making.entered.connect(self._on_made)
        add = Button(_("Add the factory"), kind=Kind.PRIMARY, name="add-factory")
        add.clicked.connect(self._on_made)
        cancel = Button(_("Cancel"), kind=Kind.QUIET, name="cancel-factory")
        cancel.clicked.connect(self._on_cancelled)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(add)
        row.addWidget(cancel)
        row.addStretch(1)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addWidget(self._making)
        column.addLayout(row)
        return form

    # -- what is shown -------------------------------------------------------

    def _fetch(self) -> None:
        self._factories = tuple(self._session.workspace.factories.list())
        self._list.set_factories(self._factories)
        self._show_current()
        self._arrange()

    def _show_current(self) -> None:
        factory = next((f for f in self._factories if f.id == self._current), None)
        making = factory is None
        self._form.setVisible(making)
        for part in (self._editor, self._visits, self._plan, self._place):
            part.setVisible(not making)
        if factory is None:
            self._title.setText(_("New factory"))
            return
        self._title.setText(factory.name)
        self._place.setText(place_of(factory))
        self._editor.bind(factory)
        self._show_visits(
            [
                entry
                for entry in self._session.workspace.assessments.list()
                if entry.assessment.factory == factory.id
            ]
        )

    def _show_visits(self, entries: list[AssessmentEntry]) -> None:
        clear(self._visit_rows)
        for entry in entries:
            row = _visit_row(entry)
            row.clicked.connect(
                lambda _on=False, one=entry.assessment.id: (
                    self.assessment_requested.emit(one)
                )
            )
            self._visit_rows.addWidget(row)
        if not entries:
            self._visit_rows.addWidget(
                Label(_("Not assessed yet."), step=Step.NOTE, role=Role.INK3)
            )
        tab_in_reading_order(self._side, self._detail)

    def _arrange(self) -> None:
        nothing = not self._factories and not self._is_making
        self._stack.setCurrentIndex(1 if nothing else 0)
        scale = theme.current().text_size / 100
        both = self.width() >= _BOTH_FIT * scale and bool(self._factories)
        alone = self._detail if not self._factories else self._in_front
        self._side.setVisible(both or alone is self._side)
        self._detail.setVisible(both or alone is self._detail)
        self._back.setVisible(not both and bool(self._factories))
        if both:
            self._side.setFixedWidth(round(_LIST_WIDTH * scale))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # -- what was done -------------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        if touched.factories or touched.assessments:
            # Answers given elsewhere needn't wait for a page nobody looks at.
            self._is_behind = True
            if self.isVisible():
                self._catch_up()

    def _catch_up(self) -> None:
        if self._is_behind:
            self._is_behind = False
            self._fetch()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _on_made(self) -> None:
        if not self._making.check():
            return
        made: list[FactoryId] = []
        factories = self._session.workspace.factories
        making = self._making

        def add() -> Done:
            made.append(factories.add(making.name, making.country, **making.facts))
            # There is nothing to put back: a factory once made stays.
            return nothing_to_undo(Touched(factories=frozenset(made), sync=True))

        if self._session.edits.run(_("New factory"), add) is not None:
            self._is_making = False
            self._making.clear()
            self.open_factory(made[0])

    def _on_cancelled(self) -> None:
        self._is_making = False
        self._making.clear()
        self._in_front = self._side
        if self._factories:
            self.open_factory(self._factories[0].id, to_front=False)
        self._arrange()

    def _on_back(self) -> None:
        self.settle()
        self._in_front = self._side
        self._arrange()
        self._list.search.setFocus()


def _visit_row(entry: AssessmentEntry) -> ListRow:
    one, standing = entry.assessment, entry.standing
    found = ngettext("{count} finding", "{count} findings", standing.findings)
    told = [
        state_name(one.state),
        _("{answered} of {asked} answered").format(
            answered=standing.answered, asked=standing.asked
        ),
        found.format(count=standing.findings) if standing.findings else "",
    ]
    return ListRow(
        _("Cycle {number}").format(number=one.cycle),
        note=" · ".join(filter(None, told)),
        end=visit_days(one.first_day, one.last_day),
        icon="clipboard-list",
        name="visit-row",
    )
