"""What an expression is made of: the parts of its tree, and walks over them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bwassess.errors import BwassessError


class ExpressionError(BwassessError):
    """An expression that can't be read or compiled.

    Attributes:
        position: Where it stopped, counted from 0 in the expression's text.
    """

    def __init__(self, message: str, *, position: int, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.position = position


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; never negative."""

    text: str
    at: int = field(default=0, compare=False)

    @property
    def value(self) -> float:
        return float(self.text)


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """Another question, `${name}`."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class LastSaved:
    """A question of the form saved last, `${last-saved#name}`."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Own:
    """The question the expression belongs to, `.`; in a predicate the node tested."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Root:
    """Where absolute paths start, above the form's outermost element."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes:
        axis: Where it leads, in XPath's words: `child`, `parent`, `descendant` ...
        test: A name, `*`, or `node()`.
    """

    axis: str
    test: str
    predicates: "tuple[Tree, ...]" = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """A location path.

    Attributes:
        start: None for a relative path, `Root` for an absolute one, else the node set
            it goes on from.
    """

    start: "Tree | Root | None"
    steps: tuple[Step, ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filtered:
    """Those of a node set for which all predicates hold."""

    of: "Tree"
    predicates: "tuple[Tree, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    operand: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    operator: str
    left: "Tree"
    right: "Tree"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: "tuple[Tree, ...]"
    at: int = field(default=0, compare=False)


Tree: TypeAlias = (
    Number
    | Literal
    | Reference
    | LastSaved
    | Own
    | Path
    | Filtered
    | Negation
    | Operation
    | Call
)


def inner(tree: Tree) -> tuple[Tree, ...]:
    """The trees that a tree is made of directly."""
    match tree:
        case Path(start=start, steps=steps):
            begun = () if start is None or isinstance(start, Root) else (start,)
            return (*begun, *(test for step in steps for test in step.predicates))
        case Filtered(of=of, predicates=predicates):
            return (of, *predicates)
        case Negation(operand=operand):
            return (operand,)
        case Operation(left=left, right=right):
            return (left, right)
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Every part of a tree, itself first."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(inner(part)))


def references(tree: Tree) -> frozenset[str]:
    """The names of the other questions it looks at."""
    return frozenset(part.name for part in walk(tree) if isinstance(part, Reference))


def rewritten(tree: Tree, change: Callable[[Tree], Tree | None]) -> Tree:
    """A tree with each part that `change` has something else for put in its place.

    What `change` gives is taken as it is; where it gives None, the parts are looked at.
    """
    changed = change(tree)
    if changed is not None:
        return changed

    def each(parts: tuple[Tree, ...]) -> tuple[Tree, ...]:
        return tuple(rewritten(part, change) for part in parts)

    match tree:
        case Path(start=start, steps=steps):
            if start is not None and not isinstance(start, Root):
                start = rewritten(start, change)
            return replace(
                tree,
                start=start,
                steps=tuple(replace(s, predicates=each(s.predicates)) for s in steps),
            )
        case Filtered(of=of, predicates=predicates):
            return replace(tree, of=rewritten(of, change), predicates=each(predicates))
        case Negation(operand=operand):
            return replace(tree, operand=rewritten(operand, change))
        case Operation(left=left, right=right):
            return replace(
                tree, left=rewritten(left, change), right=rewritten(right, change)
            )
        case Call(arguments=arguments):
            return replace(tree, arguments=each(arguments))
        case _:
            return tree
