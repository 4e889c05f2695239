"""Evidence at the hub's door: in by chunks that can be resumed, out by ranges."""

import logging
import re
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from starlette.responses import Response, StreamingResponse

from bwassess.hub import reach
from bwassess.hub.accounts import Device
from bwassess.hub.house import House
from bwassess.hub.problems import Problem
from bwassess.store.errors import DamagedEvidence, MissingEvidence
from bwassess.sync import wire
from bwassess.sync.wire import Code

log = logging.getLogger(__name__)

_PORTION = 500
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


@dataclass(frozen=True, slots=True)
class Present:
    """What is here of some files.

    Attributes:
        offsets: Where files that are named but not whole go on.
        unknown: Files that no document this device may read names.
    """

    whole: list[str]
    offsets: dict[str, int]
    unknown: list[str]


def state(house: House, device: Device, hashes: list[str]) -> Present:
    """What is here of some files."""
    named: set[str] = set()
    with house.database.read() as connection:
        for at in range(0, len(hashes), _PORTION):
            for row in connection.execute(
                reach.names_evidence(device, hashes[at : at + _PORTION])
            ):
                named |= {row.sha256, row.thumbnail, row.original}
    known = [one for one in hashes if one in named]
    missing = house.evidence.missing(known)
    return Present(
        whole=[one for one in known if one not in missing],
        offsets={one: _offset(house, one) for one in known if one in missing},
        unknown=[one for one in hashes if one not in named],
    )


def require_named(house: House, device: Device, sha256: str) -> None:
    """Refuse files that no document the device may read speaks of.

    Raises:
        Problem: It is one of those.
    """
    with house.database.read() as connection:
        if connection.execute(reach.names_evidence(device, [sha256])).first() is None:
            raise Problem(Code.UNKNOWN_EVIDENCE)


def take(
    house: House, sha256: str, content: bytes, *, size: int, offset: int
) -> tuple[int, bool]:
    """Take the next bytes of a file; where it goes on now, and whether it is whole.

    Raises:
        Problem: It goes on elsewhere, is longer than said, or isn't the file named.
    """
    if house.evidence.has(sha256):
        return house.evidence.size(sha256), True
    # Two laptops may send the same file at the same time, through two processes.
    lock = FileLock(_arriving(house) / f"{sha256[:3]}.lock", thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise Problem(Code.BUSY, headers={"Retry-After": "1"}) from error
    try:
        arrival = house.evidence.arrive(sha256, size)
        if arrival.offset != offset:
            raise Problem(Code.WRONG_OFFSET, offset=arrival.offset)
        arrival.append(content)
        if arrival.offset < size:
            return _offset(house, sha256), False
        arrival.finish()
    except DamagedEvidence as error:
        _unfinished(house, sha256).unlink(missing_ok=True)
        raise Problem(Code.DAMAGED_EVIDENCE) from error
    finally:
        lock.release()
    return size, True


def give(house: House, sha256: str, wanted: str | None) -> Response:
    """A file, or the range of it that a `Range` header asks for.

    Raises:
        Problem: It hasn't arrived here, or isn't whole.
    """
    try:
        size = house.evidence.size(sha256)
        asked = _RANGE.fullmatch(wanted.strip()) if wanted else None
        if asked is None:
            return StreamingResponse(
                house.evidence.chunks(sha256),
                media_type="application/octet-stream",
                headers={"content-length": str(size), "accept-ranges": "bytes"},
            )
        first = int(asked[1])
        last = min(int(asked[2] or size), first + wire.CHUNK - 1, size - 1)
        if first >= size or last < first:
            return Response(
                status_code=416, headers={"content-range": f"bytes */{size}"}
            )
        content = _part(house, sha256, first, last + 1 - first)
    except MissingEvidence as error:
        raise Problem(Code.UNKNOWN_EVIDENCE) from error
    except DamagedEvidence as error:
        # Out of the way, so that whoever has it can send it anew.
        log.warning("evidence %s is damaged and was set aside", sha256)
        house.evidence.set_aside(sha256)
        raise Problem(Code.UNKNOWN_EVIDENCE) from error
    return Response(
        content,
        status_code=206,
        media_type="application/octet-stream",
        headers={
            "content-range": f"bytes {first}-{last}/{size}",
            "accept-ranges": "bytes",
        },
    )


def _part(house: House, sha256: str, first: int, length: int) -> bytes:
    found = bytearray()
    for piece in house.evidence.chunks(sha256, offset=first):
        found += piece
        if len(found) >= length:
            break
    return bytes(found[:length])


def _offset(house: House, sha256: str) -> int:
    """Where a file goes on; nothing is begun for one of which nothing came."""
    if not _unfinished(house, sha256).exists():
        return 0
    return house.evidence.arrive(sha256, 0).offset


def _unfinished(house: House, sha256: str) -> Path:
    return _arriving(house) / f"{sha256}.part"


def _arriving(house: House) -> Path:
    folder = house.evidence.folder / "arriving"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
