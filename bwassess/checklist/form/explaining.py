"""Why a question stands as it does: its conditions and what they looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from bwassess.checklist.expression.values import Unknown, Value
from bwassess.checklist.form.cells import UNSET, Cell
from bwassess.checklist.form.formulas import Property
from bwassess.checklist.form.nodes import FormNode
from bwassess.checklist.model import Item
from bwassess.checklist.names import QuestionId, RowId


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule as it was looked at last.

    Attributes:
        of: What it is the rule of: the question, or a group around it.
        row: The row that stands in.
        source: The rule as it is written.
        outcome: What it gave; None where it wasn't looked at, as a constraint without
            an answer isn't.
        reads: The questions it looked at, with what it saw of them.
        parameters: The keys of national law it names.
    """

    of: Item
    row: RowId | None
    source: str
    outcome: Value | Unknown | None
    reads: tuple[tuple[QuestionId, Value], ...]
    parameters: tuple[str, ...]


def conditions(node: FormNode, its: Property) -> Iterator[Condition]:
    """The rules that decide on a question, for relevance from the outermost group."""
    places = [node]
    if its is Property.RELEVANT:
        above = node.parent
        while above is not None:
            places.append(above)
            above = above.parent
        places.reverse()
    for place in places:
        for cell in place.cells:
            if cell.formula.property is its:
                yield from _condition(cell, place)


def _condition(cell: Cell, node: FormNode) -> Iterator[Condition]:
    rule, item = cell.formula.expression, node.definition.item
    if rule is None or item is None:
        return
    reads = {other.key: other.shown for other in cell.reads if other.key is not None}
    if rule.reads_own and node.key is not None:
        reads[node.key] = node.shown
    yield Condition(
        of=item,
        row=node.row_id,
        source=rule.source,
        outcome=None if cell.result is UNSET else cell.result,
        reads=tuple(reads.items()),
        parameters=tuple(sorted(rule.parameters)),
    )
