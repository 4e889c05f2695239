"""Several answers of many: a row each, with its number key."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Lines, Run, natural_width, paint_line


@dataclass(frozen=True, slots=True)
class Option:
    """What can be ticked, and what stands at the end of its row."""

    value: str
    label: str
    note: str = ""


class CheckList(QWidget):
    """Rows to tick; tells all that are ticked after each change."""

    ticked = Signal(object)  # frozenset of values

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        on: frozenset[str] = frozenset(),
        name: str = "choices",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._options: tuple[Option, ...] = ()
        self.set_options(options)
        self.set_on(on)

    @property
    def on(self) -> frozenset[str]:
        return frozenset(v for v, row in self._rows.items() if row.isChecked())

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what is ticked stays ticked."""
        if tuple(options) == self._options:
            return
        on = self.on
        self._options = tuple(options)
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for number, option in enumerate(options, 1):
            row = _Row(option, key=str(number) if number < 10 else "", parent=self)
            row.clicked.connect(lambda _=False: self.ticked.emit(self.on))
            self._column.insertWidget(number - 1, row)
            self._rows[option.value] = row
        self.set_on(on)

    def set_on(self, on: frozenset[str]) -> None:
        """Show what is ticked without telling anybody."""
        for value, row in self._rows.items():
            row.setChecked(value in on)

    def toggle_by_number(self, number: int) -> bool:
        """Tick or clear the row of a number; whether there is one."""
        rows = list(self._rows.values())
        if not 1 <= number <= len(rows):
            return False
        rows[number - 1].click()
        return True


class _Row(QAbstractButton):
    def __init__(self, option: Option, *, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._option, self._key = option, key
        self.setText(option.label)
        self.setObjectName(f"option-{option.value}")
        self.setAccessibleName(option.label)
        self.setAccessibleDescription(option.note)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.MARK))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.watch(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def _box_side(self) -> int:
        return theme.current().icon_size(22)

    def _end_width(self) -> float:
        width = 0.0
        if self._option.note:
            font = theme.current().font(Step.NOTE)
            width += natural_width([Run(self._option.note)], font) + Space.M
        if self._shows_key():
            width += paint.key_width(self._key) + Space.M
        return width

    def _shows_key(self) -> bool:
        return bool(self._key) and not theme.current().floor

    def _label(self, width: float) -> Lines:
        look = theme.current()
        return Lines(
            [Run(self.text(), bold=self.isChecked())],
            font=look.font(),
            width=max(width - self._box_side - Space.M - self._end_width(), 40),
            line_height=look.line_height(),
            right_to_left=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        needed = self._label(width).height + 2 * Space.S
        return max(theme.current().target_height + 6, round(needed))

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, theme.current().target_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), look.color(Role.INDIGO_TINT))
        middle = self.height() / 2
        side = self._box_side
        tick = paint.visual(self, QRectF(1, middle - side / 2, side, side))
        on = self.isChecked()
        paint.box(
            painter,
            tick,
            fill=Role.INDIGO if on else Role.SURFACE,
            border=Role.INDIGO if on else Role.CONTROL,
            width=look.answer_border,
            radius=Radius.MARK,
        )
        if on:
            inner = tick.adjusted(3, 3, -3, -3).toRect()
            icons.paint(painter, "check", inner, Role.ON_INDIGO)
        lines = self._label(self.width())
        left = side + Space.M
        place = QRectF(left, 0, self.width() - left - self._end_width(), 1)
        corner = QPointF(
            paint.visual(self, place).left(), (self.height() - lines.height) / 2
        )
        ink = Role.INK if self.isEnabled() else Role.INK3
        lines.paint(painter, corner, look.color(ink))
        self._paint_end(painter)
        line = QRectF(0, self.height() - look.border, self.width(), look.border)
        painter.fillRect(line, look.color(Role.LINE))

    def _paint_end(self, painter: QPainter) -> None:
        look = theme.current()
        right = float(self.width())
        if self._shows_key():
            wide, tall = paint.key_width(self._key), paint.key_height()
            hint = QRectF(right - wide, (self.height() - tall) / 2, wide, tall)
            paint.key_hint(
                painter,
                paint.visual(self, hint),
                self._key,
                role=Role.INK3,
                border=Role.LINE,
            )
            right -= wide + Space.M
        if self._option.note:
            font = look.font(Step.NOTE)
            wide = natural_width([Run(self._option.note)], font) + 2
            rect = QRectF(right - wide, 0, wide, self.height())
            paint_line(
                painter,
                paint.visual(self, rect),
                self._option.note,
                font=font,
                colour=look.color(Role.INK if self.isChecked() else Role.INK3),
            )
