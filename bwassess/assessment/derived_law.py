"""What follows from the law by arithmetic, where the law doesn't say it itself.

Vietnam pays overtime at night with the rate of overtime, the supplement of the night
and a fifth of the day's rate; Bangladesh limits all hours of a day, and so overtime.
Such numbers are computed from what is typed, and never typed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from bwassess.checklist.parameters import Parameter, RuleState

Cases: TypeAlias = Mapping[tuple[str, str], Sequence[Parameter]]
"""What is in force, by key and case."""

_NIGHTS = (
    # Which rate, whether the night's share is of that rate, and for whom.
    ("overtime", False, ""),
    ("overtime", True, "after overtime by day"),
    ("rest_day", True, "weekly rest day"),
    ("holiday", True, "public holiday"),
)
_TOTALS = (("day", "day_total"), ("week", "week_total"))


def derived(cases: Cases) -> Iterator[Parameter]:
    """Values of cases of which nothing is said."""
    if ("pay_rate", "overtime_night") not in cases:
        yield from _overtime_at_night(cases)
    for period, total in _TOTALS:
        if ("overtime_cap", period) not in cases:
            yield from _overtime_within(cases, period, total)


def _overtime_at_night(cases: Cases) -> Iterator[Parameter]:
    night = _only(cases, "pay_rate", "night")
    extra = _only(cases, "pay_rate", "night_overtime_extra")
    if night is None or extra is None:
        return
    for case, is_of_the_rate, scope in _NIGHTS:
        rate = _only(cases, "pay_rate", case)
        if rate is not None:
            share = extra.amount * (rate.amount if is_of_the_rate else 1)
            pay = rate.amount + night.amount - 1 + share
            its = _following(pay, (rate.its, night.its, extra.its))
            yield replace(its, case="overtime_night", scope=scope)


def _overtime_within(cases: Cases, period: str, total: str) -> Iterator[Parameter]:
    """What a limit of all hours leaves beside the normal ones."""
    hours = _only(cases, "normal_hours", period)
    limit = _only(cases, "overtime_cap", total)
    if hours is not None and limit is not None:
        left = _following(limit.amount - hours.amount, (limit.its, hours.its))
        yield replace(left, case=period)


@dataclass(frozen=True, slots=True)
class _Rule:
    its: Parameter
    amount: Decimal


def _only(cases: Cases, key: str, case: str) -> _Rule | None:
    """The rule of a case for everybody; None where it goes by steps."""
    ordinary = [
        parameter for parameter in cases.get((key, case), ()) if not parameter.scope
    ]
    if len(ordinary) != 1:
        return None
    its = ordinary[0]
    if its.state is not RuleState.RULE or its.number is None or its.lower or its.upper:
        return None
    return _Rule(its, its.number)


def _following(value: Decimal, parts: Sequence[Parameter]) -> Parameter:
    """A value like the first of those it follows from, as sure as the least sure."""
    first = parts[0]
    is_verified = all(part.is_verified for part in parts)
    return replace(
        first,
        value=str(value),
        article="; ".join(dict.fromkeys(part.article for part in parts)),
        summary="",
        source="",
        level="derived",
        conflict=any(part.conflict for part in parts),
        note="",
        verified_by=first.verified_by if is_verified else "",
        verified_on=first.verified_on if is_verified else None,
    )
