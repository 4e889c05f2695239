"""A hub from the command line, and in a process of its own."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from bwassess.assessment.records import Role
from bwassess.hub import serving
from bwassess.hub.house import DATABASE, ForeignDatabaseError
from bwassess.hub.keys import FILE, DamagedHubKeyError, HubExistsError, NoHubError
from bwassess.hub.serving import (
    AddressTakenError,
    NotACountryError,
    NotADatabaseError,
    NotANameError,
)
from tests.fixtures_hub import reopened_hub, served
from tests.fixtures_postgres import database_url


def test_that_a_hub_is_made_once(tmp_path: Path) -> None:
    made = serving.init(tmp_path / "hub")
    with pytest.raises(HubExistsError):
        serving.init(tmp_path / "hub")
    with reopened_hub(tmp_path / "hub") as hub:
        assert hub.house.keys.hub.public.hex() == made


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_that_only_its_user_may_read_the_key_file(tmp_path: Path) -> None:
    serving.init(tmp_path / "hub")
    assert (tmp_path / "hub" / FILE).stat().st_mode & 0o777 == 0o600


def test_that_what_is_no_hub_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(NoHubError, match="hub init"):
        serving.serve(tmp_path)
    serving.init(tmp_path / "hub")
    (tmp_path / "hub" / FILE).write_text('{"hub": "00"}')
    with pytest.raises(DamagedHubKeyError):
        serving.enrol(tmp_path / "hub", name="Sokha", role=Role.ASSESSOR)


def test_that_a_hub_opens_no_other_hubs_database(tmp_path: Path) -> None:
    serving.init(tmp_path / "one")
    serving.init(tmp_path / "two")
    (tmp_path / "one" / DATABASE).replace(tmp_path / "two" / DATABASE)
    with pytest.raises(ForeignDatabaseError):
        serving.restored(tmp_path / "two")


def test_that_one_postgresql_database_is_one_hub(tmp_path: Path) -> None:
    with database_url() as url:
        serving.init(tmp_path / "one", database=url)
        with pytest.raises(ForeignDatabaseError):
            serving.init(tmp_path / "two", database=url)
        assert not (tmp_path / "two" / FILE).exists()
        assert serving.enrol(tmp_path / "one", name="Sokha", role=Role.ADMIN)


@pytest.mark.parametrize("url", ["", "hub.db", "sqlite:///hub.db", "postgresql://h:x"])
def test_that_only_postgresql_is_reached_by_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(NotADatabaseError):
        serving.init(tmp_path / "hub", database=url)
    assert not (tmp_path / "hub").exists()


def test_that_a_code_for_a_thousand_years_ends_sooner(tmp_path: Path) -> None:
    serving.init(tmp_path / "hub")
    days = 10**15
    assert serving.enrol(tmp_path / "hub", name="A", role=Role.ADMIN, days=days)


def test_that_names_and_countries_are_looked_at(tmp_path: Path) -> None:
    serving.init(tmp_path / "hub")
    for name in ("", "  ", "a\nb", "x" * 201):
        with pytest.raises(NotANameError):
            serving.enrol(tmp_path / "hub", name=name, role=Role.ASSESSOR)
    for country in ("K", "KHM", "K1", "ខម"):
        with pytest.raises(NotACountryError):
            serving.enrol(
                tmp_path / "hub", name="Sokha", role=Role.ASSESSOR, countries=[country]
            )


def test_that_a_taken_port_is_said_so(tmp_path: Path) -> None:
    serving.init(tmp_path / "hub")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTakenError, match=str(port)):
            serving.serve(tmp_path / "hub", port=port)


def test_that_garbage_on_the_wire_brings_no_fault(tmp_path: Path) -> None:
    serving.init(tmp_path / "hub")
    with served(tmp_path / "hub") as (url, _process):
        where = urlsplit(url)
        assert where.hostname
        assert where.port
        for said in (
            b"\r\n\r\n",
            b"GET\r\n\r\n",
            b"\0\xff" * 200 + b"\r\n\r\n",
            b"GET /v1/hub HTTP/9.9\r\n\r\n",
            b"GET /v1/hub HTTP/1.1\r\nhost: a\r\nhost\r\n\r\n",
            b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
            b"GET /v1/hub HTTP/1.1\r\nhost: a\r\n" + b"x: y\r\n" * 20_000 + b"\r\n",
            b"POST /v1/batches HTTP/1.1\r\nhost: a\r\ncontent-length: -5\r\n\r\n",
            b"POST /v1/batches HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999"
            b"\r\nauthorization: Bearer x\r\n\r\nabc",
            b"POST /v1/enrolments HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked"
            b"\r\n\r\nfffffffffffffffff\r\n",
            b"GET /v1/documents/%00%ff/batches HTTP/1.1\r\nhost: a\r\n\r\n",
            b"GET /v1/hub HTTP/1.1\r\nhost: a\r\nauthorization: \xff\xfe\r\n\r\n",
        ):
            answer = exchange(where.hostname, where.port, said)
            assert b" 500 " not in answer.partition(b"\r\n")[0], said[:80]
        answer = httpx2.get(f"{url}/v1/health")
        assert answer.json() == {"status": "ok"}
        assert "server" not in answer.headers


def exchange(host: str, port: int, said: bytes) -> bytes:
    """What comes back for some bytes, until the connection ends."""
    found = b""
    with socket.create_connection((host, port), timeout=10) as connection:
        try:
            connection.sendall(said)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65536):
                found += part
        except ConnectionError:
            pass
    return found
