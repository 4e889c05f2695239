"""What a text of the checklist has beside it: its picture, recording and film."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.checklist.model import Media
from bwassess.errors import BwassessError
from bwassess.text import _
from ui.media.files import MediaFiles, State
from ui.media.frames import Frames
from ui.media.picture import ROOM, PictureButton
from ui.media.player import NoPlayerError, Player
from ui.theme import Role, Space, Step
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.lines import isolated

_ICONS = {"audio": "volume-2", "video": "video"}


class MediaStrip(QWidget):
    """Shown only where there is something; what hasn't arrived is said in a line."""

    def __init__(
        self, files: MediaFiles, *, room: QSize = ROOM, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("media")
        self._files = files
        self._label = ""
        self._named = {"image": "", "big-image": "", "audio": "", "video": ""}
        self._player: Player | None = None
        self._played = ""
        self._troubled: set[str] = set()
        self._picture = PictureButton(files, room=room)
        self._frames = Frames()
        self._acts = {
            kind: Button("", icon=icon, name=f"media-{kind}")
            for kind, icon in _ICONS.items()
        }
        self._said = Label("", step=Step.NOTE, role=Role.INK3)
        self._said.setObjectName("media-said")
        acts = QHBoxLayout()
        acts.setSpacing(Space.S)
        for kind, button in self._acts.items():
            acts.addWidget(button)
            button.clicked.connect(lambda _=False, one=kind: self._on_play(one))
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.XS, 0, Space.XS)
        column.setSpacing(Space.S)
        line = QHBoxLayout()
        line.addWidget(self._picture)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._frames)
        column.addLayout(acts)
        column.addWidget(self._said)
        self._picture.clicked.connect(self._on_opened)
        files.arrived.connect(self._on_arrived)
        self.hide()

    def bind(self, media: Media, label: str, language: str, *, drawn: bool) -> None:
        """Show what is beside a text; `drawn` where its picture stands elsewhere."""
        named = {kind: self._files.named(media, kind, language) for kind in self._named}
        if drawn:
            named["image"] = named["big-image"] = ""
        named["image"] = named["image"] or named["big-image"]
        if named == self._named and label == self._label:
            return
        self.stop()
        self._named, self._label = named, label
        self._troubled = set()
        self._files.look_again()
        if named["image"]:
            self._picture.show_file(named["image"], label)
        self._show()

    def stop(self) -> None:
        """Play nothing any more."""
        if self._player is not None:
            player, self._player = self._player, None
            player.stop()
            player.deleteLater()
        self._played = ""
        self._frames.hide()

    def _show(self) -> None:
        named = self._named
        absent = [
            name
            for name in dict.fromkeys(named.values())
            if name and self._files.state(name) is State.ABSENT
        ]
        troubled = [
            name
            for name in dict.fromkeys(named.values())
            if name in self._troubled
            or (name and self._files.state(name) is State.UNREADABLE)
        ]
        told = [
            _("{file} hasn't arrived on this laptop yet.").format(file=isolated(name))
            for name in absent
        ] + [
            _("{file} can't be shown or played on this laptop.").format(
                file=isolated(name)
            )
            for name in troubled
        ]
        lacking = {*absent, *troubled}
        self._picture.setVisible(bool(named["image"]) and named["image"] not in lacking)
        for kind, button in self._acts.items():
            button.setVisible(bool(named[kind]) and named[kind] not in lacking)
        self._name_acts()
        self._said.setText("\n".join(told))
        self._said.setVisible(bool(told))
        self.setVisible(any(named.values()))

    def _name_acts(self) -> None:
        words = {"audio": _("Play the recording"), "video": _("Play the film")}
        for kind, button in self._acts.items():
            playing = self._played == kind
            button.setText(_("Stop playing") if playing else words[kind])
            button.set_icon("circle-stop" if playing else _ICONS[kind])

    def _on_arrived(self, name: str) -> None:
        if name in self._named.values():
            self._show()

    def _on_opened(self) -> None:
        large = self._named["big-image"] or self._named["image"]
        self._files.enlarged.emit(large, self._label)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._played:
            # Whoever has left the page doesn't want to hear it any more.
            self.stop()
            self._name_acts()

    # -- recordings and films ------------------------------------------------

    def _on_play(self, kind: str) -> None:
        was = self._played
        self.stop()
        if was != kind:
            self._played = kind
            name = self._named[kind]
            self._files.read(
                name,
                lambda content: self._on_read(kind, name, content),
                lambda error: self._on_trouble(name, error),
            )
        self._show()

    def _on_read(self, kind: str, name: str, content: bytes | None) -> None:
        if not isValid(self) or self._played != kind or self._named[kind] != name:
            return
        if content is None:
            self._files.note_absent(name)
            self._played = ""
            self._show()
            return
        try:
            player = Player(content, name, is_heard=kind == "audio", parent=self)
        except NoPlayerError:
            self._on_trouble(name)
            return
        self._player = player
        player.stopped.connect(lambda: self._on_stopped(player))
        player.failed.connect(lambda: self._on_trouble(name))
        if kind == "video":
            player.frame.connect(self._on_frame)

    def _on_frame(self, image: QImage) -> None:
        if not image.isNull():
            self._frames.show_image(image)
            self._frames.show()

    def _on_stopped(self, player: Player) -> None:
        if isValid(self) and self._player is player:
            self.stop()
            self._show()

    def _on_trouble(self, name: str, _error: BwassessError | None = None) -> None:
        if isValid(self):
            self._troubled.add(name)
            self.stop()
            self._show()
