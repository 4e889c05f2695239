"""The visit's page: state, what is missing, facts, people, words, loose photos."""

import io
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from PIL import Image
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId, InterviewKind, State
from bwassess.assessment.records import Role as Post
from bwassess.demo.people import Elsewhere, colleague, learn
from bwassess.store import queries
from bwassess.workspace import Workspace
from bwassess.workspace.view import AssessmentView
from ui.photos.viewer import PhotoViewer
from ui.session import Session
from ui.visit.page import VisitPage
from ui.widgets.badge import Badge
from ui.widgets.button import Button
from ui.widgets.counter import Counter
from ui.widgets.date_field import DateField
from ui.widgets.field import Field
from ui.widgets.list_row import ListRow
from ui.widgets.photo_thumb import PhotoThumb
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.steps import Steps
from ui.widgets.text_area import TextArea

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def page(session: Session, assessment: AssessmentId, show: Show) -> VisitPage:
    made = VisitPage(session, assessment)
    made.resize(900, 900)
    show(made)
    return made


@pytest.fixture
def view(
    workspace: Workspace, assessment: AssessmentId
) -> Callable[[], AssessmentView]:
    def fetched() -> AssessmentView:
        found = workspace.assessments.view(assessment)
        assert found is not None
        return found

    return fetched


View = Callable[[], AssessmentView]


def seen(page: QWidget, kind: type[QWidget], name: str) -> list:
    # What was just put into a layout shows with the next events, what was taken out
    # is gone with them.
    QApplication.sendPostedEvents()
    return [one for one in page.findChildren(kind, name) if one.isVisibleTo(page)]


def heading(page: QWidget) -> str:
    return page.findChild(QLabel, "missing-heading").text()


def give_all(workspace: Workspace, view: AssessmentView) -> None:
    """Answer whatever is asked, until nothing more is."""
    # No factory began in the year 1, and no workplace is so silent.
    special = {"OS4.03": "80", "SI.05": "2010"}
    value = {
        "number": "1",
        "ratio": {"n": "1", "of": "1"},
        "percentage": {"n": "1", "of": "1"},
        "text": "seen",
        "date": "2026-11-17",
    }
    done: set[str] = set()
    while True:
        left = [q for q in view.asked() if q.id not in done]
        if not left:
            return
        for question in left:
            kind = question.answer_type.value
            said = special.get(question.code, value.get(kind))
            if said is None:
                said = question.choices[0].name
                said = [said] if kind == "choices" else said
            if question.parts:
                said = {part.name: said for part in question.parts}
            workspace.answers.give(view.assessment.id, question, said)
            done.add(question.id)
        view = workspace.assessments.view(view.assessment.id)


def test_that_an_answer_that_cannot_be_right_is_named(
    page: VisitPage, view: View, workspace: Workspace, session: Session
) -> None:
    question = next(q for q in view().checklist.questions if q.code == "SI.05")
    session.changes.tell(
        workspace.answers.give(view().assessment.id, question, "1").touched
    )
    row = seen(page, ListRow, "missing-row")[0]
    assert row.text() == "SI.05 · The answer can't be right"
    assert row.note == question.label.in_("en")


def test_that_what_is_missing_is_told_by_its_place_and_leads_there(
    page: VisitPage, view: View, qtbot: QtBot
) -> None:
    rows = seen(page, ListRow, "missing-row")
    assert rows[0].text() == "CL Child Labour"
    assert "have no answer yet" in rows[0].note
    first = next(view().asked())
    with qtbot.waitSignal(page.question_requested) as told:
        qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert told.args == [first.id]


def test_that_an_unfinished_assessment_says_why_it_stays(page: VisitPage) -> None:
    assert "things are missing before “Ready”" in heading(page)
    ready = page.findChild(Button, "move-ready")
    assert not ready.isEnabled()
    assert ready.toolTip() == "First do what is listed above."


def test_that_few_points_are_told_one_by_one(
    page: VisitPage, view: View, workspace: Workspace, session: Session
) -> None:
    asked = list(view().asked())
    give_all(workspace, view())
    done = workspace.answers.give(view().assessment.id, asked[0], None)
    session.changes.tell(done.touched)
    (row,) = seen(page, ListRow, "missing-row")
    assert row.text() == "CL1 Child Labourers"
    assert row.note == "1 question has no answer yet."
    assert heading(page) == "1 thing is missing before “Ready”"


