"""All rules of a checklist compiled and checked together."""

from collections.abc import Iterator, Mapping
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
from bwassess.checklist.model import Checklist, Question
from bwassess.text import _

RULE_FIELDS = ("relevant", "required", "constraint", "nc_rule")
"""The fields of a question that hold an expression."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a rule; `field` is one of `RULE_FIELDS`.

    Attributes:
        blocks: Whether the rule can't be used; else it only deserves a look.
    """

    question: Question
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

    @property
    def all(self) -> Iterator[Expression]:
        rules = (self.relevant, self.required, self.constraint, self.nc_rule)
        return (rule for rule in rules if rule is not None)


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule of a checklist by question name, and the graph of relevance."""

    of: Mapping[str, QuestionRules]
    relevance: DependencyGraph


_compiled = lru_cache(maxsize=4096)(compile_expression)


def compile_rules(checklist: Checklist) -> Rules:
    """Compile a checklist whose rules have been checked.

    Raises:
        ExpressionError: a rule is none.
        CycleError: a question's relevance depends on itself.
    """
    of = {
        question.name: QuestionRules(
            *(
                _compiled(source) if (source := getattr(question, field)) else None
                for field in RULE_FIELDS
            )
        )
        for question in checklist.questions
    }
    return Rules(of=of, relevance=_relevance(of))


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
    found: list[Flaw] = []
    relevant: dict[str, frozenset[str]] = {}
    law = {parameter.key for parameter in checklist.parameters}
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
            if field == "relevant":
                relevant[question.name] = rule.names
            for message, remedy in _misfits(rule, field, question, questions):
                found.append(Flaw(question, field, message, remedy))
            for message, remedy in _doubtful_law(rule, question, law):
                found.append(Flaw(question, field, message, remedy, blocks=False))
    try:
        DependencyGraph({name: relevant.get(name, ()) for name in questions})
    except CycleError as error:
        circle = " → ".join(f"${{{name}}}" for name in error.names)
        found.append(
            Flaw(
                questions[error.names[0]],
                "relevant",
                _("Whether it is asked depends on itself: {circle}.").format(
                    circle=circle
                ),
                _("Take one of these conditions away."),
            )
        )
    return found


def _unreadable(question: Question, field: str, error: ExpressionError) -> Flaw:
    message = _("{reason} (at character {position})").format(
        reason=error, position=error.position + 1
    )
    return Flaw(question, field, message, error.hint or "")


def _misfits(
    rule: Expression,
    field: str,
    question: Question,
    questions: Mapping[str, Question],
) -> Iterator[tuple[str, str]]:
    """What a well-formed rule says that its checklist doesn't have."""
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
    yield from _no_such_choice(rule, question, questions)


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
    rule: Expression, question: Question, questions: Mapping[str, Question]
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
    tree: Node, question: Question, questions: Mapping[str, Question]
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
            case Own():
                yield question, name
            case Reference(name=other) if other in questions:
                yield questions[other], name
