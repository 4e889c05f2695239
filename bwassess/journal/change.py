"""A change: in this document, this field of this record has this value.

Its identity is its content, so the same change made, copied, restored or relayed any
number of times is one change, and no two changes share an id.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NewType

from bwassess.checklist.given import Value
from bwassess.journal import canonical

ChangeId = NewType("ChangeId", bytes)
"""16 bytes."""

MAX_AT = 2**53 - 1
"""The latest time a change may bear; a clock gone mad can't go past it."""

_DOMAIN = b"bwassess change 1\0"


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one field.

    Attributes:
        value: In its normal form (`canonical.normal`).
        parents: Every head of the field the writer saw, sorted.
        at: Milliseconds since 1970 by the writer's clock, but later than all parents.
        origin: The change whose value is put back (undo), whose author stays shown.
    """

    record: str
    field: str
    value: Value
    parents: tuple[ChangeId, ...] = ()
    at: int = 0
    origin: ChangeId | None = None


def identify(change: Change, *, document: bytes, device: bytes) -> ChangeId:
    """The id of a change: 16 bytes of a hash over all it says and who said it where."""
    content = canonical.encode(
        [
            change.record,
            change.field,
            change.value,
            change.parents,
            change.at,
            change.origin,
        ]
    )
    digest = hashlib.sha256(_DOMAIN + document + device + content).digest()
    return ChangeId(digest[:16])


def later_than(parents: Iterable[int], *, now: int) -> int:
    """The time a new change bears: the clock's, but later than all it builds on."""
    return min(max(now, max(parents, default=-1) + 1), MAX_AT)


def in_order(parents: Sequence[ChangeId]) -> tuple[ChangeId, ...]:
    """Parents as a change carries them: sorted, each once."""
    return tuple(sorted(set(parents)))
