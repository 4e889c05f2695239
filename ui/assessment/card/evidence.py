"""On what an answer stands: its sources, photos, and the note for the team."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.kinds import Source as EvidenceSource
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.card.labelled import Labelled
from ui.assessment.editors import ReadThumbnail
from ui.theme import Space
from ui.widgets.button import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.layouts import clear
from ui.widgets.photo_thumb import PhotoState, PhotoThumb
from ui.widgets.source_chips import Source, SourceChips
from ui.widgets.text_area import TextArea


def source_names() -> dict[EvidenceSource, tuple[str, str, str]]:
    """Each kind of source: its word, icon and key."""
    return {
        EvidenceSource.OBSERVATION: (_("Observation"), "eye", "O"),
        EvidenceSource.WORKER: (_("Worker interview"), "message-square-quote", "I"),
        EvidenceSource.DOCUMENT: (_("Documents"), "file-text", "D"),
        EvidenceSource.MANAGEMENT: (_("Management"), "user", "M"),
        EvidenceSource.UNION: (_("Union or representatives"), "users", "U"),
    }


class EvidencePart(QVBoxLayout):
    """Ends the card."""

    source_toggled = Signal(str, bool)
    note_typed = Signal(str)
    note_left = Signal(str)
    photo_asked = Signal()
    camera_asked = Signal()
    photo_opened = Signal(object)  # EvidenceId

    def __init__(self, read_thumbnail: ReadThumbnail) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._read_thumbnail = read_thumbnail
        self._sources = SourceChips()
        self._sources_part = Labelled((_("Sources"), self._sources))
        self._photos = QWidget()
        self._photos_flow = FlowLayout(self._photos, spacing=Space.S)
        self._add_photo = Button(
            _("Photo"), icon="image-plus", key="F6", name="add-photo"
        )
        self._camera = Button(_("Camera"), icon="camera", name="add-from-camera")
        self._note = TextArea(
            label=_("Note"), placeholder=_("Note for the team"), name="note"
        )
        self.setSpacing(Space.M)
        for widget in (self._sources_part, self._photos, self._note):
            self.addWidget(widget)
        self._sources.toggled.connect(self._on_sources)
        self._note.typed.connect(self.note_typed)
        self._note.left.connect(self._on_note_left)
        self._add_photo.clicked.connect(self.photo_asked)
        self._camera.clicked.connect(self.camera_asked)

    def bind(self, asked: Asked, *, is_other: bool) -> None:
        """Show on what an answer stands; `is_other` where the question is another."""
        self._asked = asked
        self._show_sources(asked)
        if is_other or not self._note.hasFocus():
            self._note.set_text(asked.answer.note)
        self._show_photos(asked)
        for part in (self._sources_part, self._add_photo, self._camera, self._note):
            part.setEnabled(not asked.is_approved)

    def press(self, key: str) -> bool:
        """Do what a single key means here; whether it meant anything."""
        if not self._sources_part.isHidden() and self._sources.toggle_by_key(key):
            return True
        if key == "T":
            self._note.setFocus()
        return key == "T"

    def _show_sources(self, asked: Asked) -> None:
        suggested = frozenset(asked.question.sources)
        self._sources_part.setVisible(not asked.question.is_information)
        self._sources.set_sources(
            [
                Source(one.value, word, icon, key, suggested=one in suggested)
                for one, (word, icon, key) in source_names().items()
            ]
        )
        self._sources.set_on(frozenset(one.value for one in asked.answer.sources))

    def _show_photos(self, asked: Asked) -> None:
        # Where the answer is a picture, two ways to add one would be one too many.
        answers = asked.question.answer_type is AnswerType.IMAGE
        self._photos.setVisible(bool(asked.photos) or not answers)
        for button in (self._add_photo, self._camera):
            self._photos_flow.removeWidget(button)
        clear(self._photos_flow)
        for place, photo in enumerate(asked.photos):
            thumb = PhotoThumb(
                caption=photo.caption,
                size=QSize(112, 80),
                state=PhotoState.PLAIN if photo.is_here else PhotoState.MISSING,
                name=f"photo-{place}",
            )
            if photo.is_here:
                thumb.set_image(self._read_thumbnail(photo))
            thumb.clicked.connect(
                lambda _=False, one=photo.id: self.photo_opened.emit(one)
            )
            self._photos_flow.addWidget(thumb)
            thumb.show()
        for button in (self._add_photo, self._camera):
            self._photos_flow.addWidget(button)
            button.show()

    def _on_sources(self, on: frozenset[str]) -> None:
        before = (
            frozenset(one.value for one in self._asked.answer.sources)
            if self._asked
            else frozenset()
        )
        for one in on ^ before:
            self.source_toggled.emit(one, one in on)

    def _on_note_left(self, text: str) -> None:
        if self._asked is not None and text != self._asked.answer.note:
            self.note_left.emit(text)
