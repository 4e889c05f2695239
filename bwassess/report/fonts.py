"""The faces reports are set in: files of `resources/fonts`, never a machine's own."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path

import uharfbuzz as hb

from bwassess.paths import RESOURCES


class Weight(StrEnum):
    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"


@dataclass(frozen=True, slots=True)
class _Family:
    """A font family; `leading` is how much more line height its script needs."""

    name: str
    leading: float = 1.0
    weights: tuple[Weight, ...] = tuple(Weight)


_FAMILIES = (
    _Family("NotoSans"),
    _Family("NotoSansKhmer", 1.3),
    _Family("NotoSansArabic", 1.12),
    _Family("NotoSansMyanmar", 1.3),
    _Family("NotoSansBengali", 1.1),
    _Family("NotoSansSinhala", 1.1),
    _Family("NotoSansEthiopic", 1.05),
    _Family("NotoSansMath", 1.0, (Weight.REGULAR,)),
    _Family("NotoSansSymbols2", 1.0, (Weight.REGULAR,)),
)
"""In the order in which a character looks for its face.

Noto Sans comes first, so that digits and punctuation look alike in all languages.
"""

_SCRIPT_OF = {
    "km": "NotoSansKhmer",
    "ar": "NotoSansArabic",
    "fa": "NotoSansArabic",
    "ur": "NotoSansArabic",
    "my": "NotoSansMyanmar",
    "bn": "NotoSansBengali",
    "si": "NotoSansSinhala",
    "am": "NotoSansEthiopic",
}


@dataclass(frozen=True, eq=False)
class Face:
    """One font file; measures are in thousandths of the type size."""

    name: str
    path: Path
    leading: float

    @cached_property
    def hb_face(self) -> hb.Face:
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def hb_font(self) -> hb.Font:
        font = hb.Font(self.hb_face)
        font.scale = (1000, 1000)
        return font

    @cached_property
    def characters(self) -> frozenset[str]:
        return frozenset(chr(code) for code in self.hb_face.unicodes)

    def width(self, glyph: int) -> int:
        """The glyph's own advance, as the PDF's width table states it."""
        return int(self.hb_font.get_glyph_h_advance(glyph))


def leading(language: str) -> float:
    """How much more line height a language's own script needs than Latin."""
    own = _SCRIPT_OF.get(language.partition("-")[0])
    return next((family.leading for family in _FAMILIES if family.name == own), 1.0)


@lru_cache
def faces(weight: Weight, language: str) -> tuple[Face, ...]:
    """The fallback chain of a language: Noto Sans, its own script, all others."""
    own = _SCRIPT_OF.get(language.partition("-")[0])
    ordered = sorted(
        _FAMILIES, key=lambda family: (family.name != "NotoSans", family.name != own)
    )
    return tuple(
        _face(family, weight if weight in family.weights else Weight.REGULAR)
        for family in ordered
    )


@lru_cache
def _face(family: _Family, weight: Weight) -> Face:
    name = f"{family.name}-{weight}"
    return Face(name, RESOURCES / "fonts" / f"{name}.ttf", family.leading)
