"""Who holds what: a row for each thing that travels, four words compared."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from bwassess.text import _
from bwassess.workspace.syncing import Holding
from ui import icons, theme
from ui.sync import saying
from ui.sync.saying import Cell
from ui.theme import Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import paint_line

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HoldingsModel(QAbstractTableModel):
    """Rows of holdings; what each cell says is ready to be painted."""

    class Role(IntEnum):
        CELL = Qt.ItemDataRole.UserRole
        SECOND_LINE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str, tuple[Cell, ...]], ...] = ()

    def set_rows(self, holdings: Sequence[Holding], *, is_enrolled: bool) -> None:
        self.beginResetModel()
        self._rows = tuple(
            (
                saying.title(one),
                saying.second_line(one),
                saying.cells(one.state, is_enrolled=is_enrolled),
            )
            for one in holdings
        )
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(saying.headings())

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return saying.headings()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                leading = Qt.AlignmentFlag.AlignLeading
                return int(leading | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        name, second, cells = self._rows[index.row()]
        cell = None if index.column() == 0 else cells[index.column() - 1]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name if cell is None else cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                if cell is None:
                    return f"{name}, {second}"
                return f"{saying.headings()[index.column()]}: {cell.text}"
            case HoldingsModel.Role.CELL:
                return cell
            case HoldingsModel.Role.SECOND_LINE:
                return second
        return None


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        look = theme.current()
        tall = look.line_height(Step.BODY) + look.line_height(Step.NOTE) + Space.L
        return QSize(120, tall)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        painter.save()
        self._paint_line(painter, option.rect)
        cell = index.data(HoldingsModel.Role.CELL)
        if cell is None:
            self._paint_name(painter, option, index)
        else:
            self._paint_cell(painter, option, cell)
        painter.restore()

    def _paint_line(self, painter: QPainter, area: QRect) -> None:
        look = theme.current()
        below = QRect(area.left(), area.bottom(), area.width(), 1)
        painter.fillRect(below, look.color(Role.LINE))

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        look = theme.current()
        area = QRectF(option.rect).adjusted(Space.S, Space.S, -Space.S, -Space.S)
        side = paint.leading(option.widget)
        tall = look.line_height(Step.BODY)
        paint_line(
            painter,
            QRectF(area.left(), area.top(), area.width(), tall),
            str(index.data()),
            font=look.font(Step.BODY, bold=True),
            colour=look.color(Role.INK),
            align=side,
        )
        paint_line(
            painter,
            QRectF(
                area.left(),
                area.top() + tall,
                area.width(),
                look.line_height(Step.NOTE),
            ),
            str(index.data(HoldingsModel.Role.SECOND_LINE)),
            font=look.font(Step.NOTE),
            colour=look.color(Role.INK3),
            align=side,
        )

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell
    ) -> None:
        look = theme.current()
        area = QRectF(option.rect).adjusted(Space.S, 0, -Space.XS, 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        side = look.icon_size(16)
        if cell.icon:
            x = area.right() - side if mirrored else area.left()
            y = area.center().y() - side / 2
            place = QRect(round(x), round(y), side, side)
            icons.paint(painter, cell.icon, place, cell.role)
            gap = side + Space.S - 2
            area = area.adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
        paint_line(
            painter,
            area,
            cell.text,
            font=look.font(Step.NOTE),
            colour=look.color(cell.role),
            align=paint.leading(option.widget),
        )


class HoldingsTable(QTableView):
    """As high as its rows: the page scrolls, not the table."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("holdings")
        self.setAccessibleName(_("Who holds what"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.holdings = HoldingsModel(self)
        self.setModel(self.holdings)
        theme.watch(self._dress)

    def set_rows(self, holdings: Sequence[Holding], *, is_enrolled: bool) -> None:
        self.holdings.set_rows(holdings, is_enrolled=is_enrolled)
        self._dress()

    def _dress(self) -> None:
        row = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFont(theme.current().font(Step.NOTE, bold=True))
        self._arrange()

    def _arrange(self) -> None:
        """Share the width; where even the least is too much, scroll sideways."""
        look = theme.current()
        words = [round(look.pixels(Step.NOTE) * n) for n in (8, 11.5, 12, 10.5)]
        least = round(look.pixels(Step.BODY) * 11)
        spare = self.viewport().width() - sum(words)
        self.setColumnWidth(0, max(spare, least))
        for column, width in enumerate(words, 1):
            self.setColumnWidth(column, width)
        tall = self.horizontalHeader().sizeHint().height()
        tall += self.verticalHeader().defaultSectionSize() * self.holdings.rowCount()
        if spare < least:
            tall += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(tall + 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
