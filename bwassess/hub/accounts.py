"""Who may come to the door: one-time codes, devices, roles, countries, revocation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, insert, select, update

from bwassess.assessment.records import Role
from bwassess.hub.keys import HubKeys
from bwassess.hub.problems import Problem
from bwassess.hub.tables import device as devices_table
from bwassess.hub.tables import enrolment as enrolments
from bwassess.journal import certificate as certificates
from bwassess.journal.certificate import BadCertificateError, Certificate, certify
from bwassess.journal.signing import is_signed
from bwassess.store import door
from bwassess.store.sql import upsert
from bwassess.sync import wire
from bwassess.sync.wire import Code

COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled laptop.

    Attributes:
        key: Its public key.
        countries: Whose assessments it reads; empty = all.
    """

    key: bytes
    person: bytes
    name: str
    role: Role
    countries: tuple[str, ...]
    certificate: bytes
    enrolled_at: int
    revoked_at: int | None = None

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    def manages(self, countries: Sequence[str]) -> bool:
        """Whether someone with such countries lies within this device's."""
        mine = set(self.countries)
        return not mine or (bool(countries) and set(countries) <= mine)


@dataclass(frozen=True, slots=True)
class Applicant:
    """A device that asks to be enrolled.

    Attributes:
        token_sha256: Of the token it made for itself and will show from now on.
        proof: Its signature over `wire.enrolment_statement`.
    """

    code: str
    device: bytes
    person: bytes
    token_sha256: bytes
    proof: bytes


def new_code(
    connection: Connection,
    keys: HubKeys,
    *,
    name: str,
    role: Role,
    countries: Sequence[str],
    now: int,
    lifetime_ms: int,
) -> str:
    """Make a one-time code; it is never to be had again, only its hash is kept."""
    code = wire.new_code(keys.hub.public)
    connection.execute(
        insert(enrolments).values(
            code_sha256=wire.hash_of_token(code),
            name=name,
            role=role.value,
            countries=" ".join(sorted(set(countries))),
            made_at=now,
            expires_at=now + lifetime_ms,
            device=None,
        )
    )
    return code


def enrol(
    connection: Connection, keys: HubKeys, applicant: Applicant, *, now: int
) -> Certificate:
    """Enrol a device; asked again with the same code and key it answers the same.

    Raises:
        Problem: the code is no good, the proof is none, or the person is another.
    """
    statement = wire.enrolment_statement(
        keys.hub.public,
        code=applicant.code,
        device=applicant.device,
        person=applicant.person,
        token_sha256=applicant.token_sha256,
    )
    if not is_signed(statement, applicant.proof, by=applicant.device):
        raise Problem(Code.BAD_PROOF)
    offer = connection.execute(
        select(enrolments)
        .where(enrolments.c.code_sha256 == wire.hash_of_token(applicant.code))
        .with_for_update()
    ).first()
    if offer is None or offer.device not in (None, applicant.device):
        raise Problem(Code.UNKNOWN_CODE)
    known = by_key(connection, applicant.device)
    if offer.device is not None and known is not None:
        # The answer was lost on its way: the same one again, to the same device.
        if known.is_revoked or known.person != applicant.person:
            raise Problem(Code.UNKNOWN_CODE)
        certificate = door.certificate_of(connection, known.certificate)
        if certificate is not None:
            _keep(connection, certificate, applicant.token_sha256, now)
            return certificate
    if offer.expires_at <= now or (known is not None and known.is_revoked):
        raise Problem(Code.UNKNOWN_CODE)
    others = connection.scalars(
        select(devices_table.c.name).where(
            devices_table.c.person == applicant.person,
            devices_table.c.key != applicant.device,
        )
    ).all()
    if any(name != offer.name for name in others):
        raise Problem(Code.PERSON_TAKEN)
    certificate = certify(
        keys.programme,
        device=applicant.device,
        person=applicant.person,
        name=offer.name,
        role=Role(offer.role),
        countries=tuple(offer.countries.split()),
        serial=_next_serial(connection),
        valid_from=now,
    )
    connection.execute(
        update(enrolments)
        .where(enrolments.c.code_sha256 == offer.code_sha256)
        .values(device=applicant.device)
    )
    _keep(connection, certificate, applicant.token_sha256, now)
    return certificate


