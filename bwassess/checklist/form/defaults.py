"""First values of questions: plain ones, and expressions."""

import re
from functools import lru_cache

from bwassess.checklist.expression.syntax import parse
from bwassess.checklist.expression.tree import (
    Call,
    ExpressionError,
    Filtered,
    LastSaved,
    Operation,
    Path,
    Reference,
    walk,
)
from bwassess.checklist.kinds import PLACES, AnswerType

_LOOKS_DYNAMIC = re.compile(r"\$\{|[\w-]\(")
_WITH_HYPHENS = PLACES | {AnswerType.DATE, AnswerType.DATETIME}
_RECKONING = frozenset({"+", "-", "*", "div", "mod", "|"})


@lru_cache(maxsize=4_096)
def is_dynamic(default: str, kind: AnswerType) -> bool:
    """Whether a default is an expression, told as pyxform tells it.

    It is one if it calls, refers or reckons; days and places are written with hyphens,
    and what can't be read as an expression is a text.
    """
    try:
        tree = parse(default)
    except ExpressionError:
        return _LOOKS_DYNAMIC.search(default) is not None
    for part in walk(tree):
        match part:
            case Operation("-") if kind in _WITH_HYPHENS:
                return False
            case Operation(operator=operator) if operator in _RECKONING:
                return True
            case Call() | Reference() | LastSaved() | Filtered():
                return True
            case Path(steps=steps) if any(step.predicates for step in steps):
                return True
            case _:
                pass
    return False
