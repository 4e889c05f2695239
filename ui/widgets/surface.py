"""Grounds: an open card, a rail, a bar, a well; and the hairline between things."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Role
from ui.widgets import paint


class Surface(QFrame):
    """A ground of a role, with a border all around or hairlines at some edges."""

    def __init__(
        self,
        *,
        ground: Role | None = Role.SURFACE,
        border: Role | None = None,
        radius: int = 0,
        edges: Qt.Edge | None = None,
        dashed: bool = False,
        border_width: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make a ground; `edges` names hairlines, left and right as read in English."""
        super().__init__(parent)
        self._ground, self._border, self._radius = ground, border, radius
        self._edges, self._dashed, self._border_width = edges, dashed, border_width
        theme.watch(self.update)

    def set_ground(self, ground: Role | None) -> None:
        self._ground = ground
        self.update()

    def set_border(self, border: Role | None, *, width: float | None = None) -> None:
        self._border, self._border_width = border, width
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        area = QRectF(self.rect())
        if self._radius or self._border is not None:
            paint.box(
                painter,
                area,
                fill=self._ground,
                border=self._border,
                width=self._border_width,
                radius=self._radius,
                dashed=self._dashed,
            )
        elif self._ground is not None:
            painter.fillRect(area, look.color(self._ground))
        if self._edges is None:
            return
        line, wide = look.color(Role.LINE), look.border
        for edge, rect in (
            (Qt.Edge.TopEdge, QRectF(0, 0, self.width(), wide)),
            (Qt.Edge.BottomEdge, QRectF(0, self.height() - wide, self.width(), wide)),
            (Qt.Edge.LeftEdge, QRectF(0, 0, wide, self.height())),
            (Qt.Edge.RightEdge, QRectF(self.width() - wide, 0, wide, self.height())),
        ):
            if self._edges & edge:
                painter.fillRect(paint.visual(self, rect), line)


class Hairline(QWidget):
    """A line between two things; it says nothing and takes no focus."""

    def __init__(
        self, *, vertical: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._vertical = vertical
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(*((fixed, free) if vertical else (free, fixed)))
        theme.watch(self._dress)

    def _dress(self) -> None:
        wide = round(theme.current().border)
        if self._vertical:
            self.setFixedWidth(wide)
        else:
            self.setFixedHeight(wide)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().color(Role.LINE))
