"""What well-formed rules say that their checklist doesn't have."""

from collections.abc import Iterator
from typing import TypeAlias

from bwassess.checklist.expression.compiling import Expression
from bwassess.checklist.expression.tree import ExpressionError, Own, Tree, walk
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.references import Named
from bwassess.checklist.model import Group, Question
from bwassess.text import _

Misfit: TypeAlias = tuple[str, str]
"""What is wrong, and how to mend it."""

_NOT_OF_ITSELF = frozenset({"relevant", "required", "repeat_count"})
_ON_OWN_ANSWER = frozenset({"constraint", "warning", "nc_rule", "calculation"})


def unreadable(of: Question | Group, field: str, error: ExpressionError) -> Flaw:
    """The flaw of an expression that isn't one."""
    message = _("{reason} (at character {position})").format(
        reason=error, position=error.position + 1
    )
    return Flaw(of, field, message, error.hint or "")


def misfits(
    rule: Expression, field: str, definition: Definition, named: Named
) -> Iterator[Misfit]:
    """What a rule can't say where it stands."""
    yield from _valueless(rule, named)
    question = definition.question
    if question is None:
        if rule.reads_own:
            yield (
                _("A group has no answer of its own."),
                _("Refer to a question in the form ${name}."),
            )
    else:
        yield from _amiss(rule, field, question)


def _valueless(rule: Expression, named: Named) -> Iterator[Misfit]:
    for name in sorted(rule.names):
        its = named.get(name, ())
        if len(its) == 1 and its[0].question is not None and its[0].question.parts:
            yield (
                _("${{{name}}} asks for parts and has no single value.").format(
                    name=name
                ),
                _("Refer to a question with one value."),
            )


def _amiss(rule: Expression, field: str, question: Question) -> Iterator[Misfit]:
    """What a rule asks of its own question that this one doesn't have."""
    if field in _NOT_OF_ITSELF and rule.reads_own:
        yield (
            _("Whether it is asked or required can't depend on its own answer."),
            _("Refer to an earlier question in the form ${name}."),
        )
        return
    own_parts = {part.name for part in question.parts}
    for name in sorted(rule.parts - own_parts):
        yield (
            _("The question has no part “{name}”.").format(name=name),
            _("Name one of the list in bw::parts."),
        )
    if own_parts and field in _ON_OWN_ANSWER and _reads_whole(rule.tree):
        yield (
            _("The question asks for parts, so “.” has no value."),
            _("Write part('{name}') instead.").format(name=question.parts[0].name),
        )


def _reads_whole(tree: Tree) -> bool:
    return any(isinstance(part, Own) for part in walk(tree))
