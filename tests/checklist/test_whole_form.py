"""All of XLSForm in one form: every column kept, written, and read again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from pyxform.xls2xform import convert

from bwassess.checklist.canonical import decode, encode
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Instance, Translation, leaves
from bwassess.checklist.names import QuestionId
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.texts import Text
from bwassess.checklist.writing import write_folder, write_media, write_workbook
from bwassess.checklist.xlsform import load, read

DATA = Path(__file__).parent / "data" / "whole"


@pytest.fixture
def whole() -> Checklist:
    return load(DATA / "form.md")


def test_that_every_column_has_its_place(whole: Checklist) -> None:
    by_name = {question.name: question for question in leaves(whole.items)}
    began, town, share = by_name["began"], by_name["town"], by_name["share"]
    assert began.answer_type is AnswerType.DATETIME
    assert began.default == "now()"
    assert began.required_message.in_("en") == "Say when."
    assert by_name["country"].media == (("image", Text.of({"en": "map.png"})),)
    assert town.choice_filter == "country = ${country}"
    assert town.options == (("randomize", "true"), ("seed", "3"))
    assert town.choices[0].columns == (("country", "kh"),)
    assert by_name["country"].choices[0].media[0][0] == "image"
    assert by_name["phone"].answer_type is AnswerType.METADATA
    assert by_name["phone"].kind == "phonenumber"
    assert share.answer_type is AnswerType.INTEGER
    assert share.constraint == "0 <= . and . <= 100"
    assert (share.warning, share.warning_message.in_("en")) == (". < 50", "So many?")
    assert by_name["plate"].cells == (("bind::odk:length", "9"),)
    assert by_name["double"].trigger == ("score", "share")
    assert by_name["shown"].read_only == "true()"
    assert by_name["boss"].choices_from == "${who}"
    assert by_name["crop"].choices_from == "crops.csv"
    assert [its for its, q in by_name.items() if not q.is_asked] == [
        "phone",
        "thanks",
        "double",
    ]


def test_that_repeats_stand_in_repeats(whole: Checklist) -> None:
    (visit,) = whole.items
    assert isinstance(visit, Group)
    (people,) = (one for one in visit.items if isinstance(one, Group))
    (tasks,) = (one for one in people.items if isinstance(one, Group))
    assert (people.is_repeat, people.repeat_count) == (True, "3")
    assert (tasks.is_repeat, tasks.repeat_count) == (True, "")
    assert people.relevant == "${score} > 2"
    assert visit.appearance == "field-list"


def test_that_tables_settings_and_languages_are_kept(whole: Checklist) -> None:
    crops, spare = whole.instances
    assert crops == Instance(
        "crops",
        "crops.csv",
        (
            (("code", "rice"), ("title", "Rice"), ("colour", "white")),
            (("code", "maize"), ("title", "Maize")),
        ),
    )
    assert (spare.name, spare.rows) == (
        "spare",
        ((("name", "x"), ("label", "X"), ("country", "vn")),),
    )
    assert whole.settings == (("instance_name", "${plate}"), ("style", "pages"))
    assert whole.translations == (
        Translation("km", reviewed_by="Sok Dara", reviewed_on=date(2026, 11, 20)),
        Translation("en"),
    )


def test_that_it_is_the_same_when_written_and_read(
    whole: Checklist, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_workbook(whole, out / "form.xlsx")
    write_folder(whole, tmp_path / "folder")
    for form in (out / "form.xlsx", tmp_path / "folder"):
        assert not write_media(whole, form, lambda name: (DATA / name).read_bytes())
    assert load(out / "form.xlsx").hash == whole.hash
    assert load(tmp_path / "folder").hash == whole.hash
    assert decode(encode(whole)) == whole
    assert (out / "crops.csv").read_bytes() == (DATA / "crops.csv").read_bytes()
    made = convert(str(out / "form.xlsx"), validate=False)
    assert '<instance id="crops"' in made.xform


def test_that_a_folder_written_over_keeps_no_sheet_of_before(
    whole: Checklist, tmp_path: Path
) -> None:
    write_folder(whole, tmp_path / "folder")
    bare = replace(whole, translations=())
    write_folder(bare, tmp_path / "folder")
    assert not (tmp_path / "folder" / "languages.csv").exists()


def test_that_an_edition_takes_the_languages_it_names(
    whole: Checklist, tmp_path: Path
) -> None:
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "survey.csv").write_text("type,name\n", encoding="utf-8")
    settings = overlay / "settings.csv"
    settings.write_text("form_id,bw::languages\nen_only,en\n", encoding="utf-8")
    told = read(overlay, base=whole).problems
    assert "languages" not in {problem.sheet for problem in told}
    edition = load(overlay, base=whole)
    assert edition.languages == ("en",)
    assert edition.question(QuestionId("began")).label.in_("km") == "When?"
    assert [one.language for one in edition.translations] == ["en"]
    assert edition.instances[0] == whole.instances[0]
    settings.write_text("form_id,bw::languages\nen_only,fr\n", encoding="utf-8")
    (problem,) = (p for p in read(overlay, base=whole).problems if p.blocks)
    assert problem.column == "bw::languages"


SHAPES = """{"type": "FeatureCollection", "features": [
 {"type": "Feature", "id": "p1", "properties": {"title": "Well", "deep": 12.5},
  "geometry": {"type": "Point", "coordinates": [104.9, 11.5]}},
 {"type": "Feature", "id": "p2", "properties": {"title": "Field"},
  "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3, 4], [5, 6], [1, 2]]]}}]}
"""
TREES = "<root><item><name>oak</name><label>Oak &amp; co</label></item></root>"


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        (
            "shapes.geojson",
            SHAPES,
            (
                ("title", "Well"),
                ("deep", "12.5"),
                ("id", "p1"),
                ("geometry", "11.5 104.9 0 0"),
            ),
        ),
        ("trees.xml", TREES, (("name", "oak"), ("label", "Oak & co"))),
    ],
)
def test_that_tables_of_other_kinds_are_read_and_written(
    tmp_path: Path, name: str, text: str, first: Sequence[tuple[str, str]]
) -> None:
    form = f"""
        | survey | | | |
        | | type | name | label |
        | | select_one_from_file {name} | a | A? |
    """
    media = tmp_path / "form-media"
    media.mkdir()
    (tmp_path / "form.md").write_text(form, encoding="utf-8")
    (media / name).write_text(text, encoding="utf-8")
    checklist = load(tmp_path / "form.md")
    assert checklist.instances[0].rows[0] == first
    write_folder(checklist, tmp_path / "folder")
    assert load(tmp_path / "folder").hash == checklist.hash


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", None, "a.csv isn't there"),
        ("a.csv", b"\xff\xfe", "not in UTF-8"),
        ("a.xml", b"<root>", "can't be read as a table"),
        (
            "a.xml",
            b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r><i>&b;</i></r>',
            "can't be read as a table",
        ),
        ("a.geojson", b"[1]", "can't be read as a table"),
        ("a.geojson", b"[" * 100_000, "can't be read as a table"),
        ("a.csv", b"name\n" + b"x\n" * 100_001, "more than 100000 rows"),
        ("a.csv", b"name\n" + b"x" * 9 * 2**20, "larger than any form"),
    ],
)
def test_that_a_table_that_cant_be_read_is_told(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    form = f"""
        | survey | | | |
        | | type | name | label |
        | | select_one {name} | q | Q? |
    """
    (tmp_path / "form.md").write_text(form, encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (problem,) = read(tmp_path / "form.md").problems
    assert problem.blocks
    assert (problem.row, problem.column) == (2, "type")
    assert words in problem.message
    assert problem.remedy


def _workbook(path: Path) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (
        ["type", "name", "label", "hnt", "label"],
        ["text", "a", "A?"],
        ["text", "b", "B?"],
        ["text", "c", "#REF!", '="a"&"b"'],
    ):
        sheet.append(row)
    return book


def test_that_what_a_reader_cant_see_in_a_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book = _workbook(path)
    book["survey"].merge_cells("A2:B2")
    book["survey"].sheet_state = "hidden"
    book.create_sheet("Choice ")
    book.save(path)
    told = {problem.message: problem for problem in read(path).problems}
    assert told["Two columns are headed “label”."].blocks
    assert told["The cells A2:B2 are joined; only the first one is read."].row == 2
    assert told["The formula in D4 has no value yet."].row == 4
    assert told["The cell shows the error #REF!."].column == "label"
    assert "The sheet is hidden in the workbook, and is read all the same." in told
    assert "hint" in told["The column isn't used by this program."].remedy
    assert "choices" in told["The sheet isn't read."].remedy


def test_that_a_survey_called_something_like_it_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = " Survey "
    book.create_sheet("other")
    book.save(tmp_path / "form.xlsx")
    with pytest.raises(ChecklistError, match="no sheet named survey") as caught:
        read(tmp_path / "form.xlsx")
    assert "“ Survey ”" in str(caught.value.hint)


def test_that_misspelt_types_are_answered_with_the_near_one(tmp_path: Path) -> None:
    form = "| survey | | |\n| | type | name | label |\n| | Integr | a | A? |\n"
    (tmp_path / "form.md").write_text(form, encoding="utf-8")
    (problem,) = read(tmp_path / "form.md").problems
    assert "integer" in problem.remedy
