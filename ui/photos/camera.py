"""The laptop's camera: a picture goes into the vault without ever lying on the disk.

QtMultimedia is loaded only when somebody asks for the camera.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.text import _
from ui import theme
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class NoCameraError(BwassessError):
    """No picture can be taken on this machine."""

    def __init__(self) -> None:
        super().__init__(
            _("No camera was found on this laptop."),
            hint=_("Add photos by file, drop them on the card, or paste them."),
        )


def open_camera(over: QWidget) -> "CameraView":
    """Cover a page with what the camera sees.

    Raises:
        NoCameraError: there is none, or what it needs isn't installed.
    """
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:
        # A library of the system may be missing where nobody watches films.
        raise NoCameraError from error
    if not QMediaDevices.videoInputs():
        raise NoCameraError
    view = CameraView(over)
    view.begin()
    return view


class CameraView(Surface):
    """What the camera sees, over the page; taking a picture closes it."""

    taken = Signal(QImage)
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(ground=Role.SHADE, parent=over)
        self._over = over
        from PySide6.QtMultimedia import (
            QCamera,
            QImageCapture,
            QMediaCaptureSession,
            QVideoSink,
        )

        self.setObjectName("camera")
        self._picture = _Picture()
        self._problem = Label("", step=Step.NOTE, role=Role.ON_SHADE, centred=True)
        self._problem.hide()
        self._take = Button(
            _("Take the photo"), kind=Kind.PRIMARY, icon="camera", name="camera-take"
        )
        leave = Button(_("Close"), icon="x", name="camera-close")
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addStretch(1)
        row.addWidget(self._take)
        row.addWidget(leave)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addWidget(self._picture, 1)
        column.addWidget(self._problem)
        column.addLayout(row)
        self._camera = QCamera(self)
        self._capture = QImageCapture(self)
        self._sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._capture)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(
            lambda frame: self._picture.show_image(frame.toImage())
        )
        self._capture.imageCaptured.connect(lambda _id, image: self._on_taken(image))
        self._camera.errorOccurred.connect(lambda _error, why: self._on_failed(why))
        self._take.clicked.connect(lambda: self._capture.capture())
        leave.clicked.connect(self.leave)
        over.installEventFilter(self)

    def begin(self) -> None:
        """Turn the camera on and cover the page."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._take.setFocus()
        self._camera.start()

    def leave(self) -> None:
        """Turn the camera off and uncover the page."""
        self._camera.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def _on_taken(self, image: QImage) -> None:
        self.taken.emit(image)
        self.leave()

    def _on_failed(self, why: str) -> None:
        self._problem.setText(
            _("The camera can't be used: {reason} Close what else uses it.").format(
                reason=why
            )
        )
        self._problem.show()


class _Picture(QWidget):
    """An image as large as fits, never cut."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(_("What the camera sees"))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().color(Role.SHADE))
        if self._image.isNull():
            return
        size = self._image.size().scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatio
        )
        place = QRectF(
            (self.width() - size.width()) / 2,
            (self.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
