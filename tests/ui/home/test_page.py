"""Home: what is listed, found, offered next, and how it is opened."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from bwassess.workspace import Workspace
from tests.ui.desk import PASSPHRASE, Open, answer, begin, make_vault
from ui.desktop import Desktop
from ui.frame.places import QUESTIONS
from ui.home.page import Filter, HomePage
from ui.home.rows import AssessmentModel, RowList

TODAY = date.today()  # noqa: DTZ011 - a visit happens on local days


def home_of(desktop: Desktop) -> HomePage:
    page = desktop.frame.page
    assert isinstance(page, HomePage)
    return page


def names(page: HomePage) -> list[str]:
    return [row.name for row in page.rows]


def two(workspace: Workspace) -> None:
    begin(workspace, "Prek Leap Knitting", day=TODAY + timedelta(days=9))
    rumdoul = begin(workspace, "Rumdoul Apparel", day=TODAY)
    answer(workspace, rumdoul, "OS8.05", "no")
    answer(workspace, rumdoul, "OS8.01", "yes")


def test_that_assessments_are_listed_with_where_they_stand(
    open_desktop: Open, tmp_path: Path
) -> None:
    made = make_vault(tmp_path / "vault", two)
    page = home_of(open_desktop(made.folder, passphrase=PASSPHRASE))
    rows = {row.name: row for row in page.rows}
    assert set(rows) == {"Rumdoul Apparel", "Prek Leap Knitting"}
    rumdoul = rows["Rumdoul Apparel"]
    assert rumdoul.findings == 1
    assert rumdoul.badge[1] == "In progress"
    assert "Kandal · Cambodia" in rumdoul.note
    assert rows["Prek Leap Knitting"].badge[1] == "Planned"
    assert "1 finding" in rumdoul.spoken


def test_that_words_filter_without_accents_and_case(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made = make_vault(tmp_path / "vault", two)
    page = home_of(open_desktop(made.folder, passphrase=PASSPHRASE))
    qtbot.keyClick(page, Qt.Key.Key_Slash)
    search = page.findChild(QLineEdit, "search-here")
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "RÚMDOUL cambodia")
    assert names(page) == ["Rumdoul Apparel"]
    search.setText("nothing like it")
    assert names(page) == []


def test_that_chips_list_only_some(open_desktop: Open, tmp_path: Path) -> None:
    made = make_vault(tmp_path / "vault", two)
    page = home_of(open_desktop(made.folder, passphrase=PASSPHRASE))
    page.choose(Filter.FINISHED)
    assert names(page) == []
    page.choose(Filter.OPEN)
    assert len(names(page)) == 2


def test_that_the_next_thing_follows_the_last_answer(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made = make_vault(tmp_path / "vault", two)
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    button = desktop.window.findChild(QAbstractButton, "continue")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desktop.frame.location.place == QUESTIONS
    assert desktop.frame.location.question == "OS8.02"


def test_that_enter_opens_the_chosen_assessment(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made = make_vault(tmp_path / "vault", two)
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    listed = desktop.window.findChild(RowList)
    assert listed.hasFocus()
    wanted = home_of(desktop).rows[1].assessment
    qtbot.keyClick(listed, Qt.Key.Key_Down)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert desktop.frame.location.assessment == wanted


def test_that_an_answer_shows_when_one_comes_back(
    open_desktop: Open, tmp_path: Path
) -> None:
    made = make_vault(tmp_path / "vault", two)
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    wanted = next(r for r in home_of(desktop).rows if r.name == "Prek Leap Knitting")
    desktop.frame.open_assessment(wanted.assessment)
    workspace = desktop.session.workspace
    view = workspace.assessments.view(wanted.assessment)
    question = next(q for q in view.checklist.questions if q.code == "OS8.05")
    desktop.session.edits.run(
        "Answer", lambda: workspace.answers.give(wanted.assessment, question, "no")
    )
    desktop.frame.back()
    rows = {row.name: row for row in home_of(desktop).rows}
    assert rows["Prek Leap Knitting"].findings == 1


def test_that_an_empty_vault_says_how_to_begin(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made = make_vault(tmp_path / "vault")
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    button = desktop.window.findChild(QAbstractButton, "plan")
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desktop.frame.location.place == "plan"


def test_that_five_hundred_assessments_are_one_page(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made = make_vault(tmp_path / "vault", two)
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    listed = desktop.window.findChild(RowList)
    row = listed.entries.rows[0]
    listed.show_rows([row] * 500, has_hub=False)
    listed.scrollToBottom()
    assert not listed.grab().isNull()
    assert listed.visualRect(listed.entries.index(499)).isValid()


def test_that_the_rows_are_a_proper_model(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    made = make_vault(tmp_path / "vault", two)
    rows = home_of(open_desktop(made.folder, passphrase=PASSPHRASE)).rows
    model = AssessmentModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    model.set_rows(rows)
    model.set_rows(rows[:1])
    assert tester.model() is model
    assert model.rowCount() == 1
