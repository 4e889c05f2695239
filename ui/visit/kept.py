"""Answers that the version of the visit doesn't ask for: kept, and shown in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.assessment.records import Answer
from bwassess.assessment.showing import answer_text
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId
from bwassess.text import _, ngettext
from ui.theme import Role, Space, Step
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.lines import Run, isolated
from ui.widgets.page_column import Heading
from ui.widgets.surface import Hairline

Kept = Sequence[tuple[QuestionId, Question | None, Answer]]

_AT_MOST = 40


class KeptAnswers(QWidget):
    """Only there while there are any; a version that asks for them brings them back."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kept-answers")
        self._language = language
        self._shown: Kept = ()
        self._title = Heading("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, Space.L, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(self._title)
        self._column.addWidget(
            Label(
                _(
                    "This version doesn't ask for them and the report leaves them out. "
                    "In a version that asks, they are answers again."
                ),
                step=Step.NOTE,
                role=Role.INK2,
            )
        )
        self.hide()

    def bind(self, kept: Kept) -> None:
        """Show answers with their questions."""
        if kept == self._shown:
            return
        self._shown = kept
        self.setVisible(bool(kept))
        self._title.setText(_("Kept answers: {count}").format(count=len(kept)))
        clear(self._column, first=2)
        for id_, question, answer in kept[:_AT_MOST]:
            self._column.addWidget(self._row(id_, question, answer))
        more = len(kept) - _AT_MOST
        if more > 0:
            said = ngettext("{count} more", "{count} more", more).format(count=more)
            self._column.addWidget(Label(said, role=Role.INK2))

    def _row(
        self, id_: QuestionId, question: Question | None, answer: Answer
    ) -> QWidget:
        whole = QWidget()
        whole.setObjectName("kept-answer")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS // 2)
        code = Run(f"{question.code if question else isolated(id_)}  ", bold=True)
        asked = (
            question.label.in_(self._language)
            if question
            else _("No version held here asks this.")
        )
        column.addWidget(Label([code, Run(asked)]))
        said = (
            answer_text(question, answer.value, language=self._language)
            if question
            else ""
        )
        column.addWidget(
            Label([Run(_("Answer:") + " "), Run(said or str(answer.value), bold=True)])
        )
        if answer.note:
            note = _("Note: {text}").format(text=answer.note)
            column.addWidget(Label(note, step=Step.NOTE, role=Role.INK2))
        column.addSpacing(Space.XS)
        column.addWidget(Hairline())
        return whole
