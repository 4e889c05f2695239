"""A film as it plays, no larger than a picture beside a question is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.media.picture import ROOM
from ui.theme import Role
from ui.widgets import paint


class Frames(QWidget):
    """Draws each frame whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("media-frames")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._image = QImage()
        self.hide()

    def show_image(self, image: QImage) -> None:
        """Draw the next frame."""
        self._image = image
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return ROOM

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(
            self.size().boundedTo(ROOM), Qt.AspectRatioMode.KeepAspectRatio
        )
        frame = paint.visual(self, QRectF(0, 0, size.width(), size.height()))
        painter.fillRect(frame, theme.current().color(Role.SHADE))
        painter.drawImage(frame, self._image)
