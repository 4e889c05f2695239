"""A finished assessment with photos, then the demo's vault, to a hub and from there.

Run `python benchmarks/sync.py`; with `--sqlite` it starts no PostgreSQL. One laptop
sends, another one gets, then they sync once more with nothing new. The hub has a
process of its own. The bound that no
program gets under is printed beside: the same bytes through one bare HTTP connection.
"""

import platform
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from uuid import UUID

from typing_extensions import override

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx2

from bwassess.assessment.records import Role
from bwassess.demo.building import PASSPHRASE, build
from bwassess.demo.people import ASSESSOR, LEADER, SECOND, colleague
from bwassess.hub import serving
from bwassess.journal import batch as batches
from bwassess.store import exchange
from bwassess.store.header import Cost
from bwassess.store.identity import Identity
from bwassess.sync import engine, enrolling
from bwassess.sync.client import HubClient
from bwassess.sync.history import Report
from bwassess.workspace import Workspace
from tests.fixtures_hub import Laptop, served
from tests.fixtures_postgres import database_url

QUESTIONS = 353
PHOTOS = 60
PHOTO_BYTES = 450_000
CHEAP = Cost(memory_kib=8 * 1024, passes=1, lanes=1)
THUMBNAIL_BYTES = 18_000
WORDS = (
    "Emergency exits on the second floor were locked while people worked; the keys "
    "were with a guard. Management showed the fire plan of last year. "
)


def fill(laptop: Laptop) -> tuple[UUID, int]:
    """An assessment answered in sittings of an hour or so; how many changes it has."""
    draw = random.Random(353)  # noqa: S311
    document = laptop.assessment()
    changes = 3
    for number in range(QUESTIONS):
        record = f"answer/OS{number:03d}"
        said = {
            (record, "value"): {
                "value": draw.choice(["yes", "no"]),
                "revision": "9f3a",
            },
            (record, "source:document"): True,
        }
        if number % 3 == 0:
            said[record, "note"] = WORDS[draw.randrange(60) :]
        laptop.say(document, said)
        changes += len(said)
        if number % 60 == 59:
            laptop.replica.seal(author=laptop.who.author)
    for _photo in range(PHOTOS):
        laptop.photo(
            document,
            draw.randbytes(PHOTO_BYTES),
            thumbnail=draw.randbytes(THUMBNAIL_BYTES),
        )
        changes += 1
    return document, changes


def run(folder: Path, database: str | None) -> None:
    """Sync there and back, and say what it took."""
    hub = folder / "hub"
    serving.init(hub, database=database)
    with served(hub) as (url, _process):
        laptops = []
        for name in ("Sokha", "Dara"):
            laptop = Laptop.new(folder / name, name)
            code = serving.enrol(hub, name=name, role=Role.ASSESSOR, countries=["KH"])
            enrolling.enrol(laptop.replica, url, code)
            laptops.append(laptop)
        document, changes = fill(laptops[0])
        steps = [
            ("sends", laptops[0]),
            ("gets", laptops[1]),
            ("nothing new", laptops[0]),
            ("nothing new", laptops[1]),
        ]
        for step, laptop in steps:
            began = time.perf_counter()
            report = engine.sync(laptop.replica, laptop.evidence)
            said(step, report, time.perf_counter() - began)
        with laptops[0].database.read() as connection:
            hashes = exchange.batch_hashes(connection, document.bytes)
            data = exchange.batch_bytes(connection, hashes)
        assert laptops[1].hashes(document) == set(hashes)
        size = sum(map(len, data.values()))
        print(f"    {changes} changes in {len(hashes)} batches of {size / 1e3:.0f} kB")
        for laptop in laptops:
            laptop.close()


def run_demo(folder: Path, vault: Path, database: str | None) -> None:
    """The demo's whole vault to a hub, and from there to an empty, encrypted one."""
    hub = folder / "hub"
    serving.init(hub, database=database)

    def code(name: str) -> str:
        return serving.enrol(hub, name=name, role=Role.ASSESSOR, countries=["KH"])

    shutil.copytree(vault, folder / "copy")
    office, _recovery = Workspace.create(
        folder / "office", PASSPHRASE, name="Office", cost=CHEAP
    )
    with (
        served(hub) as (url, _process),
        office,
        Workspace.open(folder / "copy", PASSPHRASE) as mine,
    ):
        for name, role in ((SECOND, Role.ASSESSOR), (LEADER, Role.REVIEWER)):
            enrol_elsewhere(url, code(name), colleague(name, role))
        mine.sync.enrol(url, code(ASSESSOR))
        office.sync.enrol(url, code("Office"))
        for step, workspace in (("sends", mine), ("gets", office), ("again", mine)):
            began = time.perf_counter()
            report = workspace.sync.run()
            said(step, report, time.perf_counter() - began)
        with office.replica.database.read() as connection:
            most = []
            for document in exchange.documents(connection):
                hashes = exchange.batch_hashes(connection, document)
                data = exchange.batch_bytes(connection, hashes).values()
                changes = sum(batches.read(one).header.count for one in data)
                most.append((changes, len(hashes), sum(map(len, data))))
        changes, count, size = max(most)
        print(f"    {len(most)} documents; the largest:")
        print(f"    {changes} changes in {count} batches of {size / 1e3:.0f} kB")


def enrol_elsewhere(url: str, code: str, who: Identity) -> None:
    """Enrol a colleague whose laptop isn't here, but whose key is known."""
    with HubClient(url) as client:
        client.pinned = client.identity().hub
        client.enrol(
            code,
            hub=client.pinned,
            key=who.key,
            person=who.certificate.person,
            token=enrolling.new_token(),
        )


def said(step: str, report: Report, seconds: float) -> None:
    counts = report.counts
    print(
        f"    {step:12} {seconds:6.2f} s  {counts.requests:4} requests  "
        f"{counts.bytes_sent / 1e6:6.2f} MB sent  "
        f"{counts.bytes_received / 1e6:6.2f} MB received  "
        f"{counts.sent + counts.received:3} batches  "
        f"{counts.files_sent + counts.files_received:3} files"
    )


class _Sink(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(204)
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def sink() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Sink) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def bare() -> None:
    """The same files through one connection to something that throws them away."""
    draw = random.Random(353)  # noqa: S311
    files = [draw.randbytes(size) for size in (PHOTO_BYTES, THUMBNAIL_BYTES)] * PHOTOS
    with sink() as url, httpx2.Client(base_url=url) as client:
        began = time.perf_counter()
        for content in files:
            client.put("/", content=content)
        print(f"    bare PUTs    {time.perf_counter() - began:6.2f} s")


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(f"  without a hub: {PHOTOS} photos of {PHOTO_BYTES / 1e3:.0f} kB")
    bare()
    engines = ["SQLite"] if "--sqlite" in sys.argv else ["SQLite", "PostgreSQL"]
    with tempfile.TemporaryDirectory() as vaults:
        vault = Path(vaults) / "demo"
        build(vault, cost=CHEAP)
        for name in engines:
            for what, work in (
                (f"{QUESTIONS} answers, {PHOTOS} photos", run),
                ("the demo's vault", partial(run_demo, vault=vault)),
            ):
                print(f"  {name}: {what}")
                with (
                    tempfile.TemporaryDirectory() as folder,
                    database_url() if name == "PostgreSQL" else nullcontext() as url,
                ):
                    work(Path(folder), database=url)


if __name__ == "__main__":
    main()
