"""What is in the way of an assessment, in lines that lead to its place."""

import pytest

from bwassess.assessment.records import AssessmentId
from bwassess.assessment.workflow import MissingItem, Obstacle
from bwassess.text import speaking
from bwassess.workspace import Workspace
from ui.visit.missing import missing_lines


@pytest.mark.parametrize(("spoken", "marks"), [("en", ""), ("ar", "\u2066\u2069")])
def test_that_a_question_keeps_its_direction_on_a_page_of_the_other(
    workspace: Workspace, assessment: AssessmentId, spoken: str, marks: str
) -> None:
    view = workspace.assessments.view(assessment)
    assert view is not None
    question = next(q for q in view.checklist.questions if q.code == "OS8.05")
    item = MissingItem(Obstacle.CONSTRAINT, question.id)
    with speaking(spoken):
        (line,) = missing_lines([item], view, "en")
    before, after = marks or ("", "")
    assert line.note == f"{before}{question.label.in_('en')}{after}"
