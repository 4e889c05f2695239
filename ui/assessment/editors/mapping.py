"""Places of a picture to choose from: the picture, and its choices beside it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from ui import theme
from ui.assessment.asked import Asked
from ui.assessment.editors.choosing import RowsEditor
from ui.media.files import MediaFiles
from ui.media.picture import PictureButton
from ui.theme import Space
from ui.widgets.check_list import picture_room

_ROOM = QSize(420, 360)
_WORDS = 180
"""So wide a choice is at least, where its words are to be read."""


class MapEditor(RowsEditor):
    """The choices are rows; where there is no room beside the picture, below it."""

    def __init__(self, media: MediaFiles, *, one_only: bool) -> None:
        super().__init__(one_only=one_only)
        self.setObjectName("map-editor")
        self._media = media
        self._name, self._label = "", ""
        self._least = _WORDS
        self._picture = PictureButton(media, room=_ROOM, name="map-picture")
        self._picture.clicked.connect(self._on_opened)
        both = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(Space.L)
        self._column.removeWidget(self._list)
        self._both.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._both.addWidget(self._list, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(both)

    @override
    def bind(self, asked: Asked) -> None:
        super().bind(asked)
        self._label = asked.label
        media = asked.question.media
        self._name = self._media.named(media, "image", asked.language)
        self._picture.show_file(self._name, self._label)
        self._picture.setVisible(bool(self._name))
        look = theme.current()
        self._least = round(_WORDS * look.text_size / 100)
        if asked.has_pictures:
            self._least += picture_room().width() + Space.L
        self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= _ROOM.width() + Space.L + self._least
        self._both.setDirection(
            QBoxLayout.Direction.LeftToRight
            if beside
            else QBoxLayout.Direction.TopToBottom
        )

    def _on_opened(self) -> None:
        self._media.enlarged.emit(self._name, self._label)
