"""One opened hub: its keys, its database, its evidence, and what all routes share."""

import logging
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from bwassess.errors import BwassessError
from bwassess.hub import accounts, feed, reach
from bwassess.hub.keys import HubKeys
from bwassess.journal.batch import Batch
from bwassess.journal.receipt import Outcome
from bwassess.store import identity
from bwassess.store.database import Database
from bwassess.store.door import Doorkeeper, Received
from bwassess.store.evidence import Evidence
from bwassess.store.migrating import STORE, Steps, migrate
from bwassess.store.queries import fact
from bwassess.store.replica import Clock, Replica, wall_clock
from bwassess.text import _

log = logging.getLogger(__name__)

STEPS = Steps(Path(__file__).parent / "migrations", "hub_version")
DATABASE = "hub.db"
EVIDENCE = "evidence"

DAY_MS = 24 * 3600 * 1000

_STORED = (Outcome.ACCEPTED, Outcome.KNOWN, Outcome.UNREAD)


class ForeignDatabaseError(BwassessError):
    def __init__(self, place: str) -> None:
        super().__init__(
            _(
                "The database {place} belongs to another hub. Give the folder that "
                "holds that hub's key file, or another database."
            ).format(place=place)
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """How a hub is run.

    Attributes:
        folder: Holds the key file, the evidence, and the database unless that is
            PostgreSQL.
        code_lifetime_ms: How long an enrolment code may be used.
        failed_enrolments: How many may fail from one address in a minute.
        body_timeout_s: How long a request's body may take to arrive.
    """

    folder: Path
    code_lifetime_ms: int = 7 * DAY_MS
    failed_enrolments: int = 10
    body_timeout_s: float = 120.0


class House:
    """A replica with a door."""

    def __init__(
        self, settings: Settings, keys: HubKeys, *, clock: Clock = wall_clock
    ) -> None:
        """Open a hub's database and bring it to this program's schema.

        Raises:
            ForeignDatabaseError: The database is another hub's.
        """
        self.settings = settings
        self.keys = keys
        self.database = open_database(settings.folder, keys)
        self.evidence = Evidence(settings.folder / EVIDENCE, key=keys.evidence)
        self.evidence.folder.mkdir(parents=True, exist_ok=True)
        self.replica = Replica(self.database, clock=clock, alone=False)
        self.clock = clock
        try:
            with self.database.write() as connection:
                claim(connection, keys, place=self.database.place)
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, settings: Settings, *, clock: Clock = wall_clock) -> "House":
        """Open the hub whose keys lie in the folder."""
        return cls(settings, HubKeys.load(settings.folder), clock=clock)

    def close(self) -> None:
        """Let go of the database and the keys."""
        self.database.close()
        self.evidence.wipe()

    def is_known(self, token: str) -> bool:
        """Whether a token is that of a device enrolled here."""
        with self.database.read() as connection:
            return accounts.by_token(connection, token) is not None

    def epoch(self, connection: Connection) -> bytes:
        """The epoch of now; another process may have begun a new one."""
        return identity.own_epoch(connection)

    def keeper(
        self, connection: Connection, device: "accounts.Device | None" = None
    ) -> Doorkeeper:
        """The door as it stands open to a device."""

        def objection(inside: Connection, batch: Batch) -> str:
            if device is None or reach.may_hand_in(
                inside, device, batch.header.document
            ):
                return ""
            return reach.OUTSIDE_SCOPE

        def noting(inside: Connection, received: Received) -> None:
            feed.note_arrival(inside, received)
            document = received.document
            if device is None or document is None or received.outcome not in _STORED:
                return
            # One it shows that is here already opens nothing it may not read.
            if received.outcome is not Outcome.KNOWN or reach.may_hand_in(
                inside, device, document
            ):
                feed.note_contributor(inside, document, device.key)

        return Doorkeeper(
            self.keys.hub,
            self.epoch(connection),
            self.keys.programme.public,
            revoked=accounts.revoked(connection),
            objection=objection,
            noting=noting,
        )


def open_database(folder: Path, keys: HubKeys) -> Database:
    """The hub's database, with this program's tables in it."""
    database = (
        Database.plain(folder / DATABASE)
        if keys.database is None
        else Database.postgresql(keys.database)
    )
    try:
        migrate(database, STORE)
        migrate(database, STEPS)
    except BaseException:
        database.close()
        raise
    return database


def claim(connection: Connection, keys: HubKeys, *, place: str) -> None:
    """Make sure that a database is this hub's, a new one included.

    Raises:
        ForeignDatabaseError: It is another's.
    """
    owner = fact(connection, "hub")
    if owner is None:
        identity.keep_fact(connection, "hub", keys.hub.public)
        identity.own_epoch(connection)
    elif owner != keys.hub.public:
        raise ForeignDatabaseError(place)
