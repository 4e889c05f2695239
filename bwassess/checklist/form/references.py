"""What the rules of a form refer to: names and paths resolved to definitions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bwassess.checklist.expression.tree import (
    Call,
    Filtered,
    LastSaved,
    Operation,
    Own,
    Path,
    Reference,
    Root,
    Step,
    Tree,
    inner,
)
from bwassess.checklist.form.definition import Definition
from bwassess.text import _

Named: TypeAlias = Mapping[str, Sequence[Definition]]
Spot: TypeAlias = tuple[Definition, ...] | None
"""The definitions a node set may be at; None where that isn't in the form."""

_ABOVE = Definition("", -1, None, None)
"""Where absolute paths start."""
_META = "meta"
"""The block of a form's metadata, which isn't part of its definition."""


@dataclass(slots=True)
class Reads:
    """What a rule may look at.

    Attributes:
        here: Definitions looked at in the rule's own rows, or in all rows.
        elsewhere: Definitions looked at in rows that are picked one by one, which may
            be others than the rule's own.
        columns: Columns of a table beside the form.
        wrong: What it refers to that isn't there, and how to mend that.
    """

    here: set[Definition] = field(default_factory=set)
    elsewhere: set[Definition] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def reads_of(
    tree: Tree, at: Definition, *, context: Spot, root: Definition, named: Named
) -> Reads:
    """What an expression of a definition may look at.

    Args:
        tree: The expression.
        at: The definition whose rule it is.
        context: Where relative paths start; None in a table beside the form.
        root: The form itself.
        named: The definitions of each name.
    """
    resolver = _Resolver(at, root, named)
    resolver.spot(tree, context, picked=False)
    return resolver.reads


class _Resolver:
    def __init__(self, at: Definition, root: Definition, named: Named) -> None:
        self.reads = Reads()
        self._at = at
        self._root = root
        self._named = named

    def spot(self, tree: Tree, context: Spot, *, picked: bool) -> Spot:
        """Where a tree's nodes are, all that it reads noted."""
        match tree:
            case Reference(name=name):
                return self._reference(name, picked=picked)
            case Own():
                return context
            case LastSaved():
                return None
            case Path():
                return self._path(tree, context, picked=picked)
            case Filtered(of=of, predicates=predicates):
                its = self.spot(of, context, picked=True)
                self._each(predicates, its, picked=picked)
                return its
            case Call():
                return self._call(tree, context, picked=picked)
            case Operation(operator="|", left=left, right=right):
                first = self.spot(left, context, picked=picked)
                second = self.spot(right, context, picked=picked)
                return None if first is None or second is None else first + second
            case _:
                self._each(inner(tree), context, picked=picked)
                return None

    def _each(self, trees: Iterable[Tree], context: Spot, *, picked: bool) -> None:
        for tree in trees:
            self.spot(tree, context, picked=picked)

    def _call(self, call: Call, context: Spot, *, picked: bool) -> Spot:
        match call.function, call.arguments:
            case "current", _:
                return (self._at,)
            case "instance", _:
                return None
            case "randomize", (of, *rest):
                self._each(rest, context, picked=picked)
                return self.spot(of, context, picked=picked)
            case "indexed-repeat", (of, *rest):
                self._each(rest[::2], context, picked=True)
                self._each(rest[1::2], context, picked=picked)
                return self.spot(of, context, picked=True)
        self._each(call.arguments, context, picked=picked)
        return None

    def _reference(self, name: str, *, picked: bool) -> Spot:
        its = self._named.get(name, ())
        if len(its) == 1:
            self._note(its, picked=picked)
            return tuple(its)
        if its:
            self._wrong(
                _("Several places of the form are named ${{{name}}}.").format(
                    name=name
                ),
                _("Give each of them a name of its own."),
            )
        else:
            self._wrong(
                _("There is no question named ${{{name}}}.").format(name=name),
                _("Correct the name, or add the question."),
            )
        return None

    def _path(self, path: Path, context: Spot, *, picked: bool) -> Spot:
        match path.start:
            case None:
                its = context
                if its is None and path.steps[0].axis == "child":
                    self.reads.columns.add(path.steps[0].test)
            case Root():
                its = (_ABOVE,)
            case start:
                its = self.spot(start, context, picked=picked)
        for step in path.steps:
            if its is None:
                self._each(step.predicates, None, picked=picked)
                continue
            found = self._stepped(its, step)
            if not found:
                its = self._astray(its, step)
                continue
            its = found
            if any(definition.is_repeat for definition in its) and (
                step.predicates or step.axis not in ("child", "parent", "self")
            ):
                picked = True
            self._each(step.predicates, its, picked=picked)
            if step.axis != "parent":
                self._note((d for d in its if d.is_repeat), picked=picked)
        if its:
            self._note(its, picked=picked)
        return its

    def _stepped(self, spot: tuple[Definition, ...], step: Step) -> Spot:
        lead = _AXES[step.axis]
        test = step.test
        found: dict[Definition, None] = {}
        for definition in spot:
            for other in lead(definition, self._root):
                if test in ("node()", "*") or other.name == test:
                    found[other] = None
        return tuple(found)

    def _astray(self, spot: tuple[Definition, ...], step: Step) -> Spot:
        if step.test == _META and self._root in spot:
            return None
        if step.axis == "parent":
            self._wrong(
                _("The path leads out of the form."),
                _("Take one “..” away."),
            )
        else:
            where = spot[0].name
            self._wrong(
                _("The path leads to {name}, which isn't in {place}.").format(
                    name=step.test, place=where
                )
                if where
                else _("The path begins with {name}, and the form is {form}.").format(
                    name=step.test, form=self._root.name
                ),
                _("Correct the path, or name the question in the form ${name}."),
            )
        return None

    def _note(self, definitions: Iterable[Definition], *, picked: bool) -> None:
        its = self.reads.elsewhere if picked else self.reads.here
        its.update(d for d in definitions if d is not _ABOVE)

    def _wrong(self, message: str, remedy: str) -> None:
        if (message, remedy) not in self.reads.wrong:
            self.reads.wrong.append((message, remedy))


