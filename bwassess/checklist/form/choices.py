"""Which choices a question offers, given the other answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from zlib import crc32

from bwassess.checklist.expression.compiling import ChoiceFilter, Expression
from bwassess.checklist.expression.nodecalls import seeded, shuffled
from bwassess.checklist.expression.nodes import Node, Nodes
from bwassess.checklist.expression.values import UNKNOWN, as_text
from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.nodes import FormNode
from bwassess.checklist.form.scope import Sight
from bwassess.checklist.form.tables import TableNode, Tables, columns_of, table_of
from bwassess.checklist.model import Choice, Question
from bwassess.checklist.texts import Text

Offered: TypeAlias = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices of a question that depend on more than the question.

    Attributes:
        source: The question in a repeat whose answers are the choices; None for those
            of a table.
        kept: Says which of them are offered; None for all.
        is_mixed: Whether their order is left to chance.
        seed: What that order comes from; each question has one of its own without.
    """

    question: Question
    tables: Tables
    source: Definition | None = None
    kept: ChoiceFilter | None = None
    is_mixed: bool = False
    seed: Expression | None = None

    def made(self, sight: Sight) -> Offered:
        """The choices at the place the sight is turned to."""
        if self.source is not None:
            return self._of_answers(sight, self.source)
        rows = self.tables.rows(table_of(self.question))
        found = [n for n in self._chosen(sight, rows) if isinstance(n, TableNode)]
        return tuple(self._of_row(row) for row in found)

    def _of_answers(self, sight: Sight, source: Definition) -> Offered:
        home = source.home
        rows: Sequence[Node] = (sight.root,) if home is None else sight.nodes(home.name)
        answered = [row for row in rows if _answer(row, source)]
        found = self._chosen(sight, answered)
        names = dict.fromkeys(_answer(row, source) for row in found)
        return tuple(
            Choice(name, Text.of({sight.language: name})) for name in names if name
        )

    def _chosen(self, sight: Sight, rows: Sequence[Node]) -> Iterable[Node]:
        """Those that are offered, mixed after the others were left out."""
        found = tuple(rows) if self.kept is None else self.kept.kept(sight, rows)
        return self._mixed(sight, found) if self.is_mixed else found

    def _mixed(self, sight: Sight, nodes: Nodes) -> Nodes:
        if self.seed is not None:
            value = self.seed.run(sight)
            return nodes if value is UNKNOWN else shuffled(nodes, seeded(value))
        here = sight.here
        key = here.key if isinstance(here, FormNode) else None
        return shuffled(nodes, seeded(float(crc32((key or "").encode()))))

    def _of_row(self, row: TableNode) -> Choice:
        if row.choice is not None:
            return row.choice
        name, label = columns_of(self.question)
        words = row.cell(label) or row.cell(name)
        return Choice(row.cell(name), Text.of({self.tables.language: words}))


def _answer(row: Node, source: Definition) -> str:
    """What was answered to a question of a row; empty if nothing."""
    if not isinstance(row, FormNode):
        return ""
    nodes: Sequence[FormNode] = (row,)
    for step in source.below(row.definition):
        nodes = [child for node in nodes for child in node.called(step.name)]
    value = nodes[0].value if nodes else ""
    return "" if value is UNKNOWN else as_text(value)
