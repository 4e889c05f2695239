"""Names of points, headings and rows that show what was answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from bwassess.checklist.canonical import seal
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Item
from bwassess.checklist.names import QuestionId
from bwassess.checklist.texts import Text
from bwassess.workspace.assessments import Plan
from tests.ui.assessment.everything import everything
from ui.assessment.outline import Entry, Outline, OutlineRole
from ui.assessment.page import AssessmentPage
from ui.assessment.questions import QuestionList
from ui.assessment.reading import LineKind
from ui.session import Session

DRILL = next(
    one
    for one in everything().questions
    if one.answer_type is AnswerType.TEXT
    and not (one.read_only or one.constraint or "31" in one.id)
)
NAMES = {
    "xx": f"All of ${{{DRILL.name}}}",
    "xx1": f"About ${{{DRILL.name}}}",
    "people": "Person at ${q31}",
    "hours": "Hours of ${q31}",
}


def telling() -> Checklist:
    """A checklist whose groups are named for answers."""

    def named(item: Item) -> Item:
        if not isinstance(item, Group):
            return item
        label = Text.of({"en": NAMES[item.name]})
        return replace(item, label=label, items=tuple(map(named, item.items)))

    made = everything()
    return seal(replace(made, version="2", items=tuple(map(named, made.items))))


@pytest.fixture
def page(asking: Session, qtbot: QtBot) -> Iterator[AssessmentPage]:
    workspace, checklist, day = asking.workspace, telling(), date(2026, 11, 17)
    workspace.checklists.keep(checklist)
    factory = workspace.factories.add("Silk Road", "KH")
    made = AssessmentPage(
        asking,
        workspace.assessments.begin(Plan(factory, checklist.hash, "KH", 1, day, day)),
    )
    made.resize(1366, 760)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.settle()


def names(page: AssessmentPage) -> list[str]:
    """Those of the outline, then those among the questions."""
    model = page.findChild(Outline).model()
    cluster = model.index(0, 0)
    entries: list[Entry] = [
        cluster.data(OutlineRole.ENTRY),
        model.index(0, 0, cluster).data(OutlineRole.ENTRY),
    ]
    shown = page.findChild(QuestionList, "questions").questions.rows
    kinds = (LineKind.ROW, LineKind.HEADING)
    return [
        *(one.name for one in entries),
        *(one.label for one in shown if one.line.kind in kinds),
    ]


def test_that_names_of_groups_follow_the_answers_at_once(page: AssessmentPage) -> None:
    first = ["Person at … 1 of 1", "Hours of …"]
    assert names(page) == ["All of …", "About …", *first]
    card = page.findChild(QuestionList, "questions").card

    page.open_question(DRILL.id)
    card.answered.emit("the tannery")
    assert names(page) == ["All of the tannery", "About the tannery", *first]

    task = next(q for q in page.view.judgement.questions if "31@" in q)
    page.open_question(QuestionId(task))
    card.answered.emit("Sewing")
    assert card.asked is not None
    assert card.asked.row == "Person at Sewing 1 of 1"
    page.add_row("people", None)
    assert names(page)[2:] == [
        "Person at Sewing 1 of 2",
        "Hours of Sewing",
        "Person at … 2 of 2",
        "Hours of …",
    ]
