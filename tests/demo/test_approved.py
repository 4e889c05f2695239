"""What commands say of an assessment that somebody vouched for."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bwassess.commands.program import Interface, program
from bwassess.demo.building import PASSPHRASE
from bwassess.workspace import Workspace


def _opened(*, vault: Path | None = None, passphrase: str | None = None) -> int:
    return 0


def _drawn(*_arguments: object, **_named: object) -> int:
    return 0


def test_that_an_approved_assessment_stays_as_it_is(
    demo_vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(demo_vault, PASSPHRASE) as workspace:
        (approved,) = (
            str(one.assessment.id)
            for one in workspace.assessments.list()
            if one.assessment.cycle == 3
        )
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE, "utf-8")
    monkeypatch.setenv("BWASSESS_VAULT", str(demo_vault))
    monkeypatch.setenv("BWASSESS_PASSPHRASE_FILE", str(secret))
    app = program(Interface(open=_opened, check=lambda: "", draw=_drawn))

    for arguments in (
        ["assessment", "answer", approved, "OS8.05", "yes"],
        ["evidence", "add", approved, str(secret)],
    ):
        refused = CliRunner().invoke(app, arguments)
        assert refused.exit_code == 1
        assert refused.stderr.startswith("This assessment is approved")
        assert refused.stderr.count("\n") == 1

    listed = CliRunner().invoke(app, ["assessment", "list"]).stdout
    assert "approved   342/342   20" in listed
