"""A photo in large: stepping, words, removing and undo, zoom, leaving."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bwassess.assessment.records import AssessmentId, Evidence, EvidenceId
from bwassess.checklist.names import QuestionId
from ui.assessment.page import AssessmentPage
from ui.photos.canvas import PhotoCanvas
from ui.photos.viewer import PhotoViewer
from ui.session import Session
from ui.widgets.label import Label

QUESTION = QuestionId("OS8.05")


def jpeg(colour: str) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (1200, 800), colour).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def photos(session: Session, assessment: AssessmentId) -> list[EvidenceId]:
    """Three photos of one question, each with a caption."""
    return [
        session.workspace.photos.add(
            assessment, jpeg(colour), question=QUESTION, caption=f"The {colour} door"
        )[0]
        for colour in ("red", "green", "blue")
    ]


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def viewer(
    session: Session,
    assessment: AssessmentId,
    photos: list[EvidenceId],
    ground: QWidget,
    qtbot: QtBot,
) -> PhotoViewer:
    made = PhotoViewer(session, assessment, photos[1], parent=ground)
    shown(qtbot, made, photos[1])
    return made


def shown(qtbot: QtBot, viewer: PhotoViewer, photo: EvidenceId) -> None:
    canvas = viewer.findChild(PhotoCanvas)
    qtbot.waitUntil(lambda: viewer.photo == photo and not canvas.sceneRect().isEmpty())


def title(viewer: QWidget) -> str:
    return viewer.findChild(Label, "photo-title").text()


def press(qtbot: QtBot, viewer: QWidget, name: str) -> None:
    button = viewer.findChild(QPushButton, name)
    qtbot.waitUntil(lambda: button.isVisibleTo(viewer))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def read(session: Session, assessment: AssessmentId) -> dict[EvidenceId, Evidence]:
    view = session.workspace.assessments.view(assessment)
    assert view is not None
    return dict(view.evidence)


def test_that_arrows_go_from_photo_to_photo_of_the_question(
    viewer: PhotoViewer, photos: list[EvidenceId], qtbot: QtBot
) -> None:
    assert "Photo 2 of 3" in title(viewer)
    canvas = viewer.findChild(PhotoCanvas)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    shown(qtbot, viewer, photos[2])
    assert "Photo 3 of 3" in title(viewer)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert viewer.photo == photos[2]
    for _each in range(2):
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
    shown(qtbot, viewer, photos[0])


def test_that_caption_and_place_are_saved_when_left(
    viewer: PhotoViewer,
    photos: list[EvidenceId],
    session: Session,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    caption = viewer.findChild(QLineEdit, "photo-caption")
    place = viewer.findChild(QLineEdit, "photo-place")
    assert caption.text() == "The green door"
    caption.setFocus()
    caption.selectAll()
    qtbot.keyClicks(caption, "Exit B-2, padlocked")
    place.setFocus()
    qtbot.keyClicks(place, "Building B")
    qtbot.keyClick(place, Qt.Key.Key_Return)
    kept = read(session, assessment)[photos[1]]
    assert (kept.caption, kept.place) == ("Exit B-2, padlocked", "Building B")
    session.edits.stack.undo()
    assert read(session, assessment)[photos[1]].place == ""
    assert place.text() == ""


def test_that_words_being_typed_survive_going_on(
    viewer: PhotoViewer,
    photos: list[EvidenceId],
    session: Session,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    caption = viewer.findChild(QLineEdit, "photo-caption")
    caption.setFocus()
    qtbot.keyClicks(caption, ", open")
    viewer.step(1)
    assert read(session, assessment)[photos[1]].caption == "The green door, open"
    assert caption.text() == "The blue door"


def test_that_a_removed_photo_can_be_had_back(
    viewer: PhotoViewer,
    photos: list[EvidenceId],
    session: Session,
    assessment: AssessmentId,
    qtbot: QtBot,
) -> None:
    press(qtbot, viewer, "photo-remove")
    assert viewer.photo == photos[2]
    assert "Photo 2 of 2" in title(viewer)
    assert viewer.findChild(Label, "photo-said").text() == "The photo is removed."
    assert read(session, assessment)[photos[1]].is_removed
    press(qtbot, viewer, "photo-undo")
    assert not read(session, assessment)[photos[1]].is_removed
    assert "of 3" in title(viewer)


def test_that_the_last_one_removed_leaves_a_word(
    viewer: PhotoViewer, qtbot: QtBot
) -> None:
    for _each in range(3):
        press(qtbot, viewer, "photo-remove")
    assert viewer.photo is None
    assert "No photo is left" in viewer.findChild(Label, "photo-absent").text()
    assert not viewer.findChild(QPushButton, "photo-remove").isEnabled()


def test_that_escape_gives_the_page_back(
    session: Session,
    assessment: AssessmentId,
    photos: list[EvidenceId],
    ground: QWidget,
    qtbot: QtBot,
) -> None:
    field = QLineEdit(ground)
    field.show()
    field.setFocus()
    viewer = PhotoViewer(session, assessment, photos[0], parent=ground)
    shown(qtbot, viewer, photos[0])
    with qtbot.waitSignal(viewer.closed):
        qtbot.keyClick(viewer.findChild(PhotoCanvas), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is field


def test_that_the_wheel_zooms_and_zero_fits_again(
    viewer: PhotoViewer, qtbot: QtBot
) -> None:
    canvas = viewer.findChild(PhotoCanvas)
    fitted = canvas.zoom
    middle = QPointF(canvas.viewport().rect().center())
    QApplication.sendEvent(
        canvas.viewport(),
        QWheelEvent(
            middle,
            canvas.viewport().mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
    assert canvas.zoom > fitted
    assert not canvas.is_fitted
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.zoom == pytest.approx(fitted)


def test_that_it_covers_the_page_as_that_grows(
    viewer: PhotoViewer, ground: QWidget, qtbot: QtBot
) -> None:
    ground.resize(1200, 800)
    qtbot.waitUntil(lambda: viewer.size() == ground.size())


def test_that_a_photo_not_here_says_so(
    session: Session,
    assessment: AssessmentId,
    photos: list[EvidenceId],
    ground: QWidget,
    qtbot: QtBot,
) -> None:
    evidence = session.workspace.vault.folder / "evidence"
    for path in [one for one in evidence.rglob("*") if one.is_file()]:
        path.unlink()
    viewer = PhotoViewer(session, assessment, photos[0], parent=ground)
    absent = viewer.findChild(Label, "photo-absent")
    qtbot.waitUntil(lambda: absent.isVisibleTo(viewer))
    assert absent.text()


def test_that_locking_keeps_the_words_being_typed(
    session: Session, assessment: AssessmentId, photos: list[EvidenceId], qtbot: QtBot
) -> None:
    page = AssessmentPage(session, assessment)
    qtbot.addWidget(page)
    page.show()
    page.open_photo(photos[0])
    caption = page.findChild(QLineEdit, "photo-caption")
    caption.setText("Typed to the end")
    page.settle()
    assert read(session, assessment)[photos[0]].caption == "Typed to the end"
    qtbot.waitUntil(lambda: not session.jobs.is_busy)
