"""Rules in place: each with the node it decides on, and what it looked at last."""

from collections.abc import Callable, Iterable
from enum import Enum
from heapq import heappop, heappush
from itertools import count
from typing import Final, Literal, TypeAlias, TypeVar

from bwassess.checklist.expression.values import Unknown, Value
from bwassess.checklist.form.formulas import Formula
from bwassess.checklist.form.nodes import Anywhere, FormNode, Watch
from bwassess.checklist.form.scope import Sight


class _Unset(Enum):
    UNSET = "unset"


UNSET: Final = _Unset.UNSET
Result: TypeAlias = Value | Unknown | Literal[_Unset.UNSET]

T = TypeVar("T")

_MOST_RUNS = 100
"""How often a rule runs in one act before it is taken to go round in a circle.

Circles are refused when a form is compiled; only rows that pick each other by what they
hold can make one while it is filled in.
"""


class Cell:
    """One formula at one node.

    Attributes:
        result: What it gave last; unset while nothing was asked of it.
        reads: The nodes whose values it looked at for that.
        finds: The nodes and rows that it looked for.
        runs: How often it ran in the present act.
    """

    __slots__ = (
        "finds",
        "formula",
        "is_gone",
        "is_waiting",
        "node",
        "reads",
        "result",
        "runs",
    )

    def __init__(self, formula: Formula, node: Anywhere) -> None:
        self.formula = formula
        self.node = node
        self.result: Result = UNSET
        self.reads: dict[FormNode, None] = {}
        self.finds: dict[Anywhere, None] = {}
        self.is_waiting = False
        self.is_gone = False
        self.runs = 0

    def forget(self) -> None:
        """Let go of what it looked at."""
        for node in self.reads:
            node.readers.pop(self, None)
        for place in self.finds:
            place.finders.pop(self, None)
        self.reads = {}
        self.finds = {}


def same(one: Result, other: Result) -> bool:
    """Whether two values are the same also as to their type."""
    return one is other or (type(one) is type(other) and one == other)


class Queue:
    """The cells to run, in an order in which each comes after what it reads."""

    def __init__(self, watch: Watch, look: Callable[[Anywhere], Sight]) -> None:
        self._watch = watch
        self._look = look
        self._waiting: list[tuple[int, tuple[int, ...], int, Cell]] = []
        self._number = count()
        self._ran: list[Cell] = []
        self.runs = 0

    def put(self, cell: Cell) -> None:
        if cell.is_waiting or cell.is_gone:
            return
        cell.is_waiting = True
        formula = cell.formula
        order = () if formula.turn is None else (*standing(cell.node), formula.turn)
        heappush(self._waiting, (formula.rank, order, next(self._number), cell))

    def put_all(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            self.put(cell)

    def take(self) -> Cell | None:
        """The next cell to run; None if there is none."""
        while self._waiting:
            cell = heappop(self._waiting)[-1]
            cell.is_waiting = False
            if not cell.is_gone and cell.runs < _MOST_RUNS:
                return cell
        return None

    def run(self, cell: Cell) -> Value | Unknown:
        """Run a cell's formula and note what it looks at."""
        return self.watched(cell, cell.formula.run)

    def watched(self, cell: Cell, of: Callable[[Sight], T]) -> T:
        """Look at something for a cell and note what that looks at."""
        watch = self._watch
        values: list[FormNode] = []
        places: list[Anywhere] = []
        watch.values, watch.places = values, places
        self.runs += 1
        cell.runs += 1
        if cell.runs == 1:
            self._ran.append(cell)
        try:
            value = of(self._look(cell.node))
        finally:
            watch.values = None
        _note(cell, values, places)
        return value

    def rest(self) -> None:
        """Begin to count runs anew."""
        for cell in self._ran:
            cell.runs = 0
        self._ran = []
        self.runs = 0


def _note(cell: Cell, values: list[FormNode], places: list[Anywhere]) -> None:
    reads = dict.fromkeys(values)
    old = cell.reads
    if reads.keys() != old.keys():
        for node in old:
            if node not in reads:
                node.readers.pop(cell, None)
        for node in reads:
            if node not in old:
                node.readers[cell] = None
        cell.reads = reads
    if not places and not cell.finds:
        return
    finds = dict.fromkeys(places)
    before = cell.finds
    if finds.keys() != before.keys():
        for place in before:
            if place not in finds:
                place.finders.pop(cell, None)
        for place in finds:
            if place not in before:
                place.finders[cell] = None
        cell.finds = finds


def standing(node: Anywhere) -> tuple[int, ...]:
    """The numbers of the rows it stands in, from the outermost."""
    numbers: list[int] = []
    row: FormNode | None = node.row
    while row is not None and row.rows is not None:
        numbers.append(row.number)
        row = row.rows.parent.row
    numbers.reverse()
    return tuple(numbers)
