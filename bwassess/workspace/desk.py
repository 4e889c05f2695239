"""The one way a person's edits enter: what every part of the workspace shares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from bwassess.errors import BwassessError
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


@dataclass(frozen=True, slots=True)
class Desk:
    """A replica with the person who writes on it."""

    replica: Replica
    identity: Callable[[], Identity]

    def change(self, document: UUID, edits: Sequence[Edit], touched: Touched) -> Done:
        """Set fields in one act."""
        act = self.replica.edit(document, edits, author=self.identity().author)
        return Done(act, touched if act else Touched(), datetime.now(UTC))

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
