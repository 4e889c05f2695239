"""Databases with all tables in them, copied from one made once."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bwassess.store.database import Database
from tests.fixtures_postgres import database_url
from tests.store import simulator
from tests.store.simulator import World

KEY = bytes(range(32))


def encrypted(path: Path) -> Database:
    return Database.encrypted(path, KEY)


@pytest.fixture(scope="session")
def plain_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _template(tmp_path_factory.mktemp("plain"), Database.plain)


@pytest.fixture(scope="session")
def encrypted_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _template(tmp_path_factory.mktemp("encrypted"), encrypted)


def _template(folder: Path, opener: Callable[[Path], Database]) -> Path:
    database = opener(folder / "made.db")
    simulator.make_tables(database)
    with database.driver() as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder / "made.db"


@pytest.fixture
def plain(tmp_path: Path, plain_template: Path) -> Iterator[Database]:
    """An ordinary SQLite file with all tables."""
    database = Database.plain(Path(shutil.copy(plain_template, tmp_path / "plain.db")))
    yield database
    database.close()


@pytest.fixture
def postgresql() -> Iterator[Database]:
    """A PostgreSQL database with all tables."""
    with database_url() as url:
        database = Database.postgresql(url)
        simulator.make_tables(database)
        yield database
        database.close()


@pytest.fixture(params=["plain", "encrypted", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Each kind of database in turn, with all tables."""
    if request.param != "encrypted":
        yield request.getfixturevalue(request.param)
        return
    template = request.getfixturevalue("encrypted_template")
    made = encrypted(Path(shutil.copy(template, tmp_path / "encrypted.db")))
    yield made
    made.close()


@pytest.fixture
def laptops(tmp_path: Path, plain_template: Path) -> Iterator[World]:
    """Three laptops of one programme that can reach each other when told to."""
    world = World(tmp_path, opener=Database.plain, template=plain_template)
    yield world
    world.close()


@pytest.fixture(scope="module")
def shared_hub() -> Iterator[Database]:
    """A PostgreSQL database with all tables, the same for many examples."""
    with database_url() as url:
        database = Database.postgresql(url)
        simulator.make_tables(database)
        yield database
        database.close()


@pytest.fixture(scope="module")
def shared_laptops(
    tmp_path_factory: pytest.TempPathFactory,
    plain_template: Path,
    shared_hub: Database,
) -> Iterator[World]:
    """Two laptops on SQLite and a hub on PostgreSQL, the same for many examples."""
    world = World(
        tmp_path_factory.mktemp("shared"),
        opener=Database.plain,
        template=plain_template,
        devices=2,
        others=[shared_hub],
    )
    yield world
    world.close()
