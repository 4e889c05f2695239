"""A batch is read as it was sealed, or refused; the same everywhere and for ever."""

import hashlib
import random
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import msgpack
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal.batch import BatchHash, Refusal, RefusedBatchError, read
from bwassess.journal.change import MAX_AT, ChangeId
from bwassess.journal.signing import SigningKey
from tests.changes import (
    DOCUMENT,
    KEY,
    PERSON,
    PROGRAMME,
    Identified,
    histories,
    said,
    sealed,
)

DOMAIN = b"bwassess batch 1\0"
HEADER = {
    "version": 0,
    "programme": 1,
    "document": 2,
    "device": 3,
    "person": 4,
    "number": 5,
    "prev": 6,
    "seen": 7,
    "count": 8,
    "payload": 9,
    "sealed_at": 10,
    "certificate": 11,
}


def packed(
    payload: bytes | None = None,
    *,
    rows: list[Any] | None = None,
    header: dict[str, Any] | None = None,
    more: tuple[Any, ...] = (),
    compressed: bytes | None = None,
    pack: Callable[[Any], bytes] = canonical.encode,
) -> bytes:
    """A batch made by hand and rightly signed, whatever it says."""
    if rows is None:
        rows = [["answer/A", "note", "Two exits.", [], 5, None]]
    if payload is None:
        payload = msgpack.packb(rows)
    items = [1, PROGRAMME, DOCUMENT, KEY.public, PERSON, 1, None, [], len(rows)]
    items += [hashlib.sha256(payload).digest(), 5, b"C" * 32, *more]
    for name, value in (header or {}).items():
        items[HEADER[name]] = value
    head = pack(items)
    signature = KEY.sign(DOMAIN + hashlib.sha256(DOMAIN + head).digest())
    if compressed is None:
        compressed = zstandard.ZstdCompressor().compress(payload)
    return canonical.encode([head, signature, compressed])


def refusal(data: bytes) -> Refusal:
    with pytest.raises(RefusedBatchError) as refused:
        read(data)
    return refused.value.reason


def row(value: Value = "a", **said: Any) -> list[Any]:
    """One change as it stands in a payload."""
    return [
        said.get("record", "answer/A"),
        said.get("field", "note"),
        value,
        said.get("parents", []),
        said.get("at", 5),
        said.get("origin"),
    ]


# What was sealed is read.


@given(histories())
def test_that_a_batch_is_read_as_it_was_sealed(changes: list[Identified]) -> None:
    batch = sealed(changes, seen=[BatchHash(b"s" * 32)], prev=BatchHash(b"p" * 32))
    again = read(batch.data)
    assert again == batch
    assert again.changes == tuple(changes)


def test_that_a_batch_made_by_hand_is_read() -> None:
    batch = read(packed())
    assert batch.changes[0][1].value == "Two exits."
    assert batch.changes[0][0] == said("Two exits.", record="answer/A", at=5)[0]


def test_that_a_change_has_the_same_id_in_every_batch() -> None:
    first, second = said("a"), said("b", said("a")[0], at=2)
    together = read(sealed([first, second]).data)
    apart = read(sealed([second], number=7, at=99).data)
    assert together.changes[1] == apart.changes[0] == second


def test_that_the_hash_is_the_header_s_alone() -> None:
    batch = sealed([said("a" * 500)])
    head, signature, compressed = canonical.items(batch.data, bytes, 64, bytes)
    payload = zstandard.ZstdDecompressor().decompress(compressed)
    again = zstandard.ZstdCompressor(level=1).compress(payload + b"")
    other = read(canonical.encode([head, signature, again]))
    assert other.hash == batch.hash == hashlib.sha256(DOMAIN + head).digest()
    assert other.changes == batch.changes


