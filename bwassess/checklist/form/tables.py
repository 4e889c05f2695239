"""The tables beside a form: its lists of choices and the files it looks into."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bwassess.checklist.expression.values import Value
from bwassess.checklist.model import Checklist, Choice, Instance, Question, leaves
from bwassess.checklist.texts import Text

_ROOT, _ITEM = "root", "item"
_NAME, _LABEL = "name", "label"


class TableNode:
    """The outermost element of a table, one row of it, or one cell."""

    __slots__ = ("_cells", "_children", "choice", "name", "parent", "value")

    def __init__(
        self,
        name: str,
        parent: "TableNode | None",
        *,
        cells: Iterable[tuple[str, str]] = (),
        value: str = "",
        choice: Choice | None = None,
    ) -> None:
        self.name = name
        self.parent = parent
        self.value: Value = value
        self.choice = choice
        self._cells = dict(cells)
        self._children: list[TableNode] | None = None

    @property
    def children(self) -> Sequence["TableNode"]:
        if self._children is None:
            self._children = [
                TableNode(column, self, value=text)
                for column, text in self._cells.items()
            ]
        return self._children

    def called(self, name: str) -> Sequence["TableNode"]:
        if self.name == _ROOT:
            return self.children if name == _ITEM else ()
        if name not in self._cells:
            return ()
        return [child for child in self.children if child.name == name]

    def cell(self, column: str) -> str:
        """The text of one of its cells; empty without one."""
        return self._cells.get(column, "")

    @property
    def columns(self) -> Iterable[str]:
        return self._cells

    def put(self, rows: Iterable["TableNode"]) -> None:
        """Take the rows of a table."""
        self._children = list(rows)


class Tables:
    """All tables of a form by name, each made when it is first looked at.

    Attributes:
        language: The form's first, which the labels of tables are in.
    """

    def __init__(self, checklist: Checklist) -> None:
        self.language = checklist.languages[0]
        self._files: Mapping[str, Instance] = {i.name: i for i in checklist.instances}
        self._lists: dict[str, Sequence[Choice]] = {}
        for question in leaves(checklist.items):
            if question.choice_list:
                self._lists.setdefault(question.choice_list, question.choices)
        self._roots: dict[str, TableNode | None] = {}
        self._indices: dict[tuple[str, str], dict[str, TableNode]] = {}

    def root(self, name: str) -> TableNode | None:
        """The outermost element of a table; None where there is none."""
        if name not in self._roots:
            self._roots[name] = self._made(name)
        return self._roots[name]

    def rows(self, name: str) -> Sequence[TableNode]:
        root = self.root(name)
        return () if root is None else root.children

    def columns(self, name: str) -> frozenset[str]:
        """The columns of a table, of whichever of its rows has them."""
        return frozenset(column for row in self.rows(name) for column in row.columns)

    def row(self, name: str, column: str, text: str) -> TableNode | None:
        """The first row whose column says this."""
        index = self._indices.get((name, column))
        if index is None:
            index = {}
            for row in self.rows(name):
                index.setdefault(row.cell(column), row)
            self._indices[name, column] = index
        return index.get(text)

    def _made(self, name: str) -> TableNode | None:
        root = TableNode(_ROOT, None)
        if name in self._lists:
            root.put(self._choice_rows(root, self._lists[name]))
        elif name in self._files:
            root.put(
                TableNode(_ITEM, root, cells=row) for row in self._files[name].rows
            )
        else:
            return None
        return root

    def _choice_rows(
        self, root: TableNode, choices: Iterable[Choice]
    ) -> Iterator[TableNode]:
        for choice in choices:
            cells = (
                (_NAME, choice.name),
                (_LABEL, choice.label.in_(self.language)),
                *choice.columns,
            )
            yield TableNode(_ITEM, root, cells=cells, choice=choice)


def table_of(question: Question) -> str:
    """The table a question's choices stand in."""
    source = question.choices_from
    return source.rpartition(".")[0] if "." in source else question.choice_list


def columns_of(question: Question) -> tuple[str, str]:
    """The columns of a table that hold its choices' names and labels."""
    options = dict(question.options)
    return options.get("value", _NAME), options.get("label", _LABEL)


def label_of(question: Question, choice: str, tables: Tables) -> Text:
    """The label of a question's choice, offered now or not; empty if there is none."""
    for its in question.choices:
        if its.name == choice:
            return its.label
    name, label = columns_of(question)
    row = tables.row(table_of(question), name, choice)
    if row is not None:
        return Text.of({tables.language: row.cell(label)})
    is_of_answers = question.choices_from.startswith("${")
    return Text.of({tables.language: choice}) if is_of_answers else Text()
