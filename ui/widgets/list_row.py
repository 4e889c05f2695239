"""A line of a list that leads somewhere: a sign, words, what stands at its end."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Lines, Run, natural_width, paint_line

_END = "chevron-right"


class ListRow(QAbstractButton):
    """Title, second line and end; pressed as a whole. A checked one stands out."""

    def __init__(
        self,
        title: str,
        *,
        note: str = "",
        end: str = "",
        icon: str = "",
        icon_role: Role = Role.INK2,
        bold: bool = True,
        sign: str = _END,
        name: str = "row",
        parent: QWidget | None = None,
    ) -> None:
        """Make a row; `end` is said before `sign`, an icon at the end ("" for none)."""
        super().__init__(parent)
        self._note, self._end = note, end
        self._icon, self._icon_role, self._sign = icon, icon_role, sign
        self._bold = bold
        self.setText(title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join(filter(None, (note, end))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.MARK))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.watch(self._dress)

    @property
    def note(self) -> str:
        return self._note

    def set_sign(self, sign: str) -> None:
        """Change the icon at the end, as when what the row opens is open."""
        self._sign = sign
        self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    # -- sizes ---------------------------------------------------------------

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        title, note = self._lines(width)
        needed = title.height + (note.height if note else 0) + 2 * Space.S
        return max(theme.current().target_height + 4, round(needed))

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(320))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, theme.current().target_height)

    def _before(self) -> int:
        side = theme.current().icon_size(20)
        return Space.S + (side + Space.M if self._icon else 0)

    def _after(self) -> float:
        look = theme.current()
        width = float(Space.S)
        if self._sign:
            width += look.icon_size(18) + Space.S
        if self._end:
            width += natural_width([Run(self._end)], look.font(Step.NOTE)) + Space.M
        return width

    def _lines(self, width: float) -> tuple[Lines, Lines | None]:
        room = max(width - self._before() - self._after(), 60)
        return (
            self._laid(self.text(), Step.BODY, room, bold=self._bold),
            self._laid(self._note, Step.NOTE, room) if self._note else None,
        )

    def _laid(
        self, text: str, step: Step, width: float, *, bold: bool = False
    ) -> Lines:
        look = theme.current()
        return Lines(
            [Run(text, bold=bold)],
            font=look.font(step),
            width=width,
            line_height=look.line_height(step),
            right_to_left=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )

    # -- painting ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        area = QRectF(self.rect())
        if self.isChecked():
            paint.box(
                painter,
                area,
                fill=Role.SURFACE,
                border=Role.INDIGO,
                width=2,
                radius=Radius.MARK,
            )
        else:
            if self.isEnabled() and (self.underMouse() or self.isDown()):
                painter.fillRect(area, look.color(Role.INDIGO_TINT))
            line = QRectF(0, self.height() - look.border, self.width(), look.border)
            painter.fillRect(line, look.color(Role.LINE))
        self._paint_icon(painter)
        self._paint_words(painter)
        self._paint_end(painter)

    def _paint_icon(self, painter: QPainter) -> None:
        if self._icon:
            side = theme.current().icon_size(20)
            place = QRectF(Space.S, (self.height() - side) / 2, side, side)
            rect = paint.visual(self, place).toRect()
            icons.paint(painter, self._icon, rect, self._icon_role)

    def _paint_words(self, painter: QPainter) -> None:
        look = theme.current()
        title, note = self._lines(self.width())
        tall = title.height + (note.height if note else 0)
        before, after = self._before(), self._after()
        place = QRectF(before, 0, max(self.width() - before - after, 60), 1)
        left, top = paint.visual(self, place).left(), (self.height() - tall) / 2
        title.paint(painter, QPointF(left, top), look.color(Role.INK))
        if note:
            corner = QPointF(left, top + title.height)
            note.paint(painter, corner, look.color(Role.INK2))

    def _paint_end(self, painter: QPainter) -> None:
        look = theme.current()
        right = self.width() - float(Space.S)
        if self._sign:
            side = look.icon_size(18)
            place = QRectF(right - side, (self.height() - side) / 2, side, side)
            rect = paint.visual(self, place).toRect()
            icons.paint(painter, self._sign, rect, Role.INK3)
            right -= side + Space.S
        if self._end:
            font = look.font(Step.NOTE)
            wide = natural_width([Run(self._end)], font) + 2
            rect_f = paint.visual(self, QRectF(right - wide, 0, wide, self.height()))
            paint_line(
                painter, rect_f, self._end, font=font, colour=look.color(Role.INK3)
            )
