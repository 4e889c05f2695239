"""Designs that looked right, each with the history that broke it.

Every test is such a history, told in its docstring, and says what must come out.
"""

import random

import pytest
from sqlalchemy import func, select

from bwassess.assessment import fields
from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal.batch import Batch
from bwassess.journal.change import ChangeId
from bwassess.journal.merge import Head, Shown, shown, unpack
from bwassess.journal.receipt import Outcome
from bwassess.store import door, exchange, tables, writer
from bwassess.store.disagreements import disagreements, obstacles
from bwassess.store.door import Doorkeeper
from bwassess.store.writer import ChangedSinceError, Edit
from tests.changes import Identified, said, sealed
from tests.store.comparing import check
from tests.store.simulator import (
    ASSESSMENT,
    FACTORY,
    PHOTO,
    PROGRAMME,
    STRANGER,
    Device,
    World,
    certificate_of,
)

Q5 = "answer/OS8.05"


def put(device: Device, value: Value, field: str = "note", record: str = Q5) -> None:
    device.edit(ASSESSMENT, [Edit(record, field, value)])


def heads(device: Device, record: str = Q5, document: bytes = ASSESSMENT) -> list[Head]:
    with device.database.read() as connection:
        data = connection.scalar(
            select(tables.record.c.heads)
            .join(tables.document)
            .where(tables.document.c.id == document, tables.record.c.name == record)
        )
    return list(unpack(data)) if data else []


def look(device: Device, field: str = "note", record: str = Q5) -> Shown:
    return shown(record, heads(device, record))[field]


def standing(device: Device, field: str = "note", record: str = Q5) -> list[Value]:
    """The values that stand in a field, in the order of their making."""
    found = [one for one in heads(device, record) if one.field == field]
    return [one.value for one in sorted(found, key=lambda one: one.at)]


def by_other(value: Value, *parents: ChangeId, at: int) -> Identified:
    """A change by another program."""
    return said(
        value, *parents, at=at, device=STRANGER.public, document=ASSESSMENT, record=Q5
    )


def meet(world: World) -> None:
    """Everybody gets everything, and all are equal."""
    check(world, world.agree(random.Random(1)))  # noqa: S311


def values_in_batches(device: Device) -> list[Value]:
    return [
        change.value
        for data in device.sealed()
        for _, change in batches.read(data).changes
    ]


def clone(world: World, device: Device) -> Device:
    world._clone(device, device, random.Random(1))  # noqa: S311
    return world.devices[-1]


def by_stranger(*changes: Identified) -> Batch:
    """A batch by another program under a good certificate."""
    certificate = certificate_of(STRANGER)
    return sealed(
        changes,
        key=STRANGER,
        document=ASSESSMENT,
        programme=PROGRAMME.public,
        person=certificate.person,
        certificate=certificate.id,
    )


def test_that_a_cloned_laptop_s_work_comes_in(laptops: World) -> None:
    """Trap 1: ids (device, number), the same id with other content quarantined.

    A edits; its disk is cloned; the copy edits; both sync. The copy's work stuck in
    quarantine for ever.
    """
    a, hub, _ = laptops.devices
    put(a, "seen at the gate")
    copy = clone(laptops, a)
    put(a, "by A", "wording")
    put(copy, "by the copy", "value")
    meet(laptops)
    assert look(hub).value == "seen at the gate"
    assert look(hub, "wording").value == "by A"
    assert look(hub, "value").value == "by the copy"
    with hub.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.held)) == 0


def test_that_no_value_vanishes_after_a_clone(laptops: World) -> None:
    """Trap 2: ids (device, number), batches by hash.

    A edits; its disk is cloned; both write the same field, as the device's change of
    the same number. One id named two changes, and a value vanished.
    """
    a, hub, _ = laptops.devices
    put(a, "before")
    copy = clone(laptops, a)
    put(a, "by A")
    put(copy, "by the copy")
    meet(laptops)
    assert sorted(map(str, standing(hub))) == ["by A", "by the copy"]
    assert look(hub).disputed


