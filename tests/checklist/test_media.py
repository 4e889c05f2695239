"""Files beside a form become part of the version that names them."""

from pathlib import Path

import pytest

from bwassess.checklist import media
from bwassess.checklist.canonical import decode, encode, seal
from bwassess.checklist.comparing import What, compare
from bwassess.checklist.external import Files
from bwassess.checklist.model import Checklist
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.writing import write_folder, write_media, write_workbook
from bwassess.checklist.xlsform import Reading, load, read

FORM = """
| survey  |                 |      |         |              |              |
|         | type            | name | label   | media::image | media::audio |
|         | begin_group     | g    | Doors   | plan.png     |              |
|         | select_one kind | door | Which?  | door.png     | say.wav      |
|         | end_group       |      |         |              |              |
| choices |                 |      |         |              |              |
|         | list_name       | name | label   | media::image |              |
|         | kind            | fire | Fire    | fire.png     |              |
|         | kind            | else | Another |              |              |
| settings |                |      |         |              |              |
|         | form_id         | version |      |              |              |
|         | doors           | 1    |         |              |              |
"""
NAMES = ("door.png", "fire.png", "plan.png", "say.wav")


def form(folder: Path, *names: str) -> Path:
    path = folder / "doors.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FORM)
    beside = folder / "doors-media"
    beside.mkdir(exist_ok=True)
    for name in names:
        (beside / name).write_bytes(name.encode() * 9)
    return path


def told(reading: Reading) -> list[tuple[str, int | None, str, str]]:
    return [(p.sheet, p.row, p.column, p.message) for p in reading.problems]


def whole(tmp_path: Path) -> Checklist:
    return load(form(tmp_path, *NAMES))


def test_that_a_version_has_the_files_that_its_texts_name(tmp_path: Path) -> None:
    path = form(tmp_path, *NAMES, "nobody.png")
    checklist = load(path)
    assert [one.name for one in checklist.files] == list(NAMES)
    assert {one.size for one in checklist.files} == {9 * 8, 9 * 7}
    assert decode(encode(checklist)) == checklist


def test_that_another_content_is_another_version(tmp_path: Path) -> None:
    before = whole(tmp_path)
    (tmp_path / "doors-media" / "fire.png").write_bytes(b"another")
    after = load(tmp_path / "doors.md")
    assert after.hash != before.hash
    (difference,) = compare(before, after).questions
    assert difference.what == (What.MEDIA,)
    assert not compare(before, before).questions


def test_that_files_nobody_has_change_no_version(tmp_path: Path) -> None:
    bare = load(form(tmp_path))
    assert bare.files == ()
    assert b"files" not in encode(bare)
    assert seal(bare).hash == bare.hash


def test_that_each_missing_file_is_told_at_its_cell_and_stops_nothing(
    tmp_path: Path,
) -> None:
    reading = read(form(tmp_path, "say.wav"))
    assert reading.checklist is not None
    assert told(reading) == [
        ("survey", 2, "image", "The file plan.png isn't there."),
        ("survey", 3, "image", "The file door.png isn't there."),
        ("choices", 2, "image", "The file fire.png isn't there."),
    ]


def test_that_a_file_too_large_stays_behind_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MAX_FILE", 70)
    reading = read(form(tmp_path, *NAMES))
    assert reading.checklist is not None
    assert [one.name for one in reading.checklist.files] == ["say.wav"]
    assert "too large to travel" in told(reading)[0][3]


def test_that_all_files_together_have_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MAX_ALL", 150)
    reading = read(form(tmp_path, *NAMES))
    assert reading.checklist is not None
    assert [one.name for one in reading.checklist.files] == ["door.png", "fire.png"]
    assert len(reading.problems) == 2


@pytest.mark.parametrize("name", ["form.xlsx", "folder"])
def test_that_what_is_exported_reads_back_to_the_same_version(
    tmp_path: Path, name: str
) -> None:
    checklist = whole(tmp_path / "first")
    out = tmp_path / "second" / name
    out.parent.mkdir()
    write = write_workbook if out.suffix else write_folder
    write(checklist, out)
    there = tmp_path / "first" / "doors-media"
    missing = write_media(checklist, out, lambda one: (there / one).read_bytes())
    assert missing == ()
    assert load(out).hash == checklist.hash


def test_that_a_file_of_the_medias_folder_comes_before_its_namesake(
    tmp_path: Path,
) -> None:
    checklist = whole(tmp_path)
    (tmp_path / "door.png").write_bytes(b"of another form")
    assert load(tmp_path / "doors.md").hash == checklist.hash


def test_that_an_overlay_carries_the_files_of_its_base(tmp_path: Path) -> None:
    base = whole(tmp_path / "base")
    over = tmp_path / "over" / "kh.md"
    over.parent.mkdir()
    over.write_text(FORM.replace("| doors           |", "| doors_kh        |"))
    assert load(over, base=base).files == base.files
    assert Files.of(over, base).path("door.png") is None


@pytest.mark.parametrize(
    "name", ["../door.png", "a/b.png", "a\\b.png", "c:door.png", "..", ""]
)
def test_that_no_version_names_a_file_elsewhere(tmp_path: Path, name: str) -> None:
    content = encode(whole(tmp_path))
    bent = content.replace(b"\xa8door.png", bytes([0xA0 + len(name)]) + name.encode())
    assert bent != content
    with pytest.raises(ChecklistError):
        decode(bent)
