"""The order in which rules are looked at, and the circles that have none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from bwassess.checklist.form.definition import Definition
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.form.formulas import Formula, Property
from bwassess.checklist.form.graph import circle, in_order
from bwassess.checklist.form.references import Reads
from bwassess.text import _

_MAKING = frozenset({Property.RELEVANT, Property.CALCULATION, Property.REPEAT_COUNT})
"""What others look at; nobody looks at what any other rule gives."""


def put_in_order(
    definitions: Sequence[Definition], rules: Iterable[tuple[Formula, Reads]]
) -> Iterator[Flaw]:
    """Rank the formulas; gives a flaw for each circle that has no first.

    A row may read another row's, which is only known when rows are there; such rules
    have one rank and go row by row.
    """
    made: list[Formula] = []
    read: list[Reads] = []
    last: list[Formula] = []
    for formula, reads in rules:
        if formula.property in _MAKING:
            made.append(formula)
            read.append(reads)
        else:
            last.append(formula)
    makers = _Makers(definitions, made)
    sure = [
        makers.behind(reads.here, formula)
        for formula, reads in zip(made, read, strict=True)
    ]
    order = in_order(sure)
    for component in order:
        if _is_circular(component, sure):
            yield _circular(circle(sure, component), sure, made)
    if any(reads.elsewhere for reads in read):
        every = [
            {**its, **makers.behind(reads.elsewhere, formula)}
            for its, formula, reads in zip(sure, made, read, strict=True)
        ]
        turn = {node: turn for turn, nodes in enumerate(order) for node in nodes}
        order = in_order(every)
        for component in order:
            if _is_circular(component, every):
                for node in component:
                    made[node].turn = turn[node]
    for rank, component in enumerate(order):
        for node in component:
            made[node].rank = rank
    for formula in last:
        formula.rank = len(order)


class _Makers:
    """Which formula makes what others look at.

    Where a place has none of its own, the condition of a group around it decides on it,
    or nothing does.
    """

    def __init__(
        self, definitions: Sequence[Definition], made: Sequence[Formula]
    ) -> None:
        self._numbers = {
            (formula.definition.number, formula.property): number
            for number, formula in enumerate(made)
        }
        self._relevance: list[int | None] = []
        for definition in definitions:
            above = definition.parent
            self._relevance.append(
                self._numbers.get(
                    (definition.number, Property.RELEVANT),
                    None if above is None else self._relevance[above.number],
                )
            )

    def behind(
        self, reads: Iterable[Definition], formula: Formula
    ) -> Mapping[int, Definition]:
        """The formulas whose results one looks at, and through which place."""
        at = formula.definition
        found: dict[int, Definition] = {}
        own = set(at.repeats)
        for definition in sorted(reads, key=attrgetter("number")):
            self._note(found, self._of_value(definition), definition)
            for repeat in definition.repeats:
                if repeat not in own or repeat is definition:
                    count = self._numbers.get((repeat.number, Property.REPEAT_COUNT))
                    self._note(found, count, repeat)
        if formula.property is Property.CALCULATION:
            self._note(found, self._relevance[at.number], at)
        elif formula.property is Property.RELEVANT and at.parent is not None:
            self._note(found, self._relevance[at.parent.number], at)
        return found

    def _of_value(self, definition: Definition) -> int | None:
        calculation = self._numbers.get((definition.number, Property.CALCULATION))
        if calculation is not None:
            return calculation
        return self._relevance[definition.number]

    @staticmethod
    def _note(
        found: dict[int, Definition], number: int | None, through: Definition
    ) -> None:
        if number is not None:
            found.setdefault(number, through)


def _is_circular(component: Sequence[int], reads: Sequence[Iterable[int]]) -> bool:
    return len(component) > 1 or component[0] in reads[component[0]]


def _circular(
    ring: Sequence[int],
    sure: Sequence[Mapping[int, Definition]],
    made: Sequence[Formula],
) -> Flaw:
    """The flaw of a circle, told at the first of its places."""
    formula = made[ring[0]]
    names = [formula.definition.name]
    for node, following in pairwise(ring):
        for definition in (sure[node][following], made[following].definition):
            if definition.name != names[-1]:
                names.append(definition.name)
    if len(names) == 1:
        names.append(names[0])
    item = formula.definition.item
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