def test_that_no_value_vanishes_when_a_machine_is_copied_while_open(
    laptops: World,
) -> None:
    """Trap 3: ids (device, session, number).

    The machine is copied with the program running; the copy edits and sends to the
    first; the first, still in the same session, edits. The same vanishing.
    """
    a, hub, _ = laptops.devices
    put(a, "before")
    copy = clone(laptops, a)
    put(copy, "by the copy")
    copy.seal()
    a.receive(copy.sealed())
    put(a, "by A", "wording")
    meet(laptops)
    assert standing(hub) == ["by the copy"]
    assert standing(hub, "wording") == ["by A"]


def test_that_a_superseded_value_stays_superseded(laptops: World) -> None:
    """Trap 4: ids (batch hash, index).

    A edits; a backup is made before sealing; A edits again; both the laptop and the
    restored backup seal and sync. The first value, sealed twice, had two ids, and the
    one nobody had named came back as a rival.
    """
    a, hub, _ = laptops.devices
    put(a, "one exit")
    copy = clone(laptops, a)
    put(a, "two exits")
    meet(laptops)
    assert len({batches.read(data).hash for data in hub.sealed()}) == 2
    assert copy.known <= a.known
    assert standing(hub) == ["two exits"]


def test_that_a_parent_that_comes_later_is_still_replaced(laptops: World) -> None:
    """Trap 5: an edge is dropped when its parent isn't here yet.

    A: c1, and c2 that names c1, in two batches, which arrive in reverse. A false
    disagreement for good.
    """
    a, b, _ = laptops.devices
    put(a, "c1")
    a.seal()
    put(a, "c2")
    a.seal()
    first, second = a.sealed()
    b.receive([second])
    assert standing(b) == ["c2"]
    b.receive([first])
    assert standing(b) == ["c2"]
    assert not look(b).disputed


def test_that_no_changes_can_name_each_other(laptops: World) -> None:
    """Trap 6: freely chosen ids.

    c1 names c2, and c2 names c1: nobody stands, the answer is gone. An id that is a
    hash of the parents can't be known before them.
    """
    _, b, _ = laptops.devices
    guess = by_other("c2", at=2)[0]
    first = by_other("c1", guess, at=1)
    second = by_other("c2", first[0], at=2)
    assert second[0] != guess
    for change in (first, second):
        b.receive([by_stranger(change).data])
    assert standing(b) == ["c2"]


def test_that_a_batch_reaches_no_other_document(laptops: World) -> None:
    """Trap 7: edges not held to their field; typed rows without their document.

    A batch of document X names a change of Y, and writes a record of the same name. X
    wrote Y's row; any id anywhere could be killed.
    """
    a, b, c = laptops.devices
    a.edit(FACTORY, [Edit(Q5, "note", "in Y")])
    put(a, "in X", "wording")
    a.seal()
    (victim,) = (one for one in heads(a, document=FACTORY) if one.field == "note")
    (other,) = (one for one in heads(a) if one.field == "wording")
    attack = [
        by_other("mine", victim.id, at=9),
        by_other("mine", other.id, at=9),
    ]
    batch = by_stranger(*attack).data
    b.receive([*a.sealed(), batch])
    c.receive([batch, *a.sealed()])
    for device in (b, c):
        assert [one.value for one in heads(device, document=FACTORY)] == ["in Y"]
        assert look(device, "wording").value == "in X"
        with device.database.read() as connection:
            rows = connection.execute(
                select(
                    tables.document.c.id, tables.answer.c.note, tables.answer.c.wording
                )
                .join(tables.answer)
                .order_by(tables.document.c.id)
            ).all()
        assert [tuple(row) for row in rows] == [
            (ASSESSMENT, "mine", "in X"),
            (FACTORY, "in Y", ""),
        ]


