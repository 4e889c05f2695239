"""A bad network on this machine: a proxy that breaks chosen requests in chosen ways."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Fault:
    """How a request is broken.

    Attributes:
        request: Bytes of the request that reach the hub; None for all.
        response: Bytes of the response that come back; None for all.
        times: How often the hub gets the request.
        instead: What is answered in place of the hub, which hears nothing.
    """

    request: int | None = None
    response: int | None = None
    times: int = 1
    instead: bytes | None = None


LOST_ANSWER = Fault(response=0)
DOUBLED = Fault(times=2)
BAD_GATEWAY = Fault(
    instead=b"HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\n"
    b"content-length: 15\r\n\r\n<h1>Sorry.</h1>"
)
PORTAL = Fault(
    instead=b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
    b"content-length: 16\r\n\r\n<h1>Sign in</h1>"
)
SHORT = Fault(
    instead=b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
    b"content-length: 400\r\n\r\n{}"
)

Plan = Callable[[int, bytes], Fault | None]


@dataclass
class Proxy:
    """Stands before a hub; `plan` says by number and bytes what happens to a request.

    Attributes:
        seen: The request lines that came, in that order.
        carried: Bytes of requests that came.
    """

    upstream: str
    plan: Plan = lambda _number, _request: None
    seen: list[str] = field(default_factory=list)
    carried: int = 0

    def __enter__(self) -> "Proxy":
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def once(self, fault: Fault, number: int) -> None:
        """Break the request of this number, counted from now, and no other."""
        first = len(self.seen)
        self.plan = lambda n, _: fault if n == first + number else None

    def always(self, fault: Fault, where: str = "") -> None:
        """Break every request whose line holds a text."""
        self.plan = lambda _, request: (
            fault if where.encode() in request.partition(b"\r\n")[0] else None
        )

    def never(self) -> None:
        """Break nothing."""
        self.plan = lambda _number, _request: None

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._over.wait()
        server.close()
        for writer in self._open.values():
            writer.transport.abort()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.current_task()
        assert task
        self._open[task] = writer
        try:
            while request := await _message(reader):
                number = len(self.seen)
                self.seen.append(request.partition(b" HTTP")[0].decode())
                self.carried += len(request)
                if not await self._pass_on(request, self.plan(number, request), writer):
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            del self._open[task]

    async def _pass_on(
        self, request: bytes, fault: Fault | None, writer: asyncio.StreamWriter
    ) -> bool:
        fault = fault or Fault()
        if fault.instead is not None:
            writer.write(fault.instead)
            await writer.drain()
            return False
        response = b""
        for _ in range(fault.times):
            response = await self._ask(request[: fault.request])
        writer.write(response[: fault.response])
        await writer.drain()
        return fault.response is None and fault.request is None and bool(response)

    async def _ask(self, request: bytes) -> bytes:
        where = urlsplit(self.upstream)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        try:
            writer.write(request)
            await writer.drain()
            if request_is_cut(request):
                return b""
            return await _message(reader)
        except (OSError, asyncio.IncompleteReadError):
            return b""
        finally:
            writer.close()


def request_is_cut(request: bytes) -> bool:
    """Whether a request lacks bytes, so that nobody will answer it."""
    head, end, body = request.partition(b"\r\n\r\n")
    return not end or len(body) < _length(head)


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One whole request or response; nothing at the end of a connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    return head + await reader.readexactly(_length(head))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
