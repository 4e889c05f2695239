"""The way to a hub: requests that reach it, or an error that says what to do.

Every request may be sent twice; so whatever is lost on the way is simply sent again.
"""

import json
import logging
import random
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

import httpx2

from bwassess.journal.certificate import BadCertificateError
from bwassess.journal.receipt import BadReceiptError
from bwassess.sync import wire
from bwassess.sync.address import checked_address
from bwassess.sync.errors import (
    HubProblemError,
    HubUnreachableError,
    NotAHubError,
    OtherHubError,
)
from bwassess.sync.wire import Code

log = logging.getLogger(__name__)

_ATTEMPTS = 5
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 20.0
_PASSING = frozenset({502, 503, 504})
_TIMEOUT = httpx2.Timeout(connect=15.0, read=90.0, write=90.0, pool=15.0)


class Channel:
    """One hub's address, and how to be heard there.

    Attributes:
        token: What this laptop shows.
        pinned: The hub's public key, once it is known; no other is talked to.
        sent: Bytes of bodies sent so far.
        received: Bytes of bodies received so far.
        requests: Requests made so far, repeated ones included.
    """

    def __init__(
        self,
        url: str,
        *,
        token: str = "",
        pinned: bytes | None = None,
        http: httpx2.Client | None = None,
        wait: Callable[[float], None] = time.sleep,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """Prepare to talk to the hub at `url`; nothing is sent yet.

        Args:
            url: Its address.
            token: What this laptop shows.
            pinned: The hub's public key, once it is known; no other is talked to.
            http: The way there; by default a connection of its own.
            wait: Sleeps between attempts.
            draw: A random number from 0 to 1, so that laptops don't come in step.

        Raises:
            BadAddressError, InsecureAddressError: The address isn't one to talk to.
        """
        self.url = checked_address(url)
        self.token = token
        self.pinned = pinned
        self.sent = self.received = self.requests = 0
        # Loading the authorities takes a while, and is for https alone.
        self._http = http or httpx2.Client(
            base_url=self.url,
            timeout=_TIMEOUT,
            verify=self.url.startswith("https:"),
        )
        self._wait = wait
        self._draw = draw

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def ask(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        response = self.request(method, path, **what)
        with self.understanding():
            said = json.loads(response.content)
            if not isinstance(said, dict):
                raise TypeError("no object")
            return said

    def understanding(self) -> "Understanding":
        return Understanding(self.url)

    def request(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        **what: Any,
    ) -> httpx2.Response:
        """Send a request until the hub itself answers, a few times at most."""
        carried = {wire.CLIENT_HEADER: str(wire.WIRE), **(headers or {})}
        if self.token:
            carried["authorization"] = f"Bearer {self.token}"
        asked_s = 0.0
        for attempt in range(_ATTEMPTS):
            if attempt:
                pause = _FIRST_WAIT_S * 2 ** (attempt - 1) * (0.5 + self._draw())
                self._wait(min(max(pause, asked_s), _LONGEST_WAIT_S))
            self.requests += 1
            try:
                response = self._http.request(method, path, headers=carried, **what)
            except (httpx2.RequestError, httpx2.StreamError) as error:
                log.info("attempt %s: %s", attempt + 1, type(error).__name__)
                failure: Exception = error
                continue
            self.sent += len(response.request.content)
            self.received += len(response.content)
            if response.is_success and wire.HUB_HEADER in response.headers:
                self._require_pinned(response)
                return response
            problem = self._problem(response)
            if problem is None or problem.code not in (Code.BUSY, Code.TOO_SLOW):
                if problem is not None:
                    raise problem
                if response.status_code not in _PASSING:
                    raise NotAHubError(self.url)
            asked_s = _seconds(response.headers.get("retry-after", ""))
            failure = problem or NotAHubError(self.url)
        if isinstance(failure, HubProblemError):
            raise failure
        raise HubUnreachableError(self.url) from failure

    def _require_pinned(self, response: httpx2.Response) -> None:
        if self.pinned is not None and (
            response.headers[wire.HUB_HEADER] != self.pinned.hex()
        ):
            raise OtherHubError(self.url)

    def _problem(self, response: httpx2.Response) -> HubProblemError | None:
        """What a hub said was wrong; None if it was no hub that said it."""
        if wire.HUB_HEADER not in response.headers:
            return None
        self._require_pinned(response)
        try:
            said = json.loads(response.content)
            details = said["details"]
            code = Code(said["code"])
        except (ValueError, KeyError, TypeError):
            # A newer hub's code, or none: only its kind is understood.
            code, details = Code.INTERNAL, None
        return HubProblemError(
            code,
            url=self.url,
            details=details if isinstance(details, dict) else None,
        )


class Understanding:
    """Turns whatever can't be made sense of into one error."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, _NONSENSE):
            raise NotAHubError(self._url) from error


_NONSENSE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    BadCertificateError,
    BadReceiptError,
    RecursionError,
)


def _seconds(said: str) -> float:
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0
