"""Days and hours as people type them, read into the form that is kept. Pure."""

import re
from datetime import date, time
from enum import Enum

from bwassess.text import DIGITS


class Precision(Enum):
    """How much of a day is asked."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


_PARTS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[\s./:,-]*")
_HOUR = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{1,2}))?\s*(am|pm|a\.m\.|p\.m\.)?")
_TOGETHER = re.compile(r"(\d{1,2})(\d{2})()")


def read_digits(text: str) -> str:
    """A text with the digits of every script as the ones expressions know."""
    return text.translate(DIGITS)


def read_day(text: str, precision: Precision = Precision.DAY) -> date | None:
    """A day as it is typed: 17/11/2026, 17.11.2026, 17112026, 2026-11-17."""
    typed = read_digits(text).strip()
    numbers = _PARTS.findall(typed)
    if not all(_BETWEEN.fullmatch(gap) for gap in _PARTS.split(typed)):
        return None
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [typed[:2], typed[2:4], typed[4:]]
    wanted = {Precision.DAY: 3, Precision.MONTH: 2, Precision.YEAR: 1}[precision]
    if len(numbers) != wanted:
        return None
    if len(numbers[0]) == 4:
        numbers.reverse()
    if len(numbers[-1]) != 4:
        return None
    day, month, year = (["1", "1", *numbers])[-3:]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def shown_day(day: date, precision: Precision = Precision.DAY) -> str:
    """A day as it reads everywhere in the program."""
    form = {
        Precision.DAY: "{0.day:02}/{0.month:02}/{0.year:04}",
        Precision.MONTH: "{0.month:02}/{0.year:04}",
        Precision.YEAR: "{0.year:04}",
    }[precision]
    return form.format(day)


def read_hour(text: str) -> time | None:
    """A time of day as it is typed: 10:30, 10.30, 1030, 10h30, 7 pm, 9."""
    typed = read_digits(text).strip().lower()
    found = _TOGETHER.fullmatch(typed) or _HOUR.fullmatch(typed)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour == 24 and minute == 0:
        # The end of a shift at midnight is the beginning of the day.
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
