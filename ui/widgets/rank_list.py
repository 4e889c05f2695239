"""Things put in an order: dragged by their handles, or moved by keys and arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.button import Button, Kind
from ui.widgets.check_list import Option, picture_room
from ui.widgets.lines import Lines, Run


class RankList(QWidget):
    """The first on top. Tells the whole order after each move."""

    ranked = Signal(object)  # tuple of values, the first one first

    def __init__(self, *, name: str = "rank", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._options: tuple[Option, ...] = ()
        self._is_said = False
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(row.option.value for row in self._rows)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other things to order, as the list has them."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for option in options:
            row = _Row(option)
            row.moved.connect(self._on_moved)
            row.dragged.connect(self._on_dragged)
            row.dropped.connect(self._tell)
            self._column.addWidget(row)
            row.show()
            self._rows.append(row)
        self._number()

    def set_order(self, order: Sequence[str]) -> None:
        """Show an order without telling anybody; what it doesn't name comes last.

        Without any, the order is that of the list and says nothing yet.
        """
        places = {value: place for place, value in enumerate(order)}
        usual = {one.value: place for place, one in enumerate(self._options)}
        self._rows.sort(
            key=lambda row: (
                places.get(row.option.value, len(places)),
                usual[row.option.value],
            )
        )
        self._is_said = bool(order)
        self._lay()

    def say(self) -> None:
        """Say that the order is right as it stands."""
        self._tell()

    def _on_moved(self, row: "_Row", by: int) -> None:
        place = self._rows.index(row)
        wanted = max(0, min(len(self._rows) - 1, place + by))
        if wanted != place:
            self._rows.insert(wanted, self._rows.pop(place))
            self._lay()
            row.setFocus()
            self._tell()

    def _on_dragged(self, row: "_Row", y: float) -> None:
        """Give way while a row is held: it takes the place it is over."""
        place = self._rows.index(row)
        for other, one in enumerate(self._rows):
            area = one.geometry()
            if one is not row and area.top() <= y <= area.bottom():
                passed = (
                    y > area.center().y() if other > place else y < area.center().y()
                )
                if passed:
                    self._rows.insert(other, self._rows.pop(place))
                    self._lay()
                return

    def _lay(self) -> None:
        for place, row in enumerate(self._rows):
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
        self._column.activate()
        self._number()

    def _number(self) -> None:
        last = len(self._rows)
        for place, row in enumerate(self._rows, 1):
            row.set_place(place, last=last, is_said=self._is_said)

    def _tell(self) -> None:
        self._is_said = True
        self._number()
        self.ranked.emit(self.order)


class _Row(QWidget):
    """A thing with its number, a handle, and arrows; Alt with Up and Down moves it."""

    moved = Signal(object, int)
    dragged = Signal(object, float)
    dropped = Signal()

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self._place, self._is_said, self._held, self._was_dragged = (
            1,
            False,
            False,
            False,
        )
        self.setObjectName(f"rank-{option.value}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.FIELD))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._up = self._arrow("arrow-up", _("Further up: {what}"), -1)
        self._down = self._arrow("arrow-down", _("Further down: {what}"), 1)
        theme.watch(self._dress)

    def set_place(self, place: int, *, last: int, is_said: bool) -> None:
        self._place, self._is_said = place, is_said
        self._up.setEnabled(place > 1)
        self._down.setEnabled(place < last)
        self.setAccessibleName(
            _("{place} of {last}: {what}").format(
                place=place, last=last, what=self.option.label
            )
        )
        self.setAccessibleDescription(_("Alt with Up or Down moves it."))
        self.update()

    def _arrow(self, icon: str, said: str, by: int) -> Button:
        name = f"{icon}-{self.option.value}"
        text = said.format(what=self.option.label)
        button = Button(text, kind=Kind.ICON, icon=icon, name=name, parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda _=False: self.moved.emit(self, by))
        return button

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    # -- sizes ---------------------------------------------------------------

    @property
    def _number_end(self) -> int:
        look = theme.current()
        return (
            Space.S + look.icon_size(22) + Space.S + round(look.pixels(Step.BODY) * 2)
        )

    @property
    def _start(self) -> int:
        pictured = self.option.picture is not None
        return self._number_end + (picture_room().width() + Space.M) * pictured

    @property
    def _end(self) -> int:
        return 2 * self._up.sizeHint().width() + Space.M

    def _lines(self, width: float) -> list[Lines]:
        look, option = theme.current(), self.option
        said = [(option.label, Step.BODY, option.language)]
        if option.second:
            said.append((option.second, Step.NOTE, option.second_language))
        return [
            Lines(
                [Run(text)],
                font=look.font(step, language=language or None),
                width=max(width - self._start - self._end, 40),
                line_height=look.line_height(step, language=language or None),
                right_to_left=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
            )
            for text, step, language in said
        ]

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        words = sum(lines.height for lines in self._lines(width))
        least = theme.current().target_height + 8
        if self.option.picture is not None:
            least = max(least, picture_room().height() + 2 * Space.XS)
        return max(least, round(words) + 2 * Space.S)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """A layout would have Qt ask it, and not the row, for the height."""
        right = self.width() - Space.XS
        for button in (self._down, self._up):
            size = button.sizeHint()
            top = (self.height() - size.height()) / 2
            area = QRectF(right - size.width(), top, size.width(), size.height())
            button.setGeometry(paint.visual(self, area).toRect())
            right -= size.width()

    # -- moving --------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
        if by is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self, by)
        else:
            self.focusNextPrevChild(by > 0)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held, self._was_dragged = True, False
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.raise_()
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            before = self._place
            self.dragged.emit(self, self.mapToParent(event.position()).y())
            self._was_dragged = self._was_dragged or self._place != before

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.update()
        if self._was_dragged:
            self.dropped.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
        super().changeEvent(event)

    # -- painting ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        usable = self.isEnabled()
        ground = Role.INDIGO_TINT if self._held or self.underMouse() else Role.SURFACE
        paint.box(
            painter,
            QRectF(self.rect()),
            fill=ground if usable else Role.SUNKEN,
            border=Role.INDIGO if self._held else Role.CONTROL if usable else Role.LINE,
            width=2 if self._held else None,
        )
        side = look.icon_size(22)
        grip = QRectF(Space.S, (self.height() - side) / 2, side, side)
        where = paint.visual(self, grip).toRect()
        icons.paint(painter, "grip-vertical", where, Role.INK2 if usable else Role.INK3)
        number = str(self._place) if self._is_said else "\u2013"
        area = QRectF(
            grip.right() + Space.S, 0, self._number_end - grip.right(), self.height()
        )
        painter.setFont(look.font(Step.BODY, bold=True))
        painter.setPen(look.color(Role.INK if self._is_said else Role.INK3))
        align = paint.leading(self) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            paint.visual(self, area),
            int(align | Qt.AlignmentFlag.AlignAbsolute),
            number,
        )
        if self.option.picture is not None:
            size = picture_room()
            above = (self.height() - size.height()) / 2
            frame = QRectF(self._number_end, above, size.width(), size.height())
            paint.picture(painter, paint.visual(self, frame), self.option.picture)
        said = self._lines(self.width())
        top = (self.height() - sum(lines.height for lines in said)) / 2
        room = QRectF(self._start, 0, self.width() - self._start - self._end, 1)
        left = paint.visual(self, room).left()
        for place, lines in enumerate(said):
            ink = (Role.INK2 if place else Role.INK) if usable else Role.INK3
            lines.paint(painter, QPointF(left, top), look.color(ink))
            top += lines.height
