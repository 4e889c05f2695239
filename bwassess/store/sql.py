"""The few statements that both engines offer but spell in dialects of their own."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[dict[str, Any]]


def dialect(connection: Connection) -> ModuleType:
    """The module whose `insert` knows `ON CONFLICT`."""
    return sqlite if connection.dialect.name == "sqlite" else postgresql


def insert_if_new(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows; those whose key exists stay as they are."""
    if rows:
        statement = dialect(connection).insert(table).on_conflict_do_nothing()
        connection.execute(statement, list(rows))


def upsert(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows, or overwrite those whose primary key exists."""
    if not rows:
        return
    statement = dialect(connection).insert(table)
    key = [column.name for column in table.primary_key]
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=key,
            set_={
                name: statement.excluded[name] for name in rows[0] if name not in key
            },
        ),
        list(rows),
    )
