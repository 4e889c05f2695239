import pytest
from PySide6.QtCore import Qt

from ui.widgets.decimal_field import DecimalField, grouped, read_decimal


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        (" 3.50 ", "3.5"),
        ("3,5", "3.5"),
        ("1,061", "1061"),
        ("1 061", "1061"),
        ("1\u00a0061,5", None),
        ("1,234,567.80", "1234567.8"),
        ("007", "7"),
        ("0.0", "0"),
        ("-0", "0"),
        ("-2.5", "-2.5"),
        ("\u0661\u0662\u066b\u0665", "12.5"),
        ("\u17e3\u17e5", "35"),
        ("\u1041\u1040", "10"),
        ("", None),
        ("12 doors", None),
        ("1.2.3", None),
        ("1e3", None),
        ("NaN", None),
        (".5", None),
    ],
)
def test_that_numbers_are_read_as_people_write_them(typed: str, number) -> None:
    assert read_decimal(typed) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1061", "1,061"), ("12.50", "12.50"), ("-1234.5", "-1,234.5"), ("7", "7")],
)
def test_that_thousands_are_set_apart(number: str, shown: str) -> None:
    assert grouped(number) == shown


def test_that_a_number_is_told_on_leaving(qtbot) -> None:
    field = DecimalField(label="Workers")
    qtbot.addWidget(field)
    drafts: list[str] = []
    field.typed.connect(drafts.append)
    with qtbot.waitSignal(field.entered) as told:
        qtbot.keyClicks(field, "1061")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["1061"]
    assert drafts == ["1", "10", "106", "1061"]
    assert field.text() == "1,061"


def test_that_the_same_number_is_told_once(qtbot) -> None:
    field = DecimalField(label="Workers", value="12")
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.entered):
        field.setText("12.0")
        qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["twelve", "-3"])
def test_that_no_number_stays_and_is_explained(qtbot, typed: str) -> None:
    field = DecimalField(label="Workers", value="5")
    qtbot.addWidget(field)
    field.selectAll()
    with (
        qtbot.waitSignal(field.refused) as told,
        qtbot.assertNotEmitted(field.entered),
    ):
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert typed in told.args[0]
    assert field.text() == typed
    assert field.value == "5"
