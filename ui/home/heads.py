"""The codes of the clusters above their stitches."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.home.rows import RowList
from ui.theme import Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import paint_line


class Heads(QWidget):
    """A table's head for the seams of a list."""

    def __init__(self, rows: RowList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._codes: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def show_codes(self, codes: tuple[str, ...]) -> None:
        """Show a code above each cluster; none leaves a bare edge."""
        self._codes = codes
        self._dress()

    def _dress(self) -> None:
        line = theme.current().line_height(Step.NOTE)
        self.setFixedHeight(line + Space.S if self._codes else 0)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect())
        paint.box(painter, ground.adjusted(0, 0, 0, 12), fill=Role.SUNKEN, radius=11)
        starts = self._rows.columns.starts
        ends = [*starts[1:], float(self.width())]
        for code, start, end in zip(self._codes, starts, ends, strict=False):
            place = QRectF(Space.L + 4 + start, 0, end - start, self.height())
            paint_line(
                painter,
                paint.visual(self, place),
                code,
                font=look.font(Step.SMALL, bold=True),
                colour=look.color(Role.INK3),
                align=paint.leading(self),
            )
