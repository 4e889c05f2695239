"""The composition root: what commands call to open and to try the window."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

import ui
from bwassess import settings
from bwassess.store.errors import WrongPassphrase
from bwassess.store.vault import Vault
from tests.ui.desk import PASSPHRASE, begin, make_vault
from ui.__main__ import check, main


@pytest.fixture(autouse=True)
def no_window_lingers(qapp: QApplication) -> Iterator[None]:
    """Take down what was left to an event loop that ended."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


_RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.__main__ import main

app = QApplication([])
QTimer.singleShot(0, app.quit)
sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
"""


def test_that_a_known_passphrase_opens_the_vault_until_the_program_ends(
    tmp_path: Path,
) -> None:
    made = make_vault(tmp_path / "vault", begin)
    # In a process of its own: Qt activates no window after an event loop that ended.
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, made.folder, PASSPHRASE],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(ui.__file__).parents[1],
    )
    assert ran.returncode == 0, ran.stderr
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
