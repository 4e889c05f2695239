"""Whatever is sent, the hub answers, in its own form, and never with a fault."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bwassess.assessment.records import Role
from bwassess.hub.feed import Cursor
from bwassess.journal import canonical
from bwassess.sync import wire
from bwassess.sync.wire import Code, Frame
from tests.fixtures_hub import Hub, Laptop, opened_hub
from tests.hub.test_routes import operations

HEX = (
    st.integers(0, 40)
    .flatmap(lambda n: st.binary(min_size=n, max_size=n))
    .map(bytes.hex)
)
NUMBERS = st.one_of(
    st.integers(-3, 3),
    st.sampled_from([2**31, 2**53, 2**63, 2**64, 10**30, -(2**63) - 1]),
)
TEXT = st.text(st.characters(codec=None), max_size=20)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXT, HEX),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=8,
)
NAMES = [
    *("code", "device", "person", "token_sha256", "proof", "certificate", "hashes"),
    *("since", "until", "overall", "documents", "name", "role", "countries"),
]
LIKELY = st.one_of(
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    st.binary(min_size=64, max_size=64).map(bytes.hex),
    st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), max_size=3),
    st.dictionaries(
        st.binary(min_size=16, max_size=16).map(bytes.hex),
        st.binary(min_size=32, max_size=32).map(bytes.hex),
        max_size=3,
    ),
    st.sampled_from(["KH", ["KH"], "admin", "x" * 70_000, "\ud800", "a\0b"]),
    JSON,
)
MESSAGES = st.dictionaries(st.sampled_from(NAMES), LIKELY, max_size=7)
FRAMES = st.lists(
    st.builds(
        Frame,
        st.one_of(st.sampled_from([0, 1, 2, 3]), st.integers(0, 2**63 - 1)),
        st.one_of(
            st.binary(max_size=60),
            st.lists(st.binary(max_size=70), max_size=3).map(canonical.encode),
        ),
    ),
    max_size=4,
).map(wire.pack)
BODIES = st.one_of(
    st.binary(max_size=300),
    FRAMES,
    FRAMES.flatmap(lambda b: st.integers(0, len(b)).map(lambda n: b[:n])),
    st.sampled_from(
        [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\1\x90", b"[" * 50_000, b"1" * 5000]
    ),
    MESSAGES.map(lambda m: json.dumps(m).encode()),
    JSON.map(lambda m: json.dumps(m).encode()),
)
CURSORS = st.one_of(
    TEXT,
    HEX,
    st.builds(
        Cursor,
        st.binary(min_size=32, max_size=32),
        st.binary(min_size=16, max_size=16),
        st.integers(-(2**63), 2**63 - 1),
        st.binary(min_size=32, max_size=32),
    ).map(lambda c: c.encode().hex()),
)
PARTS = st.one_of(
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.sampled_from(["..", "%00", "%ff", "a" * 3000, "é", "%2e%2e%2f", " "]),
    HEX,
)
HEADERS = st.dictionaries(
    st.sampled_from(
        [
            *("range", "content-length", "content-type", "bwassess-client", "accept"),
            *("authorization", "transfer-encoding", "content-encoding", "expect"),
        ]
    ),
    st.one_of(
        st.sampled_from(
            [
                *("bytes=0-", "bytes=5-1", "bytes=99999999999999-", "bytes=-5", "-1"),
                *("0", "²", "Bearer", "Bearer x", "Basic eDp5", "chunked", "gzip"),
                *("application/json", "text/plain; charset=utf-7", "9" * 400),
            ]
        ),
        st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=40),
    ),
    max_size=3,
)
QUERIES = st.dictionaries(
    st.sampled_from(["cursor", "size", "offset", "x"]),
    st.one_of(CURSORS, NUMBERS.map(str), TEXT),
    max_size=3,
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def doors(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[httpx2.Client], list[tuple[str, str, dict[str, Any]]], str]]:
    """Doors opened by nobody, an assessor and an administrator."""
    folder: Path = tmp_path_factory.mktemp("fuzz")
    with opened_hub(folder / "hub", request.param, failed_enrolments=10**9) as hub:
        opened = [hub.door()]
        for role in (Role.ASSESSOR, Role.ADMIN):
            laptop = Laptop.new(folder / role.value, role.value)
            laptop.enrol(hub, role, "KH")
            sha256 = laptop.photo(laptop.assessment(), b"picture")
            laptop.sync()
            opened.append(door_with(hub, laptop.link.token))
            laptop.close()
        yield opened, operations(hub), sha256


def door_with(hub: Hub, token: str) -> httpx2.Client:
    door = hub.door()
    door.headers["authorization"] = f"Bearer {token}"
    return door


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_that_no_request_can_make_it_fail(
    doors: tuple[list[httpx2.Client], list[tuple[str, str, dict[str, Any]]], str],
    data: st.DataObject,
) -> None:
    opened, known, sha256 = doors
    door = data.draw(st.sampled_from(opened))
    method, path, _ = data.draw(st.sampled_from(known))
    for name in ("document", "sha256", "key"):
        if f"{{{name}}}" in path:
            part = data.draw(st.one_of(PARTS, st.just(sha256)))
            path = path.replace(f"{{{name}}}", part)
    answer = door.request(
        method,
        path,
        params={k: v.encode("utf-8", "replace") for k, v in data.draw(QUERIES).items()},
        headers={k: v.encode("latin-1") for k, v in data.draw(HEADERS).items()},
        content=data.draw(BODIES),
        follow_redirects=False,
    )
    assert answer.status_code < 500, answer.text
    assert wire.HUB_HEADER in answer.headers
    if answer.status_code >= 400 and method != "HEAD" and answer.status_code != 416:
        assert Code(answer.json()["code"])