def test_that_old_batches_are_read_for_ever() -> None:
    batch = read(
        bytes.fromhex(
            "93c4b39c01c42050505050505050505050505050505050505050505050505050"
            "50505050505050c41044444444444444444444444444444444c42003a107bff3"
            "ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8c410707070"
            "7070707070707070707070707001c09003c420beec376b252ea230e4825fea3c"
            "a7ac4ce41fe779a056468e84dd7a8a15d53a7205c42043434343434343434343"
            "43434343434343434343434343434343434343434343c440cd3d2eab40cc5d31"
            "6494eae74b978685c7617a26e0287efd5e9d8b071c9f2dc36f5ce8a969466185"
            "0e3e63b0927847e8398b6a24bbee0934da485cdab134ab0ec45a28b52ffd206e"
            "8d020044049396ad616e737765722f4f53382e3035a46e6f7465aa54776f2065"
            "786974732e9001c0a576616c756582a16ea23331a26f66a4313036319002c0ac"
            "5468726565910003c003004d64e512e8b6d2a927"
        )
    )
    assert (
        batch.hash.hex()
        == "772b456524394838e76ef61451d4c1fe5578c1d49b3173f565b2652f92c17603"
    )
    assert batch.changes == (
        said("Two exits.", at=1),
        said({"n": "31", "of": "1061"}, field="value", at=2),
        said("Three exits.", said("Two exits.", at=1)[0], at=3),
    )


# Limits.


def test_that_a_value_may_be_as_large_as_the_limit_and_no_larger() -> None:
    room = batches.MAX_VALUE - 5
    assert read(packed(rows=[row("a" * room)])).changes
    assert refusal(packed(rows=[row("a" * (room + 1))])) is Refusal.OVER_LIMIT


def test_that_a_batch_may_hold_as_many_changes_as_the_limit_and_no_more() -> None:
    most = [row(n, record=f"answer/{n}") for n in range(batches.MAX_CHANGES)]
    assert len(read(packed(rows=most)).changes) == batches.MAX_CHANGES
    assert refusal(packed(rows=[*most, row()])) is Refusal.OVER_LIMIT


def test_that_a_payload_may_be_as_large_as_the_limit_and_no_larger() -> None:
    def rows(last: int) -> list[Any]:
        full = [row(b"x" * 130_000, record=f"answer/{n}") for n in range(8)]
        return [*full, row(b"x" * last, record="answer/last")]

    last = batches.MAX_PAYLOAD - len(msgpack.packb(rows(300))) + 300
    assert len(msgpack.packb(rows(last))) == batches.MAX_PAYLOAD
    assert read(packed(rows=rows(last))).changes
    assert refusal(packed(rows=rows(last + 1))) is Refusal.OVER_LIMIT


def test_that_a_header_over_the_limit_is_refused() -> None:
    small = packed(header={"version": 2}, more=(b"x" * 15_000,))
    assert not read(small).is_readable
    large = packed(header={"version": 2}, more=(b"x" * batches.MAX_HEADER,))
    assert refusal(large) is Refusal.OVER_LIMIT


def test_that_a_file_larger_than_any_batch_is_refused_at_once() -> None:
    assert refusal(bytes(batches.MAX_PAYLOAD * 2)) is Refusal.OVER_LIMIT


def test_that_a_change_may_name_as_many_parents_as_the_limit_and_no_more() -> None:
    parents = [n.to_bytes(16) for n in range(batches.MAX_PARENTS + 1)]
    assert read(packed(rows=[row(parents=parents[:-1])])).changes
    assert refusal(packed(rows=[row(parents=parents)])) is Refusal.OVER_LIMIT


def test_that_a_batch_may_have_seen_as_many_tips_as_the_limit_and_no_more() -> None:
    tips = [n.to_bytes(32) for n in range(batches.MAX_SEEN + 1)]
    assert read(packed(header={"seen": tips[:-1]})).header.seen == tuple(tips[:-1])
    assert refusal(packed(header={"seen": tips})) is Refusal.OVER_LIMIT


def test_that_a_sealer_who_saw_more_tips_names_as_many_as_fit() -> None:
    tips = [BatchHash(n.to_bytes(32)) for n in range(batches.MAX_SEEN + 9)]
    assert len(read(sealed([said("a")], seen=tips).data).header.seen) == (
        batches.MAX_SEEN
    )


def test_that_a_value_may_be_nested_as_deep_as_the_limit_and_no_deeper() -> None:
    value: Value = ()
    for _ in range(canonical.MAX_NESTING - 1):
        value = (value,)
    assert read(packed(rows=[row(value)])).changes[0][1].value == value
    assert refusal(packed(rows=[row((value,))])) is Refusal.NOT_CANONICAL


