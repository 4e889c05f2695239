"""The hits of the palette: headings and rows, painted."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui import icons, theme
from ui.frame.finding import Hit, plain
from ui.theme import Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Lines, Run, elided, natural_width, paint_line
from ui.widgets.row_model import ROW, Index, RowModel


@dataclass(frozen=True, slots=True)
class _Row:
    heading: str = ""
    hit: Hit | None = None

    @property
    def spoken(self) -> str:
        return self.hit.spoken if self.hit else self.heading


class HitModel(RowModel[_Row]):
    """Hits in order, a heading before each group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            same=lambda row: row,
            title=lambda row: row.spoken,
            spoken=lambda row: row.spoken,
            parent=parent,
        )

    def set_hits(self, hits: tuple[Hit, ...]) -> None:
        rows: list[_Row] = []
        group = None
        for hit in hits:
            if hit.group is not group:
                group = hit.group
                rows.append(_Row(heading=group.title))
            rows.append(_Row(hit=hit))
        self.set_rows(rows)

    def hit_at(self, place: int) -> Hit | None:
        row = self.row(place)
        return row.hit if row is not None else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.hit_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "HitList") -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme.current()
        if index.data(ROW).hit is None:
            return QSize(0, look.line_height(Step.NOTE) + Space.M)
        return QSize(0, max(look.target_height, look.line_height() + Space.L) + 4)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: _Row = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        if row.hit is None:
            self._paint_heading(painter, area, row.heading)
        else:
            here = index.row() == self._view.currentIndex().row()
            self._paint_hit(painter, area, row.hit, here=here)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, text: str) -> None:
        look = theme.current()
        paint_line(
            painter,
            area.adjusted(Space.L + 4, 0, -Space.L, 0),
            text,
            font=look.font(Step.NOTE, bold=True),
            colour=look.color(Role.INK2),
            align=paint.leading(self._view),
        )

    def _paint_hit(
        self, painter: QPainter, area: QRectF, hit: Hit, *, here: bool
    ) -> None:
        look = theme.current()
        box = area.adjusted(Space.S, 1, -Space.S, -1)
        if here:
            paint.box(painter, box, fill=Role.INDIGO_TINT, radius=Radius.FIELD)
        inner = box.adjusted(Space.M, 0, -Space.M, 0)
        side = look.icon_size(20)
        mark = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        icons.paint(painter, hit.icon, self._visual(mark).toRect(), Role.INK2)
        inner.setLeft(mark.right() + Space.M)
        if hit.key:
            inner.setRight(self._paint_key(painter, inner, hit.key))
        if hit.aside:
            inner.setRight(self._paint_aside(painter, inner, hit.aside))
        self._paint_words(painter, inner, hit)

    def _paint_key(self, painter: QPainter, inner: QRectF, key: str) -> float:
        wide, tall = paint.key_width(key), paint.key_height()
        place = QRectF(inner.right() - wide, inner.center().y() - tall / 2, wide, tall)
        paint.key_hint(
            painter, self._visual(place), key, role=Role.INK3, border=Role.LINE
        )
        return place.left() - Space.M

    def _paint_aside(self, painter: QPainter, inner: QRectF, aside: str) -> float:
        look = theme.current()
        font = look.font(Step.NOTE)
        wide = min(natural_width([Run(aside)], font) + 2, inner.width() / 3)
        place = QRectF(inner.right() - wide, inner.top(), wide, inner.height())
        paint_line(
            painter,
            self._visual(place),
            aside,
            font=font,
            colour=look.color(Role.INK3),
            align=paint.leading(self._view),
        )
        return place.left() - Space.M

    def _paint_words(self, painter: QPainter, inner: QRectF, hit: Hit) -> None:
        look = theme.current()
        font = look.font()
        code = f"{hit.code}  " if hit.code else ""
        room = inner.width() - natural_width([Run(code, bold=True)], font)
        text = elided(hit.text, font, room - 12)
        lines = Lines(
            [Run(code, bold=True), *self._marked(text)],
            font=font,
            width=inner.width(),
            line_height=look.line_height(),
            right_to_left=self._view.is_right_to_left,
            most_lines=1,
        )
        top = inner.center().y() - lines.height / 2
        corner = self._visual(inner).left()
        lines.paint(painter, QPointF(corner, top), look.color(Role.INK))

    def _marked(self, text: str) -> list[Run]:
        """The text with what was searched in bold indigo."""
        ink = theme.current().color(Role.INDIGO)
        folded = "".join(one if len(one := plain(c)) == 1 else " " for c in text)
        marks = [False] * len(text)
        for word in self._view.words:
            at = folded.find(word)
            while at >= 0:
                marks[at : at + len(word)] = [True] * len(word)
                at = folded.find(word, at + len(word))
        runs: list[Run] = []
        start = 0
        for place in range(1, len(text) + 1):
            if place == len(text) or marks[place] != marks[start]:
                part = text[start:place]
                found = marks[start]
                runs.append(Run(part, bold=found, colour=ink if found else None))
                start = place
        return runs

    def _visual(self, rect: QRectF) -> QRectF:
        return paint.visual(self._view.viewport(), rect)


class HitList(QListView):
    """Shows hits; the words stay where the typing is."""

    chosen = Signal(object)  # Hit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette-hits")
        self.words: tuple[str, ...] = ()
        self._hits: tuple[Hit, ...] = ()
        self._model = HitModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self.setProperty("plain", True)
        self.clicked.connect(self._on_clicked)

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self._hits

    @property
    def current(self) -> Hit | None:
        return self._model.hit_at(self.currentIndex().row())

    @property
    def is_right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def show_hits(self, hits: tuple[Hit, ...], text: str) -> None:
        self._hits = hits
        self.words = tuple(plain(text.lstrip(">#@")).split())
        self._model.set_hits(hits)
        self.setCurrentIndex(self._model.index(1) if hits else QModelIndex())
        self.scrollToTop()
        # The same hits of other words are marked in other places.
        self.viewport().update()

    def step(self, by: int) -> None:
        """Go on by some hits, headings passed over."""
        rows = self._model.rowCount()
        places = [p for p in range(rows) if self._model.hit_at(p) is not None]
        here = self.currentIndex().row()
        if here in places:
            place = min(max(places.index(here) + by, 0), len(places) - 1)
            self.setCurrentIndex(self._model.index(places[place]))
            self.scrollTo(self.currentIndex())

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, 14 * (theme.current().line_height() + Space.XL))

    def _on_clicked(self, index: QModelIndex) -> None:
        hit = self._model.hit_at(index.row())
        if hit is not None:
            self.chosen.emit(hit)
