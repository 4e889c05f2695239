"""Calls about nodes: how many, which, and where they stand."""

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from bwassess.checklist.expression.arity import expect, literal
from bwassess.checklist.expression.making import (
    Closure,
    Maker,
    NodesClosure,
    Place,
    UnknownValue,
)
from bwassess.checklist.expression.nodes import Node, Nodes, Scope
from bwassess.checklist.expression.paths import position_of
from bwassess.checklist.expression.tree import (
    Call,
    ExpressionError,
    Own,
    Reference,
    Tree,
)
from bwassess.checklist.expression.values import (
    UNKNOWN,
    Known,
    Value,
    as_number,
    as_text,
)
from bwassess.checklist.expression.within import Above, rule_node, tested
from bwassess.text import _

NodesBuilder: TypeAlias = Callable[[Maker, Call], NodesClosure]


def _count(maker: Maker, call: Call) -> Closure:
    expect(call, 1, 1)
    nodes = maker.nodes(call.arguments[0])

    def run(scope: Scope) -> Value:
        found = nodes(scope)
        return UNKNOWN if found is UNKNOWN else float(len(found))

    return run


def _count_answered(maker: Maker, call: Call) -> Closure:
    expect(call, 1, 1)
    nodes = maker.nodes(call.arguments[0])

    def run(scope: Scope) -> Value:
        found = nodes(scope)
        if found is UNKNOWN:
            return UNKNOWN
        return float(sum(node.value != "" or bool(node.children) for node in found))

    return run


def _position(maker: Maker, call: Call) -> Closure:
    expect(call, 0, 1)
    if not call.arguments:
        if maker.place is not Place.RULE:
            return lambda scope: float(tested(scope).position)
        return lambda scope: position_of(scope.here)
    nodes = maker.nodes(call.arguments[0])

    def run(scope: Scope) -> Value:
        found = nodes(scope)
        if found is UNKNOWN:
            return UNKNOWN
        return position_of(found[0]) if found else 0.0

    return run


def _last(maker: Maker, call: Call) -> Closure:
    expect(call, 0, 0)
    if maker.place is Place.RULE:
        return lambda scope: 1.0
    return lambda scope: float(tested(scope).size)


def _name(maker: Maker, call: Call) -> Closure:
    expect(call, 0, 1)
    nodes = maker.nodes(call.arguments[0] if call.arguments else Own(call.at))
    is_local = call.function == "local-name"

    def run(scope: Scope) -> Value:
        found = nodes(scope)
        if found is UNKNOWN:
            return UNKNOWN
        name = found[0].name if found else ""
        return name.rpartition(":")[2] if is_local else name

    return run


def _current(maker: Maker, call: Call) -> NodesClosure:
    expect(call, 0, 0)
    return lambda scope: (rule_node(scope),)


def _instance(maker: Maker, call: Call) -> NodesClosure:
    expect(call, 1, 1)
    name = literal(call, 0)

    def run(scope: Scope) -> Nodes:
        outermost = scope.instance(name)
        return () if outermost is None else (Above(outermost),)

    return run


def _indexed(maker: Maker, call: Call) -> NodesClosure:
    """The nodes of a name in the rows that are counted out, repeat by repeat."""
    expect(call, 3, None)
    if len(call.arguments) % 2 == 0:
        raise ExpressionError(
            _("{function}() takes an index after each repeat.").format(
                function=call.function
            ),
            position=call.at,
            hint=_("Write indexed-repeat(${question}, ${repeat}, 1)."),
        )
    wanted = _in_row(maker, call.arguments[0])
    repeats = tuple(_everywhere(maker, tree) for tree in call.arguments[1::2])
    indices = tuple(map(maker.reckoned, call.arguments[2::2]))

    def run(scope: Scope) -> Nodes | UnknownValue:
        rows: list[tuple[Nodes, float]] = []
        for repeat, index in zip(repeats, indices, strict=True):
            its, value = repeat(scope), index(scope)
            if its is UNKNOWN or value is UNKNOWN:
                return UNKNOWN
            rows.append((its, as_number(value)))
        row: Node | None = None
        for its, number in sorted(rows, key=_depth):
            inside = its if row is None else _inside(its, row)
            # JavaRosa takes an index of 0 for 1.
            place = max(1, int(number)) if math.isfinite(number) else 0
            if not 1 <= place <= len(inside):
                return ()
            row = inside[place - 1]
        return () if row is None else wanted(scope, row)

    return run


