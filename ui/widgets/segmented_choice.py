"""A short choice in one frame: isolated or systemic, day or week."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.answer_buttons import Choice
from ui.widgets.lines import Run, natural_width, paint_line


class SegmentedChoice(QWidget):
    """One of two to five; arrow keys move, choosing the chosen one again clears."""

    chosen = Signal(str)  # value, "" for none

    def __init__(
        self,
        choices: Sequence[Choice],
        *,
        label: str,
        value: str | None = None,
        clearable: bool = True,
        name: str = "segmented",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._value = value
        self._label = label
        self._clearable = clearable
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()
        theme.watch(self._dress)

    @property
    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show a choice without telling anybody."""
        self._value = value
        self._say()
        self.update()

    def choose(self, value: str) -> None:
        """Choose as a press on the segment does."""
        again = value == self._value
        if again and not self._clearable:
            return
        self.set_value(None if again else value)
        self.chosen.emit(self._value or "")

    def _say(self) -> None:
        shown = next((c.label for c in self._choices if c.value == self._value), "")
        self.setAccessibleName(f"{self._label}: {shown}" if shown else self._label)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        font = theme.current().font(Step.NOTE, bold=True)
        pad = Space.L if theme.current().floor else Space.M
        return [
            int(natural_width([Run(c.label)], font)) + 2 * pad + 2
            for c in self._choices
        ]

    @override
    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()), theme.current().target_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def segment_rect(self, index: int) -> QRectF:
        """Where a segment lies, mirrored where the interface is."""
        widths = self._widths()
        rect = QRectF(sum(widths[:index]), 0, widths[index], self.height())
        return paint.visual(self, rect)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        whole = QRectF(self.rect())
        paint.box(painter, whole, fill=Role.SURFACE)
        clip = QPainterPath()
        clip.addRoundedRect(whole, Radius.FIELD, Radius.FIELD)
        for index, choice in enumerate(self._choices):
            rect = self.segment_rect(index)
            on = choice.value == self._value
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(clip)
            if on:
                ground = Role.INDIGO if self.isEnabled() else Role.SUNKEN
                painter.fillRect(rect, look.color(ground))
            if index:
                edge = rect.right() if self._mirrored() else rect.left()
                painter.fillRect(
                    QRectF(edge, 0, look.border, self.height()),
                    look.color(Role.CONTROL),
                )
            painter.restore()
            ink = Role.ON_INDIGO if on else Role.INK
            paint_line(
                painter,
                rect,
                choice.label,
                font=look.font(Step.NOTE, bold=on),
                colour=look.color(ink if self.isEnabled() else Role.INK3),
                align=Qt.AlignmentFlag.AlignHCenter,
            )
        paint.box(painter, whole, border=Role.CONTROL)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for index, choice in enumerate(self._choices):
            if self.segment_rect(index).contains(event.position()):
                self.choose(choice.value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._mirrored():
            forward, back = back, forward
        values = [c.value for c in self._choices]
        at = values.index(self._value) if self._value in values else -1
        if event.key() == forward and at + 1 < len(values):
            self.choose(values[at + 1])
        elif event.key() == back and at > 0:
            self.choose(values[at - 1])
        elif event.key() == Qt.Key.Key_Space and at >= 0:
            self.choose(values[at])
        else:
            super().keyPressEvent(event)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
