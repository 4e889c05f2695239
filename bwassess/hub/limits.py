"""The outermost layer: bodies within limits, the hub's name on every answer."""

import asyncio
import logging
import time
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
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

    def __init__(
        self,
        app: ASGIApp,
        *,
        hub: bytes,
        body_timeout_s: float,
        is_known: Callable[[str], bool],
    ) -> None:
        """Stand before an application.

        Args:
            app: What answers.
            hub: Public key of the hub.
            body_timeout_s: How long a body may take to arrive.
            is_known: Whether a token is a device's; others send small bodies only.
        """
        self._app = app
        self._hub = hub.hex().encode()
        self._timeout_s = body_timeout_s
        self._is_known = is_known

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
                body = await _body(receive, most=await self._limit(scope))
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

    async def _limit(self, scope: Scope) -> int:
        """Most bytes this request's body may have.

        Raises:
            Problem: It announces more.
        """
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"")
        size = int(announced[:20]) if announced.isdigit() else None
        most = _most(scope)
        if most > _SMALL and (size is None or size > _SMALL):
            token = headers.get(b"authorization", b"").decode("latin-1")
            if not await run_in_threadpool(self._is_known, token.partition(" ")[2]):
                most = _SMALL
        if size is not None and size > most:
            raise Problem(Code.TOO_LARGE, limit=most)
        return most


def _most(scope: Scope) -> int:
    if scope["method"] == "PUT" and scope["path"].startswith("/v1/evidence/"):
        return wire.CHUNK
    return _LARGE.get(scope["path"], _SMALL)


async def _body(receive: Receive, *, most: int) -> bytes | None:
    """The whole body; None if the sender has gone."""
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
