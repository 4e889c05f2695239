"""The fonts that come with the program, and which of them a language is set in."""

import logging

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFontDatabase

from bwassess.paths import RESOURCES

log = logging.getLogger(__name__)

_SCRIPTS = {
    "km": ("Noto Sans Khmer",),
    "my": ("Noto Sans Myanmar",),
    "ar": ("Noto Sans Arabic",),
    "ur": ("Noto Sans Arabic",),
    "bn": ("Noto Sans Bengali",),
    "si": ("Noto Sans Sinhala",),
    "am": ("Noto Sans Ethiopic",),
}

_FALLBACK = (
    "Noto Sans Khmer",
    "Noto Sans Arabic",
    "Noto Sans Myanmar",
    "Noto Sans Bengali",
    "Noto Sans Sinhala",
    "Noto Sans Ethiopic",
    "Noto Sans Symbols2",
    "Noto Sans Math",
)

MONO = "Noto Sans Mono"


def load_fonts() -> int:
    """Hand every shipped font to Qt; the number of files that Qt took."""
    # Qt warns for each script the first family lacks, and then takes the right one.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    taken = 0
    for path in sorted((RESOURCES / "fonts").glob("*.[to]tf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.warning("font %s can't be read", path.name)
        else:
            taken += 1
    return taken


def families(language: str) -> list[str]:
    """Font families for texts of a language, the first that has a letter wins.

    Latin stays in front: digits and codes look the same in every language.
    """
    script = _SCRIPTS.get(language.partition("-")[0], ())
    return ["Noto Sans", *script, *(f for f in _FALLBACK if f not in script)]
