"""What was told to be saved survives the death of the program, at any moment.

BWASSESS_KILLS=2000 kills more often than the suite does; the log tells the figures.
"""

import logging
import multiprocessing
import os
import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bwassess.journal import canonical
from bwassess.journal.merge import unpack
from bwassess.store import tables
from bwassess.store.queries import key_of_document
from bwassess.store.replay import batches_of, unsealed_of
from bwassess.store.vault import Vault
from bwassess.store.verify import verify
from tests.faults import playing

KILLS = int(os.environ.get("BWASSESS_KILLS", "80"))
KILLS_A_VAULT = 20
AT_ONCE = 4

log = logging.getLogger(__name__)


class Saved:
    """What the program told to have saved before it was killed."""

    def __init__(self) -> None:
        self.changes: set[bytes] = set()
        self.typed = -1
        self.is_open = False

    def hear(self, told: Any) -> None:
        if told == "open":
            self.is_open = True
        elif isinstance(told, int):
            self.typed = told
        else:
            self.changes.update(told)

    def hear_all(self, line: Connection, *, until: float) -> None:
        """Listen until a time, or to the end of what was said."""
        with suppress(EOFError, ConnectionResetError, BrokenPipeError):
            while line.poll(max(0.0, until - time.monotonic())):
                self.hear(line.recv())


def starting() -> Any:
    """How programs are started: where there is a fork, from one with its imports."""
    context: Any = multiprocessing.get_context(
        "forkserver" if os.name == "posix" else "spawn"
    )
    if os.name == "posix":
        context.set_forkserver_preload([playing.__name__])
    return context


def killed(folder: Path, turn: int, chance: random.Random, saved: Saved) -> None:
    """Let the program work for 20 to 300 ms and kill it."""
    context = starting()
    line, told = context.Pipe(duplex=False)
    program = context.Process(target=playing.play, args=(folder, turn, told))
    program.start()
    told.close()
    try:
        if chance.random() < 0.1:
            # It may still be opening the vault.
            moment = chance.uniform(0.0, 0.1)
        else:
            saved.hear(line.recv())
            moment = chance.uniform(0.02, 0.3)
        saved.hear_all(line, until=time.monotonic() + moment)
        program.kill()
        saved.hear_all(line, until=time.monotonic() + 60)
    finally:
        program.kill()
        program.join()
        program.close()
        line.close()


def require_all(folder: Path, saved: Saved) -> int:
    """Everything told is there, and the vault is sound; how many changes it has."""
    with Vault.open(folder, playing.PASSPHRASE) as vault:
        with vault.database.driver() as driver:
            assert driver.execute("PRAGMA cipher_integrity_check").fetchall() == []
            assert driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with vault.database.read() as connection:
            assert verify(connection) == []
            key = key_of_document(connection, playing.DOCUMENT)
            if key is None:
                assert not saved.changes
                return 0
            sealed = batches_of(connection, key)
            kept = {one for one, _ in unsealed_of(connection, key)}
            kept |= {one for _, batch in sealed for one, _ in batch.changes}
            drafts = connection.scalars(select(tables.draft.c.value)).all()
            heads = connection.scalar(
                select(tables.record.c.heads).where(
                    tables.record.c.name == playing.TYPED[0]
                )
            )
    typed = [canonical.trusted(one) for one in drafts]
    typed += [one.value for one in unpack(heads)] if heads else []
    assert saved.changes <= kept
    assert saved.typed <= max(typed, default=-1)
    return len(kept)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed") / "vault"
    playing.make(folder)
    return folder


def worn(folder: Path, turns: range) -> tuple[int, int, int]:
    """Kill the program on one vault again and again.

    Returns how often it was at work, and how many changes it told and the vault has.
    """
    chance = random.Random(20261122 + turns.start)  # noqa: S311
    saved = Saved()
    opened = kept = 0
    for turn in turns:
        saved.is_open = False
        killed(folder, turn, chance, saved)
        opened += saved.is_open
        kept = require_all(folder, saved)
    return opened, len(saved.changes), kept


def test_that_what_was_saved_survives_being_killed(made: Path, tmp_path: Path) -> None:
    turns = range(KILLS)
    lives = [turns[n : n + KILLS_A_VAULT] for n in range(0, KILLS, KILLS_A_VAULT)]
    vaults = [shutil.copytree(made, tmp_path / f"vault-{n}") for n in range(len(lives))]
    # A program at work mostly waits for its end.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends = list(pool.map(worn, vaults, lives))
    opened, told, kept = (sum(each) for each in zip(*ends, strict=True))
    log.info("%s kills, %s of them at work", KILLS, opened)
    log.info("%s changes told to be saved, none lost; the vaults have %s", told, kept)
    assert opened > KILLS * 0.8
    assert told > KILLS
