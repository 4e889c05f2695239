"""Dates compare as days, moments as moments, and both are written as asked."""

import math
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.syntax import ExpressionError
from bwassess.checklist.expression.values import Value
from tests.checklist.expression.filled import NOW, ZONE, worth

GIVEN: dict[str, Value] = {
    "day": date(2026, 11, 10),
    "moment": datetime(2026, 11, 17, 1, 0, tzinfo=ZONE),
    "abroad": datetime(2026, 11, 16, 18, 0, tzinfo=UTC),
    "clock": time(6, 30),
    "text": "2026-11-10",
    "nothing": "",
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("today() - ${day}", 7.0),
        ("${day} + 1", 20768.0),
        ("date(${day} + 1)", date(2026, 11, 11)),
        ("date(1.9)", date(1970, 1, 2)),
        ("date('2026-1-5')", date(2026, 1, 5)),
        ("date('2026-11-17T08:00:00Z')", date(2026, 11, 17)),
        ("date(${moment})", date(2026, 11, 17)),
        ("date('')", ""),
        ("date('2026-02-30')", ""),
        ("date(1 div 0)", ""),
        ("${day} = '2026-11-10'", True),
        ("${day} = ${text}", True),
        ("${day} < '2026-11-11'", True),
        ("'2026-11-11' > ${day}", True),
        ("${day} < '11/11/2026'", False),
        ("${day} > ${nothing}", False),
        ("${day} < today()", True),
        ("today() = date(now())", True),
        ("now() >= today()", True),
        ("${moment} = ${abroad}", True),
        ("${moment} < now()", True),
        ("${moment} = today()", True),
        ("${moment} < '2026-11-17T02:00:00+07:00'", True),
        ("${moment} < '2026-11-17T00:30:00'", False),
        ("${clock} < '07:00'", True),
        ("${clock} > '07:00'", False),
        ("date-time('2026-11-17T10:30')", NOW),
        ("date-time('2026-11-17T03:30:00.000Z')", NOW),
        ("date-time(0)", datetime(1970, 1, 1, 7, tzinfo=ZONE)),
        ("date-time('nonsense')", ""),
        ("date-time('2026-11-17T99:00')", ""),
        ("decimal-date-time('1970-01-02T00:00:00Z')", 1.0),
        ("decimal-date-time('1970-01-02T07:00:00.000')", 1.0),
        ("decimal-date-time('1970-01-02') * 24", 17.0),
        ("decimal-date-time(2.5)", 2.5),
        ("decimal-time('18:00:00.000+07:00')", 0.75),
        ("decimal-time('06:00')", 0.25),
        ("decimal-time(${clock})", 6.5 / 24),
        ("decimal-time(${abroad})", 1 / 24),
        ("decimal-time(3.5)", 0.5),
        ("decimal-time('')", ""),
        ("concat(decimal-date-time(${nothing}), 'x')", "x"),
        ("string(${day})", "2026-11-10"),
        ("string(now())", "2026-11-17T10:30:00.000+07:00"),
        ("string(${clock})", "06:30:00.000"),
        ("format-date(${day}, '%Y/%m/%d %y %n %e %%')", "2026/11/10 26 11 10 %"),
        ("format-date('2026-03-02', '%a %e %b')", "Mon 2 Mar"),
        ("format-date(${nothing}, '%Y')", ""),
        ("format-date-time(now(), '%H:%M:%S.%3 %h')", "10:30:00.000 10"),
        ("format-date-time('2026-11-17T08:05:09.250', '%h %M %S %3')", "8 05 09 250"),
        ("format-date(${day}, concat('%', 'Q'))", "%Q"),
        ("if(${day}, 'a', 'b')", "a"),
    ],
)
def test_that_a_date_is_understood(source: str, value: Value) -> None:
    assert worth(source, others=GIVEN) == value


@pytest.mark.parametrize(
    "source",
    [
        "decimal-date-time('x')",
        "decimal-time('25:00')",
        "${nothing} - today()",
        "number('2026-11-10')",
    ],
)
def test_that_what_is_no_date_gives_no_number(source: str) -> None:
    value = worth(source, others=GIVEN)
    assert isinstance(value, float)
    assert math.isnan(value)


def test_that_the_first_moment_of_all_is_none_west_of_greenwich() -> None:
    first = datetime(1, 1, 1, tzinfo=UTC)
    west = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert worth("date-time(.)", own=first, now=west) == ""
    assert worth("date-time(1000000000)") == ""


def test_that_a_month_has_its_name_in_the_language_in_use() -> None:
    assert worth("format-date('2026-11-17', '%b')", language="fr") == "nov."
    assert worth("format-date('2026-11-17', '%b')", language="km") == "វិច្ឆិកា"
    assert worth("format-date('2026-11-17', '%b')", language="Khmer (kh)") == "Nov"


def test_that_a_moment_elsewhere_is_written_as_it_is_here() -> None:
    moment = datetime(2026, 11, 17, 3, 0, tzinfo=timezone(timedelta(hours=2)))
    written = worth("format-date-time(date-time(string(.)), '%H:%M')", own=moment)
    assert written == "08:00"


def test_that_a_part_no_date_has_is_refused_beforehand() -> None:
    with pytest.raises(ExpressionError, match="“%Q” is no part of a date"):
        compile_expression("format-date(., '%d %Q')")
    with pytest.raises(ExpressionError, match="“%” is no part of a date"):
        compile_expression("format-date(., '%d %')")
