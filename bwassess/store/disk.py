"""Files that are whole or not there: synced, renamed last, with room to spare."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bwassess.store.errors import DiskFull, PlaceUnreachable

RESERVE = 32 * 1024 * 1024
"""Room left untouched by evidence and backups, so that answers can still be saved."""


def sync_file(descriptor: int) -> None:
    """Make what was written to an open file survive a power cut."""
    if sys.platform == "darwin":
        import fcntl

        # fsync alone leaves the data in the drive's own cache there.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    if os.name == "nt":
        # Windows can't sync a folder; NTFS journals its names by itself.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: the old one or the new one."""
    unfinished = path.with_name(path.name + ".new")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            sync_file(file.fileno())
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def require_room(folder: Path, wanted: int) -> None:
    """Refuse what would fill the disk.

    Raises:
        DiskFull: Less than `wanted` bytes and the reserve are free.
    """
    if shutil.disk_usage(folder).free < wanted + RESERVE:
        raise DiskFull(folder)


@contextmanager
def reporting(place: Path) -> Iterator[None]:
    """Say what the file system's refusals mean to a person.

    Raises:
        DiskFull: It has no room left.
        PlaceUnreachable: It can't be read or written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(place) from error
        raise PlaceUnreachable(place) from error
