"""A visit goes to another version of its checklist, and back, and loses nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.canonical import seal
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Item, Question
from bwassess.checklist.texts import Text
from bwassess.workspace import Workspace
from bwassess.workspace.view import AssessmentView
from ui.session import Session
from ui.visit.moving import MovePage
from ui.visit.page import VisitPage
from ui.widgets.button import Button
from ui.widgets.entry_list import EntryList
from ui.widgets.lines import isolated
from ui.widgets.select import Select

Show = Callable[[QWidget], QWidget]

KEPT, REWORDED, GONE, UNFIT = "OS8.04", "OS8.05", "OS8.06", "OS8.08"


def _next(checklist: Checklist) -> Checklist:
    items = tuple(_revised(item) for item in checklist.items)
    return seal(replace(checklist, version="2027.1", items=items))


def _revised(item: Item) -> Item:
    if isinstance(item, Group):
        added = (_new(item),) if item.key == "OS8" else ()
        kept = [one for one in item.items if getattr(one, "code", "") != GONE]
        return replace(item, items=(*map(_revised, kept), *added))
    if item.code == REWORDED:
        return replace(item, label=Text.of({"en": "Can every exit be opened?"}))
    if item.code == UNFIT:
        return replace(
            item, answer_type=AnswerType.DATE, kind="", constraint="", nc_rule=""
        )
    return item


def _new(group: Group) -> Question:
    first = next(one for one in group.items if isinstance(one, Question))
    return replace(
        first,
        id="OS8.99",
        code="OS8.99",
        name="os8_99",
        label=Text.of({"en": "Is there a second way out of each floor?"}),
    )


@pytest.fixture
def newer(workspace: Workspace, assessment: AssessmentId) -> Checklist:
    """A later version of the visit's checklist, held here and not published."""
    made = _next(_seen(workspace, assessment).checklist)
    workspace.checklists.keep(made)
    return made


@pytest.fixture
def page(
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    newer: Checklist,
    show: Show,
    qtbot: QtBot,
) -> Iterator[VisitPage]:
    by_code = {q.code: q for q in _seen(workspace, assessment).checklist.questions}
    for code in (KEPT, REWORDED, GONE):
        workspace.answers.give(assessment, by_code[code], "no")
    workspace.answers.give(assessment, by_code[UNFIT], "7")
    workspace.answers.note(assessment, by_code[GONE].id, "Two signs are dark.")
    made = VisitPage(session, assessment)
    made.resize(900, 900)
    show(made)
    yield made
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def _seen(workspace: Workspace, assessment: AssessmentId) -> AssessmentView:
    found = workspace.assessments.view(assessment)
    assert found is not None
    return found


def _words(page: QWidget, name: str) -> str:
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    part = page.findChild(QWidget, name)
    return "\n".join(
        one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(page)
    )


def _looked(page: VisitPage, session: Session, qtbot: QtBot) -> MovePage:
    """The comparison, opened by the notice of a newer version."""
    page.findChild(Button, "newer-version-act").click()
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    return page.findChild(MovePage)


@pytest.fixture
def published(
    page: VisitPage, session: Session, workspace: Workspace, newer: Checklist
) -> Checklist:
    """The later version, published while the page is open."""
    session.changes.tell(workspace.checklists.publish(newer.hash).touched)
    return newer


def test_that_only_a_published_newer_version_is_told(
    page: VisitPage, session: Session, workspace: Workspace, newer: Checklist
) -> None:
    assert (
        f"version {isolated('2026.1')}"
        in page.findChild(QLabel, "checklist-name").text()
    )
    notice = page.findChild(QWidget, "newer-version")
    assert not notice.isVisible()
    session.changes.tell(workspace.checklists.publish(newer.hash).touched)
    assert notice.isVisible()
    assert (
        _words(page, "newer-version") == f"Version {isolated('2027.1')} is published."
    )
    session.changes.tell(workspace.checklists.retire(newer.hash).touched)
    assert not notice.isVisible()


def test_that_a_move_is_shown_whole_before_it_is_done(
    page: VisitPage,
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    published: Checklist,
    qtbot: QtBot,
) -> None:
    move = _looked(page, session, qtbot)
    assert page.findChild(QLabel, "move-note").text() == (
        "1 answer carries over · 1 needs another look · 1 doesn't fit any more · "
        "1 no longer has a place · 1 new question"
    )
    told = move.findChild(EntryList).spoken()
    titles = [one.split(",")[0] for one in told]
    assert titles[0] == "Need another look (1)"
    assert titles[1].startswith(REWORDED)
    assert "Answer: No" in told[1]
    assert "Is: Can every exit be opened?" in told[1]
    assert titles[2] == "Don't fit any more (1)"
    assert "Answer: 7" in told[3]
    assert titles[4] == "No longer have a place (1)"
    assert titles[5].startswith(GONE)
    assert titles[6] == "New questions (1)"
    assert "Is there a second way out of each floor?" in told[7]
    page.findChild(Button, "move-cancel").click()
    assert not move.isVisible()
    assert _seen(workspace, assessment).checklist.version == "2026.1"


def test_that_a_visit_moves_on_keeps_all_and_moves_back(
    page: VisitPage,
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    published: Checklist,
    qtbot: QtBot,
) -> None:
    _looked(page, session, qtbot)
    page.findChild(Button, "move").click()
    assert _seen(workspace, assessment).checklist.hash == published.hash
    assert not page.findChild(MovePage).isVisible()
    kept = _words(page, "kept-answers")
    assert kept.startswith("Kept answers: 1")
    assert f"{GONE}  Are exits and escape routes" in kept
    assert "Answer: No" in kept
    assert "Note: Two signs are dark." in kept
    session.edits.stack.undo()
    assert _seen(workspace, assessment).checklist.version == "2026.1"
    assert not page.findChild(QWidget, "kept-answers").isVisible()
    session.edits.stack.redo()
    assert _seen(workspace, assessment).checklist.version == "2027.1"
    page.findChild(Button, "moved-version-act").click()
    view = _seen(workspace, assessment)
    assert view.checklist.version == "2026.1"
    gone = next(q for q in view.checklist.questions if q.code == GONE)
    assert view.answer(gone.id).value == "no"


def test_that_the_way_back_is_there_on_another_day(
    page: VisitPage,
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    published: Checklist,
    show: Show,
) -> None:
    assert not page.findChild(QWidget, "moved-version").isVisible()
    workspace.assessments.move_to(assessment, published.hash)
    again = VisitPage(session, assessment)
    show(again)
    said = _words(again, "moved-version")
    assert said.startswith(f"Moved from version {isolated('2026.1')}")
    again.findChild(Button, "moved-version-act").click()
    assert _seen(workspace, assessment).checklist.version == "2026.1"


def test_that_any_version_held_here_may_be_chosen(
    page: VisitPage,
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    newer: Checklist,
    qtbot: QtBot,
) -> None:
    page.findChild(Button, "another-version").click()
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    select = page.findChild(Select, "move-to")
    offered = [select.itemText(at) for at in range(select.count())]
    assert "(not published)" in offered[0]
    assert len(offered) == len(workspace.checklists.list()) - 1
    vietnam = next(at for at, one in enumerate(offered) if "Vietnam" in one)
    select.setCurrentIndex(vietnam)
    select.activated.emit(vietnam)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    page.findChild(Button, "move").click()
    assert _seen(workspace, assessment).checklist.country == "VN"
