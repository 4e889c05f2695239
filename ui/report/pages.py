"""The pages of a report, one below the other; pictures come when they are wanted."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.report.document import Spot
from ui.theme import Radius, Role, Space
from ui.widgets import paint

KEPT = 5
"""Full pages kept; a page of a large window is some ten megabytes."""

_POINTS_PER_PIXEL = 0.75
_LEAST, _MOST = 0.4, 3.0
_STEP = 1.2


class PageView(QAbstractScrollArea):
    """Shows pages on a ground; never mirrored, for paper isn't."""

    picture_wanted = Signal(int, int)  # page, width in device pixels
    page_shown = Signal(int)  # the page in the middle
    zoomed = Signal(int)  # per cent

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report-pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages: tuple[QSizeF, ...] = ()
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._small: dict[int, QPixmap] = {}
        self._asked: dict[int, int] = {}
        self._spots: tuple[Spot, ...] = ()
        self._chosen: Spot | None = None
        self._zoom: float | None = None
        self._tops: list[int] = []
        self._height = 0
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.watch(self.viewport().update)

    # -- what is shown -------------------------------------------------------

    def set_pages(self, pages: Sequence[QSizeF]) -> None:
        """Show another document; it stays where the last one was."""
        self._pages = tuple(pages)
        self._pictures.clear()
        self._small.clear()
        self._asked.clear()
        self._spots, self._chosen = (), None
        self._lay_out()
        self._on_scrolled()

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Mark places on pages."""
        self._spots = tuple(spots)
        self.viewport().update()

    def show_picture(self, page: int, width: int, image: QImage) -> None:
        """Take a picture that was wanted."""
        if self._asked.get(page) == width:
            del self._asked[page]
        self._pictures[page] = QPixmap.fromImage(image)
        self._pictures.move_to_end(page)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def show_small(self, page: int, picture: QPixmap) -> None:
        """Show this until the page's own picture is there."""
        self._small[page] = picture

    @property
    def kept(self) -> tuple[int, ...]:
        """The pages whose pictures are kept."""
        return tuple(self._pictures)

    # -- where it stands -----------------------------------------------------

    @property
    def page(self) -> int:
        """The page in the middle."""
        return self._page

    def go_to(self, page: int, *, spot: Spot | None = None) -> None:
        """Scroll to a page, or to a place on it."""
        if not 0 <= page < len(self._pages):
            return
        self._chosen = spot
        at = self._tops[page] - Space.L
        if spot is not None:
            at = self._tops[page] + round(spot.area.top() * self._scale())
            at -= self.viewport().height() // 3
        self.verticalScrollBar().setValue(at)
        self.viewport().update()

    def zoom_in(self) -> None:
        self.set_zoom(self._scale() * _POINTS_PER_PIXEL * _STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._scale() * _POINTS_PER_PIXEL / _STEP)

    def fit_width(self) -> None:
        """Show pages as wide as there is room; they follow the window."""
        self.set_zoom(None)

    def set_zoom(self, zoom: float | None) -> None:
        """Show pages larger or smaller, 1.0 for the size of paper; None to fit."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, self._height)
        self._zoom = None if zoom is None else min(_MOST, max(_LEAST, zoom))
        self._lay_out()
        bar.setValue(round(share * self._height))
        self.viewport().update()

    @property
    def percent(self) -> int:
        return round(self._scale() * _POINTS_PER_PIXEL * 100)

    # -- sizes ---------------------------------------------------------------

    def _scale(self) -> float:
        """Logical pixels a point."""
        if self._zoom is not None:
            return self._zoom / _POINTS_PER_PIXEL
        widest = max((size.width() for size in self._pages), default=595.0)
        room = self.viewport().width() - 2 * Space.XL
        return max(room, 200) / widest

    def _lay_out(self) -> None:
        scale, at = self._scale(), int(Space.L)
        self._tops = []
        for size in self._pages:
            self._tops.append(at)
            at += round(size.height() * scale) + Space.L
        self._height = at
        seen = self.viewport().size()
        across = max((round(s.width() * scale) for s in self._pages), default=0)
        bar = self.verticalScrollBar()
        bar.setPageStep(seen.height())
        bar.setSingleStep(48)
        bar.setRange(0, max(0, at - seen.height()))
        wide = self.horizontalScrollBar()
        wide.setPageStep(seen.width())
        wide.setRange(0, max(0, across + 2 * Space.L - seen.width()))
        self.zoomed.emit(self.percent)

    def _place(self, page: int) -> QRect:
        scale = self._scale()
        size = QSize(
            round(self._pages[page].width() * scale),
            round(self._pages[page].height() * scale),
        )
        spare = self.viewport().width() - size.width()
        left = spare // 2 if spare > 0 else Space.L - self.horizontalScrollBar().value()
        top = self._tops[page] - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), size)

    # -- events --------------------------------------------------------------

    def _on_scrolled(self) -> None:
        bar = self.verticalScrollBar()
        middle = bar.value() + self.viewport().height() / 2
        page = sum(top <= middle for top in self._tops) - 1 if self._pages else 0
        if bar.maximum() and bar.value() == bar.maximum():
            page = len(self._pages) - 1
        self._page = max(0, page)
        self.setAccessibleName(
            _("Report, page {page} of {total}").format(
                page=self._page + 1, total=len(self._pages)
            )
        )
        self.viewport().update()
        self.page_shown.emit(self._page)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.set_zoom(self._zoom)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.current().color(Role.SUNKEN))
        for page in range(len(self._pages)):
            place = self._place(page)
            if place.intersects(self.viewport().rect()):
                self._paint_page(painter, page, place)

    def _paint_page(self, painter: QPainter, page: int, place: QRect) -> None:
        width = round(place.width() * self.devicePixelRatioF())
        picture = self._pictures.get(page)
        if picture is None or picture.width() != width:
            self._ask(page, width)
            picture = picture or self._small.get(page)
        if picture is None:
            painter.fillRect(place, theme.current().color(Role.SURFACE))
        else:
            if page in self._pictures:
                self._pictures.move_to_end(page)
            painter.drawPixmap(place, picture)
        edge = QRectF(place).adjusted(-1, -1, 1, 1)
        paint.box(painter, edge, border=Role.LINE, radius=0)
        for spot in self._spots:
            if spot.page == page:
                self._paint_spot(painter, spot, place.topLeft())

    def _paint_spot(self, painter: QPainter, spot: Spot, corner: QPoint) -> None:
        scale = self._scale()
        area = QRectF(
            corner.x() + spot.area.x() * scale,
            corner.y() + spot.area.y() * scale,
            spot.area.width() * scale,
            spot.area.height() * scale,
        ).adjusted(-6, -5, 6, 5)
        wide = 2.5 if spot == self._chosen else 1.5
        paint.box(painter, area, border=Role.MADDER, width=wide, radius=Radius.MARK)
        side = 20
        sign = QRect(
            round(area.left()) - side - 6,
            round(area.center().y()) - side // 2,
            side,
            side,
        )
        icons.paint(painter, "circle-alert", sign, Role.MADDER)

    def _ask(self, page: int, width: int) -> None:
        if self._asked.get(page) != width:
            self._asked[page] = width
            self.picture_wanted.emit(page, width)
