"""Where an expression's paths lead in the outline of a form, before any answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from bwassess.checklist.expression.nodes import Element, Node
from bwassess.checklist.expression.paths import reach_of
from bwassess.checklist.expression.tree import (
    Call,
    Filtered,
    Operation,
    Own,
    Path,
    Reference,
    Root,
    Step,
    Tree,
    inner,
)

# None for nodes that are no part of the form.
_Stand: TypeAlias = tuple[Element, ...] | None

_BESIDE = frozenset({"following-sibling", "preceding-sibling"})
_ANYWHERE = frozenset({"following", "preceding"})


@dataclass(frozen=True, slots=True)
class Lost:
    """A step of a path that leads nowhere.

    Attributes:
        name: What is looked for there.
        at: Where it stands in the expression's text.
    """

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What an expression may look at.

    Attributes:
        elements: The elements of the outline whose value or rows it reads.
        lost: The steps that lead nowhere, whatever is answered.
    """

    elements: tuple[Element, ...]
    lost: tuple[Lost, ...]


def reach(
    tree: Tree,
    *,
    here: Element,
    root: Element,
    named: Callable[[str], Element | None],
    is_filter: bool = False,
) -> Reach:
    """Follow every path over the outline, in which each repeat stands once.

    Args:
        tree: The expression.
        here: The element the expression belongs to.
        root: The outermost element.
        named: The element of `${name}`; None where there is none.
        is_filter: Whether it is a predicate over choices that are no part of the form.
    """
    follower = _Follower(here, root, named)
    follower.read(tree, None if is_filter else (here,))
    return Reach(tuple(follower.elements), tuple(dict.fromkeys(follower.lost)))


class _Follower:
    def __init__(
        self, here: Element, root: Element, named: Callable[[str], Element | None]
    ) -> None:
        self._here = here
        self._root = root
        self._named = named
        self.elements: dict[Element, None] = {}
        self.lost: list[Lost] = []

    def read(self, tree: Tree, at: _Stand) -> None:
        """Take in what a part reads that stands at `at`."""
        match tree:
            case Own() | Reference() | Path() | Filtered():
                self._take(self._stand(tree, at))
            case Call(function="current" | "indexed-repeat" | "randomize"):
                self._take(self._stand(tree, at))
            case _:
                for part in inner(tree):
                    self.read(part, at)

    def _take(self, found: _Stand) -> None:
        self.elements.update(dict.fromkeys(found or ()))

    def _stand(self, tree: Tree, at: _Stand) -> _Stand:
        """The elements a node set stands for; what its predicates read is taken in."""
        match tree:
            case Own():
                return at
            case Reference(name=name):
                element = self._named(name)
                return () if element is None else (element,)
            case Path(start=start, steps=steps):
                if start is None:
                    return self._walked(at, steps)
                if isinstance(start, Root):
                    return self._from_root(steps)
                return self._walked(self._stand(start, at), steps)
            case Filtered(of=of, predicates=predicates):
                found = self._stand(of, at)
                self._test(predicates, found)
                return found
            case Operation(operator="|", left=left, right=right):
                first, second = self._stand(left, at), self._stand(right, at)
                if first is None or second is None:
                    self._take(first)
                    self._take(second)
                    return None
                return (*first, *second)
            case Call(function="current"):
                return (self._here,)
            case Call(function="randomize", arguments=(of, *seeds)):
                self._test(seeds, at)
                return self._stand(of, at)
            case Call(function="indexed-repeat", arguments=(of, *others)):
                self._test(others, at)
                return self._stand(of, at)
            case _:
                self.read(tree, at)
                return None

    def _test(self, predicates: Iterable[Tree], at: _Stand) -> None:
        for predicate in predicates:
            self.read(predicate, at)

    def _from_root(self, steps: Sequence[Step]) -> _Stand:
        if not steps:
            return (self._root,)
        first, *others = steps
        if first.axis == "child":
            fits = first.test in ("*", "node()", self._root.name)
            if not fits:
                self.lost.append(Lost(first.test, first.at))
                return ()
            self._test(first.predicates, (self._root,))
            return self._walked((self._root,), others)
        everything = self._along(Step("descendant-or-self", "node()"), self._root)
        return self._walked(tuple(everything), others, is_first=True)

    def _walked(
        self, at: _Stand, steps: Sequence[Step], *, is_first: bool = False
    ) -> _Stand:
        for step in steps:
            if at is None:
                self._test(step.predicates, None)
                continue
            found = tuple(
                dict.fromkeys(other for one in at for other in self._along(step, one))
            )
            if is_first and step.test in ("*", self._root.name):
                # After “//” the outermost element is a child too.
                found = (self._root, *found)
            is_first = False
            if at and not found and step.test not in ("*", "node()"):
                self.lost.append(Lost(step.test, step.at))
            at = found
            self._test(step.predicates, at)
        return at

    def _along(self, step: Step, element: Element) -> Iterable[Element]:
        """Where a step leads from an element, any row of a repeat taken for another."""
        if step.axis in _BESIDE and element.parent is not None:
            element, step = element.parent, Step("child", step.test)
        elif step.axis in _ANYWHERE:
            element, step = self._root, Step("descendant-or-self", step.test)
        # Axes look at names and places alone, which elements of an outline have too.
        return reach_of(step)(cast("Node", element))
