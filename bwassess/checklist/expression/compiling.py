"""Trees to closures: what is evaluated at every answer.

Everything that can be known beforehand is checked and settled here, so that running
an expression looks up nothing but answers and the law.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bwassess.checklist.expression.functions import FUNCTIONS, Function, pattern
from bwassess.checklist.expression.syntax import (
    Call,
    ExpressionError,
    Literal,
    Negation,
    Node,
    Number,
    Operation,
    Own,
    Reference,
    parse,
    references,
    walk,
)
from bwassess.checklist.expression.values import (
    NAN,
    UNKNOWN,
    Known,
    Unknown,
    Value,
    as_number,
    as_truth,
    comparable,
    equal,
)
from bwassess.text import _


class Scope(Protocol):
    """What an expression looks at while it runs."""

    @property
    def own(self) -> Known: ...
    @property
    def parts(self) -> Mapping[str, Known]: ...
    @property
    def today(self) -> date: ...
    def value(self, name: str) -> Known: ...
    def parameter(self, key: str, case: str) -> Value: ...


Closure = Callable[[Scope], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression ready to run, and everything it looks at.

    Attributes:
        names: The other questions it reads.
        parameters: The keys of national law it reads.
        parts: The parts of its own question it reads.
        reads_own: Whether it reads the answer of its own question, whole or in parts.
    """

    source: str
    tree: Node
    run: Closure
    names: frozenset[str]
    parameters: frozenset[str]
    parts: frozenset[str]
    reads_own: bool

    def truth(self, scope: Scope) -> bool | Unknown:
        """True, false, or not known where the law's parameters don't tell."""
        value = self.run(scope)
        return UNKNOWN if value is UNKNOWN else as_truth(value)


def compile_expression(source: str) -> Expression:
    """Read and compile an expression.

    Raises:
        ExpressionError: it isn't well formed, calls a function that isn't there or
            with another number of arguments, or has a pattern that isn't one.
    """
    tree = parse(source)
    calls = [part for part in walk(tree) if isinstance(part, Call)]
    parts = _named_by(calls, "part")
    return Expression(
        source=source,
        tree=tree,
        run=_compiled(tree),
        names=references(tree),
        parameters=_named_by(calls, "parameter"),
        parts=parts,
        reads_own=bool(parts) or any(isinstance(p, Own) for p in walk(tree)),
    )


def _named_by(calls: list[Call], function: str) -> frozenset[str]:
    return frozenset(
        call.arguments[0].text
        for call in calls
        if call.function == function
        and call.arguments
        and isinstance(call.arguments[0], Literal)
    )


def _compiled(node: Node) -> Closure:
    match node:
        case Number(value=number):
            return lambda scope: number
        case Literal(text=text):
            return lambda scope: text
        case Own():
            return lambda scope: scope.own
        case Reference(name=name):
            return lambda scope: scope.value(name)
        case Negation(operand=operand):
            return _negation(_numeric(operand))
        case Operation(operator=sign):
            if sign in ("and", "or"):
                return _junction(node, settles=sign == "or")
            if sign in ("=", "!="):
                return _equality(node, wanted=sign == "=")
            if sign in _ORDERS:
                return _order(node, _ORDERS[sign])
            return _arithmetic(node, _ARITHMETIC[sign])
        case Call():
            return _call(node)


def _negation(operand: Closure) -> Closure:
    def run(scope: Scope) -> Value:
        value = operand(scope)
        return value if value is UNKNOWN else -as_number(value)

    return run


def _junction(node: Operation, *, settles: bool) -> Closure:
    """`or` is settled by one true side, `and` by one false, whatever isn't known."""
    left, right = _compiled(node.left), _compiled(node.right)

    def run(scope: Scope) -> Value:
        first = left(scope)
        if first is not UNKNOWN and as_truth(first) is settles:
            return settles
        second = right(scope)
        if second is not UNKNOWN and as_truth(second) is settles:
            return settles
        return UNKNOWN if first is UNKNOWN or second is UNKNOWN else not settles

    return run


