import pytest

from bwassess.assessment.measures import cited, measured


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
        ("1.5", "multiplier", "150 % of the normal wage"),
        ("2", "multiplier", "200 % of the normal wage"),
        ("0.01", "share of all workers", "1 % of all workers"),
        ("0.054", "share of insured wage", "5.4 % of the insured wage"),
        ("85", "dBA", "85 dB(A)"),
        ("3", "spoon/pot", "3 spoon/pot"),
        ("12", "", "12"),
        ("no payment by applicants", "", "no payment by applicants"),
        ("22:00-05:00", "hour", "22:00-05:00 hour"),
    ],
)
def test_that_values_are_told_as_people_say_them(value, unit, expected):
    assert measured(value, unit) == expected


def test_that_a_law_is_cited_with_its_article():
    assert cited("Labour Law 1997", "230") == "Labour Law 1997, art. 230"
    assert cited("Labour Law 1997", "Prakas 80/99") == "Labour Law 1997, Prakas 80/99"
    assert cited("NSSF rules", "") == "NSSF rules"
    assert cited("", "") == ""
