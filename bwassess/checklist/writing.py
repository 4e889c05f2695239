"""Checklists as sheets again: an XLSForm workbook, or a folder of CSV files.

What is written reads back to the same hash. Tables that the form looks into and the
files that its texts name are written beside it, as files of their own.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from bwassess.checklist.columns import TRANSLATED
from bwassess.checklist.external import media_folder, write_instance
from bwassess.checklist.model import Checklist
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.rows import files_of, sheets_of
from bwassess.checklist.sheets import SHEETS
from bwassess.text import _

_EXCEL_CELL = 32_767


def write_folder(checklist: Checklist, folder: Path) -> None:
    """Write one CSV file a sheet, for a version control system to compare."""
    sheets = sheets_of(checklist)
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHEETS:
        if name not in sheets:
            (folder / f"{name}.csv").unlink(missing_ok=True)
            continue
        sheet = sheets[name]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(sheet.columns)
            writer.writerows(
                [row[column] for column in sheet.columns] for row in sheet.rows
            )
    for instance in files_of(checklist):
        write_instance(instance, folder)


def write_workbook(checklist: Checklist, path: Path) -> None:
    """Write an .xlsx workbook that XLSForm tools accept.

    Raises:
        ChecklistError: a text doesn't fit a cell of a workbook.
    """
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    sheets = sheets_of(checklist)
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, sheet in sheets.by_name.items():
        page = workbook.create_sheet(name)
        page.freeze_panes = "A2"
        for place, column in enumerate(sheet.columns, start=1):
            cell = page.cell(1, place, column)
            cell.font = Font(bold=True)
            wide = column.partition("::")[0] in TRANSLATED or column.startswith(
                ("bw::finding", "bw::follow", "label")
            )
            page.column_dimensions[cell.column_letter].width = 48 if wide else 16
        for line, row in enumerate(sheet.rows, start=2):
            for place, column in enumerate(sheet.columns, start=1):
                if text := row[column]:
                    cell = page.cell(line, place)
                    _fill(cell, text)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
    workbook.save(path)
    for instance in files_of(checklist):
        write_instance(instance, path.parent)


def write_media(
    checklist: Checklist, form: Path, read: Callable[[str], bytes | None]
) -> tuple[str, ...]:
    """Write the files its texts name beside a form that was just written.

    Args:
        checklist: Whose files.
        form: The workbook, or the folder of sheets.
        read: Gives the content of a file by its name; None where it isn't here.

    Returns:
        The names of those that aren't here.
    """
    folder = media_folder(form)
    missing = []
    for file in checklist.files:
        content = read(file.name)
        if content is None:
            missing.append(file.name)
            continue
        folder.mkdir(exist_ok=True)
        (folder / file.name).write_bytes(content)
    return tuple(missing)


def _fill(cell: object, text: str) -> None:
    """Put text in a cell as text, even where it begins as a formula would."""
    from openpyxl.utils.exceptions import (  # type: ignore[import-untyped]
        IllegalCharacterError,
    )

    if len(text) > _EXCEL_CELL:
        raise ChecklistError(
            _("A text of {count} characters doesn't fit a cell of a workbook.").format(
                count=len(text)
            ),
            hint=_("Export the checklist as a folder of CSV files."),
        )
    try:
        cell.value = text  # type: ignore[attr-defined]
    except IllegalCharacterError as error:
        raise ChecklistError(
            _("A text has a control character that no workbook can hold."),
            hint=_("Export the checklist as a folder of CSV files."),
        ) from error
    cell.data_type = "s"  # type: ignore[attr-defined]
