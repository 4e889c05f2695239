"""The version of the checklist a visit is made by, and whether a newer one is out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.assessment.records import State
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from bwassess.workspace.view import AssessmentView
from ui.checklists.shelf import newer_than
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.surface import Surface


class VersionPanel(QWidget):
    """Names the version; a quiet line where another one lies ready."""

    look_asked = Signal(str)  # ChecklistHash to move to; "" to choose one
    back_asked = Signal(str)  # ChecklistHash it was moved from

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklist-version")
        self._newer: ChecklistHash | None = None
        self._came_from: ChecklistHash | None = None
        self._name = Label("")
        self._name.setObjectName("checklist-name")
        self._other = Button(
            _("Another version…"),
            kind=Kind.QUIET,
            step=Step.NOTE,
            name="another-version",
        )
        self._other.clicked.connect(lambda: self.look_asked.emit(""))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._name, 1)
        row.addWidget(self._other)
        self._notice = _Notice("newer-version", _("See what would change"))
        self._notice.button.clicked.connect(
            lambda: self.look_asked.emit(self._newer or "")
        )
        self._moved = _Notice("moved-version", _("Move back"))
        self._moved.button.clicked.connect(
            lambda: self.back_asked.emit(self._came_from or "")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addWidget(self._moved)
        column.addWidget(self._notice)

    def bind(
        self,
        view: AssessmentView,
        entries: Sequence[ChecklistEntry],
        came_from: Checklist | None,
    ) -> None:
        """Show the version of an assessment.

        Args:
            view: The assessment.
            entries: The versions held here.
            came_from: The version it was moved from.
        """
        checklist = view.checklist
        is_draft = view.assessment.state is State.DRAFT
        self._name.setText(
            _("{title}, version {version}").format(
                title=checklist.title, version=isolated(checklist.version)
            )
        )
        self._other.setVisible(len(entries) > 1)
        self._other.allow(is_draft, reason=_("Only a draft moves to another version."))
        newer = newer_than(checklist, entries)
        self._newer = newer.hash if newer is not None else None
        self._notice.setVisible(newer is not None and is_draft)
        if newer is not None:
            self._notice.say(
                _("Version {version} is published.").format(
                    version=isolated(newer.version)
                )
            )
        self._came_from = came_from.hash if came_from is not None else None
        self._moved.setVisible(came_from is not None and is_draft)
        if came_from is not None:
            self._moved.say(
                _("Moved from version {version}; every answer is kept.").format(
                    version=isolated(came_from.version)
                )
            )


class _Notice(Surface):
    def __init__(self, name: str, action: str) -> None:
        super().__init__(ground=Role.INDIGO_TINT, radius=Radius.ANSWER)
        self.setObjectName(name)
        self._words = Label("")
        self._words.setObjectName(f"{name}-words")
        self.button = Button(action, kind=Kind.QUIET, name=f"{name}-act")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.S, Space.XS)
        row.setSpacing(Space.M)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, words: str) -> None:
        self._words.setText(words)
