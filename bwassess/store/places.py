"""Where a vault must not lie: shares and synced folders spoil databases.

What a machine says about itself is gathered in one place (`Surroundings.here`); the
judgement is a pure function of it, so that every system's answer is tested on any.
"""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath

from bwassess.store.errors import UnsuitablePlace
from bwassess.text import _

_NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afpfs"),
        *("afs", "coda", "ceph", "lustre", "beegfs", "glusterfs", "webdav", "davfs"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.s3fs"),
        *("fuse.glusterfs", "fuse.ceph", "fuse.google-drive-ocamlfuse"),
        *("fuse.onedriver", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.gcsfuse"),
    }
)

_SYNC_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".boxsync": "Box",
    ".stfolder": "Syncthing",
}
"""What a sync service leaves in the folder it syncs, in lower case."""

_SYNC_FOLDERS = re.compile(
    r"(?P<onedrive>onedrive(?: - .+)?)|(?P<dropbox>dropbox(?: \(.+\))?)"
    r"|(?P<google>google ?drive(?: .+)?|drivefs)|(?P<icloud>icloud ?drive|icloud~.+)"
    r"|(?P<nextcloud>nextcloud\d?|owncloud\d?)",
    re.IGNORECASE,
)
"""Folder names that mean a sync service wherever they stand."""

_SYNC_FOLDERS_AT_HOME = {"box": "Box", "box sync": "Box", "mega": "MEGA"}
"""Folder names too ordinary to mean anything but directly in a user's home."""

_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google": "Google Drive",
    "icloud": "iCloud",
    "nextcloud": "Nextcloud",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")

_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and where it hangs."""

    folder: PurePath
    kind: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a machine says about where its folders really lie."""

    home: PurePath
    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: tuple[Mount, ...] = ()
    remote_drives: frozenset[str] = frozenset()
    names_beside: frozenset[str] = frozenset()
    """Names found in the folder or in any folder above it, in lower case."""

    @classmethod
    def here(cls, folder: Path) -> "Surroundings":
        """Ask this machine about a folder, which need not exist yet."""
        drive = folder.drive
        remote = os.name == "nt" and _drive_is_remote(drive)
        return cls(
            home=Path.home(),
            environment=dict(os.environ),
            mounts=tuple(_mounts()),
            remote_drives=frozenset({drive.casefold()} if remote else ()),
            names_beside=frozenset(
                marker
                for each in (folder, *folder.parents)
                for marker in _SYNC_MARKERS
                if _is_there(each, marker)
            ),
        )


def require_suitable(folder: Path) -> None:
    """Refuse a folder on a share or in a synced folder.

    Raises:
        UnsuitablePlace: A vault there would be spoilt; it says why.
    """
    reason = reason_against(folder, Surroundings.here(folder))
    if reason is not None:
        raise UnsuitablePlace(folder, reason)


def reason_against(folder: PurePath, around: Surroundings) -> str | None:
    """Why a vault must not lie in a folder, as a sentence; None if it may."""
    if isinstance(folder, PureWindowsPath):
        if _is_unc(folder):
            return _network()
        if folder.drive.casefold() in around.remote_drives:
            return _network()
    mount = max(
        (m for m in around.mounts if folder.is_relative_to(m.folder)),
        key=lambda m: len(m.folder.parts),
        default=None,
    )
    if mount is not None and mount.kind.casefold() in _NETWORK_FILE_SYSTEMS:
        return _network()
    service = _service(folder, around)
    return None if service is None else _synced(service)


def _service(folder: PurePath, around: Surroundings) -> str | None:
    for variable in _ONEDRIVE_VARIABLES:
        synced = around.environment.get(variable)
        if synced and folder.is_relative_to(type(folder)(synced)):
            return "OneDrive"
    for marker in around.names_beside:
        if marker in _SYNC_MARKERS:
            return _SYNC_MARKERS[marker]
    for part in folder.parts:
        found = _SYNC_FOLDERS.fullmatch(part)
        if found and found.lastgroup:
            return _SERVICES[found.lastgroup]
    if folder.is_relative_to(around.home):
        parts = folder.relative_to(around.home).parts
        inside = [part.casefold() for part in parts]
        if inside[:2] == ["library", "cloudstorage"] and len(parts) > 2:
            # macOS keeps every service there as "Name-account".
            return parts[2].partition("-")[0]
        if inside[:2] == ["library", "mobile documents"]:
            return "iCloud"
        return _SYNC_FOLDERS_AT_HOME.get(inside[0]) if inside else None
    return None


def _network() -> str:
    return _(
        "it lies on a network, where a lost connection can spoil a database. "
        "Choose a folder on this computer's own disk."
    )


def _synced(service: str) -> str:
    return _(
        "{service} copies that folder while bwassess writes into it, which spoils a "
        "database. Choose a folder that isn't synced; the hub keeps the copies."
    ).format(service=service)


def _is_unc(folder: PureWindowsPath) -> bool:
    drive = folder.drive.replace("/", "\\")
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].upper().startswith("UNC\\")
    return drive.startswith("\\\\")


def _is_there(folder: Path, name: str) -> bool:
    try:
        return (folder / name).exists()
    except OSError:
        return False


def _drive_is_remote(drive: str) -> bool:
    if sys.platform != "win32":
        return False
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
    return kind == _DRIVE_REMOTE


def _mounts() -> Iterable[Mount]:
    if sys.platform == "darwin":
        # No file tells it there; the system's own command always lies here.
        listed = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, check=False
        )
        return parse_mount_command(listed.stdout)
    mountinfo = Path("/proc/self/mountinfo")
    if not mountinfo.exists():
        return ()
    return parse_mountinfo(mountinfo.read_text("utf-8", errors="surrogateescape"))


def parse_mountinfo(text: str) -> list[Mount]:
    """Linux's list: fields, a lone hyphen, then the file system's type."""
    mounts = []
    for line in text.splitlines():
        fields, hyphen, rest = line.partition(" - ")
        where, kind = fields.split()[4:5], rest.split()[:1]
        if hyphen and where and kind:
            # Blanks and the like stand there as octal numbers.
            folder = re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), where[0])
            mounts.append(Mount(Path(folder), kind[0]))
    return mounts


def parse_mount_command(text: str) -> list[Mount]:
    """The Mac's list: what on where (kind, options)."""
    found = re.findall(r"^.+? on (.+) \(([\w.-]+)", text, re.MULTILINE)
    return [Mount(Path(folder), kind) for folder, kind in found]
