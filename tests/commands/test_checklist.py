from pathlib import Path

from PIL import Image

from bwassess.paths import RESOURCES
from tests.commands.conftest import Run

GLOBAL = RESOURCES / "checklists" / "global"
CAMBODIA = RESOURCES / "checklists" / "kh"


_PICTURED = """
| survey   |         |         |       |              |
|          | type    | name    | label | media::image |
|          | integer | count   | Exits | exit.png     |
| settings |         |         |       |              |
|          | form_id | version |       |              |
|          | exits   | 1       |       |              |
"""


def _with_a_flaw(folder: Path) -> Path:
    broken = folder / "broken"
    broken.mkdir()
    for sheet in GLOBAL.iterdir():
        text = sheet.read_text("utf-8")
        (broken / sheet.name).write_text(
            text.replace(". = 'no'", ". = = 'no'", 1), "utf-8"
        )
    return broken


def test_that_the_shipped_editions_are_listed(run: Run, vault: Path) -> None:
    listed = run("checklist", "list", "--json").json

    assert {(one["form_id"], one["country"]) for one in listed} >= {
        ("bwassess_global", ""),
        ("bwassess_kh", "KH"),
        ("bwassess_vn", "VN"),
    }
    assert "bwassess_kh" in run("checklist", "list").out


def test_that_a_flaw_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    broken = _with_a_flaw(tmp_path)

    told = run("checklist", "check", broken)
    as_json = run("checklist", "check", broken, "--json")

    assert (told.code, as_json.code) == (1, 1)
    assert (told.err.count("\n"), as_json.err.count("\n")) == (1, 1)
    assert told.out.startswith("survey, row ")
    assert "bw::nc_rule" in told.out
    (problem,) = as_json.json["problems"]
    assert problem["blocks"]
    assert problem["column"] == "bw::nc_rule"


def test_that_an_overlay_is_checked_over_its_base(run: Run, tmp_path: Path) -> None:
    told = run("checklist", "check", CAMBODIA)

    assert told.code == 0
    assert "Cambodia, version 2026.1" in told.out


def test_that_an_exported_workbook_is_the_same_checklist(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    book, folder = tmp_path / "kh.xlsx", tmp_path / "kh"
    listed = run("checklist", "list", "--json").json
    (cambodian,) = (one for one in listed if one["country"] == "KH")

    assert run("checklist", "export", cambodian["hash"][:8], "--out", book).code == 0
    assert run("checklist", "export", "bwassess_kh", "--out", folder).code == 0

    for copy in (book, folder):
        checked = run("checklist", "check", copy, "--json").json
        assert checked["hash"] == cambodian["hash"]


def test_that_pictures_go_into_the_vault_and_out_again(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    form = tmp_path / "in" / "exits.md"
    form.parent.mkdir()
    form.write_text(_PICTURED, "utf-8")
    (form.parent / "exits-media").mkdir()
    (form.parent / "exits-media" / "exit.png").write_bytes(b"a picture")
    checked = run("checklist", "check", form, "--json").json
    assert run("checklist", "import", form).code == 0

    out = tmp_path / "out" / "exits.xlsx"
    out.parent.mkdir()
    assert run("checklist", "export", "exits", "--out", out).code == 0

    assert (out.parent / "exits-media" / "exit.png").read_bytes() == b"a picture"
    assert run("checklist", "check", out, "--json").json["hash"] == checked["hash"]


def test_that_an_imported_version_is_held(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kh"
    run("checklist", "export", "bwassess_kh", "--out", folder)
    settings = folder / "settings.csv"
    text = settings.read_text("utf-8").replace("2026.1", "2027.1")
    settings.write_text(text, "utf-8")

    assert run("checklist", "import", folder).code == 0

    versions = [
        one["version"]
        for one in run("checklist", "list", "--json").json
        if one["form_id"] == "bwassess_kh"
    ]
    assert versions == ["2026.1", "2027.1"]
    refused = run("checklist", "import", _with_a_flaw(tmp_path))
    assert refused.code == 1
    assert refused.err.count("\n") == 1
    assert run("checklist", "export", "no_such_form", "--out", folder).code == 1


SMALL = """
| survey   |               |        |                    |                    |
|          | type          | name   | label::English (en) | label::Khmer (km) |
|          | begin group   | clean  | Cleanliness        | អនាម័យ              |
|          | begin group   | floors | Floors             | កម្រាល              |
|          | select_one yn | swept  | Is it swept?       | តើ​បោស​ទេ?            |
|          | text          | words  | What else?         | អ្វី​ទៀត?             |
|          | end group     |        |                    |                    |
|          | begin group   | walls  | Walls              | ជញ្ជាំង              |
|          | integer       | cracks | How many cracks?   | ប៉ុន្មាន?             |
|          | end group     |        |                    |                    |
|          | end group     |        |                    |                    |
| choices  |               |        |                    |                    |
|          | list_name     | name   | label::English (en) | label::Khmer (km) |
|          | yn            | yes    | Yes                | បាទ                 |
|          | yn            | no     | No                 | ទេ                  |
| settings |               |        |                    |                    |
|          | form_title    | form_id | version           |                    |
|          | Small form    | small  | 1                  |                    |
"""


def test_that_each_point_is_drawn_as_the_assessor_sees_it(
    run: Run, tmp_path: Path
) -> None:
    form, out = tmp_path / "small.md", tmp_path / "made" / "pictures"
    form.write_text(SMALL, "utf-8")

    drawn = run("checklist", "preview", form, "--out", out)
    in_both = run(
        *("checklist", "preview", form, "--out", tmp_path / "both"),
        *("--language", "km", "--language", "en"),
    )

    assert (drawn.code, in_both.code) == (0, 0), drawn.err + in_both.err
    assert drawn.out.endswith(f"2 pictures are in {out}.\n")
    names = ["001-floors.png", "002-walls.png"]
    assert sorted(one.name for one in out.iterdir()) == names
    for name in names:
        with Image.open(out / name) as picture:
            assert picture.size == (1366, 768)
        # Another language makes another picture.
        assert (out / name).read_bytes() != (tmp_path / "both" / name).read_bytes()


def test_that_what_cannot_be_drawn_says_why(run: Run, tmp_path: Path) -> None:
    form, out = tmp_path / "small.md", tmp_path / "pictures"
    form.write_text(SMALL, "utf-8")
    broken = _with_a_flaw(tmp_path)

    flawed = run("checklist", "preview", broken, "--out", out)
    unspoken = run("checklist", "preview", form, "--out", out, "--language", "vi")

    assert flawed.code == 1
    assert flawed.out == run("checklist", "check", broken).out
    assert unspoken.code == 2
    assert "“vi”" in unspoken.err
    assert not out.exists()
