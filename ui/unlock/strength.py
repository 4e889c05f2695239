"""How long a passphrase holds, said in plain words.

A thief with the laptop has to try each guess through the vault's slow key derivation;
a machine room manages some ten thousand a second.
"""

import math
import re
from dataclasses import dataclass
from enum import IntEnum

from bwassess.text import _

LEAST = 8

_GUESSES_A_SECOND = 1e4
_WORD_BITS = 11.0
_YEAR_S = 3.15e7
_COMMON = (
    *("password", "passphrase", "passwort", "letmein", "welcome", "admin", "qwerty"),
    *("azerty", "iloveyou", "monkey", "dragon", "football", "secret", "abc123"),
    *("bwassess", "betterwork", "better", "work", "factory", "assessor", "cambodia"),
    *("phnompenh", "dhaka", "hanoi", "amman"),
)
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl")


class Level(IntEnum):
    REFUSED = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3


@dataclass(frozen=True, slots=True)
class Strength:
    """How good, and the sentence that says so."""

    level: Level
    sentence: str


def strength(passphrase: str) -> Strength:
    """Judge a passphrase."""
    if len(passphrase) < LEAST:
        return Strength(
            Level.REFUSED,
            _("Too short: take at least {count} characters, better four words.").format(
                count=LEAST
            ),
        )
    years = 2 ** min(_bits(passphrase), 200) / 2 / _GUESSES_A_SECOND / _YEAR_S
    if years < 0.1:
        return Strength(
            Level.WEAK,
            _("A thief would guess it within days. Add two more words."),
        )
    if years < 10:
        return Strength(
            Level.FAIR,
            _("It would hold for some months. One more word makes it years."),
        )
    return Strength(Level.GOOD, _("Long enough to hold for many years."))


def _bits(passphrase: str) -> float:
    text = passphrase.casefold()
    for run in _RUNS:
        for length in range(len(run), 3, -1):
            for start in range(len(run) - length + 1):
                part = run[start : start + length]
                text = text.replace(part, part[:1]).replace(part[::-1], part[:1])
    for word in _COMMON:
        text = text.replace(word, "*")
    text = re.sub(r"(.{1,8}?)\1+", r"\1", text)
    words = [word for word in re.split(r"[\s\-_.,]+", text) if word]
    by_words = sum(
        min(_WORD_BITS, len(word) * 4.7)
        if word.isalpha() and word.isascii()
        else _letters(word, passphrase)
        for word in words
    )
    return min(by_words, _letters(text, passphrase)) if words else 0.0


def _letters(text: str, passphrase: str) -> float:
    pool = 0
    for pattern, size in ((r"[a-z]", 26), (r"\d", 10), (r"[^\W\d_a-z]", 60)):
        pool += size if re.search(pattern, text) else 0
    pool += 20 if re.search(r"[\W_]", text) else 0
    pool += 10 if re.search(r"[A-Z]", passphrase[1:]) else 0
    return len(text) * math.log2(max(pool, 2)) * 0.8
