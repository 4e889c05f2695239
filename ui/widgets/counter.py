"""A count: less, the number, more."""

from PySide6.QtCore import QEvent, QRectF, QRegularExpression, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Step
from ui.widgets import paint

_HIGHEST = 999_999
# An integer validator would keep an emptied field from telling that it was left.
_DIGITS_OR_NOTHING = QRegularExpressionValidator(QRegularExpression(r"\p{Nd}{0,6}"))
_WAIT_MS = 400
_REPEAT_MS = 70


class Counter(QWidget):
    """Counts by press, by holding, by arrow keys and by typing."""

    counted = Signal(object)  # int, or None when emptied
    refused = Signal(int)  # a number beyond the limits was asked for

    def __init__(
        self,
        *,
        label: str,
        value: int | None = None,
        lowest: int = 0,
        highest: int = _HIGHEST,
        name: str = "counter",
        parent: QWidget | None = None,
    ) -> None:
        """Make a counter; `label` is what screen readers say it counts."""
        super().__init__(parent)
        self._value = value
        self._lowest, self._highest = lowest, highest
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._less = _Step("minus", _("Fewer: {what}").format(what=label), parent=self)
        self._less.setObjectName(f"{name}-less")
        self._more = _Step("plus", _("More: {what}").format(what=label), parent=self)
        self._more.setObjectName(f"{name}-more")
        self._field = QLineEdit(self)
        self._field.setObjectName(f"{name}-value")
        self._field.setAccessibleName(label)
        self._field.setProperty("plain", "true")
        self._field.setProperty(RING_RADIUS, 0)
        self._field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._field.setValidator(_DIGITS_OR_NOTHING)
        self._field.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._less, self._field, self._more):
            row.addWidget(part)
        self._less.pressed_again.connect(lambda: self.step(-1))
        self._more.pressed_again.connect(lambda: self.step(1))
        self._field.editingFinished.connect(self._on_typed)
        self._show()
        theme.watch(self._dress)

    @property
    def value(self) -> int | None:
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a count without telling anybody."""
        self._value = value
        self._show()

    def set_highest(self, highest: int) -> None:
        self._highest = highest
        self._show()

    def set_lowest(self, lowest: int) -> None:
        self._lowest = lowest
        self._show()

    def set_label(self, label: str) -> None:
        self.setAccessibleName(label)
        self._field.setAccessibleName(label)
        self._less.setAccessibleName(_("Fewer: {what}").format(what=label))
        self._more.setAccessibleName(_("More: {what}").format(what=label))

    def step(self, by: int) -> None:
        """Count on, as a press does."""
        self._offer((self._value or 0) + by)

    def _offer(self, wanted: int | None) -> None:
        if wanted is not None and not self._lowest <= wanted <= self._highest:
            self._show()
            if wanted >= 0:
                self.refused.emit(wanted)
            return
        if wanted == self._value:
            self._show()
            return
        self._value = wanted
        self._show()
        self.counted.emit(wanted)

    def _on_typed(self) -> None:
        text = self._field.text()
        self._offer(int(text) if text else None)

    def _show(self) -> None:
        text = "" if self._value is None else str(self._value)
        if self._field.text() != text:
            self._field.setText(text)
        self._less.setEnabled(self.isEnabled() and (self._value or 0) > self._lowest)

    def _dress(self) -> None:
        look = theme.current()
        side = look.counter_height
        wide = round(side * 1.15) if look.floor else round(side * 1.08)
        for part in (self._less, self._more):
            part.setFixedSize(wide, side)
        self._field.setFixedSize(
            max(wide, round(look.pixels(Step.QUESTION) * 2.6)), side
        )
        self._field.setFont(
            look.font(Step.QUESTION if look.floor else Step.FINDING, bold=True)
        )
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        wide = self._less.width() + self._field.width() + self._more.width()
        return QSize(wide, self._less.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        focused = self._field.hasFocus()
        paint.box(
            painter,
            QRectF(self.rect()),
            fill=Role.SURFACE if self.isEnabled() else Role.SUNKEN,
            border=Role.INDIGO if focused else Role.CONTROL,
            width=2 if focused else None,
            radius=Radius.FIELD,
        )
        line = look.color(Role.LINE)
        painter.setPen(line)
        for edge in (self._field.x(), self._field.geometry().right()):
            painter.drawLine(edge, 1, edge, self.height() - 2)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if by is not None:
                self._on_typed()
                self.step(by)
                return True
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self._show()
        super().changeEvent(event)


class _Step(QAbstractButton):
    pressed_again = Signal()  # by a press and, while it is held, again and again

    def __init__(self, icon: str, label: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._again = QTimer(self)
        self._again.timeout.connect(self._on_held)
        self.pressed.connect(self._on_pressed)
        self.released.connect(self._again.stop)

    def _on_pressed(self) -> None:
        self._again.start(_WAIT_MS)
        self.pressed_again.emit()

    def _on_held(self) -> None:
        self._again.setInterval(_REPEAT_MS)
        if self.isEnabled():
            self.pressed_again.emit()
        else:
            self._again.stop()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            paint.box(painter, inner, fill=Role.INDIGO_TINT, radius=6)
        look = theme.current()
        side = look.icon_size(18 if not look.floor else 24)
        area = self.rect()
        place = area.center()
        area.setRect(place.x() - side // 2, place.y() - side // 2, side, side)
        strong = Role.INK if look.is_high_contrast else Role.INDIGO
        icons.paint(
            painter, self._icon, area, strong if self.isEnabled() else Role.INK3
        )
