"""What an expression looks at: the elements of a filled form, and all around them.

`form` gives these; nothing here knows how a form is kept.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Protocol

from typing_extensions import override

from bwassess.checklist.expression.values import Value


class Element(Protocol):
    """A place in a tree: of a form's outline, a filled form or a secondary instance.

    The same place is the same object, or one that is equal and hashes alike.
    """

    @property
    def name(self) -> str: ...
    @property
    def parent(self) -> "Element | None": ...
    @property
    def children(self) -> Sequence["Element"]: ...
    def called(self, name: str) -> Sequence["Element"]:
        """The children of that name, in order."""
        ...


class Node(Element, Protocol):
    """One element of a filled form or of a secondary instance.

    `children` and `called` give only what is relevant; each row of a repeat is a
    child of its own, named as the repeat.
    """

    @property
    @override
    def parent(self) -> "Node | None": ...
    @property
    @override
    def children(self) -> Sequence["Node"]: ...
    @override
    def called(self, name: str) -> Sequence["Node"]: ...
    @property
    def value(self) -> Value:
        """Typed by its question; empty text without answer and for a group."""
        ...


Nodes = tuple[Node, ...]
"""A node set, in the order of the form (or in the order `randomize` made)."""


class Scope(Protocol):
    """Where an expression stands while it runs, and what it can ask for."""

    @property
    def own(self) -> Value:
        """The value of the rule's own question, `.`."""
        ...

    @property
    def parts(self) -> Mapping[str, Value]:
        """The parts of the rule's own question."""
        ...

    @property
    def today(self) -> date: ...
    @property
    def now(self) -> datetime:
        """This moment, aware; its zone is the one that times without zone are in."""
        ...

    @property
    def language(self) -> str:
        """The language in use, for labels and the names of months and days."""
        ...

    @property
    def chance(self) -> Random:
        """Where what is left to chance comes from."""
        ...

    @property
    def here(self) -> Node:
        """The rule's own node: where relative paths start, and `current()`."""
        ...

    @property
    def root(self) -> Node:
        """The form itself: `/data` is this node where it is named `data`."""
        ...

    def value(self, name: str) -> Value:
        """What `${name}` is worth, seen from the rule's own node."""
        ...

    def nodes(self, name: str, at: Node | None = None) -> Nodes:
        """The nodes that `${name}` stands for, seen from the rule's own node.

        Outside the repeat of `name` these are those of all rows; inside, as pyxform
        writes it, those of the same row. With `at`, a node of the form that a
        predicate tests, the rows `at` stands in go before those of the own node.
        """
        ...

    def everywhere(self, name: str) -> Nodes:
        """The nodes of that name in all rows, wherever the rule stands."""
        ...

    def instance(self, name: str) -> Node | None:
        """The outermost element of a secondary instance; None where there is none.

        It is the `root` of `instance('x')/root/item`, and of the form saved last its
        `data`.
        """
        ...

    def looked_up(self, instance: str, column: str, key_column: str, key: str) -> str:
        """The cell of the first row whose key column says `key`; empty if none."""
        ...

    def last_saved(self, name: str) -> Value:
        """The answer `${last-saved#name}` of the assessment saved last."""
        ...

    def choice_label(self, question: str, choice: str) -> str:
        """The label of a question's choice in the language in use; empty if none."""
        ...

    def itext(self, key: str) -> str:
        """A text of the form by its key, in the language in use; empty if none."""
        ...

    def about(self, name: str) -> str:
        """A fact on device, user or form: `username`, `deviceid`, `version` ..."""
        ...

    def parameter(self, key: str, case: str) -> Value:
        """What national law says on the day; UNKNOWN where nobody can tell."""
        ...

    def parameter_at(self, key: str, case: str, at: float) -> Value:
        """What the step says that holds for the number `at`."""
        ...
