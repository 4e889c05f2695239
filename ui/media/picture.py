"""A picture of the checklist as large as its place, whole; a click opens it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import theme
from ui.media.files import MediaFiles
from ui.theme import RING_RADIUS, Radius, Role
from ui.widgets import paint

ROOM = QSize(640, 260)


class PictureButton(QAbstractButton):
    """Never cut and never mirrored; no higher than its room, however wide the page."""

    def __init__(
        self,
        files: MediaFiles,
        *,
        room: QSize = ROOM,
        name: str = "media-picture",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._files, self._room = files, room
        self._name = ""
        self._image: QImage | None = None
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(RING_RADIUS, int(Radius.PHOTO))
        # As wide as the picture, so that the ring of focus is around it alone.
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        files.arrived.connect(self._on_arrived)
        theme.watch(self._fetch)

    @property
    def image(self) -> QImage | None:
        """What it shows; None until it is here."""
        return self._image

    def show_file(self, name: str, label: str) -> None:
        """Show a file; `label` says in words what it shows."""
        self._name = name
        self.setAccessibleName(label)
        self.setToolTip(_("Larger"))
        self._image = None
        self._fetch()

    def _on_arrived(self, name: str) -> None:
        if name == self._name:
            self._fetch()

    def _fetch(self) -> None:
        if self._name:
            found = self._files.picture(self._name, self._most())
            self._image = found or self._image
            self.updateGeometry()
            self.update()

    def _most(self) -> QSize:
        return self._room * self.devicePixelRatioF()

    # -- sizes ---------------------------------------------------------------

    def _fitting(self, width: int) -> QSize:
        """How large it is drawn in a place of some width."""
        if self._image is None:
            return QSize(min(width, self._room.width()), self._room.height() // 2)
        whole = self._image.size() / self.devicePixelRatioF()
        room = QSize(max(width, 1), max(whole.height(), 1))
        if whole.width() <= width:
            return whole
        return whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return max(self._fitting(width).height(), theme.current().target_height)

    @override
    def sizeHint(self) -> QSize:
        size = self._fitting(self._room.width())
        return size.expandedTo(QSize(0, theme.current().target_height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.current().target_height)

    def _frame(self) -> QRectF:
        """Where the picture lies: at the beginning of its line."""
        size = self._fitting(self.width())
        high = min(size.height(), self.height())
        return paint.visual(self, QRectF(0, 0, size.width(), high))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    # -- painting ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._frame()
        if self._image is None:
            paint.box(painter, frame, fill=Role.SUNKEN, radius=Radius.PHOTO)
            return
        shape = QPainterPath()
        shape.addRoundedRect(frame, Radius.PHOTO, Radius.PHOTO)
        painter.save()
        painter.setClipPath(shape)
        # Drawings with nothing behind them are made for paper.
        painter.fillRect(frame, Qt.GlobalColor.white)
        painter.drawImage(frame, self._image)
        painter.restore()
        edge = Role.INDIGO if self.underMouse() else Role.LINE
        paint.box(painter, frame, border=edge, radius=Radius.PHOTO)
