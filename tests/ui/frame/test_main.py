"""The composition root: what commands call to open and to try the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bwassess import settings
from bwassess.store.errors import WrongPassphrase
from bwassess.store.vault import Vault
from tests.ui.desk import PASSPHRASE, begin, make_vault
from ui.__main__ import check, main


def test_that_a_known_passphrase_opens_the_vault_until_the_program_ends(
    tmp_path: Path, qapp: QApplication
) -> None:
    made = make_vault(tmp_path / "vault", begin)
    QTimer.singleShot(0, qapp.quit)
    assert main(made.folder, PASSPHRASE) == 0
    Vault.open(made.folder, PASSPHRASE).lock()
    assert settings.load().vault == str(made.folder)


def test_that_a_wrong_passphrase_is_said_and_leaves_nothing_open(
    tmp_path: Path, qapp: QApplication
) -> None:
    made = make_vault(tmp_path / "vault", begin)
    with pytest.raises(WrongPassphrase):
        main(made.folder, "wrong")
    assert not [w for w in qapp.topLevelWidgets() if w.isVisible()]


def test_that_a_check_shows_a_window_and_touches_no_folder(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wide, _x, tall = check().split()
    assert int(wide) > 600
    assert int(tall) > 400
    assert list(tmp_path.iterdir()) == []
