"""A vault to run commands on, and the program without its windows."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bwassess.__main__ import draw_checklist
from bwassess.commands.program import Interface, program
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan

PASSPHRASE = "as cheap as it may be"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@dataclass(frozen=True)
class Made:
    """A vault with one assessment that was just begun."""

    folder: Path
    factory: str
    assessment: str


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("vaults") / "vault"
    workspace, _recovery = Workspace.create(
        folder, PASSPHRASE, name="Chanthou", cost=CHEAP
    )
    factory = workspace.factories.add("Rumdoul", "KH")
    kh = next(one for one in workspace.checklists.list() if one.country == "KH")
    days = (date(2026, 11, 17), date(2026, 11, 18))
    assessment = workspace.assessments.begin(Plan(factory, kh.hash, "KH", 3, *days))
    # One that is due would be written by every command.
    workspace.back_up()
    workspace.lock()
    return Made(folder, str(factory), str(assessment))


@pytest.fixture
def vault(_made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of its own, named with its passphrase in the environment."""
    folder = tmp_path / "vault"
    shutil.copytree(_made.folder, folder)
    file = tmp_path / "passphrase.txt"
    file.write_text(f"{PASSPHRASE}\n", "utf-8")
    monkeypatch.setenv("BWASSESS_VAULT", str(folder))
    monkeypatch.setenv("BWASSESS_PASSPHRASE_FILE", str(file))
    return folder


@pytest.fixture
def opened() -> list[tuple[Path | None, str | None]]:
    """Every vault a window was opened on, with its passphrase."""
    return []


@pytest.fixture
def run(opened: list[tuple[Path | None, str | None]]) -> Run:
    """Run the program with arguments."""

    def open_(*, vault: Path | None = None, passphrase: str | None = None) -> int:
        opened.append((vault, passphrase))
        return 0

    app = program(Interface(open=open_, check=lambda: "seen", draw=draw_checklist))

    def run(*arguments: object, stdin: str | None = None) -> Outcome:
        result = CliRunner().invoke(app, [str(one) for one in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def assessment(_made: Made, vault: Path) -> str:
    """The id of an assessment just begun in Cambodia."""
    return _made.assessment


@pytest.fixture
def factory(_made: Made, vault: Path) -> str:
    """The id of its factory."""
    return _made.factory
