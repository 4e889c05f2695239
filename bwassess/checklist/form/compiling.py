"""Checklists to forms: every rule compiled, checked and put in order, once."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import MappingProxyType

from typing_extensions import override

from bwassess.checklist.expression.compiling import Expression, compile_expression
from bwassess.checklist.expression.nodes import Scope
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
from bwassess.checklist.expression.values import UNKNOWN, Value, as_text
from bwassess.checklist.form.checking import doubtful_law, misfits, unreadable
from bwassess.checklist.form.definition import Definition, define
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.formulas import Form, Formula, Plan, Property
from bwassess.checklist.form.ordering import put_in_order
from bwassess.checklist.form.references import Reads, reads_of
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Item, Question
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.texts import Text
from bwassess.text import _

ROOT = "data"
"""What a form's outermost element is called where its settings don't say."""

_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"no", "false"})
OUTPUT = re.compile(r"\$\{\s*([^\s{}$]+)\s*\}")
_MEMORY = frozenset({"once", "random", "uuid"})
"""Functions whose value is kept from the first time on."""
_LOOKS_DYNAMIC = re.compile(r"\$\{|[\w-]\(")
_UNIT = "\x1f"

_compiled = lru_cache(maxsize=32_768)(compile_expression)


def compile_form(checklist: Checklist) -> Form:
    """Compile a checklist whose rules have been checked.

    Raises:
        ChecklistError: a rule can't be used; a checklist read from sheets has none.
    """
    if not checklist.hash:
        return _usable(checklist)
    return _of_hash(_Known(checklist))


class _Known:
    """A checklist that is known by its hash alone."""

    __slots__ = ("checklist",)

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.checklist.hash == self.checklist.hash

    @override
    def __hash__(self) -> int:
        return hash(self.checklist.hash)


@lru_cache(maxsize=16)
def _of_hash(known: _Known) -> Form:
    return _usable(known.checklist)


def _usable(checklist: Checklist) -> Form:
    compiler = _Compiler(checklist)
    wrong = next((flaw for flaw in compiler.flaws if flaw.blocks), None)
    if wrong is not None:
        raise ChecklistError(
            _("A rule of “{title}” can't be used: {reason}").format(
                title=checklist.title, reason=wrong.message
            ),
            hint=_("Ask your programme for a corrected version of the checklist."),
        )
    return compiler.form


def flaws(checklist: Checklist) -> list[Flaw]:
    """Everything that is wrong with a checklist's rules."""
    return _Compiler(checklist).flaws


