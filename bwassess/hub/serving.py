"""A hub from the command line: made, served, opened to a laptop, begun anew."""

import logging
import os
import re
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from typing_extensions import override

from bwassess.assessment.records import Role
from bwassess.errors import BwassessError
from bwassess.hub import accounts
from bwassess.hub.app import create_app
from bwassess.hub.house import DAY_MS, Settings, claim, open_database
from bwassess.hub.keys import FILE as KEY_FILE
from bwassess.hub.keys import HubExistsError, HubKeys
from bwassess.journal.signing import SigningKey
from bwassess.store import identity
from bwassess.store.replica import wall_clock
from bwassess.text import _

log = logging.getLogger(__name__)

_CONTROL = re.compile(r"[\x00-\x1f]")
_LONGEST_DAYS = 3650


class NotACountryError(BwassessError):
    def __init__(self, country: str) -> None:
        super().__init__(
            _(
                "{country} is no country code. Give two letters as in ISO 3166, "
                "such as KH."
            ).format(country=country)
        )


class NotANameError(BwassessError):
    def __init__(self) -> None:
        super().__init__(_("Give the name of the person the laptop belongs to."))


class NotADatabaseError(BwassessError):
    """What was given can't be a database's address; it may hold a password."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "That is no address of a PostgreSQL database. Give one such as "
                "postgresql://user@host/database."
            )
        )


def init(
    folder: Path,
    *,
    database: str | None = None,
    programme: SigningKey | None = None,
) -> str:
    """Make a hub; its public key as hex.

    Args:
        folder: Gets the key file, the evidence, and the database unless one is named.
        database: Address of a PostgreSQL database, `postgresql://...`.
        programme: The programme's key where it has one; else it gets one here.

    Raises:
        HubExistsError, ForeignDatabaseError: There is one already.
        NotADatabaseError: The address isn't PostgreSQL's.
    """
    if (folder / KEY_FILE).exists():
        raise HubExistsError(folder)
    if database is not None and not _is_postgresql(database):
        raise NotADatabaseError
    keys = HubKeys.new(database=database, programme=programme)
    folder.mkdir(parents=True, exist_ok=True)
    opened = open_database(folder, keys)
    try:
        # The database first: a key file says that there is a hub.
        with opened.write() as connection:
            claim(connection, keys, place=opened.place)
            keys.save(folder)
    finally:
        opened.close()
    return keys.hub.public.hex()


def _is_postgresql(database: str) -> bool:
    try:
        return make_url(database).get_backend_name() in ("postgresql", "postgres")
    except (ArgumentError, ValueError):
        return False


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8470,
    told: Callable[[str], None] | None = None,
) -> None:
    """Answer requests until told to stop.

    On PostgreSQL several may serve at once, on one folder that all of them see.

    Args:
        folder: The hub's.
        host: Address to answer at.
        port: And its port; 0 = any that is free.
        told: Gets the hub's address once it answers there.

    Raises:
        NoHubError, DamagedHubKeyError, ForeignDatabaseError: It can't be opened.
        AddressTakenError: Another program answers there.
    """
    app = create_app(Settings(folder))
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=20,
        limit_concurrency=200,
    )
    server = _Server(config)
    server.told = told
    try:
        with _listening(config) as listening:
            server.run(sockets=[listening])
    except KeyboardInterrupt:
        # Asked for: whoever started it by hand ends it so.
        log.info("stopped")


class AddressTakenError(BwassessError):
    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            _(
                "{host}, port {port}, can't be used: another program answers there, or "
                "it isn't this computer's. Choose another with --host or --port."
            ).format(host=host, port=port)
        )


class _Server(uvicorn.Server):
    """Says where it answers once it does."""

    told: Callable[[str], None] | None = None

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self.told is not None and sockets:
            host, port = sockets[0].getsockname()[:2]
            self.told(
                f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
            )


def _listening(config: uvicorn.Config) -> socket.socket:
    """The hub's place to be called at.

    Raises:
        AddressTakenError: It can't be had.
    """
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    # Named as TCP, or asyncio wouldn't turn off Nagle's waiting: 40 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((config.host, config.port))
        listening.listen(config.backlog)
    except OSError as error:
        listening.close()
        raise AddressTakenError(config.host, config.port) from error
    return listening


def enrol(
    folder: Path, *, name: str, role: Role, countries: Sequence[str] = (), days: int = 7
) -> str:
    """Make a one-time code by which one laptop can enrol.

    Args:
        folder: The hub's.
        name: Of the person the laptop belongs to.
        role: What the person may do.
        countries: Alpha-2 codes of the countries whose assessments the laptop gets;
            none = all.
        days: How long the code can be used.
    """
    said = name.strip()
    if not said or len(said) > 200 or _CONTROL.search(said):
        raise NotANameError
    for country in countries:
        if not accounts.COUNTRY.fullmatch(country.upper()):
            raise NotACountryError(country)
    keys = HubKeys.load(folder)
    database = open_database(folder, keys)
    try:
        with database.write() as connection:
            claim(connection, keys, place=database.place)
            return accounts.new_code(
                connection,
                keys,
                name=said,
                role=role,
                countries=[country.upper() for country in countries],
                now=wall_clock(),
                lifetime_ms=min(days, _LONGEST_DAYS) * DAY_MS,
            )
    finally:
        database.close()


def restored(folder: Path) -> None:
    """Begin a new epoch, after the hub was put back from a backup.

    Every laptop then compares what it has with the hub and sends again what is
    missing. Devices revoked since the backup have to be revoked again.
    """
    keys = HubKeys.load(folder)
    database = open_database(folder, keys)
    try:
        with database.write() as connection:
            claim(connection, keys, place=database.place)
            identity.keep_epoch(connection, identity.new_epoch())
    finally:
        database.close()
