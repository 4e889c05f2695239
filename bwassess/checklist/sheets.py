"""The sheets of an XLSForm as rows of text, whatever file they stand in.

How a sheet is understood is pyxform's: workbooks, Markdown tables and the CSV file that
holds all sheets. A folder of CSV files, one a sheet, is our own diffable form.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from bwassess.checklist.problems import ChecklistError, Problem
from bwassess.text import _

SHEETS = (
    "survey",
    "choices",
    "settings",
    "languages",
    "parameter_keys",
    "parameters",
)
"""What we write."""
READ = (*SHEETS, "external_choices")
ONLY_TOLD = ("entities", "osm")
"""Sheets of XLSForm that this program has no use for."""

MAX_ROWS = 60_000
MAX_COLUMNS = 1_000
_MAX_FILE = 64 * 2**20
_MAX_CELL = 100_000

Lines: TypeAlias = Iterable[tuple[int, Sequence[str]]]
"""Rows of cells with their numbers."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as the spreadsheet counts, its filled cells."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    twice: tuple[str, ...] = ()
    """Headings that stand over two columns; the first one is read."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of one form by name; a sheet that isn't there is empty.

    Attributes:
        problems: What is wrong with the file they stand in.
        titles: What all sheets of the file are called.
    """

    by_name: Mapping[str, Sheet] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    titles: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Sheet:
        return self.by_name.get(name, Sheet(name))

    def __contains__(self, name: object) -> bool:
        return name in self.by_name


def read_settings(folder: Path) -> Sheet:
    """Read the settings of a folder of CSV files alone.

    Raises:
        ChecklistError: the file is no CSV file.
    """
    return _csv_file(folder / "settings.csv") or Sheet("settings")


def read_sheets(path: Path) -> Sheets:
    """Read a folder of CSV files, a workbook, a CSV file or a Markdown file.

    Raises:
        ChecklistError: it can't be opened, is no form, or is larger than any form is.
    """
    if path.is_dir():
        return _folder(path)
    content = read_bytes(path)
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            from bwassess.checklist.workbooks import read_workbook

            sheets = read_workbook(path, content)
        case ".xls":
            from bwassess.checklist.workbooks import read_old_workbook

            sheets = read_old_workbook(path, content)
        case ".csv":
            sheets = _single_csv(path, decoded(path, content))
        case ".md":
            sheets = _markdown(decoded(path, content))
        case _:
            raise ChecklistError(
                _("{path} is neither a workbook nor a CSV or Markdown file.").format(
                    path=path
                ),
                hint=_("Save the form as .xlsx."),
            )
    return _with_survey(path, sheets)


def read_bytes(path: Path, *, most: int = _MAX_FILE) -> bytes:
    """The content of a file that isn't larger than it may be.

    Raises:
        ChecklistError: it is, or it can't be opened.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise ChecklistError(
            _("{path} can't be opened: {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from error
    if len(content) > most:
        raise too_large(path)
    return content


def chosen(titles: Sequence[str]) -> Mapping[str, str]:
    """Which sheets of a file are read, and as what; a single one is the survey."""
    if len(titles) == 1 and titles[0].lower() not in READ:
        return {titles[0]: "survey"}
    found: dict[str, str] = {}
    for title in titles:
        name = title.lower()
        if name in (*READ, *ONLY_TOLD) and name not in found.values():
            found[title] = name
    return found


def sheet_of(name: str, header: Iterable[str], lines: Lines) -> Sheet:
    """A sheet of its cells, blank ones left out.

    Raises:
        ChecklistError: it has more of them than any form.
    """
    columns: list[str] = []
    twice = []
    for column in (" ".join(cell.split()) for cell in header):
        if column in columns and column:
            twice.append(column)
        columns.append("" if column in columns else column)
    _bound(name, 0, len(columns))
    rows = []
    for number, line in lines:
        cells = {
            column: text
            for column, cell in zip(columns, line, strict=False)
            if column and cell and (text := _clean(cell))
        }
        if cells:
            rows.append(Row(number, cells))
            _bound(name, len(rows), 0)
            if max(map(len, cells.values())) > _MAX_CELL:
                raise _long_cell(name, number)
    filled = tuple(column for column in columns if column)
    return Sheet(name, filled, tuple(rows), tuple(twice))


def _clean(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()


def _bound(name: str, rows: int, columns: int) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise ChecklistError(
            _("The sheet {sheet} has more rows or columns than any form.").format(
                sheet=name
            ),
            hint=_("Take away what doesn't belong to the form."),
        )


def _long_cell(name: str, number: int) -> ChecklistError:
    return ChecklistError(
        _("A cell in row {row} of {sheet} is longer than any text.").format(
            row=number, sheet=name
        ),
        hint=_("Shorten it to what is to be shown."),
    )


def _folder(path: Path) -> Sheets:
    sheets = {}
    for name in (*READ, *ONLY_TOLD):
        sheet = _csv_file(path / f"{name}.csv")
        if sheet is not None:
            sheets[name] = sheet
    if "survey" not in sheets:
        raise ChecklistError(
            _("There is no survey.csv in {path}.").format(path=path),
            hint=_("Choose the folder that holds the sheets of a checklist."),
        )
    return Sheets(sheets, titles=tuple(sheets))


def _csv_file(path: Path) -> Sheet | None:
    """The sheet in a CSV file of its own; None if there is no such file."""
    if not path.is_file():
        return None
    lines = csv_lines(path, decoded(path, read_bytes(path)))
    return sheet_of(path.stem, lines[0] if lines else (), enumerate(lines[1:], start=2))


def decoded(path: Path, content: bytes) -> str:
    """The text of a file in UTF-8.

    Raises:
        ChecklistError: it is in another encoding, or is no text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ChecklistError(
            _("{path} is not in UTF-8.").format(path=path),
            hint=_("Save it as “CSV UTF-8”."),
        ) from error
    if "\0" in text:
        raise ChecklistError(
            _("{path} holds characters that no text has.").format(path=path),
            hint=_("Save it as “CSV UTF-8”."),
        )
    return text


