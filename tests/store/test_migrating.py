"""The numbered steps, as they are looked up without loading what makes them."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from bwassess.hub.house import STEPS
from bwassess.store import tables
from bwassess.store.database import Database
from bwassess.store.migrating import STORE, Steps, _config, is_current, migrate


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


def test_that_the_steps_build_what_the_tables_declare(tmp_path: Path) -> None:
    new = Database.encrypted(tmp_path / "new.db", b"k" * 32)
    migrate(new)
    assert is_current(new)
    with new.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    new.close()


def test_that_a_failing_step_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    old = Database.plain(tmp_path / "old.db")
    with old.write() as connection:
        # What the first step makes last is there already: it breaks half way.
        connection.exec_driver_sql("CREATE TABLE unsealed (mine TEXT)")
    before = names(old)
    with pytest.raises(OperationalError):
        migrate(old)
    assert names(old) == before
    assert not is_current(old)
    old.close()


def names(database: Database) -> set[str]:
    with database.read() as connection:
        return set(inspect(connection).get_table_names())
