"""What records show, as rows; and no value from anywhere can break them."""

import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bwassess.checklist.given import Value
from bwassess.journal import canonical
from bwassess.store import filing, tables, writer
from bwassess.store.database import Database
from bwassess.store.disagreements import disagreements
from bwassess.store.projection import row_of
from bwassess.store.replay import rebuild
from bwassess.store.verify import verify
from bwassess.store.writer import Edit
from tests.changes import KEY, said, sealed, values
from tests.store.comparing import picture
from tests.store.simulator import FIELDS, VALUES, World

DOCUMENT = b"D" * 16


def row(connection: Connection, table: str) -> dict[str, Any]:
    found = connection.execute(select(tables.TYPED[table])).mappings().one()
    return {name: value for name, value in found.items() if name != "document"}


def say(database: Database, record: str, **said: Value) -> None:
    edits = [
        Edit(record, name.replace("__", ":"), value) for name, value in said.items()
    ]
    with database.write() as connection:
        writer.edit(connection, DOCUMENT, edits, device=KEY.public, now=10)


def test_that_an_assessment_is_a_row(database: Database) -> None:
    say(
        database,
        "assessment/",
        factory=b"f" * 16,
        checklist="abc",
        country="KH",
        cycle=3,
        visit=("2026-11-17", "2026-11-18"),
        announced=True,
        summary="Short.",
        state={"state": "ready", "digest": b"", "tips": ()},
    )
    with database.read() as connection:
        assert row(connection, "assessment") == {
            "factory": b"f" * 16,
            "checklist": "abc",
            "country": "KH",
            "cycle": 3,
            "first_day": "2026-11-17",
            "last_day": "2026-11-18",
            "announced": True,
            "state": "ready",
            "summary": "Short.",
            "disputed": "",
        }


def test_that_an_answer_is_a_row(database: Database) -> None:
    say(
        database,
        "answer/OS8.05",
        value={"value": {"n": "31", "of": "1061"}, "revision": "r1"},
        note="Two exits.",
        override={"is_finding": False, "reason": "Opened at once."},
        wording="Exits were locked.",
        passed="The limit is for another machine.",
        counts={"affected": 2, "seen": 9},
        extent="systemic",
        photos=(b"\x01" * 16, b"\x02" * 16),
        source__worker=True,
        source__document=True,
        source__union=False,
    )
    with database.read() as connection:
        found = row(connection, "answer")
    assert canonical.decode(found.pop("value")) == {"n": "31", "of": "1061"}
    assert found == {
        "question": "OS8.05",
        "revision": "r1",
        "note": "Two exits.",
        "override": False,
        "reason": "Opened at once.",
        "passed": "The limit is for another machine.",
        "wording": "Exits were locked.",
        "affected": 2,
        "seen": 9,
        "extent": "systemic",
        "sources": "document worker",
        "photos": "01" * 16 + " " + "02" * 16,
        "changed_at": 10,
        "disputed": "",
    }


def test_that_other_records_are_rows(database: Database) -> None:
    say(
        database,
        "evidence/77",
        file={
            "sha256": "ab",
            "media_type": "image/jpeg",
            "size": 5,
            "width": 4,
            "height": 3,
            "thumbnail": "cd",
            "original": "",
            "taken_at": 9,
        },
        question="OS8.05",
        caption="Exit 3",
        place="Floor 2",
    )
    say(database, "member/11", name="Sokha", lead=True)
    say(database, "interview/22", group={"kind": "group", "women": 4, "men": 1})
    say(database, "factory/", name="Sunrise", country="KH", os_id="KH1", city="Kandal")
    say(database, "checklist/", facts={"hash": "ab", "title": "T", "parts": 2})
    with database.read() as connection:
        evidence = row(connection, "evidence")
        assert (evidence["id"], evidence["sha256"], evidence["size"]) == ("77", "ab", 5)
        assert (evidence["width"], evidence["height"], evidence["taken_at"]) == (
            4,
            3,
            9,
        )
        assert (evidence["question"], evidence["caption"]) == ("OS8.05", "Exit 3")
        assert (evidence["place"], evidence["removed"]) == ("Floor 2", False)
        member = row(connection, "member")
        assert (member["person"], member["name"], member["lead"]) == (
            "11",
            "Sokha",
            True,
        )
        interview = row(connection, "interview")
        assert (interview["kind"], interview["women"]) == ("group", 4)
        factory = row(connection, "factory")
        assert (factory["name"], factory["os_id"]) == ("Sunrise", "KH1")
        assert canonical.decode(factory["facts"]) == {"city": "Kandal"}
        checklist = row(connection, "checklist")
        assert (checklist["hash"], checklist["parts"]) == ("ab", 2)


