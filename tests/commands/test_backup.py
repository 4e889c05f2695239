from pathlib import Path

from tests.commands.conftest import Run


def test_that_a_restored_backup_is_as_it_was(run: Run, assessment: str) -> None:
    run("assessment", "answer", assessment, "OS8.05", "no")
    name = run("backup", "write").out.strip()
    run("assessment", "answer", assessment, "OS8.05", "yes")

    listed = run("backup", "list", "--json").json
    assert listed[0]["name"] == name
    assert name in run("backup", "list").out
    assert run("backup", "restore", name).code == 0

    assert run("assessment", "list", "--json").json[0]["findings"] == 1


def test_that_a_backup_that_is_not_there_changes_nothing(run: Run, vault: Path) -> None:
    refused = run("backup", "restore", "20260101T000000Z-auto")

    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert len(run("factory", "list", "--json").json) == 1
