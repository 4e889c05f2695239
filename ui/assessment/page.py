"""The questions of one assessment, as the workspace holds them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import AssessmentId, EvidenceId
from bwassess.checklist.names import QuestionId, RowId, row_of
from bwassess.touched import Touched
from bwassess.workspace.view import AssessmentView
from ui import theme
from ui.assessment.acts import AnswerActs
from ui.assessment.asked import Asked
from ui.assessment.card import QuestionCard
from ui.assessment.course import Course
from ui.assessment.faces import Faces
from ui.assessment.files import Files
from ui.assessment.outline import Entries
from ui.assessment.reading import Line, lines, notes_before
from ui.assessment.row import Row, row_at
from ui.assessment.tongues import next_languages, with_another
from ui.media.files import MediaFiles
from ui.media.viewer import MediaViewer
from ui.photos.viewer import PhotoViewer
from ui.session import Session
from ui.widgets.stitches import Stitch


class AssessmentPage(QWidget):
    """Where the assessor answers; every act goes through the session's edits."""

    home_requested = Signal()
    report_requested = Signal()
    photo_opened = Signal(object)  # EvidenceId
    settings_changed = Signal(object)  # dict of settings by name
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
        self._languages = session.settings.asks_in
        self._view = self._fetch()
        self._entries = Entries()
        self._point = ""
        self._question: QuestionId | None = None
        self._outline_wanted = False
        self._acts = AnswerActs(
            session,
            assessment,
            view=lambda: self._view,
            opened=lambda: self._question,
            parent=self,
        )
        self._files = Files(
            session,
            assessment,
            run=self._acts.run,
            asked=self._acts.asked,
            over=self,
        )
        self._media = MediaFiles.of(session, self._view.checklist, parent=self)
        self._media.enlarged.connect(self._on_enlarged)
        self._card = QuestionCard(
            read_thumbnail=self._files.thumbnail, media=self._media
        )
        self._faces = Faces(self._card)
        self._desk, self._floor = self._faces.desk, self._faces.floor
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._faces)
        self._connect()
        session.changes.changed.connect(self._on_changed)
        theme.watch(self._dress)
        self._refresh()
        first = self._course.first()
        if first is not None:
            self.open_question(first)
        else:
            self.open_point(next(iter(self._view.judgement.points), ""))

    # -- where one is --------------------------------------------------------

    @property
    def view(self) -> AssessmentView:
        """What is drawn now."""
        return self._view

    @property
    def question(self) -> QuestionId | None:
        """The open question."""
        return self._question

    @property
    def _language(self) -> str:
        return self._languages[0]

    @property
    def _course(self) -> Course:
        return Course(self._view, self._language)

    def open_point(self, code: str) -> None:
        """Go to a point, to its first open question where it asks one."""
        if self._go(self._course.begin_of(code)):
            return
        self.settle()
        self._question, self._point = None, code
        self._desk.outline.set_current(code)
        self._outline_wanted = theme.current().floor
        self._dress()
        self._show_point()
        self._desk.rows.open_question(None)

    def open_question(self, question: QuestionId) -> None:
        """Open a question's card, wherever it stands."""
        self.settle()
        if self._outline_wanted:
            self._outline_wanted = False
            self._dress()
        self._question = question
        point = self._course.point_of(question)
        if point != self._point:
            self._point = point
            self._desk.outline.set_current(point)
        self._show_point()
        self._bind()
        self._desk.rows.open_question(question)
        self.question_opened.emit(question)

    def next_open(self) -> bool:
        """Open the next question without an answer; False where none is left."""
        return self._go(
            self._course.after(self._question, lambda it: it is Stitch.OPEN)
        )

    def next_finding(self) -> bool:
        """Open the next finding or disagreement; False where there is no other."""
        wanted = (Stitch.FINDING, Stitch.DISPUTED)
        return self._go(self._course.after(self._question, lambda it: it in wanted))

    def press(self, key: str) -> bool:
        """Do what a single key means on the open card; whether it meant anything."""
        return self._card.press(key)

    def settle(self) -> None:
        """Make a change of what was being typed, as on leaving the field."""
        self._card.settle()
        self._acts.settle()
        for viewer in self.findChildren(PhotoViewer):
            viewer.settle()

    def set_languages(self, languages: tuple[str, ...]) -> None:
        """Show question texts in other languages: one, or a second below the first."""
        if languages != self._languages:
            self.settle()
            self._languages = languages
            self._refresh()
            self.settings_changed.emit({"question_languages": languages})

    def _go(self, question: QuestionId | None) -> bool:
        if question is not None:
            self.open_question(question)
        return question is not None

    # -- what is shown -------------------------------------------------------

    def _fetch(self) -> AssessmentView:
        found = self._session.workspace.assessments.view(self._id)
        if found is None:
            raise ValueError("an assessment that isn't in this vault")
        return found

    def _refresh(self, touched: frozenset[QuestionId] = frozenset()) -> None:
        """Show all anew; of the outline only what these questions reach, if any."""
        found = self._entries.of(self._view, self._language, touched)
        self._desk.outline.show_entries(found)
        self._desk.outline.set_current(self._point)
        if self._question is not None:
            self._show_point()
            self._bind()
            self._desk.rows.open_question(self._question)

    def _show_point(self) -> None:
        course = self._course
        shown = course.of(self._point)
        read = lines(self._view, self._point, self._question)
        self._desk.rows.questions.set_rows(tuple(map(self._row, read)))
        notes = notes_before(read, self._question) if self._question else ()
        said = [self._row(one).label for one in notes]
        beside = [(one.media, its) for one, its in zip(notes, said, strict=True)]
        self._floor.show_notes(said, beside, self._language)
        self._faces.show_languages(self._view.checklist, self._languages)
        self._faces.show_point(
            course.name_of(self._point),
            course.tally_of(self._point),
            [course.stitch(one) for one in shown],
            shown.index(self._question) if self._question in shown else None,
        )

    def _row(self, line: Line) -> Row:
        return row_at(line, self._view, self._language)

    def _bind(self) -> None:
        if self._question is not None:
            asked = Asked.of(self._view, self._question, *self._languages)
            self._card.bind(asked)
            self._desk.context.bind(asked)

    def _dress(self) -> None:
        """Show the face that floor mode, or its absence, asks for."""
        self._faces.turn(
            to_floor=theme.current().floor and not self._outline_wanted,
            question=self._question,
        )

    # -- wiring --------------------------------------------------------------

    def _connect(self) -> None:
        card, files = self._card, self._files
        self._acts.hear(card)
        card.photos_dropped.connect(files.add_files)
        card.picture_dropped.connect(files.add_picture)
        card.photo_asked.connect(files.ask_photos)
        card.camera_asked.connect(files.take_photo)
        card.photo_opened.connect(self.open_photo)
        card.answer_file_asked.connect(files.ask_answer)
        card.answer_camera_asked.connect(files.take_answer)
        desk, floor = self._desk, self._floor
        desk.outline.point_chosen.connect(self.open_point)
        desk.rows.row_wanted.connect(self.add_row)
        desk.rows.row_unwanted.connect(self.remove_row)
        desk.rows.chosen.connect(lambda q: self.open_question(QuestionId(q)))
        floor.stepped.connect(self._step)
        floor.next_open_asked.connect(self.next_open)
        floor.photo_asked.connect(card.ask_photo)
        floor.note_asked.connect(lambda: self.press("T"))
        floor.outline_asked.connect(self._on_outline_asked)
        self._faces.languages_chosen.connect(self.set_languages)
        self._faces.stitch_chosen.connect(
            lambda place: self.open_question(self._course.of(self._point)[place])
        )

    def _step(self, by: int) -> None:
        self._go(self._course.beside(self._question, by))

    def _on_outline_asked(self) -> None:
        """In floor mode the outline takes the whole page until a point is chosen."""
        self._outline_wanted = True
        self._dress()

    def _on_changed(self, touched: Touched) -> None:
        if self._id not in touched.assessments:
            return
        before, self._view = self._course, self._fetch()
        self._media.follow(self._session.workspace.checklists, self._view.checklist)
        question = self._question
        if question is not None and question not in self._view.judgement.questions:
            # Its row was taken away, here or elsewhere.
            self._question = before.nearest(
                question, among=self._course.of(self._point)
            )
        self._refresh(touched.questions)
        if self._question is None:
            self.open_point(self._point)

    # -- rows of repeats -----------------------------------------------------

    def add_row(self, repeat: str, parent: RowId | None) -> None:
        """Add a row, and go to its first question."""
        self.settle()
        fresh = self._acts.add_row(repeat, parent)
        self._go(next((q for q in self._course.all() if row_of(q) in fresh), None))

    def remove_row(self, row: RowId) -> None:
        """Take a row away; undone, it is whole again."""
        self.settle()
        self._acts.remove_row(row)

    def _add_row_here(self) -> bool:
        """One more row of the repeat the open question is in."""
        row = row_of(self._question) if self._question else None
        for its in self._view.judgement.repeats:
            if row in its.rows and its.may_add:
                self.add_row(its.repeat, its.parent)
                return True
        return False

    # -- photos --------------------------------------------------------------

    def open_photo(self, photo: EvidenceId) -> None:
        """Show a photo in large over the page."""
        self.settle()
        PhotoViewer(self._session, self._id, photo, parent=self)
        self.photo_opened.emit(photo)

    def _on_enlarged(self, name: str, label: str) -> None:
        self.settle()
        MediaViewer(self._media, name, label, parent=self)

    # -- keys ----------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            return self._pressed_with_control(key)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
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
            case Qt.Key.Key_Insert:
                return self._add_row_here()
            case Qt.Key.Key_L:
                known, shown = self._view.checklist, self._languages
                change = with_another if shift else next_languages
                self.set_languages(change(known, shown))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._card.step_counts(affected=0 if shift else 1, seen=int(shift))
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self._card.step_counts(affected=0 if shift else -1, seen=-int(shift))
            case Qt.Key.Key_F1:
                self._desk.context.show_guidance()
            case Qt.Key.Key_F6:
                self._card.ask_photo()
            case _ if Qt.Key.Key_0 <= key <= Qt.Key.Key_Z:
                return self.press(chr(key))
            case _:
                return False
        return True

    def _pressed_with_control(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_B:
                self._desk.toggle("outline")
            case Qt.Key.Key_G:
                self._desk.toggle("context")
            case Qt.Key.Key_V:
                return self._card.take(QApplication.clipboard().mimeData())
            case _:
                return False
        return True
