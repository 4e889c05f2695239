"""A number between two ends, by steps: a line with a handle, and the number itself."""

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.decimal_field import DecimalField, read_decimal
from ui.widgets.label import Label
from ui.widgets.lines import isolated

_MOST_TICKS = 20


class Slide(QWidget):
    """Nothing is chosen until it is moved, pressed or typed; told as decimal text."""

    chosen = Signal(str)  # canonical decimal, "" for none
    refused = Signal(str)  # a number beyond the ends or between two steps was typed

    def __init__(
        self, *, label: str, name: str = "slide", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._start, self._end, self._step = Decimal(1), Decimal(10), Decimal(1)
        self._line = _Line(label)
        self._line.setObjectName(f"{name}-line")
        self._field = DecimalField(
            label=label, allow_negative=True, name=f"{name}-field"
        )
        self._first = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        self._last = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        ends = QHBoxLayout()
        ends.addWidget(self._first)
        ends.addStretch(1)
        ends.addWidget(self._last)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._line)
        left.addLayout(ends)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addLayout(left, 1)
        row.addWidget(self._field, 0, Qt.AlignmentFlag.AlignTop)
        self._line.moved.connect(self._on_moved)
        self._line.released.connect(lambda: self.chosen.emit(self._field.value))
        self._field.entered.connect(self._on_entered)
        self._field.refused.connect(self.refused)

    @property
    def value(self) -> str:
        return self._field.value

    def set_scale(
        self, start: Decimal, end: Decimal, step: Decimal, *, ticks: bool = True
    ) -> None:
        """Set ends and step; a scale may run downwards."""
        step = abs(step) or Decimal(1)
        self._start, self._end = start, end
        self._step = step if end >= start else -step
        steps = int(abs(end - start) // step)
        self._line.set_steps(steps, ticks=ticks and steps <= _MOST_TICKS)
        self._first.setText(isolated(_plain(start)))
        self._last.setText(isolated(_plain(end)))

    def set_value(self, value: str) -> None:
        """Show a number without telling anybody."""
        self._field.set_value(value)
        place = self._place_of(value)
        self._line.set_place(place, said=value)

    def settle(self) -> None:
        """Tell what was typed, as leaving the field does."""
        self._field.settle()

    def fits(self, value: str) -> bool:
        """Whether a number lies on a step between the ends."""
        return self._place_of(value) is not None

    def _place_of(self, value: str) -> int | None:
        number = read_decimal(value)
        if number is None:
            return None
        place, rest = divmod(Decimal(number) - self._start, self._step)
        steps = int((self._end - self._start) // self._step)
        return int(place) if not rest and 0 <= place <= steps else None

    def _on_moved(self, place: int) -> None:
        said = _plain(self._start + place * self._step)
        self._field.set_value(said)
        self._line.set_place(place, said=said)

    def _on_entered(self, text: str) -> None:
        if text and not self.fits(text):
            self.refused.emit("")
            return
        self._line.set_place(self._place_of(text), said=text)
        self.chosen.emit(text)


class _Line(QWidget):
    """The line with its handle; arrow keys step, Home and End go to the ends."""

    moved = Signal(int)
    released = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._steps, self._ticks = 9, True
        self._place: int | None = None
        self._label = label
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def set_steps(self, steps: int, *, ticks: bool) -> None:
        self._steps, self._ticks = max(steps, 1), ticks
        self.update()

    def set_place(self, place: int | None, *, said: str) -> None:
        self._place = place
        self.setAccessibleName(f"{self._label}: {said}" if said else self._label)
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(280, theme.current().counter_height + 8)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # -- where things lie ----------------------------------------------------

    @property
    def _handle(self) -> float:
        return theme.current().icon_size(26)

    def _x(self, place: float) -> float:
        """Where a step lies, counted as read: from the left, or from the right."""
        pad = self._handle / 2 + 2
        x = pad + (self.width() - 2 * pad) * place / self._steps
        return self.width() - x if self._mirrored() else x

    def _nearest(self, x: float) -> int:
        pad = self._handle / 2 + 2
        if self._mirrored():
            x = self.width() - x
        share = (x - pad) / max(self.width() - 2 * pad, 1)
        return max(0, min(self._steps, round(share * self._steps)))

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    # -- moving --------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.moved.emit(self._nearest(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self._nearest(event.position().x()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.released.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        on, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._mirrored():
            on, back = back, on
        big = max(1, self._steps // 10)
        steps: dict[int, int] = {
            on: 1,
            back: -1,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: big,
            Qt.Key.Key_PageDown: -big,
            Qt.Key.Key_Home: -self._steps,
            Qt.Key.Key_End: self._steps,
        }
        by = steps.get(event.key())
        if by is None:
            super().keyPressEvent(event)
            return
        # The first key puts the handle at the beginning, or at the end it asks for.
        here = self._place if self._place is not None else 0 if by > 1 else -by
        self.moved.emit(max(0, min(self._steps, here + by)))
        self.released.emit()

    # -- painting ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        middle = self.height() / 2
        thick = 6.0 if look.floor else 4.0
        ends = sorted((self._x(0), self._x(self._steps)))
        track = QRectF(ends[0], middle - thick / 2, ends[1] - ends[0], thick)
        paint.box(painter, track, fill=Role.CONTROL, radius=thick / 2)
        if self._ticks:
            for place in range(self._steps + 1):
                tick = QRectF(self._x(place) - 1, middle + 8, 2, 6)
                painter.fillRect(tick, look.color(Role.CONTROL))
        if self._place is None:
            self._paint_handle(painter, self._x(0), chosen=False)
            return
        at = self._x(self._place)
        begin = self._x(0)
        done = QRectF(min(at, begin), track.top(), abs(at - begin), thick)
        if self.isEnabled():
            paint.box(painter, done, fill=Role.INDIGO, radius=thick / 2)
        self._paint_handle(painter, at, chosen=True)

    def _paint_handle(self, painter: QPainter, x: float, *, chosen: bool) -> None:
        side = self._handle
        place = QRectF(QPointF(0, 0), QSize(round(side), round(side)).toSizeF())
        place.moveCenter(QPointF(x, self.height() / 2))
        fill = Role.INDIGO if chosen else Role.SURFACE
        if not self.isEnabled():
            fill = Role.SUNKEN
        paint.box(
            painter,
            place,
            fill=fill,
            border=Role.INDIGO if chosen and self.isEnabled() else Role.CONTROL,
            width=2,
            radius=side / 2,
            dashed=not chosen,
        )


def _plain(number: Decimal) -> str:
    return read_decimal(f"{number:f}") or "0"
