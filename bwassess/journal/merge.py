"""Heads of a field, and how sets of changes become one: merging is set union.

A head is a change of a field that no other change of that field names as a parent,
whether or not that other change arrived first. So any order, any number of times and
any route of the same changes gives the same heads.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bwassess.assessment.fields import FieldClass, class_of
from bwassess.assessment.records import State
from bwassess.checklist.given import Value
from bwassess.journal import canonical
from bwassess.journal.change import Change, ChangeId


@dataclass(frozen=True, slots=True)
class Head:
    """A change that stands.

    Attributes:
        batch: Local number of the batch it came in; 0 while it is not sealed.
    """

    field: str
    id: ChangeId
    at: int
    batch: int
    value: Value
    origin: ChangeId | None = None


class Edge(NamedTuple):
    """One change of a field names another one as its parent."""

    record: str
    field: str
    parent: ChangeId


@dataclass(frozen=True, slots=True)
class Shown:
    """What a field shows: its value, or a provisional one while it is disputed."""

    value: Value
    head: Head
    disputed: bool


def edges(changes: Iterable[Change]) -> set[Edge]:
    """Every parent named, held to the field of the change that names it."""
    return {
        Edge(change.record, change.field, parent)
        for change in changes
        for parent in change.parents
    }


def merge(
    heads: Iterable[Head],
    changes: Iterable[tuple[ChangeId, Change]],
    *,
    record: str,
    named: Collection[Edge],
    batch: int,
) -> tuple[Head, ...]:
    """The heads of one record after taking in changes of it.

    Args:
        heads: The record's heads so far.
        changes: Changes of this record, new or known.
        record: The record's name.
        named: Every edge of this record that names one of `heads` or `changes`, those
            of `changes` included.
        batch: Local number of the batch the changes came in.
    """
    standing = {(head.field, head.id): head for head in heads}
    for change_id, change in changes:
        known = standing.get((change.field, change_id))
        # One that is unsealed here may come back in a batch of a copy of this vault.
        if known is None or known.batch == 0:
            standing[change.field, change_id] = Head(
                change.field,
                change_id,
                change.at,
                batch,
                change.value,
                change.origin,
            )
    return tuple(
        sorted(
            (
                head
                for head in standing.values()
                if Edge(record, head.field, head.id) not in named
            ),
            key=lambda head: (head.field, head.id),
        )
    )


def shown(record: str, heads: Iterable[Head]) -> dict[str, Shown]:
    """What each field of a record shows, by field name."""
    by_field: dict[str, list[Head]] = {}
    for head in heads:
        by_field.setdefault(head.field, []).append(head)
    return {
        field: _shown(record, field, rivals, by_field)
        for field, rivals in by_field.items()
    }


def _shown(
    record: str, field: str, rivals: list[Head], by_field: dict[str, list[Head]]
) -> Shown:
    kind = class_of(record, field)
    if kind is FieldClass.REMOVAL:
        others = [
            head for name, heads in by_field.items() if name != field for head in heads
        ]
        return _removal(rivals, others)
    if kind is FieldClass.STATE:
        chosen = min(rivals, key=lambda head: (_advance(head.value), -head.at, head.id))
    else:
        chosen = max(rivals, key=lambda head: (head.at, head.id))
    disputed = kind is not FieldClass.LATEST and is_disagreement(rivals)
    return Shown(chosen.value, chosen, disputed)


def is_disagreement(heads: Sequence[Head]) -> bool:
    """Whether heads of one field say different things."""
    return len(heads) > 1 and len({canonical.encode(h.value) for h in heads}) > 1


def _removal(removals: list[Head], others: list[Head]) -> Shown:
    chosen = max(removals, key=lambda head: (head.at, head.id))
    wishes = [head for head in removals if head.value]
    if not wishes:
        return Shown(value=False, head=chosen, disputed=False)
    covered = {
        one
        for head in wishes
        if isinstance(head.value, tuple)
        for one in head.value
        if isinstance(one, bytes)
    }
    agreed = len(wishes) == len(removals) and all(h.id in covered for h in others)
    return Shown(value=agreed, head=chosen, disputed=not agreed)


_ORDER = {state.value: index for index, state in enumerate(State)}


def _advance(value: Value) -> int:
    """How far a state has come; anything unknown counts as the least advanced."""
    state = value.get("state") if isinstance(value, dict) else value
    return _ORDER.get(state, -1) if isinstance(state, str) else -1


def pack(heads: Iterable[Head]) -> bytes:
    """A record's heads as its row keeps them."""
    return canonical.encode(
        [(h.field, h.id, h.at, h.batch, h.value, h.origin) for h in heads]
    )


def unpack(data: bytes) -> tuple[Head, ...]:
    """The heads a row keeps."""
    return tuple(Head(*row) for row in canonical.trusted(data))
