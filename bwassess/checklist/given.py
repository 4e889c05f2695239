"""What was given to a question: as it is kept, and as expressions see it.

Values come from other devices and older versions of a question too: what doesn't fit
the question as it is asked now counts as not answered and is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from math import copysign, inf, isnan, nan
from types import MappingProxyType
from typing import TypeAlias

from bwassess.checklist.expression.values import Known, as_date, as_number
from bwassess.checklist.kinds import NUMBERS, AnswerType
from bwassess.checklist.model import Question

Value: TypeAlias = (
    "bool | int | str | bytes | Sequence[Value] | Mapping[str, Value] | None"
)
"""What is kept: null, boolean, 64-bit integer, text, bytes, list or map with text keys.

No floats: a decimal number is text.
"""

_NO_PARTS: Mapping[str, Known] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to a question, as expressions see it.

    Attributes:
        own: What `.` stands for; empty for a question with parts.
        parts: What `part(...)` stands for.
        is_answer: Whether it answers the question, all of its parts included.
    """

    own: Known = ""
    parts: Mapping[str, Known] = field(default_factory=lambda: _NO_PARTS)
    is_answer: bool = False


NOTHING = Given()


def given(question: Question, value: Value) -> Given:
    """Understand what is kept as an answer to a question."""
    if value is None:
        return NOTHING
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return _choice(question, value)
        case AnswerType.CHOICES | AnswerType.RANK:
            return _choices(question, value)
        case (
            AnswerType.NUMBER
            | AnswerType.INTEGER
            | AnswerType.RANGE
            | AnswerType.RATIO
            | AnswerType.PERCENTAGE
        ):
            return _amounts(question, value)
        case AnswerType.DATE:
            day = as_date(value) if isinstance(value, str) else None
            return NOTHING if day is None else Given(day, is_answer=True)
        case AnswerType.TIME:
            return _said(value) if _is(time, value) else NOTHING
        case AnswerType.DATETIME:
            return _said(value) if _is(datetime, value) else NOTHING
        case AnswerType.ACKNOWLEDGE:
            return Given("OK", is_answer=True) if value is True else NOTHING
    return _said(value)


def _said(value: Value) -> Given:
    if isinstance(value, str) and value.strip():
        return Given(value, is_answer=True)
    return NOTHING


def _is(kind: type[time] | type[datetime], value: Value) -> bool:
    try:
        return isinstance(value, str) and kind.fromisoformat(value) is not None
    except ValueError:
        return False


def _choice(question: Question, value: Value) -> Given:
    """Choices that come from a file or a repeat can't be told from here."""
    if isinstance(value, str) and (
        question.choices_from or any(c.name == value for c in question.choices)
    ):
        return Given(value, is_answer=True)
    return NOTHING


def _choices(question: Question, value: Value) -> Given:
    """None of the choices is an answer too, as long as it was said."""
    if not isinstance(value, list | tuple):
        return NOTHING
    known = {choice.name for choice in question.choices}
    said = [name for name in value if isinstance(name, str)]
    if question.answer_type is AnswerType.RANK or question.choices_from:
        names = [name for name in said if question.choices_from or name in known]
    else:
        names = [choice.name for choice in question.choices if choice.name in said]
    return Given(" ".join(names), is_answer=len(names) > 0 or not value)


def _amounts(question: Question, value: Value) -> Given:
    amount = _number if question.answer_type in NUMBERS else _quotient
    if not question.parts:
        single = amount(value)
        return NOTHING if single is None else Given(single, is_answer=True)
    if not isinstance(value, Mapping):
        return NOTHING
    parts = {
        part.name: number
        for part in question.parts
        if (number := amount(value.get(part.name))) is not None
    }
    return Given("", MappingProxyType(parts), len(parts) == len(question.parts))


def _number(value: Value) -> float | None:
    if not isinstance(value, str):
        return None
    number = as_number(value)
    return None if isnan(number) else number


def _quotient(value: Value) -> float | None:
    """`n` of `of`; of nobody is no number, and compares with nothing."""
    if not isinstance(value, Mapping):
        return None
    n, of = _number(value.get("n")), _number(value.get("of"))
    if n is None or of is None:
        return None
    if of == 0:
        return copysign(inf, n) if n else nan
    return n / of
