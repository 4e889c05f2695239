"""Where two plays of one form differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from math import isclose

from tests.peers.forms import Form, Leaf, Played, State, Step

_WORDS = re.compile("[; ]+")
_HIDDEN = Leaf(relevant=False)


@dataclass(frozen=True, slots=True)
class Divergence:
    """One thing seen differently, at a step (0: before the first)."""

    what: str
    step: int = 0
    path: str = ""
    left: object = None
    right: object = None


def divergences(left: Played, right: Played) -> Iterator[Divergence]:
    """Where two plays differ, step by step up to the first that does."""
    if bool(left.refused) != bool(right.refused):
        yield Divergence("form", left=left.refused, right=right.refused)
        return
    for step, (one, other) in enumerate(zip(left.states, right.states, strict=True)):
        # Rows that nobody sees may be there in one and not in the other.
        if one.is_lost != other.is_lost:
            return
        found = list(_between(step, one, other))
        yield from found
        # What comes after may well be no more than its consequence.
        if found:
            return


def _between(step: int, left: State, right: State) -> Iterator[Divergence]:
    if bool(left.refused) != bool(right.refused):
        yield Divergence("step", step, "", left.refused, right.refused)
    for path in sorted({*left.rows, *right.rows}):
        mine, theirs = left.rows.get(path, 0), right.rows.get(path, 0)
        if mine != theirs and (_shows(left, path) or _shows(right, path)):
            yield Divergence("rows", step, path, mine, theirs)
    for path in sorted({*left.leaves, *right.leaves}):
        one = left.leaves.get(path, _HIDDEN)
        other = right.leaves.get(path, _HIDDEN)
        if one.relevant != other.relevant:
            yield Divergence("relevant", step, path, one.relevant, other.relevant)
        elif one.relevant:
            yield from _shown(step, path, one, other)


def _shows(state: State, repeat: str) -> bool:
    """Whether anything in a repeat's rows is asked; hidden rows may wait to be made."""
    inside = f"{repeat}["
    return any(
        leaf.relevant for path, leaf in state.leaves.items() if path.startswith(inside)
    )


def _shown(step: int, path: str, left: Leaf, right: Leaf) -> Iterator[Divergence]:
    if not same(left.value, right.value):
        yield Divergence("value", step, path, left.value, right.value)
        return
    if left.missing != right.missing:
        yield Divergence("missing", step, path, left.missing, right.missing)
    if left.invalid != right.invalid:
        yield Divergence("invalid", step, path, left.invalid, right.invalid)
    if None not in (left.choices, right.choices) and left.choices != right.choices:
        yield Divergence("choices", step, path, left.choices, right.choices)


def same(left: str, right: str) -> bool:
    """Whether two texts are one value.

    Numbers and times may be written otherwise, and so may places, which are numbers.
    """
    if left == right:
        return True
    if _alike(left, right):
        return True
    one, other = _WORDS.split(left), _WORDS.split(right)
    if len(one) > 1 and len(one) == len(other) and all(map(_alike, one, other)):
        return True
    for read in (time.fromisoformat, datetime.fromisoformat):
        try:
            return read(left) == read(right)
        except (ValueError, TypeError):
            continue
    return False


def _alike(left: str, right: str) -> bool:
    """Whether two texts are one number."""
    try:
        return isclose(float(left), float(right), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return False


def told(form: Form, steps: tuple[Step, ...], found: list[Divergence]) -> str:
    """A divergence with all that is needed to see it again."""
    taken = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    seen = "\n".join(map(str, found))
    return f"{form}\n\n{taken}\n\n{seen}"
