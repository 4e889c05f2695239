"""Files are read whatever their form; what is no form is refused, soon and clearly."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.sheets import read_sheets
from bwassess.checklist.xlsform import load
from tests.factories import make_checklist

MARKDOWN = """
| survey   |         |          |                     |
|          | type    | name     | label::English (en) |
|          | text    | name     | What is it called?  |
|          | integer | how_many | How many?           |
| settings |         |          |                     |
|          | form_id | version  |                     |
|          | tiny    | 3        |                     |
"""
SINGLE_CSV = """survey
,type,name,label::English (en)
,text,name,What is it called?
,integer,how_many,How many?
settings
,form_id,version
,tiny,3
"""


def _workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


SURVEY: list[list[object]] = [
    ["type", "name", "label::English (en)"],
    ["text", "name", "What is it called?"],
    ["integer", "how_many", "How many?"],
]
SETTINGS: list[list[object]] = [["form_id", "version"], ["tiny", 3]]


def test_that_one_form_is_the_same_in_every_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "form.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "form.csv").write_text(SINGLE_CSV, encoding="utf-8")
    _workbook(tmp_path / "form.xlsx", survey=SURVEY, Settings=SETTINGS, notes=[["x"]])
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "survey.csv").write_text(
        "type,name,label::English (en)\r\ntext,name,What is it called?\r\n"
        "integer,how_many, How many? \r\n",
        encoding="utf-8-sig",
    )
    (folder / "settings.csv").write_text("form_id,version\ntiny,3\n", encoding="utf-8")
    hashes = {
        load(tmp_path / name).hash for name in ("form.md", "form.csv", "form.xlsx")
    }
    assert hashes == {load(folder).hash}


def test_that_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path / "form.xlsx",
        survey=[SURVEY[0], [], [None, " "], *SURVEY[1:]],
        settings=SETTINGS,
    )
    assert [row.number for row in read_sheets(path)["survey"].rows] == [4, 5]


def test_that_a_million_formatted_blank_rows_cost_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in SURVEY:
        sheet.append(row)
    sheet.cell(1_048_576, 16_384).number_format = "0"
    book.save(tmp_path / "form.xlsx")
    assert len(read_sheets(tmp_path / "form.xlsx")["survey"].rows) == 2


def test_that_merged_cells_and_formulas_are_read_as_they_show(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in [*SURVEY, ["text", "f", '="a"&"b"']]:
        sheet.append(row)
    sheet.merge_cells("A5:C6")
    book.save(tmp_path / "form.xlsx")
    rows = read_sheets(tmp_path / "form.xlsx")["survey"].rows
    assert rows[-1].cells == {"type": "text", "name": "f"}


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as member:
                for _chunk in range(100):
                    member.write(b"\0" * 2**20)


def _many_members(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3_000):
            archive.writestr(f"{number}.xml", "")


def _entities(path: Path) -> None:
    """Nested entities in a cell, each ten of the one before."""
    _workbook(path, survey=SURVEY)
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12)
    )
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].replace(b"How many?", b"&e11;")
    members["xl/worksheets/sheet1.xml"] = f"<!DOCTYPE x [{entities}]>".encode() + sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _wide(path: Path) -> None:
    header = ",".join(f"column_{number}" for number in range(2_000))
    path.write_text(f"survey\n,{header}\n,text\n")


Make = Callable[[Path], object]


def _bytes(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


BROKEN: dict[str, tuple[str, Make, str]] = {
    "no zip": ("form.xlsx", _bytes(b"no zip"), "can't be read"),
    "cut zip": ("form.xlsx", _bytes(b"PK\3\4"), "can't be read"),
    "zip bomb": ("form.xlsx", _bomb, "larger than any form"),
    "many members": ("form.xlsx", _many_members, "larger than any form"),
    "entity bomb": ("form.xlsx", _entities, "can't be read"),
    "other sheets": (
        "form.xlsx",
        lambda path: _workbook(path, a=SURVEY, b=SURVEY),
        "named survey",
    ),
    "old workbook": ("form.xls", _bytes(b"no workbook"), "can't be read"),
    "other encoding": ("form.csv", _bytes(b"\xff\xfe,,,,"), "not in UTF-8"),
    "plain text": ("form.csv", _bytes(b"hello"), "no sheet named survey"),
    "too wide": ("form.csv", _wide, "more rows or columns"),
    "other encoding of Markdown": ("form.md", _bytes(b"\xff| a |"), "not in UTF-8"),
    "no table": ("form.md", _bytes(b"hello"), "no sheet named survey"),
    "other file": ("form.pdf", _bytes(b"hello"), "neither a workbook"),
    "empty folder": ("folder", Path.mkdir, "no survey.csv"),
    "no file": ("nothing.xlsx", str, "can't be opened"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_that_what_is_no_form_is_refused_in_one_sentence(
    tmp_path: Path, case: str
) -> None:
    name, make, words = BROKEN[case]
    make(tmp_path / name)
    with pytest.raises(ChecklistError, match=words) as caught:
        read_sheets(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_that_the_made_up_checklists_of_tests_are_well_formed() -> None:
    assert make_checklist(5).hash == make_checklist(5).hash != make_checklist(6).hash


def _old_workbook(path: Path, rows: list[list[object]]) -> Path:
    """A workbook of Excel 2, the simplest that still is one: records of cells."""

    def record(code: int, body: bytes) -> bytes:
        return struct.pack("<HH", code, len(body)) + body

    parts = [record(0x0009, struct.pack("<HH", 2, 0x10))]
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HH3x", line, column)
            if isinstance(value, str):
                text = value.encode("ascii")
                parts.append(record(0x0004, place + bytes([len(text)]) + text))
            elif isinstance(value, float):
                parts.append(record(0x0003, place + struct.pack("<d", value)))
            else:
                parts.append(record(0x0005, place + b"\x2a\x01"))
    path.write_bytes(b"".join([*parts, record(0x000A, b"")]))
    return path


def test_that_old_workbooks_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["type", "name", "label", "default"],
        ["integer", "many", "How many?", 3.0],
        ["decimal", "much", "How much?", 2.5],
        ["text", "what", None, "x"],
    ]
    sheets = read_sheets(_old_workbook(tmp_path / "form.xls", rows))
    assert [row["default"] for row in sheets["survey"].rows] == ["3", "2.5", "x"]
    assert [str(problem) for problem in sheets.problems] == [
        "survey, row 4, label: The cell shows the error #N/A. "
        "Mend the formula, or write what should stand there."
    ]
