"""What a line of a point says while it is folded: a question, or what is between."""

from dataclasses import dataclass

from bwassess.checklist.names import QuestionId
from bwassess.text import _
from bwassess.workspace.view import AssessmentView
from ui.assessment.asked import Asked, facing
from ui.assessment.reading import Line, LineKind, said_row
from ui.theme import Step
from ui.widgets.stitches import Stitch


@dataclass(frozen=True, slots=True)
class Row:
    """A folded question, or what stands between questions.

    Attributes:
        question: Opened by a press; None for a note.
        said: The answer in words; empty while open.
        second: A second line for a finding or a disagreement.
        signs: Icon names of what it has (photo, note).
        line: Where it stands, and what it is where it is no question.
    """

    question: QuestionId | None
    code: str
    label: str
    stitch: Stitch
    said: str = ""
    second: str = ""
    signs: tuple[str, ...] = ()
    language: str = "en"
    line: Line = Line(LineKind.QUESTION)  # noqa: RUF009 - frozen

    @property
    def is_add(self) -> bool:
        return self.line.kind is LineKind.ADD

    @property
    def can_remove(self) -> bool:
        """Whether it heads an unfolded row that somebody added."""
        return self.line.is_added and self.line.answered is None

    @property
    def step(self) -> Step:
        """How large it is set."""
        return Step.NOTE if self.line.kind is LineKind.NOTE else Step.BODY

    @property
    def spoken(self) -> str:
        """What a colleague would say of it."""
        return ", ".join(filter(None, (self.code, self.label, self.said, self.second)))


def row_at(line: Line, view: AssessmentView, language: str) -> Row:
    """A line of a point as it is shown."""
    if line.kind is LineKind.QUESTION and line.question is not None:
        asked = Asked.of(view, line.question, language)
        signs = {"image": asked.photos, "sticky-note": asked.answer.note}
        there = tuple(sign for sign, has in signs.items() if has)
        return question_row(asked, line=line, signs=there)
    text = view.text(line.text, language, of=line.note, row=line.row)
    said = ""
    if line.kind is LineKind.ROW:
        text = said_row(text, *line.number)
        if line.answered is not None:
            said = _("{answered} of {asked} answered").format(
                answered=line.answered[0], asked=line.answered[1]
            )
        elif line.is_added:
            said = _("Remove")
    elif line.kind is LineKind.ADD:
        text = _("Add: {what}").format(what=text)
    spoken = line.text.spoken(language)
    return Row(
        line.question,
        "",
        facing(text, spoken),
        Stitch.OPEN,
        said=said,
        language=spoken,
        line=line,
    )


def question_row(
    asked: Asked,
    *,
    line: Line = Line(LineKind.QUESTION),  # noqa: B008 - frozen
    signs: tuple[str, ...] = (),
) -> Row:
    """A question as it is shown while it isn't open."""
    return Row(
        asked.question.id if line.question is None else line.question,
        asked.question.code,
        asked.label,
        asked.stitch or Stitch.OPEN,
        said=asked.said if asked.disputed_value() is None else "",
        second=asked.second_line(),
        signs=signs,
        language=asked.question.label.spoken(asked.language),
        line=line,
    )
