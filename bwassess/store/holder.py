"""One program at a time holds a vault, and the next one is told which."""

import contextlib
import getpass
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bwassess.store.disk import write_whole
from bwassess.store.errors import VaultInUse
from bwassess.text import _

_LOCK = "lock"
# Beside the lock: Windows lets nobody read a locked file.
_NOTE = "holder.json"


class Hold:
    """The right to use a vault, until released or until this process ends."""

    def __init__(self, lock: FileLock, note: Path) -> None:
        self._lock = lock
        self._note = note
        self._held = True

    @classmethod
    def take(cls, folder: Path) -> "Hold":
        """Take the vault for this process.

        Raises:
            VaultInUse: Another program has it; the error says which.
        """
        # Whoever locks the vault may be another thread than whoever opened it.
        lock = FileLock(folder / _LOCK, thread_local=False)
        note = folder / _NOTE
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise VaultInUse(folder, _described(note)) from error
        try:
            write_whole(note, json.dumps(_this_program()).encode("ascii"))
        except BaseException:
            lock.release()
            raise
        return cls(lock, note)

    def release(self) -> None:
        """Let others in; the second time it does nothing."""
        if not self._held:
            return
        self._held = False
        # The note first: afterwards it may be another program's.
        self._note.unlink(missing_ok=True)
        self._lock.release()


def _this_program() -> dict[str, str | int]:
    # A process without a user name of its own (in a container) still has a number.
    user = ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    return {
        "host": platform.node(),
        "pid": os.getpid(),
        "user": user,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _described(note: Path) -> str:
    try:
        said = json.loads(note.read_bytes())
        since = datetime.fromisoformat(said["since"]).astimezone()
        return _("{user} on {host}, process {pid}, since {time}").format(
            user=said["user"],
            host=said["host"],
            pid=said["pid"],
            time=since.strftime("%d/%m/%Y %H:%M"),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return _("it hasn't said which")
