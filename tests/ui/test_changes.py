from uuid import UUID

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.names import QuestionId
from bwassess.touched import Touched
from ui.changes import Changes

VISIT = AssessmentId(UUID(int=1))
EXITS = Touched(
    assessments=frozenset({VISIT}), questions=frozenset({QuestionId("OS8.05")})
)


def test_that_every_view_hears_what_was_touched(qtbot) -> None:
    changes = Changes()
    with qtbot.waitSignal(changes.changed) as told:
        changes.tell(EXITS)
    assert told.args == [EXITS]


def test_that_an_edit_that_touched_nothing_is_no_news(qtbot) -> None:
    changes = Changes()
    with qtbot.assertNotEmitted(changes.changed):
        changes.tell(Touched())


def test_that_two_steps_touch_what_either_did() -> None:
    both = EXITS | Touched(sync=True, questions=frozenset({QuestionId("OS8.06")}))
    assert both == Touched(
        assessments=frozenset({VISIT}),
        questions=frozenset({QuestionId("OS8.05"), QuestionId("OS8.06")}),
        sync=True,
    )
