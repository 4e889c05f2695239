import json
from pathlib import Path

import jsonschema
import pytest

from tests.commands.conftest import Run

SCHEMA = Path(__file__).parents[2] / "docs" / "assessment.schema.json"


def _answer(run: Run, assessment: str, code: str) -> dict[str, object]:
    shown = run("assessment", "show", assessment, "--json").json
    found = next(one for one in shown["answers"] if one["code"] == code)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("code", "typed", "value", "state"),
    [
        ("OS8.05", "no", "no", "finding"),
        ("OS8.05", "YES", "yes", "met"),
        ("CL1.02", "na", "na", "na"),
        ("CL2.01", "night, loads", ["loads", "night"], "finding"),
        ("CL2.01", "none", ["none"], "met"),
        ("OS8.08", "9.50", "9.5", "finding"),
        ("DI4.01", "6/1284", {"n": "6", "of": "1284"}, "finding"),
        (
            "OS6.01",
            "men=9/223, women=31/1061",
            {"women": {"n": "31", "of": "1061"}, "men": {"n": "9", "of": "223"}},
            "undetermined",
        ),
        ("SI.10", "women=900,men=120", {"women": "900", "men": "120"}, "information"),
        ("KS.01", "ធម្មតា, and clean", "ធម្មតា, and clean", "information"),
    ],
)
def test_that_each_kind_of_answer_can_be_typed(
    run: Run, assessment: str, code: str, typed: str, value: object, state: str
) -> None:
    told = run("assessment", "answer", assessment, code.lower(), typed)

    assert (told.code, told.out) == (0, f"{code}: {state}\n")
    assert _answer(run, assessment, code)["value"] == value


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        (
            "OS8.05",
            "maybe",
            "OS8.05 can't be answered like that; type one of: yes, no.",
        ),
        ("CL2.01", "night,dancing", "one of: chemicals, machines"),
        ("OS8.08", "often", "type a number such as 12 or 3.5"),
        ("OS8.08", "-1", "Enter a number of months that is not negative."),
        ("DI4.01", "0.5", "how many of how many, such as 31/1061"),
        ("OS6.01", "women=31/1061", "type women=…,men=…"),
        ("CL2.01", "none,night", "None of these"),
        ("XX1.01", "yes", "asks no question XX1.01"),
    ],
)
def test_that_an_answer_that_cannot_be_is_refused_in_one_sentence(
    run: Run, assessment: str, code: str, typed: str, sentence: str
) -> None:
    refused = run("assessment", "answer", assessment, code, typed)

    assert refused.code == 1
    assert refused.out == ""
    assert sentence in refused.err
    assert refused.err.count("\n") == 1
    answered = run("assessment", "list", "--json").json[0]["answered"]
    assert answered == 0


def test_that_a_note_goes_with_an_answer(run: Run, assessment: str) -> None:
    run("assessment", "answer", assessment, "OS8.05", "no", "--note", "B-2 padlocked")

    answer = _answer(run, assessment, "OS8.05")
    assert answer["note"] == "B-2 padlocked"
    assert answer["sentence"] == (
        "Emergency exits were locked or blocked during working hours."
    )


def test_that_what_is_shown_as_json_keeps_to_its_schema(
    run: Run, assessment: str
) -> None:
    for code, typed in (
        ("OS8.05", "no"),
        ("CL2.01", "night"),
        ("OS6.01", "women=1/2,men=3/4"),
        ("SI.10", "women=1,men=2"),
        ("DI4.01", "1/2"),
    ):
        assert run("assessment", "answer", assessment, code, typed).code == 0
    shown = run("assessment", "show", assessment, "--json").json
    schema = json.loads(SCHEMA.read_text("utf-8"))

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(shown)
    described = set(schema["properties"])
    assert set(shown) == described
    assert set(shown["answers"][0]) == set(schema["$defs"]["answer"]["properties"])


def test_that_a_new_one_takes_the_checklist_of_the_factorys_country(
    run: Run, factory: str
) -> None:
    begun = run(
        *("assessment", "new", "--factory", factory, "--from", "2026-11-17"),
        *("--to", "2026-11-18", "--cycle", "3", "--member", "Dara"),
    )
    shown = run("assessment", "show", begun.out.strip(), "--json").json

    assert shown["checklist"]["form_id"] == "bwassess_kh"
    assert [member["name"] for member in shown["team"]] == ["Chanthou", "Dara"]
    assert (shown["first_day"], shown["last_day"]) == ("2026-11-17", "2026-11-18")


def test_that_an_assessment_is_known_by_the_beginning_of_its_id(
    run: Run, assessment: str, factory: str
) -> None:
    other = run(
        "assessment", "new", "--factory", factory, "--from", "2026-11-20"
    ).out.strip()
    shared = next(
        place
        for place, (one, two) in enumerate(zip(assessment, other, strict=True))
        if one != two
    )

    assert run("assessment", "show", assessment[: shared + 1]).code == 0
    unclear = run("assessment", "show", assessment[:shared])
    assert unclear.code == 1
    assert "2 ids" in unclear.err
    unknown = run("assessment", "show", "ffff")
    assert unknown.code == 1
    assert "no assessment ffff" in unknown.err
    assert run("assessment", "show", "").code == 1


def test_that_a_state_that_demands_more_is_refused_with_each_place(
    run: Run, assessment: str
) -> None:
    refused = run("assessment", "state", assessment, "ready")

    assert refused.code == 1
    assert "OS8.05: unanswered" in refused.out.splitlines()
    assert refused.err.startswith("The assessment can't move to “ready”: ")
    assert run("assessment", "state", assessment, "published").code == 1
    assert run("assessment", "list", "--json").json[0]["state"] == "draft"


def test_that_a_visit_cannot_end_before_it_begins(run: Run, factory: str) -> None:
    refused = run(
        *("assessment", "new", "--factory", factory),
        *("--from", "2026-11-20", "--to", "2026-11-19"),
    )

    assert (refused.code, refused.err) == (
        1,
        "The visit can't end before it begins.\n",
    )


def test_that_findings_are_shown_to_a_reader(run: Run, assessment: str) -> None:
    run("assessment", "answer", assessment, "OS8.05", "no")

    shown = run("assessment", "show", assessment).out
    assert "1 finding\n  OS8.05  Emergency exits were locked" in shown
    listed = run("assessment", "list").out.splitlines()
    assert listed[0].startswith("Id ")
    assert "17/11/2026" in listed[1]


def test_that_a_draft_moves_to_another_version_and_back(
    run: Run, assessment: str
) -> None:
    def version() -> str:
        held = run("assessment", "show", assessment, "--json").json["checklist"]
        return str(held["hash"])

    first = version()
    alone = run("assessment", "move", assessment, "--back")
    assert alone.code == 1
    assert "was moved from no version" in alone.err
    neither = run("assessment", "move", assessment)
    assert neither.err.startswith("Name a version, or say --back.")

    others = run("checklist", "list", "--json").json
    other = next(one["hash"] for one in others if one["hash"] != first)
    told = run("assessment", "move", assessment, other[:12])
    assert told.out.endswith(f"bwassess assessment move {assessment} --back\n")
    assert version() == other
    assert run("assessment", "move", assessment, "--back", "--look").code == 0
    assert version() == other
    assert run("assessment", "move", assessment, "--back").code == 0
    assert version() == first
