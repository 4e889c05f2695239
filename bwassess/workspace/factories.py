"""Factories: listed, made, their facts kept."""

from collections.abc import Mapping

from bwassess.assessment.records import FACTORY_FACTS, Factory, FactoryId
from bwassess.store import queries
from bwassess.store.identity import new_id
from bwassess.store.writer import Edit
from bwassess.touched import Touched
from bwassess.workspace.desk import Desk, Done

_FIELDS = frozenset({"name", "country", "os_id", *FACTORY_FACTS})


class Factories:
    """The factories of this vault."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self) -> list[Factory]:
        """All of them, by name."""
        with self._desk.replica.database.read() as connection:
            return queries.factories(connection)

    def get(self, factory_id: FactoryId) -> Factory | None:
        """One factory; None if it isn't in this vault."""
        with self._desk.replica.database.read() as connection:
            return queries.factory(connection, factory_id)

    def add(self, name: str, country: str, **facts: str) -> FactoryId:
        """Make a factory.

        Args:
            name: As the register writes it.
            country: Alpha-2.
            facts: `os_id` and any of `FACTORY_FACTS`.
        """
        factory_id = FactoryId(new_id())
        self.change(factory_id, {"name": name, "country": country, **facts})
        return factory_id

    def change(self, factory_id: FactoryId, facts: Mapping[str, str]) -> Done:
        """Set facts of a factory by field name; an empty text takes one away.

        Raises:
            KeyError: a factory has no such fact.
        """
        unknown = facts.keys() - _FIELDS
        if unknown:
            raise KeyError(*sorted(unknown))
        edits = [
            Edit("factory/", field, value.strip() or None)
            for field, value in facts.items()
        ]
        return self._desk.change(
            factory_id, edits, Touched(factories=frozenset({factory_id}))
        )
