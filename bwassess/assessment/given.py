"""An answer's value as expressions see it, and whether it answers its question.

Values come from other devices and older versions of a question too: what doesn't fit
the question as it is asked now counts as not answered and is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import copysign, inf, isnan, nan
from types import MappingProxyType

from bwassess.assessment.values import Value
from bwassess.checklist.expression.values import Known, as_date, as_number
from bwassess.checklist.model import AnswerType, Question

_NO_PARTS: Mapping[str, Known] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to a question.

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
    """Understand an answer's value as an answer to a question."""
    if value is None:
        return NOTHING
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return _choice(question, value)
        case AnswerType.CHOICES:
            return _choices(question, value)
        case AnswerType.NUMBER | AnswerType.RATIO | AnswerType.PERCENTAGE:
            return _amounts(question, value)
        case AnswerType.DATE:
            day = as_date(value) if isinstance(value, str) else None
            return NOTHING if day is None else Given(day, is_answer=True)
        case AnswerType.TEXT:
            if isinstance(value, str) and value.strip():
                return Given(value, is_answer=True)
            return NOTHING


def _choice(question: Question, value: Value) -> Given:
    if isinstance(value, str) and any(c.name == value for c in question.choices):
        return Given(value, is_answer=True)
    return NOTHING


def _choices(question: Question, value: Value) -> Given:
    """None of the choices is an answer too, as long as it was said."""
    if not isinstance(value, list | tuple):
        return NOTHING
    names = [choice.name for choice in question.choices if choice.name in value]
    return Given(" ".join(names), is_answer=len(names) > 0 or not value)


def _amounts(question: Question, value: Value) -> Given:
    amount = _number if question.answer_type is AnswerType.NUMBER else _quotient
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
