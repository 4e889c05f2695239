"""The sheets of an XLSForm as rows of text, whatever file they stand in.

Workbooks, Markdown and single CSV files are read by pyxform, whose reading decides how
a sheet is understood; a folder of CSV files, one a sheet, is our own diffable form.
"""

import csv
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bwassess.checklist.problems import ChecklistError
from bwassess.text import _

SHEETS = ("survey", "choices", "settings", "parameter_keys", "parameters")

_MAX_FILE = 64 * 2**20
_MAX_UNPACKED = 256 * 2**20
_MAX_MEMBERS = 2_000
_MAX_ROWS = 60_000
_MAX_COLUMNS = 1_000


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


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of one form by name; a sheet that isn't there is empty."""

    by_name: Mapping[str, Sheet] = field(default_factory=lambda: MappingProxyType({}))

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
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ChecklistError(
            _("{path} can't be opened: {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from error
    if size > _MAX_FILE:
        raise _too_large(path)
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            return _workbook(path, path.read_bytes())
        case ".xls":
            return _old_workbook(path)
        case ".csv":
            return _single_csv(path)
        case ".md":
            return _markdown(path)
    raise ChecklistError(
        _("{path} is neither a workbook nor a CSV or Markdown file.").format(path=path),
        hint=_("Save the form as .xlsx."),
    )


def _folder(path: Path) -> Sheets:
    sheets = {}
    for name in SHEETS:
        sheet = _csv_file(path / f"{name}.csv")
        if sheet is not None:
            sheets[name] = sheet
    if "survey" not in sheets:
        raise ChecklistError(
            _("There is no survey.csv in {path}.").format(path=path),
            hint=_("Choose the folder that holds the sheets of a checklist."),
        )
    return Sheets(sheets)


def _csv_file(path: Path) -> Sheet | None:
    """The sheet in a CSV file of its own; None if there is no such file."""
    if not path.is_file():
        return None
    if path.stat().st_size > _MAX_FILE:
        raise _too_large(path)
    return _csv_sheet(path.stem, _decoded(path))


def _decoded(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise ChecklistError(
            _("{path} is not in UTF-8.").format(path=path),
            hint=_("Save it as “CSV UTF-8”."),
        ) from error


def _csv_sheet(name: str, text: str) -> Sheet:
    try:
        lines = list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise ChecklistError(
            _("The sheet {sheet} is no CSV file: {reason}.").format(
                sheet=name, reason=error
            )
        ) from error
    return _sheet(name, lines[0] if lines else (), enumerate(lines[1:], start=2))


def _sheet(
    name: str, header: Iterable[str], lines: Iterable[tuple[int, Iterable[str]]]
) -> Sheet:
    columns = tuple(" ".join(column.split()) for column in header)
    rows = []
    for number, line in lines:
        cells = {
            column: text
            for column, cell in zip(columns, line, strict=False)
            if column and (text := _clean(cell))
        }
        if cells:
            rows.append(Row(number, cells))
    _bound(name, len(rows), len(columns))
    return Sheet(name, tuple(column for column in columns if column), tuple(rows))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _bound(name: str, rows: int, columns: int) -> None:
    if rows > _MAX_ROWS or columns > _MAX_COLUMNS:
        raise ChecklistError(
            _("The sheet {sheet} has more rows or columns than any form.").format(
                sheet=name
            ),
            hint=_("Take away what doesn't belong to the form."),
        )


def _workbook(path: Path, content: bytes) -> Sheets:
    _refuse_bomb(path, content)
    # What openpyxl warns of (extensions, odd styles) is nothing a form needs.
    with warnings.catch_warnings(action="ignore"):
        return _with_survey(path, _worksheets(path, content))


def _worksheets(path: Path, content: bytes) -> Mapping[str, Sheet]:
    """Read as pyxform does, whose own reader leaves out sheets it doesn't know."""
    from openpyxl.reader.excel import ExcelReader  # type: ignore[import-untyped]

    try:
        reader = ExcelReader(BytesIO(content), read_only=True, data_only=True)
        reader.read()
    except Exception as error:
        raise _broken(path) from error
    found = {}
    try:
        names = reader.wb.sheetnames
        for name in names:
            known = name.lower() if name.lower() in SHEETS else ""
            if not known and len(names) == 1:
                known = "survey"
            if known and hasattr(reader.wb[name], "iter_rows"):
                found[known] = _worksheet(known, reader.wb[name])
    except ChecklistError:
        raise
    except Exception as error:
        raise _broken(path) from error
    finally:
        reader.wb.close()
        reader.archive.close()
    return found


def _worksheet(name: str, worksheet: Any) -> Sheet:
    from pyxform.xls2json_backends import get_excel_column_headers, get_excel_rows

    first = next(worksheet.iter_rows(max_col=_MAX_COLUMNS, max_row=1), ())
    try:
        header = get_excel_column_headers(_cell_text(cell.value) for cell in first)
    except Exception as error:
        raise ChecklistError(
            _("The header of sheet {sheet} can't be read: {reason}.").format(
                sheet=name, reason=error
            ),
            hint=_("Give each column one heading of its own."),
        ) from error
    lines = worksheet.iter_rows(
        min_row=2, max_row=_MAX_ROWS + 2, max_col=len(header) or 1
    )
    rows = get_excel_rows(header, lines, lambda cell, _row, _key: cell.value)
    found = []
    for number, row in enumerate(rows, start=2):
        cells = {
            column: text
            for column, value in row.items()
            if (text := _clean(_cell_text(value)))
        }
        if cells:
            found.append(Row(number, cells))
    _bound(name, len(found), len(header))
    return Sheet(name, tuple(column for column in header if column), tuple(found))


def _cell_text(value: object) -> str:
    """A cell as text; of numbers, days and truth values pyxform knows the form."""
    from pyxform.xls2json_backends import xlsx_value_to_str

    if value is None:
        return ""
    return value if isinstance(value, str) else str(xlsx_value_to_str(value))


def _refuse_bomb(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _broken(path) from error
    if (
        len(members) > _MAX_MEMBERS
        or sum(member.file_size for member in members) > _MAX_UNPACKED
    ):
        raise _too_large(path)


def _old_workbook(path: Path) -> Sheets:
    from pyxform.xls2json_backends import xls_to_dict

    sheets = _from_pyxform(path, xls_to_dict)
    if "parameters" in sheets:
        raise ChecklistError(
            _("Parameters of law can't be read from an old .xls workbook."),
            hint=_("Save it as .xlsx."),
        )
    return sheets


def _single_csv(path: Path) -> Sheets:
    from pyxform.xls2json_backends import csv_to_dict

    return _from_pyxform(path, csv_to_dict)


def _markdown(path: Path) -> Sheets:
    from pyxform.xls2json_backends import md_table_to_workbook

    target = BytesIO()
    text = _decoded(path)
    try:
        md_table_to_workbook(text).save(target)
    except Exception as error:
        raise _broken(path) from error
    return _workbook(path, target.getvalue())


def _from_pyxform(path: Path, read: Any) -> Sheets:
    """The rows pyxform makes of a file; the row after the header is number 2."""
    try:
        book = read(str(path))
    except Exception as error:
        raise _broken(path) from error
    found = {}
    present = {name.lower() for name in book["sheet_names"]}
    for name in SHEETS:
        rows = book.get(name) or ()
        header = tuple((book.get(f"{name}_header") or ({},))[0])
        if name in present or rows:
            found[name] = _sheet(
                name,
                header,
                (
                    (number, [str(row.get(column, "")) for column in header])
                    for number, row in enumerate(rows, start=2)
                ),
            )
    return _with_survey(path, found)


def _with_survey(path: Path, found: Mapping[str, Sheet]) -> Sheets:
    if "survey" not in found or not found["survey"].columns:
        raise ChecklistError(
            _("{path} has no sheet named survey.").format(path=path),
            hint=_("Name the sheet with the questions “survey”."),
        )
    return Sheets(found)


def _broken(path: Path) -> ChecklistError:
    return ChecklistError(
        _("{path} can't be read as a form.").format(path=path),
        hint=_("Open it in a spreadsheet program and save it as .xlsx."),
    )


def _too_large(path: Path) -> ChecklistError:
    return ChecklistError(
        _("{path} is larger than any form is.").format(path=path),
        hint=_("Take pictures and other sheets out of it."),
    )
