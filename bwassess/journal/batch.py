"""Batches: a person's changes to one document, sealed, signed, never altered.

A batch is known by the hash of its header; the header holds the hash of the payload.
Compression and signature stand outside. Whether a batch is taken in depends on its
bytes and its certificate alone, never on what else has arrived.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NewType

import zstandard

from bwassess.checklist.given import Value
from bwassess.journal import canonical
from bwassess.journal.change import MAX_AT, Change, ChangeId, identify, in_order
from bwassess.journal.signing import SigningKey, is_signed

BatchHash = NewType("BatchHash", bytes)
"""32 bytes."""

VERSION = 1
MAX_VALUE = 128 * 1024
MAX_CHANGES = 2000
MAX_PAYLOAD = 1024 * 1024
MAX_HEADER = 16 * 1024
MAX_PARENTS = 255
MAX_SEEN = 64
MAX_NAME = 200
MAX_RIVALS = 8
"""Heads of one field a single batch may add."""

_DOMAIN = b"bwassess batch 1\0"
_NESTING = canonical.MAX_NESTING + 2
_SHAPE: tuple[type | int, ...] = (
    *(int, 32, 16, 32, 16, int),
    *(object, tuple, int, 32, int, 32),
)


class Refusal(StrEnum):
    """Why bytes can't be a batch of ours."""

    MALFORMED = "malformed"
    WRONG_HASH = "wrong_hash"
    BAD_SIGNATURE = "bad_signature"
    NOT_CANONICAL = "not_canonical"
    OVER_LIMIT = "over_limit"
    FOREIGN_PARENT = "foreign_parent"
    FOREIGN_PROGRAMME = "foreign_programme"
    FOREIGN_CERTIFICATE = "foreign_certificate"


class RefusedBatchError(ValueError):
    """Bytes that are no batch; the same bytes are refused for ever and everywhere."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Header:
    """What is signed; its first items keep their meaning in all later versions.

    Attributes:
        number: Counts the device's batches in this document; with `prev` it only says
            what is missing.
        seen: Hashes of the other tips the device had when sealing, at most `MAX_SEEN`.
        certificate: Id of the certificate the device sealed under.
    """

    version: int
    programme: bytes
    document: bytes
    device: bytes
    person: bytes
    number: int
    prev: BatchHash | None
    seen: tuple[BatchHash, ...]
    count: int
    payload_sha256: bytes
    sealed_at: int
    certificate: bytes

    def encode(self) -> bytes:
        return canonical.encode([getattr(self, name) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as read: header, changes with their ids, and the bytes it came in.

    `changes` is empty for a batch of a newer version, which is kept unread.
    """

    hash: BatchHash
    header: Header
    changes: tuple[tuple[ChangeId, Change], ...]
    data: bytes

    @property
    def is_readable(self) -> bool:
        return self.header.version <= VERSION


@dataclass(frozen=True, slots=True)
class Origin:
    """Who seals, where and under which certificate."""

    programme: bytes
    document: bytes
    person: bytes
    certificate: bytes
    number: int
    prev: BatchHash | None
    seen: tuple[BatchHash, ...]


def seal(
    changes: Sequence[tuple[ChangeId, Change]],
    origin: Origin,
    *,
    key: SigningKey,
    at: int,
) -> Batch:
    """Make a batch of at most `MAX_CHANGES` changes and sign it.

    Changes must stand in the order they were made: a parent in the same batch before
    its child.
    """
    payload = _encode_payload(changes)
    header = Header(
        VERSION,
        origin.programme,
        origin.document,
        key.public,
        origin.person,
        origin.number,
        origin.prev,
        tuple(sorted(set(origin.seen)))[:MAX_SEEN],
        len(changes),
        hashlib.sha256(payload).digest(),
        at,
        origin.certificate,
    )
    packed = header.encode()
    digest = _hash(packed)
    compressed = zstandard.ZstdCompressor(level=6).compress(payload)
    data = canonical.encode([packed, key.sign(_DOMAIN + digest), compressed])
    return Batch(digest, header, tuple(changes), data)


def read(data: bytes, *, check_signature: bool = True) -> Batch:
    """Decode a batch within the limits.

    Args:
        data: The bytes as they travelled.
        check_signature: False only for bytes of the own store that were checked
            when they came in.

    Raises:
        RefusedBatchError: malformed, altered, not canonical or over a limit.
    """
    packed, signature, compressed = _parts(data)
    header = _header(packed)
    digest = _hash(packed)
    if check_signature and not is_signed(_DOMAIN + digest, signature, by=header.device):
        raise RefusedBatchError(Refusal.BAD_SIGNATURE)
    if header.version > VERSION:
        return Batch(digest, header, (), data)
    payload = _decompress(compressed)
    if hashlib.sha256(payload).digest() != header.payload_sha256:
        raise RefusedBatchError(Refusal.WRONG_HASH, "payload")
    return Batch(digest, header, _decode_payload(payload, header), data)


def _hash(packed_header: bytes) -> BatchHash:
    return BatchHash(hashlib.sha256(_DOMAIN + packed_header).digest())


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    if len(data) > MAX_HEADER + MAX_PAYLOAD + 1024:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "file")
    try:
        packed, signature, compressed = canonical.items(data, bytes, 64, bytes)
    except canonical.NotCanonicalError as error:
        raise RefusedBatchError(Refusal.MALFORMED, str(error)) from error
    if len(packed) > MAX_HEADER:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "header")
    return packed, signature, compressed


