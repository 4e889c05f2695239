"""Checklist versions held in this vault."""

from collections.abc import Mapping
from dataclasses import replace

from bwassess.checklist import library
from bwassess.checklist.comparing import Comparison, compare
from bwassess.checklist.external import Files
from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.given import Value
from bwassess.checklist.media import bare
from bwassess.checklist.model import Checklist, MediaFile, Question
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.errors import BwassessError
from bwassess.store import identity as identities
from bwassess.store import queries
from bwassess.store.disk import reporting
from bwassess.store.evidence import Evidence as EvidenceFiles
from bwassess.store.queries import ChecklistEntry
from bwassess.store.replica import document_of
from bwassess.store.writer import Edit
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.desk import Desk, Done


class MissingChecklistError(BwassessError):
    """An assessment was made with a version this vault doesn't hold."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            _("Checklist {hash} of this assessment isn't in the vault yet.").format(
                hash=wanted[:8]
            ),
            hint=_("Sync with the hub to fetch it."),
        )


class NotPublisherError(BwassessError):
    """Versions are published by the programme's office."""

    def __init__(self) -> None:
        super().__init__(
            _("Only a reviewer or an administrator publishes and retires versions."),
            hint=_("Ask your programme's office."),
        )


class MissingMediaError(BwassessError):
    """A version is held whole, or not at all."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The file {file} isn't there any more, or has changed.").format(
                file=name
            ),
            hint=_("Read the checklist again, with all its files beside it."),
        )


class Checklists:
    """Immutable versions, known by hash."""

    def __init__(self, desk: Desk, evidence: EvidenceFiles) -> None:
        self._desk = desk
        self._evidence = evidence

    def list(self) -> list[ChecklistEntry]:
        """All versions, by title and version.

        The editions that come with the program are among them; they are published.
        """
        shipped = {one.hash for one in library.shipped()}
        with self._desk.replica.database.read() as connection:
            held = [
                replace(one, is_published=one.is_published or one.hash in shipped)
                for one in queries.checklists(connection)
            ]
        known = {entry.hash for entry in held}
        held.extend(
            ChecklistEntry(
                one.hash,
                one.form_id,
                one.version,
                one.title,
                one.country,
                is_published=True,
                is_retired=False,
            )
            for one in library.shipped()
            if one.hash not in known
        )
        return sorted(held, key=lambda one: (one.title, one.version))

    def get(self, wanted: ChecklistHash) -> Checklist:
        """One version.

        Raises:
            MissingChecklistError: it isn't here, or only in part.
        """
        replica = self._desk.replica
        found = replica.checklist(wanted) or library.shipped_with(wanted)
        if found is None:
            raise MissingChecklistError(wanted)
        return found

    def make_ready(self, wanted: ChecklistHash) -> None:
        """Read and compile a version beforehand, in whatever thread has the time."""
        compile_form(self.get(wanted))

    def keep(self, checklist: Checklist, files: Files | None = None) -> Touched:
        """Hold a version; assessments begin with it once it is published.

        The files that its texts name are whole in the vault before the version is.

        Args:
            checklist: The version.
            files: Where they are, as its reading tells.

        Raises:
            MissingMediaError: one isn't there, or isn't what was read.
        """
        self.take_files(checklist, files)
        self._desk.replica.keep_checklist(
            checklist, author=self._desk.identity().author
        )
        return _touched(checklist.hash)

    def take_files(self, checklist: Checklist, files: Files | None = None) -> None:
        """Bring what its texts name into the vault, as `keep` does before it.

        In a job this can be done beforehand: films take their time.

        Raises:
            MissingMediaError: one isn't there, or isn't what was read.
        """
        source = files or library.files_with(checklist.hash)
        for file in checklist.files:
            self._bring(file, source)

    def _bring(self, file: MediaFile, source: Files) -> None:
        if self._evidence.has(file.sha256):
            return
        path = source.path(file.name)
        if path is None or source.media(file.name) != file:
            raise MissingMediaError(file.name)
        if self._evidence.add(path) != file.sha256:
            raise MissingMediaError(file.name)

    def media(self, wanted: ChecklistHash, name: str) -> bytes | None:
        """A file that the texts of a version name; None while it isn't here.

        Raises:
            MissingChecklistError: the version isn't here.
        """
        return self.media_of(self.get(wanted), name)

    def media_of(
        self, checklist: Checklist, name: str, files: Files | None = None
    ) -> bytes | None:
        """The same of a version that may not be held yet.

        Args:
            checklist: The version.
            name: As its texts have it.
            files: Where its files are if it was just read.
        """
        known = next((one for one in checklist.files if one.name == bare(name)), None)
        if known is None:
            return None
        if self._evidence.has(known.sha256):
            return self._evidence.read(known.sha256)
        path = (files or library.files_with(checklist.hash)).path(known.name)
        if path is None:
            return None
        with reporting(path):
            return path.read_bytes()

    def hold(self, wanted: ChecklistHash) -> Checklist:
        """Make sure that a version travels with what is made of it.

        An edition that comes with the program is held from its first use on, so that a
        laptop carries and sends only what somebody works with.

        Raises:
            MissingChecklistError: it isn't here, or only in part.
        """
        checklist = self.get(wanted)
        if self._desk.replica.checklist(wanted) is None:
            self.keep(checklist)
        return checklist

    def may_publish(self) -> bool:
        """Whether the person at this desk publishes and retires versions.

        The programme's office does; a laptop that belongs to no programme is its own.
        """
        if self._desk.identity().role.is_office:
            return True
        with self._desk.replica.database.read() as connection:
            return identities.hub_link(connection) is None

    def publish(self, wanted: ChecklistHash) -> Done:
        """Let assessments begin with a version, also one that was retired.

        Raises:
            NotPublisherError: the programme's office does this.
        """
        return self._decide(wanted, {"published": True, "retired": None})

    def retire(self, wanted: ChecklistHash) -> Done:
        """Let no more assessments begin with a version; those begun go on.

        Raises:
            NotPublisherError: the programme's office does this.
        """
        return self._decide(wanted, {"retired": True})

    def compare(self, old: ChecklistHash, new: ChecklistHash) -> Comparison:
        """What another version asks otherwise.

        Raises:
            MissingChecklistError: one of them isn't here.
        """
        return compare(self.get(old), self.get(new))

    def last_asking(self, question: QuestionId) -> Question | None:
        """A question as the latest version held here has it that asks it at all."""
        for entry in sorted(self.list(), key=lambda one: one.version, reverse=True):
            found = self._desk.replica.checklist(entry.hash)
            if found is not None and found.asks(question):
                return found.question(question)
        return None

    def _decide(self, wanted: ChecklistHash, fields: Mapping[str, Value]) -> Done:
        if not self.may_publish():
            raise NotPublisherError
        self.hold(wanted)
        (entry,) = (one for one in self.list() if one.hash == wanted)
        stands = {"published": entry.is_published, "retired": entry.is_retired}
        edits = [
            Edit("checklist/", name, value, insists=True)
            for name, value in fields.items()
            if stands[name] != bool(value)
        ]
        return self._desk.change(document_of(wanted), edits, _touched(wanted))


def _touched(checklist: ChecklistHash) -> Touched:
    return Touched(checklists=frozenset({checklist}), sync=True)
