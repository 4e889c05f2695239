"""How far each language may be trusted, out of the languages sheet."""

from collections.abc import Collection
from datetime import date

from bwassess.checklist.columns import language_code
from bwassess.checklist.model import Translation
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.text import _

DRAFT = "draft"
REVIEWED = "reviewed"
_MIDNIGHT = " 00:00:00"
"""What a workbook adds to a day."""


def translations_of(
    sheet: Sheet,
    languages: Collection[str],
    problems: Problems,
    *,
    spoken: Collection[str],
) -> tuple[Translation, ...]:
    """The states of the form's languages, what is wrong with them noted.

    Args:
        sheet: The languages sheet.
        languages: Those that the form takes.
        problems: Where to note.
        spoken: All that its sheets have texts in, taken or not.
    """
    found: dict[str, Translation] = {}
    for row in sheet.rows:
        language = language_code(row["language"])
        if language in found:
            _note(row, "language", _("The language stands here twice."), problems)
        elif language not in spoken:
            problems.add([_unspoken(row)])
        elif language in languages:
            found[language] = _translation(row, language, problems)
    return tuple(found.values())


def _translation(row: Row, language: str, problems: Problems) -> Translation:
    state = row["state"].lower() or DRAFT
    if state not in (DRAFT, REVIEWED):
        message = _("The state is neither draft nor reviewed.")
        _note(row, "state", message, problems)
    if state == REVIEWED and not row["reviewed_by"]:
        message = _("Reviewed texts need the name of their reviewer.")
        _note(row, "reviewed_by", message, problems)
    if state == DRAFT and row["reviewed_by"]:
        message = _("A draft has a reviewer.")
        _note(row, "state", message, problems)
    return Translation(
        language,
        reviewed_by=row["reviewed_by"],
        reviewed_on=_day(row, problems),
    )


def _day(row: Row, problems: Problems) -> date | None:
    text = row["reviewed_on"].removesuffix(_MIDNIGHT)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no day.").format(text=text)
        _note(row, "reviewed_on", message, problems)
        return None


def _unspoken(row: Row) -> Problem:
    return Problem(
        "languages",
        row.number,
        "language",
        _("No text is in the language {language}.").format(language=row["language"]),
        _("Correct its code, or take the row away."),
        blocks=False,
    )


def _note(row: Row, column: str, message: str, problems: Problems) -> None:
    problems.note("languages", row.number, column, message, _("Correct the cell."))
