"""An answer that is a file: a picture, a recording, a film, a document."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import Evidence
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.text import _
from ui import icons, theme
from ui.assessment.asked import Asked
from ui.assessment.editors.editor import Editor
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.photo_thumb import PhotoState, PhotoThumb
from ui.widgets.surface import Surface

ReadThumbnail = Callable[[Evidence], QImage]

_ICONS = {
    AnswerType.IMAGE: "image",
    AnswerType.AUDIO: "volume-2",
    AnswerType.VIDEO: "video",
    AnswerType.FILE: "paperclip",
}


class FileEditor(Editor):
    """Shows the file that is the answer, or ways to give one."""

    def __init__(self, kind: AnswerType, read_thumbnail: ReadThumbnail) -> None:
        super().__init__(f"{kind.value}-editor")
        self._kind, self._read_thumbnail = kind, read_thumbnail
        self._asked: Asked | None = None
        self._holder = QWidget()
        self._row = QHBoxLayout(self._holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._choose = Button(_choose_words(kind), icon="upload", name="choose-file")
        self._camera = Button(_("Camera"), icon="camera", name="take-picture")
        self._clear = Button(
            _("Take out"), kind=Kind.QUIET, icon="x", name="clear-file"
        )
        acts = QHBoxLayout()
        acts.setSpacing(Space.S)
        acts.addWidget(self._choose)
        acts.addWidget(self._camera)
        acts.addWidget(self._clear)
        acts.addStretch(1)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self._holder)
        self._column.addLayout(acts)
        self._choose.clicked.connect(lambda _=False: self.file_asked.emit())
        self._camera.clicked.connect(lambda _=False: self.camera_asked.emit())
        self._clear.clicked.connect(lambda _=False: self.given.emit(None))

    @override
    def bind(self, asked: Asked) -> None:
        self._asked = asked

    @override
    def show_value(self, value: Value) -> None:
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        there = value is not None
        file = self._asked.attached if self._asked is not None and there else None
        if there:
            shown = self._shown(file)
            self._row.addWidget(shown)
            shown.show()
            self._row.addStretch(1)
        self._holder.setVisible(there)
        self._choose.setText(
            _("Choose another…") if there else _choose_words(self._kind)
        )
        self._camera.setVisible(self._kind is AnswerType.IMAGE)
        self._clear.setVisible(there)

    def _shown(self, file: Evidence | None) -> QWidget:
        if file is None:
            return Label(_("The file isn't in this assessment."), role=Role.INK2)
        if not file.thumbnail:
            return _FileLine(file, _ICONS[self._kind])
        state = PhotoState.PLAIN if file.is_here else PhotoState.MISSING
        thumb = PhotoThumb(
            caption=file.caption, size=QSize(176, 126), state=state, name="answer-photo"
        )
        if file.is_here:
            thumb.set_image(self._read_thumbnail(file))
        thumb.clicked.connect(lambda _=False: self.file_opened.emit(file.id))
        return thumb


class _FileLine(Surface):
    """A file's name and size."""

    def __init__(self, file: Evidence, icon: str) -> None:
        super().__init__(ground=Role.SUNKEN, radius=Radius.FIELD)
        self.setObjectName("answer-file")
        self._icon, self._sign = icon, QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(file.caption or _("File"), bold=True))
        said = size_said(file.size)
        if not file.is_here:
            said += " · " + _("not on this laptop yet")
        words.addWidget(Label(said, step=Step.NOTE, role=Role.INK2))
        row.addLayout(words, 1)
        theme.watch(self._dress)

    def _dress(self) -> None:
        side = theme.current().icon_size(24)
        scale = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap(self._icon, side, Role.INK2, scale=scale))


def size_said(size: int) -> str:
    """The size of a file as people say it."""
    if size < 1024 * 1024:
        return _("{count} KB").format(count=max(1, round(size / 1024)))
    return _("{count} MB").format(count=f"{size / 1024 / 1024:.1f}")


def _choose_words(kind: AnswerType) -> str:
    match kind:
        case AnswerType.IMAGE:
            return _("Choose a picture…")
        case AnswerType.AUDIO:
            return _("Choose a recording…")
        case AnswerType.VIDEO:
            return _("Choose a film…")
    return _("Choose a file…")