def _header(packed: bytes) -> Header:
    try:
        items = canonical.decode(packed)
    except canonical.NotCanonicalError as error:
        raise RefusedBatchError(Refusal.NOT_CANONICAL, "header") from error
    if not isinstance(items, tuple) or len(items) < len(_SHAPE):
        raise RefusedBatchError(Refusal.MALFORMED, "header")
    if not all(
        wanted is object or canonical.fits(item, wanted)
        for item, wanted in zip(items, _SHAPE, strict=False)
    ):
        raise RefusedBatchError(Refusal.MALFORMED, "header")
    known: tuple[Any, ...] = items[: len(_SHAPE)]
    header = Header(*known)
    if header.version < 1 or (header.version <= VERSION and len(items) > len(known)):
        raise RefusedBatchError(Refusal.MALFORMED, "header")
    if header.prev is not None and not canonical.fits(header.prev, 32):
        raise RefusedBatchError(Refusal.MALFORMED, "header")
    if len(header.seen) > MAX_SEEN:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "seen")
    if not all(canonical.fits(tip, 32) for tip in header.seen):
        raise RefusedBatchError(Refusal.MALFORMED, "seen")
    return header


def _decompress(compressed: bytes) -> bytes:
    """Unpack within the limit; the declared size is read before a byte is made."""
    try:
        frame = zstandard.get_frame_parameters(compressed)
        if frame.content_size > MAX_PAYLOAD:
            raise RefusedBatchError(Refusal.OVER_LIMIT, "payload")
        return zstandard.ZstdDecompressor(max_window_size=8 * MAX_PAYLOAD).decompress(
            compressed, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise RefusedBatchError(Refusal.MALFORMED, "compression") from error


def _encode_payload(changes: Sequence[tuple[ChangeId, Change]]) -> bytes:
    index: dict[ChangeId, int] = {}
    rows: list[Value] = []
    for change_id, change in changes:
        rows.append(
            [
                change.record,
                change.field,
                change.value,
                [index.get(parent, parent) for parent in change.parents],
                change.at,
                change.origin,
            ]
        )
        index[change_id] = len(rows) - 1
    return canonical.encode(rows)


def _decode_payload(
    payload: bytes, header: Header
) -> tuple[tuple[ChangeId, Change], ...]:
    try:
        rows = canonical.decode(payload, nesting=_NESTING)
    except canonical.NotCanonicalError as error:
        raise RefusedBatchError(Refusal.NOT_CANONICAL, str(error)) from error
    if not isinstance(rows, tuple) or not rows or len(rows) != header.count:
        raise RefusedBatchError(Refusal.MALFORMED, "count")
    if len(rows) > MAX_CHANGES:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "changes")
    may_exceed = len(payload) > MAX_VALUE
    changes: list[tuple[ChangeId, Change]] = []
    for row in rows:
        change = _change(row, changes)
        if may_exceed and len(canonical.encode(change.value)) > MAX_VALUE:
            raise RefusedBatchError(Refusal.OVER_LIMIT, "value")
        changes.append(
            (
                identify(change, document=header.document, device=header.device),
                change,
            )
        )
    _limit_rivals(changes)
    if _encode_payload(changes) != payload:
        raise RefusedBatchError(Refusal.NOT_CANONICAL, "parents")
    return tuple(changes)


def _change(row: Value, before: Sequence[tuple[ChangeId, Change]]) -> Change:
    match row:
        case (
            str(record),
            str(field),
            value,
            tuple(parents),
            int(at),
            (bytes() | None) as origin,
        ) if (
            canonical.fits(at, int) and 0 <= at <= MAX_AT and "\0" not in record + field
        ):
            pass
        case _:
            raise RefusedBatchError(Refusal.MALFORMED, "change")
    if len(parents) > MAX_PARENTS:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "parents")
    if len(record) > MAX_NAME or len(field) > MAX_NAME:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "name")
    if origin is not None and len(origin) != 16:
        raise RefusedBatchError(Refusal.MALFORMED, "origin")
    ids = [_parent(parent, record, field, before) for parent in parents]
    return Change(
        record,
        field,
        value,
        in_order(ids),
        at,
        ChangeId(origin) if origin is not None else None,
    )


def _parent(
    parent: object, record: str, field: str, before: Sequence[tuple[ChangeId, Change]]
) -> ChangeId:
    if isinstance(parent, bytes) and len(parent) == 16:
        return ChangeId(parent)
    if not canonical.fits(parent, int) or not isinstance(parent, int):
        raise RefusedBatchError(Refusal.MALFORMED, "parent")
    if not 0 <= parent < len(before):
        raise RefusedBatchError(Refusal.MALFORMED, "parent")
    change_id, change = before[parent]
    if (change.record, change.field) != (record, field):
        raise RefusedBatchError(Refusal.FOREIGN_PARENT)
    return change_id


def _limit_rivals(changes: Sequence[tuple[ChangeId, Change]]) -> None:
    """Refuse a flood of heads in one field, which would grow a record without end."""
    named = {parent for _, change in changes for parent in change.parents}
    rivals = Counter(
        (change.record, change.field)
        for change_id, change in changes
        if change_id not in named
    )
    if rivals and max(rivals.values()) > MAX_RIVALS:
        raise RefusedBatchError(Refusal.OVER_LIMIT, "rivals")
