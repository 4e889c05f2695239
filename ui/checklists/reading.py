"""A checklist's sheets read from a file, with the version they change, if any."""

from pathlib import Path

from bwassess.checklist import library, xlsform
from bwassess.checklist.model import Checklist
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.sheets import read_sheets
from bwassess.checklist.xlsform import Reading
from bwassess.progress import Progress
from bwassess.text import _
from bwassess.workspace import Workspace

ENDINGS = (".xlsx", ".xls", ".csv", ".md")
"""Files that may hold a checklist."""


def read_file(path: Path, workspace: Workspace, progress: Progress) -> Reading:
    """Read a file; called in a job.

    Raises:
        ChecklistError: the file can't be opened, or changes a version not held here.
    """
    progress(0, 2, path.name)
    rows = read_sheets(path)["settings"].rows
    wanted = rows[0]["bw::base"] if rows else ""
    base = _base(wanted, workspace) if wanted else None
    progress(1, 2, path.name)
    reading = xlsform.read(path, base=base)
    progress(2, 2, path.name)
    return reading


def _base(form_id: str, workspace: Workspace) -> Checklist:
    for entry in reversed(workspace.checklists.list()):
        if entry.form_id == form_id:
            return workspace.checklists.get(entry.hash)
    for edition in library.shipped():
        if edition.form_id == form_id:
            return library.load_shipped(edition.edition)
    raise ChecklistError(
        _("This file changes the checklist “{base}”, which isn't held here.").format(
            base=form_id
        ),
        hint=_("Import that one first."),
    )
