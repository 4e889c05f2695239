"""Talking to a hub: addresses, attempts, and what an answer may be."""

import json
from collections.abc import Callable

import httpx2
import pytest

from bwassess.journal.receipt import Outcome, give
from bwassess.journal.signing import SigningKey
from bwassess.sync import wire
from bwassess.sync.address import checked_address
from bwassess.sync.client import HubClient
from bwassess.sync.errors import (
    BadAddressError,
    HubProblemError,
    HubTooOldError,
    HubUnreachableError,
    InsecureAddressError,
    NotAHubError,
    OtherHubError,
)
from bwassess.sync.wire import Code, Frame, Kind, Page

HUB = SigningKey.from_secret(b"h" * 32)
OTHER = SigningKey.from_secret(b"o" * 32)
NAMED = {wire.HUB_HEADER: HUB.public.hex()}
IDENTITY = {
    "hub": HUB.public.hex(),
    "epoch": "0e" * 16,
    "programme": "5d" * 32,
    "oldest_client": 1,
    "wire": 1,
    "program": "9",
}
Answering = Callable[[httpx2.Request], httpx2.Response]


def client_of(answering: Answering, waits: list[float] | None = None) -> HubClient:
    return HubClient(
        "https://hub.example.org",
        pinned=HUB.public,
        http=httpx2.Client(
            transport=httpx2.MockTransport(answering),
            base_url="https://hub.example.org",
        ),
        wait=(waits if waits is not None else []).append,
        draw=lambda: 0.5,
    )


def always(
    status: int, said: object, headers: dict[str, str] | None = None
) -> Answering:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return lambda _: httpx2.Response(
        status, content=body, headers=NAMED if headers is None else headers
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.example.org",
        " https://hub.example.org/ ",
        "https://hub.example.org:8443/bwassess",
        "http://localhost:8470",
        "http://127.0.0.1:8470",
        "http://[::1]:8470",
        "http://192.168.1.20:8470",
        "http://hub.local",
        "http://hub",
    ],
)
def test_that_these_are_addresses(url: str) -> None:
    assert checked_address(url) == url.strip().rstrip("/")


@pytest.mark.parametrize(
    "url",
    ["", "hub.example.org", "ftp://hub", "https://", "https://h:x", "http://[", "a b"],
)
def test_that_these_are_none(url: str) -> None:
    with pytest.raises(BadAddressError):
        checked_address(url)


def test_that_nothing_goes_in_the_clear_over_the_internet() -> None:
    for url in ("http://hub.example.org", "http://8.8.8.8"):
        with pytest.raises(InsecureAddressError, match="https"):
            checked_address(url)


def test_that_attempts_wait_longer_each_time_and_end() -> None:
    waits: list[float] = []

    def away(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route")

    client = client_of(away, waits)
    with pytest.raises(HubUnreachableError, match=r"hub\.example\.org"):
        client.identity()
    assert waits == [0.5, 1.0, 2.0, 4.0]


def test_that_a_busy_hub_says_how_long_to_wait() -> None:
    waits: list[float] = []
    busy = {"code": "busy", "message": "", "details": {}}
    client = client_of(always(503, busy, {**NAMED, "retry-after": "7"}), waits)
    with pytest.raises(HubProblemError) as refused:
        client.identity()
    assert refused.value.code is Code.BUSY
    assert waits == [7.0, 7.0, 7.0, 7.0]


def test_that_a_passing_failure_is_passed_over() -> None:
    answers = iter(
        [always(502, b"<html>", {}), always(504, b"", {}), always(200, IDENTITY)]
    )
    client = client_of(lambda request: next(answers)(request))
    assert client.identity().hub == HUB.public
    assert client.requests == 3


def test_that_another_hub_is_talked_to_no_further() -> None:
    other = {**IDENTITY, "hub": OTHER.public.hex()}
    for headers in (NAMED, {wire.HUB_HEADER: OTHER.public.hex()}):
        with pytest.raises(OtherHubError):
            client_of(always(200, other, headers)).identity()
    problem = {"code": "not_enrolled", "message": "", "details": {}}
    with pytest.raises(OtherHubError):
        client_of(always(401, problem, {wire.HUB_HEADER: "00" * 32})).identity()


def test_that_a_hub_too_old_is_told() -> None:
    with pytest.raises(HubTooOldError):
        client_of(always(200, {**IDENTITY, "wire": 0})).identity()


@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        b"[" * 9000,
        b"[]",
        b"{}",
        b'{"hub": 5}',
        b"\xff",
        json.dumps({**IDENTITY, "hub": "00"}).encode(),
        json.dumps({**IDENTITY, "wire": "x"}).encode(),
    ],
)
def test_that_nonsense_is_no_hub(said: bytes) -> None:
    with pytest.raises(NotAHubError):
        client_of(always(200, said)).identity()


def test_that_a_sign_in_page_is_no_hub() -> None:
    for status in (200, 302, 404, 511):
        with pytest.raises(NotAHubError):
            client_of(always(status, b"<html>", {})).identity()


@pytest.mark.parametrize("code", list(Code))
def test_that_every_code_becomes_an_error_with_a_sentence(code: Code) -> None:
    said = {"code": code.value, "message": "internal words", "details": {"a": 1}}
    with pytest.raises(HubProblemError) as refused:
        client_of(always(400, said)).identity()
    assert refused.value.code is code
    assert "internal words" not in str(refused.value)


def test_that_a_code_of_a_later_hub_is_an_error_too() -> None:
    said = {"code": "of_tomorrow", "message": "", "details": {}}
    with pytest.raises(HubProblemError) as refused:
        client_of(always(400, said)).identity()
    assert refused.value.code is Code.INTERNAL


def test_that_receipts_are_believed_from_the_hub_alone() -> None:
    for key in (HUB, OTHER):
        receipt = give(
            key, epoch=b"e" * 16, batch=b"b" * 32, outcome=Outcome.ACCEPTED, at=1
        )
        body = wire.pack([Frame(Kind.RECEIPT, receipt.encode())])
        client = client_of(always(200, body))
        if key is HUB:
            assert client.receipts([b"b" * 32]) == (receipt,)
        else:
            with pytest.raises(NotAHubError):
                client.receipts([b"b" * 32])


def test_that_frames_of_a_later_kind_are_passed_over() -> None:
    page = Page(b"cursor", more=True)
    body = wire.pack([page.frame(), Frame(99, b"?"), Frame(Kind.BATCH, b"batch")])
    found = client_of(always(200, body)).feed(b"")
    assert (found.cursor, found.more, found.batches) == (b"cursor", True, (b"batch",))


@pytest.mark.parametrize(
    "body",
    [b"\0", b"\0\0\0\5abc", b"\xff\xff\xff\xff", b"\0\0\0\1\xc0", b"\0\0\0\2\x91\1"],
)
def test_that_broken_frames_are_no_hubs(body: bytes) -> None:
    with pytest.raises(NotAHubError):
        client_of(always(200, body)).feed(b"")


def test_that_a_range_of_another_place_is_no_answer() -> None:
    for where in ("bytes 5-6/7", "bytes 0-1/x", ""):
        headers = {**NAMED, "content-range": where}
        with pytest.raises(NotAHubError):
            client_of(always(206, b"xy", headers)).evidence_part("00" * 32, 0)


def test_that_codes_survive_being_typed() -> None:
    code = wire.new_code(HUB.public)
    assert wire.read_code(code.lower().replace("-", "")) == code
    assert wire.is_code_of(code, HUB.public)
    assert not wire.is_code_of(code, OTHER.public)
    assert wire.read_code(code[:-1]) is None
    assert wire.read_code("U" * 20) is None
