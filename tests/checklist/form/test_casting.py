"""What is calculated becomes an answer as somebody would have given it."""

from datetime import UTC, date, datetime

import pytest

from bwassess.checklist.expression.values import NAN, UNKNOWN, Value
from bwassess.checklist.form.casting import cast, kept
from bwassess.checklist.given import NOTHING
from bwassess.checklist.given import Value as Kept
from bwassess.checklist.kinds import AnswerType
from tests.checklist.form.forms import asked, choices

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        (AnswerType.INTEGER, 2.9, "2"),
        (AnswerType.INTEGER, -2.9, "-2"),
        (AnswerType.NUMBER, 2.5, "2.5"),
        (AnswerType.NUMBER, "12", "12"),
        (AnswerType.NUMBER, "many", None),
        (AnswerType.NUMBER, NAN, None),
        (AnswerType.NUMBER, True, "1"),
        (AnswerType.TEXT, True, "true"),
        (AnswerType.TEXT, 3.0, "3"),
        (AnswerType.TEXT, "", None),
        (AnswerType.DATE, MOMENT, "2026-11-22"),
        (AnswerType.DATE, date(2026, 1, 2), "2026-01-02"),
        (AnswerType.DATE, "soon", None),
        (AnswerType.TIME, MOMENT, "09:30:00.000+00:00"),
        (AnswerType.DATETIME, MOMENT, "2026-11-22T09:30:00.000+00:00"),
        (AnswerType.CHOICES, "a b", ["a", "b"]),
        (AnswerType.ACKNOWLEDGE, "OK", True),
        (AnswerType.ACKNOWLEDGE, False, None),
        (AnswerType.TEXT, UNKNOWN, None),
        (AnswerType.TEXT, NAN, None),
        (AnswerType.CALCULATE, NAN, None),
    ],
)
def test_that_a_value_is_kept_as_its_question_keeps_answers(
    kind: AnswerType, value: Value, answer: Kept
) -> None:
    question = asked("q", kind, choices=choices("a", "b"))
    assert kept(question, value) == answer
    assert cast(question, value).is_answer is (answer is not None)


def test_that_a_choice_nobody_has_is_no_answer() -> None:
    question = asked("q", AnswerType.CHOICE, choices=choices("a", "b"))
    assert cast(question, "c") == NOTHING
    assert cast(question, "a").own == "a"
