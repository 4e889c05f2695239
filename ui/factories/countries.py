"""Countries by their names in the interface's language."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from PySide6.QtCore import QCollator, QLocale
from PySide6.QtWidgets import QWidget

from bwassess import text
from bwassess.text import _
from ui.widgets.select import Select

_FIRST = ("BD", "EG", "ET", "HT", "ID", "JO", "KH", "LK", "LS", "MG", "NI", "PK", "VN")
"""Garment countries, offered before all others."""


@lru_cache
def names(language: str) -> dict[str, str]:
    """Names by alpha-2 code, in the order of the language."""
    try:
        known = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        known = Locale.parse("en").territories
    territories = {str(code): str(name) for code, name in known.items()}
    collator = QCollator(QLocale(language))
    codes = [c for c in territories if len(c) == 2 and c.isalpha() and c not in _NONE]
    codes.sort(key=lambda code: collator.sortKey(territories[code]))
    return {code: territories[code] for code in codes}


_NONE = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


def name(code: str) -> str:
    """A country's name in the interface's language, or its code."""
    return names(text.language()).get(code, code)


class CountrySelect(Select):
    """All countries, those with garment programmes first."""

    def __init__(self, *, name: str = "country", parent: QWidget | None = None) -> None:
        super().__init__(label=_("Country"), name=name, parent=parent)
        known = names(text.language())
        for code in (*(c for c in known if c in _FIRST), None, *known):
            if code is None:
                self.insertSeparator(self.count())
            else:
                self.addItem(known[code], code)
        self.setMaxVisibleItems(14)

    @property
    def code(self) -> str:
        """The chosen country's alpha-2 code."""
        return str(self.currentData() or "")

    def set_code(self, code: str) -> None:
        """Show a country without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(code))
        self.blockSignals(False)
