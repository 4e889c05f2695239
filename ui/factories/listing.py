"""Factories to choose from: a search and a list that stays fast with thousands."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.assessment.records import Factory, FactoryId
from bwassess.text import _
from ui import theme
from ui.factories import countries
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.label import Label
from ui.widgets.lines import paint_line
from ui.widgets.row_model import ROW, Index, RowModel


def place_of(factory: Factory) -> str:
    """Where a factory is, in one line."""
    facts = factory.facts
    parts = (facts.get("city"), facts.get("province"), countries.name(factory.country))
    # A city is often called like its province.
    return " · ".join(dict.fromkeys(part for part in parts if part))


class FactoryModel(RowModel[Factory]):
    """Factories in order, each with where it is."""

    class Role(IntEnum):
        NOTE = ROW + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            same=lambda factory: factory.id,
            title=lambda factory: factory.name,
            spoken=lambda factory: f"{factory.name}, {place_of(factory)}",
            parent=parent,
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {
            FactoryModel.Role.NOTE,
            Qt.ItemDataRole.AccessibleDescriptionRole,
        }:
            factory = self.row(index.row())
            return place_of(factory) if factory is not None else None
        return super().data(index, role)


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        tall = look.line_height() + look.line_height(Step.NOTE) + 2 * Space.S
        return QSize(200, max(tall, look.target_height))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        look = theme.current()
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint.box(
                painter,
                area.adjusted(1, 1, -1, -1),
                fill=Role.SURFACE,
                border=Role.INDIGO,
                width=2,
                radius=Radius.MARK,
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, look.color(Role.INDIGO_TINT))
        if not chosen:
            line = QRectF(area.left(), area.bottom() - look.border, area.width(), 1)
            painter.fillRect(line, look.color(Role.LINE))
        words = area.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        align = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        upper = QRectF(words.topLeft(), QSize(1, look.line_height()).toSizeF())
        upper.setWidth(words.width())
        paint_line(
            painter,
            upper,
            str(index.data()),
            font=look.font(bold=True),
            colour=look.color(Role.INK),
            align=align,
        )
        lower = QRectF(upper)
        lower.moveTop(upper.bottom())
        lower.setHeight(look.line_height(Step.NOTE))
        paint_line(
            painter,
            lower,
            str(index.data(FactoryModel.Role.NOTE)),
            font=look.font(Step.NOTE),
            colour=look.color(Role.INK2),
            align=align,
        )


class FactoryList(QWidget):
    """Typing narrows the list; arrows and Enter choose, as does a click."""

    chosen = Signal(object)  # FactoryId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("factory-list")
        self._all: tuple[Factory, ...] = ()
        self._current: FactoryId | None = None
        self.search = QLineEdit()
        self.search.setObjectName("factory-search")
        self.search.setPlaceholderText(_("Search by name, place or id"))
        self.search.setAccessibleName(_("Search factories"))
        self.search.setClearButtonEnabled(False)
        self._model = FactoryModel(self)
        self._view = QListView()
        self._view.setObjectName("factory-rows")
        self._view.setAccessibleName(_("Factories"))
        self._view.setModel(self._model)
        self._delegate = _Delegate(self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.setMouseTracking(True)
        self._view.setUniformItemSizes(True)
        self._view.setProperty(RING_RADIUS, int(Radius.FIELD))
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Label("", role=Role.INK2)
        self._none.setObjectName("factory-none")
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.search)
        column.addWidget(self._none)
        column.addWidget(self._view, 1)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self._on_entered)
        self._view.clicked.connect(self._on_clicked)
        self._view.activated.connect(self._on_clicked)
        theme.watch(self._dress)

    def set_factories(self, factories: Sequence[Factory]) -> None:
        """Offer these; the search stays as it was typed."""
        self._all = tuple(factories)
        self._filter()

    def set_current(self, factory: FactoryId | None) -> None:
        """Mark a factory without telling anybody."""
        self._current = factory
        place = self._model.place_where(lambda one: one.id == factory)
        if place is None:
            self._view.clearSelection()
            return
        index = self._model.index(place)
        self._view.setCurrentIndex(index)
        self._view.scrollTo(index)

    @property
    def shown(self) -> tuple[str, ...]:
        """The names listed now."""
        return tuple(one.name for one in self._model.rows)

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        found = [
            one for one in self._all if all(word in _searched(one) for word in words)
        ]
        self._model.set_rows(found)
        self._none.setText(
            _("No factory here has “{words}” in its name, place or id.").format(
                words=self.search.text().strip()
            )
        )
        self._none.setVisible(bool(words) and not found)
        self.set_current(self._current)

    def _on_entered(self) -> None:
        self._choose(0)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, place: int) -> None:
        factory = self._model.row(place)
        if factory is not None:
            self._current = factory.id
            self._view.setCurrentIndex(self._model.index(place))
            self.chosen.emit(self._current)

    def _dress(self) -> None:
        self.search.setFont(theme.current().font())
        self._view.doItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._view.setFocus()
        else:
            super().keyPressEvent(event)


def _searched(factory: Factory) -> str:
    parts = (factory.name, place_of(factory), factory.os_id, *factory.facts.values())
    return " ".join(map(str, parts)).casefold()
