"""Expressions are read to trees, printed, and refused where they mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.expression.syntax import (
    MAX_DEPTH,
    Call,
    ExpressionError,
    Literal,
    Negation,
    Node,
    Number,
    Operation,
    Own,
    Reference,
    parse,
    references,
    write,
)

names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
leaves = (
    st.from_regex(r"[0-9]{1,6}(\.[0-9]{0,3})?", fullmatch=True).map(Number)
    | st.text().filter(lambda text: not {"'", '"'} <= set(text)).map(Literal)
    | names.map(Reference)
    | st.just(Own())
)
operators = st.sampled_from(
    ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]
)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return (
        st.builds(Operation, operators, inner, inner)
        | inner.map(Negation)
        | st.builds(Call, names, st.lists(inner, max_size=3).map(tuple))
    )


trees = st.recursive(leaves, _grown, max_leaves=20)


@given(trees)
def test_that_a_printed_tree_reads_back_the_same(tree: Node) -> None:
    assert parse(write(tree)) == tree


@given(st.text(max_size=60))
def test_that_any_text_is_read_or_refused_in_one_sentence(source: str) -> None:
    try:
        tree = parse(source)
    except ExpressionError as error:
        refusal = error
    else:
        assert parse(write(tree)) == tree
        return
    assert 0 <= refusal.position <= len(source)
    assert str(refusal)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("a-b(1)", "a-b(1)"),
        ("${a}-1", "${a} - 1"),
        ("${ a } = 'x' or .>5 and not(. = \"it's\")", None),
        (".=1", ". = 1"),
        ("div(1) div 2", "div(1) div 2"),
        ("count-selected(.)-1", "count-selected(.) - 1"),
        ("--1", "--1"),
    ],
)
def test_that_brackets_are_printed_only_where_needed(
    source: str, printed: str | None
) -> None:
    expected = printed or "${a} = 'x' or . > 5 and not(. = \"it's\")"
    assert write(parse(source)) == expected


@pytest.mark.parametrize(
    ("source", "position", "words"),
    [
        ("${a} = 'yes", 7, "doesn't end"),
        ("${a} = \u2018yes\u2019", 7, "quotation mark"),
        ("a = 1", 0, "neither a question nor a function"),
        ("../a = 1", 0, "Location paths"),
        ("/data/a", 0, "Location paths"),
        ("$a = 1", 0, "in the form ${name}"),
        ("(1 + 2", 0, "not closed"),
        ("1 + 2)", 5, "can't stand here"),
        ("1 +", 3, "ends"),
        ("* 2", 0, "A value should stand"),
        ("${a} ${b}", 5, "can't stand here"),
        ("1 # 2", 2, "means nothing"),
        ("", 0, "ends"),
    ],
)
def test_that_an_error_says_where_and_what(
    source: str, position: int, words: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert caught.value.position == position
    assert words in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 5_000 + "1",
        "not(" * 4_000 + "1" + ")" * 4_000,
        " + ".join("1" * 4_000),
        "1" * 50_000,
    ],
)
def test_that_what_no_form_needs_is_refused_and_not_crashed_on(source: str) -> None:
    with pytest.raises(ExpressionError):
        parse(source)


def test_that_a_long_chain_within_the_limit_is_read() -> None:
    source = " or ".join(f"${{q{n}}} = 1" for n in range(MAX_DEPTH - 2))
    assert len(references(parse(source))) == MAX_DEPTH - 2
