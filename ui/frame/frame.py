"""An open vault in the window: rail, bar, banner, and the page one is at."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from bwassess.assessment.records import AssessmentId, FactoryId
from bwassess.checklist.names import QuestionId
from bwassess.errors import BwassessError
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.desk import NotUndoneError
from ui.frame import places
from ui.frame.bar import Bar
from ui.frame.dates import long_day
from ui.frame.keys import KeySheet
from ui.frame.palette import Palette
from ui.frame.places import HOME, LOCK, PLAN, QUESTIONS, REPORT, Location
from ui.session import Session
from ui.widgets.banner import Banner
from ui.widgets.rail import Rail

_KEPT_STEPS = 100


class Frame(QWidget):
    """Goes to places and remembers the way."""

    lock_asked = Signal()
    settings_changed = Signal(object)  # dict of settings by name
    restore_asked = Signal(str)  # name of a backup
    moved = Signal(object)  # Location

    def __init__(
        self,
        session: Session,
        *,
        at: Location | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self._session = session
        self._pages: dict[tuple[str, AssessmentId | None], QWidget] = {}
        self._back: list[Location] = []
        self._forward: list[Location] = []
        self._here = Location(HOME)
        self._build()
        self._connect()
        self._add_keys()
        self._show(at or self._here)

    def _build(self) -> None:
        self._rails = QStackedWidget()
        self._rail_of: dict[bool, Rail] = {}
        for inside in (False, True):
            above, foot = places.rail_places(in_assessment=inside)
            rail = Rail(above, foot=foot)
            rail.chosen.connect(self._on_place_chosen)
            self._rail_of[inside] = rail
        self.bar = Bar()
        self.banner = Banner()
        self._stack = QStackedWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.banner):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for rail in self._rail_of.values():
            row.addWidget(rail)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        edits = self._session.edits
        edits.saved.connect(self._on_saved)
        edits.failed.connect(self._on_failed)
        self.bar.follow(edits.stack)
        self.bar.saved.retry_asked.connect(edits.retry)
        self.bar.question_chosen.connect(self._on_question_chosen)
        self.bar.search_asked.connect(self.open_palette)
        self.bar.plan_asked.connect(self.plan)
        self._session.changes.changed.connect(self._on_changed)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.open_palette),
            ("?", self.show_keys),
            ("Alt+Left", self.back),
            ("Alt+Right", self.forward),
            ("Ctrl+Z", self._session.edits.stack.undo),
            ("Ctrl+Shift+Z", self._session.edits.stack.redo),
            ("Ctrl+N", self.plan),
            ("/", self._search_here),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for number in range(1, 9):
            key = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            key.activated.connect(lambda n=number: self._go_to_number(n))

    # -- where one is --------------------------------------------------------

    @property
    def location(self) -> Location:
        """Where one is now, the open question included."""
        question = getattr(self.page, "question", None) or ""
        return Location(self._here.place, self._here.assessment, question)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if shown is not None else self

    def go(
        self,
        place: str,
        assessment: AssessmentId | None = None,
        *,
        question: str = "",
    ) -> None:
        """Go somewhere; without an assessment one stays in the open one, if any."""
        if place == LOCK:
            self.lock_asked.emit()
            return
        if place in {HOME, PLAN}:
            assessment = None
        elif assessment is None:
            assessment = self._here.assessment
        wanted = Location(place, assessment, question)
        if wanted != self.location:
            self._back = [*self._back, self.location][-_KEPT_STEPS:]
            self._forward.clear()
        self._show(wanted)

    def open_assessment(self, assessment: AssessmentId, *, question: str = "") -> None:
        """Go to an assessment's questions."""
        self.go(QUESTIONS, assessment, question=question)

    def plan(self) -> None:
        """Go to where a new assessment is begun."""
        self.go(PLAN)

    def back(self) -> None:
        if self._back:
            self._forward.append(self.location)
            self._show(self._back.pop())

    def forward(self) -> None:
        if self._forward:
            self._back.append(self.location)
            self._show(self._forward.pop())

    def settle(self) -> None:
        """Make changes of what is being typed, as before locking."""
        for page in self._pages.values():
            if isValid(page) and hasattr(page, "settle"):
                page.settle()

    def use(self, session: Session) -> None:
        """Hand later pages another session: the same vault, other settings.

        Pages that ask in other languages are made anew; the one that is shown has
        changed its texts by itself.
        """
        before = self._session.settings.asks_in
        self._session = session
        if session.settings.asks_in != before:
            for key in [k for k, one in self._pages.items() if one is not self.page]:
                self._drop(key)

    # -- what is laid over it ------------------------------------------------

    def open_palette(self, text: str = "") -> Palette:
        """Open the palette, perhaps with words in it."""
        return Palette(self, self._session, text=text if isinstance(text, str) else "")

    def show_keys(self) -> None:
        KeySheet(self)

    # -- showing -------------------------------------------------------------

    def _show(self, wanted: Location) -> None:
        if wanted.assessment is not None:
            self._drop_other_assessments(wanted.assessment)
        settled = getattr(self._stack.currentWidget(), "settle", None)
        if settled is not None:
            settled()
        page = self._page_at(wanted)
        self._here = wanted
        self._stack.setCurrentWidget(page)
        inside = wanted.assessment is not None
        for of_assessment, rail in self._rail_of.items():
            rail.setVisible(of_assessment is inside)
            rail.set_current(wanted.place)
        self._tell_bar()
        if wanted.question and hasattr(page, "open_question"):
            page.open_question(QuestionId(wanted.question))
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(wanted)

    def _page_at(self, wanted: Location) -> QWidget:
        of_one = places.needs_assessment(wanted.place)
        key = (wanted.place, wanted.assessment if of_one else None)
        known = self._pages.get(key)
        if wanted.place == PLAN and known is not None:
            # Each plan begins on an empty page.
            self._drop(key)
            known = None
        if known is None:
            known = places.page_of(wanted, self._session, self._stack)
            self._listen(wanted.place, known)
            self._pages[key] = known
            self._stack.addWidget(known)
        return known

    def _listen(self, place: str, page: QWidget) -> None:
        """Connect what pages ask for; each has the signals its place calls for."""
        asked = {
            "home_requested": lambda: self.go(HOME),
            "report_requested": lambda: self.go(REPORT),
            "question_requested": self._on_question_chosen,
            "assessment_requested": lambda one, question="": self.open_assessment(
                one, question=question
            ),
            "place_requested": self.go,
            "plan_requested": self._plan_for,
            "begun": self.open_assessment,
            "cancelled": self.back,
            "settings_changed": self.settings_changed.emit,
        }
        if place == places.SETTINGS:
            asked["changed"] = self.settings_changed.emit
            asked["restore_requested"] = self.restore_asked.emit
        for name, act in asked.items():
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(act)

    def _drop_other_assessments(self, kept: AssessmentId) -> None:
        for key in [k for k in self._pages if k[1] not in {None, kept}]:
            self._drop(key)

    def _drop(self, key: tuple[str, AssessmentId | None]) -> None:
        page = self._pages.pop(key)
        if hasattr(page, "settle"):
            page.settle()
        self._stack.removeWidget(page)
        page.deleteLater()

    def _tell_bar(self) -> None:
        here = self._here
        if here.assessment is not None:
            view = self._session.workspace.assessments.view(here.assessment)
            if view is not None:
                self.bar.show_assessment(view)
                changed = [a.changed_at for a in view.answers.values() if a.changed_at]
                if changed:
                    self.bar.set_last_saved(max(changed))
                return
        at = getattr(self.page, "saved_at", None)
        if at is not None:
            self.bar.set_last_saved(at)
        if here.place == HOME:
            today = datetime.now().astimezone()
            self.bar.show_page(
                self._greeting(today.hour), note=long_day(today.date()), is_home=True
            )
        else:
            self.bar.show_page(places.label_of(here.place))

    def _greeting(self, hour: int) -> str:
        name = self._session.workspace.identity.name
        if hour < 12:
            return _("Good morning, {name}").format(name=name)
        if hour < 18:
            return _("Good afternoon, {name}").format(name=name)
        return _("Good evening, {name}").format(name=name)

    # -- what happens --------------------------------------------------------

    def _on_place_chosen(self, place: str) -> None:
        self.go(place)

    def _plan_for(self, factory: FactoryId) -> None:
        self.plan()
        choose = getattr(self.page, "choose_factory", None)
        if choose is not None:
            choose(factory)

    def _on_question_chosen(self, question: str) -> None:
        if self._here.assessment is not None:
            self.go(QUESTIONS, question=question)

    def _on_changed(self, touched: Touched) -> None:
        if self._here.assessment in touched.assessments or touched.factories:
            self._tell_bar()

    def _on_saved(self, at: datetime) -> None:
        self.bar.set_saved(at)

    def _on_failed(self, error: BwassessError) -> None:
        if isinstance(error, NotUndoneError):
            self._session.messages.tell(error)
        else:
            self.bar.set_not_saved(error)

    def _go_to_number(self, number: int) -> None:
        inside = self._here.assessment is not None
        above, foot = places.rail_places(in_assessment=inside)
        shown = [place.name for place in (*above, *foot)]
        if number <= len(shown):
            self.go(shown[number - 1])

    def _search_here(self) -> None:
        field = self.page.findChild(QLineEdit, "search-here")
        if field is not None:
            field.setFocus()
            field.selectAll()
        else:
            self.open_palette()
