"""The page as it is at a desk: outline, rows with the open card, what is at hand."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from ui.assessment.card import QuestionCard
from ui.assessment.context import ContextPanel
from ui.assessment.outline import Outline
from ui.assessment.point_head import PointHead
from ui.assessment.questions import QuestionList
from ui.theme import Space
from ui.widgets.stitches import Pitch
from ui.widgets.surface import Hairline, Surface

_OUTLINE, _QUESTIONS, _CONTEXT = 308, 750, 308
_ROOM_FOR_CONTEXT = 1160
_ROOM_FOR_OUTLINE = 860
_LONGEST_SEAM = 30


class DeskView(QWidget):
    """Three columns; where there is no room for three, the questions come first."""

    def __init__(self, card: QuestionCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline = Outline()
        self.rows = QuestionList(card)
        self.context = ContextPanel()
        self.head = PointHead(
            pitch=Pitch.HEAD, longest_seam=_LONGEST_SEAM, languages="languages"
        )
        self._wanted = {"outline": True, "context": True}
        self._sides = {
            "outline": _side(self.outline, Qt.Edge.RightEdge, least=280),
            "context": _side(self.context, Qt.Edge.LeftEdge, least=_CONTEXT),
        }
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        middle = self._middle()
        for widget in (self._sides["outline"], middle, self._sides["context"]):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, int(widget is middle))
        splitter.setSizes([_OUTLINE, _QUESTIONS, _CONTEXT])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def toggle(self, side: str) -> None:
        """Show or hide a side ("outline", "context"), also where there is no room."""
        shown = self._sides[side].isVisibleTo(self)
        self._wanted[side] = not shown
        self._sides[side].setVisible(not shown)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() == event.size().width():
            return
        wide = event.size().width()
        for side, least in (
            ("outline", _ROOM_FOR_OUTLINE),
            ("context", _ROOM_FOR_CONTEXT),
        ):
            self._sides[side].setVisible(self._wanted[side] and wide >= least)

    def _middle(self) -> QWidget:
        above, below = QHBoxLayout(), QHBoxLayout()
        for line, first, last in (
            (above, self.head.title, self.head.seam),
            (below, self.head.note, self.head.tongues),
        ):
            line.setSpacing(Space.L)
            line.addWidget(first, 1)
            line.addWidget(last, 0, Qt.AlignmentFlag.AlignVCenter)
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        head.setSpacing(0)
        head.addLayout(above)
        head.addLayout(below)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(Space.XL, 0, Space.XL, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.rows, 1)
        return middle


def _side(widget: QWidget, edge: Qt.Edge, *, least: int) -> Surface:
    side = Surface(ground=None, edges=edge)
    side.setMinimumWidth(least)
    column = QVBoxLayout(side)
    column.setContentsMargins(1, Space.S, 1, 0)
    column.addWidget(widget)
    return side
