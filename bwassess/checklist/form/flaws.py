"""What is wrong with the rules of a form."""

from dataclasses import dataclass

from bwassess.checklist.model import Group, Question

RULE_FIELDS = (
    "relevant",
    "required",
    "constraint",
    "nc_rule",
    "warning",
    "calculation",
    "default",
    "read_only",
    "choice_filter",
    "repeat_count",
    "trigger",
    "label",
)
"""The fields of a question or group that hold an expression, or refer to others."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a rule; `field` is one of `RULE_FIELDS`.

    Attributes:
        of: What the rule belongs to.
        blocks: Whether the rule can't be used; else it only deserves a look.
    """

    of: Question | Group
    field: str
    message: str
    remedy: str
    blocks: bool = True
