"""Numbers, dates and lists as a report's language writes them.

Digits are Latin in every language, so that a figure can be compared.
"""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from bwassess.text import _, language

_COMMAS = {"ar": "\u060c ", "ur": "\u060c "}
_LOCALES = {"en": "en_GB"}
DASH = "\u2013"


def number(value: int | None) -> str:
    """A whole number, grouped; a dash where it isn't known."""
    if value is None:
        return DASH
    return str(format_decimal(value, locale=_locale(), numbering_system="latn"))


def day(value: date | None) -> str:
    """A date in words ("17 November 2026"); a dash where there is none."""
    if value is None:
        return DASH
    return str(format_date(value, "long", locale=_locale()))


def days(values: Sequence[date]) -> str:
    """The days of a visit in words."""
    if len(values) < 2:
        return day(values[0] if values else None)
    if len(values) == 2:
        first, last = values
        if (first.year, first.month) == (last.year, last.month):
            return _("{first} and {last}").format(first=first.day, last=day(last))
    return f"{day(values[0])} {DASH} {day(values[-1])}"


def short_day(value: date) -> str:
    """17/11/2026."""
    return f"{value:%d/%m/%Y}"


def short_days(values: Sequence[date]) -> str:
    """17-18/11/2026, with a dash between days of one month."""
    if not values:
        return DASH
    first, last = values[0], values[-1]
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}{DASH}{last:%d/%m/%Y}"
    return f"{short_day(first)} {DASH} {short_day(last)}"


def month(value: date) -> str:
    """11/2025."""
    return f"{value:%m/%Y}"


def listed(values: Sequence[str]) -> str:
    """Several things in one line, as the language joins them."""
    return _COMMAS.get(_code(), ", ").join(values)


def kept(reason: str) -> str:
    """Why a value stands that the checklist calls impossible."""
    return _("Stands against the checklist's limit: {reason}").format(reason=reason)


def _code() -> str:
    return language().partition("-")[0]


def _locale() -> str:
    code = language()
    return _LOCALES.get(code, code.replace("-", "_"))
