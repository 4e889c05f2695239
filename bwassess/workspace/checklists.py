"""Checklist versions held in this vault."""

from bwassess.checklist import library
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash
from bwassess.errors import BwassessError
from bwassess.store import queries
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.desk import Desk


class MissingChecklistError(BwassessError):
    """An assessment was made with a version this vault doesn't hold."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            _("Checklist {hash} of this assessment isn't in the vault yet.").format(
                hash=wanted[:8]
            ),
            hint=_("Sync with the hub to fetch it."),
        )


class Checklists:
    """Immutable versions, known by hash."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list(self) -> list[ChecklistEntry]:
        """All versions, by title and version."""
        with self._desk.replica.database.read() as connection:
            return queries.checklists(connection)

    def get(self, wanted: ChecklistHash) -> Checklist:
        """One version.

        Raises:
            MissingChecklistError: it isn't here, or only in part.
        """
        found = self._desk.replica.checklist(wanted)
        if found is None:
            raise MissingChecklistError(wanted)
        return found

    def keep(self, checklist: Checklist) -> Touched:
        """Hold a version from now on."""
        self._desk.replica.keep_checklist(
            checklist, author=self._desk.identity().author
        )
        return Touched(checklists=frozenset({checklist.hash}), sync=True)

    def keep_shipped(self) -> None:
        """Hold the editions that come with the program."""
        held = {entry.hash for entry in self.list()}
        for one in library.shipped():
            checklist = library.load_shipped(one.edition)
            if checklist.hash not in held:
                self.keep(checklist)
