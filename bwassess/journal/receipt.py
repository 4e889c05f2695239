"""Receipts: another replica says, under its signature, that it holds a batch.

A receipt belongs to an epoch of its giver: a hub restored from a backup begins a new
one, and receipts of the old one say nothing about it any more.
"""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from bwassess.journal import canonical
from bwassess.journal.signing import SigningKey, is_signed

_DOMAIN = b"bwassess receipt 1\0"
_SHAPE = (int, 32, 16, 32, str, int)


class Outcome(StrEnum):
    """What became of a batch at a door."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    UNREAD = "unread"
    HELD = "held"
    REFUSED = "refused"

    @property
    def is_stored(self) -> bool:
        """Whether the giver keeps the batch; a held one waits for a reason to go."""
        return self is not Outcome.REFUSED

    @property
    def is_in(self) -> bool:
        """Whether the batch counts in the giver's documents."""
        return self in (Outcome.ACCEPTED, Outcome.KNOWN)


class BadReceiptError(ValueError):
    """Bytes that are no receipt, or one its giver didn't sign."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One batch, held by one replica in one of its epochs.

    Attributes:
        giver: Public key of the hub or teammate.
        epoch: 16 bytes.
        batch: Hash of the batch, 32 bytes.
        at: Milliseconds since 1970 by the giver's clock.
    """

    giver: bytes
    epoch: bytes
    batch: bytes
    outcome: Outcome
    at: int
    signature: bytes = b""

    def digest(self) -> bytes:
        """What is signed."""
        return hashlib.sha256(_DOMAIN + self._body()).digest()

    def _body(self) -> bytes:
        return canonical.encode(
            [1, self.giver, self.epoch, self.batch, self.outcome.value, self.at]
        )

    def encode(self) -> bytes:
        """As it travels: what it says, and the signature."""
        return canonical.encode([self._body(), self.signature])

    @property
    def short(self) -> str:
        """Four hex digits to read out over the table."""
        return self.digest().hex()[:4]


def give(
    key: SigningKey, *, epoch: bytes, batch: bytes, outcome: Outcome, at: int
) -> Receipt:
    """Sign a receipt."""
    unsigned = Receipt(key.public, epoch, batch, outcome, at)
    return replace(unsigned, signature=key.sign(unsigned.digest()))


def read(data: bytes) -> Receipt:
    """Decode a receipt and check its signature.

    Raises:
        BadReceiptError: it is malformed, or its giver didn't sign it.
    """
    try:
        body, signature = canonical.items(data, bytes, 64)
        version, giver, epoch, batch, outcome, at = canonical.items(body, *_SHAPE)
        found = Receipt(giver, epoch, batch, Outcome(outcome), at, signature)
    except ValueError as error:
        raise BadReceiptError("malformed") from error
    if version != 1 or not is_signed(found.digest(), signature, by=giver):
        raise BadReceiptError("not signed by its giver")
    return found
