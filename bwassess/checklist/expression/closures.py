"""Trees to closures: what is evaluated at every answer.

Everything that can be known beforehand is checked and settled here, so that running
an expression looks up nothing but answers and the law.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from bwassess.checklist.expression.calls import call_nodes, call_value
from bwassess.checklist.expression.making import (
    NODE_FUNCTIONS,
    Closure,
    ListClosure,
    NodesClosure,
    Place,
    Test,
    UnknownValue,
    all_values,
    first_value,
    is_node_set,
    may_be_node_set,
    truth_of,
)
from bwassess.checklist.expression.nodes import Nodes, Scope
from bwassess.checklist.expression.operators import ARITHMETIC, COMPARISONS, ORDERS
from bwassess.checklist.expression.paths import filtered_nodes, in_order, path_nodes
from bwassess.checklist.expression.printing import write
from bwassess.checklist.expression.tree import (
    Call,
    ExpressionError,
    Filtered,
    LastSaved,
    Literal,
    Negation,
    Number,
    Operation,
    Own,
    Path,
    Reference,
    Step,
    Tree,
)
from bwassess.checklist.expression.values import (
    UNKNOWN,
    Known,
    Value,
    as_number,
    as_truth,
    comparable,
    equal,
)
from bwassess.checklist.expression.within import tested
from bwassess.text import _

_LOGICAL = frozenset({"or", "and", "=", "!=", "<", "<=", ">", ">="})
_LAW = frozenset({"parameter", "parameter-at"})


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes closures of the parts of a tree that stand in one place."""

    place: Place = Place.RULE

    def within(self, place: Place) -> "Compiler":
        return Compiler(place)

    def value(self, tree: Tree) -> Closure:
        match tree:
            case Number(value=number):
                return lambda scope: number
            case Literal(text=text):
                return lambda scope: text
            case Own():
                return lambda scope: scope.own
            case Reference(name=name):
                if self.place is Place.OF_FORM:
                    return lambda scope: first_value(_seen(scope, name))
                return lambda scope: scope.value(name)
            case LastSaved(name=name):
                return lambda scope: scope.last_saved(name)
            case Negation(operand=operand):
                return _negation(self.reckoned(operand))
            case Operation(operator=sign) if sign != "|":
                return self._operation(tree)
            case Call(function=function) if function not in NODE_FUNCTIONS:
                return call_value(self, tree)
            case _:
                return _first(self.nodes(tree))

    def reckoned(self, tree: Tree) -> Closure:
        run = self.value(tree)
        if not (isinstance(tree, Call) and tree.function in _LAW):
            return run

        def number(scope: Scope) -> Value:
            value = run(scope)
            if value is UNKNOWN or math.isnan(as_number(value)):
                return UNKNOWN
            return value

        return number

    def truth(self, tree: Tree) -> Test:
        if is_node_set(tree):
            nodes = self.nodes(tree)

            def of_nodes(scope: Scope) -> bool | UnknownValue:
                found = nodes(scope)
                return UNKNOWN if found is UNKNOWN else truth_of(found)

            return of_nodes
        return truth_from(tree, self.value(tree))

    def predicate(self, tree: Tree) -> Closure:
        return self.truth(tree) if may_be_node_set(tree) else self.value(tree)

    def nodes(self, tree: Tree) -> NodesClosure:
        match tree:
            case Path():
                if self.place is Place.RULE:
                    _refuse_bare_name(tree)
                return path_nodes(self, tree)
            case Filtered():
                return filtered_nodes(self, tree)
            case Operation(operator="|"):
                return _union(self.nodes(tree.left), self.nodes(tree.right))
            case Call(function=function) if function in NODE_FUNCTIONS:
                return call_nodes(self, tree)
            case Reference(name=name):
                if self.place is Place.OF_FORM:
                    return lambda scope: _seen(scope, name)
                return lambda scope: scope.nodes(name)
            case Own():
                return lambda scope: (scope.here,)
        raise ExpressionError(
            _("“{value}” is no set of questions.").format(value=write(tree)),
            position=tree.at,
            hint=_("Name a question in the form ${name}, or give a path."),
        )

    def values(self, tree: Tree) -> ListClosure:
        if may_be_node_set(tree) and not isinstance(tree, Own):
            nodes = self.nodes(tree)

            def of_nodes(scope: Scope) -> list[Known] | UnknownValue:
                found = nodes(scope)
                return UNKNOWN if found is UNKNOWN else all_values(found)

            return of_nodes
        run = self.value(tree)

        def of_value(scope: Scope) -> list[Known] | UnknownValue:
            value = run(scope)
            return UNKNOWN if value is UNKNOWN else [value]

        return of_value

    def _operation(self, tree: Operation) -> Closure:
        sign = tree.operator
        if sign in ("and", "or"):
            sides = tuple(map(self.truth, _chained(tree)))
            if len(sides) == 2:
                return _junction(*sides, settles=sign == "or")
            return _long_junction(sides, settles=sign == "or")
        if sign in ARITHMETIC:
            return _arithmetic(
                self.reckoned(tree.left), self.reckoned(tree.right), ARITHMETIC[sign]
            )
        if is_node_set(tree.left) or is_node_set(tree.right):
            return self._any_of(tree)
        if sign in ORDERS:
            return _order(
                self.reckoned(tree.left), self.reckoned(tree.right), ORDERS[sign]
            )
        if isinstance(tree.right, Literal):
            return _equal_text(
                self.value(tree.left), tree.right.text, wanted=sign == "="
            )
        return _equality(
            self.value(tree.left), self.value(tree.right), wanted=sign == "="
        )

    def _any_of(self, tree: Operation) -> Closure:
        holds = COMPARISONS[tree.operator]
        left, right = self._side(tree.left), self._side(tree.right)

        def run(scope: Scope) -> Value:
            firsts, seconds = left(scope), right(scope)
            if firsts is UNKNOWN or seconds is UNKNOWN:
                return UNKNOWN
            return _some(holds, firsts, seconds)

        return run

    def _side(self, tree: Tree) -> Callable[[Scope], list[Value] | UnknownValue]:
        """The values of a side of a comparison; nothing at all compares as empty."""
        if is_node_set(tree):
            nodes = self.nodes(tree)

            def of_nodes(scope: Scope) -> list[Value] | UnknownValue:
                found = nodes(scope)
                if found is UNKNOWN:
                    return UNKNOWN
                return [node.value for node in found] or [""]

            return of_nodes
        run = self.reckoned(tree)
        return lambda scope: [run(scope)]


