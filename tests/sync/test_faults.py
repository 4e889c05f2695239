"""A real hub in a process of its own, behind a network that breaks."""

import random
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bwassess.assessment.records import Role
from bwassess.hub import serving
from bwassess.hub.house import DATABASE
from bwassess.journal.receipt import Outcome
from bwassess.store import exchange, tables
from bwassess.store.database import Database
from bwassess.store.identity import HubLink
from bwassess.sync import engine, enrolling
from bwassess.sync.client import HubClient
from bwassess.sync.errors import HubUnreachableError, NotAHubError
from bwassess.sync.history import RunOutcome
from tests.fixtures_hub import Laptop, served
from tests.sync.proxy import (
    BAD_GATEWAY,
    DOUBLED,
    LOST_ANSWER,
    PORTAL,
    SHORT,
    Fault,
    Proxy,
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """One hub for all faults: its folder and address."""
    folder = tmp_path_factory.mktemp("served") / "hub"
    serving.init(folder)
    with served(folder) as (url, _process):
        yield folder, url


def through(proxy: Proxy) -> Callable[[HubLink], HubClient]:
    return lambda link: HubClient(
        proxy.url, token=link.token, pinned=link.hub, wait=lambda _: None
    )


def enrolled(folder: Path, url: str, place: Path, name: str) -> Laptop:
    laptop = Laptop.new(place / name, name)
    code = serving.enrol(folder, name=name, role=Role.ASSESSOR, countries=["kh"])
    enrolling.enrol(laptop.replica, url, code)
    return laptop


@pytest.fixture
def pair(hub: tuple[Path, str], tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    """Two laptops of one team."""
    made = [enrolled(*hub, tmp_path, name) for name in ("Sokha", "Dara")]
    yield made[0], made[1]
    for one in made:
        one.close()


@pytest.fixture
def proxy(hub: tuple[Path, str]) -> Iterator[Proxy]:
    """A network that breaks what it is told to."""
    with Proxy(hub[1]) as made:
        yield made


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(LOST_ANSWER, id="answer lost"),
        pytest.param(DOUBLED, id="request doubled"),
        pytest.param(BAD_GATEWAY, id="bad gateway"),
        pytest.param(SHORT, id="wrong length"),
        pytest.param(Fault(request=400), id="request cut"),
        pytest.param(Fault(response=250), id="answer cut"),
    ],
)
def test_that_one_fault_anywhere_costs_nothing(
    fault: Fault, pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, dara = pair
    document = sokha.assessment()
    number = 0
    while True:
        sokha.answer(document, f"OS1.{number:02d}", "no")
        sokha.photo(document, f"{document} {number}".encode())
        proxy.once(fault, number)
        before = len(proxy.seen)
        report = engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
        assert report.outcome is RunOutcome.DONE
        if number >= len(proxy.seen) - before:
            break
        number += 1
    assert number >= 6
    proxy.never()
    engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    assert dara.hashes(document) == sokha.hashes(document)
    assert len(dara.hashes(document)) == number + 1
    assert sokha.state(document).is_on_hub
    assert dara.state(document).files_missing == 0


def test_that_an_answer_lost_after_the_commit_is_had_again(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, _ = pair
    document = sokha.assessment()
    proxy.always(LOST_ANSWER, "POST /v1/batches")
    with pytest.raises(HubUnreachableError):
        engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    assert sokha.state(document).unsent == 1
    proxy.never()
    report = engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    assert (report.counts.sent, report.counts.known) == (0, 0)
    assert sokha.state(document).is_on_hub
    with sokha.database.read() as connection:
        assert not exchange.without_receipt(
            connection, giver=sokha.link.hub, epoch=sokha.link.epoch
        )


def test_that_a_batch_handed_in_twice_has_one_receipt(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, _ = pair
    document = sokha.assessment()
    sokha.replica.seal(author=sokha.who.author)
    with sokha.database.read() as connection:
        data = exchange.batch_bytes(connection, sorted(sokha.hashes(document)))
    with through(proxy)(sokha.link) as client:
        (first,) = client.push(list(data.values()), [])
        (second,) = client.push(list(data.values()), [])
    assert (first.outcome, second.outcome) == (Outcome.ACCEPTED, Outcome.KNOWN)
    assert first.receipt == second.receipt


def test_that_a_cut_between_pages_goes_on_where_it_was(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, dara = pair
    draw = random.Random(7)  # noqa: S311 - noise that is the same each time
    documents = [sokha.assessment() for _ in range(4)]
    for document in documents:
        for question in range(8):
            # What doesn't compress, so that the feed needs several pages.
            note = draw.randbytes(100_000)
            sokha.say(document, {(f"answer/OS1.{question}", "note"): note})
    engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    begun = len(proxy.seen)
    feeds = 0

    def second_page(_: int, request: bytes) -> Fault | None:
        nonlocal feeds
        if b" /v1/feed" not in request.partition(b"\r\n")[0]:
            return None
        feeds += 1
        return LOST_ANSWER if feeds > 1 else None

    proxy.plan = second_page
    with pytest.raises(HubUnreachableError):
        engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    first = sum(len(dara.hashes(one)) for one in documents)
    proxy.never()
    engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    for document in documents:
        assert dara.hashes(document) == sokha.hashes(document)
    assert first > 0
    pages = [line for line in proxy.seen[begun:] if line.startswith("GET /v1/feed")]
    # The first page came once; it wasn't asked for again.
    assert pages.count(pages[0]) == 1


def test_that_a_photo_cut_off_goes_on_where_it_was(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, dara = pair
    document = sokha.assessment()
    content = bytes(range(256)) * 16384  # 4 MiB
    sha256 = sokha.photo(document, content)
    puts = 0

    def third_chunk(_: int, request: bytes) -> Fault | None:
        nonlocal puts
        if not request.startswith(b"PUT"):
            return None
        puts += 1
        return Fault(request=200_000) if puts > 2 else None

    proxy.plan = third_chunk
    with pytest.raises(HubUnreachableError):
        engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    proxy.never()
    before = proxy.carried
    engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    assert proxy.carried - before < 0.7 * len(content)
    engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    assert dara.evidence.read(sha256) == content


def test_that_a_chunk_whose_answer_was_lost_isnt_sent_into_the_wrong_place(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, dara = pair
    document = sokha.assessment()
    sha256 = sokha.photo(document, document.bytes * 160_000)  # 2.4 MiB
    puts = 0

    def first_chunk(_: int, request: bytes) -> Fault | None:
        nonlocal puts
        puts += request.startswith(b"PUT")
        return LOST_ANSWER if request.startswith(b"PUT") and puts == 1 else None

    proxy.plan = first_chunk
    report = engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    assert report.counts.files_sent == 1
    engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    assert dara.evidence.read(sha256) == document.bytes * 160_000


def test_that_losing_one_request_in_twenty_costs_little(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, dara = pair
    document = sokha.assessment()
    for number in range(25):
        sokha.photo(document, bytes([number]) * 300_000)
    proxy.plan = lambda number, _: LOST_ANSWER if number % 20 == 13 else None
    engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
    assert proxy.carried < 1.3 * 25 * 300_000
    engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    assert dara.state(document).files_missing == 0


def test_that_a_captive_portal_is_told_from_a_hub(
    pair: tuple[Laptop, Laptop], proxy: Proxy
) -> None:
    sokha, _ = pair
    proxy.always(PORTAL)
    with pytest.raises(NotAHubError, match="sign"):
        engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))


def kill_after(
    stored: Database, process: "subprocess.Popen[str]", batches: int
) -> None:
    """Kill a hub as soon as it has committed some batches."""
    seen = 0
    pause = threading.Event()
    while seen < batches:
        pause.wait(0.005)
        with stored.read() as connection:
            seen = connection.scalar(select(func.count()).select_from(tables.batch))
    process.kill()


def test_that_a_hub_killed_in_the_middle_of_a_push_loses_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "hub"
    serving.init(folder)
    documents = []
    with served(folder) as (url, process), Proxy(url) as proxy:
        sokha = enrolled(folder, url, tmp_path, "Sokha")
        dara = enrolled(folder, url, tmp_path, "Dara")
        for number in range(40):
            documents.append(sokha.assessment())
            sokha.answer(documents[-1], "OS1.01", str(number))
        stored = Database.plain(folder / DATABASE)

        killer = threading.Thread(target=kill_after, args=(stored, process, 10))
        killer.start()
        with pytest.raises(HubUnreachableError):
            engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
        killer.join()
        stored.close()
    with served(folder) as (url, _process), Proxy(url) as proxy:
        report = engine.sync(sokha.replica, sokha.evidence, connect=through(proxy))
        assert report.outcome is RunOutcome.DONE
        assert 0 < report.counts.sent < 40
        engine.sync(dara.replica, dara.evidence, connect=through(proxy))
    for number, document in enumerate(documents):
        assert dara.value(document, "OS1.01") == str(number)
        assert sokha.state(document).is_on_hub
    sokha.close()
    dara.close()
