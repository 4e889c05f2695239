from pathlib import Path

import pytest

from bwassess.workspace import Workspace
from tests.commands.conftest import PASSPHRASE, Run


def _file(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content, "utf-8")
    return file


def test_that_the_facts_of_a_vault_are_told(run: Run, vault: Path) -> None:
    told = run("vault", "info", "--json").json

    assert told["folder"] == str(vault)
    assert (told["person"], told["role"], told["hub"]) == ("Chanthou", "assessor", None)
    assert told["backups"] == 1
    assert told["key_derivation"]["name"] == "argon2id"
    assert "Chanthou (assessor)" in run("vault", "info").out


def test_that_a_changed_passphrase_is_the_only_one(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    new = _file(tmp_path, "new.txt", " ភ្នំ  of glass \r\n")

    assert run("vault", "passphrase", "--new-passphrase-file", new).code == 0

    refused = run("vault", "info")
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert run("vault", "info", "--passphrase-file", new).code == 0
    Workspace.open(vault, " ភ្នំ  of glass ").lock()


def test_that_the_recovery_key_opens_a_vault_anew(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the full cost, once: what a person does on the first and the worst day."""
    folder = tmp_path / "made"
    first = _file(tmp_path, "first.txt", PASSPHRASE)
    made = run("vault", "init", "--vault", folder, "--passphrase-file", first)
    assert made.code == 0
    key = made.out.splitlines()[-1].strip()
    again = run("vault", "init", "--vault", folder, "--passphrase-file", first)
    assert again.code == 1

    forgotten = run(
        *("vault", "recover", "--vault", folder),
        *("--recovery-key-file", _file(tmp_path, "key.txt", key.lower() + "\n")),
        *("--new-passphrase-file", _file(tmp_path, "second.txt", "another one")),
    )

    assert forgotten.code == 0
    assert key not in forgotten.out
    Workspace.open(folder, "another one").lock()


def test_that_a_key_with_a_slip_names_its_group(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    key = _file(tmp_path, "key.txt", "-".join(["00000"] * 8))
    new = _file(tmp_path, "second.txt", "another one")

    refused = run(
        *("vault", "recover", "--recovery-key-file", key),
        *("--new-passphrase-file", new),
    )

    assert refused.code == 1
    assert refused.err.count("\n") == 1


def test_that_nothing_is_asked_where_nobody_sits(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BWASSESS_PASSPHRASE_FILE")

    wrong = run("vault", "info")

    assert wrong.code == 2
    assert "--passphrase-file" in wrong.err
