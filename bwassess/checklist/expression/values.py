"""What an expression's parts are worth: the types of XPath 1.0, dates, and not known.

A question without answer is the empty text. Numbers are doubles, as XPath has them.
`UNKNOWN` stands for what the law's parameters don't tell; it passes through every
operation that it could change.
"""

import math
import re
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, TypeAlias


class Unknown(Enum):
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("what is not known is neither true nor false")


UNKNOWN: Final = Unknown.UNKNOWN

Known: TypeAlias = float | str | bool | date
Value: TypeAlias = Known | Literal[Unknown.UNKNOWN]

NAN = math.nan
_EPOCH = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=$|T)")


def as_number(value: Known) -> float:
    """The number XPath takes a value for; dates are days since 1970."""
    match value:
        case bool():
            return 1.0 if value else 0.0
        case float():
            return value
        case date():
            return float(value.toordinal() - _EPOCH)
        case str():
            return float(value) if _NUMBER.fullmatch(value) else NAN


def as_text(value: Known) -> str:
    """The text XPath takes a value for; whole numbers have no decimal point."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return _number_text(value)
        case date():
            return value.isoformat()
        case str():
            return value


def as_truth(value: Known) -> bool:
    """Whether XPath takes a value for true; empty text, zero and NaN are false."""
    match value:
        case bool():
            return value
        case float():
            return value != 0 and not math.isnan(value)
        case str():
            return value != ""
        case date():
            return True


def as_date(value: Known) -> date | None:
    """The day a value stands for, None where it stands for none."""
    match value:
        case bool():
            return None
        case date():
            return value
        case str():
            match = _DATE.match(value)
            try:
                return date.fromisoformat(match.group()) if match else None
            except ValueError:
                return None
        case float():
            try:
                return date.fromordinal(_EPOCH + math.floor(value))
            except (ValueError, OverflowError):
                return None


def comparable(value: Known, *, beside: Known) -> float:
    """`value` as a number for a comparison; text beside a date is read as a date."""
    if isinstance(value, str) and isinstance(beside, date):
        day = as_date(value)
        return NAN if day is None else as_number(day)
    return as_number(value)


def equal(left: Known, right: Known) -> bool:
    """XPath's `=`: as truth values, else as numbers, else as texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return comparable(left, beside=right) == comparable(right, beside=left)


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == math.trunc(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")
