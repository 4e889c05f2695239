"""Lists of choices out of the choices sheet."""

from collections.abc import Mapping

from bwassess.checklist.columns import text_of
from bwassess.checklist.model import Choice
from bwassess.checklist.problems import Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.checklist.texts import Text
from bwassess.text import _


def choice_lists(
    sheet: Sheet, languages: tuple[str, ...], problems: Problems
) -> Mapping[str, tuple[Choice, ...]]:
    """The choices of each list by its name, what is wrong with them noted."""
    lists: dict[str, dict[str, Choice]] = {}
    for row in sheet.rows:
        name = row["name"]
        if not row["list_name"] or not name:
            _note(
                problems,
                row,
                "name" if row["list_name"] else "list_name",
                _("A choice needs a list and a name."),
                _("Fill both cells, or take the row away."),
            )
            continue
        choices = lists.setdefault(row["list_name"], {})
        if name in choices:
            message = _("The list {list} has two choices {name}.")
            _note(
                problems,
                row,
                "name",
                message.format(list=row["list_name"], name=name),
                _("Rename one of them, or take it away."),
            )
        label = text_of(row, "label", languages) or Text.of({languages[0]: name})
        choices[name] = Choice(name=name, label=label)
    return {name: tuple(choices.values()) for name, choices in lists.items()}


def _note(problems: Problems, row: Row, column: str, message: str, remedy: str) -> None:
    problems.note("choices", row.number, column, message, remedy)
