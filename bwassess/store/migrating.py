"""A database brought to this program's schema, one numbered step at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bwassess.store.database import Database
from bwassess.store.errors import NewerVersion

_STEPS = Path(__file__).parent / "migrations"


def is_current(database: Database) -> bool:
    """Whether a database has this program's schema.

    Raises:
        NewerVersion: it was written by a newer program; it stays untouched.
    """
    with database.read() as connection:
        found = _revision(connection)
    steps = ScriptDirectory.from_config(_config())
    if found is not None and found not in {s.revision for s in steps.walk_revisions()}:
        raise NewerVersion(Path(database.place))
    return found == steps.get_current_head()


def migrate(database: Database) -> None:
    """Bring a database, new or old, to this program's schema, all steps or none.

    Whoever holds a vault takes a backup first.
    """
    config = _config()
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    return config
