"""Talking to a hub over HTTP: what it says as values, what goes wrong as our errors.

Every request may be sent twice; so whatever is lost on the way is simply sent again.
"""

import ipaddress
import json
import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import httpx2

from bwassess.journal import certificate as certificates
from bwassess.journal import receipt as receipts
from bwassess.journal.certificate import BadCertificateError, Certificate
from bwassess.journal.receipt import BadReceiptError, Outcome, Receipt
from bwassess.journal.signing import SigningKey
from bwassess.sync import wire
from bwassess.sync.errors import (
    BadAddressError,
    HubProblemError,
    HubTooOldError,
    HubUnreachableError,
    InsecureAddressError,
    NotAHubError,
    OtherHubError,
)
from bwassess.sync.wire import Code, Frame, HubIdentity, Kind, Page

log = logging.getLogger(__name__)

_ATTEMPTS = 5
_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 20.0
_PASSING = frozenset({502, 503, 504})
_TIMEOUT = httpx2.Timeout(connect=15.0, read=90.0, write=90.0, pool=15.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a hub says of one batch handed in.

    Attributes:
        hash: None where the bytes are no batch to it.
    """

    hash: bytes | None
    outcome: Outcome
    reason: str
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class Papers:
    """Batches with what proves them.

    Attributes:
        cursor: Where the feed goes on; empty where it isn't the feed.
        own: Hashes of batches this laptop made itself; only a restored vault lacks any.
    """

    certificates: tuple[Certificate, ...]
    batches: tuple[bytes, ...]
    receipts: tuple[Receipt, ...]
    cursor: bytes = b""
    more: bool = False
    own: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Documents by what the two sides have of them.

    Attributes:
        different: Both have some, and not the same.
        lacking: The hub has none.
        unlisted: Only the hub has some.
    """

    different: tuple[bytes, ...]
    lacking: tuple[bytes, ...]
    unlisted: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What a hub has of some evidence files, by SHA-256 in hex."""

    whole: frozenset[str]
    offsets: Mapping[str, int]
    unknown: frozenset[str]


class HubClient:
    """One hub, as one laptop sees it.

    Attributes:
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

    def __enter__(self) -> "HubClient":
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

    def identity(self) -> HubIdentity:
        """Ask the hub who it is.

        Raises:
            OtherHubError: It isn't the one pinned.
            HubTooOldError: It speaks no version that this program does.
        """
        return self._identity(self._json("GET", "/v1/hub"))

    def enrol(
        self, code: str, *, hub: bytes, key: SigningKey, person: bytes, token: str
    ) -> tuple[Certificate, HubIdentity]:
        """Use a one-time code; used again by the same laptop it gives the same."""
        token_sha256 = wire.hash_of_token(token)
        proof = key.sign(
            wire.enrolment_statement(
                hub,
                code=code,
                device=key.public,
                person=person,
                token_sha256=token_sha256,
            )
        )
        return self._enrolled(
            "/v1/enrolments",
            {
                "code": code,
                "device": key.public.hex(),
                "person": person.hex(),
                "token_sha256": token_sha256.hex(),
                "proof": proof.hex(),
            },
        )

    def come_back(
        self, certificate: Certificate, *, hub: bytes, key: SigningKey, token: str
    ) -> tuple[Certificate, HubIdentity]:
        """Show the hub's own certificate to a hub that forgot this laptop."""
        token_sha256 = wire.hash_of_token(token)
        proof = key.sign(
            wire.return_statement(
                hub, certificate=certificate.id, token_sha256=token_sha256
            )
        )
        return self._enrolled(
            "/v1/returns",
            {
                "certificate": certificate.encode().hex(),
                "token_sha256": token_sha256.hex(),
                "proof": proof.hex(),
            },
        )

    def push(
        self, batches: Sequence[bytes], papers: Iterable[Certificate]
    ) -> list[Answer]:
        """Hand in batches; an answer for each, in that order."""
        body = wire.pack(
            [
                *(Frame(Kind.CERTIFICATE, one.encode()) for one in papers),
                *(Frame(Kind.BATCH, data) for data in batches),
            ]
        )
        said = self._json(
            "POST", "/v1/batches", content=body, headers={"content-type": wire.FRAMES}
        )
        with self._understanding():
            answers = [
                Answer(
                    bytes.fromhex(one["hash"]) if one["hash"] else None,
                    Outcome(one["outcome"]),
                    str(one["reason"]),
                    self._receipt(bytes.fromhex(one["receipt"]))
                    if one["receipt"]
                    else None,
                )
                for one in said["results"]
            ]
            if len(answers) != len(batches):
                raise ValueError("another number of answers")
        return answers

    def feed(self, cursor: bytes) -> Papers:
        """The next page of the feed."""
        response = self._request("GET", "/v1/feed", params={"cursor": cursor.hex()})
        papers = self._papers(response.content)
        if not papers.cursor:
            raise NotAHubError(self.url)
        return papers

    def batches(self, hashes: Sequence[bytes]) -> Papers:
        """Batches by hash; perhaps not all at once."""
        return self._papers(
            self._request("POST", "/v1/batches/wanted", json=_hashes(hashes)).content
        )

    def receipts(self, hashes: Sequence[bytes]) -> tuple[Receipt, ...]:
        """Receipts for those of some batches that the hub has."""
        return self._papers(
            self._request("POST", "/v1/receipts", json=_hashes(hashes)).content
        ).receipts

    def is_equal(self, overall: bytes) -> bool:
        """Whether the hub's documents add up to the same digest."""
        said = self._json(
            "POST", "/v1/documents/compare", json={"overall": overall.hex()}
        )
        with self._understanding():
            return bool(said["equal"])

    def compare(
        self,
        documents: Mapping[bytes, bytes],
        *,
        since: bytes | None = None,
        until: bytes | None = None,
    ) -> Difference:
        """Compare the digests of all documents with ids in a range."""
        said = self._json(
            "POST",
            "/v1/documents/compare",
            json={
                "since": since.hex() if since else None,
                "until": until.hex() if until else None,
                "documents": {
                    one.hex(): digest.hex() for one, digest in documents.items()
                },
            },
        )
        with self._understanding():
            return Difference(
                *(
                    tuple(bytes.fromhex(one) for one in said[name])
                    for name in ("different", "lacking", "unlisted")
                )
            )

    def listing(self, document: bytes) -> list[bytes]:
        """Hashes of a document's batches on the hub."""
        said = self._json("GET", f"/v1/documents/{document.hex()}/batches")
        with self._understanding():
            return [bytes.fromhex(one) for one in said["hashes"]]

    def evidence(self, hashes: Sequence[str]) -> Present:
        """What the hub has of some evidence files."""
        said = self._json("POST", "/v1/evidence/wanted", json={"hashes": list(hashes)})
        with self._understanding():
            return Present(
                frozenset(said["whole"]),
                {str(one): int(offset) for one, offset in said["offsets"].items()},
                frozenset(said["unknown"]),
            )

    def put_evidence(
        self, sha256: str, content: bytes, *, size: int, offset: int
    ) -> tuple[int, bool]:
        """Send bytes of a file; where it goes on now, and whether it is whole."""
        said = self._json(
            "PUT",
            f"/v1/evidence/{sha256}",
            content=content,
            params={"size": str(size), "offset": str(offset)},
            headers={"content-type": "application/octet-stream"},
        )
        with self._understanding():
            return int(said["offset"]), bool(said["whole"])

    def evidence_part(self, sha256: str, offset: int) -> tuple[bytes, int]:
        """At most 1 MiB of a file from an offset on, and the file's length."""
        response = self._request(
            "GET",
            f"/v1/evidence/{sha256}",
            headers={"range": f"bytes={offset}-{offset + wire.CHUNK - 1}"},
        )
        with self._understanding():
            where, _, total = response.headers["content-range"].partition("/")
            if not where.startswith(f"bytes {offset}-") or not response.content:
                raise ValueError("another range")
            return response.content, int(total)

    def _enrolled(
        self, path: str, said: Mapping[str, Any]
    ) -> tuple[Certificate, HubIdentity]:
        answer = self._json("POST", path, json=said)
        with self._understanding():
            certificate = certificates.read(bytes.fromhex(answer["certificate"]))
            return certificate, self._identity(answer["identity"])

    def _identity(self, said: Mapping[str, Any]) -> HubIdentity:
        with self._understanding():
            found = HubIdentity(
                bytes.fromhex(said["hub"]),
                bytes.fromhex(said["epoch"]),
                bytes.fromhex(said["programme"]),
                int(said["oldest_client"]),
                int(said["wire"]),
            )
            lengths = (len(found.hub), len(found.epoch), len(found.programme))
            if lengths != (32, 16, 32):
                raise ValueError("a key of another length")
        if self.pinned is not None and found.hub != self.pinned:
            raise OtherHubError(self.url)
        if found.wire < wire.OLDEST_HUB:
            raise HubTooOldError(self.url)
        return found

    def _papers(self, body: bytes) -> Papers:
        page = Page(b"", more=False)
        found: list[Certificate] = []
        batches: list[bytes] = []
        given: list[Receipt] = []
        own: list[bytes] = []
        with self._understanding():
            for frame in wire.unpack(body):
                match frame.kind:
                    case Kind.PAGE:
                        page = Page.read(frame.data)
                    case Kind.CERTIFICATE:
                        found.append(certificates.read(frame.data))
                    case Kind.BATCH:
                        batches.append(frame.data)
                    case Kind.RECEIPT:
                        given.append(self._receipt(frame.data))
                    case Kind.OWN:
                        own.append(frame.data)
        return Papers(
            tuple(found),
            tuple(batches),
            tuple(given),
            page.cursor,
            page.more,
            tuple(own),
        )

    def _receipt(self, data: bytes) -> Receipt:
        receipt = receipts.read(data)
        if receipt.giver != self.pinned:
            raise BadReceiptError("of another hub")
        return receipt

    def _json(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        response = self._request(method, path, **what)
        with self._understanding():
            said = json.loads(response.content)
            if not isinstance(said, dict):
                raise TypeError("no object")
            return said

    def _understanding(self) -> "_Understanding":
        return _Understanding(self.url)

    def _request(
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


class _Understanding:
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


def checked_address(url: str) -> str:
    """An address of a hub without a trailing slash.

    Raises:
        BadAddressError: It is none.
        InsecureAddressError: Anyone on the way could read what it carries.
    """
    wanted = url.strip().rstrip("/")
    try:
        parts = urlsplit(wanted)
        host, _ = parts.hostname, parts.port
        httpx2.URL(wanted)
    except (ValueError, httpx2.InvalidURL) as error:
        raise BadAddressError(url) from error
    if parts.scheme not in ("http", "https") or not host or parts.query:
        raise BadAddressError(url)
    if parts.scheme == "http" and not _is_near(host):
        raise InsecureAddressError(url)
    return wanted


def _is_near(host: str) -> bool:
    """Whether a host can only be this machine or one on the same network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".lan"))
    return address.is_loopback or address.is_private or address.is_link_local


def _hashes(hashes: Sequence[bytes]) -> dict[str, list[str]]:
    return {"hashes": [one.hex() for one in hashes]}


def _seconds(said: str) -> float:
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0.0
