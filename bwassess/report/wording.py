"""Numbers, dates and lists as a report's language writes them.

Languages with digits of their own use them; codes, report numbers and hashes never do.
"""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from bwassess.text import _, language

_DIGITS = {
    "ar": "٠١٢٣٤٥٦٧٨٩",
    "bn": "০১২৩৪৫৬৭৮৯",
    "km": "០១២៣៤៥៦៧៨៩",
    "my": "၀၁၂၃၄၅၆၇၈၉",
    "ur": "۰۱۲۳۴۵۶۷۸۹",
}
_COMMAS = {"ar": "\u060c ", "ur": "\u060c "}
_LOCALES = {"en": "en_GB"}
DASH = "\u2013"


def number(value: int | None) -> str:
    """A whole number, grouped; a dash where it isn't known."""
    if value is None:
        return DASH
    text = format_decimal(value, locale=_locale(), numbering_system="latn")
    if _code() in _COMMAS:
        text = text.replace(",", "\u066c")
    return in_digits(text)


def day(value: date | None) -> str:
    """A date in words ("17 November 2026"); a dash where there is none."""
    if value is None:
        return DASH
    return in_digits(format_date(value, "d MMMM y", locale=_locale()))


def days(values: Sequence[date]) -> str:
    """The days of a visit in words."""
    if len(values) < 2:
        return day(values[0] if values else None)
    if len(values) == 2:
        first, last = values
        if (first.year, first.month) == (last.year, last.month):
            return _("{first} and {last}").format(
                first=in_digits(str(first.day)), last=day(last)
            )
    return f"{day(values[0])} {DASH} {day(values[-1])}"


def short_day(value: date) -> str:
    """17/11/2026."""
    return in_digits(f"{value:%d/%m/%Y}")


def short_days(values: Sequence[date]) -> str:
    """17-18/11/2026, with a dash between days of one month."""
    if not values:
        return DASH
    first, last = values[0], values[-1]
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return in_digits(f"{first:%d}{DASH}{last:%d/%m/%Y}")
    return f"{short_day(first)} {DASH} {short_day(last)}"


def month(value: date) -> str:
    """11/2025."""
    return in_digits(f"{value:%m/%Y}")


def listed(values: Sequence[str]) -> str:
    """Several things in one line, as the language joins them."""
    return _COMMAS.get(_code(), ", ").join(values)


def in_digits(text: str) -> str:
    """The text with the digits of the language spoken."""
    digits = _DIGITS.get(_code())
    if digits is None:
        return text
    return text.translate(str.maketrans("0123456789", digits))


def _code() -> str:
    return language().partition("-")[0]


def _locale() -> str:
    code = language()
    return _LOCALES.get(code, code.replace("-", "_"))
