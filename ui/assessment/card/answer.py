"""The answer: the editor its question asks for, and both answers where two differ."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.assessment.asked import Asked
from ui.assessment.editors import Editor, Editors, ReadThumbnail
from ui.media.files import MediaFiles
from ui.theme import Space
from ui.widgets.answer_buttons import AnswerButtons, Choice


class AnswerPart(QVBoxLayout):
    """Takes the answer; one editor of a kind is kept and bound anew."""

    given = Signal(object)  # Value
    typed = Signal(str)
    untyped = Signal()
    settled = Signal(object)  # the value said of a disputed answer
    file_asked = Signal()
    camera_asked = Signal()
    file_opened = Signal(object)  # EvidenceId

    def __init__(self, read_thumbnail: ReadThumbnail, files: MediaFiles) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._files = files
        self._editors = Editors(read_thumbnail, files)
        self._editor: Editor | None = None
        self._rivals = AnswerButtons(name="rivals")
        self._rivals.answered.connect(self._on_rival)
        self._place = QWidget()
        self._place_column = QVBoxLayout(self._place)
        self._place_column.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(Space.M)
        self.addWidget(self._rivals)
        self.addWidget(self._place)
        files.arrived.connect(self._on_media_arrived)

    def bind(self, asked: Asked) -> None:
        """Show the answer to a question; of two that differ, neither."""
        self._asked = asked
        rivals = [
            Choice(str(place), said, key=str(place), note=who)
            for place, (said, who, _value) in enumerate(asked.rivals(), 1)
        ]
        self._rivals.setVisible(bool(rivals))
        self._rivals.set_choices(rivals)
        self._rivals.set_chosen(None)
        self._show_editor(asked)
        if self._editor is not None:
            self._editor.show_value(None if rivals else asked.answer.value)
        for part in (self._rivals, self._place):
            part.setEnabled(not asked.is_approved)

    def _show_editor(self, asked: Asked) -> None:
        editor, made = self._editors.for_question(asked)
        if made:
            self._place_column.addWidget(editor)
            editor.given.connect(self.given)
            editor.typed.connect(self.typed)
            editor.untyped.connect(self.untyped)
            editor.file_asked.connect(self.file_asked)
            editor.camera_asked.connect(self.camera_asked)
            editor.file_opened.connect(self.file_opened)
        if self._editor is not editor:
            if self._editor is not None:
                self._editor.hide()
            self._editor = editor
            editor.show()

    def press(self, key: str) -> bool:
        """Do what a single key means here; whether it meant anything."""
        if not self._rivals.isHidden() and self._rivals.choose_by_key(key):
            return True
        return self._editor is not None and self._editor.press(key)

    def enter(self) -> None:
        """Put the cursor into the answer."""
        if self._editor is not None:
            self._editor.enter()

    def settle(self) -> None:
        """Tell what is being typed, as leaving the card does."""
        if self._editor is not None and self._editor.isEnabled():
            self._editor.settle()

    def _on_rival(self, place: str) -> None:
        if self._asked is not None and place:
            sides = [value for _said, _who, value in self._asked.rivals()]
            self.settled.emit(sides[int(place) - 1])

    def _on_media_arrived(self, _name: str) -> None:
        """Draw the choices anew once, when all their pictures have come."""
        asked, editor = self._asked, self._editor
        if asked is None or editor is None or not asked.has_pictures:
            return
        if not any(
            self._files.awaits(one.media, asked.language) for one in asked.choices
        ):
            editor.bind(asked)
