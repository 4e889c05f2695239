"""A place that takes pictures: dropped, pasted, by file."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Radius, Role
from ui.widgets import paint

PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".bmp", ".gif"}
)
"""Endings of files that may be photographs."""


class DropTarget(QWidget):
    """Holds another widget and lights up while a picture hovers over it."""

    files_dropped = Signal(object)  # tuple of Path
    image_dropped = Signal(QImage)  # a picture without a file

    def __init__(
        self, content: QWidget | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drop-target")
        self.setAcceptDrops(True)
        self._lit = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if content is not None:
            column.addWidget(content)
        theme.watch(self.update)

    def take(self, mime: QMimeData) -> bool:
        """Take the pictures of a drop or of the clipboard; whether there were any."""
        files = _picture_files(mime)
        if files:
            self.files_dropped.emit(files)
            return True
        if mime.hasImage():
            image = mime.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.image_dropped.emit(image)
                return True
        return False

    def _light(self, lit: bool) -> None:
        self._lit = lit
        self.update()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if _picture_files(mime) or mime.hasImage():
            event.acceptProposedAction()
            self._light(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._light(False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._lit:
            paint.box(
                QPainter(self),
                QRectF(self.rect()),
                fill=Role.INDIGO_TINT,
                border=Role.INDIGO,
                width=2,
                radius=Radius.CARD,
                dashed=True,
            )


def _picture_files(mime: QMimeData) -> tuple[Path, ...]:
    local = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return tuple(path for path in local if path.suffix.lower() in PICTURES)
