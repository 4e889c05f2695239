"""A receipt is another replica's signed word that it holds a batch."""

import hashlib
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.journal import canonical
from bwassess.journal.receipt import BadReceiptError, Outcome, Receipt, give, read
from bwassess.journal.signing import SigningKey

HUB = SigningKey.from_secret(b"h" * 32)
OTHER_HUB = SigningKey.from_secret(b"o" * 32)
RECEIPT = give(HUB, epoch=b"e" * 16, batch=b"b" * 32, outcome=Outcome.ACCEPTED, at=1000)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_that_a_receipt_is_read_as_it_was_given(outcome: Outcome) -> None:
    receipt = give(HUB, epoch=b"e" * 16, batch=b"b" * 32, outcome=outcome, at=1000)
    assert read(receipt.encode()) == receipt


OTHERWISE: dict[str, Any] = {
    "giver": OTHER_HUB.public,
    "epoch": b"f" * 16,
    "batch": b"c" * 32,
    "outcome": Outcome.HELD,
    "at": 1001,
    "signature": bytes(64),
}


@pytest.mark.parametrize("name", [field.name for field in fields(Receipt)])
def test_that_nothing_in_a_receipt_can_be_bent(name: str) -> None:
    bent = replace(RECEIPT, **{name: OTHERWISE[name]})
    with pytest.raises(BadReceiptError):
        read(bent.encode())


def test_that_only_the_giver_named_can_sign() -> None:
    forged = replace(RECEIPT, signature=OTHER_HUB.sign(RECEIPT.digest()))
    with pytest.raises(BadReceiptError):
        read(forged.encode())


def test_that_stored_and_in_are_two_things() -> None:
    assert [one for one in Outcome if not one.is_stored] == [Outcome.REFUSED]
    assert [one for one in Outcome if one.is_in] == [Outcome.ACCEPTED, Outcome.KNOWN]


def test_that_a_receipt_has_four_digits_to_read_out() -> None:
    assert RECEIPT.short == RECEIPT.digest().hex()[:4]


def signed(*items: Any) -> bytes:
    """A receipt of any shape, rightly signed."""
    body = canonical.encode(list(items))
    digest = hashlib.sha256(b"bwassess receipt 1\0" + body).digest()
    return canonical.encode([body, HUB.sign(digest)])


GOOD = (1, HUB.public, b"e" * 16, b"b" * 32, "accepted", 1000)


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, 2), (1, b""), (2, b"e"), (3, "b" * 32), (4, "perhaps"), (4, 1), (5, None)],
)
def test_that_a_receipt_of_another_shape_is_refused(place: int, value: Any) -> None:
    assert read(signed(*GOOD))
    with pytest.raises(BadReceiptError):
        read(signed(*GOOD[:place], value, *GOOD[place + 1 :]))


def test_that_a_longer_or_shorter_receipt_is_refused() -> None:
    for items in (GOOD[:-1], (*GOOD, None), ()):
        with pytest.raises(BadReceiptError):
            read(signed(*items))


@given(st.data())
def test_that_other_bytes_are_no_receipt(data: st.DataObject) -> None:
    bent = bytearray(RECEIPT.encode())
    place = data.draw(st.integers(0, len(bent) - 1))
    bent[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadReceiptError):
        read(bytes(bent))
