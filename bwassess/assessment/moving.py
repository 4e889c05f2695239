"""What becomes of an assessment's answers in another version of its checklist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bwassess.assessment.records import Answer
from bwassess.checklist.comparing import Comparison, What, compare
from bwassess.checklist.given import given
from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.names import QuestionId, lineage_of


class Fate(StrEnum):
    CARRIES = "carries"
    """Nothing that an answer rests on has changed."""
    LOOK_AGAIN = "look_again"
    """Asked otherwise, or judged otherwise."""
    DOES_NOT_FIT = "does_not_fit"
    """Still asked; the answer is kept and no longer answers it."""
    NO_PLACE = "no_place"
    """No longer asked; the answer is kept."""


_ANSWER_RESTS_ON = frozenset(
    {What.ANSWER, What.REWORDED, What.RULE, What.MEDIA, What.CONDITIONS}
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of one answer, and why.

    Attributes:
        question: As it is asked after the move, or as it was asked last.
    """

    id: QuestionId
    question: Question
    fate: Fate
    what: tuple[What, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A move from one version to another, as it is shown before it is done.

    Attributes:
        answers: What becomes of each answer given so far.
        to_ask: The questions that only the new version asks.
    """

    comparison: Comparison
    answers: tuple[Moved, ...]
    to_ask: tuple[Question, ...]

    def with_fate(self, *fates: Fate) -> tuple[Moved, ...]:
        return tuple(one for one in self.answers if one.fate in fates)


def moving(
    old: Checklist, new: Checklist, answers: Mapping[QuestionId, Answer]
) -> Move:
    """Look ahead at a move; nothing is lost by it, whatever it finds."""
    comparison = compare(old, new)
    to_ask = tuple(
        one.question for one in comparison.with_a(What.ADDED) if one.question.is_asked
    )
    return Move(comparison, tuple(_moved(comparison, answers)), to_ask)


def _moved(
    comparison: Comparison, answers: Mapping[QuestionId, Answer]
) -> Iterator[Moved]:
    old, new = comparison.old, comparison.new
    differences = {one.id: one for one in comparison.questions}
    order = {question.id: at for at, question in enumerate(new.questions)}
    for id_, answer in sorted(
        answers.items(), key=lambda item: order.get(lineage_of(item[0]), len(order))
    ):
        if answer.is_open:
            continue
        if not new.asks(id_):
            if old.asks(id_):
                yield Moved(id_, old.question(id_), Fate.NO_PLACE, (What.REMOVED,))
            continue
        question = new.question(id_)
        difference = differences.get(lineage_of(id_))
        what = difference.what if difference is not None else ()
        if not given(question, answer.value).is_answer:
            yield Moved(id_, question, Fate.DOES_NOT_FIT, what)
        elif _ANSWER_RESTS_ON.intersection(what):
            yield Moved(id_, question, Fate.LOOK_AGAIN, what)
        else:
            yield Moved(id_, question, Fate.CARRIES, what)
