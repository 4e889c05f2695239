"""Workbooks, new and old, as rows of text, within bounds of time and memory.

A cell reads as pyxform reads it; what a reader of the file can't see in a cell (a
formula nobody has calculated, an error, cells joined) is told.
"""

import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from bwassess.checklist.problems import ChecklistError, Problem
from bwassess.checklist.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    Lines,
    Sheets,
    broken,
    chosen,
    sheet_of,
    too_large,
)
from bwassess.text import _

_MAX_UNPACKED = 256 * 2**20
_MAX_TEXTS = 64 * 2**20
"""The texts of all cells stand in one part, which has to fit in memory."""
_MAX_MEMBERS = 2_000
_MAX_SCANNED = 32 * 2**20
_BLANK_COLUMNS = 20
_BLANK_ROWS = 60
"""After as many blank ones pyxform takes a sheet to have ended."""

_OLD = b"\xd0\xcf\x11\xe0"
"""How old workbooks begin, and new ones under a password."""
_ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
)
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]+\d+)"[^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*'
    rb"(?:<v\s*/>|<v></v>)?\s*</c>"
)
_MOST_TOLD = 20


def read_workbook(path: Path, content: bytes) -> Sheets:
    """The sheets of an .xlsx workbook.

    Raises:
        ChecklistError: it is none, is under a password, or larger than any form.
    """
    from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]

    if content.startswith(_OLD):
        raise ChecklistError(
            _("{path} is under a password, or an old workbook.").format(path=path),
            hint=_("Save it as .xlsx without a password."),
        )
    _refuse_bomb(path, content)
    # What openpyxl warns of (extensions, odd styles) is nothing a form needs.
    with warnings.catch_warnings(action="ignore"):
        # A damaged workbook makes openpyxl fail in any way there is.
        try:
            reader = ExcelReader(BytesIO(content), read_only=True, data_only=True)
            reader.read()
        except Exception as error:
            raise broken(path) from error
        try:
            return _sheets(reader)
        except ChecklistError:
            raise
        except Exception as error:
            raise broken(path) from error
        finally:
            reader.wb.close()
            reader.archive.close()


def _sheets(reader: Any) -> Sheets:
    found = {}
    problems: list[Problem] = []
    for title, name in chosen(reader.wb.sheetnames).items():
        page = reader.wb[title]
        if not hasattr(page, "iter_rows"):  # a sheet of charts
            continue
        first = next(
            page.iter_rows(max_row=1, max_col=MAX_COLUMNS, values_only=True), ()
        )
        header = _header(first)
        rows = page.iter_rows(
            min_row=2, max_row=MAX_ROWS + 2, max_col=len(header) or 1, values_only=True
        )
        found[name] = sheet_of(name, header, _lines(rows, problems, name, header))
        if page.sheet_state != "visible":
            problems.append(_hidden(name))
        problems.extend(_told_of_cells(name, reader.archive, page))
    return Sheets(found, tuple(problems), tuple(reader.wb.sheetnames))


def _header(cells: Iterable[object]) -> list[str]:
    header: list[str] = []
    blank = 0
    for value in cells:
        text = cell_text(value).strip()
        header.append(text)
        blank = 0 if text else blank + 1
        if blank > _BLANK_COLUMNS:
            break
    return header[: len(header) - blank]


def _lines(
    rows: Iterable[Sequence[object]],
    problems: list[Problem],
    name: str,
    header: Sequence[str],
) -> Lines:
    """The rows as text, up to where pyxform takes the sheet to have ended."""
    blank = 0
    for number, values in enumerate(rows, start=2):
        cells = ["" if value is None else cell_text(value) for value in values]
        if any(cells) and not all(map(str.isspace, filter(None, cells))):
            blank = 0
            if not _ERRORS.isdisjoint(cells):
                problems.extend(_told_of_errors(name, number, header, cells))
            yield number, cells
            continue
        if blank == _BLANK_ROWS:
            return
        blank += 1


