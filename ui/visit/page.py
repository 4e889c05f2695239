"""The visit around the questions: where it stands, its facts, its people, its words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.assessment.moving import Move
from bwassess.assessment.records import AssessmentId, Evidence, EvidenceId, State
from bwassess.assessment.workflow import ORDER
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.view import AssessmentView
from ui.checklists.shelf import newest_first
from ui.factories.listing import place_of
from ui.photos.viewer import PhotoViewer
from ui.planning.team import TeamList
from ui.session import Session
from ui.theme import Role, Space
from ui.visit.acts import VisitActs
from ui.visit.disputes import Disputes
from ui.visit.facts import VisitFacts
from ui.visit.interviews import InterviewsPanel
from ui.visit.kept import KeptAnswers
from ui.visit.loose import LoosePhotos
from ui.visit.moving import MovePage
from ui.visit.part import Part
from ui.visit.progress import ProgressPanel
from ui.visit.states import state_badge
from ui.visit.summary import SummaryField
from ui.visit.version import VersionPanel
from ui.widgets.badge import Badge
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.layouts import at_start
from ui.widgets.page_column import Heading, PageColumn
from ui.widgets.tab_order import tab_in_reading_order

_TYPING_MS = 300
_QUIET_MS = 10_000


class VisitPage(QWidget):
    """Everything of an assessment that isn't an answer."""

    question_requested = Signal(str)  # QuestionId

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("visit-page")
        # Else the first field would take the cursor as the page opens.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._id = assessment
        self._assessments = session.workspace.assessments
        self._language = session.settings.asks_in[0]
        self._view = self._fetch()
        self._is_behind = False
        self._came_from: Checklist | None = None
        self._told_of: ChecklistHash | None = None
        self._acts = VisitActs(session, assessment, view=lambda: self._view)
        self._build()
        session.changes.changed.connect(self._on_changed)
        self._refresh()

    def settle(self) -> None:
        """Make a change of the summary being typed, as on leaving it."""
        self._summary.settle()

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        page = PageColumn(width=720)
        page.add(self._built_head())
        self._progress = ProgressPanel()
        self._progress.move_asked.connect(self._on_move_asked)
        self._progress.question_chosen.connect(self._on_question_chosen)
        page.add(self._progress, gap=Space.S)
        self._disputes = Disputes()
        self._disputes.question_chosen.connect(self._on_question_chosen)
        page.add(self._disputes)
        page.add_heading(_("Facts of the visit"))
        self._facts = VisitFacts()
        self._facts.replanned.connect(self._acts.replan)
        page.add(self._facts)
        page.add_heading(_("Checklist"))
        self._version = VersionPanel()
        self._version.look_asked.connect(self._on_look_asked)
        self._version.back_asked.connect(self._on_moved_to)
        page.add(self._version)
        self._kept = KeptAnswers(self._language)
        page.add(self._kept)
        page.add_heading(_("Team"))
        self._team = TeamList()
        self._team.added.connect(self._acts.add_member)
        self._team.removed.connect(self._acts.remove_member)
        self._join = Button(_("Join the team"), icon="user-plus", name="join")
        self._join.clicked.connect(lambda _on=False: self._acts.join())
        page.add(self._team)
        page.add(at_start(self._join))
        page.add_heading(
            _("Interviews with workers"),
            note=_("How many and of which sex: the report prints no more."),
        )
        self._interviews = InterviewsPanel()
        self._interviews.added.connect(self._acts.add_interview)
        self._interviews.removed.connect(self._acts.remove_interview)
        page.add(self._interviews)
        page.add_heading(_("Summary of the visit"))
        self._summary = SummaryField(
            keep=self._acts.keep_summary, settle=self._acts.summarise
        )
        page.add(self._summary)
        self._loose_part = Part(_("Photos not filed under a question"))
        self._loose = LoosePhotos(read_thumbnail=self._thumbnail)
        self._loose.filed.connect(self._acts.file_photo)
        self._loose.opened.connect(self._on_photo_opened)
        self._loose_part.add(self._loose)
        page.add(self._loose_part)
        self._move_page = MovePage(self._language)
        self._move_page.looked_at.connect(self._look_ahead)
        self._move_page.move_asked.connect(self._on_moved_to)
        self._move_page.cancelled.connect(self._close_move)
        self._faces = QStackedWidget()
        self._faces.addWidget(page)
        self._faces.addWidget(self._move_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._faces)

    def _built_head(self) -> QHBoxLayout:
        title = Heading(_("Where the assessment stands"), is_title=True)
        self._note = Label("", role=Role.INK2)
        self._badge_place = QVBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self._note)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addLayout(self._badge_place)
        self._badge: Badge | None = None
        return row

    # -- what is shown -------------------------------------------------------

    def _fetch(self) -> AssessmentView:
        found = self._assessments.view(self._id)
        if found is None:
            raise ValueError("an assessment that isn't in this vault")
        return found

    def _refresh(self) -> None:
        one = self._view.assessment
        factory = self._view.factory
        self._note.setText(place_of(factory) if factory else "")
        self._show_badge(one.state)
        moves = self._assessments.moves(one.state)
        ahead = ORDER.index(one.state)
        forward = next((to for to in moves if ORDER.index(to) > ahead), None)
        self._progress.bind(
            self._view,
            moves=moves,
            missing=self._assessments.obstacles(self._id, forward) if forward else (),
            language=self._language,
        )
        self._disputes.bind(self._view)
        self._facts.bind(self._view)
        if self._told_of != self._view.checklist.hash:
            # The past of a visit changes with its version alone, and takes a moment.
            self._told_of = self._view.checklist.hash
            self._came_from = self._assessments.came_from(self._id)
        self._version.bind(self._view, self._others(), self._came_from)
        self._kept.bind(self._assessments.without_a_place(self._id))
        self._show_team()
        self._interviews.bind(self._view.interviews)
        self._summary.bind(one)
        loose = self._view.loose_photos()
        self._loose_part.setVisible(bool(loose))
        self._loose.bind(loose, self._questions() if loose else ())
        for part in (
            self._facts,
            self._team,
            self._join,
            self._interviews,
            self._summary,
            self._loose,
        ):
            part.setEnabled(one.state is not State.APPROVED)
        tab_in_reading_order(self)

    def _show_badge(self, state: State) -> None:
        if self._badge is not None:
            self._badge_place.removeWidget(self._badge)
            self._badge.hide()
            self._badge.deleteLater()
        self._badge = state_badge(state)
        self._badge_place.addWidget(self._badge)

    def _show_team(self) -> None:
        me = self._assessments.person()
        team = self._view.assessment.team
        rows = []
        for one in team:
            tags = [_("You")] if one.person == me else []
            tags += [_("leading")] if one.is_lead else []
            rows.append((one.person.hex, one.name, ", ".join(tags)))
        self._team.show_members(rows)
        self._join.setVisible(all(one.person != me for one in team))

    def _questions(self) -> list[tuple[QuestionId, str]]:
        return [
            (one.id, f"{one.code} {one.label.in_(self._language)}")
            for one in self._view.asked()
        ]

    def _thumbnail(self, photo: Evidence) -> QImage:
        photos = self._session.workspace.photos
        return QImage.fromData(photos.thumbnail(self._id, photo.id))

    # -- what was done -------------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        mine = self._view.assessment.factory
        if (
            self._id in touched.assessments
            or mine in touched.factories
            or touched.checklists
        ):
            # Answers given elsewhere needn't wait for a page nobody looks at.
            self._is_behind = True
            if self.isVisible():
                self._catch_up()

    def _catch_up(self) -> None:
        if self._is_behind:
            self._is_behind = False
            self._view = self._fetch()
            self._refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _on_question_chosen(self, question: str) -> None:
        self.settle()
        self.question_requested.emit(question)

    def _on_move_asked(self, to: State) -> None:
        self.settle()
        self._acts.move(to)

    # -- another version -----------------------------------------------------

    def _others(self) -> list[ChecklistEntry]:
        """The versions held here, those of the same form first, newest on top."""
        entries = newest_first(self._session.workspace.checklists.list())
        form = self._view.checklist.form_id
        return sorted(entries, key=lambda one: one.form_id != form)

    def _on_look_asked(self, wanted: str) -> None:
        self.settle()
        own = self._view.checklist.hash
        self._faces.setCurrentWidget(self._move_page)
        self._move_page.offer([e for e in self._others() if e.hash != own], wanted)
        self._move_page.setFocus()

    def _look_ahead(self, wanted: str) -> None:
        self._move_page.wait()
        answers = self._view.answers

        def done(move: Move) -> None:
            if isValid(self) and self._move_page.wanted == wanted:
                self._move_page.show_move(move, answers)

        self._session.jobs.run(
            lambda _progress: self._assessments.look_ahead(
                self._id, ChecklistHash(wanted)
            ),
            on_done=done,
            on_error=self._session.messages.tell,
        )

    def _on_moved_to(self, wanted: str) -> None:
        self._acts.move_to(
            self._session.workspace.checklists.get(ChecklistHash(wanted))
        )
        self._close_move()

    def _close_move(self) -> None:
        self._faces.setCurrentIndex(0)

    def _on_photo_opened(self, photo: EvidenceId) -> None:
        self.settle()
        PhotoViewer(self._session, self._id, photo, parent=self)
