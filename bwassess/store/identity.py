"""Who this replica is: its device key, its person, its programme and its hub."""

import os
from dataclasses import dataclass
from uuid import UUID

import uuid_utils.compat as uuids
from sqlalchemy import Connection

from bwassess.assessment.records import PersonId, Role
from bwassess.journal import canonical
from bwassess.journal.certificate import Certificate, certify
from bwassess.journal.signing import SigningKey
from bwassess.store import door, tables
from bwassess.store.queries import fact
from bwassess.store.sealing import Author
from bwassess.store.sql import upsert


def new_id() -> UUID:
    """A UUIDv7, for what one person makes."""
    return uuids.uuid7()


@dataclass(frozen=True, slots=True)
class HubLink:
    """The hub a device is enrolled at.

    Attributes:
        hub: Public key of the hub, pinned at enrolment.
        epoch: 16 bytes; the hub's epoch at the last contact.
        cursor: Where the next pull begins; opaque; empty = from the start.
        token: What the device shows to be let in.
    """

    url: str
    hub: bytes
    epoch: bytes
    token: str
    cursor: bytes = b""


@dataclass(frozen=True, slots=True)
class Identity:
    """The author of what is written here.

    Attributes:
        certificate: The one in force: the programme's, or self-made before enrolment.
    """

    key: SigningKey
    certificate: Certificate

    @property
    def person(self) -> PersonId:
        return PersonId(UUID(bytes=self.certificate.person))

    @property
    def name(self) -> str:
        return self.certificate.name

    @property
    def role(self) -> Role:
        return self.certificate.role

    @property
    def author(self) -> Author:
        return Author(
            self.key,
            self.certificate.programme,
            self.certificate.person,
            self.certificate.id,
        )


def create(connection: Connection, *, name: str) -> Identity:
    """Give this replica a device key, a person and a certificate made by itself."""
    key = SigningKey.new()
    certificate = certify(
        key,
        device=key.public,
        person=new_id().bytes,
        name=name,
        role=Role.ASSESSOR,
    )
    keep_fact(connection, "device", key.secret())
    adopt(connection, certificate)
    return Identity(key, certificate)


def load(connection: Connection) -> Identity | None:
    """This replica's identity; None in a vault that isn't set up yet."""
    secret = fact(connection, "device")
    own = fact(connection, "certificate")
    if secret is None or own is None:
        return None
    certificate = door.certificate_of(connection, own)
    if certificate is None:
        return None
    return Identity(SigningKey.from_secret(secret), certificate)


def adopt(connection: Connection, certificate: Certificate) -> None:
    """Write under this certificate from now on."""
    door.learn(connection, certificate)
    keep_fact(connection, "certificate", certificate.id)


def hub_link(connection: Connection) -> HubLink | None:
    """The hub this device is enrolled at; None before enrolment."""
    data = fact(connection, "hub")
    return None if data is None else HubLink(*canonical.trusted(data))


def keep_hub_link(connection: Connection, link: HubLink) -> None:
    """Remember the hub, its epoch and where the next pull begins."""
    keep_fact(
        connection,
        "hub",
        canonical.encode([link.url, link.hub, link.epoch, link.token, link.cursor]),
    )


def own_epoch(connection: Connection) -> bytes:
    """The epoch of this replica's receipts, made when it is first asked for."""
    epoch = fact(connection, "epoch")
    if epoch is None:
        epoch = new_epoch()
        keep_epoch(connection, epoch)
    return epoch


def keep_epoch(connection: Connection, epoch: bytes) -> None:
    """Begin a new epoch: receipts given before it say nothing any more."""
    keep_fact(connection, "epoch", epoch)


def new_epoch() -> bytes:
    """A fresh epoch: 16 random bytes."""
    return os.urandom(16)


def keep_fact(connection: Connection, name: str, value: bytes) -> None:
    """Remember something of this replica itself."""
    upsert(connection, tables.fact, [{"name": name, "value": value}])
