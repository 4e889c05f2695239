"""What the operators do with known values."""

import math
import operator
from collections.abc import Callable, Mapping

from bwassess.checklist.expression.values import NAN, Known, comparable, equal

ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _ordered(
    holds: Callable[[float, float], bool],
) -> Callable[[Known, Known], bool]:
    def compare(first: Known, second: Known) -> bool:
        return holds(comparable(first, beside=second), comparable(second, beside=first))

    return compare


COMPARISONS: Mapping[str, Callable[[Known, Known], bool]] = {
    "=": equal,
    "!=": lambda first, second: not equal(first, second),
    **{sign: _ordered(holds) for sign, holds in ORDERS.items()},
}


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


ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}
