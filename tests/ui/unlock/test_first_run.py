"""The first run: from nothing to an open vault with its key on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bwassess.store.vault import Vault
from tests.ui.desk import PASSPHRASE, Open
from ui.desktop import Desktop
from ui.unlock.hub_stage import HubStage
from ui.unlock.key_stage import KeyStage
from ui.unlock.printing import paint_key


def field(desktop: Desktop, name: str) -> QLineEdit:
    found = desktop.window.findChild(QLineEdit, name)
    assert found is not None
    return found


def button(desktop: Desktop, name: str) -> QPushButton:
    found = desktop.window.findChild(QPushButton, name)
    assert found is not None
    return found


def shown(desktop: Desktop) -> str:
    return " ".join(
        one.text() for one in desktop.window.findChildren(QLabel) if one.isVisible()
    )


def walk_to_key(qtbot: QtBot, desktop: Desktop) -> KeyStage:
    qtbot.keyClicks(field(desktop, "assessor-name"), "Chanthou Meas")
    qtbot.keyClick(field(desktop, "assessor-name"), Qt.Key.Key_Return)
    qtbot.keyClicks(field(desktop, "new-passphrase"), PASSPHRASE)
    qtbot.keyClicks(field(desktop, "new-passphrase-again"), PASSPHRASE)
    qtbot.keyClick(field(desktop, "new-passphrase-again"), Qt.Key.Key_Return)
    run = desktop.gate.first_run
    qtbot.waitUntil(lambda: isinstance(run.stage, KeyStage))
    return run.stage


def type_asked(qtbot: QtBot, desktop: Desktop, stage: KeyStage) -> None:
    for place in stage.asked:
        edit = field(desktop, f"group-{place + 1}")
        qtbot.keyClicks(edit, stage.groups[place].lower())


def test_that_a_vault_is_made_and_its_key_confirmed(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(tmp_path / "vault")
    stage = walk_to_key(qtbot, desktop)
    key = "-".join(stage.groups)
    assert all(group in shown(desktop) for group in stage.groups)
    assert not button(desktop, "continue").isEnabled()
    type_asked(qtbot, desktop, stage)
    assert button(desktop, "continue").isEnabled()
    qtbot.mouseClick(button(desktop, "continue"), Qt.MouseButton.LeftButton)
    assert isinstance(desktop.gate.first_run.stage, HubStage)
    qtbot.mouseClick(button(desktop, "later"), Qt.MouseButton.LeftButton)
    assert desktop.frame is not None
    assert desktop.session.workspace.identity.name == "Chanthou Meas"
    desktop.close()
    Vault.open(tmp_path / "vault", PASSPHRASE).lock()
    Vault.open_with_recovery(tmp_path / "vault", key).lock()


def test_that_a_group_written_wrong_keeps_one_there(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(tmp_path / "vault")
    stage = walk_to_key(qtbot, desktop)
    first, second = stage.asked
    qtbot.keyClicks(field(desktop, f"group-{first + 1}"), stage.groups[second])
    qtbot.keyClicks(field(desktop, f"group-{second + 1}"), stage.groups[second])
    assert f"Group {first + 1} isn't right" in shown(desktop)
    assert not button(desktop, "continue").isEnabled()


def test_that_the_key_leaves_page_and_clipboard(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(tmp_path / "vault")
    stage = walk_to_key(qtbot, desktop)
    groups = stage.groups
    qtbot.mouseClick(button(desktop, "copy-key"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "-".join(groups)
    type_asked(qtbot, desktop, stage)
    qtbot.mouseClick(button(desktop, "continue"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == ""
    assert not any(group in shown(desktop) for group in groups)


@pytest.mark.parametrize("folder", ["Dropbox/vault", "OneDrive - ILO/vault"])
def test_that_a_synced_folder_is_refused_under_its_field(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot, folder: str
) -> None:
    desktop = open_desktop(tmp_path / folder)
    qtbot.keyClicks(field(desktop, "assessor-name"), "Chanthou Meas")
    qtbot.mouseClick(button(desktop, "continue"), Qt.MouseButton.LeftButton)
    assert "copies that folder" in shown(desktop)
    assert field(desktop, "vault-folder").isVisible()


def test_that_a_short_passphrase_is_not_taken(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(tmp_path / "vault")
    qtbot.keyClicks(field(desktop, "assessor-name"), "Chanthou Meas")
    qtbot.keyClick(field(desktop, "assessor-name"), Qt.Key.Key_Return)
    qtbot.keyClicks(field(desktop, "new-passphrase"), "short")
    qtbot.keyClicks(field(desktop, "new-passphrase-again"), "short")
    assert "Too short" in shown(desktop)
    assert not button(desktop, "continue").isEnabled()
    qtbot.keyClick(field(desktop, "new-passphrase-again"), Qt.Key.Key_Return)
    assert not (tmp_path / "vault").exists()


def test_that_closing_before_the_end_leaves_a_vault_that_opens(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(tmp_path / "vault")
    walk_to_key(qtbot, desktop)
    desktop.close()
    Vault.open(tmp_path / "vault", PASSPHRASE).lock()


def test_that_choosing_a_language_keeps_the_name(
    open_desktop: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    desktop = open_desktop(tmp_path / "vault")
    qtbot.keyClicks(field(desktop, "assessor-name"), "Chanthou Meas")
    desktop.change_settings({"language": "km"})
    assert field(desktop, "assessor-name").text() == "Chanthou Meas"


def test_that_the_printed_key_has_ink(qtbot: QtBot) -> None:
    sheet = QImage(800, 1100, QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFFFF)
    paint_key(sheet, ("AAAA1", "BBBB2", "CCCC3", "DDDD4") * 2)
    dark = sum(
        sheet.pixelColor(x, y).lightness() < 128
        for x in range(0, 800, 2)
        for y in range(0, 1100, 2)
    )
    assert dark > 400
