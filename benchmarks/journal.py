"""The journal: an edit to its commit, taking in 2,000 changes, against the raw driver.

Run `python benchmarks/journal.py`; with `--postgresql` it starts a server as well.
The baseline writes rows of the same size with the same durability, and does no more.
"""

import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal.batch import Batch
from bwassess.journal.change import Change
from bwassess.store import sealing, tables, writer
from bwassess.store.database import Database
from bwassess.store.sealing import Author
from bwassess.store.writer import Edit
from tests.changes import KEY, PERSON, PROGRAMME, identified, sealed

EDITS = 1_000
BATCHES = 5
CHANGES = 2_000
AUTHOR = Author(KEY, PROGRAMME, PERSON, b"c" * 32)
ANSWERS: tuple[Value, Value] = (
    {"revision": "r1", "value": "no"},
    {"revision": "r1", "value": "yes"},
)


def told(what: str, times: list[float]) -> None:
    times = sorted(times)
    last = times[min(len(times) - 1, len(times) * 99 // 100)]
    print(
        f"  {what:<46} best {times[0] * 1e3:7.2f}"
        f"  median {statistics.median(times) * 1e3:7.2f}  p99 {last * 1e3:7.2f} ms"
    )


def timed(work: Callable[[], object], rounds: int, *, warm: int = 20) -> list[float]:
    for _round in range(warm):
        work()
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def raw_rows(
    database: Database, number: Iterator[int], many: int
) -> Callable[[], None]:
    """Write rows as large as a record's through the driver alone, and commit."""

    def write() -> None:
        rows = [(0, f"{next(number):012d}", b"x" * 90, "") for _row in range(many)]
        with database.driver() as driver:
            driver.execute("BEGIN IMMEDIATE")
            driver.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)
            driver.execute("COMMIT")

    return write


def edits(database: Database, document: bytes, questions: int) -> Callable[[], None]:
    number = count()

    def write() -> None:
        n = next(number)
        edit = Edit(f"answer/Q{n % questions}", "value", ANSWERS[n // questions % 2])
        with database.write() as connection:
            writer.edit(connection, document, [edit], device=KEY.public, now=n)

    return write


def changes(document: bytes) -> tuple[Batch, Batch]:
    """2,000 first changes of 1,000 answers, and 2,000 that replace them."""
    first = [
        identified(
            Change(f"answer/Q{n // 2}", ("note", "value")[n % 2], ANSWERS[0], (), n),
            document=document,
        )
        for n in range(CHANGES)
    ]
    second = [
        identified(
            Change(c.record, c.field, ANSWERS[1], (one,), c.at + 1), document=document
        )
        for one, c in first
    ]
    return (
        sealed(first, document=document),
        sealed(second, document=document, number=2),
    )


def taking_in(database: Database) -> None:
    new, replacing, reading = [], [], []
    for n in range(BATCHES + 1):
        for times, sent in zip((new, replacing), changes(bytes([n]) * 16), strict=True):
            start = time.perf_counter()
            batch = batches.read(sent.data)
            reading.append(time.perf_counter() - start)
            start = time.perf_counter()
            with database.write() as connection:
                writer.take_in(connection, batch)
            times.append(time.perf_counter() - start)
    told("open a batch of 2,000 changes, with signature", reading[2:])
    told("take in 2,000 new changes", new[1:])
    told("take in 2,000 changes that replace", replacing[1:])


def sealing_all(database: Database) -> None:
    document = b"s" * 16
    many = [Edit(f"answer/Q{n}", "value", ANSWERS[0]) for n in range(CHANGES)]
    with database.write() as connection:
        writer.edit(connection, document, many, device=KEY.public, now=1)
    start = time.perf_counter()
    with database.write() as connection:
        sealing.seal(connection, document, AUTHOR, now=2)
    told("seal 2,000 changes", [time.perf_counter() - start])


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, Database]]:
    made = {
        "SQLCipher": Database.encrypted(folder / "vault.db", bytes(32)),
        "SQLite": Database.plain(folder / "hub.db"),
    }
    if "--postgresql" not in sys.argv:
        yield made
        return
    from tests.fixtures_postgres import database_url

    with database_url() as url:
        made["PostgreSQL (its disk not waited for)"] = Database.postgresql(url)
        yield made


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder, databases(Path(folder)) as made:
        for name, database in made.items():
            tables.metadata.create_all(database.engine)
            print(name)
            for questions in (307, 1_000):
                document = questions.to_bytes(16)
                told(
                    f"an edit to its commit, {questions:,} questions",
                    timed(edits(database, document, questions), EDITS, warm=questions),
                )
            taking_in(database)
            sealing_all(database)
            if database.dialect == "sqlite":
                number = count()
                with database.driver() as driver:
                    driver.execute("PRAGMA foreign_keys = OFF")
                one = timed(raw_rows(database, number, 1), EDITS)
                several = timed(raw_rows(database, number, CHANGES), BATCHES, warm=1)
                told("baseline: one row, committed by the driver", one)
                told("baseline: 2,000 rows, committed by the driver", several)
            database.close()


if __name__ == "__main__":
    main()
