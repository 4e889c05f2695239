"""What is being typed: kept as durable drafts, made a change when its field is left."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

_KEEP_MS = 300
_QUIET_MS = 10_000

Place = TypeVar("Place")


class Drafts(QObject, Generic[Place]):
    """Texts by the field they are for; settled after ten quiet seconds."""

    def __init__(
        self,
        parent: QObject,
        *,
        keep: Callable[[Place, str], None],
        settle: Callable[[Place, str], None],
    ) -> None:
        """Begin.

        Args:
            parent: Lives as long.
            keep: Writes a draft: which field, its text.
            settle: Makes the change.
        """
        super().__init__(parent)
        self._keep_one, self._settle_one = keep, settle
        self._texts: dict[Place, str] = {}
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._soon.timeout.connect(self._keep)
        self._quiet.timeout.connect(self.settle)

    def __contains__(self, place: Place) -> bool:
        return place in self._texts

    def take(self, place: Place, text: str) -> None:
        """Another keystroke; it is on the disk within 300 ms."""
        self._texts[place] = text
        if not self._soon.isActive():
            self._soon.start()
        self._quiet.start()

    def forget(self, place: Place) -> bool:
        """Drop a text: it is a change already, or given up; whether there was one."""
        return self._texts.pop(place, None) is not None

    def settle(self) -> None:
        """Make changes of all of it, as on leaving every field."""
        self._soon.stop()
        self._quiet.stop()
        texts, self._texts = self._texts, {}
        for place, text in texts.items():
            self._settle_one(place, text)

    def _keep(self) -> None:
        for place, text in self._texts.items():
            self._keep_one(place, text)
