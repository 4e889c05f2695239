"""What shows one picture in large, over the page it was opened from."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.photos.canvas import PhotoCanvas
from ui.theme import Role
from ui.widgets.surface import Surface


class PictureCover(Surface):
    """Covers its parent until it is closed; then the focus is where it was.

    Attributes:
        canvas: The picture, drawn larger and smaller by keys.
    """

    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(ground=Role.CANVAS, parent=over)
        self.canvas = PhotoCanvas()
        self._over = over
        self._before = QApplication.focusWidget()
        over.installEventFilter(self)

    def cover(self) -> None:
        """Take the page's place, once all is built."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Give the page back."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.canvas.zoom_in()
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self.canvas.zoom_out()
            case Qt.Key.Key_0:
                self.canvas.fit()
        # The page beneath hears none of it.
        event.accept()
