"""How the program ends, seen from outside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import bwassess
from tests.commands.conftest import Run


def _bwassess(
    *arguments: object, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bwassess", *map(str, arguments)],
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_that_the_version_is_said() -> None:
    ended = _bwassess("--version")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == f"bwassess {bwassess.__version__}\n"


def test_that_a_refusal_is_one_sentence_and_one(vault: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not this one", "utf-8")

    ended = _bwassess("assessment", "list", "--passphrase-file", wrong)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert "passphrase" in ended.stderr.lower()
    assert "Traceback" not in ended.stderr


def test_that_a_vault_that_is_nowhere_is_a_refusal(vault: Path, tmp_path: Path) -> None:
    ended = _bwassess("verify", BWASSESS_VAULT=str(tmp_path / "nowhere"))

    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "arguments",
    [("assessment", "answer"), ("dance",), ("factory", "add", "Rumdoul"), ("--dance",)],
)
def test_that_a_wrong_call_is_two(arguments: tuple[str, ...], vault: Path) -> None:
    ended = _bwassess(*arguments)

    assert ended.returncode == 2
    assert ended.stdout == ""


def test_that_the_desktop_is_opened_without_a_command(
    run: Run, opened: list[object]
) -> None:
    assert run().code == 0
    assert opened == [(None, None)]


def test_that_a_missing_desktop_is_told_in_one_sentence() -> None:
    ended = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys; sys.modules['PySide6'] = None; sys.argv = ['bwassess']\n"
            "from bwassess.__main__ import main; main()",
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("\n") == 1
    assert "bwassess[desktop]" in ended.stderr


def test_that_every_command_of_the_programme_is_offered() -> None:
    listed = _bwassess("--help", COLUMNS="200").stdout

    for name in (
        *("vault", "checklist", "factory", "assessment", "evidence", "report"),
        *("device", "sync", "hub", "backup", "verify", "self-check", "demo"),
    ):
        assert f" {name} " in listed


def test_that_commands_load_neither_windows_nor_databases() -> None:
    """Seconds count where a command runs a hundred times in a script."""
    loaded = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import sys; import bwassess.commands.program; print(*sys.modules)",
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()

    heavy = {"PySide6", "sqlalchemy", "reportlab", "cryptography", "fastapi", "PIL"}
    assert heavy & set(loaded) == set()
