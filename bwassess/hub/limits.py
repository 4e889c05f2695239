"""The outermost layer: bodies within limits, the hub's name on every answer."""

import asyncio
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bwassess.hub.problems import Problem
from bwassess.sync import wire
from bwassess.sync.wire import Code

log = logging.getLogger(__name__)

_SMALL = 64 * 1024
_LARGE = {
    "/v1/batches": wire.MAX_BODY,
    "/v1/batches/wanted": 1024 * 1024,
    "/v1/receipts": 1024 * 1024,
    "/v1/documents/compare": 2 * 1024 * 1024,
    "/v1/evidence/wanted": 1024 * 1024,
}


class Limits:
    """Reads a body whole, within its limit, before anything looks at it."""

    def __init__(self, app: ASGIApp, *, hub: bytes, body_timeout_s: float) -> None:
        self._app = app
        self._hub = hub.hex().encode()
        self._timeout_s = body_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (wire.HUB_HEADER.encode(), self._hub),
                ]
            await send(message)

        try:
            async with asyncio.timeout(self._timeout_s):
                body = await _body(scope, receive)
        except Problem as problem:
            await problem.response()(scope, receive, named)
        except TimeoutError:
            await Problem(Code.TOO_SLOW).response()(scope, receive, named)
        else:
            if body is None:
                return
            await self._app(scope, _replay(body, receive), named)
        log.info(
            "%s %s %s %.0f ms",
            scope["method"],
            scope["path"].encode("ascii", "backslashreplace").decode(),
            status,
            (time.perf_counter() - began) * 1000,
        )


def limit(scope: Scope) -> int:
    """Most bytes a request's body may have; little for whoever shows no token."""
    if not any(name == b"authorization" for name, _ in scope["headers"]):
        return _SMALL
    if scope["method"] == "PUT" and scope["path"].startswith("/v1/evidence/"):
        return wire.CHUNK
    return _LARGE.get(scope["path"], _SMALL)


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None if the sender has gone."""
    most = limit(scope)
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value[:20]) > most:
            raise Problem(Code.TOO_LARGE, limit=most)
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise Problem(Code.TOO_LARGE, limit=most)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [
        {"type": "http.request", "body": body, "more_body": False}
    ]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed
