"""What is wrong with a checklist's sheets, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.text import _, ngettext


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, with the place it stands at.

    Attributes:
        row: As the spreadsheet counts, the header being row 1; None for a whole sheet.
        column: The column's header; empty for a whole row.
        blocks: Whether the checklist can't be used before it is mended.
    """

    sheet: str
    row: int | None
    column: str
    message: str
    remedy: str
    blocks: bool = True

    @property
    def place(self) -> str:
        """Sheet, row and column in words."""
        if self.row is None:
            return self.sheet
        if not self.column:
            return _("{sheet}, row {row}").format(sheet=self.sheet, row=self.row)
        return _("{sheet}, row {row}, {column}").format(
            sheet=self.sheet, row=self.row, column=self.column
        )

    @override
    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.remedy}"


class Problems:
    """All that is wrong, collected while the sheets are read."""

    def __init__(self) -> None:
        self._all: list[Problem] = []

    def note(
        self, sheet: str, row: int | None, column: str, message: str, remedy: str
    ) -> None:
        """Note one that blocks."""
        self._all.append(Problem(sheet, row, column, message, remedy))

    def add(self, problems: Iterable[Problem]) -> None:
        self._all.extend(problems)

    @property
    def blocks(self) -> bool:
        """Whether one of them must be mended first."""
        return any(problem.blocks for problem in self._all)

    def in_order(self) -> tuple[Problem, ...]:
        """What blocks first, the survey before other sheets, then row by row."""
        return tuple(
            sorted(
                self._all,
                key=lambda problem: (
                    not problem.blocks,
                    problem.sheet != "survey",
                    problem.sheet,
                    problem.row or 0,
                ),
            )
        )


class ChecklistError(BwassessError):
    """A checklist that can't be read; `problems` says all that is wrong with it."""

    def __init__(
        self,
        message: str,
        *,
        problems: Iterable[Problem] = (),
        hint: str | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)

    @classmethod
    def of(cls, name: str, problems: Iterable[Problem]) -> "ChecklistError":
        """The error for a file whose problems stop it from being used."""
        blocking = [problem for problem in problems if problem.blocks]
        message = ngettext(
            "{name} has {count} problem; the first one: {first}",
            "{name} has {count} problems; the first one: {first}",
            len(blocking),
        ).format(name=name, count=len(blocking), first=blocking[0])
        return cls(message, problems=problems)
