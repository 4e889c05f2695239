"""What speaks against an answer: a limit it breaks, what deserves another look."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from bwassess.assessment.judgement import Reason
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.card.caution import Caution
from ui.assessment.card.saying import Saying
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.layouts import at_start


class LimitsPart(QVBoxLayout):
    """Says it below the answer; a limit can be passed with a reason."""

    passed = Signal(str)  # why the value stands all the same; "" for the limit again

    def __init__(self, saying: Saying) -> None:
        super().__init__()
        self._saying = saying
        self._problem = Label("", step=Step.NOTE, role=Role.WELD)
        self._problem.setObjectName("question-problem")
        self._pass = Button(
            _("Keep it anyway…"),
            kind=Kind.QUIET,
            icon="check",
            step=Step.NOTE,
            name="pass-constraint",
        )
        self._pass.clicked.connect(self._on_pass_asked)
        self._warning = Caution("question-warning")
        self._passed = Caution("question-passed", undo=_("Undo"))
        self._passed.undone.connect(lambda: self.passed.emit(""))
        self.setSpacing(Space.M)
        self.addWidget(self._problem)
        self.addLayout(at_start(self._pass))
        self.addWidget(self._warning)
        self.addWidget(self._passed)

    def bind(self, asked: Asked) -> None:
        """Show what speaks against the answer there is."""
        self._problem.tell(_problem(asked))
        breaks = Reason.CONSTRAINT in asked.judged.missing
        self._pass.setVisible(breaks and not asked.is_approved)
        self._warning.tell(_("Look again"), asked.warning)
        why = asked.answer.passed
        self._passed.tell(_("Kept against the checklist's limit") if why else "", why)
        for part in (self._pass, self._passed):
            part.setEnabled(not asked.is_approved)

    def _on_pass_asked(self) -> None:
        self._saying.ask(
            _("Why this answer is right all the same"),
            text="",
            on_said=self.passed.emit,
            needed=True,
        )


def _problem(asked: Asked) -> str:
    """What is still to be done about the answer, in one sentence."""
    if asked.is_approved:
        return _("Approved: it stays as it is.")
    if Reason.CONSTRAINT in asked.judged.missing:
        said = asked.words(asked.question.constraint_message)
        return said or _("This answer isn't possible. Look at it again.")
    if Reason.NOT_OFFERED in asked.judged.missing:
        return _("What was chosen isn't offered any more. Choose again.")
    if asked.judged.is_reworded:
        return _("The question was worded otherwise when it was answered. Look again.")
    return asked.undetermined
