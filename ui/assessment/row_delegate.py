"""How the lines of a point are painted; the open one is only room for its card."""

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui import icons, theme
from ui.assessment.reading import LineKind
from ui.assessment.row import Row
from ui.media.files import MediaFiles
from ui.theme import Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Lines, Run, natural_width, paint_line
from ui.widgets.row_model import ROW
from ui.widgets.stitches import Stitch

Index = QModelIndex | QPersistentModelIndex

_ANSWER = 180
_PICTURE = QSize(480, 200)
_BETWEEN = {
    LineKind.NOTE: ("info", Role.INK2),
    LineKind.HEADING: ("", Role.INK),
    LineKind.ROW: ("chevron-down", Role.INK),
    LineKind.ADD: ("plus", Role.INDIGO),
}
"""What stands before a line that is no question, and its ink."""


class QuestionDelegate(QStyledItemDelegate):
    """Paints folded rows, and what stands between questions."""

    def __init__(
        self,
        view: QListView,
        *,
        card_room: Callable[[int], int | None],
        media: MediaFiles,
    ) -> None:
        """Begin.

        Args:
            view: What is painted on.
            card_room: How high the card over a row is; None of a folded one.
            media: Where the pictures of notes and headings come from.
        """
        super().__init__(view)
        self._view, self._card_room, self._media = view, card_room, media
        self._laid: dict[tuple[Row, int], tuple[Lines, Lines | None]] = {}
        theme.watch(self._laid.clear)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        card = self._card_room(index.row())
        if card is not None:
            return QSize(width, card + 2 * Space.M)
        row: Row = index.data(ROW)
        question, second = self._lines(row, width)
        if row.line.kind is not LineKind.QUESTION:
            # A heading stands nearer to what is below it.
            above = Space.M if row.line.kind is LineKind.NOTE else Space.L
            least = theme.current().target_height if row.question or row.is_add else 0
            if not row.label:
                return QSize(width, Space.M + self._picture_room(row, width))
            words = round(question.height) + above + Space.S
            return QSize(width, max(words, least) + self._picture_room(row, width))
        tall = question.height + (second.height + Space.XS if second else 0)
        return QSize(
            width, max(round(tall) + 2 * Space.M, theme.current().target_height)
        )

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        if self._card_room(index.row()) is not None:
            return
        row: Row = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        if row.line.kind is not LineKind.QUESTION:
            self._paint_between(painter, row, area)
            painter.restore()
            return
        self._paint_ground(painter, option, area)
        self._paint_start(painter, row, area)
        self._paint_words(painter, row, area)
        self._paint_end(painter, row, area)
        painter.restore()

    def _paint_between(self, painter: QPainter, row: Row, area: QRectF) -> None:
        """A heading, a note, or the offer of one more row."""
        look = theme.current()
        can_press = row.question is not None or row.is_add
        if can_press and self._is_hovered(area):
            painter.fillRect(area, look.color(Role.SURFACE))
        lines, _second = self._lines(row, round(area.width()))
        left = area.left() + self._start(row)
        self._paint_picture(painter, row, area)
        whole = area
        area = area.adjusted(0, 0, 0, -self._picture_room(row, round(area.width())))
        top = area.bottom() - Space.S - lines.height
        if row.line.kind is LineKind.NOTE:
            top = area.top() + Space.M
        icon, ink = _BETWEEN[row.line.kind]
        if row.line.kind is LineKind.ROW and row.line.answered is not None:
            icon = "chevron-right"
        if icon and row.label:
            side = look.icon_size(18)
            first = look.line_height(row.step, language=row.language)
            sign = QRectF(left - side - Space.S, top + (first - side) / 2, side, side)
            icons.paint(painter, icon, self._visual(sign), ink)
        place = QRectF(left, top, self._room(row, round(area.width())), 1)
        corner = QPointF(self._visual(place).left(), top)
        lines.paint(painter, corner, look.color(ink))
        if row.said:
            is_act = row.can_remove
            paint_line(
                painter,
                self.end_of(row, whole),
                row.said,
                font=look.font(Step.NOTE, bold=is_act),
                colour=look.color(Role.INDIGO if is_act else Role.INK3),
                align=paint.leading(self._view),
            )

    def _paint_picture(self, painter: QPainter, row: Row, area: QRectF) -> None:
        image, place = self._picture(row), self.picture_of(row, area)
        if image is None or place is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, image)
        paint.box(painter, place, border=Role.LINE, radius=0)

    def picture_of(self, row: Row, area: QRectF) -> QRectF | None:
        """Where the picture below a note or a heading is painted, if it has one."""
        size = self._picture_size(row, round(area.width()))
        if size is None:
            return None
        top = area.bottom() - Space.S - size.height()
        place = QRectF(area.left() + self._start(row), top, size.width(), size.height())
        return QRectF(self._visual(place))

    def _picture_room(self, row: Row, width: int) -> int:
        size = self._picture_size(row, width)
        return 0 if size is None else size.height() + Space.S

    def _picture_size(self, row: Row, width: int) -> QSize | None:
        image = self._picture(row)
        if image is None or image.isNull():
            return None
        most = QSize(round(self._room(row, width)), _PICTURE.height())
        whole = image.size() / self._view.devicePixelRatioF()
        if whole.width() <= most.width():
            return whole
        return whole.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)

    def _picture(self, row: Row) -> QImage | None:
        if not row.line.media:
            return None
        name = self._media.named(row.line.media, "image", row.language)
        ratio = self._view.devicePixelRatioF()
        return self._media.picture(name, _PICTURE * ratio) if name else None

    def end_of(self, row: Row, area: QRectF) -> QRectF:
        """Where the word at the end of a line between questions is painted."""
        font = theme.current().font(Step.NOTE, bold=True)
        wide = natural_width([Run(row.said)], font) + 2
        right = area.right() - Space.L
        tall = theme.current().line_height(row.step, language=row.language)
        bottom = area.bottom() - self._picture_room(row, round(area.width()))
        place = QRectF(right - wide, bottom - Space.S - tall, wide, tall)
        return QRectF(self._visual(place))

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF
    ) -> None:
        look = theme.current()
        line = QRectF(area.left(), area.bottom() - look.border, area.width(), 1)
        painter.fillRect(line, look.color(Role.LINE))
        if self._is_hovered(area):
            painter.fillRect(
                area.adjusted(0, 0, 0, -look.border), look.color(Role.SURFACE)
            )

    def _paint_start(self, painter: QPainter, row: Row, area: QRectF) -> None:
        look = theme.current()
        side = look.icon_size(22)
        top = area.top() + Space.M
        indent = row.line.depth * Space.L
        mark = QRectF(area.left() + Space.L + indent, top, side, side)
        icons.paint(painter, row.stitch.mark, self._visual(mark), Role.INK2)
        code = QRectF(mark.right() + Space.M, top, _code_width(), side)
        paint_line(
            painter,
            QRectF(self._visual(code)),
            row.code,
            font=look.font(Step.NOTE),
            colour=look.color(Role.INK3),
            align=paint.leading(self._view),
        )

    def _paint_words(self, painter: QPainter, row: Row, area: QRectF) -> None:
        look = theme.current()
        question, second = self._lines(row, round(area.width()))
        left = area.left() + self._start(row)
        place = QRectF(left, area.top(), self._room(row, round(area.width())), 1)
        corner = QPointF(self._visual(place).left(), area.top() + Space.M)
        question.paint(painter, corner, look.color(Role.INK))
        if second is not None:
            ink = Role.WELD if row.stitch is Stitch.DISPUTED else Role.INK2
            below = corner + QPointF(0, question.height + Space.XS)
            second.paint(painter, below, look.color(ink))

    def _paint_end(self, painter: QPainter, row: Row, area: QRectF) -> None:
        look = theme.current()
        font = look.font(Step.BODY, bold=True)
        right = area.right() - Space.L
        if row.said:
            wide = min(natural_width([Run(row.said)], font) + 2, _ANSWER)
            place = QRectF(right - wide, area.top() + Space.M, wide, look.line_height())
            paint_line(
                painter,
                QRectF(self._visual(place)),
                row.said,
                font=font,
                colour=look.color(Role.INK),
                align=paint.leading(self._view),
            )
            right -= wide + Space.M
        side = look.icon_size(16)
        for sign in row.signs:
            place = QRectF(right - side, area.top() + Space.M + 2, side, side)
            icons.paint(painter, sign, self._visual(place), Role.INK3)
            right -= side + Space.S

    def _lines(self, row: Row, width: int) -> tuple[Lines, Lines | None]:
        known = self._laid.get((row, width))
        if known is not None:
            return known
        look = theme.current()
        room = self._room(row, width)
        rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

        bold = row.line.kind in (LineKind.HEADING, LineKind.ROW, LineKind.ADD)

        def laid(text: str, step: Step) -> Lines:
            return Lines(
                [Run(text, bold=bold)],
                font=look.font(step, language=row.language),
                width=room,
                line_height=look.line_height(step, language=row.language),
                right_to_left=rtl,
            )

        made = (
            laid(row.label, row.step),
            laid(row.second, Step.NOTE) if row.second else None,
        )
        if len(self._laid) > 4000:
            self._laid.clear()
        self._laid[row, width] = made
        return made

    def _room(self, row: Row, width: int) -> float:
        look = theme.current()
        end = Space.L + Space.M
        if row.said:
            font = look.font(Step.BODY, bold=True)
            end += round(min(natural_width([Run(row.said)], font), _ANSWER)) + Space.M
        end += len(row.signs) * (look.icon_size(16) + Space.S)
        return max(120.0, width - self._start(row) - end)

    def _start(self, row: Row) -> int:
        """Where its words begin."""
        indent = row.line.depth * Space.L
        match row.line.kind:
            case LineKind.QUESTION:
                return _start_width() + indent
            case LineKind.HEADING:
                return Space.L + indent
        return Space.L + theme.current().icon_size(18) + Space.S + indent

    def _is_hovered(self, area: QRectF) -> bool:
        at = self._view.viewport().mapFromGlobal(self._view.cursor().pos())
        return self._view.underMouse() and area.toRect().contains(at)

    def _visual(self, rect: QRectF) -> QRect:
        return paint.visual(self._view.viewport(), rect).toRect()


def _code_width() -> int:
    font = theme.current().font(Step.NOTE)
    return round(natural_width([Run("OS8.88")], font)) + 2


def _start_width() -> int:
    return Space.L + theme.current().icon_size(22) + Space.M + _code_width() + Space.L
