from pathlib import Path

from bwassess.paths import RESOURCES
from tests.commands.conftest import Run

GLOBAL = RESOURCES / "checklists" / "global"
CAMBODIA = RESOURCES / "checklists" / "kh"


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
