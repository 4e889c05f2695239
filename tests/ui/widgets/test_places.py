"""Rail, photographs, drop target, text area."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.theme import Theme
from ui.widgets.drop_target import DropTarget
from ui.widgets.photo_thumb import PhotoState, PhotoThumb
from ui.widgets.rail import Place, Rail
from ui.widgets.text_area import TextArea

PLACES = [
    Place("home", "Home", "house", key="Ctrl+1"),
    Place("inbox", "Inbox", "inbox"),
]


@pytest.fixture
def rail(qtbot) -> Rail:
    made = Rail(PLACES, foot=[Place("lock", "Lock", "lock")], current="home")
    qtbot.addWidget(made)
    return made


def place(rail: Rail, name: str) -> QAbstractButton:
    return rail.findChild(QAbstractButton, f"place-{name}")


def test_that_the_window_decides_where_one_is(qtbot, rail: Rail) -> None:
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.mouseClick(place(rail, "inbox"), Qt.MouseButton.LeftButton)
    assert told.args == ["inbox"]
    assert place(rail, "home").isChecked()
    rail.set_current("inbox")
    assert place(rail, "inbox").isChecked()
    assert not place(rail, "home").isChecked()


def test_that_a_number_of_things_waiting_is_read_out(rail: Rail) -> None:
    rail.set_badge("inbox", 7)
    assert place(rail, "inbox").accessibleName() == "Inbox 7"
    rail.set_badge("inbox", 0)
    assert place(rail, "inbox").accessibleName() == "Inbox"


def test_that_the_rail_is_as_wide_as_its_words_need(
    qapp: QApplication, rail: Rail
) -> None:
    assert rail.width() == 80
    Theme(text_size=200).apply(qapp)
    assert rail.width() >= place(rail, "home").sizeHint().width()


def photo() -> QImage:
    image = QImage(400, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for x in range(200, 400):
        for y in range(100):
            image.setPixelColor(x, y, QColor("blue"))
    return image


def test_that_a_photo_fills_its_frame_and_never_mirrors(
    qtbot, qapp: QApplication
) -> None:
    Theme(language="ar").apply(qapp)
    thumb = PhotoThumb(image=photo())
    qtbot.addWidget(thumb)
    thumb.resize(thumb.sizeHint())
    picture = thumb.grab().toImage()
    middle = picture.height() // 2
    assert picture.pixelColor(10, middle) == QColor("red")
    assert picture.pixelColor(picture.width() - 10, middle) == QColor("blue")
    assert picture.pixelColor(10, 8) == QColor("red")


@pytest.mark.parametrize("state", PhotoState)
def test_that_a_photo_says_what_is_special(qtbot, state: PhotoState) -> None:
    thumb = PhotoThumb(caption="Bldg C, exit 1", state=state)
    qtbot.addWidget(thumb)
    assert "Bldg C, exit 1" in thumb.accessibleName()
    assert state.word in thumb.accessibleName()
    thumb.grab()


def files(*names: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(name) for name in names])
    return mime


def test_that_pictures_are_taken_and_other_files_left(qtbot) -> None:
    target = DropTarget()
    qtbot.addWidget(target)
    with qtbot.waitSignal(target.files_dropped) as told:
        assert target.take(files("/photos/exit.JPG", "/photos/notes.txt"))
    assert told.args == [(Path("/photos/exit.JPG"),)]
    with qtbot.assertNotEmitted(target.files_dropped):
        assert not target.take(files("/photos/notes.txt"))


def test_that_a_pasted_picture_is_taken(qtbot) -> None:
    target = DropTarget()
    qtbot.addWidget(target)
    mime = QMimeData()
    mime.setImageData(photo())
    with qtbot.waitSignal(target.image_dropped) as told:
        assert target.take(mime)
    assert told.args[0].size() == photo().size()


@pytest.fixture
def note(show) -> TextArea:
    made = TextArea(label="Note")
    made.resize(300, 60)
    return show(made)


def test_that_a_note_grows_with_its_lines(qtbot, note: TextArea) -> None:
    before = note.height()
    qtbot.keyClicks(note, "B-2 padlocked, key with the guard, opened after 6 min. " * 3)
    assert note.height() > before
    note.set_text("short")
    assert note.height() == before


def test_that_a_note_is_told_typing_and_on_leaving(qtbot, note: TextArea) -> None:
    drafts: list[str] = []
    note.typed.connect(drafts.append)
    note.setFocus()
    qtbot.keyClicks(note, "ok")
    assert drafts == ["o", "ok"]
    with qtbot.waitSignal(note.left) as told:
        note.clearFocus()
    assert told.args == ["ok"]


def test_that_showing_a_note_tells_nobody(qtbot, note: TextArea) -> None:
    with qtbot.assertNotEmitted(note.typed):
        note.set_text("from the other laptop")
    assert note.text == "from the other laptop"
