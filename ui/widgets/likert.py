"""Answers as points of one line, from one end to the other."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.check_list import Option
from ui.widgets.lines import Lines, Run


class Likert(QWidget):
    """One of a few, side by side; choosing the chosen one again clears it."""

    chosen = Signal(str)  # value, "" for none

    def __init__(self, *, name: str = "likert", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._options: tuple[Option, ...] = ()
        self._points: dict[str, _Point] = {}
        self._value: str | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def set_options(self, options: Sequence[Option]) -> None:
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        for point in self._points.values():
            self._row.removeWidget(point)
            point.hide()
            point.deleteLater()
        self._points = {}
        for place, option in enumerate(options):
            last = len(options) - 1
            point = _Point(option, is_first=place == 0, is_last=place == last)
            point.clicked.connect(lambda _=False, v=option.value: self.choose(v))
            self._row.addWidget(point, 1)
            point.show()
            self._points[option.value] = point
        self.set_value(self._value)

    def set_value(self, value: str | None) -> None:
        """Show an answer without telling anybody."""
        self._value = value
        for name, point in self._points.items():
            point.setChecked(name == value)

    def choose(self, value: str) -> None:
        """Answer as a press does."""
        self.set_value(None if value == self._value else value)
        self.chosen.emit(self._value or "")

    def choose_by_number(self, number: int) -> bool:
        """Answer by a number key; whether there is such a point."""
        if not 1 <= number <= len(self._options):
            return False
        self.choose(self._options[number - 1].value)
        return True


class _Point(QAbstractButton):
    def __init__(self, option: Option, *, is_first: bool, is_last: bool) -> None:
        super().__init__()
        self._option, self._ends = option, (is_first, is_last)
        self.setText(option.label)
        self.setObjectName(f"option-{option.value}")
        self.setAccessibleName(", ".join(filter(None, (option.label, option.second))))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.watch(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def nextCheckState(self) -> None:
        """The line decides what is chosen."""

    @property
    def _mark_side(self) -> int:
        return theme.current().icon_size(28)

    def _words(self, width: float) -> list[Lines]:
        option = self._option
        said = [(option.label, option.language, Step.NOTE, self.isChecked())]
        if option.second:
            said.append((option.second, option.second_language, Step.SMALL, False))
        look = theme.current()
        return [
            Lines(
                [Run(text, bold=bold)],
                font=look.font(step, language=language or None),
                width=max(width - Space.S, 40),
                line_height=look.line_height(step, language=language or None),
                align=Qt.AlignmentFlag.AlignHCenter,
            )
            for text, language, step, bold in said
        ]

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        words = sum(lines.height for lines in self._words(width))
        return round(2 * Space.S + self._mark_side + Space.XS + words)

    @override
    def sizeHint(self) -> QSize:
        return QSize(96, self.heightForWidth(96))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(48, theme.current().target_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        on, usable = self.isChecked(), self.isEnabled()
        side = self._mark_side
        middle = QPointF(self.width() / 2, Space.S + side / 2)
        if usable and self.underMouse():
            area = QRectF(self.rect()).adjusted(2, 0, -2, 0)
            paint.box(painter, area, fill=Role.INDIGO_TINT)
        first, last = self._ends
        half = self.width() / 2
        for there, left in ((not first, 0.0), (not last, half)):
            if there:
                line = QRectF(left, middle.y() - 1, half, 2)
                painter.fillRect(paint.visual(self, line), look.color(Role.CONTROL))
        mark = QRectF(0, 0, side, side)
        mark.moveCenter(middle)
        usual = Role.INDIGO if usable else Role.INK3
        paint.box(
            painter,
            mark,
            fill=usual if on else Role.SURFACE,
            border=usual if on else Role.CONTROL,
            width=look.answer_border,
            radius=side / 2,
        )
        if on:
            inner = mark.adjusted(5, 5, -5, -5).toRect()
            icons.paint(painter, "check", inner, Role.ON_INDIGO)
        top = Space.S + side + Space.XS
        for place, lines in enumerate(self._words(self.width())):
            ink = (Role.INK2 if place else Role.INK) if usable else Role.INK3
            lines.paint(painter, QPointF(Space.XS, top), look.color(ink))
            top += round(lines.height)
