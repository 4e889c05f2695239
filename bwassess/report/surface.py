"""A page to draw on: top left is the origin, and a right-to-left page is mirrored.

Callers place boxes from the side where reading starts; letters and photos are never
mirrored themselves.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from io import BytesIO
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from bwassess.report.embedding import EmbeddedFaces
from bwassess.report.fonts import Face
from bwassess.report.jpeg import Jpeg
from bwassess.report.styles import PageSize
from bwassess.report.typography import Line, Paragraph, Piece, TextStyle

# ReportLab reads it while saving; on, it would make photos a quarter bigger.
rl_config.useA85 = 0


class Align(StrEnum):
    START = "start"
    CENTRE = "centre"
    END = "end"


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas that names no font of its own on its pages."""

    @override
    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Surface:
    """The document's pages, one after another."""

    def __init__(self, size: PageSize, *, right_to_left: bool) -> None:
        self.size = size
        self.right_to_left = right_to_left
        self._file = BytesIO()
        self._canvas = _Canvas(
            self._file,
            pagesize=(size.width, size.height),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
        )
        self._faces = EmbeddedFaces(self._canvas._doc)  # noqa: SLF001

    def describe(
        self, *, title: str, author: str, subject: str, language: str, made_on: date
    ) -> None:
        """Set what a viewer shows about the document.

        The day comes from the content, not from the clock: equal content gives equal
        bytes.
        """
        self._canvas.setDateFormatter(lambda *_now: f"D:{made_on:%Y%m%d}000000Z")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("bwassess")
        self._canvas.setCatalogEntry("Lang", language)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        if self.right_to_left:
            self._canvas.setViewerPreference("Direction", "R2L")

    def end_page(self) -> None:
        self._canvas.showPage()

    def finish(self) -> bytes:
        """The whole file."""
        self._canvas.showOutline()
        self._canvas.save()
        return self._file.getvalue()

    def lines(
        self,
        lines: Iterable[Line],
        x: float,
        top: float,
        *,
        width: float,
        align: Align = Align.START,
    ) -> None:
        """Draw lines below each other in a box of this width."""
        for line in lines:
            self.line(line, x, top, width=width, align=align)
            top += line.height

    def line(
        self,
        line: Line,
        x: float,
        top: float,
        *,
        width: float,
        align: Align = Align.START,
    ) -> None:
        """Draw one line in a box of this width."""
        spare = width - line.width
        from_start = {Align.START: 0.0, Align.CENTRE: spare / 2, Align.END: spare}
        left = self._left(x + from_start[align], line.width)
        self._text(line, left, self.size.height - top - line.ascent)

    def text(
        self,
        paragraph: Paragraph,
        x: float,
        top: float,
        *,
        width: float,
        align: Align = Align.START,
    ) -> float:
        """Draw a whole paragraph; returns the top of what follows."""
        lines = paragraph.lines(width)
        self.lines(lines, x, top, width=width, align=align)
        return top + sum(line.height for line in lines)

    def bar(
        self, x: float, top: float, width: float, height: float, *, colour: str
    ) -> None:
        """Fill a rectangle."""
        self._emit(
            _fill(colour),
            _numbers(
                self._left(x, width), self.size.height - top - height, width, height
            ),
            "re f",
        )

    def rule(
        self, x: float, top: float, width: float, *, thickness: float, colour: str
    ) -> None:
        """Draw a horizontal line whose middle is at `top`."""
        self.bar(x, top - thickness / 2, width, thickness, colour=colour)

    def shape(self, points: Sequence[tuple[float, float]], *, colour: str) -> None:
        """Fill a polygon."""
        placed = [(self._left(x, 0), self.size.height - top) for x, top in points]
        path = " ".join(
            f"{_numbers(*point)} {'l' if place else 'm'}"
            for place, point in enumerate(placed)
        )
        self._emit(_fill(colour), path, "h f")

    def ring(
        self, x: float, top: float, radius: float, *, thickness: float, colour: str
    ) -> None:
        """Draw a circle around a point."""
        self._canvas.saveState()
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.circle(self._left(x, 0), self.size.height - top, radius)
        self._canvas.restoreState()

    def photo(
        self, photo: Jpeg, x: float, top: float, *, width: float, height: float
    ) -> None:
        """Place a JPEG byte for byte, its corners a little rounded."""
        left, bottom = self._left(x, width), self.size.height - top - height
        name = photo.register(self._canvas._doc)  # noqa: SLF001
        with self._saved():
            path = self._canvas.beginPath()
            path.roundRect(left, bottom, width, height, 2)
            self._canvas.clipPath(path, stroke=0, fill=0)
            self._emit(f"{_numbers(width)} 0 0 {_numbers(height, left, bottom)} cm")
            self._canvas.doForm(name)

    def anchor(self, key: str, top: float) -> None:
        """Make a place that links and the outline can lead to."""
        self._canvas.bookmarkHorizontal(
            key, 0, self.size.height - max(0.0, top - 12), fit="XYZ"
        )

    def outline(self, title: str, key: str, *, level: int) -> None:
        self._canvas.addOutlineEntry(title, key, level=level, closed=level > 0)

    def link(self, key: str, x: float, top: float, width: float, height: float) -> None:
        """Make a box lead to an anchor."""
        left, bottom = self._left(x, width), self.size.height - top - height
        self._canvas.linkAbsolute(
            "", key, Rect=(left, bottom, left + width, bottom + height)
        )

    def slanted(self, paragraph: Paragraph) -> None:
        """Write across the whole page, as a watermark."""
        line = paragraph.lines(float("inf"))[0]
        with self._saved():
            self._canvas.translate(self.size.width / 2, self.size.height / 2)
            self._canvas.rotate(52)
            self._text(line, -line.width / 2, -line.ascent / 3)

    @contextmanager
    def _saved(self) -> Iterator[None]:
        self._canvas.saveState()
        try:
            yield
        finally:
            self._canvas.restoreState()

    def _left(self, x: float, width: float) -> float:
        return self.size.width - x - width if self.right_to_left else x

    def _emit(self, *operators: str) -> None:
        self._canvas._code.extend(operators)  # noqa: SLF001

    def _text(self, line: Line, x: float, baseline: float) -> None:
        if not line.pieces:
            return
        self._emit("BT", f"1 0 0 1 {_numbers(x, baseline)} Tm")
        for (face, style, _, right_to_left, plain), pieces in groupby(
            line.pieces,
            key=lambda piece: (
                piece.shaped.face,
                piece.style,
                piece.level,
                piece.level % 2 == 1,
                piece.shaped.is_plain,
            ),
        ):
            self._group(face, style, list(pieces), says_itself=plain or right_to_left)
        self._emit("ET")

    def _group(
        self, face: Face, style: TextStyle, pieces: list[Piece], *, says_itself: bool
    ) -> None:
        """Draw glyphs of one face and style.

        Text from the left carries its letters beside it where glyphs don't give them.
        Text from the right must be told by its codes: viewers turn it around.
        """
        resource = self._faces.resource(face)
        self._emit(_fill(style.colour), f"/{resource} {_number(style.size)} Tf")
        if not says_itself:
            text = "".join(piece.shaped.text for piece in pieces)
            letters = ("\ufeff" + text).encode("utf-16-be").hex().upper()
            self._emit(f"/Span <</ActualText <{letters}>>> BDC")
        self._glyphs(face, style, pieces)
        if not says_itself:
            self._emit("EMC")

    def _glyphs(self, face: Face, style: TextStyle, pieces: list[Piece]) -> None:
        shown: list[str] = []
        pen = wanted = rise = 0

        def flush() -> None:
            if shown:
                self._emit(f"[{' '.join(shown)}] TJ")
                shown.clear()

        for piece in pieces:
            for glyph in piece.shaped.glyphs:
                if glyph.dy != rise:
                    flush()
                    rise = glyph.dy
                    self._emit(f"{_number(rise * style.size / 1000)} Ts")
                if pen != wanted + glyph.dx:
                    shown.append(_number(pen - wanted - glyph.dx))
                    pen = wanted + glyph.dx
                code = self._faces.code(face, glyph.id, glyph.text)
                shown.append(f"<{code:04X}>")
                pen += face.width(glyph.id)
                wanted += glyph.advance
        if pen != wanted:
            shown.append(_number(pen - wanted))
        flush()
        if rise:
            self._emit("0 Ts")


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _numbers(*values: float) -> str:
    return " ".join(_number(value) for value in values)


def _fill(colour: str) -> str:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return f"{_numbers(*channels)} rg"
