"""Certificates: a programme says which device belongs to whom, and in which role.

They travel with the batches, so that a laptop without network can check a third one's
work. A device that no programme has enrolled yet is a programme of one: it certifies
itself, and its batches count for a programme once that programme certifies the device.
"""

import hashlib
from dataclasses import dataclass, replace

from bwassess.assessment.records import Role
from bwassess.journal import canonical
from bwassess.journal.signing import SigningKey, is_signed

_DOMAIN = b"bwassess certificate 1\0"
_SHAPE = (int, 32, 32, 16, str, str, tuple, int, int, int)


class BadCertificateError(ValueError):
    """Bytes that are no certificate, or one its programme didn't sign."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A device of a person in a role.

    Attributes:
        programme: Public key that signed it.
        device: Public key it speaks of.
        person: 16 bytes.
        countries: Alpha-2 codes; empty = all.
        serial: Counts up within a programme.
        valid_from: Milliseconds since 1970; these dates and revocation decide who may
            hand in at a door, never what counts once it is in.
    """

    programme: bytes
    device: bytes
    person: bytes
    name: str
    role: Role
    countries: tuple[str, ...]
    serial: int
    valid_from: int
    valid_to: int
    signature: bytes = b""

    @property
    def id(self) -> bytes:
        """32 bytes, hash of all it says; the signature apart."""
        return hashlib.sha256(_DOMAIN + self._body()).digest()

    def _body(self) -> bytes:
        return canonical.encode(
            [
                1,
                self.programme,
                self.device,
                self.person,
                self.name,
                self.role.value,
                self.countries,
                self.serial,
                self.valid_from,
                self.valid_to,
            ]
        )

    def encode(self) -> bytes:
        """As it travels: what it says, and the signature."""
        return canonical.encode([self._body(), self.signature])

    @property
    def is_self_made(self) -> bool:
        """Whether the device certifies itself, not being enrolled yet."""
        return self.programme == self.device


def certify(
    key: SigningKey,
    *,
    device: bytes,
    person: bytes,
    name: str,
    role: Role,
    countries: tuple[str, ...] = (),
    serial: int = 0,
    valid_from: int = 0,
    valid_to: int = 2**53,
) -> Certificate:
    """Sign a certificate with a programme's key (or a device's own)."""
    unsigned = Certificate(
        key.public,
        device,
        person,
        name,
        role,
        tuple(sorted(countries)),
        serial,
        valid_from,
        valid_to,
    )
    return replace(unsigned, signature=key.sign(unsigned.id))


def read(data: bytes) -> Certificate:
    """Decode a certificate and check its signature.

    Raises:
        BadCertificateError: it is malformed, or its programme didn't sign it.
    """
    try:
        body, signature = canonical.items(data, bytes, 64)
        version, *rest = canonical.items(body, *_SHAPE)
        programme, device, person, name, role, countries, serial, start, end = rest
        found = Certificate(
            programme,
            device,
            person,
            name,
            Role(role),
            countries,
            serial,
            start,
            end,
            signature,
        )
    except ValueError as error:
        raise BadCertificateError("malformed") from error
    if (
        version != 1
        or not all(isinstance(country, str) for country in countries)
        or not is_signed(found.id, signature, by=found.programme)
    ):
        raise BadCertificateError("not signed by its programme")
    return found
