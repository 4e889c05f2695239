"""Keeps a filled form as its rules say, rule by rule, as far as a change reaches."""

from collections.abc import Iterator
from datetime import datetime
from math import isfinite, isnan
from random import Random

from bwassess.checklist.expression.values import (
    UNKNOWN,
    Truth,
    Unknown,
    Value,
    as_number,
    as_text,
    as_truth,
)
from bwassess.checklist.form.casting import cast
from bwassess.checklist.form.cells import UNSET, Cell, Queue, same
from bwassess.checklist.form.choices import Offered
from bwassess.checklist.form.formulas import Form, Property
from bwassess.checklist.form.growing import Growth
from bwassess.checklist.form.nodes import Anywhere, FormNode, Rows, Watch
from bwassess.checklist.form.rows import AddedRows
from bwassess.checklist.form.scope import Law, Sight, Surroundings
from bwassess.checklist.given import Given
from bwassess.checklist.kinds import SEVERAL_CHOICES
from bwassess.checklist.names import QuestionId

_CHOICES = Property.CHOICE_FILTER
MOST_ROWS = 5_000
"""No more rows are made than anybody could fill in, whatever a count says."""


class Engine:
    """The rules of one form being filled."""

    def __init__(
        self,
        form: Form,
        given: dict[QuestionId, Given],
        added: AddedRows,
        *,
        law: Law,
        now: datetime,
        around: Surroundings,
        chance: Random,
        is_new: bool,
    ) -> None:
        self.form = form
        watch = Watch()
        self.growth = Growth(form, watch, given, added)
        self.sight = Sight(
            form,
            watch,
            self.growth.root,
            law=law,
            now=now,
            around=around,
            chance=chance,
        )
        self.queue = Queue(watch, self.sight.turned_to)
        self._is_new = is_new
        self._is_opening = True
        self._is_quiet = True
        self._defaults: Iterator[FormNode] = iter(())
        self.growth.begin(self.queue, is_new=is_new)
        self.settle()
        self._is_opening = False

    def settle(self) -> None:
        """Run every rule that a change has reached, then put in defaults one by one."""
        self._is_quiet = False
        while True:
            while (cell := self.queue.take()) is not None:
                self._run(cell)
            self._is_quiet = True
            node = next(self._defaults, None)
            if node is not None:
                self._put_default(node)
            elif self.growth.fresh:
                self._defaults = self.growth.fresh.pop(0).nodes
            else:
                return

    def give(self, node: FormNode, given: Given) -> None:
        """Take what was given to a question."""
        node.given = given
        self.growth.touched[node] = None
        self.queue.put_all(node.on_answer)
        self._show(node)

    def _run(self, cell: Cell) -> None:
        node = cell.node
        match cell.formula.property:
            case Property.RELEVANT:
                cell.result = truth = _truth(self.queue.run(cell))
                self._want(node, wanted=truth is not False)
            case Property.REPEAT_COUNT if isinstance(node, Rows):
                size = _size(self.queue.run(cell))
                self.growth.resize(
                    node,
                    size,
                    is_new=self._is_new or not self._is_opening,
                    is_opening=self._is_new and self._is_opening,
                )
            case Property.CALCULATION if isinstance(node, FormNode):
                self._calculate(cell, node)
            case Property.TRIGGER if isinstance(node, FormNode):
                self._pull(cell, node)
            case Property.LABEL if isinstance(node, FormNode):
                value = self.queue.run(cell)
                if not same(cell.result, value):
                    cell.result = value
                    self.growth.touched[node] = None
            case Property.READ_ONLY if isinstance(node, FormNode):
                cell.result = truth = _truth(self.queue.run(cell))
                its = truth is True
                if its is not node.is_read_only:
                    node.is_read_only = its
                    self.growth.touched[node] = None
            case Property.CHOICE_FILTER if isinstance(node, FormNode):
                self._offer(cell, node)
            case _ if isinstance(node, FormNode):
                self._judge(cell, node)

    def offered(self, node: FormNode) -> Offered:
        """The choices of a question that it offers now."""
        offer = self.form.plans[node.definition.number].offer
        if offer is None:
            question = node.definition.question
            return () if question is None else question.choices
        if node.offered is None:
            cell = next(c for c in node.cells if c.formula.property is _CHOICES)
            node.offered = self.queue.watched(cell, offer.made)
        return node.offered

    def _offer(self, cell: Cell, node: FormNode) -> None:
        """Choices are made when somebody looks at them, or one of them was chosen."""
        if node.offered is not None:
            node.offered = None
            self.growth.touched[node] = None
        is_offered = True
        if node.is_relevant and node.given.is_answer:
            names = {choice.name for choice in self.offered(node)}
            is_offered = names.issuperset(_chosen(node))
        if is_offered is not node.is_offered:
            node.is_offered = is_offered
            self.growth.touched[node] = None

    def _judge(self, cell: Cell, node: FormNode) -> None:
        """What a rule says of a question that is relevant, and of its answer."""
        kind = cell.formula.property
        truth: bool | Unknown | None = None
        if node.is_relevant and (kind is Property.REQUIRED or _is_answered(node)):
            cell.result = truth = _truth(self.queue.run(cell))
        else:
            cell.forget()
            cell.result = UNSET
        if kind is Property.REQUIRED:
            is_required = truth is not None and truth is not False
            is_other = is_required is not node.is_required
            node.is_required = is_required
        elif kind is Property.CONSTRAINT:
            is_other = (truth is not False) is not node.fits
            node.fits = truth is not False
        elif kind is Property.WARNING:
            is_other = (truth is not False) is not node.is_fine
            node.is_fine = truth is not False
        else:
            is_other = truth is not node.breaks_rule
            node.breaks_rule = truth
        if is_other:
            self.growth.touched[node] = None

    def _calculate(self, cell: Cell, node: FormNode) -> None:
        is_written = self.form.plans[node.definition.number].is_written
        if not node.is_relevant:
            cell.forget()
            if not is_written:
                node.result = ""
            return
        value = self.queue.run(cell)
        if isinstance(value, float) and isnan(value):
            value = ""
        elif isinstance(value, bool) and not is_written:
            value = Truth.of(value)
        if is_written:
            if not same(cell.result, value):
                is_first = cell.result is UNSET
                cell.result = value
                if not (is_first and node.given.is_answer and not node.is_read_only):
                    self._write(node, value)
        elif not same(node.result, value):
            node.result = value
            self.growth.touched[node] = None
            self.queue.put_all(node.on_answer)
            self._show(node)

    def _pull(self, cell: Cell, node: FormNode) -> None:
        """Calculate when what triggers it has changed, other than by its default."""
        value = self.queue.run(cell)
        is_first = cell.result is UNSET
        if same(cell.result, value):
            return
        cell.result = value
        calculation = self.form.plans[node.definition.number].calculation
        if is_first or self._is_quiet or not node.is_relevant:
            return
        if calculation is not None:
            self._write(node, calculation(self.sight.turned_to(node)))

    def _put_default(self, node: FormNode) -> None:
        default = self.form.plans[node.definition.number].default
        key = node.key
        if not node.awaits_default or default is None:
            return
        node.awaits_default = False
        if key is None or key in self.growth.given:
            return
        self._write(node, default(self.sight.turned_to(node)))

    def _write(self, node: FormNode, value: Value | Unknown) -> None:
        question, key = node.definition.question, node.key
        if question is None or key is None or value is UNKNOWN:
            return
        given = cast(question, value)
        if given != node.given:
            self.growth.given[key] = given
            self.growth.written[key] = given
            self.give(node, given)

    def _want(self, node: Anywhere, *, wanted: bool) -> None:
        if node.is_wanted is wanted:
            return
        node.is_wanted = wanted
        if isinstance(node, FormNode):
            self._spread(node)
        else:
            self.growth.is_reshaped = True

    def _spread(self, top: FormNode) -> None:
        """Carry a condition to all that stands in it."""
        queue, plans = self.queue, self.form.plans
        waiting: list[Anywhere] = [top]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Rows):
                waiting.extend(node.rows)
                continue
            parent = node.parent
            is_relevant = node.is_wanted and (parent is None or parent.is_relevant)
            if is_relevant is node.is_relevant:
                continue
            node.is_relevant = is_relevant
            queue.put_all(node.finders)
            if node.rows is not None:
                queue.put_all(node.rows.finders)
            if node.key is not None:
                self.growth.touched[node] = None
                node.is_required = is_relevant and (
                    plans[node.definition.number].is_required
                )
                queue.put_all(node.on_relevance)
                self._show(node)
            waiting.extend(node.members)

    def _show(self, node: FormNode) -> None:
        """Let others see what it is worth now."""
        value: Value = ""
        if node.is_relevant:
            is_derived = self.form.plans[node.definition.number].is_derived
            value = node.result if is_derived else node.given.own
        if not same(node.shown, value):
            node.shown = value
            self.queue.put_all(node.readers)


def _truth(value: Value | Unknown) -> bool | Unknown:
    return UNKNOWN if value is UNKNOWN else as_truth(value)


def _size(value: Value | Unknown) -> int:
    """How many rows a count makes: none where it says no number."""
    if value is UNKNOWN:
        return 0
    number = as_number(value)
    return max(0, min(MOST_ROWS, int(number))) if isfinite(number) else 0


def _is_answered(node: FormNode) -> bool:
    return node.given.is_answer or (node.result != "" and node.shown != "")


def _chosen(node: FormNode) -> list[str]:
    words, question = as_text(node.given.own), node.definition.question
    several = question is not None and question.answer_type in SEVERAL_CHOICES
    return words.split() if several else [words]
