"""How languages are called: each by its own name."""

from PySide6.QtCore import QLocale

from bwassess.text import LANGUAGES


def name_of(language: str) -> str:
    """A language in its own words; its code where nobody knows them."""
    known = LANGUAGES.get(language)
    if known:
        return known
    locale = QLocale(language)
    # Qt answers for what it doesn't know with the language of nobody, "C".
    if locale.language() is QLocale.Language.C:
        return language
    return locale.nativeLanguageName() or language
