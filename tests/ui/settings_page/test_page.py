"""Settings: told at once; backups, passphrase and recovery key for real."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bwassess.settings import Settings
from bwassess.store.errors import DiskFull, WrongPassphrase
from bwassess.store.identity import HubLink, keep_hub_link
from bwassess.store.vault import Vault
from bwassess.workspace import Workspace
from tests.ui.conftest import PASSPHRASE
from ui.session import Session
from ui.settings_page.page import SettingsPage
from ui.theme import Theme
from ui.unlock.key_stage import KeyStage
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.list_row import ListRow
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select
from ui.widgets.text_area import TextArea

Show = Callable[[QWidget], QWidget]

NEW = "velvet harbour candle fox"


@pytest.fixture
def page(session: Session, show: Show, qtbot: QtBot) -> Iterator[SettingsPage]:
    made = SettingsPage(session, Settings())
    made.resize(900, 900)
    show(made)
    yield made
    qtbot.waitUntil(lambda: not session.jobs.is_busy)


def told(page: SettingsPage) -> list[dict]:
    heard: list[dict] = []
    page.changed.connect(heard.append)
    return heard


def press(page: QWidget, name: str) -> None:
    page.findChild(QPushButton, name).click()


def agree(page: QWidget) -> None:
    """Say yes to the question that is asked."""
    box = page.findChild(QMessageBox, "message")
    yes = next(
        one
        for one in box.buttons()
        if box.buttonRole(one) == QMessageBox.ButtonRole.AcceptRole
    )
    yes.click()


def relaid() -> None:
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def backups(page: QWidget) -> int:
    relaid()
    return len(page.findChildren(QWidget, "backup-row"))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("scheme", "dark", "dark"),
        ("floor", "True", True),
        ("text_size", "150", 150),
        ("idle_lock_min", "5", 5),
        ("keeps_originals", "True", True),
    ],
)
def test_that_a_choice_is_told_at_once_and_once(
    page: SettingsPage, name: str, value: str, expected: object
) -> None:
    heard = told(page)
    choice = page.findChild(SegmentedChoice, name)
    for _time in range(2):
        choice.choose(value)
    assert heard == [{name: expected}]


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "km"), ("photo_side", 4096)],
)
def test_that_a_picked_value_is_told(
    page: SettingsPage, name: str, value: object
) -> None:
    heard = told(page)
    select = page.findChild(Select, name)
    place = select.findData(value)
    select.setCurrentIndex(place)
    select.activated.emit(place)
    assert heard == [{name: value}]


def pick(page: SettingsPage, name: str, value: str) -> None:
    select = page.findChild(Select, name)
    place = select.findData(value)
    select.setCurrentIndex(place)
    select.activated.emit(place)


def test_that_questions_may_be_read_in_two_languages_at_once(
    page: SettingsPage,
) -> None:
    heard = told(page)
    pick(page, "question_language", "vi")
    pick(page, "second_language", "km")
    pick(page, "second_language", "")
    pick(page, "question_language", "")
    assert [one["question_languages"] for one in heard] == [
        ("vi",),
        ("vi", "km"),
        ("vi",),
        (),
    ]


def test_that_a_second_language_stands_below_that_of_the_program(
    page: SettingsPage,
) -> None:
    heard = told(page)
    pick(page, "second_language", "ar")
    assert heard == [{"question_languages": ("en", "ar")}]


def test_that_the_settings_in_force_are_shown(session: Session, qtbot: QtBot) -> None:
    settings = Settings(language="vi", scheme="contrast", text_size=130, photo_side=900)
    page = SettingsPage(session, settings)
    qtbot.addWidget(page)
    assert page.findChild(Select, "language").currentText() == "Tiếng Việt"
    assert page.findChild(SegmentedChoice, "scheme").value == "contrast"
    assert page.findChild(SegmentedChoice, "text_size").value == "130"
    assert page.findChild(Select, "photo_side").currentData() == 900


def test_that_a_backup_is_written_now_and_listed(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    before = backups(page)
    write = page.findChild(Button, "write-backup")
    write.click()
    assert not write.isEnabled()
    qtbot.waitUntil(write.isEnabled)
    assert backups(page) == before + 1
    assert len(workspace.vault.backups.newest_first()) == before + 1
    line = page.findChild(QLabel, "backup-line").text()
    assert line.startswith("Written and read back whole at ")


def test_that_a_backup_that_fails_says_so(
    page: SettingsPage,
    workspace: Workspace,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise DiskFull(workspace.vault.folder)

    monkeypatch.setattr(workspace.vault.backups, "write", full)
    press(page, "write-backup")
    line = page.findChild(QLabel, "backup-line")
    qtbot.waitUntil(lambda: bool(line.text()))
    assert str(DiskFull(workspace.vault.folder)) in line.text()
    assert page.findChild(Button, "write-backup").isEnabled()


def test_that_going_back_is_explained_and_asked_first(
    session: Session, workspace: Workspace, show: Show, qtbot: QtBot
) -> None:
    backup = workspace.back_up()
    page = SettingsPage(session, Settings())
    show(page)
    heard: list[str] = []
    page.restore_requested.connect(heard.append)
    press(page, "restore")
    box = page.findChild(QMessageBox, "message")
    assert "kept beside it, not deleted" in box.informativeText()
    assert heard == []
    agree(page)
    assert heard == [backup.name]


def type_passphrases(qtbot: QtBot, page: QWidget, *typed: str) -> None:
    names = ("old-passphrase", "new-passphrase", "new-passphrase-again")
    for name, text in zip(names, typed, strict=True):
        field = page.findChild(QLineEdit, name)
        field.clear()
        qtbot.keyClicks(field, text)


def test_that_another_passphrase_opens_the_vault(
    page: SettingsPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    press(page, "change-passphrase")
    type_passphrases(qtbot, page, PASSPHRASE, NEW, NEW)
    press(page, "keep-passphrase")
    said = page.findChild(QLabel, "passphrase-said")
    qtbot.waitUntil(lambda: said.text().startswith("Changed."))
    relaid()
    assert page.findChild(QWidget, "passphrase-form") is None
    copy = shutil.copytree(workspace.vault.folder, tmp_path / "copy")
    with pytest.raises(WrongPassphrase):
        Vault.open(copy, PASSPHRASE)
    Vault.open(copy, NEW).lock()


def test_that_a_wrong_old_passphrase_changes_nothing(
    page: SettingsPage, qtbot: QtBot
) -> None:
    press(page, "change-passphrase")
    type_passphrases(qtbot, page, "not this one", NEW, NEW)
    press(page, "keep-passphrase")
    field = page.findChild(QLineEdit, "old-passphrase").parentWidget()
    assert isinstance(field, Field)
    qtbot.waitUntil(lambda: field.error == str(WrongPassphrase()))
    assert page.findChild(Button, "keep-passphrase").isEnabled()


def test_that_two_new_passphrases_must_be_one(
    page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    press(page, "change-passphrase")
    type_passphrases(qtbot, page, PASSPHRASE, NEW, NEW + "s")
    press(page, "keep-passphrase")
    assert not session.jobs.is_busy
    field = page.findChild(QLineEdit, "new-passphrase-again").parentWidget()
    assert isinstance(field, Field)
    assert "differ" in field.error


def test_that_a_new_recovery_key_is_shown_until_it_is_on_paper(
    page: SettingsPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    press(page, "renew-key")
    assert page.findChild(KeyStage) is None
    agree(page)
    qtbot.waitUntil(lambda: page.findChild(KeyStage) is not None)
    stage = page.findChild(KeyStage)
    groups = stage.groups
    done = page.findChild(Button, "key-on-paper")
    assert not done.isEnabled()
    for place in stage.asked:
        qtbot.keyClicks(page.findChild(QLineEdit, f"group-{place + 1}"), groups[place])
    assert done.isEnabled()
    done.click()
    relaid()
    assert page.findChild(KeyStage) is None
    copy = shutil.copytree(workspace.vault.folder, tmp_path / "copy")
    Vault.open_with_recovery(copy, "-".join(groups)).lock()


def test_that_a_page_left_shows_no_key(page: SettingsPage, qtbot: QtBot) -> None:
    press(page, "renew-key")
    agree(page)
    qtbot.waitUntil(lambda: page.findChild(KeyStage) is not None)
    page.settle()
    relaid()
    assert page.findChild(KeyStage) is None


def test_that_the_hub_is_named_once_there_is_one(
    session: Session, page: SettingsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    assert "isn't enrolled" in page.findChild(QLabel, "hub-state").text()
    with workspace.replica.database.write() as connection:
        keep_hub_link(
            connection,
            HubLink("https://hub.example", b"h" * 32, b"e" * 16, "token"),
        )
    later = SettingsPage(session, Settings())
    qtbot.addWidget(later)
    assert "hub.example" in later.findChild(QLabel, "hub-state").text()


def test_that_every_licence_can_be_read(page: SettingsPage) -> None:
    texts = []
    for row in page.findChildren(ListRow, "licence"):
        row.click()
    for area in page.findChildren(TextArea, "licence-text"):
        assert area.isReadOnly()
        texts.append(area.text)
    assert len(texts) == 3
    for text, expected in zip(
        texts, ("Apache License", "SIL OPEN FONT LICENSE", "Lucide"), strict=True
    ):
        assert expected in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_that_nothing_is_cut_at_twice_the_text(
    session: Session,
    qapp: QApplication,
    show: Show,
    language: str,
) -> None:
    Theme(language=language, text_size=200, motion=False).apply(qapp)
    page = SettingsPage(session, Settings())
    page.resize(944, 634)
    show(page)
    for one in page.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            left = one.mapTo(page, one.rect().topLeft()).x()
            assert left >= 0
            assert left + one.width() <= page.width(), one
