"""JavaRosa's validator, as pyxform calls it, accepts the workbooks we write."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from pyxform.xls2xform import convert

from bwassess.checklist.library import load_shipped
from bwassess.checklist.writing import write_workbook
from bwassess.paths import RESOURCES
from tests.factories import make_checklist
from tests.peers.forms import Form, Step
from tests.peers.ours import checklist_of
from tests.peers.strategies import forms

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="ODK's validator needs Java"
)


EDITIONS = sorted(path.name for path in (RESOURCES / "checklists").glob("*/"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_the_validator_accepts_every_edition(edition: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_workbook(load_shipped(edition), path)

    convert(str(path), validate=True)


def test_that_the_validator_accepts_every_kind_of_question(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_workbook(make_checklist(40), path)

    convert(str(path), validate=True)


@settings(max_examples=8)
@given(forms())
def test_that_the_validator_accepts_drawn_forms_as_we_write_them(
    drawn: tuple[Form, tuple[Step, ...]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_workbook(checklist_of(drawn[0]), path)

        convert(str(path), validate=True)


def test_that_the_validator_refuses_what_no_form_is(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(
        "| survey |\n| | type | name | label | relevant |\n"
        "| | text | a | A | nothing(1) |\n",
        "utf-8",
    )

    with pytest.raises(Exception, match="ODK Validate"):
        convert(str(path), validate=True)
