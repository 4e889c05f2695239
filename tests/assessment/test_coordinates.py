"""Places as people type or paste them."""

import pytest

from bwassess.assessment.coordinates import (
    UnreadPlaceError,
    kept_points,
    read_point,
    read_points,
    shown_points,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("11.5564, 104.9282", "11.5564 104.9282 0 0"),
        ("11.5564 104.9282 12 5", "11.5564 104.9282 12 5"),
        ("-17.8252,31.0335", "-17.8252 31.0335 0 0"),
        ("11.5564°, 104.9282°", "11.5564 104.9282 0 0"),
        ("11°33'23\"N 104°55'42\"E", "11.5563889 104.9283333 0 0"),
        ("17°49\u203231\u2033 S, 31°2\u20320\u2033 W", "-17.8252778 -31.0333333 0 0"),
        ("១១.៥៥៦៤, ១០៤.៩២៨២", "11.5564 104.9282 0 0"),
    ],
)
def test_that_a_place_is_read_however_it_is_typed(typed: str, kept: str) -> None:
    assert read_point(typed).kept == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("104.9282, 11.5564", "swapped"),
        ("11.5564", "latitude"),
        ("11.5, 200", "Longitude"),
        ("11°33'N 12°10'N", "one longitude"),
        ("at the gate", "latitude"),
        ("11.5 104.9 0 -3", "accuracy"),
    ],
)
def test_that_what_is_no_place_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(UnreadPlaceError, match=why):
        read_point(typed)


def test_that_a_place_is_read_back_in_words() -> None:
    said = read_point("-17.8252 31.0335 1490 5").said
    assert said == "17.8252° south, 31.0335° east, 1490 m high, within 5 m"


def test_that_a_shape_ends_where_it_began_and_shows_without_its_end() -> None:
    typed = "11.1, 104.1\n11.2, 104.1\n11.2, 104.2"
    kept = kept_points(read_points(typed, closed=True))
    assert kept.split("; ")[0] == kept.split("; ")[-1]
    assert shown_points(kept, closed=True) == typed
    assert kept_points(read_points(f"{typed}\n11.1 104.1", closed=True)) == kept


def test_that_a_line_that_is_no_place_is_named() -> None:
    with pytest.raises(UnreadPlaceError, match="Line 2"):
        read_points("11.1, 104.1\nthere", closed=False)
    with pytest.raises(UnreadPlaceError, match="two points"):
        read_points("11.1, 104.1", closed=False)
    with pytest.raises(UnreadPlaceError, match="three points"):
        read_points("11.1, 104.1\n11.2, 104.2", closed=True)
