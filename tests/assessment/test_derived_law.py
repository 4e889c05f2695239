"""Numbers that follow from the law are computed, and shown as sure as their parts."""

from datetime import date

import pytest

from bwassess.assessment.derived_law import derived
from bwassess.assessment.law import LawOnDay
from bwassess.assessment.law_text import law_in_text
from bwassess.checklist.library import load_shipped
from bwassess.checklist.parameters import Parameter, RuleState

DAY = date(2026, 11, 17)
RULE = RuleState.RULE
PARTS = {
    ("pay_rate", "overtime"): [Parameter("pay_rate", RULE, "1.5", case="overtime")],
    ("pay_rate", "night"): [Parameter("pay_rate", RULE, "1.3", case="night")],
    ("pay_rate", "night_overtime_extra"): [
        Parameter("pay_rate", RULE, "0.2", case="night_overtime_extra")
    ],
}


def test_that_overtime_at_night_is_added_up_as_vietnam_does() -> None:
    law = LawOnDay(load_shipped("vn"), DAY)
    told = law.said("pay_rate", "overtime_night")
    assert [float(its.value) for its in told] == [2.0, 2.1, 2.7, 3.9]
    assert law.value("pay_rate", "overtime_night") == 2.0
    assert law_in_text("{law: pay_rate/overtime_night}", law, "en") == (
        "200 % of the normal wage, "
        "210 % of the normal wage (after overtime by day), "
        "270 % of the normal wage (weekly rest day), "
        "390 % of the normal wage (public holiday) (not verified)"
    )


def test_that_limits_of_all_hours_leave_what_is_overtime() -> None:
    law = LawOnDay(load_shipped("bd"), DAY)
    assert law.value("overtime_cap", "day") == 2.0
    assert law.value("overtime_cap", "week") == 12.0


def test_that_what_the_law_says_itself_stands() -> None:
    law = LawOnDay(load_shipped("kh"), DAY)
    assert law.value("pay_rate", "overtime_night") == 2.0
    (told,) = law.said("pay_rate", "overtime_night")
    assert told.level == "two_sources"
    assert LawOnDay(load_shipped("jo"), DAY).said("pay_rate", "overtime_night")[
        0
    ].state is (RuleState.NONE)


def test_that_a_sum_is_as_sure_as_its_parts() -> None:
    sure = {
        place: [
            Parameter(
                its.key,
                RULE,
                its.value,
                case=its.case,
                verified_by="Sok Dara",
                verified_on=DAY,
            )
            for its in values
        ]
        for place, values in PARTS.items()
    }
    assert all(its.is_verified for its in derived(sure))
    sure["pay_rate", "night"] = PARTS["pay_rate", "night"]
    assert not any(its.is_verified for its in derived(sure))


@pytest.mark.parametrize("missing", PARTS)
def test_that_nothing_follows_from_half_of_it(missing: tuple[str, str]) -> None:
    some = {place: values for place, values in PARTS.items() if place != missing}
    assert not list(derived(some))
    unknown = Parameter("pay_rate", RuleState.UNKNOWN, case=missing[1])
    assert not list(derived(some | {missing: [unknown]}))


@pytest.mark.parametrize(
    ("hours", "wages"), [(7, 14.0), (8, 17.0), (9, 21.0), (11, 29.0)]
)
def test_that_a_long_rest_day_in_indonesia_is_paid_hour_by_hour(
    hours: int, wages: float
) -> None:
    law = LawOnDay(load_shipped("id"), DAY)
    paid = [law.step("pay_rate", "rest_day", hour) for hour in range(hours)]
    assert sum(hour for hour in paid if isinstance(hour, float)) == wages


@pytest.mark.parametrize(
    ("edition", "place", "days"),
    [
        (
            "kh",
            "minimum_wage/regular",
            {
                date(2025, 12, 31): "USD 208 a month",
                date(2026, 1, 1): "USD 210 a month",
                date(2027, 1, 1): "not known",
            },
        ),
        (
            "bd",
            "maternity/leave",
            {date(2025, 11, 16): "112 days", date(2025, 11, 17): "120 days"},
        ),
        (
            "ht",
            "normal_hours/week",
            {
                date(2023, 6, 6): "not known",
                date(2023, 6, 7): "48 hours a week",
            },
        ),
        (
            "vn",
            "public_holidays",
            {
                date(2026, 6, 30): "11 days a year",
                date(2026, 7, 1): "12 days a year",
            },
        ),
    ],
)
def test_that_the_visits_day_picks_the_text_of_the_law(
    edition: str, place: str, days: dict[date, str]
) -> None:
    for day, said in days.items():
        law = LawOnDay(load_shipped(edition), day)
        told = law_in_text(f"{{law: {place}}}", law, "en")
        assert told.partition(" (")[0] == said
