"""What a form calculates, as an answer to the question it stands in."""

from math import isfinite, isnan, trunc

from bwassess.checklist.expression.values import (
    UNKNOWN,
    Value,
    as_date,
    as_number,
    as_text,
    as_time,
    as_truth,
)
from bwassess.checklist.given import Given, given
from bwassess.checklist.given import Value as Kept
from bwassess.checklist.kinds import NUMBERS, SEVERAL_CHOICES, AnswerType
from bwassess.checklist.model import Question


def cast(question: Question, value: Value) -> Given:
    """A value as what was given to a question; nothing where it can't be."""
    return given(question, kept(question, value))


def kept(question: Question, value: Value) -> Kept:
    """A value as it is kept as an answer; None where it is none."""
    if value is UNKNOWN or value == "":
        return None
    if isinstance(value, float) and isnan(value):
        return None
    kind = question.answer_type
    if kind in NUMBERS:
        number = as_number(value)
        if not isfinite(number):
            return None
        return as_text(float(trunc(number)) if kind is AnswerType.INTEGER else number)
    if kind is AnswerType.DATE:
        day = as_date(value)
        return None if day is None else day.isoformat()
    if kind is AnswerType.TIME:
        clock = as_time(value)
        return None if clock is None else as_text(clock)
    if kind in SEVERAL_CHOICES:
        return as_text(value).split()
    if kind is AnswerType.ACKNOWLEDGE:
        return as_truth(value) or None
    return as_text(value)