_Axis: TypeAlias = Callable[[Definition, Definition], Iterable[Definition]]


def _children(definition: Definition, root: Definition) -> Iterable[Definition]:
    return (root,) if definition is _ABOVE else definition.children


def _parent(definition: Definition, _root: Definition) -> Iterable[Definition]:
    return () if definition.parent is None else (definition.parent,)


def _self(definition: Definition, _root: Definition) -> Iterable[Definition]:
    return (definition,)


def _descendants(definition: Definition, root: Definition) -> Iterable[Definition]:
    waiting = [*_children(definition, root)]
    for its in waiting:
        waiting.extend(its.children)
    return waiting


def _ancestors(definition: Definition, _root: Definition) -> Iterable[Definition]:
    found = []
    while definition.parent is not None:
        definition = definition.parent
        found.append(definition)
    return found


def _siblings(definition: Definition, _root: Definition) -> Iterable[Definition]:
    """Its own definition too: another row of a repeat is a sibling."""
    return () if definition.parent is None else definition.parent.children


def _anywhere(_definition: Definition, root: Definition) -> Iterable[Definition]:
    return (root, *_descendants(root, root))


def _or_self(axis: _Axis) -> _Axis:
    return lambda definition, root: (definition, *axis(definition, root))


_AXES: Mapping[str, _Axis] = {
    "child": _children,
    "parent": _parent,
    "self": _self,
    "descendant": _descendants,
    "descendant-or-self": _or_self(_descendants),
    "ancestor": _ancestors,
    "ancestor-or-self": _or_self(_ancestors),
    "following-sibling": _siblings,
    "preceding-sibling": _siblings,
    "following": _anywhere,
    "preceding": _anywhere,
    "attribute": lambda _definition, _root: (),
}
