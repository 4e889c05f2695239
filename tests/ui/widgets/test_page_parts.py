"""What pages are made of: columns, headings, list rows, days."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from ui.theme import Theme
from ui.widgets.date_field import DateField
from ui.widgets.label import Label
from ui.widgets.list_row import ListRow
from ui.widgets.page_column import Heading, PageColumn
from ui.widgets.tab_order import tab_in_reading_order

DAY = date(2026, 11, 17)


def test_that_a_column_keeps_a_calm_width_and_grows_with_the_text(
    show, qapp: QApplication
) -> None:
    column = PageColumn(width=600)
    words = Label("word " * 60)
    column.add(words)
    column.resize(1200, 400)
    show(column)
    assert words.width() == 600
    middle = words.mapTo(column, words.rect().center()).x()
    assert abs(middle - 600) < 20
    Theme(text_size=150).apply(qapp)
    qapp.sendPostedEvents()
    assert words.width() == 900


def test_that_a_long_column_scrolls_and_cuts_nothing(show) -> None:
    column = PageColumn()
    labels = [Label("many words that wrap " * 20) for _each in range(20)]
    for label in labels:
        column.add(label)
    column.resize(300, 300)
    show(column)
    assert column.verticalScrollBar().maximum() > 1000
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width())


def test_that_a_title_stays_above_headings_on_the_floor(qapp: QApplication) -> None:
    title, heading = Heading("Visit", is_title=True), Heading("Team")
    for floor in (False, True):
        Theme(floor=floor).apply(qapp)
        assert title.font().pointSizeF() > heading.font().pointSizeF()


def test_that_tab_follows_the_layout_and_not_the_making(qtbot, show) -> None:
    column = PageColumn()
    late, early = QLineEdit(), QLineEdit()
    column.add(early)
    column.add(late)
    tab_in_reading_order(column)
    show(column)
    early.setFocus()
    qtbot.keyClick(early, Qt.Key.Key_Tab)
    assert late.hasFocus()


def test_that_a_row_says_all_it_shows(qtbot) -> None:
    row = ListRow("Cycle 3", note="Draft", end="17 Nov 2026", icon="factory")
    qtbot.addWidget(row)
    assert row.accessibleName() == "Cycle 3"
    assert row.accessibleDescription() == "Draft, 17 Nov 2026"


def test_that_a_row_of_many_words_grows() -> None:
    row = ListRow("word " * 40, note="note " * 40, end="end")
    assert row.heightForWidth(300) > 4 * ListRow("short").heightForWidth(300)


def test_that_a_row_is_pressed_by_key(qtbot, show) -> None:
    row = ListRow("Cycle 3")
    show(row)
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, Qt.Key.Key_Space)


def test_that_a_day_is_told_once_when_it_is_another(qtbot) -> None:
    field = DateField(DAY, label="First day")
    qtbot.addWidget(field)
    told: list[date] = []
    field.picked.connect(told.append)
    field.editingFinished.emit()
    field.setDate(QDate(2026, 11, 20))
    for _time in range(2):
        field.editingFinished.emit()
    field.set_day(DAY)
    assert told == [date(2026, 11, 20)]
    assert field.day == DAY


def test_that_a_day_reads_the_same_in_arabic(qtbot, qapp: QApplication) -> None:
    Theme(language="ar").apply(qapp)
    field = DateField(DAY, label="First day")
    qtbot.addWidget(field)
    assert field.text() == "17/11/2026"
    assert field.layoutDirection() == Qt.LayoutDirection.LeftToRight
