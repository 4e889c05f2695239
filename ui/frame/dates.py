"""Days and times as a person reads them, in the language of the interface.

Digits are Latin in every language, as in answers and codes beside them.
"""

from datetime import date, datetime

from bwassess.text import language

_LOCALES = {"en": "en_GB"}


def long_day(day: date) -> str:
    """Tuesday 17 November."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM", locale=locale())


def visit_days(first: date | None, last: date | None) -> str:
    """The days of a visit, as short as they allow: 17-18 Nov 2026, with a dash."""
    if first is None:
        return ""
    last = last or first

    # Babel loads its calendars only for who has a day to show.
    from babel.dates import format_date

    def said(day: date, pattern: str) -> str:
        return format_date(day, pattern, locale=locale())

    if first == last:
        return said(first, "d MMM y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{said(first, 'd')}\u2013{said(last, 'd MMM y')}"
    return f"{said(first, 'd MMM y')} \u2013 {said(last, 'd MMM y')}"


def clock(at: datetime, *, seconds: bool = False) -> str:
    """A time of today, or a day with its time."""
    here = at.astimezone()
    shown = f"{here:%H:%M:%S}" if seconds else f"{here:%H:%M}"
    if here.date() == datetime.now().astimezone().date():
        return shown
    return f"{here:%d/%m/%Y} {shown}"


def locale() -> str:
    """The name babel knows the language by."""
    code = language()
    return _LOCALES.get(code, code.replace("-", "_"))
