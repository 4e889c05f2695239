"""A database brought to this program's schema, one numbered step at a time."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

from bwassess.store.database import Database
from bwassess.store.errors import NewerVersion

# Alembic takes longer to load than a vault to open: only an update pays for it.
if TYPE_CHECKING:
    from alembic.config import Config


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one set of tables.

    Attributes:
        folder: Where they lie, each in a file that begins with its number.
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
    known = sorted(
        step.stem.partition("_")[0] for step in steps.folder.glob("versions/*.py")
    )
    if found is not None and found not in known:
        raise NewerVersion(Path(database.place))
    return found == known[-1]


def migrate(database: Database, steps: Steps = STORE) -> None:
    """Bring a database, new or old, to this program's schema, all steps or none.

    Whoever holds a vault takes a backup first.
    """
    from alembic import command

    config = _config(steps)
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection, steps: Steps) -> str | None:
    if not inspect(connection).has_table(steps.noted_in):
        return None
    noted = table(steps.noted_in, column("version_num"))
    found: str | None = connection.scalar(select(noted.c.version_num))
    return found


def _config(steps: Steps) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps.folder).replace("%", "%%"))
    return config
