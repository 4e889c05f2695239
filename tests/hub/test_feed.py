"""The hub's order of batches: nothing is skipped, every cursor is checked."""

import hashlib
import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import delete, select, update

from bwassess.assessment.records import Role
from bwassess.hub.feed import Cursor
from bwassess.hub.house import House, Settings
from bwassess.hub.tables import arrival
from bwassess.store import exchange, tables
from bwassess.sync.client import HubClient
from bwassess.sync.errors import HubProblemError
from bwassess.sync.wire import Code
from tests.fixtures_hub import Clock, Hub, Laptop

Make = Callable[[str], Laptop]


def sealed(laptop: Laptop, documents: int) -> list[bytes]:
    """New batches, one a document."""
    made = [laptop.assessment() for _ in range(documents)]
    laptop.replica.seal(author=laptop.who.author)
    found: list[bytes] = []
    with laptop.database.read() as connection:
        for one in made:
            hashes = exchange.batch_hashes(connection, one.bytes)
            found.extend(exchange.batch_bytes(connection, hashes).values())
    return found


def pulled(client: HubClient, cursor: bytes = b"") -> Iterator[bytes]:
    """All batches after a cursor."""
    while True:
        page = client.feed(cursor)
        yield from page.batches
        cursor = page.cursor
        if not page.more:
            return


def test_that_the_feed_is_a_chain_in_the_order_of_arrival(
    hub: Hub, laptop: Make
) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    batches = sealed(sokha, 5)
    with hub.client(sokha) as client:
        client.push(batches[:3], [])
        client.push(batches[2:], [])
        own = client.feed(b"").own
    reader = laptop("Reader")
    reader.enrol(hub, Role.ASSESSOR, "KH")
    with hub.client(reader) as client:
        assert list(pulled(client)) == batches
    running = bytes(32)
    with hub.house.database.read() as connection:
        rows = connection.execute(
            select(tables.feed.c.pos, tables.feed.c.running, tables.batch.c.hash)
            .join(tables.batch, tables.batch.c.seq == tables.feed.c.batch)
            .order_by(tables.feed.c.pos)
        ).all()
        assert connection.execute(select(arrival)).first() is None
    assert [row.pos for row in rows] == [1, 2, 3, 4, 5]
    assert tuple(row.hash for row in rows) == own
    for row in rows:
        running = hashlib.sha256(running + row.hash).digest()
        assert row.running == running


@pytest.mark.parametrize("change", ["hub", "epoch", "history", "beyond", "form"])
def test_that_a_cursor_of_another_history_is_told(
    lite: Hub, laptop: Make, change: str
) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(lite, Role.ASSESSOR, "KH")
    with lite.client(sokha) as client:
        client.push(sealed(sokha, 3), [])
        good = Cursor.read(client.feed(b"").cursor)
        bad = {
            "hub": Cursor(b"h" * 32, good.epoch, good.pos, good.running),
            "epoch": Cursor(good.hub, b"e" * 16, good.pos, good.running),
            "history": Cursor(good.hub, good.epoch, good.pos - 1, good.running),
            "beyond": Cursor(good.hub, good.epoch, good.pos + 7, good.running),
        }
        wrong = bad[change].encode() if change in bad else b"\x93\x01\x02\x03"
        with pytest.raises(HubProblemError) as refused:
            client.feed(wrong)
    assert refused.value.code is Code.UNKNOWN_CURSOR
    assert refused.value.details["reason"] in (change, "history")


def test_that_a_hidden_stretch_moves_the_cursor_on(lite: Hub, laptop: Make) -> None:
    sokha, abroad = laptop("Sokha"), laptop("Abroad")
    sokha.enrol(lite, Role.ASSESSOR, "KH")
    abroad.enrol(lite, Role.ASSESSOR, "VN")
    with lite.client(sokha) as client:
        client.push(sealed(sokha, 4), [])
    with lite.client(abroad) as client:
        page = client.feed(b"")
        assert page.batches == ()
        assert Cursor.read(page.cursor).pos == 4


def test_that_a_batch_committed_and_not_numbered_is_numbered_by_the_next_reader(
    lite: Hub, laptop: Make
) -> None:
    # A hub that died between the two has committed the batch and its place in line.
    sokha = laptop("Sokha")
    sokha.enrol(lite, Role.ASSESSOR, "KH")
    with lite.client(sokha) as client:
        client.push(sealed(sokha, 2), [])
        with lite.house.database.write() as connection:
            last = connection.scalar(
                select(tables.feed.c.batch).where(tables.feed.c.pos == 2)
            )
            connection.execute(delete(tables.feed).where(tables.feed.c.pos == 2))
            connection.execute(arrival.insert().values(batch=last))
        assert len(client.feed(b"").own) == 2


def test_that_readers_beside_many_writers_skip_nothing(hub: Hub, laptop: Make) -> None:
    # Numbers given inside the transactions lost 42 of 360 batches to such a reader.
    keys = hub.house.keys
    houses = [hub.house]
    if keys.database is not None:
        houses.append(House(Settings(hub.folder), keys, clock=Clock()))
    others = [Hub(house, hub.clock, hub.portal) for house in houses]
    writers = [laptop(f"Writer{n}") for n in range(4)]
    for one in writers:
        one.enrol(hub, Role.ASSESSOR, "KH")
    loads = [sealed(one, 12) for one in writers]
    failures: list[BaseException] = []

    def write(place: int) -> None:
        try:
            with others[place % len(others)].client(writers[place]) as client:
                for batch in loads[place]:
                    client.push([batch], [])
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    got: list[bytes] = []
    cursor = b""
    looking = laptop("Reader")
    looking.enrol(hub, Role.ASSESSOR, "KH")
    with others[-1].client(looking) as reader:
        for thread in threads:
            thread.start()
        while True:
            over = not any(thread.is_alive() for thread in threads)
            page = reader.feed(cursor)
            got.extend(page.batches)
            cursor = page.cursor
            if over and not page.more:
                break
    for thread in threads:
        thread.join()
    for house in houses[1:]:
        house.close()
    assert not failures
    wanted = {batch for load in loads for batch in load}
    assert len(got) == len(wanted)
    assert set(got) == wanted


def test_that_a_digest_kept_is_the_digest_of_now(hub: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    document = sokha.assessment()
    for question in ("OS1.01", "OS1.02"):
        sokha.answer(document, question, "no")
        sokha.sync()
        with hub.house.database.write() as connection:
            kept = exchange.digests(connection)
            assert kept == {document.bytes: exchange.digest(connection, document.bytes)}
            connection.execute(update(tables.document).values(digest=None))
            assert exchange.digests(connection) == kept