def csv_lines(path: Path, text: str) -> list[list[str]]:
    """The lines of a CSV file.

    Raises:
        ChecklistError: it is none.
    """
    try:
        return list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ChecklistError(
            _("The sheet {sheet} is no CSV file: {reason}.").format(
                sheet=path.stem, reason=error
            )
        ) from error


_Table: TypeAlias = list[tuple[str, ...]]


def _single_csv(path: Path, text: str) -> Sheets:
    """All sheets in one file, each named in the first column above its rows."""
    tables: dict[str, _Table] = {}
    for line in csv_lines(path, text):
        title = line[0].strip() if line else ""
        if title:
            tables.setdefault(title, [])
        if tables and any(cell.strip() for cell in line[1:]):
            tables[title or next(reversed(tables))].append(tuple(line[1:]))
    return _from_tables(tables)


_COMMENT = re.compile(r"\s*#")
_TABLE_ROW = re.compile(r"\s*\|(.*)\|\s*")
_RULER = re.compile(r"[|-]+")
_PIPE = re.compile(r"(?<!\\)\|")


def _markdown(text: str) -> Sheets:
    """Tables whose first column names the sheet."""
    tables: dict[str, _Table] = {}
    title = ""
    for line in text.split("\n"):
        if _COMMENT.match(line):
            continue
        before, _sign, behind = line[:-1].rpartition("#")
        if before and "|" not in behind + line[-1]:
            line = before
        row = _TABLE_ROW.match(line)
        if row is None or _RULER.fullmatch(row[1]):
            continue
        first, *cells = (
            cell.strip().replace(r"\|", "|") for cell in _PIPE.split(row[1])
        )
        if first:
            title = first
            tables[title] = []
        if title and any(cells):
            tables[title].append(tuple(cells))
    return _from_tables(tables)


def _from_tables(tables: Mapping[str, _Table]) -> Sheets:
    found = {}
    for title, name in chosen(tuple(tables)).items():
        header, *lines = tables[title] or [()]
        found[name] = sheet_of(name, header, enumerate(lines, start=2))
    return Sheets(found, titles=tuple(tables))


def _with_survey(path: Path, sheets: Sheets) -> Sheets:
    if "survey" in sheets and sheets["survey"].columns:
        return sheets
    near = get_close_matches(
        "survey", [title.strip().lower() for title in sheets.titles], n=1
    )
    named = next((t for t in sheets.titles if [t.strip().lower()] == near), "")
    raise ChecklistError(
        _("{path} has no sheet named survey.").format(path=path),
        hint=_("Name the sheet “{title}” “survey”.").format(title=named)
        if named and "survey" not in sheets
        else _("Name the sheet with the questions “survey”."),
    )


def broken(path: Path) -> ChecklistError:
    """What is no form at all."""
    return ChecklistError(
        _("{path} can't be read as a form.").format(path=path),
        hint=_("Open it in a spreadsheet program and save it as .xlsx."),
    )


def too_large(path: Path) -> ChecklistError:
    """What no form is as large as."""
    return ChecklistError(
        _("{path} is larger than any form is.").format(path=path),
        hint=_("Take pictures and other sheets out of it."),
    )
