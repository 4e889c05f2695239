"""Photos that aren't filed under a question yet, each with a way to file it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.assessment.records import Evidence, EvidenceId
from bwassess.checklist.names import QuestionId
from bwassess.text import _
from ui.theme import Space
from ui.widgets.field import Field
from ui.widgets.layouts import clear
from ui.widgets.photo_thumb import PhotoState, PhotoThumb


class LoosePhotos(QWidget):
    """Lists photos; a code or words of a question say where one belongs."""

    filed = Signal(object, str)  # EvidenceId, QuestionId
    opened = Signal(object)  # EvidenceId

    def __init__(
        self,
        *,
        read_thumbnail: Callable[[Evidence], QImage],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("loose-photos")
        self._read = read_thumbnail
        self._shown: tuple[EvidenceId, ...] = ()
        self._questions: dict[str, QuestionId] = {}
        self._model = QStringListModel(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)

    def bind(
        self, photos: Sequence[Evidence], questions: Sequence[tuple[QuestionId, str]]
    ) -> None:
        """Show photos; `questions` are ids with what is searched and shown of them."""
        self._questions = {said: question for question, said in questions}
        self._model.setStringList(list(self._questions))
        wanted = tuple(one.id for one in photos)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._column)
        for photo in photos:
            self._column.addWidget(self._row(photo))

    def _row(self, photo: Evidence) -> QWidget:
        thumb = PhotoThumb(
            caption=photo.caption or photo.place,
            image=self._read(photo) if photo.is_here else None,
            state=PhotoState.PLAIN if photo.is_here else PhotoState.MISSING,
        )
        thumb.clicked.connect(lambda _on=False: self.opened.emit(photo.id))
        line = QLineEdit()
        line.setObjectName("file-under")
        line.setPlaceholderText(_("Code or words of the question"))
        completer = QCompleter(self._model, line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line.setCompleter(completer)
        field = Field(_("File under"), line)
        # The popup is chosen from before the field has the text.
        popup = completer.popup()
        if popup is not None:
            popup.clicked.connect(
                lambda index: self._file(photo.id, str(index.data()), field)
            )
        line.returnPressed.connect(lambda: self._file(photo.id, line.text(), field))
        line.textEdited.connect(lambda _text: field.set_error(""))
        whole = QWidget()
        whole.setObjectName("loose-photo")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addWidget(thumb, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return whole

    def _file(self, photo: EvidenceId, typed: str, field: Field) -> None:
        question = self._found(typed.strip())
        if question is None:
            field.set_error(
                _("No question fits. Write its code, such as OS8.05, or pick one.")
            )
        elif photo in self._shown:
            self.filed.emit(photo, question)

    def _found(self, typed: str) -> QuestionId | None:
        """The question meant: its whole line, its code, or the only one that fits."""
        if typed in self._questions:
            return self._questions[typed]
        folded = typed.casefold()
        codes = [
            question
            for said, question in self._questions.items()
            if said.casefold().split(" ")[0] == folded
        ]
        fitting = [
            question
            for said, question in self._questions.items()
            if folded and folded in said.casefold()
        ]
        found = codes or fitting
        return found[0] if len(found) == 1 else None
