"""The main job without a window: everything done for real, said in short lines.

The lines are English, as the demo's data is: no catalogue carries them.
"""

import time
from pathlib import Path

from bwassess.demo import building, meeting
from bwassess.demo.building import PASSPHRASE, Told
from bwassess.demo.factories import RUMDOUL, SVAY_CHEK
from bwassess.progress import Progress, unwatched
from bwassess.store.header import Cost
from bwassess.store.layout import is_vault
from bwassess.store.queries import AssessmentEntry
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import MissingAssessmentError
from bwassess.workspace.verifying import verify

REPORT = "rumdoul-apparel-report.pdf"


def ready(
    folder: Path,
    *,
    told: Told,
    cost: Cost | None = None,
    progress: Progress = unwatched,
) -> None:
    """Make the demo's vault, unless it is there already."""
    if is_vault(folder):
        told(f"The demo's vault lies in {folder}, as it was left.")
        return
    began = time.perf_counter()
    building.build(folder, cost=cost, told=told, progress=progress)
    told(f"Made the demo's vault in {folder}, {_since(began)}.")


def travel(folder: Path, *, told: Told) -> None:
    """Answer, print, verify, and sync a copy; the vault itself ends as it began."""
    with Workspace.open(folder, PASSPHRASE) as workspace:
        _answer(workspace, told)
        _print(workspace, folder.with_name(REPORT), told)
        began = time.perf_counter()
        found = verify(workspace)
        told(f"{found.sentence} {_since(began)}.")
        for flaw in found.flaws:
            told(flaw)
    meeting.sync_a_copy(folder, told=told)


def _answer(workspace: Workspace, told: Told) -> None:
    """Give an answer to the planned visit, and take it back."""
    assessment = _latest(workspace, SVAY_CHEK.name).assessment.id
    before = workspace.assessments.view(assessment)
    if before is None:
        raise MissingAssessmentError
    question = next(one for one in before.checklist.questions if one.code == "OS8.05")
    began = time.perf_counter()
    done = workspace.answers.give(assessment, question, "no")
    took = (time.perf_counter() - began) * 1000
    after = workspace.assessments.view(assessment)
    state = after.judgement.questions[question.id].state if after else ""
    told(
        f"Answered {question.code} for {SVAY_CHEK.name}: {state}, on the disk after "
        f"{took:.0f} ms; took it back."
    )
    workspace.undo(done)


def _print(workspace: Workspace, target: Path, told: Told) -> None:
    entry = _latest(workspace, RUMDOUL.name)
    standing = entry.standing
    told(
        f"{RUMDOUL.name}, cycle {entry.assessment.cycle}: {standing.answered} of "
        f"{standing.asked} answered, {standing.findings} findings, "
        f"{entry.assessment.state.value}."
    )
    pages = 0

    def turned(done: int, total: int, text: str = "") -> None:
        nonlocal pages
        pages = total

    began = time.perf_counter()
    workspace.reports.write(entry.assessment.id, target, language="en", progress=turned)
    told(
        f"Printed its report: {target}, {pages} pages, "
        f"{target.stat().st_size // 1024} KB, {_since(began)}."
    )


def _latest(workspace: Workspace, factory: str) -> AssessmentEntry:
    """The latest assessment of a factory."""
    return next(
        one
        for one in workspace.assessments.list()
        if one.factory is not None and one.factory.name == factory
    )


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.1f} s"
