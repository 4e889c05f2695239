"""Settings survive, and bad ones never keep the program from starting."""

import logging
from pathlib import Path

import pytest

from bwassess import settings
from bwassess.settings import Settings


def test_that_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    said = Settings(
        language="km",
        question_languages=("km", "en"),
        scheme="dark",
        text_size=150,
        floor=True,
        vault="v",
    )
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


@pytest.mark.parametrize(
    "kept", ['["km", "km"]', '["km", "en", "vi"]', '["../etc"]', "[[]]", '"km"', "[3]"]
)
def test_that_question_languages_that_make_no_sense_fall_back(
    tmp_path: Path, kept: str
) -> None:
    (tmp_path / "settings.json").write_text(f'{{"question_languages": {kept}}}')
    assert settings.load(tmp_path).asks_in == ("en",)


def test_that_questions_are_read_in_the_language_of_the_program_unless_told() -> None:
    assert Settings(language="vi").asks_in == ("vi",)
    assert Settings(question_languages=("ar", "en")).asks_in == ("ar", "en")
