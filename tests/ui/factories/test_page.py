"""Factories: found, described, each fact kept as it is left."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId, Factory, FactoryId
from bwassess.workspace import Workspace
from ui.factories.listing import FactoryList
from ui.factories.page import FactoriesPage
from ui.session import Session
from ui.widgets.button import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.list_row import ListRow
from ui.widgets.select import Select

Show = Callable[[QWidget], QWidget]

RIGHT_ID = "KH2020127RMD4PM"


@pytest.fixture
def factory(workspace: Workspace) -> FactoryId:
    return workspace.factories.add(
        "Rumdoul Apparel", "KH", city="Takhmao", province="Kandal"
    )


def opened(session: Session, show: Show) -> FactoriesPage:
    page = FactoriesPage(session)
    page.resize(1200, 800)
    show(page)
    return page


def line(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def field_of(editor: QWidget) -> Field:
    parent = editor.parentWidget()
    assert isinstance(parent, Field)
    return parent


def write(qtbot: QtBot, page: QWidget, name: str, text: str) -> Field:
    """Write into a field and leave it."""
    field = line(page, name)
    field.setFocus()
    field.selectAll()
    if text:
        qtbot.keyClicks(field, text)
    else:
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    return field_of(field)


def kept(workspace: Workspace, factory: FactoryId) -> Factory:
    found = workspace.factories.get(factory)
    assert found is not None
    return found


def title(page: QWidget) -> str:
    found = page.findChild(QLabel, "page-title")
    assert found is not None
    return found.text()


def test_that_a_fact_is_kept_on_leaving_its_field_and_undone(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    write(qtbot, page, "owner", "Rumdoul Holding Ltd.")
    assert kept(workspace, factory).facts["owner"] == "Rumdoul Holding Ltd."
    session.edits.stack.undo()
    assert "owner" not in kept(workspace, factory).facts
    assert line(page, "owner").text() == ""


def test_that_a_field_left_as_it_was_changes_nothing(
    session: Session, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    line(page, "city").setFocus()
    qtbot.keyClick(line(page, "city"), Qt.Key.Key_Tab)
    assert session.edits.stack.count() == 0


def test_that_an_id_with_a_slip_is_named_and_not_kept(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    field = write(qtbot, page, "os_id", RIGHT_ID[:-1] + "N")
    assert "typing mistake" in field.error
    assert kept(workspace, factory).os_id == ""
    field = write(qtbot, page, "os_id", RIGHT_ID[:5])
    assert "seven digits" in field.error


def test_that_a_right_id_is_kept_and_shown_in_groups(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    field = write(qtbot, page, "os_id", RIGHT_ID.lower())
    assert kept(workspace, factory).os_id == RIGHT_ID
    assert field.error == ""
    assert line(page, "os_id").text() == "KH 2020127 RMD4P M"


@pytest.mark.parametrize(
    ("name", "typed", "remedy"),
    [
        ("women", "many", "whole number"),
        ("year_began", "3000", "year between 1800"),
        ("latitude", "91", "between -90 and 90"),
        ("longitude", "east", "between -180 and 180"),
        ("mail", "office", "looks like"),
        ("name", "", "needs a name"),
    ],
)
def test_that_a_wrong_fact_names_its_remedy(
    session: Session,
    workspace: Workspace,
    factory: FactoryId,
    show: Show,
    qtbot: QtBot,
    name: str,
    typed: str,
    remedy: str,
) -> None:
    before = kept(workspace, factory)
    page = opened(session, show)
    assert remedy in write(qtbot, page, name, typed).error
    assert kept(workspace, factory) == before


def test_that_workers_are_added_up(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    write(qtbot, page, "women", "1,061")
    write(qtbot, page, "men", "223")
    assert kept(workspace, factory).facts["women"] == "1061"
    said = [one.text() for one in page.findChildren(QLabel)]
    assert "1,284 workers in all, 83 % women" in said


def test_that_another_country_is_one_edit(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show
) -> None:
    page = opened(session, show)
    select = page.findChild(Select, "country")
    select.setCurrentIndex(select.findData("VN"))
    assert kept(workspace, factory).country == "VN"
    assert session.edits.stack.undoText() == "Country of Rumdoul Apparel"


def test_that_searching_narrows_the_list_by_any_fact(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    other = workspace.factories.add("Bassac Denim", "KH", province="Takeo")
    page = opened(session, show)
    listed = page.findChild(FactoryList, "factory-list")
    assert listed.shown == ("Bassac Denim", "Rumdoul Apparel")
    qtbot.keyClicks(listed.search, "takeo")
    assert listed.shown == ("Bassac Denim",)
    qtbot.keyClick(listed.search, Qt.Key.Key_Return)
    assert title(page) == "Bassac Denim"
    listed.search.clear()
    qtbot.keyClicks(listed.search, "nowhere")
    assert listed.shown == ()
    assert "nowhere" in page.findChild(QLabel, "factory-none").text()
    assert other is not None


def test_that_the_first_factory_is_made_from_the_empty_page(
    session: Session, workspace: Workspace, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    assert page.findChild(EmptyState).isVisible()
    qtbot.mouseClick(page.findChild(Button, "first-factory"), Qt.MouseButton.LeftButton)
    page.findChild(Button, "add-factory").click()
    name = line(page, "new-factory-name")
    assert "Write the factory's name" in field_of(name).error
    assert workspace.factories.list() == []
    qtbot.keyClicks(name, "Svay Chek Sewing")
    country = page.findChild(Select, "new-factory-country")
    country.setCurrentIndex(country.findData("KH"))
    page.findChild(Button, "add-factory").click()
    assert [one.name for one in workspace.factories.list()] == ["Svay Chek Sewing"]
    assert title(page) == "Svay Chek Sewing"
    assert line(page, "city").isVisible()


def test_that_a_factorys_visits_are_listed_and_lead_there(
    session: Session, assessment: AssessmentId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    rows = page.findChildren(ListRow, "visit-row")
    assert [row.text() for row in rows] == ["Cycle 1"]
    assert rows[0].note.startswith("Draft · 0 of ")
    with qtbot.waitSignal(page.assessment_requested) as told:
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert told.args == [assessment]


def test_that_planning_starts_from_the_factory(
    session: Session, factory: FactoryId, show: Show, qtbot: QtBot
) -> None:
    page = opened(session, show)
    with qtbot.waitSignal(page.plan_requested) as told:
        page.findChild(Button, "plan").click()
    assert told.args == [factory]


def test_that_a_narrow_page_shows_list_and_facts_in_turn(
    session: Session, factory: FactoryId, show: Show
) -> None:
    page = opened(session, show)
    page.resize(600, 700)
    listed = page.findChild(FactoryList, "factory-list")
    assert listed.isVisible()
    assert not line(page, "city").isVisible()
    page.open_factory(factory)
    assert not listed.isVisible()
    assert line(page, "city").isVisible()
    page.findChild(Button, "all-factories").click()
    assert listed.isVisible()


def test_that_what_a_colleague_changed_shows_at_once(
    session: Session, workspace: Workspace, factory: FactoryId, show: Show
) -> None:
    page = opened(session, show)
    done = workspace.factories.change(factory, {"name": "Rumdoul Two"})
    session.changes.tell(done.touched)
    assert title(page) == "Rumdoul Two"
    assert line(page, "name").text() == "Rumdoul Two"
