"""Loops over choices, unrolled into groups as pyxform does it."""

import re
from collections.abc import Mapping, Sequence

from bwassess.checklist.columns import TRANSLATED
from bwassess.checklist.model import Choice
from bwassess.checklist.outline import Branch
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.sheets import Row
from bwassess.checklist.types import Begin, Edge, understood
from bwassess.text import _

_NONE = "none"
"""The choice of a list that pyxform leaves out of loops."""
_PLACE = re.compile(r"%\((name|label)\)s")
_MOST = 20_000
"""Rows that loops may grow to; loops in loops multiply."""


class Loops:
    """Unrolls the loops of a survey."""

    def __init__(
        self, lists: Mapping[str, Sequence[Choice]], problems: Problems
    ) -> None:
        self._lists = lists
        self._problems = problems
        self._rows = 0

    def unroll(self, branch: Branch) -> None:
        """Put a group for each choice in the place of each loop's rows."""
        for child in branch.children:
            if isinstance(child, Branch):
                self.unroll(child)
                if child.edge is Edge.LOOP and child.row is not None:
                    self._unroll(child, child.row)

    def _unroll(self, branch: Branch, row: Row) -> None:
        begin = understood(row["type"])
        name = begin.over if isinstance(begin, Begin) else ""
        choices = [its for its in self._lists.get(name, ()) if its.name != _NONE]
        if not choices:
            self._note(
                row,
                _("There is no list of choices named {list}.").format(list=name)
                if name
                else _("The loop doesn't say what it goes over."),
                _("Write begin_loop over and the name of a list."),
            )
            branch.children = []
            return
        self._rows += len(choices) * sum(1 for _row in _rows(branch))
        if self._rows > _MOST:
            self._note(
                row,
                _("The loop makes more questions than any form has."),
                _("Use a repeat."),
            )
            branch.children = []
            return
        branch.edge = Edge.GROUP
        branch.children = [_column(branch, row, choice) for choice in choices]

    def _note(self, row: Row, message: str, remedy: str) -> None:
        self._problems.add([Problem("survey", row.number, "type", message, remedy)])


def _rows(branch: Branch) -> list[Row]:
    found = []
    for child in branch.children:
        if isinstance(child, Branch):
            found.extend(_rows(child))
        else:
            found.append(child)
    return found


def _column(branch: Branch, row: Row, choice: Choice) -> Branch:
    """The group of one choice, with what stands in the loop told for it."""
    labels = {f"label::{code}": text for code, text in choice.label.by_language}
    its = Row(row.number, {"type": "begin_group", "name": choice.name, **labels})
    return Branch(
        its, Edge.GROUP, [_told_for(child, choice) for child in branch.children]
    )


def _told_for(child: Branch | Row, choice: Choice) -> Branch | Row:
    if isinstance(child, Row):
        return _filled(child, choice)
    row = _filled(child.row, choice) if child.row is not None else None
    return Branch(row, child.edge, [_told_for(one, choice) for one in child.children])


def _filled(row: Row, choice: Choice) -> Row:
    return Row(
        row.number,
        {
            column: _in_words(text, column, choice) if "%" in text else text
            for column, text in row.cells.items()
        },
    )


def _in_words(text: str, column: str, choice: Choice) -> str:
    base, _colons, language = column.rpartition("::")
    label = choice.label.in_(language if base in TRANSLATED else "")
    words = {"name": choice.name, "label": label}
    return _PLACE.sub(lambda place: words[place[1]], text).replace("%%", "%")
