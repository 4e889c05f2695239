"""Where one can go: the one table of places, each with the page that stands there."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bwassess.assessment.records import AssessmentId
from bwassess.text import _
from ui.session import Session
from ui.widgets.rail import Place

HOME = "home"
PLAN = "plan"
FACTORIES = "factories"
CHECKLISTS = "checklists"
QUESTIONS = "questions"
VISIT = "visit"
REPORT = "report"
LOCK = "lock"
SETTINGS = "settings"
SYNC = "sync"


@dataclass(frozen=True, slots=True)
class Location:
    """Where one is.

    Attributes:
        place: One of the names above.
        assessment: The one that is open; None outside of any.
        question: The open question of it, where one is.
    """

    place: str
    assessment: AssessmentId | None = None
    question: str = ""


def _home(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.home.page import HomePage

    return HomePage(session, parent)


def _planning(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.planning.page import PlanningPage

    return PlanningPage(session, parent)


def _factories(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.factories.page import FactoriesPage

    return FactoriesPage(session, parent)


def _checklists(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.checklists.page import ChecklistsPage

    return ChecklistsPage(session, parent)


def _questions(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.assessment.page import AssessmentPage

    return AssessmentPage(session, _assessment(at), parent)


def _visit(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.visit.page import VisitPage

    return VisitPage(session, _assessment(at), parent)


def _report(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.report.page import ReportPage

    return ReportPage(session, _assessment(at), parent)


def _sync(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.sync.page import SyncPage

    return SyncPage(session, parent)


def _settings(session: Session, at: Location, parent: QWidget) -> QWidget:
    from ui.settings_page.page import SettingsPage

    return SettingsPage(session, session.settings, parent)


def _assessment(at: Location) -> AssessmentId:
    if at.assessment is None:
        raise ValueError(at)
    return at.assessment


@dataclass(frozen=True, slots=True)
class _Entry:
    label: Callable[[], str]
    icon: str
    # Modules are loaded by who goes there first: the program starts with none of them.
    make: Callable[[Session, Location, QWidget], QWidget]


_PLACES = {
    HOME: _Entry(lambda: _("Home"), "house", _home),
    PLAN: _Entry(lambda: _("New assessment"), "plus", _planning),
    FACTORIES: _Entry(lambda: _("Factories"), "factory", _factories),
    CHECKLISTS: _Entry(lambda: _("Checklists"), "book-open-check", _checklists),
    QUESTIONS: _Entry(lambda: _("Questions"), "list-checks", _questions),
    VISIT: _Entry(lambda: _("Visit"), "calendar-clock", _visit),
    REPORT: _Entry(lambda: _("Report"), "file-text", _report),
    SYNC: _Entry(lambda: _("Sync"), "refresh-cw", _sync),
    SETTINGS: _Entry(lambda: _("Settings"), "settings", _settings),
}
_OF_ASSESSMENT = frozenset({QUESTIONS, VISIT, REPORT})

_PROGRAMME = (HOME, FACTORIES, CHECKLISTS), (SYNC, SETTINGS, LOCK)
_ASSESSMENT = (HOME, QUESTIONS, VISIT, REPORT), (SYNC, LOCK)


def label_of(place: str) -> str:
    return _("Lock") if place == LOCK else _PLACES[place].label()


def icon_of(place: str) -> str:
    return "lock" if place == LOCK else _PLACES[place].icon


def needs_assessment(place: str) -> bool:
    return place in _OF_ASSESSMENT


def page_of(location: Location, session: Session, parent: QWidget) -> QWidget:
    """Make the page that stands at a place."""
    return _PLACES[location.place].make(session, location, parent)


def rail_places(*, in_assessment: bool) -> tuple[list[Place], list[Place]]:
    """What the rail shows above and at its foot."""
    above, foot = _ASSESSMENT if in_assessment else _PROGRAMME
    shown = (*above, *foot)
    keys = {place: f"Ctrl+{n}" for n, place in enumerate(shown, 1) if n <= 8}
    keys[LOCK] = "F12"
    made = {
        place: Place(place, label_of(place), icon_of(place), keys.get(place, ""))
        for place in shown
    }
    return (
        [made[place] for place in above],
        [made[place] for place in foot],
    )
