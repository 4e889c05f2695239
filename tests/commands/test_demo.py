from pathlib import Path

from bwassess.demo.building import PASSPHRASE
from bwassess.store.header import Cost
from bwassess.workspace import Workspace
from tests.commands.conftest import Run


def test_that_the_demo_opens_on_its_own_vault(
    run: Run, opened: list[object], tmp_path: Path
) -> None:
    """A vault that is there is taken as it is; making one is tested with the demo."""
    folder = tmp_path / "demo"
    Workspace.create(
        folder, PASSPHRASE, name="A", cost=Cost(memory_kib=64, passes=1, lanes=1)
    )[0].lock()

    shown = run("demo", "--vault", folder)

    assert shown.code == 0
    assert f"Its passphrase: {PASSPHRASE}" in shown.out
    assert opened == [(folder, PASSPHRASE)]


def test_that_the_demo_takes_nobodys_vault(run: Run, vault: Path) -> None:
    refused = run("demo", "--no-window", "--vault", vault)

    assert refused.code == 1
    assert "passphrase" in refused.err.lower()
    assert run("factory", "list").out.count("Rumdoul") == 1
