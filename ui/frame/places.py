"""Where one can go: the one table of places, each with the page that stands there."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QWidget

from bwassess.assessment.records import AssessmentId
from bwassess.text import _
from ui.session import Session
from ui.widgets.rail import Place

HOME = "home"
PLAN = "plan"
QUESTIONS = "questions"
REPORT = "report"
LOCK = "lock"
SETTINGS = "settings"
SYNC = "sync"


@dataclass(frozen=True, slots=True)
class Location:
    """Where one is.

    Attributes:
        place: A name of `PLACES`.
        assessment: The one that is open; None outside of any.
        question: The open question of it, where one is.
    """

    place: str
    assessment: AssessmentId | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    label: Callable[[], str]
    icon: str
    module: str
    page: str
    of_assessment: bool = False
    takes_settings: bool = False

    @property
    def is_there(self) -> bool:
        package = self.module.rpartition(".")[0]
        return bool(find_spec(package) and find_spec(self.module))


_PAGES = {
    HOME: _Entry(lambda: _("Home"), "house", "ui.home.page", "HomePage"),
    PLAN: _Entry(
        lambda: _("New assessment"), "plus", "ui.planning.page", "PlanningPage"
    ),
    "factories": _Entry(
        lambda: _("Factories"), "factory", "ui.factories.page", "FactoriesPage"
    ),
    "checklists": _Entry(
        lambda: _("Checklists"),
        "book-open-check",
        "ui.checklists.page",
        "ChecklistsPage",
    ),
    QUESTIONS: _Entry(
        lambda: _("Questions"),
        "list-checks",
        "ui.assessment.page",
        "AssessmentPage",
        of_assessment=True,
    ),
    "visit": _Entry(
        lambda: _("Visit"),
        "calendar-clock",
        "ui.visit.page",
        "VisitPage",
        of_assessment=True,
    ),
    REPORT: _Entry(
        lambda: _("Report"),
        "file-text",
        "ui.report.page",
        "ReportPage",
        of_assessment=True,
    ),
    SYNC: _Entry(lambda: _("Sync"), "refresh-cw", "ui.sync.page", "SyncPage"),
    SETTINGS: _Entry(
        lambda: _("Settings"),
        "settings",
        "ui.settings_page.page",
        "SettingsPage",
        takes_settings=True,
    ),
}

_PROGRAMME = (HOME, "factories", "checklists"), (SYNC, SETTINGS, LOCK)
_ASSESSMENT = (HOME, QUESTIONS, "visit", REPORT), (SYNC, LOCK)


def is_there(place: str) -> bool:
    return place == LOCK or _PAGES[place].is_there


def label_of(place: str) -> str:
    return _("Lock") if place == LOCK else _PAGES[place].label()


def icon_of(place: str) -> str:
    return "lock" if place == LOCK else _PAGES[place].icon


def needs_assessment(place: str) -> bool:
    return _PAGES[place].of_assessment


def page_of(location: Location, session: Session, parent: QWidget) -> QWidget:
    """Make the page that stands at a place; its module is loaded by the first one."""
    entry = _PAGES[location.place]
    made = getattr(import_module(entry.module), entry.page)
    if entry.of_assessment:
        page = made(session, location.assessment, parent=parent)
    elif entry.takes_settings:
        page = made(session, session.settings, parent=parent)
    else:
        page = made(session, parent=parent)
    assert isinstance(page, QWidget)  # noqa: S101 - says to readers what it is
    return page


def rail_places(*, in_assessment: bool) -> tuple[list[Place], list[Place]]:
    """What the rail shows above and at its foot."""
    above, foot = _ASSESSMENT if in_assessment else _PROGRAMME
    shown = [place for place in (*above, *foot) if is_there(place)]
    keys = {place: f"Ctrl+{n}" for n, place in enumerate(shown, 1) if n <= 8}
    keys[LOCK] = "F12"
    made = {
        place: Place(place, label_of(place), icon_of(place), keys.get(place, ""))
        for place in shown
    }
    return (
        [made[place] for place in above if place in made],
        [made[place] for place in foot if place in made],
    )
