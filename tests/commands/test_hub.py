"""A laptop and a hub, each a process of its own, from the command line alone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Run


@pytest.fixture
def hub(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "hub"
    monkeypatch.setenv("BWASSESS_HUB", str(folder))
    assert run("hub", "init").code == 0
    return folder


@pytest.fixture
def url(hub: Path) -> Iterator[str]:
    """The address of the hub, served until the test ends."""
    with subprocess.Popen(
        [sys.executable, "-m", "bwassess", "hub", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


def _code(run: Run) -> str:
    made = run(
        "hub", "enrol", "--name", "Chanthou", "--role", "assessor", "--country", "KH"
    )
    assert made.code == 0
    return made.out.strip()


def test_that_a_laptop_enrols_and_syncs(run: Run, assessment: str, url: str) -> None:
    run("assessment", "answer", assessment, "OS8.05", "no")
    refused = run("sync")
    assert (refused.code, refused.err.count("\n")) == (1, 1)

    enrolled = run("device", "enrol", "--hub", url, "--code", _code(run))
    assert (enrolled.code, enrolled.out) == (0, "Enrolled as Chanthou, assessor.\n")
    first = run("sync", "--json")
    again = run("sync", "--json")

    assert (first.code, again.code) == (0, 0)
    assert first.json["outcome"] == "done"
    assert first.json["sent"] >= 4
    assert again.json["sent"] == 0
    assert run("vault", "info", "--json").json["hub"] == url
    run("assessment", "answer", assessment, "OS8.05", "yes")
    assert run("sync").out.startswith("1 batch sent")


def test_that_a_hub_says_no_in_one_sentence(run: Run, vault: Path, hub: Path) -> None:
    again = run("hub", "init")
    assert (again.code, again.err.count("\n")) == (1, 1)
    abroad = run("hub", "enrol", "--name", "A", "--role", "assessor", "--country", "X")
    assert abroad.code == 1
    assert run("hub", "enrol", "--name", "A", "--role", "king").code == 2
    away = run("device", "enrol", "--hub", "http://127.0.0.1:9", "--code", _code(run))
    assert (away.code, away.err.count("\n")) == (1, 1)
    assert run("hub", "restored").code == 0
