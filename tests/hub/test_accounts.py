"""Who may come to the door."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from bwassess.assessment.records import Role
from bwassess.hub.accounts import listed
from bwassess.hub.tables import device, enrolment
from bwassess.journal.certificate import certify
from bwassess.journal.signing import SigningKey
from bwassess.sync import enrolling, wire
from bwassess.sync.client import HubClient
from bwassess.sync.errors import (
    CodeOfAnotherHubError,
    HubProblemError,
    MistypedCodeError,
)
from bwassess.sync.wire import Code
from tests.fixtures_hub import HOUR, URL, Hub, Laptop

Make = Callable[[str], Laptop]


def refusal(laptop: Laptop, hub: Hub, code: str) -> Code:
    with pytest.raises(HubProblemError) as refused:
        laptop.enrol(hub, code=code)
    return refused.value.code


def test_that_a_code_enrols_one_laptop_with_its_role_and_countries(
    hub: Hub, laptop: Make
) -> None:
    sokha = laptop("Sokha")
    person = sokha.who.person
    who = sokha.enrol(hub, Role.REVIEWER, "VN", "KH")
    assert (who.name, who.role, who.person) == ("Sokha", Role.REVIEWER, person)
    assert who.certificate.countries == ("KH", "VN")
    assert who.certificate.programme == hub.house.keys.programme.public
    assert sokha.who.certificate == who.certificate
    with hub.house.database.read() as connection:
        (entry,) = listed(connection)
    assert entry.key == who.key.public


def test_that_neither_codes_nor_tokens_are_kept(lite: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    code = lite.code()
    sokha.enrol(lite, code=code)
    token = sokha.link.token
    with lite.house.database.read() as connection:
        rows = [
            *connection.execute(enrolment.select()).all(),
            *connection.execute(device.select()).all(),
        ]
    kept = b" ".join(
        value if isinstance(value, bytes) else str(value).encode()
        for row in rows
        for value in row
    )
    assert code.encode() not in kept
    assert token.encode() not in kept


def test_that_a_code_serves_once(hub: Hub, laptop: Make) -> None:
    code = hub.code()
    laptop("Sokha").enrol(hub, code=code)
    assert refusal(laptop("Dara"), hub, code) is Code.UNKNOWN_CODE


def test_that_an_answer_lost_can_be_had_again_by_the_same_laptop(
    hub: Hub, laptop: Make
) -> None:
    sokha = laptop("Sokha")
    code = hub.code()
    first = sokha.enrol(hub, code=code)
    token = sokha.link.token
    assert sokha.enrol(hub, code=code).certificate == first.certificate
    assert sokha.link.token != token
    sokha.sync()


def test_that_a_code_ends(lite: Hub, laptop: Make) -> None:
    code = lite.code()
    lite.clock.now += 2 * HOUR
    assert refusal(laptop("Sokha"), lite, code) is Code.UNKNOWN_CODE


def test_that_a_code_may_be_typed_carelessly(lite: Hub, laptop: Make) -> None:
    code = lite.code()
    typed = f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n"
    assert laptop("Sokha").enrol(lite, code=typed)


def test_that_mistyped_and_foreign_codes_never_leave_the_laptop(
    lite: Hub, laptop: Make
) -> None:
    sokha = laptop("Sokha")
    sent: list[str] = []

    def client_of(url: str) -> HubClient:
        client = HubClient(url, http=lite.door())
        ask = client.request
        client.request = lambda *a, **k: (sent.append(a[1]), ask(*a, **k))[1]  # type: ignore[method-assign]
        return client

    def attempt(code: str) -> Any:
        return enrolling.enrol(sokha.replica, URL, code, client_of=client_of)

    with pytest.raises(MistypedCodeError):
        attempt("ABCD")
    with pytest.raises(MistypedCodeError):
        attempt("ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ-ÄÄÄÄ")
    with pytest.raises(CodeOfAnotherHubError):
        attempt(wire.new_code(b"o" * 32))
    assert "/v1/enrolments" not in sent


def test_that_nobody_enrols_as_someone_of_another_name(hub: Hub, laptop: Make) -> None:
    sokha, thief = laptop("Sokha"), laptop("Thief")
    sokha.enrol(hub)
    person = sokha.who.certificate.person
    code = hub.code("Thief")
    with hub.client(sokha) as client, pytest.raises(HubProblemError) as refused:
        client.enrol(
            code,
            hub=hub.house.keys.hub.public,
            key=thief.who.key,
            person=person,
            token="t" * 40,
        )
    assert refused.value.code is Code.PERSON_TAKEN
    # A second laptop of the same person, by a code with the same name.
    with hub.client(sokha) as client:
        certificate, _ = client.enrol(
            hub.code("Sokha"),
            hub=hub.house.keys.hub.public,
            key=thief.who.key,
            person=person,
            token="t" * 40,
        )
    assert certificate.person == person


def test_that_a_key_must_be_shown_to_be_ones_own(hub: Hub) -> None:
    other, token = SigningKey.new(), b"t" * 32
    with hub.door() as door:
        answer = door.post(
            "/v1/enrolments",
            json={
                "code": hub.code(),
                "device": SigningKey.new().public.hex(),
                "person": uuid4().hex,
                "token_sha256": token.hex(),
                "proof": other.sign(b"anything").hex(),
            },
        )
    assert (answer.status_code, answer.json()["code"]) == (403, "bad_proof")


def test_that_guessing_codes_is_slowed_down(lite: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    wrong = wire.new_code(lite.house.keys.hub.public)
    most = lite.house.settings.failed_enrolments
    for _ in range(most):
        assert refusal(sokha, lite, wrong) is Code.UNKNOWN_CODE
    assert refusal(sokha, lite, lite.code()) is Code.TOO_MANY_ATTEMPTS
    lite.clock.now += 61_000
    assert sokha.enrol(lite)


def test_that_only_the_programmes_own_come_back(hub: Hub, laptop: Make) -> None:
    sokha = laptop("Sokha")
    sokha.enrol(hub)
    stranger = SigningKey.new()
    forged = certify(
        stranger,
        device=stranger.public,
        person=b"p" * 16,
        name="Sokha",
        role=Role.ADMIN,
    )
    hub_key = hub.house.keys.hub.public
    with hub.client(sokha) as client:
        for certificate, key in (
            (forged, stranger),
            (sokha.who.certificate, stranger),
        ):
            with pytest.raises(HubProblemError) as refused:
                client.come_back(certificate, hub=hub_key, key=key, token="t" * 40)
            assert refused.value.code is Code.BAD_PROOF


def test_that_an_older_certificate_brings_no_older_role_back(
    hub: Hub, laptop: Make
) -> None:
    sokha = laptop("Sokha")
    former = sokha.enrol(hub, Role.ADMIN)
    sokha.enrol(hub, Role.ASSESSOR, "KH")
    with hub.client(sokha) as client:
        certificate, _ = client.come_back(
            former.certificate,
            hub=hub.house.keys.hub.public,
            key=former.key,
            token="t" * 40,
        )
    assert certificate.role is Role.ASSESSOR
