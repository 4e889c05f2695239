"""Bodies that never end, or never come."""

import asyncio
import json
from typing import Any

from bwassess.hub.app import door_of
from tests.fixtures_hub import Hub, opened_hub


def answers(hub: Hub, receive: Any, headers: list[tuple[bytes, bytes]]) -> list[Any]:
    """What the hub says to a request whose body is `receive`."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/enrolments",
        "raw_path": b"/v1/enrolments",
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "state": {},
    }
    asyncio.run(door_of(hub.house)(scope, receive, send))
    return said


def code_of(said: list[Any]) -> str:
    return str(json.loads(b"".join(m.get("body", b"") for m in said))["code"])


def test_that_a_body_that_never_ends_is_cut_off(lite: Hub) -> None:
    async def endless() -> Any:
        return {"type": "http.request", "body": b"x" * 10_000, "more_body": True}

    assert code_of(answers(lite, endless, [])) == "too_large"


def test_that_a_body_that_never_comes_is_waited_for_a_while(tmp_path: Any) -> None:
    async def silent() -> Any:
        await asyncio.Event().wait()

    with opened_hub(tmp_path / "hub", body_timeout_s=0.05) as hub:
        assert code_of(answers(hub, silent, [])) == "too_slow"


def test_that_nothing_is_said_to_whoever_has_gone(lite: Hub) -> None:
    async def gone() -> Any:
        return {"type": "http.disconnect"}

    assert answers(lite, gone, [(b"content-length", b"50")]) == []
