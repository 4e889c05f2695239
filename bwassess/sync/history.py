"""What each sync did, kept in the vault for people to read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bwassess.store import sync_runs
from bwassess.store.database import Database
from bwassess.store.sync_runs import SyncRun
from bwassess.text import _, ngettext


class RunOutcome(StrEnum):
    RUNNING = "running"
    DONE = "done"
    PARTLY = "partly"
    FAILED = "failed"
    CANCELLED = "cancelled"


class EventCode(StrEnum):
    """What a person should know of a sync beside its numbers."""

    RESTORED = "restored"
    """The hub began a new epoch: it was emptied or put back from a backup."""
    HISTORY = "history"
    """The hub's history isn't what it was, and nobody announced it."""
    FORGOTTEN = "forgotten"
    """The hub didn't know this laptop, and took it back by its certificate."""
    SENT_AGAIN = "sent_again"
    HELD = "held"
    REFUSED = "refused"
    TAKEN_HELD = "taken_held"
    TAKEN_REFUSED = "taken_refused"
    TAKEN_UNREAD = "taken_unread"
    FILES_WAITING = "files_waiting"
    FILE_DAMAGED = "file_damaged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing worth telling.

    Attributes:
        detail: A reason's code, or for `FAILED` the sentence shown.
        count: How many batches or files it is about.
    """

    code: EventCode
    detail: str = ""
    count: int = 1

    @property
    def is_problem(self) -> bool:
        """Whether something didn't go as it should."""
        return self.code not in _NOTICES

    @property
    def sentence(self) -> str:
        """What it means to a person."""
        return _sentence(self)


_NOTICES = frozenset(
    {
        EventCode.RESTORED,
        EventCode.HISTORY,
        EventCode.FORGOTTEN,
        EventCode.SENT_AGAIN,
        EventCode.TAKEN_UNREAD,
    }
)