def test_that_what_a_neighbour_answered_to_stays_in_the_history(
    laptops: World,
) -> None:
    """Trap 8: an unsealed change is amended after a copy left.

    A types "Wor"; a copy of the vault sees it and answers; A's change becomes
    "Workers said". Both disagreed with something nobody left standing.
    """
    a, hub, _ = laptops.devices
    with a.database.write() as connection:
        writer.save_draft(connection, ASSESSMENT, Q5, "note", value="W", now=1)
    put(a, "Wor")
    copy = clone(laptops, a)
    put(copy, "Wages")
    put(a, "Workers said")
    meet(laptops)
    assert sorted(map(str, standing(hub))) == ["Wages", "Workers said"]
    assert "Wor" in values_in_batches(hub)
    assert "W" not in values_in_batches(hub)
    with hub.database.read() as connection:
        named = set(connection.scalars(select(tables.named.c.id)))
    changes = {one for data in hub.sealed() for one, _ in batches.read(data).changes}
    assert named <= changes


def remove(device: Device) -> None:
    everything = tuple(
        sorted(one.id for one in heads(device, PHOTO) if one.field != "removed")
    )
    put(device, everything, "removed", PHOTO)


def test_that_words_about_a_removed_photo_are_not_hidden(laptops: World) -> None:
    """Trap 9: delete as a plain field.

    A removes a photo; B captions it meanwhile. B's words were hidden, and no
    disagreement was to be seen anywhere.
    """
    a, b, c = laptops.devices
    put(a, {"sha256": "00"}, "file", PHOTO)
    meet(laptops)
    remove(a)
    assert look(a, "removed", PHOTO).value is True
    put(b, "Exit 3, locked", "caption", PHOTO)
    meet(laptops)
    for device in (a, b, c):
        found = look(device, "removed", PHOTO)
        assert (found.value, found.disputed) == (False, True)
        with device.database.read() as connection:
            (one,) = disagreements(connection, ASSESSMENT)
        assert (one.record, one.field) == (PHOTO, "removed")
    remove(c)
    meet(laptops)
    assert look(a, "removed", PHOTO).value is True
    put(a, value=False, field="removed", record=PHOTO)
    meet(laptops)
    found = look(b, "removed", PHOTO)
    assert (found.value, found.disputed) == (False, False)


def test_that_no_ratio_is_shown_that_nobody_entered(laptops: World) -> None:
    """Trap 10: one act over two fields.

    The answer is 2 of 10; A makes it 3 of 12, B makes it 2 of 40. 3 of 40 was shown,
    which nobody had entered.
    """
    a, b, c = laptops.devices
    put(a, {"value": {"n": "2", "of": "10"}, "revision": "r"}, "value")
    meet(laptops)
    put(a, {"value": {"n": "3", "of": "12"}, "revision": "r"}, "value")
    put(b, {"value": {"n": "2", "of": "40"}, "revision": "r"}, "value")
    meet(laptops)
    found = look(c, "value")
    assert found.disputed
    assert found.value["value"] in (  # type: ignore[index, call-overload]
        {"n": "3", "of": "12"},
        {"n": "2", "of": "40"},
    )


def test_that_two_answers_to_one_question_are_one_record(laptops: World) -> None:
    """Trap 11: random ids for answers.

    Both answer question 5 offline. There were two answers and no disagreement.
    """
    a, b, c = laptops.devices
    put(a, {"value": "yes"}, "value")
    put(b, {"value": "no"}, "value")
    meet(laptops)
    with c.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.answer)) == 1
        (one,) = disagreements(connection, ASSESSMENT)
    assert [rival.value for rival in one.rivals] == [{"value": "yes"}, {"value": "no"}]


def test_that_moving_a_checklist_disagrees_with_no_answer(laptops: World) -> None:
    """Trap 12: a checklist move rewrites the answers.

    A moves 100 answers to a newer checklist while B edits 20 of them, or both move.
    20, or 100, false disagreements.
    """
    a, b, c = laptops.devices
    answers = [
        Edit(f"answer/Q{n}", "value", {"value": "yes", "revision": "r1"})
        for n in range(100)
    ]
    put(a, "first", "checklist", "assessment/")
    a.edit(ASSESSMENT, answers)
    meet(laptops)
    put(a, "second", "checklist", "assessment/")
    b.edit(
        ASSESSMENT,
        [
            Edit(one.record, "value", {"value": "no", "revision": "r1"})
            for one in answers[:20]
        ],
    )
    meet(laptops)
    with c.database.read() as connection:
        assert disagreements(connection, ASSESSMENT) == ()
    put(b, "third", "checklist", "assessment/")
    put(c, "fourth", "checklist", "assessment/")
    meet(laptops)
    with a.database.read() as connection:
        (one,) = disagreements(connection, ASSESSMENT)
    assert (one.record, one.field) == ("assessment/", "checklist")


