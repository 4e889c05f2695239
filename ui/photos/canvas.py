"""One photo on a ground: fitted, zoomed, moved about."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)
from typing_extensions import override

from ui import theme
from ui.theme import Role

_STEP = 1.25
_MOST = 8.0


class PhotoCanvas(QGraphicsView):
    """Wheel, pinch and double click zoom; a photo never mirrors."""

    zoomed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photo-canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scene = QGraphicsScene(self)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._picture)
        self.setScene(self._scene)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._is_fitted = True
        theme.watch(self._dress)

    def show_picture(self, image: QImage) -> None:
        """Show another photo, fitted; a null image shows none."""
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._scene.setSceneRect(self._picture.boundingRect())
        self.fit()

    @property
    def is_fitted(self) -> bool:
        return self._is_fitted

    @property
    def zoom(self) -> float:
        """Screen pixels for a pixel of the photo."""
        return self.transform().m11()

    def fit(self) -> None:
        """Show all of it; never larger than it is."""
        self._is_fitted = True
        self.resetTransform()
        area = self._picture.boundingRect()
        if not area.isEmpty():
            room = self.viewport().rect()
            share = min(room.width() / area.width(), room.height() / area.height(), 1.0)
            self.scale(share, share)
        self.zoomed.emit()

    def zoom_in(self) -> None:
        self._zoom_by(_STEP)

    def zoom_out(self) -> None:
        self._zoom_by(1 / _STEP)

    def _zoom_by(self, factor: float) -> None:
        if self._picture.pixmap().isNull():
            return
        if self.zoom * factor > _MOST:
            return
        area, room = self._picture.boundingRect(), self.viewport().rect()
        least = min(room.width() / area.width(), room.height() / area.height(), 1.0)
        if self.zoom * factor <= least:
            self.fit()
            return
        self._is_fitted = False
        self.scale(factor, factor)
        self.zoomed.emit()

    def _dress(self) -> None:
        self.setBackgroundBrush(theme.current().color(Role.SUNKEN))

    # -- events --------------------------------------------------------------

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self._zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._is_fitted:
            spot = self.mapToScene(event.position().toPoint())
            self._zoom_by(max(1.0, 2.0 * self.zoom) / self.zoom)
            self.centerOn(QPointF(spot))
        else:
            self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows go from photo to photo; the mouse moves within one.
        event.ignore()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._zoom_by(pinch.scaleFactor())
                return True
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
