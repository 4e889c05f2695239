"""Scales, lists and fields that questions of a form are asked with."""

from datetime import time
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.typed import read_hour
from ui.theme import Theme
from ui.widgets.check_list import CheckList, Option
from ui.widgets.label import Label
from ui.widgets.long_list import LongList
from ui.widgets.slide import Slide
from ui.widgets.typed_field import TypedField

MANY = [Option(f"o{place}", f"Option {place}") for place in range(40)]


@pytest.fixture
def slide() -> Slide:
    made = Slide(label="Heat")
    made.set_scale(Decimal(0), Decimal(10), Decimal("0.5"))
    made.resize(420, 80)
    return made


def test_that_a_press_on_a_scale_chooses_the_nearest_step(
    show, slide: Slide, qtbot: QtBot
) -> None:
    show(slide)
    line = slide.findChild(QWidget, "slide-line")
    heard: list[str] = []
    slide.chosen.connect(heard.append)
    middle = QPoint(line.width() // 2, line.height() // 2)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=middle)
    assert heard == ["5"]


def test_that_a_mirrored_scale_begins_at_the_right(
    show, slide: Slide, qtbot: QtBot, qapp: QApplication
) -> None:
    Theme(language="ar", motion=False).apply(qapp)
    show(slide)
    line = slide.findChild(QWidget, "slide-line")
    at_right = QPoint(line.width() - 20, line.height() // 2)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=at_right)
    assert slide.value == "0"
    qtbot.keyClick(line, Qt.Key.Key_Left)
    assert slide.value == "0.5"


def test_that_a_scale_may_run_downwards(slide: Slide) -> None:
    slide.set_scale(Decimal(5), Decimal(1), Decimal(1))
    assert slide.fits("4")
    assert not slide.fits("0")
    assert not slide.fits("4.5")


def test_that_one_of_a_list_takes_away_the_one_before(show, qtbot: QtBot) -> None:
    choices = show(CheckList(MANY[:3], one_only=True))
    heard: list[frozenset[str]] = []
    choices.ticked.connect(heard.append)
    for name in ("o0", "o2", "o2"):
        choices.findChild(QAbstractButton, f"option-{name}").click()
    assert heard == [{"o0"}, {"o2"}, frozenset()]


def test_that_rows_with_pictures_and_second_labels_are_as_high_as_these(show) -> None:
    picture = QImage(80, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    plain, full = Option("a", "Plain"), Option("b", "Full", picture=picture)
    choices = show(CheckList([plain, full]))
    a, b = (choices.findChild(QWidget, f"option-{v}").height() for v in "ab")
    assert b > a
    choices.set_options(
        [plain, Option("b", "Full", second="ពេញ", second_language="km")]
    )
    assert choices.findChildren(QAbstractButton)[-1].accessibleName() == "Full, ពេញ"


def test_that_columns_give_way_where_there_is_no_room(show) -> None:
    choices = CheckList(MANY[:4])
    choices.set_columns(2)
    choices.resize(600, 200)
    show(choices)

    def lefts() -> set[int]:
        rows = choices.findChildren(QAbstractButton)
        return {row.x() for row in rows if row.isVisible()}

    assert len(lefts()) == 2
    choices.resize(250, 300)
    QApplication.sendPostedEvents()
    assert len(lefts()) == 1


def test_that_a_long_list_shows_a_few_and_says_how_many_more(
    show, qtbot: QtBot
) -> None:
    many = LongList(label="Answer", one_only=False)
    many.set_options(MANY)
    many.set_on(frozenset({"o39"}))
    show(many)
    rows = [
        b for b in many.findChildren(QAbstractButton) if b.objectName()[:3] == "opt"
    ]
    assert rows[0].objectName() == "option-o39"
    assert len(rows) < 12
    rest = many.findChild(Label, "long-list-rest")
    assert "32 more" in rest.text()
    many.field.setText("nothing like it")
    assert "Nothing" in rest.text()


def test_that_what_is_ticked_outside_the_search_stays_ticked(show) -> None:
    many = LongList(label="Answer", one_only=False)
    many.set_options(MANY)
    many.set_on(frozenset({"o39"}))
    show(many)
    many.field.setText("option 17")
    many.toggle_by_number(1)
    assert many.on == {"o39", "o17"}


def test_that_a_field_shows_what_it_understood(show, qtbot: QtBot) -> None:
    clock = TypedField[time](
        label="When",
        read=read_hour,
        show=lambda hour: f"{hour:%H:%M}",
        sample="10:30",
        name="when",
    )
    show(clock)
    with qtbot.waitSignal(clock.entered) as entered:
        qtbot.keyClicks(clock, "7 pm")
        qtbot.keyClick(clock, Qt.Key.Key_Return)
    assert entered.args == [time(19)]
    assert clock.text() == "19:00"
    with qtbot.waitSignal(clock.refused):
        qtbot.keyClicks(clock, "x")
        qtbot.keyClick(clock, Qt.Key.Key_Return)
    assert clock.text() == "19:00x"
