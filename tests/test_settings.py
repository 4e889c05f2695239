"""Settings survive, and bad ones never keep the program from starting."""

import logging
from pathlib import Path

import pytest

from bwassess import settings
from bwassess.settings import Settings


def test_that_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    said = Settings(language="km", scheme="dark", text_size=150, floor=True, vault="v")
    settings.save(said, tmp_path / "new" / "folder")
    assert settings.load(tmp_path / "new" / "folder") == said


def test_that_a_machine_without_settings_gets_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings()


def test_that_a_value_of_another_version_falls_back_alone(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(
        '{"language": "tlh", "text_size": "big", "scheme": "dark", "new": 1}'
    )
    assert settings.load(tmp_path) == Settings(scheme="dark")


def test_that_unreadable_settings_give_the_defaults(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "settings.json").write_bytes(b"\xff{")
    with caplog.at_level(logging.CRITICAL):
        assert settings.load(tmp_path) == Settings()