def welcome_back(
    connection: Connection,
    keys: HubKeys,
    *,
    certificate: bytes,
    token_sha256: bytes,
    proof: bytes,
    now: int,
) -> Certificate:
    """Know a device again that this hub's programme certified, after a loss of rows.

    Raises:
        Problem: the certificate or the proof is no good, or the device was revoked.
    """
    try:
        found = certificates.read(certificate)
    except BadCertificateError as error:
        raise Problem(Code.BAD_PROOF) from error
    statement = wire.return_statement(
        keys.hub.public, certificate=found.id, token_sha256=token_sha256
    )
    if (
        found.programme != keys.programme.public
        or not is_signed(statement, proof, by=found.device)
        or not found.valid_from - _SLACK_MS <= now <= found.valid_to
    ):
        raise Problem(Code.BAD_PROOF)
    known = by_key(connection, found.device)
    if known is not None and known.is_revoked:
        raise Problem(Code.REVOKED)
    if known is not None:
        # A certificate given later may have taken a role or a country away.
        newest = door.certificate_of(connection, known.certificate)
        if newest is not None and newest.serial > found.serial:
            found = newest
    _keep(connection, found, token_sha256, now)
    return found


_SLACK_MS = 24 * 3600 * 1000
"""A hub put back from a backup on a machine whose clock is behind."""


def by_token(connection: Connection, token: str) -> Device | None:
    """The device that shows this token, a revoked one too."""
    return _one(connection, devices_table.c.token_sha256 == wire.hash_of_token(token))


def by_key(connection: Connection, key: bytes) -> Device | None:
    """The device with this public key, a revoked one too."""
    return _one(connection, devices_table.c.key == key)


def listed(connection: Connection) -> list[Device]:
    """All devices ever enrolled, in that order."""
    rows = connection.execute(
        select(devices_table).order_by(devices_table.c.enrolled_at, devices_table.c.key)
    )
    return [_device(row) for row in rows]


def revoke(connection: Connection, device: bytes, *, now: int) -> bool:
    """Let a device hand in no more than what is kept sealed; False if unknown."""
    found = connection.execute(
        update(devices_table)
        .where(devices_table.c.key == device)
        .values(revoked_at=func.coalesce(devices_table.c.revoked_at, now))
    )
    return found.rowcount == 1


def revoked(connection: Connection) -> frozenset[bytes]:
    """Public keys of all revoked devices."""
    return frozenset(
        connection.scalars(
            select(devices_table.c.key).where(devices_table.c.revoked_at.is_not(None))
        )
    )


def _next_serial(connection: Connection) -> int:
    return (connection.scalar(select(func.max(devices_table.c.serial))) or 0) + 1


def _keep(
    connection: Connection, certificate: Certificate, token_sha256: bytes, now: int
) -> None:
    door.learn(connection, certificate)
    upsert(
        connection,
        devices_table,
        [
            {
                "key": certificate.device,
                "token_sha256": token_sha256,
                "person": certificate.person,
                "name": certificate.name,
                "role": certificate.role.value,
                "countries": " ".join(certificate.countries),
                "certificate": certificate.id,
                "serial": certificate.serial,
                "enrolled_at": now,
                "revoked_at": None,
            }
        ],
    )


def _one(connection: Connection, where: object) -> Device | None:
    row = connection.execute(select(devices_table).where(where)).first()  # type: ignore[arg-type]
    return None if row is None else _device(row)


def _device(row: Row[tuple[object, ...]]) -> Device:
    return Device(
        row.key,
        row.person,
        row.name,
        Role(row.role),
        tuple(row.countries.split()),
        row.certificate,
        row.enrolled_at,
        row.revoked_at,
    )
