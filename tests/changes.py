"""Changes, batches and values for the tests of the journal and the store."""

from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal.batch import Batch, BatchHash, Origin
from bwassess.journal.change import Change, ChangeId, identify, in_order
from bwassess.journal.signing import SigningKey

KEY = SigningKey.from_secret(bytes(range(32)))
PROGRAMME = b"P" * 32
DOCUMENT = b"D" * 16
PERSON = b"p" * 16
CERTIFICATE = b"C" * 32

Identified = tuple[ChangeId, Change]

scalars: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(max_size=20),
    st.binary(max_size=20),
)


def _deeper(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(max_size=6), inner, max_size=4).map(
            lambda found: {key: found[key] for key in sorted(found)}
        ),
    )


def _levels(depth: int) -> st.SearchStrategy[Value]:
    return scalars if depth == 0 else st.one_of(scalars, _deeper(_levels(depth - 1)))


values: st.SearchStrategy[Value] = _levels(3)
"""Any value in its normal form."""


def identified(
    change: Change, *, document: bytes = DOCUMENT, device: bytes = KEY.public
) -> Identified:
    return identify(change, document=document, device=device), change


def said(
    value: Value,
    *parents: ChangeId,
    record: str = "answer/OS8.05",
    field: str = "note",
    at: int = 1,
    device: bytes = KEY.public,
    document: bytes = DOCUMENT,
) -> Identified:
    """A change of one field, with its id."""
    change = Change(record, field, value, in_order(parents), at)
    return identified(change, document=document, device=device)


def sealed(
    changes: Sequence[Identified],
    *,
    key: SigningKey = KEY,
    document: bytes = DOCUMENT,
    programme: bytes = PROGRAMME,
    number: int = 1,
    prev: BatchHash | None = None,
    seen: Iterable[BatchHash] = (),
    at: int = 5,
    person: bytes = PERSON,
    certificate: bytes = CERTIFICATE,
) -> Batch:
    """A batch of changes, as the device `key` would seal them."""
    origin = Origin(programme, document, person, certificate, number, prev, tuple(seen))
    return batches.seal(changes, origin, key=key, at=at)


@st.composite
def histories(draw: st.DrawFn, *, most: int = 12) -> list[Identified]:
    """Changes of two records, each naming any earlier ones of its own field."""
    made: list[Identified] = []
    for _ in range(draw(st.integers(1, most))):
        record = draw(st.sampled_from(["answer/A", "answer/B"]))
        field = draw(st.sampled_from(["note", "value"]))
        before = [one for one, c in made if (c.record, c.field) == (record, field)]
        parents = draw(st.sets(st.sampled_from(before), max_size=4)) if before else ()
        value = draw(st.sampled_from([None, "yes", "no", 1, True]))
        at = draw(st.integers(0, 5))
        one = said(value, *parents, record=record, field=field, at=at)
        if one not in made:
            made.append(one)
    return made
