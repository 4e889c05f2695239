"""The order in which rules are looked at, and the circles that have none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.formulas import Formula, Property
from bwassess.checklist.form.graph import circle, in_order
from bwassess.checklist.form.references import Reads
from bwassess.checklist.model import Item
from bwassess.text import _

# Three things of each definition that rules look at: whether it is relevant, its value,
# and its rows.
_PER_DEFINITION = 3
_RELEVANCE, _VALUE, _ROWS = range(_PER_DEFINITION)
_MAKES: Mapping[Property, int] = {
    Property.RELEVANT: _RELEVANCE,
    Property.CALCULATION: _VALUE,
    Property.REPEAT_COUNT: _ROWS,
}


def put_in_order(
    definitions: Sequence[Definition], rules: Iterable[tuple[Formula, Reads]]
) -> Iterator[Flaw]:
    """Rank the formulas; gives a flaw for each circle that has no first.

    A row may read another row's, which is only known when rows are there; such rules
    have one rank and go row by row.
    """
    sure: list[set[int]] = [
        set() for _each in range(_PER_DEFINITION * len(definitions))
    ]
    for definition in definitions:
        first = _PER_DEFINITION * definition.number
        if definition.parent is not None:
            sure[first].add(_PER_DEFINITION * definition.parent.number)
        sure[first + _VALUE].add(first)
    every = [set(reads) for reads in sure]
    made: dict[int, Formula] = {}
    last: list[Formula] = []
    for formula, reads in rules:
        kind = _MAKES.get(formula.property)
        if kind is None:
            last.append(formula)
            continue
        node = _PER_DEFINITION * formula.definition.number + kind
        made[node] = formula
        its = set(_seen(reads.here, formula.definition))
        sure[node] |= its
        every[node] |= its
        every[node].update(_seen(reads.elsewhere, formula.definition))
    turn: dict[int, int] = {}
    for place, component in enumerate(in_order(sure)):
        for node in component:
            turn[node] = place
        if len(component) > 1 or component[0] in sure[component[0]]:
            yield _circular(circle(sure, component), made, definitions)
    for rank, component in enumerate(in_order(every)):
        is_chained = len(component) > 1 or component[0] in every[component[0]]
        for node in component:
            if node in made:
                made[node].rank = rank
                made[node].turn = turn[node] if is_chained else None
    for formula in last:
        formula.rank = len(every)


def _seen(reads: Iterable[Definition], at: Definition) -> Iterator[int]:
    own = set(at.repeats)
    for definition in reads:
        first = _PER_DEFINITION * definition.number
        yield first + (_RELEVANCE if definition.question is None else _VALUE)
        for repeat in definition.repeats:
            if repeat not in own or repeat is definition:
                yield _PER_DEFINITION * repeat.number + _ROWS


def _circular(
    nodes: Sequence[int],
    made: Mapping[int, Formula],
    definitions: Sequence[Definition],
) -> Flaw:
    """The flaw of a circle, told at the first of its questions that has a rule."""
    ring = nodes[:-1]
    start = next(
        place
        for place, node in enumerate(ring)
        if node in made and made[node].definition.item is not None
    )
    ring = [*ring[start:], *ring[:start]]
    names: list[str] = []
    for node in (*ring, ring[0]):
        name = definitions[node // _PER_DEFINITION].name
        if not names or names[-1] != name or len(ring) == 1:
            names.append(name)
    if len(names) == 1:
        names.append(names[0])
    formula = made[ring[0]]
    item: Item | None = formula.definition.item
    assert item is not None  # noqa: S101 - the form itself has no rules
    shown = " → ".join(f"${{{name}}}" for name in names)
    return Flaw(
        item,
        formula.property.value,
        _MESSAGES[formula.property]().format(circle=shown),
        _("Take one of these conditions away."),
    )


_MESSAGES = {
    Property.RELEVANT: lambda: _("Whether it is asked depends on itself: {circle}."),
    Property.CALCULATION: lambda: _("What it calculates depends on itself: {circle}."),
    Property.REPEAT_COUNT: lambda: _(
        "How often it is asked depends on itself: {circle}."
    ),
}
