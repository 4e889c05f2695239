"""Rows of a list: other rows are shown anew, the same ones change in place."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.widgets.row_model import ROW, RowModel


@dataclass(frozen=True)
class Line:
    key: int
    text: str


@pytest.fixture
def model() -> RowModel[Line]:
    made = RowModel[Line](
        same=lambda row: row.key,
        title=lambda row: row.text,
        spoken=lambda row: f"{row.key}: {row.text}",
    )
    made.set_rows([Line(1, "one"), Line(2, "two")])
    return made


def test_that_only_the_rows_that_say_something_else_redraw(
    model: RowModel[Line], qtbot: QtBot
) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert tester.model() is model
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([Line(1, "one"), Line(2, "deux")])
    assert changed == [1]


def test_that_other_rows_are_shown_anew(model: RowModel[Line], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.set_rows([Line(2, "two")])
    assert model.rowCount() == 1
    assert model.place_where(lambda row: row.key == 2) == 0
    assert model.place_where(lambda row: row.key == 1) is None
    assert model.row(1) is None


def test_that_a_row_is_read_and_heard(model: RowModel[Line]) -> None:
    index = model.index(1)
    assert index.data(ROW) == Line(2, "two")
    assert index.data() == "two"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "2: two"
