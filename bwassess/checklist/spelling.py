"""Headings as authors spell them, in the one spelling the rest of the program knows.

Spellings, and which of two readings holds, are pyxform's.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from bwassess.checklist.columns import (
    COLUMNS,
    EXPRESSIONS,
    MEDIA,
    TRANSLATED,
    language_code,
)
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.text import _

_Tokens = tuple[str, ...]

_SURVEY: Mapping[_Tokens, str] = {
    ("command",): "type",
    ("tag",): "name",
    ("value",): "name",
    ("caption",): "label",
    ("relevance",): "relevant",
    ("bind", "relevant"): "relevant",
    ("bind", "required"): "required",
    ("bind", "constraint"): "constraint",
    ("bind", "readonly"): "read_only",
    ("readonly",): "read_only",
    ("bind", "calculate"): "calculation",
    ("calculate",): "calculation",
    ("constraining_message",): "constraint_message",
    ("bind", "jr:constraintmsg"): "constraint_message",
    ("requiredmsg",): "required_message",
    ("bind", "jr:requiredmsg"): "required_message",
    ("control", "appearance"): "appearance",
    ("body", "appearance"): "appearance",
    ("count",): "repeat_count",
    ("jr:count",): "repeat_count",
    ("control", "jr:count"): "repeat_count",
    ("body", "jr:count"): "repeat_count",
}
_CHOICES: Mapping[_Tokens, str] = {
    ("caption",): "label",
    ("value",): "name",
}
_SETTINGS: Mapping[_Tokens, str] = {
    ("set_form_title",): "form_title",
    ("title",): "form_title",
    ("set_form_id",): "form_id",
    ("id_string",): "form_id",
}
_MEDIA: Mapping[_Tokens, str] = {("media", kind): kind for kind in MEDIA}
_ALIASES: Mapping[str, Mapping[_Tokens, str]] = {
    "survey": {**_SURVEY, **_MEDIA},
    "choices": {**_CHOICES, **_MEDIA},
    "settings": _SETTINGS,
}
KEPT: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        {
            "autoplay",
            "compact_tag",
            "disabled",
            "intent",
            "no_app_error_string",
            "noapperrorstring",
            "query",
            "rows",
            "save_to",
            "sms_field",
            "sms_option",
        }
    ),
    "settings": frozenset(
        {
            "add_none_option",
            "allow_choice_duplicates",
            "auto_delete",
            "auto_send",
            "clean_text_values",
            "client_editable",
            "delimiter",
            "flat",
            "instance_id",
            "instance_name",
            "instance_xmlns",
            "name",
            "namespaces",
            "omit_instanceid",
            "prefix",
            "public_key",
            "sms_allow_media",
            "sms_date_format",
            "sms_datetime_format",
            "sms_keyword",
            "sms_response",
            "sms_separator",
            "style",
            "submission_url",
        }
    ),
}
"""Columns that mean something to others; they are written as they were read."""

_KEPT_FAMILIES = frozenset({"bind", "body", "control", "instance", "attribute"})
_SPELT_IN_CAPITALS = {"omit_instanceid": "omit_instanceID"}
_FOR_AUTHORS = re.compile(r"[#_].*|comments?|notes?|remarks?", re.IGNORECASE)
_STRAIGHT = str.maketrans({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
_HARD_BLANK = "\u00a0"


def spelt(sheet: Sheet, default: str, problems: Problems) -> Sheet:
    """A sheet with every heading in our own spelling; those unknown are told.

    A translated column gets the heading `column::code`; one without a language is in
    the form's default one.
    """
    rules = "choices" if sheet.name == "external_choices" else sheet.name
    known = frozenset(COLUMNS[rules])
    doubled = any("::" in column for column in sheet.columns)
    spelling: dict[str, str] = {}
    taken: dict[str, tuple[str, _Tokens]] = {}
    for column in sheet.columns:
        tokens = _tokens(column, doubled=doubled)
        ours = _ours(rules, tokens, known, default) or _kept(rules, column, tokens)
        if not ours:
            _tell_unknown(sheet.name, column, known, problems)
        elif ours in taken:
            _tell_twice(sheet.name, column, tokens, taken[ours], problems)
        else:
            spelling[column] = ours
            taken[ours] = (column, tokens)
    for column in sheet.twice:
        problems.note(
            sheet.name,
            1,
            column,
            _("Two columns are headed “{heading}”.").format(heading=column),
            _("Give each column a heading of its own."),
        )
    plan = [
        (column, ours, ours in EXPRESSIONS, ours.partition("::")[0] not in TRANSLATED)
        for column, ours in spelling.items()
    ]
    rows = tuple(Row(row.number, _cells(row.cells, plan)) for row in sheet.rows)
    return Sheet(sheet.name, tuple(spelling.values()), rows)


def _cells(
    cells: Mapping[str, str], plan: Iterable[tuple[str, str, bool, bool]]
) -> Mapping[str, str]:
    """Quotation marks straight and blanks plain where they are no wording."""
    found = {}
    for column, ours, is_rule, is_plain in plan:
        text = cells.get(column)
        if text is None:
            continue
        if is_rule and not text.isascii():
            text = text.translate(_STRAIGHT)
        if is_plain and _HARD_BLANK in text:
            text = text.replace(_HARD_BLANK, " ").strip()
        found[ours] = text
    return found


def _tokens(column: str, *, doubled: bool) -> _Tokens:
    """The parts of a heading; single colons part them only where no double ones do."""
    if doubled:
        parts = [part.strip() for part in column.split("::")]
    else:
        parts = [part.strip() for part in column.split(":")]
        if "jr" in parts[:-1]:
            place = parts.index("jr")
            parts[place : place + 2] = [f"jr:{parts[place + 1]}"]
    return ("_".join(parts[0].split()).lower(), *parts[1:])


def _ours(sheet: str, tokens: _Tokens, known: frozenset[str], default: str) -> str:
    """Our spelling of a heading; empty where it isn't one of ours."""
    aliases = _ALIASES.get(sheet, {})
    for length in (2, 1):
        start = tuple(token.lower() for token in tokens[:length])
        if len(start) < length:
            continue
        joined = "::".join(start)
        column = joined if joined in known else aliases.get(start, "")
        if column not in known:
            continue
        rest = tokens[length:]
        if not rest:
            return f"{column}::{default}" if column in TRANSLATED else column
        if column in TRANSLATED and len(rest) == 1 and rest[0]:
            return f"{column}::{language_code(rest[0])}"
    return ""


