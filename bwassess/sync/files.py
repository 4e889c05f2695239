"""Evidence files between a laptop and its hub: by hash, in chunks, resumed."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bwassess.store import deliveries, naming
from bwassess.store.errors import DamagedEvidence
from bwassess.sync import wire
from bwassess.sync.client import HubClient
from bwassess.sync.errors import HubProblemError
from bwassess.sync.history import EventCode
from bwassess.sync.wire import Code
from bwassess.text import _

if TYPE_CHECKING:
    from bwassess.sync.engine import Sync

log = logging.getLogger(__name__)

_ASKED = 1000
_FAILURES = 3


def send(sync: Sync, client: HubClient) -> None:
    """Send the files that are here and that the hub hasn't said it has."""
    with sync.replica.database.read() as connection:
        wanted = sorted(
            naming.all_files(connection) - deliveries.files_there(connection, sync.link)
        )
    here = [one for one in wanted if sync.evidence.has(one)]
    waiting = done = 0
    for portion in _portions(here):
        try:
            found = client.evidence(portion)
        except HubProblemError as problem:
            if problem.code is Code.REVOKED:
                # Only batches are kept sealed; `pull` says what is the matter.
                return
            raise
        _note_whole(sync, sorted(found.whole))
        waiting += len(found.unknown)
        done += len(portion) - len(found.offsets)
        for sha256, offset in sorted(found.offsets.items()):
            sync.progress(
                done,
                len(here),
                _("Sending photo {n} of {total}").format(n=done + 1, total=len(here)),
            )
            _send_one(sync, client, sha256, offset)
            done += 1
    if waiting:
        sync.tell(EventCode.FILES_WAITING, count=waiting)


def fetch(sync: Sync, client: HubClient) -> None:
    """Get the files that documents here name and that aren't here.

    Sealed originals stay where they were made and on the hub.
    """
    with sync.replica.database.read() as connection:
        named = naming.shown_files(connection)
    missing = sorted(sync.evidence.missing(named))
    if not missing:
        return
    there: list[str] = []
    for portion in _portions(missing):
        there.extend(sorted(client.evidence(portion).whole))
    for place, sha256 in enumerate(there):
        sync.progress(
            place,
            len(there),
            _("Getting photo {n} of {total}").format(n=place + 1, total=len(there)),
        )
        _fetch_one(sync, client, sha256)


def doubt(sync: Sync) -> None:
    """Believe no more that the hub has any file: it may have lost some."""
    with sync.replica.database.write() as connection:
        deliveries.doubt_files(connection, sync.link)


def _send_one(sync: Sync, client: HubClient, sha256: str, offset: int) -> None:
    try:
        size = sync.evidence.size(sha256)
        content = sync.evidence.read(sha256)
    except DamagedEvidence:
        sync.tell(EventCode.FILE_DAMAGED)
        return
    whole = False
    failures = 0
    while not whole:
        chunk = content[offset : offset + wire.CHUNK]
        try:
            offset, whole = client.put_evidence(sha256, chunk, size=size, offset=offset)
        except HubProblemError as problem:
            failures += 1
            if failures > _FAILURES:
                raise
            if problem.code is Code.WRONG_OFFSET:
                # An answer was lost, or another laptop sends the same file.
                offset = _number(problem.details.get("offset"), size)
            elif problem.code is Code.DAMAGED_EVIDENCE:
                offset = 0
            else:
                raise
    sync.counts.files_sent += 1
    _note_whole(sync, [sha256])


def _fetch_one(sync: Sync, client: HubClient, sha256: str) -> None:
    try:
        part, size = client.evidence_part(sha256, 0)
    except HubProblemError as problem:
        if problem.code is not Code.UNKNOWN_EVIDENCE:
            raise
        # The hub found its copy damaged; one file holds up no other.
        sync.tell(EventCode.FILES_WAITING)
        return
    arrival = sync.evidence.arrive(sha256, size)
    try:
        if arrival.offset == 0:
            arrival.append(part)
        while arrival.offset < size:
            part, _size = client.evidence_part(sha256, arrival.offset)
            arrival.append(part)
        arrival.finish()
    except DamagedEvidence:
        # Not what its name says: nothing of it is kept, the next sync asks again.
        arrival.abandon()
        sync.tell(EventCode.FILE_DAMAGED)
        return
    sync.counts.files_received += 1
    _note_whole(sync, [sha256])


def _note_whole(sync: Sync, hashes: Sequence[str]) -> None:
    if not hashes:
        return
    with sync.replica.database.write() as connection:
        deliveries.note_files(connection, sync.link, hashes)


def _number(said: object, most: int) -> int:
    return min(max(said, 0), most) if isinstance(said, int) else 0


def _portions(hashes: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(hashes), _ASKED):
        yield hashes[at : at + _ASKED]
