"""National law out of the parameters sheet."""

from collections.abc import Iterable, Iterator
from datetime import date

from bwassess.checklist.columns import text_of
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.checklist.problems import Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.text import _

_MIDNIGHT = " 00:00:00"
"""What a workbook adds to a day."""


def parameters_of(
    sheet: Sheet, problems: Problems, languages: Iterable[str]
) -> Iterator[Parameter]:
    """The parameters of a sheet, what is wrong with it noted."""
    for row in sheet.rows:
        parameter = _parameter(row, problems, languages)
        if parameter is not None:
            yield parameter


def _parameter(
    row: Row, problems: Problems, languages: Iterable[str]
) -> Parameter | None:
    if not row["key"]:
        _note(problems, row, "key", _("A parameter needs a key."))
        return None
    state = row["state"].lower()
    if state not in set(RuleState):
        message = _("The state is none of rule, none and unknown.")
        _note(problems, row, "state", message)
        return None
    if state == RuleState.RULE and not row["value"]:
        _note(problems, row, "value", _("A rule needs a value."))
    return Parameter(
        key=row["key"],
        state=RuleState(state),
        value=row["value"],
        unit=row["unit"],
        case=row["case"],
        valid_from=_day(row, "valid_from", problems),
        valid_to=_day(row, "valid_to", problems),
        law=row["law"],
        article=row["article"],
        summary=row["summary"],
        source=row["source"],
        level=row["level"],
        conflict=row["conflict"].lower() in ("yes", "true"),
        note=row["note"],
        verified_by=row["verified_by"],
        verified_on=_day(row, "verified_on", problems),
        label=text_of(row, "label", languages),
    )


def _day(row: Row, column: str, problems: Problems) -> date | None:
    text = row[column].removesuffix(_MIDNIGHT)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no day.").format(text=text)
        remedy = _("Write it as year-month-day: 2026-01-31.")
        problems.note("parameters", row.number, column, message, remedy)
        return None


def _note(problems: Problems, row: Row, column: str, message: str) -> None:
    problems.note("parameters", row.number, column, message, _("Correct the cell."))
