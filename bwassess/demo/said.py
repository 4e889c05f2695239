"""What assessors say of a question, in the form the demo's stories are told in."""

from collections.abc import Mapping
from dataclasses import dataclass

from bwassess.assessment.records import Extent
from bwassess.checklist.given import Value, given
from bwassess.checklist.kinds import AnswerType, Source
from bwassess.checklist.model import Question


@dataclass(frozen=True, slots=True)
class Said:
    """All that is said of one question; empty is what an ordinary factory gets.

    Attributes:
        value: None for the answer that is no finding.
        sources: Where it is known from; those the checklist suggests first if empty.
        not_a_finding: Why the rule's finding is none, in the assessor's judgement.
    """

    value: Value = None
    note: str = ""
    counts: tuple[int, int] | None = None
    extent: Extent | None = None
    wording: str = ""
    sources: tuple[Source, ...] = ()
    not_a_finding: str = ""


Story = Mapping[str, Said]
"""What is said, by question code."""

SYSTEMIC, ISOLATED = Extent.SYSTEMIC, Extent.ISOLATED
SEEN, PAPERS, WORKERS, MANAGERS, UNION = (
    Source.OBSERVATION,
    Source.DOCUMENT,
    Source.WORKER,
    Source.MANAGEMENT,
    Source.UNION,
)


def n_of(n: int | str, of: int | str) -> Value:
    """A ratio or share: so many of so many."""
    return {"n": str(n), "of": str(of)}


def by_sex(women: Value, men: Value) -> Value:
    """A value for women and one for men."""
    return {"women": women, "men": men}


def ordinary(question: Question, *, not_here: frozenset[str]) -> Value:
    """What is answered where nothing special was found.

    Args:
        question: What is asked.
        not_here: Codes of what this kind of factory doesn't have.
    """
    match question.answer_type:
        case AnswerType.YES_NO_NA if question.code in not_here:
            return "na"
        case AnswerType.YES_NO | AnswerType.YES_NO_NA:
            return "no" if question.nc_rule == ". = 'yes'" else "yes"
        case AnswerType.CHOICES:
            return ["none"]
    raise LookupError(f"nothing is told of {question.code}")


def value_of(question: Question, said: Said, *, not_here: frozenset[str]) -> Value:
    """The value a question gets in a story.

    Raises:
        LookupError: the story has none and there is no ordinary one.
    """
    value = said.value
    if value is None:
        return ordinary(question, not_here=not_here)
    if not given(question, value).is_answer:
        raise LookupError(f"{value!r} doesn't answer {question.code}")
    return value
