"""Batches between a laptop and its hub: pushed, pulled, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bwassess.journal.receipt import Outcome, Receipt
from bwassess.store import deliveries, door, exchange
from bwassess.store.deliveries import Withheld
from bwassess.sync import wire
from bwassess.sync.client import Answer, HubClient
from bwassess.sync.errors import HubProblemError
from bwassess.sync.history import EventCode
from bwassess.sync.wire import Code
from bwassess.text import _

if TYPE_CHECKING:
    from bwassess.sync.engine import Sync

_REQUEST = 1024 * 1024
"""Bytes of batches in one request, so that a cut costs little."""


def push(sync: Sync, client: HubClient) -> None:
    """Send what the hub lacks, own and taken in, in the order it came here."""
    ask_for_receipts(sync, client)
    with sync.replica.database.read() as connection:
        refused = deliveries.refused(connection, sync.link)
        waiting = [
            one
            for _document, one in exchange.without_receipt(
                connection, giver=sync.link.hub, epoch=sync.link.epoch
            )
            if one not in refused
        ]
        waiting += deliveries.held_before(connection, sync.link)
    hand_in(sync, client, waiting)


def ask_for_receipts(sync: Sync, client: HubClient) -> None:
    """Get receipts for what the hub has already, before it is sent once more."""
    with sync.replica.database.read() as connection:
        doubtful = [
            one
            for _document, one in exchange.without_receipt(
                connection, giver=sync.link.hub, epoch=sync.link.epoch
            )
        ]
        fresh = not sync.link.cursor
        own = exchange.made_by(connection, sync.who.key.public, doubtful)
    if not fresh and len(own) == len(doubtful):
        # The usual case: what was sealed here since the last sync.
        return
    try:
        for portion in _portions(doubtful, wire.MAX_HASHES):
            keep_receipts(sync, client.receipts(portion))
    except HubProblemError as problem:
        # Revoked, or too old to be answered: either may still hand in.
        if problem.code not in (Code.REVOKED, Code.CLIENT_TOO_OLD):
            raise


def hand_in(sync: Sync, client: HubClient, hashes: Sequence[bytes]) -> int:
    """Send batches, several a request; how many the hub hadn't."""
    done = new = 0
    for portion in _requests(sync, hashes):
        sync.progress(done, len(hashes), _("Sending answers"))
        with sync.replica.database.read() as connection:
            papers = exchange.certificates_of(
                connection, [one for one, _data in portion]
            )
        answers = client.push([data for _hash, data in portion], papers)
        new += _keep_answers(sync, [one for one, _data in portion], answers)
        done += len(portion)
    return new


def pull(sync: Sync, client: HubClient) -> None:
    """Take in what is new in the hub's feed, page by page."""
    pages = 0
    while True:
        sync.progress(pages, pages + 1, _("Getting answers"))
        try:
            page = client.feed(sync.link.cursor)
        except HubProblemError as problem:
            if problem.code is not Code.UNKNOWN_CURSOR or not sync.link.cursor:
                raise
            # The hub isn't what it was: read from the start, compare, send again.
            sync.tell_once(EventCode.HISTORY)
            sync.keep_link(replace(sync.link, cursor=b""))
            continue
        sync.take(page)
        _fetch(sync, client, _not_here(sync, page.own))
        if page.cursor != sync.link.cursor:
            sync.keep_link(replace(sync.link, cursor=page.cursor))
        pages += 1
        if not page.more:
            return


def reconcile(sync: Sync, client: HubClient) -> None:
    """Compare a digest per document, and send each other what differs."""
    sync.progress(0, 1, _("Comparing with the hub"))
    sync.replica.seal(author=sync.who.author)
    with sync.replica.database.write() as connection:
        here = exchange.digests(connection)
    if client.is_equal(wire.overall_digest(here.items())):
        return
    documents = sorted(here)
    bounds = documents[:: wire.MAX_HASHES] or [b""]
    for place, first in enumerate(bounds):
        since = first if place else None
        until = bounds[place + 1] if place + 1 < len(bounds) else None
        inside = {
            one: here[one]
            for one in documents[place * wire.MAX_HASHES :][: wire.MAX_HASHES]
        }
        found = client.compare(inside, since=since, until=until)
        _exchange(sync, client, [*found.different, *found.unlisted], found.lacking)


