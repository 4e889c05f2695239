"""A sync of one finished assessment with photos, to a hub in a process of its own.

Run `python benchmarks/sync.py`; with `--sqlite` it starts no PostgreSQL. One laptop
sends, another one gets, then both sync once more with nothing new. The bound that no
program gets under is printed beside: the same bytes through one bare HTTP connection.
"""

import platform
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from uuid import UUID

from typing_extensions import override

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx2

from bwassess.assessment.records import Role
from bwassess.hub import serving
from bwassess.store import exchange
from bwassess.sync import engine, enrolling
from bwassess.sync.history import Report
from tests.fixtures_hub import Laptop, served
from tests.fixtures_postgres import database_url

QUESTIONS = 353
PHOTOS = 60
PHOTO_BYTES = 450_000
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
    print(f"{QUESTIONS} answers, {PHOTOS} photos of {PHOTO_BYTES / 1e3:.0f} kB")
    print("  without a hub")
    bare()
    engines = ["SQLite"] if "--sqlite" in sys.argv else ["SQLite", "PostgreSQL"]
    for name in engines:
        print(f"  {name}")
        with (
            tempfile.TemporaryDirectory() as folder,
            database_url() if name == "PostgreSQL" else nullcontext() as url,
        ):
            run(Path(folder), url)


if __name__ == "__main__":
    main()
