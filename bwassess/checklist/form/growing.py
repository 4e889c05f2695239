"""Makes and takes away the nodes of a form being filled: all of it, and row by row."""

from collections.abc import Iterable, Iterator

from bwassess.checklist.form.cells import Cell, Queue, standing
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.formulas import Form, Plan, Property
from bwassess.checklist.form.nodes import FormNode, Rows, Watch
from bwassess.checklist.form.rows import AddedRows, Row
from bwassess.checklist.given import Given
from bwassess.checklist.names import QuestionId, RowId, counted_row

_ON_ANSWER = frozenset(
    {
        Property.CONSTRAINT,
        Property.WARNING,
        Property.NC_RULE,
        Property.CHOICE_FILTER,
    }
)
_ON_RELEVANCE = _ON_ANSWER | {Property.CALCULATION, Property.REQUIRED}


class Growth:
    """The nodes of one form being filled.

    Attributes:
        given: What was given, also to questions of rows that aren't there.
        added: The rows somebody added.
        nodes: The questions there are.
        rows: The rows there are.
        touched: The nodes that came, went or changed since they were last taken.
        written: What the form itself put in as answers since then.
        begun: The rows the form itself began since then.
        fresh: What is new to the form, and gets its defaults.
        is_reshaped: Whether rows came or went since then.
    """

    def __init__(
        self,
        form: Form,
        watch: Watch,
        given: dict[QuestionId, Given],
        added: AddedRows,
    ) -> None:
        self.given = given
        self.added = added
        self.nodes: dict[QuestionId, FormNode] = {}
        self.rows: dict[RowId, FormNode] = {}
        self.touched: dict[FormNode, None] = {}
        self.written: dict[QuestionId, Given] = {}
        self.begun: list[Row] = []
        self.fresh: list[FormNode] = []
        self.is_reshaped = False
        self._is_opening = False
        self._plans = form.plans
        self._watch = watch
        self.root = FormNode(watch, form.root, None)

    def begin(self, queue: Queue, *, is_new: bool) -> None:
        """Make the whole form; its rules wait in the queue."""
        self._queue = queue
        if is_new:
            self.fresh.append(self.root)
        self._is_opening = is_new
        self._fill(self.root, is_new=is_new)
        self._is_opening = False

    def place_of(self, definition: Definition, parent: RowId | None) -> Rows | None:
        """Where the rows of a repeat stand, if that is there."""
        outer = self.root if parent is None else self.rows.get(parent)
        rows = None if outer is None else outer.found.get(definition.number)
        return rows if isinstance(rows, Rows) else None

    def add(self, rows: Rows, row_id: RowId) -> None:
        """Put one row more at the end."""
        self._begin_row(rows, row_id, is_new=True)
        self._renumber(rows)

    def remove(self, row: FormNode) -> None:
        if row.rows is not None:
            row.rows.rows.remove(row)
            self._end_row(row)
            self._renumber(row.rows)

    def resize(
        self, rows: Rows, size: int, *, is_new: bool, is_opening: bool = False
    ) -> None:
        """Make as many rows as a count says.

        The first row of a form that opens for the first time is the one its author
        wrote, with one row of each repeat in it.
        """
        here = len(rows.rows)
        if size == here:
            return
        for number in range(here, size):
            row_id = counted_row(rows.name, number + 1, rows.parent.row_id)
            self._is_opening = is_opening and not (number or any(standing(rows)))
            self._begin_row(rows, row_id, is_new=is_new)
        self._is_opening = False
        for row in rows.rows[size:]:
            self._end_row(row)
        del rows.rows[size:]
        self._renumber(rows)

    def _fill(self, top: FormNode, *, is_new: bool) -> None:
        waiting: list[tuple[FormNode, Iterator[Definition]]] = [
            (top, iter(top.definition.children))
        ]
        while waiting:
            parent, rest = waiting[-1]
            definition = next(rest, None)
            if definition is None:
                waiting.pop()
                continue
            plan = self._plans[definition.number]
            if definition.is_repeat:
                self._begin_rows(Rows(definition, parent), plan, is_new=is_new)
                continue
            node = FormNode(self._watch, definition, parent)
            node.is_relevant = parent.is_relevant
            parent.members.append(node)
            self._equip(node, plan, is_new=is_new)
            if definition.children:
                waiting.append((node, iter(definition.children)))

    def _begin_rows(self, rows: Rows, plan: Plan, *, is_new: bool) -> None:
        rows.parent.members.append(rows)
        rows.cells = tuple(
            Cell(formula, rows)
            for formula in (plan.count, plan.relevant)
            if formula is not None
        )
        self._queue.put_all(rows.cells)
        if not plan.is_counted:
            for row_id in self._first_rows(rows):
                self._begin_row(rows, row_id, is_new=is_new)

    def _first_rows(self, rows: Rows) -> Iterable[RowId]:
        """The rows that are there; a new form begins with one of each repeat."""
        parent = rows.parent.row_id
        its = self.added.of(rows.name, parent)
        if its or not self._is_opening:
            return its
        row = Row(rows.name, counted_row(rows.name, 1, parent), parent)
        self.added.add(row)
        self.begun.append(row)
        return (row.id,)

    def _begin_row(self, rows: Rows, row_id: RowId, *, is_new: bool) -> None:
        node = FormNode(
            self._watch, rows.definition, rows.parent, rows=rows, row_id=row_id
        )
        node.number = len(rows.rows)
        node.is_relevant = rows.parent.is_relevant
        rows.rows.append(node)
        self.rows[row_id] = node
        self._equip(node, self._plans[rows.definition.number], is_new=is_new)
        if is_new:
            self.fresh.append(node)
        self._fill(node, is_new=is_new)

    def _equip(self, node: FormNode, plan: Plan, *, is_new: bool) -> None:
        """Give a node its answer and its rules."""
        key = node.key
        if key is not None:
            self.nodes[key] = node
            self.touched[node] = None
            node.is_required = plan.is_required and node.is_relevant
            node.is_read_only = plan.is_read_only
            node.awaits_default = is_new and plan.default is not None
            if is_new and plan.first is not None and key not in self.given:
                self.given[key] = self.written[key] = plan.first
            given = self.given.get(key)
            if given is not None and not plan.is_derived:
                node.given = given
                if node.is_relevant:
                    node.shown = given.own
        if not plan.formulas:
            return
        node.cells = cells = tuple(Cell(formula, node) for formula in plan.formulas)
        node.on_relevance = tuple(
            cell for cell in cells if cell.formula.property in _ON_RELEVANCE
        )
        node.on_answer = tuple(
            cell for cell in cells if cell.formula.property in _ON_ANSWER
        )
        is_answered = node.given.is_answer
        for cell in cells:
            if is_answered or cell.formula.property not in _ON_ANSWER:
                self._queue.put(cell)

    def _end_row(self, row: FormNode) -> None:
        for node in row.nodes:
            if node.key is not None:
                self.touched[node] = None
                self.nodes.pop(node.key, None)
            elif node.rows is not None and node.row_id is not None:
                self.rows.pop(node.row_id, None)
            _drop(node.cells)
            for member in node.members:
                if isinstance(member, Rows):
                    _drop(member.cells)

    def _renumber(self, rows: Rows) -> None:
        for number, row in enumerate(rows.rows):
            row.number = number
        self.is_reshaped = True
        self._queue.put_all(rows.finders)


def _drop(cells: Iterable[Cell]) -> None:
    for cell in cells:
        cell.is_gone = True
        cell.forget()