class _Compiler:
    def __init__(self, checklist: Checklist) -> None:
        self.flaws: list[Flaw] = []
        root = dict(checklist.settings).get("name", "") or ROOT
        self._definitions = define(checklist.items, root=root)
        self._named: dict[str, list[Definition]] = {}
        for definition in self._definitions[1:]:
            self._named.setdefault(definition.name, []).append(definition)
        self._law = {parameter.key for parameter in checklist.parameters}
        self._kinds = {kind.key: kind for kind in checklist.parameter_kinds}
        self._rules: list[tuple[Formula, Reads]] = []
        plans = tuple(self._plan(definition) for definition in self._definitions)
        if not any(flaw.blocks for flaw in self.flaws):
            self.flaws.extend(put_in_order(self._definitions, self._rules))
        self.form = Form(
            checklist=checklist,
            definitions=tuple(self._definitions),
            plans=plans,
            named=MappingProxyType(
                {name: its[0] for name, its in self._named.items() if len(its) == 1}
            ),
            of_question=MappingProxyType(
                {
                    definition.question.id: definition
                    for definition in self._definitions
                    if definition.question is not None
                }
            ),
        )

    def _plan(self, definition: Definition) -> Plan:
        plan = Plan(definition)
        item = definition.item
        if item is None:
            return plan
        plan.relevant = self._formula(plan, Property.RELEVANT, item.relevant)
        self._label(plan)
        if isinstance(item, Question):
            self._plan_question(plan, item)
        else:
            if item.repeat_count:
                plan.count = self._formula(
                    plan, Property.REPEAT_COUNT, item.repeat_count
                )
        return plan

    def _plan_question(self, plan: Plan, question: Question) -> None:
        plan.is_required = _says(question.required, _YES)
        if not _says(question.required, _YES | _NO):
            self._formula(plan, Property.REQUIRED, question.required)
        plan.is_read_only = _says(question.read_only, _YES)
        if not _says(question.read_only, _YES | _NO):
            self._formula(plan, Property.READ_ONLY, question.read_only)
        self._formula(plan, Property.CONSTRAINT, question.constraint)
        self._formula(plan, Property.WARNING, question.warning)
        self._formula(plan, Property.NC_RULE, question.nc_rule)
        self._plan_calculation(plan, question)
        self._plan_default(plan, question)

    def _plan_calculation(self, plan: Plan, question: Question) -> None:
        if question.trigger:
            self._trigger(plan, question)
            return
        formula = self._formula(plan, Property.CALCULATION, question.calculation)
        if formula is None or formula.expression is None:
            return
        plan.calculation = formula.run
        plan.is_written = question.is_asked or any(
            isinstance(part, Call) and part.function in _MEMORY
            for part in walk(formula.expression.tree)
        )

    def _trigger(self, plan: Plan, question: Question) -> None:
        """A calculation that runs when others change, and then is an answer."""
        for name in question.trigger:
            if name not in self._named:
                self._wrong(
                    plan.definition,
                    Property.TRIGGER,
                    _("There is no question named ${{{name}}}.").format(name=name),
                    _("Correct the name, or add the question."),
                )
        rule = self._expression(plan, Property.CALCULATION, question.calculation)
        if rule is None and question.calculation:
            return
        plan.is_written = True
        plan.calculation = (lambda _scope: "") if rule is None else rule.run
        formula = Formula(plan.definition, Property.TRIGGER, _joined(question.trigger))
        plan.formulas.append(formula)
        self._rules.append((formula, Reads()))

    def _label(self, plan: Plan) -> None:
        """What texts show of other questions, so that they are shown anew with them."""
        item = plan.definition.item
        assert item is not None  # noqa: S101 - the form itself has no texts
        names = tuple(dict.fromkeys(n for text in _texts(item) for n in outputs(text)))
        for name in names:
            if name not in self._named:
                self._wrong(
                    plan.definition,
                    Property.LABEL,
                    _("There is no question named ${{{name}}}.").format(name=name),
                    _("Correct the name, or add the question."),
                    blocks=False,
                )
        known = tuple(name for name in names if len(self._named.get(name, ())) == 1)
        if known:
            formula = Formula(plan.definition, Property.LABEL, _joined(known))
            plan.formulas.append(formula)
            self._rules.append((formula, Reads()))

    def _plan_default(self, plan: Plan, question: Question) -> None:
        text = question.default
        if not text:
            return
        if not is_dynamic(text, question):
            plan.default = lambda _scope: text
            return
        rule = self._expression(plan, "default", text)
        if rule is not None:
            plan.default = rule.run

    def _formula(self, plan: Plan, kind: Property, source: str) -> Formula | None:
        """The formula of a rule; None without one, and where it is wrong."""
        rule = self._expression(plan, kind, source)
        if rule is None:
            return None
        formula = Formula(plan.definition, kind, rule.run, rule)
        self._rules.append((formula, self._reads))
        plan.formulas.append(formula)
        return formula

    def _expression(self, plan: Plan, field: str, source: str) -> Expression | None:
        """A rule compiled and checked; what it reads is left in `_reads`."""
        if not source.strip():
            return None
        definition = plan.definition
        item = definition.item
        assert item is not None  # noqa: S101 - the form itself has no rules
        try:
            rule = _compiled(_in_full(source))
        except ExpressionError as error:
            self.flaws.append(unreadable(item, field, error))
            return None
        self._reads = reads_of(
            rule.tree, definition, root=self._definitions[0], named=self._named
        )
        before = len(self.flaws)
        for message, remedy in self._reads.wrong:
            self._wrong(definition, field, message, remedy)
        for message, remedy in misfits(rule, field, definition, self._named):
            self._wrong(definition, field, message, remedy)
        is_usable = len(self.flaws) == before
        for message, remedy in doubtful_law(
            rule, definition.question, self._law, self._kinds
        ):
            self._wrong(definition, field, message, remedy, blocks=False)
        return rule if is_usable else None

    def _wrong(
        self,
        definition: Definition,
        field: str,
        message: str,
        remedy: str,
        *,
        blocks: bool = True,
    ) -> None:
        assert definition.item is not None  # noqa: S101 - as above
        self.flaws.append(
            Flaw(definition.item, str(field), message, remedy, blocks=blocks)
        )


def _says(source: str, words: frozenset[str]) -> bool:
    return source.strip().lower() in words


def _in_full(source: str) -> str:
    """`yes` and `no` stand for a rule, as in every XLSForm."""
    if _says(source, _YES):
        return "true()"
    return "false()" if _says(source, _NO) else source


def _joined(names: tuple[str, ...]) -> Callable[[Scope], Value]:
    """What names are worth together, to see whether one of them has changed."""

    def run(scope: Scope) -> Value:
        values = [scope.value(name) for name in names]
        return _UNIT.join("" if v is UNKNOWN else as_text(v) for v in values)

    return run


_WITH_HYPHENS = frozenset(
    {
        AnswerType.DATE,
        AnswerType.DATETIME,
        AnswerType.GEOPOINT,
        AnswerType.GEOTRACE,
        AnswerType.GEOSHAPE,
    }
)


def is_dynamic(default: str, question: Question) -> bool:
    """Whether a default is an expression, as pyxform tells it from a value.

    It is one if it calls, refers or reckons; a day is written with hyphens, and what
    isn't an expression at all is a text.
    """
    try:
        tree = _compiled(default).tree
    except ExpressionError:
        return _LOOKS_DYNAMIC.search(default) is not None
    for part in walk(tree):
        match part:
            case Operation("-") if question.answer_type in _WITH_HYPHENS:
                return False
            case Operation("+" | "-" | "*" | "div" | "mod" | "|"):
                return True
            case Call() | Reference() | LastSaved() | Filtered():
                return True
            case Path(steps=steps) if any(step.predicates for step in steps):
                return True
    return False


def _texts(item: Item) -> Iterator[Text]:
    yield from (item.label, item.hint, item.guidance)
    if isinstance(item, Question):
        yield from (item.required_message, item.constraint_message)
        yield item.warning_message
        yield from (choice.label for choice in item.choices)


def outputs(text: Text) -> Iterator[str]:
    """The names whose values a text shows, in any of its languages."""
    for _language, words in text.by_language:
        if "${" in words:
            yield from (match.group(1) for match in OUTPUT.finditer(words))
