import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.widgets.label import Label
from ui.widgets.parts_editor import Part, PartsEditor
from ui.widgets.ratio_editor import RatioEditor, share


def type_in(qtbot, widget, name: str, text: str) -> None:
    field = widget.findChild(QLineEdit, name)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("n", "of", "percent"),
    [("7", "1284", "0.5"), ("1", "3", "33.3"), ("2", "3", "66.7"), ("0", "5", "0.0")],
)
def test_that_a_share_has_one_decimal(n: str, of: str, percent: str) -> None:
    assert share(n, of) == percent


def test_that_both_numbers_are_told_together(qtbot) -> None:
    editor = RatioEditor(label="Employees with disabilities", name="share")
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.entered):
        type_in(qtbot, editor, "share-n", "7")
    with qtbot.waitSignal(editor.entered) as told:
        type_in(qtbot, editor, "share-of", "1,284")
    assert told.args == [{"n": "7", "of": "1284"}]
    assert "0.5 %" in editor.findChild(Label, "share-share").text()


def test_that_a_share_of_nothing_is_refused(qtbot) -> None:
    editor = RatioEditor(label="x", value={"n": "1", "of": "5"}, name="share")
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.entered):
        type_in(qtbot, editor, "share-of", "0")
    texts = [label.text() for label in editor.findChildren(Label)]
    assert any("How many were there" in text for text in texts)


def test_that_emptying_one_number_takes_the_answer_back(qtbot) -> None:
    editor = RatioEditor(label="x", value={"n": "1", "of": "5"}, name="share")
    qtbot.addWidget(editor)
    field = editor.findChild(QLineEdit, "share-n")
    with qtbot.waitSignal(editor.entered) as told:
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [None]


WOMEN_MEN = [Part("women", "Women", "venus"), Part("men", "Men", "mars")]


def test_that_parts_are_told_side_by_side(qtbot) -> None:
    editor = PartsEditor(WOMEN_MEN, name="toilets")
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.entered.connect(told.append)
    type_in(qtbot, editor, "toilets-women", "31")
    type_in(qtbot, editor, "toilets-men", "9")
    assert told == [{"women": "31"}, {"women": "31", "men": "9"}]


def test_that_parts_of_a_ratio_count_and_compare(qtbot) -> None:
    editor = PartsEditor(
        WOMEN_MEN,
        ratio=True,
        counting=True,
        name="toilets",
        values={"women": {"n": "31", "of": "1061"}},
    )
    qtbot.addWidget(editor)
    with qtbot.waitSignal(editor.entered) as told:
        type_in(qtbot, editor, "toilets-women-n-value", "33")
    assert told.args == [{"women": {"n": "33", "of": "1061"}}]
    editor.set_values(None)
    assert editor.values is None


def test_that_a_row_says_what_its_number_means(qtbot) -> None:
    editor = PartsEditor(WOMEN_MEN)
    qtbot.addWidget(editor)
    editor.set_verdict("women", "needs 35", mark="mark-finding")
    assert "needs 35" in [label.text() for label in editor.findChildren(Label)]
