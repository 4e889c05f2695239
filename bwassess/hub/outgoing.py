"""What goes out at the door: batches with certificates and receipts, to readers."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from bwassess.hub import intake, reach
from bwassess.hub.accounts import Device
from bwassess.hub.house import House
from bwassess.store import exchange, tables
from bwassess.sync import wire
from bwassess.sync.wire import Frame, Kind

_PORTION = 500


def present(house: House, documents: Collection[bytes]) -> set[bytes]:
    """Those of some documents that have batches here, whoever may read them."""
    found: set[bytes] = set()
    wanted = sorted(documents)
    with house.database.read() as connection:
        for at in range(0, len(wanted), _PORTION):
            found.update(
                connection.scalars(
                    select(tables.document.c.id)
                    .join(tables.batch)
                    .where(tables.document.c.id.in_(wanted[at : at + _PORTION]))
                    .distinct()
                )
            )
    return found


def with_papers(house: House, batches: Sequence[tuple[bytes, bytes]]) -> list[Frame]:
    """Batches after the certificates that prove them, each with its receipt."""
    hashes = [one for one, _ in batches]
    if not hashes:
        return []
    with house.database.write() as connection:
        receipts = intake.receipts(connection, house, hashes)
        papers = intake.certificates_of(connection, hashes)
    frames = [Frame(Kind.BATCH, data) for _, data in batches]
    given = [Frame(Kind.RECEIPT, one.encode()) for one in receipts.values()]
    return [*papers, *frames, *given]


def readable_hashes(
    connection: Connection, device: Device, hashes: list[bytes]
) -> list[bytes]:
    """Those of some batches that are here and that the device may read."""
    return list(
        connection.scalars(
            select(tables.batch.c.hash)
            .join(tables.document, tables.document.c.key == tables.batch.c.document)
            .where(tables.batch.c.hash.in_(hashes), reach.readable(device))
        )
    )


def readable_batches(
    connection: Connection, device: Device, hashes: list[bytes]
) -> list[tuple[bytes, bytes]]:
    """The first of some batches, as many as an answer holds, in that order."""
    found: list[tuple[bytes, bytes]] = []
    room = wire.MAX_BODY // 2
    for at in range(0, len(hashes), 50):
        portion = hashes[at : at + 50]
        readable = set(readable_hashes(connection, device, portion))
        data = exchange.batch_bytes(connection, sorted(readable))
        for one in portion:
            if one in data:
                if found and len(data[one]) > room:
                    return found
                found.append((one, data[one]))
                room -= len(data[one])
    return found
