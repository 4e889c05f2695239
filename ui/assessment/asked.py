"""One question as its card shows it: everything said of it, ready to be drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from uuid import UUID

from PySide6.QtGui import QImage

from bwassess.assessment.judgement import Because, QuestionJudgement, QuestionState
from bwassess.assessment.records import (
    Answer,
    Disagreement,
    Evidence,
    EvidenceId,
    State,
)
from bwassess.assessment.showing import answer_text, finding_sentence
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import FILES, AnswerType
from bwassess.checklist.model import Choice, Media, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter
from bwassess.checklist.texts import Text
from bwassess.text import _, is_right_to_left, language
from bwassess.workspace.view import AssessmentView
from ui.assessment.reading import row_name
from ui.widgets.stitches import Stitch

STITCHES = {
    "o": Stitch.OPEN,
    "m": Stitch.MET,
    "i": Stitch.MET,
    "f": Stitch.FINDING,
    "d": Stitch.DISPUTED,
    "n": Stitch.NA,
    "u": Stitch.NA,
}
"""What a letter of the seam looks like; a hidden question has none."""

Fill: TypeAlias = Callable[[Text, str], str]
"""Says a text of the checklist in a language, with what it leaves open filled in."""

ReadPicture: TypeAlias = Callable[[Media, str], QImage | None]
"""Finds the picture beside a text, in a language, as soon as it is here."""


def _no_picture(_media: Media, _language: str) -> QImage | None:
    return None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is shown, and the language it is really in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What was answered to the same question in the last cycle."""

    when: str
    said: str
    was_finding: bool
    sentence: str