def test_that_a_whole_assessment_moves_on_and_back(
    page: VisitPage, view: View, workspace: Workspace, session: Session
) -> None:
    give_all(workspace, view())
    session.changes.tell(
        workspace.answers.note(view().assessment.id, "OS8.05", "x").touched
    )
    assert heading(page) == "Nothing is missing. It can move on to “Ready”."
    (ready,) = seen(page, Button, "move-ready")
    ready.click()
    assert view().assessment.state is State.READY
    assert page.findChild(Steps).current == 1
    assert [b.text for b in seen(page, Badge, "badge-attention")] == ["Ready"]
    (review,) = seen(page, Button, "move-in_review")
    review.click()
    assert view().assessment.state is State.IN_REVIEW
    assert heading(page).startswith("It waits for a reviewer.")
    session.edits.stack.undo()
    assert view().assessment.state is State.READY
    (back,) = seen(page, Button, "move-draft")
    back.click()
    assert view().assessment.state is State.DRAFT


def test_that_facts_of_the_visit_are_kept_one_by_one(
    page: VisitPage, view: View, session: Session
) -> None:
    page.findChild(SegmentedChoice, "announced").choose("yes")
    page.findChild(Counter, "cycle").step(1)
    field = page.findChild(DateField, "last-day")
    field.setDate(QDate(2026, 11, 19))
    field.editingFinished.emit()
    one = view().assessment
    assert (one.is_announced, one.cycle) == (True, 2)
    assert (one.first_day, one.last_day) == (date(2026, 11, 17), date(2026, 11, 19))
    session.edits.stack.undo()
    assert view().assessment.last_day == date(2026, 11, 17)
    assert field.day == date(2026, 11, 17)


def test_that_the_last_day_never_comes_before_the_first(
    page: VisitPage, view: View
) -> None:
    field = page.findChild(DateField, "last-day")
    field.setDate(QDate(2026, 11, 1))
    field.editingFinished.emit()
    parent = field.parentWidget()
    assert isinstance(parent, Field)
    assert parent.error == "The last day comes before the first one."
    assert view().assessment.last_day == date(2026, 11, 17)


def test_that_people_join_and_leave_the_team(
    page: VisitPage, view: View, qtbot: QtBot
) -> None:
    assert not page.findChild(Button, "join").isVisible()
    member = page.findChild(QLineEdit, "member-name")
    qtbot.keyClicks(member, "Dara Pich")
    qtbot.keyClick(member, Qt.Key.Key_Return)
    assert {one.name for one in view().assessment.team} == {"Chanthou", "Dara Pich"}
    mine = next(
        b for b in seen(page, Button, "remove-member") if "Chanthou" in b.text()
    )
    mine.click()
    assert [one.name for one in view().assessment.team] == ["Dara Pich"]
    join = page.findChild(Button, "join")
    assert join.isVisible()
    join.click()
    assert {one.name for one in view().assessment.team} == {"Chanthou", "Dara Pich"}


def test_that_single_interviews_are_counted_up_and_down(
    page: VisitPage, view: View
) -> None:
    women, men = page.findChild(Counter, "women"), page.findChild(Counter, "men")
    for _time in range(3):
        women.step(1)
    men.step(1)
    women.step(-1)
    told = [(one.kind, one.women, one.men) for one in view().interviews]
    alone = InterviewKind.INDIVIDUAL
    assert sorted(told) == [(alone, 0, 1), (alone, 1, 0), (alone, 1, 0)]
    total = page.findChild(QLabel, "interview-total").text()
    assert total == "3 workers interviewed: 2 women, 1 men"


def test_that_a_group_is_counted_as_one_interview(page: VisitPage, view: View) -> None:
    add = page.findChild(Button, "add-group")
    page.findChild(Counter, "group-women").step(1)
    assert not add.isEnabled()
    page.findChild(Counter, "group-women").step(3)
    page.findChild(Counter, "group-men").step(1)
    add.click()
    (group,) = view().interviews
    assert (group.kind, group.women, group.men) == (InterviewKind.GROUP, 4, 1)
    assert page.findChild(Counter, "group-women").value == 0
    (remove,) = seen(page, Button, "remove-group")
    remove.click()
    assert view().interviews == ()


