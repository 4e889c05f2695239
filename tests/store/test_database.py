"""Databases of every kind behind the one door, and what their errors mean."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, exc, text

from bwassess.store.database import Database
from bwassess.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DatabaseUnreachable,
    DiskFull,
    VaultLocked,
)
from tests.fixtures_postgres import database_url

KEY = bytes(range(32))


@pytest.fixture(params=["encrypted", "plain"])
def opener(request: pytest.FixtureRequest) -> Callable[..., Database]:
    if request.param == "plain":
        return Database.plain
    return partial(Database.encrypted, key=KEY)


@pytest.fixture
def database(opener: Callable[..., Database], tmp_path: Path) -> Iterator[Database]:
    made = opener(tmp_path / "a.db")
    with made.write() as rows:
        rows.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY, said TEXT)"))
        rows.execute(
            text("CREATE TABLE child (t INTEGER REFERENCES t (n) NOT NULL)"),
        )
    yield made
    made.close()


def add(rows: Connection, n: int, said: str = "") -> None:
    rows.execute(text("INSERT INTO t VALUES (:n, :said)"), {"n": n, "said": said})


def count(database: Database) -> int:
    with database.read() as rows:
        return int(rows.execute(text("SELECT count(*) FROM t")).scalar_one())


def test_that_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = Database.encrypted(path, KEY)
    with database.write() as rows:
        rows.execute(text("CREATE TABLE t (n INTEGER, said TEXT)"))
        add(rows, 1, "មនុស្ស")
    database.close()
    again = Database.encrypted(path, KEY)
    with again.read() as rows:
        assert rows.execute(text("SELECT said FROM t")).scalar_one() == "មនុស្ស"
    again.close()


def test_that_a_failing_write_leaves_nothing(database: Database) -> None:
    with pytest.raises(exc.IntegrityError), database.write() as rows:  # noqa: PT012
        add(rows, 1)
        add(rows, 1)
    assert count(database) == 0


def test_that_commits_are_as_durable_as_promised(database: Database) -> None:
    with database.read() as rows:
        assert rows.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert rows.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert rows.exec_driver_sql("PRAGMA temp_store").scalar_one() == 2
        assert rows.exec_driver_sql("PRAGMA fullfsync").scalar_one() == 1


def test_that_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(exc.IntegrityError), database.write() as rows:
        rows.execute(text("INSERT INTO child VALUES (7)"))


def test_that_a_reader_sees_one_moment_while_another_writes(
    database: Database,
) -> None:
    with database.read() as reader:
        before = reader.execute(text("SELECT count(*) FROM t")).scalar_one()
        with database.write() as rows:
            add(rows, 1)
        after = reader.execute(text("SELECT count(*) FROM t")).scalar_one()
    assert (before, after) == (0, 0)
    assert count(database) == 1


def test_that_a_savepoint_can_be_taken_back(database: Database) -> None:
    with database.write() as rows:
        add(rows, 1)
        inner = rows.begin_nested()
        add(rows, 2)
        inner.rollback()
    assert count(database) == 1


def test_that_writers_in_many_threads_take_turns(database: Database) -> None:
    def write(first: int) -> None:
        for n in range(first, first + 10):
            with database.write() as rows:
                seen = rows.execute(text("SELECT count(*) FROM t")).scalar_one()
                add(rows, n, str(seen))

    threads = [threading.Thread(target=write, args=(i * 10,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as rows:
        seen = rows.execute(text("SELECT said FROM t")).scalars().all()
    assert sorted(int(said) for said in seen) == list(range(60))


def test_that_another_program_holding_the_lock_is_called_busy(
    database: Database, opener: Callable[..., Database]
) -> None:
    other = opener(Path(database.place), busy_timeout_s=0.05)
    with database.write() as rows:
        add(rows, 1)
        with pytest.raises(DatabaseBusy), other.write():
            pass
    other.close()


def test_that_a_write_inside_a_write_gives_up_and_spoils_nothing(
    database: Database, opener: Callable[..., Database]
) -> None:
    impatient = opener(Path(database.place), busy_timeout_s=0.05)
    with impatient.write(), pytest.raises(DatabaseBusy), impatient.write():
        pass
    with impatient.write() as rows:
        add(rows, 1)
    assert count(impatient) == 1
    impatient.close()


def test_that_another_key_and_a_plain_file_read_as_damaged(tmp_path: Path) -> None:
    Database.encrypted(tmp_path / "a.db", KEY).close()
    database = Database.encrypted(tmp_path / "a.db", KEY)
    with database.write() as rows:
        rows.execute(text("CREATE TABLE t (n INTEGER)"))
    database.close()
    (tmp_path / "b.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    for path, key in ((tmp_path / "a.db", bytes(32)), (tmp_path / "b.db", KEY)):
        stranger = Database.encrypted(path, key)
        with pytest.raises(DamagedDatabase, match=path.name), stranger.read():
            pass
        stranger.close()


def test_that_a_flipped_bit_reads_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    database = Database.encrypted(path, KEY)
    with database.write() as rows:
        rows.execute(text("CREATE TABLE t (n INTEGER, said TEXT)"))
        add(rows, 1, "x" * 20_000)
    database.close()
    content = bytearray(path.read_bytes())
    content[len(content) - 3000] ^= 1
    path.write_bytes(content)
    again = Database.encrypted(path, KEY)
    # SQLCipher itself hands out the long value with its last page wiped.
    with pytest.raises(DamagedDatabase), again.read() as rows:
        rows.execute(text("SELECT said FROM t")).all()
    again.close()


def test_that_a_plain_file_of_anything_else_reads_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"anything else " * 1_000)
    database = Database.plain(tmp_path / "a.db")
    with pytest.raises(DamagedDatabase, match=r"a\.db"), database.read():
        pass
    database.close()


def test_that_a_full_disk_is_said_and_loses_nothing(database: Database) -> None:
    with database.write() as rows:
        add(rows, 1)
    with database.driver() as driver:
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull), database.write() as rows:
        add(rows, 2, "x" * 100_000)
    assert count(database) == 1


def test_that_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    database = Database.encrypted(tmp_path / "gone" / "a.db", KEY)
    with pytest.raises(DatabaseUnreachable, match="gone"), database.read():
        pass
    database.close()


def test_that_a_server_that_is_away_is_said_without_its_password(
    tmp_path: Path,
) -> None:
    database = Database.postgresql(f"postgresql://me:secret@/hub?host={tmp_path}")
    assert database.dialect == "postgresql"
    with pytest.raises(DatabaseUnreachable) as caught, database.read():
        pass
    assert "secret" not in str(caught.value)
    database.close()


@pytest.fixture
def server() -> Iterator[Database]:
    with database_url() as url:
        database = Database.postgresql(url)
        with database.write() as rows:
            rows.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY, said TEXT)"))
        yield database
        database.close()


@pytest.mark.postgres
def test_that_a_reader_of_the_server_sees_one_moment_and_cant_write(
    server: Database,
) -> None:
    with server.read() as reader:
        before = reader.execute(text("SELECT count(*) FROM t")).scalar_one()
        with server.write() as rows:
            add(rows, 1)
        after = reader.execute(text("SELECT count(*) FROM t")).scalar_one()
    assert (before, after) == (0, 0)
    assert count(server) == 1
    with pytest.raises(exc.InternalError, match="read-only"), server.read() as reader:
        add(reader, 2)
    with server.write() as rows:
        add(rows, 2)
    assert count(server) == 2


@pytest.mark.postgres
def test_that_a_bug_is_no_trouble_of_the_server(server: Database) -> None:
    with pytest.raises(exc.ProgrammingError), server.read() as rows:
        rows.execute(text("SELECT nonsense"))
    with pytest.raises(exc.DataError), server.write() as rows:
        add(rows, 1, "\0")
    with pytest.raises(exc.IntegrityError), server.write() as rows:  # noqa: PT012
        add(rows, 1)
        add(rows, 1)
    assert count(server) == 0


@pytest.mark.postgres
def test_that_a_server_that_hangs_up_is_said_and_found_again(
    server: Database,
) -> None:
    hang_up = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid = :pid"
    )
    with pytest.raises(DatabaseUnreachable), server.write() as rows:  # noqa: PT012
        pid = rows.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with server.write() as other:
            other.execute(hang_up, {"pid": pid})
        add(rows, 1)
    assert count(server) == 0


@pytest.mark.postgres
def test_that_two_who_wait_for_each_other_are_called_busy(server: Database) -> None:
    with server.write() as rows:
        add(rows, 1)
        add(rows, 2)
    with pytest.raises(DatabaseBusy), server.write() as one:  # noqa: PT012
        one.execute(text("UPDATE t SET said = 'a' WHERE n = 1"))
        with server.write() as two:
            two.execute(text("SET LOCAL lock_timeout = '50ms'"))
            two.execute(text("UPDATE t SET said = 'b' WHERE n = 1"))


def test_that_nothing_is_in_clear_on_the_disk_while_open(tmp_path: Path) -> None:
    canary = "canary-7f3a-ចុង"
    database = Database.encrypted(tmp_path / "a.db", KEY)
    with database.write() as rows:
        rows.execute(text("CREATE TABLE t (n INTEGER, said TEXT)"))
        add(rows, 1, canary * 2_000)
    with database.read() as rows:
        rows.execute(text("SELECT said FROM t ORDER BY said")).all()
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert {path.suffix for path in files} == {".db", ".db-wal", ".db-shm"}
        for path in files:
            assert canary.encode() not in path.read_bytes()
            assert b"SQLite format 3" not in path.read_bytes()
    database.close()


def test_that_work_after_closing_is_told_that_it_is_locked(
    database: Database,
) -> None:
    database.close()
    with pytest.raises(VaultLocked), database.read():
        pass
    with pytest.raises(VaultLocked), database.write():
        pass
