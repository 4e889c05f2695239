"""Opening a vault: what is asked, what is wrong, what is offered."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bwassess.store.layout import DATABASE, HEADER
from bwassess.store.vault import Vault
from bwassess.workspace import Workspace
from tests.ui.desk import PASSPHRASE, Made, Open, begin, make_vault
from ui.desktop import Desktop


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make_vault(tmp_path / "vault", begin)


def field(desktop: Desktop, name: str) -> QLineEdit:
    found = desktop.window.findChild(QLineEdit, name)
    assert found is not None
    return found


def press(qtbot: QtBot, desktop: Desktop, name: str) -> None:
    button = desktop.window.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(desktop: Desktop) -> str:
    """Every word in sight."""
    words = [
        one.text() for one in desktop.window.findChildren(QLabel) if one.isVisible()
    ]
    return " ".join([*words, desktop.window.windowTitle()])


def unlock(qtbot: QtBot, desktop: Desktop, passphrase: str) -> None:
    edit = field(desktop, "passphrase")
    edit.clear()
    qtbot.keyClicks(edit, passphrase)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_that_the_passphrase_opens_the_vault(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    assert field(desktop, "passphrase").hasFocus()
    unlock(qtbot, desktop, PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.frame is not None)
    assert "Rumdoul Apparel" in [row.name for row in desktop.frame.page.rows]


def test_that_a_wrong_passphrase_is_said_under_the_field(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    unlock(qtbot, desktop, "wrong")
    qtbot.waitUntil(lambda: "isn't the passphrase" in shown(desktop))
    assert desktop.session is None
    assert field(desktop, "passphrase").selectedText() == "wrong"
    unlock(qtbot, desktop, PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.frame is not None)


def test_that_the_recovery_key_opens_the_vault_and_sets_a_passphrase(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    press(qtbot, desktop, "use-recovery")
    qtbot.keyClicks(field(desktop, "recovery-key"), made.recovery.lower())
    qtbot.keyClicks(field(desktop, "new-passphrase"), "four other words here")
    qtbot.keyClicks(field(desktop, "new-passphrase-again"), "four other words here")
    press(qtbot, desktop, "unlock")
    qtbot.waitUntil(lambda: desktop.frame is not None)
    desktop.close()
    Vault.open(made.folder, "four other words here").lock()


def test_that_a_slip_in_the_recovery_key_is_named(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    press(qtbot, desktop, "use-recovery")
    groups = made.recovery.split("-")
    first, rest = groups[2][0], groups[2][1:]
    groups[2] = ("1" if first == "0" else "0") + rest
    qtbot.keyClicks(field(desktop, "recovery-key"), "-".join(groups))
    qtbot.keyClicks(field(desktop, "new-passphrase"), "four other words here")
    qtbot.keyClicks(field(desktop, "new-passphrase-again"), "four other words here")
    press(qtbot, desktop, "unlock")
    qtbot.waitUntil(lambda: "Group 3" in shown(desktop))


def test_that_two_new_passphrases_must_be_the_same(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    press(qtbot, desktop, "use-recovery")
    qtbot.keyClicks(field(desktop, "recovery-key"), made.recovery)
    qtbot.keyClicks(field(desktop, "new-passphrase"), "four other words here")
    qtbot.keyClicks(field(desktop, "new-passphrase-again"), "four other words")
    press(qtbot, desktop, "unlock")
    assert "The two differ" in shown(desktop)
    assert not desktop.jobs.is_busy


def test_that_a_damaged_database_is_answered_with_the_last_good_backup(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    def fill(workspace: Workspace) -> None:
        begin(workspace)
        workspace.back_up()

    made = make_vault(tmp_path / "vault", fill)
    database = made.folder / DATABASE
    database.write_bytes(b"\0" * database.stat().st_size)
    desktop = open_desktop(made.folder)
    unlock(qtbot, desktop, PASSPHRASE)
    qtbot.waitUntil(lambda: "is damaged" in shown(desktop))
    press(qtbot, desktop, "banner-action")
    qtbot.waitUntil(lambda: desktop.frame is not None)
    assert [row.name for row in desktop.frame.page.rows] == ["Rumdoul Apparel"]


def test_that_a_backup_asked_for_is_restored_at_the_next_unlock(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    def fill(workspace: Workspace) -> None:
        begin(workspace)
        workspace.back_up()
        begin(workspace, "Prek Leap Knitting")

    made = make_vault(tmp_path / "vault", fill)
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    assert len(desktop.frame.page.rows) == 2
    oldest = desktop.session.workspace.vault.backups.newest_first()[-1]
    desktop.restore(oldest.name)
    assert "Type the passphrase to restore" in shown(desktop)
    unlock(qtbot, desktop, PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.frame is not None)
    assert [row.name for row in desktop.frame.page.rows] == ["Rumdoul Apparel"]


def test_that_a_damaged_key_file_is_repaired_from_its_spare(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    Vault.open(made.folder, PASSPHRASE).lock()
    (made.folder / HEADER).write_bytes(b"{")
    desktop = open_desktop(made.folder)
    unlock(qtbot, desktop, PASSPHRASE)
    qtbot.waitUntil(lambda: "key file" in shown(desktop))
    press(qtbot, desktop, "banner-action")
    qtbot.waitUntil(lambda: desktop.frame is not None)


def test_that_a_vault_in_use_says_by_whom(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    with Vault.open(made.folder, PASSPHRASE):
        desktop = open_desktop(made.folder)
        unlock(qtbot, desktop, PASSPHRASE)
        qtbot.waitUntil(lambda: "open in another program" in shown(desktop))


def test_that_another_vault_can_be_opened(
    open_desktop: Open, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    other = make_vault(tmp_path / "other")
    desktop = open_desktop(made.folder)
    desktop.gate.try_folder(other.folder)
    unlock(qtbot, desktop, PASSPHRASE)
    qtbot.waitUntil(lambda: desktop.frame is not None)
    assert desktop.session.workspace.vault.folder == other.folder


def test_that_a_folder_without_a_vault_can_get_one(
    open_desktop: Open, made: Made, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    desktop.gate.try_folder(tmp_path / "nothing")
    assert "There is no vault" in shown(desktop)
    press(qtbot, desktop, "banner-action")
    assert field(desktop, "vault-folder").text() == str(tmp_path / "nothing")


def test_that_the_locked_page_names_nobody(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    qtbot.keyClick(desktop.window, Qt.Key.Key_F12)
    assert desktop.frame is None
    assert "Locked" in shown(desktop)
    for name in ("Rumdoul", "Chanthou", str(made.folder.parent)):
        assert name not in shown(desktop)


def test_that_what_was_typed_survives_another_language(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder)
    qtbot.keyClicks(field(desktop, "passphrase"), "half a pass")
    desktop.change_settings({"language": "ar"})
    assert field(desktop, "passphrase").text() == "half a pass"
    assert desktop.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
