"""Where a vault must not lie, told by every system's own signs."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from bwassess.store.errors import UnsuitablePlace
from bwassess.store.places import (
    Mount,
    Surroundings,
    parse_mount_command,
    parse_mountinfo,
    reason_against,
    require_suitable,
)

WINDOWS = Surroundings(
    home=PureWindowsPath(r"C:\Users\Sokha"),
    environment={"OneDriveCommercial": r"C:\Users\Sokha\Work files"},
    remote_drives=frozenset({"h:"}),
)
LINUX = Surroundings(
    home=PurePosixPath("/home/sokha"),
    mounts=(
        Mount(PurePosixPath("/"), "ext4"),
        Mount(PurePosixPath("/srv/office"), "nfs4"),
        Mount(PurePosixPath("/srv/office/local"), "xfs"),
        Mount(PurePosixPath("/home/sokha/far"), "fuse.sshfs"),
        Mount(PurePosixPath("/mnt/c"), "9p"),
    ),
)
MAC = Surroundings(home=PurePosixPath("/Users/sokha"))


@pytest.mark.parametrize(
    ("folder", "around", "reason"),
    [
        (PureWindowsPath(r"\\office\share\vault"), WINDOWS, "network"),
        (PureWindowsPath(r"\\?\UNC\office\share\vault"), WINDOWS, "network"),
        (PureWindowsPath(r"H:\vault"), WINDOWS, "network"),
        (PureWindowsPath(r"C:\Users\Sokha\OneDrive\vault"), WINDOWS, "OneDrive"),
        (PureWindowsPath(r"C:\Users\Sokha\OneDrive - ILO\a\v"), WINDOWS, "OneDrive"),
        (PureWindowsPath(r"C:\Users\Sokha\work files\v"), WINDOWS, "OneDrive"),
        (PureWindowsPath(r"C:\Users\Sokha\Dropbox (Team)\v"), WINDOWS, "Dropbox"),
        (PureWindowsPath(r"C:\Users\Sokha\Google Drive\v"), WINDOWS, "Google Drive"),
        (PureWindowsPath(r"C:\Users\Sokha\iCloudDrive\v"), WINDOWS, "iCloud"),
        (PureWindowsPath(r"C:\Users\Sokha\Box\v"), WINDOWS, "Box"),
        (PureWindowsPath(r"D:\Nextcloud2\v"), WINDOWS, "Nextcloud"),
        (PurePosixPath("/srv/office/vault"), LINUX, "network"),
        (PurePosixPath("/home/sokha/far/vault"), LINUX, "network"),
        (PurePosixPath("/home/sokha/Dropbox/vault"), LINUX, "Dropbox"),
        (
            PurePosixPath("/Users/sokha/Library/CloudStorage/GoogleDrive-s@x.org/v"),
            MAC,
            "GoogleDrive",
        ),
        (
            PurePosixPath("/Users/sokha/Library/Mobile Documents/com~apple/v"),
            MAC,
            "iCloud",
        ),
        (
            PurePosixPath("/data/v"),
            Surroundings(
                home=PurePosixPath("/root"), names_beside=frozenset({".stfolder"})
            ),
            "Syncthing",
        ),
    ],
)
def test_that_a_shared_or_synced_folder_is_refused_by_name(
    folder: PurePath, around: Surroundings, reason: str
) -> None:
    against = reason_against(folder, around)
    assert against is not None
    assert reason in against
    assert against.endswith(".")


@pytest.mark.parametrize(
    ("folder", "around"),
    [
        (PureWindowsPath(r"C:\Users\Sokha\AppData\Local\bwassess\vault"), WINDOWS),
        (PureWindowsPath(r"\\?\C:\vault"), WINDOWS),
        (PureWindowsPath(r"D:\Box\vault"), WINDOWS),
        (PureWindowsPath(r"C:\Users\Sokha\Work filing"), WINDOWS),
        (PurePosixPath("/home/sokha/vault"), LINUX),
        (PurePosixPath("/srv/office/local/vault"), LINUX),
        (PurePosixPath("/srv/officer/vault"), LINUX),
        (PurePosixPath("/mnt/c/vault"), LINUX),
        (PurePosixPath("/home/sokha/inbox/vault"), LINUX),
        (PurePosixPath("/home/sokha"), LINUX),
        (PurePosixPath("/Users/sokha/Library/Application Support/bwassess"), MAC),
        (PurePosixPath("/Users/sokha/Library/CloudStorage"), MAC),
    ],
)
def test_that_a_folder_of_this_computers_own_is_taken(
    folder: PurePath, around: Surroundings
) -> None:
    assert reason_against(folder, around) is None


def test_that_linux_lists_its_mounts_with_odd_names_read_right() -> None:
    listed = (
        "36 35 98:0 / / rw,noatime shared:1 - ext4 /dev/root rw\n"
        "40 36 0:44 / /mnt/office\\040share rw - cifs //office/share rw\n"
        "no such line\n"
    )
    assert parse_mountinfo(listed) == [
        Mount(Path("/"), "ext4"),
        Mount(Path("/mnt/office share"), "cifs"),
    ]


def test_that_a_mac_lists_its_mounts() -> None:
    listed = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//sokha@office/share on /Volumes/Office share (smbfs, nodev, nosuid)\n"
    )
    assert parse_mount_command(listed) == [
        Mount(Path("/"), "apfs"),
        Mount(Path("/Volumes/Office share"), "smbfs"),
    ]


def test_that_this_machine_is_asked_about_folders_not_there_yet(
    tmp_path: Path,
) -> None:
    require_suitable(tmp_path / "a" / "b")
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(UnsuitablePlace, match=r"Syncthing copies that folder"):
        require_suitable(tmp_path / "a" / "b")


def test_that_a_folder_that_cant_be_looked_into_is_no_reason(tmp_path: Path) -> None:
    # A name longer than any system takes makes every look fail.
    require_suitable(tmp_path / ("x" * 5_000))
