"""The few statements that both engines offer but spell in dialects of their own."""

from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

Rows = Sequence[dict[str, Any]]


def dialect(connection: Connection) -> ModuleType:
    """The module whose `insert` knows `ON CONFLICT`."""
    return sqlite if connection.dialect.name == "sqlite" else postgresql


def insert_if_new(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows; those whose key exists stay as they are."""
    if rows:
        connection.execute(_insert_if_new(dialect(connection), table), list(rows))


def upsert(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows, or overwrite those whose primary key exists."""
    if rows:
        statement = _upsert(dialect(connection), table, tuple(rows[0]))
        connection.execute(statement, list(rows))


# Building a statement costs more than running it, so each is built once.


@cache
def _insert_if_new(module: ModuleType, table: Table) -> Executable:
    statement: Executable = module.insert(table).on_conflict_do_nothing()
    return statement


@cache
def _upsert(module: ModuleType, table: Table, names: tuple[str, ...]) -> Executable:
    insert = module.insert(table).values({name: bindparam(name) for name in names})
    key = [column.name for column in table.primary_key]
    statement: Executable = insert.on_conflict_do_update(
        index_elements=key,
        set_={name: insert.excluded[name] for name in names if name not in key},
    )
    return statement
