"""The frame: places, the way back, keys, the bar, the palette, and locking."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from bwassess import settings
from bwassess.assessment.records import AssessmentId
from bwassess.progress import Progress
from bwassess.store.errors import DiskFull
from bwassess.store.vault import Vault
from bwassess.workspace import Workspace
from tests.ui.desk import PASSPHRASE, Made, Open, answer, begin, make_vault
from ui.desktop import Desktop
from ui.frame.keys import KeySheet
from ui.frame.palette import Palette
from ui.frame.places import HOME, QUESTIONS, VISIT
from ui.widgets.banner import Banner
from ui.widgets.saved_indicator import Saving


def fill(workspace: Workspace) -> None:
    one = begin(workspace)
    answer(workspace, one, "OS8.05", "no")


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make_vault(tmp_path / "vault", fill)


def label(desktop: Desktop, name: str) -> str:
    found = desktop.window.findChild(QLabel, name)
    assert found is not None
    return found.text()


def only(desktop: Desktop) -> AssessmentId:
    return desktop.session.workspace.assessments.list()[0].assessment.id


def say(desktop: Desktop, code: str, value: str) -> None:
    workspace, one = desktop.session.workspace, only(desktop)
    view = workspace.assessments.view(one)
    question = next(q for q in view.checklist.questions if q.code == code)
    desktop.session.edits.run(
        f"Answer to {code}", lambda: workspace.answers.give(one, question, value)
    )


def test_that_the_window_never_names_the_factory(
    open_desktop: Open, made: Made
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop))
    assert desktop.window.windowTitle() == "bwassess"


def test_that_the_bar_follows_every_answer(open_desktop: Open, made: Made) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop))
    assert label(desktop, "top-bar-title") == "Rumdoul Apparel"
    before = label(desktop, "bar-count")
    assert label(desktop, "bar-findings") == "1 finding"
    say(desktop, "OS8.06", "no")
    assert label(desktop, "bar-count") != before
    assert label(desktop, "bar-findings") == "2 findings"
    assert label(desktop, "saved-words").startswith("Saved ")


def test_that_what_is_not_saved_stays_said_until_it_is(
    open_desktop: Open, made: Made
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    tries = []

    def act():
        tries.append(1)
        if len(tries) == 1:
            raise DiskFull
        return desktop.session.workspace.assessments.summarise(only(desktop), "calm")

    desktop.session.edits.run("Summary", act)
    saved = desktop.frame.bar.saved
    assert saved.state is Saving.NOT_SAVED
    assert "disk is full" in saved.toolTip()
    saved.retry_asked.emit()
    assert saved.state is Saving.SAVED


def test_that_undo_and_redo_have_keys_and_buttons(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop))
    undo = desktop.window.findChild(QAbstractButton, "undo")
    assert not undo.isEnabled()
    say(desktop, "OS8.06", "no")
    assert "OS8.06" in undo.toolTip()
    qtbot.keyClick(
        desktop.frame.page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    assert label(desktop, "bar-findings") == "1 finding"
    redo = desktop.window.findChild(QAbstractButton, "redo")
    qtbot.mouseClick(redo, Qt.MouseButton.LeftButton)
    assert label(desktop, "bar-findings") == "2 findings"


def test_that_alt_and_arrows_go_back_and_forward(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    frame = desktop.frame
    frame.open_assessment(only(desktop), question="OS8.05")
    frame.go(QUESTIONS, question="CL1.01")
    qtbot.keyClick(frame.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.location.question == "OS8.05"
    qtbot.keyClick(frame.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert frame.location.place == HOME
    qtbot.keyClick(frame.page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert frame.location.question == "OS8.05"


def test_that_numbers_go_to_the_places_of_the_rail(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(desktop.frame.page, Qt.Key.Key_1, control)
    assert desktop.frame.location.place == HOME


def test_that_a_stitch_of_the_bar_opens_its_question(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop), question="OS8.05")
    seam = desktop.window.findChild(QWidget, "bar-seam")
    qtbot.mouseClick(seam, Qt.MouseButton.LeftButton, pos=seam.stitch_rect(0).center())
    assert desktop.frame.location.question == "CL1.01"


def test_that_the_palette_finds_a_question_by_its_words(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop), question="CL1.01")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(desktop.frame.page, Qt.Key.Key_K, control)
    palette = desktop.window.findChild(Palette)
    words = QApplication.focusWidget()
    qtbot.keyClicks(words, "exit lock")
    assert [hit.code for hit in palette.hits] == ["OS8.05"]
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert desktop.frame.location.question == "OS8.05"
    assert not palette.isVisible()


def test_that_a_sign_narrows_the_palette(open_desktop: Open, made: Made) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop))
    palette = desktop.frame.open_palette("#os8.0")
    assert {hit.code[:5] for hit in palette.hits} == {"OS8.0"}
    palette.type(">lock")
    assert [hit.text for hit in palette.hits] == ["Lock the vault"]
    palette.type("rumdoul")
    assert "Rumdoul Apparel" in [hit.text for hit in palette.hits]


def test_that_escape_closes_the_palette_and_gives_the_focus_back(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    before = QApplication.focusWidget()
    palette = desktop.frame.open_palette("x")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is before


def test_that_a_question_mark_shows_all_keys(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    qtbot.keyClick(desktop.frame.page, Qt.Key.Key_Question)
    assert desktop.window.findChild(KeySheet).isVisible()


def test_that_f12_locks_from_anywhere_and_wipes_the_pages(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop))
    desktop.frame.open_palette("exit")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F12)
    assert desktop.session is None
    assert desktop.window.findChild(QWidget, "assessment-page") is None
    qtbot.waitUntil(lambda: not desktop.jobs.is_busy)
    Vault.open(made.folder, PASSPHRASE).lock()


def test_that_locking_settles_what_was_being_typed(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    one = only(desktop)
    desktop.frame.open_assessment(one, question="OS8.05")
    qtbot.keyClick(desktop.frame.page, Qt.Key.Key_T)
    qtbot.keyClicks(QApplication.focusWidget(), "padlock on B-2")
    desktop.lock()
    qtbot.waitUntil(lambda: not desktop.jobs.is_busy)
    with Workspace.open(made.folder, PASSPHRASE) as workspace:
        assert workspace.assessments.view(one).answer("OS8.05").note == "padlock on B-2"


def test_that_work_under_way_is_called_off_by_locking(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: not desktop.jobs.is_busy)
    heard: list[str] = []
    begun, ended = Event(), Event()

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress(1, 2)
                ended.wait(0.01)
        finally:
            ended.set()

    desktop.jobs.run(
        work,
        on_done=lambda _none: heard.append("done"),
        on_cancelled=lambda: heard.append("cancelled"),
    )
    qtbot.waitUntil(begun.is_set)
    desktop.lock()
    qtbot.waitUntil(lambda: not desktop.jobs.is_busy)
    assert ended.is_set()
    # The page that asked is gone: nobody is told.
    assert heard == []
    Vault.open(made.folder, PASSPHRASE).lock()


def test_that_idleness_locks(open_desktop: Open, made: Made, qtbot: QtBot) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    assert desktop._idle.interval() == 10 * 60_000
    desktop._idle.start(1)
    qtbot.waitUntil(lambda: desktop.session is None)


def test_that_a_touch_puts_the_idle_lock_off(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop._idle.start(1_000)
    event = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(desktop.frame.page, event)
    assert desktop._idle.remainingTime() > 60_000


def test_that_a_backup_is_written_at_unlock(
    open_desktop: Open, made: Made, qtbot: QtBot
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: not desktop.jobs.is_busy)
    assert desktop.session.workspace.vault.backups.newest_first()


def test_that_settings_show_at_once_and_one_stays_where_one_was(
    open_desktop: Open, made: Made
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop), question="OS8.05")
    desktop.change_settings({"language": "ar"})
    assert desktop.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert desktop.frame.location.question == "OS8.05"
    desktop.change_settings({"scheme": "dark", "text_size": 150})
    assert desktop.frame.location.question == "OS8.05"
    assert desktop.session.settings.text_size == 150


def test_that_an_expected_error_speaks_in_the_banner(
    open_desktop: Open, made: Made
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.messages.tell(DiskFull())
    banner = desktop.window.findChild(Banner)
    assert banner.isVisible()
    assert "disk is full" in banner.notice.what


def test_that_everything_to_press_has_a_name(open_desktop: Open, made: Made) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_palette("a")
    desktop.frame.show_keys()
    for button in desktop.frame.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName() or button.text(), button


class _Windows(QObject):
    """Notes every window that opens, however shortly."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched.isWidgetType():
            assert isinstance(watched, QWidget)
            if watched.isWindow():
                self.seen.append(repr(watched))
        return False