@dataclass(slots=True)
class Counts:
    """The figures of a sync.

    Attributes:
        sent: Batches the hub hadn't and has now.
        known: Batches handed in that it had.
        received: Batches that came from it and were new here.
        files_sent: Evidence files the hub hadn't and has now.
    """

    sent: int = 0
    known: int = 0
    received: int = 0
    files_sent: int = 0
    files_received: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    requests: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One sync.

    Attributes:
        ended_at: None while it runs, or if the program ended in the middle.
    """

    id: int
    began_at: datetime
    ended_at: datetime | None
    url: str
    outcome: RunOutcome
    counts: Counts = field(default_factory=Counts)
    events: tuple[Event, ...] = ()

    @property
    def sentence(self) -> str:
        """The run in one line."""
        return _summary(self)


@dataclass(frozen=True, slots=True)
class Report(Run):
    """A sync that has just ended.

    Attributes:
        documents: Documents in which something new arrived.
    """

    documents: frozenset[UUID] = frozenset()


def begin(database: Database, *, url: str, now: int) -> int:
    """Note that a sync begins; its number."""
    with database.write() as connection:
        return sync_runs.begin(
            connection, url=url, outcome=RunOutcome.RUNNING.value, now=now
        )


def note(
    database: Database,
    run: int,
    *,
    outcome: RunOutcome,
    counts: Counts,
    events: Sequence[Event],
    now: int | None,
) -> None:
    """Write down how far a sync is, or how it ended."""
    with database.write() as connection:
        sync_runs.note(
            connection,
            run,
            outcome=outcome.value,
            counts=asdict(counts),
            events=[(one.code.value, one.detail, one.count) for one in events],
            now=now,
        )


def runs(database: Database, *, most: int = 100) -> list[Run]:
    """The latest syncs, the newest first."""
    with database.read() as connection:
        return [_run(one) for one in sync_runs.latest(connection, most=most)]


def _run(kept: SyncRun) -> Run:
    return Run(
        kept.id,
        kept.began_at,
        kept.ended_at,
        kept.url,
        RunOutcome(kept.outcome),
        _counts(kept.counts),
        tuple(
            Event(EventCode(code), detail, count) for code, detail, count in kept.events
        ),
    )


def _counts(kept: Mapping[str, int]) -> Counts:
    known = {one.name for one in fields(Counts)}
    return Counts(**{name: kept[name] for name in kept if name in known})


def _summary(run: Run) -> str:
    match run.outcome:
        case RunOutcome.RUNNING:
            return _("Under way, or ended with the program.")
        case RunOutcome.CANCELLED:
            return _("Stopped; the next sync goes on from there.")
        case RunOutcome.FAILED:
            return next(
                (e.sentence for e in run.events if e.code is EventCode.FAILED),
                _("Failed; nothing is lost."),
            )
        case RunOutcome.DONE | RunOutcome.PARTLY:
            parts = [
                ngettext("{n} batch sent", "{n} batches sent", run.counts.sent).format(
                    n=run.counts.sent
                ),
                ngettext(
                    "{n} batch received", "{n} batches received", run.counts.received
                ).format(n=run.counts.received),
                ngettext(
                    "{n} file sent", "{n} files sent", run.counts.files_sent
                ).format(n=run.counts.files_sent),
                ngettext(
                    "{n} file received", "{n} files received", run.counts.files_received
                ).format(n=run.counts.files_received),
            ]
            return _("; ").join(parts)


def reason_sentence(reason: str) -> str:
    """Why a hub holds or refuses a batch."""
    match reason:
        case "outside_scope":
            return _("this laptop isn't enrolled for that assessment's country")
        case "revoked":
            return _("this laptop may no longer use the hub")
        case "unknown_certificate":
            return _("the laptop that made it isn't enrolled yet")
        case "foreign_programme":
            return _("it was made for another programme")
        case _:
            return _("it isn't formed as it should be ({reason})").format(reason=reason)


def _sentence(event: Event) -> str:
    n = event.count
    match event.code:
        case EventCode.RESTORED:
            return _(
                "The hub was emptied or restored from a backup. What it lacks of this "
                "laptop's work was sent again; nothing was removed here."
            )
        case EventCode.HISTORY:
            return _(
                "The hub has lost part of its history. Everything was compared, and "
                "what it lacks was sent again; nothing was removed here."
            )
        case EventCode.FORGOTTEN:
            return _("The hub had forgotten this laptop and took it back.")
        case EventCode.SENT_AGAIN:
            return ngettext(
                "{n} batch that the hub had lost was sent again.",
                "{n} batches that the hub had lost were sent again.",
                n,
            ).format(n=n)
        case EventCode.HELD:
            return ngettext(
                "The hub holds {n} batch back: {reason}.",
                "The hub holds {n} batches back: {reason}.",
                n,
            ).format(n=n, reason=reason_sentence(event.detail))
        case EventCode.REFUSED:
            return ngettext(
                "The hub refuses {n} batch: {reason}.",
                "The hub refuses {n} batches: {reason}.",
                n,
            ).format(n=n, reason=reason_sentence(event.detail))
        case EventCode.TAKEN_HELD | EventCode.TAKEN_REFUSED:
            return ngettext(
                "{n} batch from the hub was set aside: {reason}.",
                "{n} batches from the hub were set aside: {reason}.",
                n,
            ).format(n=n, reason=reason_sentence(event.detail))
        case EventCode.TAKEN_UNREAD:
            return ngettext(
                "{n} batch was made by a newer program; it is kept, and shows after "
                "an update.",
                "{n} batches were made by a newer program; they are kept, and show "
                "after an update.",
                n,
            ).format(n=n)
        case EventCode.FILES_WAITING:
            return ngettext(
                "{n} file hasn't reached the hub yet.",
                "{n} files haven't reached the hub yet.",
                n,
            ).format(n=n)
        case EventCode.FILE_DAMAGED:
            return ngettext(
                "{n} file is damaged and wasn't sent.",
                "{n} files are damaged and weren't sent.",
                n,
            ).format(n=n)
        case EventCode.FAILED:
            return event.detail
