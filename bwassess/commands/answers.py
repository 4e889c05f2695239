"""An answer typed in a terminal as the value of its question's kind."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bwassess.errors import BwassessError
from bwassess.text import _

if TYPE_CHECKING:
    from bwassess.assessment.judge import Judge
    from bwassess.assessment.records import Answer
    from bwassess.checklist.given import Value
    from bwassess.checklist.model import Question
    from bwassess.checklist.names import QuestionId

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class WrongAnswerError(BwassessError):
    """What was typed doesn't answer the question; the message says what would."""


def parse(question: "Question", typed: str) -> "Value":
    """The value that was typed.

    Raises:
        WrongAnswerError: it is no answer of this question's kind.
    """
    from bwassess.checklist.kinds import AnswerType

    said = typed.strip()
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return _choice(question, said)
        case AnswerType.CHOICES | AnswerType.RANK:
            names = [one.strip() for one in said.split(",") if one.strip()]
            chosen = [_choice(question, one) for one in names]
            if question.answer_type is AnswerType.RANK:
                return chosen
            return sorted(set(chosen))
        case AnswerType.NUMBER | AnswerType.INTEGER | AnswerType.RANGE:
            return _in_parts(question, said, _number)
        case AnswerType.RATIO | AnswerType.PERCENTAGE:
            return _in_parts(question, said, _n_of)
        case AnswerType.DATE:
            return _day(question, said)
        case AnswerType.ACKNOWLEDGE:
            return True
    if not said:
        raise _wrong(question, _("some text"))
    return said


def require_accepted(
    question: "Question",
    value: "Value",
    judge: "Judge",
    answers: "dict[QuestionId, Answer]",
    *,
    language: str,
) -> None:
    """Refuse a value that breaks the question's constraint, in the checklist's words.

    Raises:
        WrongAnswerError: it does.
    """
    from bwassess.assessment.judgement import Reason
    from bwassess.assessment.judging import Judging
    from bwassess.assessment.records import Answer

    said = {**answers, question.id: Answer(question.id, value=value)}
    judged = Judging(judge, said).judgement.questions[question.id]
    if Reason.CONSTRAINT in judged.missing:
        message = question.constraint_message.in_(language)
        raise WrongAnswerError(
            f"{question.code}: {message}"
            if message
            else _("{code}: this answer isn't possible.").format(code=question.code)
        )


def _choice(question: "Question", said: str) -> str:
    for choice in question.choices:
        if choice.name.lower() == said.lower():
            return choice.name
    names = ", ".join(choice.name for choice in question.choices)
    raise _wrong(question, _("one of: {names}").format(names=names))


def _in_parts(
    question: "Question", said: str, one: "Callable[[Question, str], Value]"
) -> "Value":
    if not question.parts:
        return one(question, said)
    wanted = [part.name for part in question.parts]
    pairs = {
        name.strip().lower(): value.strip()
        for name, _sign, value in (each.partition("=") for each in said.split(","))
    }
    if sorted(pairs) != sorted(wanted):
        raise _wrong(question, ",".join(f"{name}=…" for name in wanted))
    return {name: one(question, pairs[name]) for name in wanted}


def _number(question: "Question", said: str) -> str:
    if not _NUMBER.fullmatch(said):
        raise _wrong(question, _("a number such as 12 or 3.5"))
    return _shortest(Decimal(said))


def _n_of(question: "Question", said: str) -> "Value":
    n, sign, of = (each.strip() for each in said.partition("/"))
    if not (sign and _NUMBER.fullmatch(n) and _NUMBER.fullmatch(of)):
        raise _wrong(question, _("how many of how many, such as 31/1061"))
    return {"n": _shortest(Decimal(n)), "of": _shortest(Decimal(of))}


def _shortest(number: Decimal) -> str:
    """One spelling for one number: no plus, no zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(question: "Question", said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise _wrong(question, _("a date such as 2026-11-17")) from None


def _wrong(question: "Question", wanted: str) -> WrongAnswerError:
    return WrongAnswerError(
        _("{code} can't be answered like that; type {wanted}.").format(
            code=question.code, wanted=wanted
        )
    )
