"""The nodes of a filled form, as expressions walk over them.

Whoever looks at a node while a rule runs is noted as its reader, so that a change
reaches the rules that have looked at it and no others.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from bwassess.checklist.expression.values import Unknown, Value
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.given import NOTHING, Given
from bwassess.checklist.model import Choice
from bwassess.checklist.names import QuestionId, RowId, in_row

if TYPE_CHECKING:
    from bwassess.checklist.form.cells import Cell


class Watch:
    """Notes what a rule looks at while it runs.

    Attributes:
        values: The nodes whose value it asks for; None while no rule runs.
        places: The nodes and rows of which it only asks whether they are there.
    """

    __slots__ = ("places", "values")

    def __init__(self) -> None:
        self.values: list[FormNode] | None = None
        self.places: list[FormNode | Rows] = []


class FormNode:
    """A question, a group or a row.

    Attributes:
        row: The row it stands in or is; None outside repeats.
        rows: The rows it is one of; None for all but rows.
        number: Which of them it is, from 0.
        members: What stands in it, in order: nodes, and the rows of repeats.
        found: Everything in the same row (or outside repeats) by definition number;
            the same for all nodes of a row.
        given: What was given to it, kept while it isn't asked.
        result: What its calculation gives, for one that nobody answers.
        shown: What others see of it: empty while it isn't relevant.
        awaits_default: Whether its default is still to be reckoned.
        is_wanted: What its own condition says; those around it hold too.
        is_required: Whether it is while it is relevant.
        fits: Whether its answer meets its constraint; so with the law not known.
        is_fine: Whether its answer gives no cause for a warning.
        is_offered: Whether what was chosen is among the choices that are offered.
        offered: The choices it offers; None until somebody looks at them.
        breaks_rule: What its rule says of its answer; None without either.
        cells: Its rules.
        on_relevance: Those that are looked at again when its relevance changes.
        on_answer: Those that are looked at again when its answer does.
        readers: The rules that have looked at its value.
        finders: The rules that have looked whether it is there.
    """

    __slots__ = (
        "_watch",
        "awaits_default",
        "breaks_rule",
        "cells",
        "definition",
        "finders",
        "fits",
        "found",
        "given",
        "is_fine",
        "is_offered",
        "is_read_only",
        "is_relevant",
        "is_required",
        "is_wanted",
        "key",
        "members",
        "number",
        "offered",
        "on_answer",
        "on_relevance",
        "parent",
        "readers",
        "result",
        "row",
        "row_id",
        "rows",
        "shown",
    )

    def __init__(
        self,
        watch: Watch,
        definition: Definition,
        parent: "FormNode | None",
        *,
        rows: "Rows | None" = None,
        row_id: RowId | None = None,
    ) -> None:
        self._watch = watch
        self.definition = definition
        self.parent = parent
        self.rows = rows
        self.members: list[FormNode | Rows] = []
        self.number = 0
        self.given: Given = NOTHING
        self.result: Value = ""
        self.shown: Value = ""
        self.awaits_default = False
        self.is_wanted = True
        self.is_relevant = True
        self.is_required = False
        self.is_read_only = False
        self.fits = True
        self.is_fine = True
        self.is_offered = True
        self.offered: tuple[Choice, ...] | None = None
        self.breaks_rule: bool | Unknown | None = None
        self.cells: tuple[Cell, ...] = ()
        self.on_relevance: tuple[Cell, ...] = ()
        self.on_answer: tuple[Cell, ...] = ()
        self.readers: dict[Cell, None] = {}
        self.finders: dict[Cell, None] = {}
        self.found: dict[int, FormNode | Rows]
        self.row: FormNode | None
        if rows is not None:
            self.row = self
            self.row_id = row_id
            self.found = {}
        elif parent is not None:
            self.row = parent.row
            self.row_id = parent.row_id
            self.found = parent.found
            self.found[definition.number] = self
        else:
            self.row = None
            self.row_id = None
            self.found = {definition.number: self}
        question = definition.question
        self.key: QuestionId | None = (
            None if question is None else in_row(question.id, self.row_id)
        )

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def children(self) -> Sequence["FormNode"]:
        if self._watch.values is not None:
            self._watch.places.extend(self.members)
        found: list[FormNode] = []
        for member in self.members:
            if isinstance(member, Rows):
                found.extend(row for row in member.rows if row.is_relevant)
            elif member.is_relevant:
                found.append(member)
        return found

    def called(self, name: str) -> Sequence["FormNode"]:
        place = self.definition.places.get(name)
        if place is None:
            return ()
        member = self.members[place]
        if self._watch.values is not None:
            self._watch.places.append(member)
        if isinstance(member, Rows):
            return [row for row in member.rows if row.is_relevant]
        return (member,) if member.is_relevant else ()

    @property
    def value(self) -> Value:
        values = self._watch.values
        if values is not None:
            values.append(self)
        return self.shown

    @property
    def nodes(self) -> Iterator["FormNode"]:
        """It and all nodes in it, relevant or not, in reading order."""
        yield self
        waiting = [iter(self.members)]
        while waiting:
            member = next(waiting[-1], None)
            if member is None:
                waiting.pop()
            elif isinstance(member, Rows):
                waiting.append(iter(member.rows))
            else:
                yield member
                if member.members:
                    waiting.append(iter(member.members))


class Rows:
    """The rows of a repeat in one place of the form.

    Attributes:
        is_wanted: What the condition of the repeat says where it stands, before any
            row; each row has its own too.
    """

    __slots__ = (
        "cells",
        "definition",
        "finders",
        "is_wanted",
        "parent",
        "rows",
    )

    def __init__(self, definition: Definition, parent: FormNode) -> None:
        self.definition = definition
        self.parent = parent
        self.rows: list[FormNode] = []
        self.is_wanted = True
        self.cells: tuple[Cell, ...] = ()
        self.finders: dict[Cell, None] = {}
        parent.found[definition.number] = self

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def row(self) -> FormNode | None:
        """The row of another repeat that they stand in."""
        return self.parent.row

    @property
    def children(self) -> Sequence[FormNode]:
        """None: it stands for the place where rows are put."""
        return ()

    def called(self, name: str) -> Sequence[FormNode]:
        return ()

    @property
    def value(self) -> Value:
        return ""

    @property
    def is_relevant(self) -> bool:
        """Whether rows can be asked for."""
        return self.parent.is_relevant and self.is_wanted


Anywhere: TypeAlias = FormNode | Rows
