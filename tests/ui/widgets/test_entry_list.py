"""Entries of several lines: made and measured only as they are seen."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.badge import BadgeKind
from ui.widgets.entry import Entry, Tag, Told, told
from ui.widgets.entry_list import EntryList
from ui.widgets.lines import Run

Show = Callable[[QWidget], QWidget]


def entry(number: int) -> Entry:
    return Entry(
        (told(f"Entry {number}", bold=True), told("What was and what is")),
        tags=(Tag(BadgeKind.PLAIN, "changed"), Tag(BadgeKind.UNVERIFIED)),
        icon="pencil",
        key=f"key-{number}",
    )


def shown(show: Show, size: QSize) -> EntryList:
    made = EntryList(label="Entries")
    made.resize(size)
    show(made)
    return made


def test_that_thousands_of_entries_are_made_only_as_they_are_scrolled_to(
    show: Show, qtbot: QtBot
) -> None:
    made: list[int] = []

    def making(number: int) -> Callable[[], Entry]:
        def make() -> Entry:
            made.append(number)
            return entry(number)

        return make

    entries = shown(show, QSize(500, 400))
    entries.show_entries([making(number) for number in range(3000)])
    qtbot.waitUntil(lambda: entries.verticalScrollBar().maximum() > 0)
    assert len(made) < 200
    before = entries.verticalScrollBar().maximum()
    entries.scrollToBottom()
    qtbot.waitUntil(lambda: entries.verticalScrollBar().maximum() > before)
    assert len(made) < 400
    assert len(entries.spoken()) == 3000


def test_that_an_entry_says_all_its_lines_and_tags(show: Show) -> None:
    entries = shown(show, QSize(500, 400))
    tester = QAbstractItemModelTester(
        entries.entries, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    entries.show_entries([entry(1)])
    assert tester.model() is entries.entries
    index = entries.entries.index(0)
    said = "Entry 1, What was and what is, changed, Unverified"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == said


def test_that_a_narrow_list_puts_tags_above_the_words(show: Show) -> None:
    heights = []
    for width in (800, 260):
        entries = shown(show, QSize(width, 400))
        entries.show_entries([entry(1)])
        heights.append(entries.sizeHintForRow(0))
    assert heights[1] > heights[0]


def test_that_an_entry_is_chosen_by_pointer_and_by_key(
    show: Show, qtbot: QtBot
) -> None:
    entries = shown(show, QSize(500, 400))
    heading = Entry((told("Heading"),), is_heading=True)
    entries.show_entries([heading, entry(1), entry(2)])
    place = entries.visualRect(entries.entries.index(1)).center()
    with qtbot.waitSignal(entries.chosen) as told_:
        qtbot.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told_.args == ["key-1"]
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    with qtbot.waitSignal(entries.chosen) as told_:
        qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert told_.args == ["key-2"]


def test_that_a_text_of_the_other_direction_begins_where_the_page_does(
    show: Show,
) -> None:
    entries = EntryList(label="Entries")
    entries.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    entries.resize(600, 120)
    show(entries)
    line = Told((Run("Are all exits open?"),), language="en", lead=Run("كان: "))
    entries.show_entries([Entry((line,))])
    assert line.text == "كان: Are all exits open?"
    drawn = entries.viewport().grab().toImage()
    ground = drawn.pixel(2, 2)
    inked = [
        x
        for x in range(drawn.width())
        for y in range(8, 24)
        if drawn.pixel(x, y) != ground
    ]
    assert min(inked) > drawn.width() // 2
    assert max(inked) > drawn.width() - 20
