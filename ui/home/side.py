"""Beside the list: what needs somebody, and where the work lies."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.store.identity import HubLink
from bwassess.text import _
from ui import icons, theme
from ui.frame.dates import clock
from ui.home.gathering import Need
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.lines import paint_line
from ui.widgets.surface import Surface

_MOST = 6


class Side(QWidget):
    """Two short lists, each under a heading."""

    need_chosen = Signal(object)  # Need
    sync_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(_("Needs you"), step=Step.QUESTION)
        self._needs = QVBoxLayout()
        self._needs.setSpacing(0)
        self._nothing = Label(_("Nothing waits for you."), role=Role.INK3)
        self._laptop = _Place("laptop", _("This laptop"))
        self._hub = _Place("server", _("Hub"))
        self._sync = Button(_("Sync"), kind=Kind.QUIET, name="home-sync")
        self._sync.clicked.connect(self.sync_asked)
        self._hub.add(self._sync)
        card = Surface(border=Role.LINE, radius=Radius.CARD)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        inside.setSpacing(Space.M)
        inside.addWidget(self._laptop)
        inside.addWidget(self._hub)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._title)
        column.addWidget(self._nothing)
        column.addLayout(self._needs)
        column.addSpacing(Space.L)
        column.addWidget(Label(_("Where your work lies"), step=Step.QUESTION))
        column.addWidget(card)
        column.addStretch(1)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show what waits, the most urgent first."""
        clear(self._needs)
        for need in needs[:_MOST]:
            row = NeedRow(need)
            row.clicked.connect(lambda _=False, one=need: self.need_chosen.emit(one))
            self._needs.addWidget(row)
        self._nothing.setVisible(not needs)

    def show_places(
        self,
        *,
        saved_at: datetime | None,
        backup_at: datetime | None,
        hub: HubLink | None,
        is_sent: bool,
    ) -> None:
        """Say where copies of the work are."""
        said = []
        if saved_at is not None:
            said.append(_("Saved {time}").format(time=clock(saved_at, seconds=True)))
        if backup_at is not None:
            said.append(_("backup {time}").format(time=clock(backup_at)))
        else:
            said.append(_("no backup yet"))
        self._laptop.say(" · ".join(said), is_safe=True)
        if hub is None:
            self._hub.say(_("No hub yet: the work lies on this laptop only."))
        elif is_sent:
            self._hub.say(_("Has everything"), is_safe=True)
        else:
            self._hub.say(_("Hasn't everything yet"))


class NeedRow(QAbstractButton):
    """One thing that waits; pressing it goes there."""

    def __init__(self, need: Need, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._need = need
        self.setObjectName("need")
        self.setText(need.title)
        self.setAccessibleName(f"{need.title}, {need.note}")
        self.setToolTip(need.note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        words = look.line_height(Step.BODY) + look.line_height(Step.NOTE)
        return QSize(240, words + Space.XL + 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        area = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.box(painter, area, fill=Role.INDIGO_TINT)
        line = QRectF(0, area.bottom() - look.border, area.width(), look.border)
        painter.fillRect(line, look.color(Role.LINE))
        side, end = look.icon_size(20), look.icon_size(16)
        middle = area.center().y()
        ink = Role.WELD if self._need.is_attention else Role.INK2
        mark = QRectF(Space.XS, middle - side / 2, side, side)
        icons.paint(painter, self._need.icon, paint.visual(self, mark).toRect(), ink)
        way = QRectF(area.right() - end - Space.XS, middle - end / 2, end, end)
        icons.paint(
            painter, "chevron-right", paint.visual(self, way).toRect(), Role.INK3
        )
        left = mark.right() + Space.M
        wide = way.left() - Space.S - left
        tall, small = look.line_height(Step.BODY), look.line_height(Step.NOTE)
        top = middle - (tall + small) / 2
        for place, high, text, font, role in (
            (top, tall, self._need.title, look.font(bold=True), Role.INK),
            (top + tall, small, self._need.note, look.font(Step.NOTE), Role.INK3),
        ):
            paint_line(
                painter,
                paint.visual(self, QRectF(left, place, wide, high)),
                text,
                font=font,
                colour=look.color(role),
                align=paint.leading(self),
            )


class _Place(QWidget):
    """Somewhere the work lies: its name, and what is there."""

    def __init__(self, icon: str, name: str) -> None:
        super().__init__()
        self._icon = icon
        self._is_safe = False
        self._sign, self._good = QLabel(), QLabel()
        self._words = Label("", step=Step.NOTE, role=Role.INK3)
        self._words.setObjectName(f"lies-{icon}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(name, bold=True))
        words.addWidget(self._words)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.M)
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._row.addWidget(self._good)
        theme.watch(self._dress)

    def add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)

    def say(self, text: str, *, is_safe: bool = False) -> None:
        self._words.setText(text)
        self._is_safe = is_safe
        self._dress()

    def _dress(self) -> None:
        scale = self.devicePixelRatioF()
        side = theme.current().icon_size(20)
        self._sign.setPixmap(icons.pixmap(self._icon, side, Role.INK2, scale=scale))
        self._good.setPixmap(icons.pixmap("check", side, Role.VERDIGRIS, scale=scale))
        self._good.setVisible(self._is_safe)
