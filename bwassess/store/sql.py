"""The few statements that both engines offer but spell in dialects of their own."""

from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.engine import make_url

Rows = Sequence[dict[str, Any]]


def dialect(connection: Connection) -> ModuleType:
    """The module whose `insert` knows `ON CONFLICT`."""
    # Each takes a moment to load, and nobody needs both.
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite
    from sqlalchemy.dialects import postgresql

    return postgresql


def insert_if_new(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows; those whose key exists stay as they are."""
    _insert(connection, table, rows, overwrite=False)


def upsert(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows, or overwrite those whose primary key exists."""
    _insert(connection, table, rows, overwrite=True)


# These two are most of what an edit and a batch cost, so they go to the driver as they
# are: written once a table, one statement however many rows.


def _insert(
    connection: Connection, table: Table, rows: Rows, *, overwrite: bool
) -> None:
    if not rows:
        return
    names = tuple(rows[0])
    statement = _statement(connection.dialect.name, table, names, overwrite)
    values = [tuple(row[name] for name in names) for row in rows]
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement, values if len(rows) > 1 else values[0])
    else:
        columns = tuple(list(column) for column in zip(*values, strict=True))
        connection.exec_driver_sql(statement, columns)


@cache
def _statement(
    engine_name: str, table: Table, names: tuple[str, ...], overwrite: bool
) -> str:
    engine = make_url(f"{engine_name}://").get_dialect()()
    quote = engine.identifier_preparer.quote
    key = [column.name for column in table.primary_key]
    into = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))})"
    if engine_name == "sqlite":
        rows = f"VALUES ({', '.join('?' * len(names))})"
    else:
        # Binary arrays: as text each byte would travel as two hex digits.
        types = [_type(table.c[name].type, engine) for name in names]
        arrays = ", ".join(f"%b::{one}[]" for one in types)
        rows = f"SELECT * FROM unnest({arrays})"  # noqa: S608
    changed = [quote(name) for name in names if name not in key]
    if overwrite and changed:
        news = ", ".join(f"{name} = excluded.{name}" for name in changed)
        found = f"({', '.join(map(quote, key))}) DO UPDATE SET {news}"
    else:
        found = "DO NOTHING"
    return f"{into} {rows} ON CONFLICT {found}"


def _type(kind: Any, engine: Dialect) -> str:
    """A column's type without its order of sorting."""
    name: str = kind.compile(dialect=engine)
    return name.partition(" COLLATE")[0]
