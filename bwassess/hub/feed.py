"""The hub's order of all batches: numbered after commit, chained, read by cursor.

A number given inside the transaction would let readers skip what commits late.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, text

from bwassess.hub import reach
from bwassess.hub.accounts import Device
from bwassess.hub.problems import Problem
from bwassess.hub.tables import arrival, contributor
from bwassess.journal import canonical
from bwassess.journal.receipt import Outcome
from bwassess.store import exchange, tables
from bwassess.store.door import Received
from bwassess.store.sql import insert_if_new
from bwassess.sync.wire import Code

_LOCK = 0x6277_6665_6564
_ROWS = 500
_BYTES = 2 * 1024 * 1024
_START = bytes(32)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in one hub's history; opaque to clients.

    Attributes:
        running: The hash over the whole history up to `pos`.
    """

    hub: bytes
    epoch: bytes
    pos: int
    running: bytes

    def encode(self) -> bytes:
        return canonical.encode([1, self.hub, self.epoch, self.pos, self.running])

    @classmethod
    def read(cls, data: bytes) -> "Cursor":
        """Decode a cursor.

        Raises:
            Problem: it is none of ours.
        """
        try:
            version, hub, epoch, pos, running = canonical.items(
                data, int, 32, 16, int, 32
            )
        except canonical.NotCanonicalError as error:
            raise Problem(Code.UNKNOWN_CURSOR, reason="form") from error
        if version != 1 or not 0 <= pos < 2**62:
            raise Problem(Code.UNKNOWN_CURSOR, reason="form")
        return cls(hub, epoch, pos, running)


@dataclass(frozen=True, slots=True)
class Portion:
    """Batches of the feed after a cursor that a device may read.

    Attributes:
        batches: Hash and bytes of those that others made.
        own: Hashes of those the device made itself.
    """

    cursor: Cursor
    batches: Sequence[tuple[bytes, bytes]]
    own: Sequence[bytes]
    more: bool


def note_arrival(connection: Connection, received: Received) -> None:
    """Queue a stored batch for its number, in the transaction that stored it."""
    if received.outcome not in (Outcome.ACCEPTED, Outcome.UNREAD):
        return
    connection.execute(
        insert(arrival).from_select(
            ["batch"],
            select(tables.batch.c.seq).where(tables.batch.c.hash == received.hash),
        )
    )


def note_contributor(connection: Connection, document: bytes, device: bytes) -> None:
    """Remember that a device handed in to a document."""
    insert_if_new(connection, contributor, [{"document": document, "device": device}])


def number(connection: Connection) -> None:
    """Give the next numbers to all batches that are committed and have none.

    Where another process is at it, this one leaves it to that.
    """
    if connection.dialect.name == "postgresql" and not connection.scalar(
        text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK}
    ):
        return
    waiting = connection.execute(
        select(arrival.c.batch, tables.batch.c.hash)
        .join(tables.batch, tables.batch.c.seq == arrival.c.batch)
        .order_by(arrival.c.batch)
        .limit(10 * _ROWS)
    ).all()
    if not waiting:
        return
    last = connection.execute(
        select(tables.feed.c.pos, tables.feed.c.running)
        .order_by(tables.feed.c.pos.desc())
        .limit(1)
    ).first()
    pos, running = (last.pos, last.running) if last else (0, _START)
    rows = []
    for row in waiting:
        pos, running = pos + 1, hashlib.sha256(running + row.hash).digest()
        rows.append({"pos": pos, "batch": row.batch, "running": running})
    connection.execute(insert(tables.feed), rows)
    numbered = [row["batch"] for row in rows]
    for at in range(0, len(numbered), _ROWS):
        connection.execute(
            delete(arrival).where(arrival.c.batch.in_(numbered[at : at + _ROWS]))
        )


def is_behind(connection: Connection) -> bool:
    """Whether batches wait for a number."""
    return connection.execute(select(arrival.c.batch).limit(1)).first() is not None


def after(
    connection: Connection,
    cursor: Cursor | None,
    device: Device,
    *,
    hub: bytes,
    epoch: bytes,
) -> Portion:
    """The next portion of the feed.

    Raises:
        Problem: the cursor isn't of this hub's history; read from the start.
    """
    start = cursor or Cursor(hub, epoch, 0, _START)
    _require_history(connection, start, hub, epoch)
    rows = connection.execute(
        select(tables.feed.c.pos, tables.feed.c.running, tables.feed.c.batch)
        .where(tables.feed.c.pos > start.pos)
        .order_by(tables.feed.c.pos)
        .limit(_ROWS)
    ).all()
    if not rows:
        return Portion(start, (), (), more=False)
    readable = connection.execute(
        select(
            tables.batch.c.seq,
            tables.batch.c.hash,
            tables.batch.c.device,
            func.length(tables.batch.c.bytes).label("size"),
        )
        .join(tables.document, tables.document.c.key == tables.batch.c.document)
        .where(
            tables.batch.c.seq.in_([row.batch for row in rows]),
            reach.readable(device),
        )
    ).all()
    others = {
        row.seq: (row.hash, row.size) for row in readable if row.device != device.key
    }
    taken, end = _within_size([row.batch for row in rows], others)
    last = rows[end]
    passed = {row.batch for row in rows[: end + 1]}
    own = [
        row.hash for row in readable if row.device == device.key and row.seq in passed
    ]
    data = exchange.batch_bytes(connection, taken)
    more = end + 1 < len(rows) or len(rows) == _ROWS
    return Portion(
        Cursor(hub, epoch, last.pos, last.running),
        [(one, data[one]) for one in taken],
        own,
        more,
    )


def _within_size(
    rows: Sequence[int], found: Mapping[int, tuple[bytes, int]]
) -> tuple[list[bytes], int]:
    """As many batches as an answer holds, at least one; the last row it covers."""
    taken: list[bytes] = []
    room = _BYTES
    for place, row in enumerate(rows):
        if row not in found:
            continue
        batch, size = found[row]
        if taken and size > room:
            return taken, place - 1
        taken.append(batch)
        room -= size
    return taken, len(rows) - 1


def _require_history(
    connection: Connection, cursor: Cursor, hub: bytes, epoch: bytes
) -> None:
    if cursor.hub != hub:
        raise Problem(Code.UNKNOWN_CURSOR, reason="hub")
    if cursor.epoch != epoch:
        raise Problem(Code.UNKNOWN_CURSOR, reason="epoch")
    if cursor.pos == 0:
        known: bytes | None = _START
    else:
        known = connection.scalar(
            select(tables.feed.c.running).where(tables.feed.c.pos == cursor.pos)
        )
    if known != cursor.running:
        raise Problem(Code.UNKNOWN_CURSOR, reason="history")
