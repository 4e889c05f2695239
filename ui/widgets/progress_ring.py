"""How far, where a seam doesn't fit: a ring with a number in it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Role, Step
from ui.widgets.lines import paint_line


class ProgressRing(QWidget):
    """Shows per cent, or any number of a whole."""

    def __init__(
        self,
        *,
        label: str,
        done: int = 0,
        total: int = 100,
        shown: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make a ring; `label` is read out before the numbers."""
        super().__init__(parent)
        self._label = label
        self.setObjectName("progress-ring")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_progress(done, total, shown=shown)
        theme.watch(self._dress)

    def set_progress(self, done: int, total: int, *, shown: str | None = None) -> None:
        """Show `done` of `total`; in the middle its per cent, or what is `shown`."""
        self._done, self._total = done, total
        percent = 100 * done // total if total else 0
        self._shown = str(percent) if shown is None else shown
        self.setAccessibleName(f"{self._label}: {done} / {total}")
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = max(36, theme.current().line_height(Step.NOTE) * 2)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 4.0
        side = min(self.width(), self.height()) - wide
        ring = QRectF(wide / 2, wide / 2, side, side)
        painter.setPen(QPen(look.color(Role.INDIGO_TINT), wide))
        painter.drawEllipse(ring)
        if self._done and self._total:
            pen = QPen(look.color(Role.INDIGO), wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            share = min(1.0, self._done / self._total)
            painter.drawArc(ring, 90 * 16, -round(share * 360 * 16))
        paint_line(
            painter,
            QRectF(self.rect()),
            self._shown,
            font=look.font(Step.NOTE, bold=True),
            colour=look.color(Role.INK),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
