"""A database brought to this program's schema, one numbered step at a time."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bwassess.store.database import Database
from bwassess.store.errors import NewerVersion


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one set of tables.

    Attributes:
        folder: Where they lie.
        noted_in: The table that says how far a database has come.
    """

    folder: Path
    noted_in: str


STORE = Steps(Path(__file__).parent / "migrations", "alembic_version")


def is_current(database: Database, steps: Steps = STORE) -> bool:
    """Whether a database has this program's schema.

    Raises:
        NewerVersion: it was written by a newer program; it stays untouched.
    """
    with database.read() as connection:
        found = _revision(connection, steps)
    known = ScriptDirectory.from_config(_config(steps))
    if found is not None and found not in {s.revision for s in known.walk_revisions()}:
        raise NewerVersion(Path(database.place))
    return found == known.get_current_head()


def migrate(database: Database, steps: Steps = STORE) -> None:
    """Bring a database, new or old, to this program's schema, all steps or none.

    Whoever holds a vault takes a backup first.
    """
    config = _config(steps)
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection, steps: Steps) -> str | None:
    return MigrationContext.configure(
        connection, opts={"version_table": steps.noted_in}
    ).get_current_revision()


def _config(steps: Steps) -> Config:
    config = Config()
    config.set_main_option("script_location", str(steps.folder).replace("%", "%%"))
    return config
