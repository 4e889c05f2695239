"""Every text of the interface is said in every language it offers."""

import gettext
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bwassess import text
from bwassess.paths import RESOURCES

ROOT = Path(__file__).parent.parent
LANGUAGES = sorted(set(text.LANGUAGES) - {"en"})
PLACEHOLDER = re.compile(r"\{(\w*)\}")


def catalogue(language: str, ending: str) -> Path:
    folder = RESOURCES / "translations" / language / "LC_MESSAGES"
    return folder / f"bwassess.{ending}"


@cache
def said(language: str) -> Catalog:
    with catalogue(language, "po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def written() -> frozenset[str]:
    """Every text the code asks for, by its singular."""
    keywords = {"_": None, "ngettext": (1, 2)}
    found = set()
    for room in ("bwassess", "ui"):
        for _file, _line, message, _notes, _context in extract_from_dir(
            ROOT / room, keywords=keywords
        ):
            found.add(message if isinstance(message, str) else message[0])
    return frozenset(found)


def forms(message: object) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_text_is_said(language: str) -> None:
    known = {
        forms(one.id)[0]: one for one in said(language) if one.id and not one.fuzzy
    }
    missing = {
        one
        for one in written()
        if one not in known or not all(forms(known[one].string))
    }
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_no_placeholder_is_lost_or_invented(language: str) -> None:
    wrong = []
    for message in said(language):
        if not message.id:
            continue
        wanted = {
            name for one in forms(message.id) for name in PLACEHOLDER.findall(one)
        }
        # Only the number may be left out, where a form says it in words.
        for form in forms(message.string):
            there = set(PLACEHOLDER.findall(form))
            if there - wanted or (wanted - there and len(forms(message.id)) == 1):
                wrong.append((message.id, form))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    made = io.BytesIO()
    write_mo(made, said(language))
    fresh = gettext.GNUTranslations(io.BytesIO(made.getvalue()))
    with catalogue(language, "mo").open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    assert texts(shipped) == texts(fresh)


def texts(translations: gettext.GNUTranslations) -> dict[object, str]:
    """All it says; its header, which has dates of making, apart."""
    known: dict[object, str] = translations._catalog  # type: ignore[attr-defined]
    return {message: said for message, said in known.items() if message}


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_numbers_take_the_forms_of_the_language(language: str) -> None:
    with text.speaking(language):
        for count in (0, 1, 2, 3, 11, 100):
            said_so = text.ngettext("{count} photo", "{count} photos", count)
            assert "photo" not in said_so or language == "fr"
            assert said_so.format(count=count)
