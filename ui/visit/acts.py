"""What a person does to a visit: each act an edit that can be undone."""

from collections.abc import Callable

from bwassess.assessment.records import (
    AssessmentId,
    EvidenceId,
    InterviewId,
    InterviewKind,
    State,
)
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId
from bwassess.text import _
from bwassess.workspace.assessments import Plan
from bwassess.workspace.desk import Done
from bwassess.workspace.view import AssessmentView
from ui.session import Session
from ui.visit.states import state_name


class VisitActs:
    """Runs acts on one assessment, each under the name that undo tells."""

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        *,
        view: Callable[[], AssessmentView],
    ) -> None:
        """Begin.

        Args:
            session: Whose vault it is done in.
            assessment: What it is done to.
            view: The assessment as it is shown now.
        """
        self._session, self._id, self._view = session, assessment, view
        self._assessments = session.workspace.assessments

    def _run(self, what: str, act: Callable[[], Done]) -> None:
        self._session.edits.run(what, act)

    # -- where it stands -----------------------------------------------------

    def move(self, to: State) -> None:
        """Move it to another state."""
        self._run(
            _("Moved to “{state}”").format(state=state_name(to)),
            lambda: self._assessments.move(self._id, to),
        )

    def move_to(self, checklist: Checklist) -> None:
        """Move it to another version of the checklist."""
        self._run(
            _("Moved to version {version}").format(version=checklist.version),
            lambda: self._assessments.move_to(self._id, checklist.hash),
        )

    # -- facts and words -----------------------------------------------------

    def replan(self, what: str, plan: Plan) -> None:
        self._run(what, lambda: self._assessments.replan(self._id, plan))

    def keep_summary(self, text: str) -> None:
        """Keep a summary on its way as a durable draft."""
        self._session.workspace.replica.save_draft(
            self._id, "assessment/", "summary", value=text or None
        )

    def summarise(self, text: str) -> None:
        if text != self._view().assessment.summary:
            self._run(
                _("Summary of the visit"),
                lambda: self._assessments.summarise(self._id, text),
            )

    # -- people --------------------------------------------------------------

    def join(self) -> None:
        self._run(_("You on the team"), lambda: self._assessments.join(self._id))

    def add_member(self, name: str) -> None:
        self._run(
            _("{name} on the team").format(name=name),
            lambda: self._assessments.add_member(self._id, name),
        )

    def remove_member(self, key: str) -> None:
        """Take somebody off the team, by the key the list knows them by."""
        team = {one.person.hex: one for one in self._view().assessment.team}
        one = team[key]
        self._run(
            _("{name} off the team").format(name=one.name),
            lambda: self._assessments.remove_member(self._id, one),
        )

    def add_interview(self, kind: InterviewKind, women: int, men: int) -> None:
        self._run(
            _("Interview"),
            lambda: self._assessments.add_interview(
                self._id, kind, women=women, men=men
            ),
        )

    def remove_interview(self, interview: InterviewId) -> None:
        self._run(
            _("Interview"),
            lambda: self._assessments.remove_interview(self._id, interview),
        )

    # -- photos --------------------------------------------------------------

    def file_photo(self, photo: EvidenceId, question: str) -> None:
        """File a photo under the question it belongs to."""
        self._run(
            _("Photo filed"),
            lambda: self._session.workspace.photos.place(
                self._id, photo, QuestionId(question)
            ),
        )
