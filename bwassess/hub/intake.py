"""What comes in at the door: batches with their certificates, one transaction each."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bwassess.hub import feed
from bwassess.hub.accounts import Device
from bwassess.hub.house import House
from bwassess.hub.problems import Problem
from bwassess.journal import certificate as certificates
from bwassess.journal.certificate import BadCertificateError, Certificate
from bwassess.journal.receipt import Outcome, Receipt
from bwassess.store import door, exchange, tables
from bwassess.store.door import Doorkeeper, Received
from bwassess.sync import wire
from bwassess.sync.wire import BadFramesError, Code, Frame, Kind


@dataclass(frozen=True, slots=True)
class Load:
    """What a push carries."""

    certificates: tuple[Certificate, ...]
    batches: tuple[bytes, ...]


def unload(body: bytes) -> Load:
    """Read a push.

    Raises:
        Problem: it is no sequence of frames, or holds more than one push may.
    """
    found: list[Certificate] = []
    batches: list[bytes] = []
    try:
        for frame in wire.unpack(body):
            if frame.kind == Kind.CERTIFICATE:
                found.append(certificates.read(frame.data))
            elif frame.kind == Kind.BATCH:
                batches.append(frame.data)
    except (BadFramesError, BadCertificateError) as error:
        raise Problem(Code.MALFORMED, reason=str(error)) from error
    if len(batches) > wire.MAX_BATCHES or len(found) > wire.MAX_CERTIFICATES:
        raise Problem(Code.TOO_LARGE, batches=wire.MAX_BATCHES)
    return Load(tuple(found), tuple(batches))


def push(house: House, device: Device, load: Load) -> list[Received]:
    """Take batches in; a bad one doesn't stop the rest, a known one is known."""
    with house.database.read() as connection:
        keeper = house.keeper(connection, device)
        everyone = house.keeper(connection)
    if not device.is_revoked:
        learn(house, load.certificates, everyone)
    received = house.replica.receive(load.batches, keeper, sender=device.key)
    number(house)
    return received


def learn(house: House, found: tuple[Certificate, ...], keeper: Doorkeeper) -> None:
    """Keep certificates of this programme that are new here."""
    ours = {one.id: one for one in found if one.programme == keeper.programme}
    if not ours:
        return
    with house.database.read() as connection:
        known = set(
            connection.scalars(
                select(tables.certificate.c.id).where(
                    tables.certificate.c.id.in_(list(ours))
                )
            )
        )
    new = [one for key, one in ours.items() if key not in known]
    if new:
        house.replica.learn(new, keeper)


def number(house: House) -> None:
    """Let what was committed appear in the feed."""
    with house.database.read() as connection:
        behind = feed.is_behind(connection)
    if behind:
        with house.database.write() as connection:
            feed.number(connection)


def receipts(
    connection: Connection, house: House, hashes: list[bytes]
) -> dict[bytes, Receipt]:
    """Receipts of this epoch for those of some batches that are stored here."""
    rows = connection.execute(
        select(tables.batch.c.hash, tables.batch.c.state).where(
            tables.batch.c.hash.in_(hashes)
        )
    )
    return door.receipts_for(
        connection,
        {row.hash: Outcome(row.state) for row in rows},
        key=house.keys.hub,
        epoch=house.epoch(connection),
        now=house.clock(),
    )


def certificates_of(connection: Connection, hashes: list[bytes]) -> list[Frame]:
    """The certificates by which some batches can be checked, as frames."""
    return [
        Frame(Kind.CERTIFICATE, one.encode())
        for one in exchange.certificates_of(connection, hashes)
    ]