def test_that_one_batch_adds_only_so_many_rivals_to_a_field() -> None:
    flood = [row(n) for n in range(batches.MAX_RIVALS + 1)]
    assert len(read(packed(rows=flood[:-1])).changes) == batches.MAX_RIVALS
    assert refusal(packed(rows=flood)) is Refusal.OVER_LIMIT
    settled = [*flood, row("settled", parents=[0, 1])]
    assert len(read(packed(rows=settled)).changes) == batches.MAX_RIVALS + 2


def test_that_a_name_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert read(packed(rows=[row(record="r" * 200, field="f" * 200)])).changes
    assert refusal(packed(rows=[row(record="r" * 201)])) is Refusal.OVER_LIMIT
    assert refusal(packed(rows=[row(field="f" * 201)])) is Refusal.OVER_LIMIT


def test_that_the_unpacked_size_must_be_declared() -> None:
    payload = msgpack.packb([row()])
    writer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    silent = writer.compress(payload) + writer.flush()
    assert refusal(packed(compressed=silent)) is Refusal.OVER_LIMIT


@pytest.mark.parametrize("declared", [True, False])
def test_that_a_gibibyte_of_zeros_is_refused_without_making_room(
    declared: bool,
) -> None:
    total, piece = 1 << 30, bytes(1 << 20)
    writer = zstandard.ZstdCompressor(write_content_size=declared).compressobj(
        size=total if declared else -1
    )
    bomb = b"".join([writer.compress(piece) for _ in range(1 << 10)] + [writer.flush()])
    assert len(bomb) < 200_000
    data = packed(compressed=bomb)
    tracemalloc.start()
    try:
        assert refusal(data) is Refusal.OVER_LIMIT
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_that_a_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = bytearray(zstandard.ZstdCompressor().compress(bytes(1 << 26)))
    lie = zstandard.get_frame_parameters(bytes(honest))
    assert lie.content_size == 1 << 26
    place = bytes(honest).index((1 << 26).to_bytes(4, "little"))
    honest[place : place + 4] = (1 << 16).to_bytes(4, "little")
    assert refusal(packed(compressed=bytes(honest))) is Refusal.MALFORMED


# What was altered.


def test_that_a_batch_with_another_signature_is_refused() -> None:
    head, _, compressed = canonical.items(packed(), bytes, 64, bytes)
    forged = SigningKey.from_secret(b"f" * 32).sign(
        DOMAIN + hashlib.sha256(DOMAIN + head).digest()
    )
    data = canonical.encode([head, forged, compressed])
    assert refusal(data) is Refusal.BAD_SIGNATURE


def test_that_an_altered_payload_is_refused() -> None:
    head, signature, _ = canonical.items(packed(), bytes, 64, bytes)
    other = zstandard.ZstdCompressor().compress(msgpack.packb([row("No exits.")]))
    data = canonical.encode([head, signature, other])
    assert refusal(data) is Refusal.WRONG_HASH


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("programme", b"Q" * 32),
        ("document", b"E" * 16),
        ("device", SigningKey.from_secret(b"f" * 32).public),
        ("person", b"q" * 16),
        ("number", 2),
        ("prev", b"v" * 32),
        ("seen", (b"s" * 32,)),
        ("sealed_at", 6),
        ("certificate", b"c" * 32),
        ("version", 2),
    ],
)
def test_that_a_batch_can_t_be_moved_or_bent(name: str, value: Value) -> None:
    head, signature, compressed = canonical.items(packed(), bytes, 64, bytes)
    items = list(canonical.decode(head))  # type: ignore[arg-type]
    items[HEADER[name]] = value
    data = canonical.encode([canonical.encode(items), signature, compressed])
    assert refusal(data) is Refusal.BAD_SIGNATURE


def test_that_an_own_batch_may_be_read_without_its_signature() -> None:
    head, _, compressed = canonical.items(packed(), bytes, 64, bytes)
    unsigned = canonical.encode([head, bytes(64), compressed])
    assert read(unsigned, check_signature=False).changes


# What is no batch.


def test_that_a_parent_in_another_field_is_refused() -> None:
    other_field = [row(), row(field="wording", parents=[0])]
    assert refusal(packed(rows=other_field)) is Refusal.FOREIGN_PARENT
    other_record = [row(), row(record="answer/B", parents=[0])]
    assert refusal(packed(rows=other_record)) is Refusal.FOREIGN_PARENT


