"""Location paths to closures that walk over nodes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from bwassess.checklist.expression.making import (
    Closure,
    Maker,
    NodesClosure,
    Place,
    UnknownValue,
)
from bwassess.checklist.expression.nodes import Node, Nodes, Scope
from bwassess.checklist.expression.tree import (
    Call,
    Filtered,
    Literal,
    Number,
    Operation,
    Own,
    Path,
    Reference,
    Root,
    Step,
    Tree,
    walk,
)
from bwassess.checklist.expression.values import UNKNOWN, as_truth, equal
from bwassess.checklist.expression.within import Above, Within

_Found: TypeAlias = Sequence[Node] | UnknownValue
_Sieve: TypeAlias = Callable[[Scope, Sequence[Node]], _Found]
_Stride: TypeAlias = Callable[[Scope, Sequence[Node]], _Found]
_Axis: TypeAlias = Callable[[Node], Iterable[Node]]

_OF_PLACE = frozenset({"last", "local-name", "name", "once", "position"})


def path_nodes(maker: Maker, path: Path) -> NodesClosure:
    """The nodes a path leads to."""
    start = path.start
    if start is None:
        tests = Place.OF_FORM if maker.place is Place.RULE else maker.place
        strides = _strides(maker, path.steps, tests)
        return lambda scope: _walked(scope, (scope.here,), strides)
    if isinstance(start, Root):
        strides = _strides(maker, path.steps, Place.OF_FORM)
        return lambda scope: _walked(scope, (Above(scope.root),), strides)
    begin = maker.nodes(start)
    strides = _strides(maker, path.steps, _tested_in(maker, start))

    def run(scope: Scope) -> Nodes | UnknownValue:
        nodes = begin(scope)
        return UNKNOWN if nodes is UNKNOWN else _walked(scope, nodes, strides)

    return run


def filtered_nodes(maker: Maker, filtered: Filtered) -> NodesClosure:
    """Those of a whole set that hold, their positions counted over the set."""
    begin = maker.nodes(filtered.of)
    sieve = _sieve(maker, filtered.predicates, _tested_in(maker, filtered.of))

    def run(scope: Scope) -> Nodes | UnknownValue:
        nodes = begin(scope)
        if nodes is UNKNOWN:
            return UNKNOWN
        found = sieve(scope, nodes)
        return UNKNOWN if found is UNKNOWN else tuple(found)

    return run


def _kept(maker: Maker, predicate: Tree, tests: Place) -> _Sieve:
    """Keeps the nodes for which a predicate holds; an open one leaves all open."""
    if isinstance(predicate, Number):
        number = predicate.value
        place = int(number) if number.is_integer() else 0
        return lambda scope, nodes: nodes[place - 1 : place] if place else ()
    hold = tests_of(maker, predicate, tests)

    def run(scope: Scope, nodes: Sequence[Node]) -> _Found:
        kept: list[Node] = []
        for node, holds in zip(nodes, hold(scope, nodes), strict=True):
            if holds is UNKNOWN:
                return UNKNOWN
            if holds:
                kept.append(node)
        return kept

    return run


def _walked(
    scope: Scope, nodes: Sequence[Node], strides: Sequence[_Stride]
) -> Nodes | UnknownValue:
    for stride in strides:
        found = stride(scope, nodes)
        if found is UNKNOWN:
            return UNKNOWN
        if not found:
            return ()
        nodes = found
    return tuple(nodes)


def _strides(maker: Maker, steps: Iterable[Step], tests: Place) -> tuple[_Stride, ...]:
    return tuple(
        _stride(maker, step, tests) for step in steps if step != Step("self", "node()")
    )


def _stride(maker: Maker, step: Step, tests: Place) -> _Stride:
    reach = _reach_of(step)
    sieve = _sieve(maker, step.predicates, tests) if step.predicates else None
    may_meet = step.axis not in ("child", "self")

    def stride(scope: Scope, nodes: Sequence[Node]) -> _Found:
        found: list[Node] = []
        for node in nodes:
            reached = reach(node)
            kept = reached if sieve is None else sieve(scope, reached)
            if kept is UNKNOWN:
                return UNKNOWN
            found.extend(kept)
        return in_order(found) if may_meet and len(found) > 1 else found

    return stride


def _reach_of(step: Step) -> Callable[[Node], Sequence[Node]]:
    """All that a step leads to from one node, the nearest first."""
    name = step.test
    if step.axis == "child":
        if name in ("*", "node()"):
            return lambda node: node.children
        return lambda node: node.called(name)
    axis = _AXES[step.axis]
    if name == "node()":
        return lambda node: tuple(axis(node))
    if name == "*":
        return lambda node: tuple(other for other in axis(node) if other.name)
    return lambda node: tuple(other for other in axis(node) if other.name == name)


def _sieve(maker: Maker, predicates: Iterable[Tree], tests: Place) -> _Sieve:
    sieves = [_kept(maker, predicate, tests) for predicate in predicates]
    if len(sieves) == 1:
        return sieves[0]

    def run(scope: Scope, nodes: Sequence[Node]) -> _Found:
        for sieve in sieves:
            kept = sieve(scope, nodes)
            if kept is UNKNOWN:
                return UNKNOWN
            nodes = kept
        return nodes

    return run


def tests_of(
    maker: Maker, predicate: Tree, tests: Place
) -> Callable[[Scope, Sequence[Node]], Iterator[bool | UnknownValue]]:
    """Says of each node whether a predicate holds, one after the other."""
    match predicate:
        case Operation(operator="=", left=left, right=right):
            for side, other in ((left, right), (right, left)):
                if (name := _child(side)) and _is_fixed(other, tests):
                    return _tests_child(name, maker.value(other))
    return _tests(maker.within(tests).predicate(predicate))


def _tests(
    predicate: Closure,
) -> Callable[[Scope, Sequence[Node]], Iterator[bool | UnknownValue]]:
    """A number stands for a position, anything else for true or false."""

    def run(scope: Scope, nodes: Sequence[Node]) -> Iterator[bool | UnknownValue]:
        within = Within(scope, len(nodes))
        for place, node in enumerate(nodes, start=1):
            within.here, within.position = node, place
            value = predicate(within)
            if value is UNKNOWN:
                yield UNKNOWN
            elif type(value) is float:
                yield value == place
            else:
                yield as_truth(value)

    return run


def _tests_child(
    name: str, other: Closure
) -> Callable[[Scope, Sequence[Node]], Iterator[bool | UnknownValue]]:
    """`[name = ...]` with a side that is the same for all nodes, reckoned once."""

    def run(scope: Scope, nodes: Sequence[Node]) -> Iterator[bool | UnknownValue]:
        wanted = other(scope)
        for node in nodes:
            children = node.called(name)
            if wanted is UNKNOWN:
                yield UNKNOWN
            elif len(children) == 1:
                value = children[0].value
                if value is UNKNOWN:
                    yield UNKNOWN
                else:
                    yield value == wanted or equal(value, wanted)
            else:
                values = [child.value for child in children] or [""]
                known = [value for value in values if value is not UNKNOWN]
                if any(equal(value, wanted) for value in known):
                    yield True
                else:
                    yield False if len(known) == len(values) else UNKNOWN

    return run


def _child(tree: Tree) -> str:
    """The name of the children that a plain relative path leads to; empty if none."""
    match tree:
        case Path(start=None, steps=(Step(axis="child", test=name, predicates=()),)):
            return "" if name in ("*", "node()") else name
        case _:
            return ""


def _is_fixed(tree: Tree, tests: Place) -> bool:
    """Whether it is worth the same at each node a predicate tests, and is one value."""
    if isinstance(tree, Path | Filtered):
        return False
    for part in walk(tree):
        match part:
            case Number() | Literal():
                pass
            case Reference():
                if tests is Place.OF_FORM:
                    return False
            case Call(function=function, arguments=arguments):
                if function in _OF_PLACE or not arguments:
                    return False
            case Operation(operator=operator):
                if operator in ("|", "=", "!=", "<", "<=", ">", ">=", "and", "or"):
                    return False
            case _:
                return False
    return True


def _tested_in(maker: Maker, tree: Tree) -> Place:
    """What a predicate on a node set tests: nodes of the form, or of an instance."""
    match tree:
        case Call(function="instance"):
            return Place.OF_INSTANCE
        case Call(function="randomize", arguments=(of, *_seed)):
            return _tested_in(maker, of)
        case Filtered(of=of):
            return _tested_in(maker, of)
        case Path(start=None) | Own():
            return Place.OF_FORM if maker.place is Place.RULE else maker.place
        case Path(start=start) if start is not None and not isinstance(start, Root):
            return _tested_in(maker, start)
        case Operation(left=left):
            return _tested_in(maker, left)
        case _:
            return Place.OF_FORM


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Each node once, in the order of its tree; trees as they come first."""
    once = list(dict.fromkeys(nodes))
    if len(once) < 2:
        return once
    places: dict[Node, Mapping[Node, int]] = {}
    trees: dict[Node, int] = {}

    def key(node: Node) -> tuple[int, ...]:
        trail: list[int] = []
        while (parent := node.parent) is not None:
            if parent not in places:
                places[parent] = {child: at for at, child in enumerate(parent.children)}
            trail.append(places[parent].get(node, -1))
            node = parent
        trail.append(trees.setdefault(node, len(trees)))
        return tuple(reversed(trail))

    return sorted(once, key=key)


