"""Functions over numbers and truth."""

import math
from collections.abc import Callable, Iterable
from decimal import ROUND_FLOOR, Decimal

from bwassess.checklist.expression.functions.signature import (
    Function,
    Functions,
    Takes,
)
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.values import NAN, Known, as_number


def _int(value: Known) -> float:
    number = as_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _round(value: Known, digits: Known = 0.0) -> float:
    """Halves go up, as in XPath; digits are counted in decimals, not in binary."""
    number, places = as_number(value), as_number(digits)
    if not math.isfinite(number) or not -300 <= places <= 300:
        return number if not math.isnan(places) else NAN
    step = Decimal(1).scaleb(-int(places))
    halves = Decimal(repr(number)) / step + Decimal("0.5")
    return float(halves.to_integral_value(ROUND_FLOOR) * step)


def _floor(value: Known) -> float:
    number = as_number(value)
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(value: Known) -> float:
    number = as_number(value)
    return float(math.ceil(number)) if math.isfinite(number) else number


def _power(base: Known, exponent: Known) -> float:
    number, power = as_number(base), as_number(exponent)
    if math.isnan(number) or math.isnan(power):
        return NAN
    try:
        return math.pow(number, power)
    except OverflowError:
        return -math.inf if number < 0 and math.fmod(power, 2) else math.inf
    except ValueError:
        # A negative number has no root; nought to a negative power is without end.
        return math.inf if number == 0 else NAN


def _logarithm(of: Callable[[float], float]) -> Callable[[Known], float]:
    def logarithm(value: Known) -> float:
        number = as_number(value)
        if number == 0:
            return -math.inf
        return of(number) if number > 0 else NAN

    return logarithm


def _over(of: Callable[[float], float]) -> Callable[[Known], float]:
    def result(value: Known) -> float:
        try:
            return of(as_number(value))
        except ValueError:
            return NAN
        except OverflowError:
            return math.inf

    return result


def _numbers(lists: Iterable[list[Known]]) -> list[float]:
    """What is a number among the values; questions without answer aren't counted."""
    numbers = (as_number(value) for values in lists for value in values)
    return [number for number in numbers if not math.isnan(number)]


def _sum(*lists: list[Known]) -> float:
    numbers = _numbers(lists)
    try:
        return math.fsum(numbers)
    except (OverflowError, ValueError):
        return sum(numbers)


def _random(scope: Scope) -> float:
    return scope.chance.random()


NUMBERS: Functions = {
    "abs": Function(lambda value: abs(as_number(value)), 1, 1),
    "acos": Function(_over(math.acos), 1, 1),
    "asin": Function(_over(math.asin), 1, 1),
    "atan": Function(_over(math.atan), 1, 1),
    "atan2": Function(lambda y, x: math.atan2(as_number(y), as_number(x)), 2, 2),
    "ceiling": Function(_ceiling, 1, 1),
    "cos": Function(_over(math.cos), 1, 1),
    "exp": Function(_over(math.exp), 1, 1),
    "exp10": Function(lambda value: _power(10.0, value), 1, 1),
    "false": Function(lambda: False, 0, 0),
    "floor": Function(_floor, 1, 1),
    "int": Function(_int, 1, 1),
    "log": Function(_logarithm(math.log), 1, 1),
    "log10": Function(_logarithm(math.log10), 1, 1),
    "max": Function(lambda *of: max(_numbers(of), default=NAN), 1, None, Takes.LISTS),
    "min": Function(lambda *of: min(_numbers(of), default=NAN), 1, None, Takes.LISTS),
    "number": Function(as_number, 0, 1, of_own=True),
    "pi": Function(lambda: math.pi, 0, 0),
    "pow": Function(_power, 2, 2),
    "random": Function(_random, 0, 0, Takes.SCOPE, is_pure=False),
    "round": Function(_round, 1, 2),
    "sin": Function(_over(math.sin), 1, 1),
    "sqrt": Function(_over(math.sqrt), 1, 1),
    "sum": Function(_sum, 1, 1, Takes.LISTS),
    "tan": Function(_over(math.tan), 1, 1),
    "true": Function(lambda: True, 0, 0),
}
