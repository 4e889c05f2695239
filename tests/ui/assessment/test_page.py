"""Answering as an assessor does: by key, by press, by dropping a photo."""

import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import Answer, Counts
from bwassess.checklist.kinds import Source
from bwassess.checklist.names import QuestionId
from ui.assessment.outline import Outline, OutlineRole
from ui.assessment.page import AssessmentPage
from ui.session import Session
from ui.theme import Theme

EXITS = QuestionId("OS8.05")


def button(page: QWidget, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def answer(page: AssessmentPage, question: QuestionId = EXITS) -> Answer:
    found = page.view.answer(question)
    assert isinstance(found, Answer)
    return found


def test_that_a_key_answers_the_open_question(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert answer(page).value == "no"
    assert page.view.stitch(EXITS) == "f"


def test_that_the_answer_is_on_the_disk_before_it_shows_as_saved(
    page: AssessmentPage, session: Session, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    with qtbot.waitSignal(session.edits.saved):
        qtbot.keyClick(page, Qt.Key.Key_Y)
    with session.workspace.replica.database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT count(*) FROM unsealed WHERE record = 'answer/OS8.05'"
        ).scalar()
    assert rows == 1


def test_that_choosing_the_chosen_answer_again_takes_it_back(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert answer(page).is_open


def test_that_undo_takes_back_what_a_key_answered(
    page: AssessmentPage, session: Session, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    session.edits.stack.undo()
    assert answer(page).is_open
    session.edits.stack.redo()
    assert answer(page).value == "no"


def test_that_counts_and_sources_are_given_by_key(
    page: AssessmentPage, session: Session, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    for _time in range(3):
        qtbot.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page, Qt.Key.Key_Plus)
    qtbot.keyClick(page, Qt.Key.Key_O)
    assert answer(page).counts == Counts(1, 3)
    assert answer(page).sources == {Source.OBSERVATION}


def test_that_j_goes_to_the_next_open_question(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    first = page.question
    assert first is not None
    qtbot.keyClick(page, Qt.Key.Key_Y)
    qtbot.keyClick(page, Qt.Key.Key_J)
    assert page.question != first
    assert page.question is not None
    assert answer(page, page.question).is_open


def test_that_shift_j_goes_to_the_next_finding(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    page.open_question(QuestionId("CL1.01"))
    qtbot.keyClick(page, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert page.question == EXITS


def test_that_a_note_is_a_draft_while_typed_and_a_change_once_left(
    page: AssessmentPage, session: Session, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    note = page.findChild(QPlainTextEdit, "note")
    assert isinstance(note, QPlainTextEdit)
    note.setFocus()
    qtbot.keyClicks(note, "padlock")
    qtbot.waitUntil(lambda: drafts(session) == 1)
    assert answer(page).note == ""
    page.open_question(QuestionId("OS8.06"))
    assert answer(page).note == "padlock"
    assert drafts(session) == 0


def drafts(session: Session) -> int:
    with session.workspace.replica.database.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM draft").scalar()
    assert isinstance(count, int)
    return count


def test_that_a_finding_is_set_aside_only_with_a_reason(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    button(page, "finding-dismiss").click()
    assert not button(page, "saying-keep").isEnabled()
    words = page.findChild(QPlainTextEdit, "saying-text")
    assert isinstance(words, QPlainTextEdit)
    qtbot.keyClicks(words, "opened at once")
    button(page, "saying-keep").click()
    assert page.view.stitch(EXITS) == "m"
    button(page, "finding-undo").click()
    assert page.view.stitch(EXITS) == "f"


def test_that_words_given_up_leave_no_draft(
    page: AssessmentPage, session: Session, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    button(page, "finding-reword").click()
    words = page.findChild(QPlainTextEdit, "saying-text")
    assert isinstance(words, QPlainTextEdit)
    qtbot.keyClicks(words, " badly")
    qtbot.waitUntil(lambda: drafts(session) == 1)
    button(page, "saying-cancel").click()
    assert drafts(session) == 0
    page.open_question(QuestionId("OS8.06"))
    assert answer(page).wording == ""


def test_that_a_dropped_photo_belongs_to_the_open_question(
    page: AssessmentPage, tmp_path: Path
) -> None:
    file = tmp_path / "exit.jpg"
    Image.new("RGB", (640, 480), "navy").save(file)
    page.open_question(EXITS)
    page.findChild(QWidget, "question-card").photos_dropped.emit((file,))
    (photo,) = page.view.photos(EXITS)
    assert (photo.width, photo.height) == (640, 480)
    assert button(page, "photo-0").isVisibleTo(page)


def test_that_a_laptop_without_a_camera_says_how_else_to_add_photos(
    page: AssessmentPage,
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As on a system without the library that films need; this one may have both.
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    page.open_question(EXITS)
    with qtbot.waitSignal(session.messages.noticed) as noticed:
        button(page, "add-from-camera").click()
    assert "No camera" in noticed.args[0].what
    assert page.findChild(QWidget, "camera") is None


def test_that_what_is_no_picture_is_refused_in_words(
    page: AssessmentPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "list.jpg"
    file.write_text("not a picture")
    page.open_question(EXITS)
    with qtbot.waitSignal(session.edits.failed) as failed:
        page.findChild(QWidget, "question-card").photos_dropped.emit((file,))
    assert "list.jpg" in str(failed.args[0])
    assert page.view.photos(EXITS) == ()


@pytest.mark.parametrize(
    "code", ["CL2.01", "DI4.01", "OS6.01", "OS8.08", "SI.01", "SI.04", "SI.10"]
)
def test_that_every_kind_of_question_opens_in_its_editor(
    page: AssessmentPage, code: str
) -> None:
    page.open_question(QuestionId(code))
    card = page.findChild(QWidget, "question-card")
    assert code in card.accessibleName()
    editors = [
        child
        for child in card.findChildren(QWidget)
        if child.objectName().endswith("-editor") and child.isVisibleTo(card)
    ]
    assert len(editors) == 1


def test_that_floor_mode_shows_one_question_and_arrows(
    page: AssessmentPage, qapp: QApplication, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    Theme(floor=True, motion=False).apply(qapp)
    assert page.findChild(QWidget, "floor").isVisibleTo(page)
    arrow = button(page, "floor-chevron-right")
    assert arrow.height() >= 60
    arrow.click()
    assert page.question == "OS8.06"
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert answer(page, QuestionId("OS8.06")).value == "no"
    Theme(motion=False).apply(qapp)
    assert not page.findChild(QWidget, "floor").isVisibleTo(page)
    assert page.findChild(QWidget, "question-card").isVisibleTo(page)


def test_that_the_card_fits_whatever_the_window_is_made_to(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    card = page.findChild(QWidget, "question-card")
    for height in range(420, 760, 20):
        page.resize(1024 + height % 60, height)
    QApplication.sendPostedEvents()
    assert card.height() >= card.heightForWidth(card.width())


def test_that_the_outline_tells_what_an_answer_reaches(
    page: AssessmentPage, qtbot: QtBot
) -> None:
    outline = page.findChild(Outline, "outline")

    def findings() -> dict[str, int]:
        model = outline.model()
        found = {}
        for place in range(model.rowCount()):
            cluster = model.index(place, 0)
            inside = [
                model.index(row, 0, cluster) for row in range(model.rowCount(cluster))
            ]
            for index in (cluster, *inside):
                entry = index.data(OutlineRole.ENTRY)
                found[entry.code] = entry.findings
        return found

    page.open_question(EXITS)
    qtbot.keyClick(page, Qt.Key.Key_N)
    assert {code for code, count in findings().items() if count} == {"OS", "OS8"}
    qtbot.keyClick(page, Qt.Key.Key_Y)
    assert not any(findings().values())
