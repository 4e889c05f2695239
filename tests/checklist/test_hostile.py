"""Files made by accident or on purpose to exhaust a program: told soon and clearly."""

import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook

from bwassess.checklist.problems import ChecklistError, Problem
from bwassess.checklist.sheets import read_sheets
from bwassess.checklist.xlsform import load, read

SECONDS = 20
"""Of a processor's time: far more than any of these takes, however busy the machine."""


@pytest.fixture(autouse=True)
def in_time() -> Iterable[None]:
    start = process_time()
    yield
    assert process_time() - start < SECONDS


def _survey(path: Path, rows: Iterable[Iterable[object]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label", "relevant"])
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _with_parts(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, change(name, content))


def _in_sheet(path: Path, old: bytes, new: bytes) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new) if "sheet1.xml" in name else content

    _with_parts(path, change)


def _told(path: Path) -> list[Problem]:
    return [problem for problem in read(path).problems if problem.blocks]


QUESTION = ("text", "a", "A?")


def test_that_a_million_blank_rows_are_passed_over(tmp_path: Path) -> None:
    path = _survey(tmp_path / "form.xlsx", [QUESTION])
    blank = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(3, 1_048_577))
    _in_sheet(path, b"</sheetData>", blank + b"</sheetData>")
    assert sum(1 for _question in load(path).questions) == 1


def test_that_a_sheet_that_says_it_is_huge_costs_nothing(tmp_path: Path) -> None:
    path = _survey(tmp_path / "form.xlsx", [QUESTION])
    _in_sheet(path, b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert sum(1 for _question in load(path).questions) == 1


def test_that_texts_larger_than_any_forms_arent_read(tmp_path: Path) -> None:
    path = _survey(tmp_path / "form.xlsx", [QUESTION])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (65 * 2**20))
    with pytest.raises(ChecklistError, match="larger than any form"):
        read(path)


def test_that_twenty_thousand_questions_open(tmp_path: Path) -> None:
    rows = []
    for group in range(200):
        rows.append(("begin_group", f"g{group}", "G"))
        rows += [
            ("text", f"q{group}_{n}", "Q?", f"${{q{group}_0}} = 'x'" if n else None)
            for n in range(100)
        ]
        rows.append(("end_group",))
    path = _survey(tmp_path / "form.xlsx", rows)
    assert sum(1 for _question in load(path).questions) == 20_000


def test_that_more_rows_than_any_form_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    rows = "".join(f",text,q{n},Q\n" for n in range(60_001))
    path.write_text(f"survey\n,type,name,label\n{rows}", encoding="utf-8")
    with pytest.raises(ChecklistError, match="more rows or columns than any form"):
        read(path)


def test_that_groups_a_thousand_deep_are_told_once(tmp_path: Path) -> None:
    rows = [
        *(("begin_group", f"g{n}", "G") for n in range(5_000)),
        QUESTION,
        *(("end_group",) for _n in range(5_000)),
    ]
    path = _survey(tmp_path / "form.xlsx", rows)
    (problem,) = _told(path)
    assert "More than 32 groups" in problem.message
    assert problem.row == 34


def test_that_groups_without_end_are_each_told(tmp_path: Path) -> None:
    rows = [("begin_group", f"g{n}", "G") for n in range(20)]
    assert len(_told(_survey(tmp_path / "form.xlsx", [*rows, QUESTION]))) == 20


def test_that_five_thousand_equal_names_are_told(tmp_path: Path) -> None:
    path = _survey(tmp_path / "form.xlsx", [QUESTION] * 5_000)
    assert len(_told(path)) == 4_999


def test_that_five_thousand_missing_lists_are_told(tmp_path: Path) -> None:
    rows = [(f"select_one l{n}", f"q{n}", "Q?") for n in range(5_000)]
    path = _survey(tmp_path / "form.xlsx", rows)
    assert len(_told(path)) == 5_000


