"""Choices are counted and named, and what a form knows is read."""

import pytest

from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.syntax import ExpressionError
from bwassess.checklist.expression.values import UNKNOWN, Value
from tests.checklist.expression.filled import worth

LABELS = {("materials", "silk"): "Silk / សូត្រ"}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("selected(${materials}, ' silk ')", True),
        ("selected(${materials}, 'sil')", False),
        ("selected('', '')", True),
        ("selected(1, 1)", True),
        ("is-selected(${materials}, 'silk')", True),
        ("count-selected(${materials})", 2.0),
        ("selected-at(${materials}, 0)", "silk"),
        ("selected-at(${materials}, -1)", ""),
        ("selected-at(${materials}, 'x')", ""),
        ("jr:choice-name(selected-at(${materials}, 0), '${materials}')", "Silk / សូត្រ"),
        ("jr:choice-name('silk', '/data/group/materials')", "Silk / សូត្រ"),
        ("jr:choice-name('wool', '${materials}')", ""),
        ("jr:itext('hello')", "text of hello"),
        ("version()", "7"),
        ("property('username')", "sokha"),
        ("property('nothing')", ""),
        ("coalesce('', 5)", 5.0),
        ("coalesce(0 div 0, 'a')", "a"),
        ("coalesce('', '')", ""),
        ("coalesce('a', ${law})", "a"),
        ("coalesce('', ${law})", UNKNOWN),
        ("checklist(1, 2, true(), 'yes', '')", True),
        ("checklist(-1, 1, true(), true())", False),
        ("checklist(3, -1, true(), true())", False),
        ("checklist(0, 0)", True),
        ("weighted-checklist(2, 2, true(), 2, false(), 5)", True),
        ("weighted-checklist(2, -1, true(), 999, true(), 1)", True),
        ("weighted-checklist(-1, 2, true(), 1.5, true(), 1)", False),
        ("once('new')", "kept"),
        ("checklist(1, 1, ${law})", UNKNOWN),
    ],
)
def test_that_choices_are_looked_at(source: str, value: Value) -> None:
    others = {"materials": "silk cotton", "law": UNKNOWN}
    given = {"others": others, "labels": LABELS, "own": "kept"}
    assert worth(source, **given) == value


def test_that_once_gives_the_new_value_where_there_was_none() -> None:
    assert worth("once('new')", own="") == "new"
    assert worth("once('new')", own=0.0) == 0.0


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("weighted-checklist(1, 2, true())", "in pairs"),
        ("jr:choice-name('a', ${b})", "in quotation marks"),
        ("jr:choice-name('a', 'b c')", "can't stand here"),
        ("jr:choice-name('a', '1')", "whose choice"),
        ("coalesce('a')", "takes 2 values"),
        ("version(1)", "takes 0 values"),
    ],
)
def test_that_wrong_arguments_are_refused_beforehand(source: str, words: str) -> None:
    with pytest.raises(ExpressionError, match=words):
        compile_expression(source)
