"""The numbered steps, as they are looked up without loading what makes them."""

import subprocess
import sys

import pytest
from alembic.script import ScriptDirectory

from bwassess.hub.house import STEPS
from bwassess.store.migrating import STORE, Steps, _config


@pytest.mark.parametrize("steps", [STORE, STEPS])
def test_that_each_step_lies_under_its_number(steps: Steps) -> None:
    known = ScriptDirectory.from_config(_config(steps))
    numbers = sorted(
        file.stem.partition("_")[0] for file in steps.folder.glob("versions/*.py")
    )

    assert numbers == sorted(step.revision for step in known.walk_revisions())
    assert numbers[-1] == known.get_current_head()


def test_that_a_vault_opens_without_what_only_an_update_needs() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bwassess.workspace; print(*sys.modules)"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.split()

    assert {"alembic", "mako", "sqlalchemy.dialects.postgresql"} & set(loaded) == set()
