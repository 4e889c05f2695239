"""Text to lines: direction, faces, breaks and shaping of a paragraph with styled runs.

Knows no page: `Paragraph.lines(width)` gives lines whose pieces stand in visual order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bwassess.report.bidi import (
    base_level,
    is_mixed,
    isolated,
    levels,
    phrases_isolated,
    visual_order,
)
from bwassess.report.fonts import Weight, leading
from bwassess.report.linebreak import graphemes, segments
from bwassess.report.shaping import Shaped, shape
from bwassess.text import is_right_to_left

_INVISIBLE = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks of direction: they have done their work once levels are known."""

_ASCENT, _DESCENT = 1.069, 0.293
"""Of Noto Sans; all faces stand on its baseline."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run looks: size and leading in points, colour as hex."""

    size: float
    leading: float
    colour: str
    weight: Weight = Weight.REGULAR

    def scaled(self, ratio: float) -> "TextStyle":
        """The style in another size."""
        return replace(self, size=self.size * ratio, leading=self.leading * ratio)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in a style of its own within a paragraph."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one face, style and level; `x` counts from the line's left end."""

    shaped: Shaped
    style: TextStyle
    level: int
    x: float

    @property
    def width(self) -> float:
        return self.shaped.advance * self.style.size / 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to be drawn; its pieces stand from left to right.

    Attributes:
        ascent: From the line's top to its baseline.
    """

    pieces: tuple[Piece, ...]
    width: float
    height: float
    ascent: float


@dataclass(frozen=True, slots=True)
class _Part:
    """Shaped text with its level and style, in reading order."""

    shaped: Shaped
    style: TextStyle
    level: int

    @property
    def width(self) -> float:
        return self.shaped.advance * self.style.size / 1000


@dataclass(frozen=True, slots=True)
class _Atom:
    """What stands between two allowed breaks; `space` may hang over a line's end."""

    parts: tuple[_Part, ...]
    space: tuple[_Part, ...]
    width: float
    space_width: float
    is_last: bool


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of runs, wrapped to any width.

    Attributes:
        language: Decides breaks, shaping and the direction of text without letters.
    """

    runs: tuple[Run, ...]
    language: str
    _wrapped: dict[float, tuple[Line, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @classmethod
    def of(cls, text: str, style: TextStyle, language: str) -> "Paragraph":
        """A paragraph in one style."""
        return cls((Run(text, style),), language)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines of the paragraph in this width; one empty line for no text."""
        if width not in self._wrapped:
            self._wrapped[width] = tuple(self._fill(width))
        return self._wrapped[width]

    @property
    def natural_width(self) -> float:
        """The width of the longest line when nothing is wrapped."""
        return max(line.width for line in self.lines(float("inf")))

    @property
    def least_width(self) -> float:
        """The width below which a word would be broken between letters."""
        return max(atom.width for atom in self._atoms)

    def shrunk(self, width: float) -> "Paragraph":
        """The paragraph set smaller, where that is needed to stay on one line."""
        ratio = min(1.0, width / self.natural_width) if self.natural_width else 1.0
        return Paragraph(
            tuple(Run(run.text, run.style.scaled(ratio)) for run in self.runs),
            self.language,
        )

    def narrowed(self, width: float) -> "Paragraph":
        """The paragraph on one line, its end replaced by an ellipsis if need be."""
        if len(self.lines(width)) == 1:
            return self
        kept = list(self.runs)
        while kept:
            last = kept.pop()
            words = list(segments(last.text, self.language))
            while words:
                words.pop()
                text = last.text[: words[-1][1] if words else 0].rstrip() + "…"
                shorter = Paragraph((*kept, Run(text, last.style)), self.language)
                if len(shorter.lines(width)) == 1:
                    return shorter
        return Paragraph.of("…", self.runs[0].style, self.language)

    @cached_property
    def _leading(self) -> float:
        # At least the language's own, so that lines beside each other stay level.
        tallest = max(
            [
                leading(self.language),
                *(part.shaped.face.leading for part in self._parts),
            ]
        )
        return tallest * max(run.style.leading for run in self.runs)

    @property
    def _parts(self) -> Iterator[_Part]:
        return (part for atom in self._atoms for part in (*atom.parts, *atom.space))

    @cached_property
    def _atoms(self) -> tuple[_Atom, ...]:
        default = int(is_right_to_left(self.language))
        texts = [run.text for run in self.runs]
        if default and is_mixed(self.text):
            # Our own words run from the right; a name in front doesn't turn them.
            texts = [phrases_isolated(text) for text in texts]
        elif default or base_level(self.text):
            # Before the base is found, so that a code in front doesn't decide it.
            texts = [isolated(text) for text in texts]
        text = "".join(texts)
        base = base_level(text, default=default)
        styles: list[TextStyle] = []
        for part, run in zip(texts, self.runs, strict=True):
            styles.extend([run.style] * len(part))
        found: list[_Atom] = []
        offset = 0
        for line in text.split("\n"):
            line_styles = styles[offset : offset + len(line)]
            offset += len(line) + 1
            line_levels = levels(line, base)
            spans = list(segments(line, self.language)) or [(0, 0)]
            for start, end in spans:
                word_end = start + len(line[start:end].rstrip(" \t\u200b\u3000"))
                word = self._shape(line, line_styles, line_levels, start, word_end)
                space = self._shape(line, line_styles, line_levels, word_end, end)
                found.append(
                    _Atom(
                        word,
                        space,
                        sum(part.width for part in word),
                        sum(part.width for part in space),
                        is_last=end == len(line),
                    )
                )
        return tuple(found)

    def _shape(
        self,
        text: str,
        styles: Sequence[TextStyle],
        found: Sequence[int],
        *span: int,
    ) -> tuple[_Part, ...]:
        start, end = span
        parts: list[_Part] = []
        while start < end:
            stop = start + 1
            while stop < end and (found[stop], styles[stop]) == (
                found[start],
                styles[start],
            ):
                stop += 1
            visible = text[start:stop].translate(_INVISIBLE)
            if visible:
                parts.extend(self._parts_of(visible, styles[start], found[start]))
            start = stop
        return tuple(parts)

    def _parts_of(self, text: str, style: TextStyle, level: int) -> Iterator[_Part]:
        for shaped in shape(
            text, style.weight, right_to_left=level % 2 == 1, language=self.language
        ):
            yield _Part(shaped, style, level)

    def _fill(self, width: float) -> Iterator[Line]:
        line: list[_Part] = []
        used = hanging = 0.0
        waiting: list[_Part] = []
        for atom in self._broken(self._atoms, width):
            if line and used + hanging + atom.width > width:
                yield self._line(line)
                line, used = [], 0.0
            else:
                line.extend(waiting)
                used += hanging
            line.extend(atom.parts)
            used += atom.width
            waiting, hanging = list(atom.space), atom.space_width
            if atom.is_last:
                yield self._line(line)
                line, used, waiting, hanging = [], 0.0, [], 0.0

    def _broken(self, atoms: Iterable[_Atom], width: float) -> Iterator[_Atom]:
        """The atoms, those too wide for any line taken apart between letters."""
        for atom in atoms:
            if atom.width <= width:
                yield atom
                continue
            letters = [
                letter
                for part in atom.parts
                for piece in graphemes(part.shaped.text, self.language)
                for letter in self._parts_of(piece, part.style, part.level)
            ]
            for place, letter in enumerate(letters):
                last = place == len(letters) - 1
                yield _Atom(
                    (letter,),
                    atom.space if last else (),
                    letter.width,
                    atom.space_width if last else 0.0,
                    is_last=atom.is_last and last,
                )

    def _line(self, parts: Sequence[_Part]) -> Line:
        pieces = []
        x = 0.0
        for place in visual_order([part.level for part in parts]):
            part = parts[place]
            pieces.append(Piece(part.shaped, part.style, part.level, x))
            x += part.width
        size = max(run.style.size for run in self.runs)
        spare = self._leading - (_ASCENT + _DESCENT) * size
        return Line(tuple(pieces), x, self._leading, spare / 2 + _ASCENT * size)