def keep_receipts(sync: Sync, receipts: Iterable[Receipt]) -> None:
    """Keep receipts for batches that are here."""
    given = list(receipts)
    if not given:
        return
    with sync.replica.database.write() as connection:
        for receipt in given:
            door.keep_receipt(connection, receipt)


def _exchange(
    sync: Sync, client: HubClient, documents: Sequence[bytes], lacking: Sequence[bytes]
) -> None:
    with sync.replica.database.read() as connection:
        here = {
            one: exchange.batch_hashes(connection, one)
            for one in (*documents, *lacking)
        }
        # What it won't take was just tried again, or never will be taken.
        known = deliveries.withheld(connection, sync.link)
    missing: list[bytes] = []
    extra = [one for document in lacking for one in here[document]]
    for place, document in enumerate(documents):
        sync.progress(place, len(documents), _("Comparing with the hub"))
        there = client.listing(document)
        missing.extend(sorted(set(there) - set(here[document])))
        extra.extend(one for one in here[document] if one not in set(there))
    _fetch(sync, client, missing)
    lost = hand_in(sync, client, [one for one in extra if one not in known])
    if lost:
        sync.tell(EventCode.SENT_AGAIN, count=lost)


def _fetch(sync: Sync, client: HubClient, hashes: Sequence[bytes]) -> None:
    for portion in _portions(hashes, wire.MAX_HASHES):
        left = list(portion)
        while left:
            sync.progress(len(portion) - len(left), len(portion), _("Getting answers"))
            papers = client.batches(left)
            sync.take(papers)
            if not papers.batches:
                break
            left = left[len(papers.batches) :]


def _not_here(sync: Sync, hashes: Sequence[bytes]) -> list[bytes]:
    with sync.replica.database.read() as connection:
        here = exchange.present(connection, hashes)
    return [one for one in hashes if one not in here]


def _keep_answers(
    sync: Sync, handed: Sequence[bytes], answers: Sequence[Answer]
) -> int:
    """Write down what became of each batch handed in; how many were new there."""
    withheld = []
    new = 0
    for batch, answer in zip(handed, answers, strict=True):
        match answer.outcome:
            case Outcome.ACCEPTED | Outcome.UNREAD:
                new += 1
                continue
            case Outcome.KNOWN:
                sync.counts.known += 1
                continue
            case Outcome.HELD:
                sync.tell(EventCode.HELD, answer.reason)
            case Outcome.REFUSED:
                sync.tell(EventCode.REFUSED, answer.reason)
        withheld.append(Withheld(batch, answer.outcome, answer.reason))
    sync.counts.sent += new
    with sync.replica.database.write() as connection:
        for answer in answers:
            if answer.receipt is not None:
                door.keep_receipt(connection, answer.receipt)
        deliveries.note_withheld(connection, sync.link, withheld, handed_in=handed)
    return new


def _requests(
    sync: Sync, hashes: Sequence[bytes]
) -> Iterator[list[tuple[bytes, bytes]]]:
    """Batches in the portions they are sent in."""
    portion: list[tuple[bytes, bytes]] = []
    size = 0
    for some in _portions(hashes, wire.MAX_BATCHES):
        with sync.replica.database.read() as connection:
            data = exchange.batch_bytes(connection, some)
        for one in some:
            if portion and (
                size + len(data[one]) > _REQUEST or len(portion) == wire.MAX_BATCHES
            ):
                yield portion
                portion, size = [], 0
            portion.append((one, data[one]))
            size += len(data[one])
    if portion:
        yield portion


def _portions(hashes: Sequence[bytes], most: int) -> Iterator[Sequence[bytes]]:
    for at in range(0, len(hashes), most):
        yield hashes[at : at + most]
