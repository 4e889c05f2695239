"""What is written reads back to the same version, and other tools accept it."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from bwassess.checklist.columns import COLUMNS
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Instance
from bwassess.checklist.outline import outline
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.sheets import read_sheets
from bwassess.checklist.texts import Text
from bwassess.checklist.writing import write_folder, write_workbook
from bwassess.checklist.xlsform import load
from tests.factories import make_checklist, make_question

DATA = Path(__file__).parent / "data"


def _with_text(text: str) -> Checklist:
    question = make_question(1, answer_type=AnswerType.TEXT)
    return make_checklist([replace(question, label=Text.of({"en": text}))])


@pytest.fixture
def national() -> Checklist:
    return load(DATA / "kh", base=DATA / "global")


@pytest.mark.parametrize(
    "checklist",
    [
        make_checklist(40),
        load(DATA / "global"),
        load(DATA / "kh", base=DATA / "global"),
    ],
    ids=["every kind", "global", "national"],
)
def test_that_what_is_written_reads_back_to_the_same_hash(
    checklist: Checklist, tmp_path: Path
) -> None:
    write_workbook(checklist, tmp_path / "form.xlsx")
    write_folder(checklist, tmp_path / "folder")
    assert load(tmp_path / "form.xlsx").hash == checklist.hash
    assert load(tmp_path / "folder").hash == checklist.hash


def test_that_pyxform_accepts_the_workbook(national: Checklist, tmp_path: Path) -> None:
    write_workbook(national, tmp_path / "form.xlsx")
    made = convert(str(tmp_path / "form.xlsx"), validate=False)
    assert made.warnings == []
    assert "តើមានក្មេងធ្វើការទេ?" in made.xform


def test_that_lists_keep_their_names(national: Checklist, tmp_path: Path) -> None:
    write_folder(national, tmp_path)
    with (tmp_path / "choices.csv").open(encoding="utf-8", newline="") as file:
        names = {row["list_name"] for row in csv.DictReader(file)}
    assert names == {"yes_no", "yes_no_na", "hazards", "sex"}


def test_that_the_sheets_have_the_columns_of_the_shipped_ones(
    national: Checklist, tmp_path: Path
) -> None:
    """Columns of one sheet stand in one order, whatever is in them."""
    write_folder(national, tmp_path)
    for sheet in tmp_path.glob("*.csv"):
        header = sheet.read_text(encoding="utf-8").split("\n")[0]
        bare = [column.partition("::English")[0] for column in header.split(",")]
        written = [column for column in bare if "Khmer" not in column]
        assert written == [c for c in COLUMNS[sheet.stem] if c in written]
        assert "calculation" not in written


def test_that_a_text_beginning_like_a_formula_stays_text(tmp_path: Path) -> None:
    checklist = _with_text("=SUM(1;2)")
    write_workbook(checklist, tmp_path / "form.xlsx")
    assert load(tmp_path / "form.xlsx").hash == checklist.hash
    cells = [
        cell for row in load_workbook(tmp_path / "form.xlsx")["survey"] for cell in row
    ]
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize(
    ("text", "words"), [("x" * 40_000, "40000"), ("a\x07b", "control character")]
)
def test_that_a_text_no_workbook_can_hold_is_refused(
    tmp_path: Path, text: str, words: str
) -> None:
    checklist = _with_text(text)
    with pytest.raises(ChecklistError, match=words):
        write_workbook(checklist, tmp_path / "form.xlsx")
    write_folder(checklist, tmp_path / "folder")
    assert load(tmp_path / "folder").hash == checklist.hash


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        min_size=1,
        max_size=40,
    )
)
def test_that_any_text_survives_the_folder(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Blanks at the ends of a cell and the kind of line break are no content."""
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not cleaned:
        return
    checklist = _with_text(cleaned)
    folder = tmp_path_factory.getbasetemp() / "any"
    write_folder(checklist, folder)
    assert load(folder).hash == checklist.hash


def test_that_the_written_outline_is_well_nested(
    national: Checklist, tmp_path: Path
) -> None:
    write_folder(national, tmp_path)
    _root, problems = outline(read_sheets(tmp_path)["survey"])
    assert problems == []


def test_that_tables_are_written_beside_the_form_and_nowhere_else(
    tmp_path: Path,
) -> None:
    elsewhere = Instance("t", "../../elsewhere.csv", ((("name", "a"),),))
    checklist = make_checklist(2, instances=(elsewhere,))
    folder = tmp_path / "one" / "two"
    folder.parent.mkdir()
    write_folder(checklist, folder)
    assert not (tmp_path / "elsewhere.csv").exists()
    assert (folder / "elsewhere.csv").exists()
