"""Words a person reads, in the language they chose: gettext with one catalogue.

Catalogues lie in `resources/translations/<language>/LC_MESSAGES/bwassess.mo`.
The interface speaks one language for the whole process; a report may speak another
for as long as it is made (`speaking`).
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from bwassess.paths import RESOURCES

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "km": "ភាសាខ្មែរ",
    "vi": "Tiếng Việt",
    "ar": "العربية",
}
"""Languages the interface speaks, each by its own name."""

DIGITS = {
    ord(letter): str(value)
    for zero in "\u0660\u06f0\u17e0\u1040\u09e6"
    for value, letter in enumerate(chr(ord(zero) + i) for i in range(10))
}
"""Arabic-Indic, Persian, Khmer, Burmese and Bengali digits, for `str.translate`."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_chosen = "en"
_speaking: ContextVar[str | None] = ContextVar("speaking", default=None)


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "bwassess",
        RESOURCES / "translations",
        languages=[language],
        fallback=True,
    )


def choose_language(language: str) -> None:
    """Make the whole process speak `language` (a key of `LANGUAGES`)."""
    global _chosen
    _chosen = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language in this context, for a report or a hub's answer."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def language() -> str:
    """The language spoken here and now."""
    return _speaking.get() or _chosen


def is_right_to_left(code: str) -> bool:
    """Whether texts of a language run from the right; decided by the language alone."""
    return code.partition("-")[0] in _RIGHT_TO_LEFT


def _(message: str) -> str:
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The right form for `n` things; format the number into it yourself."""
    return _catalogue(language()).ngettext(singular, plural, n)
