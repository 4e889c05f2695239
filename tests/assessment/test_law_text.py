"""Texts of a checklist say what the law of the day says, and how far to trust it."""

from dataclasses import replace
from datetime import date

import pytest

from bwassess.assessment.law import LawOnDay
from bwassess.assessment.law_text import case_in_words, law_in_text, value_in_words
from bwassess.checklist.model import Checklist
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


def cells(**labels: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(name, Text.of({"en": label, "vi": f"{label} (vi)"}))
        for name, label in labels.items()
    )


KINDS = (
    ParameterKind("ages", Text(), Shape.LIST, "year"),
    ParameterKind("hours", Text(), Shape.LIST, cases=cells(day="A day", week="A week")),
    ParameterKind("leave", Text(), Shape.STEPS, "day/year", steps_by="year of service"),
    ParameterKind("gate", Text(), Shape.CHOICE, values=cells(notice="Notice needed")),
    ParameterKind("night", Text(), Shape.WINDOW),
)


def said(text: str, *parameters: Parameter, language: str = "en") -> str:
    checklist = Checklist(
        form_id="f",
        version="1",
        title="F",
        edition="",
        country="",
        languages=("en",),
        items=(),
        parameter_kinds=KINDS,
        parameters=tuple(
            replace(its, verified_by="Sok Dara", verified_on=DAY)
            if its.verified_by == ""
            else replace(its, verified_by="")
            for its in parameters
        ),
    )
    return law_in_text(text, LawOnDay(checklist, DAY), language)


UNVERIFIED = "nobody"
"""Stands in `verified_by` for what `said` leaves unverified."""


def test_that_a_text_says_the_law_of_the_day() -> None:
    its = said(
        "By law: {law: ages}; {law:hours/week}.",
        Parameter("ages", RULE, "14", valid_to=date(2025, 12, 31)),
        Parameter("ages", RULE, "15", valid_from=date(2026, 1, 1)),
        Parameter("hours", RULE, "48", unit="hour/week", case="week"),
    )
    assert its == "By law: 15 years; 48 hours a week."


def test_that_the_three_states_are_told_apart() -> None:
    text = "{law: ages}"
    assert said(text) == "not known"
    assert said(text, Parameter("ages", UNSURE)) == "not known"
    assert said(text, Parameter("ages", NONE)) == "no such rule"
    assert said("{law: nothing/of_this}") == "not known"


def test_that_what_nobody_has_verified_says_so() -> None:
    text = "{law: ages}"
    assert (
        said(text, Parameter("ages", RULE, "15", verified_by=UNVERIFIED))
        == "15 years (not verified)"
    )
    assert (
        said(text, Parameter("ages", NONE, verified_by=UNVERIFIED))
        == "no such rule (not verified)"
    )
    assert said(text, Parameter("ages", UNSURE, verified_by=UNVERIFIED)) == "not known"
    assert (
        said(text, Parameter("ages", RULE, "15", verified_by=UNVERIFIED, conflict=True))
        == "15 years (not verified; sources disagree)"
    )


def test_that_steps_are_told_with_their_bounds() -> None:
    its = said(
        "{law: leave}",
        Parameter("leave", RULE, "30", lower="10"),
        Parameter("leave", RULE, "14", lower="0", upper="5"),
        Parameter("leave", RULE, "21", lower="5", upper="10"),
    )
    assert its == (
        "14 days a year (under 5 years of service), "
        "21 days a year (from 5 to under 10 years of service), "
        "30 days a year (from 10 years of service)"
    )


def test_that_what_holds_for_some_is_told_with_its_scope() -> None:
    its = said(
        "{law: ages}",
        Parameter("ages", RULE, "15"),
        Parameter("ages", RULE, "16", scope="region I"),
    )
    assert its == "15 years, 16 years (region I)"


def test_that_what_isnt_known_for_some_isnt_told() -> None:
    its = said(
        "{law: ages}",
        Parameter("ages", UNSURE),
        Parameter("ages", RULE, "16", scope="region I"),
        Parameter("ages", UNSURE, scope="region II"),
    )
    assert its == "16 years (region I)"


def test_that_a_key_without_an_ordinary_case_tells_all_it_knows() -> None:
    hours = (
        Parameter("hours", RULE, "48", unit="hour/week", case="week"),
        Parameter("hours", RULE, "8", unit="hour/day", case="day"),
    )
    assert said("{law: hours}", *hours) == (
        "A day: 8 hours a day; A week: 48 hours a week"
    )
    assert said("{law: hours}", hours[0], Parameter("hours", UNSURE, case="day")) == (
        "A week: 48 hours a week"
    )
    assert said("{law: hours}", Parameter("hours", UNSURE, case="day")) == "not known"
    assert said("{law: hours/year}", *hours) == "not known"


def test_that_words_and_hours_of_the_day_are_said() -> None:
    text = "{law: gate}, {law: night}"
    its = (
        Parameter("gate", RULE, "notice"),
        Parameter("night", RULE, "22:00-05:00"),
    )
    assert said(text, *its) == "Notice needed, 22:00-05:00"
    assert said(text, *its, language="vi") == "Notice needed (vi), 22:00-05:00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("km", "15 ឆ្នាំ (មិនទាន់ផ្ទៀងផ្ទាត់)"),
        ("vi", "15 năm (chưa xác minh)"),
        ("ar", "15 سنة (غير متحقق منه)"),
        ("bn", "15 years (not verified)"),
    ],
)
def test_that_it_is_said_in_the_language_of_the_text(
    language: str, expected: str
) -> None:
    its = Parameter("ages", RULE, "15", verified_by=UNVERIFIED)
    assert said("{law: ages}", its, language=language) == expected


@pytest.mark.parametrize("text", ["", "No law.", "{law}", "{law: }", "{laws: a}", "{}"])
def test_that_other_texts_stay_as_they_are(text: str) -> None:
    assert said(text) == text


def test_that_a_value_and_what_it_holds_for_can_be_said_alone() -> None:
    hours, leave = KINDS[1], KINDS[2]
    week = Parameter("hours", RULE, "48", unit="hour/week", case="week", scope="Sindh")
    assert value_in_words(week, hours, "en") == "48 hours a week"
    assert case_in_words(week, hours, "en") == "A week; Sindh"
    step = Parameter("leave", RULE, "14", upper="5")
    assert case_in_words(step, leave, "en") == "under 5 years of service"
    assert case_in_words(Parameter("x", RULE, "y"), None, "en") == ""
    assert value_in_words(Parameter("x", RULE, "y z"), None, "en") == "y z"
