"""Answers of every kind, typed in a terminal."""

from datetime import date
from pathlib import Path

import pytest

from bwassess.checklist.given import Value, given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Choice, Instance, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.texts import Text
from bwassess.commands.answers import WrongAnswerError, parse
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from tests.commands.conftest import PASSPHRASE, Run
from tests.factories import make_checklist, make_question


def question(kind: AnswerType, **fields: object) -> Question:
    names = ("dust", "noise", "heat")
    made: Question = Question(
        QuestionId("A1.01"),
        "A1.01",
        "a1",
        kind,
        Text.of({"en": "Asked?"}),
        choices=tuple(Choice(name, Text.of({"en": name})) for name in names),
        options=(("start", "0"), ("end", "10"), ("step", "0.5")),
        **fields,  # type: ignore[arg-type]
    )
    return made


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (AnswerType.INTEGER, "12", "12"),
        (AnswerType.INTEGER, "12.0", "12"),
        (AnswerType.RANGE, "7.5", "7.5"),
        (AnswerType.RANK, "noise, dust, heat", ["noise", "dust", "heat"]),
        (AnswerType.TIME, "7 pm", "19:00"),
        (AnswerType.DATETIME, "2026-11-17T10:30+07:00", "2026-11-17T10:30:00+07:00"),
        (AnswerType.GEOPOINT, "11.5564, 104.9282", "11.5564 104.9282 0 0"),
        (
            AnswerType.GEOTRACE,
            "11.1,104.1; 11.2,104.1",
            "11.1 104.1 0 0; 11.2 104.1 0 0",
        ),
        (AnswerType.BARCODE, " 8850123 ", "8850123"),
        (AnswerType.ACKNOWLEDGE, "yes", True),
    ],
)
def test_that_what_is_typed_answers_its_kind_of_question(
    kind: AnswerType, typed: str, kept: Value
) -> None:
    said = parse(question(kind), typed)
    assert said == kept
    assert given(question(kind), said).is_answer


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        (AnswerType.INTEGER, "12.5", "whole number"),
        (AnswerType.RANGE, "7.3", "steps of 0.5"),
        (AnswerType.RANGE, "11", "from 0 to 10"),
        (AnswerType.TIME, "25:00", "10:30"),
        (AnswerType.DATETIME, "soon", "2026-11-17T10:30"),
        (AnswerType.GEOPOINT, "104.9, 11.5", "latitude"),
        (AnswerType.GEOSHAPE, "11.1,104.1", "latitude"),
        (AnswerType.ACKNOWLEDGE, "no", "yes"),
    ],
)
def test_that_what_is_no_answer_is_refused_with_what_would_be_one(
    kind: AnswerType, typed: str, wanted: str
) -> None:
    with pytest.raises(WrongAnswerError, match=wanted):
        parse(question(kind), typed)


def test_that_a_moment_without_a_zone_is_one_of_this_machine() -> None:
    said = parse(question(AnswerType.DATETIME), "2026-11-17T10:30")
    assert isinstance(said, str)
    assert said.startswith("2026-11-17T10:30:00")
    assert said[-6] in "+-"


def test_that_only_what_is_offered_is_chosen(run: Run, vault: Path) -> None:
    buyers = [f"buyer{n}" for n in range(40)]
    rows = tuple((("name", one), ("label", one.title())) for one in buyers)
    asks = make_checklist(
        [
            make_question(1, answer_type=AnswerType.CHOICE, choices_from="buyers.csv"),
            make_question(
                2,
                answer_type=AnswerType.CHOICES,
                choices_from="buyers.csv",
                choice_filter="name = 'buyer7'",
            ),
            make_question(
                3,
                answer_type=AnswerType.CHOICE,
                choices_from="buyers.csv",
                choice_filter="false()",
            ),
        ],
        instances=(Instance("buyers", "buyers.csv", rows),),
    )
    with Workspace.open(vault, PASSPHRASE) as workspace:
        factory = workspace.factories.add("Silk Road", "KH")
        workspace.checklists.keep(asks)
        day = date(2026, 11, 17)
        plan = Plan(factory, asks.hash, "KH", 1, day, day)
        begun = str(workspace.assessments.begin(plan))
    codes = [one.code for one in asks.questions]

    def said(at: int, typed: str) -> tuple[int, str]:
        told = run("assessment", "answer", begun, codes[at], typed)
        return told.code, told.err.strip()

    assert said(0, "Buyer39") == (0, "")
    code, sentence = said(0, "acme")
    assert code == 1
    assert sentence.startswith(
        f"{codes[0]} can't be answered like that; type one of: buyer0, buyer1, "
    )
    assert sentence.endswith("buyer29, ….")
    assert said(1, "buyer7") == (0, "")
    assert said(1, "buyer7, buyer8") == (
        1,
        f"{codes[1]} can't be answered like that; type one of: buyer7.",
    )
    assert said(2, "buyer7") == (1, f"{codes[2]}: this answer isn't possible.")


def test_that_a_file_is_an_answer_by_its_path(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    day = date(2026, 11, 17)
    with Workspace.open(vault, PASSPHRASE) as workspace:
        factory = workspace.factories.add("Silk Road", "KH")
        asks = make_checklist([make_question(1, answer_type=AnswerType.FILE)])
        workspace.checklists.keep(asks)
        plan = Plan(factory, asks.hash, "KH", 1, day, day)
        begun = str(workspace.assessments.begin(plan))
    file = tmp_path / "certificate.pdf"
    file.write_bytes(b"%PDF")
    told = run("assessment", "answer", begun, "OS1.01", str(file))
    assert (told.code, told.err) == (0, "")
    with Workspace.open(vault, PASSPHRASE) as workspace:
        views = (
            workspace.assessments.view(entry.assessment.id)
            for entry in workspace.assessments.list()
        )
        found = [e for view in views if view for e in view.evidence.values()]
    assert [(e.caption, e.media_type) for e in found] == [
        ("certificate.pdf", "application/pdf")
    ]
