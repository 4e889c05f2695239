"""Any XLSForm is filled in as an assessment: defaults, triggers, rows of repeats."""

from pathlib import Path

import pytest

from bwassess.assessment.judgement import QuestionState, Reason
from bwassess.assessment.judging import Judging
from bwassess.assessment.records import AssessmentId
from bwassess.checklist.given import Value
from bwassess.checklist.names import QuestionId, RowId
from bwassess.checklist.xlsform import load
from bwassess.store import queries
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from bwassess.workspace.desk import Done
from bwassess.workspace.view import AssessmentView
from tests.workspace.conftest import DAY

FORM = """
| survey |                     |        |                    |              |               |           |         |              |              |
|        | type                | name   | label              | relevant     | calculation   | trigger   | default | repeat_count | choice_filter |
|        | begin_group         | visit  | Visit              |              |               |           |         |              |              |
|        | integer             | lines  | How many lines?    |              |               |           | 2       |              |              |
|        | text                | shift  | Which shift?       |              |               |           |         |              |              |
|        | text                | stamp  | Noted              |              | 'seen: ' + 0  | ${shift}  |         |              |              |
|        | select_one region   | region | Region             |              |               |           |         |              |              |
|        | select_one town     | town   | Town in ${region}? |              |               |           |         |              | of = ${region} |
|        | note                | told   | ${lines} lines     | ${lines} > 0 |               |           |         |              |              |
|        | end_group           |        |                    |              |               |           |         |              |              |
|        | begin_repeat        | line   | Line               |              |               |           |         | ${lines}     |              |
|        | integer             | people | How many people?   |              |               |           |         |              |              |
|        | end_repeat          |        |                    |              |               |           |         |              |              |
|        | begin_repeat        | exit   | Exit               |              |               |           |         |              |              |
|        | text                | where  | Where is it?       |              |               |           |         |              |              |
|        | begin_repeat        | lock   | Lock               |              |               |           |         |              |              |
|        | text                | key    | Who has the key?   |              |               |           |         |              |              |
|        | end_repeat          |        |                    |              |               |           |         |              |              |
|        | end_repeat          |        |                    |              |               |           |         |              |              |
|        | calculate           | all    |                    |              | sum(${people}) |          |         |              |              |
|        | integer             | much   | Why so many?       | ${all} > 100 |               |           |         |              |              |
| choices |                    |        |                    |              |
|        | list_name           | name   | label              | of           |
|        | region              | north  | North              |              |
|        | region              | south  | South              |              |
|        | town                | a      | A                  | north        |
|        | town                | b      | B                  | south        |
| settings |                   |        |
|        | form_id             | form_title |
|        | lines               | Lines and exits |
"""  # noqa: E501 - a sheet


@pytest.fixture
def assessment(workspace: Workspace, tmp_path: Path) -> AssessmentId:
    file = tmp_path / "lines.md"
    file.write_text(FORM.replace("'seen: ' + 0", "concat('seen: ', ${shift})"), "utf-8")
    checklist = load(file)
    workspace.checklists.keep(checklist)
    workspace.checklists.publish(checklist.hash)
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    return workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, DAY, DAY))


def seen(workspace: Workspace, assessment: AssessmentId) -> AssessmentView:
    found = workspace.assessments.view(assessment)
    assert found is not None
    return found


def give(
    workspace: Workspace, assessment: AssessmentId, key: str, value: Value
) -> Done:
    question = seen(workspace, assessment).checklist.question(QuestionId(key))
    return workspace.answers.give(assessment, question, value)


def said(workspace: Workspace, assessment: AssessmentId) -> dict[str, Value]:
    answers = seen(workspace, assessment).answers
    return {key: one.value for key, one in answers.items() if one.value is not None}


def asked(workspace: Workspace, assessment: AssessmentId) -> list[str]:
    return [question.id for question in seen(workspace, assessment).asked()]


