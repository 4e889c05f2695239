"""National law as values: what is regulated, and what the law says of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bwassess.checklist.texts import Text


class RuleState(StrEnum):
    RULE = "rule"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of national law, valid from one day to another.

    Only a `RULE` may make a finding; `NONE` (the law has no such rule) and `UNKNOWN`
    show as text.

    Attributes:
        case: Which of its kind's cells it fills; empty for the ordinary one.
        scope: For whom it holds beside the ordinary case (a region, a sector, a
            grade), in words; a value with a scope is shown and never judges.
        lower: Where a step begins, itself included; a decimal as text.
        upper: Where a step ends, itself excluded; empty for ever on.
    """

    key: str
    state: RuleState
    value: str = ""
    unit: str = ""
    case: str = ""
    scope: str = ""
    lower: str = ""
    upper: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    law: str = ""
    article: str = ""
    summary: str = ""
    source: str = ""
    level: str = ""
    conflict: bool = False
    note: str = ""
    verified_by: str = ""
    verified_on: date | None = None
    label: Text = Text()

    @property
    def number(self) -> Decimal | None:
        """The value as a number where it is one."""
        try:
            return Decimal(self.value)
        except ArithmeticError:
            return None

    @property
    def is_verified(self) -> bool:
        """Whether a named person has checked it against the law."""
        return bool(self.verified_by)

    def in_force(self, day: date) -> bool:
        """Whether it is valid on a day; open ends are valid for ever."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Shape(StrEnum):
    """What the values of a parameter look like."""

    NUMBER = "number"
    STEPS = "steps"
    MATRIX = "matrix"
    WINDOW = "window"
    """A time of day to another, `22:00-05:00`."""
    LIST = "list"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Cell:
    """A named case of a parameter, or a value it may take."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """What a parameter of national law is, in every country.

    Attributes:
        unit: What its values are counted in; empty where each says so itself.
        cases: The cells a value may name; empty where there is only the ordinary one.
        values: What it may say where it counts nothing.
        case_list: The list of the sheets its cases stand in; `value_list` likewise.
        steps_by: What the bounds of its steps are counted in.
        is_yearly: Whether it is set anew each year, so that a value has a last day.
    """

    key: str
    label: Text
    shape: Shape
    unit: str = ""
    cases: tuple[Cell, ...] = ()
    case_list: str = ""
    values: tuple[Cell, ...] = ()
    value_list: str = ""
    holds: str = ""
    steps_by: str = ""
    is_yearly: bool = False