@dataclass(frozen=True)
class Asked:
    """A question with its answer, its judgement and what belongs to them.

    Attributes:
        language: Of its texts; where there is none in it, the checklist's first.
        second: The language shown below it; empty for one alone.
        choices: What may be chosen now.
        warning: Why the answer deserves a second look; it stops nothing.
        attached: The file that is the answer, where it is one.
        is_read_only: Whether the checklist fills it in by itself.
        row: Which row of a repeat it stands in, in words.
        fill: What its texts are said by.
        read_picture: Where pictures of choices come from; words alone without any.
    """

    question: Question
    answer: Answer
    judged: QuestionJudgement
    stitch: Stitch | None
    photos: tuple[Evidence, ...]
    disagreements: tuple[Disagreement, ...]
    last: LastVisit | None
    law: tuple[Parameter, ...]
    country: str
    language: str
    second: str = ""
    choices: tuple[Choice, ...] = ()
    warning: str = ""
    attached: Evidence | None = None
    is_read_only: bool = False
    is_approved: bool = False
    row: str = ""
    fill: Fill = field(default=Text.in_, compare=False, repr=False)
    read_picture: ReadPicture = field(default=_no_picture, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        view: AssessmentView,
        question: QuestionId,
        language: str,
        second: str = "",
    ) -> "Asked":
        """Gather one question from an assessment."""
        asked = view.checklist.question(question)
        law = view.checklist.parameters_on(view.judged.judge.day)
        answer = view.answer(question)
        judged = view.judgement.questions[question]
        attached = _attached(view, asked, answer.value)
        return cls(
            question=asked,
            answer=answer,
            judged=judged,
            stitch=STITCHES.get(view.stitch(question)),
            photos=tuple(one for one in view.photos(question) if one != attached),
            disagreements=tuple(view.disagreement(question)),
            last=_last(view, question, language),
            law=tuple(one for key in asked.parameters for one in law.get(key, ())),
            country=view.assessment.country,
            language=language,
            second=second,
            choices=asked.choices if judged.offered is None else judged.offered,
            attached=attached,
            warning=_warning(view, asked, judged, language),
            is_read_only=judged.is_read_only,
            row=row_name(view, question, language),
            fill=lambda text, spoken: view.text(text, spoken, of=question),
            is_approved=view.assessment.state is State.APPROVED,
        )

    # -- texts ---------------------------------------------------------------

    @property
    def label(self) -> str:
        return self.words(self.question.label)

    def words(self, text: Text) -> str:
        """A text of the checklist, running the way its own language runs."""
        return facing(self.fill(text, self.language), text.spoken(self.language))

    def first_wording(self, text: Text) -> Wording:
        """A text in the first of the languages, or in the checklist's own."""
        return Wording(self.fill(text, self.language), text.spoken(self.language))

    def second_wording(self, text: Text) -> Wording | None:
        """The same in the second, where it says something else."""
        if not self.second or text.spoken(self.second) != self.second:
            return None
        if text.spoken(self.language) == self.second:
            return None
        return Wording(self.fill(text, self.second), self.second)

    def second_words(self, text: Text) -> str:
        """The same as words in one line with others, or nothing."""
        said = self.second_wording(text)
        return facing(said.text, said.language) if said else ""

    def picture(self, media: Media) -> QImage | None:
        """The picture beside a choice, where its file is there."""
        return self.read_picture(media, self.language)

    @property
    def has_pictures(self) -> bool:
        """Whether its choices are told apart by pictures."""
        return any(kind == "image" for one in self.choices for kind, _its in one.media)

    @property
    def is_map(self) -> bool:
        """Whether its choices are places in its picture."""
        return (
            "image-map" in self.question.appearance.split()
            and self.question.answer_type in (AnswerType.CHOICE, AnswerType.CHOICES)
            and not self.is_read_only
            and any(kind == "image" for kind, _its in self.question.media)
        )

    @property
    def said(self) -> str:
        """The answer in words; empty while open."""
        if self.attached is not None:
            return self.attached.caption or _("1 file")
        # Choices of a file have their labels there alone.
        asked = replace(self.question, choices=self.choices)
        return answer_text(asked, self.answer.value, language=self.language)

    # -- what it amounts to --------------------------------------------------

    @property
    def is_finding(self) -> bool:
        return self.judged.state is QuestionState.FINDING

    @property
    def sentence(self) -> str:
        """The finding as the report would print it."""
        said = finding_sentence(self.question, self.answer, language=self.language)
        if self.answer.wording:
            return said
        return facing(said, self.question.finding.spoken(self.language))

    @property
    def is_public(self) -> bool:
        return self.question.is_public_in(self.country)

    @property
    def repeated(self) -> bool:
        return self.is_finding and self.last is not None and self.last.was_finding

    @property
    def undetermined(self) -> str:
        """Why the law can't judge the answer, in a sentence; empty where it can."""
        why = self.judged.undetermined
        if why is None:
            return ""
        match why.because:
            case Because.NO_RULE:
                return _("The law has no such rule: no finding follows by itself.")
            case Because.NOT_KNOWN:
                return _("The legal figure isn't known: judge it yourself.")
            case Because.NO_NUMBER:
                return _("The law gives no single figure: judge it yourself.")

    def second_line(self) -> str:
        """What a folded row says below its question; usually nothing."""
        value = self.disputed_value()
        if value is not None:
            return " · ".join(
                f"{rival.name or _('You')} {self._rival(rival.value)}"
                for rival in value.rivals
            )
        return self.sentence if self.is_finding else ""

    def disputed_value(self) -> Disagreement | None:
        """The open disagreement over the answer itself."""
        return next((one for one in self.disagreements if one.field == "value"), None)

    def rivals(self) -> Iterator[tuple[str, str, object]]:
        """For each side of it: the answer in words, who and when, the value said."""
        disputed = self.disputed_value()
        for rival in disputed.rivals if disputed else ():
            when = rival.at.astimezone().strftime("%H:%M")
            who = rival.name or _("You")
            yield self._rival(rival.value), f"{who} · {when}", rival.value

    def _rival(self, said: object) -> str:
        value = said.get("value") if isinstance(said, dict) else None
        return answer_text(self.question, value, language=self.language) or _(
            "no answer"
        )


def facing(words: str, written_in: str) -> str:
    """Words that keep their own direction on a page that runs the other way."""
    if not words or is_right_to_left(written_in) == is_right_to_left(language()):
        return words
    mark = "\u2067" if is_right_to_left(written_in) else "\u2066"
    return f"{mark}{words}\u2069"


def _warning(
    view: AssessmentView, question: Question, judged: QuestionJudgement, language: str
) -> str:
    """Why the answer deserves a second look."""
    if not judged.is_warned:
        return ""
    message = question.warning_message
    said = view.text(message, language, of=question.id)
    return facing(said, message.spoken(language)) or _(
        "This answer is unusual. Is it right?"
    )


def _attached(
    view: AssessmentView, question: Question, value: Value
) -> Evidence | None:
    """The file an answer names, as long as it is in the assessment."""
    if question.answer_type not in FILES or not isinstance(value, str):
        return None
    try:
        found = view.evidence.get(EvidenceId(UUID(hex=value)))
    except ValueError:
        return None
    return None if found is None or found.is_removed else found


def _last(
    view: AssessmentView, question: QuestionId, language: str
) -> LastVisit | None:
    previous = view.previous
    if previous is None or question not in previous.judgement.questions:
        return None
    before = Asked.of(previous, question, language)
    if before.answer.is_open:
        return None
    day = previous.assessment.first_day
    return LastVisit(
        when=day.strftime("%m/%Y") if day else "",
        said=before.said,
        was_finding=before.is_finding,
        sentence=before.sentence if before.is_finding else "",
    )
