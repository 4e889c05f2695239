"""Small forms show what they were seen to show, in each engine and here."""

from datetime import UTC, datetime

from tests.peers.differences import DIFFERENCES
from tests.peers.filled import Filled, filled, recorded
from tests.peers.ours import Ours
from tests.peers.players import Player, Rxeval

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def _shown(forms: tuple[Filled, ...], player: Player) -> dict[tuple[str, str], str]:
    return {(form.name, step): line for form in forms for step, line in form.by(player)}


def test_that_forms_show_what_is_on_record() -> None:
    shown = _shown(filled(), Ours(NOW))

    assert shown == {key: row["ours"] for key, row in recorded().items()}


def test_that_rxeval_shows_what_is_on_record() -> None:
    shown = _shown(filled(), Rxeval(NOW))

    assert shown == {key: row["rxeval"] for key, row in recorded().items()}


def test_that_each_form_shows_the_difference_it_is_named_for() -> None:
    unlike = {
        (form, peer)
        for (form, _step), row in recorded().items()
        for peer in ("javarosa", "web", "rxeval")
        if row[peer] != row["ours"]
    }

    named = {(its.name, peer) for its in DIFFERENCES for peer in its.peers}
    assert {form.name for form in filled()} == {form for form, _peer in unlike & named}
