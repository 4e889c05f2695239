"""Checklist versions: looked at, refused with places, taken in, written out."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.checklist import xlsform
from bwassess.workspace import Workspace
from ui.checklists.page import ChecklistsPage
from ui.session import Session
from ui.widgets.badge import Badge
from ui.widgets.banner import Notice
from ui.widgets.button import Button
from ui.widgets.list_row import ListRow

Show = Callable[[QWidget], QWidget]

GOOD = """
| survey  |               |       |                 |
|         | type          | name  | label           |
|         | select_one yn | clean | Is it clean?    |
| choices |               |       |                 |
|         | list_name     | name  | label           |
|         | yn            | yes   | Yes             |
|         | yn            | no    | No              |
| settings|               |       |                 |
|         | form_title    | form_id | version       |
|         | Small form    | small | 1               |
"""

BAD = """
| survey |               |       |              |            |
|        | type          | name  | label        | relevant   |
|        | select_one yn | clean | Is it clean? |            |
|        | decimal       | many  | How many?    | ${zz} = 1  |
"""


@pytest.fixture
def page(session: Session, show: Show, qtbot: QtBot) -> Iterator[ChecklistsPage]:
    made = ChecklistsPage(session)
    made.resize(1200, 800)
    show(made)
    yield made
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def relaid() -> None:
    """Let what was put into layouts show, and what was taken out go."""
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(widget: QWidget) -> str:
    relaid()
    return "\n".join(
        one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)
    )


def rows(page: ChecklistsPage) -> list[str]:
    relaid()
    return [
        row.text()
        for row in page.findChildren(ListRow, "checklist-row")
        if not row.isHidden()
    ]


def read(qtbot: QtBot, page: ChecklistsPage, session: Session, file: Path) -> QWidget:
    page.import_file(file)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    return page.findChild(QWidget, "import-result")


def test_that_a_version_says_what_it_is(
    page: ChecklistsPage, workspace: Workspace
) -> None:
    entry = next(c for c in workspace.checklists.list() if c.country == "KH")
    page.open_checklist(entry.hash)
    said = words(page)
    count = sum(1 for _q in workspace.checklists.get(entry.hash).questions)
    assert f"12 clusters · 42 points · {count} questions · known as" in said
    assert entry.hash[:12] in said
    tags = [badge.text for badge in page.findChildren(Badge)]
    assert {"Version 2026.1", "Cambodia", "English"} <= set(tags)
    assert "haven't been checked by a named person" in said


def test_that_a_point_unfolds_to_its_questions_and_their_law(
    page: ChecklistsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    entry = next(c for c in workspace.checklists.list() if c.country == "KH")
    page.open_checklist(entry.hash)
    relaid()
    row = next(
        r for r in page.findChildren(ListRow, "point-row") if r.text().startswith("CL2")
    )
    assert page.findChild(QWidget, "point-questions") is None
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    card = page.findChild(QWidget, "point-questions")
    assert "Which hazardous conditions are workers under 18 exposed to?" in words(card)
    assert "Minimum age for hazardous work: 18 years" in words(card)
    assert "Unverified" in [badge.text for badge in card.findChildren(Badge)]
    # Nothing is cut: the card is as high as its words need in its width.
    qtbot.waitUntil(lambda: card.height() >= card.heightForWidth(card.width()))
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert not card.isVisible()


def test_that_searching_narrows_a_version_to_the_points_that_say_it(
    page: ChecklistsPage, qtbot: QtBot
) -> None:
    def points() -> list[str]:
        relaid()
        return [
            row.text().split()[0]
            for row in page.findChildren(ListRow, "point-row")
            if row.isVisibleTo(page)
        ]

    assert len(points()) == 42
    search = page.findChild(QLineEdit, "checklist-search")
    qtbot.keyClicks(search, "os8.06")
    assert points() == ["OS8"]
    search.clear()
    qtbot.keyClicks(search, "emergency exits")
    assert "OS8" in points()
    assert len(points()) < 5
    qtbot.keyClicks(search, " qqq")
    assert points() == []
    assert page.findChild(QLabel, "checklist-none").isVisible()


def test_that_every_problem_of_a_file_has_place_and_remedy(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "bad.md"
    file.write_text(BAD, "utf-8")
    before = workspace.checklists.list()
    result = read(qtbot, page, session, file)
    said = words(result)
    reading = xlsform.read(file)
    assert len(reading.problems) == 2
    for problem in reading.problems:
        for part in (problem.place, problem.message, problem.remedy):
            assert part in said
    assert "It can't be used before 2 things are mended. Nothing was kept." in said
    assert page.findChild(Button, "keep-checklist") is None
    assert workspace.checklists.list() == before
    page.findChild(Button, "close-import").click()
    assert "known as" in words(page)


def test_that_a_good_file_is_kept_when_it_is_wished(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "small.md"
    file.write_text(GOOD, "utf-8")
    result = read(qtbot, page, session, file)
    assert "Small form, version 1: 1 question, ready to be kept." in words(result)
    assert "Small form" not in rows(page)
    with qtbot.waitSignal(session.edits.saved):
        page.findChild(Button, "keep-checklist").click()
    assert "Small form" in rows(page)
    assert "Small form" in [one.title for one in workspace.checklists.list()]
    again = read(qtbot, page, session, file)
    assert "held here already" in words(again)


def test_that_a_dropped_file_is_read(
    page: ChecklistsPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "small.md"
    file.write_text(GOOD, "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: page.findChild(QWidget, "import-result") is not None)


def test_that_what_is_no_checklist_is_told(
    page: ChecklistsPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"no workbook")
    told: list[Notice] = []
    session.messages.noticed.connect(told.append)
    page.import_file(file)
    assert not page.findChild(Button, "import").isEnabled()
    qtbot.waitUntil(lambda: bool(told))
    assert "broken.xlsx" in told[0].what
    assert page.findChild(Button, "import").isEnabled()


def test_that_an_exported_version_reads_back_the_same(
    page: ChecklistsPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = next(c for c in workspace.checklists.list() if not c.country)
    checklist = workspace.checklists.get(entry.hash)
    file = tmp_path / "global.xlsx"
    with qtbot.waitSignal(page.exported, timeout=30_000):
        page.export_to(checklist, file)
    assert xlsform.load(file).hash == entry.hash


def test_that_an_export_without_a_place_is_told(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    told: list[Notice] = []
    session.messages.noticed.connect(told.append)
    entry = workspace.checklists.list()[0]
    checklist = workspace.checklists.get(entry.hash)
    page.export_to(checklist, tmp_path / "nowhere" / "x.xlsx")
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "nowhere" in told[0].what
