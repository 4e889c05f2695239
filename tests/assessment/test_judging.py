"""Answers become findings, points met or not, and a list of what is missing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.assessment.judge import Judge
from bwassess.assessment.judgement import (
    Because,
    Judgement,
    PointState,
    QuestionState,
    Reason,
    public_findings,
)
from bwassess.assessment.judging import Judging, judge
from bwassess.assessment.records import Answer, Counts, Override
from bwassess.assessment.showing import finding_sentence
from bwassess.checklist.canonical import seal
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.texts import Text
from tests.factories import (
    VISIT,
    make_answers,
    make_checklist,
    make_question,
    make_value,
)


def _answers(values: Mapping[str, Value]) -> dict[QuestionId, Answer]:
    return {
        QuestionId(key): Answer(QuestionId(key), value=value)
        for key, value in values.items()
    }


def _one(
    value: Value,
    answer_type: AnswerType = AnswerType.YES_NO,
    *,
    day: date = VISIT,
    answer: Answer | None = None,
    **fields: object,
) -> tuple[Question, Judgement]:
    """A checklist of one question, answered and judged."""
    question = make_question(1, answer_type=answer_type, **fields)
    checklist = make_checklist([question])
    given_answer = replace(answer or Answer(question.id), value=value)
    return question, judge(checklist, {question.id: given_answer}, day=day)


def _state(value: Value, answer_type: AnswerType, **fields: object) -> QuestionState:
    question, judgement = _one(value, answer_type, **fields)
    return judgement.questions[question.id].state


@pytest.mark.parametrize(
    ("answer_type", "value", "state"),
    [
        (AnswerType.YES_NO, "no", QuestionState.FINDING),
        (AnswerType.YES_NO, "yes", QuestionState.MET),
        (AnswerType.YES_NO, None, QuestionState.OPEN),
        (AnswerType.YES_NO, "na", QuestionState.OPEN),
        (AnswerType.YES_NO_NA, "na", QuestionState.NA),
        (AnswerType.CHOICE, "dust", QuestionState.INFORMATION),
        (AnswerType.CHOICES, ("dust", "heat"), QuestionState.FINDING),
        (AnswerType.CHOICES, [], QuestionState.MET),
        (AnswerType.CHOICES, ["no longer asked"], QuestionState.OPEN),
        (AnswerType.NUMBER, "85", QuestionState.MET),
        (AnswerType.NUMBER, "85.1", QuestionState.FINDING),
        (AnswerType.NUMBER, "about 85", QuestionState.OPEN),
        (AnswerType.NUMBER, {"n": "1"}, QuestionState.OPEN),
        (AnswerType.PERCENTAGE, {"n": "5", "of": "100"}, QuestionState.MET),
        (AnswerType.PERCENTAGE, {"n": "4", "of": "100"}, QuestionState.FINDING),
        (AnswerType.PERCENTAGE, {"n": "0", "of": "0"}, QuestionState.MET),
        (AnswerType.PERCENTAGE, {"n": "5"}, QuestionState.OPEN),
        (AnswerType.TEXT, "Seen.", QuestionState.INFORMATION),
        (AnswerType.TEXT, "  ", QuestionState.OPEN),
        (AnswerType.DATE, "2024-01-01", QuestionState.FINDING),
        (AnswerType.DATE, "2026-11-01", QuestionState.MET),
        (AnswerType.DATE, "2026-13-01", QuestionState.OPEN),
    ],
)
def test_that_each_kind_of_answer_is_judged(
    answer_type: AnswerType, value: Value, state: QuestionState
) -> None:
    assert _state(value, answer_type) is state


def test_that_parts_are_judged_side_by_side_and_all_are_needed() -> None:
    enough = {"n": "45", "of": "1100"}
    few = {"n": "1", "of": "223"}
    assert _state({"women": enough, "men": few}, AnswerType.RATIO) is (
        QuestionState.FINDING
    )
    assert _state({"women": enough, "men": enough}, AnswerType.RATIO) is (
        QuestionState.MET
    )
    assert _state({"women": few}, AnswerType.RATIO) is QuestionState.OPEN
    nobody = {"n": "9", "of": "0"}
    assert _state({"women": enough, "men": nobody}, AnswerType.RATIO) is (
        QuestionState.MET
    )


@pytest.mark.parametrize(
    ("rule", "because", "key"),
    [
        (". > parameter('min_lux')", Because.NOT_KNOWN, "min_lux"),
        (". > parameter('never_named')", Because.NOT_KNOWN, "never_named"),
        (". > parameter('max_temp')", Because.NO_RULE, "max_temp"),
        (". > parameter('probation')", Because.NO_NUMBER, "probation"),
    ],
)
def test_that_only_a_rule_of_law_makes_a_finding(
    rule: str, because: Because, key: str
) -> None:
    question, judgement = _one("999", AnswerType.NUMBER, nc_rule=rule)
    judged = judgement.questions[question.id]
    assert judged.state is QuestionState.UNDETERMINED
    assert judged.derived is None
    assert judged.undetermined is not None
    assert judged.undetermined.because is because
    assert judged.undetermined.keys == (key,)
    assert judgement.points["OS1"].state is PointState.NOT_APPLICABLE


def test_that_the_law_of_the_day_is_applied() -> None:
    law = (
        Parameter("limit", RuleState.RULE, "10", valid_to=date(2025, 12, 31)),
        Parameter("limit", RuleState.RULE, "20", valid_from=date(2026, 1, 1)),
    )
    question = make_question(
        1, answer_type=AnswerType.NUMBER, nc_rule=". > parameter('limit')"
    )
    checklist = make_checklist([question], parameters=law)
    answers = _answers({question.id: "15"})
    before = judge(checklist, answers, day=date(2025, 12, 31))
    after = judge(checklist, answers, day=date(2026, 1, 1))
    assert before.findings == (question.id,)
    assert after.findings == ()


def test_that_an_override_holds_and_the_derived_finding_is_kept() -> None:
    answer = Answer(QuestionId(""), override=Override(False, "Repaired on the spot."))
    question, judgement = _one("no", answer=answer)
    judged = judgement.questions[question.id]
    assert judged.state is QuestionState.MET
    assert judged.derived is True
    assert judged.is_overridden
    assert judgement.missing == ()


def test_that_an_override_makes_a_finding_where_the_law_is_unknown() -> None:
    answer = Answer(QuestionId(""), override=Override(True, "Far too dark to sew."))
    question, judgement = _one(
        "3", AnswerType.NUMBER, answer=answer, nc_rule=". < parameter('min_lux')"
    )
    judged = judgement.questions[question.id]
    assert judged.state is QuestionState.FINDING
    assert judged.undetermined is not None


def test_that_what_is_missing_is_told_with_its_reason() -> None:
    asked = [
        make_question(1, answer_type=AnswerType.YES_NO),
        make_question(2, answer_type=AnswerType.NUMBER),
        make_question(3, answer_type=AnswerType.YES_NO),
        make_question(4, answer_type=AnswerType.TEXT),
        make_question(5, answer_type=AnswerType.YES_NO),
    ]
    checklist = make_checklist(asked)
    first, second, third, _fourth, fifth = (question.id for question in asked)
    answers = {
        second: Answer(second, value="-1"),
        third: Answer(third, value="no", override=Override(False, " ")),
        fifth: Answer(fifth, value="no", counts=Counts(5, 3)),
    }
    judgement = judge(checklist, answers, day=VISIT)
    assert [(item.question, item.reason) for item in judgement.missing] == [
        (first, Reason.UNANSWERED),
        (second, Reason.CONSTRAINT),
        (third, Reason.OVERRIDE_WITHOUT_REASON),
        (fifth, Reason.COUNTS),
    ]


def test_that_a_hidden_question_counts_nowhere_and_returns_whole() -> None:
    gate = make_question(1, answer_type=AnswerType.YES_NO, nc_rule="")
    inner = make_question(
        2, answer_type=AnswerType.YES_NO, relevant="${os1_01} = 'yes'"
    )
    last = make_question(3, answer_type=AnswerType.YES_NO, relevant="${os1_02} = 'no'")
    checklist = make_checklist([gate, inner, last])
    answers = _answers({gate.id: "no", inner.id: "no", last.id: "no"})

    hidden = judge(checklist, answers, day=VISIT)
    assert hidden.questions[inner.id].state is QuestionState.HIDDEN
    assert hidden.questions[last.id].state is QuestionState.HIDDEN
    assert hidden.total.tally.asked == 1
    assert hidden.missing == ()

    answers[gate.id] = replace(answers[gate.id], value="yes")
    shown = judge(checklist, answers, day=VISIT)
    assert shown.findings == (inner.id, last.id)


def test_that_an_unanswered_question_whose_value_has_no_place_asks_for_a_look() -> None:
    question, judgement = _one("na")
    assert judgement.questions[question.id].is_reworded
    question, judgement = _one("no", answer=Answer(QuestionId(""), revision="0" * 16))
    assert judgement.questions[question.id].is_reworded
    assert judgement.questions[question.id].state is QuestionState.FINDING


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (["no", None], PointState.NON_COMPLIANT),
        (["yes", None], PointState.OPEN),
        (["yes", "na"], PointState.COMPLIANT),
        (["na", "na"], PointState.NOT_APPLICABLE),
    ],
)
def test_that_one_finding_is_enough_for_a_point(
    values: list[Value], state: PointState
) -> None:
    asked = [
        make_question(number, answer_type=AnswerType.YES_NO_NA) for number in (1, 2)
    ]
    answers = _answers(
        {question.id: value for question, value in zip(asked, values, strict=True)}
    )
    judgement = judge(make_checklist(asked), answers, day=VISIT)
    assert judgement.points["OS1"].state is state
    rated = state in (PointState.COMPLIANT, PointState.NON_COMPLIANT)
    assert judgement.total.rated == rated


def test_that_publicly_reported_findings_depend_on_the_country() -> None:
    everywhere = make_question(
        1, answer_type=AnswerType.YES_NO, public_in=frozenset({"*"})
    )
    jordan = make_question(
        2, answer_type=AnswerType.YES_NO, public_in=frozenset({"JO"})
    )
    checklist = make_checklist([everywhere, jordan])
    judgement = judge(
        checklist, _answers({everywhere.id: "no", jordan.id: "no"}), day=VISIT
    )
    assert public_findings(checklist, judgement, country="KH") == (everywhere.id,)
    assert public_findings(checklist, judgement, country="JO") == (
        everywhere.id,
        jordan.id,
    )


def test_that_the_sentence_is_the_assessors_else_counted_else_plain() -> None:
    question = make_question(
        1,
        answer_type=AnswerType.YES_NO,
        finding=Text.of({"en": "Exits were locked.", "km": "ច្រកចេញចាក់សោ។"}),
        finding_counted=Text.of({"en": "${affected} of ${seen} exits were locked."}),
    )
    answer = Answer(question.id, value="no")
    counted = replace(answer, counts=Counts(2, 14))
    reworded = replace(counted, wording="The north exit was locked at noon.")
    assert finding_sentence(question, answer, language="en") == "Exits were locked."
    assert finding_sentence(question, counted, language="en") == (
        "2 of 14 exits were locked."
    )
    assert finding_sentence(question, counted, language="km") == "ច្រកចេញចាក់សោ។"
    assert finding_sentence(question, reworded, language="km") == reworded.wording


@given(st.integers(0, 2**32), st.data())
def test_that_judging_again_after_changes_equals_judging_all(
    seed: int, data: st.DataObject
) -> None:
    checklist = _tangled(seed)
    judge_of = Judge(checklist, day=VISIT)
    random = Random(seed)  # noqa: S311 - made-up answers
    answers = dict(make_answers(checklist, answered=0.6, seed=seed))
    judging = Judging(judge_of, answers)
    questions = list(checklist.questions)
    for _round in range(data.draw(st.integers(1, 6))):
        changed = data.draw(st.sets(st.sampled_from(questions), max_size=3))
        for question in changed:
            answers[question.id] = Answer(
                question.id,
                value=random.choice([None, make_value(question, random)]),
                override=random.choice([None, None, Override(True, "Seen.")]),
            )
        judging.take({question.id: answers[question.id] for question in changed})
        assert judging.judgement == Judging(judge_of, answers).judgement


def _tangled(seed: int) -> Checklist:
    """A checklist whose rules look at each other in many ways."""
    random = Random(seed)  # noqa: S311 - made-up answers
    asked: list[Question] = []
    for number in range(18):
        question = make_question(number, f"OS{number // 8 + 1}")
        others = [other.name for other in asked if not other.parts]
        fields: dict[str, object] = {}
        if others and random.random() < 0.5:
            fields["relevant"] = f"${{{random.choice(others)}}} != 9"
        if others and random.random() < 0.3:
            fields["required"] = f"${{{random.choice(others)}}} != ''"
        if others and random.random() < 0.3:
            fields["constraint"] = f"${{{random.choice(others)}}} != 7"
        if others and question.nc_rule and random.random() < 0.3:
            fields["nc_rule"] = (
                f"{question.nc_rule} or ${{{random.choice(others)}}} = 1"
            )
        asked.append(replace(question, **fields))  # type: ignore[arg-type]
    random.shuffle(asked)
    return make_checklist(asked)


@pytest.mark.parametrize(
    "fields",
    [
        {"nc_rule": "(. = 1"},
        {"nc_rule": "unheard_of(.)"},
        {"relevant": "${os1_01} = 1"},
        {"constraint": "${nobody} = 1"},
    ],
)
def test_that_a_checklist_with_a_broken_rule_is_refused_in_one_sentence(
    fields: dict[str, object],
) -> None:
    checklist = make_checklist([make_question(1, **fields)])
    with pytest.raises(ChecklistError, match="A rule of “Test checklist” can't be"):
        Judge(checklist, day=VISIT)


@given(st.integers(0, 2**32), st.floats(0, 1))
def test_that_every_question_asked_is_counted_once(seed: int, share: float) -> None:
    checklist = make_checklist(40)
    judgement = judge(
        checklist, make_answers(checklist, answered=share, seed=seed), day=VISIT
    )
    states = [judged.state for judged in judgement.questions.values()]
    hidden = states.count(QuestionState.HIDDEN)
    tally = judgement.total.tally
    assert tally.asked == len(states) - hidden
    assert tally.findings == states.count(QuestionState.FINDING)
    assert tally.open + tally.information_open == states.count(QuestionState.OPEN)
    assert sum(point.tally.asked for point in judgement.points.values()) == tally.asked


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(max_size=8)
    | st.sampled_from(["yes", "no", "na", "women", "n", "of", "12", "2026-01-01"])
    | st.binary(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
    ),
    max_leaves=6,
)


@given(st.sampled_from([kind for kind in AnswerType if kind.is_asked]), values)
def test_that_any_value_another_device_may_send_is_judged(
    answer_type: AnswerType, value: Value
) -> None:
    assert _state(value, answer_type) in QuestionState


def test_that_names_of_groups_are_judged_again_with_what_they_show() -> None:
    first, second = (
        make_question(number, answer_type=AnswerType.TEXT) for number in (1, 2)
    )
    plain = make_checklist([first, second])
    (cluster,) = plain.items
    assert isinstance(cluster, Group)
    label = Text.of({"en": f"Line ${{{first.name}}}"})
    checklist = seal(replace(plain, items=(replace(cluster, label=label),)))
    judging = Judging(Judge(checklist, day=VISIT), {})
    assert judging.judgement.headings == {None: ((first.name, ""),)}

    judging.take(_answers({first.id: "7"}))
    assert judging.judgement.headings == {None: ((first.name, "7"),)}
    before = judging.judgement
    judging.take(_answers({second.id: "night"}))
    assert judging.judgement.headings == before.headings
    said = _answers({first.id: "7", second.id: "night"})
    assert judging.judgement == judge(checklist, said, day=VISIT)
