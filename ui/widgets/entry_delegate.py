"""How an entry of several lines is laid out and painted."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.badge import badge_size, paint_badge
from ui.widgets.entry import Entry
from ui.widgets.entry_model import EntryModel
from ui.widgets.lines import Lines

Index = QModelIndex | QPersistentModelIndex

_REMEMBERED = 300
"""Entries whose lines are kept laid out; dropping thousands at once would be felt."""
_INDENT = 20
_LEAST = 120.0


class EntryDelegate(QStyledItemDelegate):
    """Paints entries; what it has measured and laid out it remembers."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[tuple[int, int], list[Lines]] = {}
        self._heights: dict[tuple[int, int], int] = {}
        theme.watch(self.forget)

    def forget(self) -> None:
        self._laid.clear()
        self._heights.clear()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        place = (index.row(), width)
        known = self._heights.get(place)
        if known is None:
            known = self._heights[place] = self._measured(index, width)
        return QSize(width, known)

    def _measured(self, index: Index, width: int) -> int:
        entry: Entry = index.data(EntryModel.Role.ENTRY)
        tall = sum(one.height for one in self._lines(index.row(), entry, width))
        tall += Space.XS / 2 * (len(entry.lines) - 1)
        if not self._tags_beside(entry, width) and entry.tags:
            tall += self._tags_height() + Space.XS
        elif entry.tags:
            tall = max(tall, self._tags_height())
        above = Space.XL if entry.is_heading and index.row() else Space.S + 2
        return round(tall) + above + Space.S + 2

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        entry: Entry = index.data(EntryModel.Role.ENTRY)
        look = theme.current()
        area = QRectF(option.rect)
        painter.save()
        if _has_focus(option):
            ring = area.adjusted(1, 1, -1, -2)
            paint.box(painter, ring, border=Role.INDIGO, width=2, radius=Radius.MARK)
        if not entry.is_heading:
            line = QRectF(
                area.left(), area.bottom() - look.border, area.width(), look.border
            )
            painter.fillRect(line, look.color(Role.LINE))
        top = area.bottom() - self.sizeHint(option, index).height()
        top += Space.XL if entry.is_heading and index.row() else Space.S + 2
        self._paint_icon(painter, entry, area, top)
        top = self._paint_tags(painter, entry, area, top)
        self._paint_lines(painter, index.row(), entry, area, top)
        painter.restore()

    def _paint_icon(
        self, painter: QPainter, entry: Entry, area: QRectF, top: float
    ) -> None:
        if entry.icon:
            side = theme.current().icon_size(18)
            place = QRectF(area.left() + Space.S, top + 1, side, side)
            rect = self._visual(place).toRect()
            icons.paint(painter, entry.icon, rect, entry.icon_role)

    def _paint_tags(
        self, painter: QPainter, entry: Entry, area: QRectF, top: float
    ) -> float:
        """Paint the tags; where the words begin below them."""
        if not entry.tags:
            return top
        beside = self._tags_beside(entry, round(area.width()))
        at = (
            area.right() - Space.S - self._tags_width(entry)
            if beside
            else area.left() + self._before(entry)
        )
        for tag in entry.tags:
            size = badge_size(tag.said, tag.sign)
            place = QRectF(at, top, size.width(), size.height())
            paint_badge(
                painter,
                self._visual(place),
                tag.kind,
                tag.said,
                tag.sign,
                mirrored=self._mirrored(),
            )
            at += size.width() + Space.XS
        return top if beside else top + self._tags_height() + Space.XS

    def _paint_lines(
        self, painter: QPainter, row: int, entry: Entry, area: QRectF, top: float
    ) -> None:
        look = theme.current()
        room = self._room(entry, round(area.width()))
        for line, laid in zip(
            entry.lines, self._lines(row, entry, round(area.width())), strict=True
        ):
            inset = _INDENT if line.is_inset else 0
            left = area.left() + self._before(entry) + inset
            place = QRectF(left, top, room - inset, laid.height)
            corner = self._visual(place).topLeft()
            laid.paint(painter, QPointF(corner), look.color(line.role))
            top += laid.height + Space.XS / 2

    # -- measures ------------------------------------------------------------

    def _lines(self, row: int, entry: Entry, width: int) -> list[Lines]:
        known = self._laid.get((row, width))
        if known is not None:
            return known
        look = theme.current()
        room = self._room(entry, width)
        made = [
            Lines(
                line.shown(right_to_left=self._mirrored()),
                font=look.font(line.step, language=line.language or None),
                width=room - (_INDENT if line.is_inset else 0),
                line_height=look.line_height(line.step, language=line.language or None),
                right_to_left=self._mirrored(),
            )
            for line in entry.lines
        ]
        if len(self._laid) > _REMEMBERED:
            self._laid.clear()
        self._laid[row, width] = made
        return made

    def _before(self, entry: Entry) -> float:
        if entry.is_heading:
            # Nothing chooses it: no ring around it needs the room.
            return 0
        side = theme.current().icon_size(18)
        return Space.S + (side + Space.M if entry.icon else 0)

    def _room(self, entry: Entry, width: int) -> float:
        room = width - self._before(entry) - Space.S
        if entry.tags and self._tags_beside(entry, width):
            room -= self._tags_width(entry) + Space.M
        return max(_LEAST, room)

    def _tags_width(self, entry: Entry) -> float:
        wide = sum(badge_size(t.said, t.sign).width() for t in entry.tags)
        return float(wide + Space.XS * (len(entry.tags) - 1))

    def _tags_height(self) -> float:
        return float(theme.current().line_height(Step.NOTE) + 6)

    def _tags_beside(self, entry: Entry, width: int) -> bool:
        """Whether the words keep most of the width with the tags beside them."""
        return self._tags_width(entry) <= width * 0.36

    def _visual(self, rect: QRectF) -> QRectF:
        return paint.visual(self._view.viewport(), rect)

    def _mirrored(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _has_focus(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_HasFocus)
