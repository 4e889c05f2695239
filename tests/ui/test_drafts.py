"""What is being typed: on the disk soon, a change once it is left."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.drafts import Drafts

Told = list[tuple[str, str]]


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def drafts(owner: QObject, kept: Told, settled: Told) -> Drafts[str]:
    return Drafts[str](
        owner,
        keep=lambda place, text: kept.append((place, text)),
        settle=lambda place, text: settled.append((place, text)),
    )


def test_that_typing_is_kept_soon_without_waiting_for_its_end(
    owner: QObject, qtbot: QtBot
) -> None:
    kept: Told = []
    typing = drafts(owner, kept, settled := [])
    typing.take("note", "a")
    typing.take("note", "ab")
    typing.take("summary", "c")
    assert not kept
    qtbot.waitUntil(lambda: bool(kept))
    assert kept == [("note", "ab"), ("summary", "c")]
    assert not settled
    assert "note" in typing


def test_that_what_is_left_becomes_one_change_of_each_field(owner: QObject) -> None:
    settled: Told = []
    typing = drafts(owner, [], settled)
    typing.take("note", "a")
    typing.take("note", "ab")
    typing.take("summary", "c")
    typing.settle()
    typing.settle()
    assert settled == [("note", "ab"), ("summary", "c")]
    assert "note" not in typing


def test_that_what_is_given_up_is_neither_kept_nor_settled(owner: QObject) -> None:
    settled: Told = []
    typing = drafts(owner, [], settled)
    typing.take("note", "a")
    assert typing.forget("note")
    assert not typing.forget("note")
    typing.settle()
    assert not settled
