"""A round button that is on or off: a source, a filter."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Run, natural_width, paint_line


class Chip(QAbstractButton):
    """Toggles; `toggled` and `clicked` as of any button."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        count: int | None = None,
        checked: bool = False,
        name: str = "chip",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._count = count
        self.setText(text)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._name_it()
        theme.watch(self._dress)

    def set_count(self, count: int | None) -> None:
        """Show how many things stand behind the chip."""
        self._count = count
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        counted = "" if self._count is None else f" {self._count}"
        self.setAccessibleName(self.text() + counted)

    def _dress(self) -> None:
        self.setProperty(RING_RADIUS, self.sizeHint().height() // 2)
        self.updateGeometry()
        self.update()

    def _font_step(self) -> Step:
        return Step.BODY if theme.current().floor else Step.NOTE

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        font = look.font(self._font_step(), bold=True)
        width = natural_width([Run(self.text())], font) + 2 * Space.L
        if self._icon:
            width += look.icon_size(18) + Space.S
        if self._count is not None:
            width += natural_width([Run(str(self._count))], font) + Space.S
        return QSize(int(width) + 2, look.target_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().target_height, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        fill, border, ink = self._colours()
        radius = 10 if look.floor else self.height() / 2
        paint.box(painter, QRectF(self.rect()), fill=fill, border=border, radius=radius)
        font = look.font(self._font_step(), bold=self.isChecked() or look.floor)
        bold = look.font(self._font_step(), bold=True)
        words = natural_width([Run(self.text())], font)
        side = look.icon_size(18) if self._icon else 0
        gap = Space.S if side else 0
        counted = "" if self._count is None else str(self._count)
        tail = natural_width([Run(counted)], bold) + Space.S if counted else 0
        whole = side + gap + words + tail
        at = max(Space.M, (self.width() - whole) / 2)
        if side:
            place = QRectF(at, (self.height() - side) / 2, side, side)
            icons.paint(painter, self._icon, paint.visual(self, place).toRect(), ink)
        at += side + gap
        words = min(words, self.width() - at - tail - Space.S) + 2
        rect = paint.visual(self, QRectF(at, 0, words, self.height()))
        paint_line(
            painter,
            rect,
            self.text(),
            font=font,
            colour=look.color(ink),
            align=paint.leading(self),
        )
        if counted:
            rect = QRectF(at + words + Space.S - 2, 0, tail, self.height())
            paint_line(
                painter,
                paint.visual(self, rect),
                counted,
                font=bold if self.isChecked() else font,
                colour=look.color(ink if self.isChecked() else Role.INK3),
                align=paint.leading(self),
            )

    def _colours(self) -> tuple[Role, Role, Role]:
        look = theme.current()
        if not self.isEnabled():
            return Role.SUNKEN, Role.LINE, Role.INK3
        if self.isChecked() and look.floor:
            return Role.INDIGO, Role.INDIGO, Role.ON_INDIGO
        if self.isChecked():
            return Role.INDIGO_TINT, Role.INDIGO, Role.INDIGO
        if self.underMouse() or self.isDown():
            return Role.INDIGO_TINT, Role.CONTROL, Role.INK
        return Role.SURFACE, Role.CONTROL, Role.INK
