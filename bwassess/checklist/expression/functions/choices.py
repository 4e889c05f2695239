"""Functions over choices, and over which of several values are given."""

import math

from bwassess.checklist.expression.functions.signature import (
    Function,
    Functions,
    Takes,
)
from bwassess.checklist.expression.nodes import Scope
from bwassess.checklist.expression.values import Known, as_number, as_text, as_truth

_NO_BOUND = -1


def _selected(chosen: Known, name: Known) -> bool:
    # Where nothing is chosen, nothing is: selected('', '') is true.
    return as_text(name).strip() in (as_text(chosen).split() or [""])


def _count_selected(chosen: Known) -> float:
    return float(len(as_text(chosen).split()))


def _selected_at(chosen: Known, index: Known) -> str:
    names = as_text(chosen).split()
    position = as_number(index)
    if math.isnan(position) or not 0 <= position < len(names):
        return ""
    return names[int(position)]


def _between(total: float, fewest: list[Known], most: list[Known]) -> bool:
    low, high = (as_number(bound[0]) if bound else math.nan for bound in (fewest, most))
    return (low == _NO_BOUND or total >= low) and (high == _NO_BOUND or total <= high)


def _checklist(fewest: list[Known], most: list[Known], *factors: list[Known]) -> bool:
    true = [as_truth(factor) for values in factors for factor in values]
    return _between(float(sum(true)), fewest, most)


def _weighted(fewest: list[Known], most: list[Known], *pairs: list[Known]) -> bool:
    total = 0.0
    for factors, weights in zip(pairs[::2], pairs[1::2], strict=True):
        # What is hidden is no weight, and not none at all.
        for factor, weight in zip(factors, weights or [""], strict=False):
            if as_truth(factor):
                total += as_number(weight)
    return _between(total, fewest, most)


def _pulled(
    scope: Scope, instance: Known, column: Known, key_column: Known, key: Known
) -> str:
    return scope.looked_up(
        as_text(instance).removesuffix(".csv"),
        as_text(column),
        as_text(key_column),
        as_text(key),
    )


def _itext(scope: Scope, key: Known) -> str:
    return scope.itext(as_text(key))


def _about(scope: Scope, name: Known) -> str:
    return scope.about(as_text(name))


_SELECTED = Function(_selected, 2, 2)

CHOICES: Functions = {
    "checklist": Function(_checklist, 2, None, Takes.LISTS),
    "count-selected": Function(_count_selected, 1, 1),
    "is-selected": _SELECTED,
    "jr:itext": Function(_itext, 1, 1, Takes.SCOPE),
    "property": Function(_about, 1, 1, Takes.SCOPE),
    "pulldata": Function(_pulled, 4, 4, Takes.SCOPE),
    "selected": _SELECTED,
    "selected-at": Function(_selected_at, 2, 2),
    "version": Function(lambda scope: scope.about("version"), 0, 0, Takes.SCOPE),
    "weighted-checklist": Function(_weighted, 2, None, Takes.LISTS, in_pairs=True),
}
