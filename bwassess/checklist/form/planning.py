"""What each place of a form needs to be computed, and what is wrong with its rules."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bwassess.checklist.expression.compiling import (
    ChoiceFilter,
    Expression,
    compile_expression,
    compile_filter,
    compile_tree,
)
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.tree import Call, ExpressionError, Literal, walk
from bwassess.checklist.expression.values import UNKNOWN, Value, as_text
from bwassess.checklist.form.casting import cast
from bwassess.checklist.form.checking import Misfit, misfits, unreadable
from bwassess.checklist.form.choices import Offer
from bwassess.checklist.form.defaults import is_dynamic
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.doubts import Rule
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.formulas import Formula, Plan, Property
from bwassess.checklist.form.metadata import noted
from bwassess.checklist.form.outputs import shown_in
from bwassess.checklist.form.references import Named, Reads, reads_of
from bwassess.checklist.form.sets import with_sets
from bwassess.checklist.form.tables import Tables, table_of
from bwassess.checklist.model import Item, Question
from bwassess.checklist.texts import Text
from bwassess.text import _

_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"no", "false"})
_CONSTANT = _YES | _NO
_TRUTHS = frozenset(
    {
        Property.RELEVANT,
        Property.REQUIRED,
        Property.READ_ONLY,
        Property.CONSTRAINT,
        Property.WARNING,
        Property.NC_RULE,
    }
)
_UNIT = "\x1f"

_compiled = lru_cache(maxsize=32_768)(compile_expression)
_compiled_filter = lru_cache(maxsize=4_096)(compile_filter)


class Planner:
    """Plans the places of a form one by one.

    Attributes:
        flaws: What is wrong with them.
        rules: Every rule that could be read, as it is written.
        formulas: Every formula, with what it may look at.
        named: The definitions of each name.
    """

    def __init__(self, root: Definition, *, named: Named, tables: Tables) -> None:
        self.flaws: list[Flaw] = []
        self.rules: list[Rule] = []
        self.formulas: list[tuple[Formula, Reads]] = []
        self._root = root
        self.named = named
        self._tables = tables

    def plan(self, definition: Definition) -> Plan:
        plan = Plan(definition)
        item = definition.item
        if item is None:
            return plan
        plan.relevant = self._formula(plan, Property.RELEVANT, item.relevant)
        if isinstance(item, Question):
            self._plan_question(plan, item)
        elif item.repeat_count:
            plan.count = self._formula(plan, Property.REPEAT_COUNT, item.repeat_count)
        self._plan_texts(plan, item)
        return plan

    def _plan_question(self, plan: Plan, question: Question) -> None:
        if question.required:
            plan.is_required = _says(question.required, _YES)
            if not _says(question.required, _CONSTANT):
                self._formula(plan, Property.REQUIRED, question.required)
        if question.read_only:
            plan.is_read_only = _says(question.read_only, _YES)
            if not _says(question.read_only, _CONSTANT):
                self._formula(plan, Property.READ_ONLY, question.read_only)
        self._formula(plan, Property.CONSTRAINT, question.constraint)
        self._formula(plan, Property.WARNING, question.warning)
        self._formula(plan, Property.NC_RULE, question.nc_rule)
        if question.trigger:
            self._plan_trigger(plan, question)
        else:
            formula = self._formula(plan, Property.CALCULATION, question.calculation)
            if formula is not None and formula.expression is not None:
                plan.calculation = formula.run
                plan.is_written = question.is_asked or not formula.expression.is_pure
        self._plan_default(plan, question)
        self._plan_choices(plan, question)

    def _plan_trigger(self, plan: Plan, question: Question) -> None:
        """A calculation that runs when others change, and then is an answer."""
        for name in question.trigger:
            if name not in self.named:
                self._wrong(
                    plan.definition,
                    Property.TRIGGER,
                    _("There is no question named ${{{name}}}.").format(name=name),
                    _("Correct the name, or add the question."),
                )
        rule, _reads = self._expression(
            plan, Property.CALCULATION, question.calculation
        )
        plan.is_written = True
        plan.calculation = (lambda _scope: "") if rule is None else rule.run
        self._watch(plan, Property.TRIGGER, question.trigger)

    def _plan_default(self, plan: Plan, question: Question) -> None:
        text = question.default
        if text and not is_dynamic(text, question.answer_type):
            plan.first = cast(question, text)
        elif text:
            rule, _reads = self._expression(plan, "default", text)
            plan.default = None if rule is None else rule.run
        else:
            plan.default = noted(question)

    def _plan_choices(self, plan: Plan, question: Question) -> None:
        """Choices that depend on other answers, on a file, or on chance."""
        options = dict(question.options)
        is_mixed = options.get("randomize", "").lower() in _YES
        if not (question.choice_filter or question.choices_from or is_mixed):
            return
        source: Definition | None = None
        if question.choices_from.startswith("${"):
            found = self.named.get(question.choices_from[2:-1].strip(), ())
            source = found[0] if len(found) == 1 else None
        kept, reads = self._filter(plan, question, source)
        seed: Expression | None = None
        if is_mixed and options.get("seed"):
            seed, _reads = self._expression(
                plan, Property.CHOICE_FILTER, options["seed"]
            )
        plan.offer = Offer(
            question, self._tables, source, kept, is_mixed=is_mixed, seed=seed
        )
        formula = Formula(plan.definition, Property.CHOICE_FILTER, _nothing)
        self._add(plan, formula, reads)

    def _filter(
        self, plan: Plan, question: Question, source: Definition | None
    ) -> tuple[ChoiceFilter | None, Reads]:
        text = question.choice_filter
        if not text.strip():
            return None, Reads()
        of_form = source is not None
        field = Property.CHOICE_FILTER
        try:
            kept = _compiled_filter(text, of_form=of_form)
        except ExpressionError as error:
            self.flaws.append(unreadable(question, field, error))
            return None, Reads()
        context = None
        if source is not None:
            context = (source.home or self._root,)
        reads = reads_of(
            kept.expression.tree,
            plan.definition,
            context=context,
            root=self._root,
            named=self.named,
        )
        for message, remedy in reads.wrong:
            self._wrong(plan.definition, field, message, remedy)
        if not of_form:
            self._check_columns(plan, question, reads)
        return kept, reads

    def _check_columns(self, plan: Plan, question: Question, reads: Reads) -> None:
        """A column that no choice has leaves none of them, and nobody would notice."""
        columns = self._tables.columns(table_of(question))
        for name in sorted(reads.columns - columns) if columns else ():
            self._wrong(
                plan.definition,
                Property.CHOICE_FILTER,
                _("No choice of the list has a column {name}.").format(name=name),
                _("Correct it, or name a question in the form ${name}."),
                blocks=False,
            )

    def _plan_texts(self, plan: Plan, item: Item) -> None:
        """What texts show of other questions, so that they are shown anew with them."""
        names = dict.fromkeys(shown_in(_texts(item)))
        known = tuple(name for name in names if len(self.named.get(name, ())) == 1)
        if known:
            self._watch(plan, Property.LABEL, known)

    def _watch(self, plan: Plan, kind: Property, names: tuple[str, ...]) -> None:
        """Note when one of several values has changed."""
        self._add(plan, Formula(plan.definition, kind, _joined(names)), Reads())

    def _formula(self, plan: Plan, kind: Property, source: str) -> Formula | None:
        """The formula of a rule; None without one, and where it is wrong."""
        if not source:
            return None
        rule, reads = self._expression(plan, kind, source)
        if rule is None:
            return None
        run = rule.truth if kind in _TRUTHS else rule.run
        formula = Formula(plan.definition, kind, run, rule)
        self._add(plan, formula, reads)
        return formula

    def _add(self, plan: Plan, formula: Formula, reads: Reads) -> None:
        self.formulas.append((formula, reads))
        if formula.property is not Property.REPEAT_COUNT:
            plan.formulas.append(formula)

    def _expression(
        self, plan: Plan, field: str, source: str
    ) -> tuple[Expression | None, Reads]:
        """A rule compiled and checked, with what it may look at."""
        nothing = Reads()
        if not source.strip():
            return None, nothing
        definition = plan.definition
        item = definition.item
        assert item is not None  # noqa: S101 - the form itself has no rules
        try:
            rule = _compiled(_in_full(source))
        except ExpressionError as error:
            self.flaws.append(unreadable(item, field, error))
            return None, nothing
        if any(self._is_set(name, definition) for name in rule.names):
            tree = with_sets(rule.tree, lambda name: self._is_set(name, definition))
            rule = compile_tree(tree, rule.source)
        reads = reads_of(
            rule.tree,
            definition,
            context=(definition,),
            root=self._root,
            named=self.named,
        )
        self.rules.append(Rule(definition, field, rule))
        before = len(self.flaws)
        for message, remedy in reads.wrong:
            self._wrong(definition, field, message, remedy)
        for message, remedy in misfits(rule, field, definition, self.named):
            self._wrong(definition, field, message, remedy)
        for message, remedy in self._missing_tables(rule):
            self._wrong(definition, field, message, remedy)
        is_usable = len(self.flaws) == before
        return (rule, reads) if is_usable else (None, nothing)

    def _missing_tables(self, rule: Expression) -> Iterator[Misfit]:
        for part in walk(rule.tree) if rule.instances else ():
            match part:
                case Call("instance", (Literal(text=name),)):
                    if not name.startswith("__") and self._tables.root(name) is None:
                        yield (
                            _("There is no table named {name}.").format(name=name),
                            _("Add the list or the file, or correct the name."),
                        )

    def _is_set(self, name: str, at: Definition) -> bool:
        """Whether a name stands for the answers of several rows, seen from a place."""
        its = self.named.get(name, ())
        home = its[0].home if len(its) == 1 else None
        return home is not None and home not in at.repeats and not its[0].is_repeat

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


def _nothing(_scope: Scope) -> Value:
    return ""


def _texts(item: Item) -> Iterable[Text]:
    shown = [item.label, item.hint, item.guidance]
    if isinstance(item, Question):
        shown += (item.required_message, item.constraint_message, item.warning_message)
        shown += [choice.label for choice in item.choices]
    return shown
