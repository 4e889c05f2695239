"""All keys on one sheet."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwassess.text import _
from ui.frame.overlay import Overlay
from ui.theme import Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label


def _everywhere() -> list[tuple[str, str]]:
    return [
        ("Ctrl+K", _("find and do anything")),
        ("Ctrl+1 … 8", _("places in the rail")),
        ("Alt+Left, Alt+Right", _("back, forward")),
        ("Ctrl+Z, Ctrl+Shift+Z", _("undo, redo")),
        ("Ctrl+N", _("new assessment")),
        ("/", _("search in the page")),
        ("F12", _("lock at once")),
        ("?", _("this sheet")),
    ]


def _with_questions() -> list[tuple[str, str]]:
    return [
        ("Y N A, 1 … 9", _("yes, no, not applicable; options")),
        ("Up, Down", _("question before, after")),
        ("J, Shift+J", _("next open question; next finding")),
        ("Enter, Esc", _("into the card, out of it")),
        ("+ -", _("affected up, down; with Shift: seen")),
        ("E, T", _("reword the finding, go to the note")),
        ("F6", _("add a photo")),
        ("Insert", _("one more row, where something is asked several times")),
        ("L, Shift+L", _("language of the questions; two at once")),
        ("F1", _("guidance of this question")),
    ]


class KeySheet(Overlay):
    """Lists what can be done without a mouse."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, width=820, top=64)
        self.setObjectName("key-sheet")
        self.setAccessibleName(_("Keys"))
        close = Button(
            _("Close"), kind=Kind.ICON, icon="x", key="Esc", name="keys-close"
        )
        close.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(Label(_("Keys"), step=Step.TITLE), 1)
        head.addWidget(close)
        halves = QHBoxLayout()
        halves.setSpacing(Space.XXL)
        halves.addLayout(self._half(_("Everywhere"), _everywhere()), 1)
        halves.addLayout(self._half(_("With questions"), _with_questions()), 1)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(Space.XL, Space.L, Space.L, Space.XL)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addLayout(halves)
        self.open()
        close.setFocus()

    def _half(self, title: str, rows: list[tuple[str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        column.addWidget(Label(title, step=Step.NOTE, role=Role.INK2, bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for place, (keys, said) in enumerate(rows):
            grid.addWidget(Badge(BadgeKind.PLAIN, keys), place, 0)
            grid.addWidget(Label(said), place, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column
