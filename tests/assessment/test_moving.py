"""A move to another version loses no answer, and says which need a look."""

from dataclasses import replace

from bwassess.assessment.moving import Fate, moving
from bwassess.assessment.records import Answer
from bwassess.checklist.comparing import What
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.texts import Text
from tests.factories import make_checklist, make_question

A, B, C, D = (make_question(n, answer_type=AnswerType.YES_NO) for n in range(4))
ANSWERS = {one.id: Answer(one.id, "yes") for one in (A, B, C)}


def _fates(*after: object) -> dict[str, Fate]:
    new = make_checklist(after)  # type: ignore[arg-type]
    move = moving(make_checklist([A, B, C]), new, ANSWERS)
    return {one.id: one.fate for one in move.answers}


def test_that_what_is_asked_as_before_carries_over() -> None:
    clearer = replace(B, guidance=Text.of({"en": "Ask the mechanic."}))
    assert _fates(A, clearer, C) == {
        A.id: Fate.CARRIES,
        B.id: Fate.CARRIES,
        C.id: Fate.CARRIES,
    }


def test_that_what_is_asked_or_judged_otherwise_needs_a_look() -> None:
    reworded = replace(A, label=Text.of({"en": "Is it otherwise?"}))
    ruled = replace(B, nc_rule=". = 'yes'")
    fates = _fates(reworded, ruled, C)
    assert fates[A.id] is Fate.LOOK_AGAIN
    assert fates[B.id] is Fate.LOOK_AGAIN
    assert fates[C.id] is Fate.CARRIES


def test_that_an_answer_of_another_kind_is_kept_and_does_not_fit() -> None:
    counted = replace(A, answer_type=AnswerType.NUMBER, choices=())
    assert _fates(counted, B, C)[A.id] is Fate.DOES_NOT_FIT


def test_that_an_answer_without_a_place_is_listed_with_its_question() -> None:
    move = moving(make_checklist([A, B, C]), make_checklist([A, B, D]), ANSWERS)
    (left,) = move.with_fate(Fate.NO_PLACE)
    assert left.question.label == C.label
    assert left.what == (What.REMOVED,)
    assert [one.id for one in move.to_ask] == [D.id]


def test_that_an_answer_nobody_asks_for_on_either_side_is_left_alone() -> None:
    other = {D.id: Answer(D.id, "no")}
    move = moving(make_checklist([A]), make_checklist([A]), other)
    assert move.answers == ()
