"""Expressions ready to run, and what they look at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bwassess.checklist.expression.calls import question_named
from bwassess.checklist.expression.closures import Compiler, truth_from
from bwassess.checklist.expression.functions.catalogue import FUNCTIONS
from bwassess.checklist.expression.making import (
    Closure,
    NodesClosure,
    Place,
    Test,
    is_node_set,
    may_be_node_set,
)
from bwassess.checklist.expression.nodes import Node, Nodes, Scope
from bwassess.checklist.expression.paths import tests_of
from bwassess.checklist.expression.syntax import parse
from bwassess.checklist.expression.tree import (
    Call,
    Filtered,
    Literal,
    Number,
    Own,
    Path,
    Reference,
    Root,
    Tree,
    inner,
    walk,
)
from bwassess.checklist.expression.values import Unknown

_LAW = ("parameter", "parameter-at")
_OF_ROWS = frozenset({"indexed-repeat", "last", "position"})


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression ready to run, and everything it looks at.

    Attributes:
        run: Gives the single value, of a node set that of its first node.
        names: The other questions it reads.
        parameters: The keys of national law it reads.
        parts: The parts of its own question it reads.
        reads_own: Whether it reads the answer of its own question, whole or in parts.
        paths: Every location path in it; relative ones from where they stand.
        instances: The secondary instances it reads, as far as it names them.
        reads_position: Whether it looks at which row of a repeat something stands in.
        is_pure: Whether it gives the same whenever it is run on the same answers of
            the same day; what isn't pure is reckoned once and kept.
    """

    source: str
    tree: Tree
    run: Closure
    names: frozenset[str]
    parameters: frozenset[str]
    parts: frozenset[str]
    reads_own: bool
    paths: tuple[Path, ...]
    instances: frozenset[str]
    reads_position: bool
    is_pure: bool
    _truth: Test
    _nodes: NodesClosure | None

    def truth(self, scope: Scope) -> bool | Unknown:
        """True, false, or not known where the law's parameters don't tell."""
        return self._truth(scope)

    def nodes(self, scope: Scope) -> Nodes | Unknown:
        """The node set it is; none where it is a value."""
        return () if self._nodes is None else self._nodes(scope)


def compile_expression(source: str) -> Expression:
    """Read and compile an expression.

    Raises:
        ExpressionError: it isn't well formed, calls a function that isn't there or
            with another number of arguments, or has a pattern that isn't one.
    """
    return compile_tree(parse(source), source)


def compile_tree(tree: Tree, source: str, *, place: Place = Place.RULE) -> Expression:
    """Compile an expression that was read, or rewritten, before.

    Args:
        tree: What is compiled.
        source: Its text, as it was written.
        place: Where it stands; in a predicate it can only be run by what tests it.

    Raises:
        ExpressionError: as `compile_expression` has it.
    """
    parts = list(walk(tree))
    calls = [part for part in parts if isinstance(part, Call)]
    own_parts = _named_by(calls, "part")
    compiler = Compiler(place)
    run = compiler.value(tree)
    return Expression(
        source=source,
        tree=tree,
        run=run,
        names=_names(parts),
        parameters=_named_by(calls, *_LAW),
        parts=own_parts,
        reads_own=bool(own_parts) or _reads_own(tree),
        paths=tuple(part for part in parts if isinstance(part, Path)),
        instances=_named_by(calls, "instance", "pulldata"),
        reads_position=_reads_position(parts),
        is_pure=all(map(_is_pure, calls)),
        _truth=compiler.truth(tree) if is_node_set(tree) else truth_from(tree, run),
        _nodes=compiler.nodes(tree) if may_be_node_set(tree) else None,
    )


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """A condition on choices, `choice_filter`, ready to run.

    Attributes:
        expression: What it is made of; it isn't run by itself.
    """

    expression: Expression
    _tests: Callable[[Scope, Sequence[Node]], Iterator[bool | Unknown]]

    def kept(self, scope: Scope, choices: Sequence[Node]) -> Nodes:
        """The choices that are offered; a choice that nobody can rule out is."""
        return tuple(
            choice
            for choice, holds in zip(choices, self._tests(scope, choices), strict=True)
            if holds is not False
        )


def compile_filter(source: str, *, of_form: bool = False) -> ChoiceFilter:
    """Read and compile a condition on choices, whose names are the choice's columns.

    Args:
        source: The text of the condition.
        of_form: Whether the choices are the rows of a repeat of the form itself.

    Raises:
        ExpressionError: as `compile_expression` has it.
    """
    tree = parse(source)
    place = Place.OF_FORM if of_form else Place.OF_INSTANCE
    return ChoiceFilter(
        expression=compile_tree(tree, source, place=place),
        _tests=tests_of(Compiler(), tree, place),
    )


def _names(parts: Iterable[Tree]) -> frozenset[str]:
    names = set()
    for part in parts:
        if isinstance(part, Reference):
            names.add(part.name)
        elif isinstance(part, Call) and (question := question_named(part)):
            names.add(question)
    return frozenset(names)


def _named_by(calls: Iterable[Call], *functions: str) -> frozenset[str]:
    return frozenset(
        call.arguments[0].text
        for call in calls
        if call.function in functions
        and call.arguments
        and isinstance(call.arguments[0], Literal)
    )


def _reads_own(tree: Tree) -> bool:
    """Whether `.` stands outside predicates, written or meant."""
    match tree:
        case Own():
            return True
        case Call(function="once"):
            return True
        case Call(function=function, arguments=()):
            return function in FUNCTIONS and FUNCTIONS[function].of_own
        case Path(start=start):
            return not (start is None or isinstance(start, Root)) and _reads_own(start)
        case Filtered(of=of):
            return _reads_own(of)
        case _:
            return any(map(_reads_own, inner(tree)))


def _reads_position(parts: Iterable[Tree]) -> bool:
    for part in parts:
        match part:
            case Call(function=function):
                if function in _OF_ROWS:
                    return True
            case Filtered(predicates=predicates):
                if any(isinstance(test, Number) for test in predicates):
                    return True
            case Path(steps=steps):
                tests = (test for step in steps for test in step.predicates)
                if any(isinstance(test, Number) for test in tests):
                    return True
    return False


def _is_pure(call: Call) -> bool:
    if call.function in FUNCTIONS:
        return FUNCTIONS[call.function].is_pure
    is_unseeded = call.function == "randomize" and len(call.arguments) == 1
    return call.function != "once" and not is_unseeded
