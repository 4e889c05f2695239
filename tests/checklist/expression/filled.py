"""A small filled form for expressions to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from random import Random

from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.nodes import Node, Nodes
from bwassess.checklist.expression.values import UNKNOWN, Known, Value

DAY = date(2026, 11, 17)
ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 17, 10, 30, tzinfo=ZONE)


class Element:
    """An element made of nested pairs: a name, and a value or the pairs inside."""

    def __init__(self, name: str, content: object, parent: "Element | None" = None):
        self.name = name
        self.parent = parent
        self.children: list[Element] = []
        self.value: Value = ""
        if isinstance(content, list):
            self.children = [Element(*pair, self) for pair in content]
        else:
            self.value = content

    def called(self, name: str) -> "Sequence[Element]":
        return [child for child in self.children if child.name == name]

    def at(self, path: str) -> "Element":
        """The element a path such as `worker.2/name` leads to."""
        node = self
        for step in path.split("/"):
            name, _dot, place = step.partition(".")
            node = node.called(name)[int(place or 1) - 1]
        return node

    def all(self) -> "list[Element]":
        return [self, *(found for child in self.children for found in child.all())]


def rows(*items: Mapping[str, Known]) -> Element:
    """A secondary instance."""
    return Element("root", [("item", list(item.items())) for item in items])


@dataclass
class Answers:
    """Answers at hand while an expression runs, in a form or without one."""

    own: Value = ""
    others: Mapping[str, Value] = field(default_factory=dict)
    parts: Mapping[str, Known] = field(default_factory=dict)
    law: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    today: date = DAY
    now: datetime = NOW
    language: str = "en"
    chance: Random = field(default_factory=Random)
    form: Element = field(default_factory=lambda: Element("data", []))
    standing: str = ""
    instances: Mapping[str, Element] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.form
        self.here = self.form.at(self.standing) if self.standing else self.form
        if self.standing:
            self.own = self.here.value

    def value(self, name: str) -> Value:
        if name in self.others:
            return self.others[name]
        found = self.nodes(name)
        return found[0].value if found else ""

    def nodes(self, name: str, at: Node | None = None) -> Nodes:
        """Those that share the most rows with the node they are seen from."""
        if name in self.others:
            return (Element(name, self.others[name]),)
        found = self.everywhere(name)
        shared = {
            id(node)
            for start in (at or self.here, self.here)
            for node in _up(start)
            if node.name in ("worker", "child")
        }
        inside = [node for node in found if {id(up) for up in _up(node)} & shared]
        return tuple(inside) or found

    def everywhere(self, name: str) -> Nodes:
        return tuple(node for node in self.form.all() if node.name == name)

    def instance(self, name: str) -> Node | None:
        return self.instances.get(name)

    def looked_up(self, instance: str, column: str, key_column: str, key: str) -> str:
        found = self.instances.get(instance)
        for item in () if found is None else found.children:
            if [cell.value for cell in item.called(key_column)] == [key]:
                return str(item.at(column).value)
        return ""

    def last_saved(self, name: str) -> Value:
        return f"saved {name}"

    def choice_label(self, question: str, choice: str) -> str:
        return self.labels.get((question, choice), "")

    def itext(self, key: str) -> str:
        return f"text of {key}"

    def about(self, name: str) -> str:
        return {"version": "7", "username": "sokha"}.get(name, "")

    def parameter(self, key: str, case: str) -> Value:
        return self.law.get((key, case), UNKNOWN)

    def parameter_at(self, key: str, case: str, at: float) -> Value:
        return self.law.get((key, f"{case}@{at:g}"), UNKNOWN)


def worth(source: str, **given: object) -> Value:
    """What an expression gives, with these answers at hand."""
    return compile_expression(source).run(Answers(**given))  # type: ignore[arg-type]


def _up(node: Node | None) -> list[Node]:
    found = []
    while node is not None:
        found.append(node)
        node = node.parent
    return found
