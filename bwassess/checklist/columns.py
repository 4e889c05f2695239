"""The columns of our sheets: their names and their languages."""

import re
from collections.abc import Iterable, Mapping

from bwassess.checklist.model import Media
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
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "bw::warning",
    "bw::warning_message",
    "calculation",
    "default",
    "trigger",
    "read_only",
    "repeat_count",
    "choice_filter",
    "parameters",
    "appearance",
    "image",
    "big-image",
    "audio",
    "video",
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
CHOICES_COLUMNS = ("list_name", "name", "label", "image", "big-image", "audio", "video")
SETTINGS_COLUMNS = (
    "form_title",
    "form_id",
    "version",
    "default_language",
    "bw::edition",
    "bw::country",
    "bw::base",
    "bw::languages",
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
LANGUAGE_COLUMNS = ("language", "state", "reviewed_by", "reviewed_on")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "survey": SURVEY_COLUMNS,
    "choices": CHOICES_COLUMNS,
    "settings": SETTINGS_COLUMNS,
    "languages": LANGUAGE_COLUMNS,
    "parameter_keys": PARAMETER_KEY_COLUMNS,
    "parameters": PARAMETER_COLUMNS,
}
"""The columns we write and read; what else an XLSForm may have is kept as it is."""

MEDIA = ("image", "big-image", "audio", "video")
TRANSLATED = frozenset(
    {
        "label",
        "hint",
        "guidance_hint",
        "required_message",
        "constraint_message",
        "bw::warning_message",
        "bw::finding",
        "bw::finding_counted",
        "bw::follow_ups",
        "bw::short_name",
        *MEDIA,
    }
)
EXPRESSIONS = frozenset(
    {
        "required",
        "relevant",
        "constraint",
        "bw::warning",
        "calculation",
        "default",
        "trigger",
        "read_only",
        "repeat_count",
        "choice_filter",
        "parameters",
        "bw::nc_rule",
    }
)
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\)\s*$")


def heading(column: str, language: str) -> str:
    """The heading of a translated column in one language."""
    if column in MEDIA:
        column = f"media::{column}"
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
    cells = row.cells
    return Text(
        tuple(
            (code, text)
            for code in languages
            if (text := cells.get(f"{column}::{code}"))
        )
    )


def media_of(row: Row, languages: Iterable[str]) -> Media:
    """The names of the files beside the texts of a row."""
    texts = ((kind, text_of(row, kind, languages)) for kind in MEDIA)
    return tuple((kind, text) for kind, text in texts if text)
