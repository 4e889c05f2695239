"""One form being filled: what it asks now, and what each act changes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random, SystemRandom
from types import MappingProxyType

from bwassess.checklist.expression.values import UNKNOWN, Unknown, Value, as_text
from bwassess.checklist.form.engine import Engine
from bwassess.checklist.form.explaining import Condition, conditions
from bwassess.checklist.form.formulas import Form, Property
from bwassess.checklist.form.nodes import FormNode
from bwassess.checklist.form.outputs import filled
from bwassess.checklist.form.rows import AddedRows, Row
from bwassess.checklist.form.scope import Law, NoLaw, Surroundings
from bwassess.checklist.given import NOTHING, Given
from bwassess.checklist.model import Choice
from bwassess.checklist.names import QuestionId, RowId
from bwassess.checklist.texts import Text

_NO_ANSWERS: Mapping[QuestionId, Given] = MappingProxyType({})
_NO_LAW = NoLaw()
_NOWHERE = Surroundings()


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act changed.

    Attributes:
        changed: The questions whose state may be another, those of rows that came or
            went among them.
        written: What the form itself put in as answers: defaults, what a trigger set
            off, what is calculated and can be changed. To be kept as answers are.
        begun: The rows the form itself began. To be kept as added rows are.
        is_reshaped: Whether rows came or went, or may be added where they might not.
        evaluations: How many rules were looked at.
    """

    changed: frozenset[QuestionId] = frozenset()
    written: Mapping[QuestionId, Given] = field(default_factory=lambda: _NO_ANSWERS)
    begun: tuple[Row, ...] = ()
    is_reshaped: bool = False
    evaluations: int = 0


_NO_EFFECT = Effect()


@dataclass(frozen=True, slots=True)
class NodeState:
    """How one question stands.

    Attributes:
        value: What other questions see of it: empty while it isn't relevant.
        given: What was given to it, kept while it isn't relevant.
        fits: Whether its answer meets its constraint.
        is_fine: Whether its answer gives no cause for a warning.
        is_offered: Whether what was chosen is still among the choices offered.
        breaks_rule: What its rule says of its answer; None without rule or answer.
    """

    value: Value
    given: Given
    is_relevant: bool
    is_required: bool
    is_read_only: bool
    fits: bool
    is_fine: bool
    is_offered: bool
    breaks_rule: bool | Unknown | None


class Lack(StrEnum):
    """Why a question stands in the way of completing a form."""

    UNANSWERED = "unanswered"
    CONSTRAINT = "constraint"
    NOT_OFFERED = "not_offered"
    """A choice was made that the other answers don't leave any more."""


