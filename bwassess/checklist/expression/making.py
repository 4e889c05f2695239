"""What the parts of the compiler make, and what they can ask of it."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Literal, Protocol, TypeAlias

from bwassess.checklist.expression.nodes import Nodes, Scope
from bwassess.checklist.expression.tree import (
    Call,
    Filtered,
    Operation,
    Own,
    Path,
    Reference,
    Tree,
)
from bwassess.checklist.expression.values import (
    UNKNOWN,
    Known,
    Unknown,
    Value,
    as_truth,
)

UnknownValue: TypeAlias = Literal[Unknown.UNKNOWN]
Closure: TypeAlias = Callable[[Scope], Value]
NodesClosure: TypeAlias = Callable[[Scope], Nodes | UnknownValue]
ListClosure: TypeAlias = Callable[[Scope], list[Known] | UnknownValue]
Test: TypeAlias = Callable[[Scope], bool | UnknownValue]

NODE_FUNCTIONS = frozenset({"current", "indexed-repeat", "instance", "randomize"})
"""The functions that give nodes."""


class Place(Enum):
    """Where a part of an expression stands."""

    RULE = auto()
    """In the rule itself: the context is the rule's own node."""
    OF_FORM = auto()
    """In a predicate that tests nodes of the form."""
    OF_INSTANCE = auto()
    """In a predicate that tests nodes of a secondary instance."""


class Maker(Protocol):
    """Makes closures of the parts of a tree."""

    @property
    def place(self) -> Place: ...
    def value(self, tree: Tree) -> Closure:
        """The single value; that of the first node of a node set."""
        ...

    def reckoned(self, tree: Tree) -> Closure:
        """The single value of a side that is reckoned with.

        Law that is only words can't be, so it isn't known.
        """
        ...

    def truth(self, tree: Tree) -> Test: ...
    def predicate(self, tree: Tree) -> Closure:
        """A number for a position, anything else for true or false."""
        ...

    def nodes(self, tree: Tree) -> NodesClosure:
        """The node set.

        Raises:
            ExpressionError: it can't be one.
        """
        ...

    def values(self, tree: Tree) -> ListClosure:
        """All values of a node set, or the single one of anything else."""
        ...

    def within(self, place: Place) -> "Maker":
        """The maker of the predicates there."""
        ...


def is_node_set(tree: Tree) -> bool:
    """Whether it can only be a node set; `${name}` and `.` may be taken as one too."""
    match tree:
        case Path() | Filtered() | Operation(operator="|"):
            return True
        case Call(function=function):
            return function in NODE_FUNCTIONS
        case _:
            return False


def may_be_node_set(tree: Tree) -> bool:
    return is_node_set(tree) or isinstance(tree, Reference | Own)


def first_value(nodes: Nodes) -> Value:
    return nodes[0].value if nodes else ""


def all_values(nodes: Nodes) -> list[Known] | UnknownValue:
    values: list[Known] = []
    for node in nodes:
        value = node.value
        if value is UNKNOWN:
            return UNKNOWN
        values.append(value)
    return values


def truth_of(nodes: Nodes) -> bool | UnknownValue:
    """A set is true for its first node: if it has a value that is, or is a group."""
    if not nodes:
        return False
    value = nodes[0].value
    if value is UNKNOWN:
        return UNKNOWN
    return as_truth(value) or bool(nodes[0].children)
