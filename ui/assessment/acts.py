"""What is done to the open question: each act an edit that can be undone."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject

from bwassess.assessment.records import AssessmentId, Counts, Extent, Override
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId, RowId
from bwassess.text import _
from bwassess.workspace.desk import Done
from bwassess.workspace.view import AssessmentView
from ui.assessment.card import QuestionCard
from ui.drafts import Drafts
from ui.session import Session

Act = Callable[[QuestionId], Done]


class AnswerActs(QObject):
    """Runs what the card tells on the question that is open."""

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        *,
        view: Callable[[], AssessmentView],
        opened: Callable[[], QuestionId | None],
        parent: QObject,
    ) -> None:
        """Begin.

        Args:
            session: Whose vault it is done in.
            assessment: What it is done to.
            view: The assessment as it is shown now.
            opened: The question that is open.
            parent: Lives as long.
        """
        super().__init__(parent)
        self._session, self._id = session, assessment
        self._answers = session.workspace.answers
        self._assessments = session.workspace.assessments
        self._view, self._opened = view, opened
        self._drafts = Drafts[tuple[QuestionId, str]](
            self, keep=self._keep, settle=self._settle
        )

    def hear(self, card: QuestionCard) -> None:
        """Do from now on what is said on a card."""
        answers = self._answers
        card.answered.connect(self._on_answered)
        card.typed.connect(self._on_typed)
        card.untyped.connect(self._on_untyped)
        card.counted.connect(self._on_counted)
        card.judged.connect(self._on_judged)
        card.extent_chosen.connect(
            lambda said: self.run(
                lambda q: answers.extend(self._id, q, Extent(said) if said else None)
            )
        )
        card.source_toggled.connect(
            lambda one, used: self.run(
                lambda q: answers.source(self._id, q, Source(one), used=used)
            )
        )
        card.note_left.connect(
            lambda text: self.run(lambda q: answers.note(self._id, q, text))
        )
        card.reworded.connect(
            lambda text: self.run(lambda q: answers.reword(self._id, q, text))
        )
        card.passed.connect(
            lambda why: self.run(lambda q: answers.pass_constraint(self._id, q, why))
        )
        card.settled.connect(
            lambda value: self.run(
                lambda q: answers.settle(self._id, q, "value", value)
            )
        )

    def asked(self) -> Question | None:
        """What the open question asks."""
        question = self._opened()
        return None if question is None else self._view().checklist.question(question)

    def run(self, act: Act) -> None:
        """Do something to the open question."""
        question = self._opened()
        if question is not None:
            self._run_on(question, act)

    def settle(self) -> None:
        """Make a change of what is being typed, as on leaving its field."""
        self._drafts.settle()

    def _run_on(self, question: QuestionId, act: Act) -> None:
        code = self._view().checklist.question(question).code
        self._session.edits.run(
            _("Answer to {code}").format(code=code), lambda: act(question)
        )

    # -- answers -------------------------------------------------------------

    def _on_answered(self, value: Value) -> None:
        question = self._opened()
        if question is not None:
            self._drafts.forget((question, "value"))
            self.run(lambda q: self._give(q, value))

    def _give(self, question: QuestionId, value: Value) -> Done:
        asked = self._view().checklist.question(question)
        return self._answers.give(self._id, asked, value)

    def _on_counted(self, affected: int | None, seen: int | None) -> None:
        counts = None
        if affected is not None and seen is not None and affected <= seen:
            counts = Counts(affected, seen)
        elif affected is not None or seen is not None:
            return
        self.run(lambda q: self._answers.count(self._id, q, counts))

    def _on_judged(self, is_finding: bool | None, reason: str) -> None:
        said = None if is_finding is None else Override(is_finding, reason)
        self.run(lambda q: self._answers.override(self._id, q, said))

    # -- what is being typed -------------------------------------------------

    def _on_typed(self, field: str, text: str) -> None:
        question = self._opened()
        if question is not None:
            self._drafts.take((question, field), text)

    def _on_untyped(self, field: str) -> None:
        question = self._opened()
        if question is not None and self._drafts.forget((question, field)):
            self._answers.drop_typing(self._id, question, field)

    def _keep(self, place: tuple[QuestionId, str], text: str) -> None:
        question, field = place
        asked = self._view().checklist.question(question)
        self._answers.keep_typing(self._id, asked, field, text)

    def _settle(self, place: tuple[QuestionId, str], text: str) -> None:
        question, field = place
        acts: dict[str, Act] = {
            "value": lambda q: self._give(q, text or None),
            "note": lambda q: self._answers.note(self._id, q, text),
            "wording": lambda q: self._answers.reword(self._id, q, text),
        }
        self._run_on(question, acts[field])

    # -- rows of repeats -----------------------------------------------------

    def add_row(self, repeat: str, parent: RowId | None) -> frozenset[RowId]:
        """Add a row; it, and the rows that came with it."""
        known = frozenset(self._rows())
        self._session.edits.run(
            _("One more row"),
            lambda: self._assessments.add_row(self._id, repeat, parent)[1],
        )
        return frozenset(self._rows()) - known

    def remove_row(self, row: RowId) -> None:
        """Take a row away; undone, it is whole again."""
        self._session.edits.run(
            _("Removal of a row"), lambda: self._assessments.remove_row(self._id, row)
        )

    def _rows(self) -> Iterator[RowId]:
        for its in self._view().judgement.repeats:
            yield from its.rows