def cell_text(value: object) -> str:
    """A cell as text; of numbers, days and truth values pyxform knows the form."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    from pyxform.xls2json_backends import xlsx_value_to_str

    return str(xlsx_value_to_str(value))


def _told_of_errors(
    name: str, number: int, header: Sequence[str], cells: Sequence[str]
) -> Iterator[Problem]:
    for column, text in zip(header, cells, strict=False):
        if column and text in _ERRORS:
            yield Problem(
                name,
                number,
                column,
                _("The cell shows the error {error}.").format(error=text),
                _("Mend the formula, or write what should stand there."),
                blocks=False,
            )


def _hidden(name: str) -> Problem:
    return Problem(
        name,
        None,
        "",
        _("The sheet is hidden in the workbook, and is read all the same."),
        _("Show it, or rename it if it doesn't belong to the form."),
        blocks=False,
    )


def _told_of_cells(name: str, archive: Any, page: Any) -> Iterator[Problem]:
    """What the cells' values don't tell: joined cells, formulas without a value."""
    part = page._worksheet_path  # noqa: SLF001 - where openpyxl keeps it, public nowhere
    if archive.getinfo(part).file_size > _MAX_SCANNED:
        return
    content = archive.read(part)
    for match in list(_MERGED.finditer(content))[:_MOST_TOLD]:
        yield Problem(
            name,
            _row_of(match[1]),
            "",
            _("The cells {cells} are joined; only the first one is read.").format(
                cells=match[1].decode()
            ),
            _("Part them, and fill each cell."),
            blocks=False,
        )
    for match in list(_UNCALCULATED.finditer(content))[:_MOST_TOLD]:
        yield Problem(
            name,
            _row_of(match[1]),
            "",
            _("The formula in {cell} has no value yet.").format(cell=match[1].decode()),
            _("Open the workbook in a spreadsheet program and save it."),
            blocks=False,
        )


def _row_of(cell: bytes) -> int:
    digits = re.search(rb"\d+", cell)
    return int(digits[0]) if digits else 1


def _refuse_bomb(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise broken(path) from error
    if (
        len(members) > _MAX_MEMBERS
        or sum(member.file_size for member in members) > _MAX_UNPACKED
        or any(
            member.file_size > _MAX_TEXTS
            for member in members
            if "sharedstrings" in member.filename.lower()
        )
    ):
        raise too_large(path)


def read_old_workbook(path: Path, content: bytes) -> Sheets:
    """The sheets of an .xls workbook.

    Raises:
        ChecklistError: it is none, or is under a password.
    """
    import xlrd  # type: ignore[import-untyped]

    # A damaged workbook makes xlrd fail in any way there is.
    try:
        book = xlrd.open_workbook(
            file_contents=content, on_demand=True, logfile=_Silent()
        )
    except Exception as error:
        if "encrypted" in str(error):
            raise ChecklistError(
                _("{path} is under a password.").format(path=path),
                hint=_("Save it as .xlsx without a password."),
            ) from error
        raise broken(path) from error
    try:
        return _old_sheets(book)
    except ChecklistError:
        raise
    except Exception as error:
        raise broken(path) from error
    finally:
        book.release_resources()


def _old_sheets(book: Any) -> Sheets:
    found = {}
    problems: list[Problem] = []
    names = book.sheet_names()
    for title, name in chosen(names).items():
        page = book.sheet_by_name(title)
        width = min(page.ncols, MAX_COLUMNS)
        rows = (
            [_old_value(book, page.cell(row, column)) for column in range(width)]
            for row in range(page.nrows)
        )
        header = _header(next(rows, []))
        found[name] = sheet_of(name, header, _lines(rows, problems, name, header))
        if page.visibility:
            problems.append(_hidden(name))
        book.unload_sheet(title)
    return Sheets(found, tuple(problems), tuple(names))


def _old_value(book: Any, cell: Any) -> object:
    from pyxform.xls2json_backends import xls_value_to_unicode
    from xlrd import XL_CELL_ERROR, error_text_from_code

    if cell.value == "":
        return ""
    if cell.ctype == XL_CELL_ERROR:
        return error_text_from_code.get(cell.value, "#N/A")
    return xls_value_to_unicode(cell.value, cell.ctype, book.datemode)


class _Silent:
    """Takes what xlrd would print."""

    def write(self, _text: str) -> None:
        pass
