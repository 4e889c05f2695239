"""The one way a person's edits enter: what every part of the workspace shares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from bwassess.assessment.records import AssessmentId
from bwassess.errors import BwassessError
from bwassess.journal.canonical import sound
from bwassess.store import queries
from bwassess.store.identity import Identity
from bwassess.store.replica import Replica
from bwassess.store.writer import Act, ChangedSinceError, Edit
from bwassess.text import _
from bwassess.touched import Touched


@dataclass(frozen=True, slots=True)
class Done:
    """What a person did, already on the disk.

    Attributes:
        act: Put it back to undo it; empty where nothing was new.
        saved_at: When it was committed; true for "Saved 10:42:07".
    """

    act: Act
    touched: Touched
    saved_at: datetime


class NotUndoneError(BwassessError):
    """Someone else has changed the same thing since; undoing would hide their work."""

    def __init__(self) -> None:
        super().__init__(
            _("This can't be undone: someone has changed the same answer since."),
            hint=_("Look at the answer and change it as any other."),
        )


class ApprovedError(BwassessError):
    """What was approved stays as it is until it is returned."""

    def __init__(self) -> None:
        super().__init__(
            _("This assessment is approved and stays as it is."),
            hint=_("To change it, have it returned for review first."),
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """A replica with the person who writes on it."""

    replica: Replica
    identity: Callable[[], Identity]

    def change(self, document: UUID, edits: Sequence[Edit], touched: Touched) -> Done:
        """Set fields in one act."""
        said = [replace(one, value=sound(one.value)) for one in edits]
        act = self.replica.edit(document, said, author=self.identity().author)
        return Done(act, touched if act else Touched(), datetime.now(UTC))

    def work_on(
        self, assessment: AssessmentId, edits: Sequence[Edit], touched: Touched
    ) -> Done:
        """Set fields of an assessment that isn't approved, in one act.

        Raises:
            ApprovedError: it is; what was approved stays as it is.
        """
        self.require_open(assessment)
        return self.change(assessment, edits, touched)

    def require_open(self, assessment: AssessmentId) -> None:
        """Refuse to work on what is approved.

        Raises:
            ApprovedError: it is.
        """
        with self.replica.database.read() as connection:
            if queries.is_approved(connection, assessment):
                raise ApprovedError

    def put_back(self, done: Done) -> Done:
        """Undo an act as a whole; undoing the answer is redo.

        Raises:
            NotUndoneError: someone has changed one of its fields since.
        """
        try:
            act = self.replica.put_back(done.act, author=self.identity().author)
        except ChangedSinceError as error:
            raise NotUndoneError from error
        return Done(act, done.touched, datetime.now(UTC))
