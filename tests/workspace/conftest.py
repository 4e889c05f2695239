"""A real vault with a real checklist, copied for each test from one made once."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bwassess.assessment.records import AssessmentId
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "needle and thread"
DAY = date(2026, 11, 17)


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "vault"
    workspace, _recovery = Workspace.create(
        folder, PASSPHRASE, name="Chanthou", cost=CHEAP
    )
    workspace.lock()
    return folder


@pytest.fixture
def vault(made_vault: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_vault, tmp_path / "vault"))


@pytest.fixture
def workspace(vault: Path) -> Iterator[Workspace]:
    with Workspace.open(vault, PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def assessment(workspace: Workspace) -> AssessmentId:
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    checklist = next(c for c in workspace.checklists.list() if c.country == "KH")
    return workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, DAY, DAY))
