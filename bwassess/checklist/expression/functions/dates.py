"""Functions over dates and times."""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from bwassess.checklist.expression.functions.signature import (
    Function,
    Functions,
    Takes,
)
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.tree import Call, ExpressionError, Literal
from bwassess.checklist.expression.values import (
    NAN,
    Known,
    as_date,
    as_moment,
    as_number,
    as_text,
    as_time,
    day_fraction,
)
from bwassess.text import _


def _date(value: Known) -> Known:
    day = as_date(value)
    return "" if day is None else day


def _moment(scope: Scope, value: Known) -> Known:
    moment = as_moment(value, scope.now.tzinfo)
    return "" if moment is None else moment


def _decimal_moment(scope: Scope, value: Known) -> float | str:
    """Nothing of nothing, as other functions of days have it."""
    if value == "":
        return ""
    if isinstance(value, float):
        return value
    moment = as_moment(value, scope.now.tzinfo)
    return NAN if moment is None else as_number(moment)


def _decimal_time(scope: Scope, value: Known) -> float | str:
    """A moment's time of day is that of the zone the form is filled in."""
    if value == "":
        return ""
    if isinstance(value, float):
        return value - math.floor(value) if math.isfinite(value) else NAN
    moment = as_moment(value, scope.now.tzinfo)
    clock = as_time(value) if moment is None else moment.time()
    return NAN if clock is None else day_fraction(clock)


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


_PARTS: Mapping[str, Callable[[datetime, Locale], str]] = {
    "%": lambda moment, locale: "%",
    "Y": lambda moment, locale: f"{moment.year:04}",
    "y": lambda moment, locale: f"{moment.year % 100:02}",
    "m": lambda moment, locale: f"{moment.month:02}",
    "n": lambda moment, locale: str(moment.month),
    "b": lambda moment, locale: str(
        locale.months["format"]["abbreviated"][moment.month]
    ),
    "d": lambda moment, locale: f"{moment.day:02}",
    "e": lambda moment, locale: str(moment.day),
    "a": lambda moment, locale: str(
        locale.days["format"]["abbreviated"][moment.weekday()]
    ),
    "W": lambda moment, locale: str(moment.isocalendar().week),
    "H": lambda moment, locale: f"{moment.hour:02}",
    "h": lambda moment, locale: str(moment.hour),
    "M": lambda moment, locale: f"{moment.minute:02}",
    "S": lambda moment, locale: f"{moment.second:02}",
    "3": lambda moment, locale: f"{moment.microsecond // 1000:03}",
}


def _formatted(scope: Scope, value: Known, form: Known) -> str:
    moment = as_moment(value, scope.now.tzinfo)
    if moment is None:
        return ""
    locale = _locale(scope.language)
    pieces = []
    characters = iter(as_text(form))
    for character in characters:
        if character == "%":
            part = next(characters, "")
            make = _PARTS.get(part)
            pieces.append(f"%{part}" if make is None else make(moment, locale))
        else:
            pieces.append(character)
    return "".join(pieces)


def _check_form(call: Call) -> None:
    literal = call.arguments[1]
    if not isinstance(literal, Literal):
        return
    characters = iter(literal.text)
    for character in characters:
        part = next(characters, "") if character == "%" else "%"
        if part not in _PARTS:
            raise ExpressionError(
                _("“%{part}” is no part of a date.").format(part=part),
                position=literal.at,
                hint=_("Use {parts}.").format(
                    parts=", ".join(f"%{name}" for name in _PARTS)
                ),
            )


def _today(scope: Scope) -> date:
    return scope.today


def _now(scope: Scope) -> datetime:
    return scope.now


_FORMAT = Function(_formatted, 2, 2, Takes.SCOPE, check=_check_form)

DATES: Functions = {
    "date": Function(_date, 1, 1),
    "date-time": Function(_moment, 1, 1, Takes.SCOPE),
    "decimal-date-time": Function(_decimal_moment, 1, 1, Takes.SCOPE),
    "decimal-time": Function(_decimal_time, 1, 1, Takes.SCOPE),
    "format-date": _FORMAT,
    "format-date-time": _FORMAT,
    "now": Function(_now, 0, 0, Takes.SCOPE, is_pure=False),
    "today": Function(_today, 0, 0, Takes.SCOPE),
}
