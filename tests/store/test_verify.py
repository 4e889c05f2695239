"""Whatever was altered behind the program's back is found."""

from typing import Any

import pytest
from sqlalchemy import Executable, select

from bwassess.store import filing, tables, writer
from bwassess.store.database import Database
from bwassess.store.replay import rebuild
from bwassess.store.verify import verify
from bwassess.store.writer import Edit
from tests.changes import DOCUMENT, KEY, said, sealed

OTHER = b"O" * 16


@pytest.fixture
def filled(plain: Database) -> Database:
    """Two documents with sealed and unsealed changes, replaced and disputed ones."""
    first = said("one", at=1)
    with plain.write() as connection:
        several = [first, said("two", first[0], at=2), said("x", field="wording")]
        writer.take_in(connection, sealed(several))
        writer.take_in(connection, sealed([said("y", field="wording")], number=2))
        there = said("there", document=OTHER)
        writer.take_in(connection, sealed([there], document=OTHER))
        edit = Edit("assessment/", "country", "KH")
        writer.edit(connection, DOCUMENT, [edit], device=KEY.public, now=5)
        writer.edit(connection, OTHER, [edit], device=KEY.public, now=5)
    return plain


def flaws(database: Database) -> list[str]:
    with database.read() as connection:
        return [flaw.message for flaw in verify(connection)]


def key_of(database: Database, document: bytes) -> int:
    with database.read() as connection:
        return int(
            connection.execute(
                select(tables.document.c.key).where(tables.document.c.id == document)
            ).scalar_one()
        )


def test_that_a_sound_vault_has_no_flaw(filled: Database) -> None:
    told: list[tuple[int, int]] = []
    with filled.read() as connection:
        found = verify(connection, progress=lambda *done: told.append(done))
    assert found == []
    assert told == [(1, 2), (2, 2)]


def test_that_a_vault_with_nothing_in_it_has_no_flaw(plain: Database) -> None:
    assert flaws(plain) == []


ALTERED: dict[str, Executable] = {
    "a value in a row": tables.answer.update().values(note="No exits."),
    "a row gone": tables.answer.delete(),
    "a row more": tables.member.insert().values(
        document=1, person="x", name="", lead=False, removed=False, disputed=""
    ),
    "what is disputed": tables.record.update().values(disputed=""),
    "a record gone": tables.record.delete(),
    "what was replaced": tables.named.delete(),
    "a change gone": tables.unsealed.delete(),
    "a change's value": tables.unsealed.update().values(value=b"\xa2VN"),
    "a batch gone": tables.batch.delete(),
    "a batch's person": tables.batch.update().values(person=b"x" * 16),
    "a batch's number": tables.batch.update().values(number=9),
    "a batch's hash": tables.batch.update()
    .values(hash=b"x" * 32)
    .where(tables.batch.c.seq == 1),
    "whether a batch counts": tables.batch.update().values(state="unread"),
}


@pytest.mark.parametrize("what", list(ALTERED))
def test_that_an_altered_table_is_found(filled: Database, what: str) -> None:
    with filled.write() as connection:
        connection.execute(ALTERED[what])
    assert flaws(filled)


@pytest.mark.parametrize("place", [3, 60, 200, -5, -80])
def test_that_a_batch_with_one_bit_altered_is_found(
    filled: Database, place: int
) -> None:
    with filled.write() as connection:
        row: Any = connection.execute(
            select(tables.batch).where(tables.batch.c.seq == 1)
        ).one()
        bent = bytearray(row.bytes)
        bent[place] ^= 1
        connection.execute(
            tables.batch.update()
            .where(tables.batch.c.seq == 1)
            .values(bytes=bytes(bent))
        )
    (flaw,) = flaws(filled)
    assert flaw.startswith("A stored batch was altered")


def test_that_a_batch_moved_to_another_document_is_found_even_if_rebuilt(
    filled: Database,
) -> None:
    here, there = key_of(filled, DOCUMENT), key_of(filled, OTHER)
    with filled.write() as connection:
        connection.execute(
            tables.batch.update()
            .where(tables.batch.c.document == there)
            .values(document=here)
        )
        rebuild(connection, here)
        rebuild(connection, there)
    assert flaws(filled) == ["A batch is filed under other facts than its own."]


def test_that_rebuilding_mends_what_isn_t_a_batch(filled: Database) -> None:
    with filled.write() as connection:
        connection.execute(tables.answer.delete())
        connection.execute(tables.record.update().values(disputed=""))
        connection.execute(tables.named.delete())
    assert flaws(filled)
    with filled.write() as connection:
        for document in (DOCUMENT, OTHER):
            rebuild(connection, filing.lock_document(connection, document))
    assert flaws(filled) == []
