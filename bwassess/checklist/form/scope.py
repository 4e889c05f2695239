"""What the rules of a form being filled see from where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Protocol

from bwassess.checklist.expression.nodes import Node, Nodes
from bwassess.checklist.expression.values import UNKNOWN, Value
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.formulas import Form
from bwassess.checklist.form.nodes import Anywhere, FormNode, Rows, Watch
from bwassess.checklist.form.tables import label_of


class Law(Protocol):
    """National law on the day, as rules ask for it."""

    def value(self, key: str, case: str) -> Value: ...
    def step(self, key: str, case: str, at: float) -> Value: ...


class NoLaw:
    """For forms that are filled in where no law is known."""

    def value(self, key: str, case: str) -> Value:
        return UNKNOWN

    def step(self, key: str, case: str, at: float) -> Value:
        return UNKNOWN


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form can be told of where and by whom it is filled in.

    Attributes:
        language: The language of labels that rules read; empty for the form's first.
        facts: `username`, `deviceid`, `phonenumber`, `email` ...
        last_saved: The answers of the form saved last, by question name.
    """

    language: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    last_saved: Mapping[str, Value] = field(default_factory=dict)


class Sight:
    """One scope for all rules of a filling, turned to where each stands."""

    def __init__(
        self,
        form: Form,
        watch: Watch,
        root: FormNode,
        *,
        law: Law,
        now: datetime,
        around: Surroundings,
        chance: Random,
    ) -> None:
        self.root = root
        self.here: Anywhere = root
        self.now = now
        self.today: date = now.date()
        self.chance = chance
        self.language = around.language or form.checklist.languages[0]
        self._named = form.named
        self._tables = form.tables
        self._watch = watch
        self._law = law
        self._around = around

    def turned_to(self, node: Anywhere) -> "Sight":
        self.here = node
        return self

    @property
    def own(self) -> Value:
        here = self.here
        return here.shown if isinstance(here, FormNode) else ""

    @property
    def parts(self) -> Mapping[str, Value]:
        here = self.here
        return here.given.parts if isinstance(here, FormNode) else {}

    def value(self, name: str) -> Value:
        definition = self._named.get(name)
        if definition is None:
            return ""
        at = self._beside(definition, self.here)
        if at is None or isinstance(at, Rows):
            nodes = self.nodes(name)
            return nodes[0].value if nodes else ""
        values = self._watch.values
        if values is not None:
            values.append(at)
        return at.shown

    def nodes(self, name: str, at: Node | None = None) -> Nodes:
        definition = self._named.get(name)
        if definition is None:
            return ()
        start: FormNode | None = None
        for place in (at, self.here):
            if isinstance(place, FormNode | Rows):
                start = _shared(definition, place)
                if start is not None:
                    break
        return self._down(definition, start or self.root)

    def everywhere(self, name: str) -> Nodes:
        definition = self._named.get(name)
        return () if definition is None else self._down(definition, self.root)

    def instance(self, name: str) -> Node | None:
        return self._tables.root(name)

    def looked_up(self, instance: str, column: str, key_column: str, key: str) -> str:
        row = self._tables.row(instance, key_column, key)
        return "" if row is None else row.cell(column)

    def last_saved(self, name: str) -> Value:
        return self._around.last_saved.get(name, "")

    def choice_label(self, question: str, choice: str) -> str:
        definition = self._named.get(question)
        if definition is None or definition.question is None:
            return ""
        label = label_of(definition.question, choice, self._tables)
        return label.in_(self.language)

    def itext(self, key: str) -> str:
        return ""

    def about(self, name: str) -> str:
        return self._around.facts.get(name, "")

    def parameter(self, key: str, case: str) -> Value:
        return self._law.value(key, case)

    def parameter_at(self, key: str, case: str, at: float) -> Value:
        return self._law.step(key, case, at)

    def _beside(self, definition: Definition, here: Anywhere) -> Anywhere | None:
        """The one node of a definition outside repeats or in the same rows."""
        home = definition.home
        if home is None:
            return self.root.found.get(definition.number)
        row = here.row
        while row is not None and row.rows is not None:
            if row.definition is home:
                return row.found.get(definition.number)
            row = row.rows.parent.row
        return None

    @staticmethod
    def _down(definition: Definition, start: FormNode) -> Nodes:
        """The relevant nodes of a definition inside one."""
        nodes: Sequence[FormNode] = (start,)
        for step in definition.below(start.definition):
            nodes = _called(nodes, step.name)
        return tuple(nodes)


def _called(nodes: Iterable[FormNode], name: str) -> list[FormNode]:
    return [child for node in nodes for child in node.called(name)]


def _shared(definition: Definition, here: Anywhere) -> FormNode | None:
    """The innermost row around a place that a definition has nodes in too."""
    row = here.row
    while row is not None and row.rows is not None:
        home = definition.home
        while home is not None:
            if home is row.definition:
                return row
            home = home.home
        row = row.rows.parent.row
    return None
