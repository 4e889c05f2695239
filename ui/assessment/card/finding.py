"""The finding that follows from an answer: its sentence, and how far it reaches."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from bwassess.assessment.judgement import QuestionState
from bwassess.assessment.records import Extent
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.card.labelled import Labelled
from ui.assessment.card.saying import Saying
from ui.theme import Space, Step
from ui.widgets.answer_buttons import Choice
from ui.widgets.button import Button, Kind
from ui.widgets.counter_pair import CounterPair
from ui.widgets.finding_strip import FindingStrip, Origin
from ui.widgets.layouts import at_start
from ui.widgets.segmented_choice import SegmentedChoice


class FindingPart(QVBoxLayout):
    """Only there for a finding, or where one may be made of the answer."""

    reworded = Signal(str)  # "" for the checklist's sentence
    typed = Signal(str)  # other words on their way
    untyped = Signal()
    judged = Signal(object, str)  # is a finding (None: by the rule), reason
    counted = Signal(object, object)  # affected, seen: int or None
    extent_chosen = Signal(str)  # "" for none

    def __init__(self, saying: Saying) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._saying = saying
        self._strip = FindingStrip()
        self._own = Button(
            _("A finding all the same…"),
            kind=Kind.QUIET,
            icon="flag",
            step=Step.NOTE,
            name="own-finding",
        )
        self._counts = CounterPair()
        self._extent = SegmentedChoice(
            [
                Choice(Extent.ISOLATED, _("Isolated")),
                Choice(Extent.SYSTEMIC, _("Systemic")),
            ],
            label=_("Extent"),
            name="extent",
        )
        self._amounts = Labelled(
            (_("Affected, of seen"), self._counts), (_("Extent"), self._extent)
        )
        self.setSpacing(Space.M)
        self.addWidget(self._strip)
        self.addWidget(saying)
        self.addLayout(at_start(self._own))
        self.addWidget(self._amounts)
        self._strip.reword_asked.connect(self.ask_words)
        self._strip.dismiss_asked.connect(self._on_dismiss_asked)
        self._strip.undo_asked.connect(self._on_undo_asked)
        self._own.clicked.connect(self._on_own_asked)
        self._counts.counted.connect(self.counted)
        self._extent.chosen.connect(self.extent_chosen)

    def bind(self, asked: Asked) -> None:
        """Show what follows from the answer there is."""
        self._asked = asked
        answer, judged = asked.answer, asked.judged
        is_dismissed = judged.is_overridden and not asked.is_finding
        if asked.is_finding:
            self._strip.show_finding(asked.sentence, origin=_origin(asked))
        elif is_dismissed and answer.override is not None:
            self._strip.show_dismissed(answer.override.reason)
        self._strip.setVisible(asked.is_finding or is_dismissed)
        self._own.setVisible(
            not asked.is_finding
            and not is_dismissed
            and judged.state in (QuestionState.MET, QuestionState.UNDETERMINED)
        )
        self._amounts.setVisible(asked.is_finding)
        counts = answer.counts
        self._counts.set_counts(
            counts.affected if counts else None, counts.seen if counts else None
        )
        self._extent.set_value(answer.extent.value if answer.extent else None)
        for part in (self._strip, self._own, self._amounts):
            part.setEnabled(not asked.is_approved)

    def step_counts(self, *, affected: int = 0, seen: int = 0) -> None:
        """Count one more or less by key, where counts are asked."""
        if not self._amounts.isHidden():
            if affected:
                self._counts.step_affected(affected)
            if seen:
                self._counts.step_seen(seen)

    def ask_words(self) -> None:
        """Ask for the finding in other words."""
        if self._asked is not None:
            self._saying.ask(
                _("The finding in your words"),
                text=self._asked.sentence,
                on_said=self.reworded.emit,
                on_typed=self.typed.emit,
                on_dropped=self.untyped.emit,
            )

    def _on_dismiss_asked(self) -> None:
        self._ask_reason(_("Why it isn't a finding"), is_finding=False)

    def _on_own_asked(self) -> None:
        self._ask_reason(_("Why it is a finding"), is_finding=True)

    def _ask_reason(self, title: str, *, is_finding: bool) -> None:
        self._saying.ask(
            title,
            text="",
            on_said=lambda reason: self.judged.emit(is_finding, reason),
            needed=True,
        )

    def _on_undo_asked(self) -> None:
        if self._asked is None:
            return
        if self._asked.is_finding:
            self.reworded.emit("")
        else:
            self.judged.emit(None, "")


def _origin(asked: Asked) -> Origin:
    if asked.answer.wording:
        return Origin.OWN_WORDS
    if asked.answer.counts and asked.question.finding_counted:
        return Origin.COUNTED
    return Origin.CHECKLIST
