"""What was written down of each sync, for people to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bwassess.journal import canonical
from bwassess.store import tables
from bwassess.store.queries import moment


@dataclass(frozen=True, slots=True)
class SyncRun:
    """One sync as it is kept; what its words mean is the sync's to say.

    Attributes:
        ended_at: None while it runs, or if the program ended in the middle.
        events: Code, detail, and how many batches or files it is about.
    """

    id: int
    began_at: datetime
    ended_at: datetime | None
    url: str
    outcome: str
    counts: Mapping[str, int] = field(default_factory=dict)
    events: tuple[tuple[str, str, int], ...] = ()


def begin(connection: Connection, *, url: str, outcome: str, now: int) -> int:
    """Note that a sync begins; its number."""
    found = connection.execute(
        insert(tables.sync_run)
        .values(
            began_at=now,
            ended_at=None,
            url=url,
            outcome=outcome,
            counts=canonical.encode({}),
            events=canonical.encode([]),
        )
        .returning(tables.sync_run.c.id)
    )
    return int(found.scalar_one())


def note(
    connection: Connection,
    run: int,
    *,
    outcome: str,
    counts: Mapping[str, int],
    events: Sequence[tuple[str, str, int]],
    now: int | None,
) -> None:
    """Write down how far a sync is, or how it ended."""
    connection.execute(
        update(tables.sync_run)
        .where(tables.sync_run.c.id == run)
        .values(
            ended_at=now,
            outcome=outcome,
            counts=canonical.encode(canonical.normal(dict(counts))),
            events=canonical.encode([list(one) for one in events]),
        )
    )


def latest(connection: Connection, *, most: int) -> list[SyncRun]:
    """The latest syncs, the newest first."""
    rows = connection.execute(
        select(tables.sync_run).order_by(tables.sync_run.c.id.desc()).limit(most)
    )
    return [
        SyncRun(
            row.id,
            moment(row.began_at),
            None if row.ended_at is None else moment(row.ended_at),
            row.url,
            row.outcome,
            canonical.trusted(row.counts),
            tuple(
                (code, detail, count)
                for code, detail, count in canonical.trusted(row.events)
            ),
        )
        for row in rows
    ]
