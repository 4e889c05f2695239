"""What every page of an unlocked vault is handed: the core and the ways to use it."""

from dataclasses import dataclass

from bwassess.settings import Settings
from bwassess.workspace import Workspace
from ui.changes import Changes
from ui.edits import Edits
from ui.jobs import Jobs
from ui.messages import Messages


@dataclass(frozen=True, slots=True)
class Session:
    """One unlocked vault in one window, from unlock to lock.

    Attributes:
        edits: The only way a page changes anything: `edits.run(what, act)`.
        changes: The one signal that tells what was touched.
    """

    workspace: Workspace
    settings: Settings
    changes: Changes
    edits: Edits
    jobs: Jobs
    messages: Messages
