"""Everything enters as changes, and the rows follow in the same transaction."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal.batch import MAX_PARENTS, MAX_VALUE
from bwassess.journal.canonical import NotCanonicalError
from bwassess.journal.change import Change, ChangeId
from bwassess.journal.merge import Head, shown, unpack
from bwassess.journal.signing import SigningKey
from bwassess.store import filing, tables, writer
from bwassess.store.database import Database
from bwassess.store.errors import TooLong
from bwassess.store.replay import read_again, rebuild
from bwassess.store.verify import verify
from bwassess.store.writer import Act, ChangedSinceError, Edit
from tests.changes import DOCUMENT, KEY, Identified, identified, said, sealed, values
from tests.store.comparing import picture
from tests.store.simulator import World

Q5 = "answer/OS8.05"


def edit(database: Database, *edits: Edit, now: int = 10) -> Act:
    with database.write() as connection:
        return writer.edit(connection, DOCUMENT, edits, device=KEY.public, now=now)


def note(database: Database, value: Value, *, now: int = 10) -> Act:
    return edit(database, Edit(Q5, "note", value), now=now)


def put_back(database: Database, act: Act, *, now: int = 10) -> Act:
    with database.write() as connection:
        return writer.put_back(connection, act, device=KEY.public, now=now)


def take_in(database: Database, *changes: Identified) -> bool:
    with database.write() as connection:
        return writer.take_in(connection, sealed(changes))


def heads(database: Database, record: str = Q5) -> tuple[Head, ...]:
    with database.read() as connection:
        data = connection.scalar(
            select(tables.record.c.heads).where(tables.record.c.name == record)
        )
    return unpack(data) if data else ()


def count(database: Database, table: str) -> int:
    with database.read() as connection:
        return (
            connection.scalar(
                select(func.count()).select_from(tables.metadata.tables[table])
            )
            or 0
        )


def sound(database: Database) -> bool:
    with database.read() as connection:
        return verify(connection) == []


def test_that_an_edit_is_a_change_and_a_row(database: Database) -> None:
    act = edit(
        database,
        Edit(Q5, "note", "Two exits.\0"),
        Edit(Q5, "value", {"value": ["b", "a"], "revision": "r1"}),
        Edit(Q5, "counts", {"affected": 2, "seen": 9}),
        Edit("assessment/", "country", "KH"),
    )
    assert [step.record for step in act.steps] == [Q5, Q5, Q5, "assessment/"]
    assert {head.field for head in heads(database)} == {"note", "value", "counts"}
    with database.read() as connection:
        row = connection.execute(select(tables.answer)).one()
        assert (row.note, row.affected, row.seen) == ("Two exits.", 2, 9)
        assert canonical.decode(row.value) == ("b", "a")
        assert connection.scalar(select(tables.document.c.kind)) == "assessment"
    assert count(database, "unsealed") == 4
    assert sound(database)


def test_that_an_edit_names_what_it_replaces(plain: Database) -> None:
    first = note(plain, "one exit")
    second = note(plain, "two exits", now=1)
    assert second.steps[0].before == heads_of_act(first, "one exit")
    (head,) = heads(plain)
    assert (head.value, head.at) == ("two exits", 11)


def heads_of_act(act: Act, value: Value) -> tuple[Head, ...]:
    (step,) = act.steps
    (made,) = step.made
    return (Head(step.field, made, 10, 0, value),)


def test_that_saying_the_same_again_is_no_change(plain: Database) -> None:
    assert not note(plain, None)
    assert note(plain, "one exit")
    assert not note(plain, "one exit", now=99)
    assert note(plain, None)
    assert not note(plain, None)
    assert count(plain, "unsealed") == 2


def test_that_saying_the_same_as_two_rivals_settles_them(plain: Database) -> None:
    take_in(plain, said("yes", at=1), said("yes", at=2))
    assert note(plain, "yes")
    assert len(heads(plain)) == 1


def test_that_an_edit_of_several_fields_happens_whole_or_not(plain: Database) -> None:
    with pytest.raises(NotCanonicalError):
        edit(plain, Edit(Q5, "note", "a"), Edit(Q5, "wording", "\ud800"))
    assert heads(plain) == ()
    assert count(plain, "unsealed") == 0


@pytest.mark.parametrize(
    "value", ["x" * MAX_VALUE, b"x" * MAX_VALUE, ["x"] * MAX_VALUE]
)
def test_that_what_no_batch_can_carry_isn_t_saved(
    plain: Database, value: Value
) -> None:
    with pytest.raises(TooLong, match="at most 128 kB"):
        note(plain, value)
    with pytest.raises(TooLong), plain.write() as connection:
        writer.save_draft(connection, DOCUMENT, Q5, "note", value=value, now=1)
    assert count(plain, "unsealed") + count(plain, "draft") == 0


def test_that_what_is_just_short_enough_can_be_sealed(laptops: World) -> None:
    a, b, _ = laptops.devices
    long = "ខ" * ((MAX_VALUE - 5) // 3)
    a.edit(DOCUMENT, [Edit(f"answer/{n}", "note", long) for n in range(12)])
    a.seal()
    assert len(a.sealed()) > 1
    b.receive(a.sealed())
    assert heads(b.database, "answer/11")[0].value == long


@pytest.mark.parametrize("record", ["answer/" + "x" * 200, "answer/\0"])
def test_that_a_record_no_batch_can_name_is_a_bug(plain: Database, record: str) -> None:
    with pytest.raises(ValueError, match="no batch can carry"):
        edit(plain, Edit(record, "note", "a"))


def test_that_more_rivals_than_a_change_may_name_can_be_settled_and_undone(
    laptops: World,
) -> None:
    a, b, _ = laptops.devices
    many = MAX_PARENTS * 2
    for start in range(0, many, 8):
        flood = [said(n, record=Q5, at=n) for n in range(start, min(start + 8, many))]
        with a.database.write() as connection:
            writer.take_in(connection, sealed(flood))
    assert len(heads(a.database)) == many
    a.edit(DOCUMENT, [Edit(Q5, "note", "settled")])
    (head,) = heads(a.database)
    assert head.value == "settled"
    a.undo(a.acts[-1])
    assert sorted(one.value for one in heads(a.database)) == list(range(many))
    a.undo(a.acts[-1])
    assert [one.value for one in heads(a.database)] == ["settled"]
    assert sound(a.database)
    a.seal()
    with b.database.write() as connection:
        for data in a.sealed():
            writer.take_in(connection, batches.read(data))
    assert [one.value for one in heads(b.database)] == ["settled"]


def test_that_undo_puts_back_what_was_there(database: Database) -> None:
    note(database, "one exit")
    first = heads(database)[0]
    act = edit(database, Edit(Q5, "note", "two"), Edit(Q5, "wording", "Two."), now=20)
    undone = put_back(database, act, now=30)
    found = shown(Q5, heads(database))
    assert (found["note"].value, found["wording"].value) == ("one exit", None)
    assert found["note"].head.origin == first.id
    put_back(database, undone, now=40)
    found = shown(Q5, heads(database))
    assert (found["note"].value, found["wording"].value) == ("two", "Two.")
    assert sound(database)


def test_that_an_act_is_undone_as_a_whole_or_not_at_all(plain: Database) -> None:
    act = edit(plain, Edit(Q5, "note", "two"), Edit(Q5, "wording", "Two."))
    note(plain, "three")
    before = heads(plain)
    with pytest.raises(ChangedSinceError) as refused:
        put_back(plain, act)
    assert (refused.value.record, refused.value.field) == (Q5, "note")
    assert heads(plain) == before


def test_that_the_first_author_stays_the_origin_through_undo_and_redo(
    plain: Database,
) -> None:
    note(plain, "one")
    first = heads(plain)[0].id
    act = note(plain, "two", now=20)
    second = heads(plain)[0].id
    for _ in range(3):
        act = put_back(plain, act)
        assert heads(plain)[0].origin == first
        act = put_back(plain, act)
        assert heads(plain)[0].origin == second


def test_that_what_two_put_back_for_one_reason_is_put_back_once(
    plain: Database,
) -> None:
    reason = ChangeId(b"o" * 16)
    rivals = [identified(Change(Q5, "note", "one", (), at, reason)) for at in (1, 2)]
    take_in(plain, *rivals)
    undone = put_back(plain, note(plain, "settled"))
    assert count(plain, "unsealed") == 2
    assert [head.value for head in heads(plain)] == ["one"]
    put_back(plain, undone)
    assert [head.value for head in heads(plain)] == ["settled"]
    assert sound(plain)


def test_that_a_batch_taken_in_twice_is_taken_in_once(database: Database) -> None:
    assert take_in(database, said("a"), said("b", field="wording"))
    before = heads(database)
    assert not take_in(database, said("a"), said("b", field="wording"))
    assert heads(database) == before
    assert count(database, "batch") == 1
    assert sound(database)


def test_that_a_change_that_comes_in_two_batches_is_one_change(
    plain: Database,
) -> None:
    first, second = said("a"), said("b", said("a")[0], at=2)
    take_in(plain, first)
    take_in(plain, second)
    with plain.write() as connection:
        assert writer.take_in(connection, sealed([first], number=9))
    assert [head.value for head in heads(plain)] == ["b"]
    assert sound(plain)


def test_that_an_unread_batch_changes_nothing_until_it_can_be_read(
    database: Database,
) -> None:
    whole = sealed([said("a", at=3)])
    with database.write() as connection:
        first = sealed([said("b", at=1)], number=2)
        assert writer.take_in(connection, first)
        assert writer.take_in(connection, replace(whole, changes=()), state="unread")
    assert [head.value for head in heads(database)] == ["b"]
    assert sound(database)
    with database.write() as connection:
        assert read_again(connection) == 1
        assert read_again(connection) == 0
    assert {head.value for head in heads(database)} == {"a", "b"}
    assert sound(database)


def test_that_a_batch_still_too_new_stays_unread(plain: Database) -> None:
    batch = sealed([said("a")])
    later = replace(batch, changes=(), data=b"nobody knows")
    with plain.write() as connection:
        assert writer.take_in(connection, later, state="unread")
        assert read_again(connection) == 0
        assert connection.scalar(select(tables.batch.c.state)) == "unread"


def test_that_what_is_missing_is_awaited_until_it_comes(database: Database) -> None:
    first = sealed([said("a")])
    other = sealed([said("x", field="wording")], number=5)
    last = sealed([said("b", at=2)], number=2, prev=first.hash, seen=[other.hash])

    def awaited() -> set[bytes]:
        with database.read() as connection:
            return set(connection.scalars(select(tables.awaited.c.hash)))

    def tips() -> set[bytes]:
        with database.read() as connection:
            return set(
                connection.scalars(
                    select(tables.batch.c.hash).where(tables.batch.c.tip)
                )
            )

    def take(batch: batches.Batch) -> None:
        with database.write() as connection:
            assert writer.take_in(connection, batch)

    take(other)
    assert (awaited(), tips()) == (set(), {other.hash})
    take(last)
    assert (awaited(), tips()) == ({first.hash}, {last.hash})
    take(first)
    assert (awaited(), tips()) == (set(), {last.hash})


def test_that_2000_changes_come_in_at_once(database: Database) -> None:
    changes = [
        said(n, record=f"answer/{n // 2}", field=("note", "wording")[n % 2], at=n)
        for n in range(2000)
    ]
    assert take_in(database, *changes)
    again = [
        said("x", one, record=c.record, field=c.field, at=5000) for one, c in changes
    ]
    with database.write() as connection:
        assert writer.take_in(connection, sealed(again, number=2))
    assert count(database, "answer") == 1000
    assert count(database, "named") == 2000
    assert {head.value for head in heads(database, "answer/999")} == {"x"}
    assert sound(database)


def test_that_drafts_are_kept_replaced_and_dropped(database: Database) -> None:
    def draft(value: Value) -> None:
        with database.write() as connection:
            writer.save_draft(connection, DOCUMENT, Q5, "note", value=value, now=1)

    def drafts() -> list[Value]:
        with database.read() as connection:
            found = connection.scalars(select(tables.draft.c.value)).all()
        return [canonical.decode(one) for one in found]

    draft("W")
    draft("Wo")
    assert drafts() == ["Wo"]
    assert heads(database) == ()
    with database.write() as connection:
        writer.drop_draft(connection, DOCUMENT, Q5, "wording")
    assert drafts() == ["Wo"]
    with database.write() as connection:
        writer.drop_draft(connection, DOCUMENT, Q5, "note")
    assert drafts() == []


@pytest.mark.parametrize(
    "order", [("factory/", "assessment/"), ("assessment/", "factory/")]
)
def test_that_what_a_document_is_says_its_content_not_the_order(
    plain: Database, order: tuple[str, str]
) -> None:
    for number, record in enumerate(order):
        with plain.write() as connection:
            change = said("x", record=record, field="country")
            writer.take_in(connection, sealed([change], number=number))
    with plain.read() as connection:
        assert connection.scalar(select(tables.document.c.kind)) == "assessment"


def test_that_a_rebuilt_document_is_what_it_was(database: Database) -> None:
    note(database, "one")
    edit(database, Edit("assessment/", "country", "KH"), Edit(Q5, "extent", "isolated"))
    take_in(database, said("two", at=50), said("x", field="wording"))
    note(database, "three", now=60)
    with database.read() as connection:
        before = picture(connection)
    with database.write() as connection:
        rebuild(connection, filing.lock_document(connection, DOCUMENT))
    with database.read() as connection:
        assert picture(connection) == before
    assert sound(database)


@pytest.mark.parametrize("kind", ["plain", "postgresql"])
def test_that_writers_at_once_lose_nothing(
    kind: str, request: pytest.FixtureRequest
) -> None:
    database: Database = request.getfixturevalue(kind)
    keys = [SigningKey.from_secret(bytes([n]) * 32) for n in range(4)]

    def work(key: SigningKey) -> None:
        last: dict[str, ChangeId] = {}
        for n in range(12):
            record = f"answer/{n % 3}"
            before = [last[record]] if record in last else []
            change = said(n, *before, record=record, at=n, device=key.public)
            last[record] = change[0]
            batch = batches.read(sealed([change], key=key, number=n).data)
            with database.write() as connection:
                writer.take_in(connection, batch)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, keys))
    assert count(database, "batch") == 48
    assert count(database, "document") == 1
    assert [head.value for head in heads(database, "answer/2")] == [11] * 4
    assert sound(database)


@pytest.mark.parametrize("kind", ["plain", "postgresql"])
def test_that_editors_at_once_each_see_the_one_before(
    kind: str, request: pytest.FixtureRequest
) -> None:
    database: Database = request.getfixturevalue(kind)

    def work(number: int) -> None:
        for n in range(10):
            note(database, f"{number} {n}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert len(heads(database)) == 1
    assert count(database, "named") == 39
    assert sound(database)


# Any text.

awkward = st.one_of(
    st.text(max_size=60),
    st.text(
        "\0\u200b\u202e\ufeff\ud7ff\ue000\U0010ffff👷🏽‍♀️ខ្មែរ\r\n\u0301e", max_size=20
    ),
)


@given(text=awkward, value=values)
def test_that_any_text_survives_edit_store_batch_and_another_store(
    text: str,
    value: Value,
    shared_laptops: World,
) -> None:
    a, b, hub = shared_laptops.devices
    document = bytes(16)
    fields = [Edit("answer/A", "note", text), Edit("answer/A", "value", value)]
    a.edit(document, [Edit(one.record, one.field, b"before") for one in fields])
    a.edit(document, fields)
    a.seal()
    fresh = a.sealed()[-1:]
    b.receive(fresh)
    hub.receive(b.sealed()[-1:])
    for device in (a, b, hub):
        found = shown("answer/A", heads(device.database, "answer/A"))
        assert canonical.encode(found["note"].value) == canonical.encode(text)
        assert canonical.encode(found["value"].value) == canonical.encode(value)
        with device.database.read() as connection:
            row = connection.scalar(select(tables.answer.c.note))
        assert row == text.replace("\0", "")
