"""One database behind one door: encrypted SQLite, plain SQLite, or PostgreSQL.

Whoever needs rows asks for `write()` or `read()`. SQLCipher, pragmas, locking and the
drivers' errors stay in here.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, exc
from sqlalchemy.engine import make_url
from sqlcipher3 import dbapi2 as sqlcipher

from bwassess.errors import BwassessError
from bwassess.store.errors import (
    DamagedDatabase,
    DatabaseBusy,
    DatabaseUnreachable,
    DiskFull,
    VaultLocked,
)

BUSY_TIMEOUT_S = 10.0

_WRITING = "bwassess_writing"

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    # Without it a Mac's drive keeps a "saved" answer in its own cache.
    "fullfsync = ON",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)

Dialect = Literal["sqlite", "postgresql"]


class Database:
    """An engine with the two ways to use it; `place` is where it lies, for errors."""

    def __init__(
        self, engine: Engine, *, place: str, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> None:
        self.engine = engine
        self.place = place
        self._busy_timeout_s = busy_timeout_s
        self._key: bytearray | None = None
        self._closed = False
        # SQLite's own waiting sleeps and is unfair; threads of one program queue here.
        self._turn = threading.Lock()

    @classmethod
    def encrypted(
        cls, path: Path, key: bytes, *, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> "Database":
        """Open (or begin) a SQLCipher file under a raw 256-bit key."""
        kept = bytearray(key)
        database = cls(
            _sqlite(
                lambda: _prepared(
                    connect_encrypted(path, kept, busy_timeout_s=busy_timeout_s)
                ),
                module=sqlcipher,
            ),
            place=str(path),
            busy_timeout_s=busy_timeout_s,
        )
        database._key = kept
        return database

    @classmethod
    def plain(cls, path: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> "Database":
        """Open (or begin) an ordinary SQLite file: the hub's, or a test's."""

        def connect() -> Any:
            return _prepared(
                sqlite3.connect(path, timeout=busy_timeout_s, check_same_thread=False)
            )

        return cls(
            _sqlite(connect, module=sqlite3),
            place=str(path),
            busy_timeout_s=busy_timeout_s,
        )

    @classmethod
    def postgresql(cls, url: str) -> "Database":
        """Connect to PostgreSQL at `postgresql://...`."""
        address = make_url(url).set(drivername="postgresql+psycopg")
        engine = create_engine(
            address, pool_size=8, max_overflow=24, pool_pre_ping=True
        )
        return cls(engine, place=address.render_as_string(hide_password=True))

    @property
    def dialect(self) -> Dialect:
        return "sqlite" if self.engine.dialect.name == "sqlite" else "postgresql"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may write; committed at the end, or rolled back.

        On SQLite it holds the only right to write from its first moment, so it never
        fails half way because someone else wrote. It can't be nested.
        """
        with self._translated():
            if self.dialect == "postgresql":
                with self.engine.begin() as connection:
                    yield connection
                return
            if not self._turn.acquire(timeout=self._busy_timeout_s):
                raise DatabaseBusy
            try:
                with self.engine.connect() as connection:
                    connection = connection.execution_options(**{_WRITING: True})
                    with connection.begin():
                        yield connection
                        self._trust(connection)
            finally:
                self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that sees a single moment, and hinders no writer."""
        with self._translated(), self.engine.connect() as connection:
            if self.dialect == "postgresql":
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection
                self._trust(connection)

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """The driver's own SQLite connection, outside any transaction."""
        with self._translated():
            pooled = self.engine.raw_connection()
            try:
                yield pooled.driver_connection
            finally:
                pooled.close()

    def close(self) -> None:
        """Close every connection and wipe the key, as far as Python allows."""
        self._closed = True
        self.engine.dispose()
        if self._key is not None:
            self._key[:] = bytes(len(self._key))

    def _trust(self, connection: Connection) -> None:
        if self._key is not None:
            require_trusted(connection.connection, self.place)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        if self._closed:
            raise VaultLocked
        try:
            yield
        except (exc.DBAPIError, exc.TimeoutError, sqlcipher.Error, sqlite3.Error) as e:
            meaning = translated(e, self.place)
            if meaning is None:
                raise
            raise meaning from e


def connect_encrypted(
    path: Path, key: bytes | bytearray, *, busy_timeout_s: float = BUSY_TIMEOUT_S
) -> Any:
    """Open one SQLCipher connection; the first statement shows whether the key fits."""
    connection = sqlcipher.connect(
        str(path), timeout=busy_timeout_s, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # Pinned, so that a later SQLCipher with other defaults reads old vaults.
        connection.execute("PRAGMA cipher_compatibility = 4")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def require_trusted(connection: Any, place: str) -> None:
    """Refuse what a connection has read if SQLCipher met a page that isn't whole.

    Where that page is the last of a long value (seen with SQLCipher 4.19), the
    statement that met it ends well, with a wrong value; a copy ends well too.
    """
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise DamagedDatabase(place)


def translated(error: Exception, place: str) -> BwassessError | None:
    """What a driver's error means to a person; None where it is a bug."""
    if isinstance(error, exc.TimeoutError):
        return DatabaseBusy()
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    state = getattr(cause, "sqlstate", None)
    if state is not None or type(cause).__module__.startswith("psycopg"):
        return _translated_postgresql(error, state, place)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return DiskFull()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return DatabaseBusy()
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DamagedDatabase(place)
        case (
            sqlite3.SQLITE_IOERR
            | sqlite3.SQLITE_CANTOPEN
            | sqlite3.SQLITE_READONLY
            | sqlite3.SQLITE_PERM
            | sqlite3.SQLITE_AUTH
        ):
            return DatabaseUnreachable(place)
    return None


def _translated_postgresql(
    error: Exception, state: str | None, place: str
) -> BwassessError | None:
    if state == "53100":
        return DiskFull()
    # Serialisation failures, deadlocks, waits given up, too many clients.
    if state is None:
        # The client's own word: a lost connection, or a value it couldn't send.
        lost = isinstance(error, exc.OperationalError | exc.InterfaceError)
        return DatabaseUnreachable(place) if lost else None
    if state[:2] == "40" or state in {"55P03", "53300"}:
        return DatabaseBusy()
    if state[:2] == "XX":
        return DamagedDatabase(place)
    if state[:2] in {"08", "28", "3D", "57", "58"}:
        return DatabaseUnreachable(place)
    return None


def _sqlite(connect: Callable[[], Any], *, module: Any) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=module,
        creator=connect,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Only writers may take the lock at once: with IMMEDIATE for everyone, readers
        # block writers and checkpoints fail.
        writing = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")

    return engine


def _prepared(connection: Any) -> Any:
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        # The driver must never begin a transaction by itself: the listener does.
        connection.isolation_level = None
    except BaseException:
        connection.close()
        raise
    return connection