def test_that_undoing_a_settlement_reopens_it(laptops: World) -> None:
    """Trap 13: undo of a settlement by one change.

    x and y disagree, someone settles on x, and undoes that. One change with one value
    decided in silence.
    """
    a, b, c = laptops.devices
    put(a, "x")
    put(b, "y")
    meet(laptops)
    authors = {one.value: one.id for one in heads(c)}
    put(c, "x, as agreed")
    c.undo(c.acts[-1])
    meet(laptops)
    assert sorted(map(str, standing(a))) == ["x", "y"]
    assert look(a).disputed
    assert {one.value: one.origin for one in heads(a)} == authors
    c.undo(c.acts[-1])
    meet(laptops)
    assert standing(b) == ["x, as agreed"]


def test_that_undo_replaces_nothing_its_person_never_saw(laptops: World) -> None:
    """Trap 14: undo without looking.

    B edits after A; A takes it in and presses undo. B's answer was replaced, and A
    never saw it.
    """
    a, b, _ = laptops.devices
    put(a, "by A")
    mine = a.acts[-1]
    meet(laptops)
    put(b, "by B")
    meet(laptops)
    with a.database.write() as connection, pytest.raises(ChangedSinceError) as refused:
        writer.put_back(connection, mine, device=a.key.public, now=a.clock)
    assert [one.value for one in refused.value.heads] == ["by B"]
    assert standing(a) == ["by B"]


def test_that_a_replica_put_back_from_yesterday_is_noticed(laptops: World) -> None:
    """Trap 15: a cursor into the hub's feed, without a look at its history.

    The hub's file is put back from yesterday; others push past the old number. 2,406
    of 20,000 histories ended unequal in silence. Here: the digests say which document
    differs, the hashes say what is missing, and a new epoch asks for every receipt.
    """
    a, hub, b = laptops.devices
    put(a, "on Monday")
    a.seal()
    hub.receive(a.sealed(), a.key.public)
    laptops._keep(hub, hub, random.Random(1))  # noqa: S311
    put(a, "on Tuesday")
    a.seal()
    hub.receive(a.sealed(), a.key.public)
    laptops._restore(hub, hub, random.Random(1))  # noqa: S311
    put(b, "by B", "wording")
    b.seal()
    hub.receive(b.sealed(), b.key.public)
    with a.database.read() as here, hub.database.read() as there:
        assert len(exchange.batch_hashes(here, ASSESSMENT)) == len(
            exchange.batch_hashes(there, ASSESSMENT)
        )
        assert exchange.digest(here, ASSESSMENT) != exchange.digest(there, ASSESSMENT)
        lacking = set(exchange.batch_hashes(here, ASSESSMENT)) - set(
            exchange.batch_hashes(there, ASSESSMENT)
        )
        found = exchange.batch_bytes(here, list(lacking))
        for epoch in (b"e" * 16, b"f" * 16):
            uncovered = exchange.without_receipt(
                here, giver=hub.key.public, epoch=epoch
            )
            assert len(uncovered) == 2
    hub.receive(found.values())
    assert standing(hub) == ["on Tuesday"]
    meet(laptops)


