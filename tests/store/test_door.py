"""What becomes of a batch at the door, and what is said about it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bwassess.assessment.records import Role
from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal import receipt as receipts
from bwassess.journal.batch import Batch, Header
from bwassess.journal.certificate import certify
from bwassess.journal.receipt import Outcome
from bwassess.journal.signing import SigningKey
from bwassess.store import door, tables
from bwassess.store.database import Database
from bwassess.store.door import Doorkeeper, Received
from tests.changes import DOCUMENT, said, sealed
from tests.store.simulator import CERTIFICATES, KEYS, PROGRAMME

SOKHA, DARA = KEYS[0], KEYS[1]
HUB = SigningKey.from_secret(b"h" * 32)
KEEPER = Doorkeeper(HUB, b"e" * 16, PROGRAMME.public)


def handed_over(key: SigningKey = SOKHA, **header: Any) -> Batch:
    """A batch as Sokha's laptop would seal it, unless said otherwise."""
    known = KEYS.index(key) if key in KEYS else 0
    facts: dict[str, Any] = {
        "programme": PROGRAMME.public,
        "person": CERTIFICATES[known].person,
        "certificate": CERTIFICATES[known].id,
        **header,
    }
    return sealed([said("a", device=key.public)], key=key, **facts)


def receive(
    database: Database,
    data: bytes,
    keeper: Doorkeeper = KEEPER,
    *,
    sender: bytes | None = SOKHA.public,
    now: int = 7,
) -> Received:
    with database.write() as connection:
        return door.receive(connection, data, keeper, sender=sender, now=now)


def held(database: Database) -> list[tuple[str, str, bytes | None]]:
    with database.read() as connection:
        rows = connection.execute(
            select(tables.held.c.outcome, tables.held.c.reason, tables.held.c.sender)
        ).all()
    return [(row.outcome, row.reason, row.sender) for row in rows]


def answers(database: Database) -> int:
    with database.read() as connection:
        found = connection.scalar(select(func.count()).select_from(tables.answer))
    return found or 0


def newer() -> bytes:
    """A batch of a program that seals in a way not known yet."""
    header = handed_over().header
    packed = canonical.encode(
        [getattr(replace(header, version=2), name) for name in Header.__slots__]
    )
    signature = SOKHA.sign(b"bwassess batch 1\0" + batches._hash(packed))
    return canonical.encode([packed, signature, b"?"])


def test_that_a_batch_of_the_programme_comes_in_with_a_receipt(
    database: Database,
) -> None:
    batch = handed_over()
    received = receive(database, batch.data)
    assert (received.outcome, received.reason) == (Outcome.ACCEPTED, "")
    assert (received.hash, received.document) == (batch.hash, DOCUMENT)
    receipt = received.receipt
    assert receipt is not None
    assert receipts.read(receipt.encode()) == receipt
    assert (receipt.giver, receipt.epoch) == (HUB.public, KEEPER.epoch)
    assert (receipt.batch, receipt.outcome, receipt.at) == (
        batch.hash,
        Outcome.ACCEPTED,
        7,
    )
    assert answers(database) == 1
    assert held(database) == []


def test_that_a_known_batch_gets_its_old_receipt(database: Database) -> None:
    data = handed_over().data
    first = receive(database, data)
    again = receive(database, data, now=99)
    assert again.outcome is Outcome.KNOWN
    assert again.receipt == first.receipt


def test_that_a_new_epoch_gives_new_receipts(plain: Database) -> None:
    data = handed_over().data
    first = receive(plain, data)
    again = receive(plain, data, replace(KEEPER, epoch=b"f" * 16), now=99)
    assert again.outcome is Outcome.KNOWN
    assert again.receipt is not None
    assert again.receipt != first.receipt
    assert (again.receipt.epoch, again.receipt.outcome) == (
        b"f" * 16,
        Outcome.ACCEPTED,
    )


@pytest.mark.parametrize("data", [b"", b"garbage", handed_over().data[:-1]])
def test_that_what_is_no_batch_is_refused_and_kept(
    database: Database, data: bytes
) -> None:
    received = receive(database, data)
    assert received.outcome is Outcome.REFUSED
    assert received.receipt is None
    assert received.reason
    assert held(database) == [("refused", received.reason, SOKHA.public)]
    assert receive(database, data).outcome is Outcome.REFUSED
    assert len(held(database)) == 1


