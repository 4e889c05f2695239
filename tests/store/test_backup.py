"""Backups: whole before they count, few enough to keep, restored without loss."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bwassess.store.backup import APPLICATION_ID, Backups, Occasion, is_due, superseded
from bwassess.store.database import Database
from bwassess.store.errors import (
    DamagedBackup,
    DamagedDatabase,
    NoSuchBackup,
)
from bwassess.store.header import Cost
from bwassess.store.vault import Vault

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
OPENS = "correct horse"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def lay_out(database: Database) -> None:
    with database.write() as rows:
        rows.execute(text("CREATE TABLE said (words TEXT)"))


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made, _recovery = Vault.create(
        tmp_path / "vault", OPENS, prepare=lay_out, cost=CHEAP
    )
    say(made, "first")
    yield made
    made.lock()


def say(vault: Vault, words: str) -> None:
    with vault.database.write() as rows:
        rows.execute(text("INSERT INTO said VALUES (:words)"), {"words": words})


def heard(vault: Vault) -> list[str]:
    with vault.database.read() as rows:
        return list(rows.execute(text("SELECT words FROM said")).scalars())


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_that_a_backup_is_one_encrypted_file_named_for_its_time(vault: Vault) -> None:
    say(vault, "canary-7f3a" * 1_000)
    backup = vault.backups.write(vault.database, at=NOON)
    assert backup.name == "20261122T120000Z-auto"
    assert backup.at == NOON
    assert backup.size == backup.path.stat().st_size
    assert {path.name for path in backup.path.parent.iterdir()} == {
        "header.json",
        backup.path.name,
    }
    assert b"canary-7f3a" not in backup.path.read_bytes()
    assert b"SQLite format" not in backup.path.read_bytes()


def test_that_two_backups_of_one_second_are_two(vault: Vault) -> None:
    vault.backups.write(vault.database, at=NOON)
    vault.backups.write(vault.database, at=NOON)
    assert len(vault.backups.newest_first()) == 2


def test_that_a_backup_holds_what_was_saved_while_work_goes_on(vault: Vault) -> None:
    with vault.database.write() as rows:
        rows.execute(text("INSERT INTO said VALUES ('not yet saved')"))
        vault.backups.write(vault.database, at=NOON)
    assert heard(vault) == ["first", "not yet saved"]
    vault.lock()
    with Vault.open(vault.folder, OPENS, restoring="20261122T120000Z-auto") as restored:
        assert heard(restored) == ["first"]


def test_that_a_restore_keeps_what_it_replaces(vault: Vault) -> None:
    backup = vault.backups.write(vault.database, at=NOON)
    say(vault, "second")
    vault.lock()
    with Vault.open(vault.folder, OPENS, restoring=backup.name) as restored:
        assert heard(restored) == ["first"]
        say(restored, "third")
    (replaced,) = vault.folder.glob("vault.db.replaced-*")
    replaced.replace(vault.folder / "vault.db")
    with Vault.open(vault.folder, OPENS) as again:
        assert heard(again) == ["first", "second"]


def test_that_a_restore_takes_the_log_of_a_killed_program_aside_too(
    vault: Vault,
) -> None:
    backup = vault.backups.write(vault.database, at=NOON)
    say(vault, "only in the log")
    beside = {
        path.name: path.read_bytes() for path in vault.folder.glob("vault.db-wal")
    }
    database = (vault.folder / "vault.db").read_bytes()
    vault.lock()
    # As a kill leaves it: the database, and beside it a log not yet taken in.
    (vault.folder / "vault.db").write_bytes(database)
    for name, content in beside.items():
        (vault.folder / name).write_bytes(content)
    assert beside
    with Vault.open(vault.folder, OPENS, restoring=backup.name) as restored:
        assert heard(restored) == ["first"]
    (replaced,) = vault.folder.glob("vault.db.replaced-*[0-9Z]")
    replaced.rename(vault.folder / "vault.db.mine")
    (log,) = vault.folder.glob("vault.db.replaced-*-wal")
    assert log.read_bytes() == beside["vault.db-wal"]


def test_that_a_restore_cut_off_between_its_moves_is_ended(vault: Vault) -> None:
    backup = vault.backups.write(vault.database, at=NOON)
    say(vault, "second")
    log = (vault.folder / "vault.db-wal").read_bytes()
    vault.lock()
    (vault.folder / "vault.db").rename(vault.folder / "vault.db.replaced-before")
    (vault.folder / "vault.db-wal").write_bytes(log)
    (vault.folder / "vault.db.restored").write_bytes(backup.path.read_bytes())
    with Vault.open(vault.folder, OPENS) as restored:
        assert heard(restored) == ["first"]
    (aside,) = vault.folder.glob("vault.db.replaced-*-wal")
    assert aside.read_bytes() == log


def test_that_a_restore_cut_off_before_its_moves_changes_nothing(vault: Vault) -> None:
    backup = vault.backups.write(vault.database, at=NOON)
    say(vault, "second")
    vault.lock()
    (vault.folder / "vault.db.restored").write_bytes(backup.path.read_bytes())
    with Vault.open(vault.folder, OPENS) as opened:
        assert heard(opened) == ["first", "second"]
    assert not (vault.folder / "vault.db.restored").exists()


def test_that_a_damaged_backup_replaces_nothing(vault: Vault) -> None:
    backup = vault.backups.write(vault.database, at=NOON)
    say(vault, "second")
    flip(backup.path, backup.size - 2_000)
    with pytest.raises(DamagedBackup, match=backup.path.name):
        vault.backups.check(backup)
    vault.lock()
    with pytest.raises(DamagedBackup):
        Vault.open(vault.folder, OPENS, restoring=backup.name)
    with pytest.raises(NoSuchBackup, match="yesterday"):
        Vault.open(vault.folder, OPENS, restoring="yesterday")
    with Vault.open(vault.folder, OPENS) as opened:
        assert heard(opened) == ["first", "second"]
    assert not list(vault.folder.glob("*replaced*"))


def test_that_the_newest_good_backup_is_offered_for_a_damaged_database(
    vault: Vault,
) -> None:
    good = vault.backups.write(vault.database, at=NOON - timedelta(hours=1))
    bad = vault.backups.write(vault.database, at=NOON)
    flip(bad.path, 5_000)
    vault.lock()
    flip(vault.folder / "vault.db", 5_000)
    with pytest.raises(DamagedDatabase, match=good.name) as caught:
        Vault.open(vault.folder, OPENS)
    assert caught.value.backup == good.path
    with Vault.open(vault.folder, OPENS, restoring=good.name) as restored:
        assert heard(restored) == ["first"]
        assert restored.backups.last_good() == good


def test_that_a_database_with_a_damaged_page_is_never_copied_as_good(
    tmp_path: Path,
) -> None:
    key, path = bytes(32), tmp_path / "vault.db"
    database = Database.encrypted(path, key)
    lay_out(database)
    with database.driver() as driver:
        driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with database.write() as rows:
        # SQLCipher copies the last page of a long value wiped, under a good seal.
        rows.execute(text("INSERT INTO said VALUES (:w)"), {"w": "x" * 20_000})
    backups = Backups(tmp_path / "backups", key=key)
    backups.write(database, at=NOON).path.unlink()
    database.close()
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096):
        content = bytearray(whole)
        content[page * 4096 + 1_000] ^= 1
        path.write_bytes(content)
        database = Database.encrypted(path, key)
        with pytest.raises(DamagedDatabase):
            backups.write(database, at=NOON)
        database.close()
        assert list(backups.folder.iterdir()) == []


def test_that_a_half_written_backup_isnt_listed(vault: Vault) -> None:
    (vault.backups.folder / "20261122T120000Z-auto.new").write_bytes(b"half")
    (vault.backups.folder / "letter.db").write_bytes(b"not ours")
    assert vault.backups.newest_first() == []
    assert vault.backups.last_good() is None


def test_that_only_automatic_backups_are_thinned(vault: Vault) -> None:
    for minutes in range(0, 12 * 30, 30):
        vault.backups.write(vault.database, at=NOON + timedelta(minutes=minutes))
    asked = vault.backups.write(vault.database, at=NOON, occasion=Occasion.ASKED)
    dropped = vault.backups.thin(NOON + timedelta(hours=6))
    assert len(dropped) == 6
    left = vault.backups.newest_first()
    assert len(left) == 7
    assert asked in left
    assert left[0].at == NOON + timedelta(minutes=330)


def test_that_a_backup_is_due_every_half_hour_and_when_the_clock_went_back() -> None:
    assert is_due(NOON, None)
    assert is_due(NOON, NOON - timedelta(minutes=30))
    assert not is_due(NOON, NOON - timedelta(minutes=29))
    assert is_due(NOON, NOON + timedelta(minutes=1))


def test_that_a_season_of_work_keeps_a_few_of_each_age() -> None:
    made = [
        NOON - timedelta(days=day, minutes=30 * n)
        for day in range(90)
        for n in range(9)
    ]
    kept = sorted(set(made) - superseded(made, NOON), reverse=True)
    assert kept[:6] == made[:6]
    assert len({at.date() for at in kept if at > NOON - timedelta(days=7)}) == 7
    weeks = {at.isocalendar()[:2] for at in kept}
    assert len(weeks) == 8
    assert len(kept) <= 6 + 7 + 8


def test_that_backups_of_a_clock_gone_wrong_are_kept() -> None:
    future = [NOON + timedelta(minutes=30 * n) for n in range(1, 30)]
    assert superseded(future, NOON) == set()


times = st.lists(
    st.integers(-400, 40).map(lambda days: NOON + timedelta(days=days / 7)),
    max_size=60,
)


@given(times)
def test_that_thinning_keeps_the_newest_and_the_future_and_is_done_at_once(
    made: list[datetime],
) -> None:
    dropped = superseded(made, NOON)
    kept = set(made) - dropped
    past = [at for at in made if at <= NOON]
    assert all(at in kept for at in made if at > NOON)
    assert not past or max(past) in kept
    assert superseded(kept, NOON) == set()