@pytest.mark.parametrize("parent", [1, 2, -1, 2**62, True, "0", None, b"short", []])
def test_that_a_parent_must_stand_before_its_child(parent: Any) -> None:
    rows = [row(), row("b", parents=[parent])]
    assert refusal(packed(rows=rows)) is Refusal.MALFORMED


def test_that_a_parent_in_the_batch_has_one_way_to_be_named() -> None:
    first = row()
    known = read(packed(rows=[first])).changes[0][0]
    assert read(packed(rows=[first, row("b", parents=[0])])).changes
    by_id = [first, row("b", parents=[known])]
    assert refusal(packed(rows=by_id)) is Refusal.NOT_CANONICAL


def test_that_parents_stand_in_order_each_once() -> None:
    one, other = b"1" * 16, b"2" * 16
    assert read(packed(rows=[row(parents=[one, other])])).changes
    for parents in ([other, one], [one, one]):
        assert refusal(packed(rows=[row(parents=parents)])) is Refusal.NOT_CANONICAL


def loose(value: Any) -> bytes:
    """MessagePack that says the same with longer lengths."""
    if isinstance(value, list):
        count = len(value).to_bytes(2)
        return b"\xdc" + count + b"".join(loose(item) for item in value)
    return bytes(msgpack.packb(value))


def test_that_the_same_words_in_other_bytes_are_refused() -> None:
    payload = loose([row()])
    assert msgpack.unpackb(payload) == [row()]
    assert refusal(packed(payload)) is Refusal.NOT_CANONICAL
    assert refusal(packed(pack=loose)) is Refusal.NOT_CANONICAL
    head, signature, compressed = canonical.items(packed(), bytes, 64, bytes)
    assert refusal(loose([head, signature, compressed])) is Refusal.MALFORMED


@pytest.mark.parametrize(
    "change",
    [
        row(1.5),
        row(2**63),
        row({"b": 1, "a": 2}),
        row({1: 2}),
        row(msgpack.ExtType(1, b"")),
    ],
)
def test_that_a_value_that_has_no_place_in_the_journal_is_refused(change: Any) -> None:
    assert refusal(packed(rows=[change])) is Refusal.NOT_CANONICAL


@pytest.mark.parametrize(
    "change",
    [
        None,
        "abcdef",
        row()[:5],
        [*row(), None],
        row(record=b"answer/A"),
        row(field=5),
        row(parents=None),
        row(parents="ab"),
        row(parents={"a": 1}),
        row(at=-1),
        row(at=MAX_AT + 1),
        row(at=True),
        row(at="5"),
        row(at=None),
        row(origin=b"short"),
        row(origin="x" * 16),
        row(record="answer/\0"),
        row(field="no\0te"),
    ],
)
def test_that_what_is_no_change_is_refused(change: Any) -> None:
    assert refusal(packed(rows=[change])) is Refusal.MALFORMED


@pytest.mark.parametrize("rows", [[], {}, "abc", None, 5])
def test_that_what_is_no_list_of_changes_is_refused(rows: Any) -> None:
    data = packed(msgpack.packb(rows), rows=[])
    assert refusal(data) is Refusal.MALFORMED


@pytest.mark.parametrize("count", [0, 2, -1])
def test_that_a_wrong_count_is_refused(count: int) -> None:
    assert refusal(packed(header={"count": count})) is Refusal.MALFORMED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", 0),
        ("version", True),
        ("programme", b"short"),
        ("document", "d" * 16),
        ("device", None),
        ("person", b""),
        ("number", "1"),
        ("prev", b"short"),
        ("prev", 7),
        ("seen", None),
        ("seen", [b"short"]),
        ("seen", ["s" * 32]),
        ("count", None),
        ("payload", b"short"),
        ("sealed_at", None),
        ("certificate", None),
    ],
)
def test_that_a_header_of_another_shape_is_refused(name: str, value: Any) -> None:
    assert refusal(packed(header={name: value})) in {
        Refusal.MALFORMED,
        Refusal.BAD_SIGNATURE,
    }


