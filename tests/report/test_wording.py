from datetime import date

import pytest

from bwassess.report.wording import (
    day,
    days,
    listed,
    month,
    number,
    short_day,
    short_days,
)
from bwassess.text import speaking

VISIT = (date(2026, 11, 17), date(2026, 11, 18))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1,284"),
        ("km", "1,284"),
        ("ar", "1,284"),
        ("vi", "1.284"),
    ],
)
def test_that_numbers_are_grouped_as_the_language_does_in_latin_digits(
    language, expected
):
    with speaking(language):
        assert number(1284) == expected


def test_that_what_is_not_known_is_a_dash():
    assert number(None) == day(None) == days(()) == short_days(()) == "\u2013"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "17 November 2026"),
        ("fr", "17 novembre 2026"),
        ("vi", "17 tháng 11, 2026"),
        ("km", "17 វិច្ឆិកា 2026"),
        ("ar", "17 نوفمبر 2026"),
    ],
)
def test_that_dates_are_written_in_words(language, expected):
    with speaking(language):
        assert day(VISIT[0]) == expected


def test_that_the_days_of_a_visit_are_one_phrase():
    assert days(VISIT[:1]) == "17 November 2026"
    assert days(VISIT) == "17 and 18 November 2026"
    across = days((date(2026, 11, 30), date(2026, 12, 1)))
    assert across == "30 November 2026 \u2013 1 December 2026"


def test_that_short_dates_are_day_month_year():
    assert short_day(VISIT[0]) == "17/11/2026"
    assert short_days(VISIT) == "17\u201318/11/2026"
    assert short_days(VISIT[:1]) == "17/11/2026"
    assert month(VISIT[0]) == "11/2026"
    assert "30/11/2026" in short_days((date(2026, 11, 30), date(2026, 12, 1)))


def test_that_lists_take_the_comma_of_the_language():
    assert listed(["a", "b"]) == "a, b"
    with speaking("ar"):
        assert listed(["a", "b"]) == "a\u060c b"
