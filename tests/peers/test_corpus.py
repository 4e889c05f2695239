"""Single expressions give what JavaRosa and the web engine were heard to give.

Where these disagree, or we with both, the record names the difference.
"""

from datetime import UTC, datetime

from tests.peers.comparing import same
from tests.peers.corpus import FAILED, expressions, recorded
from tests.peers.differences import DIFFERENCES
from tests.peers.ours import Ours
from tests.peers.players import Rxeval

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ODK = ("javarosa", "web")
NAMED = {
    (difference.name, peer) for difference in DIFFERENCES for peer in difference.peers
}


def test_that_expressions_give_what_is_on_record() -> None:
    ours = Ours(NOW, looks_once=True)

    said = {expression.line: expression.by(ours) for expression in expressions()}

    assert said == {line: record["ours"] for line, record in recorded().items()}


def test_that_every_difference_from_an_odk_engine_has_a_name() -> None:
    wrong = []
    for line, record in recorded().items():
        names = record["difference"].split()
        otherwise = [peer for peer in ODK if not same(record["ours"], record[peer])]
        if bool(names) != bool(otherwise) or not all(
            any((name, peer) in NAMED for name in names) for peer in otherwise
        ):
            wrong.append((line, record))
    assert wrong == []


def test_that_rxeval_says_what_is_on_record() -> None:
    rxeval = Rxeval(NOW)
    asked = expressions()[::10]

    said = {expression.line: expression.by(rxeval) for expression in asked}

    assert said == {line: recorded()[line]["rxeval"] for line in said}
    assert set(said.values()) != {FAILED}
