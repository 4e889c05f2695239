"""A copy of the demo's vault and an empty one meet at a hub started for them."""

import importlib.util
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bwassess.assessment.records import Role
from bwassess.demo.building import PASSPHRASE, Told
from bwassess.demo.people import ASSESSOR, LEADER, SECOND, colleague
from bwassess.errors import BwassessError
from bwassess.store import exchange
from bwassess.store.header import Cost
from bwassess.store.identity import Identity
from bwassess.sync import enrolling
from bwassess.sync.client import HubClient
from bwassess.text import _
from bwassess.workspace import Workspace

_CHEAP = Cost(memory_kib=8 * 1024, passes=1, lanes=1)
"""For a vault that lives as long as its passphrase is known, which is seconds."""


class HubDidNotStartError(BwassessError):
    """The hub that was started for the demo said nothing."""

    def __init__(self) -> None:
        super().__init__(_("The demo's hub didn't start; its log says why."))


def sync_a_copy(vault: Path, *, told: Told) -> None:
    """Let a copy of a vault send all it has, and a new laptop fetch it."""
    if importlib.util.find_spec("fastapi") is None:
        told("No hub is installed here (bwassess[hub]), so nothing was synced.")
        return
    from bwassess.hub import serving

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        place = Path(temporary)
        hub = place / "hub"
        serving.init(hub)

        def code(name: str, role: Role) -> str:
            return serving.enrol(hub, name=name, role=role, countries=["KH"])

        with _served(hub) as url:
            told(f"Started a hub at {url}.")
            for name, role in ((SECOND, Role.ASSESSOR), (LEADER, Role.REVIEWER)):
                _enrol_elsewhere(url, code(name, role), colleague(name, role))
            copy = place / "copy"
            shutil.copytree(vault, copy)
            office, _recovery = Workspace.create(
                place / "office", secrets.token_hex(16), name="Office", cost=_CHEAP
            )
            with Workspace.open(copy, PASSPHRASE) as mine, office:
                mine.sync.enrol(url, code(ASSESSOR, Role.ASSESSOR))
                office.sync.enrol(url, code("Office", Role.REVIEWER))
                _sync(mine, f"{ASSESSOR}'s laptop", told)
                _sync(office, "The office's laptop", told)
                _sync(mine, f"{ASSESSOR}'s laptop again", told)
                ours, theirs = _digests(mine), _digests(office)
        same = len(ours.items() & theirs.items())
        told(f"Stopped the hub; {same} of {len(ours)} documents are the same on both.")


def _sync(workspace: Workspace, who: str, told: Told) -> None:
    began = time.perf_counter()
    report = workspace.sync.run()
    took = time.perf_counter() - began
    counts = report.counts
    told(
        f"{who}: {report.sentence}; {counts.bytes_sent // 1024} KB up, "
        f"{counts.bytes_received // 1024} KB down, {took:.1f} s."
    )
    for event in report.events:
        told(event.sentence)


def _enrol_elsewhere(url: str, code: str, who: Identity) -> None:
    """Enrol a colleague's laptop, which isn't here but whose key is known."""
    with HubClient(url) as client:
        found = client.identity()
        client.pinned = found.hub
        client.enrol(
            code,
            hub=found.hub,
            key=who.key,
            person=who.certificate.person,
            token=enrolling.new_token(),
        )


def _digests(workspace: Workspace) -> dict[bytes, bytes]:
    with workspace.replica.database.read() as connection:
        return {
            document: exchange.digest(connection, document)
            for document in exchange.documents(connection)
        }


@contextmanager
def _served(hub: Path) -> Iterator[str]:
    """A hub of its own process on this machine, stopped again whatever happens."""
    process = subprocess.Popen(  # noqa: S603 - this very program
        [
            *(sys.executable, "-m", "bwassess", "hub", "serve"),
            *("--folder", str(hub), "--port", "0"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None  # noqa: S101 - asked for above
        url = process.stdout.readline().strip()
        if not url:
            raise HubDidNotStartError
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout is not None:
            process.stdout.close()
