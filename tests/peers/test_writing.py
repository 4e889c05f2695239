"""JavaRosa's validator, as pyxform calls it, accepts the workbooks we write.

`python3 dev.py peers` puts every edition to it, and more forms.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from pyxform.xls2xform import convert

from bwassess.checklist.library import load_shipped
from bwassess.checklist.writing import write_workbook
from tests.factories import make_checklist
from tests.peers.forms import Form, Step
from tests.peers.ours import checklist_of
from tests.peers.strategies import forms

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="ODK's validator needs Java"
)


def test_that_the_validator_accepts_an_edition(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_workbook(load_shipped("kh"), path)

    convert(str(path), validate=True)


def test_that_the_validator_accepts_every_kind_of_question(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    write_workbook(make_checklist(40), path)

    convert(str(path), validate=True)


@settings(max_examples=4)
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
