"""Encrypted copies of the database, each checked before it counts, thinned with age.

Evidence isn't copied: its files are known by their content and never change.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from bwassess.store.database import (
    Database,
    connect_encrypted,
    require_trusted,
    translated,
)
from bwassess.store.disk import reporting, require_room, sync_file, sync_folder
from bwassess.store.errors import DamagedBackup, DamagedDatabase, NoSuchBackup
from bwassess.store.header import Secret

INTERVAL = timedelta(minutes=30)

APPLICATION_ID = 0x62776173
"""Marks every database of ours, so that an emptied file isn't taken for a new one."""

_KEPT_NEWEST = 6
_KEPT_DAYS = 7
_KEPT_WEEKS = 8

_NAME = re.compile(r"(\d{8}T\d{6})Z(?:-(\d+))?-([a-z]+)\.db")
_STAMP = "%Y%m%dT%H%M%S"


class Occasion(StrEnum):
    """Why a backup was written; only automatic ones are thinned."""

    AUTOMATIC = "auto"
    ASKED = "asked"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of the database that was found whole when it was written."""

    path: Path
    at: datetime
    occasion: Occasion
    size: int

    @property
    def name(self) -> str:
        return self.path.stem


class Backups:
    """The backups of one vault."""

    def __init__(self, folder: Path, *, key: bytes) -> None:
        self.folder = folder
        self._key = Secret(key)

    def write(
        self,
        database: Database,
        *,
        at: datetime,
        occasion: Occasion = Occasion.AUTOMATIC,
    ) -> Backup:
        """Copy the database as it is now, while others go on using it.

        The copy gets its name only once it was read back whole.

        Raises:
            DamagedDatabase: The database, or its copy, isn't whole.
            DiskFull: There is no room for another copy.
        """
        with reporting(self.folder):
            self.folder.mkdir(exist_ok=True)
            path = self._free_name(at, occasion)
            unfinished = path.with_suffix(".new")
            try:
                self._copy(database, unfinished)
                check(unfinished, self._key.reveal(), thorough=True)
                with unfinished.open("rb+") as file:
                    sync_file(file.fileno())
                unfinished.rename(path)
                sync_folder(self.folder)
            finally:
                for left in self.folder.glob(f"{unfinished.name}*"):
                    left.unlink()
        return _read(path)

    def newest_first(self) -> list[Backup]:
        """All backups, newest first."""
        found = [_read(path) for path in self.folder.glob("*.db") if _is_named(path)]
        return sorted(found, key=lambda backup: (backup.at, backup.name), reverse=True)

    def named(self, name: str) -> Backup:
        """Find one by its name.

        Raises:
            NoSuchBackup: There is none.
        """
        for backup in self.newest_first():
            if name in {backup.name, backup.path.name}:
                return backup
        raise NoSuchBackup(name)

    def check(self, backup: Backup) -> None:
        """Read one back from end to end.

        Raises:
            DamagedBackup: It isn't whole.
        """
        try:
            check(backup.path, self._key.reveal(), thorough=True)
        except DamagedDatabase as error:
            raise DamagedBackup(backup.path) from error

    def last_good(self) -> Backup | None:
        """The newest backup that reads back whole."""
        for backup in self.newest_first():
            try:
                self.check(backup)
            except DamagedBackup:
                continue
            return backup
        return None

    def thin(self, now: datetime) -> list[Backup]:
        """Remove the automatic backups that newer or better spaced ones replace."""
        automatic = {
            backup.at: backup
            for backup in self.newest_first()
            if backup.occasion is Occasion.AUTOMATIC
        }
        dropped = [automatic[at] for at in superseded(automatic, now)]
        for backup in dropped:
            backup.path.unlink()
        return dropped

    def wipe(self) -> None:
        """Overwrite the key."""
        self._key.wipe()

    def _copy(self, database: Database, target: Path) -> None:
        with database.driver() as source:
            pages, size = (
                int(source.execute(f"PRAGMA {each}").fetchone()[0])
                for each in ("page_count", "page_size")
            )
            require_room(self.folder, pages * size)
            copy = connect_encrypted(target, self._key.reveal())
            try:
                source.backup(copy)
                require_trusted(source, database.place)
            finally:
                copy.close()

    def _free_name(self, at: datetime, occasion: Occasion) -> Path:
        stamp = at.astimezone(UTC).strftime(_STAMP) + "Z"
        path = self.folder / f"{stamp}-{occasion}.db"
        number = 2
        while path.exists():
            path = self.folder / f"{stamp}-{number}-{occasion}.db"
            number += 1
        return path


def is_due(now: datetime, last: datetime | None) -> bool:
    """Whether it is time for another automatic backup.

    A last one in the future says that the clock was put back: due at once.
    """
    return last is None or not timedelta(0) <= now - last < INTERVAL


def superseded(made_at: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups may go.

    Kept are the newest few, the last of each of the last days, and the last of each of
    the last weeks. Those from the future stay: the clock was wrong once, then or now.
    """
    past = sorted((at for at in made_at if at <= now), reverse=True)
    kept = set(past[:_KEPT_NEWEST])
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for at in past:
        day = at.astimezone(UTC).date()
        days.setdefault(day, at)
        weeks.setdefault(day.isocalendar()[:2], at)
    kept.update(list(days.values())[:_KEPT_DAYS])
    kept.update(list(weeks.values())[:_KEPT_WEEKS])
    return set(past) - kept


def check(path: Path, key: bytes, *, thorough: bool = False) -> None:
    """Read a closed database file and refuse it if it isn't one of ours, whole.

    Every page is checked; `thorough` also checks that the pages fit together.

    Raises:
        DamagedDatabase: It isn't.
    """
    if not path.is_file() or path.stat().st_size == 0:
        # To SQLite it would be a new database.
        raise DamagedDatabase(path)
    try:
        connection = connect_encrypted(path, key)
        try:
            # A crash may have left half of a page in the file and all of it in the
            # log beside it: bring the file up to date first.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if connection.execute("PRAGMA application_id").fetchone() != (
                APPLICATION_ID,
            ):
                raise DamagedDatabase(path)
            if connection.execute("PRAGMA cipher_integrity_check").fetchone():
                raise DamagedDatabase(path)
            if thorough:
                found = connection.execute("PRAGMA integrity_check").fetchall()
                if found != [("ok",)]:
                    raise DamagedDatabase(path)
        finally:
            connection.close()
    except sqlcipher.Error as error:
        meaning = translated(error, str(path))
        if meaning is None:
            raise
        raise meaning from error


def _is_named(path: Path) -> bool:
    found = _NAME.fullmatch(path.name)
    return found is not None and found[3] in set(Occasion)


def _read(path: Path) -> Backup:
    found = _NAME.fullmatch(path.name)
    if found is None:
        raise ValueError(path.name)
    return Backup(
        path=path,
        at=datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC),
        occasion=Occasion(found[3]),
        size=path.stat().st_size,
    )
