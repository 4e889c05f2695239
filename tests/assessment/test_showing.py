"""Answers read as a person would say them."""

from dataclasses import replace

import pytest

from bwassess.assessment.showing import answer_text
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Choice, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.texts import Text


def question(kind: AnswerType, *, parts: bool = False) -> Question:
    names = {"yes": "Yes", "no": "No", "dust": "Dust", "noise": "Noise"}
    sexes = {"women": "women", "men": "men"}
    return Question(
        QuestionId("A1.01"),
        "A1.01",
        "a1_01",
        kind,
        Text.of({"en": "Asked?"}),
        choices=tuple(Choice(n, Text.of({"en": t})) for n, t in names.items()),
        parts=tuple(Choice(n, Text.of({"en": t})) for n, t in sexes.items() if parts),
    )


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (AnswerType.YES_NO, "no", "No"),
        (AnswerType.CHOICES, ("dust", "noise"), "Dust, Noise"),
        (AnswerType.NUMBER, "3.5", "3.5"),
        (AnswerType.RATIO, {"n": "9", "of": "223"}, "9 of 223"),
        (AnswerType.PERCENTAGE, {"n": "7", "of": "1284"}, "0.5 % (7 of 1284)"),
        (AnswerType.PERCENTAGE, {"n": "7", "of": "0"}, "7 of 0"),
        (AnswerType.DATE, "2026-11-17", "17/11/2026"),
        (AnswerType.TEXT, "two lines", "two lines"),
        (AnswerType.TEXT, None, ""),
        (AnswerType.DATE, "soon", ""),
        (AnswerType.RANK, ("noise", "dust"), "1. Noise, 2. Dust"),
        (AnswerType.TIME, "07:30:00", "07:30"),
        (AnswerType.DATETIME, "2026-11-17T10:30:00+07:00", "17/11/2026 10:30"),
        (AnswerType.GEOPOINT, "11.5564 104.9282 0 0", "11.5564, 104.9282"),
        (AnswerType.GEOTRACE, "11.1 104.1 0 0; 11.2 104.1 0 0", "2 points"),
        (AnswerType.GEOSHAPE, "1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0", "3 points"),
        (AnswerType.ACKNOWLEDGE, True, "Read and confirmed"),
        (AnswerType.IMAGE, "01a20563b37770858", "a picture"),
        (AnswerType.AUDIO, "01a20563b37770858", "a file"),
    ],
)
def test_that_an_answer_reads_as_said(
    kind: AnswerType, value: Value, said: str
) -> None:
    assert answer_text(question(kind), value, language="en") == said


def test_that_a_month_or_a_year_is_shown_as_far_as_it_was_asked() -> None:
    for appearance, said in (("month-year", "05/2024"), ("year", "2024")):
        asked = replace(question(AnswerType.DATE), appearance=appearance)
        assert answer_text(asked, "2024-05-01", language="en") == said


def test_that_parts_are_named_side_by_side() -> None:
    asked = question(AnswerType.RATIO, parts=True)
    value: Value = {"women": {"n": "31", "of": "1061"}, "men": {"n": "9", "of": "223"}}
    assert answer_text(asked, value, language="en") == "women 31 of 1061, men 9 of 223"