def test_that_the_summary_survives_while_it_is_typed(
    page: VisitPage, view: View, workspace: Workspace, qtbot: QtBot
) -> None:
    area = page.findChild(TextArea, "summary")
    area.setFocus()
    qtbot.keyClicks(area, "Free access")

    def drafts() -> list[object]:
        with workspace.replica.database.read() as connection:
            return [one[3] for one in queries.drafts(connection)]

    qtbot.waitUntil(lambda: drafts() == ["Free access"])
    assert view().assessment.summary == ""
    qtbot.keyClicks(area, " to all.")
    page.findChild(QLineEdit, "member-name").setFocus()
    assert view().assessment.summary == "Free access to all."
    assert drafts() == []


def test_that_what_a_colleague_answered_otherwise_leads_to_its_question(
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    show: Show,
    view: View,
    qtbot: QtBot,
) -> None:
    question = next(q for q in view().checklist.questions if q.code == "OS8.05")
    workspace.answers.give(assessment, question, "no")
    dara = colleague("Dara Sok", Post.ASSESSOR)
    learn(workspace.replica, dara.certificate)
    workspace.replica.seal(author=workspace.identity.author)
    Elsewhere(dara).answer(
        workspace.replica, assessment, {question: "yes"}, at=1_800_000_000_000
    )
    page = VisitPage(session, assessment)
    show(page)
    (row,) = seen(page, ListRow, "dispute-row")
    assert row.text() == "OS8.05 · Two answers; settle them"
    assert "Dara Sok" in row.note
    with qtbot.waitSignal(page.question_requested) as told:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert told.args == [question.id]


def add_photo(workspace: Workspace, assessment: AssessmentId) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "#567").save(buffer, "JPEG")
    workspace.photos.add(assessment, buffer.getvalue(), caption="Gate")


def test_that_a_loose_photo_is_filed_by_its_questions_code(
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    show: Show,
    view: View,
    qtbot: QtBot,
) -> None:
    add_photo(workspace, assessment)
    page = VisitPage(session, assessment)
    show(page)
    (under,) = seen(page, QLineEdit, "file-under")
    qtbot.keyClicks(under, "nothing of the kind")
    qtbot.keyClick(under, Qt.Key.Key_Return)
    field = under.parentWidget()
    assert isinstance(field, Field)
    assert "No question fits" in field.error
    assert len(view().loose_photos()) == 1
    under.clear()
    qtbot.keyClicks(under, "os8.05")
    qtbot.keyClick(under, Qt.Key.Key_Return)
    assert view().loose_photos() == ()
    question = next(q for q in view().checklist.questions if q.code == "OS8.05")
    assert [one.caption for one in view().photos(question.id)] == ["Gate"]
    assert seen(page, QWidget, "loose-photo") == []


def test_that_a_loose_photo_opens_in_large(
    session: Session,
    workspace: Workspace,
    assessment: AssessmentId,
    show: Show,
    qtbot: QtBot,
) -> None:
    add_photo(workspace, assessment)
    page = VisitPage(session, assessment)
    show(page)
    qtbot.mouseClick(page.findChild(PhotoThumb), Qt.MouseButton.LeftButton)
    assert page.findChild(PhotoViewer).isVisible()
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def test_that_tab_walks_the_page_from_top_to_bottom(page: VisitPage) -> None:
    heights: list[int] = []
    widget: QWidget = page
    while True:
        widget = widget.nextInFocusChain()
        if widget is page or widget.window() is not page.window():
            break
        if (
            widget.isVisible()
            and widget.isEnabled()
            and (widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        ):
            heights.append(widget.mapTo(page, widget.rect().topLeft()).y())
    # Things in one row stand a little higher or lower.
    assert len(heights) > 20
    assert all(upper - 20 <= lower for upper, lower in pairwise(heights))


def test_that_a_hidden_page_catches_up_when_it_is_shown(
    page: VisitPage, view: View, workspace: Workspace, session: Session
) -> None:
    page.hide()
    before = heading(page)
    question = next(q for q in view().checklist.questions if q.code == "OS8.06")
    session.changes.tell(
        workspace.answers.give(view().assessment.id, question, "yes").touched
    )
    assert heading(page) == before
    page.show()
    assert heading(page) != before