def _equality(node: Operation, *, wanted: bool) -> Closure:
    left, right = _compiled(node.left), _compiled(node.right)

    def run(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return equal(first, second) is wanted

    return run


_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _order(node: Operation, holds: Callable[[float, float], bool]) -> Closure:
    left, right = _numeric(node.left), _numeric(node.right)

    def run(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return holds(comparable(first, beside=second), comparable(second, beside=first))

    return run


def _divided(dividend: float, divisor: float) -> float:
    if divisor != 0:
        return dividend / divisor
    if dividend == 0 or math.isnan(dividend):
        return NAN
    return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


def _remainder(dividend: float, divisor: float) -> float:
    """The rest has the sign of the dividend, as XPath has it."""
    if divisor == 0 or math.isinf(dividend):
        return NAN
    return math.fmod(dividend, divisor)


_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}


def _arithmetic(node: Operation, of: Callable[[float, float], float]) -> Closure:
    left, right = _numeric(node.left), _numeric(node.right)

    def run(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if first is UNKNOWN or second is UNKNOWN:
            return UNKNOWN
        return of(as_number(first), as_number(second))

    return run


def _numeric(node: Node) -> Closure:
    """A side that is reckoned with: law that is only words can't be, so isn't known."""
    run = _compiled(node)
    if not (isinstance(node, Call) and node.function == "parameter"):
        return run

    def number(scope: Scope) -> Value:
        value = run(scope)
        if value is UNKNOWN or math.isnan(as_number(value)):
            return UNKNOWN
        return value

    return number


def _call(node: Call) -> Closure:
    match node.function:
        case "if":
            return _condition(node)
        case "today":
            _expect(node, 0, 0)
            return lambda scope: scope.today
        case "part":
            return _part(node)
        case "parameter":
            return _parameter(node)
        case name if name in FUNCTIONS:
            return _known_function(node, FUNCTIONS[name])
    raise ExpressionError(
        _("There is no function “{name}”.").format(name=node.function),
        position=node.at,
        hint=_("Look for its spelling in the list of functions."),
    )


def _condition(node: Call) -> Closure:
    _expect(node, 3, 3)
    condition, then, otherwise = map(_compiled, node.arguments)

    def run(scope: Scope) -> Value:
        value = condition(scope)
        if value is UNKNOWN:
            return UNKNOWN
        return then(scope) if as_truth(value) else otherwise(scope)

    return run


def _part(node: Call) -> Closure:
    _expect(node, 1, 1)
    name = _literal(node, 0)
    return lambda scope: scope.parts.get(name, "")


def _parameter(node: Call) -> Closure:
    _expect(node, 1, 2)
    key = _literal(node, 0)
    case = _literal(node, 1) if len(node.arguments) > 1 else ""
    return lambda scope: scope.parameter(key, case)


def _known_function(node: Call, function: Function) -> Closure:
    _expect(node, function.fewest, function.most)
    if node.function == "regex" and isinstance(node.arguments[1], Literal):
        _check_pattern(node.arguments[1])
    apply = function.apply
    arguments = tuple(map(_compiled, node.arguments))
    if len(arguments) == 1:
        (only,) = arguments

        def run_one(scope: Scope) -> Value:
            value = only(scope)
            return UNKNOWN if value is UNKNOWN else apply(value)

        return run_one

    def run(scope: Scope) -> Value:
        values = [argument(scope) for argument in arguments]
        return UNKNOWN if UNKNOWN in values else apply(*values)

    return run


def _check_pattern(literal: Literal) -> None:
    try:
        pattern(literal.text)
    except re.error as error:
        raise ExpressionError(
            _("“{pattern}” is no regular expression: {reason}.").format(
                pattern=literal.text, reason=error.msg
            ),
            position=literal.at,
            hint=_("Mend the pattern; most often a bracket isn't closed."),
        ) from error


def _literal(node: Call, index: int) -> str:
    argument = node.arguments[index]
    if isinstance(argument, Literal):
        return argument.text
    raise ExpressionError(
        _("{function}() takes a name in quotation marks.").format(
            function=node.function
        ),
        position=argument.at,
        hint=_("Write {function}('name').").format(function=node.function),
    )


def _expect(node: Call, fewest: int, most: int | None) -> None:
    count = len(node.arguments)
    if fewest <= count and (most is None or count <= most):
        return
    if most is None:
        wanted = _("{count} or more").format(count=fewest)
    elif most == fewest:
        wanted = str(fewest)
    else:
        wanted = _("{fewest} to {most}").format(fewest=fewest, most=most)
    raise ExpressionError(
        _("{function}() takes {wanted} values, not {count}.").format(
            function=node.function, wanted=wanted, count=count
        ),
        position=node.at,
        hint=_("Add or take away values between its brackets."),
    )
