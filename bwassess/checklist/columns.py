"""The columns of our sheets: their names, their spellings, their languages."""

import re
from collections.abc import Iterable, Mapping

from bwassess.checklist.sheets import Row, Sheet
from bwassess.checklist.texts import Text

LANGUAGE_NAMES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ar": "Arabic",
    "bn": "Bengali",
    "km": "Khmer",
    "id": "Indonesian",
    "uz": "Uzbek",
    "vi": "Vietnamese",
    "ht": "Haitian Creole",
    "ur": "Urdu",
    "si": "Sinhala",
    "ta": "Tamil",
    "am": "Amharic",
    "mg": "Malagasy",
}
"""Names of languages in column headings, as XLSForm writes them."""

SURVEY_COLUMNS = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "relevant",
    "constraint",
    "constraint_message",
    "appearance",
    "bw::code",
    "bw::global_id",
    "bw::cluster",
    "bw::point",
    "bw::short_name",
    "bw::answer",
    "bw::parts",
    "bw::finding",
    "bw::finding_counted",
    "bw::nc_rule",
    "bw::sources",
    "bw::reference",
    "bw::ilo",
    "bw::publicly_reported",
    "bw::zero_tolerance",
    "bw::parameters",
    "bw::follow_ups",
    "bw::status",
    "bw::status_note",
)
CHOICES_COLUMNS = ("list_name", "name", "label")
SETTINGS_COLUMNS = (
    "form_title",
    "form_id",
    "version",
    "default_language",
    "bw::edition",
    "bw::country",
    "bw::base",
)
PARAMETER_KEY_COLUMNS = (
    "key",
    "label",
    "shape",
    "unit",
    "steps_by",
    "yearly",
    "cases",
    "values",
    "holds",
)
PARAMETER_COLUMNS = (
    "key",
    "label",
    "case",
    "scope",
    "lower",
    "upper",
    "state",
    "value",
    "unit",
    "valid_from",
    "valid_to",
    "law",
    "article",
    "summary",
    "source",
    "level",
    "conflict",
    "note",
    "verified_by",
    "verified_on",
)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "survey": SURVEY_COLUMNS,
    "choices": CHOICES_COLUMNS,
    "settings": SETTINGS_COLUMNS,
    "parameter_keys": PARAMETER_KEY_COLUMNS,
    "parameters": PARAMETER_COLUMNS,
}
TRANSLATED = frozenset(
    {
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "bw::finding",
        "bw::finding_counted",
        "bw::follow_ups",
        "bw::short_name",
    }
)

EXPRESSIONS = frozenset({"required", "relevant", "constraint", "bw::nc_rule"})

_STRAIGHT = str.maketrans({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
_ALIASES = {
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "constraint message": "constraint_message",
    "guidance hint": "guidance_hint",
    "list name": "list_name",
    "value": "name",
    "form id": "form_id",
    "id_string": "form_id",
    "title": "form_title",
}
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\)\s*$")


def heading(column: str, language: str) -> str:
    """The heading of a translated column in one language."""
    if language not in LANGUAGE_NAMES and not _CODE.search(f"({language})"):
        return f"{column}::{language}"
    return f"{column}::{LANGUAGE_NAMES.get(language, language)} ({language})"


def language_code(name: str) -> str:
    """The code of a language as a heading or the settings name it; "" if none."""
    match = _CODE.search(name)
    if match:
        return match.group(1).replace("_", "-").lower()
    lowered = name.strip().lower()
    by_name = {its.lower(): code for code, its in LANGUAGE_NAMES.items()}
    return by_name.get(lowered, lowered)


def normalised(sheet: Sheet, default: str) -> tuple[Sheet, tuple[str, ...]]:
    """A sheet with every heading in our own spelling, and the headings not known.

    A translated column gets the heading `column::code`; one without a language is in
    the form's default one.
    """
    known = frozenset(COLUMNS[sheet.name])
    spelling: dict[str, str] = {}
    for column in sheet.columns:
        ours = _spelt(column, known, default)
        if ours and ours not in spelling.values():
            spelling[column] = ours
    rows = tuple(
        Row(
            row.number,
            {
                spelling[column]: _straight(spelling[column], text)
                for column, text in row.cells.items()
                if column in spelling
            },
        )
        for row in sheet.rows
    )
    strange = tuple(column for column in sheet.columns if column not in spelling)
    return Sheet(sheet.name, tuple(spelling.values()), rows), strange


def _straight(column: str, text: str) -> str:
    """The quotation marks of an expression as pyxform takes them from Excel."""
    return text.translate(_STRAIGHT) if column in EXPRESSIONS else text


def _spelt(column: str, known: frozenset[str], default: str) -> str:
    """Our spelling of a heading; empty where it isn't one of ours."""
    plain = re.sub(r"\s*::\s*", "::", column)
    if sheet_column := _known(plain, known):
        translated = sheet_column in TRANSLATED
        return f"{sheet_column}::{default}" if translated else sheet_column
    base, _colons, language = plain.rpartition("::")
    if not base:
        base, _colon, language = plain.partition(":")
    sheet_column = _known(base, known)
    if sheet_column not in TRANSLATED or not language.strip():
        return ""
    return f"{sheet_column}::{language_code(language)}"


def _known(column: str, known: frozenset[str]) -> str:
    lowered = column.strip().lower()
    ours = lowered if lowered in known else _ALIASES.get(lowered, "")
    return ours if ours in known else ""


def languages_of(sheets: Iterable[Sheet], default: str) -> tuple[str, ...]:
    """The languages of some sheets, the default one first if they have it."""
    found = dict.fromkeys(
        language
        for sheet in sheets
        for base, _colons, language in (c.rpartition("::") for c in sheet.columns)
        if base in TRANSLATED
    )
    others = tuple(language for language in found if language != default)
    return (default, *others) if default in found or not others else others


def text_of(row: Row, column: str, languages: Iterable[str]) -> Text:
    """A translated text of a row."""
    return Text.of({code: row[f"{column}::{code}"] for code in languages})
