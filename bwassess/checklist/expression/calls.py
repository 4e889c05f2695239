"""Calls that need more than their arguments' values, and calls of all others."""

import difflib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from bwassess.checklist.expression.arity import expect, expect_even, literal
from bwassess.checklist.expression.functions.catalogue import FUNCTIONS
from bwassess.checklist.expression.functions.signature import Function, Takes
from bwassess.checklist.expression.making import Closure, Maker, NodesClosure
from bwassess.checklist.expression.nodecalls import ABOUT_NODES, GIVING_NODES
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.syntax import parse
from bwassess.checklist.expression.tree import (
    Call,
    ExpressionError,
    Literal,
    Own,
    Path,
    Reference,
)
from bwassess.checklist.expression.values import (
    UNKNOWN,
    Known,
    Value,
    as_number,
    as_text,
)
from bwassess.text import _

_Builder: TypeAlias = Callable[[Maker, Call], Closure]


def call_value(maker: Maker, call: Call) -> Closure:
    """What a call is worth.

    Raises:
        ExpressionError: there is no such function, or its arguments don't fit.
    """
    build = _SPECIAL.get(call.function)
    if build is not None:
        return build(maker, call)
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise _no_such_function(call)
    return _function(maker, call, function)


def call_nodes(maker: Maker, call: Call) -> NodesClosure:
    """The nodes a call gives; for functions of `NODE_FUNCTIONS`."""
    return GIVING_NODES[call.function](maker, call)


def question_named(call: Call) -> str:
    """The question in `jr:choice-name(..., '${name}')`; empty where none is named."""
    if call.function != "jr:choice-name" or len(call.arguments) != 2:
        return ""
    literal = call.arguments[1]
    if not isinstance(literal, Literal):
        return ""
    match parse(literal.text):
        case Reference(name=name):
            return name
        case Path(steps=(*_before, last)):
            return last.test
        case _:
            return ""


def _no_such_function(call: Call) -> ExpressionError:
    known = sorted({*FUNCTIONS, *_SPECIAL, *GIVING_NODES})
    near = difflib.get_close_matches(call.function, known, n=1)
    return ExpressionError(
        _("There is no function “{name}”.").format(name=call.function),
        position=call.at,
        hint=_("Did you mean {name}()?").format(name=near[0])
        if near
        else _("Look for its spelling in the list of functions."),
    )


def _function(maker: Maker, call: Call, function: Function) -> Closure:
    expect(call, function.fewest, function.most)
    if function.in_pairs:
        expect_even(call)
    if function.check is not None:
        function.check(call)
    apply = function.apply
    if function.takes is Takes.LISTS:
        return _over_lists(maker, call, apply)
    given = call.arguments or ((Own(call.at),) if function.of_own else ())
    arguments = tuple(map(maker.value, given))
    if function.takes is Takes.SCOPE:
        return _in_scope(arguments, apply)
    if len(arguments) == 1:
        (only,) = arguments

        def run_one(scope: Scope) -> Value:
            value = only(scope)
            return UNKNOWN if value is UNKNOWN else apply(value)

        return run_one

    if len(arguments) == 2:
        one, other = arguments

        def run_two(scope: Scope) -> Value:
            first, second = one(scope), other(scope)
            if first is UNKNOWN or second is UNKNOWN:
                return UNKNOWN
            return apply(first, second)

        return run_two

    def run(scope: Scope) -> Value:
        values = [argument(scope) for argument in arguments]
        return UNKNOWN if UNKNOWN in values else apply(*values)

    return run


def _in_scope(arguments: Sequence[Closure], apply: Callable[..., Value]) -> Closure:
    if not arguments:
        return apply

    def run(scope: Scope) -> Value:
        values = [argument(scope) for argument in arguments]
        return UNKNOWN if UNKNOWN in values else apply(scope, *values)

    return run


def _over_lists(maker: Maker, call: Call, apply: Callable[..., Value]) -> Closure:
    arguments = tuple(map(maker.values, call.arguments))

    def run(scope: Scope) -> Value:
        lists = [argument(scope) for argument in arguments]
        return UNKNOWN if UNKNOWN in lists else apply(*lists)

    return run


def _condition(maker: Maker, call: Call) -> Closure:
    expect(call, 3, 3)
    condition = maker.truth(call.arguments[0])
    then, otherwise = map(maker.value, call.arguments[1:])

    def run(scope: Scope) -> Value:
        holds = condition(scope)
        if holds is UNKNOWN:
            return UNKNOWN
        return then(scope) if holds else otherwise(scope)

    return run


def _truth(*, wanted: bool) -> _Builder:
    def build(maker: Maker, call: Call) -> Closure:
        expect(call, 1, 1)
        truth = maker.truth(call.arguments[0])

        def run(scope: Scope) -> Value:
            holds = truth(scope)
            return UNKNOWN if holds is UNKNOWN else holds is wanted

        return run

    return build


def _coalesce(maker: Maker, call: Call) -> Closure:
    """The first that isn't empty; what isn't known may be."""
    expect(call, 2, 2)
    first, second = map(maker.value, call.arguments)

    def run(scope: Scope) -> Value:
        value = first(scope)
        return value if value is UNKNOWN or not _is_nothing(value) else second(scope)

    return run


def _is_nothing(value: Known) -> bool:
    return value == "" or (isinstance(value, float) and math.isnan(value))


def _once(maker: Maker, call: Call) -> Closure:
    expect(call, 1, 1)
    own, first = maker.value(Own(call.at)), maker.value(call.arguments[0])

    def run(scope: Scope) -> Value:
        value = own(scope)
        return first(scope) if value is not UNKNOWN and value == "" else value

    return run


def _part(maker: Maker, call: Call) -> Closure:
    expect(call, 1, 1)
    name = literal(call, 0)
    return lambda scope: scope.parts.get(name, "")


def _parameter(maker: Maker, call: Call) -> Closure:
    expect(call, 1, 2)
    key = literal(call, 0)
    case = literal(call, 1) if len(call.arguments) > 1 else ""
    return lambda scope: scope.parameter(key, case)


def _parameter_at(maker: Maker, call: Call) -> Closure:
    """`parameter-at(key, number)` or `parameter-at(key, case, number)`."""
    expect(call, 2, 3)
    key = literal(call, 0)
    case = literal(call, 1) if len(call.arguments) > 2 else ""
    at = maker.reckoned(call.arguments[-1])

    def run(scope: Scope) -> Value:
        value = at(scope)
        if value is UNKNOWN:
            return UNKNOWN
        number = as_number(value)
        return UNKNOWN if math.isnan(number) else scope.parameter_at(key, case, number)

    return run


def _choice_name(maker: Maker, call: Call) -> Closure:
    expect(call, 2, 2)
    literal(call, 1)
    question = question_named(call)
    if not question:
        raise ExpressionError(
            _("jr:choice-name() doesn't say whose choice it means."),
            position=call.arguments[1].at,
            hint=_("Write jr:choice-name(${name}, '${name}')."),
        )
    choice = maker.value(call.arguments[0])

    def run(scope: Scope) -> Value:
        value = choice(scope)
        if value is UNKNOWN:
            return UNKNOWN
        return scope.choice_label(question, as_text(value))

    return run


_SPECIAL: Mapping[str, _Builder] = {
    **ABOUT_NODES,
    "boolean": _truth(wanted=True),
    "coalesce": _coalesce,
    "if": _condition,
    "jr:choice-name": _choice_name,
    "not": _truth(wanted=False),
    "once": _once,
    "parameter": _parameter,
    "parameter-at": _parameter_at,
    "part": _part,
}
