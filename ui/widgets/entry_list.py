"""Any number of entries of several lines: differences, problems, values of law."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from bwassess.text import is_right_to_left
from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.badge import BadgeKind, badge_size, paint_badge
from ui.widgets.lines import Lines, Run

Index = QModelIndex | QPersistentModelIndex

_AT_ONCE = 24
"""So many entries are measured in one turn; more come as they are scrolled to."""
_REMEMBERED = 300
"""Entries whose lines are kept laid out; dropping thousands at once would be felt."""
_INDENT = 20
_LEAST = 120.0


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of an entry; `language` is that of the text, "" the program's."""

    runs: tuple[Run, ...]
    step: Step = Step.BODY
    role: Role = Role.INK
    language: str = ""
    is_inset: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def told(
    text: str,
    *,
    step: Step = Step.BODY,
    role: Role = Role.INK,
    bold: bool = False,
    language: str = "",
    is_inset: bool = False,
) -> Told:
    """A paragraph of one look."""
    return Told((Run(text, bold=bold),), step, role, language, is_inset)


@dataclass(frozen=True, slots=True)
class Tag:
    """A badge at the end of an entry's first line."""

    kind: BadgeKind
    text: str = ""
    icon: str | None = None

    @property
    def said(self) -> str:
        return self.text or self.kind.word


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry shows; `key` is told where it is pressed, "" for nothing."""

    lines: tuple[Told, ...]
    tags: tuple[Tag, ...] = ()
    icon: str = ""
    icon_role: Role = Role.INK2
    key: str = ""
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        said = [tag.said for tag in self.tags]
        return ", ".join([*(line.text for line in self.lines), *said])


class EntryModel(QAbstractListModel):
    """Entries made when they are first looked at."""

    class Role(IntEnum):
        ENTRY = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makes: tuple[Callable[[], Entry], ...] = ()
        self._made: dict[int, Entry] = {}
        self._shown = 0

    @property
    def count(self) -> int:
        """How many entries there are, those not scrolled to yet included."""
        return len(self._makes)

    def set_entries(self, makes: Sequence[Callable[[], Entry]]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._makes = tuple(makes)
        self._made = {}
        self._shown = min(_AT_ONCE, len(self._makes))
        self.endResetModel()

    def entry(self, place: int) -> Entry:
        known = self._made.get(place)
        if known is None:
            known = self._made[place] = self._makes[place]()
        return known

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self._makes)

    @override
    def fetchMore(self, parent: Index) -> None:
        last = min(self._shown + _AT_ONCE, len(self._makes))
        if not parent.isValid() and last > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, last - 1)
            self._shown = last
            self.endInsertRows()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self._shown:
            return None
        entry = self.entry(index.row())
        if role == self.Role.ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.entry(index.row()).is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "EntryList") -> None:
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
        area = QRectF(_rect(option))
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
            rect = self._visual(place, area).toRect()
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
            size = badge_size(tag.said, _icon_of(tag))
            place = QRectF(at, top, size.width(), size.height())
            paint_badge(
                painter,
                self._visual(place, area),
                tag.kind,
                tag.said,
                _icon_of(tag),
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
            corner = self._visual(place, area).topLeft()
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
                line.runs,
                font=look.font(line.step, language=line.language or None),
                width=room - (_INDENT if line.is_inset else 0),
                line_height=look.line_height(line.step, language=line.language or None),
                right_to_left=is_right_to_left(line.language)
                if line.language
                else self._mirrored(),
            )
            for line in entry.lines
        ]
        if len(self._laid) > _REMEMBERED:
            self._laid.clear()
        self._laid[row, width] = made
        return made

    def _before(self, entry: Entry) -> float:
        side = theme.current().icon_size(18)
        return Space.S + (side + Space.M if entry.icon else 0)

    def _room(self, entry: Entry, width: int) -> float:
        room = width - self._before(entry) - Space.S
        if entry.tags and self._tags_beside(entry, width):
            room -= self._tags_width(entry) + Space.M
        return max(_LEAST, room)

    def _tags_width(self, entry: Entry) -> float:
        wide = sum(badge_size(t.said, _icon_of(t)).width() for t in entry.tags)
        return float(wide + Space.XS * (len(entry.tags) - 1))

    def _tags_height(self) -> float:
        return float(theme.current().line_height(Step.NOTE) + 6)

    def _tags_beside(self, entry: Entry, width: int) -> bool:
        """Whether the words keep most of the width with the tags beside them."""
        return self._tags_width(entry) <= width * 0.36

    def _visual(self, rect: QRectF, area: QRectF) -> QRectF:
        if not self._mirrored():
            return rect
        left = area.left() + area.right() - rect.right()
        return QRectF(QPointF(left, rect.top()), rect.size())

    def _mirrored(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft


class EntryList(QListView):
    """Shows entries below each other; thousands open as fast as ten."""

    chosen = Signal(str)  # key of the entry pressed

    def __init__(
        self, *, label: str, name: str = "entries", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.entries = EntryModel(self)
        self._delegate = _Delegate(self)
        self.setModel(self.entries)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that came and went would change the width, hence the heights, for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verticalScrollBar().setSingleStep(24)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._on_clicked)
        theme.watch(self._relay)

    def show_entries(self, entries: Sequence[Entry | Callable[[], Entry]]) -> None:
        """Show other entries; those given as functions are made when they are seen."""
        self._delegate.forget()
        self.entries.set_entries([_maker(one) for one in entries])

    def spoken(self) -> list[str]:
        """What each entry says."""
        return [self.entries.entry(place).spoken for place in range(self.entries.count)]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self._delegate.forget()
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._on_clicked(index)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self.entries.entry(index.row())
        if entry.key:
            self.chosen.emit(entry.key)

    def _relay(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()


def _maker(entry: Entry | Callable[[], Entry]) -> Callable[[], Entry]:
    return (lambda: entry) if isinstance(entry, Entry) else entry


def _icon_of(tag: Tag) -> str:
    return tag.kind.value[0] if tag.icon is None else tag.icon


def _rect(option: QStyleOptionViewItem) -> QRectF:
    rect = option.rect
    return QRectF(rect)


def _has_focus(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_HasFocus)
