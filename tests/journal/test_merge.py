"""Merging is set union: any order, any number of times, any route."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.given import Value
from bwassess.journal.change import ChangeId
from bwassess.journal.merge import (
    Edge,
    Head,
    Shown,
    edges,
    is_disagreement,
    merge,
    pack,
    shown,
    unpack,
)
from tests.changes import Identified, histories, said, values

RECORDS = ("answer/A", "answer/B")
Replica = dict[str, tuple[Head, ...]]


class Keeper:
    """Heads and named parents, as a store keeps them, and nothing else."""

    def __init__(self) -> None:
        self.heads: Replica = {}
        self.named: set[Edge] = set()

    def take(self, changes: Iterable[Identified]) -> "Keeper":
        changes = list(changes)
        self.named |= edges(change for _, change in changes)
        for record in {change.record for _, change in changes}:
            self.heads[record] = merge(
                self.heads.get(record, ()),
                [one for one in changes if one[1].record == record],
                record=record,
                named=self.named,
                batch=1,
            )
        return self


def by_definition(changes: Iterable[Identified], record: str) -> set[ChangeId]:
    """Changes of a record that no other change of their field names."""
    own = [one for one in changes if one[1].record == record]
    return {
        change_id
        for change_id, change in own
        if not any(
            change_id in other.parents and other.field == change.field
            for _, other in own
        )
    }


portions = st.lists(st.integers(0, 20), max_size=4)


def cut(changes: Sequence[Identified], at: list[int]) -> list[list[Identified]]:
    places = [0, *sorted(min(place, len(changes)) for place in at), len(changes)]
    return [list(changes[one:other]) for one, other in pairwise(places) if one < other]


@given(histories(), st.data())
def test_that_heads_are_those_of_the_definition_in_any_order(
    changes: list[Identified], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(changes))
    keeper = Keeper()
    for portion in cut(order, data.draw(portions)):
        keeper.take(portion)
    for record in RECORDS:
        found = {head.id for head in keeper.heads.get(record, ())}
        assert found == by_definition(changes, record)


@given(histories(), histories())
def test_that_merging_commutes(one: list[Identified], other: list[Identified]) -> None:
    first, second = Keeper().take(one).take(other), Keeper().take(other).take(one)
    assert first.heads == second.heads
    assert first.named == second.named


@given(histories(), histories(), histories())
def test_that_merging_is_associative(
    one: list[Identified], other: list[Identified], third: list[Identified]
) -> None:
    left = Keeper().take([*one, *other]).take(third)
    right = Keeper().take(one).take([*other, *third])
    assert left.heads == right.heads


@given(histories(), st.data())
def test_that_merging_twice_is_merging_once(
    changes: list[Identified], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(changes)))
    once = Keeper().take(changes).heads
    assert Keeper().take(changes).take(again).take(changes).heads == once
    assert Keeper().take([*changes, *again]).heads == once


@given(histories(), st.data())
def test_that_nothing_is_lost(changes: list[Identified], data: st.DataObject) -> None:
    keeper = Keeper()
    for portion in cut(data.draw(st.permutations(changes)), data.draw(portions)):
        keeper.take(portion)
    for change_id, change in changes:
        standing = [
            head for head in keeper.heads[change.record] if head.id == change_id
        ]
        named = Edge(change.record, change.field, change_id) in keeper.named
        assert bool(standing) != named
        for head in standing:
            assert (head.field, head.value, head.at) == (
                change.field,
                change.value,
                change.at,
            )


@given(histories(), st.data())
def test_that_a_part_of_the_changes_shows_a_part_of_the_heads_or_their_parents(
    changes: list[Identified], data: st.DataObject
) -> None:
    part = [one for one in changes if data.draw(st.booleans())]
    keeper = Keeper().take(part)
    for record in RECORDS:
        found = {head.id for head in keeper.heads.get(record, ())}
        assert found == by_definition(part, record)


@given(histories())
def test_that_naming_all_heads_settles_a_field(changes: list[Identified]) -> None:
    keeper = Keeper().take(changes)
    for record in list(keeper.heads):
        for field in {head.field for head in keeper.heads[record]}:
            heads = [head for head in keeper.heads[record] if head.field == field]
            settled = said(
                "settled",
                *(head.id for head in heads),
                record=record,
                field=field,
                at=max(head.at for head in heads) + 1,
            )
            keeper.take([settled])
            left = shown(record, keeper.heads[record])[field]
            assert (left.value, left.disputed) == ("settled", False)
            assert left.head.id == settled[0]


def test_that_an_edge_counts_only_in_its_own_field() -> None:
    victim = said("a", field="note")
    keeper = Keeper().take([victim, said("b", victim[0], field="wording")])
    assert victim[0] in {head.id for head in keeper.heads["answer/OS8.05"]}
    keeper = Keeper().take(
        [victim, said("b", victim[0], field="note", record="answer/B")]
    )
    assert victim[0] in {head.id for head in keeper.heads["answer/OS8.05"]}


@given(st.dictionaries(st.text(max_size=5), values), st.integers(0, 9))
def test_that_heads_come_back_from_their_row(
    found: dict[str, Value], batch: int
) -> None:
    heads = tuple(
        Head(field, said(value)[0], 7, batch, value, said(value)[0])
        for field, value in found.items()
    )
    assert unpack(pack(heads)) == heads


# What is shown.


def heads(*changes: Identified) -> tuple[Head, ...]:
    record = changes[0][1].record
    return merge(
        (), changes, record=record, named=edges(c for _, c in changes), batch=1
    )


def look(*changes: Identified) -> Shown:
    """What the field of the first change shows."""
    record, field = changes[0][1].record, changes[0][1].field
    return shown(record, heads(*changes))[field]


def test_that_the_latest_value_is_shown_meanwhile_and_called_disputed() -> None:
    found = look(said("a", at=2), said("b", at=3), said("c", at=1))
    assert (found.value, found.disputed) == ("b", True)


def test_that_equal_times_are_decided_by_the_id() -> None:
    one, other = said("a", at=2), said("b", at=2)
    assert look(one, other).head.id == max(one[0], other[0])


def test_that_equal_values_are_agreement() -> None:
    found = look(said("a", at=2), said("a", at=3))
    assert (found.value, found.disputed) == ("a", False)


@pytest.mark.parametrize(
    ("one", "other"), [(True, 1), ("1", 1), (b"a", "a"), (None, False), ((), None)]
)
def test_that_values_that_only_look_equal_are_a_disagreement(
    one: Value, other: Value
) -> None:
    assert look(said(one, at=2), said(other, at=3)).disputed


def state(name: object, *parents: ChangeId, at: int) -> Identified:
    value = {"state": name, "digest": bytes(32), "tips": ()}
    return said(value, *parents, record="assessment/", field="state", at=at)


@given(st.permutations(["draft", "ready", "in_review", "approved"]), st.integers(2, 4))
def test_that_the_least_advanced_state_is_shown(order: list[str], most: int) -> None:
    rivals = order[:most]
    found = look(*(state(name, at=at) for at, name in enumerate(rivals)))
    advance = ["draft", "ready", "in_review", "approved"]
    assert found.value["state"] == min(rivals, key=advance.index)
    assert found.disputed


@pytest.mark.parametrize("unknown", ["published", None, 5, ("approved",)])
def test_that_a_state_nobody_knows_counts_as_the_least_advanced(
    unknown: object,
) -> None:
    found = look(state("draft", at=9), state(unknown, at=1))
    assert found.value["state"] == unknown


def test_that_a_state_that_is_no_map_breaks_nothing() -> None:
    odd = said((1, 2), record="assessment/", field="state", at=4)
    assert look(state("approved", at=9), odd).value == (1, 2)


@given(histories())
def test_that_the_latest_class_is_never_disputed(changes: list[Identified]) -> None:
    photos = [
        said(change.value, record="answer/A", field="photos", at=change.at)
        for _, change in changes
    ]
    found = look(*photos)
    assert not found.disputed
    assert found.head.at == max(change.at for _, change in photos)


def test_that_a_field_nobody_knows_is_disputed_like_any_other() -> None:
    one = said("a", record="visitor/x", field="hat", at=1)
    other = said("b", record="visitor/x", field="hat", at=2)
    assert (look(one, other).value, look(one, other).disputed) == ("b", True)


def test_that_no_heads_are_no_disagreement() -> None:
    assert not is_disagreement([])
    assert shown("answer/A", []) == {}


# Removal.

PHOTO = "evidence/" + "7" * 32


def removal(value: Value, *parents: ChangeId, at: int = 9) -> Identified:
    return said(value, *parents, record=PHOTO, field="removed", at=at)


def caption(value: Value, *parents: ChangeId, at: int = 1) -> Identified:
    return said(value, *parents, record=PHOTO, field="caption", at=at)


def removed(*changes: Identified) -> tuple[Value, bool]:
    found = shown(PHOTO, heads(*changes))["removed"]
    return found.value, found.disputed


def test_that_a_record_is_removed_by_who_saw_all_of_it() -> None:
    one = caption("Exit 3")
    assert removed(removal((one[0],)), one) == (True, False)


def test_that_a_removal_by_who_hadn_t_seen_all_is_disputed() -> None:
    one, other = caption("Exit 3"), caption("Exit 4", at=2)
    assert removed(removal((one[0],)), one, other) == (False, True)
    later = caption("Exit 4", one[0], at=2)
    assert removed(removal((one[0],)), one, later) == (False, True)


def test_that_two_removals_that_saw_all_between_them_remove() -> None:
    one, other = caption("Exit 3"), caption("Exit 4", at=2)
    both = (removal((one[0],)), removal((other[0],), at=10))
    assert removed(*both, one, other) == (True, False)


def test_that_someone_who_keeps_it_disputes_a_removal() -> None:
    one = caption("Exit 3")
    assert removed(removal((one[0],)), removal(False, at=1), one) == (False, True)


def test_that_a_record_put_back_is_there_without_dispute() -> None:
    one = caption("Exit 3")
    gone = removal((one[0],))
    assert removed(gone, removal(False, gone[0], at=10), one) == (False, False)


@pytest.mark.parametrize(
    "odd", [True, 1, "all", b"every", {"a": 1}, ({"a": 1},), (("a",),), (None,), ("a",)]
)
def test_that_a_removal_that_names_nothing_is_disputed_and_breaks_nothing(
    odd: Value,
) -> None:
    assert removed(removal(odd), caption("Exit 3")) == (False, True)


@given(st.data())
def test_that_the_removal_rule_holds(data: st.DataObject) -> None:
    """Removed only if every head is in the list and nobody said false."""
    captions = [
        caption(data.draw(st.sampled_from("ab")), at=at)
        for at in range(data.draw(st.integers(1, 3)))
    ]
    known = [one for one, _ in captions]
    wishes = data.draw(
        st.lists(
            st.one_of(
                st.just(False),
                st.lists(st.sampled_from(known), min_size=1, unique=True).map(
                    lambda found: tuple(sorted(found))
                ),
            ),
            min_size=1,
            max_size=3,
        )
    )
    changes = [removal(wish, at=at) for at, wish in enumerate(wishes)]
    seen = {one for wish in wishes if wish for one in wish}
    gone = all(wishes) and seen >= set(known)
    assert removed(*changes, *captions) == (gone, any(wishes) and not gone)
