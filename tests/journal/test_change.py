"""A change is known by all it says, and by nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.journal.change import (
    MAX_AT,
    Change,
    ChangeId,
    identify,
    in_order,
    later_than,
)
from tests.changes import DOCUMENT, KEY, said, values

ONE, OTHER = ChangeId(b"1" * 16), ChangeId(b"2" * 16)
CHANGE = Change("answer/OS8.05", "note", "Two exits.", (ONE,), 7, OTHER)


def test_that_the_same_words_by_the_same_device_are_one_change() -> None:
    assert said("a", ONE, OTHER) == said("a", OTHER, ONE, OTHER)
    assert len(said("a")[0]) == 16


@pytest.mark.parametrize(
    "other",
    [
        replace(CHANGE, record="answer/OS8.06"),
        replace(CHANGE, field="wording"),
        replace(CHANGE, value="Two exits"),
        replace(CHANGE, value=b"Two exits."),
        replace(CHANGE, parents=()),
        replace(CHANGE, parents=(OTHER,)),
        replace(CHANGE, parents=(ONE, OTHER)),
        replace(CHANGE, at=8),
        replace(CHANGE, origin=None),
        replace(CHANGE, origin=ONE),
        replace(CHANGE, record="answer/OS8.05note", field=""),
    ],
)
def test_that_whatever_else_is_said_is_another_change(other: Change) -> None:
    known = identify(CHANGE, document=DOCUMENT, device=KEY.public)
    assert identify(other, document=DOCUMENT, device=KEY.public) != known


def test_that_another_document_or_device_makes_another_change() -> None:
    known = identify(CHANGE, document=DOCUMENT, device=KEY.public)
    elsewhere = identify(CHANGE, document=b"E" * 16, device=KEY.public)
    assert len({known, elsewhere, identify(CHANGE, document=DOCUMENT, device=ONE)}) == 3


def test_that_ids_never_change_between_versions() -> None:
    change = Change("answer/OS8.05", "value", {"value": "no"}, (ONE,), 7, OTHER)
    known = identify(change, document=bytes(16), device=bytes(32))
    assert known.hex() == "ae4a287ef20a8e11152a456abcac60e9"


@given(values, values)
def test_that_different_values_make_different_changes(one: object, other: object):
    assert (said(one)[0] == said(other)[0]) == (repr(one) == repr(other))


@given(st.lists(st.integers(0, MAX_AT)), st.integers(-(2**60), 2**60))
def test_that_a_change_is_later_than_all_it_builds_on(
    parents: list[int], now: int
) -> None:
    at = later_than(parents, now=now)
    assert 0 <= at <= MAX_AT
    assert at == MAX_AT or all(at > parent for parent in parents)


def test_that_the_clock_counts_where_nothing_is_later() -> None:
    assert later_than([5, 9], now=100) == 100
    assert later_than([5, 200], now=100) == 201


def test_that_parents_stand_in_order_each_once() -> None:
    assert in_order([OTHER, ONE, OTHER]) == (ONE, OTHER)