def _kept(sheet: str, column: str, tokens: _Tokens) -> str:
    """The heading of a column that is kept for others; empty for any other."""
    if sheet == "choices":  # a choice filter may name it
        return "" if " " in column or ":" in column else column
    if tokens[0] in KEPT.get(sheet, ()):
        tokens = (_SPELT_IN_CAPITALS.get(tokens[0], tokens[0]), *tokens[1:])
        return "::".join(tokens)
    if len(tokens) > 1 and tokens[0] in _KEPT_FAMILIES:
        return "::".join(tokens)
    return ""


def _tell_unknown(
    sheet: str, column: str, known: frozenset[str], problems: Problems
) -> None:
    if _FOR_AUTHORS.fullmatch(column):
        return
    words = column.partition("::")[0].strip().lower()
    near = get_close_matches(words, sorted(known), n=1, cutoff=0.75)
    problems.add(
        [
            Problem(
                sheet,
                1,
                column,
                _("The column isn't used by this program."),
                _("If {heading} is meant, correct its heading.").format(heading=near[0])
                if near
                else _("Leave it, or correct its heading."),
                blocks=False,
            )
        ]
    )


def _tell_twice(
    sheet: str,
    column: str,
    tokens: _Tokens,
    first: tuple[str, _Tokens],
    problems: Problems,
) -> None:
    """One meaning under two headings; pyxform takes two spellings of a language."""
    heading, its = first
    languages = len(tokens) > 1 and len(its) > 1 and tokens[-1] != its[-1]
    problems.add(
        [
            Problem(
                sheet,
                1,
                column,
                _("The column means the same as “{heading}”.").format(heading=heading),
                _("Put their texts into one column, and take the other away."),
                blocks=not languages and len(tokens) == len(its),
            )
        ]
    )
