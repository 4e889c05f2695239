"""One value, one sequence of bytes, and no other bytes for it."""

from enum import StrEnum

import msgpack
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bwassess.checklist.given import Value
from bwassess.journal import canonical
from bwassess.journal.canonical import NotCanonicalError
from tests.changes import values

DEEPEST = canonical.MAX_NESTING


def nested(depth: int) -> Value:
    value: Value = ()
    for _ in range(depth - 1):
        value = (value,)
    return value


@given(values)
def test_that_a_value_comes_back_from_its_encoding(value: Value) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(values)
def test_that_a_value_in_normal_form_is_its_own_normal_form(value: Value) -> None:
    normal = canonical.normal(value)
    assert canonical.encode(normal) == canonical.encode(value)


@given(st.binary(max_size=60))
@example(b"\xcb\x3f\xf0\0\0\0\0\0\0")
@example(b"\xd6\xff\0\0\0\0")
def test_that_bytes_are_refused_or_are_the_only_encoding(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except NotCanonicalError:
        return
    assert canonical.encode(canonical.normal(value)) == data


def test_that_a_list_and_a_tuple_are_one_value() -> None:
    assert canonical.normal(["a", ["b"]]) == ("a", ("b",))


def test_that_a_map_is_written_in_the_order_of_its_keys() -> None:
    one = canonical.encode(canonical.normal({"of": "9", "n": "1", "é": "", "z": ""}))
    other = canonical.encode(canonical.normal({"z": "", "é": "", "n": "1", "of": "9"}))
    assert one == other


def test_that_a_word_of_an_enumeration_is_plain_text() -> None:
    class Word(StrEnum):
        YES = "yes"

    assert type(canonical.normal(Word.YES)) is str


def test_that_true_is_not_one() -> None:
    assert canonical.encode(value=True) != canonical.encode(1)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        2**63,
        -(2**63) - 1,
        "\ud800",
        {"a": "\udfff"},
        {1: "a"},
        {"a": object()},
        {"a": {b"b": 1}},
        bytearray(b"a"),
        nested(DEEPEST + 1),
    ],
)
def test_that_what_has_no_place_in_the_journal_has_no_normal_form(
    value: Value,
) -> None:
    with pytest.raises(NotCanonicalError):
        canonical.normal(value)


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("float", msgpack.packb(1.5)),
        ("short float", b"\xca\x3f\x80\0\0"),
        ("float in a map", msgpack.packb({"a": 1.5})),
        ("float in a list", msgpack.packb([["a", 1.5]])),
        ("extension", msgpack.packb(msgpack.ExtType(5, b"x"))),
        ("time", msgpack.packb(msgpack.Timestamp(1, 0))),
        ("time in a map", msgpack.packb({"a": msgpack.Timestamp(1, 0)})),
        ("map out of order", b"\x82\xa1b\x01\xa1a\x01"),
        ("key twice", b"\x82\xa1a\x01\xa1a\x01"),
        ("key no text", b"\x81\x01\x01"),
        ("key bytes", b"\x81\xc4\x01a\x01"),
        ("key a list", b"\x81\x90\x01"),
        ("integer too long", b"\xcd\x00\x01"),
        ("negative integer too long", b"\xd1\xff\xff"),
        ("positive as signed", b"\xd0\x01"),
        ("text too long", b"\xd9\x01a"),
        ("bytes too long", b"\xc5\x00\x01a"),
        ("list too long", b"\xdc\x00\x01\x01"),
        ("map too long", b"\xde\x00\x01\xa1a\x01"),
        ("beyond 64 bits", msgpack.packb(2**63)),
        ("lone surrogate", b"\xa3\xed\xa0\x80"),
        ("broken text", b"\xa1\xff"),
        ("nothing", b""),
        ("cut", b"\x92\x01"),
        ("more behind", b"\x01\x01"),
        ("unused byte", b"\xc1"),
        ("list of four thousand million", b"\xdd\xff\xff\xff\xff"),
        ("map of four thousand million", b"\xdf\xff\xff\xff\xff"),
        ("text of four thousand million", b"\xdb\xff\xff\xff\xff"),
        ("too deep", canonical.encode(nested(DEEPEST + 1))),
        ("far too deep", b"\x91" * 100_000 + b"\x90"),
        ("far too deep in maps", b"\x81\xa1a" * 100_000 + b"\x80"),
    ],
)
def test_that_other_bytes_are_refused(what: str, data: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        canonical.decode(data)


def test_that_the_deepest_value_allowed_comes_back() -> None:
    deepest = nested(DEEPEST)
    assert canonical.normal(deepest) == deepest
    assert canonical.decode(canonical.encode(deepest)) == deepest


def test_that_what_may_be_made_and_what_may_be_read_are_equally_deep() -> None:
    inside: Value = {"a": nested(DEEPEST - 1)}
    assert canonical.decode(canonical.encode(canonical.normal(inside))) == inside


@pytest.mark.parametrize(
    "shape", [(int,), (int, str, str), (str, int), (int, 1), (bool, str)]
)
def test_that_a_list_of_another_shape_is_refused(shape: tuple[type | int]) -> None:
    data = canonical.encode((1, "a"))
    assert canonical.items(data, int, str) == [1, "a"]
    with pytest.raises(NotCanonicalError):
        canonical.items(data, *shape)


def test_that_a_truth_value_is_no_number() -> None:
    assert not canonical.fits(True, int)
    assert not canonical.fits("12345678", 8)
    assert canonical.fits(b"12345678", 8)