class Filling:
    """One form being filled.

    Answers to questions of rows that aren't there are kept, and come back with them.
    """

    def __init__(
        self,
        form: Form,
        *,
        now: datetime,
        law: Law = _NO_LAW,
        given: Mapping[QuestionId, Given] = _NO_ANSWERS,
        rows: Iterable[Row] = (),
        around: Surroundings = _NOWHERE,
        chance: Random | None = None,
        is_new: bool = False,
    ) -> None:
        """Open a form.

        Args:
            form: What is filled in.
            now: The moment it is filled in, aware of its zone; nothing reads a clock.
            law: National law on the day.
            given: What was given before.
            rows: The rows that were added before, in their order.
            around: Where and by whom it is filled in.
            chance: Where what is left to chance comes from; the system's by default.
            is_new: Whether it is opened for the first time, and gets its defaults.
        """
        self.form = form
        self._given = dict(given)
        self._added = AddedRows(row for row in rows if _is_repeat(form, row.repeat))
        self._engine = Engine(
            form,
            self._given,
            self._added,
            law=law,
            now=now,
            around=around,
            chance=chance or SystemRandom(),
            is_new=is_new,
        )
        self._growth = self._engine.growth
        self.opening = self._effect()

    def set(self, key: QuestionId, given: Given) -> Effect:
        """Take an answer; `NOTHING` takes it away."""
        if given == NOTHING:
            self._given.pop(key, None)
        else:
            self._given[key] = given
        node = self._growth.nodes.get(key)
        if (
            node is None
            or node.given == given
            or self.form.plans[node.definition.number].is_derived
        ):
            return _NO_EFFECT
        self._engine.give(node, given)
        return self._settled()

    def add_row(
        self, repeat: str, *, row: RowId, parent: RowId | None = None
    ) -> Effect:
        """Add a row at the end of a repeat; what was given in it before comes back.

        Raises:
            KeyError: the form has no such repeat.
        """
        definition = self.form.repeat(repeat)
        if row in self._added:
            return _NO_EFFECT
        self._added.add(Row(repeat, row, parent))
        rows = self._growth.place_of(definition, parent)
        if rows is None or self.form.plans[definition.number].is_counted:
            return _NO_EFFECT
        self._growth.add(rows, row)
        return self._settled()

    def remove_row(self, row: RowId) -> Effect:
        """Take an added row away; what was given in it is kept."""
        if self._added.take(row) is None:
            return _NO_EFFECT
        node = self._growth.rows.get(row)
        if node is None:
            return _NO_EFFECT
        self._growth.remove(node)
        return self._settled()

    def state(self, key: QuestionId) -> NodeState:
        """How a question stands.

        Raises:
            KeyError: it isn't there: not in the form, or in a row that isn't there.
        """
        node = self._growth.nodes[key]
        return NodeState(
            value=node.shown,
            given=node.given,
            is_relevant=node.is_relevant,
            is_required=node.is_required,
            is_read_only=node.is_read_only,
            fits=node.fits,
            is_fine=node.is_fine,
            is_offered=node.is_offered,
            breaks_rule=node.breaks_rule,
        )

    def choices(self, key: QuestionId) -> tuple[Choice, ...]:
        """The choices that a question offers, given the other answers.

        Raises:
            KeyError: it isn't there.
        """
        return self._engine.offered(self._growth.nodes[key])

    def __contains__(self, key: object) -> bool:
        return key in self._growth.nodes

    def __iter__(self) -> Iterator[QuestionId]:
        return self.keys()

    def keys(self) -> Iterator[QuestionId]:
        """Every question there is, relevant or not, in reading order."""
        return (node.key for node in self._growth.root.nodes if node.key is not None)

    def rows(self, repeat: str, parent: RowId | None = None) -> tuple[RowId, ...]:
        """The rows of a repeat in one place, in their order.

        Raises:
            KeyError: the form has no such repeat.
        """
        its = self._growth.place_of(self.form.repeat(repeat), parent)
        if its is None:
            return ()
        return tuple(row.row_id for row in its.rows if row.row_id is not None)

    def may_add_row(self, repeat: str, parent: RowId | None = None) -> bool:
        """Whether somebody may add a row now: it isn't counted, and it is relevant.

        Raises:
            KeyError: the form has no such repeat.
        """
        definition = self.form.repeat(repeat)
        its = self._growth.place_of(definition, parent)
        is_counted = self.form.plans[definition.number].is_counted
        return its is not None and its.is_relevant and not is_counted

    def text(self, at: QuestionId | RowId | None, text: Text, language: str) -> str:
        """A text of a question, of a row or of the form, with the values it shows."""
        words = text.in_(language)
        if "${" not in words:
            return words
        node = self._node(at)
        sight = self._engine.sight.turned_to(node)

        def shown(name: str) -> str:
            value = sight.value(name)
            return "" if value is UNKNOWN else as_text(value)

        return filled(words, shown)

    def explain(self, key: QuestionId, its: Property) -> tuple[Condition, ...]:
        """The rules that made a question stand as it does, with what they looked at.

        For relevance these are the conditions of all groups around it too, from the
        outermost; it is relevant if none of them is false.

        Raises:
            KeyError: it isn't there.
        """
        return tuple(conditions(self._growth.nodes[key], its))

    def missing(self) -> Iterator[tuple[QuestionId, Lack]]:
        """What is still to be done before the form is complete, in reading order."""
        for node in self._growth.root.nodes:
            if node.key is None or not node.is_relevant:
                continue
            if node.is_required and not node.given.is_answer and node.shown == "":
                yield node.key, Lack.UNANSWERED
            if not node.fits:
                yield node.key, Lack.CONSTRAINT
            if not node.is_offered:
                yield node.key, Lack.NOT_OFFERED

    def _node(self, at: QuestionId | RowId | None) -> FormNode:
        growth = self._growth
        if at is None:
            return growth.root
        return growth.nodes.get(QuestionId(at)) or growth.rows[RowId(at)]

    def _settled(self) -> Effect:
        self._engine.settle()
        return self._effect()

    def _effect(self) -> Effect:
        growth, queue = self._growth, self._engine.queue
        effect = Effect(
            changed=frozenset(n.key for n in growth.touched if n.key is not None),
            written=MappingProxyType(growth.written) if growth.written else _NO_ANSWERS,
            begun=tuple(growth.begun),
            is_reshaped=growth.is_reshaped,
            evaluations=queue.runs,
        )
        growth.touched = {}
        growth.begun = []
        growth.is_reshaped = False
        growth.written = {}
        queue.rest()
        return effect


def _is_repeat(form: Form, name: str) -> bool:
    its = form.named.get(name)
    return its is not None and its.is_repeat
