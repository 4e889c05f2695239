"""Vaults on a real disk: made, opened, locked, damaged, recovered."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bwassess.errors import BwassessError
from bwassess.store.database import Database
from bwassess.store.errors import (
    DamagedDatabase,
    DamagedHeader,
    EmptyPassphrase,
    MistypedRecoveryKey,
    NewerVersion,
    NoVault,
    PlaceUnreachable,
    UnsuitablePlace,
    VaultExists,
    VaultInUse,
    VaultLocked,
    WrongPassphrase,
    WrongRecoveryKey,
)
from bwassess.store.header import Cost, Header
from bwassess.store.recovery import RecoveryKey
from bwassess.store.vault import Vault

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "correct horse"
CANARY = "canary-7f3a workers said"


def lay_out(database: Database) -> None:
    with database.write() as rows:
        rows.execute(text("CREATE TABLE said (words TEXT)"))


def say(vault: Vault, words: str) -> None:
    with vault.database.write() as rows:
        rows.execute(text("INSERT INTO said VALUES (:words)"), {"words": words})


def heard(vault: Vault) -> list[str]:
    with vault.database.read() as rows:
        return list(rows.execute(text("SELECT words FROM said")).scalars())


@pytest.fixture
def recovery(tmp_path: Path) -> RecoveryKey:
    """The key of a vault that lies locked in `tmp_path / "vault"`."""
    vault, recovery = Vault.create(
        tmp_path / "vault", PASSPHRASE, prepare=lay_out, cost=CHEAP
    )
    say(vault, CANARY)
    vault.evidence.add(CANARY.encode() * 5_000)
    vault.lock()
    return recovery


@pytest.fixture
def folder(recovery: RecoveryKey, tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    with Vault.open(folder, PASSPHRASE) as opened:
        yield opened


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_that_the_passphrase_opens_what_was_kept(vault: Vault) -> None:
    assert heard(vault) == [CANARY]
    assert vault.evidence.read(next(vault.evidence.all())) == CANARY.encode() * 5_000


def test_that_the_recovery_key_opens_it_as_typed_by_a_person(
    folder: Path, recovery: RecoveryKey
) -> None:
    with Vault.open_with_recovery(folder, recovery.text.lower()) as vault:
        assert heard(vault) == [CANARY]
        vault.set_passphrase("another one")
    with Vault.open(folder, "another one") as vault:
        assert heard(vault) == [CANARY]
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)


def test_that_wrong_ways_in_are_told_apart_and_open_nothing(
    folder: Path, recovery: RecoveryKey
) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, "wrong")
    with pytest.raises(EmptyPassphrase):
        Vault.open(folder, "")
    with pytest.raises(WrongRecoveryKey):
        Vault.open_with_recovery(folder, RecoveryKey(bytes(20)).text)
    with pytest.raises(MistypedRecoveryKey):
        Vault.open_with_recovery(folder, recovery.text[:-1] + "*")
    with Vault.open(folder, PASSPHRASE):
        pass


def test_that_one_passphrase_is_one_however_its_letters_are_composed(
    tmp_path: Path,
) -> None:
    vault, _recovery = Vault.create(tmp_path / "v", "caf\u00e9 noir", cost=CHEAP)
    vault.lock()
    Vault.open(tmp_path / "v", "cafe\u0301\u00a0noir").lock()


def test_that_a_new_passphrase_replaces_the_old_and_encrypts_nothing_again(
    folder: Path, recovery: RecoveryKey
) -> None:
    kept = everything(folder / "evidence")
    with Vault.open(folder, PASSPHRASE) as vault:
        with pytest.raises(WrongPassphrase):
            vault.change_passphrase("wrong", "new")
        vault.change_passphrase(PASSPHRASE, "new")
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)
    with Vault.open(folder, "new") as vault:
        assert heard(vault) == [CANARY]
    with Vault.open_with_recovery(folder, recovery.text) as vault:
        assert heard(vault) == [CANARY]
    assert everything(folder / "evidence") == kept


def test_that_the_spare_key_file_lets_no_old_passphrase_in(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        vault.change_passphrase(PASSPHRASE, "new")
    (folder / "header.json").unlink()
    Vault.repair_header(folder)
    with pytest.raises(WrongPassphrase):
        Vault.open(folder, PASSPHRASE)


@pytest.mark.parametrize("name", ["backups/header.json.new", "header.json.new"])
def test_that_a_passphrase_that_cant_be_written_hasnt_changed(
    folder: Path, name: str
) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        (folder / name).mkdir()
        with pytest.raises(PlaceUnreachable):
            vault.change_passphrase(PASSPHRASE, "new")
        (folder / name).rmdir()
    Vault.open(folder, PASSPHRASE).lock()
    (folder / "header.json").unlink()
    Vault.repair_header(folder)
    Vault.open(folder, PASSPHRASE).lock()


def test_that_a_renewed_recovery_key_replaces_the_one_on_paper(
    folder: Path, recovery: RecoveryKey
) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        renewed = vault.renew_recovery_key()
    with pytest.raises(WrongRecoveryKey):
        Vault.open_with_recovery(folder, recovery.text)
    Vault.open_with_recovery(folder, renewed.text).lock()
    Vault.open(folder, PASSPHRASE).lock()


def test_that_only_the_recovery_key_sets_a_passphrase_unasked(vault: Vault) -> None:
    with pytest.raises(ValueError, match="change it"):
        vault.set_passphrase("mine now")


def test_that_no_plain_text_lies_in_the_folder_open_or_locked(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        say(vault, CANARY * 100)
        during = everything(folder)
    assert "vault.db-wal" in during
    for content in (*during.values(), *everything(folder).values()):
        assert b"canary-7f3a" not in content
        assert PASSPHRASE.encode() not in content


def test_that_a_locked_vault_gives_and_takes_nothing(folder: Path) -> None:
    vault = Vault.open(folder, PASSPHRASE)
    sha256 = next(vault.evidence.all())
    vault.lock()
    vault.lock()
    with pytest.raises(VaultLocked):
        heard(vault)
    with pytest.raises(VaultLocked):
        vault.evidence.read(sha256)
    with pytest.raises(VaultLocked):
        vault.evidence.add(b"late")
    with pytest.raises(VaultLocked):
        vault.renew_recovery_key()
    assert not list(folder.glob("evidence/arriving/*"))


def test_that_locking_leaves_no_trace_of_who_was_there(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE):
        assert (folder / "holder.json").exists()
    assert not (folder / "holder.json").exists()


def test_that_opening_clears_what_a_crash_left_half_written(folder: Path) -> None:
    half = folder / "evidence" / "arriving" / f"{'a' * 64}-1f2e.new"
    half.write_bytes(b"half")
    Vault.open(folder, PASSPHRASE).lock()
    assert not half.exists()


def test_that_a_page_torn_while_the_log_was_taken_in_is_no_damage(
    folder: Path,
) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        say(vault, "second")
        database, log = (folder / "vault.db", folder / "vault.db-wal")
        kept = {path: path.read_bytes() for path in (database, log)}
    for path, content in kept.items():
        path.write_bytes(content)
    # The table's page: the log has it whole, the file only in part.
    flip(database, 4096 + 1000)
    with Vault.open(folder, PASSPHRASE) as vault:
        assert heard(vault) == [CANARY, "second"]


def test_that_there_is_no_vault_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoVault, match="nowhere"):
        Vault.open(tmp_path / "nowhere", PASSPHRASE)
    with pytest.raises(NoVault):
        Vault.repair_header(tmp_path)


def test_that_a_vault_is_made_in_an_empty_folder_only(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(VaultExists):
        Vault.create(folder, "x", cost=CHEAP)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    with pytest.raises(UnsuitablePlace, match="isn't empty"):
        Vault.create(tmp_path / "full", "x", cost=CHEAP)
    (tmp_path / "empty").mkdir()
    made, _recovery = Vault.create(tmp_path / "empty", "x", cost=CHEAP)
    made.lock()


def test_that_a_vault_that_fails_in_the_making_leaves_nothing(tmp_path: Path) -> None:
    def fail(database: Database) -> None:
        lay_out(database)
        raise BwassessError("no")

    with pytest.raises(BwassessError, match="no"):
        Vault.create(tmp_path / "v", "x", prepare=fail, cost=CHEAP)
    with pytest.raises(EmptyPassphrase):
        Vault.create(tmp_path / "v", "", cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_that_the_folder_is_complete_before_it_has_its_name(tmp_path: Path) -> None:
    seen: list[bool] = []

    def look(database: Database) -> None:
        lay_out(database)
        seen.append((tmp_path / "v").exists())

    vault, _recovery = Vault.create(tmp_path / "v", "x", prepare=look, cost=CHEAP)
    vault.lock()
    assert seen == [False]


def test_that_a_vault_isnt_kept_or_opened_in_a_synced_folder(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / ".dropbox").write_bytes(b"")
    with pytest.raises(UnsuitablePlace, match="Dropbox"):
        Vault.create(tmp_path / "other", "x", cost=CHEAP)
    with pytest.raises(UnsuitablePlace, match="Dropbox"):
        Vault.open(folder, PASSPHRASE)


def test_that_a_second_program_is_told_who_has_the_vault(vault: Vault) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from bwassess.store.vault import Vault\n"
        "from bwassess.store.errors import VaultInUse\n"
        "try:\n"
        "    Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except VaultInUse as error:\n"
        "    sys.stdout.write(error.holder)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(vault.folder), PASSPHRASE],
        capture_output=True,
        text=True,
        check=True,
    )
    holder = json.loads((vault.folder / "holder.json").read_bytes())
    assert f"process {holder['pid']}" in told.stdout
    assert holder["host"] in told.stdout
    with pytest.raises(VaultInUse, match=f"process {holder['pid']}"):
        Vault.open(vault.folder, PASSPHRASE)


def test_that_a_program_that_hasnt_said_who_it_is_still_holds_the_vault(
    vault: Vault,
) -> None:
    (vault.folder / "holder.json").write_bytes(b"half wri")
    with pytest.raises(VaultInUse, match="hasn't said which"):
        Vault.open(vault.folder, PASSPHRASE)


def test_that_a_vault_that_cant_be_held_is_left_free(folder: Path) -> None:
    (folder / "holder.json.new").mkdir()
    with pytest.raises(PlaceUnreachable):
        Vault.open(folder, PASSPHRASE)
    (folder / "holder.json.new").rmdir()
    Vault.open(folder, PASSPHRASE).lock()


def test_that_a_killed_program_leaves_the_vault_free_and_whole(folder: Path) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from sqlalchemy import text\n"
        "from bwassess.store.vault import Vault\n"
        "vault = Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "with vault.database.write() as rows:\n"
        "    rows.execute(text(\"INSERT INTO said VALUES ('saved')\"))\n"
        "os._exit(9)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(folder), PASSPHRASE], check=False
    )
    assert killed.returncode != 0
    assert (folder / "holder.json").exists()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert heard(vault) == [CANARY, "saved"]


def test_that_a_program_killed_while_making_a_vault_leaves_none(
    tmp_path: Path,
) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from bwassess.store.header import Cost\n"
        "from bwassess.store.vault import Vault\n"
        "cost = Cost(memory_kib=64, passes=1, lanes=1)\n"
        "Vault.create(\n"
        "    Path(sys.argv[1]), 'x', prepare=lambda _: os._exit(9), cost=cost\n"
        ")\n"
    )
    folder = tmp_path / "v"
    killed = subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert killed.returncode == 9
    assert not folder.exists()
    with pytest.raises(NoVault):
        Vault.open(folder, "x")
    vault, _recovery = Vault.create(folder, "x", cost=CHEAP)
    vault.lock()


def test_that_every_flipped_bit_of_the_key_file_is_called_damage(
    folder: Path,
) -> None:
    header = folder / "header.json"
    whole = header.read_bytes()
    expected = Header.load(header)
    for place in range(len(whole)):
        for bit in (0, 5):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            header.write_bytes(damaged)
            try:
                # Blanks between the facts may change; the facts may not.
                assert Header.load(header) == expected
            except DamagedHeader:
                continue
            assert whole[place : place + 1] in (b" ", b"\n")


def test_that_a_damaged_key_file_is_kept_and_the_spare_put_in_its_place(
    folder: Path,
) -> None:
    header = folder / "header.json"
    flip(header, 100)
    damaged = header.read_bytes()
    with pytest.raises(DamagedHeader, match="A good copy is kept") as caught:
        Vault.open(folder, PASSPHRASE)
    assert caught.value.spare == folder / "backups" / "header.json"
    aside = Vault.repair_header(folder)
    assert aside is not None
    assert aside.name.startswith("header.json.damaged-")
    assert aside.read_bytes() == damaged
    with Vault.open(folder, PASSPHRASE) as vault:
        assert heard(vault) == [CANARY]
    assert Vault.repair_header(folder) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe", b'{"check": 1}'])
def test_that_a_key_file_of_anything_else_is_damaged(
    folder: Path, content: bytes
) -> None:
    (folder / "header.json").write_bytes(content)
    (folder / "backups" / "header.json").unlink()
    with pytest.raises(DamagedHeader, match="backup of this computer"):
        Vault.open(folder, PASSPHRASE)
    with pytest.raises(DamagedHeader):
        Vault.repair_header(folder)
    assert (folder / "header.json").read_bytes() == content


def test_that_altered_facts_are_noticed_under_the_right_passphrase(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / "header.json"
    mine = Header.load(path)
    stranger, _recovery = Vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    stranger.lock()
    other = Header.load(tmp_path / "other" / "header.json")
    # Somebody puts a recovery slot of their own in, and the check sum right.
    Header(
        vault=mine.vault,
        created_at=mine.created_at,
        cost=mine.cost,
        slots=(mine.slots[0], other.slots[1]),
        mac=mine.mac,
    ).save(path)
    with pytest.raises(DamagedHeader, match="A good copy is kept"):
        Vault.open(folder, PASSPHRASE)
    assert Vault.repair_header(folder) is not None
    Vault.open(folder, PASSPHRASE).lock()


def test_that_a_newer_vault_is_refused_untouched(folder: Path) -> None:
    newer = (Path(__file__).parent / "data" / "header_of_format_2.json").read_bytes()
    (folder / "header.json").write_bytes(newer)
    before = everything(folder)
    with pytest.raises(NewerVersion, match="Update the program"):
        Vault.open(folder, PASSPHRASE)
    assert everything(folder) == before


def test_that_a_damaged_database_is_kept_under_another_name(folder: Path) -> None:
    database = folder / "vault.db"
    flip(database, database.stat().st_size - 2000)
    damaged = database.read_bytes()
    with pytest.raises(DamagedDatabase, match="no good backup") as caught:
        Vault.open(folder, PASSPHRASE)
    aside = caught.value.set_aside
    assert aside is not None
    assert aside.name.startswith("vault.db.damaged-")
    assert aside.read_bytes() == damaged
    assert not database.exists()
    # It isn't replaced by an empty one the next time, and nothing more is moved.
    with pytest.raises(DamagedDatabase) as caught:
        Vault.open(folder, PASSPHRASE)
    assert caught.value.set_aside is None
    assert not database.exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(4080), b"x"])
def test_that_an_emptied_or_foreign_database_is_damaged(
    folder: Path, content: bytes
) -> None:
    (folder / "vault.db").write_bytes(content)
    with pytest.raises(DamagedDatabase) as caught:
        Vault.open(folder, PASSPHRASE)
    assert caught.value.set_aside is not None
    assert caught.value.set_aside.read_bytes() == content


def test_that_the_four_troubles_have_four_sentences(folder: Path) -> None:
    def trouble(passphrase: str = PASSPHRASE) -> str:
        with pytest.raises(BwassessError) as caught:
            Vault.open(folder, passphrase)
        return str(caught.value)

    header = (folder / "header.json").read_bytes()
    sentences = {trouble("wrong")}
    newer = (Path(__file__).parent / "data" / "header_of_format_2.json").read_bytes()
    (folder / "header.json").write_bytes(newer)
    sentences.add(trouble())
    (folder / "header.json").write_bytes(header[:-40])
    sentences.add(trouble())
    (folder / "header.json").write_bytes(header)
    flip(folder / "vault.db", 5000)
    sentences.add(trouble())
    assert len(sentences) == 4


def test_that_a_moved_vault_opens_elsewhere(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    with Vault.open(tmp_path / "copy", PASSPHRASE) as vault:
        assert heard(vault) == [CANARY]


def test_that_a_vault_tells_its_facts_and_nothing_it_keeps(vault: Vault) -> None:
    facts = vault.info()
    assert facts.vault == vault.id
    assert facts.cost == CHEAP
    assert facts.evidence_files == 1
    assert facts.evidence_bytes == len(CANARY) * 5_000
    assert facts.backups == 0
    assert facts.last_backup_at is None
    assert facts.created_at.tzinfo is not None


def test_that_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PlaceUnreachable, match="file"):
        Vault.create(tmp_path / "file" / "vault", "x", cost=CHEAP)


def test_that_the_passphrase_costs_what_this_machine_can_bear() -> None:
    cost = Cost.tuned(target_s=0.01)
    assert cost == Cost(memory_kib=64 * 1024, passes=3, lanes=4)
    assert Cost.tuned(target_s=0.3).memory_kib >= 64 * 1024
