"""The languages sheet: whose texts are drafts, and who has read them."""

from pathlib import Path

import pytest

from bwassess.checklist.problems import Problem
from bwassess.checklist.xlsform import read

FORM = """
| survey | | | | |
| | type | name | label::English (en) | label::Khmer (km) |
| | text | a | A? | ក? |
| languages | | | | |
| | language | state | reviewed_by | reviewed_on |
| | {row} |
"""


def _told(tmp_path: Path, row: str) -> list[Problem]:
    path = tmp_path / "form.md"
    path.write_text(FORM.format(row=row), encoding="utf-8")
    return list(read(path).problems)


@pytest.mark.parametrize(
    "row",
    [
        "km | draft | |",
        "Khmer (km) | | |",
        "Khmer | reviewed | Sok Dara |",
        "km | Reviewed | Sok Dara | 2026-11-20",
        "km | reviewed | Sok Dara | 2026-11-20 00:00:00",
    ],
)
def test_that_a_state_is_understood(tmp_path: Path, row: str) -> None:
    assert _told(tmp_path, row) == []


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("km | checked | |", "state", "neither draft nor reviewed"),
        ("km | reviewed | |", "reviewed_by", "the name of their reviewer"),
        ("km | draft | Sok Dara |", "state", "A draft has a reviewer"),
        ("km | reviewed | Sok Dara | May", "reviewed_on", "“May” is no day"),
    ],
)
def test_that_a_wrong_state_is_told(
    tmp_path: Path, row: str, column: str, words: str
) -> None:
    (problem,) = _told(tmp_path, row)
    assert (problem.sheet, problem.row, problem.column) == ("languages", 2, column)
    assert problem.blocks
    assert words in problem.message


def test_that_a_language_without_texts_is_told_and_passed_over(tmp_path: Path) -> None:
    (problem,) = _told(tmp_path, "Vietnamese (vi) | draft | |")
    assert not problem.blocks
    assert "Vietnamese" in problem.message
