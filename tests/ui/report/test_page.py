"""The report page: made in memory, stopped, looked at, saved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId, Role
from bwassess.demo.people import Elsewhere, colleague, learn
from bwassess.workspace import Workspace
from ui.report.page import ReportPage
from ui.report.pages import KEPT
from ui.session import Session
from ui.widgets.label import Label


def words(widget: QWidget) -> str:
    return " ".join(
        child.text()
        for child in widget.findChildren(QWidget)
        if isinstance(child, Label | QPushButton) and child.isVisibleTo(widget)
    )


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def answer(
    workspace: Workspace, assessment: AssessmentId, code: str, said: str
) -> None:
    view = workspace.assessments.view(assessment)
    assert view is not None
    question = next(q for q in view.checklist.questions if q.code == code)
    workspace.answers.give(assessment, question, said)


def disagree(workspace: Workspace, assessment: AssessmentId) -> str:
    """A colleague answers a question otherwise than was answered here."""
    view = workspace.assessments.view(assessment)
    assert view is not None
    question = next(q for q in view.checklist.questions if q.code == "OS8.05")
    dara = colleague("Dara Sok", Role.ASSESSOR)
    learn(workspace.replica, dara.certificate)
    workspace.replica.seal(author=workspace.identity.author)
    Elsewhere(dara).answer(
        workspace.replica, assessment, {question: "yes"}, at=1_800_000_000_000
    )
    return question.id


@pytest.fixture
def opened(
    session: Session, assessment: AssessmentId, qtbot: QtBot
) -> Iterator[Callable[[], ReportPage]]:
    def open_page() -> ReportPage:
        page = ReportPage(session, assessment)
        qtbot.addWidget(page)
        page.resize(1286, 700)
        with qtbot.waitSignal(page.made):
            page.show()
        return page

    yield open_page
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def test_that_a_report_is_shown_without_touching_the_disk(
    opened, session: Session, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"}
    page = opened()
    shown = page.findChild(QWidget, "report-pages")
    qtbot.waitUntil(lambda: 0 in shown.kept)
    assert "page 1 of" in shown.accessibleName()
    assert {p for p in tmp_path.rglob("*") if p.suffix == ".pdf"} == before


def test_that_a_report_nothing_stops_is_saved_where_the_person_says(
    opened, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened()
    assert "Nothing stops it" in words(page)
    target = tmp_path / "Rumdoul.pdf"
    qtbot.mouseClick(button(page, "save-report"), Qt.MouseButton.LeftButton)
    dialog = page.findChild(QFileDialog, "save-dialog")
    assert "Rumdoul Apparel" in dialog.selectedFiles()[0]
    dialog.close()
    with qtbot.waitSignal(page.saved):
        dialog.fileSelected.emit(str(target))
    assert "Saved as Rumdoul.pdf" in words(page)
    assert target.read_bytes().startswith(b"%PDF")


def test_that_a_disagreement_stops_saving_and_links_to_its_question(
    opened, workspace: Workspace, assessment: AssessmentId, qtbot: QtBot
) -> None:
    answer(workspace, assessment, "OS8.05", "no")
    question = disagree(workspace, assessment)
    page = opened()
    save = button(page, "save-report")
    assert not save.isEnabled()
    assert save.text() == "Save PDF after 1 stop"
    assert "Settle the stop above first" in save.accessibleDescription()
    with qtbot.waitSignal(page.question_requested) as asked:
        qtbot.mouseClick(button(page, "remark-link"), Qt.MouseButton.LeftButton)
    assert asked.args == [question]


def test_that_a_stopped_report_is_saved_as_a_marked_draft(
    opened, workspace: Workspace, assessment: AssessmentId, tmp_path: Path, qtbot: QtBot
) -> None:
    answer(workspace, assessment, "OS8.05", "no")
    disagree(workspace, assessment)
    page = opened()
    assert button(page, "save-draft").isEnabled()
    target = tmp_path / "draft.pdf"
    with qtbot.waitSignal(page.saved):
        page.save(target, as_draft=True)
    document = pypdfium2.PdfDocument(target)
    assert "Draft" in document[1].get_textpage().get_text_range()
    document.close()


def test_that_a_folder_gone_is_said_beside_the_button(
    opened, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened()
    page.save(tmp_path / "gone" / "report.pdf")
    outcome = page.findChild(Label, "report-outcome")
    qtbot.waitUntil(lambda: "could not be saved" in outcome.text())


def test_that_a_change_offers_to_make_the_report_again(
    opened,
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    page = opened()
    assert "changed since" not in words(page)
    view = workspace.assessments.view(assessment)
    assert view is not None
    question = next(q for q in view.checklist.questions if q.code == "OS8.05")
    session.edits.run("x", lambda: workspace.answers.give(assessment, question, "no"))
    assert "changed since" in words(page)
    with qtbot.waitSignal(page.made):
        qtbot.mouseClick(button(page, "make-again"), Qt.MouseButton.LeftButton)
    assert "changed since" not in words(page)


def test_that_coming_back_after_a_change_shows_the_new_report(
    opened,
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    page = opened()
    page.hide()
    session.edits.run(
        "x", lambda: workspace.assessments.summarise(assessment, "All in all good.")
    )
    with qtbot.waitSignal(page.made):
        page.show()
    assert "changed since" not in words(page)


def test_that_making_can_be_cancelled_and_asked_for_again(
    session: Session, assessment: AssessmentId, qtbot: QtBot
) -> None:
    page = ReportPage(session, assessment)
    qtbot.addWidget(page)
    page.show()
    qtbot.mouseClick(button(page, "cancel-making"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "wasn't made" in words(page))
    assert not button(page, "save-report").isEnabled()
    with qtbot.waitSignal(page.made):
        qtbot.mouseClick(button(page, "make-report"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def test_that_no_more_than_five_full_pages_are_kept(opened, qtbot: QtBot) -> None:
    page = opened()
    pages = page.findChild(QWidget, "report-pages")
    for number in range(8):
        pages.go_to(number)
        qtbot.waitUntil(lambda n=number: n in pages.kept)
    assert len(pages.kept) <= KEPT


def test_that_a_language_the_checklist_lacks_is_named(opened, qtbot: QtBot) -> None:
    page = opened()
    with qtbot.waitSignal(page.made):
        page.set_language("fr")
    assert "The checklist has no Français yet" in words(page)


def test_that_in_a_narrow_window_the_stops_open_from_a_line(
    opened, qtbot: QtBot
) -> None:
    page = opened()
    page.resize(900, 640)
    save = button(page, "save-report")
    assert not save.isVisibleTo(page)
    assert "Nothing stops the report" in words(page)
    qtbot.mouseClick(button(page, "open-stops"), Qt.MouseButton.LeftButton)
    assert save.isVisibleTo(page)
