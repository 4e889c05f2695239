"""What the ODK dialect of XPath gives is given; what isn't known stays unknown."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.expression.compiling import compile_expression, compile_filter
from bwassess.checklist.expression.syntax import ExpressionError, write
from bwassess.checklist.expression.values import UNKNOWN, Value
from tests.checklist.expression.filled import Answers, rows, worth


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("10 div 4", 2.5),
        ("5 mod -3", 2.0),
        ("-5 mod 3", -2.0),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("'3' + 4", 7.0),
        ("true() + 1", 2.0),
        ("1 = '1.0'", True),
        ("'1' = '1.0'", False),
        ("'' = 0", False),
        ("'' = false()", True),
        ("'a' = true()", True),
        ("'b' > 'a'", False),
        ("'10' > '9'", True),
        ("1 < 2 = true()", True),
        ("not('')", True),
        ("not(0 div 0)", True),
        ("if('', 1, 'no')", "no"),
        ("coalesce('', 'b')", "b"),
        ("coalesce(0, 'b')", 0.0),
        ("concat('a', 1, 2.50, true())", "a12.5true"),
        ("string(1 div 3)", "0.3333333333333333"),
        ("string(0.0000001)", "0.0000001"),
        ("string(-0)", "0"),
        ("string-length('ស្រី')", 4.0),
        ("int(-2.7)", -2.0),
        ("int('7.9')", 7.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(1.005, 2)", 1.01),
        ("round(1234, -2)", 1200.0),
        ("floor(-1.5)", -2.0),
        ("ceiling(-1.5)", -1.0),
        ("min(3, '2', 5)", 2.0),
        ("max(3, 2)", 3.0),
        ("pow(2, 10)", 1024.0),
        ("abs(-3)", 3.0),
        ("contains('abc', '')", True),
        ("starts-with('abc', 'ab')", True),
        ("ends-with('abc', 'ab')", False),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substr('abcdef', -2)", "ef"),
        ("substring-before('2026/11', '/')", "2026"),
        ("substring-after('2026/11', '/')", "11"),
        ("normalize-space('  a   b ')", "a b"),
        ("translate('abc', 'ab', 'x')", "xc"),
        ("regex('KH123', '[A-Z]{2}[0-9]+')", True),
        ("regex('KH123x', '[A-Z]{2}[0-9]+')", False),
        ("selected('a bc', 'b')", False),
        ("selected('a bc', 'bc')", True),
        ("selected('a bc', '')", False),
        ("selected('', '')", True),
        ("count-selected('a bc')", 2.0),
        ("count-selected('')", 0.0),
        ("selected-at('a bc', 1)", "bc"),
        ("selected-at('a bc', 5)", ""),
        ("boolean-from-string('true')", True),
        ("boolean('false')", True),
        ("today() = '2026-11-17'", True),
        ("today() > date('2026-11-16')", True),
        ("today() - date('2026-11-10')", 7.0),
        ("date(0)", date(1970, 1, 1)),
        ("date('no day')", ""),
        ("string(date('2026-02-28') )", "2026-02-28"),
        ("number(today())", 20774.0),
    ],
)
def test_that_a_value_is_as_in_odk(source: str, value: Value) -> None:
    assert worth(source) == value


@pytest.mark.parametrize(
    "source",
    ["number('')", "'' + 1", "0 div 0", "min('', '')", "1 mod 0", "number('1e3')"],
)
def test_that_what_is_no_number_is_nan(source: str) -> None:
    value = worth(source)
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "="])
def test_that_nothing_compares_with_no_answer(sign: str) -> None:
    assert worth(f". {sign} 5") is False
    assert worth(f"5 {sign} .") is False


def test_that_an_expression_says_what_it_looks_at() -> None:
    compiled = compile_expression(
        "part('women') < parameter('toilets', 'women') and ${os6_02} = 'yes'"
    )
    assert compiled.names == {"os6_02"}
    assert compiled.parameters == {"toilets"}
    assert compiled.parts == {"women"}
    assert compiled.reads_own


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (". > parameter('max_noise')", UNKNOWN),
        (". > parameter('max_noise') or . = 90", True),
        ("parameter('max_noise') < . or false()", UNKNOWN),
        (". > parameter('max_noise') and . = 3", False),
        (". > parameter('max_noise') and . = 90", UNKNOWN),
        ("not(parameter('max_noise'))", UNKNOWN),
        ("if(parameter('max_noise') > 1, 1, 2)", UNKNOWN),
        ("-parameter('max_noise') + 1", UNKNOWN),
        ("round(parameter('max_noise'), 1)", UNKNOWN),
        ("false() or parameter('max_noise') or false()", UNKNOWN),
        ("false() or parameter('max_noise') or . = 90", True),
        ("true() and parameter('max_noise') and . = 3", False),
        ("true() and true() and parameter('max_noise')", UNKNOWN),
        (". = 3 or . = 4 or . = 90", True),
        (". = 90 and . > 1 and . < 2", False),
        (". > parameter('limit')", True),
        (". > parameter('limit', 'night')", False),
        (". > parameter('words')", UNKNOWN),
        ("parameter('words') = '3 / 2 / 1 months'", True),
    ],
)
def test_that_unknown_law_makes_a_rule_unknown_only_where_it_matters(
    source: str, value: Value
) -> None:
    law = {
        ("limit", ""): 85.0,
        ("limit", "night"): 95.0,
        ("words", ""): "3 / 2 / 1 months",
    }
    assert worth(source, own=90.0, law=law) == value


def test_that_parts_and_other_questions_are_read() -> None:
    given = {"parts": {"women": 0.02}, "others": {"a": "yes"}}
    assert worth("part('women') < 0.03 and ${a} = 'yes'", **given) is True
    assert worth("part('men') < 0.03", **given) is False


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("jr:choice-name(1)", "takes 2 values, not 1"),
        ("pulldate('x')", "no function “pulldate”"),
        ("a = 1", "neither a question nor a function"),
        ("if(1, 2)", "takes 3 values, not 2"),
        ("concat()", "1 or more"),
        ("round(1, 2, 3)", "1 to 2"),
        ("regex(., '[')", "no regular expression"),
        ("parameter(.)", "in quotation marks"),
        ("part(1)", "in quotation marks"),
    ],
)
def test_that_what_cant_run_is_refused_beforehand(source: str, words: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source)
    assert words in str(caught.value)


@given(
    st.recursive(
        st.sampled_from(["1", "0", "''", "'a'", ".", "${a}", "today()", "true()"])
        | st.just("parameter('p')"),
        lambda inner: st.one_of(
            st.tuples(
                inner,
                st.sampled_from(
                    ["=", "!=", "<", ">=", "+", "-", "*", "div", "mod", "and", "or"]
                ),
                inner,
            ).map(lambda parts: f"({' '.join(parts)})"),
            st.tuples(
                st.sampled_from(
                    ["not", "number", "string", "int", "round", "abs", "count-selected"]
                ),
                inner,
            ).map(lambda parts: f"{parts[0]}({parts[1]})"),
            st.tuples(inner, inner, inner).map(lambda parts: f"if({', '.join(parts)})"),
        ),
        max_leaves=12,
    )
)
def test_that_every_well_formed_expression_has_a_value(source: str) -> None:
    expression = compile_expression(source)
    value = expression.run(Answers(own=3.0, others={"a": "2026-01-01"}))
    assert isinstance(value, float | str | bool | date) or value is UNKNOWN
    if "parameter" not in source:
        assert value is not UNKNOWN


@pytest.mark.parametrize(
    ("source", "is_pure"),
    [
        ("${a} + 1", True),
        ("today()", True),
        ("now()", False),
        ("once(${a})", False),
        ("concat(uuid(), 'a')", False),
        ("${a}[. > random()]", False),
        ("count(randomize(${a}))", False),
        ("count(randomize(${a}, 3))", True),
    ],
)
def test_that_what_changes_by_itself_is_known(source: str, is_pure: bool) -> None:
    assert compile_expression(source).is_pure is is_pure


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        (". > 1", True),
        ("string-length() > 1", True),
        ("once(1)", True),
        ("./x = 1", False),
        ("(.)/x = 1", True),
        ("${a}[. = 1]", False),
        ("/data/a[string-length() = 1]", False),
    ],
)
def test_that_reading_its_own_answer_is_known(source: str, reads: bool) -> None:
    assert compile_expression(source).reads_own is reads


def test_that_all_that_an_expression_reads_is_named() -> None:
    compiled = compile_expression(
        "jr:choice-name(${a}, '${b}') = pulldata('c', 'd', 'e', ${f}) "
        "or parameter-at('leave', 'days', ${g}) > instance('h')/root/item[1]/i"
    )
    assert compiled.names == {"a", "b", "f", "g"}
    assert compiled.instances == {"c", "h"}
    assert compiled.parameters == {"leave"}
    assert compiled.reads_position
    assert [write(path) for path in compiled.paths] == ["instance('h')/root/item[1]/i"]


def test_that_rows_are_read_only_where_their_place_matters() -> None:
    assert compile_expression("position(..) = 1").reads_position
    assert compile_expression("${a}[2]").reads_position
    assert not compile_expression("sum(${a})").reads_position


def test_that_a_step_of_law_is_looked_up_by_its_number() -> None:
    law = {("leave", "@5"): 18.0, ("leave", "days@5"): 19.0}
    given = {"law": law, "others": {"years": 5.0, "none": ""}}
    assert worth("parameter-at('leave', ${years})", **given) == 18.0
    assert worth("parameter-at('leave', 'days', ${years}) > 18", **given) is True
    assert worth("parameter-at('leave', ${none})", **given) is UNKNOWN
    assert worth("parameter-at('leave', 'days', 6)", **given) is UNKNOWN


CHOICES = rows(
    {"name": "pp", "country": "kh", "people": 2.0},
    {"name": "sr", "country": "kh", "people": 1.0},
    {"name": "hn", "country": "vn", "people": 8.0},
).children


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("country = ${c}", ["pp", "sr"]),
        ("${c} = country", ["pp", "sr"]),
        ("country != ${c}", ["hn"]),
        ("country = ${c} and people > 1", ["pp"]),
        ("nothing = ''", ["pp", "sr", "hn"]),
        ("people > parameter('crowd')", ["pp", "sr", "hn"]),
        ("people > parameter('crowd') and country = 'vn'", ["hn"]),
        ("country = parameter('crowd')", ["pp", "sr", "hn"]),
        ("true()", ["pp", "sr", "hn"]),
        ("position() < 3", ["pp", "sr"]),
        ("selected('hn sr', name)", ["sr", "hn"]),
    ],
)
def test_that_a_condition_on_choices_keeps_what_cant_be_ruled_out(
    source: str, kept: list[str]
) -> None:
    found = compile_filter(source).kept(Answers(others={"c": "kh"}), CHOICES)
    assert [choice.at("name").value for choice in CHOICES if choice in found] == kept
