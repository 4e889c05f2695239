"""Tab goes as the page reads, and asking for that leaves nothing behind."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from ui.widgets.button import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tab_order import tab_in_reading_order


def made(qtbot: QtBot) -> tuple[QWidget, list[Button]]:
    """A page whose parts were made in another order than they stand in."""
    page = QWidget()
    qtbot.addWidget(page)
    last, third, second, first = (Button(name) for name in ("4", "3", "2", "1"))
    column = QVBoxLayout(page)
    row = QHBoxLayout()
    row.addWidget(first)
    row.addWidget(second)
    column.addLayout(row)
    chips = QWidget()
    flow = FlowLayout(chips)
    for button in (third, last):
        flow.addWidget(button)
    column.addWidget(chips)
    return page, [first, second, third, last]


def test_that_tab_goes_as_the_page_reads(qtbot: QtBot) -> None:
    page, buttons = made(qtbot)
    tab_in_reading_order(page)
    chain = [page.nextInFocusChain()]
    while chain[-1] is not page:
        chain.append(chain[-1].nextInFocusChain())
    assert [one for one in chain if one in buttons] == buttons


def test_that_no_item_of_a_layout_is_remembered(qtbot: QtBot) -> None:
    page, _buttons = made(qtbot)

    def remembered() -> list[QWidgetItem]:
        found = Shiboken.getAllValidWrappers()
        return [one for one in found if isinstance(one, QWidgetItem)]

    before = remembered()
    tab_in_reading_order(page)
    assert [one for one in remembered() if one not in before] == []
