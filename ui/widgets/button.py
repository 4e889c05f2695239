"""Buttons: one primary on a page, quiet ones beside it."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Run, elided, natural_width


class Kind(Enum):
    PRIMARY = "primary"  # the one thing to do next
    ORDINARY = "ordinary"
    QUIET = "quiet"  # words alone, like a link
    ICON = "icon"  # a drawing alone; its name is spoken and shown on hover
    SEAL = "seal"  # black: the largest target of floor mode
    DANGER = "danger"  # what can't be taken back


@dataclass(frozen=True, slots=True)
class _Look:
    fill: Role | None
    border: Role | None
    ink: Role


_LOOKS = {
    Kind.PRIMARY: _Look(Role.INDIGO, None, Role.ON_INDIGO),
    Kind.ORDINARY: _Look(Role.SURFACE, Role.CONTROL, Role.INK),
    Kind.QUIET: _Look(None, None, Role.INDIGO),
    Kind.ICON: _Look(None, None, Role.INK2),
    Kind.SEAL: _Look(Role.SEAL, None, Role.ON_SEAL),
    Kind.DANGER: _Look(Role.SURFACE, Role.MADDER, Role.MADDER),
}


class Button(QPushButton):
    """A button with an icon before its words and its key after them."""

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = Kind.ORDINARY,
        icon: str = "",
        key: str = "",
        name: str = "",
        step: Step = Step.BODY,
        stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button.

        An `ICON` button is read out by its text; `key` is a hint, the shortcut itself
        belongs to the page; `name` is the object name; `stacked` puts the icon above.
        """
        super().__init__(text, parent)
        self._kind = kind
        self._icon_name = icon
        self._key = key
        self._step = step
        self._stacked = stacked
        self._tall = 0
        self.setObjectName(name or "button")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if kind is Kind.ICON:
            self.setToolTip(f"{text} ({key})" if key else text)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        theme.watch(self._dress)

    # -- what it shows -------------------------------------------------------

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        self._icon_name = name
        self.update()

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.update()

    def set_tall(self, height: int) -> None:
        """Stand at least this high, for answers and floor mode."""
        self._tall = height
        self.updateGeometry()

    def allow(self, allowed: bool, *, reason: str = "") -> None:
        """Enable, or disable with the reason on hover and for screen readers."""
        self.setEnabled(allowed)
        self.setToolTip("" if allowed else reason)
        self.setAccessibleDescription("" if allowed else reason)

    def _dress(self) -> None:
        self.setFont(theme.current().font(self._step, bold=self._is_bold()))
        self.updateGeometry()
        self.update()

    def _is_bold(self) -> bool:
        return not (self._stacked and not theme.current().floor)

    # -- sizes ---------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        height = max(look.target_height, self._tall)
        if self._kind is Kind.ICON:
            return QSize(height, height)
        words = natural_width([Run(self.text())], self.font()) if self.text() else 0
        side = self._icon_side()
        pad = self._pad()
        if self._stacked:
            tall = side + Space.XS + look.line_height(self._step) + 2 * Space.S
            return QSize(int(max(words, side)) + 2 * Space.M, max(height, tall))
        width = words + 2 * pad
        if self._icon_name:
            width += side + (Space.S if self.text() else 0)
        if self._shows_key():
            width += paint.key_width(self._key) + Space.M
        if self.menu() is not None:
            width += look.icon_size(16) + Space.S
        return QSize(max(int(width) + 2, look.target_height), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _pad(self) -> int:
        return 2 if self._kind is Kind.QUIET else Space.L

    def _icon_side(self) -> int:
        return theme.current().icon_size(18 if self._step is Step.NOTE else 20)

    def _shows_key(self) -> bool:
        return bool(self._key) and not theme.current().floor and not self._stacked

    # -- painting ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._paint_ground(painter)
        if self._kind is Kind.ICON:
            self._paint_icon(painter, self.rect(), ink)
        elif self._stacked:
            self._paint_stacked(painter, ink)
        else:
            self._paint_row(painter, ink)

    def _paint_ground(self, painter: QPainter) -> Role:
        usual = _LOOKS[self._kind]
        fill, border, ink = usual.fill, usual.border, usual.ink
        chosen = self.isCheckable() and self.isChecked()
        if not self.isEnabled():
            ink = Role.INK3
            if fill is not None:
                fill, border = Role.SUNKEN, Role.LINE
        elif chosen:
            fill, border, ink = Role.INDIGO_TINT, Role.INDIGO, Role.INDIGO
        elif fill in {None, Role.SURFACE} and (self.isDown() or self.underMouse()):
            fill = Role.INDIGO_TINT
        area = QRectF(self.rect())
        paint.box(painter, area, fill=fill, border=border, radius=Radius.FIELD)
        if (
            self.isEnabled()
            and self.isDown()
            and usual.fill in {Role.INDIGO, Role.SEAL}
        ):
            paint.box(painter, area.adjusted(3, 3, -3, -3), border=usual.ink, radius=5)
        return ink

    def _paint_icon(self, painter: QPainter, area: QRect, ink: Role) -> None:
        side = self._icon_side()
        middle = area.center()
        icons.paint(
            painter,
            self._icon_name,
            QRect(middle.x() - side // 2, middle.y() - side // 2, side, side),
            ink,
        )

    def _paint_stacked(self, painter: QPainter, ink: Role) -> None:
        side, look = self._icon_side(), theme.current()
        line = look.line_height(self._step)
        top = (self.height() - side - Space.XS - line) // 2
        self._paint_icon(painter, QRect(0, top, self.width(), side), ink)
        words = QRect(0, top + side + Space.XS, self.width(), line)
        painter.setPen(look.color(ink))
        painter.setFont(self.font())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _paint_row(self, painter: QPainter, ink: Role) -> None:
        look = theme.current()
        pad = self._pad()
        area = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        if self._shows_key():
            wide, tall = paint.key_width(self._key), paint.key_height()
            hint = QRectF(area.right() - wide, area.center().y() - tall / 2, wide, tall)
            faint = self._kind is not Kind.PRIMARY or not self.isEnabled()
            paint.key_hint(
                painter,
                self._visual(hint),
                self._key,
                role=Role.INK3 if faint else ink,
                border=Role.LINE if faint else ink,
            )
            area.setRight(hint.left() - Space.S)
        if self.menu() is not None:
            side = look.icon_size(16)
            place = QRectF(
                area.right() - side, area.center().y() - side / 2, side, side
            )
            chevron = self._visual(place).toRect()
            icons.paint(painter, "chevron-down", chevron, ink)
            area.setRight(place.left() - Space.S)
        side = self._icon_side() if self._icon_name else 0
        gap = Space.S if side and self.text() else 0
        room = area.width() - side - gap
        text = elided(self.text().replace("&&", "&"), self.font(), room + 1)
        words = natural_width([Run(text)], self.font())
        at = area.left() + max(0.0, (room - words) / 2)
        if side:
            y = area.center().y() - side / 2
            picture = self._visual(QRectF(at, y, side, side)).toRect()
            icons.paint(painter, self._icon_name, picture, ink)
        painter.setPen(look.color(ink))
        painter.setFont(self.font())
        painter.drawText(
            self._visual(QRectF(at + side + gap, 0, words + 2, self.height())),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter),
            text,
        )

    def _visual(self, rect: QRectF) -> QRectF:
        return paint.visual(self, rect)
