"""What a report says of an assessment: its law, its rows, its standards."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bwassess.assessment.records import Assessment, AssessmentId
from bwassess.checklist.canonical import seal
from bwassess.checklist.given import Value
from bwassess.checklist.model import Translation
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import RuleState
from bwassess.checklist.xlsform import load
from bwassess.report.content import ReportContent, Stitch
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Plan
from bwassess.workspace.law_used import LawUsed
from bwassess.workspace.view import AssessmentView
from tests.workspace.conftest import DAY

FORM = """
| survey |                   |          |                     |              |            |                 |             |                    |                              |                  |         |                       |
|        | type              | name     | label               | repeat_count | constraint | bw::code        | bw::answer  | bw::nc_rule        | bw::finding                  | bw::parameters   | bw::ilo | bw::publicly_reported |
|        | begin_group       | os       | Safety              |              |            | OS              |             |                    |                              |                  |         |                       |
|        | begin_group       | os7      | Accommodation       |              |            | OS7             |             |                    |                              |                  |         |                       |
|        | integer           | count    | How many rooms?     |              |            |                 |             |                    |                              |                  |         |                       |
|        | begin_repeat      | room     | Room                | ${count}     |            |                 |             |                    |                              |                  |         |                       |
|        | decimal           | space    | What has each bed?  |              |            | OS7.02          | number      | . < parameter('space', 'bed') | A bed had too little of {law: space/bed}. | space | C155 R115 | KH |
|        | end_repeat        |          |                     |              |            |                 |             |                    |                              |                  |         |                       |
|        | integer           | hours    | Whose hours exceed? |              |            | OS7.03          | number      | . > parameter('hours')   | Hours exceeded the limit.    | hours            |         |                       |
|        | end_group         |          |                     |              |            |                 |             |                    |                              |                  |         |                       |
|        | end_group         |          |                     |              |            |                 |             |                    |                              |                  |         |                       |
|        | begin_group       | si       | Supplier            |              |            | SI              |             |                    |                              |                  |         |                       |
|        | integer           | workers  | How many workers?   |              | . >= 0     | SI.07           |             |                    |                              |                  |         |                       |
|        | begin_repeat      | building | Building            |              |            |                 |             |                    |                              |                  |         |                       |
|        | integer           | floors   | How many floors?    |              |            | SI.09           |             |                    |                              |                  |         |                       |
|        | end_repeat        |          |                     |              |            |                 |             |                    |                              |                  |         |                       |
|        | end_group         |          |                     |              |            |                 |             |                    |                              |                  |         |                       |
| choices |                  |          |                     |
|        | list_name         | name     | label               |
|        | cells             | bed      | Each bed            |
|        | cells             | room     | Each room           |
| parameter_keys |           |          |                     |              |            |                 |
|        | key               | label    | shape               | unit         | cases      |
|        | space             | Space    | list                | m2           | cells      |
|        | hours             | Hours    | number              | hour/week    |            |
| parameters |               |          |                     |              |            |                 |             |
|        | key               | case     | state               | value        | law        | article         | verified_by | verified_on | conflict |
|        | space             | bed      | rule                | 3.5          | Housing Act 2001 (of May), amended 2020 | 12 |        |             | yes      |
|        | space             | room     | unknown             |              |            |                 |             |             |          |
|        | hours             |          | none                |              | Labour Law 1997 | 5          | Sophea Lim  | 2026-05-04  |          |
| settings |                 |          |
|        | form_id           | form_title |
|        | rooms             | Rooms    |
"""  # noqa: E501 - a sheet


@pytest.fixture
def assessment(workspace: Workspace, tmp_path: Path) -> AssessmentId:
    file = tmp_path / "rooms.md"
    file.write_text(FORM, "utf-8")
    checklist = seal(
        replace(
            load(file),
            translations=(Translation("km", "Sokunthea Chan", date(2026, 12, 1)),),
        )
    )
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
) -> None:
    question = seen(workspace, assessment).checklist.question(QuestionId(key))
    workspace.answers.give(assessment, question, value)


def told(
    workspace: Workspace, assessment: AssessmentId, language: str = "en"
) -> ReportContent:
    return workspace.reports.gather(assessment, language=language)


@pytest.fixture
def cramped(workspace: Workspace, assessment: AssessmentId) -> AssessmentId:
    """Three rooms, of which the second has too little for each bed."""
    give(workspace, assessment, "count", "3")
    for room, space in enumerate(("4", "2", "5"), start=1):
        give(workspace, assessment, f"OS7.02@room:{room}", space)
    return assessment


def test_that_a_finding_of_a_row_says_which(
    workspace: Workspace, cramped: AssessmentId
) -> None:
    (finding,) = told(workspace, cramped).findings
    assert finding.row == "Room 2 of 3"


def test_that_a_finding_tells_the_law_in_its_sentence_and_names_its_standards(
    workspace: Workspace, cramped: AssessmentId
) -> None:
    (finding,) = told(workspace, cramped).findings
    assert finding.sentence == (
        "A bed had too little of 3.5 m² (not verified; sources disagree)."
    )
    assert [one.code for one in finding.instruments] == ["C155", "R115"]
    assert finding.instruments[0].title == (
        "Occupational Safety and Health Convention, 1981"
    )
    (law,) = finding.laws
    assert law.text == "Housing Act 2001, art. 12"


def test_that_own_words_are_printed_as_they_were_written(
    workspace: Workspace, cramped: AssessmentId
) -> None:
    words = "Room {law: space/bed} is small."
    workspace.answers.reword(cramped, QuestionId("OS7.02@room:2"), words)
    (finding,) = told(workspace, cramped).findings
    assert finding.sentence == words


def test_that_an_issue_asked_of_many_rows_is_published_once_by_its_worst(
    workspace: Workspace, cramped: AssessmentId
) -> None:
    (issue,) = told(workspace, cramped).public_issues
    assert (issue.code, issue.stitch) == ("OS7.02", Stitch.FINDING)


def test_that_a_finding_of_any_row_is_repeated_and_closed_by_its_question(
    workspace: Workspace, cramped: AssessmentId
) -> None:
    first: Assessment = seen(workspace, cramped).assessment
    assert first.factory is not None
    assert first.checklist is not None
    second = workspace.assessments.begin(
        Plan(first.factory, first.checklist, "KH", 2, DAY, DAY)
    )
    give(workspace, second, "count", "1")
    give(workspace, second, "OS7.02@room:1", "2")
    (finding,) = told(workspace, second).findings
    assert finding.since_cycle == 1
    assert not told(workspace, second).closed
    give(workspace, second, "OS7.02@room:1", "4")
    content = told(workspace, second)
    assert [one.code for one in content.closed] == ["OS7.02"]
    assert not list(content.findings)


def test_that_the_annex_has_what_the_questions_name_in_words(
    workspace: Workspace, cramped: AssessmentId
) -> None:
    laws = {law.subject: law for law in told(workspace, cramped).laws}
    assert laws["Space"].questions == ("OS7.02",)
    (bed,) = laws["Space"].values
    assert (bed.case, bed.value) == ("Each bed", "3.5 m²")
    assert (bed.law, bed.verified, bed.disputed) == ("Housing Act 2001", False, True)
    assert bed.law_in_full == "Housing Act 2001 (of May), amended 2020"
    (hours,) = laws["Hours"].told
    assert (hours.state, hours.value) == (RuleState.NONE, "no such rule")
    assert hours.verified


def test_that_law_of_questions_not_asked_is_left_out(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    give(workspace, assessment, "count", "0")
    assert [law.subject for law in told(workspace, assessment).laws] == ["Hours"]


def test_that_a_key_of_which_no_case_is_named_stands_there_whole(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    view = seen(workspace, assessment)
    question = replace(
        view.checklist.question(QuestionId("OS7.03")), parameters=("space",), nc_rule=""
    )
    found = list(LawUsed(view, language="en").looked_at(question))
    assert [one.case for one in found] == ["bed", "room"]


def test_that_answers_of_rows_say_their_row(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    rows = seen(workspace, assessment).rows("building")
    assert rows is not None
    (first,) = rows.rows
    second, _done = workspace.assessments.add_row(assessment, "building")
    for row, floors in ((first, "3"), (second, "1")):
        give(workspace, assessment, f"SI.09@{row}", floors)
    (section,) = told(workspace, assessment).information
    assert [(one.row, one.answer) for one in section.answers] == [
        ("Building 1 of 2", "3"),
        ("Building 2 of 2", "1"),
    ]


def test_that_a_value_beyond_its_limit_brings_its_reason(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    give(workspace, assessment, "SI.07", "-3")
    workspace.answers.pass_constraint(
        assessment, QuestionId("SI.07"), "counted by contracts"
    )
    (section,) = told(workspace, assessment).information
    assert section.answers[0].passed == "counted by contracts"


def test_that_a_language_is_told_to_be_reviewed_where_it_is(
    workspace: Workspace, assessment: AssessmentId
) -> None:
    khmer = told(workspace, assessment, "km").translation
    assert khmer is not None
    assert (khmer.reviewed_by, khmer.reviewed_on) == (
        "Sokunthea Chan",
        date(2026, 12, 1),
    )
    assert told(workspace, assessment).translation is None
