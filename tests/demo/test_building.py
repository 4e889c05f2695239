"""What somebody finds who looks around in the demo."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from bwassess.assessment.osid import parse_os_id
from bwassess.assessment.records import FACTORY_FACTS, State
from bwassess.commands.whole import whole
from bwassess.demo import building
from bwassess.report.lint import StopKind
from bwassess.store.errors import UnsuitablePlace
from bwassess.workspace import Workspace
from bwassess.workspace.verifying import verify
from bwassess.workspace.view import AssessmentView

SCHEMA = Path(__file__).parents[2] / "docs" / "assessment.schema.json"

FOUND_2025 = [
    "CL3.01",
    "DI1.01",
    "DI4.01",
    "FA2.04",
    "CO2.06",
    "CO4.01",
    "CO5.06",
    "CO6.10",
    "CH1.03",
    "CH4.01",
    "CH4.04",
    "OS2.02",
    "OS3.03",
    "OS3.10",
    "OS8.01",
    "OS8.05",
    "OS8.07",
    "WT2.01",
]
FOUND_2026 = [
    "DI1.13",
    "DI4.01",
    "FA2.04",
    "CO1.08",
    "CO2.06",
    "CO5.06",
    "CO7.04",
    "CH1.03",
    "CH3.05",
    "CH4.01",
    "CH4.04",
    "OS2.02",
    "OS2.06",
    "OS3.03",
    "OS3.07",
    "OS6.03",
    "OS8.05",
    "OS8.07",
    "OS8.08",
    "WT2.01",
]


def _view(demo: Workspace, factory: str, cycle: int) -> AssessmentView:
    (entry,) = (
        one
        for one in demo.assessments.list()
        if one.factory
        and one.factory.name.startswith(factory)
        and one.assessment.cycle == cycle
    )
    view = demo.assessments.view(entry.assessment.id)
    assert view is not None
    return view


def test_that_eight_factories_have_every_fact(demo: Workspace) -> None:
    factories = demo.factories.list()

    assert len(factories) == 8
    for factory in factories:
        assert parse_os_id(factory.os_id) == factory.os_id
        assert [name for name in FACTORY_FACTS if not factory.facts.get(name)] == []


@pytest.mark.parametrize(
    ("factory", "cycle", "state", "answered", "findings"),
    [
        ("Rumdoul", 2, State.APPROVED, 1.0, 18),
        ("Rumdoul", 3, State.APPROVED, 1.0, 20),
        ("Prek Leap", 1, State.IN_REVIEW, 1.0, 16),
        ("Bassac", 5, State.DRAFT, 0.47, 7),
        ("Svay Chek", 2, State.DRAFT, 0.0, 0),
    ],
)
def test_that_visits_stand_at_every_stage(
    demo: Workspace,
    factory: str,
    cycle: int,
    state: State,
    answered: float,
    findings: int,
) -> None:
    view = _view(demo, factory, cycle)

    tally = view.judgement.total.tally
    assert view.assessment.state is state
    assert tally.answered / tally.asked == pytest.approx(answered, abs=0.02)
    assert len(view.judgement.findings) == findings


def test_that_two_visits_tell_what_was_repeated_new_and_closed(
    demo: Workspace,
) -> None:
    view = _view(demo, "Rumdoul", 3)

    assert view.previous is not None
    assert list(view.previous.judgement.findings) == FOUND_2025
    assert list(view.judgement.findings) == FOUND_2026


@pytest.mark.parametrize(("factory", "cycle"), [("Rumdoul", 3), ("Rumdoul", 2)])
def test_that_words_and_counts_of_a_finding_agree(
    demo: Workspace, factory: str, cycle: int
) -> None:
    shown = whole(_view(demo, factory, cycle))

    for answer in shown["answers"]:
        counts = answer["counts"]
        if not answer["finding"]:
            continue
        assert answer["note"], answer["code"]
        assert answer["sources"], answer["code"]
        if counts:
            assert 0 < counts["affected"] <= counts["seen"]
            assert answer["extent"]
            numbers = re.findall(r"\d+", answer["sentence"])
            assert str(counts["seen"]) in numbers, answer["code"]


def test_that_interviews_add_up_to_what_findings_say(demo: Workspace) -> None:
    for cycle, told in ((2, 38), (3, 40)):
        view = _view(demo, "Rumdoul", cycle)
        asked = sum(one.women + one.men for one in view.interviews)
        assert asked == told
        of_workers = [
            answer.counts.seen
            for question in view.judgement.findings
            if (answer := view.answer(question)).counts
            and "workers interviewed"
            in view.checklist.question(question).finding_counted.in_("en")
        ]
        assert set(of_workers) == {told}


def test_that_what_is_shown_keeps_to_its_schema(demo: Workspace) -> None:
    schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))

    for entry in demo.assessments.list():
        view = demo.assessments.view(entry.assessment.id)
        assert view is not None
        schema.validate(whole(view))


def test_that_photos_lie_under_their_questions(demo: Workspace) -> None:
    view = _view(demo, "Rumdoul", 3)

    assert len(view.evidence) >= 12
    (exits,) = (one for one in view.checklist.questions if one.code == "OS8.05")
    assert len(view.photos(exits.id)) == 3
    for photo in view.evidence.values():
        assert photo.question is not None
        assert photo.caption
        picture = demo.photos.picture(view.assessment.id, photo.id)
        assert picture.startswith(b"\xff\xd8")


def test_that_an_assessor_judged_one_finding_to_be_none(demo: Workspace) -> None:
    view = _view(demo, "Rumdoul", 3)

    (overridden,) = (
        one for one in view.judgement.questions.values() if one.is_overridden
    )
    override = view.answer(overridden.question).override
    assert overridden.derived is True
    assert override is not None
    assert not override.is_finding
    assert override.reason


def test_that_two_assessors_disagree_until_they_settle_it(demo: Workspace) -> None:
    view = _view(demo, "Bassac", 5)

    assert sorted(one.question or "" for one in view.disagreements) == [
        "OS1.06",
        "OS3.07",
    ]
    names = {rival.name for one in view.disagreements for rival in one.rivals}
    assert names == {"Chanthou Keo", "Dara Sok"}
    content = demo.reports.gather(view.assessment.id, language="en")
    stops = demo.reports.stops(view.assessment.id, content)
    assert {(one.kind, one.code) for one in stops} == {
        (StopKind.DISAGREEMENT, "OS1.06"),
        (StopKind.DISAGREEMENT, "OS3.07"),
    }


def test_that_what_the_leader_approved_is_out_of_the_teams_hands(
    demo: Workspace,
) -> None:
    view = _view(demo, "Rumdoul", 3)

    assert [one.name for one in view.assessment.team] == ["Chanthou Keo", "Dara Sok"]
    approval = view.assessment.approval
    assert approval is not None
    assert (approval.name, approval.is_void) == ("Sophea Chhim", False)
    assert approval.at.date().isoformat() == "2026-11-20"
    assert demo.assessments.obstacles(view.assessment.id, State.IN_REVIEW)


def test_that_it_was_told_when_it_happened(demo: Workspace) -> None:
    view = _view(demo, "Rumdoul", 3)

    days = {
        answer.changed_at.date().isoformat()
        for answer in view.answers.values()
        if answer.changed_at
    }
    assert days == {"2026-11-17", "2026-11-18"}


def test_that_the_vault_is_whole(demo: Workspace) -> None:
    assert verify(demo).flaws == ()


def test_that_nothing_is_overwritten(demo_vault: Path) -> None:
    before = sorted(demo_vault.rglob("*"))

    with pytest.raises(UnsuitablePlace):
        building.build(demo_vault)

    assert sorted(demo_vault.rglob("*")) == before
    assert [one.name for one in demo_vault.parent.iterdir() if one.is_dir()] == [
        demo_vault.name
    ]
