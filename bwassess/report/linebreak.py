"""Where a line may end: ICU's dictionaries, and our codes kept whole."""

import re
from collections.abc import Iterator

from icu4py.breakers import CharacterBreaker, LineBreaker

_MAX_CODE = 24


def segments(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Parts of the text between allowed breaks, trailing space included.

    A code such as `KH-0417-3` or a date such as `17/11/2026` is never broken.
    """
    begin = 0
    for start, end in LineBreaker(text, language or "en").segments():
        if end < len(text) and _inside_code(text, end):
            continue
        yield min(begin, start), end
        begin = end


def graphemes(text: str, language: str) -> Iterator[str]:
    """What a reader sees as letters, the last resort for breaking."""
    for start, end in CharacterBreaker(text, language or "en").segments():
        yield text[start:end]


_BEFORE = re.compile(r"\S+$")
_AFTER = re.compile(r"\S+")


def _inside_code(text: str, place: int) -> bool:
    """Whether a break here would part a short token that holds a digit."""
    if text[place - 1] not in "-/.:\u2013":
        return False
    before = _BEFORE.search(text, 0, place)
    after = _AFTER.match(text, place)
    if before is None or after is None:
        return False
    token = before.group() + after.group()
    return len(token) <= _MAX_CODE and any(character.isdigit() for character in token)
