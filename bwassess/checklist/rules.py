"""All rules of a checklist compiled and checked together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bwassess.checklist.expression.compiling import Expression, compile_expression
from bwassess.checklist.expression.graph import CycleError, DependencyGraph
from bwassess.checklist.expression.tree import ExpressionError
from bwassess.checklist.form.compiling import flaws
from bwassess.checklist.form.flaws import RULE_FIELDS, Flaw
from bwassess.checklist.model import Checklist, Group, Item, Question
from bwassess.checklist.problems import ChecklistError
from bwassess.text import _

__all__ = ["RULE_FIELDS", "Flaw", "compile_rules", "flaws"]


@dataclass(frozen=True, slots=True)
class QuestionRules:
    """A question's rules; without one it is shown, not required, and any value fits."""

    relevant: Expression | None
    required: Expression | None
    constraint: Expression | None
    nc_rule: Expression | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule of a checklist by question name, and the graph of relevance."""

    of: Mapping[str, QuestionRules]
    relevance: DependencyGraph


_compiled = lru_cache(maxsize=16_384)(compile_expression)


def compile_rules(checklist: Checklist) -> Rules:
    """Compile a checklist whose rules have been checked.

    Raises:
        ChecklistError: a rule can't be used; a checklist read from sheets has none.
    """
    try:
        rules = _rules(checklist)
    except (ExpressionError, CycleError) as error:
        raise _unusable(checklist, str(error)) from error
    for its in rules.of.values():
        for rule in (its.required, its.constraint, its.nc_rule, its.relevant):
            if rule is not None and not rule.names <= rules.of.keys():
                raise _unusable(checklist, rule.source)
    return rules


def _unusable(checklist: Checklist, reason: str) -> ChecklistError:
    return ChecklistError(
        _("A rule of “{title}” can't be used: {reason}").format(
            title=checklist.title, reason=reason
        ),
        hint=_("Ask your programme for a corrected version of the checklist."),
    )


def _rules(checklist: Checklist) -> Rules:
    of = {
        question.name: QuestionRules(
            _if_any(relevant),
            _if_any(question.required),
            _if_any(question.constraint),
            _if_any(question.nc_rule),
        )
        for question, relevant in _conditions(checklist.items)
    }
    return Rules(of=of, relevance=_relevance(of))


def _if_any(source: str) -> Expression | None:
    return _compiled(source) if source else None


def _conditions(
    items: Iterable[Item], outer: str = ""
) -> Iterator[tuple[Question, str]]:
    """Each question with all that must be true for it to be asked."""
    for item in items:
        its = both(outer, item.relevant)
        if isinstance(item, Group):
            yield from _conditions(item.items, its)
        else:
            yield item, its


def both(outer: str, inner: str) -> str:
    """The condition that is true if two are; an empty one always is."""
    if outer and inner:
        return f"({outer}) and ({inner})"
    return outer or inner


def _relevance(of: Mapping[str, QuestionRules]) -> DependencyGraph:
    return DependencyGraph(
        {
            name: rules.relevant.names if rules.relevant is not None else ()
            for name, rules in of.items()
        }
    )
