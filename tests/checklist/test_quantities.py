"""Numbers of the law are said as people say them, in the languages of checklists."""

import csv
from decimal import Decimal

import pytest

from bwassess.checklist.quantities import number_in_words, quantity, scope_in_words
from bwassess.paths import RESOURCES

CHECKLISTS = RESOURCES / "checklists"


@pytest.mark.parametrize(
    ("number", "unit", "language", "expected"),
    [
        ("1", "year", "en", "1 year"),
        ("15", "year", "en", "15 years"),
        ("15", "year of age", "en", "15 years of age"),
        ("15", "year of age", "vi", "15 tuổi"),
        ("0.5", "month", "en", "0.5 months"),
        ("48", "hour/week", "en", "48 hours a week"),
        ("15", "day wage/year", "en", "15 days' wages a year"),
        ("5310000", "VND/month", "en", "VND 5,310,000 a month"),
        ("1.5", "multiplier", "en", "150 % of the normal wage"),
        ("0.054", "share of insured wage", "en", "5.4 % of the insured wage"),
        ("150", "worker/box", "en", "150 workers per first-aid box"),
        ("48", "hour/week", "vi", "48 giờ một tuần"),
        ("48", "hour/week", "km", "48 ម៉ោងក្នុងមួយសប្ដាហ៍"),
        ("48", "hour/week", "ar", "48 ساعة في الأسبوع"),
        ("1", "hour/day", "ar", "ساعة واحدة في اليوم"),
        ("2", "day", "ar", "يومان"),
        ("10", "day", "ar", "10 أيام"),
        ("110", "day", "ar", "110 أيام"),
        ("14", "day", "ar", "14 يوماً"),
        ("2", "hour", "fr", "2 heures"),
        ("2", "hour", "bn", "2 hours"),
        ("2", "hour", "fr-CA", "2 heures"),
        ("2", "spoon", "km", "2 spoon"),
        ("2", "spoon/year", "en", "2 spoon/year"),
        ("2", "", "en", "2"),
    ],
)
def test_that_a_quantity_is_said_in_a_language(
    number: str, unit: str, language: str, expected: str
) -> None:
    assert quantity(Decimal(number), unit, language) == expected


def test_that_numbers_are_grouped_as_the_language_has_it() -> None:
    assert number_in_words(Decimal("1234.50"), "en") == "1,234.5"
    assert number_in_words(Decimal("1234.50"), "vi") == "1.234,5"


def units_of_the_law() -> set[str]:
    """Every unit of the shipped editions, and what their steps are counted in."""
    found = set()
    for path in CHECKLISTS.glob("*/parameter*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= {row["unit"], row.get("steps_by", "")}
    return found - {""}


@pytest.mark.parametrize("language", ["en", "fr", "km", "vi", "ar"])
def test_that_every_unit_of_the_shipped_law_has_words(language: str) -> None:
    for unit in units_of_the_law():
        # Whatever is said of three and a half of it, it isn't the unit's own code.
        number = Decimal("3.5")
        written = f"{number_in_words(number, language)} {unit}"
        if unit not in ("kg", "m", "m2", "lux", "kcal"):
            assert quantity(number, unit, language) != written, unit


def test_that_words_keep_the_places_of_their_english() -> None:
    with (CHECKLISTS / "law_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            places = {p for p in ("{its}", "{lower}", "{upper}") if p in row["en"]}
            for language in ("fr", "km", "vi", "ar"):
                assert row["kind"] == "scope" or row[language].strip(), row
                for place in places:
                    assert place in row[language], row


def test_that_a_scope_is_said_in_a_language() -> None:
    assert scope_in_words("region I", "vi") == "vùng I"
    assert scope_in_words("region I", "km") == "region I"
    assert scope_in_words("export zones", "vi") == "export zones"
    assert scope_in_words("", "vi") == ""


@pytest.mark.parametrize(
    ("edition", "language"), [("kh", "km"), ("vn", "vi"), ("jo", "ar"), ("eg", "ar")]
)
def test_that_an_edition_has_its_scopes_in_its_language(
    edition: str, language: str
) -> None:
    path = CHECKLISTS / edition / "parameters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        scopes = {row["scope"] for row in csv.DictReader(file)} - {""}
    assert [its for its in scopes if scope_in_words(its, language) == its] == []
