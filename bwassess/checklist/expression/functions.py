"""The functions an expression may call, each over known values.

What needs more than its arguments' values (`if`, `part`, `parameter`, `today`) is
made in `compiling`.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache

from bwassess.checklist.expression.values import (
    NAN,
    Known,
    as_date,
    as_number,
    as_text,
    as_truth,
)


@dataclass(frozen=True, slots=True)
class Function:
    """One function and how many arguments it takes; `most` is None for any number."""

    apply: Callable[..., Known]
    fewest: int
    most: int | None


def _selected(chosen: Known, name: Known) -> bool:
    return as_text(name).strip() in as_text(chosen).split()


def _count_selected(chosen: Known) -> float:
    return float(len(as_text(chosen).split()))


def _selected_at(chosen: Known, index: Known) -> str:
    names = as_text(chosen).split()
    position = as_number(index)
    if math.isnan(position) or not 0 <= position < len(names):
        return ""
    return names[int(position)]


def _coalesce(*values: Known) -> Known:
    return next((value for value in values if as_text(value) != ""), "")


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
    try:
        result = as_number(base) ** as_number(exponent)
    except (OverflowError, ZeroDivisionError):
        return NAN
    return result if isinstance(result, float) else NAN


def _least(*values: Known) -> float:
    numbers = [as_number(value) for value in values]
    return NAN if any(math.isnan(number) for number in numbers) else min(numbers)


def _greatest(*values: Known) -> float:
    numbers = [as_number(value) for value in values]
    return NAN if any(math.isnan(number) for number in numbers) else max(numbers)


def _date(value: Known) -> Known:
    day = as_date(value)
    return "" if day is None else day


@lru_cache(maxsize=256)
def pattern(source: str) -> re.Pattern[str]:
    """A regular expression of a form, compiled.

    Raises:
        re.error: it isn't one.
    """
    return re.compile(source)


def _regex(value: Known, source: Known) -> bool:
    """The whole text must match, as JavaRosa has it."""
    try:
        return pattern(as_text(source)).fullmatch(as_text(value)) is not None
    except re.error:
        return False


def _substring(value: Known, start: Known, end: Known | None = None) -> str:
    """`substr` counts from 0 and doesn't include its end."""
    text = as_text(value)
    first = as_number(start)
    last = float(len(text)) if end is None else as_number(end)
    if math.isnan(first) or math.isnan(last):
        return ""
    return text[_index(first, len(text)) : _index(last, len(text))]


def _index(number: float, length: int) -> int:
    bounded = max(-length, min(length, number))
    return int(bounded + length if bounded < 0 else bounded)


def _substring_before(value: Known, mark: Known) -> str:
    before, found, _after = _parted(as_text(value), as_text(mark))
    return before if found else ""


def _substring_after(value: Known, mark: Known) -> str:
    _before, found, after = _parted(as_text(value), as_text(mark))
    return after if found else ""


def _parted(text: str, mark: str) -> tuple[str, bool, str]:
    if not mark:
        return "", True, text
    before, found, after = text.partition(mark)
    return before, bool(found), after


def _translate(value: Known, old: Known, new: Known) -> str:
    replacements: dict[int, str | None] = {}
    targets = as_text(new)
    for place, character in enumerate(as_text(old)):
        if ord(character) not in replacements:
            target = targets[place] if place < len(targets) else None
            replacements[ord(character)] = target
    return as_text(value).translate(replacements)


FUNCTIONS = {
    "abs": Function(lambda value: abs(as_number(value)), 1, 1),
    "boolean": Function(as_truth, 1, 1),
    "boolean-from-string": Function(lambda v: as_text(v) in ("1", "true"), 1, 1),
    "ceiling": Function(_ceiling, 1, 1),
    "coalesce": Function(_coalesce, 2, None),
    "concat": Function(lambda *values: "".join(map(as_text, values)), 1, None),
    "contains": Function(lambda text, part: as_text(part) in as_text(text), 2, 2),
    "count-selected": Function(_count_selected, 1, 1),
    "date": Function(_date, 1, 1),
    "ends-with": Function(lambda t, end: as_text(t).endswith(as_text(end)), 2, 2),
    "false": Function(lambda: False, 0, 0),
    "floor": Function(_floor, 1, 1),
    "int": Function(_int, 1, 1),
    "max": Function(_greatest, 1, None),
    "min": Function(_least, 1, None),
    "normalize-space": Function(lambda text: " ".join(as_text(text).split()), 1, 1),
    "not": Function(lambda value: not as_truth(value), 1, 1),
    "number": Function(as_number, 1, 1),
    "pow": Function(_power, 2, 2),
    "regex": Function(_regex, 2, 2),
    "round": Function(_round, 1, 2),
    "selected": Function(_selected, 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "starts-with": Function(
        lambda text, start: as_text(text).startswith(as_text(start)), 2, 2
    ),
    "string": Function(as_text, 1, 1),
    "string-length": Function(lambda text: float(len(as_text(text))), 1, 1),
    "substr": Function(_substring, 2, 3),
    "substring-after": Function(_substring_after, 2, 2),
    "substring-before": Function(_substring_before, 2, 2),
    "translate": Function(_translate, 3, 3),
    "true": Function(lambda: True, 0, 0),
}
