"""Patterns fit what they fit in Java, and no pattern or text takes long."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.expression.patterns import Pattern, PatternError, pattern


@pytest.mark.parametrize(
    ("source", "fitting", "others"),
    [
        ("[A-Z]{2}[0-9]+", ["KH1", "VN123"], ["KH", "kh1", "KH1x", ""]),
        ("^[0-9]{9,10}$", ["012345678", "0123456789"], ["01234567", "01234567890"]),
        ("^(yes|no)$", ["yes", "no"], ["yesno", ""]),
        ("yes|no?", ["yes", "no", "n"], ["yesno"]),
        ("(?i)ab[c-e]", ["ABC", "abE"], ["abf"]),
        ("a(?i:b)c", ["aBc", "abc"], ["Abc", "abC"]),
        (".*", ["", "anything at all"], ["two\nlines"]),
        ("(?s).*", ["two\nlines"], []),
        (r"\d{3}-\d{4}", ["555-1234"], ["555-123"]),
        (r"\w+@\w+\.(com|org)", ["a@b.org"], ["a@b.net", "@b.com"]),
        (r"[\w.+-]+", ["a.b+c-d"], ["a b"]),
        (r"[^\s,;]+", ["abc"], ["a,b", "a b"]),
        (r"[]a]+", ["]a"], ["b"]),
        (r"[a\-z]+", ["a-z"], ["b"]),
        (r"[a-c&&[^b]]+", ["ac"], ["b"]),
        (r"[a-c[x-z]]+", ["axz"], ["d"]),
        (r"\p{L}+", ["ស", "ạb"], ["1", "ស្រី"]),
        (r"[\p{L}\p{M}]+", ["ស្រី"], ["1"]),
        (r"\p{IsKhmer}+", ["ស្រី"], ["abc"]),
        (r"[\u1780-\u17FF]+", ["ស្រី"], ["abc"]),
        (r"\p{Upper}\p{Alpha}*", ["Ab"], ["ab"]),
        (r"\P{Digit}+", ["ab"], ["a1"]),
        (r"(?=.*[0-9])(?=.*[a-z]).{4,}", ["ab12", "1x.."], ["abcd", "1234", "a1"]),
        (r"(?!000)\d{3}", ["001"], ["000"]),
        (r"\d{3}(?<!13)", ["112"], ["113"]),
        (r"(?<=^)a", ["a"], ["b"]),
        (r"a\b.*", ["a b", "a"], ["ab"]),
        (r"(?<word>ab)+", ["abab"], ["aba"]),
        (r"\Qa.b\E+", ["a.b", "a.bb"], ["axb"]),
        ("(?:a|b)*?c", ["ababc", "c"], ["abab"]),
        ("x{0}y", ["y"], ["xy"]),
        ("(a|b|){3}c", ["abc", "c"], ["abab"]),
        ("", [""], ["a"]),
    ],
)
def test_that_a_pattern_fits_whole_texts(
    source: str, fitting: list[str], others: list[str]
) -> None:
    its = Pattern(source)
    assert [text for text in fitting if not its.matches(text)] == []
    assert [text for text in others if its.matches(text)] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("(a", "isn't closed"),
        ("a)", "wasn't opened"),
        ("[a", "square bracket isn't closed"),
        ("*a", "repeats nothing"),
        ("a**", "repeats nothing"),
        ("a{", "doesn't say how often"),
        ("a{3,2}", "at most fewer"),
        ("a{9999}", "more than"),
        ("(a)\\1", "refer back"),
        ("(?>a)", "can't keep"),
        ("a++", "can't keep"),
        ("[z-a]", "ends before it begins"),
        ("\\p{Nothing}", "no class"),
        ("\\y", "means nothing"),
        ("a\\", "ends too early"),
        ("(((a{500}){500}){500}){500}", "too long with all"),
        ("(" * 200 + ")" * 200, "too deep"),
        ("a" * 5_000, "longer than"),
    ],
)
def test_that_what_is_no_pattern_is_refused(source: str, words: str) -> None:
    with pytest.raises(PatternError, match=words):
        Pattern(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("(a+)+b", "a" * 900),
        ("(a|aa)+b", "a" * 900),
        ("(.*a){20}", "a" * 900 + "b"),
        ("(a?){400}a{400}", "a" * 400),
        ("(((x*)*)*)*y", "x" * 900),
        ("(?=(a+)+$)a*b", "a" * 900),
        ("(){2000}", "a"),
        ("(((){2000}){2000}){2000}", ""),
        ("^" * 1_900 + "a", "a"),
    ],
)
def test_that_no_pattern_takes_long(source: str, text: str) -> None:
    begin = time.process_time()
    Pattern(source).matches(text)
    assert time.process_time() - begin < 5


def test_that_a_text_too_long_to_look_at_does_not_fit() -> None:
    assert not Pattern("a*").matches("a" * 3_000_000)


pieces = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\w", "^", "$", r"\b"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map("".join)
        | st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})")
        | st.tuples(inner, st.sampled_from(["?", "*", "{2}", "{1,2}", "*?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        )
        | inner.map(lambda of: f"(?={of})")
        | inner.map(lambda of: f"(?!{of})")
    ),
    max_leaves=6,
)


@given(pieces, st.text("ab ", max_size=6))
def test_that_a_pattern_fits_what_it_fits_by_trying_everything(
    source: str, text: str
) -> None:
    assert pattern(source).matches(text) is (re.fullmatch(source, text) is not None)
