"""What the law counts, in words: "48 hours a week", in the languages of checklists.

The words lie in `resources/checklists/law_words.csv`; another language gets English.
"""

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from bwassess.paths import RESOURCES

_ENGLISH = "en"
_LOCALES = {"en": "en_GB", "fr": "fr", "km": "km", "vi": "vi", "ar": "ar"}
_CURRENCY = 3


@lru_cache
def _words() -> Mapping[tuple[str, str, str, str], str]:
    """Each template by kind, name, form and language."""
    found = {}
    path = RESOURCES / "checklists" / "law_words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for language in _LOCALES:
                place = (row["kind"], row["name"], row["form"], language)
                found[place] = row[language]
    return found


def word(name: str, language: str) -> str:
    """A word or a template that isn't a unit."""
    return _words()["word", name, "other", spoken(language)]


def scope_in_words(scope: str, language: str) -> str:
    """To what a value of the law is narrowed; English where nobody has put it over."""
    return _words().get(("scope", scope, "other", spoken(language))) or scope


def spoken(language: str) -> str:
    """The language itself where there are words in it, else English."""
    code = language.partition("-")[0]
    return code if code in _LOCALES else _ENGLISH


def quantity(number: Decimal, unit: str, language: str) -> str:
    """A number with its unit; a unit without words stands as it is written."""
    language = spoken(language)
    said = _in_unit(number, unit, language)
    if said is None:
        base, _slash, period = unit.rpartition("/")
        of = _words().get(("per", period, "other", language))
        its = _in_unit(number, base, language) if base and of else None
        if of and its:
            return of.format(its=its)
        said = f"{number_in_words(number, language)} {unit}".rstrip()
    return said


def number_in_words(number: Decimal, language: str) -> str:
    """With Western digits, which whoever prints it may write in the language's own."""
    return str(
        format_decimal(
            number.normalize() + 0,
            format="#,##0.####",
            locale=_LOCALES[spoken(language)],
            numbering_system="latn",
        )
    )


def _in_unit(number: Decimal, unit: str, language: str) -> str | None:
    if len(unit) == _CURRENCY and unit.isupper():
        money = number_in_words(number, language)
        return word("money", language).format(n=money, currency=unit)
    words = _words()
    template = words.get(("unit", unit, _form(number, language), language))
    if template is None:
        template = words.get(("unit", unit, "other", language))
    if template is None:
        return None
    percent = f"{number_in_words(number * 100, language)} %"
    return template.format(n=number_in_words(number, language), p=percent)


def _form(number: Decimal, language: str) -> str:
    if number != number.to_integral_value():
        return "other"
    if number == 1:
        return "one" if language in ("en", "fr", "ar") else "other"
    if language != "ar":
        return "other"
    if number == 2:
        return "two"
    return "few" if 3 <= number % 100 <= 10 else "other"
