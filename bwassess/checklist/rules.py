"""All rules of a checklist compiled and checked together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bwassess.checklist.expression.compiling import Expression, compile_expression
from bwassess.checklist.expression.graph import CycleError, DependencyGraph
from bwassess.checklist.expression.syntax import (
    Call,
    ExpressionError,
    Literal,
    Node,
    Operation,
    Own,
    Reference,
    walk,
)
from bwassess.checklist.model import Checklist, Group, Item, Question, groups
from bwassess.checklist.problems import ChecklistError
from bwassess.text import _

RULE_FIELDS = ("relevant", "required", "constraint", "nc_rule")
"""The fields of a question that hold an expression."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a rule; `field` is one of `RULE_FIELDS`.

    Attributes:
        of: What the rule belongs to; groups have `relevant` alone.
        blocks: Whether the rule can't be used; else it only deserves a look.
    """

    of: Question | Group
    field: str
    message: str
    remedy: str
    blocks: bool = True


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


def flaws(checklist: Checklist) -> list[Flaw]:
    """Everything that is wrong with a checklist's rules."""
    questions = {question.name: question for question in checklist.questions}
    law = {parameter.key for parameter in checklist.parameters}
    found = list(_group_flaws(checklist, questions))
    for question in questions.values():
        for field in RULE_FIELDS:
            source = getattr(question, field)
            if not source:
                continue
            try:
                rule = _compiled(source)
            except ExpressionError as error:
                found.append(_unreadable(question, field, error))
                continue
            for message, remedy in _misfits(rule, field, question, questions):
                found.append(Flaw(question, field, message, remedy))
            for message, remedy in _doubtful_law(rule, question, law):
                found.append(Flaw(question, field, message, remedy, blocks=False))
    if not any(flaw.field == "relevant" for flaw in found):
        found.extend(_circle(checklist, questions))
    return found


def _group_flaws(
    checklist: Checklist, questions: Mapping[str, Question]
) -> Iterator[Flaw]:
    for group in groups(checklist.items):
        if not group.relevant:
            continue
        try:
            rule = _compiled(group.relevant)
        except ExpressionError as error:
            yield _unreadable(group, "relevant", error)
            continue
        yield from (
            Flaw(group, "relevant", message, remedy)
            for message, remedy in (
                *_misnamed(rule, questions),
                *_no_such_choice(rule, None, questions),
            )
        )
        if rule.reads_own:
            yield Flaw(
                group,
                "relevant",
                _("A group has no answer of its own."),
                _("Refer to a question in the form ${name}."),
            )


def _circle(checklist: Checklist, questions: Mapping[str, Question]) -> Iterator[Flaw]:
    try:
        DependencyGraph(
            {
                question.name: _compiled(relevant).names if relevant else ()
                for question, relevant in _conditions(checklist.items)
            }
        )
    except CycleError as error:
        circle = " → ".join(f"${{{name}}}" for name in error.names)
        yield Flaw(
            questions[error.names[0]],
            "relevant",
            _("Whether it is asked depends on itself: {circle}.").format(circle=circle),
            _("Take one of these conditions away."),
        )


def _unreadable(of: Question | Group, field: str, error: ExpressionError) -> Flaw:
    message = _("{reason} (at character {position})").format(
        reason=error, position=error.position + 1
    )
    return Flaw(of, field, message, error.hint or "")


def _misfits(
    rule: Expression,
    field: str,
    question: Question,
    questions: Mapping[str, Question],
) -> Iterator[tuple[str, str]]:
    """What a well-formed rule says that its checklist doesn't have."""
    yield from _misnamed(rule, questions)
    yield from _amiss(rule, field, question)
    yield from _no_such_choice(rule, question, questions)


def _misnamed(
    rule: Expression, questions: Mapping[str, Question]
) -> Iterator[tuple[str, str]]:
    for name in sorted(rule.names - questions.keys()):
        yield (
            _("There is no question named ${{{name}}}.").format(name=name),
            _("Correct the name, or add the question."),
        )
    for name in sorted(rule.names):
        if name in questions and questions[name].parts:
            yield (
                _("${{{name}}} asks for parts and has no single value.").format(
                    name=name
                ),
                _("Refer to a question with one value."),
            )


def _amiss(
    rule: Expression, field: str, question: Question
) -> Iterator[tuple[str, str]]:
    """What a rule asks of its own question that this one doesn't have."""
    if field in ("relevant", "required") and rule.reads_own:
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
    if own_parts and any(isinstance(part, Own) for part in walk(rule.tree)):
        yield (
            _("The question asks for parts, so “.” has no value."),
            _("Write part('{name}') instead.").format(name=question.parts[0].name),
        )


def _doubtful_law(
    rule: Expression, question: Question, law: set[str]
) -> Iterator[tuple[str, str]]:
    """Law that a rule needs and nobody gave, or that its question doesn't name."""
    for key in sorted(rule.parameters):
        if key not in question.parameters:
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


def _no_such_choice(
    rule: Expression, question: Question | None, questions: Mapping[str, Question]
) -> Iterator[tuple[str, str]]:
    """A choice misspelt in a rule would never be met, and nobody would notice."""
    for asked, name in _choices_named(rule.tree, question, questions):
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
    tree: Node, question: Question | None, questions: Mapping[str, Question]
) -> Iterator[tuple[Question, str]]:
    for node in walk(tree):
        match node:
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
            case Reference(name=other) if other in questions:
                yield questions[other], name
