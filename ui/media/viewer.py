"""A picture of the checklist in large, over the page it was opened from."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.text import _
from ui.media.files import LARGEST, MediaFiles
from ui.photos.canvas import PhotoCanvas
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class MediaViewer(Surface):
    """Covers its parent until it is closed."""

    closed = Signal()

    def __init__(
        self, files: MediaFiles, name: str, label: str, *, parent: QWidget
    ) -> None:
        super().__init__(ground=Role.CANVAS, parent=parent)
        self.setObjectName("media-viewer")
        self._files, self._name = files, name
        self._before = QApplication.focusWidget()
        title = Label(label, step=Step.QUESTION)
        smaller = Button(
            _("Smaller"), kind=Kind.ICON, icon="zoom-out", key="-", name="media-smaller"
        )
        larger = Button(
            _("Larger"), kind=Kind.ICON, icon="zoom-in", key="+", name="media-larger"
        )
        close = Button(
            _("Close"), kind=Kind.ICON, icon="x", key="Esc", name="media-close"
        )
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(title, 1)
        for part in (smaller, larger, close):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self._canvas = PhotoCanvas()
        self._canvas.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self._canvas, 1)
        smaller.clicked.connect(self._canvas.zoom_out)
        larger.clicked.connect(self._canvas.zoom_in)
        close.clicked.connect(self.leave)
        files.arrived.connect(self._on_arrived)
        parent.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_arrived(name)

    def leave(self) -> None:
        """Give the page back."""
        self._files.arrived.disconnect(self._on_arrived)
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def _on_arrived(self, name: str) -> None:
        if name == self._name:
            found = self._files.picture(name, LARGEST)
            self._canvas.show_picture(found if found is not None else QImage())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        parent = self.parentWidget()
        if event.type() == QEvent.Type.Resize and watched is parent:
            self.setGeometry(parent.rect())
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._canvas.zoom_in()
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self._canvas.zoom_out()
            case Qt.Key.Key_0:
                self._canvas.fit()
        # The page beneath hears none of it.
        event.accept()
