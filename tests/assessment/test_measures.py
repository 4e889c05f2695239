import csv

import pytest

from bwassess.assessment.measures import cited, measured
from bwassess.paths import RESOURCES


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("15", "year", "15 years"),
        ("1", "day", "1 day"),
        ("0.5", "day", "0.5 days"),
        ("2", "hour/day", "2 hours a day"),
        ("18", "working day/year", "18 working days a year"),
        ("100", "worker", "100 workers"),
        ("210", "USD/month", "USD 210 a month"),
        ("1200000", "KHR/month", "KHR 1,200,000 a month"),
        ("1.5", "multiplier", "150 %"),
        ("2", "multiplier", "200 %"),
        ("0.01", "share of work force", "1 % of the workforce"),
        ("0.054", "share of insured wage", "5.4 % of the insured wage"),
        ("0.3", "share", "30 %"),
        ("85", "dBA", "85 dBA"),
        ("12", "", "12"),
        ("no payment by applicants", "", "no payment by applicants"),
        ("22:00-05:00", "hour", "22:00-05:00 hour"),
    ],
)
def test_that_values_are_told_as_people_say_them(value, unit, expected):
    assert measured(value, unit) == expected


def test_that_every_unit_of_the_shipped_law_has_its_words():
    path = RESOURCES / "checklists" / "kh" / "parameters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        units = {row["unit"] for row in csv.DictReader(file)}
    for unit in units - {"", "dBA"}:
        assert measured("3", unit) != f"3 {unit}", unit


def test_that_a_law_is_cited_with_its_article():
    assert cited("Labour Law 1997", "230") == "Labour Law 1997, art. 230"
    assert cited("Labour Law 1997", "Prakas 80/99") == "Labour Law 1997, Prakas 80/99"
    assert cited("NSSF rules", "") == "NSSF rules"
    assert cited("", "") == ""