def test_that_this_version_s_header_has_no_more_items() -> None:
    assert refusal(packed(more=(1,))) is Refusal.MALFORMED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x90",
        canonical.encode([b"", bytes(64), b""]),
        canonical.encode([b"\x90", bytes(64), b""]),
        canonical.encode([b"\x01", bytes(64), b""]),
        canonical.encode({"a": 1}),
        packed() + b"\0",
        packed()[:-1],
    ],
)
def test_that_what_is_no_batch_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedBatchError):
        read(data)


def test_that_bytes_behind_the_payload_are_refused() -> None:
    whole = zstandard.ZstdCompressor().compress(msgpack.packb([row()]))
    for behind in (b"\0", whole):
        data = packed(compressed=whole + behind)
        assert refusal(data) is Refusal.MALFORMED


# What a newer program sealed.


def test_that_a_newer_batch_is_known_by_its_header_and_left_unread() -> None:
    data = packed(
        b"nobody knows", header={"version": 2, "count": 5}, more=("new", {"a": 1})
    )
    batch = read(data)
    assert not batch.is_readable
    assert batch.changes == ()
    assert batch.data == data
    assert batch.header.document == DOCUMENT
    assert batch.header.version == 2


def test_that_a_newer_batch_must_be_signed_too() -> None:
    head, signature, compressed = canonical.items(
        packed(header={"version": 2}, more=(1,)), bytes, 64, bytes
    )
    bent = bytearray(signature)
    bent[0] ^= 1
    data = canonical.encode([head, bytes(bent), compressed])
    assert refusal(data) is Refusal.BAD_SIGNATURE


# Anything else.

WHOLE = sealed(
    [
        said("Two exits.", at=1),
        said({"n": "31", "of": "1061"}, field="value", at=2),
        said("Three exits.", said("Two exits.", at=1)[0], at=3),
        said((b"x" * 16, None, True, -5), field="photos", at=4),
    ]
)


@given(st.data())
def test_that_a_batch_with_any_bits_changed_is_refused(data: st.DataObject) -> None:
    bent = bytearray(WHOLE.data)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(bent) - 1))
        bent[place] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(bent))
    except RefusedBatchError:
        return
    assert found.changes == WHOLE.changes


def bent(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(found) + 1)
        end = start + chance.randint(0, 8)
        match chance.randrange(4):
            case 0:
                found[start:end] = chance.randbytes(end - start)
            case 1:
                del found[start:end]
            case 2:
                found[start:start] = found[start:end]
            case _:
                found[start:start] = chance.choice(
                    [b"\xdd\xff\xff\xff\xff", b"\x81", b"\xcb", b"\xc7\xff", b"\xd8"]
                )
    return bytes(found)


def test_that_no_bytes_do_worse_than_being_refused() -> None:
    chance = random.Random(20261122)  # noqa: S311
    payload = msgpack.packb(
        [row(), row({"n": "1"}, parents=[0]), row([b"x" * 16, [None]], field="f")]
    )
    compressed = zstandard.ZstdCompressor().compress(payload)
    refused = 0
    slowest = 0.0
    for n in range(3000):
        match n % 3:
            case 0:
                data = bent(WHOLE.data, chance)
            case 1:
                data = packed(bent(payload, chance), header={"count": 3})
            case _:
                data = packed(payload, compressed=bent(compressed, chance))
        began = time.process_time()
        try:
            read(data)
        except RefusedBatchError:
            refused += 1
        slowest = max(slowest, time.process_time() - began)
    assert refused > 2000
    assert slowest < 1.0


def test_that_the_worst_batch_within_the_limits_is_read_in_bounded_time() -> None:
    parents = [n.to_bytes(16) for n in range(batches.MAX_PARENTS)]
    rows = [row("a", parents=parents, record=f"answer/{n}") for n in range(200)]
    chain = [row(0, record="answer/chain")]
    chain += [row(n, record="answer/chain", parents=[n - 1]) for n in range(1, 1700)]
    data = packed(rows=[*chain, *rows])
    began = time.process_time()
    assert len(read(data).changes) == 1900
    assert time.process_time() - began < 2.0


def test_that_ids_are_computed_not_believed() -> None:
    named = ChangeId(b"n" * 16)
    found = read(packed(rows=[row(parents=[named])])).changes[0]
    assert found[0] == said("a", named, record="answer/A", at=5)[0]
