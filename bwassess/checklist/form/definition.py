"""The places of a form as it is defined: its groups, repeats and questions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bwassess.checklist.model import Group, Item, Question


class Definition:
    """One place of a form; every row of a repeat has nodes of its own for it.

    Attributes:
        number: Its place in reading order; the form itself is 0.
        item: What the checklist has there; None for the form itself.
        home: The innermost repeat around it, in whose rows it stands.
    """

    __slots__ = (
        "_children",
        "_named",
        "home",
        "item",
        "name",
        "number",
        "parent",
        "place",
    )

    def __init__(
        self, name: str, number: int, item: Item | None, parent: "Definition | None"
    ) -> None:
        self.name = name
        self.number = number
        self.item = item
        self.parent = parent
        self.home: Definition | None = None
        self.place = 0
        self._children: list[Definition] = []
        self._named: dict[str, int] = {}
        if parent is not None:
            self.home = parent if parent.is_repeat else parent.home
            parent.take(self)

    def take(self, child: "Definition") -> None:
        """Put a child at the end."""
        child.place = len(self._children)
        self._children.append(child)
        self._named.setdefault(child.name, child.place)

    @property
    def children(self) -> Sequence["Definition"]:
        return self._children

    def called(self, name: str) -> Sequence["Definition"]:
        """The children of that name."""
        place = self._named.get(name)
        return () if place is None else (self._children[place],)

    @property
    def places(self) -> Mapping[str, int]:
        """Which of the children has a name."""
        return self._named

    @property
    def is_repeat(self) -> bool:
        return isinstance(self.item, Group) and self.item.is_repeat

    @property
    def question(self) -> Question | None:
        return self.item if isinstance(self.item, Question) else None

    @property
    def group(self) -> Group | None:
        return self.item if isinstance(self.item, Group) else None

    @property
    def repeats(self) -> Iterator["Definition"]:
        """The repeats in whose rows it stands, itself included, innermost first."""
        its: Definition | None = self if self.is_repeat else self.home
        while its is not None:
            yield its
            its = its.home

    def below(self, ancestor: "Definition") -> tuple["Definition", ...]:
        """The way from an ancestor down to it, the ancestor left out."""
        way: list[Definition] = []
        at: Definition | None = self
        while at is not None and at is not ancestor:
            way.append(at)
            at = at.parent
        way.reverse()
        return tuple(way)


def define(items: Iterable[Item], *, root: str) -> list[Definition]:
    """Every place of a form in reading order, the form itself first."""
    top = Definition(root, 0, None, None)
    found = [top]
    waiting: list[tuple[Definition, Iterator[Item]]] = [(top, iter(items))]
    while waiting:
        parent, rest = waiting[-1]
        item = next(rest, None)
        if item is None:
            waiting.pop()
            continue
        its = Definition(item.name, len(found), item, parent)
        found.append(its)
        if isinstance(item, Group):
            waiting.append((its, iter(item.items)))
    return found
