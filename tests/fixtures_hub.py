"""Hubs and laptops for tests: real ones, a hub in this process behind its own door."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID, uuid4

import httpx2
import psycopg
from anyio.from_thread import BlockingPortal, start_blocking_portal
from sqlalchemy import select
from starlette.testclient import TestClient

from bwassess.assessment.records import Role
from bwassess.checklist.given import Value
from bwassess.hub import accounts, serving
from bwassess.hub.app import door_of
from bwassess.hub.house import DATABASE, House, Settings
from bwassess.hub.keys import HubKeys
from bwassess.journal.merge import Shown, shown, unpack
from bwassess.progress import Progress, unwatched
from bwassess.store import exchange, identity, tables, verify
from bwassess.store.database import Database
from bwassess.store.document_states import DocumentState, states
from bwassess.store.evidence import Evidence
from bwassess.store.identity import HubLink, Identity
from bwassess.store.migrating import migrate
from bwassess.store.replica import Replica
from bwassess.store.writer import Act, Edit
from bwassess.sync import engine, enrolling, history
from bwassess.sync.client import HubClient
from bwassess.sync.history import Report, Run
from tests.fixtures_postgres import server

URL = "http://testserver"
HOUR = 3_600_000
Way = Callable[[], httpx2.Client]


class Clock:
    """A clock that stands until it is told to go."""

    def __init__(self, now: int = 1_790_000_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 1
        return self.now


@cache
def _template() -> Path:
    """A laptop's database, migrated once a process."""
    folder = Path(mkdtemp(prefix="laptop-"))
    database = Database.plain(folder / "made.db")
    migrate(database)
    with database.driver() as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder / "made.db"


@cache
def _hub_template() -> Path:
    folder = Path(mkdtemp(prefix="hub-"))
    serving.init(folder)
    database = Database.plain(folder / DATABASE)
    with database.write() as connection:
        connection.execute(tables.fact.delete())
    with database.driver() as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder / DATABASE


@dataclass
class Hub:
    """A hub in this process.

    Attributes:
        ways: Makes the way there anew; tests put something else before it.
    """

    house: House
    clock: Clock
    portal: BlockingPortal
    ways: Way = field(init=False)

    def __post_init__(self) -> None:
        self.app = door_of(self.house)
        self.ways = self.door

    def door(self) -> httpx2.Client:
        client = TestClient(self.app, raise_server_exceptions=False)
        # One for all of them: each would begin a thread a request.
        client.portal = self.portal
        return client

    @property
    def folder(self) -> Path:
        return self.house.settings.folder

    def code(
        self, name: str = "Sokha", role: Role = Role.ASSESSOR, *countries: str
    ) -> str:
        with self.house.database.write() as connection:
            return accounts.new_code(
                connection,
                self.house.keys,
                name=name,
                role=role,
                countries=countries,
                now=self.clock(),
                lifetime_ms=HOUR,
            )

    def client(self, laptop: "Laptop") -> HubClient:
        """The hub as a laptop sees it."""
        return self.connect(laptop.link)

    def connect(self, link: HubLink) -> HubClient:
        return HubClient(
            link.url,
            token=link.token,
            pinned=link.hub,
            http=self.ways(),
            wait=lambda _: None,
        )

    def hashes(self, document: UUID) -> set[bytes]:
        with self.house.database.read() as connection:
            return set(exchange.batch_hashes(connection, document.bytes))

    def verify(self) -> list[verify.Flaw]:
        with self.house.database.read() as connection:
            return verify.verify(connection)


