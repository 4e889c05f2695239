"""Expressions are read to trees, printed, and refused where they mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.expression.syntax import (
    AXES,
    MAX_DEPTH,
    Call,
    ExpressionError,
    Filtered,
    LastSaved,
    Literal,
    Negation,
    Number,
    Operation,
    Own,
    Path,
    Reference,
    Root,
    Step,
    Tree,
    parse,
    references,
    write,
)

names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in {"node", "text", "comment"}
)
leaves = (
    st.from_regex(r"[0-9]{1,6}(\.[0-9]{0,3})?", fullmatch=True).map(Number)
    | st.text().filter(lambda text: not {"'", '"'} <= set(text)).map(Literal)
    | names.map(Reference)
    | names.map(LastSaved)
    | st.just(Own())
    | st.just(Path(Root(), ()))
)
operators = st.sampled_from(
    ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"]
)


def _grown(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    some = st.lists(inner, max_size=2).map(tuple)
    steps = st.lists(
        st.builds(
            Step,
            st.sampled_from(sorted(AXES)),
            names | st.sampled_from(["*", "node()", "jr:a", "div"]),
            some,
        ),
        min_size=1,
        max_size=3,
    ).map(tuple)
    return (
        st.builds(Operation, operators, inner, inner)
        | inner.map(Negation)
        | st.builds(Call, names, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Filtered, inner, st.lists(inner, min_size=1, max_size=2).map(tuple))
        | st.builds(Path, st.just(Root()) | inner, steps)
        | st.builds(Path, st.none(), steps).filter(_is_path)
    )


def _is_path(path: Path) -> bool:
    """A lone step to itself is `.`."""
    return path.steps != (Step("self", "node()"),)


trees = st.recursive(leaves, _grown, max_leaves=20)


@given(trees)
def test_that_a_printed_tree_reads_back_the_same(tree: Tree) -> None:
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
        ("../x", "../x"),
        ("/data/a [ 1 ]/b", "/data/a[1]/b"),
        ("//x | ./y", "//x | ./y"),
        ("${r}[position()=2]/x", "${r}[position() = 2]/x"),
        ("(/ | a)[1]", "((/) | a)[1]"),
        ("/ = 2", "(/) = 2"),
        ("* * *", "* * *"),
        ("parent::node()/ancestor::*", "../ancestor::*"),
        ("current()/../x", "current()/../x"),
        ("instance('c')/root/item[a=${x}]/b", "instance('c')/root/item[a = ${x}]/b"),
        ("${last-saved#a}", "${last-saved#a}"),
        ("jr:choice-name(., '${a}')", "jr:choice-name(., '${a}')"),
        ("div div div", "div div div"),
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
        ("../@a = 1", 3, "no attributes"),
        ("/data/", 6, "ends where a name"),
        ("${a}/'x'", 5, "where a name should stand"),
        ("/data/a[1", 7, "not closed"),
        ("sideways::a", 0, "no axis"),
        ("a/text()", 2, "can't ask for text()"),
        ("$a = 1", 0, "in the form ${name}"),
        ("(1 + 2", 0, "not closed"),
        ("1 + 2)", 5, "can't stand here"),
        ("1 +", 3, "ends"),
        ("= 2", 0, "A value should stand"),
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
