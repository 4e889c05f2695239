"""Standing at a node that a predicate tests, and above the form's outermost element."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import cast

from bwassess.checklist.expression.nodes import Node, Nodes, Scope
from bwassess.checklist.expression.values import Value


class Within:
    """A scope whose context is a node that a predicate tests, one after the other.

    Attributes:
        outermost: The scope the expression was run in.
        here: The node tested.
        position: Which of the nodes tested it is, from 1 to `size`.
    """

    __slots__ = ("here", "outermost", "position", "size")

    here: Node
    outermost: Scope

    def __init__(self, scope: Scope, size: int) -> None:
        self.outermost = scope.outermost if isinstance(scope, Within) else scope
        self.position = 0
        self.size = size

    @property
    def own(self) -> Value:
        return self.here.value

    @property
    def parts(self) -> Mapping[str, Value]:
        return self.outermost.parts

    @property
    def today(self) -> date:
        return self.outermost.today

    @property
    def now(self) -> datetime:
        return self.outermost.now

    @property
    def language(self) -> str:
        return self.outermost.language

    @property
    def chance(self) -> Random:
        return self.outermost.chance

    @property
    def root(self) -> Node:
        return self.outermost.root

    def value(self, name: str) -> Value:
        return self.outermost.value(name)

    def nodes(self, name: str, at: Node | None = None) -> Nodes:
        return self.outermost.nodes(name, at)

    def everywhere(self, name: str) -> Nodes:
        return self.outermost.everywhere(name)

    def instance(self, name: str) -> Node | None:
        return self.outermost.instance(name)

    def looked_up(self, instance: str, column: str, key_column: str, key: str) -> str:
        return self.outermost.looked_up(instance, column, key_column, key)

    def last_saved(self, name: str) -> Value:
        return self.outermost.last_saved(name)

    def choice_label(self, question: str, choice: str) -> str:
        return self.outermost.choice_label(question, choice)

    def itext(self, key: str) -> str:
        return self.outermost.itext(key)

    def about(self, name: str) -> str:
        return self.outermost.about(name)

    def parameter(self, key: str, case: str) -> Value:
        return self.outermost.parameter(key, case)

    def parameter_at(self, key: str, case: str, at: float) -> Value:
        return self.outermost.parameter_at(key, case, at)


def tested(scope: Scope) -> Within:
    """The scope as what it is in a predicate."""
    return cast("Within", scope)


def rule_node(scope: Scope) -> Node:
    """The rule's own node, from however deep in predicates."""
    return scope.outermost.here if isinstance(scope, Within) else scope.here


class Above:
    """What an absolute path starts from: its one child is the outermost element."""

    __slots__ = ("_outermost",)

    def __init__(self, outermost: Node) -> None:
        self._outermost = outermost

    @property
    def name(self) -> str:
        return ""

    @property
    def parent(self) -> None:
        return None

    @property
    def children(self) -> Sequence[Node]:
        return (self._outermost,)

    def called(self, name: str) -> Sequence[Node]:
        return (self._outermost,) if self._outermost.name == name else ()

    @property
    def value(self) -> Value:
        return ""
