"""The interface: who may do what, what is written down of it, how it says no."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx2
import pytest

from bwassess.assessment.records import Role
from bwassess.hub import accounts
from bwassess.hub.problems import PROBLEMS
from bwassess.sync import errors, wire
from bwassess.sync.wire import Code
from tests.fixtures_hub import Hub, Laptop

Make = Callable[[str], Laptop]
HASH = "9f" * 32


def signed_in(hub: Hub, laptop: Laptop) -> httpx2.Client:
    door = hub.door()
    door.headers["authorization"] = f"Bearer {laptop.link.token}"
    return door


def code_of(answer: httpx2.Response) -> str:
    said = answer.json()
    assert set(said) == {"code", "message", "details"}
    assert answer.status_code == PROBLEMS[Code(said["code"])][0]
    return str(said["code"])


def operations(hub: Hub) -> list[tuple[str, str, dict[str, Any]]]:
    """Every method and path with what is written down of it."""
    with hub.door() as door:
        written = door.get("/v1/openapi.json").json()
    return [
        (method.upper(), path, operation)
        for path, methods in written["paths"].items()
        for method, operation in methods.items()
    ]


OPEN = {"/v1/health", "/v1/hub", "/v1/enrolments", "/v1/returns"}


def filled(path: str) -> str:
    return (
        path.replace("{document}", "ab" * 16)
        .replace("{sha256}", HASH)
        .replace("{key}", HASH)
    )


def test_that_every_code_has_a_status_and_a_sentence() -> None:
    assert set(PROBLEMS) == set(Code)
    for code in Code:
        assert "http://there" in errors.sentence(code, url="http://there") or (
            code is Code.DAMAGED_EVIDENCE
        )


def test_that_the_hub_says_who_it_is_to_anyone(hub: Hub) -> None:
    with hub.door() as door:
        assert door.get("/v1/health").json() == {"status": "ok"}
        answer = door.get("/v1/hub")
    assert answer.json()["hub"] == hub.house.keys.hub.public.hex()
    assert answer.headers[wire.HUB_HEADER] == hub.house.keys.hub.public.hex()


def test_that_nothing_else_is_done_without_a_token(lite: Hub) -> None:
    with lite.door() as door:
        for method, path, _ in operations(lite):
            if path in OPEN:
                continue
            answer = door.request(method, filled(path))
            if method == "HEAD":
                assert answer.status_code == 401
                continue
            assert code_of(answer) == "not_signed_in", path
            answer = door.request(
                method, filled(path), headers={"authorization": "Bearer wrong"}
            )
            assert code_of(answer) == "not_enrolled"


def test_that_administration_is_for_administrators(hub: Hub, laptop: Make) -> None:
    sokha, office = laptop("Sokha"), laptop("Office")
    sokha.enrol(hub, Role.REVIEWER)
    office.enrol(hub, Role.ADMIN)
    wanted = {"name": "Dara", "role": "assessor", "countries": ["KH"]}
    key = sokha.who.key.public.hex()
    with signed_in(hub, sokha) as door:
        assert code_of(door.post("/v1/codes", json=wanted)) == "role"
        assert code_of(door.get("/v1/devices")) == "role"
        assert code_of(door.post(f"/v1/devices/{key}/revocation")) == "role"
    with signed_in(hub, office) as door:
        code = door.post("/v1/codes", json=wanted).json()["code"]
        assert laptop("Dara").enrol(hub, code=code).name == "Dara"
        listed = door.get("/v1/devices").json()["devices"]
        assert [one["name"] for one in listed] == ["Sokha", "Office", "Dara"]
        assert door.post(f"/v1/devices/{key}/revocation").status_code == 204
        assert code_of(door.post(f"/v1/devices/{HASH}/revocation")) == "unknown_device"
    with signed_in(hub, sokha) as door:
        assert code_of(door.get("/v1/feed")) == "revoked"


def test_that_an_administrator_of_countries_gives_no_others(
    lite: Hub, laptop: Make
) -> None:
    office = laptop("Office")
    office.enrol(lite, Role.ADMIN, "KH")
    with signed_in(lite, office) as door:
        for countries in ([], ["VN"], ["KH", "VN"]):
            said = {"name": "Dara", "role": "assessor", "countries": countries}
            assert code_of(door.post("/v1/codes", json=said)) == "role"
        said = {"name": "Dara", "role": "assessor", "countries": ["KH"]}
        assert door.post("/v1/codes", json=said).is_success
        sokha, abroad = laptop("Sokha"), laptop("Abroad")
        sokha.enrol(lite, Role.ASSESSOR, "KH")
        abroad.enrol(lite, Role.ASSESSOR, "VN")
        listed = door.get("/v1/devices").json()["devices"]
        assert [one["name"] for one in listed] == ["Office", "Sokha"]
        key = abroad.who.key.public.hex()
        assert code_of(door.post(f"/v1/devices/{key}/revocation")) == "unknown_device"
        key = sokha.who.key.public.hex()
        assert door.post(f"/v1/devices/{key}/revocation").status_code == 204


def reach_of(hub: Hub, laptop: Laptop, document: UUID, sha256: str) -> set[str]:
    """In which ways a laptop gets at a document and its photo."""
    found = set()
    hashes = {"hashes": [one.hex() for one in hub.hashes(document)]}
    with signed_in(hub, laptop) as door:
        if len(list(wire.unpack(door.get("/v1/feed").content))) > 1:
            found.add("feed")
        if door.post("/v1/batches/wanted", json=hashes).content:
            found.add("batches")
        if door.post("/v1/receipts", json=hashes).content:
            found.add("receipts")
        if door.get(f"/v1/documents/{document.hex}/batches").is_success:
            found.add("listing")
        compared = door.post("/v1/documents/compare", json={}).json()
        if document.hex in compared["unlisted"]:
            found.add("digest")
        if door.get(f"/v1/evidence/{sha256}").is_success:
            found.add("photo")
        if door.head(f"/v1/evidence/{sha256}").is_success:
            found.add("photo's length")
        if not door.post("/v1/evidence/wanted", json={"hashes": [sha256]}).json()[
            "unknown"
        ]:
            found.add("photo's presence")
        put = door.put(f"/v1/evidence/{sha256}", params={"size": 1}, content=b"x")
        if put.is_success:
            found.add("photo's place")
    return found


def test_that_an_assessment_is_read_in_its_country_alone(
    hub: Hub, laptop: Make
) -> None:
    sokha, here, abroad, everywhere = (
        laptop(name) for name in ("Sokha", "Here", "Abroad", "Everywhere")
    )
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    here.enrol(hub, Role.ASSESSOR, "JO", "KH")
    abroad.enrol(hub, Role.ADMIN, "VN")
    everywhere.enrol(hub, Role.REVIEWER)
    document = sokha.assessment("KH")
    sha256 = sokha.photo(document, b"picture")
    sokha.sync()
    all_ways = reach_of(hub, sokha, document, sha256)
    assert len(all_ways) == 9
    assert reach_of(hub, here, document, sha256) == all_ways
    assert reach_of(hub, everywhere, document, sha256) == all_ways
    assert reach_of(hub, abroad, document, sha256) == set()


def test_that_factories_are_read_by_all_who_are_enrolled(
    hub: Hub, laptop: Make
) -> None:
    sokha, abroad = laptop("Sokha"), laptop("Abroad")
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    abroad.enrol(hub, Role.ASSESSOR, "VN")
    factory = sokha.assessment()
    factory = UUID(int=factory.int ^ 1)
    sokha.say(factory, {("factory/", "name"): "Good Garments"})
    sokha.sync()
    abroad.sync()
    assert abroad.documents() == {factory}


def test_that_who_handed_in_keeps_reading_when_the_country_changes(
    hub: Hub, laptop: Make
) -> None:
    sokha, office = laptop("Sokha"), laptop("Office")
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    office.enrol(hub, Role.ADMIN)
    document = sokha.assessment("")
    sokha.sync()
    office.sync()
    office.say(document, {("assessment/", "country"): "VN"})
    office.sync()
    sokha.sync()
    assert sokha.hashes(document) == hub.hashes(document)
    sokha.answer(document, "OS1.01", "no")
    assert not sokha.sync().events


def test_that_an_old_client_may_upload_and_not_pull(lite: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(lite)
    with signed_in(lite, sokha) as door:
        door.headers[wire.CLIENT_HEADER] = "0"
        assert door.post("/v1/batches", content=b"").json() == {"results": []}
        for method, path in (("GET", "/v1/feed"), ("POST", "/v1/receipts")):
            answer = door.request(method, path, json={"hashes": []})
            assert code_of(answer) == "client_too_old"


def test_that_one_bad_batch_stops_no_other(hub: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(hub)
    document = sokha.assessment()
    sokha.replica.seal(author=sokha.who.author)
    from bwassess.store import exchange

    with sokha.database.read() as connection:
        (good,) = exchange.batch_bytes(
            connection, sorted(sokha.hashes(document))
        ).values()
    bent = bytearray(good)
    bent[-1] ^= 1
    with hub.client(sokha) as client:
        answers = client.push([b"rubbish", good, bytes(bent), b"", good], [])
    assert [one.outcome for one in answers] == [
        "refused",
        "accepted",
        "refused",
        "refused",
        "known",
    ]
    assert answers[1].receipt == answers[4].receipt
    assert answers[0].reason == "malformed"


@pytest.mark.parametrize(
    ("path", "size"),
    [("/v1/batches", wire.MAX_BODY), (f"/v1/evidence/{HASH}?size=1", wire.CHUNK)],
)
def test_that_bodies_are_cut_off_at_their_limit(
    lite: Hub, laptop: Make, path: str, size: int
) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(lite)
    method = "PUT" if "evidence" in path else "POST"
    with signed_in(lite, sokha) as door:
        answer = door.request(method, path, content=b"x" * (size + 1))
        assert code_of(answer) == "too_large"
        answer = door.request(method, path, headers={"content-length": "9" * 30})
        assert code_of(answer) == "too_large"
    for token in ({}, {"authorization": "Bearer nobody's"}):
        with lite.door() as door:
            answer = door.request(method, path, content=b"x" * 100_000, headers=token)
            assert code_of(answer) == "too_large"


def test_that_a_file_that_isnt_what_its_name_says_is_refused(
    hub: Hub, laptop: Make
) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(hub)
    document = sokha.assessment()
    sha256 = sokha.photo(document, b"picture")
    path = sokha.evidence.folder / sha256[:2] / sha256
    path.rename(path.with_name("away"))
    sokha.sync()
    with signed_in(hub, sokha) as door:
        wrong = door.put(
            f"/v1/evidence/{sha256}", params={"size": 7}, content=b"Picture"
        )
        assert code_of(wrong) == "damaged_evidence"
        early = door.put(
            f"/v1/evidence/{sha256}", params={"size": 7, "offset": 3}, content=b"ture"
        )
        assert (code_of(early), early.json()["details"]) == (
            "wrong_offset",
            {"offset": 0},
        )
        long = door.put(
            f"/v1/evidence/{sha256}", params={"size": 3}, content=b"picture"
        )
        assert code_of(long) == "damaged_evidence"
        for _ in range(2):
            right = door.put(
                f"/v1/evidence/{sha256}", params={"size": 7}, content=b"picture"
            )
            assert right.json() == {"offset": 7, "whole": True}
        whole = door.get(f"/v1/evidence/{sha256}")
        assert (whole.status_code, whole.content) == (200, b"picture")
        part = door.get(f"/v1/evidence/{sha256}", headers={"range": "bytes=2-4"})
        assert (part.status_code, part.content) == (206, b"ctu")
        assert part.headers["content-range"] == "bytes 2-4/7"
        beyond = door.get(f"/v1/evidence/{sha256}", headers={"range": "bytes=7-"})
        assert beyond.status_code == 416
        head = door.head(f"/v1/evidence/{sha256}")
        assert head.headers["upload-length"] == "7"


def test_that_every_operation_is_written_down_with_examples(lite: Hub) -> None:
    found = operations(lite)
    assert len(found) == 17
    for method, path, operation in found:
        assert operation["summary"], path
        assert "application/json" in operation["responses"]["default"]["content"], path
        done = next(code for code in operation["responses"] if code.startswith("2"))
        assert (
            done == "204"
            or operation["responses"][done].get("content")
            or (method == "HEAD")
        ), path
        if "requestBody" in operation:
            assert "example" in json.dumps(operation["requestBody"]) or (
                "$ref" in json.dumps(operation["requestBody"])
            )
        for parameter in operation.get("parameters", []):
            assert "example" in json.dumps(parameter), (method, path, parameter)
    with lite.door() as door:
        schemas = door.get("/v1/openapi.json").json()["components"]["schemas"]
    for name, schema in schemas.items():
        if "Error" in name:
            continue
        for field, said in schema.get("properties", {}).items():
            written = json.dumps(said)
            assert '"examples"' in written or "$ref" in written, (name, field)


def test_that_a_revoked_device_is_revoked_for_good(lite: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(lite)
    with lite.house.database.write() as connection:
        accounts.revoke(connection, sokha.who.key.public, now=5)
        accounts.revoke(connection, sokha.who.key.public, now=9)
        (entry,) = accounts.listed(connection)
    assert entry.revoked_at == 5
    with lite.client(sokha) as client, pytest.raises(errors.HubProblemError) as no:
        client.come_back(
            sokha.who.certificate,
            hub=lite.house.keys.hub.public,
            key=sokha.who.key,
            token="t" * 40,
        )
    assert no.value.code is Code.REVOKED
