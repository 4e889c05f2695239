"""The pages of a report in small, with the stops that stand on them."""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import paint_line

WIDTH = 116
PICTURE = 80
"""Pixels: the strip, and a page in it."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ThumbnailModel(QAbstractListModel):
    """One row a page."""

    class Role(IntEnum):
        SIZE = Qt.ItemDataRole.UserRole
        PICTURE = Qt.ItemDataRole.UserRole + 1
        IS_STOPPED = Qt.ItemDataRole.UserRole + 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[QSizeF, ...] = ()
        self._pictures: dict[int, QPixmap] = {}
        self._stopped: frozenset[int] = frozenset()

    def set_pages(self, pages: Sequence[QSizeF]) -> None:
        self.beginResetModel()
        self._pages, self._pictures, self._stopped = tuple(pages), {}, frozenset()
        self.endResetModel()

    def set_picture(self, page: int, image: QImage) -> None:
        self._pictures[page] = QPixmap.fromImage(image)
        here = self.index(page)
        self.dataChanged.emit(here, here)

    def picture(self, page: int) -> QPixmap | None:
        return self._pictures.get(page)

    def set_stopped(self, pages: Iterable[int]) -> None:
        self._stopped = frozenset(pages)
        if self._pages:
            self.dataChanged.emit(self.index(0), self.index(len(self._pages) - 1))

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._pages)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        page = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(page + 1)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = _("Page {page}").format(page=page + 1)
                if page in self._stopped:
                    said = _("{page}, with a stop").format(page=said)
                return said
            case ThumbnailModel.Role.SIZE:
                return self._pages[page]
            case ThumbnailModel.Role.PICTURE:
                return self._pictures.get(page)
            case ThumbnailModel.Role.IS_STOPPED:
                return page in self._stopped
        return None


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size: QSizeF = index.data(ThumbnailModel.Role.SIZE)
        tall = round(PICTURE * size.height() / size.width())
        line = theme.current().line_height(Step.SMALL)
        return QSize(WIDTH - 14, tall + line + Space.L)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        look, area = theme.current(), option.rect
        size: QSizeF = index.data(ThumbnailModel.Role.SIZE)
        tall = round(PICTURE * size.height() / size.width())
        left = area.left() + (area.width() - PICTURE) // 2
        page = QRect(left, area.top() + Space.S, PICTURE, tall)
        picture = index.data(ThumbnailModel.Role.PICTURE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if picture is None:
            painter.fillRect(page, look.color(Role.SURFACE))
        else:
            painter.drawPixmap(page, picture)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint.box(
            painter,
            QRectF(page).adjusted(-2, -2, 2, 2),
            border=Role.INDIGO if is_chosen else Role.LINE,
            width=2 if is_chosen else None,
            radius=Radius.MARK,
        )
        if index.data(ThumbnailModel.Role.IS_STOPPED):
            sign = QRect(page.right() - 10, page.top() - 8, 20, 20)
            paint.box(painter, QRectF(sign), fill=Role.CANVAS, radius=10)
            icons.paint(painter, "circle-alert", sign, Role.MADDER)
        paint_line(
            painter,
            QRectF(
                area.left(),
                page.bottom() + Space.XS,
                area.width(),
                look.line_height(Step.SMALL),
            ),
            index.data(),
            font=look.font(Step.SMALL, bold=is_chosen),
            colour=look.color(Role.INDIGO if is_chosen else Role.INK2),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        painter.restore()


class Thumbnails(QListView):
    """The strip; choosing a page goes there."""

    page_chosen = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report-thumbnails")
        self.setAccessibleName(_("Pages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.pages = ThumbnailModel(self)
        self.setModel(self.pages)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._is_following = False
        theme.watch(self.viewport().update)

    def follow(self, page: int) -> None:
        """Show which page is looked at, without going there."""
        self._is_following = True
        here = self.pages.index(page)
        if here.isValid():
            self.setCurrentIndex(here)
        self._is_following = False

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_following:
            self.page_chosen.emit(index.row())
