"""The sync page, over a hub that serves from a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId, Role
from bwassess.demo.people import Elsewhere, colleague, learn
from bwassess.hub import serving
from bwassess.store.header import Cost
from bwassess.store.identity import HubLink
from bwassess.sync.client import HubClient
from bwassess.workspace import Workspace
from tests.fixtures_hub import served
from ui.session import Session
from ui.sync.page import SyncPage
from ui.widgets.label import Label

LONG = 30_000
CODE = "ABCD-EFGH-JKMN-PQRS-TVWX"


class Served:
    """A hub's folder and its address."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url

    def code(self, *countries: str, name: str = "Chanthou Keo") -> str:
        return serving.enrol(
            self.folder, name=name, role=Role.ASSESSOR, countries=countries or ("KH",)
        )


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "hub"
    serving.init(folder)
    with served(folder) as (url, _process):
        yield Served(folder, url)


@pytest.fixture
def page(session: Session, assessment: AssessmentId, qtbot: QtBot) -> SyncPage:
    made = SyncPage(session)
    made.resize(1280, 720)
    qtbot.addWidget(made)
    made.show()
    return made


def words(widget: QWidget) -> str:
    return " ".join(
        child.text()
        for child in widget.findChildren(QWidget)
        if isinstance(child, Label | QPushButton) and child.isVisibleTo(widget)
    )


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button.isVisibleTo(page)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(page: QWidget, address: str, code: str) -> None:
    page.findChild(QLineEdit, "hub-address").setText(address)
    page.findChild(QLineEdit, "hub-code").setText(code)


def enrol(qtbot: QtBot, page: SyncPage, hub: Served, code: str) -> None:
    """Enrol by the form, and let the first sync end."""
    fill(page, hub.url, code)
    press(qtbot, page, "enrol")
    ended(qtbot, page)


def ended(qtbot: QtBot, page: SyncPage) -> None:
    outcome = page.findChild(QWidget, "sync-outcome")
    qtbot.waitUntil(
        lambda: not page.is_syncing and outcome.isVisibleTo(page), timeout=LONG
    )
    qtbot.waitUntil(
        lambda: all(
            part.isVisibleTo(page)
            for name in ("sync-run", "set-aside-line", "outcome-line")
            for part in page.findChildren(QWidget, name)
        )
    )


def row_of(page: QWidget, name: str) -> list[str]:
    model = page.findChild(QTableView).model()
    for row in range(model.rowCount()):
        if model.index(row, 0).data() == name:
            return [model.index(row, column).data() for column in range(1, 5)]
    raise LookupError(name)


def note(session: Session, assessment: AssessmentId, text: str) -> None:
    workspace = session.workspace
    session.edits.run("x", lambda: workspace.assessments.summarise(assessment, text))


def impatient(link: HubLink) -> HubClient:
    """The way to a hub, for whom doesn't wait between attempts."""
    return HubClient(
        link.url, token=link.token, pinned=link.hub, wait=lambda _seconds: None
    )


def test_that_nothing_is_on_a_hub_before_enrolment(page: SyncPage) -> None:
    assert "Enrol at your programme's hub" in words(page)
    saved, _sealed, stored, counted = row_of(page, "Rumdoul Apparel, cycle 1")
    assert (saved, stored, counted) == ("Saved", "\u2013", "\u2013")
    assert "No sync yet." in words(page)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "Give the address of the hub."),
        ("http://hub.example.org", "begins with https"),
    ],
)
def test_that_an_address_that_cant_be_right_is_said_under_it(
    page: SyncPage, qtbot: QtBot, address: str, said: str
) -> None:
    fill(page, address, CODE)
    press(qtbot, page, "enrol")
    field = page.findChild(QLineEdit, "hub-address")
    qtbot.waitUntil(lambda: said in field.accessibleDescription(), timeout=LONG)
    assert said in words(page)


def test_that_a_mistyped_code_is_said_under_it(
    page: SyncPage, hub: Served, qtbot: QtBot
) -> None:
    fill(page, hub.url, "no code")
    press(qtbot, page, "enrol")
    qtbot.waitUntil(lambda: "five groups of four letters" in words(page))
    code = page.findChild(QLineEdit, "hub-code")
    assert "That can't be an enrolment code" in code.accessibleDescription()


