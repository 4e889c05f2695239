"""Pictures and recordings of a checklist where its questions are asked."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId
from bwassess.checklist.names import QuestionId
from bwassess.checklist.xlsform import read
from bwassess.workspace.assessments import Plan
from ui.assessment.card import QuestionCard
from ui.assessment.page import AssessmentPage
from ui.assessment.questions import QuestionList
from ui.checklists.page import ChecklistsPage
from ui.media.files import decoded
from ui.media.picture import ROOM, PictureButton
from ui.media.viewer import MediaViewer
from ui.session import Session
from ui.theme import Theme
from ui.widgets.check_list import CheckList
from ui.widgets.label import Label
from ui.widgets.rank_list import RankList

FORM = """
| survey  |                      |       |                 |              |                  |              |            |
|         | type                 | name  | label           | media::image | media::big-image | media::audio | appearance |
|         | note                 | look  | Look first      | plan.png     |                  |              |            |
|         | select_one kind      | door  | Which door?     | door.png     | large.png        | say.wav      |            |
|         | select_multiple zone | where | Where is it?    | plan.png     |                  |              | image-map  |
|         | select_one kind      | spot  | Which is there? | plan.png     |                  |              | image-map  |
|         | rank kind            | best  | Which comes first? |           |                  |              |            |
|         | integer              | count | How many?       | broken.png   |                  |              |            |
| choices |                      |       |                 |              |                  |              |            |
|         | list_name            | name  | label           | media::image |                  |              |            |
|         | kind                 | fire  | Fire            | fire.png     |                  |              |            |
|         | kind                 | else  | Another         |              |                  |              |            |
|         | zone                 | a     | A               |              |                  |              |            |
|         | zone                 | b     | B               |              |                  |              |            |
| settings |                     |       |                 |              |                  |              |            |
|         | form_id              | version |               |              |                  |              |            |
|         | doors                | 1     |                 |              |                  |              |            |
"""  # noqa: E501 - a table


def png(width: int, height: int, colour: str = "teal") -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), colour).save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form" / "doors.md"
    beside = path.parent / "doors-media"
    beside.mkdir(parents=True)
    path.write_text(FORM)
    for name, content in (
        ("plan.png", png(900, 900)),
        ("door.png", png(1600, 800)),
        ("large.png", png(3000, 1500, "orange")),
        ("fire.png", png(300, 200, "red")),
        ("broken.png", b"no picture at all"),
        ("say.wav", b"no recording either"),
    ):
        (beside / name).write_bytes(content)
    return path


def begun(session: Session, form: Path, *, without: str = "") -> AssessmentId:
    """An assessment with the form; one of its files perhaps not on this laptop."""
    workspace, reading = session.workspace, read(form)
    assert reading.checklist is not None
    workspace.checklists.keep(reading.checklist, reading.files)
    for file in reading.checklist.files:
        if file.name == without:
            workspace.vault.evidence.set_aside(file.sha256)
    factory = workspace.factories.add("Rumdoul Apparel", "KH")
    day = date(2026, 11, 17)
    return workspace.assessments.begin(
        Plan(factory, reading.checklist.hash, "KH", 1, day, day)
    )


Open = Callable[..., AssessmentPage]


@pytest.fixture
def open_page(session: Session, form: Path, qtbot: QtBot) -> Open:
    def open_(**how: str) -> AssessmentPage:
        page = AssessmentPage(session, begun(session, form, **how))
        page.resize(1366, 760)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return open_


def ask(page: AssessmentPage, session: Session, name: str) -> QuestionCard:
    page.open_question(QuestionId(name))
    session.jobs.settle()
    card: QuestionCard = page.findChild(QuestionCard)
    return card


def shown(widget: QWidget, name: str) -> QAbstractButton:
    found = widget.findChildren(QAbstractButton, name)
    return next((one for one in found if one.isVisibleTo(widget)), found[0])


def choices(card: QuestionCard) -> CheckList:
    return next(one for one in card.findChildren(CheckList) if one.isVisibleTo(card))


def said(card: QWidget) -> str:
    line: Label = card.findChild(Label, "media-said")
    return line.text() if line.isVisibleTo(card) else ""


def test_that_a_question_shows_its_whole_picture_within_bounds(
    open_page: Open, session: Session
) -> None:
    card = ask(open_page(), session, "door")
    picture: PictureButton = card.findChild(PictureButton, "media-picture")
    assert picture.isVisibleTo(card)
    assert picture.accessibleName() == "Which door?"
    image = picture.image
    assert image is not None
    assert (image.width(), image.height()) == (520, 260)
    assert picture.height() <= ROOM.height()


def test_that_tap_and_key_open_the_large_picture_and_escape_closes_it(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    page = open_page()
    card = ask(page, session, "door")
    picture = shown(card, "media-picture")
    picture.setFocus()
    for open_it in (
        lambda: qtbot.mouseClick(picture, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(picture, Qt.Key.Key_Space),
    ):
        open_it()
        session.jobs.settle()
        viewer: MediaViewer = page.findChild(MediaViewer)
        assert viewer.isVisibleTo(page)
        canvas = viewer.findChild(QWidget, "photo-canvas")
        assert canvas.sceneRect().width() == 3000
        with qtbot.waitSignal(viewer.destroyed):
            qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        assert picture.hasFocus()


def test_that_choices_have_their_pictures_and_are_chosen_as_any_other(
    open_page: Open, session: Session
) -> None:
    page = open_page()
    card = ask(page, session, "door")
    pictures = [one.picture for one in choices(card)._options]
    assert pictures[0] is not None
    assert pictures[0].width() == 300
    assert pictures[1] is None
    shown(card, "option-fire").click()
    assert page.view.answer(QuestionId("door")).value == "fire"


def test_that_things_to_order_have_their_pictures_and_keep_their_order(
    open_page: Open, session: Session
) -> None:
    page = open_page()
    best = page.view.checklist.question(QuestionId("best"))
    given = session.workspace.answers.give(
        page.view.assessment.id, best, ["else", "fire"]
    )
    session.changes.tell(given.touched)
    page.open_question(QuestionId("best"))
    ranks = page.findChild(RankList)
    session.jobs.settle()
    assert ranks.order == ("else", "fire")
    with_one, without = (
        row.sizeHint().height()
        for name in ("fire", "else")
        # Rows without pictures, which stood there before, may still have to go.
        for row in ranks.findChildren(QWidget, f"rank-{name}")
        if not row.isHidden()
    )
    assert with_one > without


def test_that_a_map_has_its_choices_beside_it(
    open_page: Open, session: Session
) -> None:
    page = open_page()
    card = ask(page, session, "where")
    place, rows = shown(card, "map-picture"), choices(card)
    assert place.isVisibleTo(card)
    assert not shown(card, "media-picture").isVisibleTo(card)
    left = rows.mapTo(card, QPoint(0, 0)).x()
    assert left >= place.mapTo(card, QPoint(place.width(), 0)).x()
    shown(card, "option-b").click()
    assert page.view.answer(QuestionId("where")).value == ("b",)


def test_that_pictured_choices_of_a_map_go_below_it_to_be_read(
    open_page: Open, session: Session
) -> None:
    card = ask(open_page(), session, "spot")
    place, rows = shown(card, "map-picture"), choices(card)
    below = place.mapTo(card, QPoint(0, place.height())).y()
    assert rows.mapTo(card, QPoint(0, 0)).y() >= below
    assert rows.width() > place.width()


def test_that_a_file_that_has_not_arrived_is_named_until_it_has(
    open_page: Open, session: Session, form: Path
) -> None:
    page = open_page(without="door.png")
    card = ask(page, session, "door")
    assert "door.png" in said(card)
    assert "hasn't arrived" in said(card)
    assert not shown(card, "media-picture").isVisibleTo(card)
    picture = (form.parent / "doors-media" / "door.png").read_bytes()
    session.workspace.vault.evidence.add(picture)
    session.changes.changed.emit(session.workspace.settle())
    session.jobs.settle()
    assert said(card) == ""
    assert shown(card, "media-picture").isVisibleTo(card)


def test_that_a_picture_in_large_goes_with_its_page(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    page = open_page()
    card = ask(page, session, "where")
    qtbot.mouseClick(shown(card, "map-picture"), Qt.MouseButton.LeftButton)
    viewer: MediaViewer = page.findChild(MediaViewer)
    assert viewer.parentWidget() is page
    assert viewer.geometry() == page.rect()


@pytest.mark.qt_log_level_fail("NO")  # of what can play here
def test_that_what_is_no_picture_or_recording_is_said_in_a_line(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    page = open_page()
    card = ask(page, session, "count")
    assert "broken.png" in said(card)
    card = ask(page, session, "door")
    assert said(card) == ""
    shown(card, "media-audio").click()
    session.jobs.settle()
    qtbot.waitUntil(lambda: "say.wav" in said(card))
    assert not shown(card, "media-audio").isVisibleTo(card)


def test_that_a_note_has_its_picture_below_it_and_opens_it(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    page = open_page()
    ask(page, session, "door")
    rows: QuestionList = page.findChild(QuestionList)
    note = rows.visualRect(rows.questions.index(0))
    assert note.height() > 200
    qtbot.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=note.center() + QPoint(-200, 0)
    )
    assert page.findChild(MediaViewer) is not None


def test_that_the_floor_shows_it_above_the_question(
    open_page: Open, session: Session, qapp: QApplication
) -> None:
    Theme(floor=True, motion=False).apply(qapp)
    try:
        page = open_page()
        card = ask(page, session, "door")
        beside = [
            one
            for one in page.findChildren(PictureButton, "media-picture")
            if one.isVisibleTo(page) and not card.isAncestorOf(one)
        ]
        assert [one.accessibleName() for one in beside] == ["Look first"]
    finally:
        Theme(motion=False).apply(qapp)


def test_that_a_form_just_read_is_tried_out_with_its_pictures_and_kept_with_them(
    session: Session, form: Path, qtbot: QtBot
) -> None:
    page = ChecklistsPage(session)
    page.resize(1366, 760)
    qtbot.addWidget(page)
    page.show()
    page.import_file(form)
    qtbot.waitUntil(lambda: page.findChild(QWidget, "import-result") is not None)
    result = page.findChild(QWidget, "import-result")
    result.show_tab("asked")
    qtbot.waitUntil(lambda: result.findChild(QuestionCard) is not None)
    result._on_question_chosen("door")
    qtbot.waitUntil(
        lambda: result.findChild(PictureButton, "media-picture").image is not None
    )
    hash_ = result.checklist.hash
    shown(result, "keep-checklist").click()
    held = session.workspace.checklists
    qtbot.waitUntil(lambda: hash_ in {one.hash for one in held.list()})
    assert (
        held.media(hash_, "door.png")
        == (form.parent / "doors-media" / "door.png").read_bytes()
    )


def test_that_a_large_photo_is_decoded_small() -> None:
    made = BytesIO()
    Image.new("RGB", (6000, 4000), "teal").save(made, "JPEG")
    begun_at = monotonic()
    image = decoded(made.getvalue(), ROOM)
    assert monotonic() - begun_at < 2
    assert (image.width(), image.height()) == (390, 260)


def test_that_a_photo_lying_on_its_side_is_turned_within_its_room() -> None:
    made = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (1600, 800), "teal").save(made, "JPEG", exif=exif)
    image = decoded(made.getvalue(), ROOM)
    assert (image.width(), image.height()) == (130, 260)
