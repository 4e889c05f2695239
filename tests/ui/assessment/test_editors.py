"""Every kind of question answered as an assessor does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import EvidenceId
from bwassess.checklist.given import Value
from bwassess.checklist.names import QuestionId
from bwassess.workspace import photos
from ui.assessment.card import QuestionCard
from ui.assessment.page import AssessmentPage
from ui.session import Session
from ui.widgets.label import Label


def ask(page: AssessmentPage, number: int) -> QuestionCard:
    page.open_question(QuestionId(f"XX1.{number:02}"))
    return page.findChild(QuestionCard)


def said(page: AssessmentPage, number: int) -> Value:
    value = page.view.answer(QuestionId(f"XX1.{number:02}")).value
    return list(value) if isinstance(value, tuple) else value


def field(page: AssessmentPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def write(qtbot: QtBot, where: QLineEdit, text: str) -> None:
    """Type over what stands there, and leave with Enter."""
    where.setFocus()
    where.selectAll()
    qtbot.keyClicks(where, text)
    qtbot.keyClick(where, Qt.Key.Key_Return)


def press(page: AssessmentPage, name: str) -> None:
    found = next(
        one for one in page.findChildren(QAbstractButton, name) if one.isVisibleTo(page)
    )
    found.click()


def error(page: AssessmentPage) -> str:
    """What the shown editor says is wrong."""
    lines = page.findChildren(Label, "editor-error")
    return next((one.text() for one in lines if one.isVisibleTo(page)), "")


def drafts(session: Session) -> int:
    with session.workspace.replica.database.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM draft").scalar()
    assert isinstance(count, int)
    return count


# -- numbers -----------------------------------------------------------------


def test_that_a_whole_number_refuses_decimals_on_the_spot(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 2)
    write(qtbot, field(asks, "number"), "12.5")
    assert "12.5" in error(asks)
    assert said(asks, 2) is None
    write(qtbot, field(asks, "number"), "1,284")
    assert error(asks) == ""
    assert said(asks, 2) == "1284"


def test_that_what_is_typed_goes_to_its_own_question_however_one_leaves(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 2)
    number = field(asks, "number")
    number.setFocus()
    qtbot.keyClicks(number, "17")
    ask(asks, 3)
    assert said(asks, 2) == "17"
    assert said(asks, 3) is None


def test_that_a_number_is_a_draft_while_typed_and_no_longer_once_it_is_none(
    asks: AssessmentPage, asking: Session, qtbot: QtBot
) -> None:
    ask(asks, 2)
    number = field(asks, "number")
    number.setFocus()
    qtbot.keyClicks(number, "17")
    qtbot.waitUntil(lambda: drafts(asking) == 1)
    assert said(asks, 2) is None
    qtbot.keyClicks(number, "x")
    assert drafts(asking) == 0


def test_that_a_scale_is_moved_by_keys_and_refuses_what_lies_between_its_steps(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 3)
    line = asks.findChild(QWidget, "range-line")
    qtbot.keyClick(line, Qt.Key.Key_Right)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert said(asks, 3) == "0.5"
    qtbot.keyClick(line, Qt.Key.Key_End)
    assert said(asks, 3) == "10"
    write(qtbot, field(asks, "range-field"), "3.3")
    assert "0.5" in error(asks)
    assert said(asks, 3) == "10"
    write(qtbot, field(asks, "range-field"), "3.5")
    assert said(asks, 3) == "3.5"


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (7, "11.5564 104.9282 0.0 0.0"),
        (21, "2024-05-17"),
        (5, "07:30:15"),
        (6, "2026-10-02T14:05:31.250+07:00"),
        (23, "12.50"),
        (3, "7.50"),
        (12, " 885 "),
    ],
)
def test_that_looking_at_an_answer_leaves_it_as_it_was_kept(
    asks: AssessmentPage, number: int, kept: str
) -> None:
    card = ask(asks, number)
    card.answered.emit(kept)
    card.enter()
    asks.setFocus()
    ask(asks, 1)
    ask(asks, number)
    asks.settle()
    assert said(asks, number) == kept


# -- choices -----------------------------------------------------------------


def test_that_an_order_is_said_only_once_somebody_ordered(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 4)
    assert said(asks, 4) is None
    row = asks.findChild(QWidget, "rank-heat")
    qtbot.keyClick(row, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert said(asks, 4) == ["dust", "heat", "noise", "light"]
    press(asks, "arrow-down-dust")
    assert said(asks, 4) == ["heat", "dust", "noise", "light"]
    press(asks, "rank-clear")
    assert said(asks, 4) is None
    press(asks, "rank-keep")
    assert said(asks, 4) == ["dust", "noise", "heat", "light"]


def test_that_an_order_is_made_by_dragging(asks: AssessmentPage, qtbot: QtBot) -> None:
    ask(asks, 4)
    QApplication.sendPostedEvents()
    row = asks.findChild(QWidget, "rank-light")
    first = asks.findChild(QWidget, "rank-dust")
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    for _step in range(6):
        up = row.mapFromGlobal(first.mapToGlobal(QPoint(20, 2)))
        qtbot.mouseMove(row, QPoint(20, max(up.y(), -row.height())))
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    value = said(asks, 4)
    assert isinstance(value, list)
    assert value[0] == "light"


def test_that_a_long_list_is_searched_and_enter_takes_what_fits(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 16)
    write(qtbot, field(asks, "long-list-search"), "penh")
    assert said(asks, 16) == "p10"
    ask(asks, 17)
    search = next(
        one
        for one in asks.findChildren(QLineEdit, "long-list-search")
        if one.isVisibleTo(asks)
    )
    write(qtbot, search, "takeo")
    write(qtbot, search, "pursat")
    assert said(asks, 17) == ["p12", "p15"]


def test_that_points_of_a_line_and_columns_are_chosen_by_number(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 15)
    qtbot.keyClick(asks, Qt.Key.Key_3)
    assert said(asks, 15) == "often"
    qtbot.keyClick(asks, Qt.Key.Key_3)
    assert said(asks, 15) is None
    ask(asks, 18)
    qtbot.keyClick(asks, Qt.Key.Key_1)
    qtbot.keyClick(asks, Qt.Key.Key_4)
    assert said(asks, 18) == ["dust", "light"]
    left, right = (asks.findChild(QWidget, f"option-{n}") for n in ("dust", "light"))
    assert right.mapTo(asks, QPoint()).x() > left.mapTo(asks, QPoint()).x()


def test_that_a_list_that_drops_down_can_be_taken_back(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 19)
    qtbot.keyClick(asks, Qt.Key.Key_2)
    assert said(asks, 19) == "noise"
    select = asks.findChild(QWidget, "select-answer")
    select.activated.emit(0)
    assert said(asks, 19) is None


# -- days and hours ----------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "name", "typed", "kept"),
    [
        (20, "date", "14.3.1999", "1999-03-14"),
        (21, "date", "5/2024", "2024-05-01"),
        (5, "time", "7 pm", "19:00"),
        (5, "time", "0630", "06:30"),
    ],
)
def test_that_days_and_hours_are_read_as_people_type_them(
    asks: AssessmentPage,
    qtbot: QtBot,
    number: int,
    name: str,
    typed: str,
    kept: str,
) -> None:
    ask(asks, number)
    write(qtbot, field(asks, name), typed)
    assert said(asks, number) == kept


def test_that_a_day_or_hour_that_is_none_is_refused_on_the_spot(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 20)
    write(qtbot, field(asks, "date"), "31/02/2026")
    assert "17/11/2026" in error(asks)
    ask(asks, 5)
    assert error(asks) == ""
    write(qtbot, field(asks, "time"), "25:00")
    assert "10:30" in error(asks)
    assert said(asks, 20) is said(asks, 5) is None


def test_that_a_moment_keeps_the_zone_it_was_given_in(
    asks: AssessmentPage, asking: Session, qtbot: QtBot
) -> None:
    card = ask(asks, 6)
    card.answered.emit("2026-10-02T14:05:00+07:00")
    assert asks.findChild(Label, "moment-zone").text().strip("\u2068\u2069") == (
        "UTC+07:00"
    )
    write(qtbot, field(asks, "moment-hour"), "9:15")
    assert said(asks, 6) == "2026-10-02T09:15:00+07:00"


def test_that_a_moment_waits_for_its_other_half(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 6)
    write(qtbot, field(asks, "moment-day"), "02/10/2026")
    assert error(asks) != ""
    assert said(asks, 6) is None
    write(qtbot, field(asks, "moment-hour"), "14:05")
    value = said(asks, 6)
    assert isinstance(value, str)
    assert value.startswith("2026-10-02T14:05:00")
    assert value[-6] in "+-"


# -- places ------------------------------------------------------------------


def test_that_coordinates_are_read_back_and_kept_as_odk_does(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 7)
    area = asks.findChild(QPlainTextEdit, "coordinates")
    area.setFocus()
    qtbot.keyClicks(area, "104.9282, 11.5564")
    asks.setFocus()
    assert "swapped" in error(asks)
    assert said(asks, 7) is None
    area.setFocus()
    area.selectAll()
    qtbot.keyClicks(area, "11.5564, 104.9282")
    assert "11.5564° north" in asks.findChild(Label, "coordinates-said").text()
    asks.setFocus()
    assert said(asks, 7) == "11.5564 104.9282 0 0"


# -- files -------------------------------------------------------------------


@pytest.fixture
def choose(asks: AssessmentPage) -> Callable[[Path], None]:
    """Choose a file in the dialog that is open."""

    def chosen(file: Path) -> None:
        dialog = asks.findChildren(QFileDialog, "answer-file-dialog")[-1]
        dialog.filesSelected.emit([str(file)])
        dialog.reject()

    return chosen


def test_that_a_picture_is_an_answer_in_one_act(
    asks: AssessmentPage,
    asking: Session,
    tmp_path: Path,
    choose: Callable[[Path], None],
) -> None:
    file = tmp_path / "board.jpg"
    Image.new("RGB", (640, 480), "navy").save(file)
    ask(asks, 9)
    press(asks, "choose-file")
    choose(file)
    value = said(asks, 9)
    assert isinstance(value, str)
    (one,) = asks.view.evidence
    assert EvidenceId(one).hex == value
    assert asks.findChild(QWidget, "answer-photo").isVisibleTo(asks)
    assert asks.findChild(QWidget, "photo-0") is None
    asking.edits.stack.undo()
    assert said(asks, 9) is None
    assert asks.view.photos(QuestionId("XX1.09")) == asks.view.loose_photos() == ()


def test_that_a_recording_is_kept_whole_and_is_no_photo(
    asks: AssessmentPage,
    asking: Session,
    tmp_path: Path,
    choose: Callable[[Path], None],
) -> None:
    file = tmp_path / "alarm.m4a"
    file.write_bytes(b"sound" * 1000)
    ask(asks, 10)
    press(asks, "choose-file")
    choose(file)
    (one,) = asks.view.evidence.values()
    assert (one.caption, one.size, one.is_picture) == ("alarm.m4a", 5000, False)
    assert asking.workspace.vault.evidence.read(one.sha256) == b"sound" * 1000
    assert asks.view.photos(QuestionId("XX1.10")) == ()
    assert asks.view.loose_photos() == ()
    press(asks, "clear-file")
    assert said(asks, 10) is None


def test_that_a_file_beyond_the_bound_is_refused_in_words(
    asks: AssessmentPage,
    asking: Session,
    tmp_path: Path,
    choose: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(photos, "MAX_FILE", 10)
    file = tmp_path / "drill.mp4"
    file.write_bytes(b"film" * 10)
    ask(asks, 25)
    press(asks, "choose-file")
    with qtbot.waitSignal(asking.edits.failed) as failed:
        choose(file)
    assert "drill.mp4" in str(failed.args[0])
    assert said(asks, 25) is None


# -- words -------------------------------------------------------------------


def test_that_a_scanner_types_a_code_and_ends_it_with_enter(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 12)
    qtbot.keyClick(asks, Qt.Key.Key_Return)
    code = field(asks, "barcode")
    assert code.hasFocus()
    qtbot.keyClicks(code, "8850123456789")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert said(asks, 12) == "8850123456789"
    assert asks.question == "XX1.12"


def test_that_a_text_of_digits_refuses_letters(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 14)
    write(qtbot, field(asks, "digits"), "ask Dara")
    assert error(asks) != ""
    write(qtbot, field(asks, "digits"), "012 345 678")
    assert said(asks, 14) == "012 345 678"


def test_that_an_acknowledgement_is_one_tick(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 13)
    press(asks, "option-ok")
    assert said(asks, 13) is True
    press(asks, "option-ok")
    assert said(asks, 13) is None


def test_that_what_the_checklist_fills_in_can_only_be_read(
    asks: AssessmentPage,
) -> None:
    card = ask(asks, 22)
    card.answered.emit("KH-2026-117")
    assert asks.findChild(Label, "read-only-value").text() == "KH-2026-117"
    editor = asks.findChild(QWidget, "read-only-editor")
    assert editor.isVisibleTo(asks)
    assert editor.findChild(QLineEdit) is None


# -- limits and warnings -----------------------------------------------------


def test_that_a_value_beyond_a_limit_is_kept_with_a_reason_and_undone(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    ask(asks, 23)
    write(qtbot, field(asks, "number"), "250")
    problem = asks.findChild(Label, "question-problem")
    assert "200" in problem.text()
    press(asks, "pass-constraint")
    words = asks.findChild(QPlainTextEdit, "saying-text")
    qtbot.keyClicks(words, "a test of the siren")
    press(asks, "saying-keep")
    answer = asks.view.answer(QuestionId("XX1.23"))
    assert (answer.value, answer.passed) == ("250", "a test of the siren")
    assert not problem.isVisibleTo(asks)
    kept = asks.findChild(QWidget, "question-passed")
    assert "a test of the siren" in kept.accessibleName()
    press(asks, "question-passed-undo")
    assert asks.view.answer(QuestionId("XX1.23")).passed == ""
    assert problem.isVisibleTo(asks)


def test_that_a_warning_asks_for_a_second_look_and_stops_nothing(
    asks: AssessmentPage, qtbot: QtBot
) -> None:
    asks.open_question(next(q for q in asks.view.judgement.questions if "32@" in q))
    write(qtbot, field(asks, "number"), "14")
    assert asks.question is not None
    assert asks.view.answer(asks.question).value == "14"
    warning = asks.findChild(QWidget, "question-warning")
    assert "More than 12 hours" in warning.accessibleName()
    write(qtbot, field(asks, "number"), "8")
    assert not warning.isVisibleTo(asks)
