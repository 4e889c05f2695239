"""A checklist's content and names stay the same for ever."""

import hashlib
from dataclasses import replace

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.canonical import decode, encode, hash_of, revision_of, seal
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Choice, Group
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.texts import Text
from tests.factories import make_checklist, make_question


def test_that_the_names_given_by_the_first_version_still_hold() -> None:
    checklist = make_checklist(9)
    assert checklist.hash == (
        "1db2bc89f527b5991b705803d49c07eecf24dba2c1f422481a3dd51af4aafed9"
    )
    assert [question.revision for question in checklist.questions][:2] == [
        "8a1087821eed5d89",
        "c05cee6ffcf548c3",
    ]


def test_that_the_hash_is_of_the_content_and_nothing_else() -> None:
    checklist = make_checklist(30)
    content = encode(checklist)
    assert checklist.hash == hash_of(content)
    assert checklist.hash == (
        hashlib.sha256(b"bwassess checklist 1\0" + content).hexdigest()
    )
    assert encode(replace(checklist, hash="0" * 64)) == content


def test_that_defaults_are_left_out_so_that_new_fields_change_no_hash() -> None:
    question = make_question(1, answer_type=AnswerType.TEXT)
    plain = msgpack.unpackb(encode(make_checklist([question])))[1]
    written = plain["items"][0]["items"][0]["items"][0]
    assert "zero_tolerance" not in written
    assert "appearance" not in written
    assert "revision" not in written


names = st.text(min_size=1, max_size=8)
texts = st.dictionaries(st.sampled_from(["en", "km", "ar"]), names).map(Text.of)
questions = st.builds(
    make_question,
    st.integers(0, 60),
    label=texts,
    guidance=texts,
    choices=st.lists(st.builds(Choice, names, texts), max_size=3).map(tuple),
    relevant=names,
    public_in=st.frozensets(st.sampled_from(["*", "KH", "JO"])),
    zero_tolerance=st.booleans(),
    reference=names,
)


@given(st.lists(questions, max_size=4, unique_by=lambda question: question.id))
def test_that_any_checklist_is_read_back_whole(asked: list[object]) -> None:
    checklist = make_checklist(asked)  # type: ignore[arg-type]
    again = decode(encode(checklist))
    assert again == checklist
    assert again.hash == checklist.hash
    assert encode(again) == encode(checklist)


def test_that_a_revision_is_of_wording_choices_parts_and_rule_alone() -> None:
    question = make_question(1, answer_type=AnswerType.YES_NO)
    revision = revision_of(question)
    same = replace(
        question,
        code="Z",
        guidance=Text.of({"en": "Look twice."}),
        relevant="${a} = 1",
        label=Text.of({**dict(question.label.by_language), "vi": "Câu hỏi?"}),
    )
    assert revision_of(same) == revision
    for other in (
        replace(question, label=Text.of({"en": "Another question?"})),
        replace(question, nc_rule=". = 'yes'"),
        replace(question, choices=question.choices[:1]),
        replace(question, parts=question.choices),
        replace(question, answer_type=AnswerType.CHOICE),
    ):
        assert revision_of(other) != revision


def test_that_sealing_twice_is_sealing_once() -> None:
    checklist = make_checklist(9)
    assert seal(checklist) == checklist


def _packed(checklist: Checklist, **changes: object) -> bytes:
    version, plain = msgpack.unpackb(encode(checklist))
    packed: bytes = msgpack.packb([version, {**plain, **changes}])
    return packed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xc1",
        msgpack.packb([1]),
        msgpack.packb([1, 2]),
        msgpack.packb({"a": 1}),
        _packed(make_checklist(3), items=5),
        _packed(make_checklist(3), title=5),
        encode(make_checklist([make_question(1), make_question(1)])),
        _packed(make_checklist(3), items=[{"code": "A"}]),
        _packed(make_checklist(3), a_field_of_tomorrow=5),
        encode(make_checklist(3))[:-1],
        encode(make_checklist(3)) + b"\0",
        b"\x91" * 5_000,
    ],
)
def test_that_other_bytes_are_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(ChecklistError, match="damaged or was made by another program"):
        decode(content)


def _nested(depth: int) -> Checklist:
    group = Group("g0", Text.of({"en": "G"}), make_checklist(3).items)
    for level in range(1, depth):
        group = Group(f"g{level}", Text.of({"en": "G"}), (group,))
    return seal(replace(make_checklist(3), items=(group,)))


def test_that_groups_may_stand_thirty_two_deep_and_no_deeper() -> None:
    """`make_checklist` has two levels of its own."""
    deep = _nested(30)
    assert decode(encode(deep)) == deep
    with pytest.raises(ChecklistError, match="damaged or was made by another"):
        decode(encode(_nested(31)))
    with pytest.raises(ChecklistError, match="damaged or was made by another"):
        decode(encode(_nested(200)))


def test_that_groups_may_have_equal_names_inside_but_no_equal_ids() -> None:
    first, second = make_question(1), make_question(2)
    same = replace(second, name=first.name)
    one, other = (
        Group(name, Text.of({"en": name}), (question,))
        for name, question in (("g", first), ("h", same))
    )
    apart = seal(replace(make_checklist(1), items=(one, other)))
    assert decode(encode(apart)) == apart
    together = seal(replace(apart, items=(replace(one, items=(first, same)),)))
    with pytest.raises(ChecklistError, match="damaged or was made by another"):
        decode(encode(together))


def test_that_a_newer_form_is_refused_politely() -> None:
    with pytest.raises(ChecklistError, match="newer version"):
        decode(msgpack.packb([2, {}]))


@given(st.binary(max_size=60))
def test_that_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(ChecklistError):
        decode(content)