def test_that_honest_work_waits_for_no_parent(laptops: World) -> None:
    """Trap 16: batches wait for their parents.

    A's laptop is stolen, and the door refuses its batch; B had built on it. All of B's
    honest work waited for ever.
    """
    a, b, hub = laptops.devices
    put(a, "by A, stolen later")
    a.seal()
    b.receive(a.sealed())
    put(b, "by B")
    b.seal()
    stolen, honest = b.sealed()
    keeper = Doorkeeper(hub.key, b"e" * 16, PROGRAMME.public, frozenset({a.key.public}))

    def hand_in(data: bytes, sender: bytes) -> Outcome:
        with hub.database.write() as connection:
            return door.receive(connection, data, keeper, sender=sender, now=1).outcome

    assert hand_in(stolen, a.key.public) is Outcome.HELD
    assert hand_in(honest, b.key.public) is Outcome.ACCEPTED
    assert standing(hub) == ["by B"]
    assert hand_in(stolen, b.key.public) is Outcome.ACCEPTED
    assert standing(hub) == ["by B"]


def state(name: str) -> Value:
    return {"state": name, "digest": bytes(32), "tips": ()}


def test_that_a_returned_assessment_is_not_shown_as_approved(laptops: World) -> None:
    """Trap 17: latest wins for the state.

    A returns an assessment, B approves it, both offline. It was shown as approved
    until someone looked.
    """
    a, b, c = laptops.devices
    put(a, state("in_review"), "state", "assessment/")
    meet(laptops)
    put(a, state("draft"), "state", "assessment/")
    b.clock += 1000
    put(b, state("approved"), "state", "assessment/")
    meet(laptops)
    found = look(c, "state", "assessment/")
    assert (found.value, found.disputed) == (state("draft"), True)
    with c.database.read() as connection:
        assert connection.scalar(select(tables.assessment.c.state)) == "draft"
        assert obstacles(connection, ASSESSMENT)["disagreement"] == 1


def test_that_a_document_can_be_fetched_whole_whenever_it_was_sent(
    laptops: World,
) -> None:
    """Trap 18: the cursor alone decides what is fetched.

    A reviewer is given a country today, and its documents were pushed last month: they
    lie behind the cursor and were never pulled. Hashes name a whole document.
    """
    a, hub, reviewer = laptops.devices
    put(a, "last month")
    a.seal()
    hub.receive(a.sealed())
    hub.edit(FACTORY, [Edit("factory/", "name", "Sunrise")])
    hub.seal()
    with hub.database.read() as connection:
        others = exchange.batch_hashes(connection, FACTORY)
        reviewer.receive(exchange.batch_bytes(connection, others).values())
        wanted = exchange.batch_hashes(connection, ASSESSMENT)
        found = exchange.batch_bytes(connection, wanted)
    assert heads(reviewer) == []
    reviewer.receive(found[one] for one in reversed(wanted))
    assert standing(reviewer) == ["last month"]


def test_that_a_missing_middle_is_awaited_and_its_disagreement_goes_away(
    laptops: World,
) -> None:
    """Trap 19, an accepted cost: the middle is missing.

    c1 and c3 are here; c2, which names c1 and is named by c3, is not. There is a
    disagreement that goes away when c2 comes; meanwhile it is known that something is
    missing, and the document can't be finalised.
    """
    a, b, _ = laptops.devices
    for value in ("c1", "c2", "c3"):
        put(a, value)
        a.seal()
    first, middle, last = a.sealed()
    b.receive([first, last])
    assert standing(b) == ["c1", "c3"]
    assert look(b).disputed
    with b.database.read() as connection:
        awaited = connection.scalars(select(tables.awaited.c.hash)).all()
        assert awaited == [batches.read(middle).hash]
        assert obstacles(connection, ASSESSMENT)["awaited"] == 1
    b.receive([middle])
    assert standing(b) == ["c3"]
    assert not look(b).disputed
    with b.database.read() as connection:
        assert not any(obstacles(connection, ASSESSMENT).values())


def test_that_what_belongs_together_is_one_field() -> None:
    """Trap 10, over the whole registry: counts and their like are never parted."""
    for kind in ("answer", "assessment", "interview"):
        known = {
            name
            for name in ("affected", "seen", "n", "of", "first_day", "women", "men")
            if fields.class_of(f"{kind}/", name)
        }
        assert known == set()
    assert fields.class_of("answer/A", "counts")
