"""Checklist versions: looked at, refused with places, taken in, written out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bwassess.checklist import xlsform
from bwassess.checklist.canonical import seal
from bwassess.checklist.model import Checklist, Group, Item, Translation
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.checklist.parameters import RuleState
from bwassess.checklist.texts import Text
from bwassess.checklist.writing import write_workbook
from bwassess.store import identity as identities
from bwassess.store.queries import ChecklistEntry
from bwassess.workspace import Workspace
from ui.assessment.card import QuestionCard
from ui.assessment.questions import QuestionList
from ui.checklists.as_asked import AsAsked
from ui.checklists.page import ChecklistsPage
from ui.checklists.shelf import newest_first
from ui.checklists.version import VersionDetail
from ui.session import Session
from ui.widgets.badge import Badge
from ui.widgets.banner import Notice
from ui.widgets.button import Button
from ui.widgets.entry_list import EntryList
from ui.widgets.list_row import ListRow
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select

Show = Callable[[QWidget], QWidget]

GOOD = """
| survey  |               |       |                 |
|         | type          | name  | label           |
|         | select_one yn | clean | Is it clean?    |
| choices |               |       |                 |
|         | list_name     | name  | label           |
|         | yn            | yes   | Yes             |
|         | yn            | no    | No              |
| settings|               |       |                 |
|         | form_title    | form_id | version       |
|         | Small form    | small | 1               |
"""

LINES = """
| survey   |                 |         |                 |
|          | type            | name    | label           |
|          | begin_group     | line    | Line of ${made} |
|          | select_one what | made    | What is made?   |
|          | end_group       |         |                 |
| choices  |                 |         |                 |
|          | list_name       | name    | label           |
|          | what            | shirts  | shirts          |
|          | what            | shoes   | shoes           |
| settings |                 |         |                 |
|          | form_title      | form_id | version         |
|          | Lines           | lines   | 1               |
"""

BAD = """
| survey |               |       |              |            |
|        | type          | name  | label        | relevant   |
|        | select_one yn | clean | Is it clean? |            |
|        | decimal       | many  | How many?    | ${zz} = 1  |
"""


@pytest.fixture
def page(session: Session, show: Show, qtbot: QtBot) -> Iterator[ChecklistsPage]:
    made = ChecklistsPage(session)
    made.resize(1200, 800)
    show(made)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    yield made
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def relaid() -> None:
    """Let what was put into layouts show, and what was taken out go."""
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def words(widget: QWidget) -> str:
    """All a person can read now, the entries of long lists included."""
    relaid()
    said = [
        one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)
    ]
    for entries in widget.findChildren(EntryList):
        if entries.isVisibleTo(widget):
            said += entries.spoken()
    return "\n".join(said)


def rows(page: ChecklistsPage) -> list[str]:
    relaid()
    return [
        row.accessibleName()
        for row in page.findChildren(ListRow, "checklist-row")
        if not row.isHidden()
    ]


def read(qtbot: QtBot, page: ChecklistsPage, session: Session, file: Path) -> QWidget:
    page.import_file(file)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    return shown(page)


def shown(page: ChecklistsPage) -> VersionDetail:
    relaid()
    (detail,) = page.findChildren(VersionDetail)
    return detail


def turn_to(qtbot: QtBot, page: ChecklistsPage, session: Session, tab: str) -> QWidget:
    shown(page).findChild(SegmentedChoice, "version-tabs").choose(tab)
    if tab == "asked":
        qtbot.waitUntil(lambda: shown(page).findChild(AsAsked) is not None)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    return shown(page)


def pressed(page: QWidget, name: str) -> None:
    relaid()
    (button,) = [b for b in page.findChildren(Button, name) if b.isVisibleTo(page)]
    button.click()


def chosen(page: QWidget, name: str, words: str) -> None:
    """Choose in a list that drops down what begins so."""
    select = page.findChild(Select, name)
    at = select.findText(words, Qt.MatchFlag.MatchStartsWith)
    assert at >= 0, [select.itemText(n) for n in range(select.count())]
    select.setCurrentIndex(at)
    select.activated.emit(at)


def opened(
    qtbot: QtBot, page: ChecklistsPage, session: Session, wanted: ChecklistHash
) -> None:
    page.open_checklist(wanted)
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    relaid()


@pytest.fixture
def cambodian(
    page: ChecklistsPage, session: Session, workspace: Workspace, qtbot: QtBot
) -> Checklist:
    """The edition of Cambodia, opened."""
    entry = next(c for c in workspace.checklists.list() if c.country == "KH")
    opened(qtbot, page, session, entry.hash)
    return workspace.checklists.get(entry.hash)


def newer(checklist: Checklist) -> Checklist:
    """The next version: one question reworded, one gone, one judged otherwise."""
    return seal(
        replace(
            checklist,
            version="2027.1",
            items=tuple(_revised(item) for item in checklist.items),
        )
    )


def _revised(item: Item) -> Item:
    if isinstance(item, Group):
        kept = tuple(_revised(one) for one in item.items if not _is(one, "OS8.06"))
        return replace(item, items=kept)
    if _is(item, "OS8.05"):
        return replace(item, label=Text.of({"en": "Can every exit be opened?"}))
    if _is(item, "OS8.04"):
        return replace(item, nc_rule=". = 'yes'")
    return item


def _is(item: Item, code: str) -> bool:
    return not isinstance(item, Group) and item.code == code


# -- the library -----------------------------------------------------------------


def test_that_a_form_stands_once_with_its_versions_newest_first(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    cambodian: Checklist,
) -> None:
    session.changes.tell(workspace.checklists.keep(newer(cambodian)))
    relaid()
    titles = [one.text() for one in page.findChildren(QLabel, "form-title")]
    assert titles.count(cambodian.title) == 1
    mine = [one for one in rows(page) if "Cambodia" in one]
    assert [one.rpartition(" ")[2] for one in mine] == ["2027.1", "2026.1"]
    said = {
        row.accessibleName(): row.accessibleDescription()
        for row in page.findChildren(ListRow, "checklist-row")
    }
    assert [said[one] for one in mine] == ["not published", "published"]


def test_that_later_versions_come_before_earlier_ones_by_number() -> None:
    def entry(version: str) -> ChecklistEntry:
        return ChecklistEntry(
            ChecklistHash(version), "form", version, "Form", "KH", True, False
        )

    found = newest_first([entry("2026.9"), entry("2026.10"), entry("2025.12-b")])
    assert [one.version for one in found] == ["2026.10", "2026.9", "2025.12-b"]


def test_that_a_version_says_what_it_is(
    page: ChecklistsPage, cambodian: Checklist
) -> None:
    said = words(shown(page))
    count = sum(1 for _q in cambodian.questions)
    assert f"12 clusters · 42 points · {count} questions" in said
    assert cambodian.hash[:16] in said
    tags = {badge.text.strip("\u2068\u2069") for badge in page.findChildren(Badge)}
    assert "Cambodia" in tags
    assert "English" in said
    unverified = sum(
        1
        for one in cambodian.parameters
        if not one.is_verified and one.state is not RuleState.UNKNOWN
    )
    assert f"{unverified} not checked by a named person yet" in said


def test_that_a_language_says_who_has_reviewed_it(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    cambodian: Checklist,
    qtbot: QtBot,
) -> None:
    told = seal(
        replace(
            cambodian,
            version="2026.2",
            languages=("en", "km", "vi"),
            translations=(
                Translation("km"),
                Translation("vi", "Nguyen Lan", date(2026, 11, 3)),
            ),
        )
    )
    session.changes.tell(workspace.checklists.keep(told))
    opened(qtbot, page, session, told.hash)
    tags = [badge.text for badge in page.findChildren(Badge)]
    assert "draft translation" in tags
    assert "reviewed by Nguyen Lan, 03/11/2026" in tags


# -- publishing ------------------------------------------------------------------


def test_that_a_version_is_retired_after_asking_and_undone(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    cambodian: Checklist,
) -> None:
    def is_in_use() -> bool:
        entries = workspace.checklists.list()
        return next(e for e in entries if e.hash == cambodian.hash).is_in_use

    pressed(page, "standing-act")
    assert "Retire version 2026.1?" in words(page)
    pressed(page, "standing-cancel")
    assert is_in_use()
    pressed(page, "standing-act")
    pressed(page, "standing-sure")
    assert not is_in_use()
    assert page.findChild(QLabel, "standing-words").text() == "Retired"
    session.edits.stack.undo()
    assert is_in_use()
    assert page.findChild(QLabel, "standing-words").text() == "Published"


def test_that_an_assessor_of_a_programme_is_told_who_publishes(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    cambodian: Checklist,
    qtbot: QtBot,
) -> None:
    with workspace.replica.database.write() as connection:
        link = identities.HubLink("https://hub.example", b"hub", b"epoch", "token", 0)
        identities.keep_hub_link(connection, link)
    opened(qtbot, page, session, cambodian.hash)
    assert not shown(page).findChild(Button, "standing-act").isVisible()
    assert "Your programme's office publishes and retires versions." in words(page)


# -- as it is asked --------------------------------------------------------------


def test_that_the_preview_is_the_real_card_and_can_be_tried_out(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    cambodian: Checklist,
    qtbot: QtBot,
) -> None:
    detail = turn_to(qtbot, page, session, "asked")
    preview = detail.findChild(AsAsked)
    question = next(q for q in cambodian.questions if q.code == "OS8.05")
    preview.open_question(question.id)
    card = preview.findChild(QuestionCard)
    assert card.findChild(QLabel, "question-text").text() == question.label.in_("en")
    behind = preview.findChild(QWidget, "behind")
    qtbot.waitUntil(lambda: "the answer is “No”" in words(behind))
    assert card.press("N")
    assert question.finding.in_("en") in words(card)
    assert workspace.assessments.list() == []


def test_that_a_question_is_asked_in_the_preview_once_its_condition_holds(
    page: ChecklistsPage, session: Session, cambodian: Checklist, qtbot: QtBot
) -> None:
    preview = turn_to(qtbot, page, session, "asked").findChild(AsAsked)
    by_code = {one.code: one for one in cambodian.questions}

    def signs() -> tuple[str, ...]:
        preview.open_question(by_code["OS7.01"].id)
        rows = preview.findChild(QuestionList).questions.rows
        return next(r.signs for r in rows if r.question == by_code["OS7.01"].id)

    assert signs() == ("eye-off",)
    condition = "if \u2068SI.25\u2069 is “Yes”"
    qtbot.waitUntil(lambda: condition in words(preview))
    preview.open_question(by_code["SI.25"].id)
    assert preview.findChild(QuestionCard).press("Y")
    assert signs() == ()


def test_that_a_point_named_after_an_answer_is_called_so_in_the_preview(
    page: ChecklistsPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "lines.md"
    file.write_text(LINES, encoding="utf-8")
    read(qtbot, page, session, file)
    preview = turn_to(qtbot, page, session, "asked").findChild(AsAsked)
    points = preview.findChild(Select, "preview-point")
    assert "${" not in points.itemText(0)
    preview.open_question(QuestionId("made"))
    assert preview.findChild(QuestionCard).press("1")
    assert points.itemText(0) == "line  Line of shirts"
    assert preview.question == "made"


def test_that_searching_the_preview_finds_questions_of_all_points(
    page: ChecklistsPage, session: Session, qtbot: QtBot
) -> None:
    preview = turn_to(qtbot, page, session, "asked").findChild(AsAsked)
    found = preview.findChild(QuestionList).questions
    search = preview.findChild(QLineEdit, "search-here")
    qtbot.keyClicks(search, "os8.06")
    assert [one.code for one in found.rows] == ["OS8.06"]
    search.clear()
    qtbot.keyClicks(search, "emergency exits")
    assert len(found.rows) > 1
    qtbot.keyClicks(search, " qqq")
    assert found.rows == ()
    assert "No question has these words." in words(preview)


# -- law -------------------------------------------------------------------------


def test_that_law_is_shown_by_its_state(
    page: ChecklistsPage, session: Session, cambodian: Checklist, qtbot: QtBot
) -> None:
    detail = turn_to(qtbot, page, session, "law")
    law = detail.findChild(EntryList, "law-list")
    assert len(law.spoken()) == len(cambodian.parameters)
    assert any("15 years" in one and "Unverified" in one for one in law.spoken())
    chosen(detail, "law-state", "Not known")
    unknown = [p for p in cambodian.parameters if p.state is RuleState.UNKNOWN]
    assert len(law.spoken()) == len(unknown) > 0
    assert all("not known" in one for one in law.spoken())


def test_that_the_overview_leads_to_the_values_it_counts(
    page: ChecklistsPage, cambodian: Checklist
) -> None:
    pressed(page, "show-unverified")
    detail = shown(page)
    assert detail.tab == "law"
    law = detail.findChild(EntryList, "law-list").spoken()
    assert law
    assert all("Unverified" in one for one in law)


# -- files -----------------------------------------------------------------------


def test_that_every_problem_of_a_file_has_place_and_remedy(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "bad.md"
    file.write_text(BAD, "utf-8")
    before = workspace.checklists.list()
    result = read(qtbot, page, session, file)
    said = words(result)
    reading = xlsform.read(file)
    assert len(reading.problems) == 2
    for problem in reading.problems:
        for part in (problem.place, problem.message, problem.remedy):
            assert part in said
    assert "2 things to be mended" in said
    assert "Nothing was kept." in said
    assert not [b for b in page.findChildren(Button, "keep-checklist") if b.isVisible()]
    pressed(page, "copy-problems")
    copied = QApplication.clipboard().text()
    assert copied.splitlines() == [str(problem) for problem in reading.problems]
    assert workspace.checklists.list() == before
    pressed(page, "close-import")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    assert "Known as" in words(page)


def test_that_a_good_file_is_kept_when_it_is_wished_and_then_published(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "small.md"
    file.write_text(GOOD, "utf-8")
    result = read(qtbot, page, session, file)
    assert "1 question, ready to be kept." in words(result)
    assert not any("Small form" in one for one in rows(page))
    with qtbot.waitSignal(session.edits.saved):
        pressed(page, "keep-checklist")
    assert any("Small form" in one for one in rows(page))
    assert page.findChild(QLabel, "standing-words").text() == "Not published yet"
    pressed(page, "standing-act")
    pressed(page, "standing-sure")
    (entry,) = [c for c in workspace.checklists.list() if c.title == "Small form"]
    assert entry.is_in_use
    read(qtbot, page, session, file)
    assert page.findChild(QLabel, "standing-words").text() == "Published"


def test_that_a_newer_version_just_read_says_at_once_what_it_changes(
    page: ChecklistsPage,
    session: Session,
    cambodian: Checklist,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    file = tmp_path / "kh.xlsx"
    write_workbook(newer(cambodian), file)
    result = read(qtbot, page, session, file)
    assert result.tab == "changes"
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    entries = result.findChild(EntryList, "changes-list").spoken()
    by_code = {one.split()[0]: one for one in entries}
    assert set(by_code) == {"OS8.04", "OS8.05", "OS8.06"}
    assert by_code["OS8.06"].endswith("removed")
    assert "Is: Can every exit be opened?" in by_code["OS8.05"]
    assert ", reworded" in by_code["OS8.05"]
    assert "Was: the answer is “No”" in by_code["OS8.04"]
    assert "Is: the answer is “Yes”" in by_code["OS8.04"]
    chosen(result, "changes-shown", "Removed")
    assert len(result.findChild(EntryList, "changes-list").spoken()) == 1


def test_that_a_version_is_compared_with_any_other(
    page: ChecklistsPage, session: Session, cambodian: Checklist, qtbot: QtBot
) -> None:
    pressed(page, "compare")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    detail = shown(page)
    assert "questions differ" in words(detail)
    chosen(detail, "compare-with", "Garment factory assessment, Vietnam")
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
    assert "value changed" in words(detail)


def test_that_a_changed_question_leads_to_how_it_is_asked(
    page: ChecklistsPage, session: Session, cambodian: Checklist, qtbot: QtBot
) -> None:
    detail = turn_to(qtbot, page, session, "changes")
    question = next(q for q in cambodian.questions if q.code == "CL1.01")
    detail.findChild(EntryList, "changes-list").chosen.emit(question.id)
    assert detail.tab == "asked"
    qtbot.waitUntil(lambda: detail.findChild(AsAsked) is not None)
    qtbot.waitUntil(lambda: detail.findChild(AsAsked).question == question.id)


def test_that_a_dropped_file_is_read(
    page: ChecklistsPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "small.md"
    file.write_text(GOOD, "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: "ready to be kept" in words(page))


def test_that_what_is_no_checklist_is_told(
    page: ChecklistsPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"no workbook")
    told: list[Notice] = []
    session.messages.noticed.connect(told.append)
    page.import_file(file)
    assert not page.findChild(Button, "import").isEnabled()
    qtbot.waitUntil(lambda: bool(told))
    assert "broken.xlsx" in told[0].what
    assert page.findChild(Button, "import").isEnabled()


def test_that_an_exported_version_reads_back_the_same(
    page: ChecklistsPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    entry = next(c for c in workspace.checklists.list() if not c.country)
    checklist = workspace.checklists.get(entry.hash)
    file = tmp_path / "global.xlsx"
    with qtbot.waitSignal(page.exported):
        page.export_to(checklist, file)
    assert xlsform.load(file).hash == entry.hash


def test_that_an_export_without_a_place_is_told(
    page: ChecklistsPage,
    session: Session,
    workspace: Workspace,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    told: list[Notice] = []
    session.messages.noticed.connect(told.append)
    entry = workspace.checklists.list()[0]
    checklist = workspace.checklists.get(entry.hash)
    page.export_to(checklist, tmp_path / "nowhere" / "x.xlsx")
    qtbot.waitUntil(lambda: bool(told))
    assert "nowhere" in told[0].what
