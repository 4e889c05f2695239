"""The questions of one assessment: outline, rows, the open card, what is at hand."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.assessment.records import (
    AssessmentId,
    Counts,
    Evidence,
    Extent,
    Override,
)
from bwassess.assessment.values import Value
from bwassess.checklist.model import QuestionId, Source
from bwassess.text import _, ngettext
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from bwassess.workspace.view import AssessmentView
from ui import theme
from ui.assessment.asked import STITCHES, Asked
from ui.assessment.card import QuestionCard
from ui.assessment.context import ContextPanel
from ui.assessment.floor import FloorView
from ui.assessment.outline import Outline, entries
from ui.assessment.questions import QuestionList, Row
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.label import Label
from ui.widgets.seam import Seam
from ui.widgets.stitches import Pitch, Stitch
from ui.widgets.surface import Hairline, Surface

_QUIET_MS = 10_000
_TYPING_MS = 300


class AssessmentPage(QWidget):
    """Where the assessor answers; draws what the workspace holds, and nothing else."""

    home_requested = Signal()
    report_requested = Signal()
    photo_opened = Signal(object)  # EvidenceId
    question_opened = Signal(str)  # QuestionId

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("assessment-page")
        self._session = session
        self._id = assessment
        self._language = session.settings.question_language or session.settings.language
        self._view = self._fetch()
        self._point = ""
        self._question: QuestionId | None = None
        self._outline_wanted = False
        self._typed: dict[tuple[QuestionId, str], str] = {}
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._build()
        self._connect()
        self._refresh()
        self.open_question(self._first_open() or self._all()[0])

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._outline = Outline()
        self._card = QuestionCard(read_thumbnail=self._thumbnail)
        self._list = QuestionList(self._card)
        self._context = ContextPanel()
        self._title = Label("", step=Step.TITLE)
        self._note = Label("", step=Step.NOTE, role=Role.INK2)
        self._seam = Seam(pitch=Pitch.HEAD)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        head.addLayout(words, 1)
        head.addWidget(self._seam, 0, Qt.AlignmentFlag.AlignVCenter)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(Space.XL, 0, Space.XL, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._list, 1)
        side = Surface(ground=None, edges=Qt.Edge.RightEdge)
        side.setMinimumWidth(280)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(0, Space.S, 1, 0)
        inside.addWidget(self._outline)
        edge = Surface(ground=None, edges=Qt.Edge.LeftEdge)
        beside = QVBoxLayout(edge)
        beside.setContentsMargins(1, 0, 0, 0)
        beside.addWidget(self._context)
        self._sides = (side, edge)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for place, widget in enumerate((side, middle, edge)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(place, int(widget is middle))
        self._splitter.setSizes([308, 750, 308])
        self._floor = FloorView()
        self._faces = QStackedWidget()
        self._faces.addWidget(self._splitter)
        self._faces.addWidget(self._floor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._faces)
        theme.watch(self._dress)

    def _dress(self) -> None:
        """Move the card to the face that floor mode, or its absence, asks for."""
        floor = theme.current().floor and not self._outline_wanted
        if floor and self._faces.currentWidget() is not self._floor:
            self._list.release_card()
            self._floor.take_card(self._card)
            self._faces.setCurrentWidget(self._floor)
        elif not floor and self._faces.currentWidget() is self._floor:
            self._list.take_card()
            self._faces.setCurrentWidget(self._splitter)
            if self._question is not None:
                self._list.open_question(self._question)

    def _connect(self) -> None:
        floor = self._floor
        floor.stepped.connect(self._step)
        floor.next_open_asked.connect(self.next_open)
        floor.photo_asked.connect(self._on_photo_asked)
        floor.note_asked.connect(lambda: self._card.press("T"))
        floor.outline_asked.connect(self._on_outline_asked)
        floor.stitch_chosen.connect(self._on_stitch_chosen)
        self._outline.point_chosen.connect(self._on_point_chosen)
        self._list.chosen.connect(lambda q: self.open_question(QuestionId(q)))
        self._seam.stitch_chosen.connect(self._on_stitch_chosen)
        self._typing.timeout.connect(self._keep_typing)
        self._quiet.timeout.connect(self.settle)
        self._session.changes.changed.connect(self._on_changed)
        card, answers = self._card, self._session.workspace.answers
        card.answered.connect(self._on_answered)
        card.typed.connect(self._on_typed)
        card.counted.connect(self._on_counted)
        card.extent_chosen.connect(
            lambda said: self._run(
                lambda q: answers.extend(self._id, q, Extent(said) if said else None)
            )
        )
        card.source_toggled.connect(
            lambda one, used: self._run(
                lambda q: answers.source(self._id, q, Source(one), used=used)
            )
        )
        card.note_left.connect(
            lambda text: self._run(lambda q: answers.note(self._id, q, text))
        )
        card.reworded.connect(
            lambda text: self._run(lambda q: answers.reword(self._id, q, text))
        )
        card.judged.connect(self._on_judged)
        card.settled.connect(
            lambda value: self._run(
                lambda q: answers.settle(self._id, q, "value", value)
            )
        )
        card.photos_dropped.connect(self._on_photos_dropped)
        card.picture_dropped.connect(self._on_picture_dropped)
        card.photo_asked.connect(self._on_photo_asked)
        card.photo_opened.connect(self.photo_opened)

    # -- what is shown -------------------------------------------------------

    @property
    def view(self) -> AssessmentView:
        """What is drawn now."""
        return self._view

    @property
    def question(self) -> QuestionId | None:
        """The open question."""
        return self._question

    def open_question(self, question: QuestionId) -> None:
        """Open a question's card, wherever it stands."""
        self.settle()
        if self._outline_wanted:
            self._outline_wanted = False
            self._dress()
        self._question = question
        point = self._point_of(question)
        if point != self._point:
            self._point = point
            self._outline.set_current(point)
        self._show_point()
        self._bind()
        self._list.open_question(question)
        self.question_opened.emit(question)

    def next_open(self) -> bool:
        """Open the next question without an answer; False where none is left."""
        return self._step_to(lambda q: STITCHES[self._view.stitch(q)] is Stitch.OPEN)

    def next_finding(self) -> bool:
        """Open the next finding or disagreement."""
        wanted = (Stitch.FINDING, Stitch.DISPUTED)
        return self._step_to(lambda q: STITCHES[self._view.stitch(q)] in wanted)

    def press(self, key: str) -> bool:
        """Do what a single key means on the open card; whether it meant anything."""
        return self._card.press(key)

    def settle(self) -> None:
        """Make a change of what was being typed, as on leaving the field."""
        self._typing.stop()
        self._quiet.stop()
        typed, self._typed = self._typed, {}
        for (question, field), text in typed.items():
            self._settle_one(question, field, text)

    def set_language(self, language: str) -> None:
        """Show question texts in another language."""
        self._language = language
        self._refresh()

    def _settle_one(self, question: QuestionId, field: str, text: str) -> None:
        answers = self._session.workspace.answers
        act: Callable[[], Done]
        if field == "value":
            asked = self._view.checklist.question(question)
            value: Value = text or None
            act = lambda: answers.give(self._id, asked, value)  # noqa: E731
        elif field == "wording":
            return
        else:
            act = lambda: answers.note(self._id, question, text)  # noqa: E731
        self._session.edits.run(self._what(question), act)

    def _fetch(self) -> AssessmentView:
        found = self._session.workspace.assessments.view(self._id)
        if found is None:
            raise ValueError("an assessment that isn't in this vault")
        return found

    def _refresh(self) -> None:
        self._outline.show_entries(entries(self._view, self._language))
        self._outline.set_current(self._point)
        if self._question is not None:
            self._show_point()
            self._bind()
            self._list.open_question(self._question)

    def _show_point(self) -> None:
        name, questions = self._questions_of(self._point)
        shown = [q for q in questions if self._view.stitch(q)]
        self._list.questions.set_rows(tuple(self._row(q) for q in shown))
        self._title.setText(name)
        self._note.setText(self._tally())
        self._seam.set_groups([[STITCHES[self._view.stitch(q)] for q in shown]])
        current = shown.index(self._question) if self._question in shown else None
        self._seam.set_current(current)
        self._seam.setVisible(len(shown) <= 30)
        self._floor.show_point(
            name,
            self._tally(),
            [STITCHES[self._view.stitch(q)] for q in shown],
            current,
        )

    def _tally(self) -> str:
        point = self._view.judgement.points.get(self._point)
        if point is None:
            return self._point
        said = _("{code} · {answered} of {asked} answered").format(
            code=self._point, answered=point.tally.answered, asked=point.tally.asked
        )
        found = point.tally.findings
        if found:
            words = ngettext("{count} finding", "{count} findings", found)
            said = f"{said} · {words.format(count=found)}"
        return said

    def _row(self, question: QuestionId) -> Row:
        asked = Asked.of(self._view, question, self._language)
        signs = []
        if asked.photos:
            signs.append("image")
        if asked.answer.note:
            signs.append("sticky-note")
        said = asked.said if asked.disputed_value() is None else ""
        return Row(
            question,
            asked.question.code,
            asked.label,
            asked.stitch or Stitch.OPEN,
            said=said,
            second=asked.second_line(),
            signs=tuple(signs),
            language=self._language,
        )

    def _bind(self) -> None:
        if self._question is not None:
            asked = Asked.of(self._view, self._question, self._language)
            self._card.bind(asked)
            self._context.bind(asked)

    # -- where things stand --------------------------------------------------

    def _all(self) -> list[QuestionId]:
        return [question.id for question in self._view.asked()]

    def _first_open(self) -> QuestionId | None:
        for question in self._all():
            if STITCHES[self._view.stitch(question)] is Stitch.OPEN:
                return question
        return None

    def _point_of(self, question: QuestionId) -> str:
        for cluster in self._view.checklist.clusters:
            for point in cluster.points:
                if any(one.id == question for one in point.questions):
                    return cluster.code if cluster.is_information else point.code
        return ""

    def _questions_of(self, code: str) -> tuple[str, list[QuestionId]]:
        for cluster in self._view.checklist.clusters:
            if cluster.is_information and cluster.code == code:
                return cluster.name.in_(self._language), [
                    question.id
                    for point in cluster.points
                    for question in point.questions
                ]
            for point in cluster.points:
                if point.code == code:
                    name = point.name.in_(self._language)
                    return name, [question.id for question in point.questions]
        return "", []

    def _step_to(self, wanted: Callable[[QuestionId], bool]) -> bool:
        questions = self._all()
        here = questions.index(self._question) if self._question in questions else -1
        for question in (*questions[here + 1 :], *questions[: here + 1]):
            if question != self._question and wanted(question):
                self.open_question(question)
                return True
        return False

    def _step(self, by: int) -> None:
        questions = self._all()
        if self._question in questions:
            place = questions.index(self._question) + by
            if 0 <= place < len(questions):
                self.open_question(questions[place])

    # -- what was done -------------------------------------------------------

    def _what(self, question: QuestionId) -> str:
        code = self._view.checklist.question(question).code
        return _("Answer to {code}").format(code=code)

    def _run(self, act: Callable[[QuestionId], Done]) -> None:
        question = self._question
        if question is not None:
            self._session.edits.run(self._what(question), lambda: act(question))

    def _on_answered(self, value: Value) -> None:
        if self._question is None:
            return
        self._typed.pop((self._question, "value"), None)
        asked = self._view.checklist.question(self._question)
        answers = self._session.workspace.answers
        self._run(lambda _q: answers.give(self._id, asked, value))

    def _on_counted(self, affected: int | None, seen: int | None) -> None:
        counts = None
        if affected is not None and seen is not None and affected <= seen:
            counts = Counts(affected, seen)
        elif affected is not None or seen is not None:
            return
        answers = self._session.workspace.answers
        self._run(lambda q: answers.count(self._id, q, counts))

    def _on_judged(self, is_finding: bool | None, reason: str) -> None:
        said = None if is_finding is None else Override(is_finding, reason)
        answers = self._session.workspace.answers
        self._run(lambda q: answers.override(self._id, q, said))

    def _on_typed(self, field: str, text: str) -> None:
        if self._question is not None:
            self._typed[self._question, field] = text
            if not self._typing.isActive():
                self._typing.start()
            self._quiet.start()

    def _keep_typing(self) -> None:
        """Write what is typed as a durable draft, at most every 300 ms."""
        answers = self._session.workspace.answers
        for (question, field), text in self._typed.items():
            if field != "value":
                answers.keep_typing(self._id, question, field, text)

    def _on_changed(self, touched: Touched) -> None:
        if self._id in touched.assessments:
            self._view = self._fetch()
            self._refresh()

    def _on_point_chosen(self, code: str) -> None:
        _name, questions = self._questions_of(code)
        shown = [q for q in questions if self._view.stitch(q)]
        still = [q for q in shown if STITCHES[self._view.stitch(q)] is Stitch.OPEN]
        if shown:
            self.open_question((still or shown)[0])

    def _on_outline_asked(self) -> None:
        """In floor mode the outline takes the whole page until a point is chosen."""
        self._outline_wanted = True
        self._dress()

    def _on_stitch_chosen(self, place: int) -> None:
        _name, questions = self._questions_of(self._point)
        shown = [q for q in questions if self._view.stitch(q)]
        self.open_question(shown[place])

    # -- photos --------------------------------------------------------------

    def _thumbnail(self, photo: Evidence) -> QImage:
        data = self._session.workspace.photos.thumbnail(self._id, photo.id)
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        return QImageReader(buffer).read()

    def _on_photo_asked(self) -> None:
        dialog = QFileDialog(self, _("Add photos"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(_("Pictures") + " (*.jpg *.jpeg *.png *.webp *.tif *.bmp)")
        dialog.filesSelected.connect(
            lambda names: self._on_photos_dropped(tuple(map(Path, names)))
        )
        dialog.open()

    def _on_photos_dropped(self, files: tuple[Path, ...]) -> None:
        for file in files:
            self._add_photo(file)

    def _on_picture_dropped(self, image: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, b"PNG")
        self._add_photo(bytes(buffer.data().data()))

    def _add_photo(self, content: bytes | Path) -> None:
        photos = self._session.workspace.photos
        self._run(lambda q: photos.add(self._id, content, question=q)[1])

    # -- keys and sizes ------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, shift = event.key(), event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self._step(-1)
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self._step(1)
            case Qt.Key.Key_J if shift:
                self.next_finding()
            case Qt.Key.Key_J:
                self.next_open()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._card.enter()
            case Qt.Key.Key_Escape:
                self.setFocus()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._card.step_counts(affected=0 if shift else 1, seen=int(shift))
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self._card.step_counts(affected=0 if shift else -1, seen=-int(shift))
            case Qt.Key.Key_F1:
                self._context.show_guidance()
            case Qt.Key.Key_F6:
                self._on_photo_asked()
            case Qt.Key.Key_V if (
                event.modifiers() == Qt.KeyboardModifier.ControlModifier
            ):
                return self._card.take(QApplication.clipboard().mimeData())
            case _ if Qt.Key.Key_0 <= key <= Qt.Key.Key_Z:
                return self.press(chr(key))
            case _:
                return False
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Narrow windows give the questions all the room; Ctrl+G shows the rest.
        self._sides[1].setVisible(self.width() >= 1160)
        self._sides[0].setVisible(self.width() >= 860)
