"""The questions of one assessment, as the workspace holds them."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from bwassess.assessment.records import (
    AssessmentId,
    Counts,
    EvidenceId,
    Extent,
    Override,
)
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId, RowId, row_of
from bwassess.text import _, ngettext
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from bwassess.workspace.view import AssessmentView
from ui import theme
from ui.assessment.asked import Asked
from ui.assessment.card import QuestionCard
from ui.assessment.course import Course
from ui.assessment.desk import DeskView
from ui.assessment.files import Files
from ui.assessment.floor import FloorView
from ui.assessment.outline import Entries
from ui.assessment.reading import Line, lines, notes_before
from ui.assessment.row import Row, row_at
from ui.assessment.tongues import next_languages, with_another
from ui.assessment.typing import Typing
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
        self._answers = session.workspace.answers
        self._id = assessment
        self._languages = session.settings.asks_in
        self._view = self._fetch()
        self._entries = Entries()
        self._point = ""
        self._question: QuestionId | None = None
        self._outline_wanted = False
        self._typing = Typing(self, keep=self._keep_typing, settle=self._settle)
        self._files = Files(
            session, assessment, run=self._run, asked=self._open_question, over=self
        )
        self._card = QuestionCard(read_thumbnail=self._files.thumbnail)
        self._desk = DeskView(self._card)
        self._floor = FloorView()
        self._faces = QStackedWidget()
        self._faces.addWidget(self._desk)
        self._faces.addWidget(self._floor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._faces)
        self._connect_card()
        self._connect_faces()
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
        self._typing.settle()
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
        self._floor.show_notes([self._row(one).label for one in notes])
        for face in (self._desk, self._floor):
            face.tongues.show_languages(self._view.checklist, self._languages)
            face.show_point(
                course.name_of(self._point),
                self._tally(),
                [course.stitch(one) for one in shown],
                shown.index(self._question) if self._question in shown else None,
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

    def _row(self, line: Line) -> Row:
        return row_at(line, self._view, self._language)

    def _bind(self) -> None:
        if self._question is not None:
            asked = Asked.of(self._view, self._question, *self._languages)
            self._card.bind(asked)
            self._desk.context.bind(asked)

    def _dress(self) -> None:
        """Move the card to the face that floor mode, or its absence, asks for."""
        floor = theme.current().floor and not self._outline_wanted
        shown = self._faces.currentWidget()
        if floor and shown is not self._floor:
            self._desk.rows.release_card()
            self._floor.take_card(self._card)
            self._faces.setCurrentWidget(self._floor)
        elif not floor and shown is self._floor:
            self._desk.rows.take_card()
            self._faces.setCurrentWidget(self._desk)
            if self._question is not None:
                self._desk.rows.open_question(self._question)

    # -- wiring --------------------------------------------------------------

    def _connect_card(self) -> None:
        card, answers = self._card, self._answers
        card.answered.connect(self._on_answered)
        card.typed.connect(self._on_typed)
        card.untyped.connect(self._on_untyped)
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
        card.passed.connect(
            lambda why: self._run(lambda q: answers.pass_constraint(self._id, q, why))
        )
        card.settled.connect(
            lambda value: self._run(
                lambda q: answers.settle(self._id, q, "value", value)
            )
        )
        files = self._files
        card.photos_dropped.connect(files.add_files)
        card.picture_dropped.connect(files.add_picture)
        card.photo_asked.connect(files.ask_photos)
        card.camera_asked.connect(files.take_photo)
        card.photo_opened.connect(self.open_photo)
        card.answer_file_asked.connect(files.ask_answer)
        card.answer_camera_asked.connect(files.take_answer)

    def _connect_faces(self) -> None:
        desk, floor = self._desk, self._floor
        desk.outline.point_chosen.connect(self.open_point)
        desk.rows.row_wanted.connect(self.add_row)
        desk.rows.row_unwanted.connect(self.remove_row)
        desk.rows.chosen.connect(lambda q: self.open_question(QuestionId(q)))
        floor.stepped.connect(self._step)
        floor.next_open_asked.connect(self.next_open)
        floor.photo_asked.connect(self._card.ask_photo)
        floor.note_asked.connect(lambda: self.press("T"))
        floor.outline_asked.connect(self._on_outline_asked)
        for face in (desk, floor):
            face.tongues.chosen.connect(self.set_languages)
            face.stitch_chosen.connect(
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
        question = self._question
        if question is not None and question not in self._view.judgement.questions:
            # Its row was taken away, here or elsewhere.
            self._question = self._nearest(before.all(), question)
        self._refresh(touched.questions)
        if self._question is None:
            self.open_point(self._point)

    def _nearest(self, before: list[QuestionId], gone: QuestionId) -> QuestionId | None:
        """The last question before one that is gone, in the same point."""
        there = self._course.of(self._point)
        around = before[: before.index(gone)] if gone in before else []
        return next((one for one in reversed(around) if one in there), None)

    # -- what was done -------------------------------------------------------

    def _open_question(self) -> Question | None:
        if self._question is None:
            return None
        return self._view.checklist.question(self._question)

    def _run(self, act: Callable[[QuestionId], Done]) -> None:
        if self._question is not None:
            self._run_on(self._question, act)

    def _run_on(self, question: QuestionId, act: Callable[[QuestionId], Done]) -> None:
        code = self._view.checklist.question(question).code
        self._session.edits.run(
            _("Answer to {code}").format(code=code), lambda: act(question)
        )

    def _on_answered(self, value: Value) -> None:
        if self._question is not None:
            self._typing.forget(self._question, "value")
            self._run(lambda q: self._give(q, value))

    def _give(self, question: QuestionId, value: Value) -> Done:
        asked = self._view.checklist.question(question)
        return self._answers.give(self._id, asked, value)

    def _on_counted(self, affected: int | None, seen: int | None) -> None:
        counts = None
        if affected is not None and seen is not None and affected <= seen:
            counts = Counts(affected, seen)
        elif affected is not None or seen is not None:
            return
        self._run(lambda q: self._answers.count(self._id, q, counts))

    def _on_judged(self, is_finding: bool | None, reason: str) -> None:
        said = None if is_finding is None else Override(is_finding, reason)
        self._run(lambda q: self._answers.override(self._id, q, said))

    def _on_typed(self, field: str, text: str) -> None:
        if self._question is not None:
            self._typing.take(self._question, field, text)

    def _on_untyped(self, field: str) -> None:
        if self._question is not None and self._typing.forget(self._question, field):
            self._answers.drop_typing(self._id, self._question, field)

    def _keep_typing(self, question: QuestionId, field: str, text: str) -> None:
        self._answers.keep_typing(
            self._id, self._view.checklist.question(question), field, text
        )

    def _settle(self, question: QuestionId, field: str, text: str) -> None:
        acts: dict[str, Callable[[QuestionId], Done]] = {
            "value": lambda q: self._give(q, text or None),
            "note": lambda q: self._answers.note(self._id, q, text),
            "wording": lambda q: self._answers.reword(self._id, q, text),
        }
        self._run_on(question, acts[field])

    # -- rows of repeats -----------------------------------------------------

    def add_row(self, repeat: str, parent: RowId | None) -> None:
        """Add a row, and go to its first question."""
        self.settle()
        known = set(self._rows_there())
        assessments = self._session.workspace.assessments
        self._session.edits.run(
            _("One more row"),
            lambda: assessments.add_row(self._id, repeat, parent)[1],
        )
        fresh = [row for row in self._rows_there() if row not in known]
        for question in self._course.all():
            if row_of(question) in fresh:
                self.open_question(question)
                return

    def remove_row(self, row: RowId) -> None:
        """Take a row away; undone, it is whole again."""
        self.settle()
        assessments = self._session.workspace.assessments
        self._session.edits.run(
            _("Removal of a row"), lambda: assessments.remove_row(self._id, row)
        )

    def _rows_there(self) -> Iterator[RowId]:
        for its in self._view.judgement.repeats:
            yield from its.rows

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
