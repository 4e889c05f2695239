"""What rules say that can be, and yet is hardly meant."""

from collections.abc import Iterable, Iterator, Mapping
from math import isnan
from typing import NamedTuple

from bwassess.checklist.expression.compiling import Expression
from bwassess.checklist.expression.tree import (
    Call,
    Literal,
    Operation,
    Own,
    Reference,
    Tree,
    walk,
)
from bwassess.checklist.expression.values import as_number
from bwassess.checklist.form.checking import Misfit
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.references import Named
from bwassess.checklist.kinds import NUMBERS
from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.parameters import ParameterKind
from bwassess.text import _

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})


class Rule(NamedTuple):
    """A rule where it stands."""

    definition: Definition
    field: str
    expression: Expression


def doubts(rules: Iterable[Rule], checklist: Checklist, named: Named) -> Iterator[Flaw]:
    """What deserves a look; none of it keeps a rule from being used."""
    law = {parameter.key for parameter in checklist.parameters}
    kinds = {kind.key: kind for kind in checklist.parameter_kinds}
    for definition, field, rule in rules:
        item = definition.item
        assert item is not None  # noqa: S101 - the form itself has no rules
        question = definition.question
        for message, remedy in (
            *_misspelt_choices(rule, question, named),
            *_vain_comparisons(rule, definition, named),
            *_doubtful_law(rule, question, law, kinds),
        ):
            yield Flaw(item, str(field), message, remedy, blocks=False)


def _doubtful_law(
    rule: Expression,
    question: Question | None,
    law: set[str],
    kinds: Mapping[str, ParameterKind],
) -> Iterator[Misfit]:
    """Law that a rule needs and nobody gave, or that its question doesn't name."""
    for key in sorted(rule.parameters):
        if question is not None and key not in question.parameters:
            yield (
                _("The rule uses {key}, which bw::parameters doesn't name.").format(
                    key=key
                ),
                _("Name it there, so that its law shows beside the question."),
            )
        if law and key not in law:
            yield (
                _("No parameter has the key {key}, so the rule stays open.").format(
                    key=key
                ),
                _("Add it to the parameters sheet, if only as unknown."),
            )
    for key, case in _cases_named(rule.tree):
        cases = [cell.name for cell in kinds[key].cases] if key in kinds else []
        if case and cases and case not in cases:
            yield (
                _("{key} has no case “{case}”, so the rule stays open.").format(
                    key=key, case=case
                ),
                _("It has: {cases}.").format(cases=", ".join(cases)),
            )


def _cases_named(tree: Tree) -> Iterator[tuple[str, str]]:
    for part in walk(tree):
        match part:
            case Call(
                "parameter" | "parameter-at",
                (Literal(text=key), Literal(text=case), *_),
            ):
                yield key, case


def _misspelt_choices(
    rule: Expression, question: Question | None, named: Named
) -> Iterator[Misfit]:
    """A choice misspelt in a rule would never be met, and nobody would notice."""
    for asked, name in _choices_named(rule.tree, question, named):
        if name and asked.choices and name not in {c.name for c in asked.choices}:
            yield (
                _("“{choice}” is no choice of {question}.").format(
                    choice=name, question=asked.code
                ),
                _("It has: {choices}.").format(
                    choices=", ".join(choice.name for choice in asked.choices)
                ),
            )


def _choices_named(
    tree: Tree, question: Question | None, named: Named
) -> Iterator[tuple[Question, str]]:
    for part in walk(tree):
        match part:
            case (
                Operation("=" | "!=", side, Literal(text=name))
                | Operation("=" | "!=", Literal(text=name), side)
                | Call("selected", (side, Literal(text=name)))
            ):
                pass
            case _:
                continue
        match side:
            case Own() if question is not None:
                yield question, name
            case Reference(name=other) if len(named.get(other, ())) == 1:
                its = named[other][0].question
                if its is not None:
                    yield its, name


def _vain_comparisons(
    rule: Expression, definition: Definition, named: Named
) -> Iterator[Misfit]:
    """Comparisons that come out the same whatever is answered."""
    for part in walk(rule.tree):
        match part:
            case Operation(operator=operator, left=left, right=right) if (
                operator in _COMPARISONS
            ):
                for side, other in ((left, right), (right, left)):
                    yield from _vain(side, other, definition, named)


def _vain(
    side: Tree, other: Tree, definition: Definition, named: Named
) -> Iterator[Misfit]:
    match side:
        case Own() if definition.question is not None:
            compared = definition
        case Reference(name=name) if len(named.get(name, ())) == 1:
            compared = named[name][0]
        case _:
            return
    if compared.group is not None:
        yield (
            _("{name} is a group, which has no answer of its own.").format(
                name=compared.name
            ),
            _("Name a question in it."),
        )
        return
    question = compared.question
    if question is None or question.answer_type not in NUMBERS:
        return
    match other:
        case Literal(text=text) if text.strip() and isnan(as_number(text)):
            yield (
                _("{question} is a number and never “{text}”.").format(
                    question=question.code, text=text
                ),
                _("Compare it with a number."),
            )
