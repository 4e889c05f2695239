"""The rules of a form, compiled, and the order in which they are looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bwassess.checklist.expression.compiling import Expression
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.values import Unknown, Value
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.tables import Tables
from bwassess.checklist.given import Given
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId

if TYPE_CHECKING:
    from bwassess.checklist.form.choices import Offer


class Property(StrEnum):
    """What a rule decides, in the words of the checklist's fields."""

    RELEVANT = "relevant"
    CALCULATION = "calculation"
    REPEAT_COUNT = "repeat_count"
    TRIGGER = "trigger"
    REQUIRED = "required"
    READ_ONLY = "read_only"
    CONSTRAINT = "constraint"
    WARNING = "warning"
    NC_RULE = "nc_rule"
    CHOICE_FILTER = "choice_filter"
    LABEL = "label"


@dataclass(slots=True)
class Formula:
    """One rule of one definition; each row has a cell of its own for it.

    Attributes:
        run: Gives its value where a scope stands.
        expression: What it was compiled from; None for what has no text of its own.
        rank: Rules of a lower rank are looked at first.
        turn: Where rules of one rank read each other from row to row, which is first
            in a row; None for all others.
    """

    definition: Definition
    property: Property
    run: Callable[[Scope], Value | Unknown]
    expression: Expression | None = None
    rank: int = 0
    turn: int | None = None


@dataclass(slots=True)
class Plan:
    """All that one definition's nodes need to know.

    Attributes:
        formulas: What is computed for each of its nodes.
        relevant: Its own condition, also the one of the rows of a repeat.
        count: How many rows a repeat has; None where somebody adds them.
        is_required: Whether it always is, whatever a formula says.
        is_read_only: Whether it always is.
        is_written: Whether what is calculated is kept as an answer, which somebody
            may then change.
        calculation: Computes its value.
        first: What is given at first, where that is the same everywhere.
        default: Gives the first value where it depends on others.
        offer: Its choices where they depend on more than the question.
    """

    definition: Definition
    formulas: list[Formula] = field(default_factory=list)
    relevant: Formula | None = None
    count: Formula | None = None
    is_required: bool = False
    is_read_only: bool = False
    is_written: bool = False
    calculation: Callable[[Scope], Value] | None = None
    first: Given | None = None
    default: Callable[[Scope], Value] | None = None
    offer: "Offer | None" = None

    @property
    def is_counted(self) -> bool:
        """Whether a count makes the rows of a repeat."""
        return self.count is not None

    @property
    def is_derived(self) -> bool:
        """Whether its value is derived, and nothing that is given replaces it."""
        return self.calculation is not None and not self.is_written


@dataclass(frozen=True, eq=False)
class Form:
    """A checklist ready to be filled in any number of times; never changes.

    Attributes:
        definitions: Its places in reading order, the form itself first.
        plans: What each of them needs, in the same order.
        named: The definition a name stands for, where it stands for one.
        of_question: The definition of each question's lineage.
    """

    checklist: Checklist
    definitions: tuple[Definition, ...]
    plans: tuple[Plan, ...]
    named: Mapping[str, Definition]
    of_question: Mapping[QuestionId, Definition]
    tables: Tables

    @property
    def root(self) -> Definition:
        return self.definitions[0]

    def repeat(self, name: str) -> Definition:
        """The repeat of a name.

        Raises:
            KeyError: the form has none.
        """
        its = self.named[name]
        if not its.is_repeat:
            raise KeyError(name)
        return its
