"""The open question: what is asked, answered, doubted, found, and on what grounds."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.checklist.kinds import AnswerType
from ui.assessment.asked import Asked
from ui.assessment.card.answer import AnswerPart
from ui.assessment.card.evidence import EvidencePart
from ui.assessment.card.finding import FindingPart
from ui.assessment.card.limits import LimitsPart
from ui.assessment.card.question import QuestionPart
from ui.assessment.card.saying import Saying
from ui.assessment.editors import ReadThumbnail
from ui.media.files import MediaFiles
from ui.theme import Radius, Role, Space
from ui.widgets.drop_target import DropTarget
from ui.widgets.surface import Surface
from ui.widgets.tab_order import tab_in_reading_order


class QuestionCard(Surface):
    """One card for the whole visit: bound anew to each question it opens.

    The order of its parts is fixed; only those that apply are shown.
    """

    answered = Signal(object)  # Value
    typed = Signal(str, str)  # field, text on its way
    untyped = Signal(str)  # field: what was typed is given up
    counted = Signal(object, object)  # affected, seen: int or None
    extent_chosen = Signal(str)  # "" for none
    source_toggled = Signal(str, bool)
    note_left = Signal(str)
    reworded = Signal(str)  # "" for the checklist's sentence
    judged = Signal(object, str)  # is a finding (None: by the rule), reason
    passed = Signal(str)  # why the value stands all the same; "" for the limit again
    settled = Signal(object)  # the value said of the answer
    photos_dropped = Signal(object)  # tuple of Path
    picture_dropped = Signal(QImage)
    photo_asked = Signal()
    camera_asked = Signal()
    photo_opened = Signal(object)  # EvidenceId
    answer_file_asked = Signal()
    answer_camera_asked = Signal()
    height_changed = Signal()

    def __init__(
        self,
        *,
        read_thumbnail: ReadThumbnail,
        media: MediaFiles | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            ground=Role.SURFACE,
            border=Role.CONTROL,
            radius=Radius.CARD,
            parent=parent,
        )
        self.setObjectName("question-card")
        self._asked: Asked | None = None
        self._files = media or MediaFiles(parent=self)
        # Words are asked for in one place: two of them open would be one too many.
        self._saying = Saying()
        self._question = QuestionPart(self._files)
        self._answer = AnswerPart(read_thumbnail, self._files)
        self._limits = LimitsPart(self._saying)
        self._finding = FindingPart(self._saying)
        self._evidence = EvidencePart(read_thumbnail)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for part in (
            self._question,
            self._answer,
            self._limits,
            self._finding,
            self._evidence,
        ):
            column.addLayout(part)
        self._drop = DropTarget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._drop)
        self._connect()

    def _connect(self) -> None:
        answer, finding, evidence = self._answer, self._finding, self._evidence
        answer.given.connect(self.answered)
        answer.typed.connect(lambda text: self.typed.emit("value", text))
        answer.untyped.connect(lambda: self.untyped.emit("value"))
        answer.settled.connect(self.settled)
        answer.file_asked.connect(self.answer_file_asked)
        answer.camera_asked.connect(self.answer_camera_asked)
        answer.file_opened.connect(self.photo_opened)
        self._limits.passed.connect(self.passed)
        finding.reworded.connect(self.reworded)
        finding.typed.connect(lambda text: self.typed.emit("wording", text))
        finding.untyped.connect(lambda: self.untyped.emit("wording"))
        finding.judged.connect(self.judged)
        finding.counted.connect(self.counted)
        finding.extent_chosen.connect(self.extent_chosen)
        evidence.source_toggled.connect(self.source_toggled)
        evidence.note_typed.connect(lambda text: self.typed.emit("note", text))
        evidence.note_left.connect(self.note_left)
        evidence.photo_asked.connect(self.photo_asked)
        evidence.camera_asked.connect(self.camera_asked)
        evidence.photo_opened.connect(self.photo_opened)
        self._saying.opened.connect(self.height_changed)
        self._drop.files_dropped.connect(self.photos_dropped)
        self._drop.image_dropped.connect(self.picture_dropped)

    @property
    def media(self) -> MediaFiles:
        """The files that the checklist's texts name."""
        return self._files

    @property
    def asked(self) -> Asked | None:
        return self._asked

    def bind(self, asked: Asked) -> None:
        """Show a question with all that was said of it."""
        is_other = self._asked is None or self._asked.question.id != asked.question.id
        self._asked = asked = replace(asked, read_picture=self._files.beside_choice)
        if is_other:
            self._saying.close_quietly()
        self._question.bind(asked)
        self._answer.bind(asked)
        self._limits.bind(asked)
        self._finding.bind(asked)
        self._evidence.bind(asked, is_other=is_other)
        tab_in_reading_order(self)
        self.setAccessibleName(f"{asked.question.code} {asked.label}")

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # Its parts have settled: only now is it known how high they are.
            self.height_changed.emit()
        return handled

    # -- keys ----------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Do what a single key means on this card; whether it meant anything."""
        if self._answer.press(key) or self._evidence.press(key):
            return True
        can_reword = self._asked is not None and self._asked.is_finding
        if key == "E" and can_reword:
            self._finding.ask_words()
        return key == "E" and can_reword

    def step_counts(self, *, affected: int = 0, seen: int = 0) -> None:
        """Count one more or less by key, where counts are asked."""
        self._finding.step_counts(affected=affected, seen=seen)

    def enter(self) -> None:
        """Put the cursor into the answer."""
        self._answer.enter()

    def settle(self) -> None:
        """Tell what is being typed as the answer, as leaving the card does."""
        self._answer.settle()

    def take(self, mime: QMimeData) -> bool:
        """Take pictures of the clipboard; whether there were any."""
        return self._drop.take(mime)

    def ask_photo(self) -> None:
        """Ask for a photo: the answer itself, where that is one."""
        asked = self._asked
        if asked is not None and asked.question.answer_type is AnswerType.IMAGE:
            self.answer_file_asked.emit()
        else:
            self.photo_asked.emit()
