"""Lists of choices out of the choices sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bwassess.checklist.columns import COLUMNS, media_of, text_of
from bwassess.checklist.model import Cells, Choice, Instance
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.checklist.texts import Text
from bwassess.checklist.types import OR_OTHER
from bwassess.text import _

FROM_CHOICES = "choices"
"""The source of a list that no question asks for and expressions may look into."""

_PLAIN = frozenset(COLUMNS["choices"])


@dataclass(slots=True)
class Lists:
    """The choices of each list by its name, and which of the lists are asked for."""

    by_name: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def take(self, name: str) -> tuple[Choice, ...]:
        """The choices of a list that is asked for; none where there is no such list."""
        if name in self.by_name:
            self.used.add(name)
        return self.by_name.get(name, ())

    def add_other(self, name: str, languages: Iterable[str]) -> None:
        """Give a list the choice that asks for words of one's own."""
        choices = self.by_name.get(name, ())
        if choices and all(choice.name != OR_OTHER for choice in choices):
            label = Text.of(dict.fromkeys(languages, OR_OTHER.capitalize()))
            self.by_name[name] = (*choices, Choice(OR_OTHER, label))

    def unused(self) -> tuple[Instance, ...]:
        """The lists that nothing asks for, as tables to look into."""
        return tuple(
            Instance(name, FROM_CHOICES, tuple(map(_as_row, choices)))
            for name, choices in self.by_name.items()
            if name not in self.used
        )


def choice_lists(
    sheet: Sheet,
    languages: tuple[str, ...],
    problems: Problems,
    *,
    may_repeat: bool = False,
) -> dict[str, tuple[Choice, ...]]:
    """The choices of each list by its name, what is wrong with them noted.

    A row without a list belongs to none and is passed over, as pyxform does.
    """
    lists: dict[str, list[Choice]] = {}
    first: dict[tuple[str, str], Row] = {}
    further = sorted(  # by name, so that they are written in one order
        column
        for column in sheet.columns
        if column not in _PLAIN and "::" not in column
    )
    for row in sheet.rows:
        list_name, name = row["list_name"], row["name"]
        if not list_name or not name:
            problems.add([_unfilled(sheet.name, row)])
            continue
        if first.setdefault((list_name, name), row) is not row and not may_repeat:
            problems.note(
                sheet.name,
                row.number,
                "name",
                _("The list {list} has two choices {name}.").format(
                    list=list_name, name=name
                ),
                _("Rename one of them, or take it away."),
            )
        label = text_of(row, "label", languages) or Text.of({languages[0]: name})
        lists.setdefault(list_name, []).append(
            Choice(name, label, _further(row, further), media_of(row, languages))
        )
    return {name: tuple(choices) for name, choices in lists.items()}


def _further(row: Row, columns: Iterable[str]) -> Cells:
    return tuple((column, row[column]) for column in columns if column in row.cells)


def _unfilled(sheet: str, row: Row) -> Problem:
    return Problem(
        sheet,
        row.number,
        "name" if row["list_name"] else "list_name",
        _("A choice needs a list and a name."),
        _("Fill both cells, or take the row away."),
        blocks=bool(row["list_name"]),
    )


def _as_row(choice: Choice) -> Cells:
    label = choice.label.by_language[0][1] if choice.label else ""
    cells: Mapping[str, str] = {"name": choice.name, "label": label}
    return tuple(
        (column, text) for column, text in (*cells.items(), *choice.columns) if text
    )
