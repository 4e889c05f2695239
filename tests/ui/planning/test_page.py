"""Planning: what is proposed, what is refused, what is begun."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.canonical import seal
from bwassess.workspace import Workspace
from ui.factories.listing import FactoryList
from ui.planning.page import PlanningPage
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.counter import Counter
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.page_column import PageColumn
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select

Show = Callable[[QWidget], QWidget]


def opened(session: Session, show: Show) -> PlanningPage:
    page = PlanningPage(session)
    page.resize(900, 1100)
    show(page)
    return page


def proposed(page: PlanningPage) -> str:
    return page.findChild(Select, "checklist").currentText()


def hint(page: QWidget, name: str) -> str:
    """What stands below a field."""
    field = page.findChild(QWidget, name).parentWidget()
    return field.findChild(QLabel, "field-line").text()


def set_day(page: QWidget, name: str, day: date) -> None:
    field = page.findChild(DateField, name)
    field.setDate(QDate(day.year, day.month, day.day))
    field.editingFinished.emit()


def begin(page: PlanningPage) -> AssessmentId | None:
    told: list[AssessmentId] = []
    page.begun.connect(told.append)
    page.findChild(Button, "begin").click()
    return told[0] if told else None


def test_that_the_national_edition_and_the_next_cycle_are_proposed(
    session: Session, assessment: AssessmentId, show: Show
) -> None:
    page = opened(session, show)
    assert "global" in proposed(page)
    page.findChild(FactoryList).search.returnPressed.emit()
    assert "Cambodia" in proposed(page)
    assert hint(page, "checklist") == "The edition for Cambodia."
    assert page.findChild(Counter, "cycle").value == 2
    assert hint(page, "cycle") == "The last one was 1."


def test_that_a_country_without_an_edition_gets_the_global_one(
    session: Session, workspace: Workspace, show: Show
) -> None:
    factory = workspace.factories.add("Atelier", "TH")
    page = opened(session, show)
    page.choose_factory(factory)
    assert "global" in proposed(page)
    assert "Without national law" in hint(page, "checklist")


def test_that_an_edition_of_another_country_is_remarked(
    session: Session, workspace: Workspace, show: Show
) -> None:
    factory = workspace.factories.add("Atelier", "TH")
    page = opened(session, show)
    page.choose_factory(factory)
    select = page.findChild(Select, "checklist")
    place = next(i for i in range(select.count()) if "Cambodia" in select.itemText(i))
    select.setCurrentIndex(place)
    select.activated.emit(place)
    assert "law of Cambodia; the factory is in Thailand" in hint(page, "checklist")


def test_that_a_chosen_checklist_stays_chosen(
    session: Session, assessment: AssessmentId, show: Show
) -> None:
    page = opened(session, show)
    select = page.findChild(Select, "checklist")
    place = next(i for i in range(select.count()) if "global" in select.itemText(i))
    select.setCurrentIndex(place)
    select.activated.emit(place)
    page.findChild(FactoryList).search.returnPressed.emit()
    assert "global" in proposed(page)


def test_that_everything_planned_is_in_the_assessment(
    session: Session, workspace: Workspace, show: Show, qtbot: QtBot
) -> None:
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    page = opened(session, show)
    page.choose_factory(factory)
    set_day(page, "first-day", date(2026, 12, 1))
    set_day(page, "last-day", date(2026, 12, 3))
    page.findChild(SegmentedChoice, "announced").choose("yes")
    member = page.findChild(QLineEdit, "member-name")
    qtbot.keyClicks(member, "Dara Pich")
    qtbot.keyClick(member, Qt.Key.Key_Return)
    qtbot.keyClicks(member, "Sophea Lim")
    begun = begin(page)
    assert begun is not None
    one = workspace.assessments.view(begun).assessment
    assert one.factory == factory
    assert (one.country, one.cycle, one.is_announced) == ("KH", 1, True)
    assert (one.first_day, one.last_day) == (date(2026, 12, 1), date(2026, 12, 3))
    assert {m.name for m in one.team} == {"Chanthou", "Dara Pich", "Sophea Lim"}
    assert [m.name for m in one.team if m.is_lead] == ["Chanthou"]


def test_that_a_factory_is_made_in_place(
    session: Session, workspace: Workspace, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    assert begin(page) is None
    name = page.findChild(QLineEdit, "new-factory-name")
    field = name.parentWidget()
    assert isinstance(field, Field)
    assert "Write the factory's name" in field.error
    qtbot.keyClicks(name, "Prek Leap Knitting")
    qtbot.keyClicks(page.findChild(QLineEdit, "new-factory-province"), "Phnom Penh")
    country = page.findChild(Select, "new-factory-country")
    country.setCurrentIndex(country.findData("KH"))
    assert "Cambodia" in proposed(page)
    begun = begin(page)
    assert begun is not None
    factory = workspace.assessments.view(begun).factory
    assert factory is not None
    assert (factory.name, factory.country) == ("Prek Leap Knitting", "KH")
    assert factory.facts["province"] == "Phnom Penh"


def test_that_nothing_begins_without_a_factory(
    session: Session, workspace: Workspace, show: Show
) -> None:
    workspace.factories.add("Rumdoul Apparel", "KH")
    page = opened(session, show)
    assert begin(page) is None
    missing = page.findChild(QLabel, "factory-missing")
    assert missing.isVisible()
    assert "Choose the factory" in missing.text()
    assert workspace.assessments.list() == []


def test_that_days_out_of_order_are_refused(
    session: Session, workspace: Workspace, show: Show
) -> None:
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    page = opened(session, show)
    page.choose_factory(factory)
    set_day(page, "first-day", date(2026, 12, 1))
    set_day(page, "last-day", date(2026, 11, 1))
    assert begin(page) is None
    assert hint(page, "last-day") == "The last day comes before the first one."


def test_that_the_visit_keeps_its_length_when_it_is_moved(
    session: Session, show: Show
) -> None:
    page = opened(session, show)
    set_day(page, "first-day", date(2026, 12, 1))
    assert page.findChild(DateField, "last-day").day == date(2026, 12, 2)
    set_day(page, "last-day", date(2026, 12, 4))
    set_day(page, "first-day", date(2027, 1, 10))
    assert page.findChild(DateField, "last-day").day == date(2027, 1, 13)


def test_that_a_name_is_on_the_team_once(
    session: Session, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    member = page.findChild(QLineEdit, "member-name")
    for _time in range(2):
        member.clear()
        qtbot.keyClicks(member, "Dara")
        qtbot.keyClick(member, Qt.Key.Key_Return)
    field = member.parentWidget()
    assert isinstance(field, Field)
    assert field.error == "Dara is on the team already."
    page.findChild(Button, "remove-member").click()
    member.clear()
    qtbot.keyClicks(member, "Dara")
    qtbot.keyClick(member, Qt.Key.Key_Return)
    assert field.error == ""


@pytest.mark.parametrize("way", ["button", "key"])
def test_that_planning_can_be_left(
    session: Session, show: Show, qtbot: QtBot, way: str
) -> None:
    page = opened(session, show)
    with qtbot.waitSignal(page.cancelled):
        if way == "button":
            page.findChild(Button, "cancel").click()
        else:
            qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_that_choosing_a_factory_keeps_the_page_at_its_top(
    session: Session, workspace: Workspace, show: Show
) -> None:
    workspace.factories.add("Rumdoul Apparel", "KH")
    page = PlanningPage(session)
    page.resize(900, 500)
    show(page)
    search = page.findChild(FactoryList).search
    search.setFocus()
    search.returnPressed.emit()
    QApplication.sendPostedEvents()
    assert page.findChild(QLabel, "chosen-name").text() == "Rumdoul Apparel"
    assert page.findChild(PageColumn).verticalScrollBar().value() == 0
    assert page.findChild(Button, "change-factory").hasFocus()


def test_that_a_country_without_a_published_version_leads_to_the_checklists(
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    show: Show,
    qtbot: QtBot,
) -> None:
    entry = next(c for c in workspace.checklists.list() if c.country == "KH")
    workspace.checklists.retire(entry.hash)
    page = opened(session, show)
    way = page.findChild(Button, "to-checklists")
    assert not way.isVisible()
    page.findChild(FactoryList).search.returnPressed.emit()
    assert "global" in proposed(page)
    said = "Without national law: no version for Cambodia is published."
    assert hint(page, "checklist") == said
    with qtbot.waitSignal(page.place_requested) as told:
        way.click()
    assert told.args == ["checklists"]


def test_that_the_newest_published_version_is_proposed(
    session: Session, workspace: Workspace, assessment: AssessmentId, show: Show
) -> None:
    entry = next(c for c in workspace.checklists.list() if c.country == "KH")
    old = workspace.checklists.get(entry.hash)
    for version in ("2026.9", "2026.10", "2026.11"):
        later = seal(replace(old, version=version))
        workspace.checklists.keep(later)
        if version != "2026.11":
            workspace.checklists.publish(later.hash)
    page = opened(session, show)
    page.findChild(FactoryList).search.returnPressed.emit()
    assert proposed(page).endswith("version 2026.10")
