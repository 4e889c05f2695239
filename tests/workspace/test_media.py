"""Files of a checklist in the vault: whole there before the version is."""

from pathlib import Path

import pytest

from bwassess.assessment.records import AssessmentId, Role
from bwassess.checklist.model import Checklist
from bwassess.checklist.writing import write_media, write_workbook
from bwassess.checklist.xlsform import load, read
from bwassess.hub import serving
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from bwassess.workspace.checklists import MissingMediaError
from bwassess.workspace.verifying import verify
from tests.fixtures_hub import served
from tests.workspace.conftest import CHEAP, DAY, PASSPHRASE

FORM = """
| survey   |         |         |                     |              |
|          | type    | name    | label               | media::image |
|          | integer | count   | How many such exits | exit.png     |
| settings |         |         |                     |              |
|          | form_id | version |                     |              |
|          | exits   | 1       |                     |              |
"""
PICTURE = b"a picture " * 20_000


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form" / "exits.md"
    path.parent.mkdir()
    path.write_text(FORM)
    (path.parent / "exit.png").write_bytes(PICTURE)
    return path


def kept(workspace: Workspace, form: Path) -> Checklist:
    reading = read(form)
    assert reading.checklist is not None
    workspace.checklists.keep(reading.checklist, reading.files)
    return reading.checklist


def test_that_a_version_kept_gives_its_files_without_the_form(
    workspace: Workspace, form: Path
) -> None:
    checklist = kept(workspace, form)
    (form.parent / "exit.png").unlink()
    assert workspace.checklists.media(checklist.hash, "exit.png") == PICTURE
    assert workspace.checklists.media(checklist.hash, "other.png") is None


def test_that_its_files_lie_encrypted(
    workspace: Workspace, form: Path, vault: Path
) -> None:
    kept(workspace, form)
    files = [one for one in (vault / "evidence").rglob("*") if one.is_file()]
    assert files
    assert not any(b"a picture" in one.read_bytes() for one in files)


def test_that_a_version_is_kept_whole_or_not_at_all(
    workspace: Workspace, form: Path
) -> None:
    reading = read(form)
    assert reading.checklist is not None
    (form.parent / "exit.png").write_bytes(b"changed meanwhile")
    for files in (reading.files, None):
        with pytest.raises(MissingMediaError, match=r"exit\.png"):
            workspace.checklists.keep(reading.checklist, files)
    held = [one.hash for one in workspace.checklists.list()]
    assert reading.checklist.hash not in held


def test_that_a_version_goes_out_of_the_vault_and_comes_back_the_same(
    workspace: Workspace, form: Path, tmp_path: Path
) -> None:
    checklist = kept(workspace, form)
    out = tmp_path / "out.xlsx"
    write_workbook(checklist, out)
    held = workspace.checklists
    assert not write_media(checklist, out, lambda one: held.media_of(checklist, one))
    assert load(out).hash == checklist.hash


def test_that_no_assessment_shows_them_and_the_vault_is_sound(
    workspace: Workspace, form: Path, assessment: AssessmentId
) -> None:
    checklist = kept(workspace, form)
    workspace.checklists.publish(checklist.hash)
    factory = workspace.factories.add("Sovann Garments", "KH")
    begun = workspace.assessments.begin(
        Plan(factory, checklist.hash, "KH", 1, DAY, DAY)
    )
    for one in (begun, assessment):
        view = workspace.assessments.view(one)
        assert view is not None
        assert not view.evidence
        assert not view.loose_photos()
    found = verify(workspace)
    assert (found.flaws, found.evidence) == ((), 1)


def test_that_keeping_it_twice_changes_nothing(
    workspace: Workspace, form: Path
) -> None:
    kept(workspace, form)
    workspace.replica.seal(author=workspace.identity.author)
    kept(workspace, form)
    assert workspace.replica.seal(author=workspace.identity.author) == 0


def test_that_a_picture_arrives_on_a_second_laptop_through_a_hub(
    workspace: Workspace, form: Path, tmp_path: Path
) -> None:
    """Also where that laptop works in another country: a checklist is everybody's."""
    hub = tmp_path / "hub"
    serving.init(hub)
    checklist = kept(workspace, form)
    other, _key = Workspace.create(
        tmp_path / "other", PASSPHRASE, name="Dara", cost=CHEAP
    )
    with served(hub) as (url, _process), other:
        for one, country in ((workspace, "KH"), (other, "VN")):
            code = serving.enrol(
                hub, name=one.identity.name, role=Role.REVIEWER, countries=[country]
            )
            one.sync.enrol(url, code)
        assert workspace.sync.run().counts.files_sent == 1
        assert other.sync.run().counts.files_received == 1
        assert other.checklists.get(checklist.hash) == checklist
        assert other.checklists.media(checklist.hash, "exit.png") == PICTURE
        # Holding it too says nothing new: both name the file alike.
        kept(other, form)
        assert other.sync.run().counts.sent == 0
    assert not any(one.state.files_unsent for one in workspace.sync.holdings())
