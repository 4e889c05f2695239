"""Open Supply Hub ids are told from typing mistakes by their check character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.assessment.osid import OsIdError, parse_os_id, shown_os_id

VALID = "CN2021250D1DTN7"
SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize(
    "typed", [VALID, "cn 2021250 d1dtn 7", " CN-2021250-D1DTN-7\n"]
)
def test_that_blanks_hyphens_and_small_letters_are_no_matter(typed: str) -> None:
    assert parse_os_id(typed) == VALID


def test_that_it_is_shown_in_groups() -> None:
    assert shown_os_id(VALID) == "CN 2021250 D1DTN 7"
    assert parse_os_id(shown_os_id(VALID)) == VALID


@pytest.mark.parametrize("typed", ["", "CN2021250", "CN2021250D1DTU7", "KH" * 8])
def test_that_another_form_is_refused(typed: str) -> None:
    with pytest.raises(OsIdError, match="isn't an Open Supply Hub id"):
        parse_os_id(typed)


@given(st.integers(9, 14), st.sampled_from(SYMBOLS))
def test_that_any_one_wrong_character_is_noticed(place: int, symbol: str) -> None:
    wrong = VALID[:place] + symbol + VALID[place + 1 :]
    if wrong == VALID:
        assert parse_os_id(wrong) == VALID
    else:
        with pytest.raises(OsIdError, match="typing mistake"):
            parse_os_id(wrong)
