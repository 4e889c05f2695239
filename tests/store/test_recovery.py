"""The recovery key on paper: written down by hand, read back, slips named."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.store.errors import MistypedRecoveryKey
from bwassess.store.recovery import ALPHABET, GROUP_SIZE, GROUPS, RecoveryKey

secrets = st.binary(min_size=20, max_size=20)


@given(secrets)
def test_that_what_is_shown_reads_back(secret: bytes) -> None:
    assert RecoveryKey.read(RecoveryKey(secret).text).secret == secret


def test_that_it_is_shown_in_groups_of_letters_nobody_mistakes() -> None:
    groups = RecoveryKey.random().groups
    assert [len(group) for group in groups] == [GROUP_SIZE] * GROUPS
    assert set("".join(groups)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@given(
    secrets,
    st.lists(
        st.sampled_from([" ", "-", "\u2013", ".", "\n", "  "]), min_size=7, max_size=7
    ),
)
def test_that_case_look_alikes_and_separators_dont_matter(
    secret: bytes, between: list[str]
) -> None:
    key = RecoveryKey(secret)
    separators = [*between, ""]
    typed = "".join(itertools.chain(*zip(key.groups, separators, strict=True)))
    typed = typed.lower().replace("0", "o").replace("1", "l")
    assert RecoveryKey.read(typed) == key
    assert RecoveryKey.read(key.text.replace("-", "").replace("1", "i")) == key


@given(secrets, st.integers(0, GROUPS * GROUP_SIZE - 1), st.sampled_from(ALPHABET))
def test_that_one_wrong_character_is_named_by_its_group(
    secret: bytes, place: int, other: str
) -> None:
    characters = list("".join(RecoveryKey(secret).groups))
    if characters[place] == other:
        return
    characters[place] = other
    with pytest.raises(MistypedRecoveryKey) as caught:
        RecoveryKey.read("".join(characters))
    assert caught.value.groups == (place // GROUP_SIZE + 1,)


@given(secrets, st.integers(0, GROUPS - 1), st.integers(0, GROUP_SIZE - 2))
def test_that_two_swapped_neighbours_are_named_by_their_group(
    secret: bytes, group: int, place: int
) -> None:
    groups = [list(text) for text in RecoveryKey(secret).groups]
    one, two = groups[group][place : place + 2]
    if one == two:
        return
    groups[group][place : place + 2] = two, one
    with pytest.raises(MistypedRecoveryKey, match=f"Group {group + 1} ") as caught:
        RecoveryKey.read(" ".join("".join(each) for each in groups))
    assert caught.value.groups == (group + 1,)


def test_that_swapped_groups_are_named() -> None:
    groups = list(RecoveryKey(bytes(range(20))).groups)
    groups[1], groups[4] = groups[4], groups[1]
    with pytest.raises(MistypedRecoveryKey, match="Groups 2, 5 ") as caught:
        RecoveryKey.read(" ".join(groups))
    assert caught.value.groups == (2, 5)


def test_that_a_letter_of_no_recovery_key_and_a_short_group_are_named() -> None:
    groups = list(RecoveryKey(bytes(range(20))).groups)
    groups[2] = "U" + groups[2][1:]
    groups[6] = groups[6][:-1]
    with pytest.raises(MistypedRecoveryKey) as caught:
        RecoveryKey.read(" ".join(groups))
    assert caught.value.groups == (3, 7)


@pytest.mark.parametrize("typed", ["", "hello", "១២៣", "A" * 41])
def test_that_too_little_or_too_much_is_counted(typed: str) -> None:
    with pytest.raises(MistypedRecoveryKey, match=f"{len(typed)} were typed"):
        RecoveryKey.read(typed)


def test_that_the_secret_stays_out_of_what_is_logged() -> None:
    key = RecoveryKey(b"the secret of a vault"[:20])
    assert "secret of" not in repr(key)
    assert key.text[:5] not in repr(key)