def test_that_a_new_assessment_begins_with_the_defaults_of_its_form(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    assert said(workspace, assessment) == {"lines": "2"}
    assert asked(workspace, assessment)[5:7] == ["people@line:1", "people@line:2"]


def test_that_what_a_trigger_puts_in_is_kept_and_undone_with_its_answer(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    done = give(workspace, assessment, "shift", "night")
    assert said(workspace, assessment)["stamp"] == "seen: night"
    give(workspace, assessment, "stamp", "seen by two")
    workspace.undo(give(workspace, assessment, "lines", "3"))
    assert said(workspace, assessment)["stamp"] == "seen by two"
    workspace.undo(give(workspace, assessment, "shift", "day"))
    assert said(workspace, assessment)["stamp"] == "seen by two"
    assert done.act


def test_that_rows_follow_their_count_and_come_back_with_their_answers(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    for row, people in ((1, "40"), (2, "70")):
        give(workspace, assessment, f"people@line:{row}", people)
    assert "much" in asked(workspace, assessment)
    give(workspace, assessment, "lines", "1")
    assert "people@line:2" not in asked(workspace, assessment)
    assert "much" not in asked(workspace, assessment)
    give(workspace, assessment, "lines", "2")
    assert "much" in asked(workspace, assessment)
    assert seen(workspace, assessment).answers[QuestionId("people@line:2")].value == (
        "70"
    )


def test_that_rows_are_added_inside_rows_and_taken_away(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    (first,) = _rows(workspace, assessment, "exit")
    second, _done = workspace.assessments.add_row(assessment, "exit")
    assert _rows(workspace, assessment, "exit") == (first, second)
    lock, _done = workspace.assessments.add_row(assessment, "lock", second)
    give(workspace, assessment, f"key@{lock}", "the guard")
    assert f"key@{lock}" in asked(workspace, assessment)

    done = workspace.assessments.remove_row(assessment, second)
    assert _rows(workspace, assessment, "exit") == (first,)
    assert f"key@{lock}" not in asked(workspace, assessment)
    workspace.undo(done)
    assert _rows(workspace, assessment, "lock", second)[-1:] == (lock,)
    answer = seen(workspace, assessment).answer(QuestionId(f"key@{lock}"))
    assert answer.value == "the guard"


def test_that_choices_are_those_the_other_answers_leave(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    town = QuestionId("town")
    give(workspace, assessment, "region", "north")
    judged = seen(workspace, assessment).judgement.questions[town]
    assert [one.name for one in judged.offered or ()] == ["a"]
    give(workspace, assessment, "town", "a")
    give(workspace, assessment, "region", "south")
    judged = seen(workspace, assessment).judgement.questions[town]
    assert judged.missing == (Reason.NOT_OFFERED,)
    assert judged.state is not QuestionState.OPEN


def test_that_texts_show_the_answers_they_name(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    view = seen(workspace, assessment)
    told = view.checklist.question(QuestionId("told"))
    assert view.text(told.label, "en", of=told.id) == "2 lines"
    give(workspace, assessment, "lines", "0")
    assert told.id not in seen(workspace, assessment).judgement.notes


def test_that_judging_anew_gives_what_was_judged_act_by_act(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    give(workspace, assessment, "shift", "night")
    second, _done = workspace.assessments.add_row(assessment, "exit")
    third, _done = workspace.assessments.add_row(assessment, "exit")
    give(workspace, assessment, f"where@{second}", "north wall")
    give(workspace, assessment, f"where@{third}", "south wall")
    workspace.undo(workspace.assessments.remove_row(assessment, second))
    now = seen(workspace, assessment)
    assert _rows(workspace, assessment, "exit")[-2:] == (second, third)

    with workspace.replica.database.read() as connection:
        rows = queries.rows(connection, assessment)
    anew = Judging(now.judged.judge, now.answers, rows).judgement
    assert anew == now.judgement


def _rows(
    workspace: Workspace,
    assessment: AssessmentId,
    repeat: str,
    parent: RowId | None = None,
) -> tuple[RowId, ...]:
    rows = seen(workspace, assessment).rows(repeat, parent)
    return () if rows is None else rows.rows


FLAT = """
| survey |                  |       |             |           |               |
|        | type             | name  | label       | bw::nc_rule | bw::finding |
|        | begin_group      | fire  | Fire        |           |               |
|        | select_one yes_no | exits | Exits open? | . = 'no' | Exits were locked. |
|        | end_group        |       |             |           |               |
|        | begin_group      | about | About       |           |               |
|        | text             | owner | Owner       |           |               |
|        | end_group        |       |             |           |               |
| choices |                 |       |             |
|        | list_name        | name  | label       |
|        | yes_no           | yes   | Yes         |
|        | yes_no           | no    | No          |
"""


def test_that_a_flat_form_has_findings_in_its_seam(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "flat.md"
    file.write_text(FLAT, "utf-8")
    checklist = load(file)
    workspace.checklists.keep(checklist)
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    flat = workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, DAY, DAY))
    give(workspace, flat, "exits", "no")
    (entry,) = workspace.assessments.list()
    assert entry.standing.seam == "f"
    assert [one.is_information for one in checklist.clusters] == [False, True]