@dataclass
class Laptop:
    """A replica with a person before it."""

    folder: Path
    name: str
    clock: Clock
    database: Database
    evidence: Evidence
    replica: Replica
    hub: Hub | None = None

    @classmethod
    def new(
        cls, folder: Path, name: str = "Sokha", *, clock: Clock | None = None
    ) -> "Laptop":
        folder.mkdir(parents=True)
        shutil.copy(_template(), folder / "vault.db")
        laptop = cls.opened(folder, name, clock=clock)
        with laptop.database.write() as connection:
            identity.create(connection, name=name)
        return laptop

    @classmethod
    def opened(cls, folder: Path, name: str, *, clock: Clock | None = None) -> "Laptop":
        clock = clock or Clock()
        database = Database.plain(folder / "vault.db")
        (folder / "evidence").mkdir(exist_ok=True)
        return cls(
            folder,
            name,
            clock,
            database,
            Evidence(folder / "evidence", key=b"e" * 32),
            Replica(database, clock=clock),
        )

    def copied(self, folder: Path) -> "Laptop":
        """The same vault as it is now, in another place."""
        with self.database.driver() as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(self.folder, folder)
        copy = Laptop.opened(folder, self.name, clock=Clock(self.clock.now))
        copy.hub = self.hub
        return copy

    def close(self) -> None:
        self.database.close()

    @property
    def who(self) -> Identity:
        with self.database.read() as connection:
            found = identity.load(connection)
        assert found
        return found

    @property
    def link(self) -> HubLink:
        with self.database.read() as connection:
            found = identity.hub_link(connection)
        assert found
        return found

    def enrol(
        self, hub: Hub, role: Role = Role.ASSESSOR, *countries: str, code: str = ""
    ) -> Identity:
        self.hub = hub
        return enrolling.enrol(
            self.replica,
            URL,
            code or hub.code(self.name, role, *countries),
            client_of=lambda url: HubClient(url, http=hub.ways(), wait=lambda _: None),
        )

    def say(self, document: UUID, said: Mapping[tuple[str, str], Value]) -> Act:
        """Set fields in one act."""
        return self.replica.edit(
            document,
            [Edit(record, name, value) for (record, name), value in said.items()],
            author=self.who.author,
        )

    def answer(self, document: UUID, question: str, value: str) -> Act:
        given = {"value": value, "revision": "r1"}
        return self.say(document, {(f"answer/{question}", "value"): given})

    def assessment(self, country: str = "KH") -> UUID:
        """Begin an assessment."""
        document = uuid4()
        self.say(
            document,
            {
                ("assessment/", "country"): country,
                ("assessment/", "cycle"): 1,
                ("assessment/", "visit"): ["2026-11-17", "2026-11-18"],
            },
        )
        return document

    def photo(self, document: UUID, content: bytes, *, thumbnail: bytes = b"") -> str:
        """Take a photo: files first, then the record."""
        sha256 = self.evidence.add(content)
        file: Value = {
            "sha256": sha256,
            "thumbnail": self.evidence.add(thumbnail) if thumbnail else "",
            "original": "",
            "media_type": "image/jpeg",
            "size": len(content),
            "width": 10,
            "height": 10,
        }
        self.say(document, {(f"evidence/{uuid4().hex}", "file"): file})
        return sha256

    def sync(self, *, progress: Progress = unwatched) -> Report:
        assert self.hub
        return engine.sync(
            self.replica, self.evidence, connect=self.hub.connect, progress=progress
        )

    def shown(self, document: UUID, record: str) -> dict[str, Shown]:
        with self.database.read() as connection:
            heads = connection.scalar(
                select(tables.record.c.heads)
                .join(
                    tables.document, tables.document.c.key == tables.record.c.document
                )
                .where(
                    tables.document.c.id == document.bytes,
                    tables.record.c.name == record,
                )
            )
        return {} if heads is None else shown(record, unpack(heads))

    def value(self, document: UUID, question: str) -> Any:
        given = self.shown(document, f"answer/{question}")["value"].value
        assert isinstance(given, Mapping)
        return given["value"]

    def is_disputed(self, document: UUID, question: str) -> bool:
        return self.shown(document, f"answer/{question}")["value"].disputed

    def hashes(self, document: UUID) -> set[bytes]:
        with self.database.read() as connection:
            return set(exchange.batch_hashes(connection, document.bytes))

    def documents(self) -> set[UUID]:
        with self.database.read() as connection:
            return {UUID(bytes=one) for one in exchange.documents(connection)}

    def state(self, document: UUID) -> DocumentState:
        with self.database.read() as connection:
            return states(connection, self.link, evidence=self.evidence)[document]

    def runs(self) -> list[Run]:
        return history.runs(self.database)

    def verify(self) -> list[verify.Flaw]:
        with self.database.read() as connection:
            return verify.verify(connection)


@contextmanager
def opened_hub(
    folder: Path,
    engine: str = "sqlite",
    *,
    keys: HubKeys | None = None,
    **settings: Any,
) -> Iterator[Hub]:
    """A new hub on SQLite or PostgreSQL."""
    if engine == "sqlite":
        with _opened(folder, keys or HubKeys.new(), settings) as hub:
            yield hub
        return
    with _migrated_database() as url:
        keys = replace(keys or HubKeys.new(), database=url)
        with _opened(folder, keys, settings) as hub:
            yield hub


@cache
def _postgresql_template() -> str:
    """A PostgreSQL database with a hub's tables, to be copied."""
    name = "hub_template"
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    folder = Path(mkdtemp(prefix="hub-"))
    serving.init(folder, database=server().get_uri(database=name))
    database = Database.postgresql(server().get_uri(database=name))
    with database.write() as connection:
        connection.execute(tables.fact.delete())
    database.close()
    return name


@contextmanager
def _migrated_database() -> Iterator[str]:
    template = _postgresql_template()
    name = f"hub{uuid4().hex}"
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server().get_uri(database=name)
    finally:
        with psycopg.connect(server().get_uri(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _opened(folder: Path, keys: HubKeys, settings: dict[str, Any]) -> Iterator[Hub]:
    folder.mkdir(parents=True)
    keys.save(folder)
    if keys.database is None:
        shutil.copy(_hub_template(), folder / DATABASE)
    with reopened_hub(folder, **settings) as hub:
        yield hub


@contextmanager
def reopened_hub(
    folder: Path, *, clock: Clock | None = None, **settings: Any
) -> Iterator[Hub]:
    """A hub that is there already."""
    clock = clock or Clock()
    house = House.open(Settings(folder, **settings), clock=clock)
    try:
        with start_blocking_portal() as portal:
            yield Hub(house, clock, portal)
    finally:
        house.close()


SERVE = """
import sys
from pathlib import Path
from bwassess.hub.serving import serve
serve(Path(sys.argv[1]), port=0, told=lambda url: print(url, flush=True))
"""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A hub that serves from a process of its own: its address, and the process."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