def test_that_enrolling_syncs_and_shows_the_receipts(
    page: SyncPage, hub: Served, session: Session, qtbot: QtBot
) -> None:
    enrol(qtbot, page, hub, hub.code())
    saved, sealed, stored, counted = row_of(page, "Rumdoul Apparel, cycle 1")
    assert (saved, sealed, stored) == ("Saved", "Sealed", "Stored")
    assert counted.startswith("receipt ")
    said = words(page)
    assert "The hub has, and counts, all that is here." in said
    assert "Enrolled as Chanthou Keo, assessor." in said
    assert session.workspace.identity.name == "Chanthou Keo"
    assert "Synced" in words(page.findChild(QWidget, "sync-history"))


def test_that_what_was_saved_since_shows_as_due(
    page: SyncPage,
    hub: Served,
    session: Session,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    enrol(qtbot, page, hub, hub.code())
    note(session, assessment, "Seen again.")
    assert row_of(page, "Rumdoul Apparel, cycle 1")[1] == "1 change to seal"
    assert "Only on this laptop so far: work on 1 assessment." in words(page)
    press(qtbot, page, "sync-now")
    ended(qtbot, page)
    assert row_of(page, "Rumdoul Apparel, cycle 1")[1] == "Sealed"
    assert "1 batch sent" in words(page.findChild(QWidget, "sync-outcome"))


def test_that_a_batch_held_back_says_why_and_what_to_do(
    page: SyncPage,
    hub: Served,
    session: Session,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    workspace = session.workspace
    view = workspace.assessments.view(assessment)
    assert view is not None
    dara = colleague("Dara Sok", Role.ASSESSOR)
    learn(workspace.replica, dara.certificate)
    workspace.replica.seal(author=workspace.identity.author)
    answers = {next(view.asked()): "no"}
    Elsewhere(dara).answer(workspace.replica, assessment, answers, at=1_800_000_000_000)
    enrol(qtbot, page, hub, hub.code())
    said = words(page.findChild(QWidget, "set-aside"))
    assert "of Rumdoul Apparel, cycle 1 is held back" in said
    assert "the laptop that made it isn't enrolled yet" in said
    assert "it counts once that laptop is enrolled" in said
    assert row_of(page, "Rumdoul Apparel, cycle 1")[3] == "1 held back"
    assert "not all of it counts yet" in words(page)


def test_that_a_hub_out_of_reach_is_told_and_kept_in_the_history(
    session: Session,
    assessment: AssessmentId,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "hub"
    serving.init(folder)
    page = SyncPage(session)
    qtbot.addWidget(page)
    page.show()
    with served(folder) as (url, _process):
        gone = Served(folder, url)
        enrol(qtbot, page, gone, gone.code())
    session.workspace.sync.connect = impatient
    press(qtbot, page, "sync-now")
    ended(qtbot, page)
    assert "can't be reached" in words(page.findChild(QWidget, "sync-outcome"))
    history = words(page.findChild(QWidget, "sync-history"))
    assert "Failed" in history
    assert "Synced" in history


def test_that_a_colleagues_answer_reaches_open_pages(
    page: SyncPage,
    hub: Served,
    session: Session,
    assessment: AssessmentId,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    enrol(qtbot, page, hub, hub.code())
    other, _recovery = Workspace.create(
        tmp_path / "other", "other", name="Dara", cost=Cost(64, 1, 1)
    )
    with other:
        other.sync.enrol(hub.url, hub.code(name="Dara Sok"))
        other.sync.run()
        other.assessments.summarise(assessment, "Dara's words.")
        other.sync.run()
    with qtbot.waitSignal(
        session.changes.changed,
        timeout=LONG,
        check_params_cb=lambda touched: assessment in touched.assessments,
    ):
        press(qtbot, page, "sync-now")
    ended(qtbot, page)
    view = session.workspace.assessments.view(assessment)
    assert view is not None
    assert view.assessment.summary == "Dara's words."


def test_that_a_sync_can_be_stopped(page: SyncPage, hub: Served, qtbot: QtBot) -> None:
    enrol(qtbot, page, hub, hub.code())
    press(qtbot, page, "sync-now")
    press(qtbot, page, "sync-stop")
    ended(qtbot, page)
    assert "Stopped" in words(page.findChild(QWidget, "sync-outcome"))
    assert page.findChild(QPushButton, "sync-now").isEnabled()


def test_that_an_enrolled_laptop_can_go_to_another_hub_or_stay(
    page: SyncPage, hub: Served, qtbot: QtBot
) -> None:
    enrol(qtbot, page, hub, hub.code())
    press(qtbot, page, "enrol-anew")
    assert page.findChild(QLineEdit, "hub-address").text() == hub.url
    press(qtbot, page, "enrol-back")
    assert page.findChild(QPushButton, "sync-now").isVisibleTo(page)
