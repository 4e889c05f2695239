"""Where one can go: a column of places, each an icon and a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Run, natural_width, paint_line
from ui.widgets.surface import Surface


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go; `key` is its shortcut as a hint."""

    name: str
    label: str
    icon: str
    key: str = ""


class Rail(Surface):
    """Places above, a few at the foot; tells which one was chosen."""

    chosen = Signal(str)  # name of the place

    def __init__(
        self,
        places: Sequence[Place],
        *,
        foot: Sequence[Place] = (),
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ground=Role.SUNKEN, edges=Qt.Edge.RightEdge, parent=parent)
        self.setObjectName("rail")
        self._places: dict[str, _Place] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S - 2, Space.S, Space.S - 2, Space.S)
        column.setSpacing(Space.XS)
        for place in places:
            column.addWidget(self._add(place))
        column.addStretch(1)
        for place in foot:
            column.addWidget(self._add(place))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.set_current(current)
        theme.watch(self._dress)

    def set_current(self, name: str) -> None:
        """Show where one is without telling anybody."""
        for place_name, place in self._places.items():
            place.setChecked(place_name == name)

    def set_badge(self, name: str, count: int, *, attention: bool = False) -> None:
        """Show how many wait at a place; 0 takes the number away."""
        self._places[name].set_badge(count, attention=attention)

    def _add(self, place: Place) -> "_Place":
        button = _Place(place, parent=self)
        button.clicked.connect(lambda _=False: self.chosen.emit(place.name))
        self._places[place.name] = button
        return button

    def _dress(self) -> None:
        widest = max((p.sizeHint().width() for p in self._places.values()), default=0)
        self.setFixedWidth(max(80, widest + 2 * (Space.S - 2)))


class _Place(QAbstractButton):
    def __init__(self, place: Place, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self._count, self._attention = 0, False
        self.setText(place.label)
        self.setObjectName(f"place-{place.name}")
        self.setAccessibleName(place.label)
        if place.key:
            self.setToolTip(f"{place.label} ({place.key})")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def set_badge(self, count: int, *, attention: bool) -> None:
        self._count, self._attention = count, attention
        counted = f" {count}" if count else ""
        self.setAccessibleName(self._place.label + counted)
        self.update()

    @override
    def nextCheckState(self) -> None:
        """The window decides where one is."""

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        font = look.font(Step.NOTE, bold=True)
        words = natural_width([Run(self._place.label)], font)
        tall = look.icon_size(20) + look.line_height(Step.NOTE) + Space.S + Space.L
        return QSize(int(words) + Space.S, max(look.target_height, tall))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        here = self.isChecked()
        area = QRectF(self.rect())
        if here:
            paint.box(painter, area, fill=Role.SURFACE, border=Role.LINE)
        elif self.underMouse() or self.isDown():
            paint.box(painter, area, fill=Role.INDIGO_TINT)
        ink = Role.INDIGO if here else Role.INK2
        side = look.icon_size(20)
        line = look.line_height(Step.NOTE)
        top = (self.height() - side - Space.XS - line) / 2
        sign = QRectF((self.width() - side) / 2, top, side, side)
        icons.paint(painter, self._place.icon, sign.toRect(), ink)
        paint_line(
            painter,
            QRectF(0, top + side + Space.XS, self.width(), line),
            self._place.label,
            font=look.font(Step.NOTE, bold=here),
            colour=look.color(ink),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        if self._count:
            self._paint_badge(painter, sign)

    def _paint_badge(self, painter: QPainter, sign: QRectF) -> None:
        look = theme.current()
        font = look.font(Step.SMALL, bold=True)
        text = "99+" if self._count > 99 else str(self._count)
        tall = look.line_height(Step.SMALL) + 2
        wide = max(tall, natural_width([Run(text)], font) + 10)
        place = QRectF(sign.right() - 5, sign.top() - 7, wide, tall)
        place = paint.visual(self, place)
        fill, ink = Role.SEAL, Role.ON_SEAL
        if self._attention:
            fill, ink = Role.WELD_TINT, Role.WELD
        border = Role.WELD if self._attention else None
        paint.box(painter, place, fill=fill, border=border, radius=tall / 2)
        paint_line(
            painter,
            place,
            text,
            font=font,
            colour=look.color(ink),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
