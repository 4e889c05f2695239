"""Every address of the hub; each request is checked anew for device, role and scope."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from bwassess import __version__
from bwassess.hub import (
    accounts,
    administration,
    feed,
    files,
    intake,
    models,
    outgoing,
    reach,
)
from bwassess.hub.accounts import Applicant, Device
from bwassess.hub.attempts import Attempts
from bwassess.hub.guard import Guard
from bwassess.hub.house import House
from bwassess.hub.problems import Problem
from bwassess.store import exchange, tables
from bwassess.store.door import Received
from bwassess.sync import wire
from bwassess.sync.wire import Code, Frame, HubIdentity, Kind, Page

FRAMES_EXAMPLE = "four bytes of length, then the MessagePack list [kind, data]; again"
_FRAMES = {
    "content": {
        wire.FRAMES: {
            "schema": {"type": "string", "format": "binary"},
            "example": FRAMES_EXAMPLE,
        }
    }
}
_BYTES = {
    "content": {
        "application/octet-stream": {
            "schema": {"type": "string", "format": "binary"},
            "example": "bytes of the file",
        }
    }
}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    "default": {"model": models.Refusal, "description": "Why it wasn't done"}
}
_PORTION = 500

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", examples=["9f" * 32])]


class Frames(Response):
    media_type = wire.FRAMES


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]


def routes(house: House, attempts: Attempts) -> APIRouter:
    """All addresses under /v1."""
    guard = Guard(house)
    router = APIRouter(prefix="/v1", responses=_REFUSALS)
    _open_to_all(router, house, attempts)
    _batches(router, house, guard)
    _documents(router, house, guard)
    _evidence(router, house, guard)
    administration.add_to(router, house, guard)
    return router


def identity(house: House) -> HubIdentity:
    """What the hub says of itself."""
    with house.database.read() as connection:
        epoch = house.epoch(connection)
    return HubIdentity(
        house.keys.hub.public,
        epoch,
        house.keys.programme.public,
        wire.OLDEST_CLIENT,
        wire.WIRE,
    )


def _said(one: HubIdentity) -> models.Identity:
    return models.Identity(
        hub=one.hub.hex(),
        epoch=one.epoch.hex(),
        programme=one.programme.hex(),
        oldest_client=one.oldest_client,
        wire=one.wire,
        program=__version__,
    )


def _open_to_all(router: APIRouter, house: House, attempts: Attempts) -> None:
    @router.get("/health", summary="Whether the hub can do its work")
    def health() -> models.Health:
        with house.database.read() as connection:
            house.epoch(connection)
        return models.Health(status="ok")

    @router.get("/hub", summary="Who the hub is")
    def hub() -> models.Identity:
        return _said(identity(house))

    def attempt(request: Request) -> Iterator[None]:
        address = request.client.host if request.client else ""
        attempts.require_room(address)
        try:
            yield
        except Problem:
            attempts.note_failure(address)
            raise

    @router.post(
        "/enrolments",
        summary="Enrol a device by a one-time code",
        dependencies=[Depends(attempt)],
    )
    def enrol(said: models.Enrol) -> models.Enrolled:
        code = wire.read_code(said.code)
        if code is None:
            raise Problem(Code.UNKNOWN_CODE)
        applicant = Applicant(
            code,
            bytes.fromhex(said.device),
            bytes.fromhex(said.person),
            bytes.fromhex(said.token_sha256),
            bytes.fromhex(said.proof),
        )
        with house.database.write() as connection:
            certificate = accounts.enrol(
                connection, house.keys, applicant, now=house.clock()
            )
        return models.Enrolled(
            certificate=certificate.encode().hex(), identity=_said(identity(house))
        )

    @router.post(
        "/returns",
        summary="Come back to a hub that has lost its list of devices",
        dependencies=[Depends(attempt)],
    )
    def come_back(said: models.Return) -> models.Enrolled:
        with house.database.write() as connection:
            certificate = accounts.welcome_back(
                connection,
                house.keys,
                certificate=bytes.fromhex(said.certificate),
                token_sha256=bytes.fromhex(said.token_sha256),
                proof=bytes.fromhex(said.proof),
                now=house.clock(),
            )
        return models.Enrolled(
            certificate=certificate.encode().hex(), identity=_said(identity(house))
        )


def _batches(router: APIRouter, house: House, guard: Guard) -> None:
    @router.post(
        "/batches",
        summary="Hand in batches; each has an outcome of its own",
        openapi_extra={"requestBody": {**_FRAMES, "required": True}},
    )
    def push(
        device: Annotated[Device, Depends(guard.anyone)], body: Body
    ) -> models.Pushed:
        received = intake.push(house, device, intake.unload(body))
        return models.Pushed(results=[_taken(one) for one in received])

    @router.get(
        "/feed",
        summary="Batches after a cursor, as frames; the first one is the page's head",
        response_class=Response,
        responses={200: _FRAMES},
    )
    def pull(
        device: Annotated[Device, Depends(guard.reader)],
        cursor: Annotated[
            str, Query(pattern="^([0-9a-f]{2})*$", max_length=400, examples=[""])
        ] = "",
    ) -> Frames:
        start = feed.Cursor.read(bytes.fromhex(cursor)) if cursor else None
        intake.number(house)
        with house.database.read() as connection:
            portion = feed.after(
                connection,
                start,
                device,
                hub=house.keys.hub.public,
                epoch=house.epoch(connection),
            )
        head = Page(portion.cursor.encode(), portion.more).frame()
        own = [Frame(Kind.OWN, one) for one in portion.own]
        return Frames(
            wire.pack([head, *own, *outgoing.with_papers(house, portion.batches)])
        )

    @router.post(
        "/batches/wanted",
        summary="Batches by hash, as many as an answer holds, in that order",
        response_class=Response,
        responses={200: _FRAMES},
    )
    def wanted(
        device: Annotated[Device, Depends(guard.reader)], said: models.Hashes
    ) -> Frames:
        hashes = [bytes.fromhex(one) for one in said.hashes]
        with house.database.read() as connection:
            batches = outgoing.readable_batches(connection, device, hashes)
        return Frames(wire.pack(outgoing.with_papers(house, batches)))

    @router.post(
        "/receipts",
        summary="Receipts of this epoch for those of some batches that are here",
        response_class=Response,
        responses={200: _FRAMES},
    )
    def receipts(
        device: Annotated[Device, Depends(guard.reader)], said: models.Hashes
    ) -> Frames:
        hashes = [bytes.fromhex(one) for one in said.hashes]
        frames: list[Frame] = []
        for at in range(0, len(hashes), _PORTION):
            portion = hashes[at : at + _PORTION]
            with house.database.write() as connection:
                known = outgoing.readable_hashes(connection, device, portion)
                found = intake.receipts(connection, house, known)
            frames.extend(Frame(Kind.RECEIPT, one.encode()) for one in found.values())
        return Frames(wire.pack(frames))


def _documents(router: APIRouter, house: House, guard: Guard) -> None:
    @router.post(
        "/documents/compare", summary="Which documents differ between the two sides"
    )
    def compare(
        device: Annotated[Device, Depends(guard.reader)], said: models.Compare
    ) -> models.Compared:
        with house.database.write() as connection:
            here = exchange.digests(connection, reach.readable_documents(device))
        if said.overall is not None:
            equal = wire.overall_digest(here.items()).hex() == said.overall
            return models.Compared(equal=equal)
        since = bytes.fromhex(said.since or "")
        here = {
            one: digest
            for one, digest in here.items()
            if one >= since and (said.until is None or one.hex() < said.until)
        }
        there = {
            bytes.fromhex(one): bytes.fromhex(digest)
            for one, digest in said.documents.items()
        }
        closed = outgoing.present(house, there.keys() - here.keys())
        return models.Compared(
            equal=here == there,
            different=_ids(
                one for one in here.keys() & there.keys() if here[one] != there[one]
            ),
            lacking=_ids(there.keys() - here.keys() - closed),
            unlisted=_ids(here.keys() - there.keys()),
            closed=_ids(closed),
        )

    @router.get(
        "/documents/{document}/batches", summary="The batches of a document by hash"
    )
    def listing(
        device: Annotated[Device, Depends(guard.reader)],
        document: Annotated[
            str, Path(pattern="^[0-9a-f]{32}$", examples=["0193b7c2" * 4])
        ],
    ) -> models.Listing:
        wanted = bytes.fromhex(document)
        with house.database.read() as connection:
            key = connection.scalar(
                reach.readable_documents(device).where(tables.document.c.id == wanted)
            )
            if key is None:
                raise Problem(Code.UNKNOWN_DOCUMENT)
            hashes = exchange.batch_hashes(connection, wanted)
        return models.Listing(hashes=[one.hex() for one in hashes])


def _evidence(router: APIRouter, house: House, guard: Guard) -> None:
    @router.post(
        "/evidence/wanted", summary="Which files are here, and how much of others"
    )
    def wanted(
        device: Annotated[Device, Depends(guard.enrolled)], said: models.Hashes
    ) -> models.Wanted:
        found = files.state(house, device, said.hashes)
        return models.Wanted(
            whole=found.whole, offsets=found.offsets, unknown=found.unknown
        )

    @router.head("/evidence/{sha256}", summary="How much of a file is here")
    def offset(
        device: Annotated[Device, Depends(guard.enrolled)], sha256: Sha256
    ) -> Response:
        files.require_named(house, device, sha256)
        found = files.state(house, device, [sha256])
        if found.whole:
            size = str(house.evidence.size(sha256))
            return Response(headers={"upload-offset": size, "upload-length": size})
        return Response(headers={"upload-offset": str(found.offsets[sha256])})

    @router.put(
        "/evidence/{sha256}",
        summary="Bytes of a file from an offset on; checked when the last has come",
        openapi_extra={"requestBody": {**_BYTES, "required": True}},
    )
    def put(
        device: Annotated[Device, Depends(guard.enrolled)],
        sha256: Sha256,
        body: Body,
        size: Annotated[int, Query(ge=0, le=wire.MAX_EVIDENCE, examples=[2000000])],
        offset: Annotated[int, Query(ge=0, le=wire.MAX_EVIDENCE, examples=[0])] = 0,
    ) -> models.Arrived:
        files.require_named(house, device, sha256)
        reached, whole = files.take(house, sha256, body, size=size, offset=offset)
        return models.Arrived(offset=reached, whole=whole)

    @router.get(
        "/evidence/{sha256}",
        summary="A file, or a range of at most 1 MiB of it",
        response_class=Response,
        responses={200: _BYTES, 206: {**_BYTES, "description": "A part of the file"}},
    )
    def get(
        device: Annotated[Device, Depends(guard.reader)],
        sha256: Sha256,
        range: Annotated[str | None, Header(examples=["bytes=0-1048575"])] = None,
    ) -> Response:
        files.require_named(house, device, sha256)
        return files.give(house, sha256, range)


def _taken(one: Received) -> models.Taken:
    return models.Taken(
        hash=one.hash.hex() if one.hash else None,
        outcome=one.outcome,
        reason=one.reason,
        receipt=one.receipt.encode().hex() if one.receipt else None,
    )


def _ids(documents: Any) -> list[str]:
    return sorted(one.hex() for one in documents)
