"""Photos and files of the open question: chosen, taken, dropped, kept."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from bwassess.assessment.records import AssessmentId, Evidence
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId
from bwassess.text import _
from bwassess.workspace.desk import Done
from ui.photos.camera import NoCameraError, open_camera
from ui.session import Session

Run = Callable[[Callable[[QuestionId], Done]], None]
"""Does an act on the question that is open."""


class Files:
    """What a page does with them; evidence beside an answer, or the answer itself."""

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        *,
        run: Run,
        asked: Callable[[], Question | None],
        over: QWidget,
    ) -> None:
        """Begin.

        Args:
            session: Whose vault they are kept in.
            assessment: What they belong to.
            run: Does an act on the open question.
            asked: The open question.
            over: What dialogs and the camera open over.
        """
        self._session, self._id = session, assessment
        self._photos = session.workspace.photos
        self._run, self._asked, self._over = run, asked, over

    def thumbnail(self, photo: Evidence) -> QImage:
        """A photo in small."""
        return QImage.fromData(self._photos.thumbnail(self._id, photo.id))

    # -- evidence ------------------------------------------------------------

    def ask_photos(self) -> None:
        """Choose photos that show what the question is about."""
        dialog = QFileDialog(self._over, _("Add photos"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_endings(AnswerType.IMAGE))
        dialog.filesSelected.connect(
            lambda names: self.add_files(tuple(map(Path, names)))
        )
        dialog.open()

    def take_photo(self) -> None:
        self._take(self.add_picture)

    def add_files(self, files: tuple[Path, ...]) -> None:
        for file in files:
            self._add(file)

    def add_picture(self, image: QImage) -> None:
        self._add(_as_png(image))

    def _add(self, content: bytes | Path) -> None:
        self._run(lambda q: self._photos.add(self._id, content, question=q)[1])

    # -- the answer itself ---------------------------------------------------

    def ask_answer(self) -> None:
        """Choose the file that answers the question."""
        asked = self._asked()
        if asked is None:
            return
        dialog = QFileDialog(self._over, _("Choose the answer's file"))
        dialog.setObjectName("answer-file-dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_endings(asked.answer_type))
        dialog.filesSelected.connect(lambda names: self._attach(Path(names[0])))
        dialog.open()

    def take_answer(self) -> None:
        self._take(lambda image: self._attach(_as_png(image)))

    def _attach(self, content: bytes | Path) -> None:
        asked = self._asked()
        if asked is not None:
            self._run(lambda _q: self._photos.attach(self._id, content, asked))

    def _take(self, on_taken: Callable[[QImage], None]) -> None:
        try:
            camera = open_camera(self._over)
        except NoCameraError as error:
            self._session.messages.tell(error)
        else:
            camera.taken.connect(on_taken)


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(buffer.data().data())


def _endings(kind: AnswerType) -> str:
    """What a file dialog offers for an answer of a kind."""
    everything = _("All files") + " (*)"
    match kind:
        case AnswerType.IMAGE:
            return _("Pictures") + " (*.jpg *.jpeg *.png *.webp *.tif *.bmp)"
        case AnswerType.AUDIO:
            sounds = _("Recordings") + " (*.m4a *.mp3 *.wav *.ogg *.opus *.amr *.aac)"
            return f"{sounds};;{everything}"
        case AnswerType.VIDEO:
            films = _("Films") + " (*.mp4 *.mov *.3gp *.mkv *.webm *.avi)"
            return f"{films};;{everything}"
    return everything
