"""Edits of an open vault: done, told, undone, redone.

The core commits first; only then is anything pushed on the stack, so a failed edit
leaves no step that could be undone.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from ui.changes import Changes

_STEPS = 200


class Edits(QObject):
    """Runs a person's acts, keeps them for undo, and says what they touched."""

    saved = Signal(object)  # datetime of the commit
    failed = Signal(object)  # BwassessError: nothing was saved

    def __init__(self, changes: Changes, *, put_back: Callable[[Done], Done]) -> None:
        super().__init__()
        self._changes = changes
        self._put_back = put_back
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_STEPS)
        self._unsaved: tuple[str, Callable[[], Done]] | None = None

    def run(self, what: str, act: Callable[[], Done]) -> Done | None:
        """Run one act; what it did, or None where it failed and nothing was saved.

        Args:
            what: What undo takes back, in the person's words ("Answer to OS8.05").
            act: Calls the workspace.
        """
        try:
            done = act()
        except BwassessError as error:
            self._unsaved = (what, act)
            self.failed.emit(error)
            return None
        self._unsaved = None
        if done.act:
            self.stack.push(_Step(what, done, self._turn))
        self._tell(done)
        return done

    def retry(self) -> None:
        """Run again what could not be saved last, unless something was saved since."""
        if self._unsaved is not None:
            self.run(*self._unsaved)

    def announce(self, touched: Touched) -> None:
        """Say what came from elsewhere (a sync, an import); it can't be undone."""
        self.stack.clear()
        self._changes.tell(touched)

    def _turn(self, done: Done) -> Done | None:
        try:
            turned = self._put_back(done)
        except BwassessError as error:
            self.failed.emit(error)
            return None
        self._tell(turned)
        return turned

    def _tell(self, done: Done) -> None:
        self.saved.emit(done.saved_at)
        self._changes.tell(done.touched)


class _Step(QUndoCommand):
    """One act on the stack; each turn puts back what the last one did."""

    def __init__(
        self, what: str, done: Done, turn: Callable[[Done], Done | None]
    ) -> None:
        super().__init__(what)
        self._done = done
        self._turn = turn
        self._is_first = True

    @override
    def redo(self) -> None:
        if self._is_first:
            self._is_first = False
            return
        self._apply()

    @override
    def undo(self) -> None:
        self._apply()

    def _apply(self) -> None:
        turned = self._turn(self._done)
        if turned is None:
            self.setObsolete(True)
        else:
            self._done = turned
