"""One amber line about an answer: what it is, and in words why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class Caution(Surface):
    """Stands beside an answer and stops nothing; with `undo` it can be taken back."""

    undone = Signal()

    def __init__(self, name: str, *, undo: str = "") -> None:
        super().__init__(ground=Role.WELD_TINT, radius=Radius.ANSWER)
        self.setObjectName(name)
        self._sign = QLabel()
        self._title = Label("", step=Step.NOTE, role=Role.WELD, bold=True)
        self._words = Label("")
        self._words.setObjectName(f"{name}-words")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        if undo:
            button = Button(undo, kind=Kind.QUIET, step=Step.NOTE, name=f"{name}-undo")
            button.clicked.connect(lambda _=False: self.undone.emit())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        theme.watch(self._dress)

    def tell(self, title: str, words: str) -> None:
        """Say it; without words there is nothing to say."""
        self._title.setText(title)
        self._words.setText(words)
        self.setAccessibleName(f"{title}: {words}" if words else title)
        self.setVisible(bool(words))

    def _dress(self) -> None:
        look = theme.current()
        self.set_border(Role.WELD if look.is_high_contrast else None)
        side, scale = look.icon_size(18), self.devicePixelRatioF()
        self._sign.setPixmap(
            icons.pixmap("triangle-alert", side, Role.WELD, scale=scale)
        )
