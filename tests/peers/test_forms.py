"""Drawn forms do here what they do in JavaRosa and rxeval, but for what is meant.

`python3 dev.py peers` plays many more, and in the web engine too.
"""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from tests.peers.cases import Case
from tests.peers.comparing import Divergence, divergences, same, told
from tests.peers.differences import explained
from tests.peers.forms import Form, Leaf, Played, State, Step
from tests.peers.ours import Ours
from tests.peers.players import Player, Rxeval, has_javarosa, javarosa
from tests.peers.strategies import forms

Drawn = tuple[Form, tuple[Step, ...]]

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@settings(max_examples=60)
@given(forms())
def test_that_forms_do_what_they_do_in_rxeval(drawn: Drawn) -> None:
    _compare(drawn, Rxeval(NOW))


@pytest.mark.skipif(not has_javarosa(), reason="JavaRosa's player needs javac")
def test_that_forms_do_what_they_do_in_javarosa() -> None:
    with javarosa() as player:

        @settings(max_examples=60)
        @given(forms())
        def compare(drawn: Drawn) -> None:
            _compare(drawn, player)

        compare()


def _compare(drawn: Drawn, peer: Player) -> None:
    form, steps = drawn
    # JavaRosa has the clock of the machine.
    ours = Ours(datetime.now(UTC) if peer.name == "javarosa" else NOW)

    mine = ours.play(form, steps)
    found = divergences(mine, peer.play(form, steps))

    cases = [Case(form, steps, each, mine) for each in found]
    _names, left = explained(peer.name, cases)
    assert left == [], told(form, steps, left)


def _played(**fields: object) -> Played:
    leaf = Leaf(**{"relevant": True, **fields})  # type: ignore[arg-type]
    return Played((State({"/data/a": leaf}, {}),))


@pytest.mark.parametrize(
    ("left", "right", "what"),
    [
        ({"relevant": True}, {"relevant": False}, "relevant"),
        ({"value": "1"}, {"value": "2"}, "value"),
        ({"missing": True}, {"missing": False}, "missing"),
        ({"invalid": True}, {"invalid": False}, "invalid"),
        ({"choices": ("a", "b")}, {"choices": ("a",)}, "choices"),
    ],
)
def test_that_a_difference_in_anything_seen_is_found(
    left: dict[str, object], right: dict[str, object], what: str
) -> None:
    found = list(divergences(_played(**left), _played(**right)))

    assert [each.what for each in found] == [what]


def test_that_a_difference_without_a_name_is_left_over() -> None:
    form = Form(({"type": "calculate", "name": "a", "calculation": "1 + 1"},))
    odd = Case(form, (), Divergence("value", 0, "/data/a", "2", "3"))
    meant = Case(form, (), Divergence("value", 0, "/data/a", "true", "1"))

    assert explained("web", [odd]) == (set(), [odd.divergence])
    assert explained("web", [meant]) == (set(), [meant.divergence])
    assert explained("javarosa", [meant]) == ({"truth-as-text"}, [])


@pytest.mark.parametrize(
    ("left", "right"),
    [("1.0", "1"), ("1.0E-6", "0.000001"), ("10:30:00.000+00:00", "10:30:00.000Z")],
)
def test_that_one_value_may_be_written_in_several_ways(left: str, right: str) -> None:
    assert same(left, right)
    assert not same(left, "2")
