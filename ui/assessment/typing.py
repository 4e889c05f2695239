"""What is being typed: kept as durable drafts, made a change when its field is left."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from bwassess.checklist.names import QuestionId

_KEEP_MS = 300
_QUIET_MS = 10_000

Keep = Callable[[QuestionId, str, str], None]


class Typing(QObject):
    """Texts on their way, by question and field; settled after ten quiet seconds."""

    def __init__(self, parent: QObject, *, keep: Keep, settle: Keep) -> None:
        """Begin.

        Args:
            parent: Lives as long.
            keep: Writes a draft: question, field, text.
            settle: Makes the change.
        """
        super().__init__(parent)
        self._keep_one, self._settle_one = keep, settle
        self._texts: dict[tuple[QuestionId, str], str] = {}
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._soon.timeout.connect(self._keep)
        self._quiet.timeout.connect(self.settle)

    def take(self, question: QuestionId, field: str, text: str) -> None:
        """Another keystroke; it is on the disk within 300 ms."""
        self._texts[question, field] = text
        if not self._soon.isActive():
            self._soon.start()
        self._quiet.start()

    def forget(self, question: QuestionId, field: str) -> bool:
        """Drop a text: it is a change already, or given up; whether there was one."""
        return self._texts.pop((question, field), None) is not None

    def settle(self) -> None:
        """Make changes of all of it, as on leaving every field."""
        self._soon.stop()
        self._quiet.stop()
        texts, self._texts = self._texts, {}
        for (question, field), text in texts.items():
            self._settle_one(question, field, text)

    def _keep(self) -> None:
        for (question, field), text in self._texts.items():
            self._keep_one(question, field, text)
