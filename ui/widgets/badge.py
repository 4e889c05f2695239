"""Small tags that say what a thing is: a shape, a word, a colour."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import Radius, Role, Step
from ui.widgets import paint
from ui.widgets.lines import Run, natural_width, paint_line


class BadgeKind(Enum):
    """Icon, ground, ink, and whether the outline is dashed."""

    FINDING = ("flag", Role.MADDER_TINT, Role.MADDER, False)
    DISPUTED = ("", Role.WELD_TINT, Role.WELD, False)
    ATTENTION = ("refresh-cw", Role.WELD_TINT, Role.WELD, False)
    UNVERIFIED = ("circle-dashed", None, Role.WELD, True)
    VERIFIED = ("circle-check", Role.VERDIGRIS_TINT, Role.VERDIGRIS, False)
    PUBLIC = ("megaphone", Role.INDIGO_TINT, Role.INDIGO, False)
    DANGER = ("shield-alert", Role.SUNKEN, Role.INK2, False)
    REPEATED = ("repeat", Role.MADDER_TINT, Role.MADDER, False)
    NEW = ("triangle", Role.MADDER_TINT, Role.MADDER, False)
    CLOSED = ("circle", Role.VERDIGRIS_TINT, Role.VERDIGRIS, False)
    CONFIDENTIAL = ("ear-off", Role.ORCHIL_TINT, Role.ORCHIL, False)
    SEALED = ("shield-alert", Role.SEAL, Role.ON_SEAL, False)
    ACTIVE = ("", Role.INDIGO_TINT, Role.INDIGO, False)
    REVIEW = ("", Role.ORCHIL_TINT, Role.ORCHIL, False)
    DONE = ("", Role.VERDIGRIS_TINT, Role.VERDIGRIS, False)
    PLAIN = ("", Role.SUNKEN, Role.INK2, False)

    @property
    def word(self) -> str:
        """What the badge says unless told otherwise."""
        return {
            BadgeKind.FINDING: _("Finding"),
            BadgeKind.DISPUTED: _("Disputed"),
            BadgeKind.UNVERIFIED: _("Unverified"),
            BadgeKind.VERIFIED: _("Verified"),
            BadgeKind.PUBLIC: _("Publicly reported"),
            BadgeKind.DANGER: _("Imminent danger?"),
            BadgeKind.REPEATED: _("Repeated"),
            BadgeKind.NEW: _("New"),
            BadgeKind.CLOSED: _("Closed"),
            BadgeKind.CONFIDENTIAL: _("Confidential"),
            BadgeKind.SEALED: _("Sealed"),
        }.get(self, "")


class Badge(QWidget):
    """A tag; it is read out as its word."""

    def __init__(
        self,
        kind: BadgeKind,
        text: str = "",
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make a badge; `icon` replaces the kind's own, "" leaves it away."""
        super().__init__(parent)
        self._kind = kind
        self._icon = kind.value[0] if icon is None else icon
        self._text = ""
        self.setObjectName(f"badge-{kind.name.lower()}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text or kind.word)
        theme.watch(self._dress)

    @property
    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return badge_size(self._text, self._icon)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(30, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(
            QPainter(self),
            QRectF(self.rect()),
            self._kind,
            self._text,
            self._icon,
            mirrored=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )


def badge_size(text: str, icon: str) -> QSize:
    """How large a badge is; for delegates that paint one in a row."""
    look = theme.current()
    width = natural_width([Run(text)], look.font(Step.NOTE, bold=True)) + 16
    if icon:
        width += look.icon_size(14) + 5
    return QSize(int(width) + 2, look.line_height(Step.NOTE) + 6)


def paint_badge(
    painter: QPainter,
    area: QRectF,
    kind: BadgeKind,
    text: str,
    icon: str,
    *,
    mirrored: bool,
) -> None:
    """Paint a badge into its place, its icon where reading begins."""
    look = theme.current()
    _icon, ground, ink, dashed = kind.value
    outlined = dashed or (look.is_high_contrast and ground is not Role.SEAL)
    paint.box(
        painter,
        area,
        fill=ground,
        border=ink if outlined else None,
        width=1.2 if not look.is_high_contrast else 1.5,
        radius=Radius.MARK + 1,
        dashed=dashed,
    )
    side = look.icon_size(14) if icon else 0
    at = 8.0

    def visual(left: float, top: float, width: float, height: float) -> QRectF:
        if mirrored:
            left = area.width() - left - width
        return QRectF(area.left() + left, area.top() + top, width, height)

    if side:
        place = visual(at, (area.height() - side) / 2, side, side)
        icons.paint(painter, icon, place.toRect(), ink)
        at += side + 5
    paint_line(
        painter,
        visual(at, 0, area.width() - at - 6, area.height()),
        text,
        font=look.font(Step.NOTE, bold=True),
        colour=look.color(ink),
        align=Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft,
    )