def _in_row(maker: Maker, tree: Tree) -> Callable[[Scope, Node], Nodes | UnknownValue]:
    """The nodes of a set that stand in one row."""
    if isinstance(tree, Reference):
        name = tree.name
        return lambda scope, row: _inside(scope.nodes(name, row), row)
    nodes = maker.nodes(tree)

    def run(scope: Scope, row: Node) -> Nodes | UnknownValue:
        found = nodes(scope)
        return UNKNOWN if found is UNKNOWN else _inside(found, row)

    return run


def _everywhere(maker: Maker, tree: Tree) -> NodesClosure:
    if isinstance(tree, Reference):
        name = tree.name
        return lambda scope: scope.everywhere(name)
    return maker.nodes(tree)


def _depth(of: tuple[Nodes, float]) -> int:
    nodes, _index = of
    depth = 0
    node = nodes[0].parent if nodes else None
    while node is not None:
        depth += 1
        node = node.parent
    return depth


def _inside(nodes: Iterable[Node], outer: Node) -> Nodes:
    return tuple(node for node in nodes if _is_inside(node, outer))


def _is_inside(node: Node, outer: Node) -> bool:
    up: Node | None = node
    while up is not None:
        if up == outer:
            return True
        up = up.parent
    return False


_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807
_LONGEST = float(2**63 - 1)


def _randomize(maker: Maker, call: Call) -> NodesClosure:
    expect(call, 1, 2)
    nodes = maker.nodes(call.arguments[0])
    seed = maker.value(call.arguments[1]) if len(call.arguments) > 1 else None

    def run(scope: Scope) -> Nodes | UnknownValue:
        found = nodes(scope)
        if found is UNKNOWN:
            return UNKNOWN
        if seed is None:
            return shuffled(found, scope.chance.random)
        value = seed(scope)
        return UNKNOWN if value is UNKNOWN else shuffled(found, seeded(value))

    return run


def seeded(seed: Known) -> Callable[[], float]:
    """Numbers from 0 to 1 as every ODK program draws them from the same seed."""
    state = math.fmod(_seed(seed), _MODULUS)
    if state <= 0:
        state += _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw


def _seed(value: Known) -> float:
    """What a seed counts for; a text that is no number counts by its digest."""
    number = as_number(value)
    if not math.isnan(number):
        return math.trunc(max(-_LONGEST, min(_LONGEST, number)))
    text = as_text(value)
    if not text or isinstance(value, float):
        return 0.0
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return float(int.from_bytes(digest[:8], "big", signed=True))


def shuffled(nodes: Nodes, draw: Callable[[], float]) -> Nodes:
    """Mixed as every ODK program mixes them: the same numbers give the same order."""
    mixed: list[Node] = []
    for place, node in enumerate(nodes):
        other = math.floor(draw() * (place + 1))
        mixed.append(node)
        mixed[place], mixed[other] = mixed[other], node
    return tuple(mixed)


ABOUT_NODES: Mapping[str, Callable[[Maker, Call], Closure]] = {
    "count": _count,
    "count-non-empty": _count_answered,
    "last": _last,
    "local-name": _name,
    "name": _name,
    "position": _position,
}
"""The functions that give a value of nodes."""

GIVING_NODES: Mapping[str, NodesBuilder] = {
    "current": _current,
    "indexed-repeat": _indexed,
    "instance": _instance,
    "randomize": _randomize,
}
