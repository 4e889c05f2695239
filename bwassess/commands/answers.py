"""An answer typed in a terminal as the value of its question's kind."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bwassess.errors import BwassessError
from bwassess.text import _

if TYPE_CHECKING:
    from bwassess.assessment.judge import Judge
    from bwassess.assessment.records import Answer
    from bwassess.checklist.given import Value
    from bwassess.checklist.model import Choice, Question
    from bwassess.checklist.names import QuestionId

_AGREED = frozenset({"yes", "ok", "true"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class WrongAnswerError(BwassessError):
    """What was typed doesn't answer the question; the message says what would."""


_NAMED = 30
"""How many choices a refusal names: those of a file may be thousands."""


def parse(
    question: "Question", typed: str, *, offered: "tuple[Choice, ...] | None" = None
) -> "Value":
    """The value that was typed.

    Args:
        question: What is answered.
        typed: As somebody wrote it.
        offered: The choices there are, given the other answers or a file; None for
            all of the question's own.

    Raises:
        WrongAnswerError: it is no answer of this question's kind.
    """
    from bwassess.checklist.kinds import AnswerType

    said = typed.strip()
    choices = question.choices if offered is None else offered
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return _choice(question, said, choices)
        case AnswerType.CHOICES | AnswerType.RANK:
            names = [one.strip() for one in said.split(",") if one.strip()]
            chosen = [_choice(question, one, choices) for one in names]
            if question.answer_type is AnswerType.RANK:
                return chosen
            return sorted(set(chosen))
        case AnswerType.NUMBER:
            return _in_parts(question, said, _number)
        case AnswerType.INTEGER:
            return _in_parts(question, said, _whole)
        case AnswerType.RANGE:
            return _on_scale(question, said)
        case AnswerType.RATIO | AnswerType.PERCENTAGE:
            return _in_parts(question, said, _n_of)
        case AnswerType.DATE:
            return _day(question, said)
        case AnswerType.TIME:
            return _hour(question, said)
        case AnswerType.DATETIME:
            return _moment(question, said)
        case AnswerType.GEOPOINT | AnswerType.GEOTRACE | AnswerType.GEOSHAPE:
            return _place(question, said)
        case AnswerType.ACKNOWLEDGE:
            if said.lower() not in _AGREED:
                raise _wrong(question, "yes")
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
            f"{question.code}: {message}" if message else _impossible(question)
        )


def _choice(question: "Question", said: str, choices: "tuple[Choice, ...]") -> str:
    names = [choice.name for choice in choices]
    # In a file, names may differ by their case alone.
    if said in names:
        return said
    for name in names:
        if name.lower() == said.lower():
            return name
    if not names:
        raise WrongAnswerError(_impossible(question))
    shown = [*names[:_NAMED], *("…" for _more in names[_NAMED : _NAMED + 1])]
    raise _wrong(question, _("one of: {names}").format(names=", ".join(shown)))


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


def _whole(question: "Question", said: str) -> str:
    number = _number(question, said)
    if "." in number:
        raise _wrong(question, _("a whole number such as 12"))
    return number


def _on_scale(question: "Question", said: str) -> str:
    """A number between the ends of a scale, on one of its steps."""
    given = dict(question.options)
    start, end = Decimal(given.get("start", "1")), Decimal(given.get("end", "10"))
    step = Decimal(given.get("step", "1")) or Decimal(1)
    number = Decimal(_number(question, said))
    low, high = sorted((start, end))
    if not low <= number <= high or (number - start) % step:
        raise _wrong(
            question,
            _("a number from {start} to {end}, by steps of {step}").format(
                start=start, end=end, step=step
            ),
        )
    return _shortest(number)


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


def _hour(question: "Question", said: str) -> str:
    from bwassess.assessment.typed import read_hour

    hour = read_hour(said)
    if hour is None:
        raise _wrong(question, _("a time such as 10:30"))
    return f"{hour:%H:%M}"


def _moment(question: "Question", said: str) -> str:
    """Without a zone of its own it is one of this machine's clock."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise _wrong(question, _("a day and time such as 2026-11-17T10:30")) from None
    there = moment if moment.tzinfo is not None else moment.astimezone()
    return there.isoformat()


def _place(question: "Question", said: str) -> str:
    from bwassess.assessment.coordinates import (
        UnreadPlaceError,
        kept_points,
        read_point,
        read_points,
    )
    from bwassess.checklist.kinds import AnswerType

    try:
        if question.answer_type is AnswerType.GEOPOINT:
            return read_point(said).kept
        closed = question.answer_type is AnswerType.GEOSHAPE
        return kept_points(read_points(said, closed=closed))
    except UnreadPlaceError as error:
        wanted = _("latitude and longitude such as 11.5564, 104.9282; several with ;")
        raise _wrong(question, wanted) from error


def _impossible(question: "Question") -> str:
    return _("{code}: this answer isn't possible.").format(code=question.code)


def _wrong(question: "Question", wanted: str) -> WrongAnswerError:
    return WrongAnswerError(
        _("{code} can't be answered like that; type {wanted}.").format(
            code=question.code, wanted=wanted
        )
    )
