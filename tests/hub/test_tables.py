"""What the steps build is what the tables say, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bwassess.hub import tables
from bwassess.hub.house import STEPS
from bwassess.store.migrating import STORE, is_current, migrate
from tests.fixtures_hub import Hub


def test_that_the_migrated_schema_is_the_declared_one(hub: Hub) -> None:
    with hub.house.database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": STEPS.noted_in,
                "include_name": lambda name, kind, _: (
                    kind != "table" or name in tables.metadata.tables
                ),
                "compare_type": True,
            },
        )
        assert compare_metadata(context, tables.metadata) == []


def test_that_migrating_again_changes_nothing(hub: Hub) -> None:
    for steps in (STORE, STEPS):
        assert is_current(hub.house.database, steps)
        migrate(hub.house.database, steps)
        assert is_current(hub.house.database, steps)
