"""A picture of the checklist in large, over the page it was opened from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.text import _
from ui.media.files import LARGEST, MediaFiles
from ui.photos.cover import PictureCover
from ui.theme import Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label


class MediaViewer(PictureCover):
    """Shows a picture as soon as it is here."""

    def __init__(
        self, files: MediaFiles, name: str, label: str, *, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("media-viewer")
        self._files, self._name = files, name
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
        self.canvas.setAccessibleName(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        smaller.clicked.connect(self.canvas.zoom_out)
        larger.clicked.connect(self.canvas.zoom_in)
        close.clicked.connect(self.leave)
        files.arrived.connect(self._on_arrived)
        self.cover()
        self._on_arrived(name)

    @override
    def leave(self) -> None:
        """Give the page back."""
        self._files.arrived.disconnect(self._on_arrived)
        super().leave()

    def _on_arrived(self, name: str) -> None:
        if name == self._name:
            found = self._files.picture(name, LARGEST)
            self.canvas.show_picture(found if found is not None else QImage())
