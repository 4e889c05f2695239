"""The whole program on a vault of its own, as the window's tests drive it."""

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from ui.desktop import Desktop

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_made: "dict[Callable[[Workspace], object], Made]" = {}
PASSPHRASE = "silk river lantern goat"


@dataclass(frozen=True)
class Made:
    """A vault that is locked, and how its recovery key reads."""

    folder: Path
    recovery: str


def make_vault(folder: Path, fill: Callable[[Workspace], object] = bool) -> Made:
    """A locked vault, perhaps with something in it; made once, copied from then on."""
    if fill not in _made:
        first = Path(tempfile.mkdtemp()) / "vault"
        atexit.register(shutil.rmtree, first.parent, ignore_errors=True)
        workspace, key = Workspace.create(
            first, PASSPHRASE, name="Chanthou Meas", cost=CHEAP
        )
        with workspace:
            fill(workspace)
        _made[fill] = Made(first, key.text)
    kept = _made[fill]
    shutil.copytree(kept.folder, folder)
    return Made(folder, kept.recovery)


def begin(
    workspace: Workspace,
    name: str = "Rumdoul Apparel",
    *,
    cycle: int = 1,
    day: date = date(2026, 11, 17),
) -> AssessmentId:
    """Begin an assessment of a factory that is new, with the Cambodian checklist."""
    factory = workspace.factories.add(name, "KH", province="Kandal")
    checklist = next(c for c in workspace.checklists.list() if c.country == "KH")
    return workspace.assessments.begin(
        Plan(factory, checklist.hash, "KH", cycle, day, day)
    )


def answer(
    workspace: Workspace, assessment: AssessmentId, code: str, value: str
) -> None:
    """Answer a yes-or-no question by its code."""
    view = workspace.assessments.view(assessment)
    assert view is not None
    question = next(q for q in view.checklist.questions if q.code == code)
    workspace.answers.give(assessment, question, value)


Open = Callable[..., Desktop]


@pytest.fixture
def open_desktop(qtbot: QtBot, qapp: QApplication) -> Iterator[Open]:
    """Start the program on a folder; locked and closed after the test."""
    opened: list[Desktop] = []

    def start(folder: Path, *, passphrase: str | None = None) -> Desktop:
        desktop = Desktop(qapp, folder=folder, cost=CHEAP)
        opened.append(desktop)
        desktop.start(passphrase=passphrase)
        desktop.window.activateWindow()
        qtbot.waitUntil(desktop.window.isActiveWindow)
        return desktop

    yield start
    for desktop in opened:
        desktop.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
