"""Whatever is answered, an expression that was read has a value."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bwassess.checklist.expression.compiling import compile_expression, compile_filter
from bwassess.checklist.expression.functions.catalogue import FUNCTIONS
from bwassess.checklist.expression.syntax import (
    MAX_DEPTH,
    ExpressionError,
    parse,
    write,
)
from bwassess.checklist.expression.values import UNKNOWN
from tests.checklist.expression.filled import Answers, Element, rows

answers = st.sampled_from(
    [
        "",
        "a b",
        "2026-01-01",
        "2026-01-01T10:00:00",
        "10:00",
        "11.5 104.9;11.6 105;11.7 105;11.5 104.9",
        "[a-z]+",
        "9" * 40,
        "ស្រី",
        0.0,
        -2.5,
        1e300,
        float("nan"),
        float("inf"),
        True,
        date(1, 1, 1),
        date(9999, 12, 31),
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        time(10, 30),
        UNKNOWN,
    ]
)
leaves = st.sampled_from(
    [
        "1",
        "-1",
        "0.5",
        "99999999999999999999",
        "''",
        "'a'",
        "'%Y-%m'",
        ".",
        "${x}",
        "${y}",
        "today()",
        "now()",
        "../*",
        "//x",
        "/data/row[2]/x",
        "/data/row[x = ${y}]",
        "instance('list')/root/item[name = ${x}]/n",
        "${row}[position() < last()]",
        "parameter('law')",
        "current()",
    ]
)
OPERATORS = [*"=<>+-*|", "!=", "<=", ">=", "div", "mod", "and", "or"]
OTHERS = {
    "boolean": 1,
    "coalesce": 2,
    "count": 1,
    "count-non-empty": 1,
    "if": 3,
    "last": 0,
    "name": 1,
    "not": 1,
    "once": 1,
    "position": 1,
    "randomize": 2,
}


@st.composite
def calls(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    name = draw(st.sampled_from(sorted([*FUNCTIONS, *OTHERS])))
    if name in OTHERS:
        count = OTHERS[name]
    else:
        its = FUNCTIONS[name]
        most = its.fewest + 2 if its.most is None else its.most
        count = draw(st.integers(its.fewest, most))
        count -= count % 2 if its.in_pairs else 0
    arguments = draw(st.lists(inner, min_size=count, max_size=count))
    return f"{name}({', '.join(arguments)})"


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(
            lambda three: f"({' '.join(three)})"
        )
        | calls(inner)
        | st.tuples(st.sampled_from(["//row", "${row}", "../*"]), inner).map(
            lambda two: f"{two[0]}[{two[1]}]"
        )
    )


expressions = st.recursive(leaves, _grown, max_leaves=8)


@pytest.mark.parametrize(
    ("begin", "core", "end"),
    [
        ("", "0", " or 0"),
        ("", "1", " + 1"),
        ("not(", "1", ")"),
        ("if(1, ", "1", ", 1)"),
        ("concat(", "1", ")"),
        ("count(//x[", "1", "])"),
        ("count(//x[.=", "1", "])"),
        ("(", "//x", ")[1]"),
        ("-", "1", ""),
    ],
)
def test_that_what_is_read_is_not_too_deep_to_run(
    begin: str, core: str, end: str
) -> None:
    deepest = None
    for depth in range(1, MAX_DEPTH + 2):
        source = begin * depth + core + end * depth
        try:
            parse(source)
        except ExpressionError:
            break
        deepest = source
    assert deepest is not None
    expression = compile_expression(deepest)
    assert expression.run(Answers()) is not UNKNOWN
    assert parse(write(expression.tree)) == expression.tree


@given(expressions, st.lists(answers, min_size=5, max_size=5))
def test_that_every_expression_has_a_value(source: str, given: list[object]) -> None:
    try:
        expression = compile_expression(source)
    except ExpressionError:
        # A value where only nodes can stand, or a part no date has.
        assume(False)
    first, second, x, y, law = given
    form = Element(
        "data",
        [
            ("row", [("x", x), ("y", y)]),
            ("row", [("x", first)]),
            ("row", [("x", second), ("y", "")]),
        ],
    )
    scope = Answers(
        form=form,
        standing="row.1/x",
        law={("law", ""): law},  # type: ignore[dict-item]
        instances={"list": rows({"name": "a b", "n": 1.0}, {"name": "", "n": 2.0})},
    )
    value = expression.run(scope)
    assert value is UNKNOWN or isinstance(value, float | str | bool | date | time)
    assert expression.truth(scope) in (True, False, UNKNOWN)
    assert compile_expression(write(parse(source))).tree == expression.tree
    if UNKNOWN not in given:
        assert value is not UNKNOWN or "parameter" in source
    assert set(compile_filter(source).kept(scope, form.children)) <= set(form.children)
