"""Ed25519 keys of devices, hubs and programmes.

A public key is its owner's identity: 32 bytes, shown as hex.
"""

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key with its public half; it signs and nothing else."""

    public: bytes
    _private: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "SigningKey":
        """Make a key from fresh randomness."""
        return cls._of(Ed25519PrivateKey.generate())

    @classmethod
    def from_secret(cls, secret: bytes) -> "SigningKey":
        """Take a key up again from its 32 secret bytes."""
        return cls._of(Ed25519PrivateKey.from_private_bytes(secret))

    @classmethod
    def _of(cls, private: Ed25519PrivateKey) -> "SigningKey":
        return cls(private.public_key().public_bytes_raw(), private)

    def secret(self) -> bytes:
        """The 32 bytes to keep under encryption."""
        return self._private.private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """64 bytes that only the holder of this key can make."""
        return self._private.sign(message)


def is_signed(message: bytes, signature: bytes, *, by: bytes) -> bool:
    """Whether the holder of the key `by` signed exactly this message."""
    try:
        Ed25519PublicKey.from_public_bytes(by).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
