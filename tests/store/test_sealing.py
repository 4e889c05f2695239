"""What leaves a device is sealed, signed, and says what its person had seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bwassess.journal import batch as batches
from bwassess.journal.batch import MAX_CHANGES, MAX_PAYLOAD, MAX_RIVALS, MAX_SEEN, Batch
from bwassess.journal.change import Change, ChangeId
from bwassess.journal.merge import unpack
from bwassess.store import sealing, tables, writer
from bwassess.store.database import Database
from bwassess.store.sealing import _portions
from bwassess.store.verify import verify
from bwassess.store.writer import Edit
from tests.changes import histories, identified, said, sealed
from tests.store.simulator import ASSESSMENT, FACTORY, KEYS, Device, World

Q5 = "answer/OS8.05"


def put(device: Device, value: object, field: str = "note") -> None:
    device.edit(ASSESSMENT, [Edit(Q5, field, value)])


def in_batches(device: Device) -> list[Batch]:
    return [batches.read(data) for data in device.sealed()]


def unsealed(device: Device) -> int:
    with device.database.read() as connection:
        found = connection.scalar(select(func.count()).select_from(tables.unsealed))
    return found or 0


@pytest.fixture
def device(laptops: World) -> Device:
    return laptops.devices[0]


def test_that_a_sealed_batch_holds_what_was_unsealed(device: Device) -> None:
    put(device, "one")
    put(device, "two")
    assert unsealed(device) == 2
    device.seal()
    (batch,) = in_batches(device)
    assert [change.value for _, change in batch.changes] == ["one", "two"]
    assert {one for one, _ in batch.changes} == device.known
    header = batch.header
    author = device.author
    assert (header.document, header.device) == (ASSESSMENT, device.key.public)
    assert (header.programme, header.person) == (author.programme, author.person)
    assert (header.certificate, header.sealed_at) == (author.certificate, device.clock)
    assert unsealed(device) == 0


def test_that_nothing_to_seal_makes_no_batch(device: Device) -> None:
    device.seal()
    put(device, "one")
    device.seal()
    device.seal()
    assert len(in_batches(device)) == 1


def test_that_each_document_is_sealed_on_its_own(device: Device) -> None:
    put(device, "one")
    device.edit(FACTORY, [Edit("factory/", "name", "Sunrise")])
    device.seal()
    found = {batch.header.document: batch for batch in in_batches(device)}
    assert set(found) == {ASSESSMENT, FACTORY}
    assert all(len(batch.changes) == 1 for batch in found.values())


def test_that_heads_say_in_which_batch_they_came(device: Device) -> None:
    put(device, "one")
    put(device, "x", "wording")
    device.seal()
    put(device, "two")

    def where() -> dict[str, int]:
        with device.database.read() as connection:
            heads = unpack(connection.scalar(select(tables.record.c.heads)))
        return {head.field: head.batch for head in heads}

    assert where() == {"note": 0, "wording": 1}
    device.seal()
    assert where() == {"note": 2, "wording": 1}
    with device.database.read() as connection:
        assert verify(connection) == []


def test_that_a_change_sealed_by_a_copy_first_is_one_change(laptops: World) -> None:
    a = laptops.devices[0]
    put(a, "one")
    laptops.step("clone", 0, 0, 1)
    copy = laptops.devices[-1]
    copy.clock += 5
    copy.seal()
    a.receive(copy.sealed(), sealing_first=False)
    for _ in range(2):
        with a.database.read() as connection:
            (head,) = unpack(connection.scalar(select(tables.record.c.heads)))
            assert (head.value, head.batch) == ("one", 1)
            assert verify(connection) == []
        a.seal()
    assert len(in_batches(a)) == 2


def test_that_a_device_chains_its_batches(device: Device) -> None:
    for value in ("one", "two", "three"):
        put(device, value)
        device.seal()
    chain = in_batches(device)
    assert [batch.header.number for batch in chain] == [1, 2, 3]
    assert [batch.header.prev for batch in chain] == [
        None,
        chain[0].hash,
        chain[1].hash,
    ]
    assert all(batch.header.seen == () for batch in chain)


def test_that_a_batch_says_what_its_device_had_seen(laptops: World) -> None:
    a, b, c = laptops.devices
    put(a, "by A")
    put(b, "by B", "wording")
    a.seal()
    b.seal()
    c.receive([*a.sealed(), *b.sealed()])
    put(c, "by C")
    c.seal()
    last = in_batches(c)[-1]
    assert set(last.header.seen) == {one.hash for d in (a, b) for one in in_batches(d)}
    put(c, "again")
    c.seal()
    assert in_batches(c)[-1].header.seen == ()


def test_that_a_fork_is_seen_by_who_gets_both_branches(laptops: World) -> None:
    a, hub, _ = laptops.devices
    put(a, "before")
    a.seal()
    laptops.step("clone", 0, 0, 1)
    copy = laptops.devices[-1]
    put(a, "by A")
    put(copy, "by the copy", "wording")
    a.seal()
    copy.seal()
    hub.receive([*a.sealed(), *copy.sealed()])
    with hub.database.read() as connection:
        forks = connection.execute(
            select(tables.batch.c.prev, func.count())
            .where(tables.batch.c.prev.is_not(None))
            .group_by(tables.batch.c.prev)
        ).all()
    assert [tuple(row) for row in forks] == [(in_batches(a)[0].hash, 2)]


def test_that_more_tips_than_fit_are_not_all_named(plain: Database) -> None:
    for n in range(MAX_SEEN + 5):
        other = said(n, record=f"answer/{n}")
        with plain.write() as connection:
            batch = sealed([other], document=ASSESSMENT, number=n)
            writer.take_in(connection, batch)
    device = Device(plain, KEYS[0])
    put(device, "mine")
    device.seal()
    assert len(in_batches(device)[-1].header.seen) == MAX_SEEN


def test_that_more_changes_than_fit_make_several_batches(laptops: World) -> None:
    a, b, _ = laptops.devices
    many = MAX_CHANGES + 1
    a.edit(ASSESSMENT, [Edit(f"answer/{n}", "note", n) for n in range(many)])
    a.seal()
    first, second = in_batches(a)
    assert (len(first.changes), len(second.changes)) == (MAX_CHANGES, 1)
    assert second.header.prev == first.hash
    b.receive(reversed(a.sealed()))
    with b.database.read() as connection:
        assert (
            connection.scalar(select(func.count()).select_from(tables.answer)) == many
        )
        assert verify(connection) == []


def test_that_large_changes_make_several_batches(device: Device) -> None:
    page = "x" * 100_000
    device.edit(ASSESSMENT, [Edit(f"answer/{n}", "note", page) for n in range(25)])
    device.seal()
    assert [len(batch.changes) for batch in in_batches(device)] == [10, 10, 5]


def test_that_reopening_many_rivals_makes_batches_that_are_let_in(
    laptops: World,
) -> None:
    a, b, _ = laptops.devices
    rivals = MAX_RIVALS * 2 + 3
    for n in range(rivals):
        with a.database.write() as connection:
            one = said(n, record=Q5, document=ASSESSMENT, at=n)
            writer.take_in(connection, sealed([one], document=ASSESSMENT, number=n))
    put(a, "settled")
    a.undo(a.acts[-1])
    with a.database.write() as connection:
        made = sealing.seal(connection, ASSESSMENT, a.author, now=1)
    assert len(made) == 3
    for batch in made:
        assert batches.read(batch.data) == batch
    for data in a.sealed():
        with b.database.write() as connection:
            writer.take_in(connection, batches.read(data))
    with b.database.read() as connection:
        heads = unpack(connection.scalar(select(tables.record.c.heads)))
    assert sorted(head.value for head in heads) == list(range(rivals))


@given(histories(most=30), st.integers(1, 4))
def test_that_any_changes_are_cut_into_batches_that_are_let_in(
    changes: list[tuple[ChangeId, Change]], fold: int
) -> None:
    wide = [
        identified(Change(c.record, c.field, (c.value, n), c.parents, c.at))
        for n in range(fold * 5)
        for _, c in changes
    ]
    portions = _portions(wide)
    assert [one for portion in portions for one in portion] == wide
    for portion in portions:
        again = batches.read(sealed(portion).data)
        assert again.changes == tuple(portion)


def test_that_what_is_measured_is_never_less_than_what_is_written() -> None:
    parents = tuple(ChangeId(n.to_bytes(16)) for n in range(255))
    wide = [
        identified(
            Change(f"answer/{n}", "note", "x" * 3000, parents, n, ChangeId(b"o" * 16))
        )
        for n in range(300)
    ]
    portions = _portions(wide)
    assert len(portions) > 1
    for portion in portions:
        assert len(batches._encode_payload(portion)) <= MAX_PAYLOAD
