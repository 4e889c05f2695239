"""A page with nothing on it yet: what will be here, and how it comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface

_CARD_WIDTH = 290


@dataclass(frozen=True, slots=True)
class Way:
    """Something to begin with: what it is called, what it does, what is pressed."""

    name: str
    title: str
    text: str
    action: str
    icon: str


class EmptyState(QWidget):
    """A picture of the thing to come, one sentence, at most three ways to begin."""

    chosen = Signal(str)  # name of the way

    def __init__(
        self,
        title: str,
        sentence: str,
        *,
        ways: Sequence[Way] = (),
        picture: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if len(ways) > 3:
            raise ValueError("an empty page offers at most three ways to begin")
        self.setObjectName("empty-state")
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        column.addStretch(1)
        if picture is not None:
            column.addWidget(picture, 0, middle)
            column.addSpacing(Space.L)
        column.addWidget(Label(title, step=Step.DISPLAY, centred=True))
        words = Label(sentence, step=Step.FINDING, role=Role.INK2, centred=True)
        words.setMaximumWidth(620)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addStretch(1)
        row.addWidget(words, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(Space.XL)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(Space.L)
        self._row.addStretch(1)
        for place, way in enumerate(ways):
            self._row.addWidget(self._card(way, first=not place), 100)
        self._row.addStretch(1)
        self._ways = len(ways)
        column.addLayout(self._row)
        column.addStretch(2)

    def _card(self, way: Way, *, first: bool) -> "_Card":
        card = _Card(way, first=first)
        card.button.clicked.connect(lambda _=False: self.chosen.emit(way.name))
        return card

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        side_by_side = self.width() >= self._ways * (_CARD_WIDTH - 40)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight
            if side_by_side
            else QBoxLayout.Direction.TopToBottom
        )


class _Card(Surface):
    def __init__(self, way: Way, *, first: bool) -> None:
        super().__init__(
            border=Role.CONTROL if first else Role.LINE, radius=Radius.CARD
        )
        self._icon = way.icon
        self._role = Role.INDIGO if first else Role.INK2
        self.setMaximumWidth(_CARD_WIDTH + 80)
        self._sign = QLabel()
        self.button = Button(
            way.action,
            kind=Kind.PRIMARY if first else Kind.ORDINARY,
            name=way.name,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L + 4, Space.L, Space.L + 4, Space.L + 4)
        column.setSpacing(Space.XS)
        column.addWidget(self._sign)
        column.addSpacing(Space.S)
        column.addWidget(Label(way.title, step=Step.QUESTION))
        column.addWidget(Label(way.text, step=Step.NOTE, role=Role.INK2))
        column.addStretch(1)
        column.addSpacing(Space.M)
        column.addWidget(self.button)
        theme.watch(self._dress)

    def _dress(self) -> None:
        side = theme.current().icon_size(28)
        scale = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap(self._icon, side, self._role, scale=scale))
