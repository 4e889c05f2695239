"""What an expression's parts are worth: the types of XPath 1.0, dates, and not known.

A question without answer is the empty text. Numbers are doubles, as XPath has them.
A moment is always aware of its zone. `UNKNOWN` stands for what the law's parameters
don't tell; it passes through every operation that it could change.
"""

import math
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import Enum
from typing import Final, Literal, TypeAlias


class Unknown(Enum):
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("what is not known is neither true nor false")


UNKNOWN: Final = Unknown.UNKNOWN

# A moment (`datetime`) is a `date` for Python's types, and is asked for first.
Known: TypeAlias = float | str | bool | date | time
Value: TypeAlias = Known | Literal[Unknown.UNKNOWN]

NAN = math.nan
DAY_S = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_CLOSE = 1e-12
_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?=$|T)")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


class Truth(str):
    """What a calculation says, true or false, as other questions read it.

    It compares as the text `true` or `false`, as forms expect of an answer, and counts
    as what it says: `${is_large}` is not true because `false` isn't empty.
    """

    __slots__ = ()

    @classmethod
    def of(cls, value: bool) -> "Truth":
        return cls("true" if value else "false")

    @property
    def holds(self) -> bool:
        return self == "true"


def as_number(value: Known) -> float:
    """The number XPath takes a value for.

    Dates are days since 1970, moments too, counted in UTC with their fraction; a time
    is a fraction of a day.
    """
    match value:
        case bool():
            return 1.0 if value else 0.0
        case float():
            return value
        case datetime():
            return value.timestamp() / DAY_S
        case date():
            return float(value.toordinal() - _EPOCH)
        case Truth():
            return 1.0 if value.holds else 0.0
        case str():
            return float(value) if _NUMBER.fullmatch(value) else NAN
        case time():
            return day_fraction(value)


def as_text(value: Known) -> str:
    """The text XPath takes a value for; whole numbers have no decimal point."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return _number_text(value)
        case datetime() | time():
            return value.isoformat(timespec="milliseconds")
        case date():
            return value.isoformat()


def as_truth(value: Known) -> bool:
    """Whether XPath takes a value for true; empty text, zero and NaN are false."""
    match value:
        case bool():
            return value
        case float():
            return value != 0 and not math.isnan(value)
        case Truth():
            return value.holds
        case str():
            return value != ""
        case _:
            return True


def as_date(value: Known) -> date | None:
    """The day a value stands for, None where it stands for none."""
    match value:
        case bool() | time():
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case str():
            match = _DATE.match(value)
            try:
                return date(*map(int, match.groups())) if match else None
            except ValueError:
                return None
        case float():
            try:
                return date.fromordinal(_EPOCH + math.floor(value))
            except (ValueError, OverflowError):
                return None


def as_time(value: Known) -> time | None:
    """The time of day a value stands for, None where it stands for none."""
    match value:
        case datetime():
            return value.timetz()
        case time():
            return value
        case str():
            match = _TIME.fullmatch(value.partition("T")[2] or value)
            return _clock(*match.groups()) if match else None
        case _:
            return None


def as_moment(value: Known, zone: tzinfo | None) -> datetime | None:
    """The moment a value stands for, in `zone`; so is what says no zone of its own."""
    try:
        match value:
            case datetime():
                return value.astimezone(zone)
            case float():
                since = timedelta(days=value)
                return (datetime(1970, 1, 1, tzinfo=UTC) + since).astimezone(zone)
            case _:
                return _written_moment(value, zone)
    except (ValueError, OverflowError):
        # NaN, or a year that no calendar has.
        return None


def _written_moment(value: Known, zone: tzinfo | None) -> datetime | None:
    day = as_date(value)
    clock: time | None = time()
    if isinstance(value, str) and "T" in value:
        clock = as_time(value)
    if day is None or clock is None:
        return None
    moment = datetime.combine(day, clock)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment.astimezone(zone)


def day_fraction(clock: time) -> float:
    """How much of its day has passed at a time."""
    since = timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )
    return since.total_seconds() / DAY_S


def comparable(value: Known, *, beside: Known) -> float:
    """`value` as a number for a comparison.

    Beside a day, moments and texts are read as days; beside a moment or a time, texts
    are read as one.
    """
    if isinstance(beside, datetime):
        if isinstance(value, str):
            moment = as_moment(value, beside.tzinfo)
            return NAN if moment is None else as_number(moment)
    elif isinstance(beside, date):
        if isinstance(value, str | datetime):
            day = as_date(value)
            return NAN if day is None else as_number(day)
    elif isinstance(beside, time) and isinstance(value, str):
        clock = as_time(value)
        return NAN if clock is None else day_fraction(clock)
    return as_number(value)


def equal(left: Known, right: Known) -> bool:
    """XPath's `=`: as truth values, else as numbers, else as texts.

    Numbers a hair apart are equal, so that 0.1 + 0.2 is 0.3.
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    first = comparable(left, beside=right)
    second = comparable(right, beside=left)
    return first == second or abs(first - second) < _CLOSE


def _number_text(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == math.trunc(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def _clock(
    hour: str, minute: str, second: str | None, fraction: str | None, zone: str | None
) -> time | None:
    micros = int((fraction or "0").ljust(6, "0")[:6])
    try:
        clock = time(int(hour), int(minute), int(second or "0"), micros)
        if zone is None:
            return clock
        return clock.replace(tzinfo=_zone(zone))
    except ValueError:
        return None


def _zone(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