def test_that_a_circle_of_a_thousand_conditions_is_told(tmp_path: Path) -> None:
    rows = [
        ("text", f"q{n}", "Q?", f"${{q{(n + 1) % 1_000}}} = 'x'") for n in range(1_000)
    ]
    found = _told(_survey(tmp_path / "form.xlsx", rows))
    assert found
    assert "depends on itself" in found[0].message


@pytest.mark.parametrize(
    "rule",
    [
        "(" * 30_000,
        "(" * 10_000 + "1" + ")" * 10_000,
        "-" * 30_000 + "1",
        "1" + " + 1" * 7_000,
        "${" * 15_000,
        "not(" * 7_000,
        "a[" * 7_000,
    ],
    ids=["open", "brackets", "minus", "plus", "references", "calls", "predicates"],
)
def test_that_a_rule_without_measure_is_told_or_read(tmp_path: Path, rule: str) -> None:
    read(_survey(tmp_path / "form.xlsx", [(*QUESTION, rule)]))


def test_that_loops_in_loops_are_bounded(tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    survey = book.create_sheet("survey")
    survey.append(["type", "name", "label"])
    for depth in range(6):
        survey.append(["begin loop over many", f"l{depth}", "L"])
    survey.append(["text", "a", "A?"])
    for _depth in range(6):
        survey.append(["end loop"])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label"])
    for number in range(100):
        choices.append(["many", f"c{number}", "C"])
    book.save(tmp_path / "form.xlsx")
    assert "more questions than any form" in _told(tmp_path / "form.xlsx")[0].message


def test_that_a_cell_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    path = _survey(tmp_path / "form.xlsx", [("text", "a", "long")])
    text = b"x" * (10 * 2**20)
    _in_sheet(path, b"<t>long</t>", b"<t>" + text + b"</t>")
    with pytest.raises(ChecklistError, match="row 2 of survey is longer than any"):
        read(path)
    (tmp_path / "form.csv").write_bytes(
        b'survey\n,type,name,label\n,text,a,"' + text + b'"\n'
    )
    with pytest.raises(ChecklistError, match="no CSV file: field larger than"):
        read(tmp_path / "form.csv")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "survey\n,type,name,label\n,text,a,caf\xe9\n".encode("cp1252"),
            "not in UTF-8",
        ),
        ("survey\n,type,name,label\n,text,a,A\n".encode("utf-16"), "not in UTF-8"),
        (b"survey\n,type,name,label\n,text,a,A\0\n", "characters that no text has"),
        (b'survey\n,type,name,label\n,text,a,"A\n', "no CSV file"),
    ],
    ids=["cp1252", "UTF-16", "NUL", "open quotation mark"],
)
def test_that_what_is_no_text_is_told(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "form.csv"
    path.write_bytes(content)
    with pytest.raises(ChecklistError, match=words) as caught:
        read(path)
    assert caught.value.hint or "no CSV" in words


def test_that_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    with pytest.raises(ChecklistError, match="under a password") as caught:
        read(path)
    assert caught.value.hint


def test_that_a_comment_of_megabytes_in_a_sheet_is_harmless(tmp_path: Path) -> None:
    path = _survey(tmp_path / "form.xlsx", [QUESTION])
    comment = b"<!-- " + b'<c r="A1" ' * 500_000 + b"-->"
    _in_sheet(path, b"</sheetData>", b"</sheetData>" + comment)
    assert len(read_sheets(path)["survey"].rows) == 1


def test_that_a_line_of_a_million_signs_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text("| survey |\n" + "#" * 10 + "|" + "#" * 10**6 + "|\n")
    with pytest.raises(ChecklistError):
        read(path)


def test_that_a_damaged_archive_is_told(tmp_path: Path) -> None:
    whole = _survey(tmp_path / "whole.xlsx", [QUESTION] * 50).read_bytes()
    path = tmp_path / "form.xlsx"
    for length in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:length])
        with pytest.raises(ChecklistError, match="can't be read as a form"):
            read(path)
    for place in range(0, len(whole), len(whole) // 200):
        path.write_bytes(whole[:place] + b"\xff\0\xff" + whole[place + 3 :])
        with suppress(ChecklistError):
            read(path)
