"""What a laptop and a hub say to each other: the one vocabulary both import.

Batches, certificates and receipts travel as frames: four bytes of length, then the
canonical list `[kind, data]`. Everything else is JSON, bytes in it as hex.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bwassess.journal import canonical
from bwassess.journal.batch import MAX_HEADER, MAX_PAYLOAD

WIRE = 1
"""The version this program speaks; counts up when a message changes its meaning."""

OLDEST_CLIENT = 1
"""The oldest client a hub of this program answers pulls of; any may upload."""

OLDEST_HUB = 1
"""The oldest hub a client of this program can talk to."""

FRAMES = "application/vnd.bwassess.frames"
HUB_HEADER = "bwassess-hub"
EPOCH_HEADER = "bwassess-epoch"
CLIENT_HEADER = "bwassess-client"

MAX_FRAME = MAX_HEADER + MAX_PAYLOAD + 4096
MAX_BODY = 8 * 1024 * 1024
MAX_BATCHES = 200
"""Batches one push may hold."""
MAX_CERTIFICATES = 500
MAX_HASHES = 5000
"""Hashes or documents one question may name."""
CHUNK = 1024 * 1024
"""Bytes of an evidence file one request may carry."""
MAX_EVIDENCE = 512 * 1024 * 1024
"""Bytes of the longest evidence file."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET = 16
_MARK = 4


class Code(StrEnum):
    """Why a hub didn't do what it was asked; stable, never reused."""

    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_ENROLLED = "not_enrolled"
    REVOKED = "revoked"
    ROLE = "role"
    UNKNOWN_CODE = "unknown_code"
    PERSON_TAKEN = "person_taken"
    BAD_PROOF = "bad_proof"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    CLIENT_TOO_OLD = "client_too_old"
    UNKNOWN_CURSOR = "unknown_cursor"
    UNKNOWN_DOCUMENT = "unknown_document"
    UNKNOWN_EVIDENCE = "unknown_evidence"
    WRONG_OFFSET = "wrong_offset"
    DAMAGED_EVIDENCE = "damaged_evidence"
    UNKNOWN_DEVICE = "unknown_device"
    STORAGE_FULL = "storage_full"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"


class Kind(IntEnum):
    """What a frame holds; a reader passes over kinds it doesn't know."""

    PAGE = 0
    CERTIFICATE = 1
    BATCH = 2
    RECEIPT = 3
    OWN = 4
    """Hash of a batch the asker made itself, and so hardly needs."""


class BadFramesError(ValueError):
    """Bytes that aren't frames."""


@dataclass(frozen=True, slots=True)
class Frame:
    kind: int
    data: bytes

    def encode(self) -> bytes:
        packed = canonical.encode([int(self.kind), self.data])
        return len(packed).to_bytes(4, "big") + packed


@dataclass(frozen=True, slots=True)
class Page:
    """The head of a page of the feed.

    Attributes:
        cursor: Where the next page begins; opaque.
        more: Whether there is a next page already.
    """

    cursor: bytes
    more: bool

    def frame(self) -> Frame:
        return Frame(Kind.PAGE, canonical.encode([self.cursor, self.more]))

    @classmethod
    def read(cls, data: bytes) -> "Page":
        """Decode the head of a page.

        Raises:
            BadFramesError: it is none.
        """
        try:
            cursor, more = canonical.items(data, bytes, bool)
        except canonical.NotCanonicalError as error:
            raise BadFramesError("page") from error
        return cls(cursor, more)


@dataclass(frozen=True, slots=True)
class HubIdentity:
    """What a hub says of itself to anyone.

    Attributes:
        hub: Its public key, 32 bytes.
        epoch: 16 bytes; a new one after a restore.
        programme: Public key whose certificates count there.
        oldest_client: The oldest wire version it answers pulls of.
        wire: The newest wire version it speaks.
    """

    hub: bytes
    epoch: bytes
    programme: bytes
    oldest_client: int
    wire: int


def pack(frames: Iterable[Frame]) -> bytes:
    """Frames as a body."""
    return b"".join(frame.encode() for frame in frames)


def unpack(body: bytes) -> Iterator[Frame]:
    """The frames of a body, one after the other.

    Raises:
        BadFramesError: it is cut short, or holds what is no frame.
    """
    at = 0
    while at < len(body):
        length = int.from_bytes(body[at : at + 4], "big")
        end = at + 4 + length
        if length > MAX_FRAME or end > len(body):
            raise BadFramesError("length")
        try:
            kind, data = canonical.items(body[at + 4 : end], int, bytes)
        except canonical.NotCanonicalError as error:
            raise BadFramesError("frame") from error
        yield Frame(kind, data)
        at = end


def new_code(hub: bytes) -> str:
    """A one-time code to read out or print; its last group names the hub."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET))
    return "-".join(
        (drawn + _mark(hub))[at : at + 4] for at in range(0, _SECRET + _MARK, 4)
    )


def read_code(typed: str) -> str | None:
    """A code as it was made, from what a person typed; None if it can't be one."""
    wanted = typed.upper().translate(str.maketrans("OIL", "011", "- \t\n"))
    if len(wanted) != _SECRET + _MARK or not set(wanted) <= set(_ALPHABET):
        return None
    return "-".join(wanted[at : at + 4] for at in range(0, len(wanted), 4))


def is_code_of(code: str, hub: bytes) -> bool:
    """Whether a code was made by this hub, as far as its last group tells."""
    return code.rpartition("-")[2] == _mark(hub)


def _mark(hub: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"bwassess hub code 1\0" + hub).digest()[:4])
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_MARK))


def enrolment_statement(
    hub: bytes, *, code: str, device: bytes, person: bytes, token_sha256: bytes
) -> bytes:
    """What a device signs to show, when it enrols, that the key is its own."""
    return b"bwassess enrol 1\0" + canonical.encode(
        [hub, code, device, person, token_sha256]
    )


def return_statement(hub: bytes, *, certificate: bytes, token_sha256: bytes) -> bytes:
    """What an enrolled device signs for a hub that has lost its list of devices."""
    return b"bwassess return 1\0" + canonical.encode([hub, certificate, token_sha256])


def overall_digest(digests: Iterable[tuple[bytes, bytes]]) -> bytes:
    """One digest over many documents' digests."""
    return hashlib.sha256(
        b"".join(document + digest for document, digest in sorted(digests))
    ).digest()


def hash_of_token(token: str) -> bytes:
    """What a hub keeps of a token."""
    return hashlib.sha256(token.encode()).digest()
