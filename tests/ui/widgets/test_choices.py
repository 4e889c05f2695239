"""Check lists, source chips and segments: several ways to choose."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.theme import Theme
from ui.widgets.answer_buttons import Choice
from ui.widgets.check_list import CheckList, Option
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.source_chips import Source, SourceChips

LIMITS = [Option("day", "Day", "limit 2 h"), Option("week", "Week")]


def test_that_a_number_key_ticks_its_row(qtbot) -> None:
    choices = CheckList(LIMITS)
    qtbot.addWidget(choices)
    with qtbot.waitSignal(choices.ticked) as told:
        assert choices.toggle_by_number(2)
    assert told.args == [frozenset({"week"})]
    assert not choices.toggle_by_number(3)
    choices.toggle_by_number(2)
    assert choices.on == frozenset()


def test_that_a_row_of_many_words_wraps(show) -> None:
    choices = CheckList([Option("a", "word " * 40), Option("b", "short")])
    choices.resize(300, 300)
    show(choices)
    long, short = (
        choices.findChild(QAbstractButton, f"option-{v}").height() for v in "ab"
    )
    assert long > 3 * short


def test_that_other_options_keep_what_is_ticked(qtbot) -> None:
    choices = CheckList(LIMITS, on=frozenset({"day"}))
    qtbot.addWidget(choices)
    choices.set_options([*LIMITS, Option("year", "Year")])
    assert choices.on == {"day"}


SOURCES = [
    Source("document", "Documents", "file-text", key="D"),
    Source("observation", "Observation", "eye", key="O", suggested=True),
]


def test_that_suggested_sources_come_first(show) -> None:
    chips = SourceChips(SOURCES)
    chips.resize(400, 60)
    show(chips)
    places = {
        v: chips.findChild(QAbstractButton, f"source-{v}").x()
        for v in ("document", "observation")
    }
    assert places["observation"] < places["document"]


def test_that_a_source_is_toggled_by_its_key(qtbot) -> None:
    chips = SourceChips(SOURCES)
    qtbot.addWidget(chips)
    with qtbot.waitSignal(chips.toggled) as told:
        assert chips.toggle_by_key("o")
    assert told.args == [frozenset({"observation"})]
    assert not chips.toggle_by_key("x")
    with qtbot.assertNotEmitted(chips.toggled):
        chips.set_on(frozenset({"document"}))
    assert chips.on == {"document"}


def test_that_chips_go_on_in_the_next_line(show) -> None:
    chips = SourceChips([Source(str(i), f"Source number {i}") for i in range(6)])
    chips.resize(320, 300)
    show(chips)
    all_chips = chips.findChildren(QAbstractButton)
    assert len({chip.y() for chip in all_chips}) > 1
    assert all(chips.rect().contains(chip.geometry()) for chip in all_chips)


EXTENT = [Choice("isolated", "Isolated"), Choice("systemic", "Systemic")]


@pytest.fixture
def extent(qtbot) -> SegmentedChoice:
    widget = SegmentedChoice(EXTENT, label="Extent")
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    return widget


def middle(extent: SegmentedChoice, index: int) -> QPoint:
    return extent.segment_rect(index).center().toPoint()


def test_that_a_segment_is_chosen_and_cleared(qtbot, extent: SegmentedChoice) -> None:
    told: list[str] = []
    extent.chosen.connect(told.append)
    for _ in range(2):
        qtbot.mouseClick(extent, Qt.MouseButton.LeftButton, pos=middle(extent, 1))
    assert told == ["systemic", ""]


def test_that_arrows_follow_the_direction_of_reading(
    qtbot, qapp: QApplication, extent: SegmentedChoice
) -> None:
    qtbot.keyClick(extent, Qt.Key.Key_Right)
    qtbot.keyClick(extent, Qt.Key.Key_Right)
    assert extent.value == "systemic"
    Theme(language="ar").apply(qapp)
    qtbot.keyClick(extent, Qt.Key.Key_Right)
    assert extent.value == "isolated"
    assert middle(extent, 0).x() > middle(extent, 1).x()


def test_that_the_choice_is_read_out(extent: SegmentedChoice) -> None:
    extent.set_value("isolated")
    assert extent.accessibleName() == "Extent: Isolated"
