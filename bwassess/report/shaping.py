"""Words to glyphs: a face for every character, then HarfBuzz, each word only once."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from bwassess.report.fonts import Face, Weight, faces


class Glyph(NamedTuple):
    """A glyph in thousandths of the type size, with the letters it stands for.

    `text` is empty for the further glyphs of a cluster.
    """

    id: int
    advance: int
    dx: int
    dy: int
    text: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs of one face in visual order.

    Attributes:
        text: What it says, in reading order.
        is_plain: Whether the glyphs in their order give the text, so that a reader of
            the PDF finds it without being told.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    text: str
    advance: int
    is_plain: bool


@lru_cache(maxsize=20_000)
def shape(
    text: str, weight: Weight, *, right_to_left: bool, language: str
) -> tuple[Shaped, ...]:
    """Shape a word or a run of spaces; one `Shaped` a face, in reading order."""
    return tuple(
        _shaped(face, part, right_to_left=right_to_left, language=language)
        for face, part in _by_face(text, faces(weight, language))
    )


def _by_face(text: str, chain: tuple[Face, ...]) -> Iterator[tuple[Face, str]]:
    """Runs of one face; marks and joiners stay with what they follow."""
    current: Face | None = None
    start = 0
    for place, character in enumerate(text):
        attached = unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
        if attached and current is not None:
            continue
        face = next((face for face in chain if character in face.characters), chain[0])
        if face is not current:
            if current is not None:
                yield current, text[start:place]
            current, start = face, place
    if current is not None:
        yield current, text[start:]


def _shaped(face: Face, text: str, *, right_to_left: bool, language: str) -> Shaped:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = language
    hb.shape(face.hb_font, buffer)
    placed = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in placed})
    letters = {start: text[start:end] for start, end in pairwise([*starts, len(text)])}
    # Readers know a cluster by its widest glyph; a raised mark would be a line of its
    # own to them.
    bearers: dict[int, tuple[int, int]] = {}
    for place, (info, position) in enumerate(placed):
        if info.cluster not in bearers or bearers[info.cluster][1] < position.x_advance:
            bearers[info.cluster] = (place, position.x_advance)
    glyphs = []
    for place, (info, position) in enumerate(placed):
        said = letters[info.cluster] if bearers[info.cluster][0] == place else ""
        glyphs.append(
            Glyph(
                info.codepoint,
                position.x_advance,
                position.x_offset,
                position.y_offset,
                said[::-1] if right_to_left else said,
            )
        )
    return Shaped(
        face,
        tuple(glyphs),
        text,
        sum(glyph.advance for glyph in glyphs),
        all(glyph.text and not glyph.dy for glyph in glyphs),
    )
