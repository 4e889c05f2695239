"""The files of a vault: made in one go, renamed rather than replaced."""

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bwassess.store.backup import APPLICATION_ID, check
from bwassess.store.database import Database
from bwassess.store.disk import sync_file, sync_folder
from bwassess.store.errors import DamagedHeader, NewerVersion
from bwassess.store.header import DataKey, Header
from bwassess.store.layout import BACKUPS, DATABASE, EVIDENCE, HEADER

Prepare = Callable[[Database], None]


def make(folder: Path, header: Header, key: DataKey, prepare: Prepare | None) -> None:
    folder.mkdir(mode=0o700)
    (folder / EVIDENCE).mkdir()
    (folder / BACKUPS).mkdir()
    database = Database.encrypted(folder / DATABASE, database_key(key))
    try:
        with database.driver() as driver:
            driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        if prepare is not None:
            prepare(database)
    finally:
        database.close()
    check(folder / DATABASE, database_key(key), thorough=True)
    with (folder / DATABASE).open("rb+") as file:
        sync_file(file.fileno())
    header.save(folder / BACKUPS / HEADER)
    header.save(folder / HEADER)


def database_key(key: DataKey) -> bytes:
    return key.derive("bwassess database 1")


def spare_header(folder: Path) -> Path | None:
    """The copy of the key file, if it is whole and says something else."""
    spare, path = folder / BACKUPS / HEADER, folder / HEADER
    try:
        Header.load(spare)
    except (DamagedHeader, NewerVersion):
        return None
    if path.exists() and path.read_bytes() == spare.read_bytes():
        return None
    return spare


def keep_spare(folder: Path, header: Header) -> None:
    """Keep a copy of the key file of now: an older one would let old ways in."""
    spare = folder / BACKUPS / HEADER
    spare.parent.mkdir(exist_ok=True)
    with contextlib.suppress(DamagedHeader, NewerVersion):
        if Header.load(spare) == header:
            return
    header.save(spare)


def set_aside(path: Path, why: str) -> Path | None:
    """Rename a file, with what SQLite keeps beside it, so that it opens as it was."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.{why}-{stamp}")
    number = 2
    while any(os.path.lexists(f"{aside}{suffix}") for suffix in ("", "-wal", "-shm")):
        aside = path.with_name(f"{path.name}.{why}-{stamp}-{number}")
        number += 1
    moved = None
    # The file first: without its log it would open, and lack the last answers.
    for suffix in ("", "-wal", "-shm"):
        beside = path.with_name(f"{path.name}{suffix}")
        if beside.exists():
            beside.rename(f"{aside}{suffix}")
            moved = aside
    if moved is not None:
        sync_folder(path.parent)
    return moved
