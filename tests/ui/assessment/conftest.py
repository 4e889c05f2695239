"""An assessment page over a real vault."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.settings import Settings
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from tests.ui.assessment.everything import everything
from ui.assessment.page import AssessmentPage
from ui.changes import Changes
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages
from ui.session import Session

PASSPHRASE = "needle and thread"


@pytest.fixture(scope="session")
def begun_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "vault"
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    workspace, _recovery = Workspace.create(
        folder, PASSPHRASE, name="Chanthou", cost=cheap
    )
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    checklist = next(c for c in workspace.checklists.list() if c.country == "KH")
    day = date(2026, 11, 17)
    workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, day, day))
    workspace.lock()
    return folder


@pytest.fixture(scope="session")
def asking_vault(begun_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One whose only assessment asks in every way there is."""
    folder = tmp_path_factory.mktemp("asking") / "vault"
    shutil.copytree(begun_vault, folder)
    with Workspace.open(folder, PASSPHRASE) as workspace:
        checklist = everything()
        workspace.checklists.keep(checklist)
        factory = workspace.factories.add("Asked of Everything", "KH")
        day = date(2026, 11, 17)
        workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, day, day))
    return folder


@pytest.fixture
def asking(asking_vault: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session on it."""
    folder = shutil.copytree(asking_vault, tmp_path / "asking")
    yield from _session(folder, qtbot)


@pytest.fixture
def asks(asking: Session, qtbot: QtBot) -> Iterator[AssessmentPage]:
    """The page of the assessment that asks in every way."""
    of_all = next(
        one.assessment.id
        for one in asking.workspace.assessments.list()
        if one.factory is not None and one.factory.name == "Asked of Everything"
    )
    made = AssessmentPage(asking, of_all)
    made.resize(1366, 760)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.settle()


@pytest.fixture
def session(begun_vault: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    folder = shutil.copytree(begun_vault, tmp_path / "vault")
    yield from _session(folder, qtbot)


def _session(folder: Path, qtbot: QtBot) -> Iterator[Session]:
    window = QWidget()
    qtbot.addWidget(window)
    changes = Changes()
    jobs = Jobs()
    with Workspace.open(folder, PASSPHRASE) as workspace:
        yield Session(
            workspace,
            Settings(),
            changes,
            Edits(changes, put_back=workspace.undo),
            jobs,
            Messages(window),
        )
        jobs.close()


@pytest.fixture
def assessment(session: Session) -> AssessmentId:
    return session.workspace.assessments.list()[0].assessment.id


@pytest.fixture
def page(
    session: Session, assessment: AssessmentId, qtbot: QtBot
) -> Iterator[AssessmentPage]:
    made = AssessmentPage(session, assessment)
    made.resize(1366, 760)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.settle()
