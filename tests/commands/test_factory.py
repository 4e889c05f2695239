from pathlib import Path

import pytest

from tests.commands.conftest import Run


def test_that_a_factory_is_added_with_its_facts(run: Run, vault: Path) -> None:
    added = run(
        *("factory", "add", "Prek Leap Knitting", "--country", "kh"),
        *("--os-id", "kh2020127-rmd4p-m", "--fact", "city=Takhmao"),
        *("--fact", "women=1061"),
    )

    assert added.code == 0
    (factory,) = (
        one
        for one in run("factory", "list", "--json").json
        if one["id"] == added.out.strip()
    )
    assert factory["name"] == "Prek Leap Knitting"
    assert (factory["country"], factory["os_id"]) == ("KH", "KH2020127RMD4PM")
    assert (factory["city"], factory["women"]) == ("Takhmao", "1061")
    assert "Prek Leap Knitting" in run("factory", "list").out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("A", "--country", "KH", "--os-id", "KH2020127RMD4PN"), "typing mistake"),
        (("A", "--country", "KH", "--os-id", "1234"), "1234"),
        (("A", "--country", "Cambodia"), "Cambodia"),
        (("A", "--country", "KH", "--fact", "boss=me"), "boss=me"),
        ((" ", "--country", "KH"), "name"),
    ],
)
def test_that_a_fact_that_cannot_be_is_refused(
    run: Run, vault: Path, arguments: tuple[str, ...], word: str
) -> None:
    refused = run("factory", "add", *arguments)

    assert refused.code == 1
    assert word in refused.err
    assert len(run("factory", "list", "--json").json) == 1