def test_that_another_programme_s_batch_is_refused(plain: Database) -> None:
    received = receive(plain, handed_over(programme=b"X" * 32).data)
    assert (received.outcome, received.reason) == (
        Outcome.REFUSED,
        "foreign_programme",
    )
    assert answers(plain) == 0


@pytest.mark.parametrize(
    "header",
    [
        {"certificate": CERTIFICATES[1].id, "person": CERTIFICATES[1].person},
        {"person": b"x" * 16},
        {"certificate": CERTIFICATES[1].id},
    ],
)
def test_that_nobody_seals_under_another_s_certificate(
    plain: Database, header: dict[str, bytes]
) -> None:
    received = receive(plain, handed_over(**header).data)
    assert (received.outcome, received.reason) == (
        Outcome.REFUSED,
        "foreign_certificate",
    )


def test_that_a_batch_waits_for_its_certificate(database: Database) -> None:
    new = SigningKey.from_secret(b"n" * 32)
    certificate = certify(
        PROGRAMME,
        device=new.public,
        person=b"n" * 16,
        name="Nary",
        role=Role.ASSESSOR,
    )
    batch = handed_over(new, certificate=certificate.id, person=b"n" * 16)
    received = receive(database, batch.data)
    assert (received.outcome, received.reason) == (Outcome.HELD, "unknown_certificate")
    assert received.receipt is not None
    assert received.receipt.outcome is Outcome.HELD
    assert answers(database) == 0
    with database.write() as connection:
        door.learn(connection, certificate)
        assert list(door.held(connection, "unknown_certificate")) == [batch.data]
    received = receive(database, batch.data)
    assert received.outcome is Outcome.ACCEPTED
    assert received.receipt is not None
    assert received.receipt.outcome is Outcome.ACCEPTED
    assert held(database) == []
    assert answers(database) == 1


def test_that_work_from_before_enrolment_comes_in_after_it(plain: Database) -> None:
    new = SigningKey.from_secret(b"n" * 32)

    def certificate(by: SigningKey) -> Any:
        return certify(
            by, device=new.public, person=b"n" * 16, name="N", role=Role.ASSESSOR
        )

    own = certificate(new)
    batch = handed_over(new, programme=new.public, certificate=own.id, person=b"n" * 16)
    with plain.write() as connection:
        door.learn(connection, own)
    assert receive(plain, batch.data).reason == "unknown_certificate"
    with plain.write() as connection:
        door.learn(connection, certificate(PROGRAMME))
    assert receive(plain, batch.data).outcome is Outcome.ACCEPTED


def test_that_a_newer_program_s_batch_is_stored_and_not_in(database: Database) -> None:
    received = receive(database, newer())
    assert received.outcome is Outcome.UNREAD
    assert received.receipt is not None
    assert received.receipt.outcome is Outcome.UNREAD
    again = receive(database, newer())
    assert again.outcome is Outcome.KNOWN
    assert again.receipt == received.receipt
    later = receive(database, newer(), replace(KEEPER, epoch=b"f" * 16))
    assert later.receipt is not None
    assert not later.receipt.outcome.is_in
    assert answers(database) == 0
    with database.read() as connection:
        assert connection.scalar(select(tables.batch.c.bytes)) == newer()


def test_that_a_revoked_device_may_not_hand_in(plain: Database) -> None:
    revoking = replace(KEEPER, revoked=frozenset({SOKHA.public}))
    batch = handed_over()
    received = receive(plain, batch.data, revoking)
    assert (received.outcome, received.reason) == (Outcome.HELD, "revoked")
    by_dara = receive(plain, batch.data, revoking, sender=DARA.public)
    assert by_dara.outcome is Outcome.ACCEPTED
    assert held(plain) == []


def test_that_a_revoked_device_s_batch_comes_in_if_a_teammate_has_it(
    plain: Database,
) -> None:
    revoking = replace(KEEPER, revoked=frozenset({SOKHA.public}))
    batch = handed_over()
    built_on_it = handed_over(DARA, seen=[batch.hash])
    assert receive(plain, built_on_it.data, revoking).outcome is Outcome.ACCEPTED
    assert receive(plain, batch.data, revoking).outcome is Outcome.ACCEPTED


def test_that_one_bad_batch_leaves_the_others_alone(plain: Database) -> None:
    several = [b"bad", handed_over().data, newer()[:-2], handed_over(DARA).data]
    outcomes = [receive(plain, data).outcome for data in several]
    assert outcomes == [
        Outcome.REFUSED,
        Outcome.ACCEPTED,
        Outcome.REFUSED,
        Outcome.ACCEPTED,
    ]
