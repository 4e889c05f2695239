"""Strength of passphrases, in plain words."""

import pytest

from ui.unlock.strength import Level, strength


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("", Level.REFUSED),
        ("abc", Level.REFUSED),
        ("password", Level.WEAK),
        ("password123", Level.WEAK),
        ("aaaaaaaaaaaaaaaaaaaa", Level.WEAK),
        ("abcdefghijklmnop", Level.WEAK),
        ("Factory2026", Level.WEAK),
        ("silk river lantern", Level.WEAK),
        ("silk river lantern g7", Level.FAIR),
        ("silk river lantern goat", Level.GOOD),
        ("qX7!vLp2#mZ9", Level.GOOD),
        ("ផ្ទះបាយទឹកភ្លៀងសេះ", Level.GOOD),
    ],
)
def test_that_a_passphrase_is_judged_by_what_a_thief_must_try(
    passphrase: str, level: Level
) -> None:
    judged = strength(passphrase)
    assert judged.level is level, judged
    assert judged.sentence