def test_that_a_removed_record_says_so(plain: Database) -> None:
    say(plain, "member/11", name="Sokha")
    with plain.read() as connection:
        heads = connection.scalar(select(tables.record.c.heads))
    seen = tuple(one[1] for one in canonical.trusted(heads))
    say(plain, "member/11", removed=seen)
    with plain.read() as connection:
        assert row(connection, "member")["removed"] is True


def test_that_disputed_fields_are_named(plain: Database) -> None:
    rivals = [
        said(value, record="answer/A", field=field, document=DOCUMENT)
        for field in ("note", "wording", "photos")
        for value in ("a", "b")
    ]
    with plain.write() as connection:
        writer.take_in(connection, sealed(rivals, document=DOCUMENT))
    with plain.read() as connection:
        assert row(connection, "answer")["disputed"] == "note wording"
        assert connection.scalar(select(tables.record.c.disputed)) == "note wording"


@pytest.mark.parametrize("field", ["my note", "note\u2003", " ", "", "a\nb"])
def test_that_a_field_with_blanks_in_its_name_disputes_no_other(
    plain: Database, field: str
) -> None:
    rivals = [
        said(value, record="answer/A", field=field, document=DOCUMENT) for value in "ab"
    ]
    with plain.write() as connection:
        writer.take_in(connection, sealed(rivals, document=DOCUMENT))
    with plain.read() as connection:
        words = row(connection, "answer")["disputed"].split()
        (one,) = disagreements(connection, DOCUMENT)
    assert len(words) == 1
    assert words != ["note"]
    assert (one.field, len(one.rivals)) == (field, 2)


@pytest.mark.parametrize(
    "record",
    [
        "visitor/1",
        "answer",
        "member",
        "assessment",
        "assessment/2",
        "factory/b",
        "checklist/x",
        "content/0001",
        "",
        "/",
    ],
)
def test_that_no_two_records_write_one_row(record: str) -> None:
    assert row_of(record, {}) is None


def test_that_records_nobody_knows_are_kept_for_later(plain: Database) -> None:
    say(plain, "visitor/1", hat="straw")
    with plain.read() as connection:
        assert connection.scalar(select(tables.record.c.name)) == "visitor/1"
        assert verify(connection) == []


def test_that_every_shape_in_every_field_is_a_row(database: Database) -> None:
    places = sorted(set(FIELDS))
    for value in VALUES:
        document = hashlib.sha256(canonical.encode(value)).digest()[:16]
        changes = [
            said(value, record=record, field=field, document=document)
            for record, field in places
        ]
        with database.write() as connection:
            writer.take_in(connection, sealed(changes, document=document))
    with database.read() as connection:
        assert verify(connection) == []


anything = st.one_of(values, st.sampled_from(VALUES))


@given(
    st.lists(st.tuples(st.sampled_from(FIELDS), anything), min_size=1, max_size=12),
    st.binary(min_size=16, max_size=16),
)
@settings(max_examples=20)
def test_that_no_value_breaks_a_row_on_any_engine(
    shared_laptops: World,
    said_of: list[tuple[tuple[str, str], Value]],
    document: bytes,
) -> None:
    changes = [
        said(value, record=record, field=field, document=document, at=at)
        for at, ((record, field), value) in enumerate(said_of)
    ]
    batch = sealed(changes[:8], document=document)
    pictures = []
    for device in shared_laptops.devices:
        with device.database.write() as connection:
            writer.take_in(connection, batch)
            key = filing.lock_document(connection, document)
            rebuild(connection, key)
        with device.database.read() as connection:
            assert verify(connection) == []
            pictures.append(picture(connection))
    assert pictures[0] == pictures[1] == pictures[2]


def test_that_a_bent_row_is_found(database: Database) -> None:
    say(database, "answer/A", note="Two exits.")
    say(database, "answer/A", note="Three exits.")
    bends = [
        tables.answer.update().values(note="No exits."),
        tables.record.update().values(disputed="note"),
        tables.named.delete(),
        tables.answer.delete(),
    ]
    for bend in bends:
        with database.write() as connection:
            connection.execute(bend)
        with database.read() as connection:
            assert verify(connection) != []
        with database.write() as connection:
            rebuild(connection, filing.lock_document(connection, DOCUMENT))
        with database.read() as connection:
            assert verify(connection) == []
