from pathlib import Path

import pytest

from bwassess.demo import journey
from bwassess.demo.building import PASSPHRASE
from bwassess.workspace import Workspace


@pytest.mark.journey
def test_that_the_journey_is_made_and_told(demo_vault: Path) -> None:
    told: list[str] = []

    journey.ready(demo_vault, told=told.append)
    journey.travel(demo_vault, told=told.append)

    (made, answered, judged, printed, checked, started, *synced, ended) = told
    assert made.endswith("as it was left.")
    assert answered.startswith("Answered OS8.05 for Svay Chek Sewing 2: finding")
    assert judged.endswith("342 of 342 answered, 20 findings, approved.")
    report = demo_vault.with_name(journey.REPORT)
    assert str(report) in printed
    assert report.read_bytes().startswith(b"%PDF")
    assert "all is as it was signed" in checked
    assert started.startswith("Started a hub at http://127.0.0.1:")
    assert len(synced) == 3
    assert ended == "Stopped the hub; 14 of 14 documents are the same on both."
    with Workspace.open(demo_vault, PASSPHRASE) as workspace:
        assert workspace.hub is None
        planned = workspace.assessments.list()[0]
        assert (planned.standing.answered, planned.standing.findings) == (0, 0)
