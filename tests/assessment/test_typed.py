"""Days and hours as people type them."""

from datetime import date, time

import pytest

from bwassess.assessment.typed import Precision, read_day, read_hour, shown_day

DAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    "typed",
    ["17/11/2026", "17.11.2026", "17 11 2026", "17112026", "2026-11-17", "១៧/១១/២០២៦"],
)
def test_that_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert read_day(typed) == DAY


@pytest.mark.parametrize(
    "typed", ["", "31/02/2026", "17/11/26", "11/2026", "soon", "17th 11 2026"]
)
def test_that_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None


def test_that_a_month_and_a_year_begin_on_their_first_day() -> None:
    assert read_day("5/2024", Precision.MONTH) == date(2024, 5, 1)
    assert read_day("2024-05", Precision.MONTH) == date(2024, 5, 1)
    assert read_day("2024", Precision.YEAR) == date(2024, 1, 1)
    assert shown_day(date(2024, 5, 1), Precision.MONTH) == "05/2024"


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("10:30", time(10, 30)),
        ("10h30", time(10, 30)),
        ("1030", time(10, 30)),
        ("9", time(9)),
        ("7 pm", time(19)),
        ("12:05 am", time(0, 5)),
        ("24:00", time(0)),
        ("\u0667:\u0663\u0660", time(7, 30)),
    ],
)
def test_that_an_hour_is_read_however_it_is_typed(typed: str, hour: time) -> None:
    assert read_hour(typed) == hour


@pytest.mark.parametrize("typed", ["", "25:00", "10:75", "13 pm", "noon", "10:3:5"])
def test_that_what_is_no_hour_is_none(typed: str) -> None:
    assert read_hour(typed) is None