def test_that_no_place_opens_a_window_of_its_own(
    open_desktop: Open, made: Made, qapp: QApplication
) -> None:
    # A part shown before it has a parent is a window for a moment: it flickers, and
    # takes the keyboard away (seen with a field's hint).
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    windows = _Windows()
    qapp.installEventFilter(windows)
    one = only(desktop)
    for place in ("plan", "factories", "checklists", "sync", "settings"):
        desktop.frame.go(place)
    for place in ("questions", "visit", "report"):
        desktop.frame.go(place, one)
        assert desktop.frame.bar.isVisible()
    desktop.frame.open_palette("exit")
    desktop.frame.show_keys()
    desktop.lock()
    qapp.removeEventFilter(windows)
    assert windows.seen == []
    assert desktop.window.isActiveWindow()


def test_that_every_size_and_script_fits(open_desktop: Open, made: Made) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    one = only(desktop)
    for language in ("en", "km", "ar"):
        for size in (100, 200):
            desktop.change_settings({"language": language, "text_size": size})
            for width, height in ((1024, 690), (1920, 1080)):
                desktop.window.resize(width, height)
                desktop.frame.go(HOME)
                assert not desktop.window.grab().isNull()
                desktop.frame.open_assessment(one)
                assert desktop.window.width() == width, (language, size)


def test_that_languages_of_questions_are_remembered_and_reach_every_page(
    open_desktop: Open, made: Made
) -> None:
    desktop = open_desktop(made.folder, passphrase=PASSPHRASE)
    desktop.frame.open_assessment(only(desktop), question="OS8.05")
    page = desktop.frame.page
    desktop.frame.go(VISIT)
    visit = desktop.frame.page
    desktop.frame.go(QUESTIONS)
    page.set_languages(("km", "en"))
    assert settings.load().asks_in == ("km", "en")
    assert desktop.session.settings.asks_in == ("km", "en")
    assert desktop.frame.page is page
    assert page.question == "OS8.05"
    desktop.frame.go(VISIT)
    assert desktop.frame.page is not visit
