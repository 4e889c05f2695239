"""National law answers by day, case and step; only a rule of everybody's answers."""

from datetime import date

import pytest

from bwassess.assessment.judgement import Because, QuestionState, Undetermined
from bwassess.assessment.judging import judge
from bwassess.assessment.law import LawOnDay
from bwassess.assessment.records import Answer
from bwassess.checklist.expression.values import UNKNOWN
from bwassess.checklist.library import load_shipped
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import (
    Cell,
    Parameter,
    ParameterKind,
    RuleState,
    Shape,
)
from bwassess.checklist.texts import Text

RULE, NONE, UNSURE = RuleState.RULE, RuleState.NONE, RuleState.UNKNOWN
DAY = date(2026, 11, 17)
CASES = tuple(Cell(name, Text.of({"en": name})) for name in ("days", "young"))
KINDS = (ParameterKind("leave", Text(), Shape.STEPS, "day/year", CASES),)


def law(*parameters: Parameter, day: date = DAY) -> LawOnDay:
    return LawOnDay(
        Checklist(
            form_id="f",
            version="1",
            title="F",
            edition="",
            country="",
            languages=("en",),
            items=(),
            parameter_kinds=KINDS,
            parameters=parameters,
        ),
        day,
    )


def test_that_a_rule_answers_as_a_number_or_as_it_stands() -> None:
    its = law(
        Parameter("ages", RULE, "15"),
        Parameter("ages", RULE, "18", case="hazardous"),
        Parameter("night", RULE, "22:00-05:00"),
    )
    assert its.value("ages", "") == 15.0
    assert its.value("ages", "hazardous") == 18.0
    assert its.value("night", "") == "22:00-05:00"
    assert its.value("ages", "light") is UNKNOWN


@pytest.mark.parametrize("state", [NONE, UNSURE])
def test_that_only_a_rule_answers(state: RuleState) -> None:
    its = law(Parameter("ages", state, "15"))
    assert its.value("ages", "") is UNKNOWN
    assert its.step("ages", "", 3) is UNKNOWN


@pytest.mark.parametrize(
    ("day", "wage"), [(date(2025, 12, 31), 208.0), (date(2026, 1, 1), 210.0)]
)
def test_that_the_day_picks_the_value(day: date, wage: float) -> None:
    its = law(
        Parameter("wage", RULE, "208", valid_to=date(2025, 12, 31)),
        Parameter("wage", RULE, "210", valid_from=date(2026, 1, 1)),
        day=day,
    )
    assert its.value("wage", "") == wage


@pytest.mark.parametrize(
    ("years", "days"),
    [(0, 14.0), (4.99, 14.0), (5, 21.0), (float("inf"), 21.0), (-1, UNKNOWN)],
)
def test_that_a_step_holds_from_its_lower_bound_to_before_its_upper(
    years: float, days: object
) -> None:
    its = law(
        Parameter("leave", RULE, "21", case="days", lower="5"),
        Parameter("leave", RULE, "14", case="days", lower="0", upper="5"),
    )
    assert its.step("leave", "days", years) == days
    assert its.step("leave", "days", float("nan")) is UNKNOWN
    assert its.value("leave", "days") is UNKNOWN


def test_that_what_holds_always_is_a_step_too() -> None:
    its = law(Parameter("leave", RULE, "18", case="days"))
    assert its.step("leave", "days", 7) == 18.0


def test_that_a_value_for_some_answers_nobody_and_is_told() -> None:
    for_some = Parameter("wage", RULE, "230", scope="garment sector")
    for_all = Parameter("wage", RULE, "290")
    assert law(for_some).value("wage", "") is UNKNOWN
    assert law(for_some).step("wage", "", 1) is UNKNOWN
    assert law(for_some, for_all).value("wage", "") == 290.0
    assert law(for_some, for_all).said("wage", "") == (for_all, for_some)


def test_that_steps_and_cases_are_told_in_their_order() -> None:
    later = Parameter("leave", RULE, "21", case="days", lower="10")
    first = Parameter("leave", RULE, "14", case="days", upper="5")
    middle = Parameter("leave", RULE, "18", case="days", lower="5", upper="10")
    young = Parameter("leave", RULE, "15", case="young")
    its = law(young, later, first, middle)
    assert its.said("leave", "days") == (first, middle, later)
    assert its.cases("leave") == ("days", "young")


def test_that_the_worst_reason_is_given() -> None:
    its = law(
        Parameter("a", UNSURE),
        Parameter("b", NONE),
        Parameter("c", RULE, "words"),
    )
    assert its.why(["a", "b", "c"]) == Undetermined(Because.NOT_KNOWN, ("a",))
    assert its.why(["b", "c"]) == Undetermined(Because.NO_RULE, ("b",))
    assert its.why(["c"]) == Undetermined(Because.NO_NUMBER, ("c",))
    assert its.why(["d"]) == Undetermined(Because.NOT_KNOWN, ("d",))


@pytest.mark.parametrize(
    ("workers", "disabled", "state"),
    [
        (120, 1, QuestionState.FINDING),
        (120, 2, QuestionState.MET),
        (99, 0, QuestionState.MET),
        (None, 0, QuestionState.FINDING),
    ],
)
def test_that_a_quota_holds_from_the_size_the_law_names(
    workers: int | None, disabled: int, state: QuestionState
) -> None:
    asked, size = QuestionId("DI4.01"), QuestionId("SI.07")
    share = {"n": str(disabled), "of": str(workers or 50)}
    answers = {asked: Answer(asked, value=share)}
    if workers is not None:
        answers[size] = Answer(size, value=str(workers))
    judgement = judge(load_shipped("kh"), answers, day=DAY)
    assert judgement.questions[asked].state is state