def position_of(node: Node) -> float:
    """Which of its parent's children of its name a node is, from 1."""
    if node.parent is None:
        return 1.0
    for place, other in enumerate(node.parent.called(node.name), start=1):
        if other == node:
            return float(place)
    return 0.0


def _parent(node: Node) -> Iterator[Node]:
    if node.parent is not None:
        yield node.parent


def _self(node: Node) -> Iterator[Node]:
    yield node


def _ancestors(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _descendants(node: Node) -> Iterator[Node]:
    waiting = list(reversed(node.children))
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


def _following_siblings(node: Node) -> Sequence[Node]:
    if node.parent is None:
        return ()
    siblings = list(node.parent.children)
    return siblings[siblings.index(node) + 1 :] if node in siblings else ()


def _preceding_siblings(node: Node) -> Sequence[Node]:
    if node.parent is None:
        return ()
    siblings = list(node.parent.children)
    return siblings[: siblings.index(node)][::-1] if node in siblings else ()


def _and_self(axis: _Axis) -> _Axis:
    def both(node: Node) -> Iterator[Node]:
        yield node
        yield from axis(node)

    return both


def _following(node: Node) -> Iterator[Node]:
    for up in (node, *_ancestors(node)):
        for sibling in _following_siblings(up):
            yield sibling
            yield from _descendants(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    for up in (node, *_ancestors(node)):
        for sibling in _preceding_siblings(up):
            yield from reversed((sibling, *_descendants(sibling)))


_AXES: Mapping[str, _Axis] = {
    "ancestor": _ancestors,
    "ancestor-or-self": _and_self(_ancestors),
    "descendant": _descendants,
    "descendant-or-self": _and_self(_descendants),
    "following": _following,
    "following-sibling": _following_siblings,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": _self,
}