def truth_from(tree: Tree, run: Closure) -> Test:
    """Whether what a part of a tree is worth is taken for true."""
    if isinstance(tree, Operation) and tree.operator in _LOGICAL:
        # It is worth true, false or not known already.
        return cast("Test", run)

    def of_value(scope: Scope) -> bool | UnknownValue:
        value = run(scope)
        return UNKNOWN if value is UNKNOWN else as_truth(value)

    return of_value


def _seen(scope: Scope, name: str) -> Nodes:
    """What `${name}` stands for in a predicate, seen from the node it tests."""
    within = tested(scope)
    return within.outermost.nodes(name, within.here)


def _first(nodes: NodesClosure) -> Closure:
    def run(scope: Scope) -> Value:
        found = nodes(scope)
        return UNKNOWN if found is UNKNOWN else first_value(found)

    return run


def _union(left: NodesClosure, right: NodesClosure) -> NodesClosure:
    def run(scope: Scope) -> Nodes | UnknownValue:
        first, second = left(scope), right(scope)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return tuple(in_order((*first, *second)))

    return run


def _some(
    holds: Callable[[Known, Known], bool], firsts: list[Value], seconds: list[Value]
) -> bool | UnknownValue:
    """Whether it holds for any pair; not known where only unknown ones might."""
    is_open = False
    for first in firsts:
        for second in seconds:
            if first is UNKNOWN or second is UNKNOWN:
                is_open = True
            elif holds(first, second):
                return True
    return UNKNOWN if is_open else False


def _negation(operand: Closure) -> Closure:
    def run(scope: Scope) -> Value:
        value = operand(scope)
        return value if value is UNKNOWN else -as_number(value)

    return run


def _junction(left: Test, right: Test, *, settles: bool) -> Closure:
    """`or` is settled by one true side, `and` by one false, whatever isn't known."""

    def run(scope: Scope) -> Value:
        first = left(scope)
        if first is settles:
            return settles
        second = right(scope)
        if second is settles:
            return settles
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else not settles

    return run


def _long_junction(sides: tuple[Test, ...], *, settles: bool) -> Closure:
    def run(scope: Scope) -> Value:
        is_open = False
        for side in sides:
            value = side(scope)
            if value is settles:
                return settles
            if value is UNKNOWN:
                is_open = True
        return UNKNOWN if is_open else not settles

    return run


def _chained(tree: Operation) -> list[Tree]:
    """The sides of one operator after the other, from left to right."""
    sides: list[Tree] = []
    left: Tree = tree
    while isinstance(left, Operation) and left.operator == tree.operator:
        sides.append(left.right)
        left = left.left
    return [left, *reversed(sides)]


def _equality(left: Closure, right: Closure, *, wanted: bool) -> Closure:
    def run(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return equal(first, second) is wanted

    return run


def _equal_text(left: Closure, text: str, *, wanted: bool) -> Closure:
    """The comparison most rules are made of."""

    def run(scope: Scope) -> Value:
        first = left(scope)
        if type(first) is str:
            return (first == text) is wanted
        if first is UNKNOWN:
            return UNKNOWN
        return equal(first, text) is wanted

    return run


def _order(
    left: Closure, right: Closure, holds: Callable[[float, float], bool]
) -> Closure:
    def run(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if type(first) is float and type(second) is float:
            return holds(first, second)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return holds(comparable(first, beside=second), comparable(second, beside=first))

    return run


def _arithmetic(
    left: Closure, right: Closure, of: Callable[[float, float], float]
) -> Closure:
    def run(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return of(as_number(first), as_number(second))

    return run


def _refuse_bare_name(path: Path) -> None:
    match path:
        case Path(start=None, steps=(Step("child", name, ()),)) if name.isidentifier():
            raise ExpressionError(
                _("“{name}” is neither a question nor a function.").format(name=name),
                position=path.at,
                hint=_("Write ${{{name}}} for a question, '{name}' for text.").format(
                    name=name
                ),
            )
