"""Every interface test starts from the light look, without a display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.settings import Settings
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from ui.changes import Changes
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages
from ui.session import Session
from ui.theme import Theme, current

PASSPHRASE = "needle and thread"
PLAIN = Theme(motion=False)
PATIENCE_MS = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the platform without a screen say what it can't do."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class PatientBot(QtBot):
    """One that waits as long as a busy machine may need; a quick one loses nothing."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)  # noqa: N815


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """The light look, put back after a test that chose another."""
    _wear_plain(qapp)
    yield
    _wear_plain(qapp)


def _wear_plain(app: QApplication) -> None:
    # A look costs every open widget its polish: tests that chose none pay none.
    if current() != PLAIN:
        PLAIN.apply(app)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a widget as a window of its own, active and painted."""

    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return shown


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "vault"
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    workspace, _recovery = Workspace.create(
        folder, PASSPHRASE, name="Chanthou", cost=cheap
    )
    workspace.lock()
    return folder


@pytest.fixture
def workspace(made_vault: Path, tmp_path: Path) -> Iterator[Workspace]:
    folder = shutil.copytree(made_vault, tmp_path / "vault")
    with Workspace.open(folder, PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def assessment(workspace: Workspace) -> AssessmentId:
    """A visit just begun."""
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    checklist = next(c for c in workspace.checklists.list() if c.country == "KH")
    day = date(2026, 11, 17)
    return workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, day, day))


@pytest.fixture
def session(workspace: Workspace, qtbot: QtBot) -> Iterator[Session]:
    """What the window hands to its pages."""
    window = QWidget()
    qtbot.addWidget(window)
    changes = Changes()
    made = Session(
        workspace,
        Settings(),
        changes,
        Edits(changes, put_back=workspace.undo),
        Jobs(),
        Messages(window),
    )
    yield made
    made.jobs.close()
