"""A certificate says who a device belongs to, and a programme stands for it."""

import hashlib
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.assessment.records import Role
from bwassess.journal import canonical
from bwassess.journal.certificate import (
    BadCertificateError,
    Certificate,
    certify,
    read,
)
from bwassess.journal.signing import SigningKey

PROGRAMME = SigningKey.from_secret(b"p" * 32)
DEVICE = SigningKey.from_secret(b"d" * 32)
SOKHA = certify(
    PROGRAMME,
    device=DEVICE.public,
    person=b"s" * 16,
    name="សុខា Sokha",
    role=Role.REVIEWER,
    countries=("VN", "KH"),
    serial=7,
    valid_from=1000,
    valid_to=2000,
)


def test_that_a_certificate_is_read_as_it_was_signed() -> None:
    assert read(SOKHA.encode()) == SOKHA
    assert SOKHA.countries == ("KH", "VN")
    assert not SOKHA.is_self_made


def test_that_a_device_without_programme_certifies_itself() -> None:
    own = certify(
        DEVICE, device=DEVICE.public, person=b"s" * 16, name="", role=Role.ASSESSOR
    )
    assert read(own.encode()).is_self_made


OTHERWISE: dict[str, Any] = {
    "programme": DEVICE.public,
    "device": PROGRAMME.public,
    "person": b"q" * 16,
    "name": "Dara",
    "role": Role.ADMIN,
    "countries": (),
    "serial": 8,
    "valid_from": 0,
    "valid_to": 2**53,
    "signature": bytes(64),
}


@pytest.mark.parametrize("name", [field.name for field in fields(Certificate)])
def test_that_nothing_in_a_certificate_can_be_bent(name: str) -> None:
    bent = replace(SOKHA, **{name: OTHERWISE[name]})
    with pytest.raises(BadCertificateError):
        read(bent.encode())
    assert (bent.id != SOKHA.id) == (name != "signature")


def test_that_only_the_programme_named_can_sign() -> None:
    forged = replace(SOKHA, signature=DEVICE.sign(SOKHA.id))
    with pytest.raises(BadCertificateError):
        read(forged.encode())


def signed(*items: Any) -> bytes:
    """A certificate of any shape, rightly signed."""
    body = canonical.encode(list(items))
    digest = hashlib.sha256(b"bwassess certificate 1\0" + body).digest()
    return canonical.encode([body, PROGRAMME.sign(digest)])


GOOD = (1, PROGRAMME.public, DEVICE.public, b"s" * 16, "S", "admin", (), 7, 0, 9)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 2),
        (0, 0),
        (1, b""),
        (2, "d" * 32),
        (3, b"s" * 15),
        (4, 5),
        (5, "owner"),
        (6, "KH"),
        (6, (5,)),
        (7, None),
        (8, True),
        (9, "9"),
    ],
)
def test_that_a_certificate_of_another_shape_is_refused(place: int, value: Any) -> None:
    assert read(signed(*GOOD))
    with pytest.raises(BadCertificateError):
        read(signed(*GOOD[:place], value, *GOOD[place + 1 :]))


def test_that_a_longer_or_shorter_certificate_is_refused() -> None:
    for items in (GOOD[:-1], (*GOOD, None), ()):
        with pytest.raises(BadCertificateError):
            read(signed(*items))


@given(st.data())
def test_that_other_bytes_are_no_certificate(data: st.DataObject) -> None:
    bent = bytearray(SOKHA.encode())
    place = data.draw(st.integers(0, len(bent) - 1))
    bent[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadCertificateError):
        read(bytes(bent))


@given(st.binary(max_size=200))
def test_that_no_bytes_do_worse_than_being_no_certificate(data: bytes) -> None:
    with pytest.raises(BadCertificateError):
        read(data)
