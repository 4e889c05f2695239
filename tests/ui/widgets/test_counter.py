import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from ui.widgets.counter import Counter
from ui.widgets.counter_pair import CounterPair
from ui.widgets.label import Label


@pytest.fixture
def counter(qtbot) -> Counter:
    widget = Counter(label="exits", value=3, name="exits", highest=20)
    qtbot.addWidget(widget)
    return widget


def press(qtbot, counter: Counter, which: str) -> None:
    button = counter.findChild(QAbstractButton, f"{counter.objectName()}-{which}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def type_in(qtbot, counter: Counter, text: str) -> None:
    field = counter.findChild(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_that_plus_and_minus_count(qtbot, counter: Counter) -> None:
    told: list[int] = []
    counter.counted.connect(told.append)
    press(qtbot, counter, "more")
    press(qtbot, counter, "less")
    press(qtbot, counter, "less")
    assert told == [4, 3, 2]


def test_that_holding_repeats(qtbot, counter: Counter) -> None:
    plus = counter.findChild(QAbstractButton, "exits-more")
    qtbot.mousePress(plus, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (counter.value or 0) >= 6)
    qtbot.mouseRelease(plus, Qt.MouseButton.LeftButton)


def test_that_a_number_can_be_typed(qtbot, counter: Counter) -> None:
    with qtbot.waitSignal(counter.counted) as told:
        type_in(qtbot, counter, "14")
    assert told.args == [14]


def test_that_emptying_is_no_count(qtbot, counter: Counter) -> None:
    field = counter.findChild(QLineEdit)
    with qtbot.waitSignal(counter.counted) as told:
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [None]


def test_that_arrow_keys_count(qtbot, counter: Counter) -> None:
    field = counter.findChild(QLineEdit)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert counter.value == 4


def test_that_too_much_is_refused_and_the_number_put_back(
    qtbot, counter: Counter
) -> None:
    with (
        qtbot.waitSignal(counter.refused) as told,
        qtbot.assertNotEmitted(counter.counted),
    ):
        type_in(qtbot, counter, "21")
    assert told.args == [21]
    assert counter.findChild(QLineEdit).text() == "3"


def test_that_nothing_is_below_nothing(qtbot, counter: Counter) -> None:
    counter.set_value(0)
    press(qtbot, counter, "less")
    assert counter.value == 0


@pytest.fixture
def pair(qtbot) -> CounterPair:
    widget = CounterPair(affected=4, seen=5)
    qtbot.addWidget(widget)
    return widget


def error_of(pair: CounterPair) -> str:
    line = pair.findChild(Label, "counts-error")
    return line.text() if line.isVisibleTo(pair) else ""


def test_that_both_counts_are_told(qtbot, pair: CounterPair) -> None:
    with qtbot.waitSignal(pair.counted) as told:
        pair.step_affected(1)
    assert told.args == [5, 5]


def test_that_no_more_are_affected_than_seen(qtbot, pair: CounterPair) -> None:
    pair.step_affected(1)
    assert not error_of(pair)
    with qtbot.assertNotEmitted(pair.counted):
        pair.step_affected(1)
    assert pair.affected == 5
    assert "than were seen" in error_of(pair)
    pair.step_seen(1)
    assert not error_of(pair)
    pair.step_affected(1)
    assert (pair.affected, pair.seen) == (6, 6)


def test_that_fewer_seen_than_affected_is_refused(qtbot, pair: CounterPair) -> None:
    pair.step_seen(-1)
    with qtbot.assertNotEmitted(pair.counted):
        pair.step_seen(-1)
    assert (pair.affected, pair.seen) == (4, 4)
    assert error_of(pair)


def test_that_affected_counts_without_a_number_seen(qtbot, pair: CounterPair) -> None:
    pair.set_counts(None, None)
    pair.step_affected(3)
    assert (pair.affected, pair.seen) == (3, None)
