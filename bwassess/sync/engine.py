"""One sync from beginning to end: everything may be cut anywhere and done twice.

Nothing local is ever removed. What is on the hub is known by its signed receipts of
the current epoch alone.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from uuid import UUID

from bwassess.errors import BwassessError
from bwassess.journal.receipt import Outcome
from bwassess.progress import Cancelled, Progress, unwatched
from bwassess.store import identity as identities
from bwassess.store.door import Doorkeeper, Received
from bwassess.store.evidence import Evidence
from bwassess.store.identity import HubLink, Identity
from bwassess.store.replica import Replica
from bwassess.sync import batches, files, history
from bwassess.sync.client import HubClient, Papers
from bwassess.sync.enrolling import new_token
from bwassess.sync.errors import HubProblemError, NotEnrolledError
from bwassess.sync.history import Counts, Event, EventCode, Report, RunOutcome
from bwassess.sync.wire import Code
from bwassess.text import _

log = logging.getLogger(__name__)

Connect = Callable[[HubLink], HubClient]


def connect(link: HubLink) -> HubClient:
    """The way to the hub a laptop is enrolled at."""
    return HubClient(link.url, token=link.token, pinned=link.hub)


class Sync:
    """One sync of a replica with its hub."""

    def __init__(
        self,
        replica: Replica,
        evidence: Evidence,
        *,
        connect: Connect = connect,
        progress: Progress = unwatched,
    ) -> None:
        """Prepare a sync.

        Raises:
            NotEnrolledError: There is no hub to sync with.
        """
        self.replica = replica
        self.evidence = evidence
        self.progress = progress
        self.counts = Counts()
        self.documents: set[UUID] = set()
        self._told: Counter[tuple[EventCode, str]] = Counter()
        self._connect = connect
        with replica.database.write() as connection:
            who = identities.load(connection)
            link = identities.hub_link(connection)
            epoch = identities.own_epoch(connection)
        if who is None or link is None:
            raise NotEnrolledError
        self.who: Identity = who
        self.link: HubLink = link
        self._keeper = Doorkeeper(who.key, epoch, who.certificate.programme)

    def run(self) -> Report:
        """Sync, and write down how it went.

        Raises:
            BwassessError: It couldn't be ended; what was done stays done.
            Cancelled: The person called it off; the same.
        """
        now = self.replica.clock
        client = self._connect(self.link)
        number = history.begin(self.replica.database, url=self.link.url, now=now())
        outcome = RunOutcome.FAILED
        try:
            self._steps_signed_in(client)
            problems = any(event.is_problem for event in self.events)
            outcome = RunOutcome.PARTLY if problems else RunOutcome.DONE
        except Cancelled:
            outcome = RunOutcome.CANCELLED
            raise
        except BwassessError as error:
            self.tell(EventCode.FAILED, str(error))
            raise
        finally:
            client.close()
            self._tally(client)
            history.note(
                self.replica.database,
                number,
                outcome=outcome,
                counts=self.counts,
                events=self.events,
                now=now(),
            )
        log.info("synced: %s", asdict(self.counts))
        run = history.runs(self.replica.database, most=1)[0]
        return Report(
            run.id,
            run.began_at,
            run.ended_at,
            run.url,
            run.outcome,
            run.counts,
            run.events,
            frozenset(self.documents),
        )

    @property
    def events(self) -> tuple[Event, ...]:
        """What there is to tell so far, in the order it happened."""
        return tuple(
            Event(code, detail, count) for (code, detail), count in self._told.items()
        )

    def tell(self, code: EventCode, detail: str = "", *, count: int = 1) -> None:
        """Note something a person should know."""
        self._told[code, detail] += count

    def tell_once(self, code: EventCode) -> None:
        """Note what is one thing, however often it is met."""
        self._told[code, ""] = 1

    def take(self, papers: Papers) -> None:
        """Take in what came from the hub: certificates, batches, receipts."""
        author = self.who.author
        received = self.replica.learn(papers.certificates, self._keeper, author=author)
        received += self.replica.receive(
            papers.batches, self._keeper, sender=self.link.hub, author=author
        )
        for one in received:
            self._note(one)
        batches.keep_receipts(self, papers.receipts)

    def keep_link(self, link: HubLink) -> None:
        """Remember something new of the hub."""
        self.link = link
        with self.replica.database.write() as connection:
            identities.keep_hub_link(connection, link)

    def _note(self, one: Received) -> None:
        match one.outcome:
            case Outcome.ACCEPTED:
                self.counts.received += 1
            case Outcome.UNREAD:
                self.counts.received += 1
                self.tell(EventCode.TAKEN_UNREAD)
            case Outcome.HELD:
                self.tell(EventCode.TAKEN_HELD, one.reason)
            case Outcome.REFUSED:
                self.tell(EventCode.TAKEN_REFUSED, one.reason)
            case Outcome.KNOWN:
                return
        if one.document is not None and one.outcome.is_in:
            self.documents.add(UUID(bytes=one.document))

    def _steps_signed_in(self, client: HubClient) -> None:
        """Do all steps; come back first if the hub has lost its list of devices."""
        self.progress(0, 1, _("Greeting the hub"))
        self._greet(client)
        try:
            self._steps(client)
        except HubProblemError as problem:
            if problem.code is not Code.NOT_ENROLLED:
                raise
            token = new_token()
            client.come_back(
                self.who.certificate, hub=self.link.hub, key=self.who.key, token=token
            )
            client.token = token
            self.keep_link(replace(self.link, token=token))
            self.tell_once(EventCode.FORGOTTEN)
            self._steps(client)

    def _greet(self, client: HubClient) -> None:
        found = client.identity()
        if found.epoch != self.link.epoch:
            self.tell_once(EventCode.RESTORED)
            self.keep_link(replace(self.link, epoch=found.epoch, cursor=b""))

    def _steps(self, client: HubClient) -> None:
        self.replica.seal(author=self.who.author)
        batches.push(self, client)
        files.send(self, client)
        batches.pull(self, client)
        batches.reconcile(self, client)
        if (EventCode.HISTORY, "") in self._told:
            files.doubt(self)
            files.send(self, client)
        files.fetch(self, client)
        self.progress(1, 1, _("Synced"))

    def _tally(self, client: HubClient) -> None:
        self.counts.bytes_sent = client.sent
        self.counts.bytes_received = client.received
        self.counts.requests = client.requests


def sync(
    replica: Replica,
    evidence: Evidence,
    *,
    connect: Connect = connect,
    progress: Progress = unwatched,
) -> Report:
    """Sync a replica with its hub: send, get, compare.

    Raises:
        NotEnrolledError: There is no hub to sync with.
        BwassessError: It couldn't be ended; what was done stays done, and the history
            says what happened.
        Cancelled: The person called it off.
    """
    return Sync(replica, evidence, connect=connect, progress=progress).run()
